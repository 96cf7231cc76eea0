"""The pytest plugin: the fixture ``dataqa``, and two options. Nothing else of dataqa is loaded until a test takes the fixture."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from dataqa.asserting import Asserting


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options."""
    group = parser.getgroup("dataqa", "data that models are trained on")
    group.addoption("--dataqa-update", action="store_true", help="Write the baselines of dataqa.assert_no_worse.")
    group.addoption("--dataqa-report", metavar="DIR", help="Write what dataqa found as HTML, a page for each assertion.")


@pytest.fixture
def dataqa(request: pytest.FixtureRequest) -> Asserting:
    """Assertions on data: dataqa.assert_ready(data, target=…) and dataqa.assert_no_worse(data, target=…)."""
    from dataqa.asserting import Asserting

    config = request.config
    reports = config.getoption("--dataqa-report")
    return Asserting(
        root=config.rootpath,
        name=request.node.nodeid.rpartition("/")[2],
        update=config.getoption("--dataqa-update"),
        reports=None if reports is None else Path(reports),
        told=request.node.user_properties,
    )


def pytest_terminal_summary(terminalreporter: Any) -> None:
    """Tell which files were written."""
    told = [
        (name, value)
        for reports in terminalreporter.stats.values()
        for report in reports
        if getattr(report, "when", None) == "call"
        for name, value in report.user_properties
    ]
    for name, what in (("dataqa_baseline", "baseline"), ("dataqa_report", "report")):
        for path in sorted({value for key, value in told if key == name}):
            terminalreporter.write_line(f"dataqa: wrote the {what} {path}")
