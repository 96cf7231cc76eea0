"""A small frame for each kind of message of each check: what is planted stands in the frame, and what is found beside it.

The frames stand in `plants/`, in files by dimension. `PLANTED` names for each the call of `dataqa.audit`, and the first measurement
that it must give: its value, columns, interval and the first of its rows. `planted.json` holds all that the check measures there,
with details and pictures, each number to five digits; `make planted` writes it anew, and what changed is to be read before it is
committed. `test_conformance.py` holds that no check and no kind is without one.
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
from planting import PLANTED

from dataqa.model import Evidence, Measurement

WHOLE = Path(__file__).with_name("planted.json")

for _file in sorted(Path(__file__).with_name("plants").glob("[a-z]*.py")):
    importlib.import_module(f"plants.{_file.stem}")


def whole(measurements: list[Measurement]) -> list[dict[str, Any]]:
    """Return all that measurements say, as JSON holds it."""
    return [
        {
            "columns": list(m.columns),
            "about": str(m.about),
            "kind": m.kind,
            "notes": list(m.notes),
            "value": _short(m.value),
            "unit": m.unit,
            "interval": _short(m.interval),
            "rows": None if m.rows is None else [m.rows.count, *m.rows.positions[:20].tolist()],
            "scores": None if m.rows is None or m.rows.scores is None else _short(m.rows.scores[:20].tolist()),
            "details": _short(json.loads(json.dumps(dict(m.details)))),
            "evidence": [_picture(one) for one in m.evidence],
            "covered_by": list(m.covered_by),
        }
        for m in measurements
    ]


def _picture(one: Evidence) -> list[Any]:
    return [one.title, one.unit, list(one.labels[:24]), _short(one.values[:24]), _short(one.beside[:24]), list(one.marked)]


def _short(value: Any) -> Any:
    if isinstance(value, float | np.floating):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {key: _short(one) for key, one in value.items()}
    return [_short(one) for one in value] if isinstance(value, list | tuple) else value


def main(*checks: str) -> None:
    """Write what is measured, of these checks anew, or of all."""
    from edge_frames import DAY

    from dataqa.api import measure_one

    found = json.loads(WHOLE.read_text(encoding="utf-8")) if checks else {}
    for name, one in PLANTED.items():
        if not checks or one.check in checks:
            found[name] = whole(measure_one(one.check, **{"as_of": DAY, **one.make()})[0])
    lines = [f"{json.dumps(name)}: {json.dumps(found[name], ensure_ascii=False)}" for name in sorted(PLANTED)]
    WHOLE.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
