from __future__ import annotations

from datetime import date, timedelta

NAMES = [
    f"{first} {last}"
    for first in ("Ann", "Bo", "Cy", "Di", "Ed", "Flo", "Gus")
    for last in ("Ash", "Birch", "Cole", "Dale", "Elm", "Fox")
]


def test_what_is_typed_to_get_past_a_field(measure):
    mails = [f"{name.replace(' ', '.').lower()}@post.org" for name in NAMES]
    (found,) = measure("form-defaults", {"mail": [*mails, "test@test.com", "asdf", "asdf"]})
    assert (found.columns, found.rows.positions.tolist()) == (("mail",), [42, 43, 44])
    assert (found.kind, found.details["examples"]) == ("", ("'asdf' (2)", "'test@test.com' (1)"))


def test_titles_state_the_fact(judge):
    lands = [f"{a}{b}land" for a in "ABCDEFG" for b in "aeiou"]
    (issue,) = judge("form-defaults", {"land": [*lands, *["Aaland"] * 9, *lands]})
    assert issue.title == "`land` is `Aaland` in 11 rows (13.9%), which may be a preselected entry"
    assert "the first of 35 entries in alphabetical order and 5.5 times as frequent as any other" in issue.why
    (issue,) = judge("form-defaults", {"mail": [*NAMES, "test@test.com", "asdf", "asdf"]})
    assert issue.title == "`mail` has dummy entries in 3 rows (6.7%), such as 'asdf' (2), 'test@test.com' (1)"


def test_a_word_that_may_be_an_answer_counts_where_it_is_frequent(measure):
    assert measure("form-defaults", {"title": [*NAMES, "xXx"]}) == []
    (found,) = measure("form-defaults", {"name": [*NAMES, *["Test"] * 6]})
    assert found.rows.count == 6


def test_one_key_held_down(measure):
    phones = [f"0{n * 7919 % 9000000 + 1000000}" for n in range(40)]
    (found,) = measure("form-defaults", {"phone": [*phones, "99999999"]})
    assert found.rows.positions.tolist() == [40]


def test_a_list_before_anything_is_chosen(judge):
    (issue,) = judge("form-defaults", {"country": ["-- Select --", "France", "Spain", "France"] * 30})
    assert (issue.severity, issue.rows.count) == ("medium", 30)


def test_a_rating_is_an_answer(measure):
    assert measure("form-defaults", {"rating": ["AAAA", "AAA", "BBBB", "test"] * 10}) == []


def test_the_first_of_a_list_is_worth_knowing_only(judge):
    lands = [f"{a}{b}land" for a in "ABCDEFG" for b in "aeiou"]
    issues = judge("form-defaults", {"land": [*lands, *["Aaland"] * 9, *lands]})
    assert [(i.about if hasattr(i, "about") else i.id, i.severity, i.rows.count) for i in issues] == [
        ("form-defaults:land:first of a list", "info", 11)
    ]
    assert judge("form-defaults", {"land": [*lands, *["Baland"] * 9, *lands]}) == []


def test_new_year_over_many_years(judge):
    days = [date(1960, 1, 2) + timedelta(days=37 * n) for n in range(300)]
    issues = judge("form-defaults", {"born": [*days, *[date(1960 + n, 1, 1) for n in range(25)]]})
    assert [(i.columns, i.severity, i.rows.count >= 25) for i in issues] == [(("born",), "info", True)]
    assert issues[0].title.startswith("`born` is 1 January in 25 rows (7.7%), ")
    assert judge("form-defaults", {"born": days}) == []


def test_place_zero(judge):
    rows = {"lat": [48.1 + n / 50 for n in range(50)] + [0.0] * 3, "lon": [11.5 - n / 50 for n in range(50)] + [0.0] * 3}
    (issue,) = judge("form-defaults", rows)
    assert (issue.columns, issue.severity, issue.rows.positions.tolist()) == (("lat", "lon"), "low", [50, 51, 52])
    assert issue.title == "`lat`, `lon` are both 0 in 3 rows (5.7%), a point in the Atlantic Ocean"


def test_a_list_of_numbers_has_no_first_entry(measure):
    lands = [f"{a}{b}land" for a in "ABCDEFG" for b in "aeiou"]
    rows = [*lands, *["Aaland"] * 9, *lands]
    assert [m.about for m in measure("form-defaults", {"land": [*rows, "1 isle", "2 isles", "3 isles"]})] == ["first of a list"]
    assert measure("form-defaults", {"land": [*rows, "1 isle", "2 isles", "3 isles", "4 isles"]}) == []


def test_a_new_year_as_frequent_as_another_day_is_quiet(measure):
    days = [date(1960, 1, 2) + timedelta(days=37 * n) for n in range(300)]
    years = [*days, *[date(1960 + n, 1, 1) for n in range(25)]]
    assert measure("form-defaults", {"born": [*years, *[date(1960 + n, 5, 5) for n in range(20)]]}) == []


def test_a_held_key_is_what_chance_makes_of_few_letters(measure):
    """Children by sex in order of birth, as m and f: all eight of one sex are as good as any other family."""
    families = [f"{n:08b}".replace("0", "f").replace("1", "m") for n in range(256)]
    assert measure("form-defaults", {"children": families}) == []
    words = [f"{one}{two}{three}" for one in "abcdefg" for two in "hijklm" for three in "nopqrs"]
    assert [m.rows.positions.tolist() for m in measure("form-defaults", {"children": [*words, "ffffffff"]})] == [[252]]
