"""The parts of the search for formulas, each on a few cells whose answer is plain."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from dataqa.checks.noise._formulas.calendar import _mapping
from dataqa.checks.noise._formulas.forms import Product, Sum, leeways
from dataqa.checks.noise._formulas.holding import HoldingFormula, _refined, explained, rule_of
from dataqa.checks.noise._formulas.terms import all_terms
from dataqa.checks.noise._formulas.votes import Broken, wrong_cells
from dataqa.checks.noise._formulas.wrong_cells import _columns
from dataqa.checks.noise._quantities import Quantity
from dataqa.checks.noise.broken_arithmetic import _shown
from dataqa.findings.parameters import parameters_of

CELLS = {name: np.array(cells, dtype=float) for name, cells in {"a": [2, 4], "b": [3, -1], "c": [6, 1], "d": [10, 50]}.items()}


def column(name, cells, step=1.0, *, dated=False):
    return Quantity(
        name=name,
        dated=dated,
        look=np.array(cells, dtype=float),
        step=step,
        audit=None,
        make=lambda: np.array(cells, dtype=float),
    )


def known(**columns):
    return {name: cells if isinstance(cells, Quantity) else column(name, cells) for name, cells in columns.items()}


# --- what a formula gives ---------------------------------------------------------------------------------------------------------

FORMULAS = {
    "c = a - 2 × b + 5": (
        Sum("c", ("b", "a"), (-2.0, 1.0), 5.0),
        {"gives": [1, 11], "size": [13, 11], "slopes": [[2, 2], [1, 1]], "a": [7, -6], "b": [0.5, 4], "plain": False},
    ),
    "c = -a - b - 4": (
        Sum("c", ("a", "b"), (-1.0, -1.0), -4.0),
        {"gives": [-9, -7], "size": [9, 9], "slopes": [[1, 1], [1, 1]], "a": [-13, -4], "b": [-12, -9], "plain": True},
    ),
    "c = a + 0.5": (
        Sum("c", ("a",), (1.0,), 0.5),
        {"gives": [2.5, 4.5], "size": [2.5, 4.5], "slopes": [[1, 1]], "a": [5.5, 0.5], "plain": False},
    ),
    "c = a, rounded down,": (
        Sum("c", ("a",), (1.0,), floor=1.0),
        {"gives": [1.5, 3.5], "size": [2, 4], "slopes": [[1, 1]], "a": [6.5, 1.5], "plain": True},
    ),
    "c = 3 × a / b²": (
        Product("c", ("a", "b"), (1, -2), 3.0),
        {"gives": [2 / 3, 12], "size": [2 / 3, 12], "slopes": [[1 / 3, 3], [4 / 9, 24]], "a": [18, 1 / 3], "b": [1, 12**0.5],
         "plain": False},
    ),
    "c = a × b": (
        Product("c", ("a", "b"), (1, 1)),
        {"gives": [6, -4], "size": [6, 4], "slopes": [[3, 1], [2, 4]], "a": [2, -1], "b": [3, 0.25], "plain": True},
    ),
    "c = a² / b": (
        Product("c", ("a", "b"), (2, -1)),
        {"gives": [4 / 3, -16], "size": [4 / 3, 16], "slopes": [[4 / 3, 8], [4 / 9, 16]], "a": [18**0.5, 1], "b": [2 / 3, 16],
         "plain": False},
    ),
    "c = 1 / a / b": (
        Product("c", ("a", "b"), (-1, -1)),
        {"gives": [1 / 6, -0.25], "size": [1 / 6, 0.25], "slopes": [[1 / 12, 1 / 16], [1 / 18, 0.25]], "a": [1 / 18, -1],
         "b": [1 / 12, 0.25], "plain": False},
    ),
    "c = a × (1 - d / 100)": (
        Product("c", ("a",), (1,), 1.0, "d", -0.01),
        {"gives": [1.8, 2], "size": [1.8, 2], "slopes": [[0.9, 0.5], [0.02, 0.04]], "a": [6 / 0.9, 2], "d": [-200, 75],
         "plain": False},
    ),
    "c = a × (1 + d), rounded down,": (
        Product("c", ("a",), (1,), 1.0, "d", 1.0, floor=2.0),
        {"gives": [21, 203], "size": [21, 203], "slopes": [[10.5, 50.75], [2, 4]], "a": [7 / 11, 2 / 51], "d": [2.5, -0.5],
         "plain": False},
    ),
    "c = a^3": (
        Product("c", ("a",), (3,)),
        {"gives": [8, 64], "size": [8, 64], "slopes": [[12, 48]], "a": [6 ** (1 / 3), 1], "plain": True},
    ),
}  # fmt: skip


@pytest.mark.parametrize("words", FORMULAS)
def test_what_a_formula_gives_and_what_each_cell_should_be(words):
    formula, wanted = FORMULAS[words]
    found = {"gives": formula.gives(CELLS), "size": formula.size(CELLS), "slopes": formula.slopes(CELLS), "plain": formula.plain}
    found |= {name: formula.solved(name, CELLS) for name in formula.operands}
    assert formula.words() == words
    assert set(found) == set(wanted)
    for what, value in wanted.items():
        assert np.array(found[what]) == pytest.approx(np.array(value)), what


def test_what_divides_by_nothing_gives_nothing():
    cells = {"a": np.array([1.0, 0.0]), "b": np.array([0.0, 0.0]), "c": np.array([1.0, 1.0])}
    formula = Product("c", ("a", "b"), (1, -1))
    assert np.isnan(formula.gives(cells)).all()
    assert np.isnan(formula.solved("a", cells)).all()
    assert [one.tolist() for one in formula.slopes(cells)] == [[0, 0], [0, 0]]


def test_by_how_much_a_result_may_differ():
    columns = known(a=column("a", [2, 4], 0.1), b=column("b", [3, -1]), c=column("c", [6, 1], 0.5))
    noise, written, read = leeways(Sum("c", ("a", "b"), (1.0, 2.0)), columns, CELLS)
    assert noise == pytest.approx([14e-9, 7e-9])
    assert written == pytest.approx([0.2505, 0.2505])
    assert read == pytest.approx([0.3005, 0.3005])
    unwritten = {**columns, "a": column("a", [2, 4], 0.0)}
    assert leeways(Sum("c", ("a", "b"), (1.0, 2.0)), unwritten, CELLS)[0] == pytest.approx([14e-9 * 200, 7e-9 * 200])
    unwritten = {**columns, "c": column("c", [6, 1], 0.0)}
    assert leeways(Sum("c", ("a", "b"), (1.0, 2.0)), unwritten, CELLS)[0] == pytest.approx([14e-9 * 200, 7e-9 * 200])


# --- which of them hold -----------------------------------------------------------------------------------------------------------

LIMITS = parameters_of("formulas")
_long = np.random.default_rng(1)
PRICE, COUNT = np.round(_long.gamma(3, 7, 200) + 1, 2), _long.integers(1, 25, 200) * 1.0
TOTAL = np.round(PRICE * COUNT, 2)
X, Y = _long.integers(100, 900, 200) * 1.0, _long.integers(100, 900, 200) * 1.0


def judged(formula, **columns):
    found = rule_of(formula, known(**columns), LIMITS)
    return found and (found.formula.words(), found.level)


ADDED = Sum("z", ("x", "y"), (1.0, 1.0))


@pytest.mark.parametrize(("rows", "holds"), [(50, True), (49, False)])
def test_a_rule_needs_fifty_rows(rows, holds):
    x, y = X[:rows], Y[:rows]
    assert (judged(ADDED, x=x, y=y, z=x + y) is not None) is holds


@pytest.mark.parametrize(("wrong", "holds"), [(0, True), (19, True), (21, False)])
def test_a_rule_holds_in_nine_of_ten_rows(wrong, holds):
    z = X + Y + np.where(np.arange(200) < wrong, 100 + np.arange(200), 0)
    assert judged(ADDED, x=X, y=Y, z=z) == (("z = x + y", 0) if holds else None)


def test_cells_that_are_missing_are_not_judged():
    x = np.where(np.arange(200) < 100, X, np.nan)
    assert judged(ADDED, x=x, y=Y, z=X + Y) == ("z = x + y", 0)


def test_how_exactly_a_rule_holds():
    product = Product("total", ("price", "count"), (1, 1))
    price, exact = column("price", PRICE, 0.01), PRICE * COUNT
    assert judged(product, price=price, count=COUNT, total=column("total", exact, 0.0)) == ("total = price × count", 0)
    assert judged(product, price=price, count=COUNT, total=column("total", np.round(exact), 1.0)) == ("total = price × count", 1)
    read = column("price", np.round(PRICE, 1), 0.1)
    assert judged(product, price=read, count=COUNT, total=column("total", TOTAL, 0.01)) == ("total = price × count", 2)


@pytest.mark.parametrize(
    ("formula", "columns", "words"),
    [
        (Product("z", ("x", "y"), (1, 1), 0.0100002), {"z": column("z", np.round(X * Y * 0.01, 2), 0.01)}, "z = 0.01 × x × y"),
        (Product("z", ("x", "y"), (1, 1), 2.9), {"z": column("z", X * Y * 3, 1.0)}, "z = 3 × x × y"),
        (Sum("z", ("x", "y"), (1.0, 1.0), 12.003), {"z": column("z", X + Y + 12.0, 1.0)}, "z = x + y + 12"),
        (Sum("z", ("x",), (1.799,), 32.5), {"z": column("z", np.round(1.8 * X + 32, 1), 0.1)}, "z = 1.8 × x + 32"),
        (Sum("z", ("x",), (2.5401,), 0.1), {"z": column("z", np.round(2.54 * X, 2), 0.01)}, "z = 2.54 × x"),
        (Sum("z", ("x",), (0.5,), 0.0), {"z": np.floor(X / 2)}, "z = 0.5 × x, rounded down,"),
    ],
)
def test_constants_are_rounded_as_far_as_they_hold(formula, columns, words):
    assert judged(formula, x=X, y=Y, **columns)[0] == words


@pytest.mark.parametrize(("unusual", "holds"), [(20, True), (19, False)])
def test_every_column_has_a_part(unusual, holds):
    y = np.where(np.arange(200) < unusual, 5.0 + np.arange(200), 0.0)
    assert (judged(ADDED, x=X, y=y, z=X + y) is not None) is holds


def test_what_holds_only_for_the_commonest_value_is_no_rule():
    y = np.where(np.arange(200) < 20, 5.0 + np.arange(200), 0.0)
    z = X + np.where(np.arange(200) < 3, 0, y)
    assert judged(ADDED, x=X, y=y, z=z) is None


@pytest.mark.parametrize(("values", "holds"), [(10, True), (9, False)])
def test_two_columns_need_ten_values(values, holds):
    x = np.resize(np.arange(values) * 7.0, 200)
    assert (judged(Sum("z", ("x",), (3.0,), 1.0), x=x, z=3 * x + 1) is not None) is holds


@pytest.mark.parametrize(("values", "holds"), [(5, True), (4, False)])
def test_two_of_three_columns_need_five_values(values, holds):
    x, y = np.resize(np.arange(values) * 10.0, 200), _long.integers(0, 2, 200) * 1.0
    z = np.where(y == 1, x + 1, x)
    assert (judged(ADDED, x=x, y=y, z=z) is not None) is holds


@pytest.mark.parametrize(("off", "level"), [(0.4, 2), (0.5, 0)])
def test_a_resemblance_is_missed_by_a_hair(off, level):
    z = column("z", 1.5 * X + np.where(np.arange(200) < 12, off, 0), 0.1)  # rounding alone accounts for 0.425
    assert judged(Sum("z", ("x",), (1.5,)), x=column("x", X, 0.5), z=z) == ("z = 1.5 × x", level)


@pytest.mark.parametrize(("off", "holds"), [(0.02, False), (0.1, True)])
def test_what_is_missed_by_less_than_twice_the_leeway_is_a_resemblance(off, holds):
    # nearly all rows agree to what rounding leaves of x, y and z together, 0.015, and to no less
    exact = X / 100 + Y / 100
    z = (
        exact
        + np.where(np.arange(200) % 2, 0.01, -0.01)
        + np.where(np.arange(200) < 12, off * np.sign(np.arange(200) % 2 - 0.5), 0)
    )
    columns = {"x": column("x", X / 100, 0.01), "y": column("y", Y / 100, 0.01), "z": column("z", z, 0.01)}
    assert judged(ADDED, **columns) == (("z = x + y", 2) if holds else None)


def test_what_holds_whatever_stands_in_a_column_does_not_need_it():
    y = np.resize(np.arange(5.0), 200)
    tens = np.round(X, -1)
    assert judged(ADDED, x=column("x", tens, 10.0), y=y, z=column("z", tens, 10.0)) is None
    assert judged(ADDED, x=column("x", tens, 10.0), y=10 * y, z=column("z", tens + 10 * y, 10.0)) == ("z = x + y", 0)


def refined(formula, **columns):
    found = known(**columns)
    return _refined(formula, found, {name: one.values for name, one in found.items()})


def test_a_constant_is_fitted_only_where_there_is_one_and_cells_that_say_it():
    double = Product("z", ("x",), (1,), 2.5)
    assert refined(double, x=X, z=2 * X).factor == 2.0
    assert refined(replace(double, factor=1.0), x=X, z=2 * X).factor == 1.0
    assert refined(double, x=X, z=0 * X).factor == 2.5
    line = Sum("z", ("x",), (2.5,), 1.0)
    assert (refined(line, x=X, z=2 * X + 4).weights, refined(line, x=X, z=2 * X + 4).constant) == ((2.0,), 4.0)
    assert refined(line, x=np.full(200, 3.0), z=2 * X) == line


# --- sums with all their terms ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("elsewhere", "operands"), [(0, ("x", "y", "fee")), (1, ("x", "y", "fee")), (2, None)])
def test_a_term_is_nothing_wherever_the_sum_holds_without_it(elsewhere, operands):
    fee = np.where(np.arange(200) < 10, 7.0 + np.arange(200), 0.0)
    columns = known(x=X, y=Y, z=X + Y + fee, fee=fee + np.where(np.arange(200) >= 200 - elsewhere, 5.0, 0.0))
    found = all_terms(HoldingFormula(formula=ADDED, level=0), columns)
    assert (found and found.formula.operands) == operands


@pytest.mark.parametrize(("lacking", "operands"), [(3, ("x", "y", "fee")), (2, None)])
def test_a_term_explains_three_rows_at_least(lacking, operands):
    fee = np.where(np.arange(200) < lacking, 7.0 + np.arange(200), 0.0)
    found = all_terms(HoldingFormula(formula=ADDED, level=0), known(x=X, y=Y, z=X + Y - fee, fee=fee))
    assert (found and found.formula.operands) == operands
    assert found is None or found.formula.weights == (1.0, 1.0, -1.0)


@pytest.mark.parametrize(
    ("formula", "fee", "wider"),
    [
        (ADDED, {}, True), (replace(ADDED, said="z is the total"), {}, False), (replace(ADDED, floor=1.0), {}, False),
        (ADDED, {"dated": True}, False), (ADDED, {"of": "sold"}, False),
    ],
)  # fmt: skip
def test_which_sums_and_which_columns_may_have_a_further_term(formula, fee, wider):
    amount = np.where(np.arange(200) < 10, 7.0 + np.arange(200), 0.0)
    columns = known(x=X, y=Y, z=X + Y + amount, fee=replace(column("fee", amount), **fee))
    assert (all_terms(HoldingFormula(formula=formula, level=2), columns) is not None) is wider
    columns["z"] = replace(columns["z"], dated=True)
    assert all_terms(HoldingFormula(formula=formula, level=2), columns) is None


def test_which_columns_may_have_a_part_in_a_formula():
    from contexts import context_of

    numbers = [float(n) for n in range(120)]
    frame = {
        "half": [n if i % 2 else None for i, n in enumerate(X[:120])],
        "less": [n if i % 2 and i > 1 else None for i, n in enumerate(Y[:120])],
        "two": [1.5, 2.5] * 60, "three": [0.5, 1.5, 2.5] * 40, "zip": [n * 7 % 101 for n in numbers],
        "word": ["a", "b", "c"] * 40,
    }  # fmt: skip
    assert sorted(_columns(context_of(frame))) == ["half", "three"]
    assert sorted(_columns(context_of({name: cells[:98] for name, cells in frame.items()}))) == ["three"]  # 49 cells are too few


# --- what a third column accounts for ---------------------------------------------------------------------------------------------


def test_what_another_column_accounts_for():
    rows, fee = np.arange(10), np.array([0.0, 0, 0, 0, 0, 0, 0, 7, 8, 9])
    off = np.array([1.0, 2, 3, 4, 50, 6, 61, 7, 8, 9])
    columns = known(x=np.full(10, 1.0), y=np.full(10, 2.0), fee=fee, z=3 + off)
    assert explained(ADDED, columns, rows, LIMITS).tolist() == [False] * 7 + [True] * 3
    columns["fee"] = column("fee", np.where(rows == 9, 0.0, fee))
    assert not explained(ADDED, columns, rows, LIMITS).any()
    columns["fee"] = column("fee", -fee)
    assert explained(ADDED, columns, rows, LIMITS).sum() == 3
    columns["fee"] = column("fee", fee, dated=True)
    assert not explained(ADDED, columns, rows, LIMITS).any()


@pytest.mark.parametrize(("same", "accounted"), [(5, 5), (4, 0)])
def test_one_difference_that_most_rows_share(same, accounted):
    off = np.where(np.arange(8) < same, 3.0, 10.0 + np.arange(8))
    columns = known(x=np.full(8, 1.0), y=np.full(8, 2.0), z=3 + off)
    assert explained(ADDED, columns, np.arange(8), LIMITS).sum() == accounted


# --- parts of dates ---------------------------------------------------------------------------------------------------------------


def translated(part, codes, count=4):
    return _mapping(np.array(part, dtype=float), np.array(codes, dtype=np.int64), count, 0.9)


def test_a_translation_of_the_parts_of_a_date():
    months = np.resize([1.0, 2, 3, 4], 60)
    codes = np.resize([2, 0, 3, 1], 60)
    assert translated(months, codes) == {1: 2, 2: 0, 3: 3, 4: 1}
    assert translated(months[:50], codes[:50]) == {1: 2, 2: 0, 3: 3, 4: 1}
    assert translated(months[:49], codes[:49]) is None
    assert translated(np.where(np.arange(60) < 10, np.nan, months), codes) is not None
    assert translated(np.where(np.arange(60) < 11, np.nan, months), codes) is None
    assert translated(months, np.where(np.arange(60) < 11, -1, codes)) is None
    assert translated(months, np.where(np.arange(60) < 6, 2, codes)) is not None
    assert translated(months, np.where(np.arange(60) < 12, 2, codes)) is None
    assert translated(months, np.where(codes == 3, 2, codes)) is None
    assert translated(np.where(months > 2, 1, months), np.where(months > 2, 2, codes)) is None  # two values
    assert translated([1.0] * 44 + [2.0] * 8 + [3.0] * 8, [0] * 44 + [1] * 8 + [2] * 8) is None  # one value in most rows
    assert translated([1.0] * 42 + [2.0] * 9 + [3.0] * 9, [0] * 42 + [1] * 9 + [2] * 9) == {1: 0, 2: 1, 3: 2}
    assert translated([*months, 9.0, 9.0], [*codes, 0, 0]) == {1: 2, 2: 0, 3: 3, 4: 1}  # two rows stand for nothing
    assert translated([*months, 9.0, 9.0, 9.0], [*codes, 0, 0, 0]) is None


# --- which cell is wrong ----------------------------------------------------------------------------------------------------------


def suspects(columns, *formulas):
    columns = known(**columns)
    broken = []
    for formula in formulas:
        there, holds, off = (rule := HoldingFormula(formula=formula, level=0)).judged(columns)
        broken.append(Broken(rule=rule, holds=holds, breaks=there & ~holds, off=off))
    return [(one.column, one.rows.tolist(), one.scores.tolist()) for one in wrong_cells(broken, columns, 3.0)]


def test_the_wrong_cell_is_the_one_that_would_be_usual_otherwise():
    assert suspects({"x": X, "y": Y, "z": X + Y}, ADDED) == []
    assert suspects({"x": X, "y": Y, "z": np.where(np.arange(200) == 7, 99_999, X + Y)}, ADDED) == [("z", [7], [0.9])]
    assert suspects({"x": np.where(np.arange(200) == 7, 99_999, X), "y": Y, "z": X + Y}, ADDED) == [("x", [7], [0.9])]


def test_rules_that_hold_speak_for_their_cells():
    doubled = Sum("w", ("x",), (2.0,))
    z = X + Y
    x = X + np.where(np.arange(200) == 7, 37, 0)
    assert suspects({"x": x, "y": Y, "z": z, "w": 2 * X}, ADDED, doubled) == [("x", [7], [0.9])]
    y = Y + np.where(np.arange(200) == 7, 37, 0)
    found = suspects({"x": X, "y": y, "z": z, "w": 2 * X}, ADDED, doubled)
    assert [(name, rows) for name, rows, _ in found] in ([("y", [7])], [("z", [7])])


# --- what is shown ----------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "value", "shown"),
    [
        (column("a", [], 0.01), 1.234, "1.23"),
        (column("a", [], 0.0), 1.23456789, "1.23457"),
        (column("a", [], 1.0), 1e11 + 1, "100000000001"),
        (column("a", []), np.nan, ""),
        (column("a", []), np.inf, ""),
        (column("a", [], dated=True), 1.0, "1970-01-02"),
        (column("a", [], 0.5, dated=True), 1.6, "1970-01-02 12:00:00"),
        (column("a", [], 0.0, dated=True), 0.25, "1970-01-01 06:00:00"),
        (replace(column("year of sold", []), of="sold"), 2024.0, "year 2024"),
        (replace(column("a", []), labels={3.0: "Wed"}), 3.0, "Wed"),
        (replace(column("a", []), labels={3.0: "Wed"}), 4.0, ""),
    ],
)
def test_what_a_cell_should_be_is_shown_as_its_column_writes_it(of, value, shown):
    assert _shown(of, value) == shown
