"""Texts that mean "missing"."""

import polars as pl

from dataqa.sources import load


def _found(table, name="x"):
    return {token: where.tolist() for token, where in table.source(name).placeholders.items()}


def test_in_a_frame_all_are_recorded():
    table = load({"x": ["a", "NA", "?", "", "  ", "b", None]})
    assert _found(table) == {"NA": [1], "?": [2], "": [3], " ": [4]}
    assert table.frame["x"].to_list() == ["a", None, None, None, None, "b", None]


def test_in_a_file_the_conventional_ones_are_a_note(read):
    table = read("x.csv", "x,y\na,1\nNA,\n?,2\n,NA\n-,3\n")
    assert _found(table) == {"?": [2]}
    assert table.frame["x"].to_list() == ["a", None, None, None, "-"]
    assert table.frame["y"].to_list() == [1, None, 2, None, 3]
    assert table.notes == ("2 cells 'NA' in 2 columns read as missing",)


def test_one_word_in_free_text_stays():
    messages = [f"message {i}" for i in range(1000)]
    table = load({"x": [*messages, "NA", "", "null"]})
    assert table.frame["x"].to_list()[-3:] == ["NA", None, "null"]
    assert _found(table) == {"": [1001]}


def test_categories_keep_their_type():
    table = load(pl.DataFrame({"x": pl.Series(["1", "?", "2"], dtype=pl.Categorical)}))
    assert table.frame["x"].to_list() == ["1", None, "2"]
    assert (table.columns[0].parsed, _found(table)) == (None, {"?": [1]})


def test_truth_values_in_files_only(read):
    assert read("x.csv", "x,y\nTrue,1\nfalse,2\nNA,3\n").frame["x"].to_list() == [True, False, None]
    assert load({"x": ["True", "false"]}).frame["x"].to_list() == ["True", "false"]
