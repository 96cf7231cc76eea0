"""Preference pairs whose choice the length predicts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.dialogues import dialogues, exchanges
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """How many pairs it takes."""

    least_pairs: Annotated[int, Field(ge=1)]
    """Pairs of different length."""


@check(needs=("dialogue", "pairs"), reads=("dialogue",), parameters=Parameters)
def answer_length(audit: Context[Parameters]) -> Iterator[Measurement]:
    """How often the longer answer of a pair is the chosen one, or the shorter: share of pairs, with its Wilson interval.

    Reward models learn length if it predicts the choice (Singhal et al. 2023, "A long way to go"). Pairs of equal length are left
    out.
    """
    found = dialogues(audit)
    assert found is not None
    sizes = exchanges(audit).select("row", "side", pl.col("answer").str.len_chars().fill_null(0).alias("size"))
    pairs = sizes.filter(pl.col("side") == "chosen").join(sizes.filter(pl.col("side") == "rejected"), on="row", suffix="_rejected")
    unequal = pairs.filter((pl.col("size") != pl.col("size_rejected")) & (pl.col("size") > 0) & (pl.col("size_rejected") > 0))
    if unequal.height < audit.parameters.least_pairs:
        raise NotApplicable(f"fewer than {audit.parameters.least_pairs} pairs of answers that differ in length")
    longer = unequal.filter(pl.col("size") > pl.col("size_rejected")).height
    often = max(longer, unequal.height - longer)
    yield Measurement(
        value=often / unequal.height,
        unit="share of pairs",
        interval=wilson(often, unequal.height),
        columns=found.answers,
        details={
            "pairs": unequal.height,
            "often": often,
            "longer": Phrase("longer" if 2 * longer >= unequal.height else "shorter"),
        },
    )
