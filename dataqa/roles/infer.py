"""The whole task: the target, its kind, and the role of every column."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from dataqa.errors import CallError, nearest
from dataqa.profile.column import ColumnProfile, Profile
from dataqa.roles.assignable import ASSIGNABLE, lacking
from dataqa.roles.by_column import ColumnRoles
from dataqa.roles.columns import clock_of, role_of
from dataqa.roles.counts import counts_something
from dataqa.roles.interactions import Meeting, meeting_of
from dataqa.roles.meanings import meaning_of
from dataqa.roles.names import (
    ANIMALS_AROUND,
    NOT_ROW_TIMES,
    PEOPLE_AROUND,
    kinds_of_values,
    protected_kind,
    surely_people,
    words_of,
)
from dataqa.roles.order import in_order
from dataqa.roles.ranks import ranks
from dataqa.roles.relations import related, spread_labels
from dataqa.roles.series import only_series
from dataqa.roles.several import several_labels
from dataqa.sources.column_names import as_text
from dataqa.sources.table import Table
from dataqa.task import KINDS, Clock, Column, Meaning, Role, Task, TaskKind

_FEW_GROUPS, _RACES = 12, 30
_ONE = ("target", "time", "group", "id", "text", "image", "split")
_COUNTED = 6
"""Different counts from which on a target of series is a number, and no class."""
_CLASSES, _FEW_CLASSES, _ROWS_EACH = 20, 5, 10
"""Whole numbers with at most so many different values are classes; with more than a few, if each has so many rows on average."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenRoles:
    """What the caller says of the task; whatever is None is inferred. Names are those of the Table's columns."""

    target: str | None = None
    task: str | None = None
    time: str | None = None
    group: str | None = None
    id: str | None = None
    text: str | None = None
    image: str | None = None
    split: str | None = None
    protected: Sequence[str] = ()
    roles: Mapping[str, str] = field(default_factory=dict)


def infer_task(profile: Profile, table: Table, roles: GivenRoles) -> Task:
    """Return what the model is to do.

    Parameters
    ----------
    profile : Profile
        Statistics of all columns.
    table : Table
        How they came in.
    roles : GivenRoles
        What the caller says.

    Returns
    -------
    Task
        With a reason for each role.

    Raises
    ------
    CallError
        Where a named column does not exist, or the kind of task is unknown.
    """
    roles = _meant(roles, table)
    given = _given(profile, roles)
    columns: dict[str, Column] = {}
    for name, column in profile.columns.items():
        role, reason, clock = role_of(column, table.source(name), profile.sample.get_column(name))
        if name in given:
            role, reason = given[name], "told"
            clock = clock_of(column, told=role in ("time", "datetime"))[0]
            if role == "time" and not clock and column.present and column.kind in ("text", "boolean"):
                raise CallError(f"The column {name!r} was given as time=, but holds no times, such as {_example(column)}.")
            if name in roles.roles and (lacks := lacking(role, column, clock)):
                raise CallError(f"The column {name!r} cannot be {role}: it has no {lacks}, but values such as {_example(column)}.")
        elif role == "id" and roles.id is not None:
            reason += f"; {roles.id} was told to be the id"
        source = table.source(name)
        meaning = meaning_of(column, source, profile.sample.get_column(name), role, clock)
        if source.levels and reason != "told" and column.distinct < len(source.levels):
            reason += f"; {column.distinct:,} of {len(source.levels):,} levels of its type occur"
        columns[name] = Column(name=name, role=role, reason=reason, clock=clock, meaning=meaning)
    for name in ranks(columns, table.frame):
        columns[name] = replace(
            columns[name], role="numeric", reason="ranks: it counts the rows in an order of its own", meaning="number"
        )
    for name in _people(columns, profile, roles):
        columns[name] = replace(columns[name], protected=True)
    if roles.time is None and (timed := _time_of(profile, columns)):
        why = f"{columns[timed].reason}: it says when a row is from"
        columns[timed] = replace(columns[timed], role="time", reason=why)
    by_column = ColumnRoles(columns=columns, profile=profile, table=table, target=roles.target)
    for name, meaning, why in related(by_column):
        columns[name] = _beside(columns[name], meaning, why)
    met = meeting_of(by_column) if roles.task in (None, "recommendation") else None
    if met is not None:
        columns[met.user] = replace(_beside(columns[met.user], "user", met.reason), role="group")
        columns[met.item] = replace(_beside(columns[met.item], "item", met.reason), role="group")
    kind_of_task, reason, discrete = _kind(profile, table, columns, roles, met)
    return Task(kind=kind_of_task, reason=reason, target=roles.target, discrete=discrete, columns=columns)


