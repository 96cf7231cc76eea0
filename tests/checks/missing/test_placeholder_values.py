from __future__ import annotations


def test_words_and_marks_are_named_with_their_rows(measure):
    found = measure("placeholder-values", {"job": ["cook", "Unknown", "cook", "?", "nurse", "?"] * 2, "b": list("xyxyxy") * 2})
    assert [(m.columns, m.value, m.rows.positions.tolist()) for m in found] == [(("job",), 0.5, [1, 3, 5, 7, 9, 11])]
    assert found[0].details["tokens"] == {"?": 4, "Unknown": 2}


def test_a_word_within_a_text_is_none(measure):
    assert measure("placeholder-values", {"a": ["unknown soldier", "missing link", "cook"] * 4}) == []


def test_other_languages(measure):
    found = measure("placeholder-values", {"a": ["keine Angabe", "Inconnu", "未知", "rot"] * 3})
    assert found[0].value == 0.75


def test_blanks_in_a_column_of_numbers(measure):
    found = measure("placeholder-values", {"total": ["1.5", " ", "2.5", "7"] * 5})
    assert found[0].details["tokens"] == {"blank": 5}


def test_a_word_that_may_be_a_category_is_worth_knowing_only(judge):
    issues = judge("placeholder-values", {"pool": ["none", "big", "none", "small"] * 5, "job": ["unknown", "a1", "a2", "a3"] * 5})
    assert [(i.columns, i.severity) for i in issues] == [(("job",), "low"), (("pool",), "info")]
    assert [i.title for i in issues] == [
        "`job` contains text that means missing in 5 rows (25.0%): 'unknown' (5)",
        "`pool` contains text that may mean missing in 10 rows (50.0%): 'none' (10)",
    ]


def test_minus_beside_plus_is_a_sign(judge):
    assert judge("placeholder-values", {"a": ["+", "-", "++"] * 5}) == []


def test_a_word_that_stands_once_among_names_may_be_a_name(judge):
    films = [f"Film {n}" for n in range(80)]
    assert [i.severity for i in judge("placeholder-values", {"title": [*films, "Unknown"], "n": list(range(81))})] == ["info"]
    assert [i.severity for i in judge("placeholder-values", {"title": [*films, "Unknown", "Unknown"]})] == ["low"]


def test_more_languages(measure):
    words = [
        "не указано",
        "sem informação",
        "未填写",
        "미상",
        "brak danych",
        "غير معروف",
        "belirtilmemiş",
        "uppgift saknas",
        "άγνωστο",
        "अज्ञात",
    ]
    found = measure("placeholder-values", {"a": [*words, "red", "blue"] * 3})
    assert found[0].value == 10 / 12


def test_a_state_and_a_plain_no_are_values(measure):
    assert measure("placeholder-values", {"state": ["ND", "NC", "NR", "TX"] * 10, "smokes": ["нет", "да"] * 20}) == []


def test_a_minus_beside_a_plus_is_a_value(measure):
    """deepchecks #1453: the classes of the credit screening data."""
    assert measure("placeholder-values", {"strand": ["+", "-"] * 40, "effect": ["++", "+", "-", "--"] * 20}) == []
    assert measure("placeholder-values", {"strand": ["+", "-", "both"] * 20}) == []
    (found,) = measure("placeholder-values", {"score": ["a", "b", "-", "c"] * 20})
    assert found.rows.count == 20


def test_a_surname_that_means_missing_elsewhere_is_one_of_the_surnames(judge, tmp_path):
    names = [f"{head}{tail}" for head in ("Mil", "Tor", "Han", "Bel") for tail in ("ler", "sen", "vik", "dot", "man", "ski")]
    names += [f"Mc{name}" for name in names] + ["Null", "Lee", "Nan"]
    (tmp_path / "people.csv").write_text("surname,n\n" + "".join(f"{name},{k}\n" for k in range(5) for name in names))
    (issue,) = judge("placeholder-values", str(tmp_path / "people.csv"))
    assert (issue.severity, issue.rows.count) == ("info", 10)
    assert issue.title == "`surname` contains text that may mean missing in 10 rows (3.9%): 'Nan' (5), 'Null' (5)"
    often = [*names * 3, *["Null"] * 40]
    found = judge("placeholder-values", {"surname": often, "n": range(len(often))})
    assert [(issue.severity, issue.rows.count) for issue in found] == [("low", 43), ("info", 3)]


def test_a_question_mark_among_signs_is_a_sign(judge):
    signs = ["!", "?", ".", "..."] * 30
    assert judge("placeholder-values", {"ends with": signs, "n": list(range(120))}) == []
    (issue,) = judge("placeholder-values", {"colour": ["red", "?", "blue"] * 30, "n": list(range(90))})
    assert issue.rows.count == 30


def test_words_among_numbers_in_any_case(judge):
    cells = [("UNDEFINED", "Not available", "#DIV/0!", str(k))[min(k % 20, 3)] for k in range(200)]
    (issue,) = judge("placeholder-values", {"x": cells})
    assert issue.rows.count == 30


def test_an_input_that_says_that_there_is_none(judge):
    (issue,) = judge("placeholder-values", {"input": ["<noinput>", "a list", "a table"] * 30, "n": list(range(90))})
    assert issue.rows.count == 30


def safe(issues):
    return [repair.safe for issue in issues for repair in issue.repairs]


def test_no_safe_fix_makes_two_reasons_one(judge):
    ages = [str(20 + k % 60) for k in range(180)]
    assert safe(judge("placeholder-values", {"age": [*ages, *["Unknown"] * 20]})) == [True]
    assert safe(judge("placeholder-values", {"spouse_age": [*ages, *["Unknown", "Not applicable"] * 10]})) == [False]


def test_no_safe_fix_takes_a_word_from_codes(judge):
    codes = {"smoker": ["0", "1", "0", "unknown"] * 50, "other": list(range(200))}
    (issue,) = judge("placeholder-values", codes)
    assert (issue.columns, safe([issue])) == (("smoker",), [False])
    assert safe(judge("placeholder-values", codes | {"smoker": ["0", "1", "0", "n.a."] * 50})) == [True]
