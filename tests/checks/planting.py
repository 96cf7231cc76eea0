"""Planted frames: small data in which a check finds something, with what it must find there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

Case = dict[str, Any]


class Planted(NamedTuple):
    """A call of `dataqa.audit` that makes a check measure something, and what that is."""

    check: str
    kind: str | None
    """The kind of the first measurement, or None: any."""
    sentence: str
    """What the frame holds, as `dataqa explain` says it."""
    make: Callable[[], Case]
    value: float
    columns: tuple[str, ...]
    interval: tuple[float, float] | None
    rows: list[int] | None
    """The first ten, in the order in which the check names them."""


PLANTED: dict[str, Planted] = {}


def plant(
    value: float,
    columns: tuple[str, ...] = (),
    interval: tuple[float, float] | None = None,
    rows: list[int] | None = None,
) -> Callable[[Callable[[], Case]], Callable[[], Case]]:
    """Plant a frame: ``missing_values`` for a check, ``missing_values__target`` for another kind of its messages.

    The docstring of the function says what the frame holds.
    """

    def planted(make: Callable[[], Case]) -> Callable[[], Case]:
        check, _, kind = make.__name__.replace("_", "-").partition("--")
        name = f"{check}/{kind}" if kind else check
        PLANTED[name] = Planted(check, kind or None, str(make.__doc__).strip(), make, value, columns, interval, rows)
        return make

    return planted


def drawn(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def days(first: str, count: int) -> list[dt.datetime]:
    return [dt.datetime.fromisoformat(first) + dt.timedelta(days=k) for k in range(count)]


def sentences(count: int) -> list[str]:
    """Sentences that share few words."""
    words = np.array([a + b for a in ("ba", "ke", "li", "mo", "ru", "ta") for b in ("den", "fir", "gol", "him", "jas", "nup")])
    return [" ".join(drawn(k).choice(words, 10)) for k in range(count)]


def yes(where: Any) -> np.ndarray:
    return np.where(where, "yes", "no")
