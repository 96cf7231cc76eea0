"""A user's own check: by argument, and from an installed package."""

from __future__ import annotations

import os
import subprocess
import sys
import warnings
from collections.abc import Iterator
from importlib.metadata import EntryPoint
from pathlib import Path

import polars as pl
import pytest

import dataqa
from dataqa.checks import CheckParameters, Context, Measurement, check
from dataqa.checks.registry import all_checks, installed_checks
from dataqa.errors import CallError, RuleError
from dataqa.policy.pack import Rules

pytestmark = pytest.mark.usefixtures("few_trees")

ROOT = Path(__file__).resolve().parent.parent
PLUGIN = ROOT / "examples" / "plugin"
RULE = {
    "messages": {
        "default": {"title": "{columns} is below {least} in {counted}", "why": "No price is.", "fix": "Ask where they come from."},
        "nearly": {"title": "Most of {columns} is below {least}"},
    },
    "notes": {"all": "Not one is above."},
    "bands": {"low": 0.0, "medium": 0.5},
    "source": {"bands": "judgement"},
    "parameters": {"least": 0.0},
    "questions": ["examples"],
    "since": "1.0",
}
SALES = {"price": [5.0, -2.0, 7.5, 3.0], "items": [1, 2, 3, 4]}


class Parameters(CheckParameters):
    """Of the check below."""

    least: float
    """The least value that a cell may have."""


