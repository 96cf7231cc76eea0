"""What checks say they look at, and what they cannot read: not having looked is never "passed"."""

from __future__ import annotations

import math
from contextlib import suppress
from dataclasses import replace
from functools import cache

import numpy as np
import pandas as pd
import pytest
from contexts import context_of
from edge_frames import DAY
from realistic_frame import realistic

import dataqa
from dataqa.checks.reads import NESTED, PATHS, UNSPACED
from dataqa.checks.registry import all_checks
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.judgement import Unlooked, Unread
from dataqa.policy.pack import Rules

pytestmark = pytest.mark.usefixtures("few_trees")

CHECKS = {check.id: check for check in all_checks()}
WORDS = "我们今天在北京看到了很多新的产品但是价格太高质量不错服务很好"
CHINESE = ["".join(np.random.default_rng(i).choice(list(WORDS), 18)) for i in range(120)]
JAPANESE = [text.translate(str.maketrans("的了在", "のだに")) for text in CHINESE]
THAI = ["".join(np.random.default_rng(i).choice(list("วันนี้เราไปกินข้าวที่ร้านใหม่ราคาแพงมาก"), 30)) for i in range(120)]
CLASSES = ["yes", "no", "no"] * 40


def audit(data, **arguments):
    return dataqa.audit(data, as_of=DAY, **arguments)


def outcomes(data, **arguments):
    return {outcome.check: outcome for outcome in audit(data, **arguments).outcomes}


# --- every check ----------------------------------------------------------------------------------------------------------------


def kinds() -> pd.DataFrame:
    """A column of each kind, each with something wrong in it; ``left`` is the target."""
    frame = realistic()
    rows = len(frame)
    return frame.assign(
        patient_id=np.arange(rows) * 37 % 60,
        tags=[[i % 3] for i in range(rows)],
        photo=[np.full((8, 8), i % 7) for i in range(rows)],
        split=["train"] * (rows - 60) + ["test"] * 60,
    )


@pytest.fixture(scope="module")
def whole() -> Context:
    return context_of(kinds(), target="left", reference=kinds().head(100), as_of=DAY)


@cache
def without(read: frozenset[str]) -> Context:
    data = kinds().drop(columns=list(read))
    return context_of(data, target="left" if "left" in data else None, reference=data.head(100), as_of=DAY)


@pytest.mark.parametrize("check", CHECKS)
def test_without_the_columns_that_it_reads_it_finds_nothing(check, whole):
    found = CHECKS[check]
    held = {"target": whole.task.target, "time": whole.task.first("time")}
    beside = {held[need] for need in found.needs if need in held}
    if "table" in found.reads or found.lacking(whole):
        pytest.skip("it looks at no column, or not at this frame")
    read = frozenset(found.reading(whole).looked) - beside
    if not read or read == set(whole.task.columns):
        pytest.skip("it looks at nothing else, or at all columns")
    left = without(read)
    if found.lacking(left):
        return
    assert found.reading(left).lacks is not None
    asked = replace(left, parameters=Rules.load().rule(check).parameters)
    with suppress(NotApplicable):
        assert list(found.measure(asked)) == []


# --- dates ----------------------------------------------------------------------------------------------------------------------


def test_without_dates_freshness_is_not_looked_at():
    found = audit({"a": [1.5, 2.5, 3.5, 4.5] * 20, "y": CLASSES[:80]}, target="y")
    freshness = found.dimensions["freshness"]
    assert math.isnan(freshness.score)
    assert freshness.unlooked == Unlooked(reason="no dates", asks=("time",))
    assert found.dimensions["missing"].unlooked is None
    assert found.dimensions["missing"].score == 100


def test_a_date_that_is_not_the_time_of_a_row_does_not_make_freshness_looked_at():
    born = pd.date_range("1950-01-01", periods=80, freq="97D")
    found = audit({"birth_date": born, "seen": np.arange(80) % 7 + 0.5})
    assert next(o for o in found.outcomes if o.check == "future-dates").status == "passed"
    assert found.dimensions["freshness"].unlooked == Unlooked(reason="no column says when a row is from", asks=("time",))


def test_with_dates_it_is_looked_at():
    found = audit({"date": pd.date_range("2025-10-01", periods=120), "a": np.sin(np.arange(120))})
    assert found.dimensions["freshness"].unlooked is None
    assert not math.isnan(found.dimensions["freshness"].score)


