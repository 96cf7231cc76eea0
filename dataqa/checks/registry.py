"""Finds the checks: every module under ``checks/<dimension>/`` holds one, named like its file."""

from __future__ import annotations

import importlib
import pkgutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Literal, get_args

from dataqa.checks.reading import IMAGES, NESTED, PATHS, Reading, read_columns, unknown_reads
from dataqa.context import Context
from dataqa.judgement import Unlooked
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


def _learnable(context: Context) -> bool:
    return bool(context.task.features) or any(column.pictures is not None for column in context.table.columns)


def _split(context: Context) -> bool:
    return any(context.profile.columns[name].distinct >= 2 for name in context.task.having("split"))


def _held_out(context: Context) -> bool:
    return (context.test is not None and context.test.rows > 0) or _split(context)


def _not_held_out(context: Context) -> str:
    if context.test is not None:
        return "the test data has no rows"
    named = bool(context.task.having("split"))
    return "the split column has a single part" if named else "no test rows and no split column were given"


def _undated(context: Context) -> str:
    dated = any(part.clock for part in context.task.columns.values())
    return "no column says when a row is from" if dated else "no dates"


def _unlearnable(context: Context) -> str:
    if context.task.having("image"):
        return IMAGES if _learnable(context) else PATHS
    return NESTED if context.task.having("nested") else "no column is left that a model could learn from"


_NEEDS: dict[Need, tuple[Callable[[Context], bool], str | Callable[[Context], str], tuple[str, ...]]] = {
    "target": (lambda c: c.task.target is not None, "no target was named", ("target",)),
    "two values": (_varies, "the target has fewer than two different values", ()),
    "classes": (lambda c: c.task.target is not None and c.task.discrete, "the target is not a set of classes", ()),
    "numeric target": (lambda c: c.task.target is not None and not c.task.discrete, "the target is not a number", ()),
    "features": (lambda c: bool(c.task.features), _unlearnable, ()),
    "learnable": (_learnable, _unlearnable, ()),
    # a column that was told to be the time may be a plain count of steps, which no clock shows
    "time": (lambda c: any(p.role == "time" and p.clock for p in c.task.columns.values()), _undated, ("time",)),
    "text": (lambda c: bool(c.task.having("text")), "no column holds free text", ("text",)),
    "group": (lambda c: bool(c.task.having("group")), "no column says which entity a row belongs to", ("group",)),
    "protected": (
        lambda c: bool(c.task.protected),
        "no column says which group of people a row belongs to",
        ("protected",),
    ),
    "test": (lambda c: c.test is not None, "no test rows were given", ("test",)),
    "split": (lambda c: bool(c.task.having("split")), "no column says which split a row is in", ("split",)),
    "held out": (_held_out, _not_held_out, ("test", "split")),
    "reference": (lambda c: c.reference is not None, "no reference data was given", ("reference",)),
    "schema": (lambda c: c.schema is not None, "no schema was given", ("schema",)),
}
"""Of each need: whether an audit has it, why not, and the arguments of `dataqa.audit` that would give it, any one of them."""
_FIRST: dict[Need, Need] = {"classes": "target", "numeric target": "target"}
"""Needs that take another one for granted."""
_BESIDE: dict[Need, str] = {
    "target": "target",
    "classes": "target",
    "numeric target": "target",
    "time": "time",
    "protected": "protected",
}
"""What a check that needs it holds other columns against."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its id, its dimension, what it needs and reads, and the function that measures."""

    id: str
    dimension: DimensionName
    needs: tuple[Need, ...]
    reads: tuple[str, ...]
    measure: Measure
    summary: str
    fewest: int = 1
    splits_words: bool = False
    needs_words: bool = False
    aside: bool = False

    def lacking(self, context: Context) -> Unlooked | None:
        """Return what the check needs and this audit has not, or None."""
        for need in (one for named in self.needs for one in (_FIRST.get(named, named), named)):
            met, reason, asks = _NEEDS[need]
            if not met(context):
                return Unlooked(reason=reason if isinstance(reason, str) else reason(context), asks=asks)
        return None

    def reading(self, context: Context) -> Reading:
        """Return which columns the check looks at in this audit, and which it cannot read."""
        return read_columns(
            context,
            self.reads,
            beside={_BESIDE[need] for need in self.needs if need in _BESIDE},
            fewest=self.fewest,
            splits_words=self.splits_words,
            sees_images=self.dimension == "duplicates",  # copies of an image have other paths
        )


def check(
    *,
    reads: tuple[str, ...],
    needs: tuple[Need, ...] = (),
    fewest: int = 1,
    splits_words: bool = False,
    needs_words: bool = False,
    aside: bool = False,
) -> Callable[[Measure], Check]:
    """Make a function a check. Its file gives its id (``missing_values.py`` → ``missing-values``), its folder the dimension.

    Parameters
    ----------
    reads : tuple of str
        Which columns it looks at, by their role (``"numeric"``, ``"categorical"``, ``"text"`` … see `dataqa.task.Role`), or by
        ``"features"``, ``"learnable"`` (features and images), ``"protected"``, ``"dates"``, ``"columns"`` (all but lists, objects
        and images), ``"cells"`` (all columns: whether a cell is empty, or equals another). ``"id:text"`` narrows to the kind of
        the cells. ``"table"``: it looks at the table and at no column. If no such column is there, or none can be read, the
        check is reported as not applicable.
    needs : tuple of str
        What the audit must have; without one of these the check is reported as not applicable, with the reason.
    fewest : int
        Columns that it takes: two if it compares columns with each other.
    splits_words : bool
        True if it takes texts as words: texts in a script without spaces between words are then reported as not read.
    needs_words : bool
        True if what it finds says nothing either unless it can split words: a model that could not read a text calls its labels
        wrong. If no column can be read in full, it is then reported as not applicable, whatever it would find.
    aside : bool
        True if having looked here does not make its dimension looked at.

    Returns
    -------
    callable
        The decorator.

    Raises
    ------
    TypeError
        Where the function is not named like its file, stands outside a dimension's folder, has no docstring, or names an
        unknown need, or reads nothing or what no column has.
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
        if not reads or (unknown_read := unknown_reads(reads)):
            raise TypeError(f"the check {name!r} reads {unknown_read if reads else 'nothing'}, expected roles or kinds of columns")
        return Check(
            id=name.replace("_", "-"),
            dimension=dimension,
            needs=needs,
            reads=reads,
            fewest=fewest,
            splits_words=splits_words or needs_words,
            needs_words=needs_words,
            aside=aside,
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
