"""How well quick models find a rare class."""

from __future__ import annotations

from typing import Any

import polars as pl

from dataqa.context import Context
from dataqa.findings.leaks import leaks_of
from dataqa.probe.folded import folded_names
from dataqa.statistics import auc, auc_interval, wilson

_NOT_TRIED: dict[str, Any] = {"missed": 1.0, "surely_missed": 0.0, "auc_high": 1.0}


def rare_skill(audit: Context, name: str, *, growing: bool) -> dict[str, Any]:
    """Return how well quick models find a class.

    Parameters
    ----------
    audit : Context
        With classes as the target.
    name : str
        Of the class.
    growing : bool
        Whether to ask if the class gets better with rows; it takes models of its own.

    Returns
    -------
    dict
        ``found``, ``found_low`` and ``found_high`` (recall of models that predict the most likely class; Wilson 1927),
        ``predicted`` (how often it is predicted, relative to how often it is true), ``auc``, ``auc_interval`` and its upper end
        ``auc_high`` (against the rest; Hanley & McNeil 1982), ``tried`` (rows of it that were predicted by models that did not see
        them), ``missed`` and ``surely_missed`` (upper and lower bound of the share missed). If no model could be asked, ``missed``
        and ``auc_high`` are 1, ``surely_missed`` is 0, and nothing else is known.
        ``found_moved`` is the recall with the threshold at the share of the class, and ``threshold_costs`` the balanced accuracy
        that this adds: what imbalance costs a model that is left as it is. ``growth`` is the learning curve of the class: how much
        2·AUC − 1 its second half of rows added; only where that was asked.
    """
    probe = audit.probe
    if not probe.usable or audit.task.kind != "classification" or not set(probe.learnable) - leaks_of(audit):
        return _NOT_TRIED
    scored = probe.scored(audit.engine, leaks_of(audit))
    names = scored.target.classes
    alike = folded_names(pl.Series("name", [*names, name], dtype=pl.String))
    place = next((at for at in range(len(names)) if alike[at] == alike[len(names)]), -1)
    true, predicted = scored.target.values == place, scored.predicted.argmax(axis=1) == place
    tried, hits = int(true.sum()), int((true & predicted).sum())
    if not 0 < tried < len(true):  # none of one of very many classes, pooled with other rare ones
        return _NOT_TRIED
    growth = {"growth": probe.growth_of_class(place, tuple(sorted(leaks_of(audit))))} if growing else {}
    low, high = wilson(hits, tried)
    area = auc(scored.predicted[:, place], true)
    # the threshold that suits balanced accuracy: the share of the class
    moved = scored.predicted[:, place] >= tried / len(true)
    share = float((true & moved).sum()) / tried
    interval = auc_interval(area, tried, len(true) - tried)
    falsely = [float((~true & call).sum()) / (len(true) - tried) for call in (predicted, moved)]
    return {
        "found": hits / tried, "found_low": low, "found_high": high, "predicted": float(predicted.sum()) / tried, "auc": area,
        "found_moved": share, "threshold_costs": (share - falsely[1] - hits / tried + falsely[0]) / 2,
        "auc_interval": list(interval), "auc_high": interval[1], "tried": tried,
        "learned_from": scored.learned_from, "missed": 1 - low, "surely_missed": 1 - high,
        **growth,
    }  # fmt: skip
