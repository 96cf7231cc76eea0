"""All rows, each predicted by models that did not see it or its copies."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np
import polars as pl

from dataqa.arrays import Floats, Hashes, Ints
from dataqa.probe.encode import Encoded, Encoder
from dataqa.probe.folds import FOLDS, folds_of
from dataqa.probe.learners import Learners, as_chances
from dataqa.probe.skill import Target
from dataqa.probe.threads import one_thread

_SMALL, _REPEATS = 3_000, 3
"""So few rows are dealt into folds several times: their predictions still hang on the deal."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Out-of-fold predictions of all rows that have a target.

    Attributes
    ----------
    positions : ndarray of int64, shape (n,)
        0-based positions of the rows in the input, ascending.
    keys : ndarray of uint64, shape (n,)
        Hashes of their features: equal rows have equal keys.
    target : Target
        What they are given.
    predicted : ndarray of float64, shape (n, classes) or (n,)
        Probabilities of the classes, or numbers.
    learned_from : int
        Rows that the models were fitted to.
    """

    positions: Ints
    keys: Hashes
    target: Target
    predicted: Floats
    learned_from: int


class Scorer:
    """Models of the sampled rows, fold by fold and as a whole; several deals where the rows are few.

    Parameters
    ----------
    rows : polars.DataFrame
        The sampled rows.
    keys : ndarray of uint64, shape (n,)
        Of these rows: those with one key are held out together.
    target : Target
        Of these rows.
    encoder : Encoder
        Fitted to these rows.
    learner : {"trees", "linear", "stiff", "mean"}
        Which learners predict.
    complete : bool
        True where all rows were sampled: then no model of the whole is needed.
    fitted : mapping of int to Learners
        Of the first deal, those that there are already, by fold.
    """

    def __init__(
        self, rows: pl.DataFrame, keys: Hashes, target: Target, encoder: Encoder, *, learner: str, complete: bool,
        fitted: Mapping[int, Learners] = MappingProxyType({}),
    ) -> None:  # fmt: skip
        self._learner = learner
        self._encoder = encoder
        self._target = target
        encoded = encoder.encode(rows)
        repeats = _REPEATS if len(target) <= _SMALL else 1
        self._deals = [self._deal(encoded, keys, repeat, {} if repeat else fitted) for repeat in range(repeats)]
        self._whole = None if complete else self._fit(encoded, np.arange(len(target)))

    def _deal(
        self, encoded: Encoded, keys: Hashes, repeat: int, fitted: Mapping[int, Learners]
    ) -> tuple[pl.DataFrame, list[Learners]]:
        # another multiplier, another order of the hashes, another deal
        folds = folds_of(keys * np.uint64(2 * repeat + 1), self._target.values)
        known = pl.DataFrame({"key": keys, "fold": folds}).unique("key", keep="any")
        # of few keys some folds are empty, and one key alone leaves nothing to learn from: then all rows are learned
        others = [np.flatnonzero(folds != fold) for fold in range(FOLDS)]
        return known, [
            fitted.get(fold) or self._fit(encoded, rows if len(rows) else np.arange(len(folds))) for fold, rows in enumerate(others)
        ]

    def _fit(self, encoded: Encoded, rows: Ints) -> Learners:
        with one_thread():
            return Learners(encoded, self._target, rows, self._learner)

    def predict(self, frame: pl.DataFrame, keys: Hashes) -> Floats:
        """Return predictions of any rows: of those whose key was sampled by the models that did not see it."""
        encoded = self._encoder.encode(frame)
        with one_thread():
            parts = [self._predict_deal(encoded, keys, known, models) for known, models in self._deals]
        mean = np.mean(parts, axis=0)
        return as_chances(mean) if self._target.discrete else mean

    def _predict_deal(self, encoded: Encoded, keys: Hashes, known: pl.DataFrame, models: list[Learners]) -> Floats:
        folds = pl.DataFrame({"key": keys}).join(known, on="key", how="left", maintain_order="left").get_column("fold")
        place = folds.fill_null(FOLDS).to_numpy()
        shape = (len(keys), len(self._target.classes)) if self._target.discrete else (len(keys),)
        found = np.zeros(shape)
        for fold, model in enumerate([*models, self._whole or models[0]]):
            mine = np.flatnonzero(place == fold)
            if len(mine):
                found[mine] = model.both(encoded, mine, self._learner)
        return found
