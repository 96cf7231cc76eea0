"""Memory that a check needed goes back to the system: the peak of an audit is that of its largest check, not of their sum."""

from __future__ import annotations

import ctypes
import gc
import sys
from functools import cache
from typing import Any


def give_back() -> None:
    """Free what only young reference cycles hold, and let the C library return the pages that are free.

    glibc keeps freed blocks of up to 32 MB, which is a column of four million numbers, for later use. Elsewhere this does nothing
    of the kind.
    """
    gc.collect(1)
    trim = _trim()
    if trim is not None:
        trim(0)


@cache
def _trim() -> Any:
    """Return glibc's ``malloc_trim``; None where there is none."""
    return getattr(ctypes.CDLL(None), "malloc_trim", None) if sys.platform == "linux" else None
