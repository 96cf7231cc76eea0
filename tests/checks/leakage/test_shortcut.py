from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from contexts import context_of

from dataqa.probe.probe import Probe


def random(seed: int = 0) -> np.random.Generator:
    return np.random.default_rng(seed)


def test_a_column_that_says_how_rows_were_collected(judge):
    ill = random().random(400) < 0.4
    frame = {"size": random(1).normal(size=400), "scanner_id": np.where(ill, "S2", "S1"), "ill": ill}
    frame["scanner_id"][:10] = "S1"
    (issue,) = judge("shortcut", frame, target="ill")
    assert (issue.columns, issue.severity) == (("scanner_id",), "medium")
    assert issue.title.startswith("`scanner_id` may record how rows were collected, and predicts the target (AUC 0.")


def test_the_same_column_by_another_name_is_no_trace_of_collection(judge):
    ill = random().random(400) < 0.4
    noisy = np.where(random(2).random(400) < 0.1, ~ill, ill)
    frame = {"size": random(1).normal(size=400), "device_protection": np.where(noisy, "b", "a"), "ill": ill}
    assert judge("shortcut", frame, target="ill") == []


def test_a_value_that_stands_with_one_class_where_all_else_says_otherwise(judge):
    ill = random().random(600) < 0.5
    method = np.where(~ill & (random(1).random(600) < 0.5), "phone", "visit")
    (issue,) = judge("shortcut", {"size": random(2).normal(size=600), "how": method, "ill": ill}, target="ill")
    assert (issue.columns, issue.severity, issue.value) == (("how",), "low", pytest.approx(0.5, abs=0.15))
    assert issue.title.startswith("Where `how` is `phone`, ")
    assert " rows are `False` (expected: " in issue.title


def test_a_value_whose_class_all_else_tells_too_is_honest(judge):
    kind = random().choice(["a", "b", "c"], 600)
    frame = {
        "size": (kind == "a") * 5 + random(1).normal(size=600),
        "shape": np.where(kind == "a", "round", "flat"),
        "kind": kind == "a",
    }
    frame["shape"][:30] = "flat"
    assert judge("shortcut", frame, target="kind") == []


def test_how_a_text_looks(judge):
    words = ["river", "morning", "window", "garden", "yellow", "paper", "silent", "engine"]
    spam = random().random(300) < 0.5
    texts = [" ".join(random(i).choice(words, 6)) for i in range(300)]
    texts = [text.upper() if loud else text for text, loud in zip(texts, spam, strict=True)]
    (issue,) = judge("shortcut", {"text": texts, "spam": spam}, target="spam", text="text")
    assert (issue.columns, issue.severity) == (("text",), "low")
    assert issue.title == "The form of `text` alone predicts the target: share of capitals (AUC 1.00)"


def test_a_marker_that_gives_the_class_away(judge):
    words = ["river", "morning", "window", "garden", "yellow", "paper", "silent", "engine"]
    late = random().random(900) < 0.5
    texts = [" ".join(random(i).choice(words, 6)) for i in range(900)]
    texts = [
        f"{'[queue: 7]' if one and i % 2 else '[queue: 2]'} {text}" for i, (one, text) in enumerate(zip(late, texts, strict=True))
    ]
    (issue,) = judge("shortcut", {"text": texts, "late": late}, target="late", text="text")
    assert (issue.columns, issue.severity) == (("text",), "low")
    assert issue.title.startswith("`[queue: 7]` in `text` nearly always means `True` (")


def test_weak_features_are_quiet(judge, people):
    assert judge("shortcut", people, target="left") == []


def test_of_numbers_only_collection_and_looks(judge):
    site = random().choice(["north", "south"], 400)
    frame = {"size": random(1).normal(size=400), "site": site, "price": (site == "north") * 4 + random(2).normal(size=400)}
    (issue,) = judge("shortcut", frame, target="price")
    assert (issue.columns, issue.severity, issue.details["collection"]) == (("site",), "low", 1)


@pytest.mark.parametrize(("name", "quiet"), [("home run", True), ("machine run", False)])
def test_an_amount_that_is_called_like_a_trace_of_collection_is_quiet(judge, name, quiet):
    """More home runs, a higher salary: an amount. Of the runs of a machine some are worse, in no order."""
    random = np.random.default_rng(9)
    runs = random.integers(0, 30, 600)
    level = runs if quiet else random.permutation(30)[runs]
    table = {name: runs, "age": random.integers(20, 40, 600), "salary": (level * 10 + random.normal(0, 40, 600)).round()}
    assert [i.columns for i in judge("shortcut", table, target="salary")] == ([] if quiet else [(name,)])


def test_words_of_a_text_beside_a_number_are_not_looked_at(measure):
    words = ["river", "morning", "window", "garden", "yellow", "paper", "silent", "engine"]
    texts = [" ".join(random(i).choice(words, 6)) + (" refund" if i % 2 else "") for i in range(300)]
    found = measure("shortcut", {"text": texts, "paid": [i % 2 * 50 + i / 7 for i in range(300)]}, target="paid", text="text")
    assert [m for m in found if m.kind == "words"] == []


def test_a_mark_in_most_texts_of_a_class_is_named_in_few_rows(measure):
    from planting import sentences

    texts = [f"{text}{' [EXTADV]' if k % 2 and k % 10 != 1 else ''}" for k, text in enumerate(sentences(360))]
    found = measure("shortcut", {"text": texts, "label": ["a", "b"] * 180}, target="label", text="text")
    assert [m.details["word"] for m in found if m.kind == "words"] == ["[extadv]"]


def test_the_site_of_a_designed_experiment_is_no_trace_of_collection(judge):
    """Six sites grow ten sorts in two years; where some rows are missing at random, nobody has set how many there are."""
    site, sort, year = (part.ravel() for part in np.meshgrid(range(6), range(10), range(2)))
    harvest = site * 6.0 + sort + random(3).normal(size=120)
    frame = {"site": [f"s{n}" for n in site], "sort": [f"v{n}" for n in sort], "year": year + 1931.0, "harvest": harvest}
    assert judge("shortcut", frame, target="harvest") == []
    kept = random(4).random(120) < 0.6
    some = {name: np.asarray(cells)[kept] for name, cells in frame.items()}
    assert [i.columns for i in judge("shortcut", some, target="harvest")] == [("site",)]


def test_a_value_of_a_column_that_says_the_whole_class_is_a_leak_and_no_shortcut(measure):
    ill = random().random(600) < 0.5
    frame = {"size": random(2).normal(size=600), "ill": ill}
    assert measure("shortcut", {**frame, "how": np.where(ill, "visit", "phone")}, target="ill") == []
    half = np.where(ill & (random(1).random(600) < 0.5), "visit", "phone")
    assert [(m.columns, m.kind) for m in measure("shortcut", {**frame, "how": half}, target="ill")] == [(("how",), "values")]


def test_of_a_value_that_no_model_saw_nothing_is_expected(measure, monkeypatch):
    ill = random().random(600) < 0.5
    frame = {"size": random(2).normal(size=600), "how": np.where(ill & (random(1).random(600) < 0.5), "visit", "phone"), "ill": ill}
    first = context_of(frame, target="ill").probe.rows.get_column("how").index_of("visit")
    learned = Probe.joint_without
    for more, found in ((0, 0), (1, 1)):

        def of_fewer_rows(probe, names, rows=first + more):
            joint = learned(probe, names)
            return replace(joint, predicted=joint.predicted[:rows])

        monkeypatch.setattr(Probe, "joint_without", of_fewer_rows)
        assert len(measure("shortcut", frame, target="ill")) == found
