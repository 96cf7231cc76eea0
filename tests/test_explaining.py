"""What `dataqa explain` says of each check: sentences that are whole, short and in plain numbers."""

from __future__ import annotations

import re
from dataclasses import replace
from io import StringIO

import pytest
from rich.console import Console

from dataqa.checks.registry import own_checks
from dataqa.explaining import explanation
from dataqa.policy.judge import example, texts
from dataqa.policy.pack import Rules

RULES = Rules.load()
MESSAGES = [(check.id, kind) for check in own_checks() for kind, said in RULES.rule(check.id).messages.items() if said.example]
CELL = re.compile(r"`[^`]*`|'[^']*'|\([^()]*\d{4}[^()]*\)")
"""What is quoted is shown as the data has it; in brackets stand references to papers and laws."""
LONG = re.compile(r"(?<![\w.,-])\d[\d,]*\.\d+(?![\w.-])")
ONES = re.compile(r"(?<![\w.,])1 (?:rows|cells|columns|values|texts|groups|classes|features|points)\b")


def shown(check: str, kind: str) -> tuple[str, str, str]:
    rule = RULES.rule(check)
    found = example(rule.messages[kind])
    assert found is not None
    return texts(rule, replace(found, kind=kind))


@pytest.mark.parametrize(("check", "kind"), MESSAGES)
def test_the_texts_of_each_kind_read_well(check, kind):
    title, why, fix = shown(check, kind)
    assert 0 < len(title) <= 110, len(title)
    assert not why[0].islower(), why
    assert not fix[0].islower(), fix
    assert (why[-1], fix[-1]) == (".", ".")
    assert title[-1] not in ".:;,"
    planted = RULES.rule(check).messages[kind].planted
    assert planted.endswith("."), planted
    for text in (title, why, fix, planted):
        said = CELL.sub("…", text)
        assert not re.search(r"<\w+>", said), text
        assert not ONES.search(said), text
        assert not re.search(r"\.\.|,,|;;| ,| \.(?!\w)|  |\?\.|!\.", said), text
        assert text.count("`") % 2 == 0, text
        for number in LONG.findall(said):
            assert len(number.replace(",", "").replace(".", "").lstrip("0")) <= 4, text
        assert not re.search(r"\de[+-]\d", said), text


def explained(check: str) -> str:
    console = Console(file=StringIO(), width=120, no_color=True)
    console.print(explanation(check, RULES))
    return " ".join(console.file.getvalue().split())


@pytest.mark.parametrize("check", [check.id for check in own_checks()])
def test_no_place_is_left_unfilled(check):
    assert not re.search(r"\{[a-z_]+[:}]", explained(check))


def test_a_check_is_explained_by_its_examples():
    text = explained("missing-values")
    for said in (
        "Example 40 of 200 ages are empty. → `age` is empty in 40 rows (20.0%) Why: A model cannot learn from a missing value",
        "More 4 of 200 labels are empty. → The target `left` is empty in 4 rows (2.0%)",
        "Severity info for any, low from 0.1%, medium from 20% of rows.",
        "Cost 0.4 points at 10%, 2 at 30%, 6 at 60%, 20 at 100% of rows. Multiplied by the share of the model performance that the",
        "Times 2.2 for a numeric target.",
        "Reads all columns",
    ):
        assert said in text


def test_words_that_kinds_share_are_said_once():
    text = explained("text-hygiene")
    assert text.count("Two texts that look equal count as different") == 1
    assert "has invisible or broken characters" not in text  # of no kind: what the others take their words from


@pytest.mark.parametrize(
    ("check", "said"),
    [
        ("small-classes", "Severity low up to 19, medium up to 4 rows."),
        ("duplicate-columns", "Severity low from 1 column."),
        ("group-outcomes", "Severity info from 0.5, low from 2, medium from 10 percentage points."),
        ("no-signal", "Severity info up to skill 0.3, low up to skill 0.3, medium up to skill 0.05."),
        (
            "suspect-labels",
            "Read at the detail `undecided`, it may be lost: this costs nothing, but the score's interval includes it.",
        ),
        ("near-copies", "Severity info for any, low for any. Low only if, in the details, `support` ≥ 0.99 and `values` ≥ 20."),
        ("few-examples", "5 at 500, 0 at 1,000 of the detail `limiting`."),
        ("constant-columns", "Cost None: it does not change the score."),
        ("target-leak", "Needs a target with at least two values; features"),
        ("split-shift", "Needs test data or a split column"),
        ("text-hygiene", "Reads text"),
        ("unreadable-rows", "Reads the table as a whole"),
        ("secrets", "From medium on it blocks: whatever the score, the verdict is at best 'fix first'."),
    ],
)
def test_how_it_is_judged_is_said_in_words(check, said):
    assert said in explained(check)
