"""A quote mark that is not closed joins lines to one cell: each line is read as a row, and text of several lines stays text."""

import pytest

ROWS = [f"{i},pipe {i % 9} mm,{i * 1.5},{'in' if i % 3 else 'out'}" for i in range(60)]


def _with(**cells):
    rows = [row.split(",") for row in ROWS]
    for place, cell in cells.items():
        rows[int(place[1:])][1] = cell
    return "id,item,price,dir\n" + "\n".join(map(",".join, rows)) + "\n"


@pytest.mark.parametrize("last", [9, 30])
@pytest.mark.parametrize("legit", ["pipe 2 mm", '"a, b"'])
def test_lines_between_two_lone_marks_are_rows(read, last, legit):
    table = read("x.csv", _with(r8='"12 inch pipe', **{f"r{last}": 'pipe of 16"'}, r50=legit))
    assert (table.rows, table.unreadable) == (60, 0)
    assert table.frame["item"][8] == '"12 inch pipe'
    assert table.frame["item"][last] == 'pipe of 16"'
    assert table.notes == (
        "a quote mark on line 10 is not closed where its cell ends; it was read as text, and each line as a row",
    )


def test_text_of_several_lines_stays_a_cell(read):
    table = read("x.csv", _with(r8='"one, two\nthree, 4, five\nsix"', r9='"poem\n1,2,3,4\nend"'))
    assert (table.rows, table.unreadable, table.notes) == (60, 0, ())
    assert table.frame["item"][8] == "one, two\nthree, 4, five\nsix"


@pytest.mark.parametrize("cell", [",0\n", ",1\n,1\n,1", "a,1\nb,2"])
def test_a_text_that_a_writer_has_quoted_is_one_cell(read, cell):
    rows = "".join(f"text {k},{k}\n" for k in range(20))
    for lines in ("", rows):
        table = read("x.csv", f't,n\n{lines}"{cell}",0\n')
        assert (table.rows, table.unreadable, table.notes) == (1 + 20 * bool(lines), 0, ())
