from __future__ import annotations

import pytest

CODES = [f"AB-{n:04}" for n in range(0, 9000, 90)]
PHONES = [f"({200 + 7 * n}) {100 + 8 * n}-{n * 97 % 10000:04}" for n in range(100)]


@pytest.mark.parametrize(
    ("good", "wrong"),
    [
        (CODES, ["AB-12x4", "AB1234", "A-12345", "AB-123", "see comment", "O2"]),
        (PHONES, ["(205) 325-81", "x205) 325-8100", "call back"]),
        ([f"jo{n}@mail.example.org" for n in range(60)], ["jo@mail", "jo.mail.example.org", "@mail.example.org"]),
        ([f"https://example.org/{n}" for n in range(60)], ["example.org/61", "htp://example.org"]),
        ([f"10.0.{n}.{n + 3}" for n in range(60)], ["10.0.1", "10.0.1.300", "10.0,1.2"]),
        ([f"{a}{n % 10} {n * 7 % 10}{a}X" for n in range(30) for a in ("B", "SW")], ["SW1 11", "SW11AA"]),
        ([f"{n * 2654435761 % 2**32:08x}" for n in range(200)], ["1f00g0aa", "1f00aa"]),
    ],
    ids=["codes", "phones", "e-mails", "web addresses", "IP addresses", "British postcodes", "hexadecimal keys"],
)
def test_cells_that_break_the_format_are_named(measure, good, wrong):
    (found,) = measure("broken-formats", {"a": [*good, *wrong]})
    assert (found.columns, sorted(found.rows.positions.tolist())) == (("a",), list(range(len(good), len(good) + len(wrong))))


def test_the_title_shows_the_learnt_format(judge):
    (issue,) = judge("broken-formats", {"a": [*CODES, "AB-12x4"]})
    assert (issue.severity, issue.title) == ("low", "`a` breaks its format `AB-9999` in 1 row (1.0%)")
    assert issue.why.endswith("For example: `AB-12x4`. A usual value is `AB-0000`.")


def test_a_known_format_is_called_by_its_name(judge):
    (issue,) = judge("broken-formats", {"a": [f"jo{n}@mail.example.org" for n in range(60)] + ["jo@mail"]})
    assert issue.title == "`a` holds e-mail addresses, but 1 row (1.6%) breaks the format"


def test_several_ways_of_writing_are_worth_knowing(judge):
    dashed = [phone.replace("(", "").replace(") ", "-") for phone in PHONES[:30]]
    (issue,) = judge("broken-formats", {"a": PHONES[30:] + dashed})
    assert (issue.severity, issue.rows.positions.tolist()) == ("info", list(range(70, 100)))
    assert issue.title == "`a` writes codes in several ways: 30 rows (30.0%) use `999-999-9999` instead of `(999) 999-9999`"


def test_names_prose_amounts_and_other_shapes_are_quiet(measure):
    rows = {
        "name": [f"{first} {last}" for first in ("Ann", "Bo", "Cy-An", "D. J.") for last in ("O'Hara", "Lee", "von Wu", "X2")] * 9,
        "street": [f"{n} {word} Road" for n, word in enumerate(["Oak", "Elm", "High", "Fir", "Old Mill"] * 28)] + ["PO Box 7"] * 4,
        "band": [f"{n}-{n + 9}" for n in range(0, 90, 10)] * 15 + ["90+"] * 9,
        "cabin": [f"C{n}" for n in range(124)] + [f"C{n} C{n + 1}" for n in range(20)],
        "code": [f"AB-{n:04}" for n in range(130)] + [f"X{n}/{n % 7}" for n in range(14)],
        "amount": [f"{n * n}.50 EUR" for n in range(144)],
    }
    assert measure("broken-formats", rows) == []


def test_what_others_report_is_not_reported_again(measure):
    assert measure("broken-formats", {"a": [*CODES, "unknown", "n/a", "AB-1\x000"]}) == []


