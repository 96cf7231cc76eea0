"""From an audit to the terms of a contract: what each column's healthy cells were."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

import numpy as np
import polars as pl

from dataqa.contract.blame import Blame, blame_of
from dataqa.contract.closed_sets import closed_set
from dataqa.contract.health import Health, health_of, without
from dataqa.contract.patterns import pattern_of
from dataqa.contract.ranges import around, left_codes, structural
from dataqa.profile.column import ColumnProfile
from dataqa.record import Record
from dataqa.render.known_values import KnownValues, known_values
from dataqa.render.masking import mask, personal_columns, veiled_columns
from dataqa.roles.names import IDS, WEAK_IDS, words_of
from dataqa.sources.table import ColumnSource, Table
from dataqa.task import Column
from dataqa.terms import Terms

LEAST_ROWS = 20
"""Below, a contract says what the columns are called and what they hold, and nothing of their values."""
_KEY_ROWS, _BANNED = 100, 30
_OPAQUE = ("timedelta", "duration", "period", "interval", "complex")
_NANOSECONDS = (datetime(1678, 1, 1), datetime(2262, 1, 1))
"""The dates that pandas holds whatever its version."""


def infer_terms(record: Record, table: Table, wrong_cells: Collection[str]) -> tuple[Terms, ...]:
    """Return what the healthy part of the data keeps to, column by column.

    What an issue calls wrong teaches nothing: its cells are left out of every statistic, so that the data itself breaks the
    contract in just these cells, wherever a column alone can tell. Cells that are wrong only beside another column, or on a
    certain day, break nothing here.

    Parameters
    ----------
    record : Record
        Of the audit.
    table : Table
        Its rows.
    wrong_cells : collection of str
        The checks whose rules say that the cells they name are wrong.
    """
    blame = blame_of(record.every_issue, wrong_cells)
    personal = personal_columns(record)
    hidden = personal | veiled_columns(record)
    known = known_values(record.profile, sorted(personal), record.profile.columns)
    return tuple(
        _terms(record, table, profile, blame, known, hidden=profile.name in hidden) for profile in record.profile.columns.values()
    )


def _terms(record: Record, table: Table, profile: ColumnProfile, blame: Blame, personal: KnownValues, *, hidden: bool) -> Terms:
    name = profile.name
    part, source, cells = record.task.columns[name], table.source(name), table.frame.get_column(name)
    opaque = any(source.stored.lower().startswith(kind) for kind in _OPAQUE)
    if opaque or source.nested or (source.clock_times and source.texts is None):
        return Terms(name=name, nullable=_nullable(profile, part), required=not source.index, reason="compared by content only")
    known = _typed(profile, source, cells, Terms(name=name, nullable=_nullable(profile, part), required=not source.index))
    if source.index:
        known = replace(known, reason="a level of the index, checked where it is a column")
    if part.role == "target" and blame.unlabelled:
        known = _because(replace(known, nullable=False), "rows without a label are an issue")
    if profile.present < LEAST_ROWS:
        return known
    known = replace(known, unique=_unique(cells, part, blame))
    health = health_of(profile, cells, blame.parts.get(name, []), blame.mended.get(name, []))
    # what looks personal cell by cell is hidden even where it was no issue
    texts = [value for value in (*dict(health.counts), *health.wrong) if isinstance(value, str)]
    hidden = hidden or any(mask(value) != value or personal.holds(value) for value in texts)
    discrete = part.role == "target" and record.task.discrete
    if not hidden and (domain := closed_set(health, part, discrete_target=discrete)):
        return _because(replace(known, domain=domain), f"a closed set of {len(domain)}")
    if profile.kind == "text":
        tokens = tuple(sorted(source.placeholders)) if name in blame.placeholders and not hidden else ()
        return _texts(known, health, part, cells, blame, tokens, hidden=hidden)
    if (
        profile.kind in ("number", "datetime")
        and part.role not in ("id", "group")
        and not (part.clock and profile.kind == "number")
    ):
        return _bounded(known, health, hidden=hidden)
    return known


def _nullable(profile: ColumnProfile, part: Column) -> bool:
    # of few rows none may be empty by chance
    return profile.nulls > 0 or (profile.rows < LEAST_ROWS and part.role != "target")


def _typed(profile: ColumnProfile, source: ColumnSource, cells: pl.Series, known: Terms) -> Terms:
    """Add the dtype, and whether another one may be converted to it: never where text could be misread."""
    if profile.present == 0:
        return known
    if profile.kind == "text":
        return replace(known, dtype="str", coerce=True)
    if profile.kind == "boolean":
        return replace(known, dtype="boolean", coerce=True)
    if profile.kind == "number" and source.texts is not None:
        return _because(replace(known, dtype="float64"), "numbers or durations written with a unit; read them first")
    if profile.kind == "number":
        # Int64 refuses what has a fraction, int64 would cut it off
        return replace(known, dtype="Int64" if cells.dtype == pl.Int64 else "float64", coerce=True)
    held = profile.minimum >= _NANOSECONDS[0] and profile.maximum < _NANOSECONDS[1]
    known = replace(known, dtype="datetime64[ns]")
    if source.parsed is None:
        return replace(known, coerce=held)
    if (source.format or "").startswith("%Y-%m") and not source.ways:
        # of times with and without a fraction of a second pandas reads one kind only, unless told
        fractions = cells.dt.microsecond() != 0
        mixed = bool(fractions.any()) and not bool(fractions.all())
        return _because(replace(known, format="ISO8601"), "times as ISO 8601 has them") if mixed else replace(known, coerce=held)
    form = (source.format or "").replace("%S%.f", "%S.%f")
    if source.ways or not form:
        return _because(known, "dates in text that are written in several ways; read them first")
    return _because(replace(known, format=form), f"dates written {form}")


def _unique(cells: pl.Series, part: Column, blame: Blame) -> bool:
    """Return whether an id names one row each: all cells differ, or an issue names the rows that repeat one."""
    if part.role != "id":
        return False
    words = words_of(part.name)
    named = bool((IDS - WEAK_IDS) & set(words[-1:] + words[:1])) or part.reason == "told" or "count the rows" in part.reason
    if not named and len(cells) < _KEY_ROWS:
        return False
    present = cells.is_not_null()
    if present.sum() < len(cells) - 1:
        return False  # pandera takes empty cells for copies of each other
    repeated = (~cells.is_first_distinct() & present).arg_true().to_numpy()
    return not len(repeated) or (named and bool(np.isin(repeated, blame.repeats).all()))


def _texts(
    known: Terms, health: Health, part: Column, cells: pl.Series, blame: Blame, tokens: tuple[str, ...], *, hidden: bool
) -> Terms:
    healthy = without(cells, blame.cells(known.name))
    if part.role in ("id", "group", "categorical") and (pattern := pattern_of(healthy)):
        return _because(replace(known, pattern=pattern), "one shape")
    banned = health.wrong if not hidden and part.role != "text" and len(health.wrong) <= _BANNED else ()
    codes = part.role in ("id", "group") and health.lengths is not None and health.lengths[0] == health.lengths[1]
    if codes:
        known = _because(replace(known, lengths=health.lengths), "codes of one length")
    banned = tuple(sorted({*tokens, *banned}))
    return _because(replace(known, banned=banned), "what is named here is an issue") if banned else known


def _bounded(known: Terms, health: Health, *, hidden: bool) -> Terms:
    least, most, reason = (None, None, "") if known.dtype.startswith("datetime") else structural(health, known.name)
    if hidden:
        # 0 and 1 tell nothing of anybody
        kept = [bound if bound in (0, 1) else None for bound in (least, most)]
        return _because(replace(known, least=kept[0], most=kept[1]), reason)
    drawn = around(health, least, most)
    banned = left_codes(health, *drawn)
    known = _because(replace(known, least=drawn[0], most=drawn[1], banned=banned), reason)
    if drawn != (least, most):
        known = _because(known, "values beyond are an issue")
    if health.codes:  # within the bounds or beyond: what stood there as a code is empty once it is mended
        known = replace(known, nullable=True)
    return _because(known, "codes for missing are an issue") if banned else known


def _because(known: Terms, reason: str) -> Terms:
    return replace(known, reason="; ".join(part for part in (known.reason, reason) if part))
