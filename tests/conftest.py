"""What all tests share, and the tests of commands."""

from __future__ import annotations

import gc
from unittest.mock import patch

import pytest
from few_trees import BOOSTING, few
from fitted_once import fitted_once
from hypothesis import HealthCheck, settings

from dataqa.cli import run
from dataqa.probe import learners

FIT = learners._fit

# how long a test takes is no finding: machines are busy at times
settings.register_profile("untimed", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("untimed")


def pytest_collection_finish():
    """Set aside what was imported and collected, and stays: to search it for garbage again and again took a tenth of the time."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


@pytest.fixture(scope="session", autouse=True)
def _fitted_once():
    """Fit quick models to the same rows once: see `fitted_once`."""
    with patch.object(learners, "_fit", fitted_once(FIT)):
        yield


@pytest.fixture
def fitted_anew():
    """Fit each quick model, whatever was fitted before."""
    with patch.object(learners, "_fit", FIT):
        yield


@pytest.fixture(scope="module")
def few_trees():
    """Grow a tenth of the trees: for modules that hold no number which a model gives."""
    with patch.object(learners, "_boosting", few):
        yield


@pytest.fixture
def few_trees_here():
    """Grow a tenth of the trees in one test."""
    with patch.object(learners, "_boosting", few):
        yield


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

    with patch.object(learners, "_boosting", BOOSTING):  # whichever module asks first
        return audit_demo()


@pytest.fixture
def plain_terminal(monkeypatch):
    """No variable of the environment asks for colour or a width."""
    for name in ("FORCE_COLOR", "COLUMNS", "TTY_COMPATIBLE"):
        monkeypatch.delenv(name, raising=False)
