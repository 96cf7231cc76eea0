"""Planted frames of `schema-failures`: each kind of failure of a schema."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
from planting import Case, plant


def _held(schema: Callable[[Any], Any]) -> Case:
    import pandera.pandas as pa

    return {"data": pd.DataFrame({"age": [31, 42, -3, 64], "town": ["Bonn", "Kiel", "Mainz", "Trier"]}), "schema": schema(pa)}


@plant(0.25, ("age",), (0.0455873, 0.699358), [2])
def schema_failures() -> Case:
    """One of four ages is below 0, which the schema forbids."""
    return _held(lambda pa: pa.DataFrameSchema({"age": pa.Column(int, pa.Check.ge(0))}))


@plant(0.25, (), (0.0455873, 0.699358), [2])
def schema_failures__rows() -> Case:
    """The schema has a check of whole rows, and one of four rows fails it."""
    return _held(lambda pa: pa.DataFrameSchema({}, checks=pa.Check(lambda df: df["age"] > 0, name="positive_age")))


@plant(1.0, ("age",))
def schema_failures__column() -> Case:
    """The schema asks for a mean age of 50 and more."""
    return _held(lambda pa: pa.DataFrameSchema({"age": pa.Column(int, pa.Check(lambda s: s.mean() >= 50, name="mean_from_50"))}))


@plant(1.0)
def schema_failures__data() -> Case:
    """The schema asks for 10 rows and more."""
    return _held(lambda pa: pa.DataFrameSchema({}, checks=pa.Check(lambda df: len(df) >= 10, name="ten_rows")))


@plant(1.0)
def schema_failures__missing() -> Case:
    """The schema requires a column `income`, which the data does not have."""
    return _held(lambda pa: pa.DataFrameSchema({"income": pa.Column(float)}))


@plant(1.0)
def schema_failures__surplus() -> Case:
    """The data has a column `town`, and the schema allows the age only."""
    return _held(lambda pa: pa.DataFrameSchema({"age": pa.Column(int)}, strict=True))


@plant(1.0, ("age",))
def schema_failures__dtype() -> Case:
    """The schema requires ages with decimals, and they are whole numbers."""
    return _held(lambda pa: pa.DataFrameSchema({"age": pa.Column(float)}))


@plant(1.0)
def schema_failures__index() -> Case:
    """The schema requires an index with decimals, and it counts the rows."""
    return _held(lambda pa: pa.DataFrameSchema({}, index=pa.Index(float)))


@plant(1.0, ("age",))
def schema_failures__raised() -> Case:
    """A check of the ages has an error: it divides by 0."""
    return _held(lambda pa: pa.DataFrameSchema({"age": pa.Column(int, pa.Check(lambda s: 1 / 0, name="odds"))}))


@plant(1.0)
def schema_failures__raised_on_rows() -> Case:
    """A check of the rows has an error: it divides by 0."""
    return _held(lambda pa: pa.DataFrameSchema({}, checks=pa.Check(lambda df: 1 / 0, name="odds")))
