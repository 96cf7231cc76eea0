"""Small versions of what ``tests/bench/gate.py`` does on real tables."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

import pytest

_SPEC = importlib.util.spec_from_file_location("bench_gate", Path(__file__).resolve().parent.parent / "bench" / "gate.py")
bench = importlib.util.module_from_spec(_SPEC)
sys.modules["bench_gate"] = bench
_SPEC.loader.exec_module(bench)


@pytest.fixture(scope="module")
def tables():
    return {"made": (bench.made(500), "left")}


def test_harmless_changes_pass(tables):
    assert [(what, one.reasons) for _, what, one in bench.try_harmless(tables, 11) if not one.passed] == []


def test_harmful_changes_fail_with_the_right_finding(tables):
    found = bench.try_harmful(tables)
    assert len(found) == 6
    assert [what for _, what, fails, right in found if not (fails and right)] == []
