from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

DAY = "2024-01-10"


def rows(count=3000, first="2019-01-01", last="2023-12-31", seed=0, **more):
    random = np.random.default_rng(seed)
    time = pd.Series(pd.date_range(first, last, periods=count)).dt.floor("h")
    return {"at_time": time, "x": random.normal(size=count), "kind": random.choice(["a", "b"], count), **more}


def changed(frame, when, by):
    frame["x"] = frame["x"] + np.where(frame["at_time"] >= pd.Timestamp(when), by, 0.0)
    return frame


def test_a_step_is_named_with_its_date(judge):
    (issue,) = judge("feature-drift", changed(rows(), "2021-01-01", 1.0), as_of=DAY)
    assert (issue.columns, issue.severity, round(issue.value, 1)) == (("x",), "low", 1.0)
    assert issue.title == "`x` drifted: its median changed from -0.0498 to 0.864"
    assert "The change came in one step, about 2020-12-" in issue.why


def test_a_trend_is_distinguished_from_a_step(judge):
    frame = rows(first="2014-01-01")
    frame["x"] = frame["x"] + np.linspace(0, 3, 3000)
    assert [i.why.rsplit("). ", 1)[1] for i in judge("feature-drift", frame, as_of=DAY)] == ["The change was gradual."]


def test_another_mix_of_categories(judge):
    frame = rows()
    frame["kind"] = np.where((frame["at_time"] > "2022-01-01") & (np.arange(3000) % 2 == 0), "c", frame["kind"])
    (issue,) = judge("feature-drift", frame, as_of=DAY)
    assert (issue.columns, issue.kind, issue.details["category"], issue.details["old"]) == (("kind",), "category", "c", 0.0)
    assert issue.title == "`kind` drifted: the share of `c` changed from 0% to 50.1%"


@pytest.mark.parametrize("seed", range(3))
def test_seasons_and_days_are_no_drift(measure, seed):
    times = pd.date_range("2021-03-01", "2023-08-20", freq="6h")
    random = np.random.default_rng(seed)
    warmth = np.sin(2 * np.pi * times.day_of_year / 365.25) * 10 + np.sin(2 * np.pi * times.hour / 24) * 5
    weather = np.zeros(len(times))
    for k, shock in enumerate(random.normal(size=len(times))):  # neighbours are alike
        weather[k] = 0.95 * weather[k - 1] + shock
    frame = {"at_time": times, "warmth": warmth + weather, "month": times.month, "dark": times.hour < 7}
    assert [m for m in measure("feature-drift", frame, as_of=DAY) if m.interval[0] >= 0.1] == []


def test_rows_of_one_world_are_quiet_however_many(measure):
    for count in (200, 3_000, 60_000):
        assert measure("feature-drift", rows(count), as_of=DAY) == []


def test_what_counts_on_with_time_is_no_news(measure):
    frame = rows(year_built=pd.date_range("2019-01-01", "2023-12-31", periods=3000).year, meter=np.arange(3000) * 2.5 + 7)
    assert measure("feature-drift", frame, as_of=DAY) == []


def test_texts_by_length_and_words(measure):
    random = np.random.default_rng(0)
    words = np.array(["the", "cat", "sat", "on", "a", "mat", "and", "then", "went", "home", "to", "eat", "some", "fish"])
    text = [" ".join(random.choice(words, 12)) for _ in range(3000)]
    text = [t + " covid" if k > 2000 and k % 2 else t for k, t in enumerate(text)]
    found = measure("feature-drift", rows(note=text), text="note", as_of=DAY)
    assert [(m.columns, m.about, m.kind, m.details["word"]) for m in found if m.about] == [(("note",), "words", "words", "covid")]
    assert {m.kind for m in found} == {"length", "words"}


def test_short_spans_say_that_a_season_looks_the_same(judge):
    frame = changed(rows(first="2023-06-01"), "2023-10-01", 1.0)
    (issue,) = judge("feature-drift", frame, as_of=DAY)
    assert "too little time to distinguish this from a season of the year" in issue.why


def test_too_few_rows(measure):
    assert measure("feature-drift", changed(rows(60), "2021-01-01", 3.0), as_of=DAY) == []
