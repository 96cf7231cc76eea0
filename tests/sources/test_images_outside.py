"""A cell of a file opens no image outside the folders of the data; a frame's paths are the caller's own."""

import polars as pl
import pytest

pytest.importorskip("PIL")
from PIL import Image

from dataqa.sources.images import within
from dataqa.sources.load import load


@pytest.fixture
def here(tmp_path, monkeypatch):
    (tmp_path / "data" / "img").mkdir(parents=True)
    (tmp_path / "secret").mkdir()
    for n in range(12):
        for folder in ("data/img", "secret"):
            Image.new("RGB", (40, 30), (20 * n, 90, 255 - 20 * n)).save(tmp_path / folder / f"{n}.png")
    (tmp_path / "data" / "linked").symlink_to(tmp_path / "secret")
    monkeypatch.chdir(tmp_path / "data")
    return tmp_path


@pytest.mark.parametrize(
    ("path", "opened"),
    [
        ("img/{n}.png", True),
        ("../secret/{n}.png", False),
        ("linked/{n}.png", False),
        ("{root}/secret/{n}.png", False),
        ("{root}/data/img/{n}.png", True),
    ],
)
def test_paths_in_a_file(here, path, opened):
    rows = [path.format(n=n, root=here) for n in range(12)]
    pl.DataFrame({"path": rows, "y": [0, 1] * 6}).write_csv(here / "data" / "rows.csv")
    column = load(here / "data" / "rows.csv").source("path")
    assert (column.pictures is not None) == opened


def test_one_outside_among_others_is_not_opened(here):
    rows = [f"img/{n}.png" for n in range(11)] + ["../secret/11.png"]
    pl.DataFrame({"path": rows}).write_csv(here / "data" / "rows.csv")
    facts = load(here / "data" / "rows.csv").source("path").pictures.facts
    assert facts.get_column("problem").to_list().count("") == 11


def test_a_frame_names_what_its_maker_wants(here):
    rows = [str(here / "secret" / f"{n}.png") for n in range(12)]
    assert load(pl.DataFrame({"path": rows, "y": [0, 1] * 6})).source("path").pictures is not None


def test_what_lies_within(here):
    folder = here / "data"
    assert [within(name, folder) for name in ("img/1.png", "../data/img/1.png", "../secret/1.png", "a\0b.png")] == [
        True,
        True,
        False,
        False,
    ]
