"""The texts of a column that are compared for near-duplicates, and the pairs that are: found once for all checks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Positions
from dataqa.checks.near_texts import TextPairs, groups_of, near_pairs, plain_texts
from dataqa.checks.text_keys import text_keys
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.roles.scripts import LETTERS_A_CHARACTER, UNSPACED


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedTexts:
    """Texts that are long enough, and which of them are nearly the same.

    Attributes
    ----------
    texts : int
        How many different ones there are, case and white space aside.
    rows : polars.DataFrame
        Of as many as time allows the first ``row``, its ``same`` (see `text_keys`), the ``place`` of its plain text (lower case, no
        punctuation) among the different ones, and the ``characters`` of that; in an order of their own, whatever that of the rows.
    plain : int
        How many different plain texts there are.
    pairs : TextPairs
        Those of the different plain texts that are nearly the same, and share more than phrases of many texts.
    mailed : tuple of two ndarrays of int64
        Pairs of those that are equal but for their numbers, of three and more: a campaign. Of many it is their form.
    """

    texts: int
    rows: pl.DataFrame
    plain: int
    pairs: TextPairs
    mailed: tuple[Positions, Positions]

    def groups(self) -> Positions:
        """Return for each different plain text the first of its group."""
        first, second = np.append(self.pairs.first, self.mailed[0]), np.append(self.pairs.second, self.mailed[1])
        return groups_of(first, second, self.plain)

    def nearest(self) -> Floats:
        """Return how alike each different plain text is to the one that is most like it; 0 without any."""
        found = np.zeros(self.plain)
        found[np.append(*self.mailed)] = float(parameters_of("near-texts")["likeness"])
        for side in (self.pairs.first, self.pairs.second):
            np.maximum.at(found, side, self.pairs.shared)
        return found


def compared_texts(audit: Context, name: str) -> ComparedTexts:
    """Return the texts of a column that are compared; looked for once an audit."""
    return audit.once(_found, name)


def _found(audit: Context, name: str) -> ComparedTexts:
    limits = parameters_of("near-texts")
    shortest, longest = int(limits["shortest"]), int(limits["longest"])
    frame = pl.DataFrame({"text": audit.engine.values(name), "same": text_keys(audit, name)}).with_row_index("row")
    frame = frame.filter(_length("text") >= shortest).unique("same", keep="first", maintain_order=True)
    plain = plain_texts(frame.get_column("text")).str.slice(0, longest)
    frame = frame.drop("text").with_columns(plain=plain, key=plain.hash(7)).filter(_length("plain") >= shortest)
    frame = frame.with_columns(characters=pl.col("plain").str.len_chars())
    most = min(int(limits["most_texts"]), int(float(limits["most_characters"]) / float(frame.get_column("characters").mean() or 1)))  # type: ignore[arg-type]
    texts, frame = frame.height, frame.sort("key", "row").head(most)
    place = frame.get_column("plain").rle_id().cast(pl.Int64)  # equal ones stand together
    different = frame.get_column("plain").filter(place.is_first_distinct())
    pairs = near_pairs(different, float(limits["likeness"]))
    pairs = pairs.where(pairs.weighted >= float(limits["telling"]))
    return ComparedTexts(
        texts=texts,
        rows=frame.select("row", "same", "characters", place=place),
        plain=len(different),
        pairs=pairs,
        mailed=_but_numbers(different, limits),
    )


def _but_numbers(texts: pl.Series, limits: Mapping[str, Any]) -> tuple[Positions, Positions]:
    frame = pl.DataFrame({"text": texts}).with_row_index("place").filter(pl.col("text").str.contains(r"\p{N}"))
    frame = frame.filter(pl.col("text").str.count_matches(r"\p{L}") >= limits["letters"])
    frame = frame.select("place", key=pl.col("text").str.replace_all(r"\p{N}+", "0"))
    frame = frame.filter(pl.len().over("key") >= limits["campaign"]).with_columns(first=pl.col("place").min().over("key"))
    if frame.height > limits["form"] * len(texts):
        frame = frame.clear()
    frame = frame.filter(pl.col("place") > pl.col("first"))
    return frame.get_column("first").to_numpy().astype(np.int64), frame.get_column("place").to_numpy().astype(np.int64)


def _length(name: str) -> pl.Expr:
    """Return the characters of texts; one of a script without spaces says as much as several letters."""
    return pl.col(name).str.len_chars() + pl.col(name).str.count_matches(UNSPACED) * (LETTERS_A_CHARACTER - 1)
