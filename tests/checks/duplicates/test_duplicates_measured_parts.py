"""What checks of duplicates measure, on what other parts would give them."""

from __future__ import annotations

import datetime as dt
from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.compared_texts import ComparedTexts, _but_numbers, _length
from dataqa.checks.duplicates._copies import measured as share_of_copies
from dataqa.checks.duplicates._listings import listings
from dataqa.checks.duplicates.duplicates_but_ids import _listed_again, _unpacked, duplicates_but_ids
from dataqa.checks.duplicates.quoted_texts import quoted_texts
from dataqa.checks.duplicates.repeated_ids import repeated_ids
from dataqa.checks.duplicates.repeated_paragraphs import repeated_paragraphs
from dataqa.checks.duplicates.repeated_times import repeated_times
from dataqa.checks.duplicates.total_series import _copies, _measured, total_series
from dataqa.checks.near_texts import TextPairs
from dataqa.errors import NotApplicable

HERE = "dataqa.checks.duplicates"


def paragraphs(texts: list[str | None], kind: str = "text") -> list[tuple]:
    frame = pl.DataFrame({"t": texts}, schema={"t": pl.String})
    audit = SimpleNamespace(
        task=SimpleNamespace(having=lambda _: ["t"]), profile=SimpleNamespace(columns={"t": SimpleNamespace(kind=kind)}),
        rows=len(texts),
        engine=SimpleNamespace(table=SimpleNamespace(frame=frame)), parameters=SimpleNamespace(least_words=3),
    )  # fmt: skip
    return [(m.value, m.rows.positions.tolist(), m.details["paragraphs"]) for m in repeated_paragraphs.measure(audit)]


OWN = [f"text {k} of its own\nand more of {k} here" for k in range(6)]


def test_paragraphs_of_several_documents():
    shared = [f"A long  line here\n{OWN[0]}", f"{OWN[1]}\na long line HERE", *OWN[2:]]
    assert paragraphs(shared) == [(2 / 6, [0, 1], 1)]
    assert paragraphs(shared, "number") == []
    assert paragraphs([f"two words\n{OWN[0]}", f"two words\n{OWN[1]}", *OWN[2:]]) == []
    # copies as a whole count as one, and are reported elsewhere
    assert paragraphs([OWN[0], OWN[0], *OWN[2:], None]) == []
    assert paragraphs([f"{OWN[0]} ", OWN[0].upper(), *OWN[2:]]) == []
    # a document that is a paragraph of two others is no near copy of both
    three = ["a long line here", f"a long line here\n{OWN[1]}", f"a long line here\n{OWN[2]}", *OWN[3:]]
    assert paragraphs(three) == [(0.5, [0, 1, 2], 1)]
    every = [f"a long line here\n{text}" for text in OWN]
    assert paragraphs(every) == []  # the form of the data
    assert paragraphs([*every[:3], *OWN[3:]]) == [(0.5, [0, 1, 2], 1)]
    # within one document it is no matter
    assert paragraphs([f"a long line here\n{OWN[0]}\na long line here", *OWN[1:]]) == []


def repeated(of: list[int], at: list[int], cells: list[int], monkeypatch: pytest.MonkeyPatch) -> list:
    rows = np.arange(len(of))[::-1].copy()
    moments = pl.Series([dt.datetime(2024, 1, day) for day in at])
    series = SimpleNamespace(
        of=np.array(of), at=moments, rows=rows, count=len(set(of)), columns=("shop", "day"), clock=SimpleNamespace(unit="day"),
        names=lambda found: [f"s{one}" for one in found],
    )  # fmt: skip
    monkeypatch.setattr(f"{HERE}.repeated_times.series_of", lambda _: series)
    hashes = np.empty(len(of), dtype=np.uint64)
    hashes[rows] = cells
    engine = SimpleNamespace(table=SimpleNamespace(frame=SimpleNamespace(columns=[])), hashes=lambda _: hashes)
    return list(repeated_times.measure(SimpleNamespace(engine=engine, rows=10)))


