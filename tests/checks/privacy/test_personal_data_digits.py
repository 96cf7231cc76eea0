"""Check digits of cards and accounts, and addresses of machines."""

from __future__ import annotations

import polars as pl
import pytest

from dataqa.checks.privacy._identifiers.digits import accounts, addresses, cards, luhn, matches, mod97


@pytest.mark.parametrize(
    ("number", "passes"),
    [("79927398713", True), ("79927398710", False), ("4111111111111111", True), ("4111111111111112", False), ("0", False),
     ("18", True),
     ("59", True), ("95", False)],
)  # fmt: skip
def test_the_formula_of_luhn(number, passes):
    assert luhn(pl.Series([number])).tolist() == [passes]


@pytest.mark.parametrize(
    ("number", "passes"),
    [("GB82WEST12345698765432", True), ("GB82WEST12345698765433", False), ("DE89370400440532013000", True),
     ("DE98370400440532013000", False), ("NL91ABNA0417164300", True)],
)  # fmt: skip
def test_check_digits_of_accounts(number, passes):
    assert mod97(pl.Series([number])).tolist() == [passes]


def test_cards_in_texts():
    texts = pl.Series(["pay 4111 1111 1111 1111 now", "4111 1111 1111 1112", "no number", "9111 1111 1111 1111"])
    assert [score > 0.5 for score in cards(texts, 0.5)] == [True, False, False, False]
    assert cards(pl.Series(["4111 1111 1111 1112"] * 3), 0.5).tolist() == [0, 0, 0]


def test_accounts_in_texts():
    texts = pl.Series(["to GB82 WEST 1234 5698 7654 32 please", "GB82 WEST 1234 5698 7654 33", "DE89370400440532013000"])
    assert [score > 0.5 for score in accounts(texts, 0.5)] == [True, False, True]


@pytest.mark.parametrize(
    ("texts", "found"),
    [
        (["from 192.168.4.7 today"], [True]),
        (["see section 1.2.3.4"], [False]),
        (["1.2.3.4", "10.200.3.4"], [True, True]),  # a column of addresses
        (["1.2.3.4", "10.20.3.4"], [False, False]),
        (["127.0.0.1", "0.0.0.100", "255.255.255.0"], [False, False, False]),
        (["version 10.200.3.4"], [False]),
        (["256.1.1.200"], [False]),
        (["2001:db8::8a2e:370:7334"], [True]),
        (["12:30:45"], [False]),
    ],
)
def test_addresses_of_machines(texts, found):
    assert addresses(pl.Series(texts), 0.8).tolist() == found


def test_texts_that_match_one_of_several():
    assert matches(pl.Series(["ab", "cd", "ef"]), ["a", "d"]).tolist() == [True, True, False]
