"""Signs that a feature predicts the target: p values of every feature, corrected for how many there are."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import polars as pl

from dataqa.arrays import Bools, Floats
from dataqa.probe import Probe
from dataqa.probe.skill import Skill


def chances(probe: Probe, features: Sequence[str]) -> Floats:
    """Return the p value of each feature: how likely it would look as predictive as it does if it were uninformative.

    Two looks, the better of them counted twice (Bonferroni): the cross-validated skill of the column alone, against its standard
    error; and, of numbers, the rank correlation with the target or with each of its classes (Spearman 1904), which sees a faint
    trend that bins of few rows hide.

    Parameters
    ----------
    probe : Probe
        Usable.
    features : sequence of str
        Columns.

    Returns
    -------
    ndarray of float64, shape (len(features),)
        p values.
    """
    from scipy.stats import norm

    alone = norm.sf([_deviations(probe.single(name), len(probe.target)) for name in features])
    return np.asarray(np.minimum(1.0, 2 * np.minimum(alone, _trends(probe, features))), dtype=np.float64)


def _deviations(skill: Skill, rows: int) -> float:
    """Return how many standard errors a skill is above none."""
    if skill.metric != "AUC":
        return float(np.arctanh(min(0.999999, np.sqrt(max(skill.raw, 0.0)))) * np.sqrt(max(rows - 3, 1)))
    half = min((skill.interval[1] + 1) / 2 - skill.raw, 0.5)
    return (skill.raw - 0.5) / max(half / 1.96, 1e-9)


def _trends(probe: Probe, features: Sequence[str]) -> Floats:
    from scipy.stats import norm

    found = np.ones(len(features))
    schema = probe.rows.schema
    numbers = [i for i, name in enumerate(features) if schema[name].is_numeric()]
    if not numbers:
        return found
    ranked = probe.rows.select(pl.col(features[i]).rank().alias(str(i)) for i in numbers)
    x = _standard(ranked.select(pl.all().fill_null(pl.all().mean())).cast(pl.Float64).to_numpy())
    values = probe.target.values
    if probe.target.discrete:
        y = _standard((values[:, None] == np.arange(len(probe.target.classes))).astype(np.float64))
    else:
        y = _standard(pl.Series(values).rank().to_numpy().astype(np.float64)[:, None])
    strongest = np.abs(x.T @ y / len(values)).max(axis=1)
    looks = 1 if y.shape[1] <= 2 else y.shape[1]
    found[numbers] = np.minimum(1.0, looks * 2 * norm.sf(strongest * np.sqrt(max(len(values) - 1, 1))))
    return found


def _standard(columns: Floats) -> Floats:
    columns = np.nan_to_num(columns - np.nan_to_num(columns).mean(axis=0))
    spread = columns.std(axis=0)
    return np.asarray(columns / np.where(spread > 0, spread, 1.0), dtype=np.float64)


def discoveries(chance: Floats, rate: float) -> Bools:
    """Return which p values are too small for chance, so that of those `rate` are false (Benjamini & Hochberg 1995).

    Parameters
    ----------
    chance : ndarray of float64, shape (n,)
        p values.
    rate : float
        False discoveries among all.

    Returns
    -------
    ndarray of bool, shape (n,)
        True where it is a discovery.
    """
    ordered = np.sort(chance)
    passed = np.flatnonzero(ordered <= rate * np.arange(1, len(ordered) + 1) / max(1, len(ordered)))
    return chance <= (ordered[passed[-1]] if len(passed) else -1.0)
