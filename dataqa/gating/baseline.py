"""The baseline: what one audit found, in a file that is committed beside the data or the code."""

from __future__ import annotations

import math
from dataclasses import asdict
from os import PathLike
from pathlib import Path
from typing import Any

from dataqa.gating.sides import sketches
from dataqa.judgement import Outcome
from dataqa.model import Issue
from dataqa.profile.column import ColumnProfile
from dataqa.profile.column_sketch import ColumnSketch
from dataqa.profile.row_sketch import RowSketch
from dataqa.record import Record
from dataqa.render.atomic_files import write_whole
from dataqa.render.json import plain
from dataqa.render.lines import in_lines
from dataqa.render.masking import Masker

FORMAT, VERSION = "dataqa baseline", 1
_DIGITS = 6


def write(record: Record, path: str | PathLike[str]) -> None:
    """Write a record's baseline, whole or not at all.

    No cell of personal data, of prose or of ids is in it; hashes have the key of the environment, if there is one (`dataqa.keys`).
    """
    write_whole(path, in_lines(to_dict(record)))


def to_dict(record: Record) -> dict[str, Any]:
    """Return what a baseline keeps, as plain JSON values; the same for the same data, rules, seed and day."""
    masker, data, task, score = Masker(record), record.dataset, record.task, record.score
    kept = sketches(record)
    found: dict[str, Any] = plain(
        {
            "format": FORMAT,
            "format_version": VERSION,
            "dataqa": record.version,
            "key": record.key,
            "dataset": {
                "name": data.name,
                "rows": data.rows,
                "columns": data.columns,
                **({} if data.seen is None else {"sample_of": data.seen}),
                "fingerprint": data.fingerprint,
                "order": data.order,
                "notes": [masker.prose(note) for note in data.notes],
                "unreadable": data.unreadable,
            },
            "task": {"kind": task.kind, "reason": masker.prose(task.reason), "target": task.target, "discrete": task.discrete},
            "score": {
                "value": _rounded(score.value),
                "interval": _pair(score.interval),
                "verdict": score.verdict,
                "verdict_reason": masker.prose(score.verdict_reason),
                "dimensions": {name: _rounded(part.score) for name, part in score.dimensions.items()},
                "first": list(score.first),
                "stops": list(score.stops),
                "obstacles": [
                    {"name": one.name, "title": masker.prose(one.title), "fix": masker.prose(one.fix)} for one in score.obstacles
                ],
                "steps": [[step.issue, *map(_rounded, (step.points, step.left, step.restores))] for step in score.steps],
            },
            "issues": {issue.id: _issue(issue, masker) for issue in record.issues},
            "performance": None if record.performance is None else asdict(record.performance),
            "outcomes": {outcome.check: _outcome(outcome, masker) for outcome in record.outcomes},
            "measured": {
                check: {one.id: [_rounded(one.value), *(_pair(one.interval) or ())] for one in found}
                for check, found in record.measured.items()
            },
            "columns": {
                column.name: _column(record, column, kept[column.name], masker, place)
                for place, column in enumerate(record.profile.columns.values())
            },
            "row_sketch": _row_sketch(record.row_sketch),
            "rules": Path(record.rules).name,
            "seed": record.seed,
            "as_of": record.as_of,
        }
    )
    return found


def _issue(issue: Issue, masker: Masker) -> dict[str, Any]:
    told = _merged(issue, masker) | {name: masker.prose(getattr(issue, name), issue) for name in ("why", "fix")}
    return told | {"several": issue.several, "also": {one.id: _merged(one, masker) for one in issue.also}} if issue.also else told


def _merged(issue: Issue, masker: Masker) -> dict[str, Any]:
    """Return an issue without its advice, which that of its cause gives."""
    return {
        "check": issue.check,
        "dimension": issue.dimension,
        "severity": issue.severity,
        "columns": list(issue.columns),
        "rows": None if issue.rows is None else issue.rows.count,
        "value": _rounded(issue.value),
        "unit": issue.unit,
        "interval": _pair(issue.interval),
        "threshold": _rounded(issue.threshold),
        "cost": _rounded(issue.cost),
        "cost_interval": _pair(issue.cost_interval),
        "blocking": issue.blocking,
        "cause": issue.cause,
        "title": masker.prose(issue.title, issue),
    }


def _outcome(outcome: Outcome, masker: Masker) -> dict[str, Any]:
    told = {"dimension": outcome.dimension, "status": outcome.status, "reason": masker.prose(outcome.reason)}
    return told | ({"asks": list(outcome.asks)} if outcome.asks else {})


def _column(record: Record, column: ColumnProfile, sketch: ColumnSketch, masker: Masker, place: int) -> dict[str, Any]:
    part = record.task.columns.get(column.name)
    told: dict[str, Any] = {
        "position": place,
        "kind": column.kind,
        "stored": column.stored,
        "nulls": column.nulls,
        "distinct": column.distinct,
        "exact": column.exact,
        "sketch": _sketch(sketch),
    }
    if part is not None:
        told |= {"role": part.role, "told": part.reason == "told", "protected": part.protected, "clock": part.clock}
    if column.lengths is not None:
        told["lengths"] = [column.lengths[0], _rounded(column.lengths[1]), column.lengths[2]]
    if column.name not in masker.personal and part is not None and part.role not in ("id", "group", "nested"):
        told |= {"minimum": column.minimum, "maximum": column.maximum}
    if record.row_sketch is not None:
        told["checksum"] = f"{record.row_sketch.columns.get(column.name, 0):016x}"
    return {key: value for key, value in told.items() if value is not None and value is not False and value != ""}


def _sketch(sketch: ColumnSketch) -> dict[str, Any]:
    told: dict[str, Any] = {"kind": sketch.kind, "rows": sketch.rows, "counts": sketch.counts}
    if sketch.kind == "categories":
        return told | {"names": sketch.names, "rest": sketch.rest}
    if sketch.kind == "none":
        return {"kind": "none", "rows": sketch.rows}
    return told | {"places": sketch.places} | ({} if sketch.places == sketch.edges else {"edges": sketch.edges})


def _row_sketch(sketch: RowSketch | None) -> dict[str, Any] | None:
    if sketch is None:
        return None
    rows = zip(sketch.hashes.tolist(), sketch.labels.tolist(), sketch.counts.tolist(), strict=True)
    return {
        "whole": sketch.whole,
        "rows": [f"{a:016x}" + (f":{b:08x}" if b else "") + (f"*{count}" if count > 1 else "") for a, b, count in rows],
    }


def _rounded(value: float | None) -> float | None:
    if value is None or not math.isfinite(value):
        return None
    return float(f"{value:.{_DIGITS}g}")


def _pair(interval: tuple[float, float] | None) -> list[float | None] | None:
    return None if interval is None else [_rounded(end) for end in interval]
