"""Formulas between columns: what they give, what each cell would have to be, and how exactly they can be held to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from dataqa.arrays import Floats
from dataqa.checks.noise._quantities import Quantity

Values = Mapping[str, Floats]
_DOWN = ", rounded down,"


@dataclass(frozen=True)
class Sum:
    """``result = constant + Σ weight × operand``, rounded down to whole multiples of `floor` where there is one."""

    result: str
    operands: tuple[str, ...]
    weights: tuple[float, ...]
    constant: float = 0.0
    floor: float = 0.0
    said: str = ""

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the result last."""
        return (*self.operands, self.result)

    @property
    def plain(self) -> bool:
        """True where nothing is scaled: cells are added and taken away as they are."""
        return all(abs(w) == 1 for w in self.weights) and float(self.constant).is_integer()

    def terms(self, cells: Values) -> list[Floats]:
        """Return what is added."""
        return [w * cells[name] for w, name in zip(self.weights, self.operands, strict=True)]

    def gives(self, cells: Values) -> Floats:
        """Return what the result should be."""
        # of what is rounded down the middle, so that it can be off in both directions
        return np.asarray(sum(self.terms(cells), start=np.float64(self.constant - self.floor / 2)))

    def slopes(self, cells: Values) -> list[Floats]:
        """Return how fast the result moves with each operand."""
        return [np.full(len(cells[self.result]), abs(w)) for w in self.weights]

    def size(self, cells: Values) -> Floats:
        """Return the size of the numbers that are added: what floats of that size leave over is no difference."""
        return np.asarray(sum((np.abs(term) for term in self.terms(cells)), start=np.float64(abs(self.constant))))

    def solved(self, name: str, cells: Values) -> Floats:
        """Return what the cell of one operand should be, all others taken as they are."""
        place = self.operands.index(name)
        rest = self.gives(cells) - self.weights[place] * cells[name]
        return np.asarray((cells[self.result] - rest) / self.weights[place])

    def words(self) -> str:
        """Return the formula for people."""
        if self.said:
            return self.said + (_DOWN if self.floor else "")
        text = ""
        for weight, name in sorted(zip(self.weights, self.operands, strict=True), key=lambda one: one[0] < 0):
            sign = ("-" if weight < 0 else "") if not text else (" - " if weight < 0 else " + ")
            text += sign + ("" if abs(weight) == 1 else f"{abs(weight):.6g} × ") + name
        if self.constant:
            text += f" {'-' if self.constant < 0 else '+'} {abs(self.constant):.10g}"
        return f"{self.result} = {text}{_DOWN if self.floor else ''}"


@dataclass(frozen=True)
class Product:
    """``result = factor × Π operand ** power × (1 + rate × share)``; the last part only where there is a share; rounded as sums."""

    result: str
    factors: tuple[str, ...]
    powers: tuple[int, ...]
    factor: float = 1.0
    share: str = ""
    rate: float = 0.0
    floor: float = 0.0

    @property
    def operands(self) -> tuple[str, ...]:
        """All columns but the result."""
        return (*self.factors, self.share) if self.share else self.factors

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns, the result last."""
        return (*self.operands, self.result)

    @property
    def plain(self) -> bool:
        """True where whole numbers give whole numbers."""
        return not self.share and self.factor == 1 and all(p > 0 for p in self.powers)

    def _bare(self, cells: Values) -> Floats:
        with np.errstate(all="ignore"):
            out = np.full(len(cells[self.result]), self.factor)
            for name, power in zip(self.factors, self.powers, strict=True):
                out = out * cells[name] ** float(power)
            return np.where(np.isfinite(out), out, np.nan)

    def gives(self, cells: Values) -> Floats:
        """Return what the result should be."""
        given = self._bare(cells) * (1 + self.rate * cells[self.share]) if self.share else self._bare(cells)
        return given - self.floor / 2

    def slopes(self, cells: Values) -> list[Floats]:
        """Return how fast the result moves with each operand."""
        with np.errstate(all="ignore"):
            given = np.abs(self.gives(cells))
            found = [given * abs(p) / np.abs(cells[name]) for name, p in zip(self.factors, self.powers, strict=True)]
            if self.share:
                found.append(np.abs(self._bare(cells) * self.rate))
        return [np.where(np.isfinite(one), one, 0.0) for one in found]

    def size(self, cells: Values) -> Floats:
        """Return the size of what is computed."""
        return np.abs(self.gives(cells))

    def solved(self, name: str, cells: Values) -> Floats:
        """Return what the cell of one operand should be, all others taken as they are; NaN where nothing fits."""
        result = cells[self.result] + self.floor / 2
        with np.errstate(all="ignore"):
            if name == self.share:
                out = (result / self._bare(cells) - 1) / self.rate
            else:
                power = self.powers[self.factors.index(name)]
                rest = (self.gives(cells) + self.floor / 2) / cells[name] ** float(power)
                ratio = result / rest
                out = ratio if power == 1 else 1 / ratio if power == -1 else np.abs(ratio) ** (1 / power)
        return np.where(np.isfinite(out), out, np.nan)

    def words(self) -> str:
        """Return the formula for people."""
        above = [_power(n, p) for n, p in zip(self.factors, self.powers, strict=True) if p > 0]
        below = [_power(n, -p) for n, p in zip(self.factors, self.powers, strict=True) if p < 0]
        text = " × ".join(([] if self.factor == 1 else [f"{self.factor:.6g}"]) + above) or "1"
        if self.share:
            per = self.share if abs(self.rate) == 1 else f"{self.share} / {1 / abs(self.rate):.6g}"
            text += f" × (1 {'-' if self.rate < 0 else '+'} {per})"
        return f"{self.result} = {text}" + "".join(f" / {name}" for name in below) + (_DOWN if self.floor else "")


Formula = Sum | Product


def _power(name: str, power: int) -> str:
    return name if power == 1 else f"{name}²" if power == 2 else f"{name}^{power}"


def leeways(formula: Formula, known: Mapping[str, Quantity], cells: Values) -> tuple[Floats, Floats, Floats]:
    """Return by how much a result may differ: as floats do; by the step it is written in; and by those of its operands, too.

    Parameters
    ----------
    formula : Sum or Product
        What should hold.
    known : mapping of str to Quantity
        The columns.
    cells : mapping of str to ndarray
        Their values in some rows.
    """
    result = known[formula.result]
    with np.errstate(all="ignore"):
        noise = 1e-9 * (formula.size(cells) + np.abs(cells[formula.result]) + 1e-12)
        if not result.step or any(not known[name].step for name in formula.operands):
            noise = noise * 200  # single precision
        written = noise + result.step * 0.501
        slopes = formula.slopes(cells)
        # whole numbers are counts, which nobody has rounded
        steps = [0.0 if known[n].whole else known[n].step for n in formula.operands]
        read = written + sum((0.5 * slope * step for slope, step in zip(slopes, steps, strict=True)), start=np.float64(0.0))
    return noise, written, np.asarray(read)
