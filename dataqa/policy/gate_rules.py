"""The rules of the gate: which changes to a dataset fail it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, Field

from dataqa.invalid import Strict
from dataqa.model import SEVERITIES, Severity


def _in_order(bands: dict[Severity, float]) -> dict[Severity, float]:
    bounds = [bands[severity] for severity in reversed(SEVERITIES) if severity in bands]
    if bounds != sorted(bounds):
        raise ValueError("the bands must get stricter with severity")
    return bands


Bands = Annotated[dict[Severity, float], AfterValidator(_in_order)]
"""Above which value a change is how severe."""


class IssueRules(Strict):
    """From when on an issue is worse than it was."""

    relative: Annotated[float, Field(ge=0)]
    """Growth, as a share of what it was."""
    absolute: Annotated[float, Field(ge=0)]
    """Growth, as a share of the bound that it crossed."""
    relative_by_chance: Annotated[float, Field(ge=0)]
    """Growth that chance may explain and that is reported all the same, as a share of what it was."""
    exact: Annotated[float, Field(ge=0)]
    """Growth of what has no interval, as a share of what it was."""
    certain_from: Severity
    """New issues so severe fail however few rows they name."""
    searching: list[str]
    """Checks that name the worst of many."""
    telling: list[str]
    """Checks that say how well a column alone tells the target."""
    ageing: list[str]
    """Checks whose value grows by itself from day to day."""
    ageing_fails: bool
    """True where a worse band that came with time alone fails."""


class SchemaRules(Strict):
    """How severe each change of the columns is."""

    added: Severity
    removed: Severity
    renamed: Severity
    kind: Severity
    stored: Severity
    nulls: Severity
    order: Severity


class RowRules(Strict):
    """How severe it is that rows are gone, copied or labelled otherwise, by their share."""

    fewer: Bands
    gone: Bands
    replaced: Severity
    """Where hardly any old row is left, whatever `gone` says: another sample of the same, or all were edited."""
    relabelled: Bands
    copies: Bands
    added_from: Annotated[float, Field(ge=0)]
    """Share of the old rows; fewer added ones are not looked at for copies."""


class OutcomeRules(Strict):
    """How severe it is that a check which looked before no longer does."""

    error: Severity
    unlooked: Severity


class GateRules(Strict):
    """All rules of the gate, as they stand in ``rules/gate.yaml``."""

    fails_from: Severity
    issues: IssueRules
    score: Bands
    schema_: Annotated[SchemaRules, Field(alias="schema")]
    new_category: Bands
    gone_category: Bands
    new_class: Bands
    gone_class: Bands
    drift: Bands
    target_drift: Bands
    rows: RowRules
    outcomes: OutcomeRules

    def fails(self, severity: Severity) -> bool:
        """Return whether a change of this severity fails."""
        return SEVERITIES.index(severity) <= SEVERITIES.index(self.fails_from)


def severity_of(value: float, bands: Mapping[Severity, float]) -> Severity | None:
    """Return how severe a value is, or None where it is not above any bound."""
    return next((severity for severity in SEVERITIES if severity in bands and value > bands[severity]), None)


def overridden(text: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return the rules with some values replaced; bands are replaced whole."""
    inner: tuple[Literal["issues", "schema", "rows", "outcomes"], ...] = ("issues", "schema", "rows", "outcomes")
    merged = dict(text)
    for key, value in changes.items():
        merged[key] = {**merged.get(key, {}), **value} if key in inner and isinstance(value, Mapping) else value
    return merged
