"""Which of the texts of a column are spellings of another, by how many rows they have."""

from __future__ import annotations

import pytest

from dataqa.checks._faults import faults, standing
from dataqa.checks._word_slips import in_use, slips_of_words, texts_with_words, words_rows
from dataqa.checks.spellings import decoded, same_but_for_form, typing_errors, variants

LIMITS = {
    "frequent_rows": 10, "rare_rows": 3, "rare_share": 0.1, "swapped_share": 0.3, "inner_share": 0.08, "inner_letters": 6,
    "column_share": 0.03, "letters": 5, "known_rows": 4, "known_share": 0.25, "chance": 0.1, "fault_texts": 3, "fault_rows": 5,
    "wrong_share": 0.3,
}  # fmt: skip


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"hamburg": 100, "homburg": 3}, {"homburg": "hamburg"}),
        ({"hamburg": 100, "homburg": 4}, {}),
        ({"hamburg": 20, "homburg": 2}, {"homburg": "hamburg"}),
        ({"hamburg": 20, "homburg": 3}, {}),  # more than a tenth
        ({"hamburg": 10, "homburg": 1}, {"homburg": "hamburg"}),
        ({"hamburg": 9, "homburg": 1}, {}),
        ({"hamburg": 100, "hambrug": 30}, {"hambrug": "hamburg"}),  # two letters changed places
        ({"hamburg": 100, "hambrug": 31}, {}),
        ({"hamburg": 100, "hambrg": 8, "bremen": 892}, {"hambrg": "hamburg"}),  # a letter lacks inside a long word
        ({"hamburg": 100, "hambrg": 9, "bremen": 891}, {}),
        ({"hamburg": 100, "hambrg": 6, "bremen": 94}, {"hambrg": "hamburg"}),
        ({"hamburg": 100, "hambrg": 7, "bremen": 93}, {}),  # more than three in a hundred of all rows
        ({"hamburg": 100, "jamburg": 1}, {"jamburg": "hamburg"}),
        ({"hamburg": 100, "hamburg 12": 50, "hamburg 13": 1}, {}),
        ({"merlin": 60, "berlin": 50, "berlim": 1}, {"berlim": "berlin"}),
        ({"bremen": 60, "breman": 50, "bremin": 1}, {"bremin": "bremen"}),  # of as near ones the commoner
        ({"hamburg": 100, "bern": 100, "born": 1}, {}),  # another word
    ],
)
def test_rare_texts_with_a_letter_wrong(counts, found):
    assert typing_errors(counts, LIMITS) == found


def test_a_letter_that_stands_for_others():
    broken = {"berlin": 100, "bxrlin": 4, "paris": 100, "pxris": 4, "london": 100, "lxndon": 4}
    assert typing_errors(broken, LIMITS) == {"bxrlin": "berlin", "pxris": "paris", "lxndon": "london"}
    assert typing_errors(broken, LIMITS | {"fault_texts": 4}) == {}
    first = {"berlin": 100, "xerlin": 4, "paris": 100, "xaris": 4, "london": 100, "xondon": 4}
    assert typing_errors(first, LIMITS) == {"xerlin": "berlin", "xaris": "paris", "xondon": "london"}


def test_letters_that_are_written_by_mistake():
    pairs = [("bxrlin", "berlin", 1), ("pxris", "paris", 1), ("lyndon", "london", 1)]
    counts = {"berlin": 100, "paris": 100, "london": 100, "bxrlin": 5, "pxris": 1, "lyndon": 1}
    limits = {"fault_rows": 5, "rare_share": 0.1, "fault_texts": 2}
    assert faults(pairs, counts, limits) == {"x"}
    assert faults(pairs, counts | {"bxrlin": 6}, limits) == faults(pairs, counts, limits | {"fault_texts": 3}) == set()
    assert faults(pairs, counts | {"berlin": 49}, limits) == set()
    assert faults([("ab", "abc", 1)] * 3, {"ab": 1, "abc": 100}, limits | {"fault_texts": 1}) == set()


@pytest.mark.parametrize(
    ("wrong", "right", "letter"), [("bxrlxn", "berlin", "x"), ("bxrlyn", "berlin", ""), ("ab", "abc", ""), ("ab", "ab", "")]
)
def test_the_letter_in_place_of_others(wrong, right, letter):
    assert standing(wrong, right) == letter


