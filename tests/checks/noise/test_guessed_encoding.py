from __future__ import annotations

import pytest

from dataqa import audit


def written(folder, city, encoding):
    path = folder / "rows.csv"
    path.write_bytes(("city,rooms,kind\n" + f"{city},2,a\nRome,3,b\n" * 10).encode(encoding))
    return path


def test_letters_that_hang_on_a_guess_are_counted(measure, tmp_path):
    [found] = measure("guessed-encoding", written(tmp_path, "Köln", "cp1252"))
    assert (found.value, found.columns, found.kind) == (0.5, ("city",), "")
    assert found.rows.positions.tolist() == list(range(0, 20, 2))
    assert found.details == {"taken": "cp1252", "other": "", "in_columns": 1}


def test_two_encodings_that_fit_as_well(measure, tmp_path):
    [found] = measure("guessed-encoding", written(tmp_path, "Duša łaka", "iso8859_2"))
    assert (found.kind, found.details["taken"], found.details["other"]) == ("doubtful", "cp1250", "iso8859_2")


def test_two_encodings_that_read_the_same_leave_no_doubt(measure, tmp_path):
    [found] = measure("guessed-encoding", written(tmp_path, "Wałęga", "iso8859_2"))
    assert (found.kind, found.details["other"]) == ("", "")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_what_says_its_encoding_is_quiet(measure, tmp_path, encoding):
    assert measure("guessed-encoding", written(tmp_path, "Köln", encoding)) == []


def test_what_was_asked_for_is_no_guess(tmp_path):
    path = written(tmp_path, "Köln", "cp1252")
    assert [issue.check for issue in audit(path, checks=["guessed-encoding"]).issues] == ["guessed-encoding"]
    assert audit(path, checks=["guessed-encoding"], encoding="cp1252").issues == ()


def test_a_header_alone_hangs_on_no_cell(measure, tmp_path):
    path = tmp_path / "rows.csv"
    path.write_bytes("größe,rooms\n1,2\n3,4\n".encode("cp1252"))
    assert measure("guessed-encoding", path) == []


def test_it_is_worth_a_look_and_costs_nothing(judge, tmp_path):
    [issue] = judge("guessed-encoding", written(tmp_path, "Köln", "cp1252"))
    assert (issue.severity, issue.cost) == ("info", 0)
    assert issue.title == "The file is not UTF-8 and was read as cp1252; 10 rows (50.0%) have letters that depend on it"
