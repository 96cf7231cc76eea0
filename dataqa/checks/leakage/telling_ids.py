"""Identifiers that predict the target."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks._words import shown
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Measurement, Phrase
from dataqa.probe.codes import codes_of

_FORMS = 20


@check(needs=("target", "two values"), reads=("target", "id:number", "id:text"))
def telling_ids(audit: Context) -> Iterator[Measurement]:
    """Cross-validated skill of a numeric identifier in bins of its order, and of the form of a text one, from the row sample.

    The form of a text is what is left without its digits, such as a prefix; it is looked at where there are few forms.
    """
    probe = audit.probe
    if not probe.usable:
        raise NotApplicable(cannot_learn(audit))
    for column, _ in audit.profiles("id"):
        if column.kind == "text":
            yield from _form(audit, column.name)
        elif column.kind == "number" and (skill := probe.single(column.name)).interval[0] > 0:
            yield Measurement(
                value=skill.value,
                unit="skill",
                interval=skill.interval,
                columns=(column.name,),
                details={"metric": Phrase(skill.metric), "raw": skill.raw},
            )


def _form(audit: Context, name: str) -> Iterator[Measurement]:
    cells = audit.probe.rows.get_column(name)
    if cells.dtype != pl.String:
        return
    forms = cells.str.replace_all(r"\p{N}+", "0").alias("form")
    different = forms.drop_nulls().unique().sort()
    if not 2 <= len(different) <= _FORMS:
        return
    skill = audit.probe.skill_of_codes(codes_of(forms))
    if skill.interval[0] > 0:
        counts = forms.drop_nulls().value_counts(name="rows").sort(["rows", "form"], descending=[True, False])
        commonest = counts.get_column("form").head(3)
        yield Measurement(
            value=skill.value,
            unit="skill",
            interval=skill.interval,
            columns=(name,),
            about="form",
            kind="form",
            details={
                "metric": Phrase(skill.metric),
                "raw": skill.raw,
                "forms": [shown(form)[1:-1] for form in commonest],
            },
        )
