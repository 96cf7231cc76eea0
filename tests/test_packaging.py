from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

pytest.importorskip("hatchling")
ROOT = Path(__file__).resolve().parent.parent
NOT_COPIED = shutil.ignore_patterns(".git", ".venv", ".*_cache", ".hypothesis", "__pycache__", "tests", "dist", "build")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    from hatchling.builders.wheel import WheelBuilder

    # a copy, for the build must not write into the checkout
    source = tmp_path_factory.mktemp("source") / "dataqa"
    shutil.copytree(ROOT, source, ignore=NOT_COPIED)
    goal = tmp_path_factory.mktemp("wheel")
    return Path(next(WheelBuilder(str(source)).build(directory=str(goal), versions=["standard"])))


@pytest.fixture(scope="module")
def names(wheel):
    return zipfile.ZipFile(wheel).namelist()


def test_every_module_is_in_the_wheel(names):
    modules = {p.relative_to(ROOT).as_posix() for p in (ROOT / "dataqa").rglob("*.py")}
    assert modules <= set(names)
    assert "dataqa/py.typed" in names


@pytest.mark.parametrize("folder", ["rules", "reports"])
def test_the_data_folders_are_whole(names, folder):
    files = {f"dataqa/_data/{p.relative_to(ROOT).as_posix()}" for p in (ROOT / folder).rglob("*") if p.is_file()}
    assert files
    assert files <= set(names)


def test_nothing_else_is_in_the_wheel(names):
    assert {name.split("/")[0] for name in names} == {"dataqa", next(n for n in names if "dist-info" in n).split("/")[0]}
    assert [n for n in names if n.startswith("dataqa/_data/") and n.endswith(".py")] == []
    assert [n for n in names if "__pycache__" in n or "/tests/" in n] == []


def test_the_command_and_the_pytest_plugin_are_declared(wheel):
    archive = zipfile.ZipFile(wheel)
    entry = next(name for name in archive.namelist() if name.endswith("entry_points.txt"))
    told = archive.read(entry).decode()
    assert "[console_scripts]\ndataqa = dataqa.cli:main\n" in told
    assert "[pytest11]\ndataqa = dataqa.pytest_plugin\n" in told


def test_an_unpacked_wheel_finds_its_rules_and_reports(wheel, tmp_path):
    zipfile.ZipFile(wheel).extractall(tmp_path / "site")
    (tmp_path / "a.csv").write_text("a,y\n" + "".join(f"{i},{i % 2}\n" for i in range(40)))
    told = subprocess.run(
        [sys.executable, "-m", "dataqa", "audit", "a.csv", "--check", "missing-values", "--html", "a.html"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path / "site")}, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert (told.returncode, told.stderr) == (0, "dataqa: wrote a.html\n")
    where = subprocess.run(
        [sys.executable, "-c", "import dataqa._paths as p; print(p.RULES)"],
        cwd=tmp_path, env=os.environ | {"PYTHONPATH": str(tmp_path / "site")}, capture_output=True, encoding="utf-8", check=True,
    )  # fmt: skip
    assert Path(where.stdout.strip()) == tmp_path / "site" / "dataqa" / "_data" / "rules"
