"""`Audit.fix` on data with planted defects: what is safe, what is asked for, and what is refused."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from snippets import run

import dataqa


@pytest.fixture(scope="module")
def clean():
    rng = np.random.default_rng(3)
    x, z = rng.normal(size=400), rng.normal(size=400)
    town = rng.choice(["Oslo", "Bergen", "Tromso"], 400)
    return pd.DataFrame(
        {"x": x.round(4), "z": z.round(4), "town": town, "y": (x + 0.4 * z + rng.normal(0, 1.5, 400) > 0).astype(int)}
    )


@pytest.fixture(scope="module")
def dirty(clean):
    frame = clean.copy()
    frame.loc[5:24, "x"] = -999.0
    frame.loc[30:49, "town"] = "oslo "
    frame["leak"] = frame["y"] * 10 + np.random.default_rng(4).normal(0, 0.5, 400).round(3)
    frame["same"] = 1
    return pd.concat([frame, frame.iloc[100:130]], ignore_index=True)


@pytest.fixture(scope="module")
def audited(dirty):
    return dataqa.audit(dirty, target="y")


def _hash(frame):
    return hashlib.sha256(pd.util.hash_pandas_object(frame).to_numpy().tobytes()).hexdigest()


def test_safe_edits_bring_the_clean_data_back(clean, dirty, audited):
    before = _hash(dirty)
    fixed = audited.fix(dirty, allow_removal=0.1)
    assert _hash(dirty) == before
    assert [step.check for step in fixed.steps if step.applied and not step.safe] == []
    assert len(fixed.data) == 400
    assert "same" not in fixed.data
    assert "leak" in fixed.data
    assert fixed.data["town"].unique().tolist() == clean["town"].unique().tolist()
    assert fixed.data["x"].isna().to_numpy().nonzero()[0].tolist() == list(range(5, 25))
    assert len(fixed.log) == 20 + 20 + 1 + 30


def test_all_drops_the_leak_too(dirty, audited):
    assert "leak" not in audited.fix(dirty, apply="all").data


def test_only_what_is_asked_for(dirty, audited):
    (leak,) = [issue.id for issue in audited.issues if issue.check == "target-leak"]
    fixed = audited.fix(dirty, apply=[leak])
    pd.testing.assert_frame_equal(fixed.data, dirty.drop(columns="leak"))
    assert [step.issue for step in fixed.steps if step.applied] == [leak]
    # what else was found of the same cause is asked for with it
    did = {step.did for step in fixed.steps if not step.applied and step.kinds}
    assert did == {"not asked for", f"leak went with {leak}"}


def test_every_issue_has_its_step(dirty, audited):
    assert [step.issue for step in audited.fix(dirty).steps] == [issue.id for issue in audited.record.every_issue]


@pytest.mark.parametrize("apply", ["safe", "all"])
def test_clean_data_stays_as_it_is(clean, apply):
    fixed = dataqa.audit(clean, target="y", skip=["suspect-labels"]).fix(clean, apply=apply)
    pd.testing.assert_frame_equal(fixed.data, clean)
    assert len(fixed.log) == 0
    assert len(fixed.removed) == 0


def test_fixing_again_changes_nothing(dirty, audited):
    once = audited.fix(dirty).data
    twice = dataqa.audit(once, target="y").fix(once).data
    pd.testing.assert_frame_equal(twice, once)


def test_all_kinds_of_frame_are_fixed_alike(dirty, audited):
    wanted = audited.fix(dirty, apply="all").data.reset_index(drop=True)
    for data in (pl.from_pandas(dirty), pa.Table.from_pandas(dirty, preserve_index=False)):
        fixed = dataqa.audit(data, target="y").fix(data, apply="all").data
        got = fixed.to_pandas()
        pd.testing.assert_frame_equal(got, wanted, check_dtype=False)


def test_the_snippet_makes_the_same_edits(dirty, audited):
    fixed = audited.fix(dirty)
    pd.testing.assert_frame_equal(run(fixed.snippet, dirty), fixed.data)


def test_other_data_is_refused(dirty, audited):
    with pytest.raises(dataqa.CallError, match="not the data that was audited"):
        audited.fix(dirty.iloc[:-1])
    with pytest.raises(dataqa.CallError, match="in another order"):
        audited.fix(dirty.iloc[::-1])


def test_an_unknown_id_is_refused(dirty, audited):
    with pytest.raises(dataqa.CallError, match=r"no issue 'exact-duplicate'.*Did you mean 'exact-duplicates'"):
        audited.fix(dirty, apply=["exact-duplicate"])


@pytest.mark.parametrize(
    "cells",
    [
        [f"{i * 1.5} Meter" for i in range(40)],
        [f"{i * 3},5 kg" for i in range(40)],
        [f"${i * 211:,}" for i in range(40)],
        [str(i) for i in range(39)] + ["about 40"],
    ],
)
def test_the_snippet_reads_numbers_as_the_fix_does(cells):
    frame = pd.DataFrame({"w": cells})
    fixed = dataqa.audit(frame).fix(frame, apply="all")
    assert "pd.to_numeric" in fixed.snippet
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)
    assert pd.api.types.is_numeric_dtype(fixed.data["w"])
