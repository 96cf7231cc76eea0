from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

RANDOM = np.random.default_rng(0)
SHOP = RANDOM.integers(0, 30, 600)
Y = SHOP % 7 + RANDOM.normal(0, 2, 600)


def frame(**more):
    return pd.DataFrame({"shop": [f"shop {s}" for s in SHOP], "size": RANDOM.normal(0, 1, 600), **more, "y": Y})


def test_the_mean_of_the_group(judge):
    data = frame(usual=pd.Series(Y).groupby(SHOP).transform("mean"))
    (issue,) = judge("target-aggregate", data, target="y")
    assert (issue.columns, issue.details["group"], issue.severity) == (("usual",), "shop", "high")
    assert issue.title == "`usual` matches the mean target of each `shop`, including the row's own target"


def test_the_mean_of_the_others(judge):
    grouped = pd.Series(Y).groupby(SHOP)
    data = frame(others=(grouped.transform("sum") - Y) / (grouped.transform("size") - 1))
    (issue,) = judge("target-aggregate", data, target="y")
    assert issue.title == "`others` matches the mean target of the other rows with the same `shop`"


def test_the_rate_of_a_class(judge):
    bought = (Y > 3).astype(int)
    data = frame(rate=pd.Series(bought).groupby(SHOP).transform("mean")).assign(y=np.where(bought, "yes", "no"))
    assert [issue.columns for issue in judge("target-aggregate", data, target="y")] == [("rate",)]


@pytest.mark.parametrize("noise", [0.5, 2.0])
def test_what_only_goes_with_the_group_is_quiet(judge, noise):
    assert judge("target-aggregate", frame(like=SHOP % 7 + RANDOM.normal(0, noise, 600)), target="y") == []


def test_the_rate_of_the_last_of_three_classes(judge):
    grade = np.array(["low", "middle", "top"])[np.digitize(Y, [2, 4])]
    data = frame(rate=pd.Series(grade == "top").groupby(SHOP).transform("mean")).assign(y=grade)
    assert [issue.columns for issue in judge("target-aggregate", data, target="y")] == [("rate",)]
