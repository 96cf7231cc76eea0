"""Which findings are evidence on which part of a text, and the questions of a datasheet."""

from __future__ import annotations

import pytest

import dataqa
from dataqa.checks.registry import all_checks
from dataqa.errors import CallError
from dataqa.policy.datasheet import Datasheet, datasheet
from dataqa.policy.frameworks import Framework, croissant, evidence, framework, known
from dataqa.rule_files import file_of

DIMENSION_OF = {check.id: check.dimension for check in all_checks()}


def every_part():
    texts = [*map(framework, known()), file_of(Framework, "croissant.yaml")]
    yield from ((text.title, name, part) for text in texts for name, part in text.parts.items())
    for name, section in file_of(Datasheet, "datasheet.yaml").sections.items():
        yield from ((name, asked.asks, asked) for asked in section)


@pytest.mark.parametrize(("text", "name", "part"), list(every_part()))
def test_parts_name_checks_that_exist_once(text, name, part):
    assert [check for check in part.checks if check not in DIMENSION_OF] == []
    assert [check for check in part.checks if DIMENSION_OF[check] in part.dimensions] == []
    assert len({*part.checks}) == len(part.checks)
    assert "complian" not in f"{name} {part.asks} {part.beyond}".lower()


def test_each_check_bears_on_a_part_of_iso_5259():
    parts = framework("iso-5259-2").parts.values()
    assert [check for check, dimension in DIMENSION_OF.items() if not any(part.bears(check, dimension) for part in parts)] == []


@pytest.fixture(scope="module")
def record():
    n = 80
    rows = {
        "x": [None if i % 4 == 0 else i / 7 for i in range(n)],
        "sex": ["female" if i % 5 == 0 else "male" for i in range(n)],
        "y": ["a", "b"] * (n // 2),
    }
    chosen = ["missing-values", "group-sizes", "stale-data", "personal-data"]
    return dataqa.audit(rows, target="y", protected="sex", checks=chosen).record


def test_a_finding_stands_with_the_parts_on_which_its_check_bears(record):
    parts = {part.name: part for part in evidence("art10", record).parts}
    [missing] = [issue.id for issue in record.issues if issue.check == "missing-values"]
    assert {name for name, part in parts.items() if missing in part.issues} == {"10(2)(h) gaps and shortcomings", "10(3) complete"}
    assert "missing-values" in parts["10(3) complete"].looked
    assert "group-sizes" in parts["10(2)(f) examine for biases"].looked


def test_what_was_not_looked_at_is_said_and_never_counted(record):
    part = next(part for part in evidence("iso-5259-2", record).parts if part.name == "currentness")
    assert (part.issues, part.looked) == ((), ())
    assert part.missed == sum(dimension == "freshness" for dimension in DIMENSION_OF.values())
    assert any("stale-data" in line for line in part.unlooked)
    quiet = next(part for part in evidence("iso-5259-2", record).parts if part.name == "identifiability")
    assert (quiet.issues, quiet.looked) == ((), ("personal-data",))


def test_of_a_merged_cause_the_finding_that_bears_is_shown():
    n = 300
    sex = ["female" if i % 2 else "male" for i in range(n)]
    rows = {
        "sex": sex,
        "income": [None if s == "female" and i % 4 else 100 + i for i, s in enumerate(sex)],
        "y": ["a" if i % 3 else "b" for i in range(n)],
    }
    record = dataqa.audit(rows, target="y", protected="sex", checks=["missing-values", "group-missing"]).record
    by_id = {one.id: one for one in record.every_issue}
    biases = next(part for part in evidence("art10", record).parts if part.name.startswith("10(2)(f)"))
    assert [by_id[name].check for name in biases.findings] == ["group-missing"]
    missing = next(part for part in croissant(record) if part.name == "rai:dataCollectionMissingData")
    assert [by_id[name].check for name in missing.findings] == ["missing-values"]


def test_an_unknown_text_is_a_wrong_call(record):
    with pytest.raises(CallError, match="expected art10 or iso-5259-2"):
        evidence("art11", record)


def test_a_datasheet_has_the_seven_sections_of_gebru(record):
    sections = datasheet(record)
    names = ["Motivation", "Composition", "Collection process", "Preprocessing, cleaning and labelling", "Uses"]
    assert [section.name for section in sections] == [*names, "Distribution", "Maintenance"]
    assert all(part.beyond or part.facts for section in sections for part in section.parts)
