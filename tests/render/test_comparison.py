"""Two audits side by side: what the page says of what is new, gone, moved, and left as it was."""

import re

import numpy as np
import pytest

import dataqa
from tests.render.test_render_html import Page

CHECKS = ["missing-values", "exact-duplicates", "constant-columns", "personal-data", "label-spellings"]


def table(seed, rows=600, **more):
    rng = np.random.default_rng(seed)
    return {
        "age": rng.normal(40, 10, rows).round(3).tolist(), "city": rng.choice(["Bonn", "Jena", "Ulm"], rows).tolist(),
        "y": rng.choice(["no", "yes"], rows).tolist(), "mail": [f"kelly{i}@example.com" for i in range(rows)], "one": ["x"] * rows,
    } | more  # fmt: skip


@pytest.fixture(scope="module")
def decision():
    before = dataqa.audit(table(0), "y", checks=CHECKS, as_of="2026-01-31")
    ages = (np.array(table(0)["age"]) + 12).tolist()
    changed = table(0, age=[None] * 300 + ages[300:], one=list("ab") * 300, city=["<b>Bonn</b>"] * 300 + table(0)["city"][300:])
    return dataqa.gate(dataqa.audit(changed, "y", checks=CHECKS, as_of="2026-01-31"), baseline=before)


def test_what_fails_stands_first(decision):
    page = Page(decision.to_html())
    assert page.open == []
    assert "Failed" in page.texts
    head = decision.to_html().split('id="issues"')[0]
    for finding in decision.failing[:8]:
        title = finding.title.replace("<", "&lt;").replace(">", "&gt;").replace("'", "&#39;")
        assert re.sub("`([^`]*)`", r"<code><bdi>\1</bdi></code>", title) in head


def test_every_issue_stands_where_it_belongs(decision):
    html = re.sub("</?(?:code|bdi)>", "", decision.to_html())

    def part(name):
        return re.split(rf'<section id="{name}"', html)[1].split("</section>")[0]

    assert {one.check for one in decision.new} == {"missing-values"}
    assert 'data-check="missing-values"' in part("issues")
    assert "one has" in part("resolved")
    assert "mail contains" in part("same")
    assert "age moved" in part("drift")
    assert '<svg xmlns="http://www.w3.org/2000/svg" class="chart"' in part("drift")


def test_nothing_is_loaded_and_nothing_is_run(decision):
    html = decision.to_html()
    page = Page(html)
    assert "<b>Bonn" not in html
    assert all(a.get("href", "#").startswith(("#", "data:text/csv")) for _, a in page.found)
    ids = [a["id"] for _, a in page.found if "id" in a]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in page.of("a") if "download" not in a} <= set(ids)


def test_personal_data_of_either_side_is_hidden(decision):
    assert "kelly" not in decision.to_html()


def test_the_same_twice_is_quiet_and_the_same_bytes():
    one = dataqa.audit(table(0), "y", checks=CHECKS, as_of="2026-01-31")
    found = dataqa.gate(one, baseline=one)
    html = found.to_html()
    assert found.passed
    assert html == found.to_html()
    assert [
        text for text in ("Passed", "No issue is new or worse.", "No issue was resolved.", "No column drifted") if text not in html
    ] == []


def test_an_empty_side():
    empty, full = ({name: cells[:n] for name, cells in table(0).items()} for n in (0, 600))
    sides = [dataqa.audit(data, "y", checks=CHECKS, as_of="2026-01-31") for data in (empty, full)]
    for before, after in (sides, sides[::-1]):
        assert "</html>" in dataqa.gate(after, baseline=before).to_html()


def test_written_where_a_path_is_given(decision, tmp_path):
    assert decision.to_html(tmp_path / "compare.html") == (tmp_path / "compare.html").read_text(encoding="utf-8")
