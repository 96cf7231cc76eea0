"""A copy of the data under edit: cells, columns and rows, every change logged, and all of it undone where an edit is not kept."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Array, Bools, Ints, Positions
from dataqa.checks.leakage._parts import training_part
from dataqa.fixing.files import Opened
from dataqa.fixing.grid import in_pandas
from dataqa.fixing.log_lines import LogLines
from dataqa.fixing.putting import as_text
from dataqa.fixing.removal import Allowance
from dataqa.fixing.resplit import by_group, by_time
from dataqa.fixing.snippet import Edit, different
from dataqa.model import Issue, Repair, no_positions
from dataqa.task import Task


@dataclass(slots=True)
class Tally:
    """What one issue changed, and why some of it was left."""

    rows: int = 0
    columns: int = 0
    cells: int = 0
    left: list[str] = field(default_factory=list)

    @property
    def changed(self) -> bool:
        """True where anything was changed."""
        return bool(self.rows or self.columns or self.cells)


@dataclass(frozen=True, slots=True, kw_only=True)
class Saved:
    """What an editor holds at one moment."""

    changed: dict[int, Any]
    gone_columns: dict[str, str]
    gone_rows: Ints
    touched: dict[str, Bools]
    held_out: Bools
    edits: int
    lines: int


class Editor:
    """Makes edits in a copy of the data.

    Parameters
    ----------
    task : Task
        Names the target and the split, which are never dropped.
    source : Opened
        The data.
    allowance : Allowance
        How many rows may go.
    """

    def __init__(self, task: Task, source: Opened, allowance: Allowance) -> None:
        self.allowance = allowance
        self.task, self.grid, self.table, self.places = task, source.grid, source.table, source.places
        self.lines = LogLines()
        self.gone_columns: dict[str, str] = {}
        self.gone_rows: Ints = np.full(self.grid.height, -1, dtype=np.int64)  # the issue's number
        self.touched: dict[str, Bools] = {}
        self.edits: list[Edit] = []
        self.spelled: dict[str, dict[str, str]] = {}
        split = task.first("split")
        parts = None if split is None else self.table.frame.get_column(split)
        empty = parts is None or parts.null_count() == len(parts)
        self.held_out = np.zeros(self.grid.height, dtype=np.bool_) if parts is None or empty else _held_out(parts)

    def settle(self, repairs: Iterable[Repair]) -> None:
        """Collect all edits that replace a text wherever it occurs: what one writes, another does not change again."""
        for repair in repairs:
            if repair.kind != "replace-cells" or not repair.everywhere or repair.rows is None or repair.cells is None:
                continue
            for name in repair.columns:
                known, column = self.spelled.setdefault(name, {}), self.table.frame.get_column(name)
                if column.dtype != pl.String:
                    continue
                for old, new in dict(zip(column.gather(repair.rows).to_list(), repair.cells.tolist(), strict=True)).items():
                    # of two edits that contradict each other the first holds
                    if isinstance(old, str) and isinstance(new, str) and old not in known and self._spelled(name, new) != old:
                        known[old] = new

    def _spelled(self, name: str, cell: Any) -> Any:
        """Return what a new text of a column becomes by all edits together."""
        known = self.spelled.get(name, {})
        while isinstance(cell, str) and cell in known:
            cell = known[cell]
        return cell

    def apply(self, number: int, issue: Issue, repair: Repair, tally: Tally) -> None:
        """Make one edit of an issue: what another edit has settled is left, and the tally says why."""
        if repair.kind == "drop-rows":
            self._drop_rows(number, issue, repair, tally)
            return
        if repair.kind in ("split-by-group", "split-by-time"):
            self._split(issue, repair, tally)
            return
        if repair.kind == "drop-columns" and not self.task.left_of(self.places, (*self.gone_columns, *repair.columns)):
            tally.left.append("no feature would be left")
            return
        for name in repair.columns:
            if name not in self.places:
                tally.left.append(f"{name} is the index and no column")
            elif name in self.gone_columns:
                tally.left.append(f"{name} went with {self.gone_columns[name]}")
            elif repair.kind == "drop-columns":
                self._drop_column(issue, name, tally)
            elif self.table.source(name).turns is not None:
                tally.left.append(f"{name} holds conversations, whose turns are not edited here")
            elif repair.kind == "convert-column":
                self._convert(issue, name, repair, tally)
            else:
                self._cells(issue, name, repair, tally)

    def save(self) -> Saved:
        """Return what there is now, to be given to `restore`."""
        return Saved(
            changed=dict(self.grid.changed), gone_columns=dict(self.gone_columns), gone_rows=self.gone_rows.copy(),
            touched=dict(self.touched), held_out=self.held_out.copy(), edits=len(self.edits), lines=len(self.lines),
        )  # fmt: skip

    def restore(self, saved: Saved) -> None:
        """Undo all edits made since `saved`."""
        self.grid.changed, self.gone_columns, self.gone_rows = dict(saved.changed), dict(saved.gone_columns), saved.gone_rows
        self.touched, self.held_out = dict(saved.touched), saved.held_out
        del self.edits[saved.edits :]
        self.lines.cut(saved.lines)

    def _drop_column(self, issue: Issue, name: str, tally: Tally) -> None:
        if name in (self.task.target, self.task.first("split")):
            tally.left.append(f"{name} is the {self.task.columns[name].role}")
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
        self.touched[name] = np.zeros(self.grid.height, dtype=np.bool_)
        tally.columns += 1
        self.lines.add(issue, "column converted", [None], [None], self._as_came(name), [before], [str(cells.dtype)])

    def _cells(self, issue: Issue, name: str, repair: Repair, tally: Tally) -> None:
        if repair.rows is None:
            tally.left.append("no rows are named")
            return
        wanted = np.asarray(repair.rows, dtype=np.int64)
        touched = self.touched[name].copy() if name in self.touched else np.zeros(self.grid.height, dtype=np.bool_)
        self.touched[name] = touched
        ok = ~touched[wanted]
        if not ok.all():
            tally.left.append(f"{int((~ok).sum()):,} cells were changed before")
        protected = self.held_out[wanted] & ((not repair.everywhere) | (name == self.task.target))
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
            [self._spelled(name, _plain(cell)) for cell in cells.tolist()],
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
        converted = any(edit.kind == "converted" and edit.place == place for edit in self.edits)
        as_read = source.parsed is not None and not converted
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
        split = self.task.first("split")
        if split is None or split not in self.places:
            tally.left.append("there is no column of parts: split by it in the pipeline")
            return
        make = by_group if repair.kind == "split-by-group" else by_time
        parts = make(self.table.frame, split, repair.columns[0])
        rows = np.flatnonzero((parts != self.table.frame.get_column(split)).fill_null(False).to_numpy()).astype(np.int64)
        self.held_out = np.zeros(self.grid.height, dtype=np.bool_)
        self._cells(issue, split, Repair(kind="replace-cells", rows=rows, cells=parts.gather(rows).to_numpy()), tally)
        self.held_out = _held_out(parts)

    def _as_came(self, name: str) -> Any:
        return self.grid.names[self.places[name]]


def _held_out(parts: pl.Series) -> Bools:
    return (parts.is_not_null() & (parts != training_part(parts)).fill_null(False)).to_numpy()


def _written(value: Any, format: str | None) -> str | None:
    """Return a value as the column's text has it: dates in its format."""
    return value.strftime(format) if format and isinstance(value, datetime) else as_text(value)


def _plain(cell: Any) -> Any:
    """Return a cell as Python has it, None where it is missing."""
    cell = cell.item() if isinstance(cell, np.generic) else cell
    return None if cell is None or cell != cell else cell


def _equal(old: Any, new: Any) -> bool:
    try:
        return bool(old is new or (type(old) is type(new) and old == new) or (old == new and not isinstance(old, str)))
    except (TypeError, ValueError):
        return False
