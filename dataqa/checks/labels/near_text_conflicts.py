"""Nearly the same text with different labels."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.compared_texts import compared_texts
from dataqa.checks.labels._conflicts import APART, label_places, odd_labels
from dataqa.checks.near_texts import groups_of
from dataqa.checks.registry import check
from dataqa.checks.text_keys import text_keys
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check(needs=("target", "text"), reads=("target", "text:text"))
def near_text_conflicts(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose label contradicts nearly equal texts, if such texts mostly agree in their label (Wilson 1927).

    Texts are nearly equal if they share most of their runs of five characters, ignoring case and punctuation (MinHash: Broder 1997;
    confirmed by the exact Jaccard index). `agreement` is 1 if all near-duplicates have the same label, and 0 if they agree as often
    as any two rows do: then the text does not determine the label. A text that itself has several labels is left out.
    """
    labelled = audit.engine.where(pl.col(audit.target).is_not_null())
    texts = [name for name in audit.task.having("text") if audit.profile.columns[name].kind == "text"]
    labels = label_places(audit, labelled)
    usual = _usual(labels, discrete=audit.task.discrete)
    for name in texts if usual else []:
        rows = _grouped(audit, name, pl.DataFrame({"row": labelled, "label": labels}))
        suspects = odd_labels(rows, discrete=audit.task.discrete)
        odd = int(suspects.get_column("off").sum())
        if not odd:
            continue
        first = rows.sort("row").with_columns(pl.col("label").first().over("group").alias("first"))
        later = first.filter(pl.col("row") != pl.col("row").min().over("group"))
        apart = (later.get_column("label") - later.get_column("first")).abs() > (0 if audit.task.discrete else APART)
        suspects = suspects.sort(["doubt", "row"], descending=[True, False])
        yield Measurement(
            value=odd / len(labelled),
            unit="share of rows",
            interval=wilson(odd, len(labelled)),
            columns=(audit.target,),
            rows=Rows(
                positions=suspects.get_column("row").to_numpy().astype(np.int64), scores=suspects.get_column("doubt").to_numpy()
            ),
            about=name,
            details={
                "groups": suspects.get_column("group").n_unique(),
                "wrong": odd,
                "agreement": 1 - float(apart.mean()) / usual,  # type: ignore[arg-type]
                "agreeing": len(later) - int(apart.sum()),
                "compared": len(later),
            },
        )


def _usual(labels: pl.Series, *, discrete: bool) -> float:
    """Return how often two rows have different labels."""
    if not discrete:
        return (1 - APART) ** 2  # of ranks
    return float(1 - ((labels.alias("value").value_counts(name="rows").get_column("rows") / len(labels)) ** 2).sum())


def _grouped(audit: Context, name: str, labelled: pl.DataFrame) -> pl.DataFrame:
    """Return the first row of each text that is near another one, with its group; texts that have several labels are left out."""
    compared = compared_texts(audit, name)
    known = compared.rows.filter(pl.col("characters") >= int(parameters_of("near-texts")["shortest"])).select("same", "place")
    same = text_keys(audit, name).gather(labelled.get_column("row"))
    rows = labelled.with_columns(same=same).join(known, on="same", maintain_order="left")
    rows = rows.filter((pl.col("label").min() == pl.col("label").max()).over("place"))
    rows = rows.unique("place", keep="first", maintain_order=True).sort("place")
    # texts with several labels, or none, connect no others
    kept = np.zeros(compared.plain, dtype=bool)
    kept[rows.get_column("place").to_numpy()] = True
    pairs = compared.pairs.where(kept[compared.pairs.first] & kept[compared.pairs.second])
    groups = groups_of(pairs.first, pairs.second, compared.plain)
    rows = rows.with_columns(group=pl.Series(groups).gather(rows.get_column("place")))
    return rows.filter(pl.len().over("group") > 1).select("row", "label", "group")
