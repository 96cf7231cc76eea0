"""Frames of other libraries, lists and generators."""

import zipfile

import pandas as pd
import pytest

from dataqa.errors import CallError, SourceError
from dataqa.sources import load

FRAME = pd.DataFrame({"a": [1, 2, 3], "b": ["x", "y", "z"]})
ROWS = [(1, "x"), (2, "y"), (3, "z")]


def test_texts_and_generators():
    assert load(["one text", "another"]).frame.rows() == [("one text",), ("another",)]
    assert load({"a": i, "b": t} for i, t in ROWS).frame.rows() == ROWS


def test_dask():
    dask = pytest.importorskip("dask.dataframe")
    assert load(dask.from_pandas(FRAME, npartitions=2)).frame.rows() == ROWS


def test_ibis():
    ibis = pytest.importorskip("ibis")
    assert load(ibis.memtable(FRAME)).frame.rows() == ROWS


def test_hugging_face():
    datasets = pytest.importorskip("datasets")
    held = datasets.Dataset.from_pandas(FRAME)
    assert load(held).frame.rows() == ROWS
    assert load(held.select([2, 0])).frame.rows() == [ROWS[2], ROWS[0]]
    both = load(datasets.DatasetDict({"train": held, "test": held.select([0])}))
    assert both.frame.rows() == [(*ROWS[0], "train"), (*ROWS[1], "train"), (*ROWS[2], "train"), (*ROWS[0], "test")]
    assert both.notes == ("the splits 'train', 'test' were joined",)
    with pytest.raises(SourceError, match=r"give what its \.to_pandas\(\) returns"):
        load(held.to_iterable_dataset())


def test_unknown_frames_are_refused_with_a_way():
    class Frame:
        def toPandas(self):
            return FRAME

    with pytest.raises(SourceError, match=r"give what its \.toPandas\(\) returns"):
        load(Frame())


@pytest.mark.parametrize("suffix", [".xlsx"])
def test_workbooks(tmp_path, suffix):
    pytest.importorskip("fastexcel")
    pytest.importorskip("xlsxwriter")
    path = tmp_path / f"x{suffix}"
    frame = pd.DataFrame({"id": range(9), "x": [i / 2 for i in range(9)], "day": pd.date_range("2024-01-01", periods=9)})
    with pd.ExcelWriter(path, engine="xlsxwriter") as book:
        frame.to_excel(book, index=False, startrow=2, sheet_name="Data")
        book.sheets["Data"].write(0, 0, "Sales of 2024")
        frame.to_excel(book, index=False, sheet_name="Other")
    table = load(path)
    assert table.frame.row(3) == (3, 1.5, pd.Timestamp("2024-01-04"))
    assert table.notes[0] == "the sheet 'Data' was read, and 1 other not; query= names another one"
    assert "above the header were left out" in table.notes[1]
    other = load(path, query="Other")
    assert other.frame.row(3) == (3, 1.5, pd.Timestamp("2024-01-04"))
    assert "the sheet 'Other' was read" in other.notes[0]
    assert len(other.notes) == 1
    with pytest.raises(CallError, match=r"has no sheet 'other'\. Did you mean 'Other'\?"):
        load(path, query="other")
    path.write_bytes(b"no")
    with pytest.raises(SourceError, match="cannot be read as a workbook"):
        load(path)


def test_open_document(tmp_path):
    """A workbook as LibreOffice writes it, made by hand: values have types, and equal cells are counted once."""
    pytest.importorskip("fastexcel")

    def cell(value):
        if isinstance(value, str):
            return f'<table:table-cell office:value-type="string"><text:p>{value}</text:p></table:table-cell>'
        return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'

    rows = [("id", "city"), *((number, "Rome" if number % 2 else "Oslo") for number in range(30))]
    body = "".join(f"<table:table-row>{''.join(cell(value) for value in row)}</table:table-row>" for row in rows)
    names = " ".join(f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text"))
    content = (
        f'<?xml version="1.0"?><office:document-content {names}><office:body><office:spreadsheet>'
        f'<table:table table:name="People">{body}</table:table></office:spreadsheet></office:body></office:document-content>'
    )
    path = tmp_path / "people.ods"
    with zipfile.ZipFile(path, "w") as book:
        book.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        book.writestr("META-INF/manifest.xml", '<manifest xmlns="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>')
        book.writestr("content.xml", content)
    table = load(path)
    assert table.frame.columns == ["id", "city"]
    assert table.frame.rows()[:2] == [(0, "Oslo"), (1, "Rome")]
    assert table.rows == 30
