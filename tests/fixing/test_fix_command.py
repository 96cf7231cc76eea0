from __future__ import annotations

import gzip

import pandas as pd
import polars as pl
import pytest
from snippets import run, same

ROWS = "id;city;price;y\n" + "".join(f"{i:04};{('Oslo', 'Bergen')[i % 2]};{i % 17}.50;{i % 3}\n" for i in range(60))
COPIES = ROWS.splitlines()[3] + "\n" + ROWS.splitlines()[4] + "\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "rows.csv").write_text(ROWS + COPIES)
    return tmp_path


@pytest.fixture
def dataqa(here, command):
    return command


def test_the_file_comes_back_as_it_was_written_but_for_the_edits(dataqa, here):
    code, out, err = dataqa("fix", "rows.csv", "--target", "y", "-o", "clean.csv")
    assert code == 0
    assert "done  exact-duplicates: 2 rows removed" in out
    assert err == "dataqa: wrote clean.csv\n"
    assert (here / "clean.csv").read_text() == ROWS
    assert (here / "rows.csv").read_text() == ROWS + COPIES


def test_log_removed_rows_and_snippet(dataqa, here):
    dataqa("fix", "rows.csv", "-o", "clean.csv", "--log", "log.csv", "--removed", "gone.csv", "--snippet", "again.py", "-q")
    assert pd.read_csv("log.csv")[["issue", "position"]].values.tolist() == [["exact-duplicates", 60], ["exact-duplicates", 61]]
    assert pd.read_csv("gone.csv", sep=";", dtype=str)["id"].tolist() == ["0002", "0003"]
    same(run((here / "again.py").read_text(), pd.read_csv("rows.csv", sep=";")), pd.read_csv("clean.csv", sep=";"))


def test_only_the_named_issue(dataqa, here):
    code, out, _ = dataqa("fix", "rows.csv", "-o", "clean.csv", "--apply", "exact-duplicates")
    assert code == 0
    assert "exact-duplicates: 2 rows removed" in out
    code, _, err = dataqa("fix", "rows.csv", "-o", "clean.csv", "--apply", "exact-duplicate")
    assert code == 2
    assert "Did you mean 'exact-duplicates'?" in err


@pytest.mark.parametrize(
    ("output", "why"),
    [
        ("rows.csv", "would be overwritten"),
        ("clean.xlsx", "its suffix must be one of .csv"),
        ("nowhere/clean.csv", "there is no folder 'nowhere'"),
    ],
)
def test_what_cannot_be_written_is_refused_before_the_work(dataqa, here, output, why):
    code, _, err = dataqa("fix", "rows.csv", "-o", output)
    assert code == 2
    assert why in err
    assert [path.name for path in here.iterdir()] == ["rows.csv"]


def test_over_the_data_where_that_is_told(dataqa, here):
    assert dataqa("fix", "rows.csv", "-o", "rows.csv", "--over", "-q")[0] == 0
    assert (here / "rows.csv").read_text() == ROWS


def test_parquet_and_packed_text(dataqa, here):
    pl.read_csv("rows.csv", separator=";").with_columns(pl.col("y").cast(pl.Int8)).write_parquet("rows.parquet")
    assert dataqa("fix", "rows.parquet", "-o", "clean.parquet", "-q")[0] == 0
    assert pl.read_parquet("clean.parquet").schema == pl.read_parquet("rows.parquet").schema
    assert pl.read_parquet("clean.parquet").height == 60
    with gzip.open("rows.csv.gz", "wt") as file:
        file.write(ROWS + COPIES)
    assert dataqa("fix", "rows.csv.gz", "-o", "unpacked.csv", "-q")[0] == 0
    assert (here / "unpacked.csv").read_text() == ROWS


