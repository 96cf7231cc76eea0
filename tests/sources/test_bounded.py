"""Data larger than the memory that is allowed: a sample by content, the same whatever holds the rows."""

from __future__ import annotations

import numpy as np
import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import dataqa
from dataqa.errors import CallError
from dataqa.memory import bytes_for_rows
from dataqa.sources import bounded, load, text_blocks
from dataqa.sources.bounded import from_files
from dataqa.sources.thinning import Thinning, even, row_hashes

DRAW = np.random.default_rng(3)
ROWS = 20_000
FRAME = pd.DataFrame(
    {
        "number": DRAW.normal(size=ROWS),
        "count": DRAW.integers(0, 9, ROWS),
        "color": DRAW.choice(["red", "green", "blue"], ROWS),
        "label": DRAW.integers(0, 2, ROWS),
    }
)
BUDGET = 200_000.0
"""Bytes: some thousand of these rows."""


def of(positions, frame=FRAME):
    return frame["number"].to_numpy()[positions]


@pytest.fixture(scope="module")
def parquet(tmp_path_factory):
    path = tmp_path_factory.mktemp("large") / "rows.parquet"
    FRAME.to_parquet(path)
    return path


def test_the_same_rows_whatever_holds_them(parquet, tmp_path):
    feather = tmp_path / "rows.arrow"
    pl.from_pandas(FRAME).write_ipc(feather)
    stream = pa.Table.from_pandas(FRAME).to_reader(max_chunksize=777)
    found = [load(data, budget=BUDGET) for data in (parquet, feather, pl.scan_parquet(parquet), stream)]
    for table in found:
        assert table.seen == ROWS
        assert BUDGET / 2 / 45 < table.rows < BUDGET / 43  # a row takes 3 × 8 bytes, and a word of 3 to 5 letters 16 besides
        assert table.positions.tolist() == found[0].positions.tolist()
        assert table.frame.get_column("number").to_numpy().tolist() == of(table.positions).tolist()
        assert table.notes[0].startswith(f"a sample of {table.rows:,} of 20,000 rows, chosen by a hash of their content")


def test_the_order_of_rows_does_not_count(parquet, tmp_path):
    other = tmp_path / "other.parquet"
    FRAME.sample(frac=1.0, random_state=1).to_parquet(other, index=False)
    one, two = (load(path, budget=BUDGET).frame.sort("number") for path in (parquet, other))
    assert one.equals(two)


def test_all_rows_where_they_fit(parquet):
    table = load(parquet, budget=1e9)
    assert (table.rows, table.seen, table.positions, table.notes) == (ROWS, None, None, load(parquet).notes)


def test_copies_are_kept_together_with_another_label_too():
    rows = pd.concat([FRAME.head(4_000)] * 2, ignore_index=True).assign(label=lambda f: np.arange(len(f)) % 5)
    thinning = Thinning(40_000.0, frozenset({"label"}))
    thinning.add([pa.Table.from_pandas(rows)])
    (kept,) = thinning.tables()
    counts = kept.to_pandas().groupby("number").size()
    assert thinning.halvings == 4
    assert set(counts) == {2}


def test_a_table_of_few_different_rows_is_sampled_evenly():
    rows = pa.table({"a": ["x"] * 60_000 + ["y"] * 30_000 + ["z"] * 10})
    thinning = Thinning(300_000.0)
    thinning.add([rows])
    (kept,) = thinning.tables()
    counts = pd.Series(kept["a"].to_pylist()).value_counts()
    assert 0.6 < counts["x"] / len(kept) < 0.73
    assert 8_000 < len(kept) < 18_000


def test_cells_of_all_types_are_hashed_and_weighed():
    rows = pa.table(
        {
            "list": pa.array([[1, 2], None, [3]]),
            "struct": pa.array([{"a": "x", "b": 1}, {"a": None, "b": 2}, None]),
            "bytes": pa.array([b"abc", None, b""]),
            "vector": pa.array([[1.0, 2.0]] * 3, type=pa.list_(pa.float64(), 2)),
            "nothing": pa.nulls(3),
        }
    )
    assert len(set(row_hashes(rows).tolist())) == 3
    thinning = Thinning(1e9)
    thinning.add([rows])
    # bytes: two numbers and 16, or one; a text of one letter and 16, a number and 8; three letters and 16; two numbers; 8
    assert thinning._bytes == (32 + 33 + 19 + 16 + 8) + (0 + 16 + 0 + 16 + 8) + (24 + 16 + 16 + 16 + 8)


def test_batches_are_cut_evenly():
    tables = [pa.table({"a": range(start, start + 7)}) for start in range(0, 21, 7)]
    assert [table["a"].to_pylist() for table in even(tables, 10)] == [list(range(10)), list(range(10, 20)), [20]]
    assert [table.num_rows for table in even([pa.table({"a": pa.array([], pa.int64())})])] == [0]


