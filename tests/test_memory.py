"""Memory is given back between checks."""

from __future__ import annotations

import gc
import weakref

import numpy as np

from dataqa.memory import give_back


class Ring:
    def __init__(self) -> None:
        self.ring = self
        self.cells = np.zeros(10)


def test_what_only_a_cycle_holds_is_freed():
    gc.collect()
    kept = weakref.ref(Ring())
    assert kept() is not None
    give_back()
    assert kept() is None
