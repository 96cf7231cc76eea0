from __future__ import annotations

import pandas as pd
import pandera.pandas as pa
import pandera.polars as pp
import polars as pl
import pytest

import dataqa
from dataqa.errors import CallError

AGES = pa.DataFrameSchema({"age": pa.Column(int, pa.Check.ge(0)), "name": pa.Column(str)})
ROWS = {"age": [1, -2, 3], "name": ["x", "y", None]}
FORMS = {
    "dict": lambda: ROWS,
    "pandas": lambda: pd.DataFrame(ROWS),
    "pandas nullable": lambda: pd.DataFrame(ROWS).convert_dtypes(),
    "polars": lambda: pl.DataFrame(ROWS),
    "lazy": lambda: pl.LazyFrame(ROWS),
    "arrow": lambda: pl.DataFrame(ROWS).to_arrow(),
    "labels that repeat": lambda: pd.DataFrame(ROWS, index=[7, 7, 8]),
    "labels of their own": lambda: pd.DataFrame(ROWS, index=["p", "q", "r"]),
    "levels": lambda: pd.DataFrame(ROWS, index=pd.MultiIndex.from_tuples([(1, "a"), (1, "a"), (2, "b")])),
}


@pytest.fixture
def failed(measure):
    def run(data, schema, **arguments):
        found = measure("schema-failures", data, schema=schema, **arguments)
        return [(m.columns, m.about, m.value, None if m.rows is None else m.rows.positions.tolist()) for m in found]

    return run


@pytest.mark.parametrize("form", FORMS)
def test_every_row_is_named_by_its_place(failed, form):
    assert failed(FORMS[form](), AGES) == [
        (("age",), "greater_than_or_equal_to", 1 / 3, [1]),
        (("name",), "not_nullable", 1 / 3, [2]),
    ]


