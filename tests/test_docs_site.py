"""The documentation builds without a warning (mkdocs is strict about links), offline, with a page for every check."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from dataqa.checks.registry import all_checks
from dataqa.explaining import markdown_page
from dataqa.policy.pack import Rules

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    pytest.importorskip("material")
    goal = tmp_path_factory.mktemp("site")
    run = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--quiet", "--site-dir", goal], cwd=ROOT, capture_output=True, encoding="utf-8"
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return goal


def test_every_check_has_a_page_and_is_linked(site):
    listed = (site / "checks.html").read_text(encoding="utf-8")
    for check in all_checks():
        assert f'href="checks/{check.id}.html"' in listed
        assert f'<h1 id="{check.id}">' in (site / "checks" / f"{check.id}.html").read_text(encoding="utf-8")


def test_pages_load_nothing_from_elsewhere(site):
    for page in ("index.html", "score.html", "checks/target-leak.html"):
        loaded = re.findall(r'<(?:script|img|link)[^>]+(?:src|href)="(https?:[^"]+)"', (site / page).read_text(encoding="utf-8"))
        assert loaded == [], page


def test_it_names_every_public_name_and_is_read_by_agents(site):
    import dataqa

    reference = (site / "python.html").read_text(encoding="utf-8")
    assert [name for name in dataqa.__all__ if f'<h2 id="{name.lower()}">' not in reference] == []
    assert (site / "llms.txt").read_text(encoding="utf-8").count("](checks/") == len(all_checks())


def test_a_page_shows_what_markdown_would_read_as_text():
    check = next(check for check in all_checks() if check.id == "target-leak")
    page = markdown_page(check, Rules.load("default"))
    assert page.startswith("# target-leak\n\nDimension leakage, since 0.1.\n")
    assert "`tax paid` alone predicts the target closely (R² 0.95)" in page
    assert "**Severity**: high from 0.9, critical from 0.95." in page
    assert not re.search(r"(?<!\\)<(?!/?\w+>)", page)
