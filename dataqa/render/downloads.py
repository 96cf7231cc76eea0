"""Rows of an issue as a CSV file inside the page: a link that works without a network and without JavaScript."""

from __future__ import annotations

import base64
import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from dataqa.model import Issue
from dataqa.render import words
from dataqa.render.masking import Masker

CHARACTERS = 8_000
"""Of one file at most: the page is to stay small."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Download:
    """One file: what the link says, the file's name, and a ``data:`` address of letters and digits alone."""

    says: str
    name: str
    address: str


def download(issue: Issue, masker: Masker) -> Download | None:
    """Return an issue's rows as a file, None where none are kept.

    Parameters
    ----------
    issue : Issue
        Whose rows.
    masker : Masker
        Hides personal data.

    Returns
    -------
    Download or None
        CSV (RFC 4180, UTF-8 with a byte-order mark, which spreadsheets ask for): the row's position from 0, its label, how sure it
        is meant, the cells, what is suggested. No cell can start a formula (OWASP, CSV injection). As many rows as fit, the worst
        first.
    """
    given = issue.examples
    if given is None or issue.rows is None or not given.cells:
        return None
    sure = {} if issue.rows.scores is None else dict(zip(issue.rows.positions.tolist(), issue.rows.scores.tolist(), strict=True))
    heads = ["row (from 0)", *([given.label] if given.labels is not None else []), *(["sure"] if sure else []), *given.columns]
    heads += ["suggested"] if given.suggested is not None else []
    text, rows = io.StringIO(), 0
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(map(inert, heads))
    for i, cells in enumerate(given.cells):
        row = [str(given.positions[i])]
        row += [] if given.labels is None else [str(masker.label(given.labels[i]))]
        row += [f"{score:.3g}" if (score := sure.get(given.positions[i])) is not None else ""] if sure else []
        row += [masker.cell(name, cell) or "" for name, cell in zip(given.columns, cells, strict=True)]
        row += [] if given.suggested is None else [_suggested(issue, given.suggested[i], masker)]
        before = text.tell()
        writer.writerow(map(inert, row))
        if text.tell() > CHARACTERS and rows:
            text.truncate(before)
            break
        rows += 1
    packed = base64.b64encode(("\ufeff" + text.getvalue()).encode("utf-8", "replace")).decode()
    many = max(issue.rows.count, rows)
    says = f"{rows:,} of {many:,} rows as CSV" if rows < many else f"{words.count(rows, 'row')} as CSV"
    return Download(says=says, name=_file(issue), address=f"data:text/csv;charset=utf-8;base64,{packed}")


def inert(cell: str) -> str:
    """Return a cell that no spreadsheet takes for a formula: one that begins like it gets an apostrophe, a mere number does not."""
    if cell.startswith(_FORMULA) and not _NUMBER.fullmatch(cell):
        return "'" + cell
    return cell


def _suggested(issue: Issue, value: str | None, masker: Masker) -> str:
    if value is None:
        return ""
    return (masker.cell(issue.columns[0], value) or "") if issue.columns else value


def _file(issue: Issue) -> str:
    parts: Sequence[str] = [issue.check, *issue.columns[:1]]
    return re.sub(r"[^\w-]+", "_", "-".join(parts), flags=re.ASCII).strip("_")[:80] + ".csv"
