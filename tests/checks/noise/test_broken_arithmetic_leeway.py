"""By how much cells may miss a formula and still look like one, in the search."""

from __future__ import annotations

import numpy as np
import pytest
from test_broken_arithmetic_search import LIMITS, A, B, C, column, dated, named

from dataqa.checks.noise._formulas.search import _ages, _blocks, _fours, _lines, _passes, _products, _Rows, _shares, _spans, _sums

K = np.arange(40)
EVEN = np.array([1.0, -1, 0, -1, 1])[K % 5]
"""Four of five rows miss, half of them upwards."""
PAIRED = np.array([1.0] * 8 + [-1] * 8 + [0] * 4)[K % 20]
"""The same, alike in the lower half of the rows and in the upper one."""
FEW, MANY = 0.97, 1.03


def words(search, *columns):
    with np.errstate(all="ignore"):
        return {one.words() for one in search(list(columns))}


def test_what_is_known_of_the_columns():
    rows = _Rows([column("a", np.arange(11)), column("b", 10 * np.arange(11), 0.1), dated("c", np.arange(11))], 8)
    assert (rows.names, rows.cells.shape) == (["a", "b", "c"], (8, 3))
    assert (rows.step.tolist(), rows.read.tolist(), rows.whole.tolist()) == ([1, 0.1, 1], [0, 0.1, 0], [True, False, False])
    assert rows.most.tolist() == pytest.approx([1.6, 16, 1.6])
    assert _Rows([], 8).cells.shape == (0, 0)


@pytest.mark.parametrize(("seen", "holds", "passes"), [(8, 6, True), (8, 5, False), (7, 7, False), (40, 30, True), (40, 29, False)])
def test_three_of_four_rows_and_eight_at_least(seen, holds, passes):
    assert _passes((holds > K)[:, None], (seen > K)[:, None]).tolist() == [passes]
    assert _passes((seen - holds <= K)[:, None], (seen > K)[:, None]).tolist() == [passes]


def line(part):
    # one and a half steps, the step of x by the slope, a millionth, and a fiftieth of a tenth of the range
    leeway = 0.75 + 1.5 + 10 + 0.01 * 187.2
    a = 10.0 * K
    return words(_lines, column("x", a, 0.5), column("y", 3 * a + 1e7 + part * leeway * PAIRED, 0.5))


def test_a_line():
    assert "y = 3 × x + 10000000" in line(0.99)
    assert line(1.01) == set()


def test_a_line_needs_eight_pairs_of_rows():
    a = np.minimum(K, 7.0)
    assert words(_lines, column("x", a), column("y", 3 * a + 7)) == set()
    a = np.minimum(K, 8.0)
    assert "y = 3 × x + 7" in words(_lines, column("x", a), column("y", 3 * a + 7))
    assert words(_lines) == set()


@pytest.mark.parametrize(("part", "computed"), [(0.98, False), (1.02, True)])
def test_a_plain_copy_computes_nothing(part, computed):
    shift = part * 1e-9 * (A.max() - A.min())
    assert bool(words(_lines, column("x", A, 0.0), column("y", A + shift, 0.0))) is computed


def total(part, shift=0.0):
    # a step, half of those of the operands, and a tenth of a millionth
    leeway = 1.001 * 0.5 + 0.5 * (0.5 + 0.25) + 1e-7 * shift
    return words(_sums, column("x", A + shift, 0.5), column("y", B, 0.25), column("z", A + B + shift + part * leeway * EVEN, 0.5))


@pytest.mark.parametrize("shift", [0.0, 2e7])
def test_a_sum(shift):
    assert "z = x + y" in total(FEW, shift)
    assert total(MANY, shift) == set()


def test_rows_of_zeros_tell_nothing_of_a_sum():
    def filled(rows, wrong=0):
        there = (rows > K) * 1.0
        x = A * there + (40 - wrong <= K)
        return "z = x + y" in words(_sums, column("x", x), column("y", B * there), column("z", (A + B) * there))

    assert (filled(8), filled(7)) == (True, False)
    assert (filled(9, 3), filled(8, 3)) == (True, False)