def test_json_lines(dataqa, here):
    (here / "rows.jsonl").write_text('{"a": 1, "b": "x"}\n' * 2 + "".join(f'{{"a": {i}, "b": "z{i}"}}\n' for i in range(30)))
    assert dataqa("fix", "rows.jsonl", "-o", "clean.jsonl", "-q")[0] == 0
    assert len((here / "clean.jsonl").read_text().splitlines()) == 31


def test_numbers_with_a_unit_become_numbers(dataqa, here):
    (here / "rows.csv").write_text("w,y\n" + "".join(f"{i * 1.5} kg,{i % 2}\n" for i in range(40)))
    code, out, _ = dataqa("fix", "rows.csv", "-o", "clean.csv", "--apply", "all")
    assert code == 0
    assert "1 column converted" in out
    assert pd.read_csv("clean.csv")["w"].tolist()[:3] == [0.0, 1.5, 3.0]


def test_cells_that_mean_missing_are_left_empty(dataqa, here):
    rows = [f"{i % 23},{'?' if i % 9 == 0 else i * 7 % 31}" for i in range(90)]
    (here / "rows.csv").write_text("a,b\n" + "\n".join(rows) + "\n")
    dataqa("fix", "rows.csv", "-o", "clean.csv", "-q", "--skip", "duplicates")
    assert (here / "clean.csv").read_text() == "a,b\n" + "\n".join(row.replace("?", "") for row in rows) + "\n"


def test_the_snippet_mends_numbers_as_pandas_reads_them(dataqa, here):
    cells = [-999 if i % 20 == 7 else 1000 + i * 13 % 700 for i in range(400)]
    (here / "codes.csv").write_text("income,y\n" + "".join(f"{cell},{i % 2}\n" for i, cell in enumerate(cells)))
    dataqa(
        "fix", "codes.csv", "--target", "y", "--apply", "all", "--check", "sentinel-numbers", "-o", "clean.csv",
        "--snippet", "again.py", "-q",
    )  # fmt: skip
    for more in ({}, {"dtype": str}):
        df = run((here / "again.py").read_text(), pd.read_csv("codes.csv", **more))
        assert df["income"].isna().sum() == cells.count(-999)


def test_cells_that_no_edit_names_stay_as_they_are_written(dataqa, here):
    rows = [f"{i},{('NA', '?', 'N/A', 'yes', 'no', '')[i % 6]},{i % 3}" for i in range(90)]
    (here / "rows.csv").write_text("a,b,y\n" + "\n".join([*rows, rows[3], rows[4]]) + "\n")
    code, out, _ = dataqa("fix", "rows.csv", "-o", "clean.csv", "--apply", "exact-duplicates")
    assert code == 0
    assert "exact-duplicates: 2 rows removed" in out
    assert (here / "clean.csv").read_text().replace('""', "") == "a,b,y\n" + "\n".join(rows) + "\n"


def test_the_log_runs_no_formula_in_a_spreadsheet(dataqa, here):
    rows = ["=cmd|calc"] * 60 + [" =cmd|calc "] * 70
    (here / "rows.csv").write_text("a,b\n" + "".join(f"{cell},{k}\n" for k, cell in enumerate(rows)))
    dataqa("fix", "rows.csv", "-o", "clean.csv", "--log", "log.csv", "-q")
    log = pd.read_csv("log.csv", dtype=str)
    assert set(log["after"]) == {"'=cmd|calc"}
    assert set(log["before"]) == {" =cmd|calc "}
    assert set(pd.read_csv("clean.csv")["a"]) == {"=cmd|calc"}


def test_a_delimiter_at_the_end_of_each_line_is_no_column_and_cells_stay_in_theirs(dataqa, here):
    (here / "rows.csv").write_text("".join(f";{line};\n" for line in (ROWS + COPIES).splitlines()))
    code, out, _ = dataqa("fix", "rows.csv", "--target", "y", "-o", "clean.csv")
    assert code == 0
    assert "done  exact-duplicates: 2 rows removed" in out
    assert (here / "clean.csv").read_text() == ROWS
