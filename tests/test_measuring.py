"""Measuring is a function of data, seed and parameters alone; what several checks saw is told once, among the checks that ran."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any
from unittest.mock import patch

import numpy as np
import pandas as pd
import pytest
from contexts import context_of

import dataqa
from dataqa import running
from dataqa.checks.registry import all_checks
from dataqa.demo import AS_OF, TARGET, customers
from dataqa.errors import RuleError
from dataqa.findings.parameters import findings, parameters_of
from dataqa.model import DIMENSIONS, Measurement
from dataqa.policy.pack import Rules, packs
from dataqa.probe.probe import Probe

pytestmark = pytest.mark.usefixtures("few_trees")


@cache
def measured(frame: str, skip: str | None = None, checks: str | None = None, rules: str = "default") -> dict[str, list[tuple]]:
    """Audit, and return what each check measured."""
    found: dict[str, list[tuple]] = {}

    def judge(check, dimension, rule, measurements, *more):
        found[check] = said(measurements)
        return judged(check, dimension, rule, measurements, *more)

    judged = running.judge
    with patch("dataqa.running.judge", judge):
        dataqa.audit(**FRAMES[frame](), skip=() if skip is None else [skip], checks=checks, rules=rules)
    return found


def said(measurements: list[Measurement]) -> list[tuple]:
    """Return all that is in measurements, in a form that can be compared."""
    return [
        (
            m.columns, m.about, m.value, m.interval, m.unit, m.covered_by, repr(dict(m.details)), m.evidence,
            None if m.rows is None else (m.rows.positions.tolist(), m.rows.total, m.rows.suggested),
            None if m.rows is None or m.rows.scores is None else m.rows.scores.tolist(),
        )
        for m in measurements
    ]  # fmt: skip


def demo() -> dict[str, Any]:
    every = customers()
    return {"data": pd.concat([every.head(400), every.head(20)], ignore_index=True), "target": TARGET, "as_of": AS_OF}


def readings() -> dict[str, Any]:
    """A series of measurements with a number to predict, test rows and rows of real use; with cells wrong in many ways."""
    random = np.random.default_rng(5)
    rows = 500
    a, b, c = random.normal(50, 10, rows), random.gamma(4, 10, rows), random.normal(0, 1, rows)
    frame = pd.DataFrame({
        "at": pd.date_range("2025-01-01", periods=rows, freq="h"),
        "station": random.choice(["north", "south", "east", "west"], rows),
        "width": a.round(1), "depth": b.round(1), "lean": c.round(2), "area": (a.round(1) * b.round(1)).round(2), "unit": "cm",
        "note": random.choice(["all well", "valve changed", "reading taken by hand", "device moved to the roof"], rows),
    })  # fmt: skip
    frame["flow"] = 0.5 * a + 2 * c + random.normal(0, 3, rows)
    frame["flow_total"] = 2 * frame["flow"] + 7
    frame.loc[:11, "width"] *= 10
    frame.loc[20:25, "area"] *= 1.5
    frame.loc[30:60, "depth"] = -999.0
    frame.loc[100:160, "lean"] = None
    frame.loc[170:172, "station"] = ["nroth", "South ", "?"]
    frame.loc[480:, ["width", "depth", "lean", "area"]] = frame.loc[100:119, ["width", "depth", "lean", "area"]].to_numpy()
    real = frame.sample(200, random_state=1).assign(width=lambda one: one["width"] + 30, station="far")
    return {
        "data": frame.iloc[:450], "target": "flow", "time": "at", "test": frame.iloc[450:], "reference": real,
        "as_of": "2025-03-01",
    }  # fmt: skip


def patients() -> dict[str, Any]:
    """People, seen on several days, whose texts, labels and cells are wrong in many ways."""
    random = np.random.default_rng(11)
    rows = 400
    frame = pd.DataFrame({
        "patient": [f"P{i // 2:04d}" for i in range(rows)],
        "name": [f"{random.choice(['Anna', 'Omar', 'Li'])} {random.choice(['Smith', 'Garcia', 'Wang'])}" for _ in range(rows)],
        "seen_on": pd.Timestamp("2023-01-02") + pd.to_timedelta(random.integers(0, 500, rows), unit="D"),
        "sex": random.choice(["female", "male"], rows), "age": random.integers(18, 90, rows).astype(float),
        "city": random.choice(["Berlin", "Paris", "Rome", "Oslo"], rows, p=[0.4, 0.3, 0.2, 0.1]),
        "weight": random.normal(75, 12, rows).round(1), "pulse": random.normal(70, 8, rows).round(),
        "mail": [f"user{i}@example.org" if i % 7 else None for i in range(rows)],
        "text": [f"{random.choice(['pain in the arm', 'pain in the chest'])} since day {i % 190}, no fever" for i in range(rows)],
        "part": np.where(random.random(rows) < 0.2, "test", "train"),
    })  # fmt: skip
    frame["weight_lb"] = (frame["weight"] * 2.2046).round(1)
    frame["ill"] = np.where(frame["age"] / 20 + random.normal(size=rows) + (frame["sex"] == "male") > 3, "yes", "no")
    frame["treated"] = frame["ill"].where(random.random(rows) < 0.6)
    frame.loc[::9, "age"] = None
    frame.loc[frame["sex"].eq("male") & (frame.index % 3 == 0), "pulse"] = None
    frame.loc[[5, 50, 150], "city"] = "berlin "
    frame.loc[[60, 70], "ill"] = "Yes"
    frame.loc[[80, 81], "seen_on"] = pd.Timestamp("2031-05-05")
    return {
        "data": pd.concat([frame, frame.iloc[:12]], ignore_index=True), "target": "ill", "time": "seen_on", "group": "patient",
        "text": "text", "split": "part", "as_of": "2025-03-01",
    }  # fmt: skip


FRAMES = {"demo": demo, "readings": readings, "patients": patients}


def test_the_frames_make_many_checks_speak():
    speaking = {check for frame in FRAMES for check, found in measured(frame).items() if found}
    assert len(speaking) > 50


@pytest.mark.parametrize("frame", FRAMES)
def test_a_check_alone_measures_what_it_measures_among_all(frame):
    context, rules = context_of(**FRAMES[frame]()), Rules.load("default")
    for check in all_checks():
        # nothing of what other checks asked for is at hand
        alone = replace(context, shared={}, make_probe=cache(lambda: Probe(context.profile, context.task, 0, {})))
        assert said(running.run(check, alone, rules)[1]) == measured(frame).get(check.id, []), check.id


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("pack", [pack for pack in packs() if pack != "default"])
def test_a_pack_changes_no_measurement(pack, frame):
    assert measured(frame, rules=pack) == measured(frame)


@pytest.mark.parametrize("left_out", DIMENSIONS)
def test_checks_left_out_change_no_measurement_of_others(left_out):
    gone = {check.id for check in all_checks() if check.dimension == left_out}
    for frame in ("demo", "patients") if left_out == "leakage" else ("readings",):
        found = measured(frame, skip=left_out)
        assert found == {check: seen for check, seen in measured(frame).items() if check not in gone}


def test_labels_look_as_wrong_whatever_is_judged_or_left_out():
    once = measured("demo")["suspect-labels"]
    assert once
    for more in ({"rules": "strict"}, {"skip": "leakage"}, {"checks": "suspect-labels"}):
        assert measured("demo", **more)["suspect-labels"] == once


def test_an_unknown_finding_is_told_with_the_nearest():
    with pytest.raises(RuleError, match=r"There is no finding 'leeks'\. Did you mean 'leaks'\?"):
        parameters_of("leeks")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("finds: Nothing that anybody would look for.", "parameters: Field required"),
        (
            "finds: Nothing that anybody would look for.\nparameters: {a: 1}\nbands: {low: 1}",
            "bands: Extra inputs are not permitted",
        ),
        ("parameters: [", "odd.yaml cannot be read"),
    ],
)
def test_a_finding_with_another_shape_is_told_in_one_line(tmp_path, text, said):
    (tmp_path / "findings").mkdir()
    (tmp_path / "findings" / "odd.yaml").write_text(text)
    with patch("dataqa.rule_files.RULES", tmp_path), pytest.raises(RuleError, match=said) as caught:
        parameters_of("odd")
    assert "\n" not in str(caught.value)


def test_every_parameter_of_a_finding_is_read_somewhere():
    code = "\n".join(path.read_text() for path in Path(dataqa.__file__).parent.rglob("*.py"))
    quoted = set(re.findall(r"""["'][a-z_0-9]+["']""", code))
    every = [
        (finding, name) for finding in findings() if finding != "languages" for name in parameters_of(finding)
    ]  # its keys are values
    unread = [(finding, name) for finding, name in every if not {f"'{name}'", f'"{name}"'} & quoted]
    assert unread == []
