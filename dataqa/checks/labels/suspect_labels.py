"""Rows whose label similar rows contradict."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Positions
from dataqa.checks.grades import are_grades
from dataqa.checks.labels._pairs import one_of_two
from dataqa.checks.labels._slices import worst_slice
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.findings.parameters import parameters_of
from dataqa.model import Evidence, Measurement, Mend, Rows
from dataqa.parameters import CheckParameters
from dataqa.probe.class_codes import OTHERS
from dataqa.probe.noise import Noise, class_noise, most_likely_wrong, widened
from dataqa.probe.residuals import number_noise
from dataqa.probe.scored import Scored
from dataqa.probe.skill import skill_of
from dataqa.statistics import wilson

_SUGGESTED = 200


class Spare(CheckParameters):
    """How many rows of a class a repair removes at most."""

    most: Annotated[float, Field(ge=0, le=1)]
    """Share of the class, as long as `left` rows remain."""
    left: Annotated[int, Field(ge=0)]
    """Rows of the class that remain."""
    least: Annotated[float, Field(ge=0, le=1)]
    """Share of a class that may be removed even if fewer remain."""


class Grouped(CheckParameters):
    """When clusters of the rows that know no class are the classes."""

    share: Annotated[float, Field(ge=0)]
    """Share of what the best model knows of two classes that the clusters know, at least."""
    share_of_many: Annotated[float, Field(ge=0)]
    """The same of more classes: that each has a cluster of its own is unlikely then."""
    stable: Annotated[float, Field(ge=0, le=1)]
    """Agreement of the clusters of two halves of the rows, at least."""
    chance: Annotated[float, Field(ge=0, le=1)]
    """Probability, at most, that clusters and classes agree so well by chance."""
    spread: Annotated[float, Field(ge=0, le=1)]
    """Variance within clusters up to which they are clusters, and no cuts through one cloud."""
    easy: Annotated[float, Field(ge=0, le=1)]
    """Posterior probability of easy classes with wrong labels that makes up for clusters that touch."""
    of_two: Annotated[float, Field(ge=0, le=1)]
    """Rate at which one of two classes is called the other, at most: two clusters can differ a little by nature."""


class Sure(CheckParameters):
    """When contradictions surely are more than the errors of models near a border between classes, whatever the reason."""

    easy: Annotated[float, Field(ge=0, le=1)]
    """Posterior probability of easy classes with wrong labels from which on less skill without the noise is enough."""
    clean: Annotated[float, Field(ge=0, le=1)]
    """Posterior probability that there is no noise at all, at most."""
    highest: Annotated[float, Field(ge=0, le=1)]
    """Rate at which a class is called another, at least."""
    explained: Annotated[float, Field(ge=0, le=1)]
    """Of a number: squared correlation with its predictions among the rows that are not suspected, at least."""


class Identifiable(CheckParameters):
    """When contradictions are wrong labels, and not as likely chance."""

    explained: Annotated[float, Field(ge=0, le=1)]
    """Squared correlation of a numeric target with its predictions among the rows that are not suspected, at least."""
    whole: Annotated[float, Field(ge=0, le=1)]
    """R² of a numeric target with all rows, at least: where models know less, many people are unlike those who are alike."""
    evidence: Annotated[float, Field(ge=0)]
    """Logarithm of how much likelier wrong numbers make a numeric target than numbers that vary more than others, at least."""
    heap: Annotated[float, Field(ge=0, le=1)]
    """Share of a numeric target at its least or its largest number, below which it is one outcome, and not two in one."""
    surely: Annotated[float, Field(ge=0)]
    """Labels that are wrong by the lower bound of the rate, at least."""
    both: Annotated[float, Field(ge=0, le=1)]
    """Lower as a share of the higher of the rates at which two classes are called each other, at least, if that is above `low`."""
    clear: Annotated[float, Field(ge=0)]
    """Rate, as a share of the skill that is missing even without it, at least: below it, it is the errors of a hard problem."""
    ease: Annotated[float, Field(ge=0, le=1)]
    """Skill that models would have without the noise, at least: of a hard problem chance explains contradictions as well."""
    sure: Sure
    """What makes up for less: few rows show badly how much skill there would be."""
    highest: Annotated[float, Field(ge=0, le=1)]
    """Rate at which a class is called another, at most: beyond it the class has no region that is surely its own."""
    few_regions: Annotated[float, Field(ge=0, le=1)]
    """Share of what models know that a few regions know, too, from which on rates of the classes in these may be their nature."""
    clusters: Annotated[float, Field(ge=0, le=1)]
    """Agreement of the classes with clusters of the features from which on these regions are the classes."""
    low: Annotated[float, Field(ge=0, le=1)]
    """Highest rate up to which regions of many values are the classes even if they are few and no clusters."""
    grouped: Grouped
    """When clusters of the rows are the classes, however many labels are wrong."""
    named: Annotated[float, Field(ge=0, le=1)]
    """Share of what the regions know that comes from columns of few values, from which on they are cells with a base rate."""


class Parameters(CheckParameters):
    """When a label is contradicted, and what a repair removes."""

    spare: Spare
    """How many rows of a class a repair removes at most."""
    identifiable: Identifiable
    """When contradictions are wrong labels, and not as likely chance."""
    least_skill: Annotated[float, Field(ge=0, le=1)]
    """Skill of models of classes, lower bound; below it they know too little to contradict a label."""


@check(needs=("target", "two values", "learnable"), reads=("target", "learnable"), needs_words=True, parameters=Parameters)
def suspect_labels(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of labels that look wrong to models that did not see the row (Northcutt et al. 2021; the estimate is our own).

    Columns that certainly leak the target are left out: with the answer among the features no label looks wrong. Rows are
    listed as long as enough of them are expected to be wrong; `clean` is the posterior probability that there is no label noise
    at all, and `explained` the R² of a numeric target, or 1 for classes. Chance is no error: `identified` is 1 for a number if
    its predictions agree well with it in the rows that are not suspected, since a wage varies among people who are alike; for
    classes if they would be easy to tell apart without the contradictions, and if what models know of them is more than the
    base rates of a few regions (their own rates can be 0.2 and 0.75 by nature), or if these regions are clusters that know no
    class. Where it is 0 the value is the share of rows in the list, and no rate of wrong labels. Contradictions may be more than
    a border explains, and yet base rates of regions of several values look the same; so may numbers of which models know little
    of all rows, but much of those not suspected. Then `undecided` is the rate at which a class is called another if labels are
    wrong, and the value is how many are.
    """
    probe = audit.probe
    if not probe.usable or audit.task.kind in ("recommendation", "forecasting") or not set(probe.learnable) - leaks_of(audit):
        raise NotApplicable(cannot_learn(audit))
    scored = probe.scored(audit.engine, leaks_of(audit))
    discrete = scored.target.discrete
    skill = skill_of(scored.predicted, scored.target)
    if not discrete and skill.value < float(parameters_of("contradiction")["least_r2"]):
        raise NotApplicable("models predict the target too badly to recognise wrong labels")
    if discrete and audit.profile.columns[audit.target].kind == "number" and are_grades(scored):
        raise NotApplicable("the target is a scale of grades: one step off is a matter of judgement")
    noise = _noise(scored)
    identified = discrete and _identified(audit, noise)
    if discrete and not identified and not _hard(noise, audit.parameters.identifiable) and _grouped(audit, noise):
        eased = _noise(scored, audit.parameters.identifiable.ease)
        if len(scored.target.classes) > 2 or eased.highest <= audit.parameters.identifiable.grouped.of_two:
            noise, identified = eased, True
    if discrete and not identified and skill.interval[0] < audit.parameters.least_skill:
        raise NotApplicable("models predict the target too badly to recognise wrong labels")
    wrong = one_of_two(scored.keys, scored.target.values, noise.wrong) if discrete else noise.wrong
    suspects = most_likely_wrong(wrong)
    if not len(suspects):
        return
    where = worst_slice(audit, scored.positions, suspects)
    interval = widened(noise.interval, noise.rate, len(wrong))
    asked = audit.parameters.identifiable
    explained = 0.0 if discrete else _wrong_numbers(scored, suspects, noise, asked)
    identified = identified or (skill.value >= asked.whole and explained >= asked.explained)
    identified = identified and interval[0] * len(wrong) >= asked.surely
    undecided = not identified and (_undecided(audit, noise) if discrete else explained >= asked.sure.explained)
    # where chance explains as much no rate is known, and the list is all there is
    listed = len(suspects) / len(wrong)
    value = noise.rate if identified or undecided else listed
    yield Measurement(
        value=value,
        unit="share of labels",
        interval=interval if identified else wilson(value * len(wrong), len(wrong)),
        columns=(audit.target,),
        kind="" if identified else "undecided" if undecided else "unclear",
        rows=Rows(
            positions=scored.positions[suspects],
            scores=wrong[suspects],
            suggested=_looks_like(audit, scored, suspects[:_SUGGESTED]),
        ),
        notes=("slice",) if where else (),
        details={
            "clean": noise.clean,
            "evidence": round(noise.evidence, 2),
            "rate": noise.rate,
            "identified": int(identified),
            "undecided": (noise.highest if discrete else noise.rate) if undecided else 0.0,
            "explained": 1.0 if discrete else skill.value,
            "of": len(wrong),
            "classes": len(scored.target.classes) if discrete else 0,
            "share": 0.0 if identified else listed,
            "learned_from": scored.learned_from,
            **_by_class(scored, wrong),
            **where,
        },
        evidence=(_picture(audit, scored, suspects),) if discrete else (),
        mends=(Mend(rows=_removable(scored, suspects, audit.parameters.spare)) if identified else Mend(columns=()),),
    )


