"""The datasets of a project: each audited and held against its baseline."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataqa.api import Progress, audit
from dataqa.config import BASELINES, DatasetSettings
from dataqa.gating.decided import Decided
from dataqa.result import Audit
from dataqa.review import gate
from dataqa.roles.assignable import ASSIGNABLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One dataset that was audited and held against its baseline; `decision` is None where there was none yet."""

    name: str
    result: Audit
    decision: Decided | None
    baseline: str


def review(
    name: str,
    dataset: DatasetSettings,
    *,
    update: bool = False,
    progress: Progress | None = None,
    given: Mapping[str, Any] | None = None,
) -> Reviewed:
    """Audit a dataset and hold it against its baseline.

    What is not told of the task is taken from the baseline: the target, the kind of task and the roles that were told then.
    Freshness is measured from today unless a day is told. A day that stands still would take rows that came since for dates that
    cannot be; so the day moves, and what moves with it alone is told and does not fail (``ageing`` in ``rules/gate.yaml``).

    Parameters
    ----------
    name : str
        What it is called.
    dataset : DatasetSettings
        Where it is, how it is audited, and its baseline.
    update : bool
        True: a baseline need not be there.
    progress : callable, optional
        As of `dataqa.audit`.
    given : mapping of str to object, optional
        What is no path but at hand: ``data``, ``test``, ``reference``, ``rules``, ``schema``.

    Raises
    ------
    CallError
        Where there is no baseline and none is to be written, or the call was wrong.
    SourceError
        Where the data cannot be read.
    """
    path = dataset.baseline or f"{BASELINES}/{name}.json"
    before = None if update and not Path(path).expanduser().exists() else Audit.load(path)
    told = dataset if before is None else _as_before(dataset, before)
    here: dict[str, Any] = {key: getattr(told, key) for key in ("test", "reference", "rules")}
    here |= {"data": told.path, "schema": told.contract}
    here |= given or {}
    result = audit(
        here.pop("data"), told.target, task=told.task, time=told.time, group=told.group, id=told.id, text=told.text,
        image=told.image, protected=told.protected, roles=told.roles, split=told.split, as_of=told.as_of, checks=told.checks,
        skip=told.skip, seed=told.seed, progress=progress, encoding=told.encoding, query=told.query,
        memory=told.memory, **here,
    )  # fmt: skip
    accept = [one.acceptance() for one in dataset.accept]
    unlike = before is None or (update and before.record.key != result.record.key)
    decision = (
        None
        if before is None or unlike
        else gate(result, before, accept=accept, fail_on=dataset.fail_on, fail_under=dataset.fail_under)
    )
    return Reviewed(name=name, result=result, decision=decision, baseline=path)


def _as_before(dataset: DatasetSettings, before: Audit) -> DatasetSettings:
    task = before.record.task
    known: dict[str, Any] = {"target": task.target, "task": task.kind if task.reason == "told" and task.kind != "none" else None}
    roles: dict[str, str] = {}
    for column in task.columns.values():
        if column.reason != "told":
            continue
        if column.role in ("time", "group", "id", "text", "image", "split") and column.role not in known:
            known[column.role] = column.name
        elif column.role in ASSIGNABLE:
            roles[column.name] = column.role
    missing = {key: value for key, value in known.items() if value is not None and getattr(dataset, key) is None}
    named = {*dataset.roles, *(getattr(dataset, key) for key in (*known, "time", "group", "id", "text", "image", "split"))}
    more = {name: role for name, role in roles.items() if name not in named}
    return dataset.model_copy(update={**missing, "roles": {**dataset.roles, **more}})


def save(reviewed: Reviewed) -> None:
    """Write what was found as the new baseline, its folder where there is none."""
    path = Path(reviewed.baseline).expanduser()
    path.parent.mkdir(parents=True, exist_ok=True)
    reviewed.result.save(path)