def test_whole_numbers_are_not_rounded():
    assert words(_sums, column("x", A), column("y", B), column("z", A + B + EVEN)) == set()
    assert words(_sums, column("x", A), column("y", B), column("z", A + B + EVEN, 0.99)) == set()
    assert "z = x + y" in words(_sums, column("x", A), column("y", B), column("z", A + B + 0.9 * EVEN, 0.99))
    assert words(_sums, column("x", A), column("y", B)) == set()


def product(part, step=200.0):
    a, b = 1000.0 + K, 2000.0 + 7 * K
    # three steps, what rounding moves each factor by, and a millionth
    leeway = 3.001 * step + 0.25 * (a + b) + 1e-6 * a * b
    return words(_products, column("x", a, 0.5), column("y", b, 0.5), column("z", a * b + part * leeway * EVEN, step))


def test_a_product():
    assert "z = x × y" in product(0.96)
    assert "z = x × y" not in product(1.04)
    for step, result in ((0.0, A / B**2), (1e-4, np.round(1e4 * A / B**2, 4))):
        found = words(_products, column("x", A, 0.0), column("y", B, 0.0), column("z", result, step))
        assert any(one.startswith("z = ") and one.endswith("x / y²") for one in found)
    assert "z = x × y" not in words(_products, column("x", A), column("y", B), column("z", np.where(K < 7, A * B, 0.0)))
    assert words(_products, column("x", A), column("y", B)) == set()


def discount(part):
    percent = 1.0 + 2 * (K * 7 % 40)
    base = 1000.0 + K
    leeway = 1.001 * 0.5 / base + 1e-6 + 0.5 * 0.01 * 0.5
    return words(
        _shares, column("x", base, 0.5), column("p", percent, 0.5),
        column("z", base * (1 - percent / 100 + part * leeway * EVEN), 0.5),
    )  # fmt: skip


def test_a_discount():
    assert "z = x × (1 - p / 100)" in discount(FEW)
    assert "z = x × (1 - p / 100)" not in discount(MANY)


@pytest.mark.parametrize(
    ("percent", "step", "share"),
    [
        (K % 40 / 39, 0.01, " × (1 + p)"), (K % 40 / 38, 0.01, " × (1 + p)"), (K * 2.5, 0.5, " × (1 + p / 100)"),
        (K * 2.69, 0.5, " × (1 + p / 100)"), (K * 2.7126, 0.5, None), (K - 1.0, 1.0, " × (1 + p / 100)"),
        (K - 5.0, 1.0, None), (K % 3 * 1.0, 1.0, None), (K % 4 * 1.0, 1.0, " × (1 + p / 100)"),
    ],
)  # fmt: skip
def test_what_may_be_a_share(percent, step, share):
    base = 1000.0 + 13 * (K * 3 % 40)
    rate = 1.0 if share == " × (1 + p)" else 0.01
    found = words(_shares, column("x", base), column("p", percent, step), column("z", base * (1 + rate * percent), 1e-6))
    assert found == (set() if share is None else {f"z = x{share}"})


def test_a_column_is_no_share_of_itself():
    share = np.round((K % 40 + 1) / 100, 2)
    found = words(_shares, column("x", share / (1 + share), 1e-6), column("z", share, 0.01), column("y", A))
    assert found == set()


def test_what_hardly_varies_is_no_result():
    base, share = 1000.0 + K % 4, (K % 3) / 1000
    assert words(_shares, column("x", base), column("p", share, 0.001), column("z", np.round(base * (1 + share)))) == set()


def test_an_age_is_not_negative():
    born, seen = 1950.0 + K * 7 % 40, 2000.0 + K * 3 % 40
    ages = words(lambda of: _ages(of, []), column("born", born), column("seen", seen), column("age", seen - born - K % 2))
    assert ages == {"age = seen - born, or 1 less,"}
    assert words(lambda of: _ages(of, []), column("born", born), column("seen", seen), column("age", born - seen - K % 2)) == set()


D, E = C[::-1], np.roll(B, 7)


def block(part, shift=0.0):
    leeway = 1.001 * 0.5 + 0.5 * (0.5 + 0.25 + 0.125) + 1e-7 * shift
    cells = [column("z", E, 0.5), column("a", A + shift, 0.5), column("b", B, 0.25), column("c", C, 0.125)]
    return words(lambda of: _blocks(of, 5), *cells, column("e", A + B + C + shift + part * leeway * EVEN, 0.5))


