"""Boxes of objects in images: COCO, Pascal VOC and YOLO."""

from __future__ import annotations

import json

import pytest
from boxed import coco

from dataqa.errors import SourceError
from dataqa.sources import load

VOC = """<annotation><filename>{n}.jpg</filename><size><width>640</width><height>480</height></size>
<object><name>cat</name><bndbox><xmin>10</xmin><ymin>20</ymin><xmax>{right}</xmax><ymax>90</ymax></bndbox></object></annotation>"""


@pytest.mark.parametrize(
    ("kind", "side"),
    [("", {"left": -40.0}), ("", {"height": 500.0}), ("empty", {"width": -3.0}), ("tiny", {"width": 0.5, "height": 2.0})],
)
def test_broken_boxes_are_named(measure, tmp_path, kind, side):
    (found,) = measure("broken-boxes", coco({5: side}, tmp_path))
    assert (found.kind, found.rows.positions.tolist()) == (kind, [5])


def test_boxes_at_the_edge_and_small_objects_are_quiet(measure, tmp_path):
    fine = {3: {"left": -0.4}, 5: {"left": 580.3, "width": 60.0}, 7: {"width": 6.0, "height": 5.0}}
    assert measure("broken-boxes", coco(fine, tmp_path)) == []


def test_other_rows_have_no_boxes(measure):
    assert measure("broken-boxes", {"left": [-5.0, 3.0], "width": [0.0, 1.0]}) == []


def test_voc_is_read(measure, tmp_path):
    for n, right in enumerate((300, 700, 10)):
        (tmp_path / f"{n}.xml").write_text(VOC.format(n=n, right=right))
    table = load(tmp_path)
    assert table.frame.row(0) == ("0.jpg", "cat", 10.0, 20.0, 290.0, 70.0, 640.0, 480.0)
    assert {m.kind: m.rows.positions.tolist() for m in measure("broken-boxes", str(tmp_path))} == {"": [1], "empty": [2]}


def test_yolo_is_read(measure, tmp_path):
    (tmp_path / "classes.txt").write_text("cat\ndog\n")
    for n, line in enumerate(("0 0.5 0.5 0.2 0.4", "1 0.95 0.5 0.3 0.4", "7 0.5 0.5 0.1 0.1")):
        (tmp_path / f"{n}.txt").write_text(f"{line}\n")
    assert load(tmp_path).frame.get_column("label").to_list() == ["cat", "dog", "class 7"]
    assert [m.rows.positions.tolist() for m in measure("broken-boxes", str(tmp_path))] == [[1]]


def test_an_empty_file_of_yolo_shows_no_object(tmp_path):
    (tmp_path / "meadow.txt").write_text("")
    (tmp_path / "street.txt").write_text("0 0.5 0.5 0.2 0.4\n")
    assert load(tmp_path).frame.rows() == [("street", "class 0", 0.4, 0.3, 0.2, 0.4, 1.0, 1.0)]


@pytest.mark.parametrize("text", ["1 2 3 4 5\n6 7 8 9 10\n", "-1 0.5 0.5 0.1 0.1\n", "3 of 4 were red\n"])
def test_five_words_or_numbers_in_a_line_are_no_boxes(tmp_path, text):
    for n in range(3):
        (tmp_path / f"{n}.txt").write_text(text)
    table = load(tmp_path)
    assert (table.frame.columns, table.boxes) == (["text"], False)


@pytest.mark.parametrize("box", [[10**400, 2, 3, 4], [[1], 2, 3, 4], "abcd", None])
def test_annotations_that_make_no_sense_are_empty_cells(tmp_path, box):
    one = {"image_id": [1], "category_id": {"a": 1}, "bbox": box}
    path = tmp_path / "instances.json"
    path.write_text(json.dumps({"images": [{"id": [1]}], "annotations": [one], "categories": [{"id": {"a": 1}}]}))
    assert load(path).frame.item(0, "left") is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_entities_are_refused(tmp_path, encoding):
    text = f"<?xml version='1.0' encoding='{encoding}'?><!DOCTYPE a [<!ENTITY e 'cat'>]><annotation>&e;</annotation>"
    (tmp_path / "a.xml").write_bytes(text.encode(encoding))
    with pytest.raises(SourceError, match="defines entities"):
        load(tmp_path)