def _wrong_numbers(scored: Scored, suspects: Positions, noise: Noise, asked: Identifiable) -> float:
    """Return how well a number is explained if contradictions are wrong; 0 where numbers that vary more than others are as likely.

    A target with many cells at one end, such as the income of those who earn nothing, is two outcomes in one: whoever is taken for
    the other looks wrong.
    """
    numbers = scored.target.values
    at_end = max(float((numbers == end).mean()) for end in (numbers.min(), numbers.max()))
    return _explained_without(scored, suspects) if at_end < asked.heap and noise.evidence >= asked.evidence else 0.0


def _explained_without(scored: Scored, suspects: Positions) -> float:
    """Return the squared correlation of a numeric target with its predictions, which noise shrinks, among rows not suspected."""
    kept = np.ones(len(scored.predicted), dtype=np.bool_)
    kept[suspects] = False
    given, predicted = scored.target.values[kept], scored.predicted[kept]
    if len(given) < 2 or not given.std() or not predicted.std():
        return 0.0
    return float(np.corrcoef(given, predicted)[0, 1] ** 2)


def _identified(audit: Context[Parameters], noise: Noise) -> bool:
    """Return whether the contradictions are wrong labels, and not as likely chance."""
    asked = audit.parameters.identifiable
    sure = noise.easy >= asked.sure.easy and noise.clean <= asked.sure.clean
    if (noise.ease < asked.ease and not sure) or noise.highest > asked.highest or _hard(noise, asked):
        return False
    regions = audit.probe.regions(leaks_of(audit))
    # a class that others are called in a part of the rows only has no region of its own there: a plateau looks so
    two = len(audit.probe.target.classes) == 2
    one_way = two and noise.highest > asked.low and noise.lowest < asked.both * noise.highest
    return regions.clusters >= asked.clusters or (
        not one_way and (regions.share < asked.few_regions or (noise.highest <= asked.low and regions.named < asked.named))
    )


