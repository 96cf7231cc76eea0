"""Dummy texts that somebody typed to get past a form: a held key, keys in a row, a test word, a number from films."""

from __future__ import annotations

from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile

_HELD = "|".join(f"{key}{{4,}}" for key in "abcdefghijklmnopqrstuvwxyz0123456789")

_FEW_CHARACTERS = 4


class EntryParameters(CheckParameters):
    """Which texts are dummy entries."""

    unchosen: tuple[str, ...]
    """What a list shows before anything is chosen, in lower case."""
    typed: tuple[str, ...]
    """What is typed to get past a field, in lower case; each may be an answer, and counts only if it is unusually frequent."""
    patterns: tuple[str, ...]
    """Regular expressions for whole cells in lower case that never answer a question."""
    longest: Annotated[int, Field(ge=1)]
    """Length of a cell, in bytes, up to which it is searched."""
    least_distinct: Annotated[int, Field(ge=1)]
    """Distinct texts that a column needs; fewer are a list, in which each entry is an answer."""
    most_distinct: Annotated[float, Field(ge=0, le=1)]
    """Share of the distinct texts that may be dummy entries; if there are more, they are what the column is about."""
    long: Annotated[int, Field(ge=4)]
    """Repetitions of one character that need no further evidence."""
    often: Annotated[float, Field(gt=0)]
    """Rows that a typed or repeated text needs, as a multiple of the mean rows of a text."""


def made_up(column: ColumnProfile, cells: pl.Series, limits: EntryParameters) -> dict[str, int]:
    """Return the distinct dummy entries of a column, the most frequent first, each with its rows.

    Parameters
    ----------
    column : ColumnProfile
        A column of texts.
    cells : polars.Series
        All its cells.
    limits : EntryParameters
        Which texts count.

    Returns
    -------
    dict of str to int
        What a list shows before anything is chosen counts in any column. All others count only in a column with many distinct
        texts of which they are a small part: in a list of ratings "AAAA" is an answer. A word that may be an answer ("xXx" is a
        film) must be more frequent than other texts, and one repeated character must be frequent or long; where all cells are
        written with four characters at most ("mmfm", "ACGT"), it is what such cells look like by chance.
    """
    short = cells.filter(cells.str.len_bytes() <= limits.longest)
    folded = short.str.strip_chars().str.to_lowercase()
    unchosen = folded.is_in(list(limits.unchosen))
    many = column.distinct >= limits.least_distinct
    pattern = "|".join(f"(?:{one})" for one in limits.patterns)
    known, held, typed = (
        (folded.str.contains(f"^(?:{pattern})$"), folded.str.contains(f"^(?:{_HELD})$"), folded.is_in(list(limits.typed)))
        if many
        else (unchosen, unchosen, unchosen)
    )
    if held.any() and folded.str.split("").explode().n_unique() <= _FEW_CHARACTERS:
        held = held & False
    frame = pl.DataFrame({"cell": short, "unchosen": unchosen, "known": known, "maybe": held | typed, "held": held})
    counted = frame.filter(pl.any_horizontal("unchosen", "known", "maybe")).group_by(pl.all()).len()
    often = (pl.col("len") >= limits.often * column.present / max(1, column.distinct)) & (pl.col("len") >= 2)
    long = pl.col("held") & (pl.col("cell").str.strip_chars().str.len_chars() >= limits.long)
    counted = counted.filter(pl.col("unchosen") | pl.col("known") | long | (pl.col("maybe") & often))
    if counted.filter(~pl.col("unchosen")).height > max(2.0, limits.most_distinct * column.distinct):
        counted = counted.filter("unchosen")
    counted = counted.sort(["len", "cell"], descending=[True, False])
    return dict(zip(counted.get_column("cell").to_list(), counted.get_column("len").to_list(), strict=True))
