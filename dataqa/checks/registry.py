"""Finds the checks: every module under ``checks/<dimension>/`` holds one, named like its file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from dataqa.context import Context
from dataqa.model import DIMENSIONS, DimensionName, Measurement

Need = Literal[
    "target",
    "two values",
    "classes",
    "numeric target",
    "features",
    "learnable",
    "time",
    "text",
    "group",
    "protected",
    "test",
    "split",
    "held out",
    "reference",
    "schema",
]
Measure = Callable[[Context], Iterator[Measurement]]


def _varies(context: Context) -> bool:
    return context.task.target is None or context.profile.columns[context.task.target].distinct >= 2


_NEEDS: dict[Need, tuple[Callable[[Context], bool], str]] = {
    "target": (lambda c: c.task.target is not None, "no target was named"),
    "two values": (_varies, "the target has fewer than two different values"),
    "classes": (lambda c: c.task.target is not None and c.task.discrete, "the target is not a set of classes"),
    "numeric target": (lambda c: c.task.target is not None and not c.task.discrete, "the target is not a number"),
    "features": (lambda c: bool(c.task.features), "no column is left that a model could learn from"),
    "learnable": (lambda c: bool(c.task.learnable), "no column is left that a model could learn from"),
    # a column that was told to be the time may be a plain count of steps, which no clock shows
    "time": (lambda c: any(p.role == "time" and p.clock for p in c.task.columns.values()), "no column says when a row is from"),
    "text": (lambda c: bool(c.task.having("text")), "no column holds free text"),
    "group": (lambda c: bool(c.task.having("group")), "no column says which entity a row belongs to"),
    "protected": (lambda c: bool(c.task.protected), "no column says which group of people a row belongs to"),
    "test": (lambda c: c.test is not None, "no test rows were given"),
    "split": (lambda c: bool(c.task.having("split")), "no column says which split a row is in"),
    "held out": (lambda c: c.test is not None or bool(c.task.having("split")), "no test rows and no split column were given"),
    "reference": (lambda c: c.reference is not None, "no rows of real use were given"),
    "schema": (lambda c: c.schema is not None, "no schema was given"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its id, its dimension, what it needs, and the function that measures."""

    id: str
    dimension: DimensionName
    needs: tuple[Need, ...]
    measure: Measure
    summary: str

    def missing_need(self, context: Context) -> str | None:
        """Return why the check cannot look at this data, or None."""
        for need in self.needs:
            met, reason = _NEEDS[need]
            if not met(context):
                return reason
        return None


def check(*, needs: tuple[Need, ...] = ()) -> Callable[[Measure], Check]:
    """Make a function a check. Its file gives its id (``missing_values.py`` → ``missing-values``), its folder the dimension.

    Parameters
    ----------
    needs : tuple of str
        What the audit must have; without one of these the check is reported as not applicable, with the reason.

    Returns
    -------
    callable
        The decorator.

    Raises
    ------
    TypeError
        Where the function is not named like its file, stands outside a dimension's folder, has no docstring, or names an
        unknown need.
    """

    def wrap(measure: Measure) -> Check:
        *_, dimension, name = measure.__module__.split(".")
        if measure.__name__ != name:
            raise TypeError(f"the check in {measure.__module__} is called {measure.__name__!r}, expected {name!r}")
        if dimension not in DIMENSIONS:
            raise TypeError(f"the check {name!r} stands in {dimension!r}, which is no dimension")
        if not measure.__doc__:
            raise TypeError(f"the check {name!r} has no docstring")
        if unknown := set(needs) - set(get_args(Need)):
            raise TypeError(f"the check {name!r} needs {sorted(unknown)}, which nothing gives")
        return Check(
            id=name.replace("_", "-"),
            dimension=dimension,
            needs=needs,
            measure=measure,
            summary=measure.__doc__.strip().splitlines()[0],
        )

    return wrap


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, by dimension and id.

    Raises
    ------
    TypeError
        Where two checks have the same id, or a module holds none.
    """
    import dataqa.checks as package

    found: dict[str, Check] = {}
    for dimension in DIMENSIONS:
        folder = importlib.import_module(f"{package.__name__}.{dimension}")
        for module in pkgutil.iter_modules(folder.__path__):
            if module.name.startswith("_"):
                continue
            made = getattr(importlib.import_module(f"{folder.__name__}.{module.name}"), module.name, None)
            if not isinstance(made, Check):
                raise TypeError(f"{folder.__name__}.{module.name} holds no check of that name")
            if made.id in found:
                raise TypeError(f"two checks are called {made.id!r}")
            found[made.id] = made
    return tuple(sorted(found.values(), key=lambda c: (DIMENSIONS.index(c.dimension), c.id)))
