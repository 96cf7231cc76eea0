"""Who rates what, and by which column."""

from __future__ import annotations

from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.interactions import _rating, _sides, names_of, ratings_of, rows_of
from dataqa.errors import NotApplicable


def task(groups: list[str], **meanings: str) -> SimpleNamespace:
    columns = {name: SimpleNamespace(meaning=meanings.get(name, "")) for name in [*groups, *meanings]}
    return SimpleNamespace(task=SimpleNamespace(columns=columns, having=lambda _: groups))


@pytest.mark.parametrize(
    ("audit", "sides"),
    [
        (task(["a", "b"], a="item", b="user"), ("b", "a")),
        (task(["movie_id", "user_id"]), ("user_id", "movie_id")),
        (task(["user_id", "other"]), ("user_id", "other")),
        (task(["other", "user_id"]), ("user_id", "other")),
        (task(["movie_id", "other"]), ("other", "movie_id")),
        (task(["one", "two"]), ("one", "two")),
        (task(["user_id"]), None),
        (task(["one", "two"], one="user"), ("one", "two")),
    ],
)
def test_users_and_items(audit, sides):
    assert _sides(audit) == sides


def rated(target: str | None, **columns: tuple[str, int]) -> SimpleNamespace:
    profiles = {name: SimpleNamespace(name=name, kind=kind, distinct=distinct) for name, (kind, distinct) in columns.items()}
    return SimpleNamespace(
        task=SimpleNamespace(target=target), profile=SimpleNamespace(columns=profiles),
        profiles=lambda *_: [(column, None) for column in profiles.values()],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("audit", "name"),
    [
        (rated(None, clicks=("number", 5), rating=("number", 5)), "rating"),
        (rated(None, rating=("number", 2)), None),
        (rated(None, rating=("number", 3)), "rating"),
        (rated(None, rating=("text", 5)), None),
        (rated(None, rating=("number", 10_000)), None),
        (rated(None, rating=("number", 2), stars=("number", 5)), "stars"),
        (rated("clicks", clicks=("number", 5), rating=("number", 5)), "clicks"),
        (rated("clicks", clicks=("number", 2), rating=("number", 5)), None),
    ],
)
def test_the_column_of_ratings(audit, name):
    assert _rating(audit) == name


def test_names_and_rows():
    cells = pl.Series(["a\n b", "1", "c", "d", "e"])
    assert names_of(cells) == ["a b", "1", "c", "d"]
    assert names_of(cells, 1) == ["a b"]
    assert rows_of(pl.DataFrame({"row": pl.Series([3, 1], dtype=pl.UInt32)})).tolist() == [3, 1]


def test_events_without_ratings_have_none():
    with pytest.raises(NotApplicable, match="without ratings"):
        ratings_of(SimpleNamespace(once=lambda _: SimpleNamespace(rating=None)))
