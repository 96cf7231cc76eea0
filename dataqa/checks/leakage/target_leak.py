"""A single column that predicts the target too well."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dataqa.checks._words import named
from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.predictive_columns import best_first, predictive_columns
from dataqa.findings.target_cuts import target_cuts
from dataqa.model import Evidence, Measurement, Phrase
from dataqa.statistics import wilson

_SHOWN = 8


@check(needs=("target", "two values", "features"), reads=("target", "features"), splits_words=True)
def target_leak(audit: Context) -> Iterator[Measurement]:
    """Cross-validated skill of one column alone, and how far it exceeds all other columns (Kaufman et al. 2012).

    A strong column is not yet a leak: if the next best columns are nearly as good, or all others together are as good, the target
    is easy. `gap` is the skill beyond the next best column that is not nearly as good, `excess` the skill beyond all such columns
    together. `cut` is a number, or a date, on one side of which lies a whole class, while rows lie next to the cut as densely as
    elsewhere: classes that are apart by nature have few rows between them. That needs no comparison with other columns.
    """
    if not audit.probe.usable:
        raise NotApplicable(cannot_learn(audit))
    cuts = {cut.name: cut for cut in target_cuts(audit) if cut.kind == "cut"}
    for cut in cuts.values():
        yield Measurement(
            value=cut.share,
            unit="share of rows",
            interval=wilson(cut.agreeing, cut.rows),
            columns=(cut.name,),
            kind="cut",
            details={"gap": 1.0, "excess": 1.0, "rows_compared": cut.rows},
        )
    for one in predictive_columns(audit):
        if one.name in cuts:
            continue
        if one.unasked and not cuts:
            audit.ask_models()
        yield Measurement(
            value=one.skill.value,
            unit="skill",
            interval=one.skill.interval,
            columns=(one.name,),
            details={
                "metric": Phrase(one.skill.metric),
                "raw": one.skill.raw,
                "gap": one.gap,
                "excess": one.excess,
                "next": named(one.next),
                "together": one.together,
            },
            evidence=(_picture(audit, one.company),),
        )


def _picture(audit: Context, company: Sequence[str]) -> Evidence:
    shown = best_first(audit)[:_SHOWN]
    return Evidence(
        title="Skill of each column alone",
        unit="skill",
        labels=tuple(shown),
        values=tuple(audit.probe.single(name).value for name in shown),
        marked=tuple(place for place, name in enumerate(shown) if name in company),
    )
