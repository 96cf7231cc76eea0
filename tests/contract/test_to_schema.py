"""What an audit's schema asks for: the healthy part, in three forms that agree."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pandas as pd
import pandera.pandas as pa
import polars as pl
import pytest
from pandera.errors import SchemaErrors
from pandera.io.pandas_io import from_yaml

import dataqa
from dataqa.errors import CallError

pytestmark = pytest.mark.usefixtures("few_trees")

DAY = "2026-01-31"


def terms(data, name="a", **arguments):
    result = dataqa.audit(data, as_of=DAY, **arguments)
    return next(one for one in result.record.terms if one.name == name)


def shop(rows=400):
    random = np.random.default_rng(0)
    return pd.DataFrame(
        {
            "order_id": [f"AB-{10000 + i}" for i in range(rows)],
            "price": random.lognormal(3, 1, rows).round(2),
            "celsius": random.normal(21, 3, rows).round(1),
            "share": random.beta(0.8, 0.8, rows).round(3),
            "stars": random.integers(1, 6, rows),
            "items": random.poisson(1.2, rows),
            "plan": random.choice(["basic", "plus", "pro"], rows),
            "day": pd.Timestamp("2025-01-01") + pd.to_timedelta(random.integers(0, 300, rows), unit="D"),
            "paid": random.random(rows) < 0.8,
            "left": random.choice(["yes", "no"], rows),
        }
    )


def told(result):
    return {
        one.name: (one.dtype, one.least, one.most, one.domain, one.pattern, one.unique, one.nullable) for one in result.record.terms
    }


def test_bounds_sets_and_shapes_hold_for_a_reason():
    assert told(dataqa.audit(shop(), target="left", as_of=DAY)) == {
        "order_id": ("str", None, None, (), "^[A-Z]{2}\\-[0-9]{5}$", True, False),
        "price": ("float64", 0, None, (), "", False, False),
        "celsius": ("float64", None, None, (), "", False, False),
        "share": ("float64", 0, 1, (), "", False, False),
        "stars": ("Int64", 1, 5, (), "", False, False),
        "items": ("Int64", 0, None, (), "", False, False),
        "plan": ("str", None, None, ("basic", "plus", "pro"), "", False, False),
        "day": ("datetime64[ns]", None, None, (), "", False, False),
        "paid": ("boolean", None, None, (), "", False, False),
        "left": ("str", None, None, ("no", "yes"), "", False, False),
    }


@pytest.mark.parametrize(
    ("dirty", "rows"),
    [
        ({"price": -999.0}, [3, 50, 200]),
        ({"price": 4_000_000.0}, [7]),
        ({"plan": "Basic"}, [1, 2, 9]),
        ({"left": "Yes"}, list(range(0, 40, 2))),
        ({"order_id": "AB_10009"}, [9]),
    ],
)
def test_what_an_issue_calls_wrong_is_what_fails(dirty, rows):
    frame = shop()
    (column, value), *_ = dirty.items()
    frame.loc[rows, column] = value
    schema = dataqa.audit(frame, target="left", as_of=DAY).to_schema()
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    cases = caught.value.failure_cases
    assert (set(cases["column"]), sorted(set(cases["index"]))) == ({column}, rows)


def test_healthy_data_keeps_its_own_contract():
    frame = shop()
    schema = dataqa.audit(frame, target="left", as_of=DAY).to_schema()
    assert schema.validate(frame, lazy=True).shape == frame.shape
    assert (schema.strict, schema.ordered) == (False, False)
    schema.validate(frame[frame.columns[::-1]].assign(more=1), lazy=True)
    with pytest.raises(pa.errors.SchemaErrors, match="column_in_dataframe"):
        schema.validate(frame.drop(columns="plan"), lazy=True)


def test_a_code_within_the_bounds_is_named():
    values = np.random.default_rng(0).normal(50, 5, 500).round(1)
    values[::25] = 0.0
    one = terms({"a": values, "b": np.random.default_rng(1).normal(size=500)})
    assert (one.least, one.most, one.banned) in {(None, None, (0.0,)), (0, None, (0.0,))}


def test_repeats_of_an_id_fail_where_an_issue_names_them():
    frame = pd.concat([shop(), shop().iloc[[4, 5]]], ignore_index=True)
    schema = dataqa.audit(frame, target="left", as_of=DAY).to_schema()
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    assert caught.value.failure_cases[["column", "index"]].values.tolist() == [["order_id", 400], ["order_id", 401]]


def test_rows_without_a_label_fail():
    frame = shop()
    frame.loc[[3, 8], "left"] = None
    assert not terms(frame, "left", target="left").nullable
    assert terms(frame.assign(plan=frame["plan"].where(frame.index != 5)), "plan", target="left").nullable


@pytest.mark.parametrize(
    ("values", "why"),
    [
        ([f"town {i % 90}" for i in range(400)], "many values are an open set"),
        (["a"] * 397 + ["b", "c", "d"], "values seen once promise more"),
        (["a", "b"] * 20, "of few rows a set may not be whole"),
    ],
)
def test_an_open_set_is_no_contract(values, why):
    assert terms({"a": values, "n": list(range(len(values)))}).domain == (), why


def test_a_count_is_no_closed_set():
    one = terms({"a": np.random.default_rng(0).poisson(1.0, 5000)})
    assert (one.domain, one.least, one.most) == ((), 0, None)


@pytest.mark.parametrize(
    ("text", "pattern"),
    [
        ([f"{i:08x}-0a1b-{i * 7919 % 4096:04x}" for i in range(3000)], "^[a-f0-9]{8}\\-[a-f0-9]{4}\\-[a-f0-9]{4}$"),
        ([f"{i % 24:02}:{i % 60:02}" for i in range(3000)], "^[0-9]{2}:[0-9]{2}$"),
        ([f"v{i}.{i % 7}" for i in range(3000)], "^[a-z]+[0-9]+\\.[0-9]$"),
        ([("anna", "bert", "carla")[i % 3] + "x" * (i % 40) for i in range(3000)], ""),
        ([f"ä{i}" for i in range(3000)], ""),
    ],
)
def test_one_shape_is_a_pattern(text, pattern):
    from dataqa.contract.patterns import pattern_of

    found = pattern_of(pl.Series(text))
    assert found == pattern
    assert pd.Series(text).str.match(found).all()


def test_a_key_of_text_keeps_its_leading_zeros(tmp_path):
    path = tmp_path / "zip.csv"
    path.write_text("zip_code,n\n" + "".join(f"{i * 31 % 9999:05},{i}\n" for i in range(300)))
    schema = dataqa.audit(path, as_of=DAY).to_schema()
    schema.validate(pd.read_csv(path, dtype={"zip_code": str}), lazy=True)
    with pytest.raises(pa.errors.SchemaErrors, match="str_matches"):
        schema.validate(pd.read_csv(path), lazy=True)  # pandas takes the zeros away


def test_whole_numbers_with_gaps_stay_whole():
    one = terms(pl.DataFrame({"a": [1, None, 3] * 20}))
    assert (one.dtype, one.nullable) == ("Int64", True)


def test_dates_in_text_are_read_as_they_are_written():
    frame = pd.DataFrame({"a": [f"{1 + i % 28:02}.{1 + i % 12:02}.2024" for i in range(100)], "b": range(100)})
    result = dataqa.audit(frame, as_of=DAY)
    read = result.to_schema().validate(frame, lazy=True)
    assert read["a"].tolist() == pd.to_datetime(frame["a"], format="%d.%m.%Y").tolist()
    assert not from_yaml(result.to_schema("yaml")).columns["a"].coerce  # YAML has no place for the format: better not than wrongly


def test_text_that_is_no_number_fails_alone():
    frame = pd.DataFrame({"a": [*map(str, range(98)), "n/a?", "-"], "b": [1.5] * 50 + [2.5] * 50})
    schema = dataqa.audit(frame, as_of=DAY).to_schema()
    with pytest.raises(pa.errors.SchemaErrors) as caught:
        schema.validate(frame, lazy=True)
    cases = caught.value.failure_cases
    assert set(cases[cases["check"].str.startswith("coerce")]["index"]) == {98, 99}


def test_a_named_index_need_not_be_a_column():
    frame = shop().set_index("order_id")
    schema = dataqa.audit(frame, target="left", as_of=DAY).to_schema()
    assert not schema.columns["order_id"].required
    schema.validate(frame, lazy=True)


def test_of_few_rows_only_names_and_types_are_asked():
    one = terms({"a": ["x", "y", "x"], "b": [0, 1, 2]})
    assert (one.dtype, one.domain, one.nullable) == ("str", (), True)


def test_personal_values_appear_in_no_form():
    rows = 300
    frame = pd.DataFrame(
        {
            "email": [f"zoe{i}.lee@example.org" for i in range(rows)],
            "salary": [-999 if i % 40 == 7 else 40_000 + 13 * i for i in range(rows)],
            "phone": [("+44 20 7946 0958", "+44 20 7946 0123")[i % 2] for i in range(rows)],
            "y": ["a", "b", "b"] * (rows // 3),
        }
    )
    result = dataqa.audit(frame, target="y", as_of=DAY)
    for text in (result.to_schema("python"), result.to_schema("yaml"), repr(result.record.terms)):
        for value in ("zoe", "example", "7946"):
            assert value not in text
    assert "'a', 'b'" in result.to_schema("python")


# --- three forms -----------------------------------------------------------------------------------------------------------------


def hostile():
    names = ["plan'); import os; ('", 'x"""\n', "a\\", "π ☃", "yes", "0", " "]
    rows = 200
    frame = pd.DataFrame({name: [f"{name}{i % 3}" for i in range(rows)] for name in names})
    return frame.assign(n=np.arange(rows) % 7, day=pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(rows) % 50, unit="D"))


