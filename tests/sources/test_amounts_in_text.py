"""Numbers with a sign of money, a percent sign, a unit or marks of thousands; and what only looks like them."""

import pytest

from dataqa.sources import load


def read(cells):
    table = load({"x": cells})
    return table.frame["x"].to_list(), table.columns[0]


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["$1,234.50", "$85.00", "$3"], [1234.5, 85.0, 3.0]),
        (["1.234,50 €", "85,00 €", "3,10 €"], [1234.5, 85.0, 3.1]),
        (["-$5.20", "$7.1", "$-8"], [-5.2, 7.1, -8.0]),
        (["USD 5.20", "USD 6", "USD 7"], [5.2, 6.0, 7.0]),
        (["1 200 kr", "980 kr", "15 000 kr"], [1200, 980, 15000]),
        (["(1,234)", "55", "1,200"], [-1234, 55, 1200]),
        (["100-", "20", "30"], [-100, 20, 30]),
        (["5%", "6 %", "7.5%"], [5.0, 6.0, 7.5]),
        (["30 °C", "20 °C", "25.5 °C"], [30.0, 20.0, 25.5]),
        (["5 stars", "4 stars", "1 star"], [5, 4, 1]),
        (["150 lb", "70 kg", "200 lbs"], [150.0, pytest.approx(154.3235835), 200.0]),
        (["170 cm", "5.5 ft", "180 cm"], [170.0, pytest.approx(167.64), 180.0]),
        (["1 year", "6 months", "18 months"], [12.0, 6.0, 18.0]),
        (["1.2M", "5k", "300K", "77"], [1_200_000.0, 5_000.0, 300_000.0, 77.0]),
    ],
)
def test_read_as_numbers(cells, wanted):
    values, source = read(cells)
    assert (values, source.parsed) == (wanted, "number")
    assert source.texts.to_list() == cells


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["12.500", "982", "3.400", "1.250.000"], [12_500, 982, 3_400, 1_250_000]),
        (["12.500", "982", "3.400", "700"], [12_500, 982, 3_400, 700]),
        (["1 234,50", "34,20", "2\u00a0000,00"], [1234.5, 34.2, 2000.0]),
        (["1\u202f234,50", "34,20"], [1234.5, 34.2]),
        (["1'234.50", "4.20", "2’000.00"], [1234.5, 4.2, 2000.0]),
        (["1,23,456", "12,34,567", "999"], [123_456, 1_234_567, 999]),
        (["12.500", "13.125", "9.750"], [12.5, 13.125, 9.75]),
        (["12.500", "9.75", "982"], [12.5, 9.75, 982.0]),
    ],
)
def test_marks_of_thousands_as_the_whole_column_has_them(cells, wanted):
    assert read(cells)[0] == wanted


def test_points_that_could_be_either_are_told():
    assert load({"x": ["12.500", "13.125", "9.750"]}).notes == (
        "'x': points were read as decimal signs; they could be marks of thousands",
    )


def test_a_slip_in_the_unit_loses_no_number():
    values, source = read([*(f"{n} patients" for n in range(38)), "7 patiexts", "8 patients or so"])
    assert (values[38:], source.other_ways.tolist(), source.unparsed.tolist()) == ([7, 8], [38, 39], [])


def test_what_has_another_unit_is_set_aside():
    _, source = read([*(f"${n}" for n in range(1, 40)), "€7", "free"])
    assert (source.unparsed.tolist(), source.ways) == ([39, 40], {"$": 39, "€": 1})


@pytest.mark.parametrize(
    "cells",
    [
        ["$5", "€6", "$7", "€8"],
        ["1.2.3", "1.2.4", "2.0.0"],
        ["740E17", "123456", "2E2036"],
        ["5E0", "12E4", "3E7"],
        ["978-3-16-148410-0", "978-0-306-40615-7", "978-1-4028-9462-6"],
        ["612 345 678", "611 222 333", "699 888 777"],
        ["030 123 456", "040 222 33", "089 111 222"],
        ["00123 kg", "00456 kg", "00789 kg"],
        ["1A", "2A", "3A"],
        ["7th", "8th", "9th"],
        ["(1)", "(2)", "(3)"],
        ["12 Main St", "4 Oak St", "5 Elm St"],
        ["ABC 12", "ABC 13", "ABC 15"],
        ["10.1.1.1", "10.1.1.2", "10.1.1.3"],
        ["1/2", "1/3", "2/3"],
        [*["536365", "536379", "536381"] * 10, "C536379", "C536381"],
    ],
)
def test_codes_stay_text(cells):
    values, source = read(cells)
    assert (values, source.parsed) == (cells, None)


def test_powers_of_ten_are_numbers():
    assert read(["1e3", "1e4", "2e5"])[0] == [1e3, 1e4, 2e5]
    assert read(["1.5e+03", "2.5e-1", "3e2"])[0] == [1500.0, 0.25, 300.0]
