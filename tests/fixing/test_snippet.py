"""The snippet runs by itself, and gives what the fix gave, whatever the data is called."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest
from made_up import repair
from snippets import run, same

import dataqa
from dataqa.demo import customers

HOSTILE = [
    """"+str(__import__("builtins").canary.append(1))+\"""",
    """'+str(__import__("builtins").canary.append(1))+'""",
    """"]; __import__("builtins").canary.append(1); df["x""",
    "x\n__import__('builtins').canary.append(1)\n",
    "x\r__import__('builtins').canary.append(1)\r#",
    "x\u2028__import__('builtins').canary.append(1)\u2029\x0c\x85",
    '"""\n__import__("builtins").canary.append(1)\n"""',
    "'''\n__import__('builtins').canary.append(1)\n'''",
    "{__import__('builtins').canary.append(1)}",
    "driver's class",
    'the "best" one',
    "ends in \\",
    "\\N{LATIN SMALL LETTER A}\\x41\\",
    "{columns}",
    "{columns}[0]",
    "{cells}",
    "{}",
    "{0.__class__}",
    "%s%(x)s",
    "half \ud800 a pair",
    "\u202e# backwards",
    "\x00nul",
    "",
    " ",
    "df",
    "coding: latin-1",
    "price \u20ac \u4ef7\u683c",
    7,
    -3,
    2.5,
    float("nan"),
    None,
    True,
    ("a", "b"),
    ("", '"); __import__("builtins").canary.append(1)'),
    pd.Timestamp("2024-01-02"),
    pd.Interval(0, 1),
]


@pytest.fixture(autouse=True)
def canary(monkeypatch):
    import builtins

    sung: list[int] = []
    monkeypatch.setattr(builtins, "canary", sung, raising=False)
    yield
    assert not sung


def _edits(name):
    text = name.replace("\ud800", "")  # no column of text holds half a pair
    return (
        repair("blank-cells", name, [3, 5], everywhere=True),
        repair("replace-cells", "n", [1], [2.5]),
        repair("blank-cells", "b", list(range(40))),
        repair("replace-cells", "c", [0, 2], [text, "v"], everywhere=True),
        repair("replace-cells", "d", list(range(0, 60, 2)), [f"{text}{k}" for k in range(30)]),
        repair("drop-columns", "gone"),
        repair("drop-rows", rows=[7, 8]),
        repair("drop-rows", rows=list(range(10, 40))),
        repair("in-pipeline", name, code="step = {columns}"),
        repair("split-by-group", name),
        repair("split-by-time", "n"),
    )


def _frame(name):
    frame = pd.DataFrame(
        {
            "k": [-1 if k in (3, 5) else k for k in range(60)], "n": range(60), "b": [True, False] * 30, "c": list("uvw") * 20,
            "d": [f"d{k}" for k in range(60)], "gone": 1,
        }
    )  # fmt: skip
    return frame.set_axis(pd.Index([name, *frame.columns[1:]], dtype=object, tupleize_cols=False), axis=1)


@pytest.mark.parametrize("name", HOSTILE, ids=[repr(name).encode("ascii", "backslashreplace").decode() for name in HOSTILE])
def test_no_name_becomes_code(mended, name):
    from dataqa.sources.column_names import clean_names

    frame = _frame(name)
    called = clean_names(list(frame.columns))[0][0]
    fixed = mended(frame, *_edits(called))
    assert sum(step.applied for step in fixed.steps) == 8
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)
    compile(fixed.snippet.encode("utf-8"), "edits.py", "exec")


@pytest.mark.parametrize("name", [name for name in HOSTILE if isinstance(name, str) and not {"\ud800", "\0"} & {*name}])
def test_no_name_becomes_code_in_other_frames(mended, name):
    frame = pl.DataFrame(_frame("k")).rename({"k": name})
    called = name if name.strip() else "(unnamed 1)"
    for data in (frame, frame.to_arrow()):
        fixed = mended(data, *_edits(called))
        same(run(fixed.snippet, data.to_pandas()), fixed.data.to_pandas())


def test_cells_are_literals(mended):
    name = HOSTILE[0]
    frame = pd.DataFrame({"c": [*HOSTILE[:19], *"abcdefghijk"]})
    fixed = mended(frame, repair("replace-cells", "c", range(30), [f"{text}!" for text in frame["c"]], everywhere=True))
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)
    assert name + "!" in fixed.data["c"].tolist()


def test_an_object_with_a_repr_of_its_own_is_no_code(mended):
    class Evil:
        def __repr__(self):
            return "__import__('builtins').canary.append(1)"

    frame = pd.DataFrame({"a": [1, 2, 3], "b": [1, 2, 3]})
    frame.columns = pd.Index([Evil(), "b"], dtype=object)
    fixed = mended(frame, repair("blank-cells", repr(Evil()), [0]), repair("drop-columns", "b"))
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)


