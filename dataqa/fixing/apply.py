"""The edits that issues ask for, made in order: cells, then columns, then rows."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

import numpy as np
import polars as pl

from dataqa.arrays import Array, Bools, Ints, Positions
from dataqa.checks.leakage._parts import training_part
from dataqa.engine.local import LocalEngine
from dataqa.errors import CallError, nearest
from dataqa.fixing import ALLOWED_REMOVAL
from dataqa.fixing.files import Opened, opened
from dataqa.fixing.fixed import Fixed, FixOutcome
from dataqa.fixing.grid import in_pandas
from dataqa.fixing.log_lines import Lines
from dataqa.fixing.putting import as_text
from dataqa.fixing.removal import Allowance
from dataqa.fixing.resplit import by_group, by_time
from dataqa.fixing.snippet import Edit, different, snippet
from dataqa.model import Issue, Repair, no_positions
from dataqa.record import Record

Apply = Literal["safe", "all"] | str | Iterable[str]
_PHASES = (("blank-cells", "replace-cells", "convert-column", "split-by-group", "split-by-time"), ("drop-columns",), ("drop-rows",))
MARKS = ("dataqa_position", "dataqa_issue", "dataqa_reason")


@dataclass(slots=True)
class Tally:
    """What one issue changed, and why some of it was left."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    left: list[str] = field(default_factory=list)


def fix(record: Record, data: Any, apply: Apply = "safe", allow_removal: float = ALLOWED_REMOVAL) -> Fixed:
    """Make the edits of an audit's issues in a copy of the data; see `Audit.fix`."""
    chosen = _chosen(record, apply)
    source = opened(data, record.dataset.encoding, record.dataset.query)
    _same(record, source)
    allowance = Allowance(source.table.frame, record.task, allow_removal)
    return _Fixer(record, source, allowance).run(chosen)


def _chosen(record: Record, apply: Apply) -> dict[str, str]:
    """Return for each issue why its edit is not to be made, empty where it is."""
    known = {issue.id: issue for issue in record.every_issue}
    causes = {cause.id: [issue.id for issue in cause.every] for cause in record.issues}
    if isinstance(apply, str) and apply in ("safe", "all"):
        return {name: _refused(one, apply) for name, one in known.items()}
    wanted = [apply] if isinstance(apply, str) else list(apply)
    for name in wanted:
        if name not in known and name not in causes:
            raise CallError(
                f"There is no issue {name!r}: apply= takes 'safe', 'all' or ids of issues.{nearest(str(name), {**known, **causes})}"
            )
    asked = {issue for name in wanted for issue in causes.get(name, [name])}
    return {name: "" if name in asked else "not asked for" for name in known}


def _refused(issue: Issue, apply: str) -> str:
    if any(repair.by_name for repair in issue.repairs):
        return "left: it may be right as it is; to change it, pass the issue's id as apply"
    return (
        ""
        if apply == "all" or _safe(issue)
        else "left: there is more than one reasonable fix; to make this one, pass the issue's id or 'all' as apply"
    )


