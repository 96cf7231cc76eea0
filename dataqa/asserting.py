"""What a test asserts of data: that it is ready to be trained on, or no worse than its baseline."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, NoReturn

import dataqa
from dataqa.config import BASELINES, DatasetSettings, settings_for
from dataqa.datasets import Reviewed, review, save
from dataqa.decision import Acceptance, Finding
from dataqa.errors import DataqaError
from dataqa.gating.decided import Decided
from dataqa.invalid import known_severity
from dataqa.model import Issue, Severity
from dataqa.render import words
from dataqa.render.decision_texts import DecisionMasker, fact_of, fix_of, state_of
from dataqa.render.issue_texts import at_least, said
from dataqa.render.masking import Masker
from dataqa.result import Audit

MOST = 15
"""Issues that a failure tells; a report has all."""
_LONGEST = 400
_FILES = ("test", "reference", "rules", "schema")
"""Arguments that are files, or more than a text."""
_COLUMNS = ("target", "time", "group", "id", "text", "image", "split")
_SEVERAL = ("checks", "skip", "protected")


class Asserting:
    """The fixture ``dataqa``: what can be asserted of data, and all that the module has.

    Parameters
    ----------
    root : Path
        Where relative paths lead that lead nowhere from the working directory, and where baselines are.
    name : str
        Of the test.
    update : bool
        True: baselines are written.
    reports : Path or None
        The folder for reports.
    told : list
        What the test report is told: pairs of a name and a text.
    """

    def __init__(self, *, root: Path, name: str, update: bool, reports: Path | None, told: list[tuple[str, object]]) -> None:
        self._root, self._name, self._update, self._reports, self._told = root, name, update, reports, told

    def __getattr__(self, name: str) -> Any:
        # a test that takes the fixture has no other way to the module
        return getattr(dataqa, name)

    def assert_ready(
        self, data: Any, target: Any = None, *, fail_on: Severity | None = None, fail_under: float | None = None, **arguments: Any
    ) -> Audit:
        """Assert that the verdict on data is *ready*.

        Parameters
        ----------
        data, target, **arguments
            As of `dataqa.audit`; a relative path also from pytest's root directory.
        fail_on : {"critical", "high", "medium", "low", "info"}, optional
            Also fail on an issue so severe or worse.
        fail_under : float, optional
            Also fail below this score.

        Returns
        -------
        Audit
            The result, where it passes.

        Raises
        ------
        AssertionError
            Where it does not; the message tells the issues, and what to do.
        """
        __tracebackhide__ = True
        try:
            if fail_on is not None:
                known_severity(fail_on, "fail_on")
            result = dataqa.audit(self._found(data), target, **self._with_files(arguments))
        except DataqaError as error:
            _raise(error)
        reasons = _shortfalls(result, fail_on, fail_under)
        report = self._report(result, result.record.dataset.name)
        if reasons:
            raise AssertionError("\n".join([*reasons, *_issues(result, fail_on), *report]))
        return result

    def assert_no_worse(
        self,
        data: Any,
        target: Any = None,
        *,
        baseline: str | Path | None = None,
        name: str | None = None,
        accept: Iterable[Acceptance | Mapping[str, Any]] = (),
        fail_on: Severity | None = None,
        fail_under: float | None = None,
        **arguments: Any,
    ) -> Decided | None:
        """Assert that data is no worse than its baseline, which ``pytest --dataqa-update`` writes.

        Parameters
        ----------
        data, target, **arguments
            As of `dataqa.audit`; a file that the configuration names is audited as that says, but for what is told here. What is
            not told of the task is taken from the baseline.
        baseline : path, optional
            Default ``dataqa.baseline/NAME.json`` in pytest's root directory.
        name : str, optional
            Default the name of the file; of a frame the name of the test.
        accept, fail_on, fail_under
            As of `dataqa.gate`.

        Returns
        -------
        Decision or None
            The decision; None where the first baseline was written.

        Raises
        ------
        AssertionError
            Where something is new or worse; the message tells what, and what to do.
        """
        __tracebackhide__ = True
        more = {"baseline": baseline, "fail_on": fail_on, "fail_under": fail_under, "target": target, **arguments}
        try:
            found = self._reviewed(data, name, list(accept), {key: one for key, one in more.items() if one is not None})
        except DataqaError as error:
            _raise(error)
        decision, shown = found.decision, self._shown(found.baseline)
        report = self._report(decision or found.result, found.name)
        if self._update:
            save(found)
            self._told.append(("dataqa_baseline", shown))
        elif decision is not None and not decision.passed:
            many = words.count(len(decision.failing), "finding")
            head = f"{words.visible(found.name, 80)} is worse than its baseline {shown}: {many}"
            after = "If the change is intended, pytest --dataqa-update writes the new baseline."
            raise AssertionError("\n".join([head, *_changes(decision), after, *report]))
        return decision

    def _reviewed(
        self, data: Any, name: str | None, accept: Sequence[Acceptance | Mapping[str, Any]], told: dict[str, Any]
    ) -> Reviewed:
        objects = {key: told.pop(key) for key in _FILES if not isinstance(told.get(key, ""), str | Path)}
        told = self._with_files(told)
        told |= {key: str(told[key]) for key in _COLUMNS if key in told}
        told |= {key: [told[key]] if isinstance(told[key], str) else list(told[key]) for key in _SEVERAL if key in told}
        if "baseline" in told:
            told["baseline"] = str(self._root / Path(told["baseline"]).expanduser())
        if accept:
            told["accept"] = [asdict(one) if isinstance(one, Acceptance) else dict(one) for one in accept]
        if isinstance(data, str | Path):
            ((called, dataset),) = settings_for({**told, "path": str(self._found(data))}).items()
        else:
            called, objects["data"] = _plain(self._name), data
            dataset = DatasetSettings(path=called).with_settings(told)
        called = name or called
        if dataset.baseline is None:
            dataset = dataset.with_settings({"baseline": str(self._root / BASELINES / f"{called}.json")})
        return review(called, dataset, update=self._update, given=objects)

    def _found(self, path: Any) -> Any:
        """Return a path from the root where there is none from here; all else as it is."""
        if not isinstance(path, str | Path):
            return path
        beside = self._root / path
        return str(beside) if not Path(path).exists() and beside.exists() else str(path)

    def _with_files(self, arguments: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self._found(one) if key in _FILES else one for key, one in arguments.items()}

    def _report(self, result: Audit | Decided, name: str) -> list[str]:
        if self._reports is None:
            return []
        self._reports.mkdir(parents=True, exist_ok=True)
        path = self._reports / f"{_plain(self._name)}-{_plain(name)}.html"
        result.to_html(path)
        self._told.append(("dataqa_report", self._shown(path)))
        return [f"The report: {self._shown(path)}"]

    def _shown(self, path: str | Path) -> str:
        whole = Path(path).expanduser().resolve()
        return whole.relative_to(self._root).as_posix() if whole.is_relative_to(self._root) else str(path)


def _shortfalls(result: Audit, fail_on: Severity | None, fail_under: float | None) -> list[str]:
    name, score = words.visible(result.record.dataset.name, 120), words.score(result.score)
    reasons = []
    if result.verdict != "ready":
        why = words.visible(Masker(result.record).prose(result.record.score.verdict_reason), _LONGEST)
        reasons.append(f"{name} is not ready: score {score}, {result.verdict} ({why})")
    if fail_under is not None and not result.score >= fail_under:
        reasons.append(f"{name} has a score of {score}, below {fail_under:g}")
    if fail_on is not None and (bad := sum(at_least(issue, fail_on) for issue in result.issues)):
        reasons.append(f"{name} has {words.count(bad, 'issue')} of severity {fail_on} or worse")
    return reasons


def _issues(result: Audit, fail_on: Severity | None) -> Iterator[str]:
    """Yield the issues that matter, the worst first, each with what to do."""
    masker = Masker(result.record)

    def fact(issue: Issue) -> str:
        blocking = ", blocking" if issue.blocking else ""
        return f"{issue.severity}{blocking}: {issue.check}: {said(issue, 'title', masker)}"

    shown = [issue for issue in result.issues if issue.blocking or at_least(issue, fail_on or "medium")] or list(result.issues)
    for issue in shown[:MOST]:
        yield from _told(fact(issue), said(issue, "fix", masker))
    if left := len(result.issues) - len(shown[:MOST]):
        yield f"  … and {words.count(left, 'issue')} more"


def _changes(decision: Decided) -> Iterator[str]:
    hider = DecisionMasker(decision)

    def fact(one: Finding) -> str:
        state = state_of(one)
        return f"{one.severity}: {one.check if state == one.check else f'{one.check} ({state})'}: {fact_of(one, hider)}"

    for one in decision.failing[:MOST]:
        yield from _told(fact(one), fix_of(one, hider))
    if len(decision.failing) > MOST:
        yield f"  … and {words.count(len(decision.failing) - MOST, 'finding')} more"


def _told(fact: str, fix: str) -> Iterator[str]:
    yield f"  {words.short(fact, _LONGEST)}"
    yield f"    → {words.short(fix, _LONGEST)}"


def _plain(name: str) -> str:
    return re.sub(r"[^\w.-]+", "-", name).strip("-.") or "data"


def _raise(error: DataqaError) -> NoReturn:
    """Raise an error that names no line of dataqa's own."""
    __tracebackhide__ = True
    raise error.with_traceback(None) from None
