"""Which columns are compared value by value."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.noise._dirt import dirty_texts
from dataqa.checks.noise._spelt import _spelt
from dataqa.checks.noise.category_synonyms import category_synonyms


def spelt(role="categorical", kind="text", distinct=2, present=41):
    column, part = SimpleNamespace(name="a", kind=kind, distinct=distinct, present=present), SimpleNamespace(role=role)
    cells = pl.Series(["Berlin"] * 40 + ["Berlim"])
    found = _spelt(
        SimpleNamespace(
            profiles=lambda *roles: [(column, part)],
            engine=SimpleNamespace(values=lambda name: cells),
            task=SimpleNamespace(columns={"a": part}),
        )
    )
    return {name: one.right for name, one in found.items()}


@pytest.mark.parametrize("of", [{}, {"distinct": 2000}, {"role": "text", "distinct": 20}])
def test_columns_of_few_texts_are_compared(of):
    assert spelt(**of) == {"a": {"Berlim": "Berlin"}}


@pytest.mark.parametrize("of", [{"distinct": 1}, {"distinct": 2001}, {"kind": "number"}, {"role": "text", "distinct": 21}])
def test_one_text_numbers_and_prose_are_not(of):
    assert spelt(**of) == {}


@pytest.mark.parametrize("of", [{"distinct": 1}, {"distinct": 501}, {"kind": "number"}])
def test_of_these_no_cell_is_read_for_synonyms(of):
    column = SimpleNamespace(**{"name": "a", "kind": "text", "distinct": 2} | of)
    parameters = SimpleNamespace(short={}, most_distinct=500)
    audit = SimpleNamespace(parameters=parameters, profiles=lambda *roles: [(column, None)])
    assert list(category_synonyms.measure(audit)) == []


def test_prose_has_no_dirt_at_its_ends():
    cells = pl.Series([" a b", "cafÃ©", "c"])
    assert dirty_texts(cells, "categorical") == {" a b", "cafÃ©"}
    assert dirty_texts(cells, "text") == {"cafÃ©"}


def test_the_share_of_rows_and_the_bars_of_a_spelling(measure):
    (found,) = measure("category-spellings", {"a": ["Berlin"] * 37 + ["Berlim", "Berlln", "Berlin"]})
    assert found.value == 2 / 40
    (bars,) = found.evidence
    assert (bars.labels, bars.values) == (("'Berlin'", "'Berlim'", "'Berlln'"), (38.0, 1.0, 1.0))
