"""The edits that issues ask for, each tried and then made: columns that go, then cells, then rows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any, Literal

import numpy as np

from dataqa.engine.local import LocalEngine
from dataqa.errors import CallError
from dataqa.fixing import ALLOWED_REMOVAL
from dataqa.fixing.choice import chosen, safe
from dataqa.fixing.editor import Editor, Saved, Tally
from dataqa.fixing.files import Opened, opened
from dataqa.fixing.fixed import Fixed, FixOutcome
from dataqa.fixing.removal import Allowance
from dataqa.fixing.snippet import snippet
from dataqa.fixing.trial import Change, Trial, read_cells
from dataqa.model import Issue, Repair
from dataqa.performance import Effect
from dataqa.record import Record
from dataqa.statistics import Z95, bonferroni

Apply = Literal["safe", "all"] | str | Iterable[str]
_CELLS = ("blank-cells", "replace-cells", "convert-column")
_PHASES = (("drop-columns",), (*_CELLS, "split-by-group", "split-by-time"), ("drop-rows",))
"""What goes is decided first: no cell of it is changed."""
_ALONE = 8
"""Edits that are tried one by one; of more, those of one check are tried together."""
_HARMFUL = "left: it would lower performance and removes no leak (measured: {says}); to make it, pass the issue's id as apply"
MARKS = ("dataqa_position", "dataqa_issue", "dataqa_reason")
Asked = tuple[int, Issue, list[Repair]]


def fix(record: Record, data: Any, apply: Apply = "safe", allow_removal: float = ALLOWED_REMOVAL) -> Fixed:
    """Make the edits of an audit's issues in a copy of the data; see `Audit.fix`."""
    refused = chosen(record, apply)
    if record.dataset.seen is not None:
        raise CallError(
            f"The audit saw a sample of {record.dataset.rows:,} of {record.dataset.seen:,} rows, and a fix needs all of them: "
            "audit with more memory=, or a part of the rows, and fix that."
        )
    source = opened(data, record.dataset.encoding, record.dataset.query)
    _same(record, source)
    allowance = Allowance(source.table.frame, record.task, allow_removal)
    return _Fixer(record, source, allowance, asked=apply not in ("safe", "all")).run(refused)


def _same(record: Record, source: Opened) -> None:
    engine = LocalEngine(source.table)
    if engine.fingerprint() != record.dataset.fingerprint:
        seen = record.dataset
        raise CallError(
            f"This is not the data that was audited: {source.table.rows:,} rows × {len(source.table.columns)} columns here, "
            f"{seen.rows:,} × {seen.columns} there, or cells differ; audit it first, and fix it with the result."
        )
    if record.dataset.order and engine.order() != record.dataset.order:
        raise CallError(
            "These are the rows that were audited in another order: issues name rows by place; audit them as they stand."
        )


