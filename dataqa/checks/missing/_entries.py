"""Texts that somebody typed to get past a form: one key held down, keys in a row, a word for a trial, a number from a film."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import polars as pl

from dataqa.profile.column import ColumnProfile

_HELD = "|".join(f"{key}{{4,}}" for key in "abcdefghijklmnopqrstuvwxyz0123456789")


def made_up(column: ColumnProfile, cells: pl.Series, limits: Mapping[str, Any]) -> dict[str, int]:
    """Return the different cells of a column that are no answers, the most frequent first, each with its rows.

    Parameters
    ----------
    column : ColumnProfile
        A column of texts.
    cells : polars.Series
        All its cells.
    limits : mapping
        The parameters of `form-defaults`.

    Returns
    -------
    dict of str to int
        What a list shows before anything is chosen counts anywhere. All else counts only where the texts are many, of which these
        are few: in a list of ratings "AAAA" is one of them. A word that may be an answer ("xXx" is a film) must be more frequent
        than the others are, and one character repeated must be so or be long.
    """
    short = cells.filter(cells.str.len_bytes() <= int(limits["longest"]))
    folded = short.str.strip_chars().str.to_lowercase()
    unchosen = folded.is_in(list(limits["unchosen"]))
    many = column.distinct >= limits["least_distinct"]
    pattern = "|".join(f"(?:{one})" for one in limits["patterns"])
    known, held, typed = (
        (folded.str.contains(f"^(?:{pattern})$"), folded.str.contains(f"^(?:{_HELD})$"), folded.is_in(list(limits["typed"])))
        if many
        else (unchosen, unchosen, unchosen)
    )
    frame = pl.DataFrame({"cell": short, "unchosen": unchosen, "known": known, "maybe": held | typed, "held": held})
    counted = frame.filter(pl.any_horizontal("unchosen", "known", "maybe")).group_by(pl.all()).len()
    often = (pl.col("len") >= limits["often"] * column.present / max(1, column.distinct)) & (pl.col("len") >= 2)
    long = pl.col("held") & (pl.col("cell").str.strip_chars().str.len_chars() >= limits["long"])
    counted = counted.filter(pl.col("unchosen") | pl.col("known") | long | (pl.col("maybe") & often))
    if counted.filter(~pl.col("unchosen")).height > max(2.0, limits["most_distinct"] * column.distinct):
        counted = counted.filter("unchosen")
    counted = counted.sort(["len", "cell"], descending=[True, False])
    return dict(zip(counted.get_column("cell").to_list(), counted.get_column("len").to_list(), strict=True))
