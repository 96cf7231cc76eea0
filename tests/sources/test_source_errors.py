"""What cannot be read: one line that says what, and what would do."""

import io
import os
import subprocess

import pandas as pd
import polars as pl
import pytest

from dataqa.errors import SourceError
from dataqa.sources import load


def _message(data) -> str:
    with pytest.raises(SourceError) as caught:
        load(data)
    text = str(caught.value)
    assert "\n" not in text
    return text


def test_no_such_file(tmp_path):
    (tmp_path / "train.csv").write_text("a\n1\n")
    assert "Did you mean 'train.csv'?" in _message(tmp_path / "trian.csv")
    assert "'nowhere' does not exist" in _message("nowhere/x.csv")


def test_directory_and_glob(tmp_path):
    assert "is a directory with no files; name its files with a pattern" in _message(str(tmp_path))
    assert "No file matches the pattern" in _message(str(tmp_path / "*.csv"))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.doc", b"1", "its suffix is '.doc'; known are .csv, .tsv"),
        ("x", b"1", "its name has no suffix"),
        ("x.csv", b"", "is empty"),
        ("x.csv", b" \n\n", "is empty"),
        (
            "x.csv",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0",
            "x.csv' does not look like text: it holds 5 NUL bytes, the first on line 3",
        ),
        ("x.csv", b"a,b\n1\n2\n3\n4,5\n", "does not look like text in columns: 3 of its 4 rows do not have the 2 cells"),
        ("x.csv.gz", b"no", "cannot be read as gz"),
        ("x.csv.zst", b"no", "cannot be read as zst"),
        ("x.parquet", b"no", "cannot be read as Parquet"),
        ("x.arrow", b"no", "cannot be read as an Arrow file"),
        ("x.json", b"nope", "is no JSON"),
        ("x.json", b'{"a": 1}', "a list of objects is needed"),
        ("x.jsonl", b"nope\n", "none of its lines is a JSON object"),
    ],
)
def test_files(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    assert said in _message(tmp_path / name)


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_wide_letters_are_text(tmp_path, encoding):
    (tmp_path / "x.csv").write_bytes("name,n\nZoë,1\n".encode(encoding))
    assert load(tmp_path / "x.csv").frame.rows() == [("Zoë", 1)]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes")
def test_a_named_pipe_is_csv(tmp_path):
    os.mkfifo(tmp_path / "pipe")
    with subprocess.Popen(["sh", "-c", f"printf 'a,b\\n1,2\\n' > '{tmp_path}/pipe'"]):
        assert load(tmp_path / "pipe").frame.rows() == [(1, 2)]


@pytest.mark.parametrize("name", ["-", "/dev/stdin"])
def test_standard_input(monkeypatch, name):
    for content, rows in ((b"a;b\n1;2\n", [(1, 2)]), (b"", None)):
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
        if rows:
            assert load(name).frame.rows() == rows
        else:
            assert _message(name) == "Standard input is empty."


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (5, "Data of type 'int' cannot be read; give a pandas or Polars frame"),
        ([1, 2], "Data of type 'list'"),
        ({"a": 1}, "a list with one cell a row is needed"),
        ({"a": [1], "b": [1, 2]}, "'a' has 1, 'b' has 2"),
        (pd.DataFrame(index=[1, 2]), "has no columns"),
        (pl.DataFrame(), "has no columns"),
        (pl.LazyFrame({"a": [1]}).select("b"), "could not be collected"),
        ("https://example.org/x.csv", "only local files are read"),
    ],
)
def test_data(data, said):
    assert said in _message(data)


def test_a_stray_nul_is_told(tmp_path):
    (tmp_path / "x.csv").write_bytes(b"a,b\n" + b"1,x\n" * 999 + b"2,\0\n")
    table = load(tmp_path / "x.csv")
    assert (table.rows, table.notes) == (1000, ("the text holds 1 NUL byte, the first on line 1,001",))


def test_a_link_that_leads_nowhere_is_called_one(tmp_path):
    (tmp_path / "loop.csv").symlink_to("loop.csv")
    with pytest.raises(SourceError, match=r"is a link to 'loop\.csv', which leads to no file"):
        load(str(tmp_path / "loop.csv"))
