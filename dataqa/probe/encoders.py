"""One column's encoding: fitted to some rows, applied to any."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np
import polars as pl

from dataqa.arrays import Matrix
from dataqa.sources.pictures import Pictures

CATEGORIES, WORDS, TOPICS = 30, 6_000, 24
"""Categories of a column that are told apart, words of a text, and topics that they are drawn together to."""
COMPONENTS = 32
"""Directions in which images differ most."""
_LONGEST = 5_000
_WORD = r"[\p{L}\p{N}_]+"
"""What Python calls a run of word characters."""


class ColumnEncoder(Protocol):
    """What all encoders can do: a dense part for trees, shape (n, `width`), and a sparse part for linear learners."""

    nominal: bool

    @property
    def width(self) -> int:
        """Number of dense columns."""
        ...

    def encode(self, series: pl.Series) -> tuple[Matrix, Any]:
        """Return the dense and the sparse part of a column's cells."""
        ...


class NumberEncoder:
    """Numbers and dates (in days): as they are for trees; for linear learners standardised, with a flag where a cell is missing."""

    nominal = False
    width = 1

    def __init__(self, series: pl.Series) -> None:
        values = _numbers(series).astype(np.float64)
        there = values[~np.isnan(values)]
        self._gaps = len(there) < len(values)
        self._empty = not len(there)
        if len(there):
            low, self._middle, high = np.quantile(there, (0.05, 0.5, 0.95))
            self._spread = (high - low) / 3.29 or float(there.std()) or 1.0

    def encode(self, series: pl.Series) -> tuple[Matrix, Any]:
        """Return the numbers, NaN where there is none, and their standardised form."""
        from scipy.sparse import csr_matrix

        numbers = _numbers(series)
        if self._empty:
            return numbers.reshape(-1, 1), csr_matrix(np.zeros((len(numbers), 0), dtype=np.float32))
        missing = np.isnan(numbers)
        # clipped: one wild value must not carry a linear learner away
        scaled = np.clip(np.where(missing, 0.0, (numbers.astype(np.float64) - self._middle) / self._spread), -5, 5)
        parts = [scaled, missing.astype(np.float64)] if self._gaps else [scaled]
        return numbers.reshape(-1, 1), _sparse(np.stack(parts, axis=1).astype(np.float32))


class CategoryEncoder:
    """Categories: codes by frequency, ties by the text, all rare ones the last code; indicators for linear learners."""

    nominal = True
    width = 1

    def __init__(self, series: pl.Series) -> None:
        counts = pl.DataFrame({"value": series.drop_nulls()}).group_by("value").len()
        order = counts.sort(["len", "value"], descending=[True, False]).head(CATEGORIES)
        self._codes = order.with_row_index("code").select("value", "code")

    def encode(self, series: pl.Series) -> tuple[Matrix, Any]:
        """Return the codes, NaN where there is no value, and their indicators; a category never seen is a rare one."""
        from scipy.sparse import csr_matrix

        joined = pl.DataFrame({"value": series}).join(self._codes, on="value", how="left", maintain_order="left")
        missing = series.is_null().to_numpy()
        places = joined.get_column("code").fill_null(CATEGORIES).to_numpy().astype(np.int64)
        codes = np.where(missing, np.nan, places).astype(np.float32).reshape(-1, 1)
        places = np.where(missing, CATEGORIES + 1, places)
        ones, ends = np.ones(len(places), dtype=np.float32), np.arange(len(places) + 1, dtype=np.int32)
        return codes, csr_matrix((ones, places.astype(np.int32), ends), shape=(len(places), CATEGORIES + 2))


