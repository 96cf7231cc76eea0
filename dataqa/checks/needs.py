"""What a check needs of an audit, and why an audit does not have it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from dataqa.checks.reads import IMAGES, NESTED, PATHS
from dataqa.context import Context
from dataqa.findings.dialogues import dialogues
from dataqa.findings.mixed_target import mixed_target

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
    "dialogue",
    "pairs",
    "prose",
    "images",
    "boxes",
    "all rows",
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


def _paired(context: Context) -> bool:
    found = dialogues(context)
    return found is not None and found.paired


def _unlearnable(context: Context) -> str:
    if context.task.having("image"):
        return IMAGES if _learnable(context) else PATHS
    return NESTED if context.task.having("nested") else "no column is left that a model could learn from"


def _no_classes(context: Context) -> str:
    if context.task.target is not None and context.task.discrete:
        return "the target is a number that is written in several ways"
    return "the target is not a set of classes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """What an audit must have for a check to look.

    Attributes
    ----------
    words : str
        For people: what must be there.
    met : callable
        Whether an audit has it.
    lacking : str or callable
        Why it has not.
    asks : tuple of str
        The arguments of `dataqa.audit` that would give it, any one of them.
    first : str
        A need that it takes for granted.
    beside : str
        What a check that needs it compares other columns with.
    """

    words: str
    met: Callable[[Context], bool]
    lacking: str | Callable[[Context], str]
    asks: tuple[str, ...] = ()
    first: Need | None = None
    beside: str = ""

    def why(self, context: Context) -> str:
        """Return why an audit does not have it."""
        return self.lacking if isinstance(self.lacking, str) else self.lacking(context)


NEEDS: dict[Need, Requirement] = {
    "target": Requirement(
        words="a target", met=lambda c: c.task.target is not None, lacking="no target was named", asks=("target",), beside="target"
    ),
    "two values": Requirement(
        words="a target with at least two values", met=_varies, lacking="the target has fewer than two different values"
    ),
    "classes": Requirement(
        words="a target of classes",
        met=lambda c: c.task.target is not None and c.task.discrete and c.once(mixed_target) is None,
        lacking=_no_classes,
        first="target",
        beside="target",
    ),
    "numeric target": Requirement(
        words="a numeric target",
        met=lambda c: c.task.target is not None and not c.task.discrete,
        lacking="the target is not a number",
        first="target",
        beside="target",
    ),
    "features": Requirement(words="features", met=lambda c: bool(c.task.features), lacking=_unlearnable),
    "learnable": Requirement(words="features or images", met=_learnable, lacking=_unlearnable),
    "time": Requirement(
        words="a time column",
        # a column that was named as the time may be a plain count of steps, which no clock shows
        met=lambda c: any(p.role == "time" and p.clock for p in c.task.columns.values()),
        lacking=_undated,
        asks=("time",),
        beside="time",
    ),
    "text": Requirement(
        words="a column of free text",
        met=lambda c: bool(c.task.having("text")),
        lacking="no column holds free text",
        asks=("text",),
    ),
    "group": Requirement(
        words="an entity column",
        met=lambda c: bool(c.task.having("group")),
        lacking="no column says which entity a row belongs to",
        asks=("group",),
    ),
    "protected": Requirement(
        words="a protected column",
        met=lambda c: bool(c.task.protected),
        lacking="no column says which group of people a row belongs to",
        asks=("protected",),
        beside="protected",
    ),
    "test": Requirement(words="test data", met=lambda c: c.test is not None, lacking="no test rows were given", asks=("test",)),
    "split": Requirement(
        words="a split column",
        met=lambda c: bool(c.task.having("split")),
        lacking="no column says which split a row is in",
        asks=("split",),
    ),
    "held out": Requirement(words="test data or a split column", met=_held_out, lacking=_not_held_out, asks=("test", "split")),
    "reference": Requirement(
        words="reference data (production rows)",
        met=lambda c: c.reference is not None,
        lacking="no reference data was given",
        asks=("reference",),
    ),
    "dialogue": Requirement(
        words="conversations, or instructions with their answers",
        met=lambda c: dialogues(c) is not None,
        lacking="no column holds conversations, or instructions with their answers",
    ),
    "pairs": Requirement(
        words="pairs of a chosen and a rejected answer", met=_paired, lacking="no columns hold a chosen and a rejected answer"
    ),
    "prose": Requirement(
        words="documents for a language model",
        met=lambda c: c.task.kind == "language" and dialogues(c) is None and bool(c.task.having("text")),
        lacking="the task is not a language model that is trained on documents",
    ),
    "images": Requirement(
        words="images that can be opened",
        met=lambda c: any(column.pictures is not None for column in c.table.columns),
        lacking="no column holds images that can be opened",
        asks=("image",),
    ),
    "boxes": Requirement(
        words="boxes of objects in images", met=lambda c: c.table.boxes, lacking="the rows are no boxes of objects in images"
    ),
    "all rows": Requirement(
        words="all rows, and no sample of them",
        met=lambda c: c.table.seen is None,
        lacking="the rows are a sample of those that did not fit into memory, of which there may be enough",
    ),
    "schema": Requirement(words="a schema", met=lambda c: c.schema is not None, lacking="no schema was given", asks=("schema",)),
}