def test_times_of_several_rows(monkeypatch):
    (found,) = repeated([0, 0, 0, 1, 1, 1, 1], [1, 1, 2, 3, 3, 4, 4], [1, 2, 3, 4, 5, 6, 7], monkeypatch)
    assert (found.value, found.rows.positions.tolist(), found.kind) == (0.6, [5, 6, 2, 3, 0, 1], "series")
    assert found.details == {"times": 3, "with_repeats": 2, "names": ["s1", "s0"], "when": "2024-01-01"}
    assert repeated([0, 0, 0], [1, 1, 2], [1, 2, 3], monkeypatch)[0].kind == ""
    assert repeated([0, 0], [1, 1], [5, 5], monkeypatch) == []  # copies
    assert repeated([0, 0], [1, 2], [5, 6], monkeypatch) == []


def copied(of: list[int], values: list[float], times: int = 3) -> tuple[list[int], int]:
    at = [dt.datetime(2024, 1, 1) + dt.timedelta(of[:k].count(one)) for k, one in enumerate(of)]
    series = SimpleNamespace(of=np.array(of), at=pl.Series(at))
    found, like = _copies(series, np.array(values, dtype=float), SimpleNamespace(times=times))
    return found.tolist(), like


def test_series_that_are_copies():
    assert copied([0, 0, 0, 1, 1, 1, 2, 2, 2], [1, 2, 3, 1, 2, 4, 1, 2, 3]) == ([2], 0)
    assert copied([0, 0, 0, 1, 1, 1], [1, 2, 3, 3, 2, 1]) == ([], 0)
    assert copied([0, 0, 0, 1, 1, 1], [1, 2, 2, 1, 2, 2]) == ([], 0)  # two values
    assert copied([0, 0, 1, 1], [1, 2, 1, 2]) == ([], 0)
    assert copied([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3], [7, 8, 9, 1, 2, 3, 7, 8, 9, 1, 2, 3]) == ([2, 3], 0)
    found = _measured(SimpleNamespace(rows=20), np.array([4, 5]), ("shop",), "copy", ["a"] * 6, 3, "b")
    assert (found.value, found.details) == (0.1, {"found": 3, "names": ["a"] * 4, "like": "b"})
    assert _measured(SimpleNamespace(rows=20), np.array([4]), ("shop",), "total", ["a"] * 6, 0).details["found"] == 6


def listed(
    monkeypatch: pytest.MonkeyPatch,
    compared: tuple[str, ...] = ("a", "b", "y"),
    *,
    copies: int = 2,
    ranks: Any = None,
    by_chance: float = 0.0,
    **task: Any,
) -> Any:
    frame = pl.DataFrame(
        {"a": [*range(20 - copies), *range(copies)], "b": [0] * 20, "y": np.arange(20.0) if ranks is None else ranks}
    )
    asked = SimpleNamespace(least_columns=2, near=0.9, mostly=0.5, most=0.1)
    monkeypatch.setattr(f"{HERE}.duplicates_but_ids.copies_but_ids", lambda _: SimpleNamespace(rows=np.zeros(0, dtype=int)))
    monkeypatch.setattr(f"{HERE}.duplicates_but_ids.describe_cases", lambda *_: True)
    monkeypatch.setattr("dataqa.checks.duplicates._copies.equal_rows_by_chance", lambda *_: None)
    monkeypatch.setattr("dataqa.checks.duplicates._copies.copies_by_chance", lambda *_: by_chance)
    audit = SimpleNamespace(
        parameters=asked, rows=20, target="y",
        task=SimpleNamespace(**({"target": "y", "discrete": False, "kind": "regression", "having": lambda _: []} | task)),
        engine=SimpleNamespace(
            table=SimpleNamespace(frame=frame), hashes=lambda names: frame.select(names).hash_rows().to_numpy(),
            values=lambda name: frame.get_column(name)
        ),
    )  # fmt: skip
    return _listed_again(audit, list(compared))


