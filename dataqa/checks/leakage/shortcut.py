"""Shortcuts: traces of how the rows were collected that predict the target."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks._words import shown
from dataqa.checks.leakage._looks import looks_of, tokens_of
from dataqa.checks.leakage._properties import predicting
from dataqa.checks.leakage._pure import Purity, pure_values
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.roles.codes import balanced, set_before
from dataqa.roles.names import words_of
from dataqa.statistics import auc, wilson

_SHOWN, _GENERAL = 5, frozenset({"id", "ids", "name", "no", "nr", "num", "number", "code", "type", "model", "key"})


class Parameters(Purity):
    """Names that suggest collection, and when something counts as a shortcut."""

    words: tuple[str, ...]
    """Last words of column names that suggest how a row was collected."""
    look: Annotated[float, Field(ge=0, le=1)]
    """Skill from which the form of a text is reported."""
    recall: Annotated[float, Field(ge=0, le=1)]
    """Share of a class that a word or value must have."""
    leak: Annotated[float, Field(ge=0, le=1)]
    """Skill from which a column is a leak, and not a shortcut."""
    most_columns: Annotated[int, Field(ge=0)]
    """Columns without such a name that are compared with all others."""
    most_kinds: Annotated[int, Field(ge=0)]
    """Values up to which a number may be a kind."""
    ordered: Annotated[float, Field(ge=0, le=1)]
    """Share of its skill that a number has by its order alone, from which on it is an amount."""


@check(
    needs=("target", "two values", "features"),
    reads=("target", "numeric", "categorical", "text:text", "boolean", "group"),
    splits_words=True,
    parameters=Parameters,
)
def shortcut(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Traces of how rows were collected that predict the target (Geirhos et al. 2020, shortcut learning), from the row sample.

    Cross-validated skill of columns whose name suggests collection, and of the form of texts (length, case, digits, formatting).
    Words and markers in texts that occur with one class almost alone: the share of the class that has one. Values of other columns
    that occur with one class almost alone: how far this exceeds what all other columns together predict for those rows. All of
    these may be honest signal. The factor of a designed experiment, crossed with another one in equal numbers, is none: who has set
    it knows it.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for name in audit.task.having("text"):
        if audit.profile.columns[name].kind == "text":
            yield from _looks(audit, name)
            yield from _tokens(audit, name)
    suggests = partial(_suggests, words=audit.parameters.words)
    collection = [c.name for c, _ in audit.profiles("categorical", "group", "boolean", "numeric") if suggests(c.name)]
    for name in collection:
        if not _crossed(audit, name):
            yield from _column(audit, name)
    if audit.task.discrete:
        yield from _values(audit, [c.name for c, _ in audit.profiles("categorical", "boolean") if c.name not in collection])


def _suggests(name: str, words: tuple[str, ...]) -> bool:
    """Return whether the last word of a name (except for id, name, number and the like) is one of some words."""
    left = [word for word in words_of(name) if word not in _GENERAL and not word.isdigit()]
    return bool(left) and left[-1] in words


def _crossed(audit: Context[Parameters], name: str) -> bool:
    """Return whether each value of a column meets each of another one in equally many rows, several of each."""
    if not set_before(audit.profile.columns[name]):
        return False
    for column, _ in audit.profiles("categorical", "boolean"):
        if column.name == name or not set_before(column):
            continue
        met = audit.engine.table.frame.group_by(name, column.name).len().get_column("len").to_numpy().astype(np.float64)
        if len(met) == audit.profile.columns[name].distinct * column.distinct and met.mean() >= 2 and balanced(met):
            return True
    return False


def _unquoted(value: str) -> str:
    """Return a cell as it is shown between quotes: short and on one line."""
    return shown(value)[1:-1]


def _looks(audit: Context[Parameters], name: str) -> Iterator[Measurement]:
    looks = looks_of(audit.probe.rows.get_column(name))
    found = predicting(audit, looks, audit.parameters.look, f"Skill of each property of the form of {name}")
    if found is None:
        return
    yield Measurement(
        value=found.best.value,
        unit="skill",
        interval=found.best.interval,
        columns=(name,),
        about="looks",
        kind="looks",
        details={
            "collection": 0,
            "metric": Phrase(found.best.metric),
            "raw": found.best.raw,
            "look": found.names[0],
            "looks": found.names,
        },
        evidence=(found.evidence,),
    )


def _tokens(audit: Context[Parameters], name: str) -> Iterator[Measurement]:
    probe = audit.probe
    if not probe.target.discrete:
        return
    tokens = tokens_of(probe.rows.get_column(name))
    found = pure_values(tokens, probe.target, audit.parameters, words=True).filter(pl.col("recall") >= audit.parameters.recall)
    if not found.height:
        return
    first = found.row(0, named=True)
    total = round(first["hits"] / first["recall"])
    yield Measurement(
        value=first["recall"],
        unit="share of the class",
        interval=wilson(first["hits"], total),
        columns=(name,),
        about="words",
        kind="words",
        notes=("more-words",) if found.height > 1 else (),
        details=_pure_details(audit, found),
        evidence=(_picture(f"Share of its class that has a word of {name}", found.head(_SHOWN)),),
    )


def _column(audit: Context[Parameters], name: str) -> Iterator[Measurement]:
    skill = audit.probe.single(name)
    if skill.interval[0] > 0 and not _is_amount(audit, name, skill.value):
        yield Measurement(
            value=skill.value,
            unit="skill",
            interval=skill.interval,
            columns=(name,),
            details={"collection": 1, "metric": Phrase(skill.metric), "raw": skill.raw},
        )


def _is_amount(audit: Context[Parameters], name: str, skill: float) -> bool:
    """Return whether a number rises or falls with the target: home runs are counted, runs of a machine are numbered."""
    column, target = audit.profile.columns[name], audit.probe.target
    if column.kind != "number" or column.distinct <= audit.parameters.most_kinds or len(target.classes) > 2:
        return False
    cells = audit.probe.rows.get_column(name).cast(pl.Float64).fill_nan(None)
    there = cells.is_not_null().to_numpy()
    ranks, given = cells.drop_nulls().rank().to_numpy(), target.values[there]
    goes = float(np.corrcoef(ranks, given)[0, 1]) ** 2 if not target.discrete else abs(2 * auc(ranks, given == 1) - 1)
    return goes >= audit.parameters.ordered * skill


def _values(audit: Context[Parameters], names: list[str]) -> Iterator[Measurement]:
    probe = audit.probe
    candidates = []
    for name in names:
        # a column that predicts everything is a leak, not a shortcut
        if not 0 < probe.single(name).value < audit.parameters.leak:
            continue
        cells = probe.rows.select(pl.col(name).cast(pl.String).alias("value")).with_row_index("row")
        found = pure_values(cells, probe.target, audit.parameters).filter(pl.col("recall") >= audit.parameters.recall)
        if found.height:
            candidates.append((-found.item(0, "recall"), name, found))
    for _, name, found in sorted(candidates, key=lambda one: one[:2])[: audit.parameters.most_columns]:
        first = found.row(0, named=True)
        predicted = probe.joint_without((name,)).predicted
        here = (probe.rows.get_column(name).cast(pl.String) == first["value"]).fill_null(False).to_numpy()[: len(predicted)]
        if not here.any():
            continue
        expected = float(np.clip(predicted[here, first["class"]], 0, 1).mean())
        low, high = wilson(first["hits"], first["rows"])
        yield Measurement(
            value=max(0.0, first["hits"] / first["rows"] - expected),
            unit="share of rows",
            interval=(max(0.0, low - expected), max(0.0, high - expected)),
            columns=(name,),
            about="values",
            kind="values",
            notes=("more-values",) if found.height > 1 else (),
            details={**_pure_details(audit, found), "expected": expected},
            evidence=(_picture(f"Share of its class that has a value of {name}", found.head(_SHOWN)),),
        )


def _pure_details(audit: Context, found: pl.DataFrame) -> dict[str, Any]:
    first = found.row(0, named=True)
    return {
        "collection": 0,
        "word": _unquoted(first["value"]),
        "label": _unquoted(audit.probe.target.classes[first["class"]]),
        "hits": first["hits"],
        "word_rows": first["rows"],
        "more": found.height - 1,
    }


def _picture(title: str, found: pl.DataFrame) -> Evidence:
    values = tuple(found.get_column("recall").to_list())
    return Evidence(
        title=title, unit="share of the class", labels=tuple(map(shown, found.get_column("value").to_list())), values=values
    )
