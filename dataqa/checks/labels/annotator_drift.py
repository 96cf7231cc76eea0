"""Annotators whose labels differ from those of the others."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.classes import classes
from dataqa.checks.labels._conflicts import label_places
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of
from dataqa.statistics import auc, auc_interval, bonferroni, newcombe
from dataqa.task import FEATURE_ROLES

_SHOWN, _CLASSES = 12, 20


class Parameters(CheckParameters):
    """Which columns and annotators are examined."""

    words: tuple[str, ...]
    """Words of a column's name that say who labelled a row."""
    most: Annotated[int, Field(ge=2)]
    """Different values of such a column, at most."""
    least_rows: Annotated[int, Field(ge=1)]
    """Rows of an annotator."""


@check(needs=("target",), reads=("target", "numeric", "categorical", "boolean", "id", "group"), parameters=Parameters)
def annotator_drift(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Largest difference between the labels of one annotator and those of all others, per column that says who labelled a row.

    For classes it is the difference of shares with Newcombe's interval (1998), for numbers twice the distance of the AUC from one
    half (Hanley & McNeil 1982); corrected for all annotators and classes tried (Bonferroni). `disagreement` is the share of pairs
    of rows with the same features and different annotators whose labels differ: who got which rows cannot explain it.
    """
    parameters = audit.parameters
    columns = [
        column
        for column, _ in audit.profiles("categorical", "group", "boolean", "numeric", "id")
        if 2 <= column.distinct <= parameters.most and _labels(column.name, frozenset(parameters.words))
    ]
    if not columns:
        raise NotApplicable("no column says who labelled a row")
    for column in columns:
        rows = audit.engine.where(pl.col(audit.target).is_not_null() & pl.col(column.name).is_not_null())
        who = audit.engine.take(rows, [column.name]).get_column(column.name).cast(pl.String)
        frame = pl.DataFrame({"row": rows, "who": who}).with_columns(label_places(audit, rows).alias("label"))
        sizes = frame.group_by("who").len().filter(pl.col("len") >= parameters.least_rows).sort("who")
        if sizes.height >= 2:
            yield from _measured(audit, column.name, frame, sizes.get_column("who").to_list())


def _labels(name: str, words: frozenset[str]) -> bool:
    """Return whether a column's name says who labelled."""
    found = words_of(name)
    return bool(words & set(found)) or "".join(found) in words or "_".join(found) in words


def _measured(audit: Context, name: str, frame: pl.DataFrame, people: list[str]) -> Iterator[Measurement]:
    label, who = frame.get_column("label").to_numpy(), frame.get_column("who").to_numpy()
    places = np.unique(label)
    kinds = [float("nan")] if not audit.task.discrete else [float(place) for place in places]
    if len(kinds) > _CLASSES:  # the most frequent ones
        counts = [(-int((label == place).sum()), place) for place in places]
        kinds = [float(place) for _, place in sorted(counts)[:_CLASSES]]
    z = bonferroni(len(people) * len(kinds))
    found = [_difference(label, who == person, kind, z) for person in people for kind in kinds]
    best = max(range(len(found)), key=lambda place: (found[place][1], found[place][0], -place))
    value, low, high, mine, others = found[best]
    person, kind = people[best // len(kinds)], kinds[best % len(kinds)]
    if low <= 0:
        return
    pairs, differing = _disagreement(audit, name, frame)
    said: dict[str, Any] = {"annotator": person, "target": audit.target}
    if audit.task.discrete:
        given = _class_name(audit, label, frame, kind)
        said |= {"label": given, "labelled": mine, "labelled_by_others": others}
        shares = [float((label[who == one] == kind).mean()) for one in people[:_SHOWN]]
        title = f"Share of rows labelled {given}, by {name}"
    else:
        shares = [float(np.median(label[who == one])) for one in people[:_SHOWN]]
        title = f"Share of all rows with a smaller {audit.target} than the annotator's median row, by {name}"
    yield Measurement(
        value=value,
        unit="difference",
        interval=(low, high),
        columns=(name,),
        kind="" if audit.task.discrete else "higher" if mine > others else "lower",
        notes=("compared",) if pairs else ("not-compared",),
        details={**said, "pairs": pairs, "differing": differing, "disagreement": differing / pairs if pairs else 0.0},
        evidence=(
            Evidence(
                title=title,
                unit="share of rows",
                labels=tuple(people[:_SHOWN]),
                values=tuple(shares),
                marked=tuple(place for place, one in enumerate(people[:_SHOWN]) if one == person),
            ),
        ),
    )


def _difference(label: np.ndarray, mine: np.ndarray, kind: float, z: float) -> tuple[float, float, float, float, float]:
    """Return the difference between one annotator and all others, its interval, and both figures."""
    here, there = int(mine.sum()), int((~mine).sum())
    if np.isnan(kind):
        area = auc(label, mine)
        half = (auc_interval(area, here, there)[1] - auc_interval(area, here, there)[0]) * z / 1.96
        return abs(2 * area - 1), max(0.0, abs(2 * area - 1) - half), min(1.0, abs(2 * area - 1) + half), area, 1 - area
    hit = label == kind
    a, b = int((hit & mine).sum()), int((hit & ~mine).sum())
    low, high = newcombe(a, here, b, there, z)
    first, second = a / max(1, here), b / max(1, there)
    return abs(first - second), max(0.0, low, -high), max(abs(low), abs(high)), first, second


def _disagreement(audit: Context, name: str, frame: pl.DataFrame) -> tuple[int, int]:
    """Count the pairs of rows with the same features and different annotators, and those of them with different labels."""
    compared = [
        one for one, column in audit.task.columns.items() if column.role in FEATURE_ROLES | {"image", "nested"} and one != name
    ]
    if not compared:
        return 0, 0
    hashes = audit.engine.hashes(compared)[frame.get_column("row").to_numpy()]
    frame = frame.with_columns(pl.Series("key", hashes))

    def pairs(*by: str) -> int:
        sizes = frame.group_by(*by).len(name="rows").get_column("rows").cast(pl.Int64)
        return int((sizes * (sizes - 1) // 2).sum())

    # pairs of two annotators: all pairs of equal rows less those of one annotator; likewise of those with one label
    every = pairs("key") - pairs("key", "who")
    agreeing = pairs("key", "label") - pairs("key", "who", "label")
    return every, every - agreeing


def _class_name(audit: Context, label: np.ndarray, frame: pl.DataFrame, kind: float) -> str:
    row = frame.get_column("row").to_numpy()[label == kind][:1]
    value = audit.engine.take(row, [audit.target]).item()
    known = [(str(name), values) for name, values, _ in classes(audit).iter_rows()]
    return next((name for name, values in known if value in values), str(value))
