"""``NA`` among other codes of two letters is a code; elsewhere, and the words of programs everywhere, it means missing."""

from __future__ import annotations

import pandas as pd
import pytest

import dataqa


def _empty(cells, tmp_path, kind):
    frame = pd.DataFrame({"c": cells, "n": range(len(cells))})
    data = frame
    if kind == "csv":
        data = tmp_path / "rows.csv"
        frame.to_csv(data, index=False)
    return dataqa.audit(data, checks=[]).record.profile.columns["c"].nulls


@pytest.mark.parametrize("kind", ["csv", "frame"])
@pytest.mark.parametrize(
    ("texts", "empty"),
    [
        (["NA", "EU", "AP", "LA"], 0),  # markets
        (["NA", "EU", "AS", "AF", "OC"], 0),  # continents
        (["NA", "DE", "ZA", "BW", "AO", " FR"], 0),  # countries
        (["NA", "yes", "no"], 20),
        (["NA", "Y", "N"], 20),
        (["NA", "OK", "NO"], 20),  # two others are no list of codes
        (["NA", "Oslo", "Bergen", "Roros"], 20),
        (["NA", "DE", "FR", "ES", "Germany", "France", "Spain"], 20),
        (["NaN", "EU", "AP", "LA"], 20),
        (["NULL", "EU", "AP", "LA"], 20),
        (["N/A", "EU", "AP", "LA"], 20),
        (["NA", "NA", "NA", "NA", "DE", "FR", "ES"], 80),  # most of a column is no code
        (["NA", "1", "2", "3"], 20),
    ],
)
def test_what_is_read_as_missing(tmp_path, kind, texts, empty):
    assert _empty(texts * 20, tmp_path, kind) == empty


def test_a_code_that_may_mean_missing_is_told_and_not_emptied():
    frame = pd.DataFrame({"market": ["NA", "EU", "AP", "LA"] * 50, "n": range(200)})
    result = dataqa.audit(frame, checks=["placeholder-values"])
    (issue,) = result.issues
    assert (issue.id, issue.severity) == ("placeholder-values:market:perhaps", "info")
    assert result.fix(frame, apply="all").data.equals(frame)
    assert result.fix(frame, apply=[issue.id]).data["market"].isna().sum() == 50
