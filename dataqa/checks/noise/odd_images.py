"""Images that are unlike the others: dark, light, blurred, without content, without colour, of another size or shape."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.image_copies import image_columns
from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.context import Context
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """What is odd, and how many images may be."""

    norm: Annotated[float, Field(ge=0, le=1)]
    """Share of the images, beyond which it is the nature of the set."""
    dark: Annotated[float, Field(ge=0, le=1)]
    """Brightness that 95 % of the pixels do not exceed."""
    light: Annotated[float, Field(ge=0, le=1)]
    """Brightness that 95 % of the pixels exceed."""
    blurred: Annotated[float, Field(ge=0)]
    """Variance of the Laplacian divided by that of the brightness, at most."""
    least_side: Annotated[int, Field(ge=1)]
    """Pixels of the shorter side of an image that can be called blurred."""
    blank: Annotated[float, Field(ge=0)]
    """Standard deviation of the brightness of a single colour, at most."""
    bits: Annotated[float, Field(ge=0)]
    """Entropy of the brightness in bits, at most, of an image with little content."""
    colour: Annotated[float, Field(ge=0)]
    """Mean distance of the colours from grey, at most."""
    contrast: Annotated[float, Field(ge=0)]
    """Standard deviation of the brightness, from which an image without colour is one without colour, and not dark."""
    times: Annotated[float, Field(ge=1)]
    """How many times as large or small as the median, and how many interquartile ranges away."""
    ratio: Annotated[float, Field(ge=1)]
    """Longer side divided by the shorter one, itself and divided by the median."""


@check(needs=("images",), reads=("pictures",), parameters=Parameters)
def odd_images(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows with an image that is unlike the others, one measurement for each way; with its Wilson interval (Wilson 1927).

    Blur by the variance of the Laplacian (Pech-Pacheco et al. 2000), content by the entropy of the brightness (Shannon 1948). What
    many images of the set have is its nature: written digits have little content, X-rays no colour.
    """
    p = audit.parameters
    for name, pictures in image_columns(audit):
        facts = pictures.facts_of(audit.engine.values(name)).with_row_index("row").filter(pl.col("mean").is_not_null())
        blank = pl.col("contrast") <= p.blank
        dark, light = pl.col("brightest") <= p.dark, pl.col("darkest") >= p.light
        poor = (pl.col("entropy") <= p.bits) & ~blank
        side, ratio = (pl.col("width") * pl.col("height")).log() / 2, (pl.col("width") / pl.col("height")).log().abs()
        away = (side - side.median()).abs()
        spread = side.quantile(0.75) - side.quantile(0.25)
        ways = {
            "": dark & ~blank,
            "light": light & ~blank,
            "blurred": (pl.col("sharpness") <= p.blurred)
            & (pl.min_horizontal("width", "height") >= p.least_side)
            & ~(blank | dark | light | poor),
            "blank": blank,
            "content": poor & ~(dark | light),
            "grey": (pl.col("colour") <= p.colour) & (pl.col("contrast") >= p.contrast) & ~poor,
            "size": (away >= np.log(p.times)) & (away >= p.times * spread),
            "ratio": (ratio >= np.log(p.ratio)) & (ratio - ratio.median() >= np.log(p.ratio)),
        }
        for kind, odd in ways.items():
            rows = facts.filter(odd).get_column("row")
            if len(rows) <= p.norm * facts.height:
                yield from rows_of(audit, rows, (name,), kind=kind)
