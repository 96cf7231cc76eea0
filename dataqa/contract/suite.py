"""A contract as an expectation suite of Great Expectations."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from dataqa.contract.checks import described
from dataqa.record import Record
from dataqa.render.json import dump
from dataqa.terms import Terms


def as_suite(record: Record) -> str:
    """Return the contract as the JSON of an expectation suite, as Great Expectations 1 reads it.

    Dates have no bounds there, for how they are stored differs between its engines; types are left to the engine, too.
    """
    expectations = [one for terms in record.terms for one in _expectations(terms)]
    return dump(
        {
            "name": f"dataqa {record.dataset.name}",
            "expectations": expectations,
            "meta": {"dataqa": record.version, "notes": described(record.dataset.rows, record.version)},
        }
    )


def _expectations(terms: Terms) -> Iterator[dict[str, Any]]:
    """Yield what a column has to be; Great Expectations leaves empty cells out of all but the first ones."""

    def expect(kind: str, **kwargs: Any) -> dict[str, Any]:
        reason = {"notes": terms.reason} if terms.reason else {}
        return {"type": f"expect_column_{kind}", "kwargs": {"column": terms.name, **kwargs}, "meta": reason}

    if terms.required:
        yield expect("to_exist")
    if not terms.nullable:
        yield expect("values_to_not_be_null")
    if terms.unique:
        yield expect("values_to_be_unique")
    least, most = (None if isinstance(bound, datetime) else bound for bound in (terms.least, terms.most))
    if least is not None or most is not None:
        bounds = {"min_value": least, "max_value": most}
        yield expect("values_to_be_between", **{name: bound for name, bound in bounds.items() if bound is not None})
    if terms.domain:
        yield expect("values_to_be_in_set", value_set=list(terms.domain))
    if terms.banned:
        yield expect("values_to_not_be_in_set", value_set=list(terms.banned))
    if terms.pattern:
        yield expect("values_to_match_regex", regex=terms.pattern)
    if terms.lengths:
        yield expect("value_lengths_to_be_between", min_value=terms.lengths[0], max_value=terms.lengths[1])