@pytest.mark.parametrize("shift", [0.0, 2e7])
def test_three_side_by_side(shift):
    assert block(FEW, shift) == {"e = a + b + c"}
    assert block(MANY, shift) == set()


def test_more_side_by_side():
    cells = [column(name, one) for name, one in zip("abcdef", (A, B, C, D, E, A + B + C + D + E), strict=True)]
    assert words(lambda of: _blocks(of, 5), *cells) == {"f = a + b + c + d + e"}
    assert words(lambda of: _blocks(of, 4), *named([A, B, C, D, A + B + C + D])) == {"e = a + b + c + d"}
    assert words(lambda of: _blocks(of, 3), *named([A, B, C, D, A + B + C + D])) == set()
    cells = [column(name, one) for name, one in zip("abce", (A, B, C, A + B + C + EVEN), strict=True)]
    assert words(lambda of: _blocks(of, 4), *cells) == set()  # whole numbers are not rounded
    # the result may stand in front
    front = [column(name, cells) for name, cells in zip("eabc", (A + B + C, A, B, C), strict=True)]
    assert words(lambda of: _blocks(of, 4), *front) == {"e = a + b + c"}
    assert words(lambda of: _blocks(of, 4), *front[:2]) == set()
    assert LIMITS["block"] >= 5


def test_side_by_side_always_the_same():
    last = column("d", 2000.0 - A - B - C + 0.43 * EVEN, 0.125)
    # half of all steps: 0.4375 and two thousandths
    cells = [column("a", A, 0.5), column("b", B, 0.125), column("c", C, 0.125)]
    assert words(lambda of: _blocks(of, 4), *cells, last) == {"d = -a - b - c + 2000"}
    last = column("d", 2000.0 - A - B - C + 0.45 * EVEN, 0.125)
    assert words(lambda of: _blocks(of, 4), *cells, last) == set()
    zero = column("d", -A - B - C, 0.125)
    assert words(lambda of: _blocks(of, 4), *cells, zero) == set()


def four(part, step, reads, shift=0.0):
    leeway = 1.001 * step + 0.5 * reads + 1e-7 * shift
    off = np.array([1.0, -1, 0, -1, 1, 1, -1, 0, -1, 1, 1, -1])
    cells = [column(name, one[:12], step) for name, one, step in (("a", A, 0.5), ("b", B, 0.25), ("c", C + shift, 0.125))]
    return words(_fours, *cells, column("e", (A + B - C)[:12] - shift + part * leeway * off, 0.375))


@pytest.mark.parametrize(
    ("found", "step", "reads", "shift"),
    [("c = a + b - e", 0.125, 1.125, 0.0), ("a = c + e - b", 0.5, 0.75, 0.0), ("a = c + e - b", 0.5, 0.75, 2e7)],
)
def test_two_and_two(found, step, reads, shift):
    assert found in four(FEW if not shift else 0.2, step, reads, shift)
    assert found not in four(MANY, step, reads, shift)


def test_whole_numbers_two_and_two():
    cells = [column(name, one) for name, one in zip("abc", (A, B, C), strict=True)]
    assert words(_fours, *cells, column("e", A + B - C)) == {"c = a + b - e", "a = c + e - b"}
    assert words(_fours, *cells, column("e", A + B - C + EVEN)) == set()
    assert words(_fours, *cells) == set()
    nothing = np.where(K < 7, 1.0, 0.0)
    assert words(_fours, *(column(one.name, one.look * nothing) for one in cells), column("e", (A + B - C) * nothing)) == set()


def test_the_time_between_dates_to_a_millionth():
    days = 19_000.0 + 50 * K

    def spans(part):
        stay = 29.0 + K % 2
        seconds = 86_400 * stay
        off = part * (1.02 + 1e-6 * seconds) * EVEN
        return words(lambda of: _spans(of, [dated("start", days), dated("end", days + stay)]), column("stay", seconds + off))

    assert spans(FEW) == {"stay = seconds from start to end"}
    assert spans(MANY) == set()
