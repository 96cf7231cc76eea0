"""Preference pairs that cannot teach a preference."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.checks.said import NORM, rows_of
from dataqa.checks.text_keys import folded
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.dialogues import dialogues, exchanges
from dataqa.model import Measurement


@check(needs=("dialogue",), reads=("dialogue",))
def preference_pairs(audit: Context) -> Iterator[Measurement]:
    """Share of preference pairs with equal answers, in both orders, or with two prompts; with a Wilson interval (Wilson 1927).

    Of single answers that are marked as wanted or not (KTO: Ethayarajh et al. 2024): those with the same prompt and answer and both
    marks.
    """
    found = dialogues(audit)
    assert found is not None
    said = exchanges(audit).select("row", "side", folded("prompt").fill_null(""), folded("answer").fill_null(""))
    if found.paired:
        yield from _pairs(audit, found.columns, said)
    elif found.label:
        marks = audit.engine.table.frame.select(pl.col(found.label).alias("mark")).with_row_index("row")
        marked = said.join(marks.with_columns(pl.col("row").cast(pl.Int64)), on="row").drop_nulls("mark")
        both = marked.filter(pl.col("mark").n_unique().over("prompt", "answer") > 1)
        yield from rows_of(audit, both.get_column("row"), (*found.columns, found.label), kind="marks")
    else:
        raise NotApplicable("no columns hold a chosen and a rejected answer, and none marks answers as wanted")


def _pairs(audit: Context, columns: tuple[str, ...], said: pl.DataFrame) -> Iterator[Measurement]:
    sides = [said.filter(pl.col("side") == side).drop("side") for side in ("chosen", "rejected")]
    pairs = sides[0].join(sides[1], on="row", suffix="_rejected").rename({"answer": "chosen", "answer_rejected": "rejected"})
    equal = pairs.filter((pl.col("chosen") == pl.col("rejected")) & (pl.col("chosen") != ""))
    yield from rows_of(audit, equal.get_column("row"), columns)
    unlike = pairs.filter(pl.col("chosen") != pl.col("rejected"))
    turned = unlike.select("prompt", pl.col("rejected").alias("chosen"), pl.col("chosen").alias("rejected")).unique()
    reversed_ = unlike.join(turned, on=["prompt", "chosen", "rejected"], how="semi")
    yield from rows_of(audit, reversed_.get_column("row"), columns, kind="reversed")
    other = pairs.filter(pl.col("prompt") != pl.col("prompt_rejected"))
    if other.height <= NORM * audit.rows:
        yield from rows_of(audit, other.get_column("row"), columns, kind="prompts")
