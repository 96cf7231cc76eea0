"""Groups of people for whom a quick model makes more errors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Any

import numpy as np
from pydantic import Field

from dataqa.arrays import Bools, Floats, Ints
from dataqa.checks.bias._coded import Coded, coded_groups, predictions
from dataqa.checks.bias._groups import ComparedGroups, Gap, surest_gaps
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Rows
from dataqa.probe.scored import Scored
from dataqa.probe.skill import skill_of
from dataqa.statistics import auc, auc_interval


@dataclass(frozen=True, slots=True, kw_only=True)
class _Error:
    """One sort of error.

    Attributes
    ----------
    about, kind : str
        What it is called, and the kind of its message.
    trials, hits : ndarray of bool
        Rows in which it can occur, and in which it does.
    details : dict
        What the message names.
    """

    about: str
    kind: str
    trials: Bools
    hits: Bools
    details: dict[str, Any]


class Parameters(ComparedGroups):
    """Which groups are compared, and what a large error is. Only rows in which an error can occur count for ``smallest``."""

    large: Annotated[float, Field(gt=0, lt=1)]
    """Share of all rows whose errors of a number are large."""


@check(
    needs=("protected", "target", "two values", "learnable"),
    reads=("target", "protected", "learnable"),
    needs_words=True,
    parameters=Parameters,
)
def group_errors(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Error-rate disparity of a quick model: the most certain difference between two groups of a protected column.

    All rows are predicted by models that did not see them. For two classes the rates of missed cases and of false alarms are
    compared (equalized odds: Hardt, Price & Srebro 2016), with the rarer class predicted as often as it occurs; for more classes
    the share of wrong predictions; for a number the share of errors among the largest quarter. The interval is Newcombe's (1998),
    for all comparisons (Bonferroni). If the outcome is rarer in a group, even a calibrated model misses more of it (Kleinberg et
    al. 2017): the AUC in the details does not depend on that.
    """
    scored = predictions(audit)
    columns = [name for name in audit.task.protected if name != audit.target]
    if scored is None or not columns:
        raise NotApplicable(cannot_learn(audit) if scored is None else "the only column of groups is the target")
    if skill_of(scored.predicted, scored.target).interval[0] <= 0:
        raise NotApplicable("quick models hardly beat guessing, so their errors say nothing about groups")
    errors = _errors(scored, audit.target, audit.parameters.large)
    for column in columns:
        groups = coded_groups(audit, column)
        codes = groups.codes[scored.positions]
        found = []
        for place, error in enumerate(errors):
            trials = _counts(codes[error.trials], len(groups.names))
            known = np.flatnonzero(trials >= audit.parameters.smallest)
            hits = _counts(codes[error.hits], len(groups.names))
            if len(known) >= 2:
                (gap,) = surest_gaps(hits[known, None], trials[known], len(errors) * len(columns))
                found.append((gap.interval[0], -place, error, gap, known, hits[known] / trials[known], trials[known]))
        if not found:
            continue
        _, _, error, gap, known, rates, trials = max(found, key=lambda entry: entry[:2])
        if gap.value > 0:
            yield _measured(column, groups, codes, scored, error, gap, known, rates, trials)


def _errors(scored: Scored, target: str, large: float) -> list[_Error]:
    if not scored.target.discrete:
        size = np.abs(scored.predicted - scored.target.values)
        far = size > np.quantile(size, 1 - large)
        return [_Error(about="errors", kind="large", trials=np.ones(len(size), dtype=bool), hits=far, details={"large": large})]
    if len(scored.target.classes) > 2:
        wrong = scored.predicted.argmax(axis=1) != scored.target.values
        return [_Error(about="errors", kind="", trials=np.ones(len(wrong), dtype=bool), hits=wrong, details={})]
    true, chance = scored.target.values == 1, scored.predicted[:, 1]
    said = chance >= np.sort(chance)[-max(1, int(true.sum()))]
    common, rare = scored.target.classes
    details = {"target": target, "outcome": rare, "other_outcome": common}
    return [
        _Error(about="missed", kind="missed", trials=true, hits=true & ~said, details=details),
        _Error(about="false alarms", kind="false-alarms", trials=~true, hits=~true & said, details=details),
    ]


def _measured(
    column: str, groups: Coded, codes: Ints, scored: Scored, error: _Error, gap: Gap,
    known: Ints, rates: Floats, trials: Floats,
) -> Measurement:  # fmt: skip
    more, less = int(known[gap.high]), int(known[gap.low])
    names = [groups.names[k] for k in known]
    details: dict[str, Any] = {
        **error.details, "more": names[gap.high], "less": names[gap.low],
        "more_rate": float(rates[gap.high]), "less_rate": float(rates[gap.low]),
        "more_rows": int(trials[gap.high]), "less_rows": int(trials[gap.low]), "least_points": 100 * gap.interval[0],
        "learned_from": scored.learned_from,
    }  # fmt: skip
    if error.about != "errors":
        for name, k in (("auc_more", more), ("auc_less", less)):
            details[name], details[f"{name}_interval"] = _area(scored, codes == k)
    return Measurement(
        value=gap.value,
        unit="difference of rates",
        interval=gap.interval,
        columns=(column,),
        rows=Rows(positions=scored.positions[error.hits & (codes == more)]),
        about=error.about,
        kind=error.kind,
        notes={"missed": ("auc",), "false-alarms": ("false-alarms", "auc")}.get(error.kind, ()),
        details=details,
        evidence=(
            Evidence(
                title=f"Error rate of a quick model ({error.about}), by {column}",
                unit="share of rows",
                labels=tuple(f"{name} ({int(rows):,})" for name, rows in zip(names, trials, strict=True)),
                values=tuple(rates.tolist()),
                marked=tuple(sorted((gap.high, gap.low))),
            ),
        ),
    )


def _area(scored: Scored, mine: Bools) -> tuple[float, list[float]]:
    hit = scored.target.values[mine] == 1
    area = auc(scored.predicted[mine, 1], hit)
    return area, list(auc_interval(area, int(hit.sum()), int((~hit).sum())))


def _counts(codes: Ints, groups: int) -> Floats:
    return np.bincount(codes[codes >= 0], minlength=groups).astype(np.float64)