@pytest.mark.parametrize(
    ("cells", "new"),
    [
        ([1, 2, 3], [None, 9, 3]),
        ([1, 2, 3], [1.5, 2, 3]),
        ([2**60 + 1, 2, 3], [2**60 + 1, None, 3]),
        ([0.1, None, 3.0], [None, 0.5, 3.0]),
        ([True, False, True], [None, False, True]),
        (["a", None, "b"], ["new", "a", "b"]),
        (pd.Categorical(["a", "b", "a"]), ["new", None, "b"]),
        (pd.array([1, 2, None], dtype="Int64"), [None, 5, 7]),
        (pd.array([1, 2, None], dtype="int8[pyarrow]"), [None, 5, 7]),
        (pd.array(["a", "b", None], dtype="string"), ["c", None, "b"]),
        (pd.to_datetime(["2024-01-02", "2024-02-03", None]), [pd.Timestamp("2024-02-01").to_pydatetime(), None, None]),
        (pd.to_datetime(["2024-01-02", "2024-02-03", None]).tz_localize("Asia/Tokyo"), [None, None, None]),
    ],
)
def test_types_become_what_they_become_by_the_fix(mended, cells, new):
    frame = pd.DataFrame({"x": cells, "y": [1, 2, 3]}, index=["p", "q", "q"])
    fixed = mended(frame, repair("replace-cells", "x", [0, 1, 2], new))
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)


def test_repeated_names(mended):
    frame = pd.DataFrame([[1, 2, 3.5], [4, 5, 6.5], [7, 8, 9.5]], columns=["a", "a", 7])
    fixed = mended(frame, repair("blank-cells", "a (2)", [0]), repair("drop-columns", "a"), repair("drop-columns", "7"))
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)
    table = pa.table([pa.array([1, 2, 3]), pa.array([4, 5, 6])], names=["a", "a"])
    assert "df.iloc[:, 1]" in mended(table, repair("blank-cells", "a (2)", [0])).snippet


def test_an_edit_by_value_holds_for_other_rows_and_one_by_place_does_not(mended):
    frame = pd.DataFrame({"x": [1, -9, 3, -9], "y": [1, 2, 3, 4]})
    fixed = mended(frame, repair("blank-cells", "x", [1, 3], everywhere=True), repair("replace-cells", "y", [0], [9]))
    other = run(fixed.snippet, pd.DataFrame({"x": [-9, 5], "y": [1, 1]}), audited=False)
    assert other["x"].isna().tolist() == [True, False]
    assert other["y"].tolist() == [1, 1]
    with pytest.raises(ValueError, match="these edits fit the 4 rows that were audited, and here are 3"):
        run(fixed.snippet, frame.iloc[:3])


def test_a_value_that_stays_elsewhere_is_changed_by_place(mended):
    frame = pd.DataFrame({"x": ["a", "b", "a", "c"]})
    fixed = mended(frame, repair("replace-cells", "x", [0], ["b"], everywhere=True))
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)
    swapped = mended(frame, repair("replace-cells", "x", [0, 1, 2], ["b", "a", "b"], everywhere=True))
    pd.testing.assert_frame_equal(run(swapped.snippet, frame), swapped.data)


def test_the_pipeline_gives_what_rows_are_to_teach(mended):
    frame = pd.DataFrame({"x": [1.0, None, 3.0], "z": [None, 2.0, 3.0], "g": [1, 1, 2]})
    code = "from sklearn.impute import SimpleImputer\nfill = SimpleImputer()\nused = {columns}"
    broken = repair("in-pipeline", "z", code="no code (")
    fixed = mended(
        frame, repair("in-pipeline", "x", code=code), repair("in-pipeline", "z", code=code), broken,
        repair("split-by-group", "g"),
    )  # fmt: skip
    names: dict[str, object] = {}
    exec(compile(fixed.snippet, "edits.py", "exec"), names)
    made = names["pipeline"](names["fix"](frame))
    assert list(made) == ["fill", "used", "splitter", "train", "test"]
    assert made["used"] == ["x", "z"]


def test_nothing_to_do_is_code_too(mended):
    frame = pd.DataFrame({"x": [1, 2]})
    pd.testing.assert_frame_equal(run(mended(frame).snippet, frame), frame)


def test_many_cells_stand_in_the_snippet(mended):
    frame = pd.DataFrame({"x": np.arange(5000) / 7, "y": range(5000)})
    rows = list(range(0, 5000, 3))
    fixed = mended(
        frame, repair("replace-cells", "x", rows, [k / 3 for k in rows]), repair("drop-rows", rows=list(range(1, 4000, 2)))
    )
    pd.testing.assert_frame_equal(run(fixed.snippet, frame), fixed.data)


