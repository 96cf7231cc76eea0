"""Two texts beside each other, and which words differ."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dataqa.render.pairs import differing


@pytest.mark.parametrize(
    ("first", "second", "left", "right"),
    [
        ("a b", "a b", [("a b", False)], [("a b", False)]),
        ("Good day", "Good night", [("Good ", False), ("day", True)], [("Good ", False), ("night", True)]),
        ("so cool.", "so cool!", [("so cool", False), (".", True)], [("so cool", False), ("!", True)]),
        ("", "new", [], [("new", True)]),
        ("x" * 2000, "y", [("x" * 2000, True)], [("y", True)]),
    ],
)
def test_differences_are_marked(first, second, left, right):
    assert differing(first, second) == (tuple(left), tuple(right))


@given(st.text(max_size=80), st.text(max_size=80))
def test_the_parts_make_up_the_texts(first, second):
    left, right = differing(first, second)
    assert "".join(part for part, _ in left) == first
    assert "".join(part for part, _ in right) == second
    assert [p for p, marked in left if not marked] == [p for p, marked in right if not marked] or first == second
