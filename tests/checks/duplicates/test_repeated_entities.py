from __future__ import annotations

BOOKS = [f"the long story of book {i}" for i in range(40)]
OTHER = {"author": [f"author {i}" for i in range(40)], "pages": list(range(100, 140)), "stars": [i % 5 for i in range(40)]}


def shop(again: int, **other: list[object]) -> dict[str, list[object]]:
    data = {"name": BOOKS, **OTHER}
    return {name: [*cells, *cells[:again]] for name, cells in data.items()} | {"sold": [i * i for i in range(40 + again)]} | other


def test_a_book_that_stands_there_again_is_named(measure):
    found = measure("repeated-entities", shop(10))
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("name",), 0.2, list(range(40, 50)))]
    assert (found[0].details["agreement"], found[0].details["differing"]) == (0.75, "sold")


def test_other_things_of_the_same_name_are_quiet(measure):
    assert measure("repeated-entities", shop(10, author=[f"author {i}" for i in range(50)])) == []


def test_where_the_entity_is_known_there_is_nothing_to_say(measure):
    assert measure("repeated-entities", shop(10), group="pages") == []


def test_severity_follows_the_share(judge):
    assert [i.severity for n in (4, 38) for i in judge("repeated-entities", shop(n))] == ["low", "medium"]
