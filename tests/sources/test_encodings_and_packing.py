"""Bytes: encodings, gzip, zstd."""

import gzip

import pyarrow as pa
import pytest

TEXT = "name,x\nJosé,1\nZoë,2\n"
ROWS = [("José", 1), ("Zoë", 2)]


@pytest.mark.parametrize(
    ("encoding", "notes"),
    [
        ("utf-8", ()),
        ("utf-8-sig", ()),
        ("utf-16", ("read as UTF-16",)),
        ("cp1252", ("read as Windows-1252 (cp1252), for it is not UTF-8",)),
    ],
)
def test_encodings(read, encoding, notes):
    table = read("x.csv", TEXT.encode(encoding))
    assert table.frame.rows() == ROWS
    assert table.frame.columns == ["name", "x"]
    assert table.notes == notes


def test_broken_bytes_are_replaced_and_told(read):
    table = read("x.csv", TEXT.encode() + b"\xff,3\n")
    assert table.frame.rows() == [*ROWS, ("�", 3)]
    assert table.notes == ("1 byte could not be decoded; '�' stands there",)


@pytest.mark.parametrize("name", ["x.csv.gz", "x.csv.zst"])
def test_packed(read, name, tmp_path):
    if name.endswith(".gz"):
        packed = gzip.compress(TEXT.encode())
    else:
        with pa.output_stream(tmp_path / "packed", compression="zstd") as stream:
            stream.write(TEXT.encode())
        packed = (tmp_path / "packed").read_bytes()
    assert read(name, packed).frame.rows() == ROWS