def _safe(issue: Issue) -> bool:
    return bool(issue.repairs) and all(repair.safe for repair in issue.repairs)


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
    def __init__(self, record: Record, source: Opened, allowance: Allowance) -> None:
        self.allowance = allowance
        self.record, self.grid, self.table, self.places = record, source.grid, source.table, source.places
        self.issues = record.every_issue
        self.form = source.form
        self.lines = Lines()
        self.gone_columns: dict[str, str] = {}
        self.gone_rows: Ints = np.full(self.grid.height, -1, dtype=np.int64)  # the issue's number
        self.touched: dict[str, Bools] = {}
        self.converted: set[str] = set()
        self.edits: list[Edit] = []
        self.held_out = self._held_out()

    def _held_out(self) -> Bools:
        split = self.record.task.first("split")
        parts = None if split is None else self.table.frame.get_column(split)
        if parts is None or parts.null_count() == len(parts):
            return np.zeros(self.grid.height, dtype=np.bool_)
        return _held_out(parts)

    def run(self, chosen: dict[str, str]) -> Fixed:
        tallies = {issue.id: Tally() for issue in self.issues}
        wanted = [(number, issue) for number, issue in enumerate(self.issues) if not chosen[issue.id]]
        for kinds in _PHASES:
            for number, issue in wanted:
                for repair in issue.repairs:
                    if repair.kind in kinds:
                        self._apply(number, issue, repair, tallies[issue.id])
        every = [(cause.id, issue) for cause in self.record.issues for issue in cause.every]
        steps = tuple(_step(issue, cause, chosen[issue.id], tallies[issue.id]) for cause, issue in every)
        kept = [place for name, place in self.places.items() if name not in self.gone_columns]
        done = [issue for _, issue in wanted]
        return Fixed(
            data=self.grid.taken(kept, np.flatnonzero(self.gone_rows < 0).astype(np.int64)),
            removed=self._removed(),
            log=self.lines.table(),
            steps=steps,
            snippet=snippet(
                done, self.edits, self.grid.names, places=self.places, rows=self.grid.height, file=self.form.path is not None
            ),
            form=self.form,
            before=self.allowance.extent(len(self.grid.names), np.zeros(self.grid.height, dtype=np.bool_)),
            after=self.allowance.extent(len(kept), self.gone_rows >= 0),
            original=self.grid.frame,
        )

    def _apply(self, number: int, issue: Issue, repair: Repair, tally: Tally) -> None:
        if repair.kind == "drop-rows":
            self._drop_rows(number, issue, repair, tally)
            return
        if repair.kind in ("split-by-group", "split-by-time"):
            self._split(issue, repair, tally)
            return
        task = self.record.task
        if repair.kind == "drop-columns" and not task.left_of(self.places, (*self.gone_columns, *repair.columns)):
            tally.left.append("no feature would be left")
            return
        for name in repair.columns:
            if name not in self.places:
                tally.left.append(f"{name} is the index and no column")
            elif repair.kind == "drop-columns":
                self._drop_column(issue, name, tally)
            elif self.table.source(name).turns is not None:
                tally.left.append(f"{name} holds conversations, whose turns are not edited here")
            elif repair.kind == "convert-column":
                self._convert(issue, name, repair, tally)
            else:
                self._cells(issue, name, repair, tally)

    def _drop_column(self, issue: Issue, name: str, tally: Tally) -> None:
        task = self.record.task
        if name in (task.target, task.first("split")):
            tally.left.append(f"{name} is the {task.columns[name].role}")
        elif name in self.gone_columns:
            tally.left.append(f"{name} went with {self.gone_columns[name]}")
        else:
            self.gone_columns[name] = issue.id
            tally.columns += 1
            self.edits.append(Edit(issue=issue, kind="column", place=self.places[name]))
            self.lines.add(issue, "column dropped", [None], [None], self._as_came(name), [None], [None])

    def _convert(self, issue: Issue, name: str, repair: Repair, tally: Tally) -> None:
        cells = self.table.frame.get_column(name)
        if repair.cells is not None:
            cells = pl.Series(name, repair.cells)
        if name in self.touched:
            tally.left.append(f"cells of {name} were changed already")
            return
        place = self.places[name]
        before = str(getattr(self.grid.column(place), "dtype", None) or self.grid.column(place).type)
        every = np.arange(self.grid.height, dtype=np.int64)
        old = self.grid.cells(place, every)
        self.grid.convert(place, cells)
        some = different(old)
        new = self.grid.cells(place, some)
        self.edits.append(
            Edit(issue=issue, kind="converted", place=place, before=[old[k] for k in some], after=new, dtype=in_pandas(cells))
        )
        self.converted.add(name)
        self.touched[name] = np.zeros(self.grid.height, dtype=np.bool_)
        tally.columns += 1
        self.lines.add(issue, "column converted", [None], [None], self._as_came(name), [before], [str(cells.dtype)])

    def _cells(self, issue: Issue, name: str, repair: Repair, tally: Tally) -> None:
        if repair.rows is None:
            tally.left.append("no rows are named")
            return
        wanted = np.asarray(repair.rows, dtype=np.int64)
        touched = self.touched.setdefault(name, np.zeros(self.grid.height, dtype=np.bool_))
        ok = ~touched[wanted]
        if not ok.all():
            tally.left.append(f"{int((~ok).sum()):,} cells were changed before")
        protected = self.held_out[wanted] & ((not repair.everywhere) | (name == self.record.task.target))
        if protected.any():
            tally.left.append(f"{int(protected.sum()):,} cells stand in held-out rows")
        ok &= ~protected
        rows, place = wanted[ok], self.places[name]
        before = self.grid.cells(place, rows)
        bounds, outside = self._outside(issue, place)
        if repair.kind == "blank-cells" or repair.cells is None:
            self.grid.copy(place, rows, np.full(len(rows), -1, dtype=np.int64))
        else:
            left = self._put(name, place, rows, np.asarray(repair.cells, dtype=object)[ok], touched)
            tally.left += [f"{left:,} cells of {name}: no row writes such a value with its unit and marks"] * bool(left)
        after = self.grid.cells(place, rows)
        touched[rows] = True
        changed = [k for k, (old, new) in enumerate(zip(before, after, strict=True)) if not _equal(old, new)]
        tally.cells += len(changed)
        some, old, new = rows[changed], [before[k] for k in changed], [after[k] for k in changed]
        self.edits.append(
            Edit(
                issue=issue,
                kind="cells",
                place=place,
                rows=some,
                before=old,
                after=new,
                by_value=repair.everywhere and self._by_value(place, old, new),
                beyond=bounds if np.array_equal(np.sort(some), outside) else None,
            )
        )
        self.lines.add(issue, "cell changed", some.tolist(), self.grid.labels(some), self._as_came(name), old, new)

    def _by_value(self, place: int, old: list[Any], new: list[Any]) -> bool:
        """Return whether cells that were changed say by their old value alone what they became: it stands nowhere else."""
        kinds = [old[k] for k in different(old)]
        if None in kinds or len(different(list(zip(old, new, strict=True)))) != len(kinds):
            return False
        try:
            again = not set(kinds).isdisjoint(new)
        except TypeError:  # lists, dicts
            return False
        return not again and self.grid.holding(place, kinds) == 0

    def _outside(self, issue: Issue, place: int) -> tuple[tuple[float, float] | None, Positions]:
        """Return the bounds that an issue names, if any, and the rows whose numbers stand beyond them."""
        if issue.check != "outliers" or not {"least", "most"} <= issue.details.keys():
            return None, no_positions()
        import pandas as pd

        cells = pd.Series(self.grid.cells(place, np.arange(self.grid.height, dtype=np.int64)), dtype=object)
        numbers, bounds = pd.to_numeric(cells, errors="coerce"), (issue.details["least"], issue.details["most"])
        return bounds, np.flatnonzero((numbers < bounds[0]) | (numbers > bounds[1])).astype(np.int64)

    def _put(self, name: str, place: int, rows: Positions, cells: Array, touched: Bools) -> int:
        """Put values, each as another row of the column writes it where one does; return how many could not be written."""
        column, values = (
            self.table.frame.get_column(name),
            [None if cell is None or cell != cell else cell for cell in cells.tolist()],
        )
        if column.dtype.is_numeric() and self.table.source(name).parsed is None:
            self.grid.put(place, rows, values)
            return 0
        usable = pl.DataFrame({"value": column, "row": np.arange(len(column)), "free": ~touched}).filter(pl.col("free"))
        usable = usable.filter(~pl.col("row").is_in(rows.tolist())).unique("value", keep="first", maintain_order=True)
        first = dict(usable.select("value", "row").drop_nulls().iter_rows())
        sources = np.array([-1 if value is None else first.get(value, -2) for value in values], dtype=np.int64)
        self.grid.copy(place, rows[sources != -2], sources[sources != -2])
        new, source = np.flatnonzero(sources == -2), self.table.source(name)
        as_read = source.parsed is not None and name not in self.converted
        if not len(new) or (as_read and source.texts is not None):
            return len(new)
        self.grid.put(place, rows[new], [_written(values[k], source.format) if as_read else values[k] for k in new.tolist()])
        return 0

    def _drop_rows(self, number: int, issue: Issue, repair: Repair, tally: Tally) -> None:
        if repair.rows is None or not len(repair.rows):
            tally.left.append("no rows are named")
            return
        wanted = np.asarray(repair.rows, dtype=np.int64)
        held = self.held_out[wanted]
        if held.any():
            tally.left.append(f"{int(held.sum()):,} are held-out rows")
        gone = self.gone_rows[wanted] >= 0
        if (gone & ~held).any():
            tally.left.append(f"{int((gone & ~held).sum()):,} rows went with another issue")
        rows = wanted[~held & ~gone]
        if (self.gone_rows < 0).sum() <= len(rows):
            tally.left.append("no row would be left")
            return
        after = self.gone_rows >= 0
        after[rows] = True
        if refused := self.allowance.refused(self.gone_rows >= 0, after):
            tally.left.append(f"left: {refused}")
            return
        self.gone_rows[rows] = number
        copies = self.grid.copies() if issue.check == "exact-duplicates" else None
        alike = copies is not None and np.array_equal(copies, np.sort(rows))
        self.edits.append(Edit(issue=issue, kind="rows", rows=np.sort(rows), by_value=alike))
        tally.rows += len(rows)
        nothing = [None] * len(rows)
        self.lines.add(issue, "row removed", rows.tolist(), self.grid.labels(rows), None, nothing, nothing)

    def _split(self, issue: Issue, repair: Repair, tally: Tally) -> None:
        split = self.record.task.first("split")
        if split is None or split not in self.places:
            tally.left.append("there is no column of parts: split by it in the pipeline")
            return
        make = by_group if repair.kind == "split-by-group" else by_time
        parts = make(self.table.frame, split, repair.columns[0])
        rows = np.flatnonzero((parts != self.table.frame.get_column(split)).fill_null(False).to_numpy()).astype(np.int64)
        self.held_out[:] = False
        self._cells(issue, split, Repair(kind="replace-cells", rows=rows, cells=parts.gather(rows).to_numpy()), tally)
        self.held_out = _held_out(parts)

    def _as_came(self, name: str) -> Any:
        return self.grid.names[self.places[name]]

    def _removed(self) -> Any:
        rows = np.flatnonzero(self.gone_rows >= 0).astype(np.int64)
        issues = [self.issues[k] for k in self.gone_rows[rows].tolist()]
        marks: dict[str, list[Any]] = {
            MARKS[0]: rows.tolist(),
            MARKS[1]: [issue.id for issue in issues],
            MARKS[2]: [issue.title for issue in issues],
        }
        return self.grid.marked(rows, marks)


