"""What a check needs of an audit, and why an audit does not have it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from dataqa.checks.reads import IMAGES, NESTED, PATHS
from dataqa.context import Context

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


NEEDS: dict[Need, tuple[Callable[[Context], bool], str | Callable[[Context], str], tuple[str, ...]]] = {
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
FIRST: dict[Need, Need] = {"classes": "target", "numeric target": "target"}
"""Needs that take another one for granted."""
BESIDE: dict[Need, str] = {
    "target": "target",
    "classes": "target",
    "numeric target": "target",
    "time": "time",
    "protected": "protected",
}
"""What a check that needs it holds other columns against."""
