"""Documents that quality rules drop."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest
from plants.conversations import documents

from dataqa.checks.noise._documents import boilerplate
from dataqa.checks.noise.low_quality_documents import low_quality_documents

LANGUAGE = {"task": "language", "text": "text"}


def data(said, rows=(3, 11)):
    return {"text": [said(k) if k in rows else text for k, text in enumerate(documents())]}


DUMPS = {
    "numbers": lambda k: " ".join(str((k + 2) * 7919 * n % 99991) for n in range(1, 200)),
    "encoded data": lambda k: ("QmFzZTY0" + "abcdXYZ+/9" * 90)[k:],
    "hash signs": lambda k: " ".join(f"# word{n} ..." for n in range(100 + k)),
}


@pytest.mark.parametrize("kind", DUMPS)
def test_what_is_hardly_words_is_named(measure, kind):
    found = {m.kind: m.rows.positions.tolist() for m in measure("low-quality-documents", data(DUMPS[kind]), **LANGUAGE)}
    assert found[""] == [3, 11]


def test_repeated_phrases_lines_and_paragraphs_are_named(measure):
    for said in (lambda k: "buy now and save on every order " * 40, lambda k: f"{documents()[k]}\n" * 4):
        found = {m.kind: m.rows.positions.tolist() for m in measure("low-quality-documents", data(said), **LANGUAGE)}
        assert found["repetition"] == [3, 11]


@pytest.mark.parametrize(
    "honest",
    [
        lambda k: f"{documents()[k]} In 1969 there were 12 of them, and 3,400 in 2020.",
        lambda k: f"{documents()[k]}\nThis site has a privacy policy, of which the text above speaks at length.",
        lambda k: "\n".join(line for line in documents()[k].split(". ")),
    ],
)
def test_good_documents_with_numbers_a_notice_or_short_lines_are_quiet(measure, honest):
    assert measure("low-quality-documents", data(honest), **LANGUAGE) == []


def test_what_all_documents_are_is_their_kind(measure):
    assert measure("low-quality-documents", data(DUMPS["numbers"], tuple(range(20))), **LANGUAGE) == []


def test_texts_with_a_class_are_no_corpus(measure):
    said = data(DUMPS["numbers"])
    assert measure("low-quality-documents", {**said, "label": ["a", "b"] * 10}, target="label", text="text") == []


def test_a_sentence_that_says_its_words_again_is_no_dump(measure):
    said = (
        "But when you want to keep a shield or a lyre, and not to use them, justice is useful; "
        "when you want to use them, then the art of the soldier or of the musician is, as the art of the soldier is in war."
    )
    assert measure("low-quality-documents", data(lambda k: said), **LANGUAGE) == []


def test_headings_of_all_documents_do_not_hide_a_dump(measure):
    headed = {"text": [f"### Use\n\n### Form\n\n### See\n\n{' '.join(text.split()[:40])}" for text in documents()]}
    assert measure("low-quality-documents", headed, **LANGUAGE) == []
    for row in (3, 11):
        headed["text"][row] = "### Use\n\n" + DUMPS["encoded data"](row)
    (found,) = measure("low-quality-documents", headed, **LANGUAGE)
    assert (found.kind, found.rows.positions.tolist()) == ("", [3, 11])


def test_source_code_that_breaks_several_rules_at_once_is_a_kind(measure):
    code = [
        f"# {k} ... # ... #\n" + "x = y [ 0 ] + ( z - 1 ) * { a } \n" * 9 if k % 2 else f"# {k} ... # ... # call me " * 9
        for k in range(20)
    ]
    found = measure("low-quality-documents", {"text": code}, **LANGUAGE)
    assert [m for m in found if not m.kind] == []


def test_texts_without_blanks_between_words_are_not_read():
    chinese = pl.DataFrame({"a": ["这是一个没有空格的句子它用来测试文档的质量检查"] * 30})
    audit = SimpleNamespace(
        task=SimpleNamespace(having=lambda role: ["a"]),
        profile=SimpleNamespace(columns={"a": SimpleNamespace(kind="text")}, sample=chinese),
    )
    assert list(low_quality_documents.measure(audit)) == []
    audit.profile.columns["a"].kind = "number"
    audit.profile.sample = None
    assert list(low_quality_documents.measure(audit)) == []


def boiled(*texts, **limits):
    asked = {"policies": ["cookie"], "kept": 0.5, "bullets": 0.5, "ellipses": 0.5}
    found = boilerplate(pl.Series(texts), SimpleNamespace(**asked | limits))
    return [[rule for rule, hit in found.items() if hit[at]] for at in range(len(texts))]


def test_menus_and_notices():
    notices, bullets, dots = ["notices and lines without an end"], ["lines with a bullet"], ["lines with an ellipsis"]
    # of 27 characters 14 are in a line that is kept, of 26 are 12, of 21 none: two words are no sentence
    texts = ("cookie policy\none two three.", "cookie policy x\none two six.", "cookie policy\none two.")
    assert boiled(*texts) == [[], notices, notices]
    assert boiled("policy of ours\none two.", "cookie policy\none two.", kept=0.03) == [[], notices]
    assert boiled("- a\n- b", "- a\n- b\n- c") == [[], bullets]
    assert boiled("a…\nb…", "a…\nb...\nc") == [[], dots]


def test_one_dump_is_found(measure):
    (found,) = measure("low-quality-documents", data(DUMPS["numbers"], (3,)), **LANGUAGE)
    assert found.rows.positions.tolist() == [3]
