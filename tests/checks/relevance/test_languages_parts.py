"""Which language a text is in, on texts whose answer is plain."""

from __future__ import annotations

import polars as pl
import pytest

from dataqa.checks.relevance._strays.languages import languages_of, strangers

WORDS = {"English": ["the", "and", "of", "is", "not"], "German": ["der", "und", "ist", "nicht", "die"]}
ENGLISH, GERMAN = "the end of the day is not near and the rest", "der Tag ist nicht nah und die Nacht ist lang"


def language(text):
    found = languages_of(pl.Series("text", [text, None]), WORDS)
    return found.get_column("language").to_list()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (ENGLISH, ["English"]),
        (GERMAN, ["German"]),
        ("the end of it", []),  # two of them only
        ("the end of it and", ["English"]),
        ("the of and " + " ".join(letter * 3 for letter in "abcdefghijklmnopq"), ["English"]),  # 3 of 20 words
        ("the of and " + " ".join(letter * 3 for letter in "abcdefghijklmnopqr"), []),  # 3 of 21
        ("the and of der und die", []),  # as many of another language
        ("the and of is not der", ["English"]),
        ("the and of is not der und", []),  # not three times as many
        ("", []),
        ("сегодня хорошая погода", ["Cyrillic letters"]),
        ("сегодня", []),  # seven letters are too few
        ("сегодня у", ["Cyrillic letters"]),
        ("сегодня abcdefg", []),  # half of the letters
        ("сегодня abcdefу", ["Cyrillic letters"]),
        ("今天在北京看到了很多", ["Chinese characters"]),
        ("今日は北京でたくさん見ました", ["Japanese"]),
        ("오늘은 날씨가 아주 좋다", ["Korean"]),
        ("σήμερα είναι ωραία", ["Greek letters"]),
    ],
)
def test_the_language_of_a_text(text, found):
    assert language(text) == found


def found_in(texts, least=0.95):
    one = strangers(pl.Series("text", texts), WORDS, least)
    return one and (one.usual, sorted(one.rows.tolist()), dict(one.counts), one.decided)


def test_the_few_in_other_languages():
    texts = [ENGLISH] * 60 + [GERMAN, "сегодня хорошая погода", GERMAN, "red", None]
    assert found_in(texts) == ("English", [60, 61, 62], {"German": 2, "Cyrillic letters": 1}, 63)
    assert found_in([ENGLISH] * 60) is None


@pytest.mark.parametrize(("english", "found"), [(49, True), (48, False)])
def test_fifty_texts_at_least(english, found):
    assert (found_in([ENGLISH] * english + [GERMAN]) is not None) is found


@pytest.mark.parametrize(("german", "found"), [(5, True), (6, False)])
def test_nearly_all_are_in_one(german, found):
    assert (found_in([ENGLISH] * 95 + [GERMAN] * german) is not None) is found


def test_the_most_certain_come_first():
    less = GERMAN + " not"  # a word of English among five of German
    assert strangers(pl.Series("text", [ENGLISH] * 60 + [less, GERMAN]), WORDS, 0.9).rows.tolist() == [61, 60]