def test_codes_of_letters_and_digits_in_any_order(measure):
    """Of the codes of English hospital trusts, some have their digit where most have a letter: all are codes."""
    codes = [f"R{a}{b}" for a in "ABCDEFGHJKLMNPQRSTUVWXYZ" for b in "ABC456"]
    assert measure("broken-formats", {"trust": [*codes, "R0A", "R1A", "8HJ"]}) == []
    (found,) = measure("broken-formats", {"trust": [*codes, "R0A", "RA-4", "RAA45Z"]})
    assert found.rows.positions.tolist() == [145, 146]


def test_a_number_of_fewer_digits_is_a_number(measure):
    seconds = [f"{1 + n * 0.0012345678901234:.16f}e-3" for n in range(60)]
    clock = [f"{n % 4}:{n:02}_{n * 7 % 100:02}" for n in range(50)]
    assert measure("broken-formats", {"time": [*seconds, *clock, "0", "1.7245e-3"]}) == []
    (found,) = measure("broken-formats", {"time": [*seconds, *clock, "0", "2:3x_11"]})
    assert found.rows.positions.tolist() == [111]


def test_the_cell_whose_shape_no_other_has_comes_first(measure):
    links = [f"https://example.org/status/{n}" for n in range(300)]
    (found,) = measure("broken-formats", {"link": [*links, "/status/301", "/status/302", "__/status/303"]})
    assert found.rows.positions.tolist() == [302, 300, 301]


def test_boxes_of_coordinates_are_numbers_of_either_sign(measure):
    def box(n):
        west, south = (n * 37 % 360 - 180) * 1.01, (n * 17 % 180 - 90) * 0.99
        return f"{west:.5f}_{south:.6f} {west + 1:.4f}_{south + 1:.6f}"

    assert measure("broken-formats", {"box": [box(n) for n in range(60)]}) == []
    (found,) = measure("broken-formats", {"box": [*(box(n) for n in range(60)), "12.5_3.25"]})
    assert found.rows.positions.tolist() == [60]


AMOUNTS = [f"£{n},{n * 37 % 900 + 100}.00" for n in range(1, 38)]


@pytest.mark.parametrize(
    ("good", "other"),
    [
        (AMOUNTS, ["£0.00", "£700.00", "£1,234,567.00"]),
        ([amount.replace(",", "_") for amount in AMOUNTS], ["£0.00", "£700.00", "£1_234_567.00"]),
        ([f"jo{n}@mail.example.org" for n in range(60)], ["jo@a.org; bo@b.org", "jo@a.org/ bo@b.org"]),
        ([*(f"{a}{b}" for a in "pqrst" for b in "xyzw"), *(f"{n}{a}" for a in "abcde" for n in range(4)),
          *(f"{a}{n}" for a in "abcde" for n in range(4))], ["4u1itu", "g, m", "is0,imo", "f"]),
    ],
    ids=["amounts", "amounts with another mark", "several addresses", "letters and digits in any order"],
)  # fmt: skip
def test_smaller_and_larger_amounts_and_lists_break_no_format(measure, good, other):
    assert measure("broken-formats", {"a": [*good, *other]}) == []


def test_codes_of_many_shapes_may_have_one_more(measure):
    codes = [*(f"{n * 97 % 90000 + 10000}" for n in range(40)), *(f"{n * 97 % 90000 + 10000}-{n}" for n in range(10, 18))]
    codes += [f"V{n}A {n % 7}C{n % 5}" for n in range(2, 8)]
    assert measure("broken-formats", {"a": [*codes, "00-358", "EH4 1HH", "H-1073", "1203 AB"]}) == []
    (found,) = measure("broken-formats", {"a": [*codes, "H-1073"]})
    assert found.rows.positions.tolist() == [54]


def test_nineteen_cells_teach_a_format_if_all_but_one_have_it(measure):
    (found,) = measure("broken-formats", {"a": [*CODES[:18], "see comment"]})
    assert found.rows.positions.tolist() == [18]
    assert measure("broken-formats", {"a": [*CODES[:17], "see comment"]}) == []
    assert measure("broken-formats", {"a": [*CODES[:18], "see comment", "AB1234"]}) == []