def _undecided(audit: Context[Parameters], noise: Noise) -> bool:
    """Return whether the contradictions are wrong labels, or regions of several values with base rates: nothing shows which."""
    asked = audit.parameters.identifiable
    if noise.clean > asked.sure.clean or noise.highest < asked.sure.highest or _hard(noise, asked):
        return False
    regions = audit.probe.regions(leaks_of(audit))
    # a few cells that categories name have base rates, and nothing is to be decided
    return regions.named < asked.named or regions.share < asked.few_regions


def _hard(noise: Noise, asked: Identifiable) -> bool:
    """Return whether the rate is no more than the errors of models that separate classes well, but not perfectly."""
    return noise.ease >= asked.ease and noise.rate < asked.clear * (1 - noise.ease)


def _grouped(audit: Context[Parameters], noise: Noise) -> bool:
    """Return whether clusters that know no class are the classes: what models learn beyond them are wrong labels."""
    asked = audit.parameters.identifiable.grouped
    if audit.probe.target.classes[-1] == OTHERS:
        return False
    clusters = audit.probe.clusters(leaks_of(audit))
    return (
        clusters.own
        and clusters.share >= (asked.share if len(audit.probe.target.classes) == 2 else asked.share_of_many)
        and clusters.stable >= asked.stable
        and clusters.chance <= asked.chance
        and (clusters.spread <= asked.spread or noise.easy >= asked.easy)
    )