@pytest.mark.parametrize("packing", ["", ".gz", ".zip"])
def test_text_is_read_in_blocks_as_it_is_whole(tmp_path, monkeypatch, packing):
    monkeypatch.setattr(text_blocks, "_BLOCK", 500)
    path = tmp_path / f"rows.csv{packing}"
    rows = FRAME.head(300).assign(note=[f'said "{n}",\nand left' for n in range(300)])
    lines = rows.to_csv(index=False).splitlines(keepends=True)
    lines.insert(401, "1,2\n")  # between two rows of two lines
    with pd.io.common.get_handle(path, "w", compression="infer") as handle:
        handle.handle.write("".join(lines))
    intake = from_files([path], "rows", 1e5 if packing else 3.9 * path.stat().st_size, (), None)
    assert intake is not None
    whole = load(path)
    assert [c.cells.to_list() for c in intake.columns] == [c.cells.to_list() for c in load_cells(path)]
    assert (intake.positions, intake.unreadable, intake.unreadable_examples) == (None, 1, ("line 402: 1,2",))
    assert (whole.unreadable, whole.unreadable_examples) == (1, intake.unreadable_examples)


def load_cells(path):
    from dataqa.sources.load import take_in

    return take_in(path).columns


def test_text_in_another_encoding_in_blocks(tmp_path, monkeypatch):
    monkeypatch.setattr(text_blocks, "_BLOCK", 300)
    path = tmp_path / "rows.csv"
    path.write_bytes("\n".join(["name;year", *(f"Zoë Müller {n};{1990 + n % 9}" for n in range(200))]).encode("cp1252"))
    intake = from_files([path], "rows", 13_000.0, (), None)
    assert intake is not None
    assert intake.columns[0].cells.to_list()[::199] == ["Zoë Müller 0", "Zoë Müller 199"]
    assert intake.notes == load(path).notes[:2]


def test_what_cannot_be_read_in_blocks_is_read_whole(tmp_path):
    path = tmp_path / "rows.csv"
    path.write_text("\n".join(["name | year", *(f"Ada | {1990 + n % 9}" for n in range(200))]))
    assert from_files([path], "rows", 10.0, (), None) is None
    assert load(path, budget=10.0).rows == 200


