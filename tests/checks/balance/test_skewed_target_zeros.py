import numpy as np
import pytest

from dataqa.checks.balance.skewed_target import _expected_zeros


@pytest.mark.parametrize(
    ("counts", "share"),
    [
        ((40, 20, 10), 80 / 150),  # each half of the last: 80; of the falling ratios 4·20/40 - 3·10/20 = 0.5, too
        ((40, 20, 5), 80 / 145),
        ((10, 20, 20), 5 / 55),  # the ratios fall from 8 - 3: 2 zeros, the other way 5
        ((0, 20, 20), 0),
        ((90, 3, 0), 0.9),
        ((30, 0, 0), 1),
        ((30, 0, 30), 0.5),
    ],
)
def test_how_many_zeros_small_counts_lead_one_to_expect(counts, share):
    assert _expected_zeros(np.repeat([1.0, 2, 3], counts)) == pytest.approx(share)
