from __future__ import annotations

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataqa.errors import CallError
from dataqa.starting.entries import names_of, with_entries

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1)


@given(st.lists(TEXT), st.lists(TEXT))
def test_names_are_unique_and_no_paths(paths, taken):
    found = names_of(paths, taken)
    assert len(found) == len(paths)
    assert len({name.casefold() for name in [*found, *set(taken)]}) == len(found) + len({name.casefold() for name in taken})
    assert not any(set(name) & set("/\\. \n") for name in found)


def test_names_are_those_of_the_files():
    assert names_of(["data/train.csv.gz", "x/Train.parquet", "data/2025-*.csv", "*.csv"]) == ["train", "Train-2", "2025", "data"]


@given(st.dictionaries(TEXT, st.fixed_dictionaries({"path": TEXT, "target": TEXT | st.none()}), max_size=3), st.booleans())
def test_what_is_written_is_read_back(entries, inside):
    name = "pyproject.toml" if inside else "dataqa.toml"
    text = '[project]\nname = "x"' if inside else ""
    whole = with_entries(text, entries, name)
    assert whole.startswith(text)
    told = tomllib.loads(whole)
    found = (told.get("tool", {}).get("dataqa", {}) if inside else told).get("datasets", {})
    assert found == {key: {k: v for k, v in one.items() if v is not None} for key, one in entries.items()}


def test_a_name_that_is_there_is_refused():
    with pytest.raises(CallError, match="nothing can be added to dataqa"):
        with_entries('[datasets.train]\npath = "a"\n', {"train": {"path": "b"}}, "dataqa.toml")