def test_a_file_is_held_as_dataqa_reads_it(failed, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("age;zip;joined\n1;12345;2024-01-02\n-2;123;2024-02-29\n;55555;2024-03-01\n" + "5;12345;2024-01-02\n" * 17)
    schema = pa.DataFrameSchema(
        {
            "age": pa.Column("int32", pa.Check.ge(0), nullable=True),
            "zip": pa.Column(str, pa.Check.str_length(5, 5)),
            "joined": pa.Column("datetime64[ns]", nullable=True),
        }
    )
    assert failed(path, schema) == [
        (("age",), "greater_than_or_equal_to", 0.05, [1]),
        (("zip",), "str_length", 0.05, [1]),
    ]


def test_our_conversion_fails_nothing(failed):
    rows = pl.DataFrame({"i": [1, None], "b": [True, None], "f": [1.5, None], "s": ["x", None], "w": [1, 2]})
    for dtypes in (
        (int, bool, float, str, float),
        ("Int64", "boolean", "float32", "category", "Int64"),
        ("int8", bool, "Float64", object, "int16"),
    ):
        columns = {name: pa.Column(dtype, nullable=True) for name, dtype in zip(rows.columns, dtypes, strict=True)}
        assert failed(rows, pa.DataFrameSchema(columns)) == []


def test_the_frame_that_came_is_the_frame_that_is_held(failed):
    frame = pd.DataFrame({"n": ["1", "x", "-3", None]})
    before = frame.copy()
    schema = pa.DataFrameSchema({"n": pa.Column("float64", pa.Check.ge(0), coerce=True)})
    assert failed(frame, schema) == [
        (("n",), "coerce_dtype", 0.25, [1]),
        (("n",), "not_nullable", 0.25, [3]),
        (("n",), "greater_than_or_equal_to", 0.25, [2]),
    ]
    pd.testing.assert_frame_equal(frame, before)


def test_dates_that_cannot_be_read_are_named_and_the_others_held(failed):
    frame = pd.DataFrame({"d": ["2024-01-01", "2024-02-30", "1999-01-01", None]})
    schema = pa.DataFrameSchema({"d": pa.Column("datetime64[ns]", pa.Check.ge(pd.Timestamp("2000-01-01")), coerce=True)})
    assert failed(frame, schema) == [
        (("d",), "not_nullable", 0.25, [3]),
        (("d",), "coerce_dtype", 0.25, [1]),
        (("d",), "greater_than_or_equal_to", 0.25, [2]),
    ]


def test_columns_and_types_fail_as_a_whole(failed):
    schema = pa.DataFrameSchema({"age": pa.Column(str, pa.Check.str_length(1, 2)), "city": pa.Column()}, strict=True)
    assert failed(ROWS, schema) == [
        (("age",), "dtype", 1.0, None),
        ((), "column_in_schema: name", 1.0, None),
        ((), "column_in_dataframe: city", 1.0, None),
    ]


def test_a_check_that_raises_is_reported_with_what_it_raised(judge):
    def broken(cells):
        raise RuntimeError("no such table")

    schema = pa.DataFrameSchema({"age": pa.Column(int, [pa.Check(broken), pa.Check.ge(0)])}, checks=pa.Check(broken, name="whole"))
    issues = judge("schema-failures", ROWS, schema=schema)
    assert [issue.title for issue in issues] == [
        "The schema's check `whole` of the rows raised an error",
        "The schema's check `broken` of `age` raised an error",
        "1 cell of `age` fails the schema's check `greater_than_or_equal_to(0)`",
    ]
    assert all(issue.why.endswith("""Found: `RuntimeError("no such table")`.""") for issue in issues[:2])
    assert issues[2].why.endswith("Found: `-2`.")


def test_each_failure_has_its_own_title(judge):
    schema = pa.DataFrameSchema(
        {"age": pa.Column(bool), "city": pa.Column()},
        strict=True,
        checks=pa.Check(lambda rows: rows["age"] != 1, name="not one"),
    )
    assert {issue.title for issue in judge("schema-failures", ROWS, schema=schema)} == {
        "The schema requires the column `city`, but it is missing",
        "The data has the column `name`, which the schema does not allow",
        "`age` does not have the type that the schema requires: `dtype('bool')`",
        "1 row fails the schema's check `not one`",
    }


def test_checks_of_one_name_and_checks_of_the_whole(failed):
    schema = pa.DataFrameSchema(
        {
            "age": pa.Column(
                int, [pa.Check(lambda s: s > 0), pa.Check(lambda s: s != 3), pa.Check(lambda s: s.sum() > 9, error="sum")]
            )
        },
        checks=pa.Check(lambda rows: rows["age"] != 1, name="never one"),
        unique=["age"],
    )
    assert failed({"age": [1, -2, 3, 3]}, schema) == [
        ((), "multiple_fields_uniqueness", 0.5, [2, 3]),
        (("age",), "<lambda>", 0.25, [1]),
        (("age",), "<lambda> 2", 0.5, [2, 3]),
        (("age",), "sum", 1.0, None),
        ((), "never one", 0.25, [0]),
    ]


def test_all_rows_are_named_though_a_check_lists_few(failed):
    schema = pa.DataFrameSchema({"a": pa.Column(int, pa.Check.ge(0, n_failure_cases=1), nullable=True)})
    assert failed(pd.DataFrame({"a": [-1, 2, -3, -4]}), schema) == [(("a",), "greater_than_or_equal_to", 0.75, [0, 2, 3])]


def test_a_schema_that_drops_rows_reports_them(failed):
    schema = pa.DataFrameSchema({"age": pa.Column(int, pa.Check.ge(0))}, drop_invalid_rows=True)
    assert failed(ROWS, schema) == [(("age",), "greater_than_or_equal_to", 1 / 3, [1])]
    assert schema.drop_invalid_rows


def test_the_schema_is_not_changed(failed):
    columns = {"age": pa.Column(int, pa.Check.ge(0), drop_invalid_rows=True), "name": pa.Column("float64", coerce=True)}
    schema = pa.DataFrameSchema(columns, index=pa.Index(int), drop_invalid_rows=True)
    failed(ROWS, schema)
    assert schema.index is not None
    assert (schema.drop_invalid_rows, schema.columns["age"].drop_invalid_rows, schema.columns["age"].coerce) == (True, True, False)
    assert (str(schema.columns["name"].dtype), schema.columns["name"].nullable) == ("float64", False)


def test_validation_that_was_switched_off_is_done(failed, monkeypatch):
    from pandera.config import config_context

    with config_context(validation_enabled=False):
        assert len(failed(ROWS, AGES)) == 2


def test_models_are_schemas(failed):
    class Ages(pa.DataFrameModel):
        age: int = pa.Field(ge=0)

    class PolarsAges(pp.DataFrameModel):
        age: int = pp.Field(ge=0)

    for model in (Ages, PolarsAges):
        assert failed(ROWS, model) == [(("age",), "greater_than_or_equal_to", 1 / 3, [1])]


def test_a_polars_schema_is_held_to_polars_rows(failed):
    schema = pp.DataFrameSchema(
        {"age": pp.Column(pl.Int64, pp.Check.ge(0)), "name": pp.Column(pl.Int64, coerce=True, nullable=True), "z": pp.Column()}
    )
    for data in (pd.DataFrame(ROWS), pl.DataFrame(ROWS), ROWS):
        assert failed(data, schema) == [
            (("name",), "coerce_dtype", 2 / 3, [0, 1]),
            ((), "column_in_dataframe: z", 1.0, None),
            (("age",), "greater_than_or_equal_to", 1 / 3, [1]),
        ]


def test_an_index_is_held_level_by_level(failed):
    frame = pd.DataFrame({"n": [1, 2, 3]}, index=pd.Index([5, 5, -1], name="key"))
    schema = pa.DataFrameSchema({"n": pa.Column(int)}, index=pa.Index(int, pa.Check.ge(0), unique=True, name="key"))
    expected = [(("key",), "index field_uniqueness", 2 / 3, [0, 1]), (("key",), "index greater_than_or_equal_to", 1 / 3, [2])]
    assert failed(frame, schema) == expected
    assert failed(frame.reset_index(), schema) == []  # the index of this frame is its place
    assert failed(pl.from_pandas(frame.reset_index()), schema) == expected


def test_a_level_of_the_index_may_be_asked_for_as_a_column(failed):
    frame = pd.DataFrame({"n": [1, 2, 3]}, index=pd.Index(["a", "b", "c"], name="key"))
    assert failed(frame, pa.DataFrameSchema({"n": pa.Column(int), "key": pa.Column(str, pa.Check.isin(["a", "b"]))})) == [
        (("key",), "isin", 1 / 3, [2])
    ]


def test_names_that_are_no_text(failed):
    frame = pd.DataFrame({1: [1, -2], ("x", "y"): [1, 2]})
    assert failed(frame, pa.DataFrameSchema({1: pa.Column(int, pa.Check.ge(0))})) == [
        (("1",), "greater_than_or_equal_to", 0.5, [1])
    ]
    assert failed(frame, pa.DataFrameSchema({"1": pa.Column(int, pa.Check.ge(0))})) == [
        (("1",), "greater_than_or_equal_to", 0.5, [1])
    ]


def test_severity_follows_the_share_and_nothing_is_charged(judge):
    frame = pd.DataFrame({"a": [-1] + [1] * 99, "b": [-1] * 10 + [1] * 90})
    schema = pa.DataFrameSchema({"a": pa.Column(int, pa.Check.ge(0)), "b": pa.Column(int, pa.Check.ge(0))})
    issues = judge("schema-failures", frame, schema=schema)
    assert [(i.id, i.severity, i.cost) for i in issues] == [
        ("schema-failures:b:greater_than_or_equal_to", "high", 0.0),
        ("schema-failures:a:greater_than_or_equal_to", "medium", 0.0),
    ]


def test_without_a_schema_it_does_not_apply():
    outcome = next(o for o in dataqa.audit(ROWS, as_of="2026-01-31").outcomes if o.check == "schema-failures")
    assert (outcome.status, outcome.reason) == ("not_applicable", "no schema was given")


def test_yaml_is_read_and_python_never_run(failed, tmp_path):
    (tmp_path / "ages.yaml").write_text("columns:\n  age:\n    dtype: int64\n    checks:\n      greater_than_or_equal_to: 0\n")
    assert failed(ROWS, tmp_path / "ages.yaml") == [(("age",), "greater_than_or_equal_to", 1 / 3, [1])]
    (tmp_path / "ages.py").write_text("raise SystemExit('it was run')")
    (tmp_path / "empty.yaml").write_text("")
    (tmp_path / "wrong.yaml").write_text("columns:\n  age:\n    dtype: inte\n")
    (tmp_path / "broken.yaml").write_text("columns: [")
    for name, message in {
        "ages.py": "Python is never run",
        "agess.yaml": "Did you mean 'ages.yaml'?",
        "empty.yaml": "it has no 'columns'",
        "wrong.yaml": "is no schema that pandera reads",
        "broken.yaml": "is no schema that pandera reads",
    }.items():
        with pytest.raises(CallError) as caught:
            failed(ROWS, tmp_path / name)
        assert message in str(caught.value)


@pytest.mark.parametrize("wrong", [5, {"age": int}, pd.DataFrame, pa.Column(int), pa.SeriesSchema(int)])
def test_what_is_no_schema_is_refused(failed, wrong):
    with pytest.raises(CallError, match="no schema of pandas or Polars frames"):
        failed(ROWS, wrong)


def test_personal_cells_are_masked():
    frame = pd.DataFrame({"email": [f"ann{i}.lee@example.org" for i in range(60)], "y": ["a", "b"] * 30})
    result = dataqa.audit(
        frame, "y", schema=pa.DataFrameSchema({"email": pa.Column(str, pa.Check.str_length(1, 3))}), as_of="2026-01-31"
    )
    assert any(issue.check == "schema-failures" for issue in result.issues)
    assert "ann1" not in result.to_json()
    assert "ann1" not in result.to_markdown()


def test_data_keeps_the_schema_that_was_made_of_it(failed, tmp_path):
    frame = pd.DataFrame({"n": [*range(100)], "kind": ["a", "b"] * 50, "day": pd.Timestamp("2024-01-01")})
    path = tmp_path / "schema.yaml"
    dataqa.audit(frame, as_of="2026-01-31").to_schema("yaml", path)
    frame.to_csv(tmp_path / "rows.csv", index=False)
    for data in (frame, pl.from_pandas(frame), tmp_path / "rows.csv"):
        assert failed(data, path) == []
