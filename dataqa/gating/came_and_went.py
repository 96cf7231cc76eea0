"""Which rows came and went, from two sketches of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
import polars as pl

from dataqa.arrays import Hashes, Ints
from dataqa.decision import Estimate, Finding, RowsChange
from dataqa.policy.gate_rules import Bands, RowRules, severity_of
from dataqa.profile.row_sketch import RowSketch, matching, row_sketch
from dataqa.record import Record
from dataqa.render import words
from dataqa.statistics import wilson

_HARDLY = 0.05


def rows_change(before: Record, after: Record, rules: RowRules, renames: Mapping[str, str]) -> RowsChange:
    """Return how many rows are on both sides, and what follows from it.

    Parameters
    ----------
    before, after : Record
        Both sides.
    rules : RowRules
        From when on it is how severe.
    renames : mapping of str to str
        Columns that have another name now.
    """
    old, new = (side.seen or side.rows for side in (before.dataset, after.dataset))
    a, b = before.row_sketch, _sketch_as_before(before, after, renames)
    target = None if before.task.target is None else renames.get(before.task.target, before.task.target)
    unknown = "the target is another column" if after.task.target != target else _unknown(before, after, a, b)
    if unknown or a is None or b is None:
        return RowsChange(old=old, new=new, unknown=unknown, findings=tuple(_fewer(old, new, rules)))
    change = _compared(a, b)
    return RowsChange(
        old=old, new=new, same=change.same, added=change.added, removed=change.removed, relabelled=change.relabelled,
        copies=change.copies, findings=(*_fewer(old, new, rules), *_found(change, a, rules)),
    )  # fmt: skip


def edited_columns(a: RowSketch, b: RowSketch) -> list[str]:
    """Return the columns whose cells are not the same on both sides, whatever their order."""
    return [name for name, total in b.columns.items() if a.columns.get(name) != total]


def _sketch_as_before(before: Record, after: Record, renames: Mapping[str, str]) -> RowSketch | None:
    """Return the sketch of the rows now, without added columns and under the old names, where all rows are at hand."""
    a, b, sample = before.row_sketch, after.row_sketch, after.profile.sample
    if a is None or b is None or set(a.columns) == set(b.columns):
        return b
    names = {renames.get(name, name): name for name in a.columns}
    if after.kept is not None or after.profile.sampled or not set(names) <= set(sample.columns):
        return b
    target = None if after.task.target is None else names.get(after.task.target)
    return row_sketch([sample.select(pl.col(now).alias(then) for now, then in names.items())], target)


def _unknown(before: Record, after: Record, a: RowSketch | None, b: RowSketch | None) -> str:
    if before.dataset.seen or after.dataset.seen:
        return "only a sample of the rows was read"
    if a is None or b is None:
        return "the rows of one side were not stored"
    if set(a.columns) != set(b.columns):
        return "the columns changed, so no row is the same"
    if a.rows == b.rows:
        edited = edited_columns(a, b)
        whole = [name for name in b.columns if name not in edited and before.profile.columns[name].distinct > b.rows / 2]
        if edited and whole and edited != [after.task.target]:
            return f"the rows are the same but for cells of {words.listed(edited, 5)}"
    return ""


def _compared(a: RowSketch, b: RowSketch) -> RowsChange:
    """Compare the rows whose hashes both sketches know."""
    last = np.uint64(2**64 - 1) if a.whole and b.whole else np.uint64(matching([s.hashes for s in (a, b) if not s.whole]))
    every = np.union1d(a.hashes[a.hashes <= last], b.hashes[b.hashes <= last])
    counts = [_spread(every, s.hashes, s.counts) for s in (a, b)]
    labels = [_spread(every, s.hashes, s.labels.astype(np.int64)) for s in (a, b)]
    same = np.minimum(*counts)
    added, removed = counts[1] - same, counts[0] - same
    if a.columns == b.columns:  # the very same cells in every column: the same rows, dealt anew at most
        whole = Estimate(value=a.rows, low=a.rows, high=a.rows)
        none = Estimate(value=0, low=0, high=0)
        if not (added.any() or removed.any()):
            return RowsChange(old=a.rows, new=b.rows, same=whole, added=none, removed=none, relabelled=none, copies=none)
    exact = a.whole and b.whole
    # the side of which a greater share is on the other says it better: of a part of the old rows, all are old
    sides = (_share(same, counts[0], a.rows, exact), _share(same, counts[1], b.rows, exact))
    kept = min(sides, key=lambda side: side.high - side.low)
    fresh, gone = _rest(b.rows, kept), _rest(a.rows, kept)
    other = (same > 0) & (labels[0] != labels[1]) & (counts[0] == counts[1])
    return RowsChange(
        old=a.rows,
        new=b.rows,
        same=kept,
        added=fresh,
        removed=gone,
        relabelled=_share(np.where(other, same, 0), counts[0], a.rows, exact),
        copies=_copies(counts, added, fresh.value, exact),
    )


def _rest(rows: int, kept: Estimate) -> Estimate:
    """Return how many rows of one side are not on the other."""
    value, low, high = (min(max(rows - end, 0), rows) for end in (kept.value, kept.high, kept.low))
    return Estimate(value=value, low=low, high=high)


def _spread(every: Hashes, hashes: Hashes, values: Ints) -> Ints:
    """Return the value of each hash, 0 where a side does not have it."""
    at = np.searchsorted(hashes, every)
    at = np.minimum(at, max(len(hashes) - 1, 0))
    there = hashes[at] == every if len(hashes) else np.zeros(len(every), dtype=bool)
    return np.where(there, values[at] if len(values) else 0, 0)


def _share(part: Ints, of: Ints, rows: int, exact: bool) -> Estimate:
    """Return a part of all rows, from that of the sketch, with Wilson's interval (1927); heavy rows count for few (Kish 1965)."""
    total = int(of.sum())
    if exact:
        found = int(part.sum())
        return Estimate(value=found, low=found, high=found)
    if not total:
        return Estimate(value=0, low=0, high=rows)
    share, weight = float(part.sum()) / total, total**2 / float((of.astype(np.float64) ** 2).sum())
    low, high = wilson(share * weight, weight)
    return Estimate(value=round(share * rows), low=int(low * rows), high=min(rows, int(np.ceil(high * rows))))


