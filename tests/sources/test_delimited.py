"""CSV and its kin: delimiters, quote marks, ragged rows."""

import pytest


def test_lone_quote_marks_swallow_nothing(read):
    table = read("x.tsv", 'label\ttext\nspam\t"Free entry\nham\tok then\nham\tsee "you" later\nham\tbye\n')
    assert table.frame["text"].to_list() == ['"Free entry', "ok then", 'see "you" later', "bye"]
    assert "quote marks are read as text, for they do not enclose cells" in table.notes


def test_quoted_lines_stay_together(read):
    table = read("x.csv", 'id,text\n1,"line one\nline, two"\n2,"say ""hi"""\n')
    assert table.frame.rows() == [(1, "line one\nline, two"), (2, 'say "hi"')]
    assert table.unreadable == 0


def test_one_stray_quote_mark_costs_little_and_is_told(read):
    good = "".join(f'{i},"x, {i}",z\n' for i in range(50))
    table = read("x.csv", f'a,b,c\n{good}51,"oops,z\n{good}')
    assert table.frame.columns == ["a", "b", "c"]
    assert (table.rows, table.unreadable) == (101, 0)
    assert table.frame.row(50) == (51, '"oops', "z")
    assert table.notes == (
        "a quote mark on line 52 is not closed where its cell ends; it was read as text, and each line as a row",
    )


def test_ragged_rows_are_counted_and_shown(read):
    table = read("x.csv", 'a,b\r\n1,2\r\n\r\n3\r\n"x\r\ny",4\r\n5,6,7\r\n8,9\r\n' + "1,2," + "z" * 200)
    assert table.frame["b"].to_list() == [2, 4, 9]
    assert table.unreadable == 3
    assert table.unreadable_examples[:2] == ("line 4: 3", "line 7: 5,6,7")
    assert len(table.unreadable_examples[2]) == len("line 9: ") + 120
    assert table.notes == ("3 rows could not be read: not the 2 cells of the header",)


@pytest.mark.parametrize(("delimiter", "name"), [(";", "semicolon"), ("\t", "tab"), ("|", "vertical bar")])
def test_delimiters(read, delimiter, name):
    table = read("x.csv", f"a{delimiter}b\n1,5{delimiter}x\n2,5{delimiter}y\n")
    assert table.frame.rows() == [(1.5, "x"), (2.5, "y")]
    assert table.notes[0] == f"delimiter: {name}"


def test_free_text_is_one_column(read):
    table = read("x.txt", "hello, world\n\nit was, a night, dark\nend\n")
    assert table.frame.rows() == [("hello, world",), ("it was, a night, dark",), ("end",)]
    assert table.frame.columns == ["text"]


def test_text_file_with_a_delimiter_is_a_table(read):
    assert read("x.txt", "a|b\n1|x\n2|y\n").frame.columns == ["a", "b"]


def test_row_names_without_a_head(read):
    table = read("x.csv", "a,b\nr1,1,2\nr2,3,4\n")
    assert table.frame.rows() == [("r1", 1, 2), ("r2", 3, 4)]
    assert table.frame.columns == ["(unnamed 1)", "a", "b"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends(read, end):
    assert read("x.csv", end.join(["a,b", "1,2", "3,4", ""])).frame.rows() == [(1, 2), (3, 4)]


def test_header_alone(read):
    assert read("x.csv", "a,b\n").frame.shape == (0, 2)


def test_cell_beyond_the_block(read):
    assert read("x.csv", "a,b\n1," + "x" * 20_000_000 + "\n").frame.shape == (1, 2)


def test_one_column_with_commas(read):
    assert read("x.csv", "text\nhello, world\nfoo\n").frame.rows() == [("hello, world",), ("foo",)]
