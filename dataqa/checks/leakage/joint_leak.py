"""Columns that decide the target together, while each alone tells little."""

from __future__ import annotations

from collections.abc import Iterator

from dataqa.checks.learning import cannot_learn
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.target_pairs import target_pairs
from dataqa.findings.target_votes import target_votes
from dataqa.model import Measurement, Phrase


@check(needs=("target", "two values", "features"), reads=("target", "numeric", "categorical", "boolean", "dates"), fewest=2)
def joint_leak(audit: Context) -> Iterator[Measurement]:
    """Share of a guess's errors that columns avoid together, though each alone avoids few (lambda: Goodman & Kruskal 1954).

    `largest`: one column a class, of which the largest or the smallest names the class. Otherwise two columns: their difference,
    sum, ratio or product, or the combination of their values, decides the class of rows that were not learned from. `number`: such
    a formula gives a number for a target, though the target need not rise with it (R² of normal scores). From the row sample; what
    one column decides alone is not measured here.
    """
    if not audit.probe.usable:
        raise NotApplicable(cannot_learn(audit))
    votes = target_votes(audit)
    if votes is not None:
        yield Measurement(
            value=votes.decided,
            unit="share of errors",
            columns=votes.columns,
            about=votes.extreme,
            kind="largest",
            details={"share": votes.share, "extreme": Phrase(votes.extreme)},
        )
    for pair in target_pairs(audit):
        if votes is not None and set(pair.columns) & set(votes.columns):
            continue
        number = not audit.task.discrete
        yield Measurement(
            value=pair.decided,
            unit="R²" if number else "share of errors",
            columns=pair.columns,
            about=pair.form,
            kind="number" if number else "" if pair.form == "combination" else "formula",
            details={"alone": pair.alone, "form": Phrase(pair.form)},
        )
