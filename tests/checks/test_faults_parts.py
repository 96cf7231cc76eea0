"""Letters that stand in place of others, as a broken key writes them."""

from __future__ import annotations

import pytest

from dataqa.checks._faults import _letters, same_length, stand_ins
from dataqa.checks._word_slips import _put_right

LIMITS = {"letters": 5, "wrong_share": 0.5, "frequent_rows": 10, "rare_share": 0.1, "most_replaced": 0.5}


@pytest.mark.parametrize(
    ("texts", "frequent", "pairs"),
    [
        (["bxrlxn"], ["berlin"], [("bxrlxn", "berlin", 2)]),
        (["bxrlin"], ["berlin"], []),  # one letter may be a slip
        (["bxrlyn"], ["berlin"], []),  # two letters stand for others
        (["xxxxin"], ["berlin"], []),  # more than half
        (["xxrxin"], ["berlin"], [("xxrxin", "berlin", 3)]),
        (["bxrx"], ["bern"], []),  # too short
        (["bxrnx"], ["berne"], [("bxrnx", "berne", 2)]),
        (["bxrlxn", "pxrxs"], ["paris", "berlin"], [("pxrxs", "paris", 2), ("bxrlxn", "berlin", 2)]),
        (["bxrlxnn"], ["berlin"], []),
        (["bxrlxn"], [], []),
    ],
)
def test_texts_of_one_length_with_a_letter_in_place_of_others(texts, frequent, pairs):
    assert same_length(texts, frequent, LIMITS) == pairs


def test_letters_as_numbers():
    assert _letters(["ab", "ba"], 2).tolist() == [[97, 98], [98, 97]]


@pytest.mark.parametrize(
    ("counts", "found"),
    [
        ({"berlin": 50, "bxrlin": 1}, {"bxrlin": "berlin"}),
        ({"berlin": 50, "bxrlin": 6}, {}),  # not rare
        ({"berlin": 50, "bxrlin": 5}, {"bxrlin": "berlin"}),
        ({"berlin": 9, "bxrlin": 0}, {}),  # nothing is frequent
        ({"berlin": 50, "xxxxin": 1}, {}),
        ({"berlin": 50, "xxxlin": 1}, {"xxxlin": "berlin"}),
        ({"berlin": 50, "byrlin": 1}, {}),
        ({"merlin": 60, "berlin": 50, "xerlin": 1}, {"xerlin": "merlin"}),  # the commoner
        ({"may": 50, "mxy": 1}, {"mxy": "may"}),
        ({"may": 50, "mxy": 1, "xat": 50}, {}),  # of short texts only where the letter is no letter of the column
        ({"berlin": 50, "bxrlin": 1, "xat": 50}, {"bxrlin": "berlin"}),
    ],
)
def test_rare_texts_with_a_letter_that_stands_for_others(counts, found):
    assert stand_ins(counts, {"x"}, LIMITS) == found


def test_what_a_text_may_have_been():
    ways = _put_right("Red hoose and hoose", ["hoose"], [[(1, "house"), (2, "horse"), (1, "moose")]])
    assert ways == [("Red house and house", 1), ("Red horse and horse", 2)]  # the first two of its ways
    both = _put_right("rad hoose", ["rad", "hoose"], [[(1, "red")], [(2, "horses")]])
    assert both == [("red horses", 2)]
