from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from contexts import context_of

from dataqa.checks.labels._slices import worst_slice
from dataqa.checks.labels.suspect_labels import _explained_without, _hard, _wrong_numbers
from dataqa.probe.noise import Noise

N = 600
RANDOM = np.random.default_rng(0)
X = RANDOM.normal(size=(N, 3))
SICK = X @ [2.0, 1.0, 0.0] > 0
FLIPPED = np.sort(RANDOM.choice(N, 60, replace=False))


def frame(label):
    return {**{f"x{i}": X[:, i].tolist() for i in range(3)}, "label": list(label)}


@pytest.fixture
def flipped():
    sick = SICK.copy()
    sick[FLIPPED] = ~sick[FLIPPED]
    return frame(np.where(sick, "sick", "well").tolist())


def f1(positions, truth):
    hits = len(set(positions) & set(truth))
    return 2 * hits / (len(positions) + len(truth))


def test_flipped_labels_are_named(judge, flipped):
    (issue,) = judge("suspect-labels", flipped, target="label")
    assert f1(issue.rows.positions.tolist(), FLIPPED.tolist()) > 0.8
    assert issue.interval[0] <= 0.10 <= issue.interval[1] + 0.01
    assert issue.severity in ("medium", "high")
    assert issue.columns == ("label",)


def test_the_surest_come_first_and_say_what_they_look_like(measure, flipped):
    (found,) = measure("suspect-labels", flipped, target="label")
    scores = found.rows.scores
    assert (np.diff(scores) <= 0).all()
    assert 0 < scores.min() <= scores.max() <= 1
    first = found.rows.positions[0]
    other = "well" if flipped["label"][first] == "sick" else "sick"
    assert found.rows.suggested[0] == other


def test_clean_labels_are_quiet(judge):
    assert judge("suspect-labels", frame(np.where(SICK, "sick", "well").tolist()), target="label") == []


def test_a_hard_problem_is_not_a_mislabelled_one(judge):
    chance = 1 / (1 + np.exp(-X @ [0.8, 0.4, 0.0]))
    label = np.where(np.random.default_rng(1).random(N) < chance, "sick", "well").tolist()
    issues = judge("suspect-labels", frame(label), target="label")
    assert [i.severity for i in issues if i.severity != "info"] == []


def test_a_leak_does_not_hide_them(flipped):
    import dataqa

    told = {**flipped, "code": [1.0 if label == "sick" else 0.0 for label in flipped["label"]]}
    result = dataqa.audit(told, target="label", checks=["target-leak", "target-copy", "suspect-labels"])
    (issue,) = [issue for issue in result.issues if issue.check == "suspect-labels"]
    assert f1(issue.rows.positions.tolist(), FLIPPED.tolist()) > 0.8


def test_of_a_pair_with_two_labels_one_is_named(measure):
    twice = {name: values + values[:60] for name, values in frame(np.where(SICK, 1, 0).tolist()).items()}
    twice["label"][N:] = [1 - label for label in twice["label"][:60]]
    (found,) = measure("suspect-labels", twice, target="label")
    assert f1(found.rows.positions.tolist(), list(range(N, N + 60))) > 0.85


def test_wrong_numbers_are_named(judge):
    price = (300 + 100 * X[:, 0] + 40 * X[:, 1] + RANDOM.normal(0, 10, N)).round(1)
    wrong = FLIPPED[np.abs(X[FLIPPED, 0]) > 0.8][:20]
    price[wrong] = 600 - price[wrong]
    (issue,) = judge("suspect-labels", frame(price.tolist()), target="label")
    named = issue.rows.positions.tolist()
    assert f1(named, wrong.tolist()) > 0.7
    first = issue.rows.positions[0]
    right = 600 - price[first]
    assert abs(float(issue.rows.suggested[0]) - right) < abs(price[first] - right) / 3


def test_skewed_numbers_without_a_fault_are_quiet(judge):
    price = np.exp(5 + X[:, 0] + 0.4 * X[:, 1] + RANDOM.normal(0, 0.3, N))
    assert [i.severity for i in judge("suspect-labels", frame(price.tolist()), target="label") if i.severity != "info"] == []


def test_a_grade_that_is_one_off_is_no_wrong_label(measure):
    grade = np.clip(np.round(3 + X[:, 0] + RANDOM.normal(0, 0.7, N)), 1, 6).astype(int)
    assert measure("suspect-labels", frame(grade.tolist()), target="label") == []


