"""Numbers with a mark behind them that points to a note: ``1,204*``, ``12.5†``, ``48.1 [2]``, ``7.4 p``."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dataqa.sources.messages import listed
from dataqa.sources.units import known_unit

_SIGN, _LETTER = r"[*†‡§]{1,3}|[¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉ]{1,2}|\[[0-9a-z]{1,2}\]", r"[a-z]{1,2}"
_MARKED = rf"^(?P<number>[+\-−]?[0-9](?:[0-9.,]*[0-9])?)\s*(?P<mark>{_SIGN}|{_LETTER})$"
_BARE = r"^[+\-−]?[0-9](?:[0-9.,]*[0-9])?$"
_IS_SIGN = rf"^(?:{_SIGN})$"
_FOOTNOTE = "footnote "
_SHARE, _HALF, _PLAIN, _FLAGS, _MOST = 0.9, 0.5, 0.7, 2, 8
"""Cells that are numbers, marked or not; with decimals, and without a mark, where letters are marks; letters; different marks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Footnotes:
    """Texts without their marks, which cells had one, how many had which, and a note."""

    texts: pl.Series
    marked: pl.Series
    ways: dict[str, int]
    note: str


def without_footnotes(texts: pl.Series) -> Footnotes | None:
    """Take the marks of footnotes from numbers.

    Signs are marks wherever they stand behind numbers; letters only behind decimals, most of which have none, and two of them at
    least that are no units: so statistical offices flag what is provisional, estimated, or breaks the series.

    Parameters
    ----------
    texts : polars.Series
        Stripped texts, null where a cell is missing.
    """
    parts = texts.str.extract_groups(_MARKED).struct.unnest()
    marks = parts.get_column("mark")
    marked = marks.is_not_null()
    there, plain = texts.count(), int(texts.str.contains(_BARE).sum())
    if not marked.any() or plain + marked.sum() < _SHARE * there:
        return None
    counts = marks.drop_nulls().alias("mark").value_counts(name="rows").sort(["rows", "mark"], descending=[True, False])
    letters = counts.get_column("mark").filter(~counts.get_column("mark").str.contains(_IS_SIGN)).to_list()
    unknown = [letter for letter in letters if known_unit(letter) is None]
    decimals = parts.get_column("number").fill_null(texts).str.contains(r"[.,][0-9]{1,2}$").sum()
    # 12a is a house and 5 m a length
    doubtful = letters and (len(unknown) < _FLAGS or plain < _PLAIN * there or decimals < _HALF * there)
    if doubtful or counts.height > _MOST:
        return None
    return Footnotes(
        texts=parts.get_column("number").fill_null(texts).alias(texts.name),
        marked=marked,
        ways={"": plain} | {f"{_FOOTNOTE}{mark}": rows for mark, rows in counts.iter_rows()},
        note=f"{listed(counts.get_column('mark').to_list())} behind numbers read as marks of footnotes",
    )


def is_footnote(way: str) -> bool:
    """Return whether a way to write numbers is a mark of a footnote, and no unit."""
    return way.startswith(_FOOTNOTE)
