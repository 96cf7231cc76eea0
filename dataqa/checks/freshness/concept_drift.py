"""A relation between features and target that changed over time."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats, Positions
from dataqa.checks.freshness._drift.eras import Era, eras_of
from dataqa.checks.freshness._drift.windows import Windows, by_nature, windows_of
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Evidence, Measurement, Mend, Phrase
from dataqa.parameters import CheckParameters
from dataqa.probe import Probe

_FOLDS, _BLOCKS = 5, 20
_FEW = "too few rows of each time to compare old and new ones"


class Parameters(CheckParameters):
    """Which stretches of time are compared, and from which loss on one counts as harmful."""

    least_rows: Annotated[int, Field(ge=1)]
    """Fewest rows of the oldest and of the newest stretch."""
    least_tried: Annotated[int, Field(ge=1)]
    """Fewest of the newest rows on which models are tested."""
    least_skill: Annotated[float, Field(ge=0, le=1)]
    """Smallest skill of models of the newest rows themselves."""
    most_stretches: Annotated[int, Field(ge=2)]
    """Stretches of time at most."""
    counter: Annotated[float, Field(ge=0, le=1)]
    """Rank correlation with time from which a number only counts time."""
    harm: Annotated[float, Field(ge=0)]
    """Loss of skill up to which an older stretch does no harm."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Trial:
    """Models of equally many rows, tested on the newest ones."""

    probe: Probe
    left_out: frozenset[str]
    newest: Positions
    folds: Positions
    blocks: Positions
    size: int

    def losses(self, pool: Positions | None) -> Floats:
        """Return the loss on each of the newest rows of models of the rows of `pool`; None: of the newest rows outside the fold."""
        found = np.empty(len(self.newest))
        for fold in range(_FOLDS):
            test = self.folds == fold
            if not test.any():
                continue
            rows = self.newest[~test] if pool is None else np.roll(pool, -fold * self.size)
            predicted = self.probe.transferred(rows[: self.size], self.newest[test], self.left_out)
            found[test] = _loss(predicted, self.probe.target.values[self.newest[test]])
        return found

    def difference(self, a: Floats, b: Floats, base: float) -> tuple[float, float, float]:
        """Return the mean difference of two losses as a share of `base`, and its interval over blocks of time (Student 1908)."""
        from scipy.stats import t

        rows = np.bincount(self.blocks)
        sums = np.bincount(self.blocks, weights=(a - b) / base)[rows > 0]
        rows = rows[rows > 0]
        mean = float(sums.sum() / rows.sum())
        count = len(rows)
        if count < 3:
            return mean, -np.inf, np.inf
        error = float(np.sqrt(((sums - mean * rows) ** 2).sum() * count / (count - 1)) / rows.sum())
        half = float(t.ppf(0.975, count - 1)) * error
        return mean, mean - half, mean + half


def _loss(predicted: Floats, truth: Floats | Positions) -> Floats:
    """Squared error: of numbers, or of the probabilities of all classes (Brier 1950)."""
    if predicted.ndim == 1:
        return np.asarray((predicted - truth) ** 2, dtype=np.float64)
    hit = np.zeros_like(predicted)
    hit[np.arange(len(truth)), truth.astype(np.int64)] = 1.0
    return np.asarray(((predicted - hit) ** 2).sum(axis=1), dtype=np.float64)