@check(reads=("numeric",), dimension="noise", rule=RULE, parameters=Parameters)
def too_cheap(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of values below a bound."""
    for column, _ in audit.profiles("numeric"):
        rows = audit.where(pl.col(column.name) < audit.parameters.least)
        if rows.count:
            share = rows.count / audit.rows
            yield Measurement(
                value=share,
                unit="share of rows",
                columns=(column.name,),
                rows=rows,
                kind="nearly" if share > 0.5 else "",
                notes=("all",) if share == 1 else (),
                details={"least": audit.parameters.least},
            )


def titles(result):
    return [(i.id, i.severity, i.title) for i in result.issues if i.check == "too-cheap"]


def test_a_check_of_ones_own_runs_alone():
    result = dataqa.audit(SALES, checks=[too_cheap])
    assert titles(result) == [("too-cheap:price", "low", "`price` is below 0.0 in 1 row")]
    assert [o.check for o in result.outcomes if o.status != "skipped"] == ["too-cheap"]
    assert len(result.outcomes) == len(all_checks()) + 1


def test_it_runs_beside_all_others_and_is_in_every_output(tmp_path):
    result = dataqa.audit(SALES, checks=["all", too_cheap])
    assert titles(result) == [("too-cheap:price", "low", "`price` is below 0.0 in 1 row")]
    assert not [o for o in result.outcomes if o.status in ("skipped", "error")]
    assert {"check": "too-cheap", "status": "flagged"}.items() <= {
        key: value for one in result.to_dict()["outcomes"] if one["check"] == "too-cheap" for key, value in one.items()
    }.items()
    for made in (result.to_html(), result.to_markdown(), str(result.to_sarif()), result.to_junit(), repr(result)):
        assert "is below 0.0 in 1 row" in made
    result.save(tmp_path / "audit.json")
    assert titles(dataqa.Audit.load(tmp_path / "audit.json")) == titles(result)
    assert dataqa.gate(result, baseline=result).passed


def test_kind_and_notes_choose_the_words():
    result = dataqa.audit({"price": [-1.0, -2.0, -7.5], "items": [1, 2, 3]}, checks=[too_cheap])
    (issue,) = [i for i in result.issues if i.columns == ("price",)]
    assert (issue.title, issue.why, issue.fix) == (
        "Most of `price` is below 0.0",
        "No price is. Not one is above.",
        "Ask where they come from.",
    )


def test_a_pack_changes_its_rule(tmp_path):
    pack = tmp_path / "ours.yaml"
    pack.write_text("rules: {too-cheap: {parameters: {least: 4}, bands: {medium: 0.2}}}")
    result = dataqa.audit({"price": SALES["price"]}, checks=[too_cheap], rules=pack)
    assert titles(result)[0] == ("too-cheap:price", "medium", "`price` is below 4.0 in 2 rows")
    assert Rules.load(pack, [too_cheap]).rule("too-cheap").bands == {"low": 0.0, "medium": 0.2}


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ("{parameters: {laest: 4}}", "parameters.laest: Extra inputs are not permitted. Did you mean 'least'?"),
        ("{parameters: {least: many}}", "parameters.least: Input should be a valid number, unable to parse string as a number."),
        ("{parameters: null}", "parameters.least: Field required."),
        ("{messages: {default: {titel: x}}}", "messages.default.titel: Extra inputs are not permitted. Did you mean 'title'?"),
        ("{messages: {default: null}}", "messages lack the kind 'default'"),
    ],
)
def test_a_mistyped_rule_is_an_error_when_the_pack_is_loaded(tmp_path, changes, said):
    pack = tmp_path / "ours.yaml"
    pack.write_text(f"rules: {{too-cheap: {changes}}}")
    with pytest.raises(RuleError) as caught:
        dataqa.audit(SALES, checks=[too_cheap], rules=pack)
    assert said in str(caught.value)


def test_loaded_rules_take_it_in():
    rules = Rules.load("strict")
    assert titles(dataqa.audit(SALES, checks=[too_cheap], rules=rules))
    assert "too-cheap" not in rules.by_check


@check(reads=("numeric",), dimension="noise", rule=RULE)
def outliers(audit):
    """Takes the id of another check."""
    yield from ()


taken = [outliers]


def test_an_id_that_is_taken_is_refused():
    with pytest.raises(CallError, match=r"^checks=: two checks are called 'outliers'\.$"):
        dataqa.audit(SALES, checks=taken)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"dimension": "nose", "rule": RULE}, r"stands in 'nose', which is no dimension\. Did you mean 'noise'\?"),
        ({"dimension": "noise"}, "the check 'some' has no rule; expected rule=, a mapping or the path of a YAML file"),
        ({"rule": RULE}, "stands in 'None', which is no dimension"),
        ({}, r"^the check 'some' is not part of dataqa; expected dimension=, one of relevance, .*, and rule=$"),
    ],
)
def test_what_a_check_of_ones_own_must_say(given, said):
    with pytest.raises(TypeError, match=said):

        @check(reads=("numeric",), **given)
        def some(audit):
            """Nothing."""
            yield from ()


def test_its_failure_is_shown_and_the_audit_goes_on():
    @check(reads=("numeric",), dimension="noise", rule=RULE | {"parameters": {}})
    def failing(audit):
        """Fails."""
        yield Measurement(value=1 / 0, unit="rows")

    result = dataqa.audit(SALES, checks=["all", failing])
    assert [(o.check, o.reason) for o in result.outcomes if o.status == "error"] == [
        ("failing", "ZeroDivisionError: division by zero")
    ]


@pytest.fixture
def entries(monkeypatch):
    """Installed packages that bring these entry points."""

    def bring(*values):
        found = [EntryPoint(name=f"e{place}", value=value, group="dataqa.checks") for place, value in enumerate(values)]
        monkeypatch.setattr("dataqa.checks.registry.entry_points", lambda group: found)
        monkeypatch.syspath_prepend(str(PLUGIN / "src"))
        installed_checks.cache_clear()
        all_checks.cache_clear()

    yield bring
    monkeypatch.undo()
    installed_checks.cache_clear()
    all_checks.cache_clear()


def test_installed_checks_are_checks_like_ours(entries):
    entries("dataqa_shop.sold_below_cost")
    result = dataqa.audit({"price": [5.0, 2.0], "cost": [3.0, 4.0]})
    assert [i.title for i in result.issues if i.check == "sold-below-cost"] == ["1 row (50.0%) was sold below cost"]


def test_the_example_says_when_it_has_not_looked(entries):
    entries("dataqa_shop.sold_below_cost")
    result = dataqa.audit({"unit_price": [5.0, 2.0], "cost": [3.0, 4.0]}, checks=["sold-below-cost"])
    (outcome,) = [o for o in result.outcomes if o.check == "sold-below-cost"]
    assert (outcome.status, outcome.reason) == (
        "not_applicable",
        "there are no numeric columns 'price' and 'cost': name them in a pack",
    )


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("dataqa_shop.no_such", "ModuleNotFoundError: No module named 'dataqa_shop.no_such'"),
        ("dataqa_shop", "TypeError: expected a check, a list of checks or a module that holds some"),
        ("dataqa.checks.noise.outliers", "TypeError: the check 'outliers' has no rule"),
        ("test_own_checks:taken", "TypeError: there is a check 'outliers' already"),
    ],
)
def test_a_package_that_cannot_be_loaded_is_named_and_left_out(entries, value, said):
    entries(value)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        assert "outliers" in {one.id for one in all_checks()}
    assert [str(one.message) for one in caught] == [f"The checks of {value!r} are left out: {said}"]


def test_the_example_package_works_once_it_is_installed(tmp_path):
    pytest.importorskip("hatchling")
    env = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST", "COV"))}
    env["PYTHONPATH"] = os.pathsep.join([str(tmp_path / "site"), str(ROOT)])
    install = [
        "pip",
        "install",
        "-q",
        "--no-deps",
        "--no-build-isolation",
        "--no-index",
        "--target",
        str(tmp_path / "site"),
        str(PLUGIN),
    ]
    made = subprocess.run([sys.executable, "-m", *install], capture_output=True, encoding="utf-8")
    assert made.returncode == 0, made.stderr
    (tmp_path / "sales.csv").write_text("price,cost\n5,3\n2,4\n9,1\n")

    def told(*arguments):
        done = subprocess.run(
            [sys.executable, "-m", "dataqa", *arguments], cwd=tmp_path, env=env, capture_output=True, encoding="utf-8"
        )
        return " ".join(done.stdout.split()) + done.stderr

    assert "sold-below-cost noise, since 1.0" in told("explain", "sold-below-cost")
    assert "1 row (33.3%) was sold below cost" in told("audit", "sales.csv", "--format", "markdown")


def test_a_measurement_of_a_column_that_is_not_there_is_an_error():
    @check(reads=("numeric",), dimension="noise", rule=RULE | {"parameters": {}})
    def astray(audit):
        """Names another column."""
        yield Measurement(value=1.0, unit="rows", columns=("prise",))

    result = dataqa.audit(SALES, checks=[astray])
    (failed,) = [o for o in result.outcomes if o.status == "error"]
    assert failed.reason == "ValueError: a measurement names the column 'prise', which is not there. Did you mean 'price'?"
