from __future__ import annotations

import ast
import subprocess
import sys
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

import dataqa

HEAVY = ("pandas", "polars", "numpy", "pyarrow", "sklearn", "scipy", "pandera", "typer", "rich", "pydantic")

PACKAGE = Path(dataqa.__file__).parent
MAY_IMPORT_BACK = {
    ("dataqa.api", "dataqa"),  # the version; the package itself imports `api` when a public name is asked for
    ("dataqa.checks.registry", "dataqa.checks"),  # walks the package for its checks; the package shows the public names of it
}


def loaded_by(statement):
    code = f"import sys; {statement}; print(*sorted(m for m in sys.modules if '.' not in m))"
    return set(subprocess.run([sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True).stdout.split())


def test_importing_dataqa_loads_nothing_heavy():
    assert loaded_by("import dataqa") & set(HEAVY) == set()


def test_the_command_line_loads_only_what_reads_options():
    assert loaded_by("import dataqa.cli") & set(HEAVY) <= {"typer", "rich"}


def test_the_checks_load_no_library_before_they_measure():
    loaded = loaded_by("from dataqa.checks.registry import all_checks; all_checks()")
    assert loaded & {"pandas", "rapidfuzz", "scipy", "sklearn", "symspellpy"} == set()


def test_an_audit_without_a_target_loads_no_library_of_models():
    loaded = loaded_by("import dataqa; dataqa.audit({'a': [1, 2, None]}, checks=['missing-values'])")
    assert loaded & {"sklearn", "rapidfuzz", "symspellpy"} == set()


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


def modules():
    for path in PACKAGE.rglob("*.py"):
        parts = ("dataqa", *path.relative_to(PACKAGE).with_suffix("").parts)
        yield ".".join(parts[:-1] if parts[-1] == "__init__" else parts), path


def imported(path, known):
    """Every module that a file imports: at its head, inside functions, and for types only."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names if name.name in known)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: imports are written out"
            within = [f"{node.module}.{name.name}" for name in node.names]
            yield from (name if name in known else node.module for name in within if name in known or node.module in known)


def test_no_module_imports_itself_by_way_of_others():
    known = dict(modules())
    graph = {
        name: {other for other in imported(path, known) if (name, other) not in MAY_IMPORT_BACK} for name, path in known.items()
    }
    try:
        TopologicalSorter(graph).prepare()
    except CycleError as error:
        pytest.fail(" imports ".join(reversed(error.args[1])))
