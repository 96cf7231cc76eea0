"""What became of each issue: which of the old ones it is, and whether it grew by more than chance."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from dataqa.decision import IssueChange, IssueState
from dataqa.model import SEVERITIES, Issue, Measured
from dataqa.policy.pack import Rules
from dataqa.policy.rule import Rule
from dataqa.record import Record
from dataqa.render import words
from dataqa.statistics import poisson, wilson

Pair = tuple[Issue | None, Issue | None]
Value = tuple[float, tuple[float, float]]
_SHARES = ("share of rows", "share of dates", "share of steps", "share of cells", "share of values", "share of labels")
_BY_CHANCE = ", which chance may explain"
_NOISE = 1e-4
"""Growth that the rounding of a baseline makes."""


def issue_changes(before: Record, after: Record, rules: Rules, renames: Mapping[str, str]) -> list[IssueChange]:
    """Return every issue of both sides with what became of it.

    Parameters
    ----------
    before, after : Record
        Both sides.
    rules : Rules
        In force now.
    renames : mapping of str to str
        Columns that have another name now.
    """
    judge = _Judge(before, after, rules)
    return [
        judge.change(old, new) for old, new in pairs(before.every_issue, after.every_issue, rules.gate.issues.searching, renames)
    ]


def pairs(old: Sequence[Issue], new: Sequence[Issue], searching: Sequence[str], renames: Mapping[str, str]) -> list[Pair]:
    """Return which issue was which, in the order of the new ones; those that are gone last.

    An id changes where the group of columns does, or what the issue is about. So what is left when equal ids are paired is paired
    by the columns: the same, then the most alike. Of a check that names the worst of many, another one takes its place.
    """
    by_id = {one.id: one for one in old}
    found = {one.id: by_id[one.id] for one in new if one.id in by_id}
    left_new = [one for one in new if one.id not in found]
    left_old = [one for one in old if one.id not in found]

    def columns(issue: Issue) -> set[str]:
        return {renames.get(name, name) for name in issue.columns}

    def same(a: Issue, b: Issue) -> float:
        return float(columns(a) == set(b.columns))

    def alike(a: Issue, b: Issue) -> float:
        mine, theirs = columns(a), set(b.columns)
        both = len(mine & theirs)
        share = both / max(1, len(mine | theirs))
        rivals = sum(one.check == b.check for one in left_new) + sum(one.check == a.check for one in left_old)
        return share if share >= 0.5 or (both and (mine <= theirs or theirs <= mine or rivals == 2)) else 0.0

    def replaced(a: Issue, b: Issue) -> float:
        return float(a.check in searching)

    for likeness in (same, alike, replaced):
        for a, b in _best(left_old, left_new, likeness):
            found[b.id] = a
            left_old.remove(a)
            left_new.remove(b)
    return [(found.get(one.id), one) for one in new] + [(one, None) for one in left_old]


def _best(old: Sequence[Issue], new: Sequence[Issue], likeness: Callable[[Issue, Issue], float]) -> Iterator[tuple[Issue, Issue]]:
    """Yield pairs of one check, the most alike first, each issue once."""
    scored = [
        (-score, SEVERITIES.index(b.severity), b.id, a.id, a, b)
        for a in old
        for b in new
        if a.check == b.check and (score := likeness(a, b)) > 0
    ]
    taken: set[tuple[str, str]] = set()
    for *_, a, b in sorted(scored, key=lambda one: one[:4]):
        if ("old", a.id) not in taken and ("new", b.id) not in taken:
            taken |= {("old", a.id), ("new", b.id)}
            yield a, b


@dataclass(frozen=True, slots=True)
class _Judge:
    before: Record
    after: Record
    rules: Rules

    def change(self, old: Issue | None, new: Issue | None) -> IssueChange:
        if new is None:
            assert old is not None
            gone = [name for name in old.columns if name not in self.after.profile.columns]
            unlooked = next(
                (o for o in self.after.outcomes if o.check == old.check and o.status not in ("flagged", "passed")), None
            )
            reason = "the column is gone" if gone else "" if unlooked is None else f"the check did not look: {unlooked.reason}"
            return _change("resolved", old, old, reason)
        if old is None:
            reason, news = self._news(new)
            return _change("new", new, None, reason, fails=news and self.rules.gate.fails(new.severity))
        state, reason = self._known(old, new)
        fails = state == "worse" and not reason.endswith(_BY_CHANCE) and self.rules.gate.fails(new.severity)
        return _change(state, new, old, reason, fails=fails)

    def _news(self, new: Issue) -> tuple[str, bool]:
        """Return what is said of an issue that the baseline has not, and whether the data is to blame for it."""
        was = {o.check: o.status for o in self.before.outcomes}.get(new.check)
        if was is None:
            return "the baseline knows no such check", False
        if was in ("skipped", "error"):
            return "this check did not look when the baseline was made", False
        if aged := self._aged(new):
            return aged, False
        known = next((m for m in self.before.measured.get(new.check, ()) if m.id == new.id), None)
        if known is not None:
            then, now = _of(known, new.unit, self.before), _of(new, new.unit, self.after)
            went = f"it was {_amount(known.value, new)}, and is {_amount(new.value, new)}"
            apart = _apart(then, now, self.rules.rule(new.check), self.rules.gate.issues.exact)
            return went if apart else f"{went}: chance explains it", apart
        if not self._sure(new):
            return "the interval includes values that are no issue", False
        if self._rare(new):
            return "so few rows that chance explains why the baseline had none", False
        return "", True

    def _known(self, old: Issue, new: Issue) -> tuple[IssueState, str]:
        came = [name for name in new.columns if name not in old.columns and name not in self.before.profile.columns]
        if came and len(new.columns) > len(came):
            return "worse", f"new column{'s' if len(came) > 1 else ''} {words.listed(came, 4)}"
        steps = SEVERITIES.index(old.severity) - SEVERITIES.index(new.severity)
        if old.unit != new.unit:
            return ("worse", f"was {old.severity}, is {new.severity}") if steps > 1 else ("same", "")
        rule = self.rules.rule(new.check)
        growth = (new.value - old.value) * (1 if rule.direction == "above" else -1)
        if growth <= _NOISE * abs(old.value):
            return "same", ""
        went = f"{_amount(old.value, old)} became {_amount(new.value, new)}"
        asked = self.rules.gate.issues
        much = growth >= asked.relative * abs(old.value) and growth >= asked.absolute * abs(new.threshold)
        if not _apart(_of(old, old.unit, self.before), _of(new, new.unit, self.after), rule, self.rules.gate.issues.exact):
            if much and growth >= asked.relative_by_chance * abs(old.value):
                return "worse", went + _BY_CHANCE
            return "same", f"{old.severity} before; {went}, which chance explains" if steps > 0 else ""
        if aged := self._aged(new):
            return "same", aged
        return ("worse", went) if much or steps > 0 else ("same", went)

    def _sure(self, new: Issue) -> bool:
        """Return whether it is an issue at that end of its interval which speaks for the data."""
        rule = self.rules.rule(new.check)
        ends = _of(new, new.unit, self.after)[1]
        return rule.severity(ends[0 if rule.direction == "above" else 1], _Endless(new.details)) is not None

    def _rare(self, new: Issue) -> bool:
        """Return whether as many rows of the same kind may well hold none; what is grave or blocks is news in a single row."""
        certain = SEVERITIES.index(new.severity) <= SEVERITIES.index(self.rules.gate.issues.certain_from)
        if certain or new.blocking or new.unit not in _SHARES:
            return False
        none = (0.0, wilson(0, max(1, self.before.dataset.rows)))
        return not _apart(none, _of(new, new.unit, self.after), self.rules.rule(new.check), 0.0)

    def _aged(self, new: Issue) -> str:
        """Return the words for what came with the days that passed, and not with the rows; empty where it did not."""
        asked = self.rules.gate.issues
        if new.check not in asked.ageing or asked.ageing_fails or self.after.as_of <= self.before.as_of:
            return ""
        for name in new.columns:
            a, b = self.before.profile.columns.get(name), self.after.profile.columns.get(name)
            if a is None or b is None or a.maximum is None or b.maximum is None or a.kind != b.kind or b.maximum < a.maximum:
                return ""
        return f"the day moved from {self.before.as_of} to {self.after.as_of}, and the newest row did not go back"


class _Endless(dict[str, float]):
    """Details that reach every bound: severity is asked for by the value alone."""

    def __missing__(self, key: str) -> float:
        return float("inf")


def _change(state: IssueState, issue: Issue, old: Issue | None, reason: str, *, fails: bool = False) -> IssueChange:
    return IssueChange(
        id=issue.id, check=issue.check, severity=issue.severity, columns=issue.columns, title=issue.title, reason=reason,
        fails=fails, state=state, issue=issue, old=old,
    )  # fmt: skip


def _of(one: Issue | Measured, unit: str, record: Record) -> Value:
    """Return a value with its interval, of shares and counts that of Wilson (1927) or Garwood (1936) at the least.

    What a check is unsure of is one thing; that other rows of the same kind would give other counts is another.
    """
    low, high = one.interval or (one.value, one.value)
    rows, counted = record.dataset.rows, (one.value, one.value)
    if unit in _SHARES and 0 <= one.value <= 1 and rows:
        counted = wilson(one.value * rows, rows)
    elif unit == "rows" and one.value >= 0:
        counted = poisson(one.value)
    return one.value, (min(low, counted[0]), max(high, counted[1]))


def _apart(old: Value, new: Value, rule: Rule, least: float) -> bool:
    """Return whether the new value is worse beyond both intervals; where neither has one, by a share of the old value."""
    (was, (old_low, old_high)), (_, (new_low, new_high)) = old, new
    if old_low == old_high and new_low == new_high:
        old_low, old_high = was - least * abs(was), was + least * abs(was)
    return new_low > old_high if rule.direction == "above" else new_high < old_low


def _amount(value: float, issue: Issue) -> str:
    return words.amount(value, issue.unit)
