"""Whatever the frame, its contract is made in all forms, and they agree."""

from __future__ import annotations

import pytest
from edge_frames import CASES, DAY
from pandera.io.pandas_io import from_yaml

import dataqa
from dataqa.api import measure_one

CHECKS = ("missing-labels", "sentinel-numbers", "outliers", "category-spellings", "personal-data", "exact-duplicates")


@pytest.mark.parametrize("name", sorted(CASES))
def test_edge_frames(name, tmp_path):
    arguments = dict(CASES[name]())
    data, target = arguments.pop("data"), arguments.get("target")
    result = dataqa.audit(data, **{"as_of": DAY, "checks": CHECKS, **arguments})
    made = result.to_schema()
    assert [one.name for one in result.record.terms] == list(made.columns) == list(result.record.profile.columns)
    held = {}
    exec(compile(result.to_schema("python"), name, "exec"), held)
    assert held["schema"] == made
    read = from_yaml(result.to_schema("yaml", tmp_path / "schema.yaml"))
    assert list(read.columns) == list(made.columns)
    for schema in (made, tmp_path / "schema.yaml"):
        measured, _ = measure_one("schema-failures", data, schema=schema, target=target, as_of=DAY)
        assert not [m.about for m in measured if m.kind in ("missing", "raised", "raised-on-rows")], [m.details for m in measured]
