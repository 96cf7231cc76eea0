"""The example of a check in CONTRIBUTING works as it stands there."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = re.compile(r"`((?:dataqa|rules|tests)/checks/[^`]+)`[^`]*?```\w+\n(.*?)```", re.DOTALL)


def test_the_three_files_of_the_example_pass(tmp_path):
    files = FILE.findall((ROOT / ".github" / "CONTRIBUTING.md").read_text(encoding="utf-8"))
    assert [path.split("/")[0] for path, _ in files] == ["dataqa", "rules", "tests"]
    for folder in ("dataqa", "rules", "reports"):
        shutil.copytree(ROOT / folder, tmp_path / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "tests" / "checks").mkdir(parents=True)
    for shared in ("checks/conftest.py", "few_trees.py"):
        shutil.copy(ROOT / "tests" / shared, tmp_path / "tests" / "checks")
    for path, text in files:
        assert not (ROOT / path).exists(), "the example became a check; take another"
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))} | {"PYTHONPATH": str(tmp_path)}

    def run(*arguments):
        return subprocess.run([sys.executable, "-m", *arguments], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8")

    told = run("pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert "3 passed" in told.stdout, told.stdout + told.stderr
    style = run("ruff", "format", "--check", "--no-cache", "--config", str(ROOT / "pyproject.toml"), *(p for p, _ in files[::2]))
    assert style.returncode == 0, style.stdout + style.stderr
