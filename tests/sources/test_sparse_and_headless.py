"""Sparse matrices, and texts in columns without a header."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from dataqa.sources import load

ROWS = [f"{k % 7 + 1}::{k % 5 + 100}::{k % 4 + 1}::{978300760 + k}" for k in range(30)]


@pytest.mark.parametrize("kind", [sparse.csr_matrix, sparse.csc_array, sparse.coo_matrix])
def test_each_stored_value_of_a_sparse_matrix_is_a_row(kind):
    table = load(kind(np.array([[0, 5, 0], [3, 0, 1]])))
    assert sorted(table.frame.rows()) == [(0, 1, 5), (1, 0, 3), (1, 2, 1)]
    assert table.frame.columns == ["row", "column", "value"]
    assert table.notes[0] == "a sparse matrix of 2 × 3; each of its 3 values is a row"


def test_a_dat_file_keeps_its_first_row(tmp_path):
    path = tmp_path / "ratings.dat"
    path.write_text("\n".join(ROWS), encoding="utf-8")
    table = load(path)
    assert table.frame.columns == ["column 1", "column 2", "column 3", "column 4"]
    assert (table.rows, table.frame.row(0)) == (30, (1, 100, 1, 978300760))
    assert table.files[0].first_line == 1


def test_a_dat_file_with_a_header_keeps_its_names(tmp_path):
    path = tmp_path / "ratings.dat"
    path.write_text("\n".join(["user::item::rating::time", *ROWS]), encoding="utf-8")
    table = load(path)
    assert (table.frame.columns, table.rows) == (["user", "item", "rating", "time"], 30)


def test_a_csv_file_has_a_header_whatever_it_holds(tmp_path):
    path = tmp_path / "ratings.csv"
    path.write_text("\n".join(row.replace("::", ",") for row in ROWS), encoding="utf-8")
    assert load(path).rows == 29