def test_things_listed_again(monkeypatch):
    found = listed(monkeypatch)
    assert (found.value, found.rows.positions.tolist(), found.kind, found.columns) == (0.1, [18, 19], "target", ("y",))
    assert found.details["single_cases"] == 1.0
    assert listed(monkeypatch, copies=3) is None  # more than a tenth
    assert listed(monkeypatch, copies=0) is listed(monkeypatch, by_chance=2.0) is None
    assert listed(monkeypatch, target=None) is listed(monkeypatch, discrete=True) is listed(monkeypatch, kind="forecasting") is None
    assert listed(monkeypatch, having=lambda _: ["who"]) is None
    assert listed(monkeypatch, ("a", "y")) is None  # one column
    far = np.arange(20.0)
    # ranks of 1 and 19 are 18 apart, and nine from the middle: as much as may be; 20 are one more
    assert listed(monkeypatch, ranks=far).rows.count == 2
    far[18], far[19] = 19.5, 19.6
    assert listed(monkeypatch, ranks=far).rows.positions.tolist() == [18, 19]


# --- texts that are compared ---


def test_the_groups_of_texts():
    pairs = TextPairs(np.array([0, 2]), np.array([1, 3]), np.array([0.9, 0.7]), np.array([0.8, 0.6]))
    found = ComparedTexts(texts=6, rows=pl.DataFrame(), plain=6, pairs=pairs, mailed=(np.array([1]), np.array([4])))
    assert found.groups().tolist() == [0, 0, 2, 2, 0, 5]
    nearest = found.nearest()
    assert (nearest[[0, 2, 3, 5]].tolist(), nearest[1], nearest[1] > nearest[4] > 0) == ([0.9, 0.7, 0.7, 0], 0.9, True)


def test_texts_that_differ_in_numbers_only():
    limits = {"letters": 10, "campaign": 3, "form": 0.5}
    mails = ["your order 1 is here", "your order 22 is here", "your order 3 is here"]
    others = ["another text entirely", "some more words here", "and yet another one"]

    def found(texts: list[str]) -> tuple[list[int], list[int]]:
        first, second = _but_numbers(pl.Series(texts), limits)
        return first.tolist(), second.tolist()

    assert found([others[0], *mails, *others[1:]]) == ([1, 1], [2, 3])
    assert found([*mails[:2], *others]) == ([], [])  # two are no campaign
    assert found([*mails, *others[:2]]) == ([], [])  # most texts: their form
    assert found([*[f"order {k}" for k in range(3)], *others]) == ([], [])  # five letters


def test_characters_of_scripts_without_spaces_count_more():
    found = pl.DataFrame({"t": ["abc", "日本", "a日"]}).select(_length("t")).to_series().to_list()
    assert found[0] == 3
    assert found[1] > 2
    assert found[2] == 1 + found[1] / 2


# --- ids ---


def test_a_column_whose_values_all_differ_is_not_searched():
    column = SimpleNamespace(name="id", present=5, exact=True, distinct=5, distinct_error=0.0)
    for one in (column, SimpleNamespace(**vars(column) | {"present": 0, "distinct": 0, "exact": False})):
        audit = SimpleNamespace(profiles=lambda _, one=one: [(one, None)], parameters=SimpleNamespace(least_distinct=0.9))
        assert list(repeated_ids.measure(audit)) == []


def test_listings_that_chance_explains(monkeypatch):
    monkeypatch.setattr(f"{HERE}.duplicates_but_ids.measured", lambda *_: None)
    one = SimpleNamespace(copies=None, others=["a"], column="b", key="name")
    assert _unpacked(SimpleNamespace(), one) is None
    assert listed(monkeypatch) is None


def test_without_copies_nothing_is_asked_of_chance():
    assert share_of_copies(SimpleNamespace(rows=10), SimpleNamespace(rows=np.arange(0)), ["a"], ("a",), "t") is None


