"""How far each column moved from the baseline, from what was kept of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal

import numpy as np
import polars as pl

from dataqa.decision import Drift
from dataqa.drift import Binned, Shift, cohen_h, moved_most, shift_of
from dataqa.gating.sides import binned_like, counted_on_both_sides, sketch_as
from dataqa.model import Severity
from dataqa.policy.gate_rules import Bands, GateRules, severity_of
from dataqa.profile.column_sketch import ColumnSketch, is_hash
from dataqa.record import Record
from dataqa.render import words
from dataqa.render.masking import Masker
from dataqa.statistics import bonferroni
from dataqa.task import Role

_LEAST = 30
_MOVING: frozenset[Role] = frozenset({"time", "datetime", "id", "group", "split", "nested", "image"})
"""What moves by itself as rows come in, or says nothing when it does."""
About = Literal["values", "empty cells", "length"]


def drifts(
    before: Record, after: Record, sketches: tuple[Mapping[str, ColumnSketch], Mapping[str, ColumnSketch]], rules: GateRules
) -> Iterator[Drift]:
    """Compare every column that both sides have, the target too.

    Parameters
    ----------
    before, after : Record
        Both sides.
    sketches : tuple of mapping
        Of both sides' columns.
    rules : GateRules
        From when on it is how severe.

    Yields
    ------
    Drift
        What is at least of the severity info, in the order of the columns.
    """
    names = [name for name in after.profile.columns if _compared(before, after, name)]
    z, masker = bonferroni(2 * len(names)), Masker(after)
    for name in names:
        bands = rules.target_drift if name == after.task.target else rules.drift
        yield from _empty(before, after, name, z, bands)
        if (found := _values(after, name, sketches, z, bands, masker)) is not None:
            yield found


def _compared(before: Record, after: Record, name: str) -> bool:
    old, new = before.task.columns.get(name), after.task.columns.get(name)
    if old is None or new is None or before.profile.columns[name].kind != after.profile.columns[name].kind:
        return False
    return not (_MOVING & {old.role, new.role} or old.clock or new.clock or after.profile.columns[name].kind == "datetime")


def _empty(before: Record, after: Record, name: str, z: float, bands: Bands) -> Iterator[Drift]:
    old, new = before.profile.columns[name], after.profile.columns[name]
    if min(old.rows, new.rows) < _LEAST:
        return
    shift = cohen_h(old.nulls, old.rows, new.nulls, new.rows, z)
    severity = severity_of(shift.interval[0], bands)
    if severity is not None:
        shares = [(one.nulls / one.rows, 1 - one.nulls / one.rows) for one in (old, new)]
        told = ("the share of empty cells", words.share(shares[0][0]), words.share(shares[1][0]))
        yield _drift(name, "empty cells", severity, shift, told, ("empty", "filled"), *shares)


def _values(
    after: Record,
    name: str,
    sketches: tuple[Mapping[str, ColumnSketch], Mapping[str, ColumnSketch]],
    z: float,
    bands: Bands,
    masker: Masker,
) -> Drift | None:
    old, new = (side[name] for side in sketches)
    cells = after.profile.sample.get_column(name) if after.kept is None and name in after.profile.sample.columns else None
    if cells is not None and old.kind != new.kind:
        if old.kind == "lengths" and cells.dtype != pl.String:
            return None
        new = sketch_as(old.kind, cells, masker)  # read as another role this time: counted as it was
    binned = binned_like(old, new, cells)
    if binned is None or min(binned.old.sum(), binned.new.sum()) < _LEAST:
        return None
    shift = shift_of(binned, z=z)
    severity = severity_of(shift.interval[0], bands)
    if severity is None:
        return None
    about: About = "length" if old.kind == "lengths" else "values"
    p, q = binned.old / binned.old.sum(), binned.new / binned.new.sum()
    labels = _labels(old, new, binned)
    told = _of_numbers(binned, about) if binned.places is not None else _of_names(labels, p, q)
    return _drift(name, about, severity, shift, told, labels, tuple(p.tolist()), tuple(q.tolist()))


def _labels(old: ColumnSketch, new: ColumnSketch, binned: Binned) -> tuple[str, ...]:
    if binned.places is not None:
        return tuple(words.number(place) for place in binned.places.tolist())
    return (*counted_on_both_sides(old, new), "others")


def _of_numbers(binned: Binned, about: About) -> tuple[str, str, str]:
    """Return what moved most: the median, the mean or the standard deviation."""
    assert binned.places is not None
    sides = [side / side.sum() for side in (binned.old, binned.new)]
    places = binned.places
    means = [float(side @ places) for side in sides]
    spreads = [float(np.sqrt(side @ (places - mean) ** 2)) for side, mean in zip(sides, means, strict=True)]
    medians = [float(places[min(int(np.searchsorted(np.cumsum(side), 0.5)), len(places) - 1)]) for side in sides]
    found = {"median": medians, "mean": means, "standard deviation": spreads}
    what = moved_most(found)
    of = " length" if about == "length" else ""
    return f"the {what}{of}", words.number(found[what][0]), words.number(found[what][1])


def _of_names(labels: tuple[str, ...], p: np.ndarray, q: np.ndarray) -> tuple[str, str, str]:
    at = int(np.abs(q - p).argmax())
    name = "other categories" if at == len(labels) - 1 else "a category" if is_hash(labels[at]) else f"'{labels[at]}'"
    return f"the share of {name}", words.share(float(p[at])), words.share(float(q[at]))


def _drift(
    name: str,
    about: About,
    severity: Severity,
    shift: Shift,
    told: tuple[str, str, str],
    labels: tuple[str, ...],
    before: tuple[float, ...],
    after: tuple[float, ...],
) -> Drift:
    what, old, new = told
    low, high = shift.interval
    return Drift(
        id=f"drift:{name}" + ("" if about == "values" else f":{about}"),
        check="drift",
        severity=severity,
        columns=(name,),
        title=f"{name} moved by {words.number(shift.value)} standard deviations: {what} went from {old} to {new}",
        reason=f"by {words.number(low)} at the least",
        about=about,
        value=shift.value,
        interval=(low, high),
        what=what,
        old=old,
        new=new,
        labels=labels,
        before=before,
        after=after,
    )
