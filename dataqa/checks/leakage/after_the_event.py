"""Columns that speak of what is known only afterwards, and tell the target."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.roles.names import words_of


@check(needs=("target", "two values", "features"), reads=("target", "features"))
def after_the_event(audit: Context) -> Iterator[Measurement]:
    """Cross-validated skill of a column that is named like an outcome, or whose dates lie after the time of the row.

    No statistic can tell what is known when: the name, or the later date, is the sign; the skill says how much hangs on it. `rank`
    is the column's place among all features, the most telling first; from the row sample.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    order = sorted(audit.task.features, key=lambda name: (-probe.single(name).value, name))
    told = frozenset(map(str, audit.parameters["words"]))
    for name in order:
        sign = _named(name, told) or _later(audit, name)
        if not sign:
            continue
        skill = max(probe.single(name), probe.presence(name), key=lambda each: each.value)
        if skill.interval[0] > 0:
            yield Measurement(
                value=skill.value,
                unit="skill",
                interval=skill.interval,
                columns=(name,),
                details={"metric": Phrase(skill.metric), "raw": skill.raw, "rank": order.index(name) + 1, "sign": Phrase(sign)},
            )


def _named(name: str, told: frozenset[str]) -> str:
    found = [word for word in words_of(name) if word in told]
    return f"its name speaks of something that ends or follows the event ({found[0]})" if found else ""


def _later(audit: Context, name: str) -> str:
    """Return a sign where nearly all dates of a column lie after the time of their row."""
    time = audit.task.first("time")
    if time is None or name == time or not audit.task.columns[name].clock or not audit.task.columns[time].clock:
        return ""
    rows = audit.profile.sample.select(audit.moments(name).alias("a"), audit.moments(time).alias("b")).drop_nulls()
    if rows.height < int(audit.parameters["least_rows"]):
        return ""
    later = float(rows.select((pl.col("a") > pl.col("b")).mean()).item())
    return f"{later:.0%} of its dates lie after the {time} of their row" if later >= float(audit.parameters["later"]) else ""
