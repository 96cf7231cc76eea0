"""A check that hangs is stopped."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

SECONDS = 900.0
"""Of one check: none takes a tenth of that on a million rows."""


@contextmanager
def at_most(seconds: float) -> Iterator[None]:
    """Raise a TimeoutError in what runs longer; nothing is stopped in other threads than the first, or under another's alarm.

    Parameters
    ----------
    seconds : float
        Of the clock on the wall.

    Raises
    ------
    TimeoutError
        Once Python has the word again: what runs in a library is not broken off within one call.
    """
    ours = hasattr(signal, "setitimer") and threading.current_thread() is threading.main_thread()
    if not ours or signal.getitimer(signal.ITIMER_REAL)[0] > 0:
        yield
        return

    def stop(*_: Any) -> None:
        raise TimeoutError(f"stopped after {seconds:,g} seconds")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
