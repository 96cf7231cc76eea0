from __future__ import annotations

BOOKS = [f"the long story of book {i}" for i in range(40)]
OTHER = {"author": [f"author {i}" for i in range(40)], "pages": list(range(100, 140)), "stars": [i % 5 for i in range(40)]}


def shop(again: int, **other: list[object]) -> dict[str, list[object]]:
    data = {"name": BOOKS, **OTHER}
    return {name: [*cells, *cells[:again]] for name, cells in data.items()} | {"sold": [i * i for i in range(40 + again)]} | other


def test_a_book_that_appears_again_is_named(measure):
    found = measure("repeated-entities", shop(10))
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("name",), 0.2, list(range(40, 50)))]
    assert (found[0].details["agreement"], found[0].details["differing"], found[0].notes) == (0.75, ["sold"], ("differing",))


def test_other_things_of_the_same_name_are_quiet(measure):
    assert measure("repeated-entities", shop(10, author=[f"author {i}" for i in range(50)])) == []


def test_where_the_entity_is_known_there_is_nothing_to_say(measure):
    assert measure("repeated-entities", shop(10), group="pages") == []


def test_severity_follows_the_share(judge):
    few, many = (judge("repeated-entities", shop(n)) for n in (4, 38))
    assert [i.severity for i in few + many] == ["low", "medium"]
    assert few[0].title == "4 rows (9.1%) have the `name` of an earlier row and about 75% of its other cells"


def test_whole_copies_are_another_matter(measure, covered):
    copies = {name: [*cells, *cells[:10]] for name, cells in {"name": BOOKS, **OTHER}.items()}
    assert measure("repeated-entities", copies) == []
    (found,) = covered("repeated-entities", copies)
    assert (found.value, found.rows.positions.tolist(), found.details["agreement"]) == (0.2, list(range(40, 50)), 1.0)
    assert measure("repeated-entities", {"name": BOOKS, **OTHER}) == covered("repeated-entities", {"name": BOOKS, **OTHER}) == []


def test_names_beside_nothing_but_ids_are_not_compared(measure):
    data = {"name": [*BOOKS, *BOOKS[:10]], "id": range(50), "k": [1] * 50, "c": ["x"] * 50}
    assert measure("repeated-entities", data) == []
