"""Images: tiles of the sample photographs of scikit-learn and scikit-image, by photograph."""

from __future__ import annotations

import io
import os
from pathlib import Path

import numpy as np
import pandas as pd
from PIL import Image, ImageDraw, ImageFilter

from kinds.judging import Case, Kind, pick

SIDE = 72


def photographs() -> dict[str, list[Path]]:
    import sklearn.datasets

    scikit = Path(sklearn.datasets.__file__).parent / "images"
    folder = Path(os.environ.get("SKIMAGE_DATA", ""))
    if not os.environ.get("SKIMAGE_DATA"):
        import skimage.data

        folder = Path(skimage.data.__file__).parent
    return {
        "temple": [scikit / "china.jpg"],
        "petals": [scikit / "flower.jpg"],
        "tissue": [folder / "ihc.png"],
        "people": [folder / "astronaut.png", folder / "coffee.png", folder / "motorcycle_left.png"],
    }


def base() -> dict[str, list[tuple[str, Image.Image]]]:
    """Tiles that do not overlap and are not flat, at most 70 a class."""
    tiles = []
    for label, paths in photographs().items():
        mine = []
        for path in paths:
            photograph = Image.open(path).convert("RGB")
            for x in range(0, photograph.width - SIDE, SIDE):
                for y in range(0, photograph.height - SIDE, SIDE):
                    tile = photograph.crop((x, y, x + SIDE, y + SIDE))
                    if np.asarray(tile.convert("L")).std() > 22 and 60 < np.asarray(tile).mean() < 200:
                        mine.append((label, tile))
        order = np.random.default_rng(4).permutation(len(mine))[:70]
        tiles += [mine[i] for i in order]
    order = np.random.default_rng(8).permutation(len(tiles))
    return {"tiles": [tiles[i] for i in order]}


def packed(image: Image.Image, form: str = "JPEG", **how) -> bytes:
    out = io.BytesIO()
    image.save(out, form, **({"quality": 90} | how if form == "JPEG" else how))
    return out.getvalue()


def frame(tiles) -> pd.DataFrame:
    return pd.DataFrame(
        {"image": [i if isinstance(i, bytes) else packed(i) for _, i in tiles], "label": [label for label, _ in tiles]}
    )


FRAME = {"clean": "bytes", "call": {"target": "label"}}
PARTS = {"clean": "bytes split", "call": {"target": "label", "split": "split"}}


def changed(change, count=12):
    """A copy in which `change(image, number)` stands in for some images."""

    def make(b, rng, folder):
        tiles = list(b["tiles"])
        rows = pick(rng, len(tiles), count)
        for i, r in enumerate(rows):
            tiles[r] = (tiles[r][0], change(tiles[r][1], i))
        return Case(frame(tiles), rows, **FRAME)

    return make


def shortcut(change, says, share=0.95, label="temple"):
    """A copy in which `change` is made to most images of one class."""

    def make(b, rng, folder):
        tiles = [(c, change(i) if c == label and rng.random() < share else i) for c, i in b["tiles"]]
        return Case(frame(tiles), says=says, **FRAME)

    return make


def added(change, other_label=False, parts=False, count=14):
    """A copy to which changed images of `count` others are added."""

    def make(b, rng, folder):
        tiles, labels = b["tiles"], sorted({c for c, _ in b["tiles"]})
        of = pick(rng, len(tiles), count)
        more = [
            (labels[(labels.index(tiles[r][0]) + 1) % 4] if other_label else tiles[r][0], change(tiles[r][1], i))
            for i, r in enumerate(of)
        ]
        df = frame(tiles + more)
        if parts:
            df["split"] = np.where(rng.random(len(df)) < 0.25, "test", "train")
            df.loc[len(tiles) :, "split"] = np.where(df.split[of] == "train", "test", "train")
        return Case(df, range(len(tiles), len(df)), of, **(PARTS if parts else FRAME))

    return make


def shifted(image, i):
    """The same scene a moment later: moved by a pixel, a little brighter, with noise."""
    moved = np.roll(np.asarray(image).astype(float), (1, 0), (0, 1)) * 1.03 + np.random.default_rng(i).normal(0, 2, (SIDE, SIDE, 3))
    return Image.fromarray(moved.clip(0, 255).astype(np.uint8))


def border(image):
    drawn = image.copy()
    ImageDraw.Draw(drawn).rectangle((0, 0, SIDE - 1, SIDE - 1), outline=(240, 240, 240), width=4)
    return drawn


def located(image, i):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Acme", "Phone 4"
    gps = exif.get_ifd(0x8825)
    gps[1], gps[2], gps[3], gps[4] = "N", (47.0, 22.0, float(i)), "E", (8.0, 32.0, float(i))
    return packed(image, exif=exif)


def camera(image):
    exif = Image.Exif()
    exif[0x010F], exif[0x0110] = "Lumen", "L-200"
    return packed(image, exif=exif)