def test_folders_give_their_columns(tmp_path):
    for place, region in enumerate(["north", "south"]):
        (tmp_path / f"region={region}").mkdir()
        FRAME[place::2].to_parquet(tmp_path / f"region={region}" / "part.parquet", index=False)
    table = load(tmp_path / "*" / "*.parquet", budget=BUDGET)
    frame = pd.concat([FRAME[0::2], FRAME[1::2]])
    assert table.frame.get_column("number").to_numpy().tolist() == of(table.positions, frame).tolist()
    assert table.frame.get_column("region").to_list() == ["north" if row < ROWS / 2 else "south" for row in table.positions]
    assert [file.rows for file in table.files] == [ROWS // 2, ROWS // 2]


def test_a_damaged_file_is_named(tmp_path):
    path = tmp_path / "rows.parquet"
    FRAME.to_parquet(path, row_group_size=5_000)
    content = bytearray(path.read_bytes())
    content[5_000:60_000] = bytes(55_000)
    path.write_bytes(content)
    with pytest.raises(dataqa.SourceError, match=r"rows\.parquet' cannot be read"):
        load(path, budget=BUDGET)


def test_issues_name_rows_by_their_place_among_all(parquet, monkeypatch):
    rows = FRAME.copy()
    rows.loc[rows.index % 10 == 0, "count"] = np.nan
    path = parquet.parent / "holes.parquet"
    rows.to_parquet(path)
    monkeypatch.setattr("dataqa.api.bytes_for_rows", lambda memory: BUDGET)
    result = dataqa.audit(path, "label", checks=["missing-values"], as_of="2026-06-30")
    (issue,) = result.issues
    dataset = result.to_dict()["dataset"]
    assert dataset["sample_of"] == ROWS
    assert 0.08 < issue.value < 0.12
    assert issue.rows.count == round(issue.value * dataset["rows"])
    assert (issue.rows.positions % 10 == 0).all()
    assert issue.rows.positions.max() > dataset["rows"]
    assert list(issue.examples.positions) == issue.rows.positions[: len(issue.examples.positions)].tolist()
    assert f"{dataset['rows']:,} of 20,000 rows" in result.to_markdown()
    with pytest.raises(CallError, match=r"a sample of .* of 20,000 rows, and a fix needs all"):
        result.fix(path)
    saved = path.with_suffix(".json")
    result.save(saved)
    assert dataqa.Audit.load(saved).record.dataset.seen == ROWS
    decision = dataqa.gate(result, dataqa.Audit.load(saved))
    assert decision.passed
    assert decision.rows.unknown == "only a sample of the rows was read"
    assert (decision.rows.old, decision.rows.new) == (ROWS, ROWS)


@pytest.mark.parametrize(
    ("memory", "amount"),
    [("2GB", 2 * 2**30), ("500 MB", 500 * 2**20), ("1.5GiB", 1.5 * 2**30), (3 * 2**30, 3 * 2**30), ("1t", 2**40)],
)
def test_amounts_of_memory(memory, amount):
    assert bytes_for_rows(memory) == max((amount - 450 * 2**20) / 6, 16 * 2**20)


@pytest.mark.parametrize("memory", ["much", "0GB", "-1GB", "", "4 GB of it"])
def test_no_amount_of_memory(memory):
    with pytest.raises(CallError, match="no amount of memory; expected one such as '4GB'"):
        dataqa.audit(FRAME, memory=memory)


def test_without_a_word_it_is_a_quarter_of_the_machine():
    assert bytes_for_rows(None) >= 16 * 2**20


def in_blocks(path, monkeypatch):
    """Read a text block by block, as one is that may be too large."""
    monkeypatch.setattr(text_blocks, "_BLOCK", 2_000)
    monkeypatch.setattr(bounded, "_LARGER", 1e9)
    return load(path, budget=1e9)


def lines(name, rows=600):
    return ["id,name,weight", *(f"{k},{name(k)},{k * 1.5:.2f}" for k in range(rows))]


@pytest.mark.parametrize("at", [2, 300, 598])
def test_a_quote_mark_that_is_not_closed_costs_no_rows(tmp_path, monkeypatch, at):
    path = tmp_path / "rows.csv"
    path.write_text("\n".join(lines(lambda k: '"pipe' if k == at else "pipe")) + "\n")
    table, whole = in_blocks(path, monkeypatch), load(path)
    assert (table.rows, table.frame["name"][at], table.unreadable) == (600, '"pipe', 0)
    assert (table.notes, table.frame.equals(whole.frame)) == (whole.notes, True)


def test_texts_of_many_lines_are_cut_by_no_block(tmp_path, monkeypatch):
    path = tmp_path / "rows.csv"
    path.write_text("\n".join(lines(lambda k: '"' + "\n".join(f"line {n}, and" for n in range(1 + k % 5 * 50)) + '"')) + "\n")
    assert in_blocks(path, monkeypatch).frame.equals(load(path).frame)


@pytest.mark.parametrize(("letters", "encoding"), [("Müller", "cp1252"), ("Привет мир как дела", "cp1251")])
def test_letters_that_are_in_no_first_block(tmp_path, monkeypatch, letters, encoding):
    path = tmp_path / "rows.csv"
    path.write_bytes("\n".join(lines(lambda k: letters if k > 450 else "Smith")).encode(encoding))
    table, whole = in_blocks(path, monkeypatch), load(path)
    assert table.frame["name"].unique().sort().to_list() == sorted(["Smith", letters])
    assert (table.notes, table.guessed) == (whole.notes, whole.guessed)


def test_one_byte_that_is_no_letter_changes_no_encoding(tmp_path, monkeypatch):
    path = tmp_path / "rows.csv"
    path.write_bytes("\n".join([*lines(lambda k: "Zoë"), ""]).encode() + b"600,M\xfcller,1.0\n")
    table = in_blocks(path, monkeypatch)
    assert table.frame["name"].unique().sort().to_list() == ["M\ufffdller", "Zoë"]
    assert table.notes == ("1 byte could not be decoded; '\ufffd' stands there",)


def test_wrong_cells_beyond_the_places_of_the_sample_are_left_out_of_its_contract(tmp_path):
    """The rows of an issue are places among all rows; the terms are learnt from those of the sample."""
    path = tmp_path / "rows.parquet"
    FRAME.assign(number=FRAME["number"].where(np.arange(ROWS) < 0.99 * ROWS, 9999.0)).to_parquet(path)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dataqa.api.bytes_for_rows", lambda memory: BUDGET)
        result = dataqa.audit(path, "label", checks=["sentinel-numbers"])
    (issue,) = result.issues
    assert result.record.dataset.seen == ROWS > 2 * result.record.dataset.rows
    assert issue.rows.positions.min() >= 0.99 * ROWS
    (terms,) = (one for one in result.record.terms if one.name == "number")
    assert terms.banned == (9999,)


def test_a_sample_has_few_rows_of_nothing(tmp_path):
    """Ten rows of a rare class or category in a sample are hundreds in all rows."""
    path = tmp_path / "rows.parquet"
    rare = np.arange(ROWS) % 97 == 5
    FRAME.assign(color=FRAME["color"].where(~rare, "pink"), label=np.where(rare, "ill", "well")).to_parquet(path)
    checks = ["few-examples", "few-events", "rare-categories", "small-classes", "sparse-entities", "thin-slices"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("dataqa.api.bytes_for_rows", lambda memory: BUDGET / 10)
        result = dataqa.audit(path, "label", checks=checks)
    assert result.record.dataset.rows < ROWS / 20
    assert (result.issues, {one.status for one in result.outcomes if one.check in checks}) == ((), {"not_applicable"})
    assert next(one for one in result.outcomes if one.check == "small-classes").reason.startswith("the rows are a sample")
