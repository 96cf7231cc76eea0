"""Identifiers in texts: cells of one shape that agree, telephone numbers, numbers of states, words that announce one."""

from __future__ import annotations

import numpy as np
import polars as pl
import pytest

from dataqa.checks.privacy._identifiers import national
from dataqa.checks.privacy._identifiers.agreement import _by_chance, agreed
from dataqa.checks.privacy._identifiers.announced import announced
from dataqa.checks.privacy._identifiers.digits import wallets
from dataqa.checks.privacy._identifiers.national import Number, _day_first, _search, announces, bare_numbers, valid, written_numbers
from dataqa.checks.privacy._identifiers.phones import INTERNATIONAL, NATIONAL, _book, _journal, column, phones, possible
from dataqa.checks.privacy._identifiers.sureness import sureness
from dataqa.checks.privacy._rows import scored_rows
from dataqa.checks.privacy._streets import holding_streets, without_streets


def test_cells_of_one_shape_agree():
    texts = pl.Series(["12-345", "23-456", "34-567", "4-5", "see 45-678"])
    scores = np.array([0.9, 0.9, 0, 0.8, 0.7])
    assert agreed(texts, scores).tolist() == [0.9, 0.9, 0, 0.8, 0.7]  # two in three pass
    half = np.array([0.9, 0, 0, 0.8, 0.7])
    assert agreed(texts, half).tolist() == [0, 0, 0, 0.8, 0.7]
    # exactly half is not more than half
    four = pl.Series(["12-345", "23-456", "34-567", "45-678"])
    assert agreed(four, np.array([0.9, 0.9, 0, 0])).tolist() == [0, 0, 0, 0]
    # of a shape that two cells have nothing is known
    assert agreed(texts[:2], np.array([0.9, 0])).tolist() == [0.9, 0]


def test_cells_of_which_none_passes_stay_as_they_are():
    scores = np.zeros(2)
    assert agreed(pl.Series(["12-345", "a"]), scores) is scores


def test_lengths_of_runs_of_digits_make_a_shape_or_not():
    texts, scores = pl.Series(["10.1.2", "1.200.3", "1.2.30"]), np.array([0.9, 0, 0])
    assert agreed(texts, scores).tolist() == [0.9, 0, 0]
    assert agreed(texts, scores, lengths=False).tolist() == [0, 0, 0]


def test_letters_make_a_shape_too():
    texts = pl.Series(["AB-123", "xy-456", "ÄÖ-789"])
    assert agreed(texts, np.array([0.9, 0, 0])).tolist() == [0, 0, 0]
    # words without a digit are no cells of a code
    assert agreed(pl.Series(["abcdef"] * 3), np.array([0.9, 0, 0])).tolist() == [0.9, 0, 0]


def test_what_passes_by_chance_proves_nothing():
    def even(made: pl.Series) -> np.ndarray:
        return made.str.contains(r"[02468]$").to_numpy().astype(float)

    chance = _by_chance("99-99", even)
    assert 0.4 < chance < 0.6
    assert 300 * chance == pytest.approx(round(300 * chance))  # of so many made numbers
    texts = pl.Series([f"{k:02}-{k:02}" for k in range(10, 20)])
    scores = np.where(np.arange(10) < 7, 0.9, 0.0)  # seven in ten: half of what chance leaves would be three quarters
    assert agreed(texts, scores).tolist() == scores.tolist()
    assert agreed(texts, scores, even).tolist() == [0] * 10
    assert agreed(texts, np.where(np.arange(10) < 9, 0.9, 0.0), even).max() == 0.9


@pytest.mark.parametrize(
    ("text", "room"),
    [
        ("+44 20 7946 0958", True), ("0044 20 7946 0958", True), ("(212) 555-0123", True), ("+999 1 2", False), ("1", False),
        ("+00 0000", False), ("00 1 2", False),
    ],
)  # fmt: skip
def test_numbers_that_a_plan_has_room_for(text, room):
    assert possible(text) is room


