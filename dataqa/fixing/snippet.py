"""The same edits as code for a pipeline of the user's own."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dataqa.model import Issue

if TYPE_CHECKING:
    from dataqa.fixing.apply import Lines

_LISTED = 20


def snippet(
    issues: Sequence[Issue], lines: Lines, names: Mapping[str, Any], seen: Mapping[str, tuple[list[Any], list[Any]]]
) -> str:
    """Return Python that makes the edits on a pandas frame ``df``; rows and cells by place where nothing else tells them.

    Parameters
    ----------
    issues : sequence of Issue
        Those whose edits were asked for.
    lines : Lines
        What was changed.
    names : mapping of str to object
        How each column is called in the data.
    seen : mapping of str to tuple of list
        Some cells of each converted column, before and after.
    """
    cells: dict[tuple[str, Any], list[int]] = defaultdict(list)
    columns: dict[str, list[Any]] = defaultdict(list)
    rows: dict[str, list[int]] = defaultdict(list)
    converted: dict[str, list[tuple[Any, str]]] = defaultdict(list)
    for k, action in enumerate(lines.action):
        owner, column, position = lines.issue[k], lines.column[k], lines.position[k]
        if action == "cell changed":
            cells[owner, column].append(k)
        elif action == "column dropped":
            columns[owner].append(column)
        elif action == "column converted":
            converted[owner].append((column, lines.after[k]))
        elif position is not None:
            rows[owner].append(position)
    # rows are told before anything changes, and dropped when all else is done: until then each stands at its place
    gone = [issue for issue in issues if rows[issue.id]]
    parts = ["\n".join(_rows(gone, rows))] if gone else []
    for issue in issues:
        for column, dtype in converted[issue.id]:
            parts.append(_told(issue, [_conversion(column, dtype, seen[str(column)])]))
        for (owner, column), places in cells.items():
            if owner == issue.id:
                parts.append(_told(issue, _cells(issue, column, places, lines)))
    dropped = [column for issue in issues for column in columns[issue.id]]
    if dropped:
        why = ", ".join(issue.id for issue in issues if columns[issue.id])
        parts.append(f"# {_line(why)}\ndf = df.drop(columns={dropped!r})")
    if gone:
        parts.append("df = df.drop(index=df.index[gone]) if df.index.is_unique else df[~np.isin(np.arange(len(df)), gone)]")
    parts += [_told(issue, _pipeline(issue, names)) for issue in issues if any(r.kind == "in-pipeline" for r in issue.repairs)]
    parts += [_told(issue, code) for issue in issues if (code := _split(issue, names))]
    return "import numpy as np\nimport pandas as pd\n\n" + "\n\n".join(parts) + "\n" if parts else ""


def _told(issue: Issue, code: Sequence[str]) -> str:
    return "\n".join([f"# {_line(issue.title)}", *code])


def _line(text: str) -> str:
    """Return a text as one line, so that nothing in the data ends a comment."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())


_READINGS = (
    'pd.to_numeric({cells}, errors="coerce")',
    'pd.to_numeric({cells}.astype(str).str.replace(",", "").str.extract(r"([+-]?[0-9.]+)")[0], errors="coerce")',
    'pd.to_numeric({cells}.astype(str).str.replace(".", "").str.replace(",", ".")'
    '.str.extract(r"([+-]?[0-9.]+)")[0], errors="coerce")',
)


def _conversion(column: Any, dtype: str, seen: tuple[list[Any], list[Any]]) -> str:
    cells = f"df[{column!r}]"
    if dtype.startswith("Datetime"):
        return f'{cells} = pd.to_datetime({cells}, errors="coerce", format="mixed")'
    if dtype == "Boolean":
        return f'{cells} = {cells}.map({dict(_distinct(seen))!r}).astype("boolean")'
    code = next((one for one, read in zip(_READINGS, _read(seen[0]), strict=True) if _alike(read, seen[1])), None)
    if code is None:
        return f"{cells} = fixed.data[{column!r}]  # no short code reads these cells alike"
    return f"{cells} = {code.format(cells=cells)}"


def _read(cells: list[Any]) -> list[list[float]]:
    """Return cells as each of the readings has them."""
    import pandas as pd

    texts = pd.Series(cells, dtype=object)
    shown = texts.astype(str)
    number = r"([+-]?[0-9.]+)"
    ways = [
        texts,
        shown.str.replace(",", "").str.extract(number)[0],
        shown.str.replace(".", "").str.replace(",", ".").str.extract(number)[0],
    ]
    return [pd.to_numeric(way, errors="coerce").astype(float).tolist() for way in ways]


def _alike(read: list[float], cells: list[Any]) -> bool:
    wanted = [math.nan if cell is None else float(cell) for cell in cells]
    return all(a == b or (a != a and b != b) for a, b in zip(read, wanted, strict=True))


