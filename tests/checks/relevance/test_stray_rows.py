from __future__ import annotations

import numpy as np

ENGLISH = [
    "the shipment was late but the driver was very kind and the box {} is fine",
    "you can find the manual in the box and it was not for this product {}",
    "we have been waiting for {} and there was no answer from the shop",
]


def _reviews(others=(), rows=200):
    texts = [ENGLISH[step % 3].format(f"number {step}") for step in range(rows)]
    return {"text": [*texts, *others], "stars": [step % 5 for step in range(rows + len(others))]}


def _numbers(rows=400):
    random = np.random.default_rng(0)
    return {name: random.normal(size=rows) for name in "abcd"}


def test_a_header_in_the_middle_is_named(measure, tmp_path):
    path = tmp_path / "data.csv"
    lines = [f"{step},{step * 3},town {step % 4}" for step in range(100)]
    path.write_text("\n".join(["height,weight,town", *lines[:50], "height,weight,town", *lines[50:]]))
    (found,) = measure("stray-rows", str(path))
    assert (found.about, found.kind, found.rows.positions.tolist()) == ("headers", "", [50])


def test_totals_are_named_where_the_rest_of_the_row_bears_it_out(judge):
    random = np.random.default_rng(0)
    sold, paid = random.integers(1, 50, 100), random.integers(1, 50, 100)
    data = {
        "shop": [f"shop {step}" for step in range(100)] + ["Total"],
        "sold": [*sold.tolist(), int(sold.sum())],
        "paid": [*paid.tolist(), int(paid.sum())],
    }
    (issue,) = judge("stray-rows", data)
    assert (issue.title, issue.rows.positions.tolist()) == ("1 row (1.0%) looks like a total of other rows: 'Total'", [100])
    assert (issue.columns, issue.severity) == (("shop",), "low")


def test_a_brand_called_total_is_no_total(measure):
    random = np.random.default_rng(0)
    brands = random.choice(["Total", *(f"brand {step}" for step in range(9))], 300)
    assert measure("stray-rows", {"brand": brands, "a": random.normal(size=300), "b": random.normal(size=300)}) == []


def test_a_company_called_total_is_large_but_not_the_sum_of_all(measure):
    random = np.random.default_rng(1)
    sales, assets = random.gamma(1, 10, 200), random.gamma(1, 10, 200)
    sales[7], assets[7] = np.sort(sales)[-4], np.sort(assets)[-3]
    names = [f"company {step}" if step != 7 else "Total" for step in range(200)]
    assert measure("stray-rows", {"name": names, "sales": sales, "assets": assets}) == []


def test_notes_below_the_table_are_named(measure):
    data = {
        "shop": [f"shop {step}" for step in range(50)] + ["Source: the tax office"],
        "a": [*range(50), None],
        "b": [*range(50), None],
    }
    (found,) = measure("stray-rows", data)
    assert (found.about, found.kind, found.rows.positions.tolist()) == ("footnotes", "footnotes", [50])


def test_texts_in_other_languages_are_named(judge):
    others = [
        "das paket ist nicht gekommen und ich habe auch keine antwort von der firma",
        "Посылка пришла вовремя, всё отлично",
        "el paquete no ha llegado y es muy malo porque no hay respuesta de los vendedores",
    ]
    (issue,) = judge("stray-rows", _reviews(others))
    assert set(issue.rows.positions.tolist()) == {200, 201, 202}
    assert issue.title == "3 rows (1.5%) have a `text` that is not in English, unlike nearly all others"
    assert issue.why.startswith("These texts are in Cyrillic letters (1), German (1), Spanish (1).")
    assert (issue.columns, issue.severity) == (("text",), "low")


def test_filler_is_named(measure):
    others = [
        "Lorem ipsum dolor sit amet, consectetur adipiscing elit",
        "404 - Page not found",
        "asdf",
        "This site uses cookies, ok?",
    ]
    (found,) = measure("stray-rows", _reviews(others))
    assert (found.about, found.kind, found.rows.positions.tolist()) == ("filler", "filler", [200, 201, 202, 203])


def test_ordinary_texts_are_quiet(measure):
    assert measure("stray-rows", _reviews(["I could not find the page you asked for, and the test failed"])) == []


def test_a_far_cluster_is_named(judge):
    data = _numbers()
    for name in data:
        data[name][100:115] += 8
    (issue,) = judge("stray-rows", data)
    assert issue.rows.positions.tolist() == list(range(100, 115))
    assert issue.title == "15 rows (3.8%) lie far from all others in 4 columns"
    assert " Medians in c, a, b: " in issue.why


def test_far_values_of_one_column_and_classes_of_equal_size_are_quiet(measure):
    data = _numbers()
    data["a"][100:115] += 8
    assert measure("stray-rows", data) == []
    data = _numbers()
    for name in data:
        data[name][:150] += 8
    assert measure("stray-rows", data) == []


def test_subtotals_are_named_and_places_called_so_are_not(measure):
    regions = ["North"] * 30 + ["North total"] + ["South"] * 30 + ["Total for South"]
    sales = [10 + n % 9 for n in range(30)] + [420] + [12 + n % 7 for n in range(30)] + [450]
    (found,) = measure("stray-rows", {"region": regions, "sales": sales, "shops": [n % 4 for n in range(62)]})
    assert (found.columns, found.rows.positions.tolist()) == (("region",), [30, 61])
    towns = ["Grand total" if town == "x" else town for town in ["Ulm", "Total Wine", "Sum 41"] * 20]
    assert measure("stray-rows", {"town": towns, "sales": [n % 9 for n in range(60)]}) == []


def test_where_the_sample_is_of_one_language_all_rows_are_not_read(measure, monkeypatch):
    from dataqa.checks.relevance import stray_rows

    read = []

    def strangers(texts, *more):
        read.append(len(texts))
        return found_in(texts, *more)

    found_in = stray_rows.strangers
    monkeypatch.setattr(stray_rows, "strangers", strangers)
    measure("stray-rows", _reviews())
    assert read == [200]
    monkeypatch.setattr("dataqa.profile.sample.SIZE", 100)
    read.clear()
    assert measure("stray-rows", _reviews()) == []
    assert read == [100]
    read.clear()
    german = [f"die lieferung kam zu spät und der fahrer war nicht sehr nett aber das paket {k} ist gut" for k in range(12)]
    (found,) = measure("stray-rows", _reviews(german))
    assert (found.about, found.rows.count, read) == ("language", 12, [100, 212])