def test_what_was_found_beside_the_matter_is_scored_all_the_same():
    born = [*pd.date_range("1950-01-01", periods=79, freq="97D"), pd.Timestamp("2090-01-01")]
    found = audit({"birth_date": born, "seen": np.arange(80) % 7 + 0.5})
    freshness = found.dimensions["freshness"]
    assert [issue.check for issue in freshness.issues] == ["future-dates"]
    assert freshness.unlooked is None
    assert not math.isnan(freshness.score)


# --- nested cells ---------------------------------------------------------------------------------------------------------------


def test_checks_of_plain_cells_do_not_pass_on_nested_ones():
    found = outcomes({"v": [[i, i % 3] for i in range(60)], "y": CLASSES[:60]}, target="y")
    for check in ("outliers", "text-hygiene", "placeholder-values", "broken-formats", "mixed-types"):
        assert (check, found[check].status, found[check].reason) == (check, "not_applicable", NESTED)
        assert found[check].unread == (Unread(columns=("v",), reason=NESTED),)
    # that cells are there, that rows are equal, and whom texts inside name, is seen of nested cells as well
    for check in ("personal-data", "missing-values", "exact-duplicates", "label-conflicts"):
        assert (check, found[check].status, found[check].unread) == (check, "passed", ())
        assert "v" in found[check].looked


def test_nested_cells_beside_others_are_said_not_to_be_read():
    found = outcomes({"v": [[i] for i in range(60)], "a": np.arange(60) * 1.5})["outliers"]
    assert (found.status, found.looked, found.unread) == ("passed", ("a",), (Unread(columns=("v",), reason=NESTED),))


def test_a_dimension_of_nested_cells_alone_has_no_score():
    found = audit({"v": [{"a": i} for i in range(60)]})
    assert found.dimensions["noise"].unlooked == Unlooked(reason=NESTED)
    assert math.isnan(found.dimensions["noise"].score)
    assert found.dimensions["privacy"].unlooked is None  # what is inside them was read


# --- images ---------------------------------------------------------------------------------------------------------------------

PHOTOS = [f"photos/{i:04d}.jpg" for i in range(120)]


@pytest.mark.parametrize("told", [{}, {"image": "photo"}])
def test_nothing_is_claimed_of_images_given_as_paths(told):
    found = audit({"photo": PHOTOS, "y": CLASSES}, target="y", **told)
    assert found.dimensions["duplicates"].unlooked == Unlooked(reason=PATHS)
    ended = {outcome.check: outcome for outcome in found.outcomes}
    for check in ("suspect-labels", "weak-slices", "exact-duplicates", "label-conflicts", "near-label-conflicts"):
        assert (check, ended[check].status) == (check, "not_applicable")
    assert ended["exact-duplicates"].unread == (Unread(columns=("photo",), reason=PATHS),)


def test_paths_that_repeat_are_found_all_the_same():
    found = outcomes({"photo": [*PHOTOS[:100], *PHOTOS[:20]]})
    assert (found["exact-duplicates"].status, found["exact-duplicates"].looked) == ("flagged", ("photo",))


def test_names_of_other_files_are_no_images():
    found = outcomes({"file": [f"log/{i}.txt" for i in range(120)], "y": CLASSES}, target="y")
    assert (found["exact-duplicates"].status, found["exact-duplicates"].unread) == ("passed", ())


# --- scripts --------------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("texts", [CHINESE, JAPANESE, THAI])
def test_words_of_a_script_without_spaces_are_not_split(texts):
    found = audit({"review": texts, "y": CLASSES}, target="y")
    assert found.record.task.columns["review"].role == "text"
    ended = {outcome.check: outcome for outcome in found.outcomes}
    for check in ("shortcut", "no-signal", "target-leak", "person-names"):
        assert (check, ended[check].status, ended[check].reason) == (check, "not_applicable", UNSPACED)
    for check in ("near-duplicate-texts", "repeated-texts", "text-hygiene"):
        assert (check, ended[check].status, ended[check].unread) == (check, "passed", ())