def _held_out(parts: pl.Series) -> Bools:
    return (parts.is_not_null() & (parts != training_part(parts)).fill_null(False)).to_numpy()


def _written(value: Any, format: str | None) -> str | None:
    """Return a value as the column's text has it: dates in its format."""
    return value.strftime(format) if format and isinstance(value, datetime) else as_text(value)


def _equal(old: Any, new: Any) -> bool:
    try:
        return bool(old is new or (type(old) is type(new) and old == new) or (old == new and not isinstance(old, str)))
    except (TypeError, ValueError):
        return False


def _step(issue: Issue, cause: str, refused: str, tally: Tally) -> FixOutcome:
    kinds = tuple(dict.fromkeys(repair.kind for repair in issue.repairs))
    edit = "converted" if "convert-column" in kinds else "dropped"
    counts = ((tally.cells, "cell", "changed"), (tally.columns, "column", edit), (tally.rows, "row", "removed"))
    done = [f"{count:,} {noun if count == 1 else noun + 's'} {what}" for count, noun, what in counts if count]
    if not kinds:
        did = "only a person can fix it"
    elif refused:
        did = refused
    elif set(kinds) == {"in-pipeline"}:
        did = "belongs in the pipeline, not in the data: see the snippet"
    else:
        did = "; ".join(done + tally.left) or "nothing was left to change"
    return FixOutcome(
        issue=issue.id, cause=cause, check=issue.check, applied=bool(done), did=did, kinds=kinds, safe=_safe(issue),
        rows=tally.rows, columns=tally.columns, cells=tally.cells,
    )  # fmt: skip
