"""Test texts that are contained in training texts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Positions
from dataqa.checks._words import named
from dataqa.checks.leakage._parts import GIVEN, split_parts
from dataqa.checks.registry import check
from dataqa.checks.word_runs import overlaps, words_of_texts
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson


class Parameters(CheckParameters):
    """When a test text is contained in a training text."""

    words: Annotated[int, Field(ge=2)]
    """Words of the runs that are compared."""
    long_words: Annotated[int, Field(ge=2)]
    """Words of a longer run, which is counted as well."""
    least_runs: Annotated[int, Field(ge=1)]
    """Runs that a test text must have."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Share of the runs of a test text that one training text holds."""
    longer: Annotated[float, Field(ge=1)]
    """How many times as long as the test text the training text is; nearly equal ones are reported by `near-overlap`."""


@check(needs=("text", "held out"), reads=("text:text",), splits_words=True, parameters=Parameters)
def embedded_test_texts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of test texts of which a longer training text holds most runs of eight words; with a Wilson interval (Wilson 1927).

    The containment of Broder (1997) in the runs of eight words of PaLM (Chowdhery et al. 2022); test texts that share a run of 13
    words, as GPT-3 counts it (Brown et al. 2020), are counted as well. Each column of text of the test data is compared with all
    text of a training row, whatever their names.
    """
    columns = [name for name in audit.task.having("text") if audit.profile.columns[name].kind == "text"]
    whole = _together(audit.engine.table.frame, columns)
    if audit.test is not None:
        frame = audit.test.table.frame
        theirs = [name for name, dtype in frame.schema.items() if dtype == pl.String]
        yield from _measured(audit, columns, GIVEN, frame, theirs, whole, np.arange(audit.rows), None)
    for part, there, here in split_parts(audit):
        yield from _measured(audit, columns, part, audit.engine.take(here, columns), columns, whole.gather(there), there, here)


def _together(frame: pl.DataFrame, columns: Sequence[str]) -> pl.Series:
    if not columns:
        raise NotApplicable("no column holds free text")
    return frame.select(pl.concat_str([pl.col(name).fill_null("") for name in columns], separator="\n").alias("text")).to_series()


def _measured(
    audit: Context[Parameters], columns: Sequence[str], name: str, test: pl.DataFrame, theirs: Sequence[str], train: pl.Series,
    in_train: Positions, in_test: Positions | None,
) -> Iterator[Measurement]:  # fmt: skip
    p = audit.parameters
    parts, wholes = [np.zeros(0, dtype=np.int64)], [np.zeros(0, dtype=np.int64)]
    held, long = words_of_texts(train), set[int]()
    whole_sizes = np.bincount(held.text, minlength=len(train))
    for column in theirs:
        every = words_of_texts(test.get_column(column))
        sizes = np.bincount(every.text, minlength=test.height)
        enough = sizes >= p.words + p.least_runs - 1
        asked = every.of(enough)
        found = overlaps(asked, held, p.words, p.share)
        embedded = whole_sizes[found.whole] >= p.longer * sizes[found.part]
        parts.append(found.part[embedded])
        wholes.append(found.whole[embedded])
        exact = overlaps(asked, held, p.long_words, 1e-9)
        long |= set(exact.part[whole_sizes[exact.whole] >= p.longer * sizes[exact.part]].tolist())
    said = test.select(pl.any_horizontal(pl.col(name).is_not_null() for name in theirs)).to_series()
    part, whole = np.unique(np.concatenate(parts)), np.unique(np.concatenate(wholes))
    if not len(part):
        return
    total = int(said.sum())  # the short ones, too: a few long answers are not the test
    yield Measurement(
        value=len(part) / total,
        unit="share of test rows",
        interval=wilson(len(part), total),
        columns=tuple(columns),
        rows=Rows(positions=in_train[whole] if in_test is None else in_test[part]),
        about=Cell(name),
        details={
            "embedded": len(part),
            "test_rows": total,
            "holding": len(whole),
            "long": len(long),
            "part": Phrase("test") if in_test is None else named(name),
        },
    )
