"""A change to a dataset is reviewed like a change to code: an audit held against the one that was committed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from os import PathLike
from pathlib import Path
from typing import Any

from dataqa.checks.registry import Check, in_order
from dataqa.decision import Acceptance
from dataqa.errors import CallError
from dataqa.gating.baseline_reader import read
from dataqa.gating.decide import decide
from dataqa.gating.decided import Decided
from dataqa.invalid import known_severity
from dataqa.model import Severity
from dataqa.policy.pack import Rules
from dataqa.result import Audit


def gate(
    result: Audit,
    baseline: str | PathLike[str] | Audit,
    *,
    accept: Iterable[Acceptance | Mapping[str, Any]] = (),
    rules: str | Path | Rules | None = None,
    fail_on: Severity | None = None,
    fail_under: float | None = None,
    checks: Iterable[Check] = (),
) -> Decided:
    """Decide whether a change to a dataset may go in: only what is new or worse than the baseline fails.

    Parameters
    ----------
    result : Audit
        Of the data as it is now.
    baseline : path or Audit
        What `Audit.save` wrote for the data as it was, or that audit itself.
    accept : iterable of Acceptance or mapping
        Findings that may stand: each with ``issue`` (an id) or ``check`` and ``columns``; and ``reason``, ``owner``, ``expires``.
    rules : str, Path or Rules, optional
        Rule pack whose part ``gate`` decides what fails; default: the rules of the audit.
    fail_on : str, optional
        Lowest severity that fails the gate; default: as in the rules (medium).
    fail_under : float, optional
        A score below which it fails whatever the baseline had.
    checks : iterable of Check
        Checks of your own whose rules are needed; those that were given to this audit are known already.

    Returns
    -------
    Decision
        ``.passed``, ``.reasons``, ``.failing``; the issues as ``.new``, ``.worse``, ``.same``, ``.resolved``; ``.accepted``;
        ``.score``, ``.rows``, ``.schema``, ``.drift``, ``.target_drift``, ``.outcomes``.

    Raises
    ------
    CallError
        Where the baseline cannot be read, or an argument is out of range.
    """
    before = baseline.record if isinstance(baseline, Audit) else read(baseline)
    own = in_order((*result.brought, *checks))
    pack = rules.including(own) if isinstance(rules, Rules) else Rules.load(result.record.rules if rules is None else rules, own)
    if fail_on is not None:
        pack = pack.failing_from(known_severity(fail_on, "fail_on"))
    if fail_under is not None and not 0 <= fail_under <= 100:
        raise CallError(f"fail_under={fail_under!r} is no score; expected 0 to 100.")
    return Decided.of(decide(before, result.record, pack, accept, fail_under=fail_under))
