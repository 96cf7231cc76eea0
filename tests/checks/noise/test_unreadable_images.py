"""Image files that cannot be opened."""

from __future__ import annotations

import pytest
from conversing import encoded, photos

FILES = [encoded(one) for one in photos(8)]


@pytest.mark.parametrize(
    ("content", "problem"),
    [(b"", "empty"), (b"<html></html>", "no image"), (FILES[2][:400], "damaged"), (b"\x89PNG\r\n\x1a\n" + b"\0" * 50, "damaged")],
)
def test_each_problem_is_named(measure, content, problem):
    (found,) = measure("unreadable-images", {"image": [*FILES, content]})
    assert (found.rows.positions.tolist(), found.details["problems"]) == ([8], [f"{problem} (1)"])


def test_files_that_are_not_there_are_named(measure, tmp_path):
    for k, content in enumerate(FILES):
        (tmp_path / f"{k}.jpg").write_bytes(content)
    paths = [str(tmp_path / f"{k}.jpg") for k in range(9)]
    (found,) = measure("unreadable-images", {"path": paths})
    assert (found.rows.positions.tolist(), found.details["problems"]) == ([8], ["missing (1)"])


def test_good_files_and_empty_cells_are_quiet(measure):
    assert measure("unreadable-images", {"image": [*FILES, None]}) == []
