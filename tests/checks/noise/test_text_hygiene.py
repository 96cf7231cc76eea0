from __future__ import annotations


def test_each_kind_is_one_measurement(measure):
    cells = [" Paris", "Rome", "cafÃ©", "Tom &amp; Jo", "a\x00b", "it’s"]
    found = measure("text-hygiene", {"a": cells * 2})
    assert [(m.about, m.rows.positions.tolist()) for m in found] == [
        ("blanks", [0, 6]), ("control", [4, 10]), ("encoding", [2, 8]), ("entities", [3, 9]),
    ]  # fmt: skip


def test_clean_text_of_many_languages_is_quiet(measure):
    cells = ["São Tomé", "Ærø", "naïve — “quoted”…", "東京", "Ã la", "AT&T", "a\tb\nc", "50 €", "ÂME"]
    assert measure("text-hygiene", {"a": cells * 2}) == []


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
    assert issue.title == "a has HTML tags in 4 rows (66.7%), such as '<p>Nice</p>', '…it was a long film<br/><br/>I cannot wait…'"
