from __future__ import annotations

from datetime import date

import pytest

from dataqa.config import chosen, load, settings_for
from dataqa.errors import CallError

WHOLE = """
[project]
name = "ours"

[tool.dataqa.datasets.train]
path = "data/train.csv"
target = "label"
time = "day"
protected = ["sex"]
roles = {doors = "numeric"}
test = "data/test.csv"
rules = "ours.yaml"
skip = ["freshness"]
as_of = 2026-01-31
fail_under = 80
fail_on = "high"

[[tool.dataqa.datasets.train.accept]]
check = "class-imbalance"
columns = ["label"]
reason = "Fraud is rare."
owner = "ada"
expires = 2027-01-31

[tool.dataqa.datasets.users]
path = "users.parquet"
baseline = "kept/users.json"
"""


@pytest.fixture
def write(tmp_path):
    def run(text, name="pyproject.toml"):
        (tmp_path / name).write_text(text)
        return tmp_path / name

    return run


def test_a_whole_configuration(write, tmp_path):
    found = load(write(WHOLE))
    train = found["train"]
    assert list(found) == ["train", "users"]
    assert (train.path, train.test, train.rules) == tuple(
        str(tmp_path / p) for p in ("data/train.csv", "data/test.csv", "ours.yaml")
    )
    assert (train.target, train.time, train.protected, train.as_of) == ("label", "day", ["sex"], date(2026, 1, 31))
    assert train.roles == {"doors": "numeric"}
    assert (train.baseline, found["users"].baseline) == (
        str(tmp_path / "dataqa.baseline/train.json"),
        str(tmp_path / "kept/users.json"),
    )
    accepted = train.accept[0].acceptance()
    assert (accepted.check, accepted.columns, accepted.owner, accepted.expires) == (
        "class-imbalance",
        ("label",),
        "ada",
        date(2027, 1, 31),
    )


def test_a_file_of_its_own_needs_no_prefix(write):
    text = '[{}datasets.train]\npath = "a.csv"\n'
    assert list(load(write(text.format(""), "dataqa.toml"))) == ["train"]
    assert list(load(write(text.format("tool.dataqa."), "dataqa.toml"))) == ["train"]


def test_the_nearest_file_is_taken(write, tmp_path, monkeypatch):
    write(WHOLE)
    (tmp_path / "a" / "b").mkdir(parents=True)
    (tmp_path / "a" / "pyproject.toml").write_text('[project]\nname = "says nothing of dataqa"\n')
    monkeypatch.chdir(tmp_path / "a" / "b")
    assert list(load()) == ["train", "users"]


def test_no_file_is_told(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    with pytest.raises(CallError, match=r"There is no dataqa.toml, and no pyproject.toml with \[tool.dataqa\]"):
        load()


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("target =", "taget =", r"pyproject.toml: datasets.train.taget: .*Did you mean 'target'\?"),
        ("owner =", "ownr =", r"datasets.train.accept.0.ownr: .*Did you mean 'owner'\?"),
        ('owner = "ada"\n', "", r"datasets.train.accept.0.owner: Field required"),
        ('fail_on = "high"', 'fail_on = "hihg"', r"datasets.train.fail_on: .*Did you mean 'high'\?"),
        ("fail_under = 80", "fail_under = 800", "datasets.train.fail_under: .*less than or equal to 100"),
        ('path = "users.parquet"', "", "datasets.users.path: Field required"),
        ("expires = 2027-01-31", 'expires = "soon"', "datasets.train.accept.0.expires"),
        ('check = "class-imbalance"', 'check = "class-imbalance"\nissue = "x"', "names either an issue by its id, or a check"),
        ("[tool.dataqa.datasets.train]", "[tool.dataqa.datasets.train", "pyproject.toml cannot be read"),
    ],
)
def test_a_mistake_is_named(write, old, new, says):
    with pytest.raises(CallError, match=says):
        load(write(WHOLE.replace(old, new)))


def test_a_file_that_says_nothing_and_one_that_is_not_there(write, tmp_path):
    with pytest.raises(CallError, match=r"says nothing of dataqa; expected \[tool.dataqa.datasets.NAME\]"):
        load(write("[project]\nname = 'x'\n"))
    with pytest.raises(CallError, match="There is no configuration file"):
        load(tmp_path / "other.toml")


def test_a_dataset_is_chosen_by_its_name(write):
    found = load(write(WHOLE))
    assert list(chosen(found, None)) == ["train", "users"]
    assert list(chosen(found, "users")) == ["users"]
    with pytest.raises(CallError, match=r"There is no dataset 'user'; the configuration has train, users. Did you mean 'users'\?"):
        chosen(found, "user")
    with pytest.raises(CallError, match="--dataset says which"):
        chosen(found, None, alone=True)
    with pytest.raises(CallError, match="names no dataset"):
        chosen({}, None)


def test_data_that_the_configuration_names_is_that_dataset(write, tmp_path, monkeypatch):
    write(WHOLE)
    monkeypatch.chdir(tmp_path)
    (found,) = settings_for({"path": "data/train.csv", "seed": 3}).values()
    assert (found.target, found.seed, len(found.accept)) == ("label", 3, 1)
    assert list(settings_for({"path": "other.csv.gz"})) == ["other"]
    assert settings_for({"path": "other.csv"}, name="users")["users"].path == "other.csv"
    assert list(settings_for({})) == ["train", "users"]
    with pytest.raises(CallError, match="--dataset says which"):
        settings_for({"baseline": "b.json"})


def test_data_needs_no_configuration(tmp_path, monkeypatch):
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    assert settings_for({"path": "a.csv", "target": "y"})["a"].target == "y"
    with pytest.raises(CallError, match="seed: "):
        settings_for({"path": "a.csv", "seed": -1})
