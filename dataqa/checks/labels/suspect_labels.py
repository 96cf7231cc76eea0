"""Rows whose label the other rows contradict."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from dataqa.checks.labels._pairs import one_of_two
from dataqa.checks.labels._slices import worst_slice
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.findings.parameters import parameters_of
from dataqa.model import Evidence, Measurement, Mend, Positions, Rows
from dataqa.probe.class_codes import OTHERS
from dataqa.probe.noise import Noise, class_noise, most_likely_wrong, widened
from dataqa.probe.residuals import number_noise
from dataqa.probe.scored import Scored
from dataqa.probe.skill import skill_of

_SHOWN, _SUGGESTED = 8, 200


@check(needs=("target", "two values", "learnable"), reads=("target", "learnable"), needs_words=True)
def suspect_labels(audit: Context) -> Iterator[Measurement]:
    """Share of labels believed wrong, by models that did not see the row (Northcutt et al. 2021; the estimate is our own).

    Columns that surely leak are left out: with the answer among the features no label looks wrong. Rows are named as long as more
    of them are expected to be wrong than the naming costs; `clean` is the posterior probability that there is no noise at all, and
    `explained` the R² of a numeric target; of classes 1.
    """
    probe = audit.probe
    if not probe.usable or audit.task.kind in ("recommendation", "forecasting") or not set(probe.learnable) - leaks_of(audit):
        raise NotApplicable(cannot_learn(audit))
    scored = probe.scored(audit.engine, leaks_of(audit))
    discrete = scored.target.discrete
    explained = 1.0 if discrete else skill_of(scored.predicted, scored.target).value
    if explained < float(parameters_of("contradiction")["least_r2"]):
        raise NotApplicable("models predict the target too badly to tell wrong labels")
    if discrete and audit.profile.columns[audit.target].kind == "number" and _are_grades(scored, float(audit.parameters["grades"])):
        raise NotApplicable("the target is a scale of grades: one that is off by a step is a judgement")
    noise = _noise(scored)
    wrong = one_of_two(scored.keys, scored.target.values, noise.wrong) if discrete else noise.wrong
    named = most_likely_wrong(wrong)
    if not len(named):
        return
    yield Measurement(
        value=noise.rate,
        unit="share of labels",
        interval=widened(noise.interval, noise.rate, len(wrong)),
        columns=(audit.target,),
        rows=Rows(positions=scored.positions[named], scores=wrong[named], suggested=_looks_like(audit, scored, named[:_SUGGESTED])),
        details={
            "clean": noise.clean,
            "rate": noise.rate,
            "explained": explained,
            "named": len(named),
            "of": len(wrong),
            "classes": len(scored.target.classes) if discrete else 0,
            "share": len(named) / len(wrong),
            "learned_from": scored.learned_from,
            "looks_like": [_told(audit, scored, place, wrong[place]) for place in named[:_SHOWN].tolist()],
            **_by_class(scored, wrong),
            **({"where": where} if (where := worst_slice(audit, scored.positions, named)) else {}),
        },
        evidence=(_picture(audit, scored, named),) if discrete else (),
        mends=(Mend(rows=_set_aside(scored, named, audit.parameters["spare"])),),
    )


def _set_aside(scored: Scored, named: Positions, spare: Mapping[str, float]) -> Positions:
    """Return the rows to be left out, the surest first; of no class too many, for models can be wrong about a whole class."""
    if scored.target.discrete:
        given = pl.DataFrame({"given": scored.target.values[named].astype(np.int64)})
        sizes = np.bincount(scored.target.values.astype(np.int64), minlength=len(scored.target.classes)).astype(np.float64)
        most = np.maximum(spare["least"] * sizes, np.minimum(spare["most"] * sizes, sizes - spare["left"]))
        rank = given.select(pl.int_range(pl.len()).over("given")).to_series().to_numpy()
        named = named[rank < np.floor(most)[given.get_column("given").to_numpy()]]
    return scored.positions[named]


def _are_grades(scored: Scored, least: float) -> bool:
    """Return whether classes that are numbers are steps of a scale: the models err to the next one, oftener than by chance."""
    names = [float(name) if name != OTHERS else np.nan for name in scored.target.classes]
    if len(names) < 4:
        return False
    step = np.argsort(np.argsort(names)).astype(np.int64)
    given, best = step[scored.target.values.astype(np.int64)], step[scored.predicted.argmax(axis=1)]
    wrong = given != best
    shares = np.bincount(given, minlength=len(names)) / len(given)
    by_chance = 2 * float((shares[:-1] * shares[1:]).sum()) / max(1e-9, 1 - float((shares**2).sum()))
    near = float((np.abs(given - best)[wrong] == 1).mean()) if wrong.any() else 0.0
    return near - by_chance > least * (1 - by_chance)


def _noise(scored: Scored) -> Noise:
    if scored.target.discrete:
        given, mixed = scored.target.values.astype(np.int64), scored.target.classes[-1] == OTHERS
        return class_noise(scored.predicted, given, mixed=mixed)
    return number_noise(scored.predicted, scored.target.values.astype(np.float64))


def _told(audit: Context, scored: Scored, place: int, chance: float) -> str:
    row = int(scored.positions[place])
    if not scored.target.discrete:
        given, expected = audit.engine.take([row], [audit.target]).item(), audit.probe.numbers(scored.predicted[[place]])[0]
        return f"row {row}: {given:.6g} looks like {expected:.4g} ({chance:.0%} sure)"
    given = int(scored.target.values[place])
    others = scored.predicted[place].copy()
    others[given] = -1.0
    classes = scored.target.classes
    return f"row {row}: {classes[given]} looks like {classes[int(others.argmax())]} ({chance:.0%} sure)"


def _looks_like(audit: Context, scored: Scored, named: Positions) -> tuple[str, ...]:
    """Return the likeliest other label of each row."""
    if not scored.target.discrete:
        return tuple(f"{value:.4g}" for value in audit.probe.numbers(scored.predicted[named]))
    others = scored.predicted[named].copy()
    others[np.arange(len(named)), scored.target.values[named].astype(np.int64)] = -1.0
    return tuple(scored.target.classes[place] for place in others.argmax(axis=1).tolist())


def _by_class(scored: Scored, wrong: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[str, dict[str, float]]:
    if not scored.target.discrete:
        return {}
    frame = pl.DataFrame({"given": scored.target.values, "wrong": wrong}).group_by("given").mean().sort("given")
    return {"by_class": {scored.target.classes[given]: round(rate, 4) for given, rate in frame.iter_rows()}}


def _picture(audit: Context, scored: Scored, named: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Evidence:
    counts = np.bincount(scored.target.values[named].astype(np.int64), minlength=len(scored.target.classes))
    return Evidence(
        title=f"Rows believed wrong, by the {audit.target} they are given",
        unit="rows",
        labels=scored.target.classes,
        values=tuple(counts.astype(float).tolist()),
        marked=(int(counts.argmax()),),
    )
