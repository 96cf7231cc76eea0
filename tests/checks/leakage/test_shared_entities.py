from __future__ import annotations

import numpy as np
import pytest


def visits(**more) -> dict:
    # 40 patients with two visits each; the outcome is the patient's
    return {
        "patient_id": [f"p{i // 2}" for i in range(80)],
        "pulse": [60 + i * 37 % 41 for i in range(80)],
        "ill": [i // 2 * 7 % 3 == 0 for i in range(80)],
        **more,
    }


def test_patients_in_both_parts(measure):
    # the last four visits are tested; the first of them is the second visit of a patient in training
    frame = visits(split=["train"] * 77 + ["test"] * 3)
    (found,) = measure("shared-entities", frame, target="ill", group="patient_id")
    assert (found.columns, found.about, found.value, found.rows.positions.tolist()) == (("patient_id",), "test", 1 / 3, [77])
    assert (found.details["likeness"], found.notes) == (pytest.approx(1.0), ("alike",))


def test_patients_of_rows_handed_in_apart(measure):
    test = {"patient_id": ["p3", "new"], "pulse": [70, 71], "ill": [True, False]}
    (found,) = measure("shared-entities", visits(), target="ill", group="patient_id", test=test)
    assert (found.value, found.about, found.rows.positions.tolist()) == (0.5, "test=", [6, 7])


def test_without_repeats_in_the_data_nothing_is_said_of_their_targets(measure):
    frame = {"patient_id": [f"p{i}" for i in range(40)], "ill": [i % 2 for i in range(40)]}
    (found,) = measure("shared-entities", frame, target="ill", id="patient_id", test={"patient_id": ["p3", "new"], "ill": [1, 0]})
    assert (found.value, found.details["likeness"], found.notes) == (0.5, 1.0, ())


def test_whole_patients_in_one_part_are_quiet(measure):
    frame = visits(split=["train"] * 60 + ["test"] * 20)
    assert measure("shared-entities", frame, target="ill", group="patient_id") == []


def test_without_a_split_it_is_a_warning(judge):
    (issue,) = judge("shared-entities", visits(), target="ill", group="patient_id")
    assert (issue.value, issue.severity, issue.rows.count) == (1.0, "low", 80)
    assert issue.title == "80 of 80 rows share `patient_id` with other rows: a random split can separate them"


def test_an_entity_that_says_nothing_about_the_target_is_worth_knowing_at_most(judge):
    frame = visits(ill=[i % 2 == 0 for i in range(80)])
    (issue,) = judge("shared-entities", frame, target="ill", group="patient_id")
    assert (issue.severity, issue.details["likeness"]) == ("info", 0.0)
    assert issue.why.endswith(
        "Within an entity the target agrees no more than by chance, so the effect on the score is probably small."
    )


def test_numbers_go_with_their_entity(measure):
    frame = visits(ill=[i // 2 * 7 % 40 + i % 2 / 10 for i in range(80)])
    (found,) = measure("shared-entities", frame, target="ill", group="patient_id", task="regression")
    assert found.details["likeness"] > 0.99


def test_most_visits_of_known_patients_are_a_torn_split(judge):
    frame = visits(split=["train", "test"] * 40)
    (issue,) = judge("shared-entities", frame, target="ill", group="patient_id")
    assert (issue.value, issue.severity) == (1.0, "high")


def test_users_are_meant_to_be_known_again(measure):
    frame = {
        "user_id": [i % 30 for i in range(200)],
        "item_id": [i % 41 for i in range(200)],
        "rating": [i % 5 for i in range(200)],
    }
    assert measure("shared-entities", frame, target="rating", task="recommendation") == []


def slices(**more) -> dict:
    names = [f"p{k // 4:03d}_slice{k % 4:02d}.png" for k in range(160)]
    return {
        "file": names,
        "light": [60 + k * 37 % 41 for k in range(160)],
        "ill": [k // 4 * 7 % 3 == 0 for k in range(160)],
        **more,
    }


def test_patients_inside_file_names(judge):
    (issue,) = judge("shared-entities", slices(part=["train", "train", "test", "train"] * 40), target="ill", split="part")
    assert (issue.columns, issue.kind, issue.value, issue.severity) == (("file",), "names", 1.0, "high")
    assert issue.title == "40 of 40 rows in `test` share an entity named in `file` with training rows"


def test_patients_inside_paths_of_each_part(judge):
    parts = ["train", "train", "test", "train"] * 40
    paths = [f"data/{part}/{name}" for part, name in zip(parts, slices()["file"], strict=True)]
    (issue,) = judge("shared-entities", slices(file=paths, part=parts), target="ill", split="part")
    assert (issue.kind, issue.details["entities"], issue.details["example"]) == ("names", 40, "'p000'")


def test_whole_patients_in_each_part_are_quiet(judge):
    assert judge("shared-entities", slices(part=["train"] * 100 + ["test"] * 60), target="ill", split="part") == []


@pytest.mark.parametrize(
    "name",
    [
        lambda k: f"img_{k:04d}.png",
        lambda k: f"{('cat', 'dog')[k % 2]}_{k:04d}.png",
        lambda k: f"{k * 7919 % 100003:05x}-{k * 104729 % 1000003:06x}",
        lambda k: f"SKU-{k % 9}{k * 37 % 1000:03d}-{k:05d}",
    ],
    ids=["a counter", "classes", "hashes", "part numbers"],
)
def test_names_without_entities_are_quiet(measure, name):
    frame = slices(file=[name(k) for k in range(160)], part=["train", "train", "test", "train"] * 40)
    assert measure("shared-entities", frame, target="ill", split="part") == []


def test_without_a_target_nothing_is_said_of_it(measure):
    (found,) = measure("shared-entities", visits(split=["train"] * 77 + ["test"] * 3), group="patient_id")
    assert (found.value, found.details["likeness"], found.notes) == (1 / 3, 0.0, ())


def test_entities_of_one_row_each_are_quiet(measure):
    frame = visits() | {"patient_id": [f"p{i}" for i in range(80)]}
    assert measure("shared-entities", frame, target="ill", group="patient_id") == []


def test_the_numbers_of_an_amount_are_no_entities(measure):
    pressures = [f"{100 + n // 10}/{60 + n % 10}" for n in range(400)]
    assert measure("shared-entities", {"bp": pressures, "x": [n / 7 for n in range(400)]}) == []


def test_the_states_of_a_panel_are_entities(judge):
    """30 states in ten years each, of which each has its own level; the columns name no identifier."""
    rows = range(300)
    panel = {"state": [f"S{n // 10:02}" for n in rows], "year": [2000 + n % 10 for n in rows]}
    panel |= {"income": [n * 37 % 101 for n in rows], "crime": [50.5 * (n // 10 * 7 % 30) + n * 13 % 11 for n in rows]}
    (issue,) = judge("shared-entities", panel, target="crime")
    assert (issue.columns, issue.rows.count, issue.severity) == (("state",), 300, "low")
    mixed = [panel["crime"][n * 7 % 300] for n in rows]
    assert [i.severity for i in judge("shared-entities", {**panel, "crime": mixed}, target="crime")] in ([], ["info"])


def houses(together, rows=200):
    """Flats with a place each; of the first in the test, some are at the place of a row in training."""
    draw = np.random.default_rng(1)
    lat, lon = 47 + draw.random(rows).round(6), 8 + draw.random(rows).round(6)
    lat[150 : 150 + together], lon[150 : 150 + together] = lat[:together], lon[:together]
    price = 100 * lat + draw.normal(0, 0.1, rows)
    return {"lat": lat, "lon": lon, "size": draw.integers(40, 200, rows), "price": price, "split": ["train"] * 150 + ["test"] * 50}


def test_test_rows_at_the_places_of_training_rows(measure):
    (found,) = measure("shared-entities", houses(20), target="price")
    assert (found.columns, found.kind, found.value) == (("lat", "lon"), "places", 20 / 50)
    assert found.rows.positions.tolist() == list(range(150, 170))


def test_places_of_their_own_and_those_of_stations_are_quiet(measure):
    assert measure("shared-entities", houses(0), target="price") == []
    # of the blocks of a census only two decimals are known: many houses are at one place
    blocks = houses(20)
    for name in ("lat", "lon"):
        blocks[name] = blocks[name].round(2)
    assert [m for m in measure("shared-entities", blocks, target="price") if m.kind == "places"] == []
    stations = houses(0)
    for name in ("lat", "lon"):
        stations[name] = stations[name][:10].repeat(20)[np.random.default_rng(2).permutation(200)]
    assert [m for m in measure("shared-entities", stations, target="price") if m.kind == "places"] == []
