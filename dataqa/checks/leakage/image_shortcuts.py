"""Shortcuts in images: how they were made or stored predicts the target."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.image_copies import image_columns
from dataqa.checks.leakage._properties import predicting
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.sources.pictures import Pictures

_PIXELS = pl.col("width") * pl.col("height")
_STORED = {
    "width": pl.col("width"),
    "height": pl.col("height"),
    "longer side": pl.max_horizontal("width", "height"),
    "file format": pl.col("form"),
    "colour mode": pl.col("mode"),
    "camera": pl.col("camera"),
    "bytes for each pixel": pl.when(pl.col("size") > 0).then(pl.col("size") / _PIXELS),
}
_BORDER = {
    # against the whole image: a dark image has a dark border
    "brightness of the border": pl.col("border") - pl.col("mean"),
    "contrast of the border": pl.col("border_contrast") / pl.col("contrast").clip(lower_bound=1e-3),
}
_CORNERS = {"upper left": (0, 0), "upper right": (0, 1), "lower left": (1, 0), "lower right": (1, 1)}
_CORNER = 8
"""Edge of a corner, of the 64 pixels of a thumbnail."""
_LOOK = {
    "brightness": pl.col("mean"),
    "contrast": pl.col("contrast"),
    "sharpness": pl.col("sharpness"),
    "amount of colour": pl.col("colour"),
    "share of red": pl.col("red"),
    "share of blue": pl.col("blue"),
}


class Parameters(CheckParameters):
    """When a property is a shortcut."""

    least: Annotated[float, Field(ge=0, le=1)]
    """Skill, lower bound, from which a property is reported."""
    least_side: Annotated[int, Field(ge=1)]
    """Pixels of the shorter side of images that have a border."""


@check(needs=("target", "two values", "images"), reads=("target", "pictures"), parameters=Parameters)
def image_shortcuts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Skill of single properties of images that are no content (Geirhos et al. 2020, shortcut learning), from the row sample.

    How the file is stored (size, format, camera), the border, and the overall light and colour. Each is cross-validated alone. All
    of these may be honest signal; light and colour often are.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for name, pictures in image_columns(audit):
        facts = pictures.facts_of(probe.rows.get_column(name))
        side = facts.select(pl.min_horizontal("width", "height").median()).item()
        groups = {"": _STORED, "border": _BORDER if side is not None and side >= audit.parameters.least_side else {}, "look": _LOOK}
        found: list[str] = []
        for kind, properties in groups.items():
            if kind == "look" and "border" in found:
                continue  # a border changes the light of the whole image
            shown = facts.select(**properties)
            if kind == "border" and properties:
                shown = shown.hstack(_corners(pictures, pictures.places(probe.rows.get_column(name))))
            for one in _measured(audit, name, kind, shown):
                found.append(one.kind)
                yield one


def _corners(pictures: Pictures, places: pl.Series) -> pl.DataFrame:
    """Return light and contrast of each corner against the whole image, where marks and dates are put."""
    used = places.drop_nulls().unique().sort()
    greys = pictures.greys[used.to_numpy()].astype(np.float32)
    whole, spread = greys.mean(axis=(1, 2)), np.maximum(greys.std(axis=(1, 2)), 1.0)
    found: dict[str, Floats] = {}
    for corner, (down, right) in _CORNERS.items():
        part = greys[:, -_CORNER:] if down else greys[:, :_CORNER]
        part = part[:, :, -_CORNER:] if right else part[:, :, :_CORNER]
        found[f"brightness of the {corner} corner"] = (part.mean(axis=(1, 2)) - whole) / spread
        found[f"contrast of the {corner} corner"] = part.std(axis=(1, 2)) / spread
    known = pl.DataFrame({"place": used, **{key: value.astype(np.float64) for key, value in found.items()}})
    return places.to_frame("place").join(known, on="place", how="left", maintain_order="left").drop("place")


def _measured(audit: Context[Parameters], name: str, kind: str, properties: pl.DataFrame) -> Iterator[Measurement]:
    varied = properties.select(column for column in properties.columns if properties.get_column(column).drop_nulls().n_unique() > 1)
    found = predicting(audit, varied, audit.parameters.least, f"Skill of each property of {name}")
    if found is None:
        return
    yield Measurement(
        value=found.best.value,
        unit="skill",
        interval=found.best.interval,
        columns=(name,),
        about=kind,
        kind=kind,
        details={
            "stored": 0 if kind == "look" else 1,
            "metric": Phrase(found.best.metric),
            "raw": found.best.raw,
            "property": found.names[0],
            "properties": found.names,
        },
        evidence=(found.evidence,),
    )
