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
    shutil.copy(ROOT / "tests" / "checks" / "conftest.py", tmp_path / "tests" / "checks")
    for path, text in files:
        assert not (ROOT / path).exists(), "the example became a check; take another"
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8")
    told = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests"], cwd=tmp_path, capture_output=True,
        encoding="utf-8", env={**{k: v for k, v in os.environ.items() if not k.startswith(("PYTEST", "COV"))}, "PYTHONPATH": str(tmp_path)},
    )  # fmt: skip
    assert "3 passed" in told.stdout, told.stdout + told.stderr
    style = subprocess.run(
        [sys.executable, "-m", "ruff", "format", "--check", "--config", str(ROOT / "pyproject.toml"),
         "dataqa/checks/noise/lone_signs.py"],
        cwd=tmp_path, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    assert style.returncode == 0, style.stdout + style.stderr
