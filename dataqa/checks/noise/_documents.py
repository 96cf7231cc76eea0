"""Rules of large text corpora for documents, each as its paper has it: which documents it drops."""

from __future__ import annotations

from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Bools
from dataqa.checks.word_runs import most_frequent, repeated, words_of_texts
from dataqa.parameters import CheckParameters

_TERMINAL = r"[.!?\"”…]\s*$"
_BULLET = r"^\s*[•‣⁃●○▪◦*-]\s"


class Parameters(CheckParameters):
    """The bounds of the rules, each as its paper has it."""

    least_words: Annotated[int, Field(ge=1)]
    """Words of a document that is looked at; what is shorter is a title or a phrase."""
    least_repeating: Annotated[int, Field(ge=1)]
    """Gopher: words of a document from which on repeated runs are counted; a sentence or two repeats its own words."""
    word_length: tuple[float, float]
    """Gopher: least and greatest mean length of words."""
    alphabetic: Annotated[float, Field(ge=0, le=1)]
    """Gopher: share of words with a letter, at least."""
    symbols: Annotated[float, Field(ge=0)]
    """Gopher: hash signs and ellipses for each word, at most."""
    longest_word: Annotated[int, Field(ge=1)]
    """C4 as its multilingual successor has it: characters of a word beyond which it is none."""
    bullets: Annotated[float, Field(ge=0, le=1)]
    """Gopher: share of lines that open with a bullet, at most."""
    ellipses: Annotated[float, Field(ge=0, le=1)]
    """Gopher: share of lines that end with an ellipsis, at most."""
    top_runs: dict[int, float]
    """Gopher: share of characters in the most frequent run of so many words, at most."""
    repeated_runs: dict[int, float]
    """Gopher: share of characters in repeated runs of so many words, at most."""
    repeated_lines: Annotated[float, Field(ge=0, le=1)]
    """Gopher: share of lines, and of paragraphs, that stood in the document before, at most."""
    policies: tuple[str, ...]
    """C4: phrases of lines that are dropped, in lower case."""
    others: Annotated[float, Field(ge=0, le=1)]
    """Documents that other rules of a kind drop, at most, where one of them drops most: source code breaks several at once."""
    kept: Annotated[float, Field(ge=0, le=1)]
    """C4: share of characters in lines that are kept, below which a document with dropped phrases is boilerplate."""


def symbols(texts: pl.Series, p: Parameters) -> dict[str, Bools]:
    """Return documents that are hardly words (Gopher: Rae et al. 2021, table A1)."""
    frame = pl.DataFrame({"text": texts}).select(
        pl.col("text"),
        words=pl.col("text").str.count_matches(r"\S+"),
        letters=pl.col("text").str.count_matches(r"\S*\p{L}\S*"),
        size=pl.col("text").str.replace_all(r"\s+", "").str.len_chars(),
        signs=pl.col("text").str.count_matches(r"#|…|\.\.\."),
        long=pl.col("text")
        .str.extract_all(rf"[^\s/\\._-]{{{p.longest_word},}}")
        .list.eval(pl.element().str.len_chars())
        .list.sum(),
    )
    mean = pl.col("size") / pl.col("words")
    least, most = p.word_length
    return _hits(
        frame,
        {
            "mean length of words": ~mean.is_between(least, most),
            "words without letters": pl.col("letters") < p.alphabetic * pl.col("words"),
            "hash signs and ellipses": pl.col("signs") > p.symbols * pl.col("words"),
            "words of endless length": pl.col("long").fill_null(0) > 0.5 * pl.col("size"),
        },
    )


def repetition(texts: pl.Series, p: Parameters) -> dict[str, Bools]:
    """Return documents that repeat their own words, lines or paragraphs (Gopher: Rae et al. 2021, table A1)."""
    size = np.maximum(1, texts.str.len_chars().to_numpy())
    words = words_of_texts(texts, r"\S+")
    found = {
        f"most frequent run of {length} words": most_frequent(words, len(texts), length) / size > most
        for length, most in p.top_runs.items()
    }
    letters = np.maximum(1, np.bincount(words.text, weights=words.sizes, minlength=len(texts)))
    for length, most in p.repeated_runs.items():
        found[f"repeated runs of {length} words"] = repeated(words, len(texts), length) / letters > most
    for what, mark in (("lines", r"\n+"), ("paragraphs", r"\n{2,}")):
        parts = pl.DataFrame({"text": texts.str.replace_all(mark, "\x1e").str.split("\x1e")}).with_row_index("at").explode("text")
        parts = parts.with_columns(pl.col("text").str.strip_chars()).filter(pl.col("text") != "")
        parts = parts.with_columns(again=~pl.struct("at", "text").is_first_distinct())
        shares = parts.group_by("at").agg(pl.col("again").mean(), pl.len())
        share = np.zeros(len(texts))
        share[shares.get_column("at").to_numpy()] = np.where(shares.get_column("len") > 1, shares.get_column("again"), 0.0)
        found[f"repeated {what}"] = share > p.repeated_lines
    return {rule: np.asarray(hit, dtype=np.bool_) for rule, hit in found.items()}


def boilerplate(texts: pl.Series, p: Parameters) -> dict[str, Bools]:
    """Return documents that are hardly more than menus and notices (C4: Raffel et al. 2020; lists of Gopher: Rae et al. 2021)."""
    lines = pl.DataFrame({"text": texts.str.split("\n")}).with_row_index("at").explode("text")
    lines = lines.with_columns(pl.col("text").str.strip_chars()).filter(pl.col("text") != "")
    lower, size = pl.col("text").str.to_lowercase(), pl.col("text").str.len_chars()
    notice = lower.str.contains_any(list(p.policies))
    kept = pl.col("text").str.contains(_TERMINAL) & (pl.col("text").str.count_matches(r"\S+") >= 3) & ~notice
    by_text = lines.group_by("at").agg(
        notices=notice.sum(),
        kept=pl.when(kept).then(size).otherwise(0).sum() / size.sum(),
        bullets=pl.col("text").str.contains(_BULLET).mean(),
        ellipses=pl.col("text").str.contains(r"(?:…|\.\.\.)\s*$").mean(),
        lines=pl.len(),
    )
    frame = pl.DataFrame({"at": np.arange(len(texts), dtype=np.uint32)}).join(by_text, on="at", how="left", maintain_order="left")
    several = pl.col("lines") >= 3
    return _hits(
        frame,
        {
            "notices and lines without an end": (pl.col("notices") > 0) & (pl.col("kept") < p.kept),
            "lines with a bullet": several & (pl.col("bullets") > p.bullets),
            "lines with an ellipsis": several & (pl.col("ellipses") > p.ellipses),
        },
    )


def _hits(frame: pl.DataFrame, rules: dict[str, pl.Expr]) -> dict[str, Bools]:
    found = frame.select(condition.fill_null(False).alias(rule) for rule, condition in rules.items())
    return {rule: found.get_column(rule).to_numpy() for rule in rules}
