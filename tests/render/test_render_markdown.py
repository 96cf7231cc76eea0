import re
from dataclasses import replace

import pytest

from dataqa.judgement import Outcome
from dataqa.render.markdown import escape, prose, to_markdown

FIXTURES = ("full", "clean", "empty", "hostile")
BOUND = 65_000
CELL = re.compile(r"(?<!\\)\|")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("plain, 12% of rows: a-b.c (d)", None),
        ("snake_case stays", None),
        ("a|b", r"a\|b"),
        ("a\\|b", r"a\\\|b"),
        ("*bold* `code` ~gone~", r"\*bold\* \`code\` \~gone\~"),
        ("_private_", r"\_private\_"),
        ("[x](y)", r"\[x\](y)"),
        ("$x$", r"\$x\$"),
        ("<b>&amp;", "&lt;b&gt;&amp;amp;"),
        ("a\n# b\tc", r"a\\n# b\\tc"),
        ("@team", "@<!-- -->team"),
        ("see #12", "see #<!-- -->12"),
        ("https://a.example", "https:<!-- -->//a.example"),
        ("www.a.example", "www.<!-- -->a.example"),
        ("me@a.example", "me@<!-- -->a.example"),
        ("GH-12", "GH-<!-- -->12"),
        ("\x1b[0m", r"\\x1b\[0m"),
        ("", ""),
    ],
)
def test_escape(text, escaped):
    assert escape(text) == (text if escaped is None else escaped)


def test_code_in_a_sentence_is_code():
    assert prose("`a<b>|` is empty, and ` is no code") == r"<code>a&lt;b&gt;\|</code> is empty, and \` is no code"


def test_escape_cuts_before_it_escapes():
    assert escape("|" * 50, 10) == r"\|" * 9 + "…"


@pytest.mark.parametrize("name", FIXTURES)
def test_short_enough_whole_and_the_same_twice(name, request):
    record = request.getfixturevalue(name)
    text = to_markdown(record)
    assert len(text) < BOUND
    assert text == to_markdown(record)
    assert text.encode("utf-8").endswith(b"</sub>\n")
    assert text.count("<details>") == text.count("</details>") == 1 + bool(record.answers)


@pytest.mark.parametrize("issues", [41, 400, 5000])
def test_much_is_cut_and_counted(large, issues):
    text = to_markdown(large(issues, 300))
    assert len(text) < BOUND
    rows = sum(line.startswith(("| critical", "| high", "| medium")) for line in text.splitlines())
    assert rows == 40
    assert f"And {issues - rows:,} more issue" in text


def test_long_texts_are_cut_before_the_bound(full):
    long = replace(full.issues[1], title="[|" * 9000, fix="<&" * 9000)
    errors = tuple(Outcome(check=f"c{i}", dimension="noise", status="error", reason="<" * 5000) for i in range(300))
    text = to_markdown(replace(full, issues=(long,) * 60, outcomes=errors, answers=()))
    assert len(text) < BOUND
    assert text.endswith("</sub>\n")


def test_head_and_issues(full):
    lines = to_markdown(full).splitlines()
    assert lines[0] == "## dataqa: 53/100, do not train"
    assert "**titanic.csv** · 1,309 rows × 12 columns · 90% interval 44 to 61" in lines
    assert "| critical, blocking | lifeboat alone predicts survived almost without error | −38.2 | +32.6 |" in lines
    first = "1. **lifeboat alone predicts survived almost without error**<br>" + full.issues[0].fix
    assert f"{first} Fixing it recovers 32.6 points." in lines
    for issue in full.issues:
        assert any(line.startswith(f"| {issue.severity}") and issue.title in line for line in lines)


def test_statuses(full):
    text = to_markdown(full)
    assert "Checks: 9 flagged, 2 passed, 1 not applicable, 1 skipped, 1 failed to run." in text
    assert r"- `outliers` failed to run: ValueError: no &lt;numbers&gt; left \| at all" in text
    assert "| coverage | – | not checked |" in text
    assert "2 rows could not be read." in text


@pytest.mark.parametrize("name", FIXTURES)
def test_each_row_of_a_table_has_as_many_cells(name, request):
    cells = 0
    for line in to_markdown(request.getfixturevalue(name)).splitlines():
        found = len(CELL.findall(line)) if line.startswith("|") else 0
        assert found in (0, cells) or not cells
        cells = found


def test_hostile_values_do_nothing(hostile):
    text = to_markdown(hostile)
    allowed = {"<details>", "</details>", "<summary>", "</summary>", "<br>", "<sub>", "</sub>", "<!-- -->", "<code>", "</code>"}
    assert set(re.findall(r"<[^>]*>", text)) <= allowed
    assert not re.search(r"[@#]\w|https?://", text.replace("<!-- -->", "\0"))
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert not [line for line in text.splitlines() if line.startswith("# ")]


def test_personal_values_stay_inside(full):
    leaky = replace(full, issues=(replace(full.issues[0], title="kelly.james@example.com is odd"), *full.issues[1:]))
    assert "kelly.james" not in to_markdown(leaky)
    assert "kelly.james" in to_markdown(leaky, mask=False)
