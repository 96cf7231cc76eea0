"""Croissant metadata as data: made by mlcroissant, by hand as others write it, and hostile."""

from __future__ import annotations

import hashlib
import json
import logging

import pytest

import dataqa
from dataqa.errors import SourceError
from dataqa.sources import load

HEAD = {
    "@context": {"@language": "en", "@vocab": "https://schema.org/", "cr": "http://mlcommons.org/croissant/", "sc": "https://schema.org/"},
    "@type": "sc:Dataset",
    "conformsTo": "http://mlcommons.org/croissant/1.0",
    "name": "wines",
}  # fmt: skip
ROWS = "zip,kg,grade,extra\n" + "".join(f"{1000 + i},{i / 2},{'good' if i % 3 else 'bad'},x{i}\n" for i in range(30))


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logging.getLogger("absl"), "disabled", True)
    (tmp_path / "wines.csv").write_text(ROWS)
    return tmp_path


def field(name, column, kind="sc:Text", file="f", **more):
    source = {"fileObject": {"@id": file}, "extract": {"column": column}}
    return {"@type": "cr:Field", "@id": f"rows/{name}", "name": name, "dataType": kind, "source": source} | more


FIELDS = (
    field("Zip code", "zip", description="Where it is sold <b>now</b>"),
    field("Weight", "kg", "sc:Float"),
    field("Grade", "grade", ["sc:Text", "cr:Label"]),
)


def write(*, address="wines.csv", fields=FIELDS, sets=None, name="m.json", **more):
    file = {"@type": "cr:FileObject", "@id": "f", "name": "wines.csv", "contentUrl": address, "encodingFormat": "text/csv"} | more
    sets = sets or [{"@type": "cr:RecordSet", "@id": "rows", "name": "rows", "field": list(fields)}]
    with open(name, "w") as out:
        json.dump(HEAD | {"distribution": [file], "recordSet": sets}, out)
    return name


def test_names_descriptions_types_and_target_are_the_metadatas():
    table = load(write())
    assert [(c.name, c.described) for c in table.columns] == [
        ("Zip code", "Where it is sold <b>now</b>"),
        ("Weight", ""),
        ("Grade", ""),
    ]
    assert table.frame["Zip code"].to_list()[:2] == ["1000", "1001"]  # called text: a code, and no number
    assert table.frame["Weight"].to_list()[:3] == [0.0, 0.5, 1.0]
    assert (table.rows, table.target, [file.path for file in table.files]) == (30, "Grade", ["wines.csv"])
    assert "left out, because m.json does not name them: 'extra'" in table.notes


def test_metadata_that_calls_everything_text_says_nothing_of_types():
    table = load(write(fields=[field("zip", "zip"), field("kg", "kg"), field("grade", "grade")]))
    assert table.frame["zip"].to_list()[:2] == [1000, 1001]
    assert table.frame["kg"].to_list()[:2] == [0.0, 0.5]


def test_an_audit_reads_it_and_says_what_columns_are():
    result = dataqa.audit(write(), checks=["missing-values"])
    assert result.record.task.target == "Grade"
    assert result.record.dataset.descriptions == {"Zip code": "Where it is sold <b>now</b>"}
    assert "<b>now" not in result.to_html()
    assert result.to_dict()["dataset"]["name"] == "wines.csv"


def test_what_mlcroissant_writes_is_read(here):
    mlc = pytest.importorskip("mlcroissant")
    context = mlc.Context(conforms_to="http://mlcommons.org/croissant/1.0")
    file = mlc.FileObject(
        ctx=context, id="wines.csv", name="wines.csv", content_url="wines.csv", encoding_formats=["text/csv"],
        sha256=hashlib.sha256((here / "wines.csv").read_bytes()).hexdigest(),
    )  # fmt: skip
    fields = [
        mlc.Field(
            ctx=context, id=f"rows/{column}", name=f"The {column}", description=f"It is the {column}", data_types=[kind],
            source=mlc.Source(ctx=context, file_object="wines.csv", extract=mlc.Extract(ctx=context, column=column)),
        )
        for column, kind in (("zip", mlc.DataType.TEXT), ("kg", mlc.DataType.FLOAT))
    ]  # fmt: skip
    rows = mlc.RecordSet(ctx=context, id="rows", name="rows", fields=fields)
    metadata = mlc.Metadata(ctx=context, name="wines", distribution=[file], record_sets=[rows])
    (here / "m.json").write_text(json.dumps(metadata.to_json(), default=str))
    table = load("m.json")
    assert [(c.name, c.described) for c in table.columns] == [("The zip", "It is the zip"), ("The kg", "It is the kg")]
    assert [note for note in table.notes if "SHA-256" in note] == []
    assert table.frame["The kg"].to_list() == [i / 2 for i in range(30)]


def test_what_dataqa_writes_it_reads_again():
    first = dataqa.audit("wines.csv", target="grade", checks=["missing-values"])
    first.to_croissant("m.json")
    again = dataqa.audit("m.json", checks=["missing-values"])
    assert again.record.dataset.fingerprint == first.record.dataset.fingerprint
    assert again.record.task.target == "grade"


