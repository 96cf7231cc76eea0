"""Which language a text is in: by its letters, and by the commonest words of languages that share them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import polars as pl

from dataqa.arrays import Positions

_LETTERS, _HITS, _TIMES, _SHARE, _DECIDED, _LONGEST = 8, 3, 3, 0.15, 50, 2_000
_SCRIPTS = {
    "Cyrillic letters": r"\p{Cyrillic}",
    "Greek letters": r"\p{Greek}",
    "Hebrew letters": r"\p{Hebrew}",
    "Arabic letters": r"\p{Arabic}",
    "Devanagari letters": r"\p{Devanagari}",
    "Thai letters": r"\p{Thai}",
    "Korean": r"\p{Hangul}",
    "Japanese": r"[\p{Hiragana}\p{Katakana}]",
    "Chinese characters": r"\p{Han}",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Strangers:
    """Texts in other languages than nearly all.

    Attributes
    ----------
    usual : str
        The language of nearly all.
    rows : ndarray of int64
        Positions of the others, the most certain first.
    counts : mapping of str to int
        Of the others, by language; the commonest first.
    decided : int
        Texts whose language could be determined.
    """

    usual: str
    rows: Positions
    counts: Mapping[str, int]
    decided: int


def strangers(texts: pl.Series, words: Mapping[str, Sequence[str]], least: float) -> Strangers | None:
    """Return the texts in other languages, or None if no language is that of nearly all, or no text is in another.

    The language of texts of a few words is not determined. A text is in a language if it holds at least three of the language's
    commonest words, these are at least one in seven of its words, and three times as many as of any other language; or by its
    letters, if more than half of them are of another script.

    Parameters
    ----------
    texts : polars.Series
        Of all rows.
    words : mapping of str to sequence of str
        The commonest words of each language of Latin letters.
    least : float
        Smallest share of the texts of a known language that are in the commonest one.
    """
    found = languages_of(texts, words)
    counts = found.group_by("language").len().sort(["len", "language"], descending=[True, False])
    decided = found.height
    if decided < _DECIDED or counts.height < 2 or counts.row(0)[1] < least * decided:
        return None
    usual = counts.row(0)[0]
    others = found.filter(pl.col("language") != usual).sort(["sure", "row"], descending=[True, False])
    return Strangers(
        usual=usual, rows=others.get_column("row").to_numpy().astype(np.int64), counts=dict(counts[1:].iter_rows()), decided=decided
    )


def languages_of(texts: pl.Series, words: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    """Return the texts whose language can be determined: ``row``, ``language``, ``sure``; see `strangers`."""
    scripts = _by_script(texts)
    plain = scripts.filter(pl.col("language").is_null()).select("row", "text")
    return pl.concat([scripts.drop_nulls("language").select("row", "language", "sure"), _by_words(plain, words)]).sort("row")


def _by_script(texts: pl.Series) -> pl.DataFrame:
    text = pl.col("text")
    frame = pl.DataFrame({"text": texts.str.slice(0, _LONGEST)}).with_row_index("row").drop_nulls("text")
    frame = frame.with_columns(pl.lit(None, pl.String).alias("language"), pl.lit(0.0).alias("sure"))
    # letters beyond those of Latin scripts are rare: only texts that hold some are looked at closely
    other = frame.filter(text.str.contains(r"[\u{0370}-\u{1FFF}\u{2E80}-\u{D7FF}]"))
    if not other.height:
        return frame
    letters = text.str.count_matches(r"\p{L}").cast(pl.Float64)
    shares = [(text.str.count_matches(pattern) / letters).alias(name) for name, pattern in _SCRIPTS.items()]
    counted = other.select("row", letters.alias("letters"), *shares)
    # Japanese is written with Chinese characters as well
    counted = counted.with_columns(
        pl.when(pl.col("Japanese") > 0.1).then(pl.col("Japanese") + pl.col("Chinese characters")).otherwise(0.0).alias("Japanese")
    ).with_columns(pl.when(pl.col("Japanese") > 0).then(0.0).otherwise(pl.col("Chinese characters")).alias("Chinese characters"))
    names = list(_SCRIPTS)
    share = counted.select(names).to_numpy()
    best = np.nan_to_num(share).argmax(axis=1)
    top = np.nan_to_num(share)[np.arange(len(best)), best]
    sure = (top > 0.5) & (counted.get_column("letters").to_numpy() >= _LETTERS)
    languages = counted.select("row").with_columns(
        pl.Series("other", [names[at] if yes else None for at, yes in zip(best, sure, strict=True)], dtype=pl.String),
        pl.Series("share", top),
    )
    joined = frame.join(languages, on="row", how="left", maintain_order="left")
    return joined.select(
        "row",
        "text",
        pl.col("other").alias("language"),
        pl.when(pl.col("other").is_not_null()).then("share").otherwise(0.0).alias("sure"),
    )


def _by_words(frame: pl.DataFrame, words: Mapping[str, Sequence[str]]) -> pl.DataFrame:
    table = pl.DataFrame(
        [(word, language) for language, known in sorted(words.items()) for word in sorted(set(known)) if len(word) > 1],
        schema={"word": pl.String, "language": pl.String},
        orient="row",
    )
    tokens = frame.select("row", pl.col("text").str.to_lowercase().str.extract_all(r"[\p{L}']+").alias("word"))
    sizes = tokens.select("row", pl.col("word").list.n_unique().alias("words"))
    hits = tokens.explode("word").join(table, on="word").group_by("row", "language").agg(pl.col("word").n_unique().alias("hits"))
    ranked = hits.sort(["row", "hits", "language"], descending=[False, True, False])
    best = ranked.group_by("row", maintain_order=True).agg(
        pl.col("language").first(), pl.col("hits").first(), pl.col("hits").get(1, null_on_oob=True).fill_null(0).alias("next")
    )
    best = best.join(sizes, on="row", how="left")
    sure = (pl.col("hits") >= _HITS) & (pl.col("hits") >= _TIMES * pl.col("next")) & (pl.col("hits") >= _SHARE * pl.col("words"))
    return best.filter(sure).select("row", "language", (1 - pl.col("next") / pl.col("hits")).cast(pl.Float64).alias("sure"))
