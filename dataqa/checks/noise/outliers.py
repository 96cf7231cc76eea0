"""Numbers far outside the usual range of their column."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import polars as pl

from dataqa.arrays import Floats
from dataqa.checks.distribution import Sentinel, sentinels_of
from dataqa.checks.noise._cells import rounded_text
from dataqa.checks.noise._codes import is_code
from dataqa.checks.noise._outlying import OutlyingValues, SymmetricScale, may_have, outlying_values
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile

_BINS, _SHOWN = 16, 3
_ALIKE = 0.9
"""Correlation of ranks from which on two columns measure how large a thing is: a large state is large in each of them."""


class Parameters(CheckParameters):
    """Which columns are looked at."""

    least_distinct: int
    """Different numbers."""
    codes: tuple[str, ...]
    """Last words of the names of columns whose numbers are no amounts."""


@check(reads=("numeric",), parameters=Parameters)
def outliers(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of cells that lie far outside the quartiles and beyond a gap in the distribution.

    Distances are in interquartile ranges (Tukey 1977), on the one of three scales (plain, root, log) on which the quartiles are
    most symmetric (Bowley 1920), because a long tail is not an outlier. The interval begins at the share of cells that are
    outliers beyond doubt. Of columns in one order, such as an amount and its logarithm, the first names the rows. `alone` is 0 if
    the same rows stand apart in a column that goes with it: they are large things, and no slips in one cell. Codes for
    "missing" and cells with another unit, sign or column are left out of the usual range; those of them that lie far outside it
    are measured separately, because other checks report them in more detail.
    """
    named: dict[bytes, list[Measurement]] = {}
    for column, _ in audit.profiles("numeric"):
        if is_code(column.name, audit.parameters.codes):
            continue
        few = column.distinct < audit.parameters.least_distinct or not column.quantiles
        if not column.infinite and (few or not may_have(column)):
            continue
        for found in _column(audit, column, sentinels_of(audit, column)[0]):
            before = named.setdefault(np.sort(found.rows.positions).tobytes() if found.rows is not None else b"", [])
            orders = [_order(audit, column.name, other.columns[0]) for other in before]
            alike = next((place for place, order in enumerate(orders) if order >= _ALIKE), None)
            if alike is None:
                before.append(found)
            elif orders[alike] < 1 and "others" not in before[alike].notes:
                details = {**before[alike].details, "alone": 0.0, "other": column.name}
                before[alike] = replace(before[alike], notes=(*before[alike].notes, "others"), details=details)
    for same_rows in named.values():
        yield from same_rows


def _order(audit: Context, one: str, other: str) -> float:
    """Return how far two columns are in one order, or in opposite ones (Spearman 1904); 0 for one column."""
    cells = audit.profile.sample.select(pl.col(one, other).cast(pl.Float64)).drop_nulls()
    ranks = [cells.get_column(name).rank().to_numpy() for name in (one, other)]
    if one == other or not len(cells) or not ranks[0].std() or not ranks[1].std():
        return 0.0
    return round(abs(float(np.corrcoef(ranks[0], ranks[1])[0, 1])), 9)


def _column(audit: Context, column: ColumnProfile, sentinels: Sequence[Sentinel]) -> Iterator[Measurement]:
    seen = outlying_values(audit, column, sentinels)
    if len(seen.rows) or len(seen.infinite):
        yield _measured(audit, column, seen, sentinels, np.setdiff1d(seen.values, seen.kept))
    for sibling, rows in seen.explained.items():
        cells = audit.engine.take(rows, [column.name]).get_column(column.name).cast(pl.Float64).to_numpy()
        outside, distance = seen.outside(cells)
        if outside.any():
            order = np.lexsort((rows[outside], -distance[outside]))
            far_rows, far = rows[outside][order], distance[outside][order]
            one = replace(seen, rows=far_rows, distance=far, sure=np.ones(len(far_rows), dtype=bool), infinite=seen.infinite[:0])
            yield _measured(audit, column, one, sentinels, np.unique(cells[outside]), covered_by=sibling)


def _measured(
    audit: Context, column: ColumnProfile, seen: OutlyingValues, sentinels: Sequence[Sentinel], far: Floats, covered_by: str = ""
) -> Measurement:
    far_rows, infinite, kept = seen.rows, seen.infinite, seen.kept
    positions = np.concatenate([infinite, far_rows])
    scores = np.concatenate([np.ones(len(infinite)), np.where(seen.sure, 1 - 0.5 / np.maximum(seen.distance, 1), 0.5)])
    total = audit.rows
    shown = sorted(far.tolist(), key=lambda v: (-abs(v - kept.mean()), v))
    codes = [] if covered_by else [rounded_text(one.value, 10) for one in sentinels]
    said = {"infinite": len(infinite), "zeros": seen.usual_zero, "codes": codes}
    return Measurement(
        value=len(positions) / total,
        unit="share of rows",
        interval=((int(seen.sure.sum()) + len(infinite)) / total, len(positions) / total),
        columns=(column.name,),
        rows=Rows(positions=positions, scores=scores),
        about=covered_by,
        kind="" if len(far_rows) else "infinite",
        notes=tuple(name for name, holds in said.items() if holds and len(far_rows)),
        details={
            "found": [rounded_text(value, 10) for value in shown[:_SHOWN]],
            "infinite": len(infinite),
            "codes": codes,
            "from": rounded_text(float(kept[0]), 6) if len(kept) else "",
            "to": rounded_text(float(kept[-1]), 6) if len(kept) else "",
            "least": float(kept[0]) if len(kept) else 0.0,
            "most": float(kept[-1]) if len(kept) else 0.0,
            "of": total,
            "alone": 1.0,
            "far": 1000.0 if len(infinite) else float(seen.distance[0]) if len(seen.distance) else 0.0,
            "distance": float(seen.distance[0]) if len(seen.distance) else 0.0,
            "scale": Phrase(seen.scale.name if seen.scale is not None else ""),
        },
        evidence=() if covered_by else _picture(column.name, seen.values, kept, seen.scale),
        covered_by=(covered_by,) if covered_by else (),
    )


def _picture(name: str, values: Floats, kept: Floats, scale: SymmetricScale | None) -> tuple[Evidence, ...]:
    if scale is None or not len(kept):
        return ()
    scaled = scale.of(values)
    heights, edges = np.histogram(scaled, bins=_BINS)
    ends = scale.back(edges).tolist()
    low, high = scale.of(kept[[0, -1]])
    return (
        Evidence(
            title=f"Values of {name}" + (f" ({scale.name} scale)" if scale.name != "plain" else ""),
            unit="rows",
            labels=tuple(f"{ends[place]:.4g} to {ends[place + 1]:.4g}" for place in range(_BINS)),
            values=tuple(map(float, heights)),
            marked=tuple(k for k in range(_BINS) if heights[k] and (edges[k] > high or edges[k + 1] < low)),
            ordered=True,
        ),
    )