def test_a_file_that_changed_is_noted():
    assert "wines.csv is not the file that m.json describes: its SHA-256 differs" in load(write(sha256="0" * 64)).notes


@pytest.mark.parametrize("address", ["https://example.org/data/wines%202.csv?v=1", "s3://bucket/wines%202.csv"])
def test_nothing_is_downloaded_and_the_message_says_what_to_do(here, address):
    write(address=address)
    (here / "wines.csv").unlink()
    with pytest.raises(SourceError, match="nothing is downloaded; download it into the folder of"):
        load("m.json")
    (here / "wines 2.csv").write_text(ROWS)  # as one download more in the browser is called
    assert load("m.json").rows == 30


@pytest.mark.parametrize("address", ["/etc/passwd", "../outside.csv", "link.csv", "file:///etc/passwd", "a\0b", "x" * 5000, ""])
def test_metadata_does_not_choose_files_outside_its_folder(here, monkeypatch, address):
    (here / "in").mkdir()
    (here / "outside.csv").write_text(ROWS)
    monkeypatch.chdir(here / "in")
    (here / "in" / "link.csv").symlink_to(here / "outside.csv")
    with pytest.raises(SourceError):
        load(write(address=address))


def test_a_file_set_is_read_as_one(here):
    (here / "parts").mkdir()
    head, *lines = ROWS.splitlines()
    for place in range(3):
        (here / "parts" / f"{place}.csv").write_text("\n".join([head, *lines[place * 10 : place * 10 + 10]]) + "\n")
    files = {"@type": "cr:FileSet", "@id": "f", "name": "parts", "encodingFormat": "text/csv", "includes": "parts/*.csv"}
    rows = {"@type": "cr:RecordSet", "@id": "rows", "name": "rows", "field": [field("kg", "kg", "sc:Float")]}
    rows["field"][0]["source"] = {"fileSet": {"@id": "f"}, "extract": {"column": "kg"}}
    (here / "m.json").write_text(json.dumps(HEAD | {"distribution": [files], "recordSet": [rows]}))
    assert load("m.json").frame["kg"].to_list() == [i / 2 for i in range(30)]
    (here / "m.json").write_text(json.dumps(HEAD | {"distribution": [files | {"includes": "../*.csv"}], "recordSet": [rows]}))
    with pytest.raises(SourceError, match="no file beside it matches"):
        load("m.json")


def test_one_of_several_record_sets_is_asked_for():
    one, two = (
        {"@type": "cr:RecordSet", "name": name, "field": [field(name, column)]} for name, column in (("a", "kg"), ("b", "zip"))
    )
    enumeration = {"@type": "cr:RecordSet", "name": "grades", "field": [], "data": [{"name": "good"}]}
    write(sets=[one, two, enumeration])
    with pytest.raises(SourceError, match="has the record sets 'a', 'b'; say which one with query="):
        load("m.json")
    assert load("m.json", query="b").frame.columns == ["b"]
    with pytest.raises(SourceError, match="no record set 'c'"):
        load("m.json", query="c")
    assert load(write(sets=[one, enumeration])).frame.columns == ["a"]


def test_columns_that_are_not_there_are_noted_and_none_is_an_error():
    notes = load(write(fields=[*FIELDS, field("Price", "price")])).notes
    assert "m.json names columns that are not there: 'price'" in notes
    with pytest.raises(SourceError, match="names the columns 'price'"):
        load(write(fields=[field("Price", "price")]))


def test_archives_are_refused_with_what_to_do():
    with pytest.raises(SourceError, match="in an archive or a repository; unpack or download it"):
        load(write(address="inner/other.csv", name="m.json", containedIn={"@id": "archive"}))


def test_prefixed_keys_and_types_as_others_write_them(here):
    text = json.dumps(HEAD | {"@type": ["https://schema.org/Dataset"]})
    content = json.loads(text)
    content["https://schema.org/distribution"] = [{"@id": "f", "sc:contentUrl": "wines.csv", "sc:name": {"@value": "wines.csv"}}]
    source = {"cr:fileObject": {"@id": "f"}, "cr:extract": {"cr:jsonPath": "$.kg"}}
    content["cr:recordSet"] = {"sc:name": {"en": "rows"}, "cr:field": {"sc:name": "Weight", "cr:source": source}}
    (here / "m.jsonld").write_text(json.dumps(content))
    assert load("m.jsonld").frame.columns == ["Weight"]


@pytest.mark.parametrize(
    "content", ['[{"a": 1, "b": "http://mlcommons.org/croissant/"}, {"a": 2, "b": "x"}]', '{"a": [1, 2], "b": [3, 4]}']
)
def test_rows_that_only_mention_it_are_rows(here, content):
    (here / "rows.json").write_text(content)
    assert load("rows.json").frame["a"].to_list() == [1, 2]
