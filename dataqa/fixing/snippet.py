"""The same edits as code for a pipeline of the user's own."""

from __future__ import annotations

import ast
import inspect
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np

from dataqa.arrays import Positions
from dataqa.fixing import putting
from dataqa.fixing.conversions import conversion
from dataqa.fixing.literals import comment, literal
from dataqa.model import Issue, no_positions

_LISTED = 20
"""Rows and cells beyond so many stand below the code that uses them."""
_MADE_UP = re.compile(r"\(unnamed \d+\)|.* \(\d+\)", re.DOTALL)
"""Names that reading a file may have made; pandas makes other ones."""
_HELPERS = (
    putting.put, putting.change, putting.blanked, putting.as_held, putting.with_room, putting.whole_numbers, putting.fitting,
    putting.as_text,
)  # fmt: skip
_HEAD = '''\
"""The edits of dataqa as Python.

``fix(df)`` returns a fixed copy of a pandas or Polars frame, and ``transformer()`` a step of a scikit-learn pipeline.
"""

from typing import Any

import numpy as np
import pandas as pd


def fix(df, *, audited=True):
    """Return a fixed copy of the audited frame; of other rows (audited=False) with those edits alone that read every row alike."""
    if not isinstance(df, pd.DataFrame):
        return through_pandas(df, lambda frame: fix(frame, audited=audited))
'''
_TRANSFORMER = '''

def transformer():
    """Return a step of a scikit-learn pipeline for the features of any rows: the edits that read every row alike."""
    from sklearn.preprocessing import FunctionTransformer

    return FunctionTransformer(fix, kw_args={"audited": False})
'''
_PIPELINE = '''\
def pipeline(df):
    """Return what belongs in the pipeline and not in the data, by name: ``df`` holds the training rows, fixed."""
'''


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One edit that was made, in the order in which they were.

    Attributes
    ----------
    issue : Issue
        Which asked for it.
    kind : {"cells", "converted", "column", "rows"}
        Cells changed, a column converted or dropped, rows removed.
    place : int
        The column's.
    rows : ndarray of int64
        Whose cells were changed, or which were removed.
    before, after : list
        The cells: of these rows; of a conversion all different ones.
    dtype : str
        That a column was converted to, as pandas calls it.
    by_value : bool
        True where the column holds the old cells nowhere else; of removed rows: where they are all later copies.
    beyond : tuple of float or None
        True of all cells, and only those, below the first or above the second.
    """

    issue: Issue
    kind: Literal["cells", "converted", "column", "rows"]
    place: int = -1
    rows: Positions = field(default_factory=no_positions)
    before: list[Any] = field(default_factory=list)
    after: list[Any] = field(default_factory=list)
    dtype: str = ""
    by_value: bool = False
    beyond: tuple[float, float] | None = None


def snippet(
    issues: Sequence[Issue],
    edits: Sequence[Edit],
    names: Sequence[Any],
    *,
    places: Mapping[str, int],
    rows: int,
    file: bool,
    target: str | None = None,
) -> str:
    """Return Python that needs pandas: ``fix(df)`` makes the edits, ``pipeline(df)`` gives what is to be learned from rows.

    Whatever comes from the data stands in it as a literal or in a comment. What names rows by place is for the audited
    rows only.

    Parameters
    ----------
    issues : sequence of Issue
        Those whose edits were asked for.
    edits : sequence of Edit
        What was changed.
    names : sequence of object
        Of the columns, as they came.
    places : mapping of str to int
        Where each column of an issue stands.
    rows : int
        How many were audited.
    file : bool
        True where the data is a file, which pandas may read in other types and with other names.
    target : str or None
        The column to be predicted: other rows may not have it.
    """
    return _Writer(names, places, rows, file, -1 if target is None else places.get(target, -1)).module(issues, edits)


class _Writer:
    def __init__(self, names: Sequence[Any], places: Mapping[str, int], rows: int, file: bool, target: int) -> None:
        self.names, self.places, self.rows, self.file, self.target = names, places, rows, file, target
        self.below: list[str] = []
        self.dropped: frozenset[int] = frozenset()

    def module(self, issues: Sequence[Issue], edits: Sequence[Edit]) -> str:
        body = self._edits(edits)
        self.dropped = frozenset(edit.place for edit in edits if edit.kind == "column")
        if any(line.startswith("if audited:") for line in body):
            body = [
                f"if audited and len(df) != {self.rows}:",
                f'    raise ValueError(f"these edits fit the {self.rows} rows that were audited, and here are {{len(df)}}")',
                *body,
            ]
        text = _HEAD + _indented(["df = df.copy()", *body, "return df"])
        text += _TRANSFORMER + self._pipeline(issues, {edit.issue.id for edit in edits})
        text += f"\n\n{inspect.getsource(putting.through_pandas)}"
        if any(call in line for line in body for call in ("put(", "change(")):
            text += "".join(f"\n\n{inspect.getsource(helper)}" for helper in _HELPERS)
        if self.below:
            text += "\n\n" + "\n".join(self.below)
        return text.replace("\n\nimport numpy", "\n\nimport decimal\n\nimport numpy", 1) if "decimal.Decimal(" in text else text

    def _edits(self, edits: Sequence[Edit]) -> list[str]:
        removed = [edit for edit in edits if edit.kind == "rows"]
        # rows are told before anything changes, and dropped when all else is done: until then each stands at its place
        lines = ["gone = []", *(line for edit in removed for line in self._removal(edit))] if removed else []
        for edit in edits:
            made = self._conversion(edit) if edit.kind == "converted" else []
            made += self._cells(edit) if edit.kind == "cells" and len(edit.rows) else []
            if made:
                if edit.place == self.target and made[0] != "if audited:":  # production rows have no target
                    made = ["if audited:", *(f"    {line}" for line in made)]
                lines += [comment(edit.issue.title), *made]
        lines += self._drops([edit for edit in edits if edit.kind == "column"])
        if removed:
            lines += ["if audited:", "    df = df.iloc[np.delete(np.arange(len(df)), gone)]"]
        return lines

    def _removal(self, edit: Edit) -> list[str]:
        which = "np.flatnonzero(df.duplicated()).tolist()" if edit.by_value else self._rows(edit.rows)
        return [comment(edit.issue.title), "if audited:", f"    gone += {which}"]

    def _drops(self, dropped: Sequence[Edit]) -> list[str]:
        if not dropped:
            return []
        lines = [comment(edit.issue.title) for edit in dropped]
        names = [self._name(edit.place) for edit in dropped]
        if None not in names:
            missing = 'errors="raise" if audited else "ignore"'  # a leak is not there yet in production
            return [*lines, f"df = df.drop(columns=[{', '.join(map(str, names))}], {missing})"]
        return [*lines, f"df = df.iloc[:, np.delete(np.arange(df.shape[1]), {[edit.place for edit in dropped]})]"]

    def _cells(self, edit: Edit) -> list[str]:
        column = self._column(edit.place)
        old, new = [literal(cell) for cell in edit.before], [literal(cell) for cell in edit.after]
        if edit.beyond is not None and set(new) == {"None"}:
            least, most = map(literal, edit.beyond)
            return [
                f'numbers = pd.to_numeric({column}, errors="coerce")',
                self._set(edit.place, f"put({column}, np.flatnonzero((numbers < {least}) | (numbers > {most})), None)"),
            ]
        if None in new:
            return ["# these cells are objects that no code is known to make: they are left as they are"]
        if edit.by_value and None not in old:
            pairs: dict[Any, Any] = dict(zip(old, new, strict=True))
            pairs |= _as_numbers(edit.before, edit.after)
            return [self._set(edit.place, f"change({column}, {self._map(pairs)})")]
        cells = str(new[0]) if len(set(new)) == 1 else self._list([str(cell) for cell in new])
        return ["if audited:", "    " + self._set(edit.place, f"put({column}, {self._rows(edit.rows)}, {cells})")]

    def _conversion(self, edit: Edit) -> list[str]:
        column = self._column(edit.place)
        code = conversion(column, edit.dtype, edit.before, edit.after)
        if code is None:
            old, new = [literal(cell) for cell in edit.before], [literal(cell) for cell in edit.after]
            if None in old or None in new:
                return ["# these cells are objects that no code is known to make: they are left as they are"]
            pairs = {str(a): str(b) for a, b in zip(old, new, strict=True) if b != "None"}
            code = f"{column}.map({self._map(pairs)})"
        return [self._set(edit.place, f"{code}.astype({edit.dtype!r})")]

    def _name(self, place: int) -> str | None:
        """Return the literal of a name that means this column and no other; None where only its place does."""
        name = self.names[place]
        # tuples may mean a path, and True is 1
        if type(name) not in (str, int) or sum(bool(other is name or other == name) for other in self.names) != 1:
            return None
        return None if self.file and _MADE_UP.fullmatch(str(name)) else literal(name)

    def _column(self, place: int) -> str:
        name = self._name(place)
        return f"df.iloc[:, {place}]" if name is None else f"df[{name}]"

    def _set(self, place: int, value: str) -> str:
        name = self._name(place)
        return f"df.isetitem({place}, {value})" if name is None else f"df[{name}] = {value}"

    def _rows(self, rows: Iterable[int]) -> str:
        listed = [str(int(row)) for row in rows]
        if len(listed) <= _LISTED:
            return f"[{', '.join(listed)}]"
        numbers = "\n".join(" ".join(listed[start : start + _LISTED]) for start in range(0, len(listed), _LISTED))
        return self._below("ROWS", f'[int(row) for row in """\n{numbers}\n""".split()]')

    def _list(self, cells: Sequence[str]) -> str:
        return (
            f"[{', '.join(cells)}]" if len(cells) <= _LISTED else self._below("CELLS", "[\n    " + ",\n    ".join(cells) + ",\n]")
        )

    def _map(self, pairs: Mapping[Any, Any]) -> str:
        listed = [f"{old}: {new}" for old, new in pairs.items()]
        short = len(listed) <= _LISTED
        return f"{{{', '.join(listed)}}}" if short else self._below("VALUES", "{\n    " + ",\n    ".join(listed) + ",\n}")

    def _below(self, what: str, value: str) -> str:
        name = f"{what}_{len(self.below) + 1}"
        self.below.append(f"{name} = {value}")
        return name

    def _pipeline(self, issues: Sequence[Issue], edited: set[str]) -> str:
        lines: list[str] = []
        steps: dict[str, list[Issue]] = {}
        for issue in issues:
            for code in dict.fromkeys(repair.code for repair in issue.repairs if repair.kind == "in-pipeline"):
                steps.setdefault(code, []).append(issue)
        for code, alike in steps.items():
            lines += [comment(issue.title) for issue in alike]
            columns = [name for issue in alike for repair in issue.repairs for name in self._left(repair.columns)]
            if not columns and "{columns}" in code:
                del lines[len(lines) - len(alike) :]
                continue
            lines += _code(code.replace("{columns}", self._named(dict.fromkeys(columns))))
        for issue in issues:
            if issue.id not in edited and (split := self._split(issue)):
                lines += [comment(issue.title), *split]
        if not lines:
            return ""
        made = _assigned("\n".join(lines))
        return f"\n\n{_PIPELINE}" + _indented([*lines, "return {" + ", ".join(f"{name!r}: {name}" for name in made) + "}"])

    def _left(self, columns: Sequence[str]) -> list[str]:
        """Return the columns that the fixed frame still has."""
        return [name for name in columns if self.places.get(name) not in self.dropped]

    def _named(self, columns: Iterable[str]) -> str:
        """Return code for the names of columns."""
        parts = []
        for column in columns:
            place = self.places.get(column)
            name = literal(column) if place is None else self._name(place)
            # in the fixed frame columns stand further left, by as many as were dropped before them
            moved = 0 if place is None else place - sum(gone < place for gone in self.dropped)
            parts.append(f"df.columns[{moved}]" if name is None else name)
        return f"[{', '.join(parts)}]"

    def _split(self, issue: Issue) -> list[str]:
        kinds = {
            repair.kind: f"df[{self._named(repair.columns[:1])}[0]]" for repair in issue.repairs if self._left(repair.columns[:1])
        }
        if "split-by-group" in kinds:
            return [
                "from sklearn.model_selection import GroupShuffleSplit",
                "splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)",
                f"train, test = next(splitter.split(df, groups={kinds['split-by-group']}))",
            ]
        if "split-by-time" in kinds:
            return [
                f"order, cut = np.argsort({kinds['split-by-time']}, kind='stable'), int(len(df) * 0.8)",
                "train, test = order[:cut], order[cut:]",
            ]
        return []


def _indented(lines: Iterable[str]) -> str:
    return "".join(f"    {line}\n" if line else "\n" for line in lines)


def _code(text: str) -> list[str]:
    """Return the code of a rule; as comments where it is none by itself."""
    lines = text.rstrip().splitlines()
    try:
        ast.parse(text)
    except (SyntaxError, ValueError):
        return [f"# {line}" for line in lines]
    return lines


def _assigned(text: str) -> list[str]:
    """Return the names that lines of code assign to, in their order."""
    targets = [target for node in ast.parse(text).body if isinstance(node, ast.Assign) for target in node.targets]
    nodes = [node for target in targets for node in ast.walk(target)]
    return list(dict.fromkeys(node.id for node in nodes if isinstance(node, ast.Name)))


def _as_numbers(before: Sequence[Any], after: Sequence[Any]) -> dict[str, str]:
    """Return the edits of texts that are numbers once more, as numbers: cells of a file are texts here, and none to pandas."""
    twins = {}
    for old, new in zip(before, after, strict=True):
        if isinstance(old, str) and (new is None or isinstance(new, str)):
            read, meant = _number(old), "None" if new is None else _number(new)
            if read and meant:
                twins[read] = meant
    return twins


def _number(text: str) -> str:
    if re.fullmatch(r"[+-]?(0|[1-9][0-9]{0,14})", text.strip()):
        return str(int(text))
    return repr(float(text)) if re.fullmatch(r"[+-]?[0-9]{1,14}\.[0-9]{1,14}", text.strip()) else ""


def different(cells: Sequence[Any]) -> Positions:
    """Return the place of the first of each different cell; of all, where they cannot be compared."""
    try:
        first: dict[Any, int] = {}
        for place, cell in enumerate(cells):
            first.setdefault((type(cell), cell), place)
    except TypeError:
        return np.arange(len(cells), dtype=np.int64)
    return np.array(list(first.values()), dtype=np.int64)
