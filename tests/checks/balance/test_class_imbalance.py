from __future__ import annotations

import numpy as np
import pytest


def labels(**rows: int) -> dict[str, object]:
    cells = [name for name, count in rows.items() for _ in range(count)]
    return {"a": list(range(len(cells))), "y": cells}


def test_the_rarest_class_and_its_rows_are_named(measure):
    found = measure("class-imbalance", labels(no=180, yes=20), target="y")
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("y",), 0.2, list(range(180, 200)))]
    assert (found[0].details["rarest"], found[0].details["examples"], found[0].details["guess"]) == ("yes", 20, 0.9)


@pytest.mark.parametrize(
    ("rows", "severity"),
    [
        ({"no": 620, "yes": 380}, []),
        ({"no": 735, "yes": 265}, []),
        ({"no": 866, "yes": 134}, ["low"]),
        ({"no": 977, "yes": 23}, ["medium"]),
        ({"no": 4970, "yes": 30}, ["high"]),
        ({"a": 50, "b": 50, "c": 50, "d": 50, "e": 40}, []),
        ({"no": 99_000, "yes": 9_000}, []),
    ],
)
def test_severity_follows_the_share_and_the_number(judge, rows, severity):
    assert [i.severity for i in judge("class-imbalance", labels(**rows), target="y")] == severity


def test_spellings_are_one_class(measure):
    found = measure("class-imbalance", labels(no=50, yes=30, YES=20), target="y")
    assert [m.value for m in found] == [1.0]


def test_a_class_too_small_to_be_learnt_is_left_to_another_check(measure):
    assert [m.value for m in measure("class-imbalance", labels(a=50, b=50, c=2), target="y")] == [1.0]


def test_one_class_has_no_balance(measure):
    assert measure("class-imbalance", labels(a=50), target="y") == []


def test_a_misspelt_class_is_no_class(measure):
    (found,) = measure("class-imbalance", labels(cancelled=600, retained=600, canceled=25), target="y")
    assert (found.details["rarest"], found.details["classes"]) == ("retained", 2)


def found(sure: float) -> dict[str, object]:
    """A class of one row in twenty-three, which three features together give away in a share of the rows."""
    random = np.random.default_rng(0)
    flags = random.random((2000, 3)) < 0.35
    known = random.random(2000) < sure
    features = np.where(known[:, None], flags, random.random((2000, 3)))
    return {**dict(zip("abc", features.T, strict=True)), "y": np.where(flags.all(axis=1), "yes", "no")}


def test_what_it_costs_is_looked_up(measure, judge):
    (lost,) = measure("class-imbalance", found(0.0), target="y")
    assert lost.details["found"] < 0.1
    assert 0.3 < lost.details["auc"] < 0.7
    (seen,) = measure("class-imbalance", found(1.0), target="y")
    assert (seen.details["found"], seen.details["auc"], seen.details["tried"]) == (1.0, 1.0, seen.details["examples"])
    (issue,) = judge("class-imbalance", found(0.0), target="y")
    assert issue.severity == "info"  # more rows of it would hardly help: no column tells it
    assert issue.cost < 1


def test_a_rare_class_that_is_found_all_the_same_is_worth_knowing_at_most(judge):
    assert [i.severity for i in judge("class-imbalance", found(1.0), target="y")] in ([], ["info"])


def test_one_class_of_several_is_a_smaller_part_of_what_can_be_lost(judge):
    def lost(others):
        target = [name for name in others for _ in range(800 // len(others))] + ["rare"] * 40
        (issue,) = judge("class-imbalance", {"y": target}, target="y")
        return issue.cost, issue.value

    (two, fair_of_two), (four, fair_of_four) = lost(["a"]), lost(["a", "b", "c"])
    assert fair_of_two < fair_of_four < 0.2
    assert four < two / 2


def test_a_base_rate_costs_nothing(judge):
    random = np.random.default_rng(0)
    x = random.normal(size=(4000, 4))
    rare = np.where(x[:, 0] + x[:, 1] + random.normal(0, 0.6, 4000) > 3.1, "fraud", "fine")
    frame = {**{f"x{i}": x[:, i] for i in range(4)}, "y": rare}
    (issue,) = judge("class-imbalance", frame, target="y")
    assert (issue.severity, issue.cost) == ("low", 0)


def test_ratings_are_no_classes(measure):
    random = np.random.default_rng(0)
    pairs = random.permutation(120 * 60)[:3000]
    rows = {
        "user_id": pairs // 60,
        "item_id": pairs % 60,
        "rating": random.choice([1, 2, 3, 4, 5], 3000, p=[0.01, 0.09, 0.2, 0.4, 0.3]),
    }
    assert measure("class-imbalance", rows, target="rating", task="recommendation") == []


def test_few_low_ratings_are_no_imbalance(judge):
    random = np.random.default_rng(0)
    liked = random.normal(size=1500)
    stars = np.clip(np.round(4.2 + 0.7 * liked + random.normal(0, 0.7, 1500)), 1, 5).astype(int)
    frame = {"sentiment": liked, "length": random.integers(10, 400, 1500)}
    assert judge("class-imbalance", {**frame, "stars": stars}, target="stars") == []
    # the same shares of classes that are no scale
    kind = stars[np.argsort(random.random(1500))]
    assert judge("class-imbalance", {"a": (kind * 7) % 5 + random.normal(0, 0.4, 1500), "kind": kind}, target="kind") != []


def test_of_a_class_that_is_pooled_with_others_nothing_is_known(measure):
    classes = [f"c{place:02}" for place in range(60) for _ in range(4)] + ["last"]
    (found,) = measure("class-imbalance", {"x": [k * 37 % 101 for k in range(241)], "y": classes}, target="y")
    assert (found.details["rarest"], found.details["examples"], found.rows.positions.tolist()) == ("last", 1, [240])
    assert (found.details["missed"], found.details["surely_missed"], found.notes) == (1.0, 0.0, ())


def test_counts_are_no_classes(measure):
    random = np.random.default_rng(0)
    ill = random.gamma(0.5, 1, 3000)
    visits = np.minimum(random.poisson(0.8 * ill), 9)
    assert len(np.unique(visits)) >= 7
    assert measure("class-imbalance", {"ill": ill, "age": random.integers(18, 80, 3000), "visits": visits}, target="visits") == []


@pytest.mark.parametrize("seed", range(2))
def test_a_rare_class_that_columns_hardly_tell_lacks_no_rows(judge, seed):
    random = np.random.default_rng(seed)
    x = random.normal(size=(2500, 8))
    call = np.where(random.random(2500) < 0.08 * np.exp(0.2 * x[:, 0]), "yes", "no")
    (issue,) = judge("class-imbalance", {**{f"x{k}": x[:, k] for k in range(8)}, "call": call}, target="call")
    assert (issue.severity, issue.cost) == ("info", 0)


def test_points_of_a_test_are_a_scale_whatever_models_know(measure):
    """Of ten words, few people know none; the same numbers of rows of eleven codes are classes."""
    rows = [20, 40, 90, 200, 400, 600, 500, 300, 150, 80, 40]
    points = np.repeat(np.arange(11), rows)
    noise = np.random.default_rng(0).normal(size=len(points))
    assert measure("class-imbalance", {"x": noise, "points": points}, target="points") == []
    codes = np.random.default_rng(1).permutation(11)[points]
    assert len(measure("class-imbalance", {"x": noise, "kind": codes}, target="kind")) == 1
