"""Whether one text may be a slip of another."""

from __future__ import annotations

import pytest

from dataqa.checks.spellings import _believable, _first_differs, _inside, _known_words


@pytest.mark.parametrize(
    ("wrong", "right", "differs"),
    [
        ("berlin", "merlin", True), ("berlni", "berlin", False), ("ebrlin", "berlin", False), ("new yorc", "new york", False),
        ("new fork", "new york", True), ("newyork", "new york", False), ("berlin", "berlin", False),
    ],
)  # fmt: skip
def test_a_word_that_begins_with_another_letter(wrong, right, differs):
    assert _first_differs(wrong, right) is differs


@pytest.mark.parametrize(
    ("wrong", "right", "believable"),
    [
        ("berlni", "berlin", True),
        ("berl", "bern", False),  # too short
        ("route 61", "route 66", False),  # a number
        ("roote 66", "route 66", True),
        ("newyork", "new york", False),
        ("newyorks", "new yorks", True),  # eight letters and more
        ("berlin", "berlin", False),  # nothing differs
        ("ab berlni", "ab berlin", True),
        ("ac berlin", "ab berlin", False),
    ],
)
def test_a_difference_in_words_long_enough(wrong, right, believable):
    assert _believable(wrong, right, 4 if wrong.startswith("new") else 5) is believable


@pytest.mark.parametrize(
    ("wrong", "right", "inside"),
    [
        ("hambrger", "hamburger", True),
        ("hambuurger", "hamburger", True),
        ("hamburge", "hamburger", False),  # the end
        ("amburger", "hamburger", False),  # the beginning
        ("hambarger", "hamburger", False),  # another letter
        ("hambger", "hamburger", False),  # two letters
        ("grn hat", "green hat", False),
        ("the hambrger", "the hamburger", True),
        ("thehamburger", "the hamburger", False),
        ("thee hambrger", "the hamburger", False),
    ],
)
def test_a_letter_inside_a_long_word(wrong, right, inside):
    assert _inside(wrong, right, 8) is inside


@pytest.mark.parametrize(
    ("wrong", "right", "known"),
    [
        ("red car", "red cat", True),
        ("red caz", "red cat", False),
        ("car", "cat", False),  # a word alone stands nowhere else
        ("red fast car", "red cat", False),
    ],
)
def test_words_that_stand_in_other_texts(wrong, right, known):
    often = {"car": 50, "cat": 60, "red": 90, "caz": 1, "fast": 9}
    assert _known_words(wrong, right, often, {word: min(rows, 9) for word, rows in often.items()}) is known


def test_a_difference_in_a_number_is_no_slip():
    from dataqa.checks.spellings import _believable

    assert _believable("lantern 12", "lanterm 12", 4)
    assert not _believable("lantern 12", "lanterm 13", 4)
    assert not _believable("lantern 12", "lantern 13", 4)
