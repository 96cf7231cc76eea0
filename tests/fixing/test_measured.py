"""Each edit is tried on the user's own rows: what it does stands in the log and the summary, and what does harm is left."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_up import repair

import dataqa
from dataqa.fixing.trial import read_cells
from dataqa.performance import Effect
from dataqa.probe.paired import paired_change
from dataqa.probe.skill import Target

SAYS = r"measured: AUC 0\.\d{3} → 0\.\d{3} \(±0\.\d{3}\)"


@pytest.fixture(scope="module")
def rows():
    rng = np.random.default_rng(3)
    x, z, noise = rng.normal(size=(3, 400))
    y = np.where(x + 0.5 * z + 0.5 * rng.normal(size=400) > 0, "yes", "no")
    return pd.DataFrame({"x": x, "z": z, "noise": noise, "y": y})


def test_a_column_that_only_carries_noise_goes(mended, rows):
    fixed = mended(rows, repair("drop-columns", "noise"), target="y")
    (step,) = fixed.steps
    assert step.applied
    assert step.effect.metric == "AUC"
    assert step.effect.rows == 400
    assert abs(step.effect.after - step.effect.before) < 0.03
    assert not step.effect.lowers
    assert fixed.log["measured"].str.fullmatch(SAYS).all()
    assert f"1 column dropped; measured: {step.effect.says}" in fixed.summary()


def test_a_column_that_models_need_stays_unless_a_leak_goes_with_it_or_it_is_asked_for(mended, rows):
    left = mended(rows, repair("drop-columns", "x"), target="y")
    assert list(left.data) == ["x", "z", "noise", "y"]
    assert len(left.log) == 0
    assert left.steps[0].did.startswith("left: it would lower performance and removes no leak (measured: AUC 0.9")
    leak = mended(rows, repair("drop-columns", "x", removes="a leak"), target="y")
    assert list(leak.data) == ["z", "noise", "y"]
    assert leak.steps[0].effect.before > 0.9 > 0.8 > leak.steps[0].effect.after
    assert leak.steps[0].did.endswith("; that is intended: it removes a leak")
    asked = mended(rows, repair("drop-columns", "x"), target="y", apply=["made-up-0"])
    assert list(asked.data) == ["z", "noise", "y"]
    assert asked.steps[0].effect.lowers


def test_what_is_left_is_undone_whole(mended, rows):
    spoiled = repair("replace-cells", ("x",), range(380), [0.0] * 380)
    fixed = mended(rows, spoiled, repair("blank-cells", "z", [0]), target="y")
    # of 400 rows 20 are untouched: too few to judge it on, so it is made without a measure
    assert fixed.steps[0].effect is None
    turned = (-rows["x"]).tolist()[:250]
    fixed = mended(rows, repair("replace-cells", "x", range(250), turned), repair("blank-cells", "x", [0]), target="y")
    assert fixed.steps[0].did.startswith("left: it would lower performance")
    assert fixed.steps[1].applied
    assert fixed.data["x"].isna().tolist() == [True] + [False] * 399
    assert fixed.data["x"].tolist()[1:] == rows["x"].tolist()[1:]
    assert fixed.log["issue"].tolist() == ["made-up-1"]


def test_edits_are_judged_on_rows_that_they_do_not_touch(mended, rows):
    coded = rows.assign(x=rows["x"].where(np.arange(400) % 4 > 0, -999.0))
    fixed = mended(coded, repair("blank-cells", "x", range(0, 400, 4), everywhere=True), target="y")
    assert fixed.steps[0].effect.rows == 300
    assert fixed.steps[0].applied


def test_a_text_that_is_a_number_teaches_more_as_one(mended, rows):
    written = rows.assign(x=[f"{value:.3f} kg" for value in rows["x"]])
    fixed = mended(written, repair("convert-column", "x", everywhere=True), target="y")
    effect = fixed.steps[0].effect
    assert effect.before < 0.85
    assert effect.after - effect.half > effect.before
    assert effect.rows == 400


def test_a_number_as_target(mended, rows):
    priced = rows.assign(y=np.exp(rows["x"] + 0.1 * rows["z"]))
    fixed = mended(priced, repair("drop-columns", "noise"), repair("drop-columns", "x"), target="y")
    assert fixed.steps[0].effect.metric == "R²"
    assert fixed.steps[1].did.startswith("left: it would lower performance and removes no leak (measured: R² 0.9")


def test_a_number_as_target_that_comes_as_text(mended, rows):
    written = rows.assign(y=[f"{value:.2f} kg" for value in 3 * rows["x"] + rows["z"]])
    fixed = mended(written, repair("convert-column", "y"), repair("drop-columns", "noise"), target="y", task="regression")
    assert fixed.data["y"].dtype == float
    assert fixed.steps[1].effect.before > 0.9


def test_nothing_is_measured_where_models_read_nothing_of_it(mended, rows):
    with_id = rows.assign(id=[f"k{k}" for k in range(400)])
    fixed = mended(with_id, repair("drop-columns", "id"), target="y", id="id")
    assert fixed.steps[0].did == "1 column dropped"
    assert fixed.log["measured"].tolist() == [""]
    assert mended(rows, repair("drop-columns", "x")).steps[0].effect is None
    assert mended(rows.head(40), repair("drop-columns", "x"), target="y").steps[0].effect is None


def test_many_edits_of_one_check_are_tried_together(mended, rows):
    names = [f"n{k}" for k in range(14)]
    wide = rows.assign(**{name: np.random.default_rng(k).normal(size=400) for k, name in enumerate(names)})
    fixed = mended(wide, *(repair("drop-columns", name) for name in names), target="y", check="made-up")
    assert {step.effect for step in fixed.steps} == {fixed.steps[0].effect}
    assert fixed.steps[0].effect.says.endswith("), 14 edits together")


def test_the_order_of_the_rows_changes_nothing(mended, rows):
    order = np.random.default_rng(1).permutation(400)
    one, other = (mended(data, repair("drop-columns", "noise"), target="y") for data in (rows, rows.iloc[order]))
    assert one.steps[0].effect == other.steps[0].effect


def test_a_column_that_goes_is_not_converted_first(mended, rows):
    written = rows.assign(noise=[f"{value:.2f} m" for value in rows["noise"]])
    asked = repair("convert-column", "noise"), repair("blank-cells", "noise", [3]), repair("drop-columns", "noise")
    for order in ((0, 1, 2), (2, 1, 0), (1, 2, 0)):
        fixed = mended(written, *(asked[place] for place in order))
        assert list(fixed.data) == ["x", "z", "y"]
        assert fixed.log["action"].tolist() == ["column dropped"]
        gone = f"made-up-{order.index(2)}"
        assert sorted(step.did for step in fixed.steps) == ["1 column dropped", *[f"noise went with {gone}"] * 2]


def test_equal_predictions_have_no_change():
    target = Target(values=np.array([0, 1, 0, 1, 1]), classes=("a", "b"))
    guess = np.array([[0.8, 0.2], [0.3, 0.7], [0.4, 0.6], [0.5, 0.5], [0.1, 0.9]])
    assert paired_change(guess, guess, target) == (5 / 6, 5 / 6, 0.0)


@pytest.mark.parametrize("classes", [(), ("a", "b"), ("a", "b", "c")])
def test_the_interval_is_that_of_resampled_rows(classes):
    rng = np.random.default_rng(5)
    values = rng.integers(0, len(classes), 600) if classes else rng.normal(size=600)
    known = np.eye(3)[values][:, : len(classes)] if classes else values

    def guess(noise):
        return known + rng.normal(size=known.shape) * noise

    one, other = guess(0.6), guess(0.7)
    old, new, half = paired_change(one, other, Target(values=values, classes=classes))
    again = []
    for _ in range(200):
        some = rng.integers(0, 600, 600)
        low, high, _ = paired_change(one[some], other[some], Target(values=values[some], classes=classes))
        again.append(high - low)
    assert 0.75 < 1.96 * np.std(again) / half < 1.3
    assert abs(np.mean(again) - (new - old)) < half / 4


@pytest.mark.parametrize(("change", "lowers"), [(-0.02, True), (-0.005, False), (0.02, False)])
def test_beyond_chance(change, lowers):
    assert Effect(metric="AUC", before=0.8, after=0.8 + change, half=0.01, rows=100).lowers is lowers


@pytest.mark.parametrize(
    ("cells", "kind", "read"),
    [
        (["1", " 2.5", None], "Float64", [1.0, 2.5, None]),
        (["1", "?", None], "String", ["1", "?", None]),
        ([1, 2.5, True, None], "Float64", [1.0, 2.5, 1.0, None]),
        ([pd.Timestamp("2024-01-02"), None], "Datetime", [pd.Timestamp("2024-01-02"), None]),
        ([{"a": 1}, None], "String", ["{'a': 1}", None]),
        (["half \ud800"], "String", ["half ?"]),
        ([10**400, 1], "Float64", [float("inf"), 1.0]),
        ([], "Float64", []),
    ],
)
def test_cells_as_a_model_reads_them(cells, kind, read):
    series = read_cells("x", cells)
    assert str(series.dtype).startswith(kind)
    assert series.to_list() == read


def test_the_page_says_what_each_fix_does(rows, tmp_path):
    data = rows.assign(leak=np.where(rows["y"] == "yes", 1.0, 0.0) + np.linspace(0, 0.1, 400))
    result = dataqa.audit(data, target="y", checks=["target-leak"])
    assert "measured" not in result.to_html()
    fixed = result.fix(data, apply="all")
    (step,) = [one for one in fixed.steps if one.applied]
    page = fixed.to_html(tmp_path / "page.html")
    assert f"<p>Fixed, measured: {step.effect.says}.</p>" in page
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == page
    assert "<p>Left as it is" not in page


def test_the_command_writes_the_page(rows, tmp_path, command):
    data, page = tmp_path / "rows.csv", tmp_path / "page.html"
    rows.assign(leak=np.where(rows["y"] == "yes", 1.0, 0.0)).to_csv(data, index=False)
    asked = ["fix", str(data), "--target", "y", "--check", "leakage", "--apply", "all", "-o", str(tmp_path / "clean.csv")]
    code, _, err = command(*asked, "--html", str(page), "-q")
    assert (code, err) == (0, "")
    assert "Fixed, measured: AUC 1.000 → 0.9" in page.read_text(encoding="utf-8")
