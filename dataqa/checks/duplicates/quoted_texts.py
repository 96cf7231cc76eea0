"""Texts that quote or forward the text of another row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.checks.said import rows_of
from dataqa.checks.word_runs import overlaps, words_of_texts
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters


class Parameters(CheckParameters):
    """What a quotation looks like, and when it is that of another row."""

    marks: tuple[str, ...]
    """Regular expressions of lines above what is quoted or forwarded; all that follows counts."""
    words: Annotated[int, Field(ge=2)]
    """Words of the runs that are compared."""
    least_words: Annotated[int, Field(ge=1)]
    """Words of a text that may be quoted."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Share of its runs that the quotation holds."""
    most: Annotated[int, Field(ge=1)]
    """Texts with quotations that are looked at."""


@check(needs=("text",), reads=("text:text",), splits_words=True, parameters=Parameters)
def quoted_texts(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows that quote or forward most of the text of another row, with a Wilson interval (Wilson 1927).

    Quoted are lines that begin with ``>``, and what follows a line such as "On Monday, Ann wrote:" or "Original Message". By the
    containment of the other text's runs of words (Broder 1997).
    """
    if audit.task.kind == "language":
        raise NotApplicable("the texts are no messages with a label")
    p = audit.parameters
    for name in audit.task.having("text"):
        if audit.profile.columns[name].kind != "text":
            continue
        texts = audit.engine.values(name)
        marked = pl.col("text").str.contains(r"(?m)^\s*>+ ?\S") | pl.any_horizontal(
            pl.col("text").str.contains(one) for one in p.marks
        )
        frame = pl.DataFrame({"text": texts}).with_row_index("row").filter(marked.fill_null(False))
        if frame.height > p.most:  # the same texts, whatever the order of the rows
            frame = frame.sort(pl.col("text").hash(7), "row").head(p.most).sort("row")
        if not frame.height:
            continue
        quoted = pl.concat_str([_lines(), *(_below(one) for one in p.marks)], separator="\n")
        frame = frame.with_columns(quoted.alias("quoted"))
        enough = texts.str.count_matches(r"\S+") >= p.least_words
        found = overlaps(
            words_of_texts(pl.select(pl.when(enough).then(texts)).to_series()),
            words_of_texts(frame.get_column("quoted")),
            p.words,
            p.share,
        )
        rows = frame.get_column("row").to_numpy().astype(np.int64)[found.whole]
        other = texts.gather(rows).to_numpy() != texts.gather(found.part).to_numpy()  # a copy of the row itself quotes the same
        others = pl.Series(found.part[other & (rows != found.part)])
        yield from rows_of(audit, pl.Series(rows[other & (rows != found.part)]), (name,), others=others.n_unique())


def _lines() -> pl.Expr:
    """Return the lines that are marked as quoted, without their marks."""
    lines = pl.col("text").str.extract_all(r"(?m)^\s*>+ ?[^\n]*").list.join("\n")
    return lines.str.replace_all(r"(?m)^[\s>]+", "").fill_null("")


def _below(mark: str) -> pl.Expr:
    """Return what follows a mark."""
    return pl.col("text").str.extract(f"(?s){mark}(.*)$", 1).fill_null("").str.replace_all(r"(?m)^[\s>]+", "")
