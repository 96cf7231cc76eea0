"""Values of a numeric target that stand far from all others, or pile up at its end."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import numpy.typing as npt
import polars as pl

from dataqa.checks.labels._tails import Floats, far_out
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase, Positions, Rows
from dataqa.statistics import wilson

Flags = npt.NDArray[np.bool_]


@check(needs=("numeric target", "two values"), reads=("target:number",))
def target_outliers(audit: Context) -> Iterator[Measurement]:
    """Share of the target's variance in rows far from all others, and share of rows piled up at its largest or least value.

    Far out is judged on the scale that suits the target best (see `far_out`), so that a long tail is none; where many rows are,
    they are a second group and no outliers. A pile is a largest value (or a least one that is not 0) that is many times as frequent
    as the values next to it: the target was cut off there.
    """
    if audit.profile.columns[audit.target].kind != "number":
        return
    target = audit.engine.values(audit.target).cast(pl.Float64)
    there = target.is_not_null().arg_true().to_numpy().astype(np.int64)
    values = target.drop_nulls().to_numpy()
    finite = np.isfinite(values)
    if finite.sum() < int(audit.parameters["least_rows"]):
        raise NotApplicable(f"fewer than {audit.parameters['least_rows']} rows have a target")
    wild: Flags = ~finite
    wild[finite] = far_out(values[finite], float(audit.parameters["far"]))
    if 0 < wild.sum() <= float(audit.parameters["most"]) * len(wild):
        yield _wild(audit, values, there, wild)
    numbers, counts = np.unique(values[finite], return_counts=True)
    if len(numbers) < int(audit.parameters["least_distinct"]):
        return
    for about, place, next_to in (("cap", -1, counts[-6:-1]), ("floor", 0, counts[1:6])):
        count, number = int(counts[place]), float(numbers[place])
        usual = max(1.0, float(np.median(next_to)))
        if number == 0 or count < int(audit.parameters["least_pile"]) or count < float(audit.parameters["ratio"]) * usual:
            continue
        rows = there[values == number]
        kept = (float(c) for c in next_to)
        bars = [(f"{v:.6g}", n) for v, n in zip(numbers[-6:-1] if place else numbers[1:6], kept, strict=True)]
        bars.insert(len(bars) if place else 0, (f"{number:.6g}", float(count)))
        yield Measurement(
            value=count / audit.rows,
            unit="share of rows",
            interval=wilson(count, audit.rows),
            columns=(audit.target,),
            rows=Rows(positions=rows),
            about=about,
            details=_words(audit, about, number) | {"share": count / audit.rows, "ratio": count / usual},
            evidence=(
                Evidence(
                    title=f"The {'largest' if place else 'least'} values of {audit.target}",
                    unit="rows",
                    labels=tuple(label for label, _ in bars),
                    values=tuple(value for _, value in bars),
                    marked=(len(bars) - 1 if place else 0,),
                    ordered=True,
                ),
            ),
        )


def _wild(audit: Context, values: Floats, there: Positions, wild: Flags) -> Measurement:
    middle = float(np.median(values[~wild]))
    with np.errstate(over="ignore"):
        distance = np.abs(values - middle)
    order = np.lexsort((there[wild], -distance[wild]))
    farthest = float(values[wild][order[0]])
    return Measurement(
        value=_variance_share(values, wild),
        unit="share of variance",
        columns=(audit.target,),
        rows=Rows(positions=there[wild][order]),
        about="wild",
        details=_words(audit, "wild", farthest) | {"share": float(wild.sum()) / audit.rows, "ratio": 0.0},
    )


def _variance_share(values: Floats, wild: Flags) -> float:
    """Return the share of the squared distances from the mean of the rest that the rows far out have; 1 where they are infinite."""
    if not np.isfinite(values).all():
        return 1.0
    scaled = values / max(float(np.abs(values).max()), 1e-300)
    squares = (scaled - scaled[~wild].mean()) ** 2
    return float(squares[wild].sum() / squares.sum())


def _words(audit: Context, about: str, number: float) -> dict[str, str]:
    return {"number": f"{number:.6g}", "reading": Phrase(str(audit.parameters["readings"][about]))}