def _distinct(seen: tuple[list[Any], list[Any]]) -> list[tuple[Any, Any]]:
    return [(old, new) for old, new in dict(zip(*seen, strict=True)).items() if new is not None]


def _cells(issue: Issue, column: Any, places: Sequence[int], lines: Lines) -> list[str]:
    before, after = [lines.before[k] for k in places], [lines.after[k] for k in places]
    what = f"df[{column!r}]"
    pairs = {_plain(old): _plain(new) for old, new in zip(before, after, strict=True)}
    steady = all(_plain(new) == pairs[_plain(old)] for old, new in zip(before, after, strict=True))
    if steady and len(pairs) <= _LISTED and issue.check not in _BY_PLACE:
        pairs |= _as_numbers(before, after)
        made = "{" + ", ".join(f"{old}: {new}" for old, new in pairs.items()) + "}"
        return [f"{what} = {what}.replace({made})"]
    if issue.check == "outliers" and {"least", "most"} <= issue.details.keys():
        low, high = issue.details["least"], issue.details["most"]
        return [f"{what} = {what}.where({what}.between({low!r}, {high!r}))"]
    positions = [lines.position[k] for k in places]
    if len(places) > _LISTED:
        return [
            f"cells = fixed.log.query(\"issue == {issue.id!r} and action == 'cell changed'\")".replace("\\'", "'"),
            f"df.iloc[cells.position.astype(int), df.columns.get_loc({column!r})] = cells.after.to_numpy()",
        ]
    if len(set(map(_plain, after))) == 1:
        return [f"df.iloc[{positions!r}, df.columns.get_loc({column!r})] = {_plain(after[0])}"]
    return [f"df.iloc[{positions!r}, df.columns.get_loc({column!r})] = [{', '.join(map(_plain, after))}]"]


def _as_numbers(before: Sequence[Any], after: Sequence[Any]) -> dict[str, str]:
    """Return the edits of texts that are numbers once more, as numbers: cells of a file are texts here, and none to pandas."""
    twins = {}
    for old, new in zip(before, after, strict=True):
        if isinstance(old, str) and (new is None or isinstance(new, str)):
            read, meant = _number(old), "np.nan" if new is None else _number(new)
            if read and meant:
                twins[read] = meant
    return twins


def _number(text: str) -> str:
    if re.fullmatch(r"[+-]?(0|[1-9]\d{0,14})", text.strip()):
        return str(int(text))
    return repr(float(text)) if re.fullmatch(r"[+-]?\d{1,14}\.\d{1,14}", text.strip()) else ""


_BY_PLACE = frozenset({"suspect-labels", "near-copies", "broken-dependencies", "wrong-units", "sign-flips", "swapped-columns"})
"""Checks whose cells are wrong because of the row that they stand in: the same value is right elsewhere."""


def _plain(value: Any) -> str:
    if value is None:
        return "np.nan"
    if hasattr(value, "isoformat"):
        return f"pd.Timestamp({value.isoformat()!r})"
    return repr(value.item() if hasattr(value, "item") else value)


def _rows(issues: Sequence[Issue], rows: Mapping[str, list[int]]) -> list[str]:
    lines = ["gone = []"]
    for issue in issues:
        places = sorted(rows[issue.id])
        lines.append(f"# {_line(issue.title)}")
        if issue.check == "exact-duplicates":
            lines.append("gone += np.flatnonzero(df.duplicated()).tolist()")
        elif len(places) <= 5 * _LISTED:
            lines.append(f"gone += {places!r}")
        else:
            lines.append(f"gone += fixed.removed.query({f'dataqa_issue == {issue.id!r}'!r}).dataqa_position.tolist()")
    return lines


def _pipeline(issue: Issue, names: Mapping[str, Any]) -> list[str]:
    columns = [names.get(name, name) for repair in issue.repairs for name in repair.columns]
    code = next(repair.code for repair in issue.repairs if repair.kind == "in-pipeline")
    return code.replace("{columns}", repr(columns)).rstrip().splitlines()


def _split(issue: Issue, names: Mapping[str, Any]) -> list[str]:
    kinds = {repair.kind: names.get(repair.columns[0], repair.columns[0]) for repair in issue.repairs if repair.columns}
    if "split-by-group" in kinds:
        return [
            "from sklearn.model_selection import GroupShuffleSplit",
            "splitter = GroupShuffleSplit(n_splits=1, test_size=0.2, random_state=0)",
            f"train, test = next(splitter.split(df, groups=df[{kinds['split-by-group']!r}]))",
        ]
    if "split-by-time" in kinds:
        time = kinds["split-by-time"]
        return [f"df = df.sort_values({time!r})", "cut = int(len(df) * 0.8)", "train, test = df.iloc[:cut], df.iloc[cut:]"]
    return []
