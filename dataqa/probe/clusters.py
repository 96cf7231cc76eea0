"""Whether groups of similar rows, formed without the classes, tell the classes as well as models that learned them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from dataqa.arrays import Floats, Ints
from dataqa.probe.calibrated import calibrated, gained
from dataqa.probe.encode import Encoded
from dataqa.probe.folds import FOLDS
from dataqa.probe.skill import Target
from dataqa.probe.threads import one_thread

_MANY = 7
"""Values from which on a column's numbers can form clusters."""
_FEWEST = 10
"""Rows for each class from which on clusters are looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Clusters:
    """What clusters of the rows, as many as classes, tell about the classes.

    Attributes
    ----------
    share : float
        Share of the information of the best model, in bits about the classes, that the clusters have; it can exceed 1.
    stable : float
        How alike two clusterings of all rows are that were learned from half of the rows each: the adjusted Rand index
        (Hubert & Arabie 1985; stability as evidence of clusters: Ben-Hur et al. 2002).
    spread : float
        Variance within two clusters as a share of that of both, along the line between their centres; the mean over all pairs. One
        normal distribution that is cut in two has 0.36, an even one 0.25 (cluster index: Liu et al. 2008).
    own : bool
        True where each class is the most frequent of a cluster of its own.
    chance : float
        Probability of such a table of clusters and classes where they are independent (G-test).
    """

    share: float
    stable: float
    spread: float
    own: bool
    chance: float


NONE = Clusters(share=0.0, stable=0.0, spread=1.0, own=False, chance=1.0)


def clusters_of(encoded: Encoded, target: Target, folds: Ints, models: Sequence[Floats], seed: int) -> Clusters:
    """Compare clusters with models of the classes.

    Where many labels are wrong, supervised models learn the wrong ones, too, and clusters do not. Where the outcome is random by
    nature, its probability changes with the features: the clusters' few rates tell less than a model does.

    Parameters
    ----------
    encoded : Encoded
        The features.
    target : Target
        Classes of the same rows.
    folds : ndarray of int64, shape (n,)
        Which fold a row is in.
    models : sequence of ndarray of float64, shape (n, classes)
        Out-of-fold probabilities of models.
    seed : int
        Of the clusters.
    """
    from scipy.stats import chi2_contingency
    from sklearn.cluster import KMeans
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import adjusted_rand_score

    given, many = target.values.astype(np.int64), len(target.classes)
    numbers = [place for place in np.flatnonzero(~encoded.nominal) if len(np.unique(encoded.dense[:, place])) > _MANY]
    if not numbers or len(given) < _FEWEST * many:
        return NONE
    x = standardised(encoded.dense[:, numbers].astype(np.float64))
    halves = np.random.default_rng(seed).permutation(len(x))
    with one_thread():
        means = KMeans(n_clusters=many, n_init=4, random_state=seed)
        found = means.fit_predict(x)
        table = np.bincount(found * many + given, minlength=many * many).reshape(many, many).astype(np.float64)
        if not (table.sum(axis=0).all() and table.sum(axis=1).all()):
            return NONE
        distances = means.transform(x) ** 2
        axes = distances - distances.mean(axis=1, keepdims=True)
        axes /= max(float(axes.std()), 1e-12)
        one, other = (KMeans(n_clusters=many, n_init=4, random_state=seed).fit(x[half]) for half in np.array_split(halves, 2))
        by_rate, by_distance = np.zeros((len(x), many)), np.zeros((len(x), many))
        shares = table.sum(axis=0) / len(x)
        for fold in range(FOLDS):
            test, train = np.flatnonzero(folds == fold), np.flatnonzero(folds != fold)
            if not len(test) or len(np.unique(given[train])) < many:
                return NONE
            counts = np.bincount(found[train] * many + given[train], minlength=many * many).reshape(many, many) + shares
            by_rate[test] = (counts / counts.sum(axis=1, keepdims=True))[found[test]]
            smooth = LogisticRegression(C=1.0, max_iter=100).fit(axes[train], given[train])
            by_distance[test] = smooth.predict_proba(axes[test])
        by_model = [part for one in models for part in (one, calibrated(one, given, folds))]
        best = max(gained(part, given) for part in (by_distance, *by_model))
        return Clusters(
            share=gained(by_rate, given) / best if best > 0 else float(gained(by_rate, given) > 0),
            stable=float(adjusted_rand_score(one.predict(x), other.predict(x))),
            spread=_spread(x, found, means.cluster_centers_),
            own=len(set(table.argmax(axis=1).tolist())) == many,
            chance=float(chi2_contingency(table, lambda_="log-likelihood", correction=False).pvalue),
        )


def _spread(x: Floats, found: Ints, centres: Floats) -> float:
    spreads = []
    for one, other in combinations(range(len(centres)), 2):
        both = (found == one) | (found == other)
        along, first = x[both] @ (centres[one] - centres[other]), found[both] == one
        inside = along[first].var() * first.sum() + along[~first].var() * (~first).sum()
        spreads.append(inside / max(float(along.var()) * len(along), 1e-12))
    return float(np.mean(spreads))


def standardised(x: Floats) -> Floats:
    """Return columns of mean 0 and deviation 1, cut off at five deviations; missing numbers at the mean."""
    x = np.where(np.isnan(x), np.nanmean(x, axis=0), x)
    return np.asarray(np.clip((x - x.mean(axis=0)) / np.maximum(x.std(axis=0), 1e-12), -5, 5), dtype=np.float64)