@pytest.fixture(scope="module")
def messy():
    """Rows with planted defects of many checks, under names that want to be code."""
    rng = np.random.default_rng(5)
    x, z = rng.normal(size=500), rng.normal(size=500)
    frame = pd.DataFrame({"x": x.round(3), "z": z.round(3), "town": rng.choice(["Oslo", "Bergen", "Roros"], 500)})
    frame["weight"] = [f"{k}.5 kg" for k in rng.integers(40, 99, 500)]
    frame["height"] = rng.normal(175, 7, 500).round(1)
    frame["paid"] = rng.choice(["yes", "no", "?"], 500, p=[0.5, 0.4, 0.1])
    frame["same"] = 1
    frame["again"] = frame["town"]
    frame["y"] = (x + 0.4 * z + rng.normal(0, 1.5, 500) > 0).astype(int)
    frame["leak"] = (frame["y"] * 10 + rng.normal(0, 0.5, 500)).round(3)
    frame.loc[5:24, "x"] = -999.0
    frame.loc[30:49, "town"] = "oslo "
    frame.loc[60:89, "height"] /= 100
    frame.loc[100, "z"] = 1e6
    frame = pd.concat([frame, frame.iloc[200:230]], ignore_index=True)
    return frame.set_axis([f"{HOSTILE[k % 7]}{name}" for k, name in enumerate(frame.columns)], axis=1)


def test_what_checks_ask_for_is_the_same_as_code(messy):
    result = dataqa.audit(messy, target=messy.columns[8], as_of="2025-01-01")
    for apply in ("safe", "all", [issue.id for issue in result.issues]):
        fixed = result.fix(messy, apply=apply, allow_removal=1)
        assert len(fixed.log) > (90 if isinstance(apply, str) else 50), apply  # of a column that is asked to go no cell is changed
        pd.testing.assert_frame_equal(run(fixed.snippet, messy), fixed.data)
        exec(compile(fixed.snippet, "edits.py", "exec"), names := {})
        if "pipeline" in names:
            names["pipeline"](fixed.data)


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_a_file_read_by_pandas_is_fixed_by_the_snippet(messy, suffix, tmp_path):
    data = tmp_path / f"rows{suffix}"
    if suffix == ".csv":
        messy = messy.set_axis([f"{k} driver's {{class}}" for k in range(len(messy.columns))], axis=1)
        messy.to_csv(data, index=False)
    else:
        messy.to_parquet(data)
    read = pd.read_csv if suffix == ".csv" else pd.read_parquet
    result = dataqa.audit(data, target=messy.columns[8], as_of="2025-01-01")
    for apply in ("safe", "all"):
        clean, edits = tmp_path / f"{apply}{suffix}", tmp_path / f"{apply}.py"
        fixed = result.fix(data, apply=apply, allow_removal=1)
        fixed.write_all(clean, snippet=edits)
        assert len(fixed.log) > 90, apply
        same(run(edits.read_text(encoding="utf-8"), read(data)), read(clean))


def test_the_demo_and_the_example(demo_audit):
    made, demo = customers(), demo_audit
    path = Path(__file__).parents[2] / "examples" / "spam" / "messages.csv"
    example = dataqa.audit(path, target="label")
    for apply in ("safe", "all"):
        fixed = demo.fix(made, apply=apply, allow_removal=1)
        pd.testing.assert_frame_equal(run(fixed.snippet, made), fixed.data)
        fixed = example.fix(path, apply=apply, allow_removal=1)
        same(run(fixed.snippet, pd.read_csv(path, keep_default_na=False)), fixed.data.to_pandas())


def test_the_pipeline_names_no_column_that_was_dropped(mended):
    frame = pd.DataFrame({"gone": range(6), "a": range(6), "b": range(6)})
    steps = repair("in-pipeline", ("gone", "b"), code="step = {columns}"), repair("in-pipeline", "gone", code="other = {columns}")
    fixed = mended(frame, repair("drop-columns", "gone"), *steps, repair("split-by-group", "gone"))
    made: dict = {}
    exec(compile(fixed.snippet, "edits.py", "exec"), made)
    assert made["pipeline"](made["fix"](frame)) == {"step": ["b"]}
    assert "other =" not in fixed.snippet


def test_columns_by_place_are_those_of_the_fixed_frame(mended):
    frame = pd.DataFrame([[1, 2, 3, 4]] * 6, columns=pd.Index(["gone", "x", True, "b"], dtype=object))
    fixed = mended(frame, repair("drop-columns", "gone"), repair("in-pipeline", "True", code="step = {columns}"))
    made: dict = {}
    exec(compile(fixed.snippet, "edits.py", "exec"), made)
    assert made["pipeline"](made["fix"](frame)) == {"step": [True]}