def keyed(keys: list[int], kinds: list[str], distinct: int, columns: int = 3) -> list[tuple]:
    more = {f"c{k}": [(key or 0) * (k + 1) for key in keys] for k in range(columns - 2)}
    frame = pl.DataFrame({"key": keys, "kind": kinds, **more})
    roles = {"key": "id", "kind": "categorical"}
    audit = SimpleNamespace(
        rows=len(keys),
        task=SimpleNamespace(
            columns={name: SimpleNamespace(role=roles.get(name, "numeric")) for name in frame.columns},
            having=lambda *asked: [name for name, role in roles.items() if role in asked],
        ),
        profile=SimpleNamespace(columns={"key": SimpleNamespace(distinct=distinct, present=len(keys))}),
        engine=SimpleNamespace(
            table=SimpleNamespace(frame=frame), hashes=lambda names: frame.select(names).hash_rows(seed=1).to_numpy()
        ),
    )
    return [(one.key, one.column, one.others, one.copies.rows.tolist()) for one in listings(audit)]


def test_records_that_are_listed_for_each_value():
    others = ("key", "c0", "c1")
    assert keyed([1, 2, 3, 4, 5, 5], list("uvuvuv"), 5, 4) == [("key", "kind", others, [5])]
    assert keyed([1, 2, 3, 4, 5, 5], list("uvuvuv"), 5, 3) == []  # three columns
    assert keyed([1, 2, 3, 4, 5, 5], list("uvuvuu"), 5, 4) == []  # copies
    assert keyed([1, 2, 3, 4, 5, 6], list("uvuvuv"), 5, 4) == []  # no key repeats
    assert keyed([1, 2, 3, 4, 5, 5], list("uvuvuv"), 6, 4) == []
    columns = {f"c{k}": SimpleNamespace(role="numeric") for k in range(5)}
    assert list(listings(SimpleNamespace(task=SimpleNamespace(columns=columns, having=lambda *_: [])))) == []


def test_keys_that_do_not_repeat_list_nothing():
    """How many different keys there are is estimated: rows alike but for a kind, of keys that are empty, are no listings."""
    assert keyed([None, None, 3, 4, 5, 6], list("uvuvuv"), 5, 4) == []


@pytest.mark.parametrize("groups", [[], ["who"]])
def test_records_that_were_unpacked_are_all_that_is_measured(monkeypatch, groups):
    here = f"{HERE}.duplicates_but_ids"
    monkeypatch.setattr(f"{here}.compared_without_ids", lambda _: (["a"], ["id"] if groups else []))
    monkeypatch.setattr(f"{here}._listed_again", lambda *_: None)
    monkeypatch.setattr(f"{here}.listings", lambda _: ["one"])
    audit = SimpleNamespace(task=SimpleNamespace(having=lambda _: groups))
    for found in ("measured", None):
        monkeypatch.setattr(f"{here}._unpacked", lambda *_, found=found: found)
        if found:
            assert list(duplicates_but_ids.measure(audit)) == [found]
        else:
            with pytest.raises(NotApplicable):
                list(duplicates_but_ids.measure(audit))


def test_texts_that_quote_nothing_are_not_compared(monkeypatch):
    monkeypatch.setattr(f"{HERE}.quoted_texts.overlaps", lambda *_: pytest.fail("compared"))
    kinds = {"t": SimpleNamespace(kind="text"), "n": SimpleNamespace(kind="number")}
    audit = SimpleNamespace(
        task=SimpleNamespace(kind="classification", having=lambda _: ["t", "n"]), profile=SimpleNamespace(columns=kinds),
        parameters=SimpleNamespace(marks=["wrote:"], most=5),
        engine=SimpleNamespace(values={"t": pl.Series(["a", None])}.__getitem__),
    )  # fmt: skip
    assert list(quoted_texts.measure(audit)) == []


def test_a_single_series_is_no_copy(monkeypatch):
    monkeypatch.setattr(f"{HERE}.total_series.totals_of", lambda _: [])
    monkeypatch.setattr(f"{HERE}.total_series.series_of", lambda _: SimpleNamespace(keys=()))
    assert list(total_series.measure(SimpleNamespace())) == []
