"""Size of the HTML report, seconds to make it, and seconds until a browser has it ready.

    python tests/bench/report_size.py t_10000.parquet t_100000.parquet t_1000000.parquet --target label

Each file is audited once; the report is made twice, for the first time also loads what draws pictures. The browser is Chromium,
driven by Playwright (both come with the extra ``test``). Prints Markdown.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from pathlib import Path
from typing import Any

import dataqa

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")


def made(result: Any, path: Path) -> float:
    """Return CPU seconds to make the report."""
    start = time.process_time()
    result.to_html(path)
    return time.process_time() - start


def ready(path: Path) -> float:
    """Return seconds from the call to when the page can be used, the better of three."""
    from playwright.sync_api import sync_playwright

    seconds = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        for _ in range(3):
            page = browser.new_page()
            page.goto(path.as_uri())
            seconds.append(page.evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd") / 1000)
            page.close()
        browser.close()
    return min(seconds)


def main() -> None:
    """Print one row a file."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("files", nargs="+", type=Path)
    asked.add_argument("--target")
    options = asked.parse_args()
    print("| data | rows | columns | issues | audit CPU s | report CPU s, first | again | MB | ready in browser s |")
    print("|---|---|---|---|---|---|---|---|---|")
    for file in options.files:
        start = time.process_time()
        result = dataqa.audit(str(file), options.target)
        audit = time.process_time() - start
        with tempfile.TemporaryDirectory() as folder:
            page = Path(folder) / "report.html"
            first, again = made(result, page), made(result, page)
            size, shown = page.stat().st_size / 1e6, ready(page) if CHROMIUM else float("nan")
        data = result.record.dataset
        figures = f"{audit:.1f} | {first:.2f} | {again:.2f} | {size:.2f} | {shown:.2f}"
        print(f"| {file.name} | {data.rows:,} | {data.columns} | {len(result.issues)} | {figures} |", flush=True)


if __name__ == "__main__":
    main()
