"""Which files were read, and on which lines their rows stand, where that can be told."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dataqa.dataset import DataFile
from dataqa.sources import load

QUOTED = 'a,b\n1,x\n2,"y, z"\n'


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("a.csv", "a,b\n1,x\n2,y\n", (2, 1, 2)),
        ("a.csv", "a,b\r\n1,x\r\n2,y", (2, 1, 2)),
        ("a.csv", "a,b\n1,x\n2,y\n\n\n", (2, 1, 2)),
        ("a.csv", QUOTED, (2, 1, 2)),
        ("a.csv", "\n\na,b\n1,x\n2,y\n", (2, 3, 4)),
        ("a.csv", "\ufeffa;b\n1;x\n2;y\n", (2, 1, 2)),
        ("a.csv", "a,b\n", (0, 1, 2)),
        ("a.csv", 'a,b\n1,"x\ny"\n2,z\n', (2, 1, None)),
        ("a.csv", "a,b\n1,x\n\n2,y\n", (2, 1, None)),
        ("a.csv", "a,b\n\n1,x\n2,y\n", (2, 1, None)),
        ("a.csv", "a,b\n1,x\n2,y,z\n3,w\n", (2, 1, None)),
        ("a.csv", 'a,"b\nc"\n1,x\n2,y\n', (2, None, 3)),
        ("a.csv", "a,b\r1,x\r2,y\r", (2, 1, None)),
        ("a.tsv", "a\tb\n1\tx\n", (1, 1, 2)),
        ("a.csv.gz", gzip.compress(b"a,b\n1,x\n2,y\n", mtime=0), (2, None, None)),
        ("a.txt", "one line\nand another\n", (2, None, 1)),
        ("a.txt", "one line\n\nand another\n", (2, None, None)),
        ("a.jsonl", '{"a": 1}\n{"a": 2}\n', (2, None, 1)),
        ("a.jsonl", '{"a": 1}\n\n{"a": 2}\n', (2, None, None)),
        ("a.jsonl", '{"a": 1}\nno\n{"a": 2}\n', (2, None, None)),
        ("a.json", '[{"a": 1}, {"a": 2}]', (2, None, None)),
    ],
)
def test_rows_header_and_first_line(read, tmp_path, name, content, told):
    (file,) = read(name, content).files
    assert file.path == str(tmp_path / name)
    assert (file.rows, file.header, file.first_line) == told


def test_binary_files_have_rows_and_no_lines(tmp_path):
    pl.DataFrame({"a": [1, 2, 3]}).write_parquet(tmp_path / "a.parquet")
    assert load(tmp_path / "a.parquet").files == (DataFile(path=str(tmp_path / "a.parquet"), rows=3),)


def test_each_of_several_files_is_told_as_it_was_named(tmp_path, monkeypatch):
    (tmp_path / "p1.csv").write_text("a,b\n1,x\n")
    (tmp_path / "p2.csv").write_text('a,b\n2,"y\n"\n3,z\n')
    monkeypatch.chdir(tmp_path)
    assert load("p*.csv").files == (
        DataFile(path="p1.csv", rows=1, header=1, first_line=2),
        DataFile(path="p2.csv", rows=2, header=1),
    )


def test_a_frame_and_a_pipe_are_no_files(monkeypatch):
    assert load({"a": [1, 2]}).files == ()


CELLS = st.text(st.sampled_from("ab1 ,;'\"\n\r\t"), max_size=5)


@settings(deadline=None, max_examples=60)
@given(rows=st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=8), end=st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_a_line_that_is_told_holds_its_row(rows, end, tmp_path_factory):
    path = Path(tmp_path_factory.mktemp("lines")) / "a.csv"
    written = [",".join('"' + cell.replace('"', '""') + '"' for cell in (f"r{i}", *row)) for i, row in enumerate(rows)]
    path.write_bytes(("id,x,y" + end + end.join(written) + end).encode())
    table = load(path)
    (file,) = table.files
    if file.first_line is not None:
        lines = path.read_bytes().decode().split("\n")
        for position, ident in enumerate(table.frame.get_column(table.frame.columns[0]).to_list()):
            assert lines[file.first_line - 1 + position].startswith(json.dumps(ident))
