"""A check that hangs is stopped and shown, and the audit goes on."""

import signal
import threading
import time

import pandas as pd
import pytest

import dataqa
from dataqa import time_bound
from dataqa.time_bound import at_most

ROWS = pd.DataFrame({"a": [1, None, 3, 4], "b": list("wxyz")})


RULE = {
    "messages": {"default": {"title": "It hangs", "why": "It waits.", "fix": "Wait."}},
    "bands": {"low": 0.0},
    "source": {"bands": "judgement"},
    "questions": ["examples"],
    "since": "1.0",
}


@dataqa.check(reads=("cells",), dimension="noise", rule=RULE)
def hangs(audit):
    """Seconds until something comes."""
    while True:
        time.sleep(0.01)


@pytest.fixture
def soon(monkeypatch):
    monkeypatch.setattr(time_bound, "SECONDS", 0.2)


def test_it_is_shown_and_the_audit_goes_on(soon):
    result = dataqa.audit(ROWS, checks=["missing-values", hangs])
    ended = {outcome.check: (outcome.status, outcome.reason) for outcome in result.outcomes}
    assert ended["hangs"] == ("error", "TimeoutError: stopped after 0.2 seconds")
    assert ended["missing-values"][0] == "flagged"
    assert signal.getitimer(signal.ITIMER_REAL) == (0.0, 0.0)


def test_who_has_an_alarm_keeps_it():
    rang = []
    before = signal.signal(signal.SIGALRM, lambda *_: rang.append(1))
    signal.setitimer(signal.ITIMER_REAL, 0.1)
    try:
        with at_most(0.001):
            time.sleep(0.2)
    finally:
        signal.signal(signal.SIGALRM, before)
    assert rang == [1]


def test_other_threads_are_let_be():
    done = []

    def work():
        with at_most(0.001):
            time.sleep(0.05)
        done.append(True)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join()
    assert done == [True]
