"""Who rates what, and by which column."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace

import polars as pl
import pytest

from dataqa.checks.interactions import Interactions, _rating, _read, _sides, interactions_of, names_of, ratings_of, rows_of
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


def read(
    frame: dict[str, list], kind: str = "recommendation", groups: tuple[str, ...] = ("user_id", "item_id"), time: str = ""
) -> Interactions | None:
    table = pl.DataFrame(frame)
    times = ["seen", "at"]
    columns = {name: SimpleNamespace(meaning="", clock="date" if name == time else "") for name in frame}
    profiles = {name: SimpleNamespace(name=name, kind="number", distinct=5) for name in frame}
    audit = SimpleNamespace(
        task=SimpleNamespace(kind=kind, columns=columns, target=None, having=lambda role: groups if role == "group" else times),
        engine=SimpleNamespace(table=SimpleNamespace(frame=table)), moments=pl.col, profile=SimpleNamespace(columns=profiles),
        profiles=lambda *_: [(one, None) for one in profiles.values()],
    )  # fmt: skip
    return _read(audit)


def test_who_rates_what_and_when():
    days = [dt.datetime(2024, 1, day) for day in (1, 2, 3)]
    frame = {"user_id": [1, None, 2], "item_id": [7, 8, 9], "rating": [5, 4, 3], "seen": [0, 0, 0], "at": days}
    found = read(frame, time="at")
    assert (found.user, found.item, found.rating, found.time) == ("user_id", "item_id", "rating", "at")
    assert found.table.rows() == [(0, 1, 7, 5.0, days[0]), (2, 2, 9, 3.0, days[2])]
    assert (found.column("user"), found.column("item")) == ("user_id", "item_id")
    plain = read({name: frame[name] for name in ("user_id", "item_id", "seen", "at")})
    assert (plain.rating, plain.time, plain.table.row(0)) == (None, None, (0, 1, 7, None, None))
    assert read(frame, kind="regression") is read(frame, groups=("user_id",)) is None
    with pytest.raises(NotApplicable, match="no ratings or events"):
        interactions_of(SimpleNamespace(once=lambda _: None))
