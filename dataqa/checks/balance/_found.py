"""What becomes of a rare class: whether quick models ever say it."""

from __future__ import annotations

from typing import Any

import polars as pl

from dataqa.context import Context
from dataqa.findings.leaks import leaks_of
from dataqa.model import Phrase
from dataqa.probe.folded import folded
from dataqa.statistics import auc, auc_interval, wilson

_NOT_TRIED: dict[str, Any] = {"missed": 1.0, "surely_missed": 0.0, "tells": ""}


def rare_skill(audit: Context, name: str) -> dict[str, Any]:
    """Return how well quick models find a class.

    Parameters
    ----------
    audit : Context
        With classes as the target.
    name : str
        Of the class.

    Returns
    -------
    dict
        ``found`` and ``found_interval`` (recall where the likeliest class is said; Wilson 1927), ``said`` (how often it is said, as
        a share of how often it is true), ``auc`` and ``auc_interval`` (against the rest; Hanley & McNeil 1982), ``tried`` (rows of
        it that were predicted by models that did not see them), ``missed`` and ``surely_missed`` (the ends of what is missed; 1 and
        0 where that is not known) and ``tells``, all that in words. ``threshold_costs`` is the balanced accuracy that moving the
        threshold to the share of the class brings: what imbalance costs a model that is left as it is.
    """
    probe = audit.probe
    if not probe.usable or audit.task.kind != "classification" or not set(probe.learnable) - leaks_of(audit):
        return _NOT_TRIED
    scored = probe.scored(audit.engine, leaks_of(audit))
    names = scored.target.classes
    alike = folded(pl.Series("name", [*names, name], dtype=pl.String))
    place = next((at for at in range(len(names)) if alike[at] == alike[len(names)]), None)
    if place is None:  # one of very many classes, and told apart no more
        return _NOT_TRIED
    true, said = scored.target.values == place, scored.predicted.argmax(axis=1) == place
    tried, hits = int(true.sum()), int((true & said).sum())
    if not 0 < tried < len(true):
        return _NOT_TRIED
    low, high = wilson(hits, tried)
    area = auc(scored.predicted[:, place], true)
    # where the chance of the class exceeds its share, the model speaks for it: the threshold that suits balanced accuracy
    moved = scored.predicted[:, place] >= tried / len(true)
    share = float((true & moved).sum()) / tried
    falsely = [float((~true & call).sum()) / (len(true) - tried) for call in (said, moved)]
    words = (
        f" A quick model that says the likeliest class finds {hits / tried:.0%} of the rare one ({low:.0%} to {high:.0%}), "
        f"one whose threshold is moved {share:.0%}; it tells it from the rest with an AUC of {area:.2f}."
    )
    return {
        "found": hits / tried, "found_interval": [low, high], "said": float(said.sum()) / tried, "auc": area,
        "found_moved": share, "threshold_costs": (share - falsely[1] - hits / tried + falsely[0]) / 2,
        "auc_interval": list(auc_interval(area, tried, len(true) - tried)), "tried": tried,
        "learned_from": scored.learned_from, "missed": 1 - low, "surely_missed": 1 - high, "tells": Phrase(words),
    }  # fmt: skip
