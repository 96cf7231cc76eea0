from __future__ import annotations

import pytest


def written(folder, good, bad):
    path = folder / "rows.csv"
    path.write_text("a,b\n" + "1,2,3\n" * bad + "1,2\n" * good)
    return path


def test_rows_of_another_width_are_counted_and_shown(measure, tmp_path):
    [found] = measure("unreadable-rows", written(tmp_path, 18, 2))
    assert (found.value, found.columns, found.rows) == (0.1, (), None)
    assert found.interval == pytest.approx((0.0278665, 0.3010336), abs=1e-6)  # Wilson's, of 2 of 20
    assert found.details == {"unread": 2, "of": 20, "places": "line 2; line 3"}


def test_a_whole_file_is_quiet(measure, tmp_path):
    assert measure("unreadable-rows", written(tmp_path, 20, 0)) == []
    assert measure("unreadable-rows", {"a": [1, 2]}) == []


@pytest.mark.parametrize(("good", "bad", "severity"), [(999, 1, "low"), (99, 1, "medium"), (90, 10, "high"), (50, 50, "critical")])
def test_severity_by_share(judge, tmp_path, good, bad, severity):
    [issue] = judge("unreadable-rows", written(tmp_path, good, bad))
    assert issue.severity == severity
    assert issue.cost > 0


def test_the_file_is_named_where_there_are_several(measure, tmp_path):
    for name in ("x", "y"):
        (tmp_path / f"{name}.csv").write_text("a,b\n1,2\n3,4\n5\n")
    [found] = measure("unreadable-rows", str(tmp_path / "*.csv"))
    assert found.details["places"] == "x.csv, line 4; y.csv, line 4"


def test_one_row_is_named_as_one(judge, tmp_path):
    [issue] = judge("unreadable-rows", written(tmp_path, 99, 1))
    assert issue.title == "1 of 100 rows (1.0%) could not be read and is not in the audit"
    assert issue.why.endswith("It is at: line 2.")
