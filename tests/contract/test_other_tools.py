"""The schema in the forms of other tools: a suite that Great Expectations runs, and properties of a dbt model."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import pytest
import yaml

import dataqa
from dataqa.errors import CallError

DAY = "2026-01-31"
HOSTILE = ("{{ env_var('HOME') }}", "{% set x = 1 %}", "a: [b, *c", "!!python/object:os.system", "$PARAMETER")


@pytest.fixture(autouse=True)
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("GX_ANALYTICS_ENABLED", "False")
    return tmp_path


def shop(rows=300):
    random = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "order_id": [f"AB-{10000 + i}" for i in range(rows)],
            "share": random.beta(0.8, 0.8, rows).round(3),
            "stars": random.integers(1, 6, rows),
            "plan": random.choice(["basic", "plus", "pro"], rows),
            "day": pd.Timestamp("2025-01-01") + pd.to_timedelta(random.integers(0, 300, rows), unit="D"),
            "note": [None if i % 7 == 0 else f"note {i % 50}" for i in range(rows)],
            "left": random.choice(["yes", "no"], rows),
        }
    )


CHECKS = ("missing-values", "exact-duplicates")


@pytest.fixture(scope="module")
def result():
    return dataqa.audit(shop(), target="left", as_of=DAY, checks=CHECKS)


def outcome(frame, text):
    gx = pytest.importorskip("great_expectations")
    context = gx.get_context(mode="ephemeral")
    context.variables.progress_bars = {"globally": False}
    suite = gx.ExpectationSuite(**json.loads(text))
    batch = context.data_sources.add_pandas("p").add_dataframe_asset("a").add_batch_definition_whole_dataframe("b")
    found = batch.get_batch({"dataframe": frame}).validate(suite)
    return {(one.expectation_config.type, one.expectation_config.kwargs["column"]): one.success for one in found.results}


def test_great_expectations_runs_the_suite_and_the_data_passes(result):
    found = outcome(shop(), result.to_schema("great_expectations"))
    assert [what for what, passed in found.items() if not passed] == []
    assert {
        ("expect_column_values_to_be_between", "share"), ("expect_column_values_to_be_in_set", "plan"),
        ("expect_column_values_to_match_regex", "order_id"), ("expect_column_values_to_be_unique", "order_id"),
        ("expect_column_values_to_not_be_null", "stars"), ("expect_column_to_exist", "note"),
    } <= set(found)  # fmt: skip
    assert ("expect_column_values_to_not_be_null", "note") not in found


def test_great_expectations_finds_what_breaks_it(result):
    frame = shop()
    frame.loc[3, "plan"] = "gold"
    frame.loc[4, "share"] = 1.5
    frame.loc[5, "order_id"] = frame.loc[6, "order_id"]
    found = outcome(frame, result.to_schema("great_expectations"))
    assert {what for what, passed in found.items() if not passed} == {
        ("expect_column_values_to_be_in_set", "plan"), ("expect_column_values_to_be_between", "share"),
        ("expect_column_values_to_be_unique", "order_id"),
    }  # fmt: skip


def test_dbt_has_the_tests_that_every_project_has(result):
    [model] = yaml.safe_load(result.to_schema("dbt"))["models"]
    assert model["name"] == "pandas_dataframe"
    columns = {column["name"]: column.get("data_tests", []) for column in model["columns"]}
    assert columns == {
        "order_id": ["not_null", "unique"],
        "share": ["not_null"],
        "stars": ["not_null"],
        "plan": ["not_null", {"accepted_values": {"values": ["basic", "plus", "pro"]}}],
        "day": ["not_null"],
        "note": [],
        "left": ["not_null", {"accepted_values": {"values": ["no", "yes"]}}],
    }


def test_numbers_are_not_quoted():
    rows = {"grade": [i % 3 for i in range(90)], "x": [i / 7 for i in range(90)]}
    [model] = yaml.safe_load(dataqa.audit(rows, target="grade", checks=CHECKS, as_of=DAY).to_schema("dbt"))["models"]
    assert model["columns"][0]["data_tests"][-1] == {"accepted_values": {"values": [0, 1, 2], "quote": False}}


def test_what_dbt_would_run_is_left_out_and_nothing_else(here):
    rows = {name: [i % 5 for i in range(60)] for name in HOSTILE}
    rows["set"] = [HOSTILE[i % 2] for i in range(60)]
    rows["fine"] = ["a", "b"] * 30
    text = dataqa.audit(rows, target="fine", checks=CHECKS, as_of=DAY).to_schema("dbt")
    assert "{{" not in text
    assert "{%" not in text
    [model] = yaml.safe_load(text)["models"]
    assert [column["name"] for column in model["columns"]] == [*HOSTILE[2:], "set", "fine"]
    assert not any("accepted_values" in test for c in model["columns"] if c["name"] == "set" for test in c.get("data_tests", []))
    assert "2 of 7 columns are left out" in model["description"]


def test_hostile_names_reach_great_expectations_as_they_are(here):
    rows = pd.DataFrame({name: [i % 5 for i in range(60)] for name in HOSTILE})
    found = outcome(rows, dataqa.audit(rows, checks=CHECKS, as_of=DAY).to_schema("great_expectations"))
    assert {column for _, column in found} == set(HOSTILE)
    assert all(found.values())


@pytest.mark.parametrize("form", ["great_expectations", "dbt"])
def test_private_values_stay_private(form):
    rows = {"email": [f"kelly{i % 3}@example.com" for i in range(90)], "y": ["a", "b", "c"] * 30}
    text = dataqa.audit(rows, target="y", checks=[*CHECKS, "personal-data"], as_of=DAY).to_schema(form)
    assert "email" in text
    assert "kelly" not in text


@pytest.mark.parametrize(
    ("name", "start"), [("s.json", "{"), ("s.dbt.yml", "version: 2"), ("s.yml", "schema_type"), ("s.py", "import")]
)
def test_the_command_line_goes_by_the_name(here, name, start):
    from dataqa.cli import run

    shop().to_csv("d.csv", index=False)
    assert run(["audit", "d.csv", "--check", "missing-values", "--schema-out", name, "-q"]) == 0
    assert (here / name).read_text().startswith(start)
    assert run(["audit", "d.csv", "--check", "missing-values", "--schema-out", "s.txt", "-q"]) == 2


def test_an_unknown_form_is_a_wrong_call(result):
    with pytest.raises(CallError, match="is none of 'pandera', 'python', 'yaml', 'great_expectations', 'dbt'"):
        result.to_schema("avro")
