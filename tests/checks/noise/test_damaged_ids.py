from __future__ import annotations

import pytest


def ids():
    return [f"{'0' if k % 2 else '9'}{(k * 7919 + 12345) % 10**9:09d}" for k in range(200)]


def with_damage(change, rows=(11, 51, 91)):
    cells = ids()
    for row in rows:
        cells[row] = change(cells[row])
    return {"item_id": cells, "sold": [k * 31 % 17 for k in range(200)]}


@pytest.mark.parametrize(
    ("change", "note"),
    [
        (lambda text: text.lstrip("0"), "cut"),
        (lambda text: f"{int(text):.5E}", "scientific"),
        (lambda text: f"{text}.0", "decimal"),
    ],
)
def test_what_a_spreadsheet_does_to_ids(measure, change, note):
    (found,) = measure("damaged-ids", with_damage(change))
    assert (found.columns, found.notes, found.rows.positions.tolist()) == (("item_id",), (note,), [11, 51, 91])


def test_sound_ids_are_quiet(measure):
    assert measure("damaged-ids", {"item_id": ids(), "sold": list(range(200))}) == []


def test_ids_of_any_length_have_lost_nothing(measure):
    cells = [f"{k:03d}" if k < 50 else str(k * k) for k in range(200)]
    assert measure("damaged-ids", {"item_id": cells, "sold": list(range(200))}) == []


def test_codes_with_letters_are_quiet(measure):
    assert measure("damaged-ids", {"item_id": [f"{k % 10}E{k % 100}" for k in range(200)], "sold": list(range(200))}) == []


def test_an_e_among_other_letters_is_part_of_the_code(measure):
    cells = [f"{k % 10}{'ABCDE'[k % 5] if k % 4 == 0 else k % 7}{k * 37 % 100:02d}" for k in range(400)]
    assert "4E48" in cells
    assert measure("damaged-ids", {"item_id": cells, "sold": list(range(400))}) == []


def test_a_zero_among_other_decimals_is_part_of_the_code(measure):
    cells = [f"{k:04d}{'' if k % 4 else f'.{k // 4 % 5}'}" for k in range(400)]
    assert {"0020.0", "0024.1"} <= set(cells)
    assert measure("damaged-ids", {"item_id": cells, "sold": list(range(400))}) == []


def test_zeros_that_some_ids_have_in_front(measure):
    cells = [f"{k % 120 + 7}" for k in range(400)]
    for row in (31, 151, 271):
        cells[row] = "0" + cells[row]
    (found,) = measure("damaged-ids", {"item_id": cells, "sold": list(range(400))})
    assert (found.notes, found.rows.positions.tolist()) == (("padded",), [31, 151, 271])


def test_shorter_ids_beside_a_few_with_zeros_have_lost_nothing(measure):
    cells = [str(k % 250 + 1) for k in range(1000)]
    for row in range(20, 90, 7):
        cells[row] = "0" + cells[row]
    (found,) = measure("damaged-ids", {"item_id": cells, "sold": list(range(1000))})
    assert found.rows.positions.tolist() == list(range(20, 90, 7))


def test_codes_with_zeros_of_their_own_are_quiet(measure):
    cells = [f"0{k % 30 + 100}" if k % 20 == 0 else str(k % 300 + 400) for k in range(600)]
    assert measure("damaged-ids", {"item_id": cells, "sold": list(range(600))}) == []


@pytest.mark.parametrize(("digits", "found"), [(100, [[199]]), (99, [])])
def test_half_of_the_ids_are_digits(measure, digits, found):
    cells = [f"{k + 100_000}" if k < digits else f"x{k}" for k in range(199)] + ["100500.0"]
    assert [m.rows.positions.tolist() for m in measure("damaged-ids", {"item_id": cells, "sold": list(range(200))})] == found


def test_ids_of_three_digits_can_lose_zeros(measure):
    cells = [f"{k:03d}" for k in range(200)]
    cells[7], cells[11], cells[42] = "7", "11", "42"
    (found,) = measure("damaged-ids", {"item_id": cells, "sold": list(range(200))})
    assert (found.notes, found.details["usual"], found.rows.positions.tolist()) == (("cut",), 3, [7, 11, 42])