def test_texts_that_are_one_but_for_their_form():
    found = same_but_for_form(["New York", "new-york", "NEW  YORK.", "A-B", "AB", "a b", "1 5 cm", "15 cm", "", " ", "York"])
    assert found == {"newyork": ["New York", "new-york", "NEW  YORK."]}
    assert same_but_for_form(["abc", "ABC"]) == {"abc": ["abc", "ABC"]}
    assert same_but_for_form(["ab", "AB"]) == {}


def test_variants_of_a_commoner_text():
    assert variants({"Berlin": 5, "berlin ": 9, "BERLIN": 3}, LIMITS) == ({"berlin ": "Berlin", "BERLIN": "Berlin"}, set())
    assert variants({"München": 5, "MÃ¼nchen": 9}, LIMITS) == ({"MÃ¼nchen": "München"}, set())
    assert variants({"Hamburg": 100, "hamburg": 3, "Homburg": 2}, LIMITS) == (
        {"hamburg": "Hamburg", "Homburg": "Hamburg"},
        {"Homburg"},
    )
    assert variants({"München": 5, "münchen": 3, "MÃ¼nchen": 1}, LIMITS)[0] == {"münchen": "München", "MÃ¼nchen": "München"}


def test_plain_texts_are_not_decoded():
    text = "".join(["Ham", "burg"])
    assert decoded(text) is text


def test_words_and_how_often_they_stand():
    counts = {"Red car": 5, "red red cat": 2}
    assert words_rows(counts) == {"red": 7, "car": 5, "cat": 2}
    assert texts_with_words(counts) == {"red": 2, "car": 1, "cat": 1}


@pytest.mark.parametrize(("rows", "texts", "used"), [(5, 2, False), (6, 2, True), (25, 1, False), (26, 1, True)])
def test_words_too_frequent_to_be_slips(rows, texts, used):
    assert in_use("caz", "cat", {"caz": rows, "cat": 100}, {"caz": texts}) is used


def slips(counts: dict[str, int], **limits: float) -> dict[str, str]:
    return slips_of_words(counts, words_rows(counts), texts_with_words(counts), LIMITS | limits)


def test_texts_with_words_that_stand_nowhere_else():
    counts = {"yellow submarine": 40, "green submarine": 40, "yelow submarne": 2}
    assert slips(counts) == {"yelow submarne": "yellow submarine"}
    assert slips(counts | {"yelow submarne": 4}) == {}
    assert slips(counts | {"yellow submarine": 8}) == {"yelow submarne": "yellow submarine"}
    assert slips(counts | {"yellow submarine": 7}) == {}  # more than a quarter
    assert slips({"yellow submarine": 3, "yelow submarine": 1}) == {}  # nothing is known
    assert slips({"yellow submarine": 4, "yelow submarine": 1}) == {"yelow submarine": "yellow submarine"}
    assert slips(counts | {"yelow house": 60}) == {}  # a word that is in use


def test_single_words_that_chance_may_explain():
    towns = {"hamburg": 40, "bremen": 40, "dresden": 40, "leipzig": 40}
    # of four words none is like another: half a one in five
    assert slips(towns | {"bremun": 2}) == {"bremun": "bremen"}
    assert slips(towns | {"bremun": 2}, chance=0.01) == {}
    assert slips(towns | {"bremen": 9, "bremun": 2}, chance=0.05) == {}
    assert slips(towns | {"bremun": 3, "bremen": 20}, chance=0.05) == {}
    assert slips(towns | {"bremun": 3, "bremen": 20}, chance=0.1) == {"bremun": "bremen"}


def test_texts_of_more_than_six_strange_words_are_others():
    words = ["yellow", "submarine", "octopus", "garden", "strawberry", "fields", "penny"]
    wrong = ["yelow", "submarne", "octpus", "gardn", "strawbery", "feilds", "peny"]
    for count, found in ((6, 1), (7, 0)):
        counts = {" ".join(words[:count]): 40, "something else": 40, " ".join(wrong[:count]): 2}
        assert len(slips(counts)) == found


def test_where_no_word_is_near_a_known_one_the_known_are_not_compared(monkeypatch):
    seen = []
    monkeypatch.setattr("dataqa.checks._word_slips.near_words", lambda one, other, _: seen.append((one, other)) or {})
    counts = {"river bridge": 9, "harbour": 1}
    assert slips_of_words(counts, {"river": 9, "bridge": 9, "harbour": 1}, {"river": 1, "bridge": 1, "harbour": 1}, LIMITS) == {}
    assert seen == [({"harbour"}, {"river", "bridge"})]