def _beside(column: Column, meaning: Meaning, why: str) -> Column:
    """Return a column with what it means beside others; why, unless a caller said what it is."""
    return replace(column, meaning=meaning, reason=column.reason if column.reason == "told" else f"{column.reason}; {why}")


def _meant(roles: GivenRoles, table: Table) -> GivenRoles:
    """Return what the caller says in the names that columns have here: an empty name, and one that is a pattern, were changed."""
    one = {role: table.meant(as_text(name)) for role in _ONE if (name := getattr(roles, role)) is not None}
    others = {table.meant(as_text(name)): role for name, role in roles.roles.items()}
    return replace(roles, **one, protected=tuple(table.meant(as_text(name)) for name in roles.protected), roles=others)


def _given(profile: Profile, roles: GivenRoles) -> dict[str, Role]:
    found: dict[str, Role] = {}
    known = list(profile.columns)
    parts: tuple[tuple[str, str | None], ...] = (
        ("time", roles.time), ("group", roles.group), ("id", roles.id), ("text", roles.text), ("image", roles.image),
        ("split", roles.split), ("target", roles.target),
    )  # fmt: skip
    for role, name in (*parts, *((role, name) for name, role in roles.roles.items())):
        if name is None:
            continue
        if name not in profile.columns:
            shown = ", ".join(map(repr, known[:8])) + (" …" if len(known) > 8 else "")
            raise CallError(f"There is no column {name!r} for {role}=; the columns are {shown}.{nearest(name, known)}")
        if name in found:
            raise CallError(f"The column {name!r} was given as {found[name]}= and as {role}=; a column has one role.")
        if name in roles.roles and role not in ASSIGNABLE:
            raise CallError(
                f"There is no role {role!r} for {name!r}; known are {', '.join(ASSIGNABLE)}.{nearest(role, ASSIGNABLE)}"
            )
        found[name] = role  # type: ignore[assignment]
    for name in roles.protected:
        if name not in profile.columns:
            raise CallError(f"There is no column {name!r} for protected=.{nearest(name, known)}")
    return found


def _people(columns: dict[str, Column], profile: Profile, roles: GivenRoles) -> set[str]:
    """Return the columns that say which group of people a row belongs to, by their names or their values.

    Animals and concrete have an age, too: sex and age alone are believed only together, beside another such column, or where
    other columns speak of people.
    """
    candidates = [c.name for c in columns.values() if c.role in ("numeric", "categorical", "boolean", "group")]
    named = {name: kind for name in candidates if (kind := protected_kind(name)) is not None}
    # a race of many numbers or names is one that is run
    named = {name: kind for name, kind in named.items() if kind != "race" or profile.columns[name].distinct <= _RACES}
    valued = {name: found for name in candidates if name not in named and (found := _by_values(profile.columns[name]))}
    kinds = {*named.values(), *(kind for found in valued.values() for kind in found)}
    around = {word for name in columns for word in words_of(name)}
    sure = any(surely_people(name) for name in named) or bool(kinds & {"marital status", "race", "religion"})
    if not around & ANIMALS_AROUND:
        sure = sure or len(kinds) >= 2 or bool(around & PEOPLE_AROUND)
    return set(roles.protected) | ({*named, *valued} if sure else set())


def _by_values(column: ColumnProfile) -> tuple[str, ...]:
    if column.kind != "text" or not 2 <= column.distinct <= _FEW_GROUPS:
        return ()
    return kinds_of_values(str(value) for value, _ in column.top)


