"""Croissant metadata, read by mlcroissant itself."""

from __future__ import annotations

import json
import logging

import pandas as pd
import pytest

import dataqa
from dataqa.errors import CallError

mlcroissant = pytest.importorskip("mlcroissant")
HOSTILE = ("a b <script>alert(1)</script>", "@id", "https://x.example/y", "column-1", "../../etc", '"}', "{{x}}", "nom é 名")


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(logging.getLogger("absl"), "disabled", True)  # what is recommended and left to people
    return tmp_path


def frame():
    return pd.DataFrame(
        {
            "number": [1, 2, 3] * 10,
            "share": [0.5, None, 1.25] * 10,
            "day": pd.date_range("2024-01-01", periods=30).strftime("%Y-%m-%d"),
            "tag": ["03.04.2020", "13.05.2021", "01.02.2020"] * 10,
            "weight": ["1 kg", "2 kg", "3.5 kg"] * 10,
            "flag": [True, False, True] * 10,
            "label": ["yes", "no", "no"] * 10,
        }
    )


def audited(data, **more):
    return dataqa.audit(data, checks=more.pop("checks", ["missing-values", "group-sizes"]), as_of="2024-02-01", **more)


def records(path):
    return list(mlcroissant.Dataset(jsonld=path).records("rows"))


@pytest.mark.parametrize("form", ["csv", "parquet", "jsonl"])
def test_the_rows_are_read_back_by_mlcroissant(here, form):
    data = frame()
    writes = {
        "csv": data.to_csv,
        "parquet": data.to_parquet,
        "jsonl": lambda p, index: data.to_json(p, orient="records", lines=True),
    }
    writes[form](f"d.{form}", index=False)
    audited(f"d.{form}", target="label").to_croissant("d.json")
    found = records("d.json")
    assert len(found) == 30
    first = {name.removeprefix("rows/"): value for name, value in found[0].items()}
    assert (first["number"], first["share"], first["weight"], first["label"]) == (1, 0.5, b"1 kg", b"yes")
    assert first["day"] == pd.Timestamp("2024-01-01")
    assert first["tag"] == pd.Timestamp("2020-04-03")  # the third of April, as dataqa reads it
    assert not [value for value in (found[1]["rows/share"],) if pd.notna(value)]


def test_types_label_and_checksum(here):
    frame().to_csv("d.csv", index=False)
    audited("d.csv", target="label", time="day").to_croissant("d.json")
    metadata = mlcroissant.Dataset(jsonld="d.json").metadata
    fields = {one.name: [str(kind).rpartition("/")[2] for kind in one.data_types] for one in metadata.record_sets[0].fields}
    assert fields == {
        "number": ["Integer"], "share": ["Float"], "day": ["Date"], "tag": ["Date"], "weight": ["Text"], "flag": ["Boolean"],
        "label": ["Text", "Label"],
    }  # fmt: skip
    [file] = metadata.file_objects
    import hashlib

    assert (file.content_url, file.sha256) == ("d.csv", hashlib.sha256((here / "d.csv").read_bytes()).hexdigest())
    assert metadata.ctx.issues.errors == set()
    assert metadata.data_collection_missing_data == "`share` is empty in 10 rows (33.3%)"
    assert any(line.startswith("Verdict of dataqa: ") for line in metadata.data_limitations)
    assert any("bias: " in line for line in metadata.data_limitations)  # no column of people: what was not looked at is said
    told = json.loads((here / "d.json").read_text())
    assert told["rai:dataCollectionTimeframe"] == ["2024-01-01T00:00:00", "2024-01-30T00:00:00"]
    assert "rai:dataBiases" not in told  # nothing was found, and nothing is claimed


def test_several_files_are_one_record_set(here):
    (here / "parts").mkdir()
    frame()[:10].to_csv("parts/1.csv", index=False)
    frame()[10:].to_csv("parts/2.csv", index=False)
    audited("parts/*.csv").to_croissant("d.json")
    assert len(records("d.json")) == 30


def test_hostile_names_are_names_and_nothing_else(here):
    pd.DataFrame({name: range(i, i + 25) for i, name in enumerate(HOSTILE)}).to_csv("d.csv", index=False)
    audited("d.csv").to_croissant("d.json")
    fields = mlcroissant.Dataset(jsonld="d.json").metadata.record_sets[0].fields
    assert [one.name for one in fields] == list(HOSTILE)
    assert len({one.id for one in fields}) == len(HOSTILE)
    assert not [one.id for one in fields if not one.id.replace("rows/", "").replace("-", "").isalnum()]
    assert list(records("d.json")[3].values()) == [3 + i for i in range(len(HOSTILE))]


def test_what_is_no_file_is_refused_with_what_to_do(here):
    with pytest.raises(CallError, match="write the data to a file"):
        audited(frame()).to_croissant("d.json")
    frame().to_csv("d.csv", index=False)
    result = audited("d.csv")
    (here / "d.csv").unlink()
    with pytest.raises(CallError, match="is no longer there"):
        result.to_croissant("d.json")
    assert list(here.iterdir()) == []


def test_a_file_elsewhere_is_named_without_its_folder(here):
    (here / "secret place").mkdir()
    (here / "out").mkdir()
    frame().to_csv("secret place/d.csv", index=False)
    result = audited("secret place/d.csv")
    result.to_croissant("out/d.json")
    assert "secret" not in (here / "out" / "d.json").read_text()
    result.to_croissant("d.json")
    assert json.loads((here / "d.json").read_text())["distribution"][0]["contentUrl"] == "secret place/d.csv"


def test_what_is_called_otherwise_here_is_found_by_its_own_name(here):
    (here / "d.csv").write_text("^a$,b,\n" + "".join(f"{i},{i + 1},{i + 2}\n" for i in range(30)))
    audited("d.csv").to_croissant("d.json")
    fields = {one.name: one.source.extract.column for one in mlcroissant.Dataset(jsonld="d.json").metadata.record_sets[0].fields}
    assert fields == {"(^a$)": "^a$", "b": "b"}  # what has no name in the file cannot be found by it


def test_the_text_is_written_and_never_over_the_data(here):
    frame().to_csv("d.csv", index=False)
    with pytest.raises(CallError, match="would be overwritten"):
        audited("d.csv").to_croissant("d.csv")
    text = audited("d.csv").to_croissant("d.json")
    assert (here / "d.json").read_text(encoding="utf-8") == text


def test_the_command_line_writes_it(here):
    from dataqa.cli import run

    frame().to_csv("d.csv", index=False)
    assert run(["audit", "d.csv", "--target", "label", "--check", "missing-values", "--croissant", "d.json", "-q"]) == 0
    assert len(records("d.json")) == 30
