"""What the tests of commands share."""

from __future__ import annotations

import pytest

from dataqa.cli import run


@pytest.fixture
def command(capsys):
    """``command("audit", "rows.csv")`` → exit code, stdout, stderr."""

    def call(*arguments):
        code = run(arguments)
        out, err = capsys.readouterr()
        return code, out, err

    return call


@pytest.fixture(scope="session")
def demo_audit():
    """The audit of the demo's rows, which takes seconds; nobody may change it."""
    from dataqa.demo import audit_demo

    return audit_demo()


@pytest.fixture
def plain_terminal(monkeypatch):
    """No variable of the environment asks for colour or a width."""
    for name in ("FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
