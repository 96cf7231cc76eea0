"""The contract of an edge frame: it is made in all forms, and they agree."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from edge_frames import DAY
from pandera.io.pandas_io import from_yaml

from dataqa.api import measure_one
from dataqa.result import Audit


def contracted(result: Audit, case: dict[str, Any], folder: Path) -> None:
    """Hold the frame of a case to the schema that its audit gives."""
    made = result.to_schema()
    assert [one.name for one in result.record.terms] == list(made.columns) == list(result.record.profile.columns)
    held: dict[str, Any] = {}
    exec(compile(result.to_schema("python"), "schema.py", "exec"), held)
    assert held["schema"] == made
    read = from_yaml(result.to_schema("yaml", folder / "schema.yaml"))
    assert list(read.columns) == list(made.columns)
    for schema in (made, folder / "schema.yaml"):
        measured, _ = measure_one("schema-failures", case["data"], schema=schema, target=case.get("target"), as_of=DAY)
        assert not [m.about for m in measured if m.kind in ("missing", "raised", "raised-on-rows")], [m.details for m in measured]
