"""A rule: what turns a check's measurements into issues, and all words about them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from dataqa.errors import RuleError, nearest
from dataqa.invalid import Strict
from dataqa.model import SEVERITIES, RepairKind, Severity
from dataqa.policy.cost import Cost

SEVERAL = "{first} (and {others} more like it)"
"""The title of several issues about the same columns."""
_SAYS = 8

QuestionId = Literal["task", "examples", "representative", "labels", "unseen", "fails", "world", "wrong", "allowed"]


class RepairRule(Strict):
    """Which edit would mend an issue, and when it may be made."""

    kind: RepairKind
    """What the edit does, as `dataqa.model.Repair` names it."""
    safe: bool = False
    """There is one defensible answer: made without being asked for by name."""
    safe_at_least: dict[str, float] = Field(default_factory=dict)
    """Details that must reach a number for the edit to be safe."""
    safe_at_most: dict[str, float] = Field(default_factory=dict)
    """Details that must not exceed a number for the edit to be safe."""
    by_name: bool = False
    """As likely wrong as right: made only for an issue that is asked for by its id."""
    severity: Severity = "info"
    """The least severity for ``apply="all"``; below it the edit is made only for an issue that is asked for by its id."""
    at_least: dict[str, float] = Field(default_factory=dict)
    """Details, or the ``value``, that must reach a number for ``apply="all"``; so in the next ones."""
    at_most: dict[str, float] = Field(default_factory=dict)
    """Details that must not exceed a number for ``apply="all"``."""
    keep_first: bool = False
    """Not the first of the columns: the others say the same."""
    everywhere: bool = False
    """Reads the same cell the same way in every row, and so in held-out rows, too."""
    not_for: list[str] = Field(default_factory=list)
    """Values of ``about`` for which there is no edit."""
    removes: str = ""
    """What goes with the edit that measured performance cannot show, in words (``a leak``): it is made even if it lowers it."""
    code: str = ""
    """For ``in-pipeline``: code, as a template with ``{columns}`` as a list of names."""

    def only_by_name(self, severity: Severity, details: Mapping[str, Any]) -> bool:
        """Return whether the edit is made only for an issue that is asked for by its id."""
        grave = SEVERITIES.index(severity) <= SEVERITIES.index(self.severity)
        return self.by_name or not grave or not _within(details, self.at_least, self.at_most)

    def safe_for(self, details: Mapping[str, Any]) -> bool:
        """Return whether the edit has one defensible answer."""
        return self.safe and _within(details, self.safe_at_least, self.safe_at_most)


def _within(details: Mapping[str, Any], at_least: Mapping[str, float], at_most: Mapping[str, float]) -> bool:
    # written so that a NaN reaches nothing and keeps to nothing
    return all(float(details[key]) >= bound for key, bound in at_least.items()) and all(
        float(details[key]) <= bound for key, bound in at_most.items()
    )


class Message(Strict):
    """The words for one kind of measurement. A kind takes from ``default`` what it does not say itself."""

    title: str
    """The fact, as a template: ``{columns}``, ``{value}``, ``{low}``, ``{high}``, ``{rows}``, ``{about}``, ``{counted}``
    ("3 rows"), ``{percent}`` ("0.4%") and the details."""
    why: str
    """What a model would learn or lose, as a template; notes of the measurement follow it."""
    fix: str
    """What to do, as a template."""
    several: str = SEVERAL
    """The title where issues about several columns are summed up; see ``rules/README.md``."""
    planted: str = ""
    """What the planted example holds, in a sentence."""
    example: dict[str, Any] = Field(default_factory=dict)
    """What the check measures on the planted example: ``columns``, ``value``, ``unit``, ``interval``, ``rows``, ``about``,
    ``notes`` and the details that the texts name. `dataqa explain` shows the texts filled with it; a test compares it with what
    the check measures."""


class Source(Strict):
    """Where a rule's numbers come from: a paper, a bench with its date, or judgement."""

    bands: Annotated[str, Field(min_length=8)]
    """Of the bands and of what else decides about the severity."""
    cost: str = ""
    """Of the cost; needed where there is one."""