def far_dates():
    days = pd.Series(pd.Timestamp("2024-01-01") + pd.to_timedelta(np.arange(300) % 90, unit="D"))
    days[[5, 9]] = pd.Timestamp("1824-02-03")
    return pd.DataFrame({"day": days, "x": np.arange(300) % 11})


FRAMES = {"shop": shop, "hostile": hostile, "far dates": far_dates, "one column": lambda: pd.DataFrame({"a": [1, 2, 3]})}


def outcome(schema, frame):
    try:
        schema.validate(frame, lazy=True)
    except pa.errors.SchemaErrors as error:
        return sorted(zip(*(error.failure_cases[key].map(str) for key in ("column", "check", "index")), strict=True))
    return []


@pytest.mark.parametrize("name", FRAMES)
def test_the_forms_agree(name, tmp_path):
    frame = FRAMES[name]()
    result = dataqa.audit(frame, as_of=DAY)
    path = tmp_path / "made.py"
    made = result.to_schema()
    assert result.to_schema("python", path) == path.read_text(encoding="utf-8")
    held = {}
    exec(compile(path.read_text(encoding="utf-8"), str(path), "exec"), held)
    read = from_yaml(result.to_schema("yaml"))
    assert held["schema"] == made
    assert read == made
    assert outcome(held["schema"], frame) == outcome(read, frame) == outcome(made, frame)
    assert outcome(made, pd.DataFrame({column: [None, "?"] for column in frame})) == outcome(
        read, pd.DataFrame({column: [None, "?"] for column in frame})
    )