def camera_shortcut(b, rng, folder):
    def other(image):
        exif = Image.Exif()
        exif[0x010F], exif[0x0110] = "Orbit", "Mark II"
        return packed(image, exif=exif)

    return Case(
        frame([(c, camera(i) if c == "temple" else other(i)) for c, i in b["tiles"]]), says="camera|EXIF|Lumen|metadata", **FRAME
    )


def files(b, rng, folder, broken=0):
    rows = pick(rng, len(b["tiles"]), broken) if broken else []
    split_of = np.where(rng.random(len(b["tiles"])) < 0.2, "test", "train")
    for i, (label, image) in enumerate(b["tiles"]):
        place = folder / split_of[i] / label
        place.mkdir(parents=True, exist_ok=True)
        content = packed(image)
        if i in rows:
            content = (content[: len(content) // 2], b"<html><body>404 Not Found</body></html>", b"")[rows.index(i) % 3]
        (place / f"{i:04d}.jpg").write_bytes(content)
    return Case(folder, count=broken, clean="folders")


def wrong_labels(b, rng, folder):
    df = frame(b["tiles"])
    rows = pick(rng, len(df), 16)
    labels = sorted(df.label.unique())
    df.loc[rows, "label"] = [labels[(labels.index(c) + 1 + i % 3) % 4] for i, c in enumerate(df.label[rows])]
    return Case(df, rows, **FRAME)


def placeholder(b, rng, folder):
    tiles, rows = list(b["tiles"]), pick(rng, len(b["tiles"]), 14)
    grey = Image.new("RGB", (SIDE, SIDE), (225, 225, 225))
    ImageDraw.Draw(grey).text((8, 28), "NO IMAGE", fill=(90, 90, 90))
    for r in rows:
        tiles[r] = (tiles[r][0], grey)
    return Case(frame(tiles), rows, **FRAME)


def parted(b, rng, folder):
    df = frame(b["tiles"])
    return Case(df.assign(split=np.where(rng.random(len(df)) < 0.25, "test", "train")), **PARTS)


def hugging_face(b, rng, folder):
    df = frame(b["tiles"])
    df["image"] = [{"bytes": c, "path": f"{i}.jpg"} for i, c in enumerate(df.image)]
    df.to_parquet(folder / "tiles.parquet")
    return Case(folder / "tiles.parquet", call={"target": "label"})


def arrays(b, rng, folder):
    np.savez(folder / "tiles.npz", x=np.stack([np.asarray(i) for _, i in b["tiles"]]), y=np.array([c for c, _ in b["tiles"]]))
    return Case(folder / "tiles.npz", call={"target": "y"})


CLEAN = {
    "bytes": lambda b, rng, folder: Case(frame(b["tiles"]), **FRAME),
    "bytes split": parted,
    "folders": files,
    "hugging face": hugging_face,
    "npz": arrays,
}
DEFECTS = {
    "blank": changed(lambda image, i: Image.new("RGB", (SIDE, SIDE), ((255, 255, 255), (0, 0, 0), (128, 128, 128))[i % 3])),
    "low information": changed(
        lambda image, i: (
            Image.linear_gradient("L").resize((SIDE, SIDE)).rotate(90 * (i % 4)).point(lambda v: 90 + v // 8 + i).convert("RGB")
        )
    ),
    "dark": changed(lambda image, i: image.point(lambda v: v // 14)),
    "light": changed(lambda image, i: image.point(lambda v: 240 + v // 17)),
    "blurred": changed(lambda image, i: image.filter(ImageFilter.GaussianBlur(5))),
    "grayscale": changed(lambda image, i: image.convert("L").convert("RGB"), 8),
    "odd size": changed(lambda image, i: image.resize((SIDE // 6, SIDE // 6))),
    "odd ratio": changed(lambda image, i: image.resize((SIDE * 4, SIDE // 2))),
    "copies": added(lambda image, i: image),
    "recompressed": added(lambda image, i: packed(image, quality=45)),
    "resized copies": added(lambda image, i: image.resize((SIDE * 2, SIDE * 2)), parts=True),
    "mirrored copies": added(lambda image, i: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT)),
    "copies, other label": added(lambda image, i: packed(image, quality=70), other_label=True),
    "copies across split": added(lambda image, i: image, parts=True),
    "burst across split": added(shifted, parts=True),
    "border": shortcut(border, "border|background|edge|image"),
    "brightness": shortcut(lambda image: image.point(lambda v: min(255, v + 45)), "bright|image"),
    "format": shortcut(lambda image: packed(image, "PNG"), "format|image"),
    "size": shortcut(lambda image: image.resize((SIDE + 24, SIDE + 24)), "size|width|height|image"),
    "camera": camera_shortcut,
    "position": changed(located),
    "broken files": lambda b, rng, folder: files(b, rng, folder, 12),
    "wrong labels": wrong_labels,
    "placeholder": placeholder,
}
KIND = Kind(base, CLEAN, DEFECTS)
