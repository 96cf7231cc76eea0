"""The format of a column of codes, learnt from its own cells: which shapes there are, and what each part of them may be."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from dataqa.model import Phrase
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

_TOKENS = re.compile(r"[0-9]+|[^\W\d_]+|\s+|.", re.DOTALL)
_CORE_SHAPES = 8
_ALPHABETS = {
    "hexadecimal digits": "0-9a-f", "hexadecimal digits ": "0-9A-F", "digits and capital letters": "0-9A-Z",
    "digits and small letters": "0-9a-z", "digits and letters": "0-9A-Za-z", "digits, letters, - and _": "0-9A-Za-z_-",
}  # fmt: skip


class FormatSizes(CheckParameters):
    """How many cells make a format, and how few break it."""

    rows: int
    """Cells; fewer teach no format."""
    share: float
    """Share of the cells that have the format, at least."""
    bound: float
    """The lower end of that share's interval (Wilson 1927), at least: a few cells teach a format only if all of them have it."""
    shape_share: float
    """Share of the cells that have one shape of the format, at least."""
    shape_values: int
    """Different values of one shape, at least."""
    values: int
    """Different values of all shapes, at least."""
    alike: float
    """Share of the cells with one length, or one word, at a place, from which all others are wrong."""
    padded: float
    """The same where numbers are filled with leading zeros."""
    closed: int
    """Different words at one place; more is open text."""
    own_rows: int
    """Rows of one value, from which it is meant."""
    own_share: float
    """The same as a share of the rows that a value usually has."""
    remark_share: float
    """Share of rows with words among numbers, in a column whose values hardly repeat."""
    far_share: float
    """Share of the cells from which another shape, of several values, is another format."""
    near_share: float
    """The same where it differs by one character or by separators only."""
    mark_letters: int
    """Digits and letters of codes that may be written with other separators, at least."""
    most_odd: float
    """Share of the cells outside of the most frequent shapes; more is no format."""
    most_broken: float
    """Share of the cells that break the format; more are no errors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CellFormat:
    """How the cells of a column are written.

    Attributes
    ----------
    pattern : str
        A regular expression that a whole cell of this format matches.
    kind : {"", "known", "keys"}
        Learnt as shapes, one of the rule's, or keys of some alphabet.
    words : tuple of str
        The format in words, or its most frequent shapes: 9 a digit, A and a a letter.
    shapes : tuple of str
        Its coarse shapes; empty where the format is a known one.
    fine : tuple of str
        Its commonest shapes to the character.
    """

    pattern: str
    words: tuple[str, ...]
    kind: Literal["", "known", "keys"] = ""
    shapes: tuple[str, ...] = ()
    fine: tuple[str, ...] = ()


def coarse(cells: pl.Expr) -> pl.Expr:
    """Return the shape of texts: each run of digits as 9, of letters as a, of white space as one blank."""
    return cells.str.replace_all(r"\p{L}[\p{L}\p{M}]*", "a").str.replace_all(r"[0-9]+", "9").str.replace_all(r"\s+", " ")


def fine(cells: pl.Expr) -> pl.Expr:
    """Return the shape of texts to the character."""
    return cells.str.replace_all(r"\p{L}", "a").str.replace_all("[0-9]", "9").str.replace_all(r"\s", " ")


def _enough(rows: int, of: int, sizes: FormatSizes) -> bool:
    return rows >= sizes.share * of and wilson(rows, of)[0] >= sizes.bound


def known_format(cells: pl.Series, formats: Mapping[str, str], sizes: FormatSizes) -> CellFormat | None:
    """Return the known format that nearly all of some cells have, or None."""
    few = cells.head(200)
    for words, pattern in formats.items():
        whole = f"^(?:{pattern})$"
        if few.str.contains(whole).sum() >= 0.8 * len(few) and _enough(int(cells.str.contains(whole).sum()), len(cells), sizes):
            return CellFormat(pattern=whole, words=(Phrase(words),), kind="known")
    return None


def learnt_format(cells: pl.Series, sizes: FormatSizes) -> CellFormat | None:
    """Learn the format of some cells, or None where they are names, prose, or of too many shapes.

    A column is a mixture of few shapes (Song & He 2021, Auto-Validate, SIGMOD): those of some share of the cells and of several
    different values each. Digits and letters of one length in nearly all cells are of that length only where it cannot be that of
    mere numbers: they begin with zeros, or with nearly any digit.

    Parameters
    ----------
    cells : polars.Series
        Stripped texts.
    sizes : FormatSizes
        How many cells make a format.
    """
    counted = cells.alias("cell").value_counts(name="rows")
    counted = counted.with_columns(coarse(pl.col("cell")).alias("shape"))
    shapes = counted.group_by("shape").agg(pl.col("rows").sum(), pl.len().alias("values"))
    core = shapes.filter(
        (pl.col("rows") >= sizes.shape_share * len(cells))
        & (pl.col("values") >= sizes.shape_values)
        & (pl.col("shape").str.len_chars() <= 40)
    ).sort(["rows", "shape"], descending=[True, False])
    if not 1 <= core.height <= _CORE_SHAPES or not _enough(int(core["rows"].sum()), len(cells), sizes):
        return None
    if core["values"].sum() < sizes.values:
        return None
    patterns, words = [], []
    for shape in core["shape"].to_list():
        members = counted.filter(pl.col("shape") == shape).sort("cell")
        parts = _parts(members["cell"].to_list(), members["rows"].to_list(), sizes)
        if parts is None or not ("9" in shape or shape == "a"):
            return None
        patterns.append("".join(pattern for pattern, _ in parts))
        words.append("".join(word for _, word in parts))
    kept = counted.filter(pl.col("shape").is_in(core["shape"].to_list())).with_columns(fine(pl.col("cell")).alias("fine"))
    common = kept.group_by("fine").agg(pl.col("rows").sum()).sort(["rows", "fine"], descending=[True, False])
    common = common.filter(pl.col("rows") >= sizes.shape_share * len(cells)).head(40)
    return CellFormat(
        pattern=f"^(?:{'|'.join(patterns)})$",
        words=tuple(dict.fromkeys(words[:3])),
        shapes=tuple(core["shape"].to_list()),
        fine=tuple(common["fine"].to_list()),
    )


def other_marks(
    counted: pl.DataFrame, broken: pl.Series, form: CellFormat, sizes: FormatSizes
) -> tuple[pl.DataFrame, str, tuple[str, ...]]:
    """Return the cells that have the digits and letters of the commonest shape between other marks, and both shapes.

    Parameters
    ----------
    counted : polars.DataFrame
        ``cell``, ``text`` (the same stripped) and ``rows`` of all different cells.
    broken : polars.Series
        Cells that are told to be broken.
    form : CellFormat
        Of the column; only where it was learnt there is anything to compare.
    sizes : FormatSizes
        How many cells make a format.
    """
    if len(form.shapes) < 2:
        return counted.clear(), "", ()
    good = counted.filter(~pl.col("cell").is_in(broken.to_list())).with_columns(
        coarse(pl.col("text")).alias("shape"), fine(pl.col("text").str.slice(0, 100)).alias("fine")
    )
    good = good.with_columns(pl.col("fine").str.replace_all("[^9a]", "").alias("bare"))
    each = good.group_by("shape", "bare").agg(pl.col("rows").sum(), pl.len().alias("values"))
    each = (
        each.with_columns((pl.col("rows") / pl.col("rows").sum().over("shape")).alias("part"))
        .filter(
            (pl.col("part") >= sizes.share)  # of one length only: else parts of numbers could be shared out in another way
            & (pl.col("values") >= sizes.shape_values)
            & (pl.col("bare").str.len_chars() >= sizes.mark_letters)
        )
        .sort(["rows", "shape"], descending=[True, False])
    )
    if not each.height:
        return counted.clear(), "", ()
    usual, bare = each["shape"][0], each["bare"][0]
    same = each.filter(pl.col("bare") == bare)["shape"].to_list()
    others = good.filter(pl.col("shape").is_in(same[1:]) & (pl.col("bare") == bare))
    shapes = good.filter(pl.col("shape").is_in(same) & (pl.col("bare") == bare)).group_by("shape").agg(pl.col("fine").first())
    shown = dict(shapes.iter_rows())
    return others, shown[usual], tuple(shown[shape] for shape in same[1:4])


def mixed_format(cells: pl.Series, sizes: FormatSizes) -> CellFormat | None:
    """Return the format of keys in which digits and letters stand anywhere, all of one length; or None."""
    lengths = cells.str.len_chars().alias("length").value_counts(name="rows").sort(["rows", "length"], descending=[True, False])
    length, rows = lengths.row(0)
    both = cells.str.contains("[0-9]") & cells.str.contains("[A-Za-z]")
    if length < 6 or rows < sizes.alike * len(cells) or 2 * both.sum() < len(cells):
        return None
    starts = cells.str.slice(0, 1).alias("start").value_counts(name="rows").sort(["rows", "start"], descending=[True, False])
    start = starts["start"][0] if starts["rows"][0] >= sizes.alike * len(cells) and not starts["start"][0].isalnum() else ""
    for words, letters in _ALPHABETS.items():
        pattern = f"^{re.escape(start)}[{letters}]{{{length - len(start)}}}$"
        if cells.str.contains(pattern).sum() >= sizes.alike * len(cells):
            # letters that stand at some places alone are not a key of this kind
            return CellFormat(pattern=pattern, words=(Phrase(f"{start}{length - len(start)} {words.strip()}"),), kind="keys")
    return None


def _parts(cells: Sequence[str], rows: Sequence[int], sizes: FormatSizes) -> list[tuple[str, str]] | None:
    """Return pattern and words for each part of cells of one shape; None where a part is any word."""
    slots: dict[int, Counter[str]] = defaultdict(Counter)
    for cell, count in zip(cells, rows, strict=True):
        for place, token in enumerate(_TOKENS.findall(cell)):
            slots[place][token] += count
    parts = []
    for _, tokens in sorted(slots.items()):
        first = next(iter(tokens))
        part: tuple[str, str] | None
        if first[0].isdigit():
            part = _digits(tokens, sizes)
        elif first[0].isalpha():
            part = _letters(tokens, sizes, alone=len(slots) == 1)
        else:
            part = (r"\s+", " ") if first.isspace() else (re.escape(first), first)
        if part is None:
            return None
        parts.append(part)
    return parts


def _digits(tokens: Counter[str], sizes: FormatSizes) -> tuple[str, str]:
    total = sum(tokens.values())
    (length, most), *_ = _lengths(tokens).most_common(1)
    same = [token for token in tokens if len(token) == length]
    zeros = length >= 2 and sum(token[0] == "0" for token in same) >= 0.01 * len(same)
    spread = length >= 3 and len({token[0] for token in same}) >= 5
    if len(same) >= 5 and ((zeros and most >= sizes.padded * total) or (spread and most >= sizes.alike * total)):
        return f"[0-9]{{{length}}}", "9" * length
    return "[0-9]+", "9" if length == 1 else "9…"


def _letters(tokens: Counter[str], sizes: FormatSizes, alone: bool) -> tuple[str, str] | None:
    total = sum(tokens.values())
    enough = sizes.alike * total
    (length, most), *_ = _lengths(tokens).most_common(1)
    upper = sum(count for token, count in tokens.items() if token.isupper()) >= enough
    lower = sum(count for token, count in tokens.items() if token.islower()) >= enough
    kind, word = (r"\p{Lu}", "A") if upper else (r"\p{Ll}", "a") if lower else (r"\p{L}", "a")
    (text, often), *_ = tokens.most_common(1)
    if not alone and often >= enough:
        return f"{kind}{{{length}}}", text
    if most >= enough and len(tokens) >= (sizes.values if alone else 2) and length <= (4 if alone else 8):
        return f"{kind}{{{length}}}", word * length
    if alone:
        return None
    closed = sum(count for _, count in tokens.most_common(sizes.closed)) >= enough and total >= 100
    short = max(map(len, tokens)) <= 3
    return (f"{kind}+", f"{word}…") if closed or short else None


def _lengths(tokens: Counter[str]) -> Counter[int]:
    lengths: Counter[int] = Counter()
    for token, count in sorted(tokens.items()):
        lengths[len(token)] += count
    return lengths
