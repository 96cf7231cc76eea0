"""Issues that state one fact become one issue: the worst leads, the others are its evidence."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from typing import Annotated, Literal

import numpy as np
from pydantic import Field

from dataqa._paths import RULES
from dataqa.arrays import Positions
from dataqa.invalid import Strict
from dataqa.model import SEVERITIES, DimensionName, Issue, Rows, Severity, no_positions, worst_first
from dataqa.policy.rule import SEVERAL, Rule
from dataqa.policy.wording import fill, listed
from dataqa.rule_files import held_to, read_yaml


class Family(Strict):
    """Checks whose issues may state one fact, and what they must share for it."""

    same: Literal["column", "cells", "rows", "dataset"]
    checks: Annotated[list[str], Field(min_length=1)]
    first_column: list[str] = Field(default_factory=list)
    around: str | None = None


class Similar(Strict):
    """From how many on issues of one check and severity are summed up."""

    least: Annotated[int, Field(ge=2, alias="from")]
    wrong_cells_least: Annotated[int, Field(ge=2, alias="wrong_cells_from")]
    severities: list[Severity]
    always: list[str] = Field(default_factory=list)
    never: list[DimensionName] = Field(default_factory=list)


class Causes(Strict):
    """Which issues are one, as it stands in ``rules/causes.yaml``."""

    share: Annotated[float, Field(gt=0, le=1)]
    families: dict[str, Family]
    similar: Similar


@cache
def causes() -> Causes:
    """Return what ``rules/causes.yaml`` says.

    Raises
    ------
    RuleError
        Where it cannot be read.
    """
    path = RULES / "causes.yaml"
    return held_to(Causes, read_yaml(path), path.name)


def merged(issues: Sequence[Issue], rules: Mapping[str, Rule]) -> list[Issue]:
    """Return one issue a cause.

    Parameters
    ----------
    issues : sequence of Issue
        Of all checks that ran.
    rules : mapping of str to Rule
        By check: which name wrong cells, and the words for several issues of one check.

    Returns
    -------
    list of Issue
        Every given issue stands in it once: as an entry, or in the `also` of one.
    """
    asked = causes()
    parent = list(range(len(issues)))

    def root(place: int) -> int:
        while parent[place] != place:
            parent[place] = place = parent[parent[place]]
        return place

    rank: dict[str, int] = {}
    for family in asked.families.values():
        if family.same != "cells":  # of wrong cells the issue with most of them leads
            rank |= {check: place for place, check in enumerate(family.checks) if check not in rank}
        for one, other in _alike(issues, family, asked.share):
            parent[root(one)] = root(other)
    groups: dict[int, list[Issue]] = {}
    for place, issue in enumerate(issues):
        groups.setdefault(root(place), []).append(issue)

    def order(issue: Issue) -> tuple[int, int, int, int, float, str]:
        rows = 0 if issue.rows is None else issue.rows.count
        return SEVERITIES.index(issue.severity), -len(issue.columns), rank.get(issue.check, 0), -rows, -issue.cost, issue.id

    found = [_one(_with_hub_first(sorted(group, key=order), asked), rules) for group in groups.values()]
    return _summed_up(found, rules, asked.similar)


def _with_hub_first(group: list[Issue], asked: Causes) -> list[Issue]:
    """Let the issue around which others stand lead them, as severe as the worst: that rows are blank explains all their gaps."""
    for family in asked.families.values():
        hubs = [issue for issue in group if issue.check == family.around]
        if hubs and len(group) > 1 and all(one.check in family.checks for one in group if _worse(one, hubs[0])):
            worst = min((one.severity for one in group), key=SEVERITIES.index)
            return [replace(hubs[0], severity=worst), *(one for one in group if one is not hubs[0])]
    return group


def _worse(one: Issue, other: Issue) -> bool:
    return SEVERITIES.index(one.severity) < SEVERITIES.index(other.severity)


def _one(group: Sequence[Issue], rules: Mapping[str, Rule]) -> Issue:
    """Return one issue for those of one cause, the lead first."""
    lead, *others = group
    mine = [issue for issue in group if issue.check == lead.check]
    if len(mine) > 1 and (not rules[lead.check].wrong_cells or len({issue.columns for issue in mine}) == 1):
        lead, others = _sum(mine, rules[lead.check]), list(group)
    others = sorted(others, key=worst_first)
    return replace(lead, also=tuple(others)) if others else lead


def _alike(issues: Sequence[Issue], family: Family, share: float) -> Iterator[tuple[int, int]]:
    members = [place for place, issue in enumerate(issues) if issue.check in family.checks]
    if family.same == "dataset":
        whole = [place for place in members if not issues[place].columns]
        yield from ((place, whole[0]) for place in whole[1:])
        return
    if family.same == "cells":
        yield from _same_cells(issues, members, share)
        return
    if family.same == "column":
        known: dict[str, int] = {}
        for place in members:
            issue = issues[place]
            for name in issue.columns[:1] if issue.check in family.first_column else issue.columns:
                if name in known:
                    yield place, known[name]
                else:
                    known[name] = place
        return
    named = [(place, rows) for place in members if (rows := _positions(issues[place])) is not None]
    for place, rows in named:
        before = family.checks[: family.checks.index(issues[place].check)]
        hubs = before if family.around is None else [family.around]
        for other, others in named:
            if other != place and issues[other].check in hubs and np.isin(rows, others).mean() >= share:
                yield place, other


def _same_cells(issues: Sequence[Issue], members: Sequence[int], share: float) -> Iterator[tuple[int, int]]:
    by_column: dict[str, list[tuple[int, Positions]]] = {}
    for place in members:
        if (rows := _positions(issues[place])) is not None:
            for name in issues[place].columns:
                by_column.setdefault(name, []).append((place, rows))
    for found in by_column.values():
        for i, (one, rows) in enumerate(found):
            for other, others in found[:i]:
                few, many = sorted((rows, others), key=len)
                if issues[one].check != issues[other].check and np.isin(few, many).mean() >= share:
                    yield one, other


def _positions(issue: Issue) -> Positions | None:
    return None if issue.rows is None or not len(issue.rows.positions) else issue.rows.positions


def _summed_up(found: Sequence[Issue], rules: Mapping[str, Rule], asked: Similar) -> list[Issue]:
    alike: dict[tuple[str, Severity, bool], list[Issue]] = {}
    for issue in found:
        if issue.severity in asked.severities and issue.columns and issue.dimension not in asked.never:
            alike.setdefault((issue.check, issue.severity, issue.blocking), []).append(issue)
    gone: set[str] = set()
    sums = []
    for (check, severity, _), group in alike.items():
        rule = rules[check]
        least = asked.wrong_cells_least if rule.wrong_cells and check not in asked.always else asked.least
        if len(group) >= (least if rule.most is None else rule.most + 1):
            gone |= {issue.id for issue in group}
            several = _sum(sorted(group, key=lambda issue: (-issue.cost, issue.columns, issue.id)), rule)
            sums.append(replace(several, id=f"{check}:several-{severity}"))
    return [*(issue for issue in found if issue.id not in gone), *sums]


def _sum(group: Sequence[Issue], rule: Rule) -> Issue:
    """Return one issue for several of one check, the worst first.

    Where they are about different columns its rows are only counted: a row that one of them names is fine in the others' columns.
    """
    first = group[0]
    every = [issue for one in group for issue in one.every]
    columns = tuple(dict.fromkeys(name for issue in group for name in issue.columns))
    same = all(issue.columns == first.columns for issue in group)
    words = {
        "count": len(group), "others": len(group) - 1, "columns": listed([f"`{name}`" for name in columns]),
        "column_count": len(columns), "first": first.title,
    }  # fmt: skip
    return replace(
        first,
        id=f"{first.id}:several",
        columns=columns,
        rows=_union([positions for issue in group if (positions := _positions(issue)) is not None], named=same),
        interval=None,
        title=fill(SEVERAL if same else rule.message(first.kind).several, words),
        details={"issues": len(group)},
        repairs=(),
        also=tuple(every),
        several=True,
    )


def _union(parts: Sequence[Positions], *, named: bool) -> Rows | None:
    if not parts:
        return None
    if named:
        # in the order of the issues, each row once
        every, first = np.unique(np.concatenate(parts), return_index=True)
        return Rows(positions=every[np.argsort(first)])
    return Rows(positions=no_positions(), total=len(np.unique(np.concatenate(parts))))