def test_words_between_spaces_are_split():
    texts = [f"the pump {i % 7} was loud in hall {i} again" for i in range(120)]
    found = outcomes({"review": texts, "y": CLASSES}, target="y")
    assert found["shortcut"].unread == ()
    assert found["shortcut"].status == "passed"


def test_a_few_chinese_words_among_others_are_read():
    texts = [f"the pump {i % 7} was loud in hall {i} again{' 北京' * (i % 2)}" for i in range(120)]
    assert outcomes({"review": texts, "y": CLASSES}, target="y")["shortcut"].unread == ()


def test_short_codes_with_a_chinese_letter_stay_identifiers():
    plates = [f"京A{10000 + i * 37}" for i in range(120)]
    assert audit({"plate": plates, "a": np.arange(120) % 7}).record.task.columns["plate"].role == "id"


# --- early ends -----------------------------------------------------------------------------------------------------------------


def test_too_few_rows_for_quick_models_is_a_reason():
    found = outcomes({"a": [1.5, 2.5, 3.5] * 4, "y": ["p", "q"] * 6}, target="y")
    assert (found["suspect-labels"].status, found["suspect-labels"].looked) == ("not_applicable", ())
    assert found["suspect-labels"].reason == "too few rows, or too few different targets, to train quick models"


def test_no_column_of_labellers_is_a_reason():
    found = outcomes({"a": np.arange(60) % 9, "y": CLASSES[:60]}, target="y")["annotator-drift"]
    assert (found.status, found.reason) == ("not_applicable", "no column says who labelled a row")


def test_one_column_alone_has_no_copy():
    found = outcomes({"a": np.arange(60) * 1.5})["duplicate-columns"]
    assert (found.status, found.reason) == ("not_applicable", "there is no other column to compare with")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"test": pd.DataFrame({"a": [], "b": [], "y": []})}, "the test data has no rows"),
        ({"split": "part"}, "the split column has a single part"),
        ({}, "no test rows and no split column were given"),
    ],
)
def test_what_holds_out_no_rows_is_a_reason(more, reason):
    data = {"a": np.arange(60) % 9, "b": np.arange(60) % 7 + 0.5, "y": CLASSES[:60]}
    found = outcomes(data | ({"part": ["train"] * 60} if "split" in more else {}), target="y", **more)
    for check in ("test-overlap", "near-overlap", "split-shift", "small-test"):
        assert (check, found[check].status, found[check].reason) == (check, "not_applicable", reason)
        assert found[check].asks == ("test", "split")


def test_no_rhythm_is_a_reason():
    random = np.random.default_rng(4)
    when = pd.Timestamp("2025-01-01") + pd.to_timedelta(random.integers(0, 300 * 86_400, 300), unit="s")
    found = outcomes({"time": when, "a": random.normal(size=300)}, time="time")["time-gaps"]
    assert (found.status, found.reason) == ("not_applicable", "the rows follow no regular rhythm")


def test_the_time_of_a_row_is_a_date_that_can_be_out_of_order():
    when = pd.date_range("2025-01-01", periods=200)
    found = outcomes({"when": when, "a": np.arange(200) % 9 + 0.5})["late-arrivals"]
    assert (found.status, found.looked) == ("passed", ("when",))


@pytest.mark.parametrize(
    ("data", "check", "reason"),
    [
        ({"a": ["x", "z"] * 30}, "outliers", "no column of numbers"),
        ({"a": ["x", "z"] * 30}, "heaped-digits", "no column of numbers"),
        ({"a": ["x", "z"] * 30}, "sentinel-numbers", "no column of numbers, categories or dates"),
        ({"a": ["x", "z"] * 30}, "swapped-dates", "no dates"),
        ({"timestamp": [1_700_000_000 + 7 * i for i in range(60)]}, "swapped-dates", "no column of dates"),
        ({"a": np.arange(60) * 1.5}, "broken-formats", "no column of a kind that it reads"),
        ({"a": np.arange(60) * 1.5}, "secrets", "no column of text"),
    ],
)
def test_no_column_of_a_kind_is_a_reason(data, check, reason):
    found = outcomes(data)[check]
    assert (found.status, found.reason) == ("not_applicable", reason)


def test_a_target_is_asked_for_before_its_classes():
    found = outcomes({"a": np.arange(60) % 9})["class-imbalance"]
    assert (found.reason, found.asks) == ("no target was named", ("target",))
