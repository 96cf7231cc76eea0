"""How the columns changed: added, removed, renamed, of another type, with other categories."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from dataqa.decision import SchemaChange, SchemaWhat
from dataqa.drift import Binned, shift_of
from dataqa.gating.sides import binned_like, counted_on_both_sides
from dataqa.model import Severity
from dataqa.policy.gate_rules import Bands, GateRules, severity_of
from dataqa.profile.column_sketch import ColumnSketch, is_hash
from dataqa.record import Record
from dataqa.render import words
from dataqa.statistics import bonferroni, newcombe

Sketches = tuple[Mapping[str, ColumnSketch], Mapping[str, ColumnSketch]]
_ALIKE, _SHOWN = 0.1, 3


def schema_changes(before: Record, after: Record, sketches: Sketches, rules: GateRules) -> list[SchemaChange]:
    """Return how the columns changed, column by column in the order of the data; those that are gone first."""
    old, new, asked = before.profile.columns, after.profile.columns, rules.schema_
    found: list[SchemaChange] = []
    renames = renamed(before, after, sketches)
    for name in old:
        if name in renames:
            to = renames[name]
            title = f"{_named(before, name)} seems to be renamed to {to}"
            found.append(_change("renamed", asked.renamed, (name, to), title, name, to))
        elif name not in new:
            found.append(_change("removed", asked.removed, (name,), f"{_named(before, name)} is gone", old[name].kind, "none"))
    found += [
        _change("added", asked.added, (name,), f"Column {name} is new", "none", new[name].kind)
        for name in new
        if name not in old and name not in renames.values()
    ]
    for name in (name for name in new if name in old):
        a, b = old[name], new[name]
        if a.kind != b.kind and a.present and b.present:
            found.append(
                _change("kind", asked.kind, (name,), f"{_named(after, name)} was {a.kind} and is {b.kind}", a.kind, b.kind)
            )
        if a.rows and not a.nulls and b.nulls:
            title = f"Column {name} had no empty cells and has {b.nulls:,} ({words.share(b.nulls / b.rows)})"
            found.append(_change("nulls", asked.nulls, (name,), title, "none empty", f"{b.nulls:,} empty"))
    found += _stored(before, after, asked.stored)
    found += _categories(before, after, sketches, rules)
    if [name for name in old if name in new] != [name for name in new if name in old]:
        found.append(_change("order", asked.order, (), "The columns are in another order", "", ""))
    return found


def _stored(before: Record, after: Record, severity: Severity) -> Iterator[SchemaChange]:
    """Tell columns that are stored otherwise; those of one kind together, for another kind of file changes all of them."""
    old, new = before.profile.columns, after.profile.columns
    ways: dict[tuple[str, str], list[str]] = {}
    for name in new:
        if name in old and old[name].kind == new[name].kind and old[name].stored != new[name].stored:
            ways.setdefault((old[name].stored, new[name].stored), []).append(name)
    for (was, is_now), names in ways.items():
        one = len(names) == 1
        title = f"Column{'' if one else 's'} {words.listed(names, 5)} {'was' if one else 'were'} stored as {was}, now as {is_now}"
        yield _change("stored", severity, tuple(names), title, was, is_now)


def _named(record: Record, name: str) -> str:
    return f"The target {name}" if name == record.task.target else f"Column {name}"


def _change(what: SchemaWhat, severity: Severity, columns: tuple[str, ...], title: str, old: str, new: str) -> SchemaChange:
    return SchemaChange(
        id=":".join(("schema", what.replace(" ", "-"), *columns)), check="schema", severity=severity, columns=columns, title=title,
        what=what, old=old, new=new,
    )  # fmt: skip


def renamed(before: Record, after: Record, sketches: Sketches) -> dict[str, str]:
    """Return which columns seem to have another name now: those with the same cells, or else distributed most alike."""
    gone = [name for name in before.profile.columns if name not in after.profile.columns]
    came = [name for name in after.profile.columns if name not in before.profile.columns]
    found = sorted(
        (distance, place, a, b)
        for place, a in enumerate(gone)
        for b in came
        if (distance := _distance(before, after, sketches, a, b)) is not None
    )
    names: dict[str, str] = {}
    for _, _, a, b in found:
        if a not in names and b not in names.values():
            names[a] = b
    return names


def _distance(before: Record, after: Record, sketches: Sketches, a: str, b: str) -> float | None:
    """Return how far a column that is gone is from one that came, or None where they are not alike."""
    old, new = before.profile.columns[a], after.profile.columns[b]
    if old.kind != new.kind:
        return None
    sums = [None if r.row_sketch is None else r.row_sketch.columns.get(n) for r, n in ((before, a), (after, b))]
    if old.rows and sums[0] is not None and sums[0] == sums[1]:
        return -1.0
    cells = after.profile.sample.get_column(b) if after.kept is None and b in after.profile.sample.columns else None
    binned = binned_like(sketches[0][a], sketches[1][b], cells) if sketches[0][a].kind == sketches[1][b].kind else None
    empty = abs(old.nulls / max(1, old.rows) - new.nulls / max(1, new.rows))
    if binned is None or len(binned.old) < 3 or empty > 0.05:
        return None
    shift = shift_of(binned)
    return shift.value if shift.value < _ALIKE and (binned.places is not None or _shared(binned) > 1 - _ALIKE) else None


def _shared(binned: Binned) -> float:
    """Return the share of rows whose category both sides have as often; what stands under "others" says nothing."""
    return float(np.minimum(binned.old / binned.old.sum(), binned.new / binned.new.sum())[:-1].sum())


def _categories(before: Record, after: Record, sketches: Sketches, rules: GateRules) -> Iterator[SchemaChange]:
    """Tell categories that came or went in more rows than chance explains, all columns and categories together."""
    pairs = {
        name: (old, sketches[1][name])
        for name, old in sketches[0].items()
        if name in sketches[1] and old.kind == "categories" == sketches[1][name].kind and not _crowd(before, name)
    }
    trials = sum(len(counted_on_both_sides(*pair)) for pair in pairs.values())
    for name, (old, new) in pairs.items():
        target = name == after.task.target
        z = bonferroni(trials)
        came = _only(new, old, z, rules.new_class if target else rules.new_category)
        went = _only(old, new, z, rules.gone_class if target else rules.gone_category)
        for only, of, says in ((came, new, "new"), (went, old, "gone")):
            if only:
                yield _told(name, only, of, says, target=target)


def _crowd(record: Record, name: str) -> bool:
    """Return whether the column names entities or times: others are to be expected."""
    part = record.task.columns.get(name)
    return part is None or part.role in ("group", "id", "time", "datetime") or bool(part.clock)


def _only(here: ColumnSketch, there: ColumnSketch, z: float, bands: Bands) -> list[tuple[str, int, Severity]]:
    """Return the categories that only one side has, each with its rows and how severe that is."""
    if there.rest:
        return []
    found = []
    for name, count in zip(here.names, here.counts, strict=True):
        if name in there.names:
            continue
        low, _ = newcombe(count, here.present, 0, there.present, z)
        if severity := severity_of(low, bands):
            found.append((name, count, severity))
    return found


def _told(name: str, only: Sequence[tuple[str, int, Severity]], of: ColumnSketch, says: str, *, target: bool) -> SchemaChange:
    """Tell all of one column in one sentence; the first has the most rows and so the worst severity."""
    shown = [f"{_quoted(value)} ({words.share(count / of.present)})" for value, count, _ in only[:_SHOWN]]
    more = f" and {len(only) - _SHOWN} more" if len(only) > _SHOWN else ""
    kind = ("a class" if target else "a category") if len(only) == 1 else ("classes" if target else "categories")
    listed = ", ".join(shown) + more
    title = f"{name} has {kind} that it had not: {listed}" if says == "new" else f"{name} has lost {kind}: {listed}"
    what: SchemaWhat = (
        ("new class" if target else "new category") if says == "new" else ("gone class" if target else "gone category")
    )
    values = ", ".join(_quoted(value) for value, _, _ in only[:_SHOWN]) + more
    return _change(what, only[0][2], (name,), title, "" if says == "new" else values, values if says == "new" else "")


def _quoted(value: str) -> str:
    return "one that is not shown" if is_hash(value) else f"'{value}'"