class Rule(Strict):
    """One check's rule, as it stands in ``rules/checks/<dimension>/<check>.yaml``."""

    messages: dict[str, Message]
    """Title, why and fix by the measurement's kind; ``default`` is that of most."""
    notes: dict[str, str] = Field(default_factory=dict)
    """Sentences that follow why where the measurement names them."""
    source: Source
    """Where bands and cost come from."""
    bands: dict[Severity, float]
    """From which value on it is how severe."""
    direction: Literal["above", "below"] = "above"
    """``below``: the smaller the value, the worse."""
    judged_by: Literal["value", "bound"] = "value"
    """``bound``: by that end of the interval which speaks for the data, so that few rows alone raise no issue."""
    at_least: dict[str, float] = Field(default_factory=dict)
    """Details that must reach a number for there to be an issue at all."""
    at_most: dict[str, float] = Field(default_factory=dict)
    """Details that must not exceed a number for there to be an issue at all."""
    at_least_for: dict[Severity, dict[str, float]] = Field(default_factory=dict)
    """Details that must reach a number for this severity; below, the next lower band is taken."""
    parameters: Any = Field(default_factory=dict)
    """Handed to the check: word lists and sizes that say what is measured; the check's class says which and of what type."""
    cost: Cost = Cost(curve=[(0.0, 0.0)])
    """What an issue is expected to take of a model's performance; by default nothing."""
    blocking: bool = False
    """Caps the verdict, whatever the score: for privacy and bias."""
    most: Annotated[int, Field(ge=1)] | None = None
    """Issues of one severity shown one by one; more are summed up in one. None: as ``rules/causes.yaml`` says."""
    repair: RepairRule | None = None
    """The edit that mends it; none where only a person can."""
    wrong_cells: bool = False
    """The cells of its rows in its columns are wrong: a contract made of the data must not allow them."""
    questions: list[QuestionId] = Field(min_length=1)
    """On which of the report's questions it bears; ``rules/questions.yaml`` asks them."""
    since: str
    """The version of dataqa that first had it."""

    @model_validator(mode="before")
    @classmethod
    def _kinds_take_from_default(cls, given: Any) -> Any:
        if not isinstance(given, Mapping):
            return given
        messages = given.get("messages")
        if not isinstance(messages, Mapping):
            return given
        default = messages.get("default")
        if not isinstance(default, Mapping):
            raise ValueError("messages lack the kind 'default'")
        taken = {key: value for key, value in default.items() if key not in ("planted", "example")}
        whole = {kind: {**taken, **said} if isinstance(said, Mapping) else said for kind, said in messages.items()}
        return {**given, "messages": {**whole, "default": default}}

    @model_validator(mode="after")
    def _complete(self) -> Rule:
        if self.costs and len(self.source.cost) < _SAYS:
            raise ValueError("source lacks cost: where the curve comes from")
        return self

    @model_validator(mode="after")
    def _bands_in_order(self) -> Rule:
        if not self.bands:
            raise ValueError("a rule needs at least one band")
        bounds = [self.bands[s] for s in reversed(SEVERITIES) if s in self.bands]
        if bounds != sorted(bounds, reverse=self.direction == "below"):
            raise ValueError(f"the bands must get stricter with severity ({self.direction})")
        return self

    @property
    def costs(self) -> bool:
        """Whether an issue can cost points."""
        return any(share for _, share in self.cost.curve)

    def message(self, kind: str) -> Message:
        """Return the words for a kind of measurement.

        Raises
        ------
        RuleError
            Where the rule has no such kind.
        """
        found = self.messages.get(kind or "default")
        if found is None:
            raise RuleError(f"no messages are there for the kind {kind!r}.{nearest(kind, self.messages)}")
        return found

    def severity(self, value: float, details: Mapping[str, Any] | None = None) -> tuple[Severity, float] | None:
        """Return how bad a value is and the bound it crossed, or None where it is no issue."""
        for severity in SEVERITIES:
            bound = self.bands.get(severity)
            if bound is None or (value < bound if self.direction == "above" else value > bound):
                continue
            if all(float((details or {})[key]) >= least for key, least in self.at_least_for.get(severity, {}).items()):
                return severity, bound
        return None
