"""Dates that cannot be: after today, long before all others, or the zero of a computer's calendar."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl

from dataqa.checks.distribution import sentinels_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Rows
from dataqa.roles.names import words_of


@check(reads=("dates",), aside=True)
def future_dates(audit: Context) -> Iterator[Measurement]:
    """Share of the dates of a column that lie after the day of the audit, long before the others, or on a zero day.

    One day of grace is given to clocks of other time zones. Columns whose name speaks of what is to come (expiry, due, planned)
    are left out. A zero day (1970-01-01, 1900-01-01 …) counts where it holds many times the rows of a usual day. Days that
    are codes for "missing" are measured apart: `sentinel-numbers` tells them better.
    """
    parameters = audit.parameters
    for column, part in audit.profiles():
        if not part.clock or set(words_of(column.name)) & set(parameters["may_be_future"]):
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
        zero = _zero_days(days, rows, parameters["zero_days"], parameters["spike"])
        today = np.datetime64(audit.as_of) if part.clock != "year" else np.datetime64(f"{audit.as_of.year}-12-31")
        grace = np.timedelta64(parameters["grace_days"], "D")
        early = (days < np.datetime64(parameters["earliest"])) & ~zero
        if rows[early].sum() > parameters["few"] * rows.sum():
            early[:] = False  # the data is of that time
        for about, meant in (
            ("after the day of the audit", (days > today + grace) & ~zero),
            ("long before all others", early),
            ("a placeholder for no date", zero),
        ):
            if meant.any():
                yield _measured(audit, column.name, moment, about, days[meant], rows[meant], present)
        coded = ~known & ((every > today + grace) | (every < np.datetime64(parameters["earliest"])) | _listed(every, parameters))
        if coded.any():
            one = _measured(audit, column.name, moment, "that stand for no date", every[coded], counted[coded], present)
            yield replace(one, covered_by=("sentinel-numbers",))


def _listed(days: np.ndarray, parameters: Mapping[str, Any]) -> np.ndarray:
    return np.isin(days, np.array(parameters["zero_days"], dtype="datetime64[D]"))


def _zero_days(days: np.ndarray, rows: np.ndarray, known: list[str], times: float) -> np.ndarray:
    usual = float(np.median(rows))
    return np.isin(days, np.array(known, dtype="datetime64[D]")) & (rows >= times * usual) & (len(days) > 1)


def _measured(
    audit: Context, name: str, moment: pl.Expr, about: str, days: np.ndarray, rows: np.ndarray, present: int
) -> Measurement:
    ordered = days[::-1] if about.startswith("after") else days
    first, last = days.min(), days.max()
    # every day that is meant lies in this stretch, but not every day of the stretch is meant
    inside = moment.dt.truncate("1d").is_between(datetime.fromisoformat(str(first)), datetime.fromisoformat(str(last)))
    positions = audit.engine.where(inside)
    at = audit.engine.take(positions, [name]).select(moment.dt.truncate("1d")).to_series().to_numpy().astype("datetime64[D]")
    kept = np.isin(at, days)
    positions, at = positions[kept], at[kept]
    key = -at.astype(np.int64) if about.startswith("after") else at.astype(np.int64)
    counted = int(rows.sum())
    whole_years = audit.task.columns[name].clock == "year"
    shown = [str(day)[:4] if whole_years else str(day) for day in ordered[:3]]
    years, per_year = np.unique(days.astype("datetime64[Y]").astype(str), return_inverse=True)
    return Measurement(
        value=counted / present,
        unit="share of dates",
        columns=(name,),
        rows=Rows(positions=positions[np.argsort(key, kind="stable")]),
        about=about,
        details={
            "dates": "1 date" if counted == 1 else f"{counted:,} dates",
            "as_of": audit.as_of.isoformat(),
            "examples": ", ".join(shown),
        },
        evidence=(
            Evidence(
                title=f"Dates of {name}, {about}, per year",
                unit="rows",
                labels=tuple(years[:40].tolist()),
                values=tuple(np.bincount(per_year, weights=rows)[:40].tolist()),
                ordered=True,
            ),
        )
        if len(years) > 1
        else (),
    )
