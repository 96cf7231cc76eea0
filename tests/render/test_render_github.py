from __future__ import annotations

import re
from dataclasses import replace

import pytest

from dataqa.dataset import DataFile
from dataqa.judgement import Outcome
from dataqa.render.github import SUMMARY, add_to_summary, to_github

COMMAND = re.compile(r"::(error|warning|notice) ([^:]*)::([^\r\n]*)")
"""What GitHub reads: no colon inside the properties, nothing after the line."""


def commands(text):
    """Return kind, properties and message of each command, unescaped as the runner does it."""

    def plain(value):
        pairs = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ",", "%25": "%"}
        return re.sub("|".join(pairs), lambda found: pairs[found[0]], value)

    found = []
    for line in text.splitlines()[:-1]:
        kind, properties, message = COMMAND.fullmatch(line).groups()
        found.append((kind, {k: plain(v) for k, v in (part.split("=", 1) for part in properties.split(","))}, plain(message)))
    return found


@pytest.fixture
def filed(full):
    return replace(
        full, dataset=replace(full.dataset, files=(DataFile(path="in, out/t:1.csv", rows=1309, header=1, first_line=2),))
    )


def test_one_line_letter_by_letter(filed):
    line = to_github(replace(filed, issues=filed.issues[1:2], outcomes=())).splitlines()[0]
    assert line == (
        "::error file=in%2C out/t%3A1.csv,line=19,title=dataqa%3A label-errors (high)::"
        "About 4.1%25 of the labels in survived look wrong%0A"
        "Find out where it comes from; repair it at the source; run the audit again."
    )


def test_worst_first_with_files_and_lines(filed):
    found = commands(to_github(filed))
    assert [kind for kind, _, _ in found] == ["error"] * 4 + ["warning"] * 3 + ["notice"] * 3
    assert found[0][1] == {"file": "in, out/t:1.csv", "line": "1", "title": "dataqa: target-leak (critical, blocking)"}
    assert found[4] == ("warning", {"title": "dataqa: outliers failed to run"}, "ValueError: no <numbers> left | at all")
    assert (
        to_github(filed).splitlines()[-1]
        == "dataqa: titanic.csv: 53/100, do not train; 1 critical, 3 high, 2 medium, 2 low, 1 info"
    )


def test_no_file_is_named_where_there_is_none_or_it_is_elsewhere(full):
    elsewhere = replace(full, dataset=replace(full.dataset, files=(DataFile(path="../t.csv", rows=1309, header=1, first_line=2),)))
    for record in (full, elsewhere):
        assert all(set(properties) == {"title"} for _, properties, _ in commands(to_github(record)))


def test_of_each_kind_at_most_ten_and_the_last_says_what_was_left_out(large):
    found = commands(to_github(large(10_000, 40)))
    assert [sum(kind == one for kind, _, _ in found) for one in ("error", "warning", "notice")] == [10, 10, 0]
    kind, properties, message = found[9]
    assert (kind, properties) == ("error", {"title": "dataqa: more"})
    assert message == "5,991 more are not shown: label-errors (2,000), missing-values (2,000), target-leak (1,991)."


def test_ten_are_shown_whole(large):
    assert "more are not shown" not in to_github(replace(large(16, 12), outcomes=()))


@pytest.mark.parametrize("name", ["full", "clean", "empty", "hostile"])
def test_nothing_from_the_data_begins_a_line_and_the_same_twice(name, request):
    text = to_github(request.getfixturevalue(name))
    assert text == to_github(request.getfixturevalue(name))
    assert len(commands(text)) == len(text.splitlines()) - 1
    assert text.splitlines()[-1].startswith("dataqa: ")
    text.encode("utf-8")


def test_data_can_give_no_commands(full):
    nasty = "a%0A::stop-commands::x\n::add-mask::y ##[add-path]z"
    worst = replace(full.issues[0], title=nasty, check="c,x=1::d")
    record = replace(full, issues=(worst,), outcomes=(), dataset=replace(full.dataset, name=nasty))
    first, last = to_github(record).splitlines()
    assert commands(first + "\n-")[0][1] == {"title": "dataqa: c,x=1::d (critical, blocking)"}
    assert "a%250A::stop-commands::x\\n::add-mask::y" in first
    assert "##[" not in last


def test_a_check_that_failed_is_a_warning_even_where_nothing_was_found(clean):
    failed = (Outcome(check="outliers", dimension="noise", status="error", reason=""),)
    assert commands(to_github(replace(clean, outcomes=failed))) == [
        ("warning", {"title": "dataqa: outliers failed to run"}, "failed to run")
    ]


def test_personal_values_stay_inside(full):
    leaky = replace(full, issues=(replace(full.issues[0], title="kelly.james@example.com is odd"), *full.issues[1:]))
    assert "kelly.james" not in to_github(leaky)
    assert "kelly.james" in to_github(leaky, mask=False)


def test_the_summary_is_added_to_until_it_is_full(tmp_path):
    path = tmp_path / "summary.md"
    path.write_text("## Before\n")
    assert add_to_summary(path, "## é\n\n\n")
    assert path.read_text(encoding="utf-8") == "## Before\n## é\n\n"
    room = SUMMARY - path.stat().st_size - 2
    assert not add_to_summary(path, "x" * (room + 1))
    assert path.read_text(encoding="utf-8") == "## Before\n## é\n\n"
    assert add_to_summary(path, "x" * room)
    assert path.stat().st_size == SUMMARY
