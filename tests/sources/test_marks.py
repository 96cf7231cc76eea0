"""Delimiters and quote marks that are rare, and text that only looks like them."""

import pytest

LINES = ["id,name,price", *(f"{i},item {i % 7},{i * 1.5}" for i in range(30))]
TABLE = (["id", "name", "price"], [(0, "item 0", 0.0), (1, "item 1", 1.5)])


@pytest.mark.parametrize(
    ("delimiter", "note"),
    [
        ("||", "delimiter: '||'"),
        ("::", "delimiter: '::'"),
        ("|~|", "delimiter: '|~|'"),
        ("^", "delimiter: '^'"),
        ("~", "delimiter: '~'"),
        ("§", "delimiter: '§'"),
        (", ", "blanks beside the delimiter were left out"),
    ],
)
def test_rare_delimiters(read, delimiter, note):
    table = read("x.csv", "\n".join(LINES).replace(",", delimiter))
    assert (table.frame.columns, table.frame.rows()[:2]) == TABLE
    assert table.notes == (note,)
    assert table.files[0].first_line == 2


def test_blanks_part_columns_of_numbers(read):
    table = read("x.txt", "t    v     p\n" + "".join(f" {i:<5}{i * 1.5:<6}{100 + i}\n" for i in range(20)))
    assert (table.frame.columns, table.frame.row(3)) == (["t", "v", "p"], (3, 4.5, 103))


@pytest.mark.parametrize(
    "content",
    [
        "name\n" + "Ann Lee\nBob Roe\n" * 5,
        "first middle last\n" + "Ann Bea Lee\nBob Cid Roe\n" * 5,
        "time\n" + "10:15:30\n11:20:40\n" * 5,
        "population\n" + "1 234 567\n2 345 678\n" * 5,
        "10 green bottles\n" + "9 green bottles\n8 green bottles\n" * 5,
    ],
)
def test_blanks_and_colons_in_one_column(read, content):
    assert read("x.csv", content).frame.shape == (10, 1)


def test_delimiters_inside_quote_marks_are_text(read):
    table = read("x.csv", "id||name\n" + '1||"a || b"\n' + "2||c\n" * 5)
    assert (table.frame.columns, table.frame.row(0)) == (["id", "name"], (1, "a || b"))


@pytest.mark.parametrize("head", ["'id','name','n'", "id,name,n"])
def test_apostrophes_as_quote_marks(read, head):
    table = read("x.csv", head + "\n" + "".join(f"'{i}','it''s no. {i}, don't','{i * 2}'\n" for i in range(9)))
    assert (table.frame.columns, table.frame.row(4)) == (["id", "name", "n"], (4, "it's no. 4, don't", 8))
    assert table.notes[0] == "apostrophes around cells were read as quote marks"


@pytest.mark.parametrize("cell", ["it's {}", "'twas {}", "the '{}'s", "'{}'"])
def test_apostrophes_in_text_stay(read, cell):
    table = read("x.csv", "id,name\n" + "".join(f"{i},{cell.format(i)}\n" for i in range(9)))
    assert table.frame["name"].to_list() == [cell.format(i) for i in range(9)]


def test_quote_marks_behind_a_backslash(read):
    table = read("x.csv", "id,t\n" + "".join(f'{i},"say \\"hi\\", {i}"\n' for i in range(9)))
    assert (table.frame["t"][2], table.rows) == ('say "hi", 2', 9)
    assert table.notes == ("quote marks behind a backslash were read as part of the text",)


def test_a_path_that_ends_in_a_backslash(read):
    assert read("x.csv", "id,path\n" + '1,"C:\\data\\"\n' * 5).frame["path"].to_list() == ["C:\\data\\"] * 5


@pytest.mark.parametrize(
    ("first", "second"),
    [("Field1,Field2", '"Field;3;3;3"'), ("1,Orange", "K6CF A|K6COV B|K6MWT C|K6NBR D")],
)
def test_one_line_with_lists_in_a_cell(read, first, second):
    assert len(read("x.csv", f"{first},{second}\n").frame.columns) == 3


def test_commas_between_digits_are_decimal_signs(read):
    assert read("x.csv", "ab;£ 1,80;£ 90,50\ncd;£ 2,00;£ 10,30\n").frame.shape == (1, 3)
    assert read("x.csv", "1,2,3\n4,5,6\n7,8,9\n").frame.shape == (2, 3)
