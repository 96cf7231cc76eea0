"""Columns that are empty more often for some outcomes than for others."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Annotated

from pydantic import Field

from dataqa.checks.missing._dependence import dependence
from dataqa.checks.missing._linked import linked
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.leaks import leaks_of
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters

_LEAKS = ("missingness-leak", "target-leak", "target-copy", "target-arithmetic", "target-aggregate")


class Parameters(CheckParameters):
    """Parameters of `missing-by-target`."""

    reported_as_leak: Annotated[float, Field(ge=0, le=1)]
    """Lower bound of the skill (0 is guessing, 1 is perfect) of empty cells alone, from which `missingness-leak` reports them."""


@check(needs=("target", "two values"), reads=("target", "cells"), parameters=Parameters)
def missing_by_target(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Difference of the shares of empty cells where the target has certain values and elsewhere (Newcombe 1998, Bonferroni).

    Where empty cells alone predict the target, or the column leaks, a check of leakage reports it in more detail. Associations are
    searched in the row sample; shares are of all rows.
    """
    for block in dependence(audit):
        link = next((link for link in block.links if link.strata.column == audit.target), None)
        if link is None:
            continue
        probe = audit.probe
        skill = max((probe.presence(name).interval[0] for name in block.columns), default=0.0) if probe.usable else 0.0
        leaks = skill >= audit.parameters.reported_as_leak or leaks_of(audit) & set(block.columns)
        yield replace(linked(audit, block, link), covered_by=_LEAKS if leaks else ())
