from __future__ import annotations

IDS = [*range(100), 7, 7, 3]
A = [n * 37 % 101 / 7 for n in range(103)]


def test_ids_of_several_rows_are_named_the_most_frequent_first(measure, judge):
    data = {"customer_id": IDS, "a": A}
    (found,) = measure("repeated-ids", data)
    assert (found.columns, found.value, found.rows.positions.tolist()) == (("customer_id",), 5 / 103, [7, 100, 101, 3, 102])
    (issue,) = judge("repeated-ids", data)
    assert issue.severity == "low"
    assert issue.title == "2 values of `customer_id` appear in more than one row (5 rows, 4.9%)"
    assert issue.why.endswith("The most repeated: 7, 3.")


def test_a_given_id_must_not_repeat(judge):
    assert [i.severity for i in judge("repeated-ids", {"key": IDS, "a": A}, id="key")] == ["medium"]


def test_exact_copies_are_another_matter(measure):
    assert measure("repeated-ids", {"customer_id": [*range(100), 7], "a": [*A[:100], A[7]]}) == []


def test_a_group_and_different_ids_are_quiet(measure):
    assert measure("repeated-ids", {"customer_id": IDS, "a": A}, group="customer_id") == []
    assert measure("repeated-ids", {"customer_id": [n // 2 for n in range(103)], "a": A}, id="customer_id") == []
    assert measure("repeated-ids", {"customer_id": range(103), "a": A}) == []


def test_where_the_profile_only_estimates_the_rows_decide(measure, monkeypatch):
    monkeypatch.setattr("dataqa.profile.value_counts.LIMIT", 64)  # beyond, different values are estimated to 13 %
    n = 600
    a = [k * 7919 % 9973 / 7 for k in range(n)]
    for repeats, found in ((60, 0), (20, 40)):  # of 600 values 540 differ, or 580: 95 % at least is asked for
        ids = [f"c{k * 7919 % 9973:05d}" for k in range(n)]
        ids[n - repeats :] = ids[:repeats]
        assert sum(m.rows.count for m in measure("repeated-ids", {"customer_id": ids, "a": a}, id="customer_id")) == found
