"""Reading a baseline back: what was not kept is absent, and not made up."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping, Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl

from dataqa.dataset import Dataset
from dataqa.errors import CallError
from dataqa.gating.baseline import FORMAT, VERSION
from dataqa.judgement import Dimension, Obstacle, Outcome, Score, Step
from dataqa.looked import unlooked_dimensions
from dataqa.model import DIMENSIONS, Issue, Measured, Rows, no_positions, worst_first
from dataqa.performance import Performance
from dataqa.profile.column import ColumnProfile, Profile
from dataqa.profile.column_sketch import ColumnSketch
from dataqa.profile.row_sketch import RowSketch
from dataqa.record import Record
from dataqa.task import Column, Task

_DTYPES: dict[str, Any] = {"number": pl.Float64, "text": pl.String, "boolean": pl.Boolean, "datetime": pl.Datetime("us")}
_NAN = float("nan")


def read(path: str | PathLike[str]) -> Record:
    """Read what `dataqa.gating.baseline.write` wrote.

    Parameters
    ----------
    path : str or path
        The file.

    Returns
    -------
    Record
        With `kept`: rows have a count and no positions, issues no details, pictures and examples.

    Raises
    ------
    CallError
        Where there is no such file, it is no baseline, is damaged, or was written by a newer dataqa.
    """
    name = str(path)
    try:
        text = Path(path).expanduser().read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CallError(
            f"There is no baseline {name!r}; result.save({name!r}) or dataqa gate --update (in pytest --dataqa-update) writes one."
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise CallError(f"The baseline {name!r} cannot be read: {getattr(error, 'strerror', None) or error}.") from error
    try:
        told = json.loads(text)
    except ValueError as error:
        raise CallError(f"The baseline {name!r} is damaged: {error}.") from error
    if not isinstance(told, dict) or told.get("format") != FORMAT:
        raise CallError(f"{name!r} is no baseline; expected a file that result.save or dataqa gate --update wrote.")
    version = told.get("format_version")
    if version != VERSION:
        what = "a newer dataqa" if isinstance(version, int) and version > VERSION else "an old dataqa"
        raise CallError(f"The baseline {name!r} was written by {what}: its format is {version}, expected {VERSION}.")
    try:
        return _record(told)
    except KeyError as error:
        raise CallError(f"The baseline {name!r} is damaged: {error.args[0]!r} is not there.") from error
    except (TypeError, ValueError, AttributeError, IndexError) as error:
        raise CallError(f"The baseline {name!r} is damaged: {' '.join(str(error).split())}.") from error


def _record(told: Mapping[str, Any]) -> Record:
    data, task, columns = told["dataset"], told["task"], told["columns"]
    issues = sorted((_issue(name, one) for name, one in told["issues"].items()), key=worst_first)
    ordered = sorted(columns, key=lambda name: int(columns[name].get("position", 0)))
    rows = int(data["rows"])
    outcomes = tuple(
        Outcome(
            check=check, dimension=one["dimension"], status=one["status"], reason=one["reason"], asks=tuple(one.get("asks", ())),
        )
        for check, one in sorted(told["outcomes"].items(), key=lambda pair: (DIMENSIONS.index(pair[1]["dimension"]), pair[0]))
    )  # fmt: skip
    return Record(
        version=told["dataqa"],
        key=told.get("key", ""),
        dataset=Dataset(
            name=data["name"], rows=rows, columns=data["columns"], fingerprint=data["fingerprint"], order=data["order"],
            notes=tuple(data["notes"]), unreadable=data["unreadable"], seen=data.get("sample_of"),
        ),
        task=Task(
            kind=task["kind"], reason=task["reason"], target=task["target"], discrete=task["discrete"],
            columns={name: _part(name, columns[name]) for name in ordered if "role" in columns[name]},
        ),
        score=_score(told["score"], issues, outcomes),
        issues=tuple(issues),
        outcomes=outcomes,
        profile=Profile(
            rows=rows,
            columns={name: _profile(name, columns[name], rows) for name in ordered},
            sample=pl.DataFrame(schema={name: _DTYPES[columns[name]["kind"]] for name in ordered}),
        ),
        rules=told["rules"],
        seed=told["seed"],
        as_of=told["as_of"],
        measured={check: tuple(_measured(name, ends) for name, ends in found.items()) for check, found in told["measured"].items()},
        row_sketch=_row_sketch(told["row_sketch"], rows, {name: int(columns[name].get("checksum", "0"), 16) for name in ordered}),
        performance=None if told.get("performance") is None else _performance(told["performance"]),
        kept={name: _sketch(columns[name]["sketch"]) for name in ordered},
    )  # fmt: skip


def _issue(name: str, one: Mapping[str, Any]) -> Issue:
    rows = one["rows"]
    return Issue(
        id=name,
        check=one["check"],
        dimension=one["dimension"],
        severity=one["severity"],
        columns=tuple(one["columns"]),
        rows=None if rows is None else Rows(positions=no_positions(), total=int(rows)),
        labels=None,
        value=_number(one["value"]),
        unit=one["unit"],
        interval=_pair(one["interval"]),
        threshold=_number(one["threshold"]),
        cost=_number(one["cost"]),
        cost_interval=_pair(one["cost_interval"]) or (_NAN, _NAN),
        blocking=one["blocking"],
        title=one["title"],
        why=one.get("why", ""),
        fix=one.get("fix", ""),
        details={},
        evidence=(),
        cause=one["cause"],
        several=one.get("several", False),
        also=tuple(sorted((_issue(name, other) for name, other in one.get("also", {}).items()), key=worst_first)),
    )


def _performance(one: Mapping[str, Any]) -> Performance:
    pairs = {name: tuple(one.get(name, ())) for name in ("interval", "left_out", "carriers")}
    return Performance(**{**one, **pairs})


def _part(name: str, one: Mapping[str, Any]) -> Column:
    reason = "told" if one.get("told") else ""
    return Column(name=name, role=one["role"], reason=reason, protected=one.get("protected", False), clock=one.get("clock", ""))


def _score(one: Mapping[str, Any], issues: list[Issue], outcomes: Sequence[Outcome]) -> Score:
    known = {issue.id for issue in issues}
    # a check that passed in a dimension without a score is one that does not make it looked at
    unlooked = unlooked_dimensions(outcomes, [outcome.check for outcome in outcomes if outcome.status == "passed"])
    return Score(
        value=_number(one["value"]),
        interval=_pair(one["interval"]) or (_NAN, _NAN),
        verdict=one["verdict"],
        verdict_reason=one["verdict_reason"],
        dimensions={
            name: Dimension(
                name=name,
                score=_number(one["dimensions"][name]),
                issues=tuple(i for i in issues if i.dimension == name),
                unlooked=unlooked.get(name) if one["dimensions"][name] is None else None,
            )
            for name in DIMENSIONS
            if name in one["dimensions"]
        },
        steps=tuple(
            Step(issue=issue, points=_number(points), left=_number(left), restores=_number(restores))
            for issue, points, left, restores in one["steps"]
            if issue in known
        ),
        first=tuple(issue for issue in one.get("first", ()) if issue in known),
        stops=tuple(issue for issue in one.get("stops", ()) if issue in known),
        obstacles=tuple(Obstacle(name=o["name"], title=o["title"], fix=o["fix"]) for o in one.get("obstacles", ())),
    )


def _profile(name: str, one: Mapping[str, Any], rows: int) -> ColumnProfile:
    lengths = one.get("lengths")
    dated = one["kind"] == "datetime"
    low, high = (
        None if end is None else datetime.fromisoformat(end) if dated else end for end in map(one.get, ("minimum", "maximum"))
    )
    return ColumnProfile(
        name=name, kind=one["kind"], stored=one.get("stored", ""), rows=rows, nulls=one["nulls"], distinct=one["distinct"],
        exact=one.get("exact", False), minimum=low, maximum=high, lengths=None if lengths is None else tuple(lengths),
    )  # fmt: skip


def _sketch(one: Mapping[str, Any]) -> ColumnSketch:
    places = tuple(one.get("places", ()))
    return ColumnSketch(
        kind=one["kind"], rows=one["rows"], places=places, edges=tuple(one.get("edges", places)), names=tuple(one.get("names", ())),
        counts=tuple(one.get("counts", ())), rest=one.get("rest", 0),
    )  # fmt: skip


def _row_sketch(one: Mapping[str, Any] | None, rows: int, columns: Mapping[str, int]) -> RowSketch | None:
    if one is None:
        return None
    kept = [line.partition("*") for line in one["rows"]]
    parts = [head.partition(":") for head, _, _ in kept]
    return RowSketch(
        rows=rows,
        hashes=np.array([int(a, 16) for a, _, _ in parts], dtype=np.uint64),
        counts=np.array([int(count or 1) for _, _, count in kept], dtype=np.int64),
        labels=np.array([int(label or "0", 16) for _, _, label in parts], dtype=np.uint32),
        whole=bool(one["whole"]),
        columns=columns,
    )


def _measured(name: str, ends: list[Any]) -> Measured:
    value, *interval = ends
    return Measured(id=name, value=_number(value), interval=_pair(interval or None))


def _number(value: float | None) -> float:
    return _NAN if value is None else float(value)


def _pair(ends: list[float | None] | None) -> tuple[float, float] | None:
    if ends is None:
        return None
    low, high = ends
    # only what is endless is written as nothing
    return (-math.inf if low is None else float(low)), (math.inf if high is None else float(high))
