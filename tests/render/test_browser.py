"""The page in a real browser: it opens without a complaint, can be searched and sorted, and is whole without JavaScript."""

from __future__ import annotations

import csv
import io

import numpy as np
import pytest

import dataqa
from tests.render.browser import CHROMIUM, chromium, opened

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="there is no Chromium to open the page in")

HOSTILE = [
    '<script>document.title="run"</script>',
    '"><img src=x onerror=alert(1)>',
    "=cmd|' /C calc'!A0",
    "a\u202eb",
    "]]>",
    "`${1}`",
]


@pytest.fixture(scope="module")
def browser():
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def audit(demo_audit):
    return demo_audit


@pytest.fixture(scope="module")
def demo(audit, tmp_path_factory):
    page = tmp_path_factory.mktemp("browser") / "demo.html"
    audit.to_html(page)
    return page


@pytest.fixture(scope="module")
def hostile_page(tmp_path_factory):
    rng = np.random.default_rng(0)
    cells = [HOSTILE[i] for i in rng.integers(0, len(HOSTILE), 400)]
    data = {name: [*cells[:398], None, f"{name} "] for name in HOSTILE} | {"y": rng.integers(0, 2, 400), "n": rng.normal(size=400)}
    page = tmp_path_factory.mktemp("browser") / "hostile.html"
    dataqa.audit(data, target="y").to_html(page)
    return page


def shown(page, what):
    return [one.inner_text() for one in page.locator(what).all() if one.is_visible()]


def test_it_opens_without_complaint_and_says_what_was_found(browser, demo, audit):
    with opened(browser, demo) as page:
        assert page.title().startswith("customers.csv: ")
        assert page.locator(".issue").count() == len(audit.issues)
        assert page.locator("#verdict").inner_text() == "Do not train"
        assert page.locator(".first li").count() == 3


def test_the_first_screen_says_what_to_do(browser, demo):
    with opened(browser, demo, viewport={"width": 1280, "height": 1000}) as page:
        for part in (
            "#verdict",
            ".score",
            ".scale",
            ".first li:nth-child(3)",
            ".tiles li:nth-child(11)",
            ".fall tbody tr:nth-child(1)",
        ):
            box = page.locator(part).bounding_box()
            assert box is not None
            assert box["y"] + box["height"] <= 1000, part


def test_a_link_opens_the_issue_that_it_leads_to(browser, demo):
    with opened(browser, demo) as page:
        last = page.locator(".issue").last
        anchor = last.locator(".body").get_attribute("id")
        assert not last.get_attribute("open")
        page.evaluate(f"location.hash = '{anchor}'")
        page.wait_for_function(f"document.getElementById('{anchor}').closest('details').open")


def test_issues_are_found_and_all_opened(browser, demo, audit):
    with opened(browser, demo) as page:
        page.get_by_label("Find an issue").fill("target-leak")
        assert len(shown(page, ".issue > summary")) == sum(i.check == "target-leak" for i in audit.issues)
        page.get_by_label("Find an issue").fill("")
        page.get_by_role("button", name="Open all").click()
        assert all(page.locator(".issue").evaluate_all("all => all.map(d => d.open)"))
        assert page.get_by_role("button", name="Close all").is_visible()


def test_issues_are_picked_by_severity_dimension_and_column(browser, demo, audit):
    with opened(browser, demo) as page:
        dimension = audit.issues[-1].dimension
        page.get_by_label("Any dimension").select_option(dimension)
        found = [issue for issue in audit.issues if issue.dimension == dimension]
        assert len(shown(page, ".issue > summary")) == len(found)  # those folded away among them
        assert page.locator("#issues output").inner_text() == f"{len(found)} of {len(audit.issues)}"
        severity = found[0].severity
        page.get_by_label("Any severity").select_option(severity)
        both = [issue for issue in found if issue.severity == severity]
        assert len(shown(page, ".issue > summary")) == len(both)
        page.get_by_label("Any severity").select_option("Any severity")
        page.get_by_label("Any dimension").select_option("Any dimension")
        assert page.locator("#issues output").inner_text() == ""
        column = audit.issues[0].columns[0]
        page.get_by_label("Any column").select_option(column)
        assert len(shown(page, ".issue > summary")) == sum(column in issue.columns for issue in audit.issues)