def _removable(scored: Scored, suspects: Positions, spare: Spare) -> Positions:
    """Return the rows to remove, the most certain first; not too many of a class, since models can be wrong about a whole class."""
    if scored.target.discrete:
        given = pl.DataFrame({"given": scored.target.values[suspects].astype(np.int64)})
        sizes = np.bincount(scored.target.values.astype(np.int64), minlength=len(scored.target.classes)).astype(np.float64)
        most = np.maximum(spare.least * sizes, np.minimum(spare.most * sizes, sizes - spare.left))
        rank = given.select(pl.int_range(pl.len()).over("given")).to_series().to_numpy()
        suspects = suspects[rank < np.floor(most)[given.get_column("given").to_numpy()]]
    return scored.positions[suspects]


def _noise(scored: Scored, least_ease: float = 0.0) -> Noise:
    if scored.target.discrete:
        given, mixed = scored.target.values.astype(np.int64), scored.target.classes[-1] == OTHERS
        return class_noise(scored.predicted, given, mixed=mixed, least_ease=least_ease)
    return number_noise(scored.predicted, scored.target.values.astype(np.float64))


def _looks_like(audit: Context, scored: Scored, suspects: Positions) -> tuple[str, ...]:
    """Return the most likely other label of each row."""
    if not scored.target.discrete:
        return tuple(f"{value:.4g}" for value in audit.probe.numbers(scored.predicted[suspects]))
    others = scored.predicted[suspects].copy()
    others[np.arange(len(suspects)), scored.target.values[suspects].astype(np.int64)] = -1.0
    return tuple(scored.target.classes[place] for place in others.argmax(axis=1).tolist())


def _by_class(scored: Scored, wrong: np.ndarray[tuple[int], np.dtype[np.float64]]) -> dict[str, dict[str, float]]:
    if not scored.target.discrete:
        return {}
    frame = pl.DataFrame({"given": scored.target.values, "wrong": wrong}).group_by("given").mean().sort("given")
    return {"by_class": {scored.target.classes[given]: round(rate, 4) for given, rate in frame.iter_rows()}}


def _picture(audit: Context, scored: Scored, suspects: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Evidence:
    counts = np.bincount(scored.target.values[suspects].astype(np.int64), minlength=len(scored.target.classes))
    return Evidence(
        title=f"Rows whose label looks wrong, by their {audit.target}",
        unit="rows",
        labels=scored.target.classes,
        values=tuple(counts.astype(float).tolist()),
        marked=(int(counts.argmax()),),
    )
