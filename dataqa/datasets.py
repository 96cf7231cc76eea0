"""The datasets of a project: each audited and held against its baseline."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataqa.api import Progress, audit
from dataqa.config import BASELINES, Dataset
from dataqa.gating.decided import Decided
from dataqa.result import Audit
from dataqa.review import gate


@dataclass(frozen=True, slots=True, kw_only=True)
class Reviewed:
    """One dataset that was audited and held against its baseline; `decision` is None where there was none yet."""

    name: str
    result: Audit
    decision: Decided | None
    baseline: str


def review(name: str, dataset: Dataset, *, update: bool = False, progress: Progress | None = None) -> Reviewed:
    """Audit a dataset and hold it against its baseline.

    What is not told of the task is taken from the baseline: the target, the kind of task and the roles that were told then.
    Freshness is measured from today unless a day is told. A day that stands still would take rows that came since for dates that
    cannot be; so the day moves, and what moves with it alone is told and does not fail (``ageing`` in ``rules/gate.yaml``).

    Parameters
    ----------
    name : str
        What it is called.
    dataset : Dataset
        Where it is, how it is audited, and its baseline.
    update : bool
        True: a baseline need not be there.
    progress : callable, optional
        As of `dataqa.audit`.

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
    result = audit(
        told.path, told.target, task=told.task, time=told.time, group=told.group, id=told.id, text=told.text, image=told.image,
        protected=told.protected, test=told.test, split=told.split, reference=told.reference, as_of=told.as_of, rules=told.rules,
        checks=told.checks, skip=told.skip, seed=told.seed, progress=progress,
    )  # fmt: skip
    accept = [one.acceptance() for one in dataset.accept]
    decision = (
        None if before is None else gate(result, before, accept=accept, fail_on=dataset.fail_on, fail_under=dataset.fail_under)
    )
    return Reviewed(name=name, result=result, decision=decision, baseline=path)


def _as_before(dataset: Dataset, before: Audit) -> Dataset:
    task = before.record.task
    known: dict[str, Any] = {"target": task.target, "task": task.kind if task.reason == "told" and task.kind != "none" else None}
    for column in task.columns.values():
        if column.reason == "told" and column.role in ("time", "group", "id", "text", "image", "split"):
            known.setdefault(column.role, column.name)
    missing = {key: value for key, value in known.items() if value is not None and getattr(dataset, key) is None}
    return dataset.model_copy(update=missing)


def save(reviewed: Reviewed) -> None:
    """Write what was found as the new baseline, its folder where there is none."""
    path = Path(reviewed.baseline).expanduser()
    path.parent.mkdir(parents=True, exist_ok=True)
    reviewed.result.save(path)


def as_json(found: Sequence[Reviewed], *, mask: bool = True) -> str:
    """Return decisions as JSON text: of one dataset its own object, of several an object of them by name."""
    if len(found) == 1:
        return json.dumps(_told(found[0], mask=mask), ensure_ascii=False, sort_keys=True, indent=2) + "\n"
    passed = all(one.decision is None or one.decision.passed for one in found)
    told = {"passed": passed, "datasets": {one.name: _told(one, mask=mask) for one in found}}
    return json.dumps(told, ensure_ascii=False, sort_keys=True, indent=2) + "\n"


def _told(one: Reviewed, *, mask: bool) -> dict[str, Any]:
    """Return the decision, or, where there was no baseline, the audit."""
    return one.result.to_dict(mask=mask) if one.decision is None else one.decision.to_dict(mask=mask)


def as_markdown(found: Sequence[Reviewed], *, mask: bool = True) -> str:
    """Return decisions as Markdown, one after the other."""
    shown = (one.result if one.decision is None else one.decision for one in found)
    return "\n".join(one.to_markdown(mask=mask).rstrip() + "\n" for one in shown)


def as_html(found: Sequence[Reviewed], *, mask: bool = True) -> str:
    """Return the decision on one dataset as a page, or, where there was no baseline, the audit."""
    (one,) = found
    return (one.result if one.decision is None else one.decision).to_html(mask=mask)
