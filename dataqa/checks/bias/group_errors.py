"""Groups of people for whom a quick model is wrong more often."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from dataqa.checks.bias._coded import Coded, coded_groups, predictions
from dataqa.checks.bias._groups import Gap, surest_gaps
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.probe.scored import Scored
from dataqa.statistics import auc, auc_interval

Flags = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Error:
    """One way to be wrong: which rows it can befall, which it does, and how that is said."""

    about: str
    says: str
    of: str
    trials: Flags
    hits: Flags


@check(needs=("protected", "target", "two values", "learnable"), reads=("target", "protected", "learnable"), needs_words=True)
def group_errors(audit: Context) -> Iterator[Measurement]:
    """Difference of a quick model's error rate between two groups of a protected column, the surest one.

    All rows are predicted by models that did not see them. Of two classes the rates of the missed and of the false alarms are
    compared (equalized odds: Hardt, Price & Srebro 2016), where the rarer class is said as often as it occurs; of more classes the
    share of wrong answers; of a number the share of errors among the largest quarter. The interval is Newcombe's (1998), for all
    comparisons (Bonferroni). Where the outcome is rarer in a group, more of it is missed even by an honest model (Kleinberg et al.
    2017): the areas under the ROC curve in the details are free of that.
    """
    scored = predictions(audit)
    columns = [name for name in audit.task.protected if name != audit.target]
    if scored is None or not columns:
        raise NotApplicable(cannot_learn(audit) if scored is None else "the only column of groups is the target")
    errors = _errors(scored, audit.target, float(audit.parameters["large"]))
    for column in columns:
        groups = coded_groups(audit, column)
        codes = groups.codes[scored.positions]
        found = []
        for place, error in enumerate(errors):
            trials = _counts(codes[error.trials], len(groups.names))
            known = np.flatnonzero(trials >= float(audit.parameters["smallest"]))
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
        says, every = f"errs by more than for {1 - large:.0%} of all rows in", np.ones(len(size), dtype=bool)
        return [_Error(about="errors", says=says, of="the rows", trials=every, hits=far)]
    if len(scored.target.classes) > 2:
        wrong = scored.predicted.argmax(axis=1) != scored.target.values
        every = np.ones(len(wrong), dtype=bool)
        return [_Error(about="errors", says="is wrong in", of="the rows", trials=every, hits=wrong)]
    true, chance = scored.target.values == 1, scored.predicted[:, 1]
    said = chance >= np.sort(chance)[-max(1, int(true.sum()))]
    common, rare = (f"{target} is {name}" for name in scored.target.classes)
    return [
        _Error(about="missed", says="misses", of=f"the rows where {rare}", trials=true, hits=true & ~said),
        _Error(about="false alarms", says=f"says {rare} in", of=f"the rows where {common}", trials=~true, hits=~true & said),
    ]


def _measured(
    column: str, groups: Coded, codes: npt.NDArray[np.int64], scored: Scored, error: _Error, gap: Gap,
    known: npt.NDArray[np.int64], rates: npt.NDArray[np.float64], trials: npt.NDArray[np.float64],
) -> Measurement:  # fmt: skip
    more, less = int(known[gap.high]), int(known[gap.low])
    names = [groups.names[k] for k in known]
    details: dict[str, Any] = {
        "says": error.says, "of": error.of, "more": names[gap.high], "less": names[gap.low],
        "more_rate": float(rates[gap.high]), "less_rate": float(rates[gap.low]),
        "more_rows": int(trials[gap.high]), "less_rows": int(trials[gap.low]), "learned_from": scored.learned_from, "ranks": "",
    }  # fmt: skip
    if error.about != "errors":
        areas = [_area(scored, codes == k) for k in (more, less)]
        details |= dict(zip(("auc_more", "auc_less"), areas, strict=True))
        (a, *_), (b, *_) = areas
        details["ranks"] = Phrase(
            f" Where its threshold plays no part, it tells the classes apart with an AUC of {a:.2f} and {b:.2f}."
        )
    return Measurement(
        value=gap.value,
        unit="difference of rates",
        interval=gap.interval,
        columns=(column,),
        rows=Rows(positions=scored.positions[error.hits & (codes == more)]),
        about=error.about,
        details=details,
        evidence=(
            Evidence(
                title=f"Share of {error.of} that a quick model gets wrong, by {column}",
                unit="share of rows",
                labels=tuple(f"{name} ({int(rows):,})" for name, rows in zip(names, trials, strict=True)),
                values=tuple(rates.tolist()),
                marked=tuple(sorted((gap.high, gap.low))),
            ),
        ),
    )


def _area(scored: Scored, mine: Flags) -> list[float]:
    hit = scored.target.values[mine] == 1
    area = auc(scored.predicted[mine, 1], hit)
    return [area, *auc_interval(area, int(hit.sum()), int((~hit).sum()))]


def _counts(codes: npt.NDArray[np.int64], groups: int) -> npt.NDArray[np.float64]:
    return np.bincount(codes[codes >= 0], minlength=groups).astype(np.float64)
