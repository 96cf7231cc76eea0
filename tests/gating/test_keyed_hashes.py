"""With a secret of the project in the environment, the hashes of a baseline tell nothing to who does not have it."""

import json
from hashlib import blake2b

import pytest

import dataqa
from dataqa.config import DatasetSettings
from dataqa.datasets import review

PEOPLE = {
    "phone": [f"+44 20 7946 0{n:03d}" for n in range(120)],
    "age": [20 + n % 50 for n in range(120)],
    "y": [n % 2 for n in range(120)],
}


def written(tmp_path, monkeypatch, key):
    monkeypatch.setenv("DATAQA_KEY", key)
    result = dataqa.audit(PEOPLE, "y", as_of="2026-01-31", checks=["personal-data", "exact-duplicates"])
    result.save(tmp_path / "b.json")
    return result, json.loads((tmp_path / "b.json").read_text())


def test_another_key_gives_other_hashes_and_nothing_else(tmp_path, monkeypatch):
    (_, none), (_, one), (_, again), (_, other) = (written(tmp_path, monkeypatch, key) for key in ("", "a", "a", "b"))
    rows = [set(found["row_sketch"]["rows"]) for found in (none, one, other)]
    assert all(len(of) == 120 for of in rows)
    assert not rows[0] & rows[1] | rows[1] & rows[2]
    assert one == again
    assert none["columns"]["age"]["checksum"] != one["columns"]["age"]["checksum"]
    assert (none["key"], len(one["key"])) == ("", 4)
    assert list(none["issues"]) == list(one["issues"])
    assert none["score"] == one["score"]


def test_a_hash_of_a_text_cannot_be_looked_up(monkeypatch):
    from dataqa.profile.column_sketch import hashed, is_hash

    plain = "#" + blake2b(b"ada@example.org", digest_size=4).hexdigest()
    monkeypatch.delenv("DATAQA_KEY", raising=False)
    assert hashed("ada@example.org") == plain
    monkeypatch.setenv("DATAQA_KEY", "secret")
    assert hashed("ada@example.org") != plain
    assert is_hash(hashed("ada@example.org"))


def test_the_gate_holds_with_the_same_key_and_refuses_another(tmp_path, monkeypatch):
    result, _ = written(tmp_path, monkeypatch, "a")
    assert dataqa.gate(result, tmp_path / "b.json").rows.same.value == 120
    assert dataqa.gate(result, tmp_path / "b.json").passed
    monkeypatch.delenv("DATAQA_KEY")
    unkeyed = dataqa.audit(PEOPLE, "y", as_of="2026-01-31", checks=["personal-data", "exact-duplicates"])
    with pytest.raises(dataqa.DataqaError, match="another secret in the environment variable DATAQA_KEY, which is not set here"):
        dataqa.gate(unkeyed, tmp_path / "b.json")


def test_update_writes_a_baseline_with_the_new_key(tmp_path, monkeypatch):
    import polars as pl

    written(tmp_path, monkeypatch, "a")
    pl.DataFrame(PEOPLE).write_csv(tmp_path / "people.csv")
    settings = DatasetSettings(
        path=str(tmp_path / "people.csv"), target="y", baseline=str(tmp_path / "b.json"), checks=["duplicates"]
    )
    monkeypatch.setenv("DATAQA_KEY", "b")
    found = review("people", settings, update=True)
    assert found.decision is None
