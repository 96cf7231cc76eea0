"""Which cell is wrong where dependencies break, vote by vote; and what is a dependency, row by row."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import polars as pl
import pytest
from test_broken_dependencies_lasting import lasting

from dataqa.checks.noise._blame import _broken, blamed, unexplained
from dataqa.checks.noise._dependencies import CodeBook, Dependency, _candidates, _least_held, _measured, _screened
from dataqa.policy.pack import Rules

LIMITS = Rules.load().rule("broken-dependencies").parameters


class Codes:
    """Columns that are codes already."""

    def __init__(self, **columns):
        self.columns = {name: np.array(cells, dtype=np.int64) for name, cells in columns.items()}

    def of(self, name):
        return self.columns[name]

    def counts(self, name):
        codes = self.columns[name]
        return np.bincount(codes[codes >= 0])


def dependency(codes, left, right, **of):
    mine, theirs = codes.of(left), codes.of(right)
    every = [theirs[(mine == code) & (theirs >= 0)] for code in range(mine.max() + 1)]
    counts = [np.bincount(one, minlength=1) for one in every]
    top, most = np.array([one.argmax() for one in counts]), np.array([one.max() for one in counts])
    rows = np.array([len(one) for one in every])
    return Dependency(**{"left": left, "right": right, "top": top, "most": most, "rows": rows, "holds": 0.9, "few": False,
                         "source": "", "sources": False} | of)  # fmt: skip


def broken(right, left=None, clock=None, limits=LIMITS, **of):
    codes = Codes(left=left if left is not None else [0] * len(right), right=right)
    one = dependency(codes, "left", "right", **of)
    found = _broken(one, 7, codes, {"left": 3, "right": 5}, limits, clock)
    return None if found is None else found.rows()


def test_a_row_that_contradicts_the_commonest_value_of_its_group():
    # row, most, count, doubt, left, right, place; the odd value stands five times elsewhere
    assert broken([0] * 9 + [1] + [2] * 5 + [1] * 5, [0] * 10 + [1] * 5 + [2] * 5) == [(9, 9, 1, 1.0, 3, 5, 7)]
    assert broken([0] * 9 + [1] + [1] * 2, [0] * 10 + [1] * 2) == [(9, 9, 1, 1.0, 3, 5, 7)]
    assert broken([0] * 9 + [1] + [1], [0] * 10 + [1]) == [(9, 9, 1, 0.25, 3, 5, 7)]  # hardly anywhere else
    assert broken([0] * 9 + [1] * 2) == [(9, 9, 2, 0.25, 3, 5, 7), (10, 9, 2, 0.25, 3, 5, 7)]
    assert broken([0] * 10) is None
    assert broken([0] * 9 + [-1]) is None
    assert broken([0] * 9 + [1], [0] * 9 + [-1]) is None
    # two groups, one odd value each
    assert broken([0] * 8 + [2] + [1] * 8 + [0], [0] * 9 + [1] * 9) == [(8, 8, 1, 0.25, 3, 5, 7), (17, 8, 1, 1.0, 3, 5, 7)]


def test_sources_are_doubted_less_and_need_less():
    cells, groups = [0] * 6 + [1] * 4 + [1] * 5, [0] * 10 + [1] * 5
    assert broken(cells, groups) == []
    assert [one[3] for one in broken(cells, groups, source="site", sources=True)] == [0.0] * 4
    assert [one[3] for one in broken([0] * 9 + [1] + [1] * 2, [0] * 10 + [1] * 2, source="site")] == [0.3]


@pytest.mark.parametrize(
    ("right", "clear"),
    [
        ([0] * 3 + [1], True), ([0] * 6 + [1] * 2, True), ([0] * 5 + [1] * 2, False),  # three of four
        ([0] * 4 + [1, 2, 3, 4], True), ([0] * 4 + [1, 2, 3, 4, 5], False),  # half of the group
    ],
)  # fmt: skip
def test_the_commonest_value_is_clear(right, clear):
    assert bool(broken(right)) is clear


def test_two_rows_are_no_majority():
    weak = SimpleNamespace(**{**LIMITS.model_dump(), "majority": 0.5})
    assert broken([0, 0, 1], limits=weak) == []
    assert len(broken([0, 0, 0, 1], limits=weak)) == 1


def test_what_changed_in_time_is_left_out():
    right, left = [0] * 8 + [1] * 2 + [2] * 7 + [3] * 3, [0] * 10 + [1] * 10
    weak = SimpleNamespace(**{**LIMITS.model_dump(), "majority": 0.5})
    assert len(broken(right, left, limits=weak)) == 5
    assert broken(right, left, np.arange(20.0), limits=weak) == []
    assert len(broken(right, left, np.arange(20.0), limits=weak, sources=True)) == 5


@pytest.mark.parametrize(
    ("odd", "changed"),
    [
        # one of ten rows stands at an end by chance in a fifth of all cases, two of ten do in 2 of 45
        ([(9,), (0,), (4,)], [0, 1]), ([(9,), (0,), (4,), (5,)], []),
        ([(8, 9), (0, 1), *[(3, 6)] * 10], [0, 1]), ([(8, 9), (0, 1), *[(3, 6)] * 11], []),
    ],
)  # fmt: skip
def test_more_stand_at_an_end_than_by_chance(odd, changed):
    assert lasting(odd) == changed


# --- votes ------------------------------------------------------------------------------------------------------------------------


def cells(codes, *pairs, **of):
    found = blamed([dependency(codes, left, right, **of) for left, right in pairs], codes, LIMITS)
    names = sorted({name for pair in pairs for name in pair})
    columns = ["row", "column", "via", "determining", "most", "count", "votes", "trust"]
    return [(row, names[column], *rest[:-1], round(rest[-1], 6)) for row, column, *rest in found.select(columns).rows()]


ZIP, CITY = [0] * 10 + [1] * 10 + [2] * 10, [0] * 10 + [1] * 10 + [2] * 10


def with_odd(places, of=CITY):
    return [places.get(row, cell) for row, cell in enumerate(of)]


def test_of_two_columns_the_determined_one_is_wrong():
    # ten of twelve, and either cell may be wrong
    assert cells(Codes(zip=ZIP, city=with_odd({9: 1})), ("zip", "city")) == [
        (9, "city", 0, False, 9, 1, 1, round(10 / 12 * 0.85, 6))
    ]
    # a value that stands nowhere else is wrong for certain
    assert cells(Codes(zip=ZIP, city=with_odd({9: 3})), ("zip", "city")) == [(9, "city", 0, False, 9, 1, 1, round(10 / 12, 6))]
    few = cells(Codes(zip=ZIP, city=with_odd({9: 3})), ("zip", "city"), few=True)
    assert few[0][-1] == round(10 / 12 * 0.8, 6)


@pytest.mark.parametrize(("rows", "factor"), [(2, 1.0), (3, 0.75)])
def test_an_odd_value_that_is_repeated(rows, factor):
    zips = [0] * 20 + [1] * 10 + [2] * 10
    city = [0] * (20 - rows) + [3] * rows + [1] * 10 + [2] * 10
    found = cells(Codes(zip=zips, city=city), ("zip", "city"))
    assert [one[-1] for one in found] == [round((21 - rows) / 22 * factor, 6)] * rows
    assert [one[4:6] for one in found] == [(20 - rows, rows)] * rows


def test_two_columns_speak_against_a_third():
    zips = with_odd({9: 1})
    codes = Codes(zip=zips, city=CITY, state=CITY)
    # zip 1 has eleven rows, ten of its own
    assert cells(codes, ("zip", "city"), ("zip", "state")) == [(9, "zip", 0, True, 10, 1, 2, round(11 / 13 * 2 / 3, 6))]
    # what holds between the others speaks for them
    assert cells(codes, ("zip", "city"), ("city", "state"), ("zip", "state"))[0][:4] == (9, "zip", 0, True)


def test_what_holds_speaks_for_a_cell():
    codes = Codes(zip=ZIP, city=with_odd({9: 1}), phone=with_odd({9: 1}))
    # the city agrees with the phone: as much speaks for it as against it, and the zip is wrong
    ((row, name, *_),) = cells(codes, ("zip", "city"), ("city", "phone"))
    assert (row, name) == (9, "zip")


def test_one_row_may_have_two_wrong_cells():
    codes = Codes(a=ZIP, b=with_odd({9: 3}), c=ZIP, d=with_odd({9: 4}))
    assert [one[:4] for one in cells(codes, ("a", "b"), ("c", "d"))] == [(9, "b", 0, False), (9, "d", 1, False)]


def test_the_clearest_dependency_is_named():
    """The zip of a row is that of another place: more rows say so of its city than of its phone."""
    zips = with_odd({9: 1})
    codes = Codes(zip=zips, phone=[-1 if row in (11, 12) else cell for row, cell in enumerate(CITY)], city=CITY)
    assert cells(codes, ("zip", "phone"), ("zip", "city"))[0][:6] == (9, "zip", 1, True, 10, 1)
    assert cells(codes, ("zip", "city"), ("zip", "phone"))[0][:6] == (9, "zip", 0, True, 10, 1)


# --- exceptions that another column explains --------------------------------------------------------------------------------------


def left(rows, other, determining=(), name="city", least=0.5):
    codes = Codes(city=[0] * len(other), state=other)
    return unexplained(pl.DataFrame({"row": rows}), name, determining, ["city", "state"], codes, least).get_column("row").to_list()


def test_rows_of_one_other_value_are_explained():
    state = [0] * 5 + [1] * 10
    assert left([0, 1, 2, 5], state) == [5]
    assert left([0, 1, 5, 6, 7], state) == [0, 1, 5, 6, 7]  # two of five, three of ten
    assert left([0, 1, 5, 6, 7, 8, 9], state) == [0, 1]
    assert left([0, 1, 2, 5], state, least=0.6) == [5]
    assert left([0, 1, 2, 5], state, least=0.61) == [0, 1, 2, 5]
    assert left([0, 1, 2, 5], state, ("state",)) == [0, 1, 2, 5]
    assert left([0, 1, 2, 5], state, name="state") == [0, 1, 2, 5]
    assert left([0, 1, 2], [-1] * 3 + [0] * 5) == [0, 1, 2]
    assert left([3, 4, 5], [-1] * 3 + [0] * 3 + [1] * 3) == []
    assert left([0, 1], [0, 0, 1]) == [0, 1]


# --- what is a dependency ---------------------------------------------------------------------------------------------------------


def column(kind="text", role="categorical", present=100, distinct=10, integral=False):
    return (kind, role, present, distinct, integral)


def audit_of(codes=None, sample=None, **columns):
    made = {
        name: (
            SimpleNamespace(name=name, kind=kind, present=present, distinct=distinct, integral=integral, quantiles={}),
            SimpleNamespace(role=role, clock=""),
        )
        for name, (kind, role, present, distinct, integral) in columns.items()
    }
    return SimpleNamespace(
        parameters=LIMITS,
        rows=len(sample) if sample is not None else 100,
        profiles=lambda *_: list(made.values()),
        profile=SimpleNamespace(columns={name: one for name, (one, _) in made.items()}, sample=sample),
        task=SimpleNamespace(columns={name: part for name, (_, part) in made.items()}),
    )


@pytest.mark.parametrize(
    ("of", "lefts", "rights"),
    [
        (column(), ["a"], ["a"]),
        (column(role="target"), [], []),
        (column(present=20), ["a"], ["a"]), (column(present=19), [], []),
        (column(distinct=6), ["a"], ["a"]), (column(distinct=5), [], ["a"]), (column(distinct=2), [], ["a"]),
        (column(distinct=1), [], []),
        (column(distinct=76), ["a"], ["a"]), (column(distinct=77), [], []),  # 1.3 rows of each
        (column("number"), [], ["a"]), (column("number", integral=True), ["a"], ["a"]),
    ],
)  # fmt: skip
def test_which_columns_may_go_together(of, lefts, rights):
    assert _candidates(audit_of(a=of)) == (lefts, rights)


def test_texts_of_many_values_come_first():
    audit = audit_of(
        n=column("number", integral=True, distinct=50), g=column("number", "group", integral=True, distinct=30),
        t=column(distinct=20), u=column(distinct=40), s=column(distinct=20),
    )  # fmt: skip
    assert _candidates(audit)[0] == ["u", "g", "s", "t", "n"]


def pair(tops, errors=0, size=20, mixed=0, source=""):
    """Groups of some size, each with its value; so many of its last rows have the next one's, and of some groups half."""
    many = len(tops)
    zips = np.repeat(np.arange(many), size)
    city = np.repeat(tops, size)
    place = np.tile(np.arange(size), many)
    other = np.repeat(np.roll(tops, -1), size)
    odd = place >= size - np.where(zips < mixed, size // 2 - 1, errors)
    codes = Codes(zip=zips, city=np.where(odd, other, city))
    rows = many * size
    audit = audit_of(zip=column(present=rows, distinct=many), city=column(present=rows, distinct=len(set(tops))))
    return _measured(audit, codes, "zip", "city", lambda _: source)


def test_six_groups_of_their_own_values():
    found = pair(range(6))
    assert (found.holds, found.few, found.source, found.sources) == (1.0, False, "", False)
    assert (found.top.tolist(), found.most.tolist(), found.rows.tolist()) == (list(range(6)), [20] * 6, [20] * 6)
    assert pair(range(6), source="site").source == ""
    assert pair(range(6), 2, source="site").source == "site"
    assert pair(range(5)) is None
    assert pair([0, 0, 0, 1, 2, 3]) is not None
    assert pair([0, 0, 0, 0, 1, 2]) is None  # three groups must have another value than the commonest
    assert pair(range(6), size=3) is not None
    assert pair(range(6), size=2) is None


def test_few_values_must_hold_nearly_always():
    assert (pair(range(6), 2).holds, pair(range(6), 2).few) == (0.9, False)
    assert pair([0, 0, 1, 2, 3, 4], 2) is None
    found = pair([0, 0, 1, 2, 3, 4], 1)
    assert (found.few, found.holds) == (True, pytest.approx(0.9583333))
    assert pair(range(6), 3) is None  # rows of a group agree too seldom


def test_groups_of_several_values_by_nature():
    found = pair(range(10), 1, mixed=2)
    assert (found.top.tolist(), found.holds) == ([-1, -1, 2, 3, 4, 5, 6, 7, 8, 9], 0.95)
    assert pair(range(10), 1, mixed=3) is None  # more than a fifth of the rows


def test_which_pairs_look_like_one():
    k = np.arange(60)
    sample = pl.DataFrame({"a": [f"{n}" for n in k % 6], "b": [f"x{n}" for n in k % 6], "c": [f"{n}" for n in k // 30]})
    audit = audit_of(sample=sample, **{name: column(present=60, distinct=6) for name in "abc"})
    assert _screened(audit, Codes(), ["a", "b"], ["a", "b", "c"]) == [
        (pytest.approx(1.0), "a", "b"),
        (pytest.approx(1.0), "b", "a"),
    ]
    few = audit_of(sample=sample.head(10), **{name: column(present=60, distinct=6) for name in "abc"})
    assert _screened(few, Codes(), ["a"], ["b"]) == []  # four rows repeat a value
    more = audit_of(sample=sample.head(11), **{name: column(present=60, distinct=6) for name in "abc"})
    assert _screened(more, Codes(), ["a"], ["b"]) == [(pytest.approx(1.0), "a", "b")]


def test_cells_as_codes():
    cells = pl.Series([2.0, 0.0, None, -0.0, 2.0, 7.0])
    book = CodeBook(SimpleNamespace(engine=SimpleNamespace(values=lambda _: cells)))
    codes = book.of("a")
    assert codes[2] == -1
    assert (codes[0], codes[1]) == (codes[4], codes[3])
    assert sorted(codes.tolist()) == sorted([-1, *(code for code, rows in enumerate(book.counts("a")) for _ in range(rows))])
    assert sorted(book.counts("a").tolist()) == [1, 2, 2]
    assert book.of("a") is codes
    assert book.counts("a") is book.counts("a")


@pytest.mark.parametrize(
    ("right", "present", "tops", "share"),
    [
        ("number", 100, 30, 0.985), ("text", 99, 20, 0.985), ("text", 99, 21, 0.8), ("text", 100, 20, 0.8), ("text", 100, 6, 0.8),
        ("text", 100, 5, 0.95),
    ],
)  # fmt: skip
def test_how_nearly_always_a_dependency_of_amounts_must_hold(right, present, tops, share):
    audit = audit_of(a=column("number", "numeric", present=present), b=column(right, "numeric"), c=column("text"))
    assert _least_held(audit, "a", "b", tops) == share
    assert _least_held(audit, "c", "b", 6) == 0.8
