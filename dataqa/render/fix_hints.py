"""What `dataqa fix` can do for an issue, and how it is asked."""

from __future__ import annotations

import shlex
from dataclasses import dataclass
from pathlib import PurePath
from typing import Literal

from dataqa.model import Issue, Repair
from dataqa.record import Record
from dataqa.roles.assignable import ASSIGNABLE
from dataqa.sources.files import ARROW_FILES, DELIMITED, JSON_LINES
from dataqa.sources.packed import PACKED

FixWith = Literal["safe", "all", "id", "pipeline"]
NAMED = 12
"""Columns that code for a pipeline names at most."""
_ROLES = ("time", "group", "id", "text", "split")
_SAID: dict[FixWith, str] = {
    "safe": "dataqa fix repairs it (safe):",
    "all": "dataqa fix repairs it with --apply all:",
    "id": "dataqa fix repairs it if you pass its id:",
    "pipeline": "Fix it in your pipeline, not in the data:",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FixHint:
    """How one issue is fixed: in words, and as a command, a call or (`wide`) lines of code to be copied; and what came of it."""

    says: str
    code: str
    wide: bool = False
    tried: str = ""


def fix_with(issue: Issue) -> FixWith | None:
    """Return which tier of fixes applies: ``"safe"``, ``"all"``, its ``"id"``, the ``"pipeline"``; None if none does."""
    repairs = _repairs(issue)
    if not repairs:
        return None
    if all(repair.kind == "in-pipeline" for repair in repairs):
        return "pipeline"
    if any(repair.by_name for repair in repairs):
        return "id"
    return "safe" if all(repair.safe for repair in repairs) else "all"


def _repairs(issue: Issue) -> tuple[Repair, ...]:
    return tuple(repair for one in issue.also for repair in one.repairs) if issue.several else issue.repairs


def fix_hint(issue: Issue, record: Record) -> FixHint | None:
    """Return how an issue is fixed, None if only a person can.

    Parameters
    ----------
    issue : Issue
        Which.
    record : Record
        The audit; its data is called by name where that is a file that can be fixed, and else from Python.

    Returns
    -------
    FixHint or None
        The code has column names in it, as Python or the shell quotes them: it is escaped by the template.
    """
    tier = fix_with(issue)
    if tier is None:
        return None
    tried = _tried(issue, record)
    if tier == "pipeline":
        return FixHint(says=_SAID[tier], code=_pipeline(issue), wide=True, tried=tried)
    if record.task.first("split") is None and all(repair.kind.startswith("split-by") for repair in _repairs(issue)):
        code = _asked(issue, tier, record, split=True)
        return FixHint(says="dataqa fix writes the split for your pipeline:", code=code, tried=tried)
    return FixHint(says=_SAID[tier], code=_asked(issue, tier, record), tried=tried)


def _tried(issue: Issue, record: Record) -> str:
    """Return what came of the edits of an issue and of what is merged into it; empty where none was tried."""
    edits = [one.id for one in issue.every]
    done = "Fixed" if record.fixed.intersection(edits) else "Left as it is"
    effects = dict.fromkeys(record.effects[name].says for name in edits if name in record.effects)
    if effects:
        return f"{done}, measured: {'; '.join(effects)}."
    return f"{done}." if done == "Fixed" else ""


def _pipeline(issue: Issue) -> str:
    columns = [name for repair in _repairs(issue) for name in repair.columns]
    code = next((repair.code for repair in _repairs(issue) if repair.code), "").rstrip()
    if "{columns}" in code and len(columns) > NAMED:
        code = f"# and {len(columns) - NAMED:,} more columns\n{code}"
    return code.replace("{columns}", repr(columns[:NAMED]))


def _asked(issue: Issue, tier: FixWith, record: Record, *, split: bool = False) -> str:
    asked = issue.id if tier == "id" else tier
    goal = _goal(record.dataset.name)
    if not goal or not asked.isprintable():
        call = "result.fix(data)" if tier == "safe" else f"result.fix(data, apply={asked!r})"
        return f"{call}.snippet" if split else call
    name = record.dataset.name
    parts = ["dataqa", "fix", f"./{name}" if name.startswith("-") else name]
    if record.task.target is not None:
        parts += ["--target", record.task.target]
    for column in record.task.columns.values():
        if column.reason == "told" and column.role in _ROLES:
            parts += [f"--{column.role}", column.name]
        elif column.reason == "told" and column.role in ASSIGNABLE:
            parts += ["--role", f"{column.name}={column.role}"]
    parts += [] if record.rules == "default" else ["--rules", record.rules]
    parts += [] if tier == "safe" else ["--apply", asked]
    parts += ["-o", goal] + (["--snippet", "split.py"] if split else [])
    if not all(part.isprintable() for part in parts):
        parts = ["dataqa", "fix", "DATA", "--apply", asked, "-o", goal]
    return shlex.join(parts)


def _goal(name: str) -> str:
    """Return what the fixed file is to be called; empty where the data is no file that can be fixed."""
    if set("*?[") & set(name):
        return ""
    suffixes = [suffix.lower() for suffix in PurePath(name).suffixes]
    packed = bool(suffixes) and suffixes[-1] in PACKED
    suffix = suffixes[-2 if packed else -1] if len(suffixes) > packed else ""
    if suffix not in (*DELIMITED, *JSON_LINES, ".parquet", *ARROW_FILES):
        return ""
    return f"clean{'.csv' if suffix == '.txt' else suffix}"
