"""A safe fix never destroys information: every cell that one changes in real data means the same before and after.

The data are no part of the project: the folder that the variable ``DATAQA_CASES`` names, else ``../shared/data/cases`` beside the
checkout, with a ``catalogue.json`` of file and target of each dataset. Without it the test is skipped.
"""

from __future__ import annotations

import html
import json
import os
import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest

import dataqa
from dataqa.checks.registry import all_checks

CASES = Path(os.environ.get("DATAQA_CASES", Path(__file__).resolve().parents[3] / "shared" / "data" / "cases"))
NOTHING = frozenset({"", "?", "na", "n/a", "#n/a", "<na>", "nan", "null", "nat", "-", "--", ".", "empty"})
WINDOWS = {code: bytes([code]).decode("cp1252") for code in (0x85, 0x91, 0x92, 0x93, 0x94, 0x96, 0x97)}
UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), 0xAD, 0x2060, 0xFEFF])


def cases() -> list[Any]:
    if not (CASES / "catalogue.json").exists():
        return [pytest.param("", None, marks=pytest.mark.skip(reason=f"{CASES} is not there"))]
    found = json.loads((CASES / "catalogue.json").read_text())["datasets"]
    files = [(one["dataset"], re.search(r"'([^']+\.(?:csv|csv\.gz))'", one["load"]), one["target"]) for one in found]
    return [pytest.param(f"{name}/{file[1]}", target, id=name) for name, file, target in files if file]


def safe_checks() -> list[str]:
    pack = dataqa.Rules.load("default")
    return sorted(check.id for check in all_checks() if (repair := pack.rule(check.id).repair) is not None and repair.safe)


def meaning(cell: Any) -> str:
    """The text without what no reader sees or means by it: case, marks, blanks, entities, how its letters are composed."""
    text = unicodedata.normalize("NFKC", html.unescape(str(cell))).translate(UNSEEN).casefold()
    return re.sub(r"[\W_]+", "", text)


def says_nothing(cell: Any) -> bool:
    """Whether a text is one of the marks for a missing value, or a number that forms use for it: -1, 99, 999, -9999."""
    text = str(cell).strip().translate(UNSEEN).casefold()
    return text in NOTHING or re.fullmatch(r"-1(?:\.0)?|-?9{2,}(?:\.0)?", text) is not None


def kept(before: Any, after: Any) -> bool:
    """Whether a cell means the same after its edit: the same text to a reader, or nothing where nothing was said."""
    emptied = after is None or after != after
    marks = [mark for code, mark in WINDOWS.items() if chr(code) in str(before)]  # quotation marks and dots in a wrong code
    return says_nothing(before) if emptied else meaning(before) == meaning(after) and all(mark in str(after) for mark in marks)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("N/A", None),
        ("  Ulm", "Ulm"),
        ("caf\u00e9", "cafe\u0301"),
        ("-999", None),
        ("new york", "New York"),
        ("Ann\x92s", "Ann\u2019s"),
    ],
)
def test_the_same_meaning(before, after):
    assert kept(before, after)


@pytest.mark.parametrize(
    ("before", "after"), [("Ulm", None), ("Ulm", "Bonn"), ("NAM", None), ("12", None), ("caf\u00e9", "cafe"), ("Ann\x92s", "Anns")]
)
def test_another_meaning(before, after):
    assert not kept(before, after)


@pytest.mark.parametrize(("file", "target"), cases())
def test_each_changed_cell_means_the_same(file, target):
    path = CASES / file
    try:
        result = dataqa.audit(path, target, checks=safe_checks(), as_of="2026-11-24")
    except dataqa.CallError:  # the catalogue names the target of a file that is put together of several
        result = dataqa.audit(path, checks=safe_checks(), as_of="2026-11-24")
    log = result.fix(path, apply="safe").log
    cells = log[log["before"].notna() & log["column"].notna() & log["position"].notna()]
    lost = [
        line
        for line in zip(*(cells[name] for name in ("column", "position", "before", "after")), strict=True)
        if not kept(*line[2:])
    ]
    assert not lost, lost[:10]
