"""Random frames of every dtype, name and shape, through everything that takes a frame: nothing may break.

    python tests/bench/random_frames.py [--first SEED] [--count N]      (make fuzz: 100,000 frames)

Prints each seed that broke something and what, and ends with 1. What must hold: no exception but dataqa's own, no failed check, the
input unchanged; every renderer, a baseline written, read and compared, schema, fixes whose snippet compiles, and `undo`.
"""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import decimal
import sys
import tempfile
import traceback
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import polars as pl

import dataqa

HOSTILE = (
    "=1+1", "<script>alert(1)</script>", "{{7*7}}", "{columns}", "::error::x", "::add-mask::x", "\x1b[31mred", "\u202eabc",
    "..", "", "  ", " ", "NaN", "None", "nan", "a|b", "`x`", "[x](y)", "%s", "\x00", "'", '"', "\\", "\U0001f600", "é",
    "日本語", "1e999", "-0", "1,234.5", "$5", "5 kg", "12:30", "2020-01-01", "0x1F", "TRUE", "yes", "a" * 3000, "\ud800",
    "2.5e", "+44 20 7946 0123", "((((", "a\nb",
)  # fmt: skip
WORDS = ("the", "cat", "sat", "on", "mat", "dog", "not", "here", "ни", "是")
R = np.random.Generator
COLUMNS: tuple[Callable[[R, int], Any], ...] = (
    lambda r, n: r.normal(size=n),
    lambda r, n: r.normal(size=n) * 10.0 ** r.integers(-300, 300),
    lambda r, n: r.integers(-5, 5, n),
    lambda r, n: r.choice(HOSTILE, n),
    lambda r, n: np.where(r.random(n) < 0.5, None, r.choice(HOSTILE, n)),
    lambda r, n: r.choice([np.inf, -np.inf, np.nan, 0.0, 1e308, 5e-324], n),
    lambda r, n: pd.to_datetime(r.integers(-(2**40), 2**40, n), unit="s", errors="coerce"),
    lambda r, n: pd.date_range("2024-03-30", periods=n, freq="h", tz="Europe/Berlin"),
    lambda r, n: pd.array(r.choice([True, False], n), dtype="boolean"),
    lambda r, n: pd.Categorical(r.choice(list("abc"), n), categories=list("abcdz")),
    lambda r, n: pd.Categorical(r.choice([1, 2], n), categories=[3, 2, 1], ordered=True),
    lambda r, n: pd.cut(r.normal(size=n), [-9, -1, 0, 1, 9]),
    lambda r, n: [list(range(int(x))) for x in r.integers(0, 4, n)],
    lambda r, n: [{"a": int(x), "b": {"c": str(x)}} for x in r.integers(0, 4, n)],
    lambda r, n: [np.zeros((2, int(x))) for x in r.integers(1, 4, n)],
    lambda r, n: pd.to_timedelta(r.integers(0, 10**6, n), "s"),
    lambda r, n: [None] * n,
    lambda r, n: np.full(n, 7),
    lambda r, n: np.arange(n),
    lambda r, n: r.integers(0, 2**64 - 1, n, dtype=np.uint64),
    lambda r, n: [10**30 + int(x) for x in r.integers(0, 9, n)],
    lambda r, n: [decimal.Decimal(int(x)) / 100 for x in r.integers(0, 999, n)],
    lambda r, n: [f"user{int(x)}@mail.com" for x in r.integers(0, 99, n)],
    lambda r, n: [" ".join(r.choice(WORDS, int(x))) for x in r.integers(0, 30, n)],
    lambda r, n: [b"\xff" * int(x) for x in r.integers(0, 4, n)],
    lambda r, n: pd.period_range("2000-01", periods=n, freq="M"),
    lambda r, n: pd.period_range("9990", periods=n, freq="Y"),
    lambda r, n: [dt.date(2000 + int(x), 1, 1) if x % 2 else dt.time(int(x) % 24) for x in r.integers(0, 50, n)],
    lambda r, n: [dt.date(1, 1, 1) + dt.timedelta(days=int(x)) for x in r.integers(0, 3_600_000, n)],
    lambda r, n: r.normal(size=n).astype("float16"),
    lambda r, n: [str(x) for x in r.integers(10**15, 10**16, n)],
    lambda r, n: r.choice(["m", "f"], n),
    lambda r, n: [f"{x:.2f} kg" if x < 0.5 else f"{x:.2f} lb" for x in r.random(n)],
    lambda r, n: pd.Series(r.choice(["a", "b"], n)).astype("string"),
    lambda r, n: [complex(x, 1) for x in r.random(n)],
    lambda r, n: ([1, "1", 1.0, None, True] * (n // 5 + 1))[:n],
)
NAMES = (*HOSTILE, "y", "sex", "date", "id", "age", "user_id", "target", "split", "__index_level_0__", 0, 1.5, ("a", "b"), None)
Case = tuple[Any, Any]


def case(seed: int) -> Case:
    """Return a frame (pandas, Polars or Arrow) and a column of it to predict, or None."""
    r = np.random.default_rng(seed)
    rows, width = int(r.choice([0, 1, 2, 3, 5, 17, 60, 150])), int(r.integers(1, 7))
    names = [NAMES[int(r.integers(len(NAMES)))] if r.random() < 0.6 else f"c{i}" for i in range(width)]
    frame = pd.concat([_series(COLUMNS[int(r.integers(len(COLUMNS)))](r, rows)) for _ in names], axis=1)
    frame.columns = pd.Index(names, dtype=object, tupleize_cols=False)
    if r.random() < 0.3 and rows:
        frame = pd.concat([frame, frame.iloc[: rows // 2]], ignore_index=bool(r.random() < 0.5))
    alone = [name for name in names if names.count(name) == 1]
    target = alone[int(r.integers(len(alone)))] if alone and r.random() < 0.7 else None
    return _stored(r, frame), target


def _series(cells: Any) -> pd.Series[Any]:
    try:
        return pd.Series(cells).reset_index(drop=True)
    except UnicodeEncodeError:  # a lone surrogate, which text stored by Arrow cannot hold
        return pd.Series(list(cells), dtype=object)


def _stored(r: R, frame: pd.DataFrame) -> Any:
    """Return the frame as it is, or in other hands where they take its names and cells: Arrow takes no name with a NUL."""
    hands = r.choice(["pandas", "polars", "arrow", "nullable"], p=[0.6, 0.2, 0.1, 0.1])
    try:
        if hands == "polars":
            return pl.from_pandas(frame)
        if hands == "arrow":
            return pl.from_pandas(frame).to_arrow()
        return frame.convert_dtypes() if hands == "nullable" else frame
    except (Exception, pl.exceptions.PanicException):  # noqa: BLE001 - neither Polars nor Arrow takes every name and cell
        return frame


def faults(frame: Any, target: Any) -> Iterator[str]:
    """Yield what broke, a line each."""
    before, stage = copy.deepcopy(frame), "audit"
    try:
        result = dataqa.audit(frame, target=target)
        yield from (f"check {one.check}: {one.reason}" for one in result.outcomes if one.status == "error")
        for stage in (
            "to_html",
            "to_markdown",
            "to_json",
            "to_sarif",
            "to_junit",
            "to_gitlab",
            "to_dict",
            "to_frame",
            "_repr_html_",
        ):
            getattr(result, stage)()
        with tempfile.TemporaryDirectory() as folder:
            stage, path = "baseline", Path(folder) / "b.json"
            result.save(path)
            decision = dataqa.gate(result, baseline=dataqa.Audit.load(path))
            if not decision.passed and np.isfinite(result.score):
                yield f"gate: the same data failed: {decision.reasons[:2]}"
            decision.to_html()
        stage = "schema"
        yield from _said(result.to_schema)
        for stage in ("safe", "all"):
            yield from _said(_fixed, result, frame, stage)
    except dataqa.DataqaError as error:
        if "\n" in str(error) or len(str(error)) > 2_000:
            yield f"{stage}: an error that is no line: {str(error)[:200]!r}"
    except (Exception, pl.exceptions.PanicException) as error:  # noqa: BLE001 - whatever breaks is what this looks for
        yield f"{stage}: {type(error).__name__}: {str(error)[:200]} {traceback.format_exc(limit=-3)}"
    if not _alike(frame, before):
        yield "the input was changed"


def _said(act: Callable[..., Any], *arguments: Any) -> Iterator[str]:
    """Yield nothing for what is refused in words."""
    try:
        act(*arguments)
    except dataqa.DataqaError:
        return
    yield from ()


def _fixed(result: Any, frame: Any, tier: str) -> None:
    fixed = result.fix(frame, apply=tier)
    str(fixed)
    compile(fixed.snippet, "snippet", "exec")
    if not _alike(fixed.undo(), frame):
        raise AssertionError("undo does not give the input back")


def _alike(a: Any, b: Any) -> bool:
    if isinstance(a, pd.DataFrame):
        try:
            pd.testing.assert_frame_equal(a, b, check_exact=True)
        except AssertionError:
            return False
        return True
    return bool(a.equals(b))


def main() -> int:
    """Look at frames, and return 1 where one broke something."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1_000)
    given, broken = parser.parse_args(), 0
    warnings.filterwarnings("ignore")
    for seed in range(given.first, given.first + given.count):
        frame, target = case(seed)
        for fault in faults(frame, target):
            broken += 1
            print(f"seed {seed}, target {target!r}: {fault}", flush=True)
    print(f"{given.count} frames, {broken} faults")
    return int(broken > 0)


if __name__ == "__main__":
    sys.exit(main())
