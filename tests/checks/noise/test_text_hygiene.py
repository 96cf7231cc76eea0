from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

import dataqa
from dataqa.checks.noise.text_hygiene import _around, _meant


def test_each_kind_is_one_measurement(measure):
    cells = [" Paris", "Rome", "cafÃ©", "Tom &amp; Jo", "a\x00b", "it’s"]
    found = measure("text-hygiene", {"a": cells * 2})
    assert [(m.about, m.rows.positions.tolist()) for m in found] == [
        ("blanks", [0, 6]), ("control", [4, 10]), ("encoding", [2, 8]), ("entities", [3, 9]),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "cell"),
    [
        ("encoding", "Ð¿Ñ€Ð¸Ð²ÐµÑ‚"),
        ("encoding", "æ—¥æœ¬èªž"),
        ("lost", "M?nchen"),
        ("entities", "R&eacute;mi"),
        ("escapes", "caf\\u00e9"),
        ("escapes", "one\\nTwo"),
        ("escapes", "New%20York"),
        ("letters", "M\u043escow"),
        ("letters", "\u041c\u043e\u0441\u043aa\u0430"),
        ("forms", "Ame\u0301lie"),
        ("control", "soft\u00adware"),
        ("inner", "New\u00a0York"),
    ],
)
def test_kinds(measure, kind, cell):
    assert [(m.about, m.rows.positions.tolist()) for m in measure("text-hygiene", {"a": [cell, "plain", "b"] * 2})] == [
        (kind, [0, 3])
    ]


def test_clean_text_of_many_languages_is_quiet(measure):
    cells = ["São Tomé", "Ærø", "naïve — “quoted”…", "東京", "Ã la", "AT&T", "a\tb\nc", "50 €", "ÂME"]
    cells += ["C:\\new\\x", "\\nabla f", "what? no", "5 μm", "100%", "ΔT", "नमस्ते", "Việt Nam", "3D", "й", "a?b=1", "IT-отдел"]
    assert measure("text-hygiene", {"a": cells * 2}) == []


def test_spaces_around_a_class_are_a_spelling_of_it_and_not_reported_again(measure):
    rows = {"x": range(9), "y": ["spam", "ham", "ham "] * 3}
    assert measure("text-hygiene", rows, target="y") == []
    assert measure("text-hygiene", rows)[0].rows.count == 3


def test_it_is_no_more_than_low(judge):
    assert [i.severity for i in judge("text-hygiene", {"a": ["x ", "y", "z"] * 4})] == ["low"]


def test_tags_and_different_examples_cut_between_words(measure, judge):
    cells = ["All say it was a long film<br/><br/>I cannot wait for the next one, said she"] * 3 + [
        "<p>Nice</p>",
        "a < b and b > c",
        "x<y>z",
    ]
    assert [(m.about, m.rows.positions.tolist()) for m in measure("text-hygiene", {"a": cells})] == [("tags", [0, 1, 2, 3])]
    (issue,) = judge("text-hygiene", {"a": cells})
    assert issue.title == "`a` has HTML tags in 4 rows (66.7%)"
    assert issue.details["found"] == ["<p>Nice</p>", "…it was a long film<br/><br/>I cannot wait…"]
    assert issue.why.endswith("For example: `<p>Nice</p>`, `…it was a long film<br/><br/>I cannot wait…`.")


@pytest.mark.parametrize(
    ("cell", "title"),
    [
        ("x ", "`a` has leading or trailing spaces in 3 rows (33.3%)"),
        ("soft\u00adware", "`a` has control or invisible characters in 3 rows (33.3%)"),
        ("M?nchen", "`a` has question marks in place of letters in 3 rows (33.3%)"),
        ("M\u043escow", "`a` has letters of another alphabet that look the same in 3 rows (33.3%)"),
        ("Ame\u0301lie", "`a` stores accents as separate characters in 3 rows (33.3%)"),
        ("New\u00a0York", "`a` has non-breaking or other special spaces in 3 rows (33.3%)"),
    ],
)
def test_each_kind_has_its_own_title(judge, cell, title):
    (issue,) = judge("text-hygiene", {"a": [cell, "plain", "b"] * 3})
    assert issue.title == title


def test_a_mark_of_windows_is_kept(tmp_path):
    data = {"name": ["Children\x92s books", "To be continued\x85", "plain", "words"] * 5, "x": list(range(20))}
    path = tmp_path / "books.parquet"
    pl.DataFrame(data).write_parquet(path)
    fixed = dataqa.audit(path, checks=["text-hygiene"], as_of="2026-06-30").fix(path, apply="safe")
    assert fixed.data["name"].to_pylist()[:2] == ["Children\u2019s books", "To be continued\u2026"]


def test_texts_inside_nested_cells(judge):
    rows = {"post": [{"title": "caf\u00c3\u00a9" if n < 3 else "tea", "tags": [" a "]} for n in range(30)], "x": list(range(30))}
    (issue,) = judge("text-hygiene", rows)
    assert issue.title == "`post` has characters broken by a wrong encoding at `post.title` in 3 rows (10.0%)"
    assert judge("text-hygiene", {"post": [{"title": "caf\u00e9"} for _ in range(30)], "x": list(range(30))}) == []


def test_prose_may_begin_and_end_as_it_likes(measure):
    texts = [f"  this is the text of comment number {k} and it goes on " for k in range(60)]
    assert measure("text-hygiene", {"text": texts, "n": range(60)}, text="text") == []
    (found,) = measure("text-hygiene", {"kind": [" red", "red"] * 30, "n": range(60)})
    assert (found.kind, found.value, found.rows.positions[:2].tolist()) == ("blanks", 0.5, [0, 2])


TITLES = ["assist. dept. coord.", "head / deputy", "dept. secretary", "lab. assistant", "porter", "librarian"]


@pytest.mark.parametrize("twice", ["assist.  dept. coord.", "head/ deputy", "dept.secretary"])
def test_values_that_stand_once_and_differ_in_spaces(measure, twice):
    (found,) = measure("text-hygiene", {"a": [*TITLES, twice]})
    pair = {twice, next(title for title in TITLES if title.replace(" ", "") == twice.replace(" ", ""))}
    assert (found.kind, {[*TITLES, twice][at] for at in found.rows.positions.tolist()} <= pair) == ("spacing", True)
    assert measure("category-spellings", {"a": [*TITLES, twice]}) == []


def test_numbers_names_and_marks_that_say_something_differ_in_more_than_spaces(measure):
    rows = {"a": ["1 5", "15", "top floor", "topfloor!", "New ark", "Newark"], "b": ["a b", "a  c", "x/y", "x / z", "B. C", "b.c"]}
    assert measure("text-hygiene", rows) == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<b>" + "x" * 37, "<b>" + "x" * 37),
        ("<b>" + "x" * 38, "<b>" + "x" * 20 + "…"),
        ("x" * 38 + "<b>", "…" + "x" * 20 + "<b>"),
        ("one two three four five <b> six seven eight nine", "…three four five <b> six seven eight…"),
    ],
)
def test_dirt_is_shown_with_a_little_beside(text, shown):
    assert _around(text, "<b>") == shown


def test_only_categories_are_compared_with_what_the_column_writes():
    found = pl.Series(["new york "])
    audit = SimpleNamespace(engine=SimpleNamespace(values=lambda name: pl.Series(["New York"] * 30 + ["new york "])))
    assert _meant(audit, "a", "group", found, 2000) == {"new york ": "New York"}
    for role, distinct in (("group", 2001), ("text", 2)):
        assert _meant(audit, "a", role, found, distinct) == {"new york ": "new york"}
