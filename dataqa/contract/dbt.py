"""A contract as properties of a dbt model: columns with their descriptions and generic tests."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from dataqa.contract.checks import described
from dataqa.record import Record
from dataqa.terms import Terms, Value

_JINJA = ("{{", "{%", "{#")
"""What dbt would run."""


def as_dbt(record: Record) -> str:
    """Return the contract as a ``schema.yml`` of dbt: ``not_null``, ``unique`` and ``accepted_values``, which every project has.

    A column whose name holds Jinja is left out, for dbt would run it, and so is a set with such a value.
    """
    import yaml

    columns = [_column(terms, record) for terms in record.terms if not _runs(terms.name)]
    left = len(record.terms) - len(columns)
    says = described(record.dataset.rows, record.version)
    if left:
        says += f" {left} of {len(record.terms)} columns are left out, because their names hold what dbt would run."
    model = {"name": _model(record.dataset.name), "description": says, "columns": columns}
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump({"version": 2, "models": [model]}, Dumper=dumper, sort_keys=False, allow_unicode=True, width=1000)
    return text


def _column(terms: Terms, record: Record) -> dict[str, Any]:
    tests: list[Any] = [] if terms.nullable else ["not_null"]
    tests += ["unique"] if terms.unique else []
    if terms.domain and not any(map(_runs, terms.domain)):
        # dbt quotes values unless it is told not to, and a number in quotes is a text
        plain = all(isinstance(value, bool | int | float) for value in terms.domain)
        tests.append({"accepted_values": {"values": list(terms.domain)} | ({"quote": False} if plain else {})})
    told = record.dataset.descriptions.get(terms.name, "")
    description = {"description": told} if told and not _runs(told) else {}
    return {"name": terms.name} | description | ({"data_tests": tests} if tests else {})


def _model(name: str) -> str:
    """Return a name that dbt takes for a model: letters, digits and underscores."""
    return re.sub(r"[^A-Za-z0-9]+", "_", Path(name).name.split(".")[0]).strip("_").lower() or "model"


def _runs(value: Value) -> bool:
    return isinstance(value, str) and any(mark in value for mark in _JINJA)
