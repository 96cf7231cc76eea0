"""Columns that surely give the target away: skill without them is what counts."""

from __future__ import annotations

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.findings.predictive_columns import predictive_columns
from dataqa.findings.predictive_missingness import predictive_missingness
from dataqa.findings.predictive_zeros import predictive_zeros
from dataqa.findings.target_copies import target_copies
from dataqa.findings.target_cuts import target_cuts
from dataqa.findings.target_means import target_means
from dataqa.findings.target_pairs import target_pairs
from dataqa.findings.target_sums import target_sum
from dataqa.findings.target_votes import target_votes


def leaks_of(audit: Context) -> frozenset[str]:
    """Return the columns that surely leak, and so lend no skill that could be lost.

    A copy of the target, coded finer or cut from a number; its mean over a group; columns of which it is the sum, or that decide it
    together; a column far better than all others together; and one whose empty cells, or zeros, give the target away. What may as
    well be honest signal (a shortcut, a name that speaks of the outcome) is none, and neither is what says how rows were split.
    """
    return audit.once(_found)


def _found(audit: Context) -> frozenset[str]:
    target = audit.task.target
    if target is None or not audit.rows or audit.profile.columns[target].distinct < 2:
        return frozenset()
    bounds = parameters_of("leaks")
    found = {copy.name for copy in target_copies(audit) if copy.share >= bounds["copy"]}
    found |= {cut.name for cut in target_cuts(audit)}
    found |= {name for name, skill in predictive_missingness(audit).items() if skill.interval[0] >= bounds["empty"]}
    if not audit.task.features:
        return frozenset(found)
    found |= {one.name for one in predictive_zeros(audit)}
    found |= {
        one.name
        for one in predictive_columns(audit)
        if one.skill.value >= bounds["alone"] and one.gap >= bounds["gap"] and one.excess >= bounds["excess"]
    }
    found |= {mean.name for mean in target_means(audit) if mean.r2 >= bounds["mean"]}
    parts = target_sum(audit)
    if parts is not None and parts.r2 >= bounds["sum"]:
        found |= set(parts.columns)
    for pair in target_pairs(audit):
        found |= set(pair.columns) if pair.decided >= bounds["pair"] else set()
    if (votes := target_votes(audit)) is not None:
        found |= set(votes.columns)
    return frozenset(found)
