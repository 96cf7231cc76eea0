"""Issues of one cause become one."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataqa import audit
from dataqa.model import Issue, Rows
from dataqa.policy.causes import causes, merged
from dataqa.policy.pack import Rules
from dataqa.score import costed

RULES = Rules.load().by_check


def issue(check, columns=(), severity="low", cost=1.0, rows=None, about=""):
    return Issue(
        id=f"{check}:{','.join(columns)}:{about}", check=check, dimension="noise", severity=severity, columns=tuple(columns),
        rows=None if rows is None else Rows(positions=np.array(rows, dtype=np.int64)), labels=None, value=1.0, unit="",
        interval=None, threshold=0.0, cost=cost, cost_interval=(cost / 2, cost), blocking=False, title=f"{check} of {columns}",
        why="", fix="", details={}, evidence=(),
    )  # fmt: skip


def told(*issues):
    return [(one.check, one.columns, [(other.check, other.columns) for other in one.also]) for one in merged(issues, RULES)]


def test_a_leak_and_its_emptiness_are_one():
    found = told(
        issue("missing-values", ["boat"]), issue("dominant-feature", ["boat"], "high"), issue("target-leak", ["boat"], "critical"),
        issue("missingness-leak", ["boat"], "high"), issue("target-leak", ["body"], "critical"),
    )  # fmt: skip
    assert found == [
        (
            "target-leak",
            ("boat",),
            [("dominant-feature", ("boat",)), ("missingness-leak", ("boat",)), ("missing-values", ("boat",))],
        ),
        ("target-leak", ("body",), []),
    ]


def test_emptiness_by_class_by_group_and_by_age_is_one_and_the_column_that_explains_it_another():
    found = told(
        issue("missing-values", ["cabin"]), issue("missing-by-target", ["cabin"]), issue("group-missing", ["cabin", "sex"]),
        issue("missing-by-columns", ["cabin"]), issue("missing-values", ["sex"], "medium"),
    )  # fmt: skip
    assert [(check, columns) for check, columns, _ in found] == [("group-missing", ("cabin", "sex")), ("missing-values", ("sex",))]
    assert len(found[0][2]) == 3


def test_blank_rows_are_one():
    blank = list(range(40))
    found = told(
        issue("empty-rows", rows=blank, severity="medium"), issue("missing-values", ["a"], rows=blank),
        issue("missing-values", ["b"], rows=blank[:30]), issue("exact-duplicates", rows=blank[1:]),
        issue("missing-values", ["c"], rows=list(range(100, 300))),
    )  # fmt: skip
    assert [(check, len(also)) for check, _, also in found] == [("empty-rows", 3), ("missing-values", 0)]


def test_too_few_rows_by_two_measures_are_one():
    found = told(issue("learning-curve", severity="medium"), issue("few-examples"), issue("exact-duplicates", rows=[1, 2]))
    assert [(check, [other for other, _ in also]) for check, _, also in found] == [
        ("learning-curve", ["few-examples"]), ("exact-duplicates", []),
    ]  # fmt: skip


def test_copies_at_other_rows_are_not():
    found = told(issue("exact-duplicates", rows=[1, 2, 3]), issue("repeated-texts", ["t"], rows=[7, 8, 9]))
    assert [len(also) for *_, also in found] == [0, 0]


def test_wrong_cells_that_two_checks_name_are_one_and_the_one_with_more_leads():
    found = told(
        issue("category-spellings", ["city"], rows=[1, 2, 3]), issue("broken-dependencies", ["city"], rows=[1, 2, 3, 4]),
        issue("category-spellings", ["name"], rows=[1, 2, 3]),
    )  # fmt: skip
    assert found == [
        ("broken-dependencies", ("city",), [("category-spellings", ("city",))]),
        ("category-spellings", ("name",), []),
    ]


def test_similar_ones_are_summed_up_in_words_and_each_stays_at_hand():
    parts = [issue("rare-categories", [name], cost=cost, rows=[cost, 9]) for name, cost in (("a", 1), ("b", 3), ("c", 2))]
    (one,) = merged([*parts], RULES)
    assert one.title == "3 columns have categories with few rows: `b`, `c`, `a`"
    assert (one.id, one.several, one.columns) == ("rare-categories:several-low", True, ("b", "c", "a"))
    assert (one.rows.count, one.rows.positions.tolist()) == (4, [])
    assert costed(one).cost == pytest.approx(100 * (1 - 0.99 * 0.97 * 0.98))
    assert costed(one).every == one.every
    assert sorted(i.id for i in one.every) == sorted(i.id for i in parts)


def test_of_another_severity_or_with_cells_of_their_own_they_are_not_summed_up():
    assert len(merged([issue("rare-categories", ["a"]), issue("rare-categories", ["b"], "medium")], RULES)) == 2
    assert len(merged([issue("outliers", [name], rows=[i]) for i, name in enumerate("abcde")], RULES)) == 5


def test_kinds_of_personal_data_stay_apart():
    kinds = [replace(issue("personal-data", ["t"], about=kind, rows=[1, 2]), dimension="privacy") for kind in ("mail", "phone")]
    assert len(merged([*kinds, replace(issue("personal-data", ["u"]), dimension="privacy")], RULES)) == 3


def test_several_of_one_check_about_one_column_keep_their_rows():
    (one,) = merged(
        [issue("label-spellings", ["y"], "high", rows=[5, 6], about="a"), issue("label-spellings", ["y"], rows=[1])], RULES
    )
    assert (one.rows.positions.tolist(), one.title) == ([5, 6, 1], "label-spellings of ['y'] (and 1 more like it)")


def test_every_check_of_a_family_is_one():
    asked = causes()
    assert {check for family in asked.families.values() for check in family.checks} <= set(RULES)
    assert set(asked.similar.always) <= set(RULES)
    assert all(set(family.first_column) <= set(family.checks) for family in asked.families.values())
    assert all(family.around in (None, *family.checks) for family in asked.families.values())


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.builds(
            issue,
            check=st.sampled_from(
                ["missing-values", "missing-together", "group-missing", "outliers", "exact-duplicates", "empty-rows"]
            ),
            columns=st.lists(st.sampled_from("abcd"), max_size=3, unique=True),
            severity=st.sampled_from(["critical", "high", "medium", "low", "info"]),
            cost=st.floats(0, 50),
            rows=st.one_of(st.none(), st.lists(st.integers(0, 20), max_size=5, unique=True)),
        ),
        max_size=12,
        unique_by=lambda one: one.id,
    ),
    st.randoms(),
)
def test_every_issue_stands_once_whatever_their_order(issues, random):
    found = merged(issues, RULES)
    assert sorted(i.id for one in found for i in one.every) == sorted(i.id for i in issues)
    mixed = sorted(issues, key=lambda _: random.random())
    assert {one.id: {i.id for i in one.every} for one in merged(mixed, RULES)} == {
        one.id: {i.id for i in one.every} for one in found
    }


def test_an_audit_reports_blank_rows_once():
    random = np.random.default_rng(0)
    frame = {name: [None if i % 10 == 0 else float(x) for i, x in enumerate(random.normal(size=400))] for name in "abcde"}
    found = audit(frame)
    assert [issue.check for issue in found.issues if issue.severity != "info" and issue.dimension in ("missing", "duplicates")] == [
        "empty-rows"
    ]


def test_blank_rows_lead_as_severe_as_the_worst_of_what_they_explain():
    blank = list(range(40))
    (lead,) = merged(
        [
            issue("missing-together", ["a", "b"], "high", rows=blank), issue("empty-rows", rows=blank),
            issue("missing-labels", ["y"], "medium", rows=blank), issue("exact-duplicates", rows=blank[1:]),
        ],
        RULES,
    )  # fmt: skip
    assert (lead.check, lead.severity, len(lead.also)) == ("empty-rows", "high", 3)


def test_a_leak_is_not_led_by_the_blank_rows_that_explain_some_of_its_gaps():
    blank = list(range(40))
    found = merged(
        [
            issue("empty-rows", rows=blank), issue("missing-values", ["a"], rows=blank),
            issue("target-leak", ["a"], "critical"), issue("missingness-leak", ["a"], "high"),
        ],
        RULES,
    )  # fmt: skip
    assert found[0].check == "target-leak"
