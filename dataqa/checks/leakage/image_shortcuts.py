"""Shortcuts in images: how they were made or stored tells the class."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.image_copies import image_columns
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.probe.codes import codes_of
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
            told = facts.select(**properties) if properties else facts.select()
            if kind == "border" and properties:
                told = told.hstack(_corners(pictures, pictures.places(probe.rows.get_column(name))))
            for one in _measured(audit, name, kind, told):
                found.append(one.kind)
                yield one


def _corners(pictures: Pictures, places: pl.Series) -> pl.DataFrame:
    """Return light and contrast of each corner against the whole image, where marks and dates are put."""
    greys = pictures.greys.astype(np.float32)
    whole, spread = greys.mean(axis=(1, 2)), np.maximum(greys.std(axis=(1, 2)), 1.0)
    found = {}
    for corner, (down, right) in _CORNERS.items():
        part = greys[:, -_CORNER:] if down else greys[:, :_CORNER]
        part = part[:, :, -_CORNER:] if right else part[:, :, :_CORNER]
        found[f"brightness of the {corner} corner"] = (part.mean(axis=(1, 2)) - whole) / spread
        found[f"contrast of the {corner} corner"] = part.std(axis=(1, 2)) / spread
    return pl.DataFrame({key: pl.Series(value, dtype=pl.Float64).gather(places) for key, value in found.items()})


def _measured(audit: Context[Parameters], name: str, kind: str, properties: pl.DataFrame) -> Iterator[Measurement]:
    told = [column for column in properties.columns if properties.get_column(column).drop_nulls().n_unique() > 1]
    skills = {column: audit.probe.skill_of_codes(codes_of(properties.get_column(column))) for column in told}
    order = sorted(skills, key=lambda column: (-skills[column].value, column))
    telling = [column for column in order if skills[column].interval[0] >= audit.parameters.least]
    if not telling:
        return
    best = skills[telling[0]]
    yield Measurement(
        value=best.value,
        unit="skill",
        interval=best.interval,
        columns=(name,),
        about=kind,
        kind=kind,
        details={
            "stored": 0 if kind == "look" else 1,
            "metric": Phrase(best.metric),
            "raw": best.raw,
            "property": Phrase(telling[0]),
            "properties": tuple(map(Phrase, telling)),
        },
        evidence=(
            Evidence(
                title=f"Skill of each property of {name}",
                unit="skill",
                labels=tuple(map(Phrase, order)),
                values=tuple(skills[column].value for column in order),
                marked=tuple(order.index(column) for column in telling),
            ),
        ),
    )