def test_the_slice_where_they_accumulate_is_reported(measure):
    sick, site = SICK.copy(), np.array(["A", "B", "C"] * (N // 3))
    bad = np.flatnonzero(site == "B")[:70]
    sick[bad] = ~sick[bad]
    found = measure("suspect-labels", {**frame(np.where(sick, "sick", "well").tolist()), "site": site.tolist()}, target="label")
    assert (found[0].notes, found[0].details["slice_column"], found[0].details["slice_value"]) == (("slice",), "site", "B")
    assert found[0].details["slice_rate"] > 2 * found[0].details["elsewhere_rate"]


def test_all_rows_are_scored_when_the_models_saw_a_sample(measure, monkeypatch, flipped):
    monkeypatch.setattr("dataqa.probe.probe._SCORED_ROWS", (100, 300))
    (found,) = measure("suspect-labels", flipped, target="label")
    assert found.details["learned_from"] == 300
    assert f1(found.rows.positions.tolist(), FLIPPED.tolist()) > 0.7


@pytest.mark.parametrize("seed", range(4))
def test_without_any_signal_it_is_sure_of_nothing(judge, seed):
    label = np.random.default_rng(seed).permutation(["sick", "well"] * (N // 2)).tolist()
    for issue in judge("suspect-labels", frame(label), target="label"):
        assert (issue.severity, issue.interval[0]) == ("info", 0)


def test_numbers_that_no_column_tells_well_are_worth_knowing_at_most(judge):
    random = np.random.default_rng(3)
    x = random.normal(size=(900, 3))
    y = x.sum(axis=1) + 1.6 * random.normal(size=900)
    y[:140] = random.permutation(y[:140])
    found = judge("suspect-labels", {**{f"x{i}": x[:, i] for i in range(3)}, "y": y}, target="y")
    assert {issue.severity for issue in found} <= {"info"}


def plateau(random):
    """Below 0.3 the outcome is nearly certain, beyond it a toss of a coin."""
    dose = random.random(1000)
    return {"dose": dose.round(3), "age": random.integers(20, 80, 1000), "y": yes(np.where(dose < 0.3, 0.98, 0.5), random)}


def cells(random):
    """Base rates of the sexes."""
    sex, grade = random.choice(["f", "m"], 1000), random.integers(1, 4, 1000)
    return {"sex": sex, "class": grade, "age": random.integers(18, 40, 1000), "y": yes(np.where(sex == "f", 0.75, 0.2), random)}


def withheld(random):
    """Half of what decides is in no column."""
    x, hidden = random.normal(size=(1000, 3)), random.normal(size=1000)
    return {**{f"x{i}": x[:, i] for i in range(3)}, "y": yes(1 / (1 + np.exp(-2 * (x[:, 0] + hidden))), random)}


def yes(chance, random):
    return np.where(random.random(len(chance)) < chance, "yes", "no")


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make", [plateau, cells, withheld])
def test_chance_is_no_error(judge, make, seed):
    for issue in judge("suspect-labels", make(np.random.default_rng(seed)), target="y"):
        assert (issue.severity, issue.cost, issue.repairs) == ("info", 0, ())
        assert "possibly chance" in issue.title


@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("make", [cells, withheld])
def test_a_base_rate_or_an_outcome_that_depends_on_more_leaves_no_doubt(judge, make, seed):
    assert [issue.possible for issue in judge("suspect-labels", make(np.random.default_rng(seed)), target="y")] in ([], [0])


@pytest.mark.parametrize("seed", range(3))
def test_a_third_of_one_class_called_the_other_may_be_chance_and_may_not(judge, seed):
    random = np.random.default_rng(seed)
    x = random.normal(size=(1000, 3))
    ill = (x.sum(axis=1) > 0) & (random.random(1000) >= 0.33)
    (issue,) = judge("suspect-labels", {"a": x[:, 0], "b": x[:, 1], "c": x[:, 2], "y": np.where(ill, "ill", "well")}, target="y")
    assert (issue.kind, issue.severity, issue.cost, issue.repairs) == ("undecided", "info", 0, ())
    assert issue.details["undecided"] == pytest.approx(0.33, abs=0.06)
    assert 0.13 < issue.value < 0.2
    assert issue.possible == pytest.approx(32, abs=10)


@pytest.mark.parametrize(("rate", "severities"), [(0.05, {"low", "medium"}), (0.2, {"high"}), (0.3, {"high"})])
def test_flips_of_clusters_are_claimed_however_many(judge, rate, severities):
    random = np.random.default_rng(0)
    kind = random.integers(0, 2, 1500)
    x = random.normal(size=(1500, 3)) + 4 * kind[:, None] * [1, 0.5, 0]
    given = np.where(random.random(1500) < rate, 1 - kind, kind)
    (issue,) = judge("suspect-labels", {**{f"x{i}": x[:, i] for i in range(3)}, "y": np.array(["a", "b"])[given]}, target="y")
    assert issue.severity in severities
    assert issue.interval[0] - 0.01 <= rate <= issue.interval[1] + 0.02


def loaded(name):
    from sklearn import datasets

    frame = getattr(datasets, f"load_{name}")(as_frame=True).frame
    given = frame.pop("target").to_numpy()
    return frame, given


def flips(given, rate, seed=3):
    random = np.random.default_rng(seed)
    rows = random.choice(len(given), round(rate * len(given)), replace=False)
    classes = len(np.unique(given))
    flipped = given.copy()
    flipped[rows] = (given[rows] + random.integers(1, classes, len(rows))) % classes
    return flipped, rows


@pytest.mark.parametrize("name", ["wine", "breast_cancer"])
def test_more_flips_never_look_better(judge, name):
    frame, given = loaded(name)
    costs, found = [], []
    for rate in (0.1, 0.2, 0.3):
        flipped, rows = flips(given, rate)
        (issue,) = judge("suspect-labels", frame.assign(y=np.array(["u", "v", "w"])[flipped]), target="y")
        costs.append(issue.cost)
        found.append(f1(issue.rows.positions.tolist(), rows.tolist()))
    assert costs == sorted(costs)
    assert costs[2] > 15
    assert min(found) > 0.7


def one_factor(random):
    """All columns follow one size, and so does the chance of the outcome: clusters are cuts through one cloud."""
    size = random.normal(size=900)
    x = 0.8 * size[:, None] + 0.6 * random.normal(size=(900, 5))
    return {**{f"x{i}": x[:, i] for i in range(5)}, "y": yes(1 / (1 + np.exp(-0.8 * size)), random)}


def two_groups(random):
    """Two clusters, with an outcome a little more frequent in one of them."""
    group = random.integers(0, 2, 900)
    x = random.normal(size=(900, 4)) + 4 * group[:, None]
    return {**{f"x{i}": x[:, i] for i in range(4)}, "y": yes(np.where(group == 1, 0.6, 0.45), random)}


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("make", [one_factor, two_groups])
def test_clusters_with_a_base_rate_are_no_wrong_labels(judge, make, seed):
    for issue in judge("suspect-labels", make(np.random.default_rng(seed)), target="y"):
        assert (issue.severity, issue.cost) == ("info", 0)


@pytest.mark.parametrize("seed", range(3))
def test_a_wage_that_varies_among_people_who_are_alike_is_no_wrong_label(judge, seed):
    draw = np.random.default_rng(seed)
    years, age = draw.integers(8, 20, 800), draw.integers(18, 65, 800)
    wage = np.exp(1 + 0.09 * years + 0.01 * age + draw.standard_t(4, 800) * 0.35).round(2)
    found = judge("suspect-labels", {"years": years, "age": age, "wage": wage}, target="wage")
    assert {(issue.kind, issue.severity) for issue in found} <= {("unclear", "info")}


@pytest.mark.parametrize("seed", range(2))
def test_more_wrong_numbers_never_look_better(judge, seed):
    draw = np.random.default_rng(seed)
    x = draw.normal(size=(700, 4))
    price = 50 + 10 * x @ [2.0, 1.0, -1.0, 0.5] + draw.normal(0, 4, 700)
    costs = []
    for share in (0.05, 0.1, 0.2):
        wrong = draw.permutation(700)[: int(share * 700)]
        given = price.copy()
        given[wrong] = draw.permutation(price)[: len(wrong)]
        (issue,) = judge("suspect-labels", {**{f"x{k}": x[:, k] for k in range(4)}, "price": given}, target="price")
        assert issue.kind == ""
        costs.append(issue.cost)
    assert costs == sorted(costs)
    assert costs[0] < costs[-1] / 4


@pytest.mark.parametrize(("rows", "found"), [(50, "A"), (49, None)])
def test_a_value_of_fifty_rows_may_have_more_suspects(rows, found):
    audit = context_of({"site": ["A"] * rows + ["B"] * (300 - rows), "x": range(300)})
    where = worst_slice(audit, np.arange(300), np.append(np.arange(30), [200, 201]))
    assert where.get("slice_value") == found
    if found:
        assert (where["slice_column"], where["slice_rate"], where["elsewhere_rate"]) == ("site", 0.6, 2 / 250)


def test_what_is_explained_beside_the_suspects():
    scored = SimpleNamespace(predicted=np.array([1.0, 2, 3, 9]), target=SimpleNamespace(values=np.array([2.0, 4, 6, 0])))
    assert _explained_without(scored, np.array([3])) == pytest.approx(1.0)
    assert _explained_without(scored, np.array([], dtype=int)) < 0.5
    assert _explained_without(scored, np.array([1, 2, 3])) == 0.0
    scored = SimpleNamespace(predicted=np.ones(4), target=SimpleNamespace(values=np.array([2.0, 4, 6, 0])))
    assert _explained_without(scored, np.array([3])) == 0.0
    scored = SimpleNamespace(predicted=np.arange(4.0), target=SimpleNamespace(values=np.ones(4)))
    assert _explained_without(scored, np.array([3])) == 0.0


@pytest.mark.parametrize("seed", range(2))
def test_a_class_that_has_no_region_of_its_own_is_not_mislabelled(judge, seed):
    """Along a line those who work have any wage, those who do not have the estimated one: near it nobody knows."""
    random = np.random.default_rng(seed)
    x = random.normal(size=(900, 3))
    works = random.random(900) < 0.55
    wage = x @ [0.5, 0.4, -0.3] + np.where(works, random.normal(0, 0.6, 900), 0)
    rows = {**{f"x{k}": x[:, k] for k in range(3)}, "wage": wage, "works": np.where(works, "yes", "no")}
    for issue in judge("suspect-labels", rows, target="works"):
        assert (issue.severity, issue.cost) == ("info", 0)


@pytest.mark.parametrize("seed", range(2))
def test_an_income_of_nothing_is_an_outcome_of_its_own(judge, seed):
    random = np.random.default_rng(seed)
    hours = np.where(random.random(900) < 0.6, random.integers(10, 60, 900), 0)
    income = np.where((hours > 0) & (random.random(900) < 0.93), 900 * hours * np.exp(random.normal(0, 0.2, 900)), 0).round()
    rows = {"hours": hours, "age": random.integers(18, 70, 900), "income": income}
    for issue in judge("suspect-labels", rows, target="income"):
        assert (issue.severity, issue.cost) == ("info", 0)


@pytest.mark.parametrize(("rate", "ease", "hard"), [(0.051, 0.879, True), (0.2, 0.879, False), (0.2, 0.5, False)])
def test_no_more_contradictions_than_the_errors_of_good_models_are_hard_rows(rate, ease, hard):
    """The first: 237 students, of whom some women are as tall as men; the last: so many flips that ease cannot be seen."""
    asked = SimpleNamespace(ease=0.82, clear=0.45)
    noise = Noise(wrong=np.zeros(0), rate=rate, interval=(0.0, 1.0), clean=0.06, ease=ease)
    assert _hard(noise, asked) is hard


def test_numbers_that_no_column_predicts_are_not_judged():
    import dataqa

    numbers = np.random.default_rng(5).normal(size=N)
    (outcome,) = [
        o for o in dataqa.audit(frame(numbers.tolist()), "label", checks=["suspect-labels"]).outcomes if o.status != "skipped"
    ]
    assert (outcome.status, outcome.reason) == ("not_applicable", "models predict the target too badly to recognise wrong labels")


@pytest.mark.parametrize(
    ("at_end", "evidence", "suspects", "wrong"),
    [(4, 6.0, [99], True), (5, 6.0, [99], False), (4, 5.9, [99], False), (4, 6.0, [0], False)],
)
def test_contradicted_numbers_are_wrong_where_the_others_are_predicted_well(at_end, evidence, suspects, wrong):
    numbers = np.arange(100.0)
    numbers[:at_end] = 0.0
    predicted = numbers.copy()
    predicted[99] = -900.0
    scored = SimpleNamespace(target=SimpleNamespace(values=numbers), predicted=predicted)
    asked = SimpleNamespace(heap=0.05, evidence=6.0, explained=0.7)
    explained = _wrong_numbers(scored, np.array(suspects), SimpleNamespace(evidence=evidence), asked)
    assert (explained >= asked.explained) is wrong


def test_numbers_that_are_all_one_are_not_explained():
    scored = SimpleNamespace(target=SimpleNamespace(values=np.array([1.0, 1, 1, 9])), predicted=np.array([1.0, 2, 3, 4]))
    assert _explained_without(scored, np.array([3])) == 0.0
    assert _explained_without(scored, np.array([0, 1, 2])) == 0.0
