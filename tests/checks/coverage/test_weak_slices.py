from __future__ import annotations

import numpy as np

from dataqa.probe.slices import weakest


def _rows(rows=1500):
    random = np.random.default_rng(0)
    site, a = random.choice(["north", "south", "west", "east"], rows), random.normal(size=rows)
    return {"a": a, "site": site, "c": random.normal(size=rows)}, random


def test_the_site_where_the_labels_are_noise_is_named(judge):
    data, random = _rows()
    data["y"] = np.where(data["a"] > 0, "yes", "no")
    noisy = data["site"] == "west"
    data["y"][noisy] = random.choice(["yes", "no"], noisy.sum())
    (issue,) = judge("weak-slices", data, target="y")
    assert (issue.columns, issue.severity, issue.rows.count) == (("site",), "low", noisy.sum())
    assert set(issue.rows.positions.tolist()) == set(np.flatnonzero(noisy).tolist())
    assert issue.title.startswith("A quick model is wrong in ")
    assert " rows where `site = 'west'`, in " in issue.title
    assert issue.id == "weak-slices:site:site is 'west'"


def test_a_range_of_a_number_is_named_for_a_numeric_target(judge):
    data, random = _rows()
    data["y"] = 3 * data["a"] + np.where(data["c"] > 1, 3.0, 0.1) * random.normal(size=1500)
    (issue, *_) = judge("weak-slices", data, target="y")
    assert issue.columns == ("c",)
    assert issue.title.startswith("A quick model errs by ")
    assert " standard deviations where `c > " in issue.title


def test_even_errors_are_quiet(measure):
    data, random = _rows()
    data["y"] = np.where(data["a"] + 0.5 * random.normal(size=1500) > 0, "yes", "no")
    # near the border of the classes more is wrong, wherever the row is from
    assert all("a" in m.columns for m in measure("weak-slices", data, target="y"))


def test_chance_makes_no_slice_among_many():
    random = np.random.default_rng(1)
    fired = 0
    for _ in range(40):
        columns = {str(i): random.integers(0, 6, 600) for i in range(10)}
        fired += bool(weakest(random.exponential(size=600), columns, 30, 3, 0.0))
        fired += bool(weakest((random.random(600) < 0.1).astype(float), columns, 30, 3, 0.0))
    assert fired <= 8


def test_two_columns_are_named_where_only_together_they_are_worse():
    random = np.random.default_rng(2)
    columns = {"a": random.integers(0, 3, 2000), "b": random.integers(0, 3, 2000)}
    both = (columns["a"] == 1) & (columns["b"] == 2)
    (found,) = weakest((random.random(2000) < np.where(both, 0.5, 0.05)).astype(float), columns, 30, 3, 0.2)
    assert found.parts == (("a", 1), ("b", 2))
    assert found.interval[0] > 0.5
