"""What a rule may say, how it grades a value, what a value costs, and how its texts are filled."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from dataqa.errors import RuleError
from dataqa.policy.cost import Cost
from dataqa.policy.wording import fill


@pytest.mark.parametrize(
    "parts",
    [
        {"bands": {}},
        {"bands": {"low": 0.5, "high": 0.1}},
        {"bands": {"low": 0.1, "high": 0.5}, "direction": "below"},
        {"bands": {"terrible": 0.5}},
        {"bands": {"low": float("nan")}},
        {"bands": {"low": float("inf")}},
        {"bands": {"low": "much"}},
        {"direction": "sideways"},
        {"judged_by": "feeling"},
        {"most": 0},
        {"titel": "x"},
        {"cost": {"curve": []}},
        {"cost": {"curve": [[0.5, 0.1], [0.1, 0.2]]}},
        {"cost": {"curve": [[0.0, 1.5]]}},
        {"cost": {"curve": [[0.0, -0.1]]}},
        {"cost": {"curve": [[float("nan"), 0.1]]}},
        {"cost": {"curve": [[0.0, 0.1]], "times": "luck"}},
        {"cost": {"curve": [[0.0, 0.1]], "scale": 2}},
        {"why": None},
        {"messages": {}},
        {"messages": {"dates": {"title": "t", "why": "w", "fix": "f"}}},
        {"messages": {"default": {"title": "t", "why": "w", "fix": "f", "hint": "h"}}},
        {"source": {"bands": ""}},
        {"source": {"bands": "judgement"}, "cost": {"curve": [[0.0, 0.1]]}},
    ],
)
def test_a_rule_that_makes_no_sense_is_refused(rule, parts):
    with pytest.raises(ValidationError):
        rule(**parts)


def test_severity_above(rule):
    found = rule(bands={"low": 0.1, "high": 0.5, "critical": 0.9})
    graded = [found.severity(value) for value in (0.0999, 0.1, 0.4999, 0.5, 0.9, 1e9, -1)]
    assert graded == [None, ("low", 0.1), ("low", 0.1), ("high", 0.5), ("critical", 0.9), ("critical", 0.9), None]


def test_severity_below(rule):
    found = rule(bands={"info": 0.9, "medium": 0.5}, direction="below")
    assert [found.severity(value) for value in (0.95, 0.9, 0.5, -1)] == [None, ("info", 0.9), ("medium", 0.5), ("medium", 0.5)]


def test_equal_bands_take_the_worse(rule):
    assert rule(bands={"low": 0.5, "high": 0.5}).severity(0.5) == ("high", 0.5)


def test_cost_at_the_ends_and_between():
    cost = Cost(curve=[(0.1, 0.02), (0.5, 0.10), (1.0, 0.60)])
    assert [round(cost.at(value), 4) for value in (-5, 0.1, 0.3, 0.5, 0.75, 1.0, 7)] == [0.02, 0.02, 0.06, 0.1, 0.35, 0.6, 0.6]


def test_a_rule_costs_nothing_unless_it_says_so(rule):
    assert rule().cost.at(1.0) == 0.0


def test_templates_are_filled_with_plain_names():
    assert fill("{columns} is {value:.1%} of {rows:,}", {"columns": "a", "value": 0.123, "rows": 4567}) == "a is 12.3% of 4,567"


@pytest.mark.parametrize("template", ["{columns.__class__}", "{columns[0]}", "{0}", "{}", "{value!r.x}"])
def test_templates_reach_nothing_else(template):
    with pytest.raises(ValueError):
        fill(template, {"columns": "a", "value": 1.0})


def test_a_kind_takes_from_default_what_it_does_not_say(rule):
    default = {"title": "t", "why": "w", "fix": "f", "several": "s"}
    found = rule(messages={"default": default, "dates": {"fix": "g"}})
    said = found.message("dates")
    assert (said.title, said.why, said.fix, said.several) == ("t", "w", "g", "s")
    assert found.message("") == found.message("default")
    with pytest.raises(RuleError, match=r"^no messages are there for the kind 'date'\. Did you mean 'dates'\?$"):
        found.message("date")


@pytest.mark.parametrize(
    ("template", "value", "text"),
    [
        ("{n} {n:row|rows}", 1, "1 row"),
        ("{n} {n:row|rows}", 2, "2 rows"),
        ("{n} {n:row|rows}", 0, "0 rows"),
        ("{n:not before|at least}", True, "not before"),
        ("{n:not before|at least}", False, "at least"),
        ("{n:%}", 0.1234, "12.3%"),
        ("{n:%}", 0.00004, "0.004%"),
        ("{n:%}", 0.9999, "more than 99.9%"),
        ("{n:%}", 1.0, "100%"),
        ("{n}", ("a", "b"), "a, b"),
        ("{n}", ("a", "b", "c", "d", "e", "f"), "a, b, c, d and 2 more"),
    ],
)
def test_formats_of_templates(template, value, text):
    assert fill(template, {"n": value}) == text


def test_a_name_that_was_not_measured_is_an_error():
    with pytest.raises(KeyError, match=r"a text names 'shares', which the measurement lacks\. Did you mean 'share'\?"):
        fill("{shares}", {"columns": "a", "share": 0.5})


def test_braces_in_a_value_stay_as_they_are():
    assert fill("{columns} is odd", {"columns": "{rows} %s"}) == "{rows} %s is odd"


@pytest.mark.parametrize(
    ("count", "template", "told"),
    [
        (1, "{n:,} rows (0.1%) are exact copies", "1 row (0.1%) is exact copies"),
        (1, "{columns} is empty in {n:,} rows (0.1%)", "a is empty in 1 row (0.1%)"),
        (1, "{n} cells are none", "1 cell is none"),
        (1, "{n} classes have few rows, 9 values", "1 class has few rows, 9 values"),
        (1, "{n} rows say 'x'", "1 row says 'x'"),
        (1, "holds '{n} rows'", "holds '1 rows'"),
        (21, "{n} rows are", "21 rows are"),
        (1001, "{n:,} rows are", "1,001 rows are"),
        (0.1, "{n} rows are", "0.1 rows are"),
        (1, "0-{n} rows, x{n} rows, 1.{n} rows, {n} rowsets", "0-1 rows, x1 rows, 1.1 rows, 1 rowsets"),
        (2, "{n} of 1 days", "2 of 1 day"),
    ],
)
def test_one_of_a_thing_is_singular(count, template, told):
    assert fill(template, {"n": count, "columns": "a"}) == told


def test_the_name_of_a_column_stays_as_it_is():
    assert fill("{columns} is empty in {n} rows", {"n": 1, "columns": "late 1 days"}) == "late 1 days is empty in 1 row"