def test_telephone_numbers_in_texts():
    texts = pl.Series(["call +44 20 7946 0958 now", "(212) 555-0123", "nothing", "0317-8471", "0317-8472"])
    found = phones(texts, [(INTERNATIONAL, 0.95), (NATIONAL, 0.8)])
    assert found.tolist() == [0.95, 0.8, 0, 0, 0.8]  # the fourth is the number of a journal
    assert phones(texts[2:3], [(INTERNATIONAL, 0.95)]).tolist() == [0]
    # of two patterns the surer
    assert phones(texts[:1], [(r"\+\d[ \d]+", 0.5), (INTERNATIONAL, 0.95), (r"\+\d[ \d]+", 0.6)]).tolist() == [0.95]


def test_numbers_of_books_and_journals():
    assert _book("0-306-40615-2")
    assert not _book("0-306-40615-3")
    assert not _book("978-0-306-40615-7")  # thirteen digits
    assert _journal("0317-8471")
    assert _journal(" (0317-8471).")
    assert not _journal("0317-8472")
    assert not _journal("03178471")


@pytest.mark.parametrize(
    ("scores", "most", "is_one"),
    [
        ([0.8, 0.8, 0, 0], 0.5, True), ([0.8, 0, 0, 0], 0.5, False), ([0.8, 0.7, 0.7, 0.7], 0.5, False),
        ([0.8, 0.8, 0, 0], 0.75, False), ([0.8, 0.7, 0.7, 0], 0.75, True), ([0.7] * 4, 0.75, False),
    ],
)  # fmt: skip
def test_a_column_of_telephone_numbers(scores, most, is_one):
    assert column(pl.Series(["x", "y", "z", "w"]), np.array(scores), most) is is_one


def test_a_column_of_what_could_be_a_number():
    texts = pl.Series(["555 0123", "555 0124", "word", "word"])
    assert column(texts, np.array([0.8, 0.8, 0, 0]), 0.5)
    assert not column(texts, np.array([0.8, 0.8, 0, 0]), 0.6)


CODE = Number("codes", "", r"[A-Z]{2}\d{6}[A-Z]", 0.04, r"[A-Z]{2}\d{6}[A-Z]", 1.0, ("code",))
LUHN = Number("sums", "luhn", r"\d{8}", 0.1, r"\d{8}", 0.1, ("sum",))
NOWHERE = Number("lost", "no.such.kind", r"\d{8}", 0.1, "", 1.0, ())


def with_sum(count: int, first: int = 1000000) -> list[str]:
    """Return numbers of eight digits that pass the formula of Luhn."""
    found = []
    for number in range(first, first + count):
        total = sum(sum(divmod(2 * int(d), 10)) if k % 2 == 0 else int(d) for k, d in enumerate(str(number)[::-1]))
        found.append(f"{number}{-total % 10}")
    return found


def test_numbers_without_check_digits_all_pass():
    assert valid(CODE, pl.Series(["x", "y"])).to_list() == ["x", "y"]


def test_numbers_that_nobody_knows_do_not_pass():
    national._module.cache_clear()
    with pytest.warns(RuntimeWarning, match="lost are not looked for"):
        assert valid(NOWHERE, pl.Series(["12345678"])).to_list() == []


def test_of_many_numbers_the_first_stand_for_the_rest(monkeypatch):
    good = with_sum(40)
    assert valid(LUHN, pl.Series([*good, "99999999"])).sort().to_list() == good
    monkeypatch.setattr(national, "_VERIFIED", 40)
    assert valid(LUHN, pl.Series([*good, "99999999"])).sort().to_list() == [*good, "99999999"]
    # two in forty fail: 95 %
    two = ["00000001", "00000002"]
    assert len(valid(LUHN, pl.Series([*two, *good[:38], "99999999"]))) == 39
    three = [*two, "00000003"]
    assert len(valid(LUHN, pl.Series([*three, *good[:37], "99999999"]))) == 37
    assert len(valid(LUHN, pl.Series(["00000001", *good[:39]]))) == 39


