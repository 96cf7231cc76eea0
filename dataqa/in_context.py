"""From rows that were read to what checks are given."""

from __future__ import annotations

import math
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import polars as pl

from dataqa.context import Context
from dataqa.engine.local import LocalEngine
from dataqa.errors import CallError
from dataqa.probe.probe import Probe
from dataqa.profile.column import Profile
from dataqa.profile.state import TableState
from dataqa.roles import GivenRoles, infer_task
from dataqa.schemas.frames import conversion_note
from dataqa.schemas.given import GivenSchema
from dataqa.sources import Table, load
from dataqa.task import Task


def context_of(
    table: Table, roles: GivenRoles, day: date, test: Any, reference: Any, seed: int, schema: GivenSchema | None = None,
    encoding: str | None = None, quick: bool = False, budget: float = math.inf,
) -> Context:  # fmt: skip
    """Return what checks are given: the rows with their profile and roles, further rows, and quick models once somebody asks.

    Parameters
    ----------
    table : Table
        The rows.
    roles : GivenRoles
        What the caller said of the columns.
    day : date
        From which freshness is measured.
    test, reference : object or None
        Further rows, as `dataqa.audit` takes them.
    seed : int
        Of the quick models.
    schema : GivenSchema, optional
        What the data is held to.
    encoding : str, optional
        Of text files with further rows.
    quick : bool
        Whether models are left out.
    budget : float
        Bytes that further rows may take.
    """
    table = replace(table, notes=(*table.notes, *conversion_note(schema, table)))
    engine = LocalEngine(table)
    profile = profile_of(engine)
    task = infer_task(profile, table, roles)
    pictures = {column.name: column.pictures for column in table.columns if column.pictures is not None}
    return Context(
        table=table,
        engine=engine,
        profile=profile,
        task=task,
        as_of=day,
        make_probe=cache(lambda: Probe(profile, task, seed, pictures, quick=quick)),
        test=_other(test, table, task, "test", encoding, budget),
        reference=_other(reference, table, task, "reference", encoding, budget),
        schema=schema,
        quick=quick,
    )


def profile_of(engine: LocalEngine) -> Profile:
    """Return the statistics of all columns, from one pass over all rows."""
    state = TableState.empty(engine.table.frame.schema)
    for batch in engine.batches():
        state.update(batch)
    profile = state.finish({column.name: column.stored for column in engine.table.columns})
    # without rows nothing was sampled: the sample has its columns all the same
    return profile if profile.sample.width else replace(profile, sample=engine.table.frame.clear())


def _other(data: Any, table: Table, task: Task, name: str, encoding: str | None, budget: float) -> LocalEngine | None:
    """Read further rows and hold them to the columns of the data."""
    if data is None:
        return None
    other = load(data, encoding=encoding, budget=budget, apart=() if task.target is None else [task.target])
    lacking = [c for c in table.frame.columns if c not in other.frame.columns and c != task.target]
    if task.kind == "language" and any(dtype == pl.String for dtype in other.frame.dtypes):
        return LocalEngine(other)  # texts are compared whatever the names of their columns
    if len(lacking) == len(table.frame.columns) - (task.target is not None) and lacking:
        shown = ", ".join(map(repr, table.frame.columns[:5]))
        raise CallError(f"{name}= has none of the columns of the data; expected {shown}.")
    return LocalEngine(other)
