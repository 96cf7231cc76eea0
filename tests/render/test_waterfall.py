"""The way from 100 to the score, what fixing recovers, and how it is fixed."""

from dataclasses import replace

import pytest

from dataqa.model import Repair
from dataqa.render.fix_hints import fix_hint, fix_with
from dataqa.render.gains import gains
from dataqa.render.html import to_html
from dataqa.render.masking import Masker
from dataqa.render.waterfall import waterfall
from dataqa.score import Ledger
from tests.render.conftest import issue, record


def costly(*costs, **more):
    return tuple(
        issue(f"check-{i}", "noise", "low", (f"c{i}",), 0.1, "share", cost, f"c{i} is odd", **more) for i, cost in enumerate(costs)
    )


def scored(issues):
    steps = Ledger(issues).steps()
    made = record(issues, steps[-1].left if steps else 100.0)
    assert made.score.steps == steps
    return made


def rows_of(made):
    return [(row.title, row.points, row.left, row.restores) for row in waterfall(made, Masker(made), {}).rows]


def test_each_step_has_a_row():
    assert rows_of(scored(costly(10, 20))) == [("c1 is odd", "−20.0", "80.0", "+18.0"), ("c0 is odd", "−8.0", "72.0", "+8.0")]


def test_what_is_small_or_many_stands_together():
    rows = rows_of(scored(costly(*[5] * 9, 0.01, 0.02)))
    assert (len(rows), rows[-1][0], rows[-1][3]) == (9, "3 more issues", "")
    assert rows_of(scored(costly(0.02)))[0][0] == "1 issue"


def test_bars_stand_between_where_the_scale_begins_and_100():
    found = waterfall(made := scored(costly(10, 20)), Masker(made), {})
    assert (found.begins, found.rows[0].start, found.rows[0].width) == (70, pytest.approx(100 / 3), pytest.approx(200 / 3))


def test_without_steps_it_says_why(empty):
    made = scored(())
    assert waterfall(made, Masker(made), {}).empty == "No issue costs points."
    assert waterfall(empty, Masker(empty), {}).empty == "There is no score to explain."


def test_what_fixing_recovers():
    one, other = costly(20, 10, cause="copies")
    told = gains(made := scored((one, other)))
    assert (
        told[one.id].costs
        == "It costs 20.0 points. Fixing it alone recovers 10.0 points; fixing all issues with the same effect recovers 20.0."
    )
    assert (told[other.id].costs, told[other.id].other) == ("Its cost is counted with", one.id)
    assert "Its cost is counted with" in to_html(made)
    assert gains(scored(costly(20)))["check-0:c0"].costs == "It costs 20.0 points. Fixing it recovers them."
    lead = costly(20, 10)[1]
    merged = replace(lead, also=(replace(lead, id="check-9:c9"),))  # the header of its card shows 10 points
    said = gains(scored((costly(20)[0], merged)))[merged.id].costs
    assert said == "It costs 10.0 points on its own and 8.0 next to costlier issues. Fixing it recovers them."
    assert gains(scored(costly(0)))["check-0:c0"].brings == "It costs no points."


@pytest.mark.parametrize(
    ("repair", "tier", "code"),
    [
        (Repair(kind="drop-rows", safe=True), "safe", "dataqa fix titanic.csv --target survived -o clean.csv"),
        (Repair(kind="drop-rows"), "all", "dataqa fix titanic.csv --target survived --apply all -o clean.csv"),
        (Repair(kind="drop-rows", by_name=True), "id", "dataqa fix titanic.csv --target survived --apply check-0:c0 -o clean.csv"),
        (Repair(kind="in-pipeline", code="fill({columns})", columns=("c0",)), "pipeline", "fill(['c0'])"),
    ],
)
def test_how_it_is_mended(repair, tier, code):
    [one] = costly(5, repairs=(repair,))
    assert fix_with(one) == tier
    found = fix_hint(one, made := record((one,), 95.0))
    assert found is not None
    assert found.code == code
    assert code.split("[")[0].split("'")[0] in to_html(made)


def test_what_no_file_was_is_mended_from_python():
    [one] = costly(5, repairs=(Repair(kind="drop-rows"),))
    made = record((one,), 95.0)
    made = replace(made, dataset=replace(made.dataset, name="pandas frame"))
    assert fix_hint(one, made).code == "result.fix(data, apply='all')"
    assert fix_hint(costly(5)[0], made) is None
    assert fix_with(costly(5)[0]) is None


def test_two_findings_about_one_column_are_mended_together():
    one, other = (
        issue(name, "leakage", "high", ("boat",), 0.9, "skill", cost, "boat tells")
        for name, cost in (("a-leak", 50), ("b-leak", 40))
    )
    told = gains(scored((one, other)))
    assert told[other.id].brings == "Fixing it recovers 50.0 points."