def test_texts_that_announce_nothing_are_not_searched(monkeypatch):
    def never(*_: object, **__: object) -> None:
        raise AssertionError

    monkeypatch.setattr(national, "_search", never)
    assert list(written_numbers(pl.Series(["some words", "12 of them"]), "a", 0.5)) == []


def test_written_numbers_in_texts():
    codes = [f"see {letters}123456Z" for letters in ("AB", "CD", "EF", "GH", "IK", "LM", "NO", "PQ", "RS", "TU", "VW", "XY")]
    texts = pl.Series([*codes, "nothing", "see AB123456Z"])
    among = np.array([True] * 13 + [False])
    pattern = r"[A-Z]{2}\d{6}[A-Z]"
    ((number, scores),) = _search(CODE, texts, among, pattern, "", 0.04, 0.1, announced=False)
    assert number is CODE
    # twelve codes of letters of their own, as if five others of that form had failed
    assert scores.tolist() == [pytest.approx(sureness(12, 12, 0.1, doubt=5))] * 12 + [0, 0]
    assert list(_search(CODE, texts, among, pattern, "", 0.04, 0.99, announced=False)) == []
    assert list(_search(CODE, texts[12:13], among[12:13], pattern, "", 0.04, 0.0, announced=False)) == []
    ((_, scores),) = _search(CODE, texts, among, pattern, "", 0.04, 0.5, announced=True)
    assert scores.tolist() == [pytest.approx(sureness(12, 12, 0.04, announced=True))] * 12 + [0, 0]
    # of one series: it could be a person's but once
    series = pl.Series([f"see AB{k:06}Z" for k in range(30)])
    assert list(_search(CODE, series, np.ones(30, dtype=bool), pattern, "", 0.04, 0.1, announced=False)) == []


def test_a_slip_in_what_is_announced():
    good = with_sum(1)[0]
    bad = good[:-1] + str((int(good[-1]) + 1) % 10)
    texts = pl.Series([f"sum {good}", f"sum {bad}", "sum"])
    found = list(_search(LUHN, texts, np.ones(3, dtype=bool), r"sum \d+", r"\d+$", 0.1, 0.1, announced=True))
    assert [scores.tolist() for _, scores in found] == [
        [0, 0.55, 0], [pytest.approx(sureness(1, 2, 0.1, announced=True)), 0, 0],
    ]  # fmt: skip
    # five digits may be anything
    short = pl.Series(["sum 12346"])
    assert list(_search(LUHN, short, np.ones(1, dtype=bool), r"sum \d+", r"\d+$", 0.1, 0.1, announced=True)) == []


def test_columns_of_plain_digits():
    good = with_sum(90)
    others = [f"{k:07}" for k in range(1, 23)]
    original = national.NUMBERS
    national.NUMBERS = (CODE, LUHN)
    try:
        number, scores = bare_numbers(pl.Series([*good, *others[:22]]), "a", 0.5)
        assert (number, (scores > 0).sum(), scores[-1]) == (LUHN, 90, 0)
        assert scores[0] == pytest.approx(sureness(90, 112, 0.1, doubt=20))
        # fewer than four in five have the form
        assert bare_numbers(pl.Series([*good, *others, "1234567"]), "a", 0.5) is None
        # fewer than half pass
        fails = [text[:-1] + str((int(text[-1]) + 1) % 10) for text in with_sum(91, 2000000)]
        assert bare_numbers(pl.Series([*good, *fails]), "sum", 0.1) is None
        assert bare_numbers(pl.Series([*good, *fails[:90]]), "sum", 0.1) is not None
        # a form without check digits says nothing
        assert bare_numbers(pl.Series([f"AB{k:06}C" for k in range(50)]), "code", 0.1) is None
    finally:
        national.NUMBERS = original


