from __future__ import annotations

TEXTS = [f"this is the text of comment number {i}" for i in range(97)]


def test_a_text_that_comes_again_is_named(measure):
    found = measure(
        "repeated-texts", {"text": [*TEXTS, TEXTS[5], "buy now, it is cheap", "Buy  now, it is cheap "], "n": range(100)}
    )
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("text",), 0.02, [97, 99])]


def test_different_texts_are_quiet(measure):
    assert measure("repeated-texts", {"text": TEXTS, "n": range(97)}) == []


def test_exact_copies_are_no_matter_of_it(measure):
    assert measure("repeated-texts", {"text": [*TEXTS, TEXTS[5]], "n": [*range(97), 5]}) == []


def test_empty_texts_are_no_repeats(measure):
    assert measure("repeated-texts", {"text": [*TEXTS, None, None], "n": range(99)}) == []


def test_severity_follows_the_share(judge):
    few = judge("repeated-texts", {"text": [*TEXTS, *TEXTS[:10]], "n": [i % 7 for i in range(97)] + [9] * 10})
    many = judge("repeated-texts", {"text": [*TEXTS, *TEXTS * 2], "n": range(97 * 3)})
    assert [i.severity for i in few + many] == ["low", "medium"]
    assert few[0].title == "10 rows (9.3%) repeat the `text` of an earlier row"
    assert few[0].why.startswith("10 texts appear in more than one row (up to 2 rows each), although the rows differ otherwise.")


def test_numbers_that_are_told_to_be_texts_are_none(measure):
    data = {"code": [n % 7 for n in range(98)], "note": [*TEXTS, TEXTS[5]]}
    assert [m.columns for m in measure("repeated-texts", data, text="code")] == [("note",)]
