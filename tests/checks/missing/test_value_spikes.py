from __future__ import annotations

AREAS = [50 + n for n in range(200)]


def test_gaps_filled_with_the_mean(measure):
    found = measure("value-spikes", {"area": [149.5] * 100 + AREAS})
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("area",), 1 / 3, list(range(100)))]
    assert found[0].kind == "mean"


def test_filled_gaps_are_medium_and_other_modes_low(judge):
    issues = judge("value-spikes", {"area": [149.5] * 100 + AREAS, "rooms": [80] * 100 + AREAS})
    assert [(i.columns, i.severity) for i in issues] == [(("area",), "medium"), (("rooms",), "low")]
    assert [i.title for i in issues] == [
        "`area` is `149.5` in 100 rows (33.3%), the mean of all other rows",
        "`rooms` is `80` in 101 rows (33.7%), 101 times as often as any other value",
    ]


def test_a_discrete_column_has_a_genuine_mode(measure):
    assert measure("value-spikes", {"cars": [2] * 500 + list(range(10)) * 20}) == []


def test_zero_is_no_spike(measure):
    assert measure("value-spikes", {"gain": [0] * 500 + AREAS}) == []


def test_a_cap_at_the_largest_value(judge):
    issues = judge("value-spikes", {"price": [500] * 20 + AREAS, "few": [500] * 8 + AREAS + AREAS[:12]})
    assert [(i.id, i.severity) for i in issues] == [("value-spikes:price:cap", "low"), ("value-spikes:few:cap", "info")]
    assert issues[0].title == "`price` is at its maximum of `500` in 20 rows (9.1%), so it may be capped"


def test_a_code_for_missing_is_no_spike(judge):
    assert judge("value-spikes", {"area": [9999] * 40 + AREAS}) == []


def test_evenly_spread_values_are_quiet(judge):
    assert judge("value-spikes", {"a": AREAS * 3}) == []


def test_a_mode_of_few_values_is_quiet(measure):
    assert measure("value-spikes", {"a": [140] * 50 + AREAS[:99]}) == []
    assert [m.kind for m in measure("value-spikes", {"a": [120] * 50 + AREAS[:100]})] == [""]


def test_a_mode_at_the_end_of_a_column_is_usual(measure):
    assert [m.kind for m in measure("value-spikes", {"a": [80] * 100 + AREAS})] == [""]
    assert measure("value-spikes", {"a": [60] * 100 + AREAS}) == []
    assert measure("value-spikes", {"a": [240] * 100 + AREAS}) == []


def test_a_share_ends_at_one_by_nature(measure):
    shares = [n / 997 for n in range(1, 960)]
    assert measure("value-spikes", {"answered": shares + [1.0] * 90}) == []
    assert [m.kind for m in measure("value-spikes", {"time": [137 * one for one in shares] + [137.0] * 90})] == ["cap"]
