"""How much memory an audit may take, and what a check needed goes back: the peak is that of the largest check, not of their sum."""

from __future__ import annotations

import ctypes
import gc
import math
import os
import re
import sys
from functools import cache
from typing import Any

from dataqa.errors import CallError

_SHARE = 0.25
"""Of the machine's memory, where nobody says how much."""
_FIXED, _FACTOR, _LEAST = 450 * 2**20, 6, 16 * 2**20
"""Bytes that an audit takes whatever the rows, how many times their own bytes it takes besides (measured: 1 M rows × 28 columns
of 230 MB need 1.56 GB), and the fewest that rows may have."""
_UNITS = {"": 1, "K": 2**10, "M": 2**20, "G": 2**30, "T": 2**40}


def bytes_for_rows(memory: str | int | float | None) -> float:
    """Return how many bytes the rows may take in an audit that takes `memory`.

    Parameters
    ----------
    memory : str, int, float or None
        Bytes, or text such as ``"4GB"``, ``"500 MB"``; None for a quarter of the machine's memory.

    Raises
    ------
    CallError
        Where it is no amount of memory.
    """
    if memory is None:
        known = hasattr(os, "sysconf") and {"SC_PAGE_SIZE", "SC_PHYS_PAGES"} <= set(os.sysconf_names)
        amount = _SHARE * os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") if known else math.inf
    else:
        found = re.fullmatch(r"\s*(\d+(?:\.\d+)?)\s*([KMGT]?)I?B?\s*", str(memory).upper())
        if found is None or float(found[1]) <= 0:
            raise CallError(f"memory={memory!r} is no amount of memory; expected one such as '4GB' or '500MB'.")
        amount = float(found[1]) * _UNITS[found[2]]
    return max((amount - _FIXED) / _FACTOR, _LEAST)


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
