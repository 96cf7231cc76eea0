from __future__ import annotations


def test_case_blanks_and_marks(measure):
    cells = ["Private"] * 20 + ["private", "PRIVATE", "Self emp", "Private "] + ["Self-emp"] * 10
    found = measure("category-spellings", {"work": cells})
    # what is reported as a space at the end is not reported again
    assert [(m.columns, m.rows.positions.tolist()) for m in found] == [(("work",), [20, 21, 22])]
    assert found[0].details["corrections"]["Self emp"] == "Self-emp"


def test_typing_errors(measure):
    cells = ["California"] * 30 + ["Calfornia", "Califronia", "Californai", "Calixornia"] + ["Oregon"] * 30
    assert measure("category-spellings", {"state": cells})[0].rows.positions.tolist() == [30, 31, 32, 33]


def test_one_letter_in_place_of_several(measure):
    wrong = ["hxart failure", "hexrt failurx", "heart fxilure", "heart failxre", "xeart failure"]
    found = measure("category-spellings", {"a": ["heart failure"] * 60 + wrong + ["surgery"] * 20})
    assert found[0].details["corrections"] == dict.fromkeys(sorted(wrong), "heart failure")


def test_values_that_differ_by_one_letter_are_two_values(measure):
    rows = {
        "code": ["AB-1"] * 40 + ["AB-2", "AC-1", "A+", "A-", "a", "A"],
        "word": ["north"] * 20 + ["south"] * 19 + ["cat", "bat"] * 3 + ["worth"],
        "class": ["Grade A"] * 40 + ["Grade B"] * 3 + ["Grade C"] * 3,
        "kind": ["import"] * 23 + ["export"] * 23,
    }
    assert measure("category-spellings", rows) == []


def test_true_names_differ_by_a_letter(measure):
    rows = {"country": ["Gambia"] * 102 + ["Zambia"] * 2, "where": ["INLAND"] * 99 + ["ISLAND"] * 5}
    assert measure("category-spellings", rows) == []


def test_severity_follows_the_share(judge):
    rows = {"a": ["Private"] * 38 + ["private"] * 2 + ["Other"] * 10, "b": ["Private"] * 49 + ["private"]}
    issues = judge("category-spellings", rows)
    assert [(i.columns, i.severity) for i in issues] == [(("a",), "low"), (("b",), "low")]
    assert [i.title for i in issues] == [
        "`a` has 1 variant spelling of a more frequent value in 2 rows (4.0%)",
        "`b` has 1 variant spelling of a more frequent value in 1 row (2.0%)",
    ]
    assert issues[0].why.endswith("For example, `private` instead of `Private`.")


def test_a_letter_lacking_inside_a_word_may_be_as_frequent_as_one_in_twelve(measure):
    cells = ["Germany"] * 300 + ["Germny"] * 14 + ["France"] * 300 + ["Franze"] * 14 + ["Nurse"] * 200 + ["Nurses"] * 9
    assert measure("category-spellings", {"a": cells})[0].details["corrections"] == {"Germny": "Germany"}


def test_a_broken_encoding_is_not_reported_again(measure):
    assert measure("category-spellings", {"a": ["café"] * 30 + ["cafÃ©"] * 4 + ["bar"] * 30}) == []


def test_slips_in_several_words_and_two_in_a_long_one(measure):
    right = "Customer service representative"
    wrong = ["Custmer servise representative", "Customer service reprasentatve", "Customr srvice represetative"]
    others = ["Truck driver", "Registered nurse", "Financial analyst", "Electrician", "Accountant"]
    found = measure("category-spellings", {"a": [right] * 9 + others * 9 + wrong})
    assert found[0].details["corrections"] == dict.fromkeys(sorted(wrong), right)


def test_first_names_that_are_in_use_are_no_slips(measure):
    names = [f"{first} {last}" for first in ("Maria", "Anna", "Erik") for last in ("Jansson", "Lindholm", "Berggren")]
    rare = ["Marie Jansson", "Marie Lindholm", "Marie Berg", "Anne Berggren", "Anne Berg"]
    assert measure("category-spellings", {"a": names * 12 + rare}) == []


def test_a_fault_of_several_columns_is_looked_for_in_short_words(measure):
    def spoilt(text):
        return [text[:place] + "x" + text[place + 1 :] for place in range(5)]

    cells = {"a": ["birmingham"] * 80 + spoilt("birmingham"), "b": ["anchorage"] * 80 + spoilt("anchorage")}
    found = measure("category-spellings", cells | {"c": ["yes", "no"] * 40 + ["yxs", "nx", "no", "no", "no"]})
    assert {m.columns: m.rows.count for m in found} == {("a",): 5, ("b",): 5, ("c",): 2}


def test_of_long_texts_the_difference_is_shown(measure):
    right = "Master of business administration in finance and controlling"
    (found,) = measure("category-spellings", {"a": [right] * 30 + [right.replace("finance", "finnance")] + ["other"] * 30})
    assert (found.details["variant"], found.details["usual"]) == (
        "…stration in finnance and contr…",
        "…stration in finance and contro…",
    )


def test_a_spelling_with_stray_blanks_is_never_the_right_one(measure):
    (m,) = measure("category-spellings", {"city": [" Oslo "] * 60 + ["Oslo"] * 20 + ["OSLO"] * 2 + ["Rome"] * 40})
    assert m.details["corrections"] == {"OSLO": "Oslo"}


def test_of_two_spellings_in_one_row_each_none_is_right(judge):
    cells = {"company": ["Agrosan"] * 5 + ["Gentos"] * 5 + ["Beltrame y Cía", "Beltrame y Cía."]}
    (issue,) = judge("category-spellings", cells)
    assert (issue.severity, issue.title) == ("info", "`company` writes 1 value in two ways, each in one row")
    (issue,) = judge("category-spellings", {"company": [*cells["company"], "Beltrame y Cía"]})
    assert (issue.severity, issue.rows.positions.tolist()) == ("medium", [11])
