from __future__ import annotations

import pytest

from dataqa.demo import COPIES, PLANTED, ROWS, TARGET, customers, not_found


@pytest.fixture
def result(demo_audit):
    return demo_audit


def test_the_rows_are_the_same_each_time():
    assert customers().equals(customers())
    assert not customers().equals(customers(seed=1))


def test_the_defects_are_in_the_rows():
    frame = customers()
    assert len(frame) == ROWS + COPIES
    assert frame.duplicated().sum() == COPIES
    assert set(frame[TARGET]) == {"no", "yes", "Yes"}
    assert frame["country"].nunique() == 1
    assert 0.2 < frame["age"].isna().mean() < 0.3
    assert (frame["region"] == "?").any()
    assert (frame["income"] == -999).any()
    assert {planted.column for planted in PLANTED} <= {*frame.columns, None}


def test_every_planted_defect_is_found(result):
    assert not_found(result) == []


def test_no_check_fails_on_it(result):
    assert [(o.check, o.reason) for o in result.outcomes if o.status == "error"] == []


def test_it_is_no_data_to_train_on(result):
    assert result.verdict == "do not train"
    assert result.record.dataset.name == "customers.csv"


def test_what_was_not_found_is_told():
    class Nothing:
        issues = ()

    told = not_found(Nothing())
    assert len(told) == len(PLANTED)
    assert told[0].endswith("(final_invoice: leakage)")