def test_a_hostile_column_is_picked_by_its_name(browser, hostile_page):
    with opened(browser, hostile_page) as page:
        field = page.get_by_label("Any column")
        options = field.locator("option").all_inner_texts()
        name = next(one for one in options if "<script>" in one)
        before = len(shown(page, ".issue > summary"))
        field.select_option(label=name)
        assert 0 < len(shown(page, ".issue > summary")) < before
        assert page.title() != "run"


def test_issues_of_no_consequence_are_folded_and_a_link_opens_them(browser, demo, audit):
    with opened(browser, demo) as page:
        inside = page.locator("#issues .fold .issue")
        assert inside.count() >= 3
        assert set(inside.evaluate_all("all => all.map(d => d.dataset.severity)")) == {"info"}
        assert not inside.first.is_visible()
        anchor = inside.last.locator(".body").get_attribute("id")
        page.evaluate(f"location.hash = '{anchor}'")
        page.wait_for_function(f"document.getElementById('{anchor}').closest('.fold').open")
        assert inside.last.is_visible()


def test_the_contents_stay_in_sight(browser, demo):
    with opened(browser, demo, viewport={"width": 400, "height": 700}) as page:
        page.evaluate("document.getElementById('reading').scrollIntoView()")
        assert page.locator("nav").bounding_box()["y"] == 0
        assert page.locator("nav").bounding_box()["height"] < 60
        # and do not cover what a link leads to
        assert page.locator("#reading h2").bounding_box()["y"] >= page.locator("nav").bounding_box()["height"]


def test_no_word_breaks_in_a_table_on_a_narrow_screen(browser, demo):
    with opened(browser, demo, viewport={"width": 400, "height": 700}) as page:
        page.locator("details").evaluate_all("all => all.forEach(d => { d.open = true; })")
        # a check's name is one line of text, and an example's cell as wide as its longest word
        heights = page.locator(".checks td:first-child code").evaluate_all("all => all.map(c => c.getClientRects().length)")
        assert set(heights) == {1}
        words = page.locator(".examples thead th bdi").evaluate_all(
            "all => all.filter(b => !/\\W/.test(b.textContent) && b.textContent.length < 24).map(b => b.getClientRects().length)"
        )
        assert set(words) == {1}


def test_columns_are_found_and_sorted(browser, demo, audit):
    names = list(audit.record.profile.columns)
    with opened(browser, demo) as page:
        heads = "#columns .columns > tbody > tr > th bdi"
        assert shown(page, heads) == names
        page.get_by_label("Find a column").fill("IN")
        assert shown(page, heads) == [name for name in names if "in" in name]
        page.get_by_label("Find a column").fill("")
        page.get_by_role("button", name="missing").click()
        empty = {c.name: c.nulls / c.rows for c in audit.record.profile.columns.values()}
        assert [empty[name] for name in shown(page, heads)] == sorted(empty.values(), reverse=True)
        assert page.locator("th[aria-sort=descending]").count() == 1
        page.get_by_role("button", name="column").click()
        assert shown(page, heads) == sorted(names)
        page.get_by_role("button", name="column").click()
        page.get_by_role("button", name="column").click()
        assert shown(page, heads) == names


def test_without_javascript_it_is_whole(browser, demo, audit):
    with opened(browser, demo, java_script_enabled=False) as page:
        assert page.locator(".issue").count() == len(audit.issues)
        body = page.locator(".issue").last
        page.locator("#issues .fold > summary").click()
        body.locator("summary").first.click()
        assert body.get_by_role("heading", name="What to do").is_visible()
        assert page.locator("button, input, select").count() == 0


def test_rows_are_saved_as_a_file(browser, demo, audit):
    with opened(browser, demo, accept_downloads=True) as page:
        page.get_by_role("button", name="Open all").click()
        with page.expect_download() as saved:
            page.locator(".get a").first.click()
        with open(saved.value.path(), encoding="utf-8-sig", newline="") as file:
            rows = list(csv.reader(io.StringIO(file.read())))
    assert rows[0][0] == "row (from 0)"
    issue = next(i for i in audit.issues if i.examples is not None)
    assert int(rows[1][0]) == issue.examples.positions[0]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1280, 400])
