import polars as pl
import pytest

from dataqa.checks.slips import may_slip, slip_pairs


@pytest.mark.parametrize(
    ("first", "second", "slip"),
    [
        ("Hamburg", "Hamburgh", True),
        ("Hamburg", "Hambrug", True),
        ("Hamburg", "Homburg", True),
        ("Hamburg", "Hamburg", False),
        ("Hamburg", "Homburgh", False),
        ("abcd", "abce", False),  # four letters
        ("abcde", "abcdf", True),
        ("Tor abc", "Tor abd", False),  # of a word of three letters another word
        ("Tor abcd", "Tor abce", True),
        ("route 12", "route 13", False),
        ("New York", "NewYork", False),  # of seven characters
        ("New Yorks", "NewYorks", True),
        ("Hamburg", None, False),
    ],
)
def test_texts_one_slip_apart(first, second, slip):
    assert slip_pairs(pl.Series([first], dtype=pl.String), pl.Series([second], dtype=pl.String)).tolist() == [slip]


def test_whether_any_two_texts_are_a_slip_apart():
    assert may_slip(pl.Series(["Berlin", "berlln", None]))
    assert not may_slip(pl.Series(["Berlin", "BERLIN", "Bonn", None]))
