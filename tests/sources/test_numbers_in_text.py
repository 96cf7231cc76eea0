"""Numbers kept as text, and what stands between them."""

import pytest

from dataqa.sources import load


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["1", " 2 ", "+3", "-4"], [1, 2, 3, -4]),
        (["1.5", ".5", "5.", "1e3"], [1.5, 0.5, 5.0, 1000.0]),
        (["1,234.5", "7", "1,234,567"], [1234.5, 7.0, 1234567.0]),
        (["1.234,5", "7", "2,25"], [1234.5, 7.0, 2.25]),
        (["inf", "-inf", "1"], [float("inf"), float("-inf"), 1.0]),
        (["٣", "٤", "٥"], [3, 4, 5]),
        (["१२", "२०", "३४"], [12, 20, 34]),
        (["１２．５", "３", "４"], [12.5, 3.0, 4.0]),
        (["20160312", "20160313", "20160314"], [20160312, 20160313, 20160314]),
    ],
)
def test_read_as_numbers(cells, wanted):
    table = load({"x": cells})
    assert table.frame["x"].to_list() == wanted
    assert table.columns[0].parsed == "number"


@pytest.mark.parametrize(
    "cells",
    [
        ["00123", "1", "2"],
        ["1234567890123456", "1", "2"],
        ["1,2", "1,2,3", "4"],
        ["1.5", "2,5", "1,234,567"],
        ["1", "2", "x", "y"],
        ["NA", "NA", "x"],
    ],
)
def test_left_as_text(cells):
    assert load({"x": cells}).columns[0].parsed is None


def test_what_does_not_fit_is_named():
    cells = [str(i) for i in range(30)] + ["TBD", "n/a", "TBD", "-", "x"]
    table = load({"x": cells})
    source = table.columns[0]
    assert source.placeholders["n/a"].tolist() == [31]
    assert source.placeholders["-"].tolist() == [33]
    assert source.unparsed.tolist() == [30, 32, 34]
    assert source.unparsed_examples == ("TBD", "x")
    assert table.read_as_missing("x").tolist() == [30, 31, 32, 33, 34]
    assert table.frame["x"].null_count() == 5


def test_comma_reading_is_told():
    assert load({"x": ["1,5", "2,5", "3"]}).notes == ("'x': commas were read as decimal signs",)


def test_versions_stay_text():
    versions = [f"{major}.{minor}" for major in (1, 2, 3) for minor in range(12)]
    table = load({"x": versions})
    assert (table.columns[0].parsed, table.frame["x"].to_list()) == (None, versions)


@pytest.mark.parametrize(
    "cells",
    [
        ["1.1", "1.10", "1.2", "2.5", "2.50", "3.75", "1.95", "2.10"] * 5,  # prices, some with their last nought
        [f"{cents / 100:.2f}" for cents in range(100, 300)],
        [f"{tenths / 10}" for tenths in range(10, 40)],
    ],
)
def test_amounts_with_a_last_nought_are_no_versions(cells):
    assert load({"x": cells}).frame["x"].to_list() == [float(cell) for cell in cells]


@pytest.mark.parametrize("word", ["(D)", "Suppressed", "*", "withheld", "[c]"])
def test_withheld_counts_are_numbers(word):
    column = load({"staff": [str(11 + k) if k % 3 else word for k in range(300)]})
    assert column.columns[0].parsed == "number"
    assert column.columns[0].unparsed.tolist() == list(range(0, 300, 3))


@pytest.mark.parametrize("word", ["Lab", "Express", "Main", "N", "Night"])
def test_a_named_room_or_route_among_numbered_ones_is_a_name(word):
    cells = [str(100 + k) if k % 3 else word for k in range(300)]
    table = load({"room": cells})
    assert (table.columns[0].parsed, table.frame["room"].to_list()) == (None, cells)