def test_nothing_serious_stands_in_the_way_of_those_who_do_not_see_it(browser, demo, scheme, width):
    from axe_playwright_python.sync_playwright import Axe

    with opened(browser, demo, color_scheme=scheme, viewport={"width": width, "height": 900}) as page:
        page.evaluate("document.querySelectorAll('details').forEach((d) => { d.open = true; })")
        found = Axe().run(page).response["violations"]
        told = [(v["id"], v["impact"], v["nodes"][0]["target"], v["nodes"][0]["failureSummary"]) for v in found]
        assert [one for one in told if one[1] in ("serious", "critical")] == []


@pytest.mark.parametrize("width", [1280, 768, 360])
def test_nothing_sticks_out_of_the_page(browser, demo, hostile_page, width):
    for path in (demo, hostile_page):
        with opened(browser, path, viewport={"width": width, "height": 900}) as page:
            page.evaluate("document.querySelectorAll('.issue').forEach((d) => { d.open = true; })")
            assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_hostile_names_and_values_are_shown_and_not_run(browser, hostile_page):
    with opened(browser, hostile_page) as page:
        assert page.title().startswith("dict of lists")
        assert page.locator("img").count() == 0
        assert page.get_by_role("rowheader", name=HOSTILE[0]).count()


def test_it_prints_with_everything_open(browser, demo):
    with opened(browser, demo) as page:
        page.emulate_media(media="print")
        page.evaluate("dispatchEvent(new Event('beforeprint'))")
        assert page.locator(".issue").last.get_by_role("heading", name="What to do").is_visible()
        assert not page.locator("nav").is_visible()
        paper = page.pdf(format="A4")
        assert paper.startswith(b"%PDF")
        page.evaluate("dispatchEvent(new Event('afterprint'))")
        assert not page.locator(".issue").last.get_attribute("open")


def test_a_thousand_columns_stay_usable(browser, tmp_path):
    data = {f"c{i}": [i % 7, 1, 2, None, 4, 5] for i in range(1_000)}
    path = tmp_path / "wide.html"
    dataqa.audit(data, checks=["missing-values"]).to_html(path)
    assert path.stat().st_size < 1_250_000
    with opened(browser, path) as page:
        page.get_by_label("Find a column").fill("c999")
        assert shown(page, "#columns .columns > tbody > tr:not([hidden]) > th bdi") == ["c999"]


def test_a_notebook_s_styles_and_the_report_s_stay_apart(browser, audit, tmp_path):
    path = tmp_path / "notebook.html"
    loud = "<style>h2, p, table, summary { font-size: 50px !important; color: red !important; }</style>"
    path.write_text(
        f'<!doctype html><meta charset="utf-8">{loud}<body data-jp-theme-light="false"><h2>mine</h2><div id="out"></div>'
    )
    markup = audit._repr_html_()
    # as a notebook does: the markup by innerHTML, its scripts made anew
    insert = """(markup) => {
      const out = document.getElementById("out");
      out.innerHTML = markup;
      out.querySelectorAll("script").forEach((old) => {
        const made = document.createElement("script");
        made.textContent = old.textContent;
        old.replaceWith(made);
      });
    }"""
    with opened(browser, path) as page:
        page.evaluate(insert, markup)
        assert page.locator("h2", has_text="mine").evaluate("e => getComputedStyle(e).fontSize") == "50px"
        assert page.locator("#verdict").evaluate("e => getComputedStyle(e).fontSize") == "22px"
        assert page.locator(".page").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(13, 17, 23)"
        assert not page.locator("pre", has_text="Audit of").is_visible()
        page.locator(".tiles a").first.click()
        assert page.url == path.as_uri()
        page.get_by_label("Find a column").fill("age")
        page.evaluate(insert, markup)
        assert page.locator(".issue").count() == len(audit.issues)


def test_a_column_s_classes_are_shown_whole(browser, demo):
    with opened(browser, demo, viewport={"width": 1280, "height": 900}) as page:
        page.evaluate("document.querySelectorAll('.values details').forEach((d) => { d.open = true; })")
        strips = page.locator(".strips").all()
        assert strips
        for table in strips:
            cell = table.locator("xpath=ancestor::td").bounding_box()
            inner = table.bounding_box()
            assert inner["x"] + inner["width"] <= cell["x"] + cell["width"] + 1