def test_dates_from_the_day_on():
    assert _day_first(pl.Series(["311299", "991231", "010199", "990132"])).to_list() == ["311299", "010199", "990132"]


def test_what_a_name_announces():
    assert announces(CODE, "my_code")
    assert announces(CODE, "code")
    assert not announces(CODE, "codes")
    assert not announces(NOWHERE, "code")


KINDS = {"passport numbers": ["passport"], "licence plates": ["plate"]}


def test_what_words_announce():
    def found(texts: list[str], name: str, most: float = 0.5) -> dict[str, list[float]]:
        return {kind: scores.tolist() for kind, scores in announced(pl.Series(texts), name, KINDS, most)}

    assert found(["passport C01X0006H", "C01X0006H", "passport ABCDE"], "note") == {"passport numbers": [0.8, 0, 0]}
    assert found(["passport AB1234", "passport AB123C"], "note") == {"passport numbers": [0.8, 0]}  # four digits
    assert found(["plate B XY 12", "plate B XYZ 1"], "note") == {"licence plates": [0.8, 0]}  # two
    assert found(["C01X0006H", "nothing at all"], "passport") == {"passport numbers": [0.9, 0]}
    assert found(["C01X0006H", "nothing at all"], "passport", 0.6) == {}
    assert found(["C01X0006H"], "note") == {}


def test_wallets_have_checksums():
    right = "1A1zP1eP5QGefi2DMPTfTL5SLmv7DivfNa"
    texts = pl.Series([f"to {right}", f"to {right[:-1]}b", "none", "0x52908400098527886E0F7030069857D2E4169EE7"])
    assert wallets(texts).tolist() == [True, False, False, True]


def test_sureness_by_hand():
    # 9 of 10 pass, by chance one in ten: the lower end of Wilson's interval at three standard errors
    low = (0.9 + 9 / 20 - 3 * (0.09 / 10 + 9 / 400) ** 0.5) / (1 + 9 / 10)
    share = (low - 0.1) / 0.9
    assert sureness(9, 10, 0.1) == pytest.approx(share / (share + (1 - share) * 0.1))
    assert sureness(0, 10, 0.1) == sureness(9, 10, 1.0) == sureness(9, 10, 1.5) == 0
    assert sureness(1, 10, 0.1) == 0  # no more than chance
    assert sureness(9, 10, 5.0, announced=True) == sureness(9, 10, 5.0, announced=True, doubt=7) > 0


def test_cells_without_a_score_have_no_rows():
    assert scored_rows(None, "a", pl.Series(["x"]), np.zeros(1)).count == 0


def test_texts_without_a_number_hold_no_street():
    texts = pl.Series(["Main Street", None])
    assert without_streets(texts, {}) is texts
    assert holding_streets(texts, {}).to_list() == [False, False]


def test_endings_of_streets_have_four_letters():
    words = {key: (f"{key}x",) for key in ("street_behind", "leading", "unit", "no_street")} | {
        "street_after_sure": ("street",), "street_after": ("walk", "way"), "street_before": ("rue", "av"),
        "street_glued": ("gata", "weg", "str"),
    }  # fmt: skip
    texts = pl.Series(["Storgata 12", "Kirchweg 12", "Hauptstr 12", "12 Long Walk", "12 Long Way", "12 rue Longue", "12 av Longue"])
    assert holding_streets(texts, words).to_list() == [True, False, True, True, False, True, False]


@pytest.mark.parametrize("cells", [["ab12"] * 9, []])
def test_cells_that_are_not_digits_are_no_bare_numbers(monkeypatch, cells):
    monkeypatch.setattr("dataqa.checks.privacy._identifiers.national.NUMBERS", None)
    assert bare_numbers(pl.Series(cells, dtype=pl.String), "a", 0.5) is None
