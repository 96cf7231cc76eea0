"""Impossible dates: in the future, long before all others, or placeholders for no date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.distribution import sentinels_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of


class Parameters(CheckParameters):
    """Which dates are impossible."""

    grace_days: Annotated[int, Field(ge=0)]
    """Days after the audit date that are allowed, for clocks of other time zones."""
    earliest: date
    """Dates before this day are too early, unless many are."""
    few: Annotated[float, Field(ge=0, le=1)]
    """Share of dates before `earliest` beyond which the data is from that time."""
    zero_days: tuple[date, ...]
    """Days that software writes when it has no date."""
    spike: Annotated[float, Field(gt=0)]
    """Rows of a zero day, as a multiple of the median day's, from which it is a placeholder."""
    may_be_future: tuple[str, ...]
    """Words in names of columns whose dates may lie in the future."""


_KINDS = {"": "after the day of the audit", "early": "long before all others", "placeholder": "a placeholder for no date"}
"""What a measurement of each kind is about."""


@check(reads=("dates",), aside=True, parameters=Parameters)
def future_dates(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of a column's dates that lie after the audit date, long before all others, or on a placeholder day.

    One day of grace is given to clocks of other time zones. Columns whose name refers to the future (expiry, due, planned)
    are left out. A placeholder day (1970-01-01, 1900-01-01 …) counts if it has many times the rows of a usual day. Days that
    are codes for "missing" are measured separately, because `sentinel-numbers` reports them in more detail.
    """
    parameters = audit.parameters
    for column, part in audit.profiles():
        if not part.clock or set(words_of(column.name)) & set(parameters.may_be_future):
            continue
        moment = audit.moments(column.name)
        counts = audit.engine.counts(moment.dt.truncate("1d").alias("at"), where=moment.is_not_null())
        days, rows = counts.get_column("at").to_numpy().astype("datetime64[D]"), counts.get_column("len").to_numpy()
        present = int(rows.sum())
        codes = [one.value for one in sentinels_of(audit, column)[0]] if column.kind == "datetime" else []
        known = ~np.isin(days, np.array(codes, dtype=np.int64).astype("datetime64[us]").astype("datetime64[D]"))
        every, counted = days, rows
        days, rows = days[known], rows[known]
        if not len(days):
            continue
        zero = _zero_days(days, rows, parameters.zero_days, parameters.spike)
        today = np.datetime64(audit.as_of) if part.clock != "year" else np.datetime64(f"{audit.as_of.year}-12-31")
        grace = np.timedelta64(parameters.grace_days, "D")
        early = (days < np.datetime64(parameters.earliest)) & ~zero
        if rows[early].sum() > parameters.few * rows.sum():
            early[:] = False  # the data is of that time
        for kind, meant in (("", (days > today + grace) & ~zero), ("early", early), ("placeholder", zero)):
            if meant.any():
                one = _measured(audit, column.name, moment, kind, days[meant], rows[meant], present)
                usual = days[~early & ~zero & (days <= today + grace)]
                yield one if kind else replace(one, details={**one.details, "century": _of_last_century(days[meant], usual)})
        listed = np.isin(every, np.array(parameters.zero_days, dtype="datetime64[D]"))
        coded = ~known & ((every > today + grace) | (every < np.datetime64(parameters.earliest)) | listed)
        if coded.any():
            one = _measured(audit, column.name, moment, "placeholder", every[coded], counted[coded], present)
            yield replace(one, about="that stand for no date", covered_by=("sentinel-numbers",))


def _zero_days(days: np.ndarray, rows: np.ndarray, known: Sequence[date], times: float) -> np.ndarray:
    usual = float(np.median(rows))
    return np.isin(days, np.array(known, dtype="datetime64[D]")) & (rows >= times * usual) & (len(days) > 1)


def _of_last_century(days: np.ndarray, usual: np.ndarray) -> float:
    """Return the share of days that lie among the usual ones a hundred years earlier: 46 read as 2046, no code for "unknown"."""
    if not len(usual):
        return 0.0
    years = days.astype("datetime64[Y]").astype(np.int64) - 100
    known = usual.astype("datetime64[Y]").astype(np.int64)
    return float(np.mean((years >= known.min()) & (years <= known.max())))


def _measured(
    audit: Context, name: str, moment: pl.Expr, kind: str, days: np.ndarray, rows: np.ndarray, present: int
) -> Measurement:
    ordered = days if kind else days[::-1]  # the farthest first
    first, last = days.min(), days.max()
    # every day that is meant lies in this stretch, but not every day of the stretch is meant
    inside = moment.dt.truncate("1d").is_between(datetime.fromisoformat(str(first)), datetime.fromisoformat(str(last)))
    positions = audit.engine.where(inside)
    at = audit.engine.take(positions, [name]).select(moment.dt.truncate("1d")).to_series().to_numpy().astype("datetime64[D]")
    kept = np.isin(at, days)
    positions, at = positions[kept], at[kept]
    key = at.astype(np.int64) if kind else -at.astype(np.int64)
    counted = int(rows.sum())
    whole_years = audit.task.columns[name].clock == "year"
    shown = [str(day)[:4] if whole_years else str(day) for day in ordered[:3]]
    years, per_year = np.unique(days.astype("datetime64[Y]").astype(str), return_inverse=True)
    return Measurement(
        value=counted / present,
        unit="share of dates",
        columns=(name,),
        rows=Rows(positions=positions[np.argsort(key, kind="stable")]),
        about=_KINDS[kind],
        kind=kind,
        details={
            "dates": counted,
            "century": 0.0,
            "as_of": Phrase(audit.as_of.isoformat()),
            "examples": shown,
        },
        evidence=(
            Evidence(
                title=f"Dates of {name} per year: {_KINDS[kind]}",
                unit="rows",
                labels=tuple(years[:40].tolist()),
                values=tuple(np.bincount(per_year, weights=rows)[:40].tolist()),
                ordered=True,
            ),
        )
        if len(years) > 1
        else (),
    )
