"""Real data sets, where they are at hand."""

from pathlib import Path

import pytest

from dataqa.sources import load

CASES = Path("/work/shared/data/cases")
pytestmark = pytest.mark.skipif(not CASES.is_dir(), reason=f"{CASES} is not at hand")


@pytest.mark.parametrize(
    ("name", "shape"),
    [
        ("adult/data.csv.gz", (48_842, 16)),
        ("sms_spam/data.csv.gz", (5_574, 2)),
        ("vega_movies/movies.json", (3_201, 16)),
        ("republic_text/republic_clean.txt", (19_548, 1)),
    ],
)
def test_every_row_is_read(name, shape):
    table = load(CASES / name)
    assert (table.frame.shape, table.unreadable) == (shape, 0)


def test_blank_cells_between_numbers_are_found():
    source = load(CASES / "telco_churn/telco.csv").source("TotalCharges")
    assert (source.parsed, {token: len(where) for token, where in source.placeholders.items()}) == ("number", {" ": 11})