@check(
    needs=("time", "target", "two values", "features"),
    reads=("time", "target", "features"),
    needs_words=True,
    parameters=Parameters,
)
def concept_drift(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Skill on the newest rows that a model of older rows loses compared with one of equally many of the newest rows.

    Both are tested on the same rows, in blocks of time that neither has learned from (of entities, if there are any); the
    interval is that of the paired difference over blocks. Skill is the share of the squared error (of probabilities: Brier 1950)
    that the model removes: R² or the Brier skill score. Then each older stretch is tested alone, back from the newest, until one no
    longer holds. Times, counters and columns that leak are left out. It is measured on the sample.
    """
    probe, parameters = audit.probe, audit.parameters
    if audit.task.columns[audit.target].clock:
        raise NotApplicable("the target is a time")
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    if (windows := windows_of(audit, parameters.least_rows)) is None:
        raise NotApplicable(_FEW)
    rows = probe.rows.head(probe.joint_rows)
    eras = eras_of(windows, _days(windows, rows), parameters.most_stretches)
    least = parameters.least_tried
    if len(eras) < 2 or len(eras[-1].places) < least:
        raise NotApplicable(_FEW)
    older = [era for era in eras[:-1] if len(era.places) >= max(least, 0.3 * len(eras[-1].places))]
    if not older:
        raise NotApplicable(_FEW)
    trial = _trial(audit, windows, rows, eras[-1], older)
    own = trial.losses(None)
    base = _base(probe.target.values[trial.newest], discrete=probe.target.discrete)
    if base <= 0 or 1 - own.mean() / base < parameters.least_skill:
        raise NotApplicable("models of the newest rows have too little skill to compare")
    past = trial.losses(np.sort(np.concatenate([era.places for era in older])))
    value, low, high = trial.difference(past, own, base)
    if low <= 0:
        return
    yield _measured(audit, windows, trial, (value, low, high), own, past, base, eras[-1], older)


def _days(windows: Windows, rows: pl.DataFrame) -> Floats:
    moments = rows.select(windows.clock.moment.cast(pl.Datetime("us")).dt.epoch("us")).to_series().cast(pl.Float64).to_numpy()
    days = moments / 86_400_000_000
    return np.where((days >= windows.start) & (days <= windows.end), days, np.nan)


def _trial(audit: Context[Parameters], windows: Windows, rows: pl.DataFrame, newest: Era, older: list[Era]) -> _Trial:
    names = [name for name in audit.task.features if not audit.task.columns[name].clock]
    _, counters = by_nature(audit, windows, names, audit.parameters.counter)
    timely = set(windows.clock.columns[:1]) | set(audit.task.having("time", "datetime"))
    order = np.argsort(newest.days, kind="stable")
    blocks = np.empty(len(order), dtype=np.int64)
    blocks[order] = np.arange(len(order)) * _BLOCKS // len(order)
    group = audit.task.first("group")
    keys = blocks if group is None else rows.get_column(group)[newest.places].hash(seed=7).to_numpy() % np.uint64(_FOLDS)
    folds = keys.astype(np.int64) % _FOLDS
    smallest = min(int((folds != fold).sum()) for fold in range(_FOLDS))
    return _Trial(
        probe=audit.probe,
        left_out=frozenset({*counters, *timely, *leaks_of(audit)}),
        newest=newest.places,
        folds=folds,
        blocks=blocks,
        size=min(smallest, *(len(era.places) for era in older)),
    )


def _base(truth: Floats | Positions, *, discrete: bool) -> float:
    if not discrete:
        return float(truth.var())
    shares = np.bincount(truth.astype(np.int64)) / len(truth)
    return float(1 - (shares**2).sum())


def _measured(
    audit: Context[Parameters], windows: Windows, trial: _Trial, effect: tuple[float, float, float], own: Floats, past: Floats,
    base: float, newest: Era, older: list[Era],
) -> Measurement:  # fmt: skip
    harm = audit.parameters.harm
    skills, harmless = [], True
    safe = newest.first
    for era in reversed(older):
        losses = trial.losses(era.places)
        skills.append(1 - float(losses.mean()) / base)
        harmless = harmless and trial.difference(losses, own, base)[1] <= harm
        if harmless:
            safe = era.first
    kind = "" if safe == older[0].first else "outdated" if safe == newest.first else "partly-valid"
    values = [*reversed(skills), 1 - float(own.mean()) / base]
    before = np.flatnonzero(windows.days < safe).astype(np.int64) if kind else np.empty(0, dtype=np.int64)
    return Measurement(
        value=effect[0],
        unit="skill",
        interval=(effect[1], effect[2]),
        columns=(audit.target,),
        kind=kind,
        notes=() if windows.years >= 1.9 else ("season",),
        details={
            "metric": Phrase("Brier skill score" if trial.probe.target.discrete else "R²"),
            "old_skill": 1 - float(past.mean()) / base,
            "new_skill": values[-1],
            "newest": windows.at(newest.first),
            "safe": windows.at(safe),
            "tried": len(trial.newest),
            "learned": trial.size,
            "kept": len(windows.days) - len(before) if len(before) else 0,
            "alike": float(windows.years >= 1.9),
        },
        evidence=(
            Evidence(
                title=f"Skill on the newest rows (from {windows.at(newest.first)}) of models of each stretch",
                unit="skill",
                labels=tuple(f"from {windows.at(era.first)}" for era in [*older, newest]),
                values=tuple(max(0.0, value) for value in values),
                marked=(len(values) - 1,),
                ordered=True,
            ),
        ),
        mends=(Mend(rows=before),),
    )
