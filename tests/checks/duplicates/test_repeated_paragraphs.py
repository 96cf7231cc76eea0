"""Paragraphs that stand in several documents."""

from __future__ import annotations

from planting import sentences
from plants.conversations import documents

LANGUAGE = {"task": "language", "text": "text"}
NOTICE = " ".join(sentences(600)[590:592])


def data(notice, rows):
    return {"text": [f"{notice}\n{text}" if k in rows else text for k, text in enumerate(documents())]}


def test_documents_with_the_same_paragraph_are_named(measure):
    (found,) = measure("repeated-paragraphs", data(NOTICE, (3, 8, 11)), **LANGUAGE)
    assert (found.rows.positions.tolist(), found.details["paragraphs"]) == ([3, 8, 11], 1)


def test_short_headings_and_copies_as_a_whole_are_quiet(measure):
    assert measure("repeated-paragraphs", data("Read more about this here", (3, 8, 11)), **LANGUAGE) == []
    assert measure("repeated-paragraphs", {"text": [*documents(), documents()[4]]}, **LANGUAGE) == []


def test_a_paragraph_in_most_documents_is_their_form(measure):
    assert measure("repeated-paragraphs", data(NOTICE, range(15)), **LANGUAGE) == []
