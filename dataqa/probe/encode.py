"""One encoding of rows for all learners: numbers, dates, categories and text."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.task import Task

CATEGORIES, WORDS, TOPICS = 30, 6_000, 24
"""Categories of a column that are told apart, words of a text, and topics that they are drawn together to."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Encoded:
    """Rows as matrices.

    Attributes
    ----------
    dense : ndarray of float32, shape (n, d)
        For trees: numbers and codes, NaN where there is no value; texts as topics.
    owners : tuple of str
        Which column each of the `d` belongs to.
    nominal : ndarray of bool, shape (d,)
        Which of them are codes without an order.
    sparse : csr_matrix of float32, shape (n, e)
        For linear learners: standardised numbers, indicators of categories and of missing cells, words.
    """

    dense: npt.NDArray[np.float32]
    owners: tuple[str, ...]
    nominal: npt.NDArray[np.bool_]
    sparse: Any

    @property
    def width(self) -> int:
        """Number of dense columns."""
        return len(self.owners)


def encode(frame: pl.DataFrame, task: Task, features: tuple[str, ...], seed: int) -> Encoded:
    """Encode the features of some rows, each column by its role.

    Parameters
    ----------
    frame : polars.DataFrame
        The rows.
    task : Task
        Roles.
    features : tuple of str
        Columns to be used.
    seed : int
        Of the topics.

    Returns
    -------
    Encoded
        No column looks at the target, so one encoding serves all folds.
    """
    from scipy.sparse import csr_matrix, hstack

    dense: list[npt.NDArray[np.float32]] = []
    owners: list[str] = []
    nominal: list[bool] = []
    sparse: list[Any] = []
    for name in features:
        series = frame.get_column(name)
        if task.columns[name].role == "text" and series.dtype == pl.String:
            topics, words = _texts(series, seed)
            dense += list(topics.T)
            owners += [name] * topics.shape[1]
            nominal += [False] * topics.shape[1]
            sparse.append(words)
        elif series.dtype == pl.String:
            codes = _categories(series)
            dense.append(codes)
            owners.append(name)
            nominal.append(True)
            sparse.append(_indicators(codes))
        else:
            numbers = _numbers(series)
            dense.append(numbers)
            owners.append(name)
            nominal.append(False)
            sparse.append(csr_matrix(_standardised(numbers)))
    matrix = np.stack(dense, axis=1) if dense else np.zeros((frame.height, 0), dtype=np.float32)
    kept = [part for part in sparse if part.shape[1]]
    linear = hstack(kept, format="csr", dtype=np.float32) if kept else csr_matrix(np.zeros((frame.height, 0), dtype=np.float32))
    return Encoded(dense=matrix, owners=tuple(owners), nominal=np.array(nominal, dtype=bool), sparse=linear)


def _numbers(series: pl.Series) -> npt.NDArray[np.float32]:
    if series.dtype.is_temporal():
        series = series.dt.epoch("us") / 8.64e10  # days
    array = series.cast(pl.Float64).to_numpy().copy()
    largest = np.finfo(np.float32).max
    return np.asarray(np.clip(array, -largest, largest), dtype=np.float32)


def _standardised(numbers: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    missing = np.isnan(numbers)
    values = numbers.astype(np.float64)
    there = values[~missing]
    if not len(there):
        return np.zeros((len(values), 0), dtype=np.float32)
    low, middle, high = np.quantile(there, (0.05, 0.5, 0.95))
    spread = (high - low) / 3.29 or float(there.std()) or 1.0
    # clipped: one wild value must not carry a linear learner away
    scaled = np.clip(np.where(missing, 0.0, (values - middle) / spread), -5, 5)
    columns = [scaled, missing.astype(np.float64)] if missing.any() else [scaled]
    return np.stack(columns, axis=1).astype(np.float32)


def _categories(series: pl.Series) -> npt.NDArray[np.float32]:
    """Return codes by frequency, ties by the text; the rare ones share the last; NaN where there is no value."""
    counts = pl.DataFrame({"value": series.drop_nulls()}).group_by("value").len()
    order = counts.sort(["len", "value"], descending=[True, False]).with_row_index("code")
    joined = pl.DataFrame({"value": series}).join(order.select("value", "code"), on="value", how="left", maintain_order="left")
    codes = joined.get_column("code").cast(pl.Float32).clip(upper_bound=CATEGORIES)
    return codes.fill_null(float("nan")).to_numpy().copy()


def _indicators(codes: npt.NDArray[np.float32]) -> Any:
    from scipy.sparse import csr_matrix

    places = np.where(np.isnan(codes), CATEGORIES + 1, codes).astype(np.int64)
    rows = np.arange(len(places))
    return csr_matrix((np.ones(len(places), dtype=np.float32), (rows, places)), shape=(len(places), CATEGORIES + 2))


def _texts(series: pl.Series, seed: int) -> tuple[npt.NDArray[np.float32], Any]:
    from scipy.sparse import csr_matrix
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    lengths = series.str.len_chars().fill_null(0).to_numpy().astype(np.float32)
    nothing = lengths.reshape(-1, 1), csr_matrix(np.zeros((len(lengths), 0), dtype=np.float32))
    vectorizer = TfidfVectorizer(max_features=WORDS, min_df=2, sublinear_tf=True, dtype=np.float32, token_pattern=r"(?u)\b\w+\b")
    try:
        words = vectorizer.fit_transform(series.fill_null("").str.slice(0, 5_000).to_list())
    except ValueError:  # no word stands in two rows
        return nothing
    if words.shape[1] <= TOPICS:
        return np.hstack([lengths.reshape(-1, 1), words.toarray()]), words
    topics = TruncatedSVD(TOPICS, random_state=seed).fit_transform(words).astype(np.float32)
    return np.hstack([lengths.reshape(-1, 1), topics]), words
