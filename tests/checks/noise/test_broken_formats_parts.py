"""The format of cells, learnt from literal cells."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.noise._formats import CellFormat, known_format, learnt_format, mixed_format
from dataqa.checks.noise.broken_formats import _coded
from dataqa.policy.pack import Rules

SIZES = Rules.load().rule("broken-formats").parameters.sizes
DIGITS = [f"{k * 7919 % 900_000 + 100_000}" for k in range(100)]


def shared(share):
    return SIZES.model_copy(update={"share": share, "bound": 0.0})


def learnt(cells):
    found = learnt_format(pl.Series(cells), SIZES)
    return found and (found.pattern, found.words)


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        ([f"AB-{cell}" for cell in DIGITS], (r"^(?:\p{Lu}{2}\-[0-9]{6})$", ("AB-999999",))),
        (
            [f"{'ABCDE'[k % 5]}{k % 3}Z-{cell}" for k, cell in enumerate(DIGITS)],
            (r"^(?:\p{Lu}{1}[0-9]+\p{Lu}{1}\-[0-9]{6})$", ("A9Z-999999",)),
        ),
        (DIGITS, ("^(?:[0-9]{6})$", ("999999",))),
        ([f"{k:03}" for k in range(100)], ("^(?:[0-9]{3})$", ("999",))),
        ([f"{k}" for k in range(100)], ("^(?:[0-9]+)$", ("9…",))),
        ([f"{k % 10} kg" for k in range(100)], (r"^(?:[0-9]+\s+\p{Ll}{2})$", ("9 kg",))),
        ([f"{k % 7}" for k in range(100)], None),  # seven values
        ([f"{k % 8}" for k in range(100)], ("^(?:[0-9]+)$", ("9",))),
        ([f"name{'abcdefghij'[k % 10]}{'klmnopqrst'[k // 10]}" for k in range(100)], None),  # names
        ([f"{a}{b}{c}" for a in "abcde" for b in "fghij" for c in "klmn"], (r"^(?:\p{Ll}{3})$", ("aaa",))),
        ([f"{a}{b}{c}" for a in "abcde" for b in "FGHIJ" for c in "klmn"], (r"^(?:\p{L}{3})$", ("aaa",))),
        ([f"{a}{b}{c}xy" for a in "abcde" for b in "fghij" for c in "klmn"], None),  # five letters are a word
        ([f"{a}{b} {c}" for a in "abcde" for b in "fghij" for c in "klmn"], None),  # letters without a digit
        ([*DIGITS[:90], *["?"] * 10], ("^(?:[0-9]{6})$", ("999999",))),
        ([*DIGITS[:89], *["?"] * 11], None),
    ],
)  # fmt: skip
def test_the_format_of_cells(cells, wanted):
    assert learnt(cells) == wanted


def test_a_format_that_is_known():
    formats = {"web address": r"https?://\S+", "number": "[0-9]+"}
    cells = [f"https://example.org/{k}" for k in range(90)] + ["x"] * 10
    assert known_format(pl.Series(cells), formats, shared(0.9)) == CellFormat(
        pattern=r"^(?:https?://\S+)$", words=("web address",), kind="known"
    )
    assert known_format(pl.Series(cells), formats, shared(0.91)) is None
    assert known_format(pl.Series(["x"] * 41 + cells[:159]), formats, shared(0.1)) is None
    assert known_format(pl.Series(DIGITS), formats, shared(0.9)).words == ("number",)
    assert known_format(pl.Series(DIGITS[:12]), formats, SIZES).words == ("number",)
    assert known_format(pl.Series([*DIGITS[:12], "x"]), formats, SIZES) is None


HEX = [f"{k * 2_654_435_761 % 2**32:08x}" for k in range(1, 101)]


@pytest.mark.parametrize(
    ("cells", "pattern"),
    [
        (HEX, "^[0-9a-f]{8}$"),
        ([f"#{cell}" for cell in HEX], r"^\#[0-9a-f]{8}$"),
        ([cell[:6] for cell in HEX], "^[0-9a-f]{6}$"),
        ([cell[:5] for cell in HEX], None),
        ([*HEX[:98], "abc", "abc"], "^[0-9a-f]{8}$"),
        ([*HEX[:97], "abc", "abc", "abc"], None),
        (DIGITS, None),
    ],
)
def test_keys_of_some_alphabet(cells, pattern):
    found = mixed_format(pl.Series(cells), SIZES)
    assert (found and found.pattern) == pattern


@pytest.mark.parametrize(
    ("longest", "shapes", "coded"),
    [
        (200, [("A9", 0.3), ("a", 0.7)], True),
        (201, [("A9", 0.3), ("a", 0.7)], False),
        (20, [("A9", 0.29), ("a", 0.71)], False),
        (20, [("a@a", 0.1), ("a/a", 0.2)], True),
        (5, [("A", 0.5), ("a", 0.3)], True),
        (6, [("A", 0.5), ("a", 0.3)], False),
        (5, [("A", 0.5), ("Aa", 0.5)], False),
        (5, [("A", 0.5), ("a", 0.29)], False),
    ],
)
def test_columns_that_may_have_a_format(longest, shapes, coded):
    assert _coded(SimpleNamespace(lengths=(1.0, float(longest)), shapes=shapes)) is coded
    assert not _coded(SimpleNamespace(lengths=None, shapes=()))