class TextEncoder:
    """Prose: its length and the topics of its words for trees (latent semantic analysis: Deerwester et al. 1990); words weighted
    by how rare they are (tf-idf) for linear learners."""

    nominal = False

    def __init__(self, series: pl.Series, seed: int) -> None:
        from sklearn.decomposition import TruncatedSVD
        from sklearn.feature_extraction.text import CountVectorizer, TfidfTransformer

        counter = CountVectorizer(max_features=WORDS, min_df=2, dtype=np.float32, token_pattern=r"(?u)\b\w+\b")
        self._weights: Any = TfidfTransformer(sublinear_tf=True)
        self._words: pl.DataFrame | None = None
        self._topics: Any = None
        self.width = 1
        try:
            counts = counter.fit_transform(_texts(series).to_list())
        except ValueError:  # no word stands in two rows
            return
        words = self._weights.fit_transform(counts)
        self._words = pl.DataFrame({"word": list(counter.vocabulary_), "place": [int(n) for n in counter.vocabulary_.values()]})
        self.width += min(words.shape[1], TOPICS)
        if words.shape[1] > TOPICS:
            self._topics = TruncatedSVD(TOPICS, random_state=seed).fit(words)

    def encode(self, series: pl.Series) -> tuple[Matrix, Any]:
        """Return lengths and topics, and the weights of the words."""
        from scipy.sparse import csr_matrix

        lengths = series.str.len_chars().fill_null(0).to_numpy().astype(np.float32).reshape(-1, 1)
        if self._words is None:
            return lengths, csr_matrix(np.zeros((len(lengths), 0), dtype=np.float32))
        words = self._weights.transform(_word_counts(_texts(series), self._words), copy=False)
        topics = words.toarray() if self._topics is None else self._topics.transform(words).astype(np.float32)
        return np.hstack([lengths, topics]), words


class PictureEncoder:
    """Images: their edges and colours, drawn together to the directions in which they differ most for trees (Hotelling 1933)."""

    nominal = False

    def __init__(self, series: pl.Series, pictures: Pictures, seed: int) -> None:
        from sklearn.decomposition import PCA

        self._pictures = pictures
        features = pictures.of(series)
        there = features[~np.isnan(features[:, 0])].astype(np.float64)
        self._empty = not len(there)
        if self._empty:
            there = np.zeros((1, features.shape[1]))
        self._mean, self._spread = there.mean(axis=0), there.std(axis=0) + 1e-6
        self.width = min(COMPONENTS, len(there))
        self._axes: Any = PCA(self.width, svd_solver="full").fit((there - self._mean) / self._spread)

    def encode(self, series: pl.Series) -> tuple[Matrix, Any]:
        """Return the main directions, NaN where there is no image, and the standardised features."""
        from scipy.sparse import csr_matrix

        scaled = ((self._pictures.of(series) - self._mean) / self._spread).astype(np.float32)
        missing = np.isnan(scaled[:, 0])
        filled = np.where(missing[:, None], 0.0, scaled)
        dense = self._axes.transform(filled).astype(np.float32)
        dense[missing] = np.nan
        return dense, csr_matrix(filled / np.float32(np.sqrt(scaled.shape[1])))


def _numbers(series: pl.Series) -> Matrix:
    if series.dtype.is_temporal():
        series = series.dt.epoch("us") / 8.64e10  # days
    array = series.cast(pl.Float64).to_numpy().copy()
    largest = np.finfo(np.float32).max
    return np.asarray(np.clip(array, -largest, largest), dtype=np.float32)


def _texts(series: pl.Series) -> pl.Series:
    return series.fill_null("").str.slice(0, _LONGEST)


def _word_counts(texts: pl.Series, words: pl.DataFrame) -> Any:
    """Return how often each text has each word, shape (texts, words): as `CountVectorizer`, without its loop over texts."""
    from scipy.sparse import csr_matrix

    found = pl.DataFrame({"row": np.arange(len(texts)), "word": texts.str.to_lowercase().str.extract_all(_WORD)}).explode("word")
    known = found.join(words, on="word").select(pl.col("row") * words.height + pl.col("place")).to_series()
    cells, counts = np.unique(known.to_numpy(), return_counts=True)
    ends = np.append(0, np.cumsum(np.bincount(cells // words.height, minlength=len(texts))))
    shape = (len(texts), words.height)
    return csr_matrix((counts.astype(np.float32), (cells % words.height).astype(np.int32), ends.astype(np.int32)), shape=shape)


def _sparse(cells: Matrix) -> Any:
    """Return a matrix of few columns without its zeros."""
    from scipy.sparse import csr_matrix

    there = cells != 0
    places = np.broadcast_to(np.arange(cells.shape[1], dtype=np.int32), cells.shape)[there]
    ends = np.append(0, np.cumsum(there.sum(axis=1, dtype=np.int32), dtype=np.int32))
    return csr_matrix((cells[there], places, ends), shape=cells.shape)