def _time_of(profile: Profile, columns: dict[str, Column]) -> str | None:
    """Return the column that says when a row is from: the fullest and finest, properties of things left out.

    Day numbers are dates by their size alone, which is too little for what follows from a time of rows: they must be told.
    """
    order: dict[Clock, int] = {
        "datetime": 0, "seconds": 0, "milliseconds": 0, "microseconds": 0, "nanoseconds": 0, "yyyymmddhhmmss": 0, "yyyymmdd": 1,
        "yyyymm": 2, "year": 3,
    }  # fmt: skip
    found = [
        (column.clock == "year", profile.columns[name].nulls > 0.5 * profile.rows, order[column.clock], place, name)
        for place, (name, column) in enumerate(columns.items())
        if column.clock in order
        and column.role == "datetime"
        and column.reason != "told"
        and not set(words_of(name)) & NOT_ROW_TIMES
    ]
    return min(found)[-1] if found else None


def _kind(
    profile: Profile, table: Table, columns: dict[str, Column], roles: GivenRoles, met: Meeting | None
) -> tuple[TaskKind, str, bool]:
    kind: TaskKind | None = next((known for known in KINDS if known == roles.task), None)
    if roles.task is not None and kind is None:
        raise CallError(f"There is no task {roles.task!r}; known are {', '.join(KINDS)}.{nearest(roles.task, KINDS)}")
    series = tuple(c.name for c in columns.values() if c.meaning == "key of a series")
    if roles.target is None:
        if kind is not None:
            return kind, "told", False
        if met is not None:
            return "recommendation", met.reason, False
        if (timed := only_series(columns, profile, series)) is not None:
            each = f"{', '.join(series)} and {timed}" if series else timed
            return "forecasting", f"no target was named; numbers, one row for each {each}", False
        texts = [c for c in columns.values() if c.role == "text"]
        if texts and (roles.text or len(columns) <= 4):
            return "language", f"{texts[0].name} is text, and no target was named", False
        return "none", "no target was named", False
    target = profile.columns[roles.target]
    discrete, reason = _discrete(target)
    if several_labels(profile.sample.get_column(roles.target), table.source(roles.target)):
        reason = f"{roles.target} holds several labels a row, in {target.distinct:,} different combinations"
    elif spread := spread_labels(roles.target, columns, profile):
        reason = f"{reason}; {spread}"
    if kind in ("regression", "forecasting") and target.kind == "text" and target.present:
        raise CallError(f"task={kind!r} needs numbers, but the target {roles.target!r} holds text, such as {_example(target)}.")
    if kind is not None:
        discrete = kind == "classification" or (discrete and kind not in ("regression", "forecasting"))
        return kind, "told", discrete
    if met is not None:
        return "recommendation", met.reason, discrete and target.kind != "number"
    groups = [c for c in columns.values() if c.role == "group"]
    if len(groups) >= 2 and target.kind == "number" and target.distinct <= 100:
        return "recommendation", f"{groups[0].name} and {groups[1].name} meet in {target.name}", discrete
    dated = [c.name for c in columns.values() if c.role == "time" and c.clock != "year"]
    counted = target.kind == "number" and target.integral and target.minimum == 0 and target.distinct >= _COUNTED
    if series and dated and target.kind == "number" and (not discrete or counted):
        return "forecasting", f"{reason}, one row for each {', '.join(series)} and {dated[0]}", False
    if discrete:
        ordered = in_order(target, table.source(roles.target))
        return "classification", f"{reason}, in order: {ordered}" if ordered else reason, True
    times = [profile.columns[c.name] for c in columns.values() if c.role == "time" and c.clock != "year"]
    if times and times[0].distinct >= 0.95 * times[0].present > 0 and times[0].nulls == 0:
        return "forecasting", f"{reason}, one row for each {times[0].name}", False
    return "regression", reason, False


def _discrete(target: ColumnProfile) -> tuple[bool, str]:
    if target.kind in ("text", "boolean"):
        return True, f"{target.name} has {target.distinct:,} different values"
    if counts_something(target):
        return False, f"{target.name} counts from 0 to {target.maximum:.0f}, larger numbers are rarer"
    few = target.integral and target.distinct <= min(_CLASSES, max(_FEW_CLASSES, target.present // _ROWS_EACH))
    if target.kind == "number" and (target.distinct <= 2 or few):
        return True, f"{target.name} has {target.distinct} different {'whole ' if target.integral else ''}values"
    return False, f"{target.name} is a number with {target.distinct:,} different values"


def _example(column: ColumnProfile) -> str:
    return repr(str(column.top[0][0])[:40])
