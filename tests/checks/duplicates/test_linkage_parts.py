"""The parts of record linkage, each on a few records written out."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.duplicates._linkage.blocking import candidates
from dataqa.checks.duplicates._linkage.comparing import DIFFERENT, EXACT, MISSING, NEAR, levels_of
from dataqa.checks.duplicates._linkage.fields import Field, _coded_numbers, _coded_texts
from dataqa.checks.duplicates._linkage.identifying import one_thing
from dataqa.checks.duplicates._linkage.weights import Linked, linked


def field(name: str, cells: list[str | None], *, words: bool = True) -> Field:
    texts = pl.Series(sorted({cell for cell in cells if cell is not None}))
    places = {text: place for place, text in enumerate(texts)}
    codes = np.array([-1 if cell is None else places[cell] for cell in cells])
    counts = np.bincount(codes[codes >= 0])
    return Field(name, texts, codes, counts, words=words, numbered=False, slips=True)


def test_a_field_of_32_equally_frequent_values_names_things():
    names, kinds = field("name", [f"n{place:02}" for place in range(32)]), field("kind", ["a", "a", "b", "b", None])
    assert (names.chance, names.bits, names.names, names.unique) == (1 / 32, 5.0, True, True)
    assert (kinds.chance, kinds.bits, kinds.names, kinds.unique) == (0.5, 1.0, False, False)


def test_rows_with_a_rare_word_in_common_are_candidates_also_across_columns():
    fields = [field("first", ["anna", "smith", "john", None]), field("last", ["smith", "anna", "miller", None])]
    first, second = candidates(fields, 4)
    assert list(zip(first.tolist(), second.tolist(), strict=True)) == [(0, 1)]


@pytest.mark.parametrize(
    ("ours", "theirs", "words", "level"),
    [
        ("miller", "miller", True, EXACT),
        ("miller", "miler", True, NEAR),
        ("j", "john", True, NEAR),
        ("miller", "schmidt", True, DIFFERENT),
        ("unit 12", "unit 13", True, DIFFERENT),
        ("miller", None, True, MISSING),
        ("12345", "12354", False, NEAR),
        ("123", "124", False, DIFFERENT),
    ],
)
def test_how_alike_two_values_are(ours, theirs, words, level):
    found = levels_of([field("a", [ours, theirs], words=words)], np.array([0]), np.array([1]))
    assert found.tolist() == [[level]]


def test_words_that_changed_columns_are_nearly_the_same():
    fields = [field("first", ["anna", "smith"]), field("last", ["smith", "anna"])]
    assert levels_of(fields, np.array([0]), np.array([1])).tolist() == [[NEAR, NEAR]]
    for one, other in ((["anna", "smith"], ["miller", "anna"]), (["smith", "anna"], ["anna", "miller"])):
        fields = [field("first", one), field("last", other)]
        assert levels_of(fields, np.array([0]), np.array([1])).tolist() == [[NEAR, NEAR]]
    fields = [field("first", ["anna", None]), field("last", [None, "smith"])]
    assert levels_of(fields, np.array([0]), np.array([1])).tolist() == [[MISSING, MISSING]]
    fields = [field("first", ["anna", "john"]), field("last", [None, "smith"]), field("middle", ["paul", None])]
    assert levels_of(fields, np.array([0]), np.array([1])).tolist() == [[DIFFERENT, MISSING, MISSING]]


def test_odds_are_the_sum_of_the_weights_and_of_the_prior():
    assert Linked(np.array([[2.0, 3.0], [-1.0, 0.5]]), -4.0).odds().tolist() == [1.0, -4.5]


def test_agreement_in_a_rare_value_weighs_more_and_a_missing_one_nothing():
    cells = ["rare", "rare", *["usual"] * 37, None]
    one = field("name", cells)
    first, second = np.array([0, 2, 0, 0]), np.array([1, 3, 2, 39])
    weights = linked([one], levels_of([one], first, second), first, second, 40).weights[:, 0]
    assert weights[0] - weights[1] == pytest.approx(np.log(37 / 2))
    assert weights[3] == 0.0


def many_records(which: int) -> tuple[list[Field], np.ndarray]:
    """Twenty pairs that agree in three names, but for a slip in a third of them or a difference in one field in all."""
    fields = [field(name, [f"{name}{place:02}" for place in range(40)]) for name in "abc"]
    levels = np.full((20, 3), EXACT, dtype=np.int8)
    levels[np.arange(20), np.arange(20) % 3] = NEAR
    if which >= 0:
        levels[:, which] = DIFFERENT
    return fields, levels


def test_pairs_with_slips_anywhere_are_one_thing():
    fields, levels = many_records(-1)
    assert one_thing(fields, levels, Linked(np.full((20, 3), 5.0), 0.0), 4.6).tolist() == [True] * 20


@pytest.mark.parametrize("which", [0, 1, 2])
def test_pairs_that_all_differ_in_one_field_are_identified_by_it(which):
    fields, levels = many_records(which)
    assert one_thing(fields, levels, Linked(np.full((20, 3), 5.0), 0.0), 4.6).tolist() == [False] * 20


def test_pairs_of_low_odds_are_not_one_thing():
    fields, levels = many_records(-1)
    assert not one_thing(fields, levels, Linked(np.full((20, 3), 1.0), 0.0), 4.6).any()


@pytest.mark.parametrize("few", [True, False])
def test_texts_as_codes_of_their_plain_forms(few):
    values, codes, counts = _coded_texts(pl.Series(["B!", "a", None, "b", "?", "A"]), few=few)
    assert (values.to_list(), codes.tolist(), counts.tolist()) == (["a", "b"], [1, 0, -1, 1, -1, 0], [2, 2])


def test_numbers_as_codes():
    # whole numbers in the order of their digits, as texts are; 0 and -0 are one number
    values, codes, counts = _coded_numbers(pl.Series([10, 9, None, 10]))
    assert (values.to_list(), codes.tolist(), counts.tolist()) == (["10", "9"], [0, 1, -1, 0], [2, 1])
    values, codes, counts = _coded_numbers(pl.Series([-0.0, 0.0, 10.5, 9.5]))
    assert (values.to_list(), codes.tolist(), counts.tolist()) == ([0.0, 9.5, 10.5], [0, 0, 2, 1], [2, 1, 1])
    values, codes, counts = _coded_numbers(pl.Series([2**64 - 1, 7, None, 7], dtype=pl.UInt64))
    assert (values.to_list(), codes.tolist(), counts.tolist()) == (["18446744073709551615", "7"], [0, 1, -1, 1], [1, 2])


def test_a_word_that_is_frequent_in_another_column_is_no_rare_key():
    crowd = ["smith"] * 31
    fields = [field("first", ["smith", "smith", *["x"] * 31]), field("last", ["a", "b", *crowd])]
    assert candidates(fields, 33)[0].tolist() == []
    assert candidates([fields[0], field("last", ["a", "b", *["c"] * 31])], 33)[0].tolist() == [0]


@pytest.mark.parametrize(("alone", "left_out"), [(6, 6), (2, 2), (1, 0)])
def test_a_field_in_which_alone_pairs_differ_often_tells_things_apart(alone, left_out):
    fields = [field(name, [f"{name}{place:02}" for place in range(40)]) for name in "abc"]
    levels = np.full((40, 3), EXACT, dtype=np.int8)
    levels[20:, 1] = NEAR
    levels[:alone, 0] = DIFFERENT
    found = one_thing(fields, levels, Linked(np.full((40, 3), 5.0), 0.0), 4.6)
    assert found.tolist() == [False] * left_out + [True] * (40 - left_out)
