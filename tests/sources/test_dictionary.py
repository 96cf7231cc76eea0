"""What dbt says of columns: its artefacts, held to the classes of dbt-artifacts-parser, and its files of properties."""

from __future__ import annotations

import json

import pytest
import yaml

import dataqa
from dataqa.errors import CallError
from dataqa.sources import load
from dataqa.sources.dictionary import with_dictionary

ROWS = "order_id,amount,placed,note\n" + "".join(f"{i},{i / 2},2024-01-{1 + i % 28:02d},n{i}\n" for i in range(40))
SAID = {"ORDER_ID": ("Key of the order.", "integer"), "AMOUNT": ("In euro\n  with tax.", "numeric(10,2)"), "NOTE": ("", "date")}


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "orders.csv").write_text(ROWS)
    return tmp_path


def catalog(**tables):
    metadata = {"dbt_schema_version": "https://schemas.getdbt.com/dbt/catalog/v1.json", "generated_at": "2026-01-31T00:00:00Z"}
    nodes = {}
    for table, told in tables.items():
        columns = {
            name: {"type": kind, "index": place, "name": name, "comment": said or None}
            for place, (name, (said, kind)) in enumerate(told.items())
        }
        about = {"type": "BASE TABLE", "schema": "public", "name": table}
        nodes[f"model.shop.{table}"] = {"metadata": about, "columns": columns, "stats": {}}
    return {"metadata": metadata, "nodes": nodes, "sources": {}}


def properties(columns=SAID, group="models", name="orders"):
    told = [{"name": column, "description": said, "data_type": kind} for column, (said, kind) in columns.items()]
    return {"version": 2, group: [{"name": name, "columns": told}]}


def described(path):
    table = with_dictionary(load("orders.csv"), path)
    return {column.name: column.described for column in table.columns if column.described}, table.notes


def test_a_catalogue_as_dbt_writes_it(here):
    content = catalog(orders=SAID, customers={"ID": ("A customer.", "integer")})
    parser = pytest.importorskip("dbt_artifacts_parser.parser")
    parsed = parser.parse_catalog(catalog=content)  # refuses what is no catalogue
    assert parsed.nodes["model.shop.orders"].columns["AMOUNT"].type == "numeric(10,2)"
    (here / "catalog.json").write_text(json.dumps(content))
    found, notes = described("catalog.json")
    assert found == {"order_id": "Key of the order.", "amount": "In euro with tax."}
    assert "descriptions are those of 'model.shop.orders' in catalog.json" in notes
    assert "not read as the type that catalog.json says: 'note'" in notes


MODEL = {
    "resource_type": "model", "database": "d", "schema": "public", "name": "orders", "package_name": "shop", "path": "orders.sql",
    "original_file_path": "models/orders.sql", "unique_id": "model.shop.orders", "fqn": ["shop", "orders"], "alias": "orders",
    "checksum": {"name": "sha256", "checksum": "0"},
}  # fmt: skip
PARTS = (
    "sources", "macros", "docs", "exposures", "metrics", "groups", "selectors", "disabled", "parent_map", "child_map", "group_map",
    "saved_queries", "semantic_models", "unit_tests",
)  # fmt: skip


def test_a_manifest_as_dbt_writes_it(here):
    columns = {name: {"name": name, "description": said, "data_type": kind} for name, (said, kind) in SAID.items()}
    head = {"dbt_schema_version": "https://schemas.getdbt.com/dbt/manifest/v12.json"}
    content = {"metadata": head, "nodes": {"model.shop.orders": MODEL | {"columns": columns}}} | {part: {} for part in PARTS}
    parser = pytest.importorskip("dbt_artifacts_parser.parser")
    parsed = parser.parse_manifest(manifest=content)  # refuses what is no manifest
    assert parsed.nodes["model.shop.orders"].columns["AMOUNT"].data_type == "numeric(10,2)"
    (here / "manifest.json").write_text(json.dumps(content))
    assert described("manifest.json")[0] == {"order_id": "Key of the order.", "amount": "In euro with tax."}


