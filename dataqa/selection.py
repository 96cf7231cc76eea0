"""Which checks run: those asked for with ``checks=`` and ``skip=``."""

from __future__ import annotations

from collections.abc import Iterable

from dataqa.checks.registry import Check, all_checks, in_order
from dataqa.errors import CallError, nearest
from dataqa.judgement import Outcome
from dataqa.looked import NOT_CHOSEN, SKIPPED

ALL = "all"
"""What ``checks=`` may hold in addition to own checks: every other check."""


def selected(
    only: Iterable[str | Check] | str | Check | None, skip: Iterable[str]
) -> tuple[tuple[Check, ...], list[Check], list[Outcome]]:
    """Return all checks that there are, those to run, and the outcomes of those that are left out."""
    only = [only] if isinstance(only, str | Check) else None if only is None else list(only)
    brought = [one for one in only or () if isinstance(one, Check)]
    try:
        every = in_order((*all_checks(), *brought))
    except TypeError as error:
        raise CallError(f"checks=: {error}.") from error
    known = {check.id for check in every} | {check.dimension for check in every} | {ALL}
    wanted = None if only is None else {one.id if isinstance(one, Check) else one for one in only}
    unwanted = {skip} if isinstance(skip, str) else set(skip or ())
    for name in sorted({*(wanted or ()), *unwanted}, key=str):
        if name not in known:
            raise CallError(f"There is no check or dimension {name!r}.{nearest(str(name), known)}")
    chosen, skipped = [], []
    for check in every:
        names = {check.id, check.dimension, ALL}
        if names & unwanted or (wanted is not None and not names & wanted):
            reason = SKIPPED if names & unwanted else NOT_CHOSEN
            skipped.append(Outcome(check=check.id, dimension=check.dimension, status="skipped", reason=reason))
        else:
            chosen.append(check)
    return every, chosen, skipped
