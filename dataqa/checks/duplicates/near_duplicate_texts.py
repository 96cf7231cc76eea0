"""Texts that are nearly the same as in another row."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.compared_texts import compared_texts
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check(needs=("text",), reads=("text:text",))
def near_duplicate_texts(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose text is nearly that of an earlier row, with its Wilson interval (Wilson 1927).

    Texts are near-duplicates if they share most of their five-character sequences, case and punctuation aside (MinHash: Broder
    1997; each candidate is confirmed by its exact Jaccard index), unless they share only phrases of many texts; or if three and
    more are equal but for their numbers. Near-duplicates form groups; the first row of each is not reported. Exactly equal texts
    count as one text, and short texts are left out because a small difference makes another text. Of very many texts a part is
    compared.
    """
    for name in audit.task.having("text"):
        if audit.profile.columns[name].kind == "text" and (found := _measured(audit, name)) is not None:
            yield found


def _measured(audit: Context, name: str) -> Measurement | None:
    compared = compared_texts(audit, name)
    rows = compared.rows.with_columns(
        group=pl.Series(compared.groups()).gather(compared.rows.get_column("place")),
        likeness=pl.Series(compared.nearest()).gather(compared.rows.get_column("place")),
    )
    rows = rows.with_columns(
        first=pl.col("row").min().over("group"),
        size=pl.len().over("group"),
        # equal but for punctuation
        likeness=pl.when(pl.len().over("place") > 1).then(1.0).otherwise("likeness"),
    )
    later = rows.filter(pl.col("row") != pl.col("first")).sort(["likeness", "row"], descending=[True, False])
    if not later.height:
        return None
    return Measurement(
        value=later.height / audit.rows,
        unit="share of rows",
        interval=wilson(later.height, audit.rows),
        columns=(name,),
        rows=Rows(positions=later.get_column("row").to_numpy().astype(np.int64), scores=later.get_column("likeness").to_numpy()),
        notes=("sampled",) if compared.rows.height < compared.texts else (),
        details={
            "groups": later.get_column("first").n_unique(),
            "largest": int(later.get_column("size").max()),  # type: ignore[arg-type]
            "likeness": float(parameters_of("near-texts")["likeness"]),
            "compared": compared.rows.height,
            "texts": compared.texts,
            "originals": later.get_column("first").head(5).to_list(),
        },
    )
