"""Files that are not what their name says are refused with what to do; and text that only begins like them is read."""

import bz2
import gzip
import json
import lzma
import random
import zipfile

import pytest

from dataqa.errors import SourceError
from dataqa.sources import load, packed

CSV = b"a,b\n1,x\n2,y\n"
ROWS = [(1, "x"), (2, "y")]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("x.csv", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "fetch it with 'git lfs pull'"),
        ("x.parquet", b"version https://git-lfs.github.com/spec/v1\noid sha256:4d7a\nsize 12345\n", "fetch it with 'git lfs pull'"),
        ("x.csv", b"<!DOCTYPE html>\n<html><head><title>404, Not Found</title></head></html>\n", "is an HTML page"),
        ("x.json", b"\n<html><body>Sign in</body></html>", "is an HTML page"),
        ("x.csv", b'<?xml version="1.0"?>\n<rows><row a="1"/></rows>\n', "is XML"),
        ("x.csv", json.dumps({"error": "not found", "code": 404}).encode(), "is JSON and no CSV"),
        ("x.csv", gzip.compress(CSV, mtime=0), "packed with gzip: add .gz to its name"),
        ("x.csv", b"PK\x03\x04rest", "a ZIP archive or an Office file"),
        ("x.csv", bytes(b for b in random.Random(0).randbytes(9_000) if b), "of its bytes are control characters"),
    ],
)
def test_other_kinds(tmp_path, name, content, said):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(SourceError, match="x") as caught:
        load(tmp_path / name)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        ("page,n\n" + "<html>a</html>,1\n" * 5, 5),
        ("[a],[b]\n" + "1,2\n" * 5, 5),
        ("PK,b\n" + "1,2\n" * 5, 5),
        ("version https,n\n" + "a,1\n" * 5, 5),
        ("a\x01b\n" + "1\x012\n" * 5, 5),
    ],
)
def test_text_that_begins_alike(read, content, rows):
    assert read("x.csv", content).rows == rows


def test_packings(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("folder/x.csv", CSV)
        archive.writestr("__MACOSX/folder/._x.csv", b"\0")
    (tmp_path / "x.csv.bz2").write_bytes(bz2.compress(CSV))
    (tmp_path / "x.csv.xz").write_bytes(lzma.compress(CSV))
    assert [load(tmp_path / name).frame.rows() for name in ("x.zip", "x.csv.bz2", "x.csv.xz")] == [ROWS] * 3


def test_an_archive_of_several_files(tmp_path):
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as archive:
        archive.writestr("a.csv", CSV)
        archive.writestr("b.csv", CSV)
    with pytest.raises(SourceError, match=r"holds 2 files, 'a\.csv', 'b\.csv'; expected one"):
        load(tmp_path / "x.zip")


def test_what_would_fill_the_memory_is_not_unpacked(tmp_path, monkeypatch):
    monkeypatch.setattr(packed, "_SUSPECT_SIZE", 1 << 20)
    monkeypatch.setattr(packed, "_BLOCK", 1 << 18)
    (tmp_path / "bomb.csv.gz").write_bytes(gzip.compress(b"0" * (1 << 23)))
    with pytest.raises(SourceError, match="too much to be read"):
        load(tmp_path / "bomb.csv.gz")
    # a table packs to less than that, however large it is
    (tmp_path / "x.csv.gz").write_bytes(gzip.compress(b"a,b\n" + b"".join(b"%d,x%d\n" % (i, i * 7) for i in range(200_000))))
    assert load(tmp_path / "x.csv.gz").rows == 200_000


def test_an_empty_file_among_others(tmp_path):
    (tmp_path / "a.csv").write_bytes(CSV)
    (tmp_path / "b.csv").write_bytes(b"\n")
    table = load(str(tmp_path / "*.csv"))
    assert (table.rows, "'b.csv' hold nothing" in table.notes) == (2, True)
