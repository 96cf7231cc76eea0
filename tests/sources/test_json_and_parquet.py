"""JSON, JSON Lines, Parquet, several files."""

import json

import pandas as pd
import polars as pl
import pytest

from dataqa.errors import SourceError
from dataqa.sources import load


def test_json_list(read):
    table = read("x.json", '[{"a": 1, "b": "x"}, {"a": null, "c": [1]}]')
    assert table.frame.select("a", "b").rows() == [(1, "x"), (None, None)]
    assert table.columns[2].nested


def test_bad_lines_are_counted_and_shown(read):
    table = read("x.jsonl", '{"a": 1}\n\nbad\n[1]\n{"a": 2}\n')
    assert table.frame.rows() == [(1,), (2,)]
    assert (table.unreadable, table.unreadable_examples) == (2, ("line 3: bad", "line 4: [1]"))


def test_pandas_index_in_parquet_is_labels(tmp_path):
    pd.DataFrame({"a": [1, 2]}, index=[7, 9]).to_parquet(tmp_path / "x.parquet")
    table = load(tmp_path / "x.parquet")
    assert (list(table.labels), table.frame.columns) == ([7, 9], ["a"])


def test_glob_puts_files_together(read, tmp_path):
    read("1.csv", "a,b\n1,x\n")
    read("2.csv", "b,a\ny,2\nbad\n")
    table = load(str(tmp_path / "*.csv"))
    assert table.frame.rows() == [(1, "x"), (2, "y")]
    assert table.unreadable_examples == ("2.csv, line 3: bad",)


def test_glob_of_other_columns(read, tmp_path):
    read("1.csv", "a,b\n1,x\n")
    read("2.csv", "a,c\n1,x\n")
    with pytest.raises(SourceError, match=r"'2.csv' has not the columns of '1.csv': it lacks 'b' and has 'c' besides"):
        load(tmp_path / "*.csv")


def test_types_of_several_files_are_joined(read, tmp_path):
    read("1.jsonl", '{"a": 1, "b": 1}\n')
    read("2.jsonl", '{"a": 2.5, "b": "x"}\n{"a": null, "b": null}\n')
    assert load(tmp_path / "*.jsonl").frame.rows() == [(1.0, "1"), (2.5, "x"), (None, None)]


def test_folders_of_several_files_are_columns(tmp_path):
    for region in ("north", "south"):
        (tmp_path / f"region={region}" / "year=2024").mkdir(parents=True)
        (tmp_path / f"region={region}" / "year=2024" / "part.csv").write_text("a\n1\n")
    table = load(str(tmp_path / "*" / "*" / "*.csv"))
    assert table.frame.to_dict(as_series=False) == {"a": [1, 1], "region": ["north", "south"]}
    assert "'region' read from the names of the folders" in table.notes
    assert load(tmp_path / "region=north" / "year=2024" / "part.csv").frame.columns == ["a"]


@pytest.mark.parametrize(
    "content",
    [
        {"status": "ok", "data": [{"id": 1, "v": 2.5}, {"id": 2, "v": 3.5}]},
        {"id": {"0": 1, "1": 2}, "v": {"0": 2.5, "1": 3.5}},
        {"columns": ["id", "v"], "index": [0, 1], "data": [[1, 2.5], [2, 3.5]]},
    ],
)
def test_rows_in_what_programs_put_around_them(read, content):
    assert read("x.json", json.dumps(content)).frame.to_dict(as_series=False) == {"id": [1, 2], "v": [2.5, 3.5]}


def test_an_index_that_only_counts_is_no_loss_and_another_is_noted(read):
    content = {"columns": ["v"], "index": [0, 1], "data": [[2.5], [3.5]]}
    counted, named = (read("x.json", json.dumps(content | {"index": index})) for index in ([0, 1], ["ann", "bo"]))
    assert (counted.notes, named.notes) == ((), ("'index' left out",))


def test_records_by_name_are_no_columns(read):
    with pytest.raises(SourceError, match="holds no rows"):
        read("x.json", json.dumps({"ann": {"age": 3, "city": "Ulm"}, "bo": {"age": 4, "city": "Rom"}}))


def test_outer_columns_without_a_name_are_left_out_of_a_text_and_not_of_a_typed_file(tmp_path):
    frame = pl.DataFrame({"": [None, None], "a": ["x", "y"], "b": [1, 2]})
    frame.write_csv(tmp_path / "x.csv")
    frame.write_parquet(tmp_path / "x.parquet")
    text, typed = (load(tmp_path / f"x.{end}") for end in ("csv", "parquet"))
    assert text.frame.columns == ["a", "b"]
    assert text.notes == ("1 column at the edge without a name or a value was left out",)
    assert typed.frame.columns[1:] == ["a", "b"]
