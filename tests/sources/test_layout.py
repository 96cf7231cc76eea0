"""Where the table begins in a file: titles, comments, headers of several rows; and files that only look so."""

import pytest

ROWS = "".join(f"{i},item {i % 7},{i * 1.5},{'in' if i % 3 else 'out'}\n" for i in range(40))
NAMES = ["id", "name", "price", "dir"]


@pytest.mark.parametrize(
    ("above", "lines"),
    [
        ("Sales of pipes in 2023\n", 1),
        ("Sales of pipes in 2023\n\nSource: office\n", 2),
        ("Sales of pipes, by item, 2023\n", 1),
        ("Sales of pipes,,,\n,,,\n", 2),
        ("# Licence: CC-BY 4.0\n# (c) Office, all rights reserved\n", 2),
    ],
)
def test_lines_above_the_header(read, above, lines):
    table = read("x.csv", above + "id,name,price,dir\n" + ROWS)
    assert (table.frame.columns, table.rows, table.unreadable) == (NAMES, 40, 0)
    assert table.notes[0].startswith(
        f"{lines} line{'s' * (lines > 1)} above the header {'were' if lines > 1 else 'was'} left out: '"
    )
    assert table.files[0].first_line == above.count("\n") + 2


def test_titles_above_columns_of_text(read):
    table = read(
        "x.csv", '"Set: GO:0014069"\n"user","symbol","name"\n' + "".join(f'"u{c}","{c}A","gene {c}"\n' for c in "abcdefgh")
    )
    assert (table.frame.columns, table.rows) == (["user", "symbol", "name"], 8)


@pytest.mark.parametrize(
    ("upper", "names"),
    [
        ("item,,sale,", ["item / id", "item / name", "sale / price", "sale / dir"]),
        ("a,a,b,b", ["a / id", "a / name", "b / price", "b / dir"]),
        ("id,name,price,dir", NAMES),
        ("x,x,x,x", NAMES),
        (
            "item,,sale,\nkey,word,amount,way",
            ["item / key / id", "item / word / name", "sale / amount / price", "sale / way / dir"],
        ),
    ],
)
def test_headers_of_several_rows(read, upper, names):
    table = read("x.csv", f"{upper}\nid,name,price,dir\n{ROWS}")
    assert (table.frame.columns, table.rows) == (names, 40)
    assert table.notes[0] == f"the header has {upper.count(chr(10)) + 2} rows; their names are joined by ' / '"


@pytest.mark.parametrize("line", [",,EUR,", "unknown,n/a,-,in", "0,id,name,price", "pending,item 9,4,in"])
def test_a_first_row_that_is_no_header_stays_a_row(read, line):
    assert read("x.csv", f"id,name,price,dir\n{line}\n{ROWS}").rows == 41


def test_units_in_all_columns_stay_a_row(read):
    assert read("x.csv", "t,v,p\ns,m/s,kPa\n" + "".join(f"{i},{i * 1.5},{i + 100}\n" for i in range(20))).rows == 21


@pytest.mark.parametrize(
    ("content", "columns", "rows"),
    [
        ("Sales of pipes,\nitem 1,3\nitem 2,4\nitem 3,5\n", ["Sales of pipes", "(unnamed 2)"], 3),
        ("text\n" + "hello there, this is 7\n" * 9, ["text"], 9),
        ("#id,x\n" + "1,2\n" * 9, ["#id", "x"], 9),
        ("tag,x\n" + "#a,2\n" * 9, ["tag", "x"], 9),
        ("#a\n" * 9, ["#a"], 8),
        ("a,b\n" + "r,1,2\n" * 9, ["(unnamed 1)", "a", "b"], 9),
        ("first,last\n" + "Ann,Lee\n" * 9, ["first", "last"], 9),
        ("2019,2020\n" + "1,2\n" * 9, ["2019", "2020"], 9),
        ("class,x\n" + "a,1\nb,2\n" * 9 + "Total,3\n", ["class", "x"], 19),
    ],
)
def test_plain_files_keep_their_first_line_as_header(read, content, columns, rows):
    table = read("x.csv", content)
    assert (table.frame.columns, table.rows, table.unreadable) == (columns, rows, 0)


def test_a_header_with_another_delimiter(read):
    table = read("x.csv", "id name price dir\n" + ROWS)
    assert (table.frame.columns, table.rows) == (NAMES, 40)
    assert table.notes == ("the names of the header are parted by ' ', and the rows are not",)


@pytest.mark.parametrize("head", ["id,,name,price,dir", "id,name,price,dir,", ",id,name,price,dir"])
def test_one_delimiter_too_many_in_the_header(read, head):
    table = read("x.csv", f"{head}\n{ROWS}")
    assert (table.frame.columns, table.rows) == (NAMES, 40)
    assert table.notes == ("the header has one delimiter too many; the name that is empty was left out",)


@pytest.mark.parametrize("head", ['"id,name,price,dir', 'id,name,"price,dir', 'id,name,price,"dir'])
def test_a_stray_quote_mark_in_the_header(read, head):
    table = read("x.csv", f"{head}\n{ROWS}")
    assert (table.frame.columns, table.rows, table.unreadable) == (NAMES, 40, 0)
    assert table.notes == ("a quote mark in the header encloses nothing and was left out",)


def test_names_on_two_lines_are_no_stray_quote_mark(read):
    table = read("x.csv", f'id,name,price,"dir\nof pipes"\n{ROWS}')
    assert (table.frame.columns, table.rows) == (["id", "name", "price", "dir\nof pipes"], 40)
