"""Make a folder of pictures with the defects that such folders have, and audit it: `python examples/images/shapes.py`.

Nothing is downloaded. Pillow draws the pictures (the extra `image`). They are written to shapes/, the page to shapes.html.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

import dataqa

EACH = 60


def shapes(folder: Path, seed: int = 0) -> Path:
    """Draw circles and squares on noisy ground, in a folder for each class, then the defects; return the folder."""
    rng = np.random.default_rng(seed)
    for kind in ("circle", "square"):
        (folder / kind).mkdir(parents=True, exist_ok=True)
        for number in range(EACH):
            picture = _drawn(rng, kind)
            if kind == "circle" and number in (4, 5):
                picture = picture.point(lambda level: level // 12)  # nearly black
            if kind == "square" and number in (7, 8):
                picture = picture.filter(ImageFilter.GaussianBlur(9))
            if kind == "circle" and number == 9:
                picture = Image.new("RGB", picture.size, (200, 200, 200))  # blank
            picture.save(folder / kind / f"{kind}-{number:03d}.png")
    for number in (20, 21, 22):  # copies, one of them mirrored, and one in the wrong class
        shutil.copy(folder / "circle" / f"circle-{number:03d}.png", folder / "circle" / f"copy-{number}.png")
    Image.open(folder / "square" / "square-030.png").transpose(Image.Transpose.FLIP_LEFT_RIGHT).save(
        folder / "square" / "mirrored.png"
    )
    shutil.copy(folder / "circle" / "circle-040.png", folder / "square" / "square-100.png")
    (folder / "square" / "square-101.png").write_bytes(b"not a picture")
    return folder


def _drawn(rng: np.random.Generator, kind: str) -> Image.Image:
    ground = rng.normal(rng.uniform(90, 170), 22, (96, 96, 3)) + 40 * np.sin(np.arange(96) / rng.uniform(4, 15))[:, None, None]
    picture = Image.fromarray(np.clip(ground, 0, 255).astype(np.uint8))
    x, y, size = rng.integers(8, 40), rng.integers(8, 40), rng.integers(24, 48)
    draw = ImageDraw.Draw(picture)
    shape = draw.ellipse if kind == "circle" else draw.rectangle
    shape((x, y, x + size, y + size), fill=tuple(int(level) for level in rng.integers(0, 255, 3)))
    return picture.filter(ImageFilter.GaussianBlur(0.6))


if __name__ == "__main__":
    result = dataqa.audit(shapes(Path("shapes")))
    print(result)
    result.to_html("shapes.html")
