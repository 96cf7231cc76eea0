"""What stands in the README and is made by a program is up to date; what is to be pasted works."""

from __future__ import annotations

import json
import re
import shutil
import subprocess

import generated
import jsonschema
import pytest
import yaml
from generated import ROOT

README = (ROOT / "README.md").read_text(encoding="utf-8")
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def words_and_numbers(text):
    numbers = [float(found.replace(",", "")) for found in NUMBER.findall(text)]
    return " ".join(NUMBER.sub("#", text).replace("─", "").replace("<", "").split()), numbers


MADE = {name: inner for page in generated.PAGES for name, inner in generated.blocks(page.read_text(encoding="utf-8")).items()}


@pytest.mark.parametrize("name", sorted(generated.BLOCKS))
def test_a_made_block_is_up_to_date(name):
    # words to the letter; numbers may differ a little between versions of the libraries
    stands, made = words_and_numbers(MADE[name]), words_and_numbers(generated.BLOCKS[name]())
    assert made[0] == stands[0], "run: make readme"
    assert made[1] == pytest.approx(stands[1], rel=0.1, abs=1), "run: make readme"


def test_the_table_of_checks_names_every_check():
    from dataqa.checks.registry import all_checks

    page = (ROOT / "docs" / "checks.md").read_text(encoding="utf-8")
    assert re.findall(r"^\|[^|]*\| `([a-z0-9-]+)` \|", page, re.MULTILINE) == [check.id for check in all_checks()]


def test_the_schema_of_packs_is_up_to_date_and_takes_ours():
    text = (ROOT / "rules" / "pack.schema.json").read_text(encoding="utf-8")
    assert text == generated.pack_schema(), "run: make readme"
    check = jsonschema.Draft202012Validator(json.loads(text))
    for path in sorted((ROOT / "rules" / "packs").glob("*.yaml")):
        assert list(check.iter_errors(yaml.safe_load(path.read_text(encoding="utf-8")))) == []
    wrong = {
        "rules": {"missing-values": {"bands": {"hihg": "x"}}, "row-order": {"parameters": {"leest_rows": 3}}},
        "extend": "strict",
    }
    assert len(list(check.iter_errors(wrong))) >= 3


def test_the_schema_describes_every_property():
    schema = json.loads((ROOT / "rules" / "schema.json").read_text(encoding="utf-8"))
    for name, model in (("Rule", schema), *schema["$defs"].items()):
        bare = [key for key, inner in model.get("properties", {}).items() if not inner.get("description")]
        assert bare == [], name


def test_the_schema_of_rules_is_up_to_date():
    assert (ROOT / "rules" / "schema.json").read_text(encoding="utf-8") == generated.schema(), "run: make readme"


def test_the_example_messages_are_what_their_program_makes(tmp_path):
    import sys

    made = tmp_path / "messages.csv"
    subprocess.run([sys.executable, ROOT / "examples" / "spam" / "make_messages.py", made], check=True)
    assert made.read_bytes() == (ROOT / "examples" / "spam" / "messages.csv").read_bytes()


def test_continuous_integration_runs_the_readmes_test_command():
    told = subprocess.run(["bash", ROOT / ".ci" / "run", "--command"], capture_output=True, encoding="utf-8", check=True)
    command = told.stdout.strip()
    assert f"\n{command}\n```" in README
    assert "'.[test]'" in command
    assert command.endswith("-m pytest")


def test_the_command_to_audit_names_what_exists():
    line = next(line for line in README.splitlines() if line.startswith("python3 -m venv") and "dataqa audit" in line)
    assert "pip install -q . &&" in line
    data = re.search(r"dataqa audit (\S+)", line)[1]
    assert (ROOT / data).is_file()


def test_the_python_example_runs(tmp_path, monkeypatch):
    code = re.search(r"```python\n(.*?)```", README, re.DOTALL)[1]
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    exec(compile(code, "README.md", "exec"), {})
    assert (tmp_path / "audit.html").read_text(encoding="utf-8").startswith("<!doctype html>")


def test_links_lead_somewhere():
    pages = [page for page in ROOT.glob("**/*.md") if not {".venv", "node_modules"} & set(page.parts)]
    for page in pages:
        for link in re.findall(r"\]\((?!https?:|#)([^)#]+)", page.read_text(encoding="utf-8")):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_make_help_lists_every_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    told = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, encoding="utf-8") if shutil.which("make") else None
    if told is None:
        pytest.skip("there is no make")
    targets = re.findall(r"^([a-z]+):", makefile, re.MULTILINE)
    assert [line.split()[0] for line in told.stdout.splitlines()] == targets