def test_python_runs_by_itself(tmp_path):
    frame = shop()
    frame.loc[[3, 50, 200], "price"] = -999.0
    frame.to_csv(tmp_path / "shop.csv", index=False)
    dataqa.audit(frame, target="left", as_of=DAY).to_schema("python", tmp_path / "contract.py")
    code = (
        "import pandas as pd; from contract import schema, pa\n"
        "try: schema.validate(pd.read_csv('shop.csv'), lazy=True)\n"
        "except pa.errors.SchemaErrors as error: print(*sorted(set(error.failure_cases['index'])))"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)
    assert told.stdout.split() == ["3", "50", "200"]


def test_the_same_data_gives_the_same_bytes_in_any_order_of_rows():
    frame = shop()
    shuffled = frame.sample(frac=1, random_state=1)
    made = [
        dataqa.audit(one.reset_index(drop=True), target="left", as_of=DAY).to_schema("yaml") for one in (frame, frame, shuffled)
    ]
    assert made[0] == made[1] == made[2]


def test_six_hundred_columns():
    frame = pl.DataFrame({f"c{i}": [float(i), 1.0, None] * 10 for i in range(600)})
    result = dataqa.audit(frame, checks=["missing-values"], as_of=DAY)
    assert result.to_schema("yaml").count("\n    dtype: float64\n") == 600
    assert result.to_schema("python").count("pa.Column(") == 600


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (
            {"format": "yml"},
            "format='yml' is none of 'pandera', 'python', 'yaml', 'great_expectations', 'dbt'. Did you mean 'yaml'?",
        ),
        ({"path": "x.yaml"}, "give format='yaml' or format='python' with it"),
        ({"format": "yaml", "path": "no/such/folder/x.yaml"}, "there is no folder"),
    ],
)
def test_a_wrong_call_says_what_was_expected(arguments, message):
    with pytest.raises(CallError) as caught:
        dataqa.audit({"a": [1, 2]}, as_of=DAY).to_schema(**arguments)
    assert message in str(caught.value)


def test_a_code_for_missing_may_be_empty_once_it_is_mended():
    rng = np.random.default_rng(0)
    incomes = rng.integers(10_000, 80_000, 600)
    for code in (-999, 99_999_999):  # beyond a bound that is drawn, and where there is none
        data = pd.DataFrame({"income": np.where(np.arange(600) % 15 == 3, code, incomes), "y": rng.integers(0, 2, 600)})
        schema = dataqa.audit(data, "y", checks=["sentinel-numbers", "outliers"]).to_schema()
        mended = data.assign(income=data["income"].replace(code, pd.NA).astype("Int64"))
        schema.validate(mended)
        with pytest.raises(SchemaErrors):
            schema.validate(data, lazy=True)
