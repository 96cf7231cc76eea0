import xml.etree.ElementTree as ET
from dataclasses import replace
from math import nan

import pytest

from dataqa.model import Evidence
from dataqa.render.charts import BINS, NAMES, chart

BARS = Evidence(title="Rows by label", unit="rows", labels=("no", "yes", "<b>"), values=(35.0, 19.0, -2.0), marked=(1,))


def bars(svg):
    """Of each bar: its colour and what it says."""
    return [(p.get("fill"), p[0].text) for p in ET.fromstring(svg).iter("{http://www.w3.org/2000/svg}path")]


@pytest.mark.parametrize("ordered", [False, True])
def test_one_bar_a_label_and_those_meant_stand_out(ordered):
    plain, accent = "var(--bar,#8c959f)", "var(--accent,#0969da)"
    found = bars(chart(replace(BARS, ordered=ordered)))
    assert found == [(plain, "no: 35 rows"), (accent, "yes: 19 rows"), (plain, "<b>: −2 rows")]


def test_words_for_those_who_do_not_see_it():
    root = ET.fromstring(chart(BARS))
    assert root.get("aria-label") == "Rows by label. no: 35 rows; yes: 19 rows; <b>: −2 rows"
    assert root.get("role") == "img"


def test_nothing_to_draw():
    assert chart(replace(BARS, labels=(), values=())) == ""
    assert next(told for _, told in bars(chart(replace(BARS, values=(nan, 0.0, 1.0))))) == "no: – rows"


@pytest.mark.parametrize(("ordered", "limit"), [(False, NAMES), (True, BINS)])
def test_many_bars_are_cut_but_never_those_meant(ordered, limit):
    many = Evidence(
        title="t", unit="rows", labels=tuple(f"k{i}" for i in range(400)), values=(1.0,) * 400, marked=(399,), ordered=ordered
    )
    found = bars(chart(many))
    assert len(found) == limit
    assert found[-1][1] == "k399: 1 row"


def test_the_axis_of_a_scale_has_short_plain_labels():
    labels = ("9.9 to 16.3", "1450 to 3.4e+04", "3.424e+04 to 8e+04", "2021-01")
    svg = ET.fromstring(chart(Evidence(title="t", unit="rows", labels=labels, values=(3.0, 2.0, 1.0, 1.0), ordered=True)))
    texts = [text.text for text in svg.iter("{http://www.w3.org/2000/svg}text")]
    assert [text for text in texts if text in ("9.9", "1450", "34,240", "2021-01")] == ["9.9", "1450", "34,240", "2021-01"]
    assert "3.424e+04 to 8e+04: 1 row" in [told for _, told in bars(chart(replace(BARS, labels=labels[2:3], values=(1.0,))))]


def test_same_picture_twice():
    assert chart(BARS) == chart(BARS)


@pytest.mark.parametrize("ordered", [False, True])
def test_a_second_bar_stands_beside_the_first(ordered):
    both = replace(BARS, ordered=ordered, beside=(10.0, 5.0, 1.0), marked=())
    plain, accent = "var(--bar,#8c959f)", "var(--accent,#0969da)"
    assert bars(chart(both))[:3] == [(plain, "no: 35 rows"), (accent, "no, the second: 10 rows"), (plain, "yes: 19 rows")]
