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


@pytest.mark.parametrize(
    ("first", "rows"),
    [
        ("1,pipe,2.50,2024-01-02", "{i},{item},{i}.25,2024-01-{d:02}"),
        ("39,State-gov,77516,Bachelors,13", "{i},{work},{i}1,{school},{d}"),
    ],
)
def test_a_first_row_that_is_a_record_is_told(read, first, rows):
    lines = [
        rows.format(i=i, d=i % 28 + 1, item=["pipe", "valve", "cock"][i % 3], work=("State-gov", "Private")[i % 2],
                    school=("Bachelors", "Masters")[i % 2])
        for i in range(2, 60)
    ]  # fmt: skip
    table = read("x.csv", "\n".join([first, *lines]) + "\n")
    assert "the first row was read as names, but it looks like a record: the file may have no header" in table.notes
    assert table.frame.height == 58


@pytest.mark.parametrize(
    ("header", "row"),
    [
        ("country,2019,2020,2021", "Peru,{i}1,{i}2,{i}3"),  # a column a year
        ("2024-01-02,2024-01-03,2024-01-04", "{i},{i}1,{i}2"),  # a column a day
        ("400.5,401.0,401.5", "0.{i}1,0.{i}2,0.{i}3"),  # a column a wavelength
        ("1,2,3", "{i},{i}1,{i}2"),
    ],
)
def test_names_that_are_numbers_or_dates_are_names(read, header, row):
    table = read("x.csv", "\n".join([header, *(row.format(i=i) for i in range(10, 60))]) + "\n")
    assert (table.frame.height, table.frame.columns, table.notes) == (50, header.split(","), ())


def test_a_delimiter_at_the_end_of_lines_makes_no_column(read):
    lines = [f"{i},{i}.5," for i in range(40)]
    assert read("x.csv", "\n".join(["id,price,", *lines]) + "\n").frame.columns == ["id", "price"]
    assert read("y.csv", "\n".join(["id,price,", *lines, "40,1.5,late"]) + "\n").frame.columns == ["id", "price", "(unnamed 3)"]


def test_the_names_of_an_index_stand_below_a_header_of_pandas(read):
    rows = [f"st{i},{i}.5,{i}.1,{i}.7,{i}.2" for i in range(10, 60)]
    table = read("x.csv", "\n".join([",temp,temp,hum,hum", ",mean,sd,mean,sd", "station,,,,", *rows]) + "\n")
    assert table.frame.columns == ["station", "temp / mean", "temp / sd", "hum / mean", "hum / sd"]
    assert (table.frame.height, table.frame["station"][0]) == (50, "st10")
