"""Code that a report shows to be copied says each name as a literal or as one word of the shell."""

import ast
import shlex
from dataclasses import replace

import pytest

from dataqa.model import Repair
from dataqa.render.fix_hints import fix_hint
from tests.render.conftest import issue, record

NAMES = (
    '"+str(__import__("os").system("true"))+"', "'; touch x; '", "driver's class", "$(touch x)", "`touch x`", "-o", "a\\",
    "{columns}", "\x1b[31m", "x\ny", "~", "*", "! #",
)  # fmt: skip


@pytest.mark.parametrize("name", NAMES)
def test_code_for_a_pipeline_holds_names_as_literals(name):
    one = issue(
        "c",
        "noise",
        "low",
        (name,),
        0.1,
        "share",
        1,
        "odd",
        repairs=(Repair(kind="in-pipeline", code="f({columns})", columns=(name,)),),
    )
    found = fix_hint(one, record((one,), 95.0))
    assert found is not None
    (call,) = ast.parse(found.code).body
    assert isinstance(call, ast.Expr)
    assert isinstance(call.value, ast.Call)
    assert [ast.literal_eval(each) for each in call.value.args] == [[name]]


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("data", ["rows.csv", "-rows.csv", "it's; rm.csv", "pandas frame"])
def test_commands_hold_each_name_as_one_word(name, data):
    one = replace(
        issue("c", "noise", "low", (name,), 0.1, "share", 1, "odd", repairs=(Repair(kind="drop-rows", by_name=True),)), id=name
    )
    made = record((one,), 95.0)
    found = fix_hint(one, replace(made, dataset=replace(made.dataset, name=data)))
    assert found is not None
    assert found.code.isprintable()
    if data == "pandas frame" or not name.isprintable():
        (call,) = ast.parse(found.code).body
        assert isinstance(call, ast.Expr)
        assert isinstance(call.value, ast.Call)
        assert ast.literal_eval(call.value.keywords[0].value) == name
    else:
        words = shlex.split(found.code)
        assert words[:3] == ["dataqa", "fix", "./-rows.csv" if data.startswith("-") else data]
        assert words[words.index("--apply") + 1] == name
