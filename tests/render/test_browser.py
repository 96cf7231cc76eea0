"""The demo's page in a real browser: everything is shown, and nothing is complained about."""

from __future__ import annotations

import html
import re
import shutil
import subprocess

import pytest

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--enable-logging=stderr", "--v=0", "--window-size=1280,2000",
)  # fmt: skip

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the page in")


@pytest.fixture(scope="module")
def audit():
    from dataqa.demo import audit_demo

    return audit_demo()


@pytest.fixture(scope="module")
def browse(audit, tmp_path_factory):
    folder = tmp_path_factory.mktemp("browser")
    page = folder / "demo.html"
    audit.to_html(page)

    def run(*flags):
        told = subprocess.run(
            [CHROMIUM, *FLAGS, f"--user-data-dir={folder / 'profile'}", *flags, page.as_uri()], capture_output=True, timeout=120
        )
        assert told.returncode == 0, told.stderr.decode(errors="replace")[-2000:]
        return told.stdout.decode(), told.stderr.decode(errors="replace")

    return run


def shown(dom):
    """What a reader sees of a page, without its markup."""
    body = re.sub(r"<(script|style)\b.*?</\1>", " ", dom, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", "", body)).split())


def test_the_page_shows_all_issues_and_logs_nothing(browse, audit):
    dom, log = browse("--dump-dom")
    assert "<title>customers.csv: " in dom
    text = shown(dom)
    assert [issue.check for issue in audit.issues if issue.check not in text] == []
    assert dom.count('class="issue"') == len(audit.issues)
    assert [line for line in log.splitlines() if "CONSOLE" in line] == []


def test_the_page_can_be_photographed(browse, tmp_path):
    picture = tmp_path / "page.png"
    browse(f"--screenshot={picture}")
    assert picture.read_bytes().startswith(b"\x89PNG")
    assert picture.stat().st_size > 20_000
