from __future__ import annotations

import numpy as np

VALUES = np.random.default_rng(0).normal(size=(60, 3))


def frame(rows: list[int], ids: list[int]) -> dict[str, object]:
    return {"id": ids, **{name: VALUES[rows, place] for place, name in enumerate("abc")}}


def test_a_row_with_a_new_id_is_named(measure, judge):
    data = frame([*range(60), 7], [*range(60), 60])
    found = measure("duplicates-but-ids", data)
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("id",), 1 / 61, [60])]
    (issue,) = judge("duplicates-but-ids", data)
    assert (issue.severity, issue.title) == ("low", "1 row (1.6%) equals an earlier row in all columns except `id`")


def test_many_of_them_are_worse(judge):
    assert [i.severity for i in judge("duplicates-but-ids", frame([*range(60), *range(30)], list(range(90))))] == ["high"]


def test_exact_copies_are_no_matter_of_it(measure):
    assert measure("duplicates-but-ids", frame([*range(60), 7], [*range(60), 7])) == []


def test_without_an_id_there_is_nothing_to_say(measure):
    data = frame([*range(60), 7], list(range(61)))
    del data["id"]
    assert measure("duplicates-but-ids", data) == []


def test_rows_of_one_entity_may_be_alike(measure):
    data = frame([*range(60), 7], list(range(61))) | {"patient": ["p"] * 61}
    assert measure("duplicates-but-ids", data, group="patient") == []


def test_members_of_a_group_may_be_alike(judge):
    """Chicks of a brood with the same number of ticks are no copies of each other."""
    brood = np.repeat(np.arange(60), 4)
    found = {"id": np.arange(240), "brood": [f"b{one}" for one in brood], "height": 400.5 + brood, "year": 95 + brood % 3}
    ticks = np.where(np.arange(240) % 4 < 2, 0, np.arange(240) * 7 % 11)
    (issue,) = judge("duplicates-but-ids", {**found, "ticks": ticks * 1.0}, target="ticks")
    assert (issue.severity, issue.cost, issue.details["single_cases"]) == ("info", 0, 0.0)


def priced(distinct, rows=300, again=12):
    draw = np.random.default_rng(0)
    features = {name: draw.integers(0, distinct, rows) for name in ("size", "lot", "built", "rooms")}
    price = 1000.0 * features["size"] + 100 * features["lot"] + draw.normal(0, distinct, rows).round(1)
    whole = np.append(np.arange(rows), np.arange(again))
    return {
        **{name: cells[whole] for name, cells in features.items()},
        "price": price[whole] + np.append(np.zeros(rows), np.full(again, 0.5)),
    }


def test_things_listed_again_with_another_price(measure):
    (found,) = measure("duplicates-but-ids", priced(200), target="price")
    assert (found.kind, found.columns, sorted(found.rows.positions.tolist())) == ("target", ("price",), list(range(300, 312)))
    assert found.mends[0].columns == ()


def test_which_listing_comes_first_changes_nothing(measure):
    """Of three listings of one house two have nearly one price; a third is far off, and first or last."""
    rows = priced(200, again=18)
    for cells in rows.values():
        cells[312:] = cells[:6]
    rows["price"][312:] = 9_000_000
    for order in (slice(None), slice(None, None, -1)):
        (found,) = measure("duplicates-but-ids", {name: cells[order] for name, cells in rows.items()}, target="price")
        assert (found.kind, found.rows.count) == ("target", 12)


def test_rows_alike_by_chance_and_prices_far_apart_are_quiet(measure):
    assert measure("duplicates-but-ids", priced(2, again=0), target="price") == []
    apart = priced(200)
    apart["price"][300:] = np.random.default_rng(1).permutation(apart["price"][:12] * 3 + 90_000)
    assert [m for m in measure("duplicates-but-ids", apart, target="price") if m.kind == "target"] == []
