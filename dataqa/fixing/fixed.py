"""The result of fixing: the new data, and what was changed."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from os import PathLike
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dataqa.fixing.removal import Extent
from dataqa.performance import Effect

if TYPE_CHECKING:
    import pandas as pd

    from dataqa.fixing.files import Form
    from dataqa.record import Record


_FORMULA = ("=", "+", "-", "@", "\t", "\r")  # OWASP, CSV injection
_NUMBER = re.compile(r"[+-]?[0-9.,]+(?:[eE][+-]?[0-9]+)?")
_CLASSES = 5  # shown of the classes of a target


def _change(before: int, after: int) -> str:
    return f"{before:,}" if before == after else f"{before:,} → {after:,}"


def _inert(log: pd.DataFrame) -> pd.DataFrame:
    """Return the log for a spreadsheet, which would run a text that begins as a formula does: such a text gets an apostrophe."""
    texts = {name: log[name].map(_as_text, na_action="ignore") for name in log.columns if log[name].dtype == object}
    return log.assign(**texts)


def _as_text(cell: Any) -> Any:
    if not isinstance(cell, str) or not cell.startswith(_FORMULA) or _NUMBER.fullmatch(cell):
        return cell
    return "'" + cell


@dataclass(frozen=True, slots=True, kw_only=True)
class FixOutcome:
    """What became of one issue: every issue has exactly one, those merged into another's cause too.

    Attributes
    ----------
    issue, check : str
        Which.
    cause : str
        Id of the entry of `Audit.issues` that it is part of.
    applied : bool
        True where something was changed.
    did : str
        What was done, or why nothing was.
    kinds : tuple of str
        The kinds of its edits; empty where it has none.
    safe : bool
        True where all of its edits have one defensible answer.
    rows, columns, cells : int
        How many were removed or changed.
    effect : Effect or None
        What its edit does to quick models of the user's rows; None where none was made, models read nothing of what it changes, or
        it leaves too few rows untouched to judge it on.
    """

    issue: str
    cause: str
    check: str
    applied: bool
    did: str
    kinds: tuple[str, ...] = ()
    safe: bool = False
    rows: int = 0
    columns: int = 0
    cells: int = 0
    effect: Effect | None = None


@dataclass(frozen=True, kw_only=True)
class Fixed:
    """Data after its edits, and what they were.

    Attributes
    ----------
    data : frame
        Of the kind that came in; of a file the cells as they are written in it.
    removed : frame
        The rows that were removed, as they came, behind their position, issue and reason.
    log : pandas.DataFrame
        One line a row removed, a column dropped or converted, a cell changed: issue, check, action, position, label, column,
        before, after, reason, and what was measured of the issue's edit.
    steps : tuple of FixOutcome
        What became of each issue, worst first.
    snippet : str
        Python that needs pandas: ``fix(df)`` makes the same edits in a copy of a pandas or Polars frame, ``fix(df, audited=False)``
        those that fit other rows, too; ``transformer()`` is the latter as a step of scikit-learn; ``pipeline(df)`` holds what
        belongs in a pipeline and not into the data.
    before, after : Extent
        Rows, columns, and rows of each class, before and after the edits.
    original : frame
        The data as it came.
    record : Record
        The audit, with what each edit does.
    """

    data: Any
    removed: Any
    log: pd.DataFrame
    steps: tuple[FixOutcome, ...]
    snippet: str
    form: Form = field(repr=False)
    before: Extent
    after: Extent
    original: Any = field(repr=False)
    record: Record = field(repr=False)

    def undo(self) -> Any:
        """Return the data as it came, which no edit has changed; of a file the cells as they are written in it."""
        return self.original

    def to_html(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the page of `Audit.to_html`, of the data before it was fixed, with what was fixed and what each edit does."""
        from dataqa.render.atomic_files import written
        from dataqa.render.html import to_html

        return written(to_html(self.record, mask=mask), path, [file.path for file in self.record.dataset.files])

    def write(self, path: str | PathLike[str], *, over: bool = False) -> None:
        """Write the data to a file, whole or not at all.

        Parameters
        ----------
        path : str or path
            Where to; its suffix says how: CSV, TSV, JSON Lines, Parquet or Arrow.
        over : bool
            Allow it to take the place of the file that was fixed.
        """
        from dataqa.fixing.files import write

        write(self.data, path, self.form, over=over)

    def write_all(
        self, path: str | PathLike[str], *, log: Path | None = None, removed: Path | None = None, snippet: Path | None = None,
        html: Path | None = None, over: bool = False,
    ) -> list[Path]:  # fmt: skip
        """Write the data, and what is asked for of the log (as CSV), removed rows, snippet and page; return what was written."""
        from dataqa.fixing.files import writable, write
        from dataqa.render.atomic_files import refuse_input, write_whole

        writable(Path(path).expanduser(), self.form.path, over=over)
        for other in (log, removed, snippet, html):
            if other is not None:
                refuse_input(other, () if self.form.path is None else [str(self.form.path)])
        self.write(path, over=over)
        written = [Path(path)]
        if log is not None:
            write_whole(log, _inert(self.log).to_csv(index=False))
            written.append(log)
        if removed is not None:
            write(self.removed, removed, self.form, over=False)
            written.append(removed)
        if snippet is not None:
            write_whole(snippet, self.snippet)
            written.append(snippet)
        if html is not None:
            self.to_html(html)
            written.append(html)
        return written

    def summary(self) -> str:
        """Return rows, columns and classes before and after, then one line for each entry of `Audit.issues` that has an edit."""
        lines = []
        for cause, steps in self._causes().items():
            done = [step for step in steps if step.applied]
            did = dict.fromkeys(step.did for step in done or steps if step.kinds)
            if did:
                lines.append(f"{'done' if done else 'left'}  {cause}: {'; '.join(did)}")
        return "\n".join([*self._sizes(), *lines]) if lines else "no issue has an edit"

    def _sizes(self) -> list[str]:
        from dataqa.render.words import visible

        sizes = [f"rows {_change(self.before.rows, self.after.rows)}, columns {_change(self.before.columns, self.after.columns)}"]
        if self.before.rows != self.after.rows and self.before.classes:
            most = list(self.before.classes)[:_CLASSES]
            classes = [f"{visible(name, 30)} {_change(self.before.classes[name], self.after.classes[name])}" for name in most]
            more = len(self.before.classes) - len(most)
            sizes.append("rows by class: " + ", ".join([*classes, *([f"{more} more classes"] if more else [])]))
        return sizes

    def _causes(self) -> dict[str, list[FixOutcome]]:
        found: dict[str, list[FixOutcome]] = {}
        for step in self.steps:
            found.setdefault(step.cause, []).append(step)
        return found

    def __repr__(self) -> str:
        causes = self._causes()
        done = sum(any(step.applied for step in steps) for steps in causes.values())
        return f"Fixed: {done} of {len(causes)} issues, {len(self.log):,} changes\n{self.summary()}"
