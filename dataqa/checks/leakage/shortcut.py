"""Traces of how the rows were collected that tell the target."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks._words import named, shown
from dataqa.checks.leakage._looks import looks_of, tokens_of
from dataqa.checks.leakage._pure import Purity, pure_values
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.probe.codes import codes_of
from dataqa.roles.names import words_of
from dataqa.statistics import wilson

_SHOWN, _PLAIN = 5, frozenset({"id", "ids", "name", "no", "nr", "num", "number", "code", "type", "model", "key"})


@check(
    needs=("target", "two values", "features"),
    reads=("target", "numeric", "categorical", "text:text", "boolean", "group"),
    splits_words=True,
)
def shortcut(audit: Context) -> Iterator[Measurement]:
    """Properties of the collection that go with the target (Geirhos et al. 2020, shortcut learning), from the row sample.

    Cross-validated skill of columns whose name speaks of collection, and of how a text looks (length, case, digits, formatting).
    Words and markers of a text that stand with one class alone: the share of the class that has one. Values of other columns that
    stand with one class alone: how far that exceeds what all other columns together tell of those rows. It is a judgement: all of
    these may be honest signal.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for name in audit.task.having("text"):
        if audit.profile.columns[name].kind == "text":
            yield from _looks(audit, name)
            yield from _tokens(audit, name)
    words = frozenset(audit.parameters["words"])
    collection = [c.name for c, _ in audit.profiles("categorical", "group", "boolean", "numeric") if _speaks(c.name, words)]
    for name in collection:
        yield from _column(audit, name)
    if audit.task.discrete:
        yield from _values(audit, [c.name for c, _ in audit.profiles("categorical", "boolean") if c.name not in collection])


def _speaks(name: str, words: frozenset[str]) -> bool:
    """Return whether the word that a name ends in (id, name, number and the like aside) is one of some words."""
    left = [word for word in words_of(name) if word not in _PLAIN and not word.isdigit()]
    return bool(left) and left[-1] in words


def _purity(audit: Context) -> Purity:
    asked = audit.parameters
    return Purity(least_rows=int(asked["least_rows"]), purity=float(asked["purity"]), elsewhere=float(asked["elsewhere"]))


def _looks(audit: Context, name: str) -> Iterator[Measurement]:
    probe, looks = audit.probe, looks_of(audit.probe.rows.get_column(name))
    skills = {look: probe.skill_of_codes(codes_of(looks.get_column(look))) for look in looks.columns}
    order = sorted(skills, key=lambda look: (-skills[look].value, look))
    best = skills[order[0]]
    if best.interval[0] < float(audit.parameters["look"]):
        return
    telling = [look for look in order if skills[look].interval[0] >= float(audit.parameters["look"])]
    listed = ", ".join(f"{look} ({skills[look].metric} {skills[look].raw:.2f})" for look in telling)
    yield Measurement(
        value=best.value,
        unit="skill",
        interval=best.interval,
        columns=(name,),
        about="looks",
        details={
            "collection": 0,
            "fact": Phrase(f"How {named(name)} looks tells {named(audit.target)}, whatever it says: {listed}"),
        },
        evidence=(
            Evidence(
                title=f"What the looks of {name} tell",
                unit="skill",
                labels=tuple(map(Phrase, order)),
                values=tuple(skills[look].value for look in order),
                marked=tuple(range(len(telling))),
            ),
        ),
    )


def _tokens(audit: Context, name: str) -> Iterator[Measurement]:
    probe = audit.probe
    if not probe.target.discrete:
        return
    tokens = tokens_of(probe.rows.get_column(name))
    found = pure_values(tokens, probe.target, _purity(audit)).filter(pl.col("recall") >= float(audit.parameters["recall"]))
    if not found.height:
        return
    first = found.row(0, named=True)
    total = round(first["hits"] / first["recall"])
    many = f", and {found.height - 1} more such words" if found.height > 1 else ""
    fact = f"{shown(first['value'])} in {named(name)} nearly always means {probe.target.classes[first['class']]}"
    yield Measurement(
        value=first["recall"],
        unit="share of the class",
        interval=wilson(first["hits"], total),
        columns=(name,),
        about="words",
        details={
            "collection": 0,
            "fact": f"{fact} ({first['hits']:,} of {first['rows']:,} rows; {first['recall']:.0%} of the class have it){many}",
        },
        evidence=(_picture(f"Share of its class that has a word of {name}", found.head(_SHOWN)),),
    )


def _column(audit: Context, name: str) -> Iterator[Measurement]:
    skill = audit.probe.single(name)
    tells = f"tells {named(audit.target)} ({skill.metric} {skill.raw:.2f})"
    if skill.interval[0] > 0:
        yield Measurement(
            value=skill.value,
            unit="skill",
            interval=skill.interval,
            columns=(name,),
            details={"collection": 1, "fact": Phrase(f"{named(name)} says how a row was collected, and {tells}")},
        )


def _values(audit: Context, names: list[str]) -> Iterator[Measurement]:
    probe, asked = audit.probe, _purity(audit)
    candidates = []
    for name in names:
        # a column that tells all is no shortcut, but a leak
        if not 0 < probe.single(name).value < float(audit.parameters["leak"]):
            continue
        cells = probe.rows.select(pl.col(name).cast(pl.String).alias("value")).with_row_index("row")
        found = pure_values(cells, probe.target, asked).filter(pl.col("recall") >= float(audit.parameters["recall"]))
        if found.height:
            candidates.append((-found.item(0, "recall"), name, found))
    for _, name, found in sorted(candidates, key=lambda one: one[:2])[: int(audit.parameters["most_columns"])]:
        first = found.row(0, named=True)
        predicted = probe.joint_without((name,)).predicted
        here = (probe.rows.get_column(name).cast(pl.String) == first["value"]).fill_null(False).to_numpy()[: len(predicted)]
        if not here.any():
            continue
        expected = float(np.clip(predicted[here, first["class"]], 0, 1).mean())
        low, high = wilson(first["hits"], first["rows"])
        label = probe.target.classes[first["class"]]
        many = f", and so for {found.height - 1} more of its values" if found.height > 1 else ""
        count = f"{first['hits']:,} of {first['rows']:,} rows"
        fact = f"{named(audit.target)} is {label} in {count} with {named(name)} {shown(first['value'])}"
        yield Measurement(
            value=max(0.0, first["hits"] / first["rows"] - expected),
            unit="share of rows",
            interval=(max(0.0, low - expected), max(0.0, high - expected)),
            columns=(name,),
            about="values",
            details={"collection": 0, "fact": f"{fact}, where all other columns let expect {expected:.0%}{many}"},
            evidence=(_picture(f"Share of its class that has a value of {name}", found.head(_SHOWN)),),
        )


def _picture(title: str, found: pl.DataFrame) -> Evidence:
    values = tuple(found.get_column("recall").to_list())
    return Evidence(
        title=title, unit="share of the class", labels=tuple(map(shown, found.get_column("value").to_list())), values=values
    )
