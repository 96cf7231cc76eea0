from __future__ import annotations

import numpy as np
import pytest


def columns(seed, rows=2000, shift=0.0, share=0.5):
    random = np.random.default_rng(seed)
    return {
        "x": random.normal(shift, 1, rows),
        "c": np.where(random.random(rows) < share, "red", "blue"),
        "y": random.integers(0, 2, rows),
    }


def test_a_shifted_number_is_measured_in_standard_deviations(judge):
    (issue,) = judge("reference-drift", columns(0), target="y", reference=columns(1, shift=1.0))
    assert (issue.columns, issue.severity, round(issue.value, 1)) == (("x",), "medium", 1.0)
    assert issue.title == "`x` is distributed differently in production: median 0.977 instead of -0.0335"


def test_another_mix_of_categories(judge):
    (issue,) = judge("reference-drift", columns(0), target="y", reference=columns(1, share=0.7))
    assert (issue.columns, issue.severity, round(issue.value, 1)) == (("c",), "low", 0.4)


def test_cells_that_are_empty_only_there(judge):
    use = columns(1)
    use["x"] = np.where(np.arange(2000) % 10 == 0, np.nan, use["x"])
    (issue,) = judge("reference-drift", columns(0), reference=use)
    assert (issue.kind, issue.details["old"], issue.details["new"]) == ("empty", 0.0, 0.1)
    assert issue.title == "`x` is distributed differently in production: 10.0% of the cells are empty instead of 0%"


@pytest.mark.parametrize("rows", [300, 30_000])
def test_rows_of_the_same_source_are_quiet_however_many(measure, rows):
    assert measure("reference-drift", columns(0, rows), reference=columns(1, rows)) == []


@pytest.mark.parametrize("statistic", ["wasserstein", "jensen-shannon", "psi", "kolmogorov-smirnov"])
def test_any_statistic_is_measured_on_one_scale(judge, statistic, tmp_path):
    pack = tmp_path / "pack.yaml"
    pack.write_text(f"extends: default\nrules:\n  reference-drift: {{parameters: {{statistic: {statistic}}}}}\n")
    (issue,) = judge("reference-drift", columns(0), reference=columns(1, shift=0.5), rules=str(pack))
    assert (issue.columns, issue.value) == (("x",), pytest.approx(0.5, abs=0.1))


def test_labels_are_not_needed(measure):
    use = columns(1)
    del use["y"]
    assert measure("reference-drift", columns(0), target="y", reference=use) == []
    assert measure("reference-drift", columns(0), target="y", reference={**use, "y": [None] * 2000}) == []