@pytest.mark.parametrize("group", ["models", "seeds", "snapshots"])
def test_properties(here, group):
    (here / "schema.yml").write_text(yaml.safe_dump(properties(group=group)))
    assert described("schema.yml")[0] == {"order_id": "Key of the order.", "amount": "In euro with tax."}


def test_tables_of_sources(here):
    tables = properties()["models"]
    (here / "schema.yml").write_text(yaml.safe_dump({"sources": [{"name": "shop", "tables": tables}]}))
    assert described("schema.yml")[0]["amount"] == "In euro with tax."


def test_the_properties_that_dataqa_writes(here):
    result = dataqa.audit("orders.csv", checks=["missing-values"], dictionary=written(here))
    assert "In euro with tax." in yaml.safe_load(result.to_schema("dbt"))["models"][0]["columns"][1]["description"]
    assert "In euro with tax." in result.to_html()
    assert "In euro with tax." in result.to_datasheet()


def written(here, content=None, name="schema.yml"):
    (here / name).write_text(yaml.safe_dump(content or properties()))
    return name


def test_honest_types_are_noted_nowhere(here):
    when = "timestamp without time zone"
    types = {"order_id": ("", "BIGINT"), "amount": ("", "Float64"), "placed": ("", when), "note": ("", "varchar(20)")}
    assert [note for note in described(written(here, properties(types)))[1] if "not read" in note] == []
    other = {"order_id": ("", "interval"), "amount": ("", "double precision"), "placed": ("", "date"), "note": ("", "variant")}
    assert [note for note in described(written(here, properties(other)))[1] if "not read" in note] == []


def test_one_of_several_models_is_the_most_alike(here):
    (here / "catalog.json").write_text(json.dumps(catalog(orders=SAID, stg_orders=SAID | {"PLACED": ("Day.", "date")})))
    assert described("catalog.json")[0]["placed"] == "Day."
    (here / "catalog.json").write_text(json.dumps(catalog(a=SAID, orders=SAID | {"AMOUNT": ("Other.", "numeric")})))
    assert described("catalog.json")[0]["amount"] == "Other."  # the file's own name
    (here / "catalog.json").write_text(json.dumps(catalog(a=SAID, b=SAID | {"AMOUNT": ("Other.", "numeric")})))
    with pytest.raises(CallError, match="several models with these columns"):
        described("catalog.json")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ("[1, 2]", "describes no columns"),
        ("{", "cannot be read"),
        ("a: !!python/object/apply:os.system ['true']", "cannot be read"),
        ("models: {a: 1}", "describes no columns"),
        ("models: [{name: x, columns: [{name: y}]}]", "describes none of these columns; it has 'x'"),
    ],
)
def test_what_is_no_dictionary_is_a_wrong_call(here, content, message):
    (here / "d.yml").write_text(content)
    with pytest.raises(CallError, match=message):
        described("d.yml")


def test_hostile_descriptions_are_shown_and_not_run(here):
    hostile = {"amount": ("<script>alert(1)</script> [a](http://x.example)", "numeric")}
    result = dataqa.audit("orders.csv", checks=["missing-values"], dictionary=written(here, properties(hostile)))
    assert "<script>alert" not in result.to_html()
    assert "<script>" not in result.to_datasheet()


def test_the_command_line(here, capsys):
    from dataqa.cli import run

    written(here)
    assert run(["audit", "orders.csv", "--check", "missing-values", "--dictionary", "schema.yml", "--html", "o.html", "-q"]) == 0
    assert "In euro with tax." in (here / "o.html").read_text()
    assert run(["audit", "orders.csv", "--dictionary", "none.yml"]) == 2
    assert "dictionary='none.yml' cannot be read" in capsys.readouterr().err
    assert run(["audit", "orders.csv", "--dictionary", "schema.yml", "--json", "schema.yml"]) == 2
