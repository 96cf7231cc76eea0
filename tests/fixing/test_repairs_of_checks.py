"""What checks say that cells should hold is what stands there after the fix."""

from __future__ import annotations

import numpy as np
import pandas as pd

import dataqa

RNG = np.random.default_rng(0)


def fixed(frame, check, **audit):
    result = dataqa.audit(frame, checks=[check], **audit)
    assert [issue.check for issue in result.issues] == [check] * len(result.issues) != []
    return result.fix(frame, apply=[issue.id for issue in result.issues], allow_removal=1)


def test_spellings_of_a_category():
    city = ["Berlin"] * 60 + ["Munich"] * 60 + ["BERLIN"] * 3 + ["Munihc"]
    frame = pd.DataFrame({"city": pd.Categorical(city), "n": range(124)})
    result = fixed(frame, "category-spellings")
    assert result.data["city"].tolist() == ["Berlin"] * 60 + ["Munich"] * 60 + ["Berlin"] * 3 + ["Munich"]
    assert result.data["city"].dtype == frame["city"].dtype
    assert not result.steps[0].safe  # a typing error is a guess


def test_spellings_of_a_class():
    y = ["cat"] * 50 + ["dog"] * 50 + ["Cat "] * 4
    result = fixed(pd.DataFrame({"x": RNG.normal(size=104), "y": y}), "label-spellings", target="y")
    assert result.data["y"].tolist() == ["cat"] * 50 + ["dog"] * 50 + ["cat"] * 4
    assert result.steps[0].safe


def test_dirt_in_texts():
    name = ["Zürich", "Genève", "Bern", "Basel"] * 20 + ["Bern\u200b", "Basel ", "Gene\u0300ve", "Q&amp;A"]
    frame = pd.DataFrame({"name": name, "n": range(84)})
    got = fixed(frame, "text-hygiene").data["name"].tolist()
    assert got == ["Zürich", "Genève", "Bern", "Basel"] * 20 + ["Bern", "Basel", "Genève", "Q&A"]


def test_another_unit():
    size = RNG.normal(170, 8, 400).round(1)
    wrong = np.array([7, 30, 99, 205, 251, 300, 333, 390])
    frame = pd.DataFrame({"size": size, "x": RNG.normal(size=400)})
    frame.loc[wrong, "size"] = size[wrong] * 1000
    result = fixed(frame, "wrong-units")
    assert result.data["size"].tolist() == size.tolist()
    assert sorted(result.log["position"]) == wrong.tolist()


def test_the_wrong_sign():
    price = RNG.lognormal(3, 0.4, 400).round(2)
    frame = pd.DataFrame({"price": price})
    frame.loc[[3, 50, 201], "price"] = -price[[3, 50, 201]]
    assert fixed(frame, "sign-flips").data["price"].tolist() == price.tolist()


def test_two_columns_that_changed_places():
    width, height = RNG.normal(20, 2, 300).round(2), RNG.normal(200, 9, 300).round(2)
    frame = pd.DataFrame({"width": width, "height": height})
    frame.loc[[4, 40, 140, 240], ["width", "height"]] = frame.loc[[4, 40, 140, 240], ["height", "width"]].to_numpy()
    result = fixed(frame, "swapped-columns").data
    assert (result["width"].tolist(), result["height"].tolist()) == (width.tolist(), height.tolist())


def test_dates_whose_day_and_month_changed_places():
    days = pd.Series([pd.Timestamp("2023-02-01") + pd.Timedelta(days=n % 89) for n in range(356)])
    rows = [n for n, day in enumerate(days) if day.day in (9, 10, 11)][:8]
    frame = pd.DataFrame({"bought": days})
    frame.loc[rows, "bought"] = [day.replace(month=day.day, day=day.month) for day in days[rows]]
    assert fixed(frame, "swapped-dates").data["bought"].tolist() == days.tolist()


def test_dates_in_a_file_are_written_as_the_others(tmp_path):
    days = [(pd.Timestamp("2023-02-01") + pd.Timedelta(days=n % 89)).strftime("%d.%m.%Y") for n in range(356)]
    rows = [n for n, day in enumerate(days) if day[:2] in ("09", "10", "11")][:8]
    given = [f"{day[3:5]}.{day[:2]}{day[5:]}" if n in rows else day for n, day in enumerate(days)]
    (tmp_path / "days.csv").write_text("bought,n\n" + "".join(f"{day},{n % 50}\n" for n, day in enumerate(given)))
    assert fixed(str(tmp_path / "days.csv"), "swapped-dates").data["bought"].to_list() == days


def test_a_cell_that_another_column_contradicts():
    cities = ["Aachen", "Bonn", "Celle", "Dachau", "Essen", "Fulda", "Goslar", "Hamm", "Ingolstadt", "Jena"]
    which = np.arange(200) % 20
    frame = pd.DataFrame({"zip": [f"{10_000 + 7 * n}" for n in which], "city": [cities[n // 2] for n in which], "n": range(200)})
    given = frame.copy()
    given.loc[[5, 46], "city"] = ["Jena", "Dachai"]
    assert fixed(given, "broken-dependencies").data["city"].tolist() == frame["city"].tolist()


def test_a_copied_number_that_differs_in_some_rows():
    fee = np.random.default_rng(1).gamma(3, 9, 300).round(2)
    frame = pd.DataFrame({"fee": fee, "billed": fee})
    frame.loc[[4, 90], "billed"] = [900.5, 0.01]
    assert fixed(frame, "near-copies").data["billed"].tolist() == fee.tolist()


def test_rows_of_the_test_part_stay_and_their_copies_in_training_go():
    frame = pd.DataFrame(
        {"a": range(100), "b": RNG.normal(size=100).round(4), "y": [0, 1] * 50, "split": ["train"] * 80 + ["test"] * 20}
    )
    frame.loc[80:83, ["a", "b"]] = frame.loc[0:3, ["a", "b"]].to_numpy()
    result = fixed(frame, "test-overlap", target="y", split="split")
    assert result.data.index.tolist() == list(range(4, 100))


def test_of_rows_that_contradict_each_other_neither_stays():
    frame = pd.DataFrame({"a": RNG.normal(size=200).round(5), "b": RNG.normal(size=200).round(5), "y": RNG.choice(["p", "q"], 200)})
    twin = frame.iloc[[3, 9]].assign(y=lambda t: t["y"].map({"p": "q", "q": "p"}))
    both = pd.concat([frame, twin], ignore_index=True)
    assert fixed(both, "label-conflicts", target="y").data.index.tolist() == [k for k in range(200) if k not in (3, 9)]


def test_suspects_are_set_aside():
    x = RNG.normal(size=(600, 3))
    y = (x[:, 0] + x[:, 1] > 0).astype(int)
    wrong = RNG.choice(np.flatnonzero(np.abs(x[:, 0] + x[:, 1]) > 1), 40, replace=False)
    given = y.copy()
    given[wrong] = 1 - given[wrong]
    frame = pd.DataFrame(x, columns=["a", "b", "c"]).assign(y=given)
    gone = fixed(frame, "suspect-labels", target="y").removed["dataqa_position"]
    assert np.isin(wrong, gone).mean() > 0.7
    assert np.isin(gone, wrong).mean() > 0.7


def test_infinity_is_read_as_missing():
    frame = pd.DataFrame({"x": [*RNG.normal(size=199), float("inf")]})
    assert fixed(frame, "outliers").data["x"].isna().to_numpy().nonzero()[0].tolist() == [199]
