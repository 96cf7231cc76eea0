"""How checks are found, and what is refused."""

from __future__ import annotations

import inspect
import sys
from types import SimpleNamespace

import pytest

import dataqa
import dataqa.checks.missing as missing
from dataqa.checks.needs import NEEDS
from dataqa.checks.registry import all_checks, check, own_checks
from dataqa.judgement import Unlooked
from dataqa.model import DIMENSIONS


def make(name="some_check", module="dataqa.checks.noise.some_check", doc="What it measures."):
    def measure(context):
        yield from ()

    measure.__name__, measure.__module__, measure.__doc__ = name, module, doc
    return measure


def test_file_and_folder_give_id_and_dimension():
    found = check(needs=("target",), reads=("numeric",))(make(doc="\n    What it measures.\n\n    And how.\n"))
    assert (found.id, found.dimension, found.needs, found.summary) == ("some-check", "noise", ("target",), "What it measures.")
    assert (found.reads, found.fewest, found.splits_words, found.aside) == (("numeric",), 1, False, False)


@pytest.mark.parametrize(
    ("parts", "needs", "said"),
    [
        ({"name": "other"}, (), "is called 'other', expected 'some_check'"),
        ({"module": "dataqa.checks.nose.some_check"}, (), "the check 'some_check' stands in 'nose', which is no dimension"),
        ({"doc": None}, (), "the check 'some_check' has no docstring"),
        ({}, ("targt",), r"the check 'some_check' needs \['targt'\], which nothing gives"),
    ],
)
def test_what_is_refused(parts, needs, said):
    with pytest.raises(TypeError, match=said):
        check(needs=needs, reads=("numeric",))(make(**parts))


@pytest.mark.parametrize(
    ("reads", "said"),
    [
        ((), r"^the check 'some_check' reads nothing, expected roles or kinds of columns$"),
        (("numbers",), r"^the check 'some_check' reads \['numbers'\], expected roles or kinds of columns$"),
        (("id:words", "id"), r"^the check 'some_check' reads \['id:words'\], expected roles or kinds of columns$"),
    ],
)
def test_a_check_says_what_it_reads(reads, said):
    with pytest.raises(TypeError, match=said):
        check(reads=reads)(make())


def test_checks_are_in_the_order_of_the_dimensions_and_their_ids():
    keys = [(DIMENSIONS.index(one.dimension), one.id) for one in all_checks()]
    assert keys == sorted(keys)
    assert len({one.id for one in all_checks()}) == len(keys)
    assert all_checks() is all_checks()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A further folder of the dimension missing, and the registry without its memory."""
    monkeypatch.setattr(missing, "__path__", [*missing.__path__, str(tmp_path)])
    yield tmp_path
    for name in ("without_check", "row_order", "_shared", "new_check"):
        sys.modules.pop(f"dataqa.checks.missing.{name}", None)
        if hasattr(missing, name):
            delattr(missing, name)


CHECK = '''
from dataqa.checks.registry import check


@check(reads=("cells",))
def {name}(audit):
    """Nothing."""
    yield from ()
'''


def test_a_new_file_is_found_without_registration(folder):
    (folder / "new_check.py").write_text(CHECK.format(name="new_check"))
    assert "new-check" in {one.id for one in own_checks.__wrapped__()}


def test_helpers_with_an_underscore_are_no_checks(folder):
    before = {one.id for one in own_checks.__wrapped__()}
    (folder / "_shared.py").write_text("")
    assert {one.id for one in own_checks.__wrapped__()} == before


def test_a_file_without_a_check_is_refused(folder):
    (folder / "without_check.py").write_text("")
    with pytest.raises(TypeError, match=r"^dataqa\.checks\.missing\.without_check holds no check of that name$"):
        own_checks.__wrapped__()


def test_an_id_that_is_taken_is_refused(folder):
    (folder / "row_order.py").write_text(CHECK.format(name="row_order"))
    with pytest.raises(TypeError, match=r"^two checks are called 'row-order'$"):
        own_checks.__wrapped__()


@pytest.mark.parametrize(
    ("need", "reason", "asks"),
    [
        ("target", "no target was named", ("target",)),
        ("classes", "no target was named", ("target",)),
        ("numeric target", "no target was named", ("target",)),
        ("features", "no column is left that a model could learn from", ()),
        ("learnable", "no column is left that a model could learn from", ()),
        ("time", "no dates", ("time",)),
        ("text", "no column holds free text", ("text",)),
        ("group", "no column says which entity a row belongs to", ("group",)),
        ("protected", "no column says which group of people a row belongs to", ("protected",)),
        ("test", "no test rows were given", ("test",)),
        ("split", "no column says which split a row is in", ("split",)),
        ("held out", "no test rows and no split column were given", ("test", "split")),
        ("reference", "no reference data was given", ("reference",)),
        ("schema", "no schema was given", ("schema",)),
    ],
)
def test_a_need_that_is_not_met_is_the_reason(need, reason, asks):
    task = SimpleNamespace(target=None, discrete=False, features=(), protected=(), columns={}, having=lambda *roles: ())
    context = SimpleNamespace(task=task, test=None, reference=None, schema=None, table=SimpleNamespace(columns=()))
    assert check(needs=(need,), reads=("cells",))(make()).lacking(context) == Unlooked(reason=reason, asks=asks)
    assert check(reads=("cells",))(make()).lacking(context) is None


def test_every_argument_that_is_asked_for_is_one():
    given = inspect.signature(dataqa.audit).parameters
    assert {name for need in NEEDS.values() for name in need.asks} <= set(given)
