from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import pytest

from dataqa.dataset import DataFile, Dataset
from dataqa.render.places import Place, Places, shown_name


def dataset(*files, name="a.csv"):
    return Dataset(name=name, rows=sum(file.rows for file in files), columns=2, fingerprint="", files=files)


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "here" / "data").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def test_a_row_is_found_in_its_file_and_on_its_line(here):
    files = (
        DataFile(path="data/p1.csv", rows=2, header=1, first_line=2),
        DataFile(path="data/none.csv", rows=0, header=1),
        DataFile(path="data/p2.csv", rows=3, header=1),
        DataFile(path=str(here / "data" / "p3.csv"), rows=1, header=3, first_line=4),
    )
    places = Places(dataset(*files))
    found = [places.of_row(position) for position in (0, 1, 2, 4, 5, 6)]
    assert [(place.path, place.line) for place in found[:-1]] == [
        ("data/p1.csv", 2), ("data/p1.csv", 3), ("data/p2.csv", None), ("data/p2.csv", None), ("data/p3.csv", 4),
    ]  # fmt: skip
    assert found[-1] is None
    assert all(place.inside for place in places.files)


def test_an_issue_stands_at_its_worst_row_at_its_columns_or_in_the_file(here, full):
    places = Places(dataset(DataFile(path="a.csv", rows=1309, header=1, first_line=2)))
    leak, labels, _, duplicates, *_ = full.issues
    assert places.of(labels).line == 17 + 2
    assert places.of(leak).line == 1
    assert places.of(replace(leak, columns=())).line is None
    assert places.of(duplicates).line == 1290 + 2
    far = replace(labels, rows=replace(labels.rows, positions=labels.rows.positions + 5000))
    assert places.of(far) == Place(index=0, path="a.csv", inside=True)
    assert Places(dataset()).of(labels) is None


def test_files_elsewhere_are_told_without_their_folder(here):
    other = here.parent / "other"
    places = Places(dataset(*(DataFile(path=str(other / name), rows=1) for name in ("x/a.csv", "y/a.csv"))))
    assert [(place.path, place.inside) for place in places.files] == [("x/a.csv", False), ("y/a.csv", False)]
    (alone,) = Places(dataset(DataFile(path="../other/x/a.csv", rows=1))).files
    assert (alone.path, alone.inside) == ("a.csv", False)


def test_a_folder_may_be_a_link_into_this_one(here):
    link = here.parent / "link"
    link.symlink_to(here / "data")
    (place,) = Places(dataset(DataFile(path=str(link / "a.csv"), rows=1))).files
    assert (place.path, place.inside) == ("data/a.csv", True)


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("a b.csv", "a%20b.csv"),
        ("a:b%20?#.csv", "a%3Ab%2520%3F%23.csv"),
        ("é/<x>.csv", "%C3%A9/%3Cx%3E.csv"),
        (os.fsdecode(b"\xff.csv"), "%FF.csv"),
        ("\ud800.csv", "%3F.csv"),
        ("a\nb.csv", "a%0Ab.csv"),
    ],
)
def test_a_path_as_a_reference(path, uri):
    assert Place(index=0, path=path, inside=True).uri == uri


def test_a_name_tells_no_folder_of_the_machine():
    assert shown_name(dataset(name=str(Path("/some/where/*.csv")))) == "*.csv"
    assert shown_name(dataset(name="data/*.csv")) == "data/*.csv"
    assert shown_name(dataset(name="")) == "data"
