from __future__ import annotations

import subprocess
import sys

import pytest

import dataqa

HEAVY = ("pandas", "polars", "numpy", "pyarrow", "sklearn", "scipy", "pandera", "typer", "rich", "pydantic")


def loaded_by(statement):
    code = f"import sys; {statement}; print(*sorted(m for m in sys.modules if '.' not in m))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout.split())


def test_importing_dataqa_loads_nothing_heavy():
    assert loaded_by("import dataqa") & set(HEAVY) == set()


def test_the_command_line_loads_only_what_reads_options():
    assert loaded_by("import dataqa.cli") & set(HEAVY) <= {"typer", "rich"}


def test_the_public_names_are_these():
    assert dataqa.__all__ == [
        "Audit", "CallError", "Check", "Context", "DataqaError", "Decision", "Fixed", "Issue", "Measurement", "Rules",
        "SourceError", "audit", "check", "gate",
    ]  # fmt: skip
    assert dir(dataqa) == sorted(dataqa.__all__)


@pytest.mark.parametrize("name", dataqa.__all__)
def test_a_public_name_is_there_and_documented(name):
    doc = getattr(dataqa, name).__doc__
    assert doc
    assert not doc.startswith(f"{name}(")  # what a dataclass writes where nobody did


def test_another_name_is_an_attribute_error():
    with pytest.raises(AttributeError, match="no attribute 'adit'"):
        _ = dataqa.adit
