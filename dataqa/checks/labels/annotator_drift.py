"""People or sources of labels that do not label alike."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.classes import classes
from dataqa.checks.labels._conflicts import label_places
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.roles.names import words_of
from dataqa.statistics import auc, auc_interval, bonferroni, newcombe
from dataqa.task import FEATURE_ROLES

_SHOWN, _CLASSES = 12, 20


@check(needs=("target",), reads=("target", "numeric", "categorical", "boolean", "id", "group"))
def annotator_drift(audit: Context) -> Iterator[Measurement]:
    """Largest difference between what one labeller gives and what all others give, for each column that says who labelled.

    Of classes the difference of shares with Newcombe's interval (1998), of numbers twice the distance of the AUC from one half
    (Hanley & McNeil 1982); corrected for all labellers and classes tried (Bonferroni). `disagreement` is the share of pairs of rows
    with the same features, but of two labellers, whose labels differ: it cannot be explained by who got which rows.
    """
    parameters = audit.parameters
    columns = [
        column
        for column, _ in audit.profiles("categorical", "group", "boolean", "numeric", "id")
        if 2 <= column.distinct <= int(parameters["most"]) and _labels(column.name, frozenset(parameters["words"]))
    ]
    if not columns:
        raise NotApplicable("no column says who labelled a row")
    for column in columns:
        named = audit.engine.where(pl.col(audit.target).is_not_null() & pl.col(column.name).is_not_null())
        who = audit.engine.take(named, [column.name]).get_column(column.name).cast(pl.String)
        frame = pl.DataFrame({"row": named, "who": who}).with_columns(label_places(audit, named).alias("label"))
        sizes = frame.group_by("who").len().filter(pl.col("len") >= int(parameters["least_rows"])).sort("who")
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
    if len(places) < 2:
        return
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
    if audit.task.discrete:
        told = _class_name(audit, label, frame, kind)
        fact = f"{person} ({name}) labels {mine:.1%} of its rows {told}, all others {others:.1%} of theirs"
        shares = [float((label[who == one] == kind).mean()) for one in people[:_SHOWN]]
        title, unit = f"Share of rows labelled {told}, by {name}", "share of rows"
    else:
        fact = f"{person} ({name}) gives {'higher' if mine > others else 'lower'} values of {audit.target} than all others"
        shares = [float(np.median(label[who == one])) for one in people[:_SHOWN]]
        title, unit = f"Share of all rows with a smaller {audit.target} than the median row, by {name}", "share of rows"
    doubt = f"Of {pairs:,} pairs of rows that are the same, but labelled by two, {differing:,} have two labels"
    none = "No two rows are the same and labelled by two, so it cannot be told whether they see the same rows alike"
    yield Measurement(
        value=value,
        unit="difference",
        interval=(low, high),
        columns=(name,),
        details={
            "fact": fact,
            "pairs": pairs,
            "disagreement": differing / pairs if pairs else 0.0,
            "same": Phrase(doubt if pairs else none),
        },
        evidence=(
            Evidence(
                title=title,
                unit=unit,
                labels=tuple(people[:_SHOWN]),
                values=tuple(shares),
                marked=tuple(place for place, one in enumerate(people[:_SHOWN]) if one == person),
            ),
        ),
    )  # fmt: skip


def _difference(label: np.ndarray, mine: np.ndarray, kind: float, z: float) -> tuple[float, float, float, float, float]:
    """Return how far one labeller is from all others, the interval of that, and both figures."""
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
    """Count the pairs of rows with the same features of two labellers, and those of them with two labels."""
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

    # pairs of two labellers: all pairs of equal rows less those of one labeller; the same of those with one label
    every = pairs("key") - pairs("key", "who")
    agreeing = pairs("key", "label") - pairs("key", "who", "label")
    return every, every - agreeing


def _class_name(audit: Context, label: np.ndarray, frame: pl.DataFrame, kind: float) -> str:
    row = frame.get_column("row").to_numpy()[label == kind][:1]
    value = audit.engine.take(row, [audit.target]).item()
    known = [(str(name), values) for name, values, _ in classes(audit).iter_rows()]
    return next((name for name, values in known if value in values), str(value))
