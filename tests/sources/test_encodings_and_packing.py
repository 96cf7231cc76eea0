"""Bytes: encodings, gzip, zstd."""

import gzip

import pyarrow as pa
import pytest

from dataqa.errors import CallError
from dataqa.sources import load

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


@pytest.mark.parametrize(
    ("encoding", "word"),
    [
        ("cp1250", "Łódź żółć gęślą jaźń"),
        ("iso8859_2", "Łódź żółć gęślą jaźń"),
        ("cp1250", "Příliš žluťoučký kůň"),
        ("cp1251", "Москва и область"),
        ("koi8_r", "Москва и область"),
        ("cp1253", "Αθήνα και Θεσσαλονίκη"),
        ("cp1254", "İstanbul ve Şişli ağaç"),
        ("shift_jis", "東京都の人々と文化"),
        ("gb18030", "北京市海淀区中关村"),
        ("big5", "臺北市信義區"),
        ("cp949", "서울특별시 강남구"),
    ],
)
def test_other_encodings_are_found_and_told_as_a_guess(read, encoding, word):
    content = "name,x\n" + "".join(f"{word} {i},{i}\n" for i in range(40))
    table = read("x.csv", content.encode(encoding))
    assert table.frame["name"][39] == f"{word} 39"
    assert "a guess from its letters, for it is not UTF-8; encoding= sets another one" in table.notes[0]


@pytest.mark.parametrize(
    "word",
    [
        "Müller Straße für Köln", "déjà vu à l'école", "España, año niño", "Åsa Öberg från Malmö", "São Paulo, ação", "Äänekoski",
        "Øl på Færøerne", "città è più", "½ l à £5", "Þórður á Íslandi", "Grüße “quoted” – dash",
    ],
)  # fmt: skip
def test_western_text_stays_western(read, word):
    content = "name;x\n" + "".join(f"{word} {i};{i}\n" for i in range(40))
    table = read("x.csv", content.encode("cp1252"))
    assert table.frame["name"][39] == f"{word} 39"
    assert "read as Windows-1252 (cp1252), for it is not UTF-8" in table.notes


def test_an_encoding_that_is_asked_for(tmp_path):
    (tmp_path / "x.csv").write_bytes("имя,x\nда,1\n".encode("cp1251"))
    table = load(tmp_path / "x.csv", encoding="cp1251")
    assert (table.frame.columns, table.notes) == (["имя", "x"], ("read as cp1251, as asked for",))
    with pytest.raises(CallError, match="encoding='cp9999' is no encoding of text"):
        load(tmp_path / "x.csv", encoding="cp9999")
