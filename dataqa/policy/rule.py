"""A rule: what turns a check's measurements into issues, and all words about them."""

from __future__ import annotations

import re
import string
from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import Field, model_validator

from dataqa.invalid import Strict
from dataqa.model import SEVERITIES, RepairKind, Severity
from dataqa.policy.cost import Cost

QuestionId = Literal["task", "examples", "representative", "labels", "unseen", "fails", "world", "wrong", "allowed"]


class RepairRule(Strict):
    """Which edit would mend an issue, and when it may be made."""

    kind: RepairKind
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


class Rule(Strict):
    """One check's rule, as it stands in ``rules/checks/<dimension>/<check>.yaml``."""

    title: str
    """The fact, as a template: ``{columns}``, ``{value}``, ``{low}``, ``{high}``, ``{rows}``, ``{about}``, ``{counted}``
    ("3 rows"), ``{percent}`` ("0.4%") and the details."""
    several: str = "{first} (and {others} more like it)"
    """The title where issues about several columns are summed up; see ``rules/README.md``."""
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
    parameters: dict[str, Any] = Field(default_factory=dict)
    """Handed to the check: word lists and sizes that say what is measured."""
    cost: Cost = Cost(curve=[(0.0, 0.0)])
    blocking: bool = False
    """Caps the verdict, whatever the score: for privacy and bias."""
    most: Annotated[int, Field(ge=1)] | None = None
    """Issues of one severity shown one by one; more are summed up in one. None: as ``rules/causes.yaml`` says."""
    why: str
    fix: str
    repair: RepairRule | None = None
    """The edit that mends it; none where only a person can."""
    wrong_cells: bool = False
    """The cells of its rows in its columns are wrong: a contract made of the data must not allow them."""
    questions: list[QuestionId] = Field(min_length=1)
    """On which of the report's questions it bears; ``rules/questions.yaml`` asks them."""
    since: str

    @model_validator(mode="after")
    def _bands_in_order(self) -> Rule:
        if not self.bands:
            raise ValueError("a rule needs at least one band")
        bounds = [self.bands[s] for s in reversed(SEVERITIES) if s in self.bands]
        if bounds != sorted(bounds, reverse=self.direction == "below"):
            raise ValueError(f"the bands must get stricter with severity ({self.direction})")
        return self

    def severity(self, value: float, details: Mapping[str, Any] | None = None) -> tuple[Severity, float] | None:
        """Return how bad a value is and the bound it crossed, or None where it is no issue."""
        for severity in SEVERITIES:
            bound = self.bands.get(severity)
            if bound is None or (value < bound if self.direction == "above" else value > bound):
                continue
            if all(float((details or {})[key]) >= least for key, least in self.at_least_for.get(severity, {}).items()):
                return severity, bound
        return None


_VERBS = {"are": "is", "have": "has", "do": "does"}
_ONE = re.compile(
    r"(?<![\w.,'’\"/–−-])1 (row|cell|column|value|time|day|text|class|group|feature|character)"
    r"(?:(?<=class)es|s)\b(?:( \([^()]*\))? (are|have|do|say|equal|repeat|lie|look|stand|hold)\b|(?!\w))"
)
"""A whole 1 before things that are counted, and what they do: not 21, 0.1, 1,001 or a value in quotes."""


class _Plain(string.Formatter):
    """A formatter that takes names only: no attributes, no items, so a template can reach nothing else."""

    def get_field(self, field_name: str, args: Any, kwargs: Mapping[str, Any]) -> Any:
        if not field_name.isidentifier():
            raise ValueError(f"{field_name!r} is not a plain name")
        return kwargs[field_name], field_name


def plain_template(template: str) -> str:
    """Return a rule's text with its fields as names: ``{value:.1%}`` becomes ``<value>``."""
    parts = string.Formatter().parse(template)
    return "".join(words + (f"<{name}>" if name is not None else "") for words, name, _, _ in parts)


def fill(template: str, words: Mapping[str, Any]) -> str:
    """Fill a rule's template; one of a thing is put in the singular: "1 row", "1 cell".

    Raises
    ------
    KeyError, ValueError
        Where the template names what the measurement does not have, or more than a name.
    """
    columns = str(words.get("columns", ""))

    def one(found: re.Match[str]) -> str:
        if found[0] in columns:
            return found[0]
        verb = "" if found[3] is None else f" {_VERBS.get(found[3], found[3] + 's')}"
        return f"1 {found[1]}{found[2] or ''}{verb}"

    return _ONE.sub(one, _Plain().vformat(template, (), words))
