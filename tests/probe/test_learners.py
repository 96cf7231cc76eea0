"""A fit is a function of settings, rows and values alone: what tests give out again is what would be fitted anew."""

from __future__ import annotations

import numpy as np
import pytest
from fitted_once import digest, fitted_once
from scipy.sparse import csr_matrix
from sklearn.linear_model import LogisticRegression

from dataqa.probe.encode import Encoded
from dataqa.probe.learners import Learners
from dataqa.probe.skill import Target

RANDOM = np.random.default_rng(4)
DENSE = np.column_stack([RANDOM.normal(size=(200, 3)), RANDOM.integers(0, 5, 200)]).astype(np.float32)
DENSE[::7, 0] = np.nan
NOMINAL = np.array([False, False, False, True])
SPARSE = csr_matrix(np.nan_to_num(DENSE) * (RANDOM.random((200, 4)) < 0.5), dtype=np.float32)
ENCODED = Encoded(dense=DENSE, owners=tuple("abcd"), nominal=NOMINAL, sparse=SPARSE, sparse_owners=tuple("abcd"))
TARGETS = {
    "classes": Target(values=(DENSE[:, 1] + RANDOM.normal(size=200) > 0).astype(np.int64), classes=("no", "yes")),
    "numbers": Target(values=DENSE[:, 1] + RANDOM.normal(size=200)),
}


@pytest.mark.parametrize("kind", TARGETS)
@pytest.mark.parametrize("only", ["trees", "linear", "mean"])
def test_the_same_rows_give_the_same_model(kind, only, fitted_anew):
    rows = np.arange(150)
    first, again = (Learners(ENCODED, TARGETS[kind], rows, only).both(ENCODED, np.arange(150, 200)) for _ in range(2))
    assert first.tobytes() == again.tobytes()


def test_whatever_else_is_told_is_fitted_anew():
    values, fits = TARGETS["classes"].values, []
    once = fitted_once(lambda *told: fits.append(told) or len(fits), most=6)
    model, other = LogisticRegression(), LogisticRegression(C=2.0)
    changed = DENSE.copy()
    changed[3, 1] += 1
    different = [
        (model, DENSE, values), (other, DENSE, values), (model, changed, values), (model, SPARSE, values),
        (model, SPARSE * 2, values), (model, DENSE, 1 - values),
    ]  # fmt: skip
    assert [once(*told) for told in different * 2] == [1, 2, 3, 4, 5, 6] * 2
    assert [once(model, DENSE[:150], values[:150]), once(*different[0])] == [7, 8]  # the oldest gave way
    assert len({digest(model, DENSE.reshape(100, 8), values), digest(model, DENSE, values)}) == 2


@pytest.mark.parametrize("kind", TARGETS)
def test_a_column_that_is_empty_in_the_rows_learned_from_says_nothing(kind):
    late, early = DENSE.copy(), np.arange(150)
    late[:150, 0], late[150:, 0] = np.nan, 1e6
    with_late = Encoded(dense=late, owners=tuple("abcd"), nominal=NOMINAL, sparse=SPARSE, sparse_owners=tuple("abcd"))
    without = with_late.without({"a"})
    seen = [Learners(one, TARGETS[kind], early, "trees").trees(one.dense[150:]) for one in (with_late, without)]
    assert np.array_equal(*seen)
