import re
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from dataqa.render.html import CARDS, to_html
from dataqa.render.masking import Masker
from dataqa.render.overview import overview

FIXTURES = ("full", "clean", "empty", "hostile")
ALONE = {"area", "br", "col", "hr", "img", "input", "link", "meta", "source", "wbr"}
CAUGHT = re.compile(r"\b(?:https?:)?//[\w.]+|url\(|@import|\bfetch\b|XMLHttp|\bimport\(")


class Page(HTMLParser):
    """Every element with its attributes, the texts, and what was opened and never closed."""

    def __init__(self, text):
        super().__init__(convert_charrefs=True)
        self.found, self.texts, self.open = [], [], []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))
        assert len(dict(attrs)) == len(attrs), f"an attribute twice in {tag}"
        if tag not in ALONE:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)

    def of(self, tag):
        return [attributes for found, attributes in self.found if found == tag]

    @property
    def text(self):
        return " ".join(self.texts)

    @property
    def titles(self):
        return "".join(self.texts)


@pytest.fixture(params=[*FIXTURES, "large"])
def record(request):
    found = request.getfixturevalue(request.param)
    return found(150, 230) if request.param == "large" else found


def test_nothing_but_our_own_elements(record):
    page = Page(to_html(record))
    assert page.open == []
    assert {tag for tag, _ in page.found}.isdisjoint({"img", "iframe", "object", "embed", "link", "base", "form", "image", "use"})
    assert page.of("script") == [{}]
    assert len(page.of("style")) == 1
    attributes = [name for _, attrs in page.found for name in attrs]
    assert [name for name in attributes if name.startswith("on")] == []


def test_nothing_is_loaded(record):
    page = Page(to_html(record))
    for _, attributes in page.found:
        for name in attributes.keys() & {"href", "src", "srcset", "action", "data", "poster", "xlink:href"}:
            # a file inside the page is saved, never shown
            inside = "download" in attributes and attributes[name].startswith("data:text/csv;")
            assert inside or attributes[name].startswith("#")
        assert not CAUGHT.search(attributes.get("style") or "")
    for tag in ("style", "script"):
        own = re.search(f"<{tag}>(.*?)</{tag}>", to_html(record), re.DOTALL)[1]
        assert not CAUGHT.search(own)
    assert "default-src 'none'" in page.of("meta")[1]["content"]


def test_links_lead_somewhere_and_ids_are_unique(record):
    page = Page(to_html(record))
    ids = [attributes["id"] for _, attributes in page.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    assert {a["href"][1:] for a in page.of("a") if "download" not in a} <= set(ids)


def test_same_bytes_twice_and_utf8(record):
    assert to_html(record).encode("utf-8") == to_html(record).encode("utf-8")


def test_every_issue_stands_there(full, large):
    page = Page(to_html(full))
    for issue in full.issues:
        assert issue.title in page.titles
        assert issue.check in page.text
    many = large(CARDS + 40, 10)
    page = Page(to_html(many))
    assert sum(a.get("class") == "issue" for a in page.of("details")) == CARDS
    lines = to_html(many).split('class="lines"')[1].split("</table>")[0]
    assert lines.count("<tr><td>") == 40


def test_every_check_stands_there_with_its_status(full):
    page = to_html(full).split('id="checks"')[1].split("</section>")[0]
    shown = re.findall(r'<code>([^<]+)</code></td><td class="status \w+">([^<]+)</td><td>[^<]*</td><td>([^<]*)</td>', page)
    assert sorted(shown) == sorted(
        (outcome.check, outcome.status.replace("_", " "), outcome.reason.replace("<", "&lt;").replace(">", "&gt;"))
        for outcome in full.outcomes
    )


def test_a_dimension_heads_all_columns_of_the_table_of_checks(full):
    page = to_html(full).split('id="checks"')[1].split("</section>")[0]
    assert set(re.findall(r'colspan="(\d+)"', page)) == {str(page.count('<th scope="col"'))} == {"4"}


def test_what_was_not_looked_at_is_not_shown_as_passed(clean):
    text = Page(to_html(clean)).text
    assert "not checked" in text
    assert "nothing found" in text


def test_hostile_values_are_read_as_they_are(hostile):
    page = Page(to_html(hostile))
    for value in ("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "{{ 7*7 }}", "a|b`c`\\n# d", "\\x1b[31mred\\x00"):
        assert value in page.text
    assert "\\u202eoverride" in page.text
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]", to_html(hostile))


def test_pictures(full):
    charts = [a for a in Page(to_html(full)).of("svg") if a.get("class") == "chart"]
    assert len(charts) == sum(len(issue.evidence) for issue in full.issues)
    assert all(chart["role"] == "img" and chart["aria-label"] for chart in charts)


def test_without_pictures(full):
    bare = replace(full, issues=tuple(replace(issue, evidence=()) for issue in full.issues))
    page = Page(to_html(bare))
    assert not [a for a in page.of("svg") if a.get("class") == "chart"]
    assert all(issue.title in page.titles for issue in full.issues)


def test_personal_values_stay_inside(full):
    text = to_html(full)
    assert "kelly.james" not in text
    assert "Kelly, Mr" not in text
    assert "7946" not in text
    assert "Kelly, Mr. James" in to_html(full, mask=False)


def test_what_to_do_first_is_in_the_order_of_the_verdict(full):
    record = replace(full, score=replace(full.score, first=tuple(reversed([issue.id for issue in full.issues[:3]]))))
    assert [one.issue.id for one in overview(record, Masker(record)).first] == list(record.score.first)


def test_what_else_was_found_of_a_cause_stands_on_its_card(full):
    also = replace(full.issues[2], id="group-missing:cabin", check="group-missing", title="cabin is empty <more> often for women")
    html = to_html(replace(full, issues=(*full.issues[:2], replace(full.issues[2], also=(also,)), *full.issues[3:])))
    assert "<li>cabin is empty &lt;more&gt; often for women <code>group-missing</code></li>" in html


def test_a_question_leads_to_what_speaks_against_it(full):
    page = Page(to_html(full))
    assert "Is each example sound?" in page.text
    assert "Not all." in page.text
    assert f"and {len(full.issues) - 3} more issues" in page.text
    assert "few-examples: measured 42 rows" in page.text
    assert "no column says when (stale-data)" in page.text
    links = {a.get("href") for a in page.of("a")}
    assert {"#questions", "#issue-1"} <= links


def test_without_answers_no_question_is_asked(clean):
    assert "questions" not in {part.get("id") for part in Page(to_html(clean)).of("section")}
