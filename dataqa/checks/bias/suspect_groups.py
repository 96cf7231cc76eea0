"""Groups of people whose labels look wrong more often than those of others."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace
from statistics import NormalDist
from typing import Annotated

import numpy as np
from pydantic import Field

from dataqa.arrays import Bools, Floats
from dataqa.checks.bias._coded import coded_groups, predictions
from dataqa.checks.bias._groups import ComparedGroups
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.parameters import parameters_of
from dataqa.model import Cell, Measurement, Rows
from dataqa.probe.class_codes import OTHERS
from dataqa.probe.noise import NoiseDifference, most_likely_wrong, noise_difference
from dataqa.probe.residuals import number_noise
from dataqa.probe.scored import Scored
from dataqa.probe.skill import skill_of
from dataqa.probe.threads import one_thread
from dataqa.statistics import Z95, bonferroni, newcombe

Answers = tuple[Floats, Bools, Bools]
_SCALE = 4


class Parameters(ComparedGroups):
    """Which groups are examined."""

    lead: Annotated[float, Field(ge=0)]
    """Standard errors by which confident predictions contradict more labels of a group than of the others."""
    fits: Annotated[int, Field(ge=1)]
    """Groups of different columns whose label noise is estimated, at most."""


@check(
    needs=("protected", "target", "two values", "learnable"),
    reads=("target", "protected", "learnable"),
    needs_words=True,
    parameters=Parameters,
)
def suspect_groups(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Difference between the share of labels that look wrong in a group of people and among all others.

    The estimate is that of `suspect-labels`: it counts labels that contradict the most confident predictions, so that a group that
    is only harder to predict has no more of them. In each protected column the group with most labels that confident predictions
    contradict is a candidate, and the first two of these are examined. The interval is posterior; for numbers it is built from
    those of both shares (Zou & Donner 2008, Stat. Med. 27:1693–1702), with the sampling error (Newcombe 1998); for all groups
    (Bonferroni).
    """
    scored = predictions(audit)
    if scored is None or not _trustworthy(audit, scored):
        raise NotApplicable(
            cannot_learn(audit) if scored is None else "models predict the target too badly to recognise wrong labels"
        )
    odd, sure = _contradicted(scored)
    tried, leads = 0, []
    for column in audit.task.protected:
        if column == audit.target:
            continue
        groups = coded_groups(audit, column)
        codes = groups.codes[scored.positions]
        best: tuple[float, str, str, Bools] | None = None
        for place, name in enumerate(groups.names):
            mine = codes == place
            others = (codes >= 0) & ~mine
            if min(mine.sum(), others.sum()) < audit.parameters.smallest:
                continue
            tried += 1
            lead = _lead(odd, mine & sure, others & sure)
            if best is None or lead > best[0]:
                best = (lead, column, name, mine)
        if best is not None and best[0] > audit.parameters.lead:
            leads.append((best, (codes >= 0) & ~best[3]))
    leads.sort(key=lambda entry: (-entry[0][0], entry[0][1]))
    for (_, column, name, mine), others in leads[: audit.parameters.fits]:
        with one_thread():
            found = _apart(scored, mine, others, 0.05 / tried)
        yield _measured(column, name, scored, mine, others, found, bonferroni(tried))


def _measured(column: str, name: str, scored: Scored, mine: Bools, others: Bools, found: NoiseDifference, z: float) -> Measurement:
    at, rows, other_rows = np.flatnonzero(mine), int(mine.sum()), int(others.sum())
    suspects = most_likely_wrong(found.wrong)
    gap = found.rate - found.other_rate
    # how many labels of these rows are wrong is one thing, how many of the next such rows another
    low, high = newcombe(found.rate * rows, rows, found.other_rate * other_rows, other_rows, z)
    least = gap - math.hypot(gap - low, max(0.0, gap - found.interval[0]))
    return Measurement(
        value=gap,
        unit="difference of shares of labels",
        interval=(least, gap + math.hypot(high - gap, max(0.0, found.interval[1] - gap))),
        columns=(column,),
        rows=Rows(positions=scored.positions[at[suspects]], scores=found.wrong[suspects]),
        about=Cell(name),
        details={
            "rate": found.rate, "other_rate": found.other_rate, "clean": found.clean, "group_rows": rows,
            "other_rows": other_rows, "least_points": 100 * least, "learned_from": scored.learned_from,
        },
    )  # fmt: skip


