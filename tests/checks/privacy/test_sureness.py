from __future__ import annotations

from dataqa.checks.privacy._identifiers.sureness import sureness


def test_a_weak_check_digit_says_little_once_and_much_in_a_column():
    assert sureness(1, 1, 0.1) < 0.01
    assert sureness(100, 100, 0.1, doubt=20) > 0.9
    assert sureness(12, 100, 0.1, doubt=20) == 0.0


def test_a_word_beside_it_or_a_strong_check_is_enough():
    assert sureness(1, 1, 0.1, announced=True) > 0.9
    assert sureness(1, 1, 0.001) > 0.9
    assert sureness(0, 5, 0.001) == 0.0
