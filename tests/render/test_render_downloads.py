"""Rows of an issue as a file inside the page: what is in it, and that no spreadsheet runs any of it."""

import base64
import csv
import io
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataqa.model import Examples, Rows
from dataqa.render.downloads import CHARACTERS, download, inert
from dataqa.render.masking import Masker


def read(link):
    kind, packed = link.address.split(",")
    assert kind == "data:text/csv;charset=utf-8;base64"
    return list(csv.reader(io.StringIO(base64.b64decode(packed).decode("utf-8-sig"), newline="")))


def of(record, cells, columns=("sex", "age"), **more):
    positions = tuple(range(len(cells)))
    rows = Rows(positions=np.arange(len(cells)), scores=more.pop("scores", None))
    examples = Examples(columns=columns, positions=positions, labels=more.pop("labels", None), cells=cells, **more)
    return download(replace(record.issues[1], columns=("sex",), rows=rows, examples=examples), Masker(record))


def test_rows_with_labels_how_sure_and_what_is_suggested(full):
    link = of(full, (("m", "1"), (None, "2")), labels=("a", "b"), suggested=("male", None), scores=np.array([0.9, 0.5]))
    assert read(link) == [
        ["row (from 0)", "id", "sure", "sex", "age", "suggested"],
        ["0", "a", "0.9", "m", "1", "male"],
        ["1", "b", "0.5", "", "2", ""],
    ]
    assert (link.says, link.name) == ("2 rows as CSV", "label-errors-sex.csv")


def test_what_is_personal_is_masked(full):
    assert read(of(full, (("Kelly, Mr. James", "kelly.james@example.com"),), columns=("name", "email")))[1] == ["0", "K•••", "k•••"]


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\t=1", "\r=1", "＝1"])
def test_no_cell_starts_a_formula(full, cell):
    assert read(of(full, ((cell, "1"),)))[1][1] == "'" + cell
    assert read(of(full, (("m", "1"),), columns=(cell, "age")))[0][1] == "'" + cell


@pytest.mark.parametrize("cell", ["-999", "+1.5", "-1e-3", "-.5", "a=b", "", "1-2"])
def test_numbers_and_plain_texts_stay_as_they_are(cell):
    assert inert(cell) == cell


@given(st.text(alphabet="=+-@\t\r'1a ", max_size=6))
def test_whatever_begins_like_a_formula_is_inert(cell):
    shown = inert(cell)
    assert shown == cell or shown == "'" + cell
    assert shown[:1] not in ("=", "@", "\t", "\r")


def test_a_file_stays_small_and_says_what_it_holds(full):
    link = of(full, tuple(("x" * 100, str(i)) for i in range(200)))
    rows = read(link)
    assert link.says == f"{len(rows) - 1} of 200 rows as CSV"
    assert 50 < len(rows) < CHARACTERS / 100


def test_nothing_without_rows(full):
    assert download(full.issues[0], Masker(full)) is None
