from __future__ import annotations

import numpy as np

ROWS = 300
CITIES = ["Berlin", "Paris", "Rome", "Oslo", "Madrid", "Vienna", "Prague"]


def found_by(measure, columns, **arguments):
    found = measure("near-copies", columns, **arguments)
    return [(m.columns, m.rows.positions.tolist(), m.about) for m in found]


def test_a_copied_number_that_differs_in_some_rows(judge):
    fee = np.random.default_rng(1).gamma(3, 9, ROWS).round(2)
    billed = fee.copy()
    billed[[4, 90]] = [900.5, 0.01]
    issues = judge("near-copies", {"fee": fee, "billed": billed})
    assert [(i.columns, sorted(i.rows.positions.tolist()), i.severity) for i in issues] == [(("billed",), [4, 90], "low")]
    assert issues[0].title == "`billed` differs from its near-copy `fee` in 2 rows"
    assert issues[0].why.startswith("`billed` equals `fee` in 298 of 300 rows. In 2 rows, `billed` differs and is probably wrong")


def test_the_first_of_both_is_named_where_it_is_out_of_line(measure):
    fee = np.random.default_rng(1).gamma(3, 9, ROWS).round(2)
    data = {"fee": fee.copy(), "billed": fee}
    data["fee"][7] = 99999.0
    assert found_by(measure, data) == [(("fee",), [7], "fee = billed")]


def test_text_but_for_case_and_spaces(measure):
    city = np.random.default_rng(2).choice(CITIES, ROWS).tolist()
    sent = [f" {one.upper()}" for one in city]
    city[0], sent[0] = "Oslo", "PARIS"
    assert found_by(measure, {"city": city, "sent_to": sent}) == [(("sent_to",), [0], "city = sent_to")]


def test_a_rounded_number_is_the_same_number(measure):
    weight = np.random.default_rng(3).normal(70, 12, ROWS).round(2)
    assert measure("near-copies", {"weight": weight, "kilos": weight.round()}) == []


def test_exact_copies_and_other_columns_are_quiet(measure):
    random = np.random.default_rng(4)
    a = random.integers(0, 90, ROWS)
    assert measure("near-copies", {"a": a, "b": a, "c": random.integers(0, 90, ROWS)}) == []


def test_columns_that_are_mostly_zero_agree_by_chance(measure):
    random = np.random.default_rng(5)
    rare = [np.where(random.random(ROWS) < 0.04, random.integers(1, 90, ROWS), 0) for _ in range(2)]
    assert measure("near-copies", {"a": rare[0], "b": rare[1]}) == []


def test_of_three_copies_each_is_held_against_the_first(measure):
    fee = np.random.default_rng(1).gamma(3, 9, ROWS).round(2)
    billed, paid = fee.copy(), fee.copy()
    billed[[4, 90]], paid[7] = [900.5, 0.01], 700.5
    named = found_by(measure, {"fee": fee, "billed": billed, "paid": paid})
    assert named == [(("billed",), [4, 90], "fee = billed"), (("paid",), [7], "fee = paid")]


def test_a_target_is_no_copy(measure):
    fee = np.random.default_rng(1).gamma(3, 9, ROWS).round(2)
    billed = np.where(np.arange(ROWS) == 4, 900.5, fee)
    assert found_by(measure, {"fee": fee, "billed": billed}, target="billed") == []
