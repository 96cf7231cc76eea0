"""Issues become a score and a verdict."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataqa.judgement import Outcome
from dataqa.model import DIMENSIONS, SEVERITIES, Issue
from dataqa.performance import Performance, Readiness
from dataqa.policy.pack import Rules
from dataqa.score import costed, score_of

VERDICTS = Rules.load().verdict


def issue(
    cost=10.0,
    columns=("a",),
    dimension="noise",
    severity="low",
    check="some-check",
    blocking=False,
    spread=0.0,
    about="",
    cause="",
    **more,
) -> Issue:
    return Issue(
        id=f"{check}:{','.join(columns)}:{about}", check=check, dimension=dimension, severity=severity, columns=columns, rows=None,
        labels=None, value=1.0, unit="", interval=None, threshold=0.0, cost=cost,
        cost_interval=(max(0.0, cost - spread), min(100.0, cost + spread)), blocking=blocking, title=f"{check} costs {cost:g}",
        why="", fix="", details={}, evidence=(), cause=cause, **more,
    )  # fmt: skip


def score(*issues: Issue, rows: int = 100):
    return score_of(issues, Readiness(rows=rows), VERDICTS)


def test_without_issues_it_is_100():
    found = score()
    assert (found.value, found.interval, found.verdict) == (100, (100, 100), "ready")
    assert {name: (d.score, d.issues) for name, d in found.dimensions.items()} == dict.fromkeys(DIMENSIONS, (100, ()))
    assert found.verdict_reason == "No check found an issue that must be fixed first"


def test_a_loss_that_the_rows_do_not_decide_on_costs_nothing_and_is_not_ready():
    model = Performance(metric="AUC", value=0.9, interval=(0.88, 0.92), base=0.5, skill=0.8, learner="linear", rows=100)
    known = Readiness(rows=100, performance=model)
    doubt = issue(0.0, ("y",), "labels", "info", possible=40.0)
    found = score_of([doubt], known, VERDICTS)
    assert found.value == 100
    assert found.interval == (60, 100)
    assert (found.verdict, found.verdict_reason) == ("fix first", "Not ready to judge: some-check costs 0")
    little = score_of([replace(doubt, possible=4.9)], known, VERDICTS)
    assert (little.value, little.verdict) == (100, "ready")


def test_losses_combine_as_a_product():
    found = score(issue(10, ("a",)), issue(20, ("b",)), issue(50, ("a",), "leakage"))
    assert found.value == pytest.approx(90 * 0.8 * 0.5)
    assert found.dimensions["noise"].score == pytest.approx(72)
    assert found.dimensions["leakage"].score == pytest.approx(50)
    assert found.dimensions["labels"].score == 100


def test_leaks_lend_one_answer_that_is_lost_once():
    found = score(issue(40, ("a",), "leakage"), issue(50, ("b",), "leakage"), issue(2, (), "leakage"))
    assert found.value == pytest.approx(50)


def test_a_column_loses_once_in_a_dimension():
    assert score(issue(10), issue(20, check="other"), issue(5, check="third")).value == pytest.approx(80)


def test_one_cause_is_counted_once_in_all_dimensions():
    one, other = issue(10, ("a",), "labels", cause="copies"), issue(20, ("b", "c"), "duplicates", cause="copies")
    assert score(one, other, issue(50, ("a",))).value == pytest.approx(80 * 0.5)
    assert score(one, other).dimensions["labels"].score == pytest.approx(90)


def test_a_column_loses_in_each_dimension():
    assert score(issue(10), issue(20, dimension="missing")).value == pytest.approx(72)


def test_the_dataset_as_a_whole_loses_once_for_each_check():
    assert score(issue(10, ()), issue(20, (), about="x"), issue(5, (), check="other")).value == pytest.approx(80 * 0.95)


def test_an_issue_of_two_columns_is_shared_out():
    both = issue(19, ("a", "b"))  # 1 − 0.9²: ten per cent of each
    assert score(both).value == pytest.approx(81)
    assert score(both, issue(5, ("a",), check="other")).value == pytest.approx(81)
    assert score(both, issue(20, ("a",), check="other")).value == pytest.approx(80 * 0.9)
    assert score(both, issue(20, ("a",), check="other"), issue(20, ("b",), check="other")).value == pytest.approx(64)


def test_without_rows_there_is_no_score():
    found = score(rows=0)
    assert math.isnan(found.value)
    assert all(map(math.isnan, found.interval))
    assert all(math.isnan(dimension.score) for dimension in found.dimensions.values())
    assert (found.verdict, found.verdict_reason) == ("do not train", "There are no rows")


def test_errors_add_up_as_squares():
    found = score(issue(10, ("a",), spread=3), issue(0.5, ("b",), spread=0.5), issue(20, ("c",), "labels", spread=4))
    assert found.value == pytest.approx(90 * 0.995 * 0.8)
    low, high = found.interval
    # 95 % of each cost, 90 % of the score: normal quantiles 1.960 and 1.645
    points = found.value / 100 * math.sqrt(9 + 0.25 + 16) * 1.644854 / 1.959964
    assert (found.value - low, high - found.value) == pytest.approx((points, points), rel=1e-6)


def test_a_loss_of_everything():
    found = score(issue(100, ("a", "b")), issue(10, ("a",), check="other"))
    assert (found.value, found.verdict) == (0, "do not train")


# --- the verdict -----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("issues", "verdict", "reason"),
    [
        ([issue(12)], "ready", "No check found an issue that must be fixed first"),
        ([issue(12.01)], "fix first", "some-check costs 12.01"),
        ([issue(30), issue(5, ("b",), check="other")], "fix first", "some-check costs 30"),
        ([issue(50)], "fix first", "some-check costs 50"),
        (
            [issue(50.01)],
            "do not train",
            "About 50% of the achievable performance would be kept; fix first: some-check costs 50.01",
        ),
        ([issue(0, severity="high")], "fix first", "some-check costs 0"),
        ([issue(0, severity="medium")], "ready", "No check found an issue that must be fixed first"),
        ([issue(0, severity="critical")], "do not train", "some-check costs 0"),
        ([issue(60), issue(0, severity="critical", check="worst")], "do not train", "worst costs 0"),
    ],
)
def test_verdict(issues, verdict, reason):
    found = score(*issues)
    assert (found.verdict, found.verdict_reason) == (verdict, reason)


@pytest.mark.parametrize("dimension", ["privacy", "bias"])
@pytest.mark.parametrize(
    ("severity", "verdict"), [("info", "ready"), ("low", "ready"), ("medium", "fix first"), ("high", "fix first")]
)
def test_privacy_and_bias_block_and_do_not_lower(dimension, severity, verdict):
    found = score(issue(0, dimension=dimension, severity=severity, blocking=True))
    assert (found.value, found.verdict) == (100, verdict)


@pytest.mark.parametrize("cost", [20, 1])
def test_what_blocks_comes_first_and_is_the_reason(cost):
    found = score(issue(cost), issue(0, severity="medium", blocking=True, check="names"))
    assert (found.verdict, found.verdict_reason, found.first[0]) == ("fix first", "names costs 0", "names:a:")


def test_do_first_goes_by_what_fixing_recovers_and_leaves_notes_out():
    found = score(issue(2, ("a",), severity="high"), issue(9, ("b",)), issue(30, ("c",), severity="info"))
    assert found.first == ("some-check:b:", "some-check:a:")
    assert (found.verdict, found.verdict_reason, found.stops) == ("fix first", "some-check costs 9", ("some-check:a:",))


def test_do_not_train_only_where_the_loss_is_certain():
    assert score(issue(60, severity="high", spread=5)).verdict == "do not train"
    assert score(issue(60, severity="high", spread=30)).verdict == "fix first"


@pytest.mark.parametrize(
    ("certain", "severity"), [(0.9, "info"), (1, "low"), (4.9, "low"), (5, "medium"), (15, "high"), (90, "high")]
)
def test_severity_follows_what_is_certainly_lost(certain, severity):
    assert VERDICTS.graded(issue(certain + 3, severity="info", spread=3)).severity == severity
    assert VERDICTS.graded(issue(certain + 3, severity="critical", spread=3)).severity == "critical"


def test_a_note_costs_nothing_and_what_certainly_costs_is_no_note():
    note, low = VERDICTS.graded(issue(6.5, severity="info", spread=6)), VERDICTS.graded(issue(6.5, severity="low", spread=6))
    assert (note.severity, note.cost, note.cost_interval) == ("info", 0, (0, 0))
    assert (low.severity, low.cost, low.cost_interval) == ("low", 6.5, (0.5, 12.5))
    assert VERDICTS.graded(issue(6.5, severity="info", spread=2)).severity == "low"


# --- what is not ready whatever the issues say -----------------------------------------------------------------------------------


def reached(value, metric="AUC", **more):
    base = 0.5 if metric == "AUC" else 0.0
    return Performance(
        metric=metric, value=value, interval=(value - 0.01, value + 0.01), base=base, skill=(value - base) / (1 - base),
        learner="trees", rows=500, **more,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        ({"performance": reached(0.8)}, ""),
        ({"performance": reached(0.57)}, "A quick model is hardly better than guessing (AUC 0.57, 95% interval 0.56 to 0.58)"),
        (
            {"performance": reached(0.13, "R²")},
            "A quick model is hardly better than guessing (R² 0.13, 95% interval 0.12 to 0.14)",
        ),
        ({"performance": reached(0.999, best="a", carried=0.05)}, ""),
        (
            {"performance": reached(0.999, best="a", carried=0.5)},
            "Performance is too good to be true (AUC 1.00, 95% interval 0.99 to 1.01) and no leak explains it: "
            "find out when a is known",
        ),
        ({"small_classes": (("rare", 2),)}, ""),
        ({"small_classes": (("rare", 1), ("x", 7))}, "Class 'rare' of the target has a single row"),
        ({"small_classes": (("a", 1), ("b", 1), ("c", 1))}, "3 classes of the target have a single row each, such as 'a'"),
        ({"mixed_target": 0.1}, ""),
        ({"mixed_target": 0.33}, "The target mixes numbers and text: 33% of its values are of the rarer type"),
    ],
)
def test_data_that_cannot_be_learned_is_not_ready(known, reason):
    found = score_of([], Readiness(rows=500, **known), VERDICTS)
    assert (found.verdict, found.verdict_reason if reason else "") == ("fix first" if reason else "ready", reason)


# --- issues of one cause ---------------------------------------------------------------------------------------------------------


def test_what_is_part_of_a_cause_takes_from_the_same_and_is_one_step():
    lead = issue(20, ("a",), "missing", also=(issue(10, ("a",), "bias", check="gap"), issue(5, ("b",), "missing", check="more")))
    found = score(lead)
    assert found.value == pytest.approx(80 * 0.95)
    assert way(lead) == [("some-check:a:", 24, 76, 24)]
    assert found.dimensions["missing"].score == pytest.approx(76)
    assert found.dimensions["bias"].score == 100


def test_the_cost_of_a_cause_is_that_of_all_its_issues_and_the_score_knows_each():
    lead = issue(
        20, ("a",), "missing", spread=4, also=(issue(10, ("a",), "bias", check="gap"), issue(5, ("b",), "missing", check="c"))
    )
    whole = costed(lead)
    assert (whole.cost, *whole.cost_interval) == pytest.approx((24, 100 - 84 * 0.95, 100 - 76 * 0.95))
    assert [one.cost for one in whole.every] == [20, 10, 5]
    assert score(whole).value == pytest.approx(score(lead).value)
    assert costed(issue(20)) == issue(20)


def test_what_sums_up_others_takes_nothing_itself():
    parts = (issue(10, ("a",)), issue(20, ("b",)))
    assert score(issue(28, ("a", "b"), also=parts, several=True)).value == pytest.approx(score(*parts).value)


def ended(**statuses):
    return [Outcome(check=f"{status}-{i}", dimension="noise", status=status) for status, n in statuses.items() for i in range(n)]


@pytest.mark.parametrize(
    ("outcomes", "rows", "verdict", "reason"),
    [
        (ended(passed=2), 100, "ready", "No check found an issue that must be fixed first"),
        (ended(passed=2, not_applicable=3), 100, "ready", "No check found an issue that must be fixed first"),
        (ended(passed=1, skipped=1), 100, "ready", "No check found an issue that must be fixed first; 1 check was skipped"),
        (ended(passed=3, skipped=3), 100, "ready", "No check found an issue that must be fixed first; 3 checks were skipped"),
        (ended(passed=1, skipped=3), 100, "fix first", "3 checks of 4 were skipped, too many to call the data ready"),
        (ended(passed=1, error=1), 100, "fix first", "1 check failed to run: error-0"),
        (ended(flagged=1, error=4), 100, "fix first", "4 checks failed to run: error-0, error-1, error-2 and 1 more"),
        (ended(passed=1), 19, "fix first", "19 rows are too few to judge"),
        (ended(passed=1), 1, "fix first", "1 row is too few to judge"),
        (ended(passed=1), 20, "ready", "No check found an issue that must be fixed first"),
    ],
)
def test_ready_only_where_enough_was_looked_at(outcomes, rows, verdict, reason):
    found = score_of([], Readiness(rows=rows), VERDICTS, outcomes)
    assert (found.value, found.verdict, found.verdict_reason) == (100, verdict, reason)


@pytest.mark.parametrize(
    ("outcomes", "reason"),
    [
        (ended(skipped=2, not_applicable=1), "No check ran"),
        ([], "No check ran"),
        (ended(error=2), "2 checks failed to run: error-0, error-1"),
    ],
)
def test_without_a_look_there_is_no_score(outcomes, reason):
    found = score_of([], Readiness(rows=100), VERDICTS, outcomes)
    assert math.isnan(found.value)
    assert (found.verdict, found.verdict_reason) == ("fix first", reason)


def test_the_bounds_are_the_packs():
    strict = VERDICTS.model_copy(update={"ready_from": 95, "train_from": 90})
    assert [score_of([issue(cost)], Readiness(rows=99), strict).verdict for cost in (5, 6, 10, 11)] == [
        "ready",
        "fix first",
        "fix first",
        "do not train",
    ]


def test_what_is_surely_lost_stays_so_beside_a_doubtful_issue():
    sure, doubtful = issue(51, check="b"), issue(51, check="a", spread=3)
    assert score(sure).verdict == score(doubtful, sure).verdict == "do not train"
    assert score(sure).interval[1] == score(doubtful, sure).interval[1] == pytest.approx(49)


# --- whatever the issues ---------------------------------------------------------------------------------------------------------

ISSUES = st.lists(
    st.builds(
        issue,
        cost=st.floats(0, 100),
        columns=st.lists(st.sampled_from("abcd"), max_size=3, unique=True).map(tuple),
        dimension=st.sampled_from(DIMENSIONS[:3]),
        severity=st.sampled_from(SEVERITIES),
        check=st.sampled_from(["x", "y", "z"]),
        blocking=st.booleans(),
        spread=st.floats(0, 100),
    ),
    max_size=8,
)
QUICK = settings(max_examples=150, deadline=None)


@QUICK
@given(issues=ISSUES)
def test_the_score_lies_in_its_interval(issues):
    found = score(*issues)
    assert 0 <= found.interval[0] <= found.value <= found.interval[1] <= 100
    assert all(0 <= dimension.score <= 100 for dimension in found.dimensions.values())
    assert sum(len(dimension.issues) for dimension in found.dimensions.values()) == len(issues)


@QUICK
@given(issues=ISSUES.filter(bool))
def test_one_more_issue_never_raises_the_score(issues):
    order = ["do not train", "fix first", "ready"]
    more, fewer = score(*issues), score(*issues[1:])
    assert more.value <= fewer.value + 1e-9
    assert order.index(more.verdict) <= order.index(fewer.verdict)


@QUICK
@given(issues=ISSUES, seed=st.randoms())
def test_the_order_of_the_issues_changes_nothing(issues, seed):
    issues = [replace(one, id=f"{one.id}{place}") for place, one in enumerate(issues)]
    mixed = sorted(issues, key=lambda _: seed.random())
    assert score(*mixed).value == pytest.approx(score(*issues).value, abs=1e-9)


def test_wrong_labels_are_never_ready():
    assert score(issue(1, severity="medium", dimension="labels")).verdict == "fix first"
    assert score(issue(1, severity="medium", dimension="noise")).verdict == "ready"


# --- the way down ----------------------------------------------------------------------------------------------------------------


def way(*issues: Issue):
    return [(step.issue, round(step.points, 6), round(step.left, 6), round(step.restores, 6)) for step in score(*issues).steps]


def test_the_way_down_goes_from_the_greatest_loss_to_the_score():
    assert way(issue(10, ("a",)), issue(20, ("b",), "labels"), issue(0, ("c",))) == [
        ("some-check:b:", 20, 80, 18),
        ("some-check:a:", 8, 72, 8),
    ]


def test_mending_brings_back_only_what_no_other_issue_takes():
    assert way(issue(20), issue(5, check="other")) == [("some-check:a:", 20, 80, 15)]
    assert way(issue(20), issue(20, check="other")) == [("other:a:", 20, 80, 0)]
    assert way(issue(50, ("a",), "leakage"), issue(40, ("a",), "leakage", check="other")) == [("some-check:a:", 50, 50, 50)]
    assert way(issue(50, ("a",), "leakage"), issue(40, ("b",), "leakage")) == [("some-check:a:", 50, 50, 10)]


def test_the_way_down_to_nothing():
    assert way(issue(100), issue(10, ("b",))) == [("some-check:a:", 100, 0, 90), ("some-check:b:", 0, 0, 0)]
    assert way() == []


@settings(deadline=None)
@given(st.lists(st.tuples(st.floats(0, 100), st.sampled_from("abc"), st.sampled_from(DIMENSIONS)), max_size=8))
def test_the_steps_add_up_and_what_is_restored_is_what_a_new_score_says(drawn):
    issues = [issue(cost, (name,), dimension, about=str(place)) for place, (cost, name, dimension) in enumerate(drawn)]
    found = score(*issues)
    assert math.fsum(step.points for step in found.steps) == pytest.approx(100 - found.value, abs=1e-6)
    for step in found.steps:
        [name] = next(one.columns for one in issues if one.id == step.issue)
        leak = next(one.dimension for one in issues if one.id == step.issue) == "leakage"
        mended = score(
            *(i for i in issues if i.id != step.issue and not (leak and i.dimension == "leakage" and i.columns == (name,)))
        )
        assert step.restores == pytest.approx(mended.value - found.value, abs=1e-6)
