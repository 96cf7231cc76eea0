"""Whether a few regions of the features explain what models know of the classes, and whether the classes are clusters."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from dataqa.arrays import Bools, Floats, Ints
from dataqa.probe.calibrated import calibrated, gained
from dataqa.probe.clusters import standardised
from dataqa.probe.encode import Encoded
from dataqa.probe.learn import Joint, Sample
from dataqa.probe.threads import one_thread

_REGIONS, _SMALLEST = (2, 4, 8), 0.02
_FEW, _MANY = 4, 12
"""Values up to which a column only names cells, and from which on its numbers can form clusters."""
_CELLS = 64
"""Cells of all columns of few values up to which they are one more feature: trees do not see what counts only together."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Regions:
    """What explains the predictions of classes.

    Attributes
    ----------
    share : float
        Share of the information of the models, in bits about the classes, that a tree of at most eight regions has, too; 1 where it
        has all: then models know no more than the rates of the classes in a few regions.
    named : float
        Share of such a tree's knowledge that comes from columns of few values, 0 to 1.
    clusters : float
        Agreement of the predicted classes with clusters of the features that know no class: the adjusted Rand index.
    """

    share: float
    named: float
    clusters: float


def regions_of(joint: Joint, seed: int) -> Regions:
    """Compare models of classes with a tree of a few regions, and with clusters.

    Parameters
    ----------
    joint : Joint
        Models of classes.
    seed : int
        Of the clusters.
    """
    sample, predicted = joint.sample, joint.predicted
    encoded, given = sample.encoded, sample.target.values.astype(np.int64)
    if not encoded.width or not len(given):
        return Regions(share=0.0, named=0.0, clusters=0.0)
    with one_thread():
        trees = [_tree(sample, given, predicted.shape[1], regions) for regions in _REGIONS]
        clusters = _clusters(encoded, predicted.argmax(axis=1), len(sample.target.classes), seed)
    known, *by_tree = (gained(part, given) for part in (calibrated(predicted, given, sample.folds), *(one for one, _ in trees)))
    best = int(np.argmax(by_tree))
    share, named = float(np.clip(by_tree[best] / known, 0.0, 1.0)) if known > 0 else 1.0, trees[best][1]
    return Regions(share=share, named=named, clusters=clusters)


def _tree(sample: Sample, given: Ints, classes: int, regions: int) -> tuple[Floats, float]:
    """Return out-of-fold rates of the classes in the regions of small trees, and how much of their knowledge is of few values."""
    from sklearn.tree import DecisionTreeClassifier

    predicted = np.zeros((len(given), classes))
    codes, cells = sample.encoded.dense, sample.encoded.nominal
    few = np.array([len(np.unique(column[~np.isnan(column)])) <= _FEW for column in codes.T])
    if few.sum() > 1:
        _, cell = np.unique(np.nan_to_num(codes[:, few], nan=-1), axis=0, return_inverse=True)
        if cell.max() < _CELLS:
            codes, cells, few = np.column_stack([codes, cell]), np.append(cells, True), np.append(few, True)
    named, fitted = 0.0, 0
    for test, train in sample.sides():
        if not len(test) or not len(train):
            continue
        dense = _ordered(codes, cells, given, train)
        tree = DecisionTreeClassifier(
            max_leaf_nodes=regions, min_samples_leaf=max(5, int(_SMALLEST * len(train))), criterion="entropy", random_state=0
        ).fit(dense[train], given[train])
        predicted[np.ix_(test, tree.classes_)] = tree.predict_proba(dense[test])
        named += float(tree.feature_importances_[few].sum())
        fitted += 1
    return predicted, named / max(1, fitted)


def _ordered(features: npt.NDArray[np.float32], nominal: Bools, given: Ints, train: Ints) -> npt.NDArray[np.float32]:
    """Return the features with codes replaced by how frequent the second class is among the rows with each."""
    dense = features.copy()
    for place in np.flatnonzero(nominal):
        codes = np.nan_to_num(features[:, place], nan=-1).astype(np.int64) + 1
        hits = np.bincount(codes[train], weights=given[train] == 1, minlength=codes.max() + 1)
        rows = np.bincount(codes[train], minlength=codes.max() + 1)
        dense[:, place] = ((hits + 0.5) / (rows + 1))[codes]
    return dense


def _clusters(encoded: Encoded, called: Ints, classes: int, seed: int) -> float:
    from sklearn.cluster import KMeans
    from sklearn.metrics import adjusted_rand_score

    numbers = [
        place for place in np.flatnonzero(~encoded.nominal) if len(np.unique(encoded.dense[:, place])) > _MANY
    ]  # cells that a category names are no clusters
    if not numbers or len(called) <= classes:
        return 0.0
    x = standardised(encoded.dense[:, numbers].astype(np.float64))
    found = KMeans(n_clusters=classes, n_init=4, random_state=seed).fit_predict(x)
    return float(adjusted_rand_score(called, found))
