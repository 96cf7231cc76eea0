"""Numbers that no neighbour explains."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np

from dataqa.checks.distribution import Sentinel, sentinels_of
from dataqa.checks.noise._apart import Floats, Scale, apart, may_have
from dataqa.checks.noise._codes import is_code
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Evidence, Measurement, Phrase, Rows
from dataqa.profile.column import ColumnProfile

_BINS = 16


@check()
def outliers(audit: Context) -> Iterator[Measurement]:
    """Share of cells that lie far outside the quartiles and beyond a gap that the bulk does not reach.

    Distances are in interquartile ranges (Tukey 1977), on that of three scales (as it is, root, log) on which the quartiles lie
    most evenly (Bowley 1920), as a long tail is none of outliers. The interval begins at the share of cells apart beyond doubt.
    Codes for "missing" are the matter of `sentinel-numbers`, and left out.
    """
    codes = set(audit.parameters["codes"])
    for column, _ in audit.profiles("numeric"):
        if is_code(column.name, codes):
            continue
        few = column.distinct < audit.parameters["least_distinct"] or not column.quantiles
        if not column.infinite and (few or not may_have(column)):
            continue
        found = _column(audit, column, sentinels_of(audit, column)[0])
        if found is not None:
            yield found


def _column(audit: Context, column: ColumnProfile, sentinels: Sequence[Sentinel]) -> Measurement | None:
    seen = apart(audit, column, sentinels)
    wild, infinite, kept = seen.wild, seen.infinite, seen.kept
    if not len(wild) and not len(infinite):
        return None
    positions = np.concatenate([infinite, wild])
    scores = np.concatenate([np.ones(len(infinite)), np.where(seen.sure, 1 - 0.5 / np.maximum(seen.distance, 1), 0.5)])
    total = audit.rows
    far = np.setdiff1d(seen.values, kept)
    shown = sorted(far.tolist(), key=lambda v: (-abs(v - kept.mean()), v))
    names = [f"{value:,.10g}" for value in shown[:3]] + (["infinity"] if len(infinite) else [])
    return Measurement(
        value=len(positions) / total,
        unit="share of rows",
        interval=((int(seen.sure.sum()) + len(infinite)) / total, len(positions) / total),
        columns=(column.name,),
        rows=Rows(positions=positions, scores=scores),
        details={
            "shown": ", ".join(names) + (" …" if len(shown) > 3 else ""),
            "verb": Phrase("is" if len(positions) == 1 else "are"),
            "noun": Phrase("value" if len(positions) == 1 else "values"),
            "rest": _rest(seen.usual_zero, sentinels),
            "from": f"{kept[0]:,.6g}" if len(kept) else "",
            "to": f"{kept[-1]:,.6g}" if len(kept) else "",
            "least": float(kept[0]) if len(kept) else 0.0,
            "most": float(kept[-1]) if len(kept) else 0.0,
            "of": total,
            "far": 1000.0 if len(infinite) else float(seen.distance[0]) if len(seen.distance) else 0.0,
            "distance": float(seen.distance[0]) if len(seen.distance) else 0.0,
            "scale": Phrase(seen.scale.name if seen.scale is not None else ""),
        },
        evidence=_picture(column.name, seen.values, kept, seen.scale),
    )


def _rest(zeros: bool, sentinels: Sequence[Sentinel]) -> Phrase:
    """Return the words that say what all other cells are."""
    codes = " and ".join(f"{one.value:,.10g}" for one in sentinels)
    told = f" (but for {codes}, which looks like a code for missing)" if sentinels else ""
    return Phrase(f"the rest{told} {'is 0 or ' if zeros else ''}lies between")


def _picture(name: str, values: Floats, kept: Floats, scale: Scale | None) -> tuple[Evidence, ...]:
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