def _copies(counts: list[Ints], added: Ints, rows: int, exact: bool) -> Estimate:
    """Return how many of the added rows equal a row that is there besides."""
    first = np.where(counts[0] > 0, 0, np.minimum(added, 1))
    return _share(added - first, added, max(rows, 0), exact)


def _fewer(old: int, new: int, rules: RowRules) -> Iterator[Finding]:
    lost = 1 - new / old if old else 0.0
    if severity := severity_of(lost, rules.fewer):
        yield Finding(
            id="rows:fewer", check="rows", severity=severity,
            title=f"{words.count(old - new, 'row')} fewer than before ({words.share(lost)} of {old:,})",
        )  # fmt: skip


def _found(change: RowsChange, before: RowSketch, rules: RowRules) -> Iterator[Finding]:
    if change.same is not None and change.same.high < _HARDLY * change.old:
        title = "Hardly any old row is left: the rows were replaced, or all were edited"
        yield Finding(id="rows:replaced", check="rows", severity=rules.replaced, title=title)
    else:
        yield from _lost(change, "gone", change.removed, rules.gone, "{} of the old rows were removed or edited")
    yield from _lost(change, "relabelled", change.relabelled, rules.relabelled, "{} of the old rows have another label now")
    added, copies = change.added, change.copies
    if added is None or copies is None or added.low <= rules.added_from * change.old or not added.value:
        return
    # the chance that the next row is one that was seen (Good 1953), where rows are few and coarse
    seen = 1 - before.singles / max(1, int(before.counts.sum()))
    share = copies.low / added.value - seen
    if severity := severity_of(share, rules.copies):
        yield Finding(
            id="rows:copies", check="rows", severity=severity,
            title=f"{_about(copies)} of the {_about(added)} added rows are copies of other rows",
        )  # fmt: skip


def _lost(change: RowsChange, what: str, rows: Estimate | None, bands: Bands, title: str) -> Iterator[Finding]:
    if rows is not None and change.old and (severity := severity_of(rows.low / change.old, bands)):
        told = f"{_about(rows)} ({words.share(rows.value / change.old)})"
        yield Finding(id=f"rows:{what}", check="rows", severity=severity, title=title.format(told[0].upper() + told[1:]))


def _about(rows: Estimate) -> str:
    return f"{rows.value:,}" if rows.exact else f"about {rows.value:,}"