class _Fixer:
    """Tries and makes the edits; those that were asked for by id are made whatever they do to performance."""

    def __init__(self, record: Record, source: Opened, allowance: Allowance, *, asked: bool) -> None:
        self.record, self.form, self.asked, self.allowance = record, source.form, asked, allowance
        self.issues = record.every_issue
        self.editor = Editor(record.task, source, allowance)
        self.trial: Trial | None = None
        self.tallies = {issue.id: Tally() for issue in self.issues}
        self.effects: dict[str, Effect] = {}

    def run(self, refused: dict[str, str]) -> Fixed:
        wanted = [(number, issue) for number, issue in enumerate(self.issues) if not refused[issue.id]]
        units = [(number, issue, some) for kinds in _PHASES for number, issue in wanted if (some := _of_kinds(issue, kinds))]
        self.editor.settle(repair for _, _, some in units for repair in some)
        self.trial = self._trial(units)
        groups = _together(units)
        for together in groups:
            self._make(together, len(groups))
        editor, grid = self.editor, self.editor.grid
        every = [(cause.id, issue) for cause in self.record.issues for issue in cause.every]
        steps = tuple(self._step(issue, cause, refused[issue.id]) for cause, issue in every)
        kept = [place for name, place in editor.places.items() if name not in editor.gone_columns]
        rows = np.flatnonzero(editor.gone_rows < 0).astype(np.int64)
        return Fixed(
            data=grid.taken(kept, rows),
            removed=self._removed(),
            log=editor.lines.table({name: f"measured: {effect.says}" for name, effect in self.effects.items()}),
            steps=steps,
            snippet=snippet(
                [issue for _, issue in wanted], editor.edits, grid.names, places=editor.places, rows=grid.height,
                file=self.form.path is not None, target=self.record.task.target,
            ),
            form=self.form,
            before=self.allowance.extent(len(grid.names), np.zeros(grid.height, dtype=np.bool_)),
            after=self.allowance.extent(len(kept), editor.gone_rows >= 0),
            original=grid.frame,
            record=replace(self.record, effects=self.effects, fixed=frozenset(step.issue for step in steps if step.applied)),
        )  # fmt: skip

    def _trial(self, units: Sequence[Asked]) -> Trial | None:
        task, editor = self.record.task, self.editor
        if not units or not Trial.fits(task):
            return None
        trial = Trial(editor.table.frame, task, self.record.seed, editor.held_out)
        if not trial.usable:
            return None
        # columns that an edit reads anew are tried as they came: as text, where some of their cells are no numbers
        edited = {name for _, _, some in units for repair in some if repair.kind in _CELLS for name in repair.columns}
        read = {*task.features, *([task.target] if task.discrete else [])}
        for name in sorted(edited & editor.places.keys() & read):
            trial.read(read_cells(name, editor.grid.cells(editor.places[name], trial.rows)))
        return trial

    def _make(self, together: Sequence[Asked], tried: int) -> None:
        """Make edits; undo them where they lower performance beyond chance, and neither a leak nor the like goes with them."""
        saved = self.editor.save()
        for number, issue, repairs in together:
            for repair in repairs:
                self.editor.apply(number, issue, repair, self.tallies[issue.id])
        done = [issue for _, issue, _ in together if self.tallies[issue.id].changed]
        effect = self._effect(saved, len(done)) if done else None
        if effect is None:
            return
        effect = replace(effect, margin=effect.half * bonferroni(tried) / Z95)
        self.effects |= {issue.id: effect for issue in done}
        if effect.lowers and not self.asked and not all(repair.removes for _, _, some in together for repair in some):
            self.editor.restore(saved)
            for issue in done:
                self.tallies[issue.id] = Tally(left=[_HARMFUL.format(says=effect.says)])
        elif self.trial is not None:
            self.trial.keep()

    def _effect(self, saved: Saved, together: int) -> Effect | None:
        """Return what the edits since `saved` do to models of the user's rows; None where that cannot be tried."""
        trial, editor = self.trial, self.editor
        if trial is None:
            return None
        made, touched = editor.edits[saved.edits :], np.zeros(editor.grid.height, dtype=np.bool_)
        changed = {edit.place for edit in made if edit.kind in ("cells", "converted")}
        for edit in made:
            if edit.kind == "cells":
                touched[edit.rows] = True
        touched = touched[trial.rows]
        gone = editor.gone_rows[trial.rows] >= 0
        change = Change(
            columns={
                name: read_cells(name, editor.grid.cells(place, trial.rows))
                for name, place in editor.places.items()
                if place in changed
            },
            dropped=frozenset(editor.gone_columns.keys() - saved.gone_columns.keys()),
            gone=gone if (gone & (saved.gone_rows[trial.rows] < 0)).any() else None,
            touched=touched if touched.any() else None,
        )
        return trial.tried(change, together) if trial.reads(change) else None

    def _removed(self) -> Any:
        rows = np.flatnonzero(self.editor.gone_rows >= 0).astype(np.int64)
        issues = [self.issues[k] for k in self.editor.gone_rows[rows].tolist()]
        marks: dict[str, list[Any]] = {
            MARKS[0]: rows.tolist(),
            MARKS[1]: [issue.id for issue in issues],
            MARKS[2]: [issue.title for issue in issues],
        }
        return self.editor.grid.marked(rows, marks)

    def _step(self, issue: Issue, cause: str, refused: str) -> FixOutcome:
        tally = self.tallies[issue.id]
        kinds = tuple(dict.fromkeys(repair.kind for repair in issue.repairs))
        edit = "converted" if "convert-column" in kinds else "dropped"
        counts = ((tally.cells, "cell", "changed"), (tally.columns, "column", edit), (tally.rows, "row", "removed"))
        done = [f"{count:,} {noun if count == 1 else noun + 's'} {what}" for count, noun, what in counts if count]
        if not kinds:
            did = "only a person can fix it"
        elif refused:
            gone = [self.editor.gone_columns.get(name) for repair in issue.repairs for name in repair.columns]
            did = f"{', '.join(issue.columns)} went with {gone[0]}" if gone and None not in gone else refused
        elif set(kinds) == {"in-pipeline"}:
            did = "belongs in the pipeline, not in the data: see the snippet"
        else:
            did = "; ".join(done + tally.left) or "nothing was left to change"
        effect = self.effects.get(issue.id)
        if effect is not None and done:
            removes = dict.fromkeys(repair.removes for repair in issue.repairs if repair.removes) if effect.lowers else {}
            did += f"; measured: {effect.says}" + "".join(f"; that is intended: it removes {what}" for what in removes)
        return FixOutcome(
            issue=issue.id, cause=cause, check=issue.check, applied=bool(done), did=did, kinds=kinds, safe=safe(issue),
            rows=tally.rows, columns=tally.columns, cells=tally.cells, effect=effect,
        )  # fmt: skip


def _of_kinds(issue: Issue, kinds: Sequence[str]) -> list[Repair]:
    return [repair for repair in issue.repairs if repair.kind in kinds]


def _together(units: list[Asked]) -> list[list[Asked]]:
    """Return the edits that are tried at once: each alone, or where they are many those of one check that follow each other."""
    groups: dict[tuple[str, str, int], list[Asked]] = {}
    for number, issue, repairs in units:
        alone = number if len(units) <= _ALONE else -1
        groups.setdefault((repairs[0].kind, issue.check, alone), []).append((number, issue, repairs))
    return list(groups.values())
