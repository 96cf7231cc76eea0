"""Audits as an input dataset of OpenLineage: its schema, what each check asserted, and metrics of its columns."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import Any

from dataqa.judgement import Outcome
from dataqa.model import Issue
from dataqa.profile.column import ColumnProfile
from dataqa.record import Record
from dataqa.render.json import dump
from dataqa.render.masking import Masker
from dataqa.render.places import Places, shown_name

_SPEC = "https://openlineage.io/spec/facets"
_SCHEMAS = {
    "schema": f"{_SPEC}/1-2-0/SchemaDatasetFacet.json#/$defs/SchemaDatasetFacet",
    "dataQualityAssertions": f"{_SPEC}/1-1-0/DataQualityAssertionsDatasetFacet.json#/$defs/DataQualityAssertionsDatasetFacet",
    "dataQualityMetrics": f"{_SPEC}/1-0-3/DataQualityMetricsInputDatasetFacet.json#/$defs/DataQualityMetricsInputDatasetFacet",
}


def to_openlineage(record: Record, *, mask: bool = True, namespace: str = "file") -> str:
    """Return the audit as an input dataset of OpenLineage, to be put among the ``inputs`` of your own run event.

    A check that could not look asserts nothing, for not having looked is not having passed. Extremes and quantiles of columns with
    personal data are left out.

    Parameters
    ----------
    record : Record
        What was found.
    mask : bool
        Hide personal data.
    namespace : str
        Of the dataset: the same as in your other events on it.

    Returns
    -------
    str
        JSON, UTF-8, with a last newline.
    """
    masker, data = Masker(record, on=mask), record.dataset
    place = Places(data).of_columns(()) if len(data.files) == 1 else None
    fields = [
        {"name": column.name, "type": column.kind} | ({"description": told} if (told := data.descriptions.get(column.name)) else {})
        for column in record.profile.columns.values()
    ]
    assertions = [one for outcome in record.outcomes for one in _assertions(outcome, record, masker)]
    metrics = {
        "rowCount": data.rows,
        "columnMetrics": {column.name: _metrics(column, masker) for column in record.profile.columns.values()},
    } | ({"fileCount": len(data.files)} if data.files else {})
    return dump(
        {
            "namespace": namespace,
            "name": shown_name(data) if place is None else place.path,
            "facets": {"schema": _facet("schema", record, fields=fields)},
            "inputFacets": {
                "dataQualityAssertions": _facet("dataQualityAssertions", record, assertions=assertions),
                "dataQualityMetrics": _facet("dataQualityMetrics", record, **metrics),
            },
        }
    )


def _facet(name: str, record: Record, **content: Any) -> dict[str, Any]:
    return {"_producer": f"urn:dataqa-audit:{record.version}", "_schemaURL": _SCHEMAS[name], **content}


def _assertions(outcome: Outcome, record: Record, masker: Masker) -> Iterator[dict[str, Any]]:
    if outcome.status == "passed":
        yield {"assertion": outcome.check, "success": True, "description": record.texts[outcome.check].measures}
    elif outcome.status == "flagged":
        for cause in record.issues:
            yield from (_failed(one, cause, record, masker) for one in cause.every if one.check == outcome.check)


def _failed(issue: Issue, cause: Issue, record: Record, masker: Masker) -> dict[str, Any]:
    column = {"column": issue.columns[0]} if len(issue.columns) == 1 else {}
    return {
        "assertion": issue.check,
        "success": False,
        **column,
        "severity": "error" if cause.id in record.score.stops else "warn",
        "name": issue.id,
        "description": masker.prose(issue.title, issue),
        "expected": f"threshold {issue.threshold:g} {issue.unit}",
        "actual": f"{issue.value:.6g} {issue.unit}",
    }


def _metrics(column: ColumnProfile, masker: Masker) -> dict[str, Any]:
    found: dict[str, Any] = {"nullCount": column.nulls, "count": float(column.present)}
    if column.exact:
        found["distinctCount"] = column.distinct
    if column.kind != "number" or column.name in masker.personal:
        return found
    ends = {"min": column.minimum, "max": column.maximum}
    found |= {name: float(value) for name, value in ends.items() if value is not None and math.isfinite(value)}
    quantiles = {f"{at:g}": value for at, value in column.quantiles.items() if math.isfinite(value)}
    return found | ({"quantiles": quantiles} if quantiles else {})
