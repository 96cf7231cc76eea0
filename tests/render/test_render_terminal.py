import io
import re
from dataclasses import replace

import pytest
from rich.cells import cell_len
from rich.console import Console

from dataqa.render import words
from dataqa.render.terminal import ISSUES, render

FIXTURES = ("full", "clean", "empty", "hostile", "large")
CONTROL = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def printed(record, width=80, *, mask=True, **options):
    file = io.StringIO()
    render(record, Console(file=file, width=width, **options), mask=mask)
    return file.getvalue()


@pytest.fixture(params=FIXTURES)
def record(request):
    found = request.getfixturevalue(request.param)
    return found(150, 230) if request.param == "large" else found


@pytest.mark.parametrize("width", [40, 80, 120])
def test_no_line_is_wider_than_the_terminal(record, width):
    text = printed(record, width)
    assert [line for line in text.splitlines() if cell_len(line) > width] == []
    assert text.strip()


def test_no_codes_where_there_is_no_terminal(record):
    assert not CONTROL.search(printed(record))


def test_colours_in_a_terminal(full):
    text = printed(full, force_terminal=True, color_system="standard", legacy_windows=False)
    assert "\x1b[1;31mDo not train\x1b[0m" in text
    assert re.sub(r"\x1b\[[\d;]*m", "", text) == printed(full)


def test_same_text_twice(record):
    assert printed(record) == printed(record)


def test_head(full):
    lines = printed(full).splitlines()
    assert lines[0] == "titanic.csv  1,309 rows × 12 columns"
    assert lines[1] == "classification of survived (survived has 2 values)"
    assert lines[3] == "Score 53/100  90% interval 44 to 61  Do not train"
    assert lines[4] == "lifeboat gives the answer away"


def test_all_issues_and_what_to_do(full):
    text = re.sub(r"\s+", " ", printed(full, 120))
    for issue in full.issues:
        title = "".join(f"`{part}`" if code else part for part, code in words.marked(issue.title, issue.columns))
        assert f"{issue.severity} {title}" in text
    assert "error blocking −38.2" in text
    assert f"Do first 1. {full.issues[0].title} [target-leak] {full.issues[0].fix} Fixing it recovers " in text
    assert "dataqa explain target-leak explains" in text


def test_what_was_not_looked_at_is_said(full, clean):
    text = re.sub(r"\s+", " ", printed(full))
    assert "Checks that did not run 1 not applicable, 1 skipped, 1 failed to run" in text
    assert "outliers: ValueError: no <numbers> left | at all" in text
    assert "2 rows could not be read and were left out." in text
    assert "Nothing found in relevance" in text
    assert "did not run" not in printed(clean)


def test_what_blocks_is_told_of_its_dimension(full):
    text = re.sub(r"\s+", " ", printed(full))
    assert "privacy 100 (1, blocking)" in text
    assert "noise 99 (1) " in text


def test_many_issues_are_cut_and_counted(large):
    text = printed(large(150, 10))
    assert f"and {150 - ISSUES} more: --html or --json shows all" in text
    assert sum(line.startswith(("critical", "high", "medium")) for line in text.splitlines()) == ISSUES


def test_markup_of_the_data_is_text(hostile):
    text = printed(hostile)
    assert "`[red]x[/]` is odd" in text
    assert r"\x1b[31mred\x00 is odd" in text


def test_codes_of_the_data_never_reach_a_terminal(hostile):
    text = printed(hostile, force_terminal=True, color_system="standard", legacy_windows=False)
    assert not CONTROL.search(re.sub(r"\x1b\[[\d;]*m", "", text))
    assert "\x1b[31mred" not in text


def test_personal_values_stay_inside(full):
    leaky = replace(full, issues=(replace(full.issues[0], title="kelly.james@example.com is odd"),))
    assert "kelly.james" not in printed(leaky)
    assert "kelly.james" in printed(leaky, mask=False)


def test_no_columns_no_rows(empty):
    lines = printed(empty).splitlines()
    assert lines[0] == "(no name)  0 rows × 0 columns"
    assert lines[1] == "no target given"
    assert lines[3] == "Score –/100  Ready"