def _trustworthy(audit: Context, scored: Scored) -> bool:
    """Return False if an unexpected label need not be wrong: numbers that can hardly be predicted, and steps of a scale."""
    if not scored.target.discrete:
        return skill_of(scored.predicted, scored.target).value >= float(parameters_of("contradiction")["least_r2"])
    return audit.profile.columns[audit.target].kind != "number" or len(scored.target.classes) < _SCALE


def _contradicted(scored: Scored) -> tuple[Floats, Bools]:
    """Return whether the prediction contradicts each label, and which rows are predicted confidently: there noise stands out."""
    if not scored.target.discrete:
        size = np.abs(scored.predicted - scored.target.values)
        return (size >= np.quantile(size, 0.9)).astype(np.float64), np.ones(len(size), dtype=bool)
    sure = scored.predicted.max(axis=1)
    return (scored.predicted.argmax(axis=1) != scored.target.values).astype(np.float64), sure >= np.median(sure)


def _lead(odd: Floats, mine: Bools, others: Bools) -> float:
    """Return by how many standard errors more labels of a group are contradicted."""
    rows, other_rows = int(mine.sum()), int(others.sum())
    if not rows or not other_rows:
        return 0.0
    overall = float(odd[mine | others].mean())
    error = math.sqrt(overall * (1 - overall) * (1 / rows + 1 / other_rows))
    return float(odd[mine].mean() - odd[others].mean()) / error if error else 0.0


def _apart(scored: Scored, mine: Bools, others: Bools, level: float) -> NoiseDifference:
    if not scored.target.discrete:
        here, there = (
            number_noise(scored.predicted[rows], scored.target.values[rows].astype(np.float64)) for rows in (mine, others)
        )
        gap, wide = here.rate - there.rate, NormalDist().inv_cdf(1 - level / 2) / Z95
        low = math.hypot(here.rate - here.interval[0], there.interval[1] - there.rate)
        high = math.hypot(here.interval[1] - here.rate, there.rate - there.interval[0])
        ends = (gap - wide * low, gap + wide * high)
        return NoiseDifference(rate=here.rate, other_rate=there.rate, interval=ends, clean=here.clean, wrong=here.wrong)
    if len(scored.target.classes) == 2:
        return noise_difference(_of_two(scored, mine), _of_two(scored, others), level)
    found = noise_difference(_of_many(scored, mine), _of_many(scored, others), level)
    # one question for all classes, whether a row is of each: the wrong yes is the row's
    known = _known(scored)
    wrong = np.where(_given(scored, mine), found.wrong.reshape(-1, known), 0.0).sum(axis=1)
    return replace(found, wrong=wrong)


def _of_two(scored: Scored, rows: Bools) -> Answers:
    return scored.predicted[rows, 1], scored.target.values[rows] == 1, np.ones(int(rows.sum()), dtype=bool)


def _of_many(scored: Scored, rows: Bools) -> Answers:
    hits = _given(scored, rows).ravel()
    return scored.predicted[rows, : _known(scored)].ravel(), hits, hits


def _given(scored: Scored, rows: Bools) -> Bools:
    given = scored.target.values[rows].astype(np.int64)
    return np.asarray(given[:, None] == np.arange(_known(scored)), dtype=bool)


def _known(scored: Scored) -> int:
    """Return how many classes there are; the pooled rare ones do not count."""
    return len(scored.target.classes) - (scored.target.classes[-1] == OTHERS)
