"""A project under Git, from the first baseline on.

Each harmful change fails with its finding in every format, each harmless one passes.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from pathlib import Path
from xml.etree import ElementTree as ET

import numpy as np
import polars as pl
import pytest

from dataqa.cli import run

pytestmark = pytest.mark.usefixtures("few_trees")

DATA = "data/customers.csv"
N = 2_000
WHO = {
    f"GIT_{role}_{what}": told for role in ("AUTHOR", "COMMITTER") for what, told in (("NAME", "ada"), ("EMAIL", "ada@example.org"))
}
# neither the settings of who runs the tests, nor a repository in whose hook they run
ENV = {key: value for key, value in os.environ.items() if not key.startswith("GIT_")} | WHO
ENV |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


def customers(rows, seed=0):
    """Return made-up customers; whether they leave goes with what they pay, how long they are there, and their plan."""
    rng = np.random.default_rng(seed)
    plan = rng.choice(["basic", "plus", "pro"], rows, p=[0.5, 0.3, 0.2])
    months = rng.gamma(2.0, 14.0, rows).round(1)
    fee = (np.select([plan == "basic", plan == "plus"], [12.0, 24.0], 48.0) * rng.normal(1, 0.08, rows)).round(2)
    age = rng.normal(44, 13, rows).clip(18, 90).round(1)
    calls = rng.poisson(1.4, rows)
    odds = 0.9 * calls - 0.05 * months + 0.02 * fee - 0.9
    return pl.DataFrame(
        {
            "age": age, "region": rng.choice(["east", "north", "south", "west"], rows, p=[0.15, 0.3, 0.35, 0.2]), "plan": plan,
            "months": months, "fee": fee, "calls": calls, "usage": rng.lognormal(3.0, 0.6, rows).round(2),
            "churned": np.where(rng.random(rows) < 1 / (1 + np.exp(-odds)), "yes", "no"),
        }
    )  # fmt: skip


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """Return the folder of a repository in which ``dataqa init`` was run and committed."""
    if not shutil.which("git"):
        pytest.skip("there is no git")
    folder = tmp_path_factory.mktemp("project")
    patch = pytest.MonkeyPatch()
    patch.chdir(folder)
    (folder / "data").mkdir()
    customers(N).write_csv(DATA)
    git("init", "-q", "-b", "main")
    commit("The data")
    assert run(["init", DATA, "--target", "churned", "-q"]) == 0
    commit("The gate")
    yield folder
    patch.undo()


@pytest.fixture
def branch(project, request):
    name = re.sub(r"\W+", "-", request.node.name)
    git("checkout", "-q", "-b", name, "main")
    yield name
    git("checkout", "-q", "-f", "main")
    git("clean", "-q", "-fd")


def git(*arguments):
    return subprocess.run(["git", *arguments], env=ENV, check=True, capture_output=True, encoding="utf-8").stdout


def commit(message):
    git("add", "-A")
    git("commit", "-q", "-m", message)


def change(edit):
    edit(pl.read_csv(DATA)).write_csv(DATA)
    commit("A change")


def gate(capsys):
    """Run the gate as the jobs do that ``dataqa init`` wrote; return what it says in every format."""
    files = {name: f"gate.{name}" for name in ("json", "sarif", "junit", "gitlab")}
    code = run(["gate", "--format", "github", *(part for name, path in files.items() for part in (f"--{name}", path))])
    out = capsys.readouterr().out
    decision, sarif, gitlab = (json.loads(Path(files[name]).read_text(encoding="utf-8")) for name in ("json", "sarif", "gitlab"))
    commands = [line for line in out.splitlines() if line.startswith("::error file=data")]
    (dataset,) = sarif["runs"]
    return {
        "code": code,
        "json": {one["id"] for one in decision["failing"]},
        "sarif": {
            ident
            for one in dataset["results"]
            if one["level"] == "error"
            for key, ident in one["partialFingerprints"].items()
            if key.startswith("dataqa/")
        },
        "junit": {
            (case.get("classname").removeprefix("dataqa.gate."), case.get("name"))
            for case in ET.parse(files["junit"]).iter("testcase")
            if case.find("failure") is not None
        },
        "github": {re.search(r"title=dataqa%3A ([a-z-]+)", line)[1] for line in commands},
        "gitlab": {one["check_name"] for one in gitlab},
    }


def copies(rows):
    return pl.concat([rows, rows.sample(300, seed=1)])


def flips(rows):
    flipped = pl.Series(np.random.default_rng(2).random(len(rows)) < 0.05)
    other = pl.when(pl.col("churned") == "yes").then(pl.lit("no")).otherwise(pl.lit("yes"))
    return rows.with_columns(pl.when(flipped).then(other).otherwise(pl.col("churned")).alias("churned"))


def leak(rows):
    paid_back = pl.when(pl.col("churned") == "yes").then(pl.col("fee")).otherwise(0.0)
    noise = pl.Series(np.random.default_rng(3).normal(0, 0.5, len(rows)))
    return rows.with_columns((paid_back + noise).round(2).alias("final_invoice"))


def rename(rows):
    return rows.with_columns(pl.col("plan").replace("plus", "premium"))


def slice_gone(rows):
    return rows.filter(pl.col("region") != "east")


def moved(rows):
    return rows.with_columns((pl.col("usage") * 1.6).round(2))


@pytest.mark.parametrize(
    ("edit", "found", "case"),
    [
        (copies, "exact-duplicates", ("issues", "exact-duplicates")),
        (flips, "rows:relabelled", ("rows", "no other labels")),
        (leak, "target-leak:final_invoice", ("issues", "target-leak")),
        (rename, "schema:new-category:plan", ("schema", "new category")),
        (slice_gone, "drift:region", ("drift", "region")),
        (moved, "drift:usage", ("drift", "usage")),
    ],
)
def test_a_harmful_change_fails_with_its_finding(branch, capsys, edit, found, case):
    change(edit)
    told = gate(capsys)
    assert told["code"] == 1
    assert found in told["json"]
    assert told["sarif"] == told["json"]
    assert case in told["junit"]
    check = found.partition(":")[0]
    assert {check} <= told["github"]
    assert {check} <= told["gitlab"]


def more(rows):
    return pl.concat([rows, customers(500, seed=4)])


def shuffled(rows):
    return rows.sample(fraction=1.0, shuffle=True, seed=5)


def reordered(rows):
    return rows.select(reversed(rows.columns))


@pytest.mark.parametrize("edit", [lambda rows: rows, more, shuffled, reordered], ids=["none", "more", "shuffled", "reordered"])
def test_a_harmless_change_passes(branch, capsys, edit):
    edit(pl.read_csv(DATA)).write_csv(DATA)
    git("add", "-A")
    git("commit", "-q", "--allow-empty", "-m", "A change")
    passes(gate(capsys))


def passes(told):
    # what is new and mild may be told to GitLab
    assert told | {"gitlab": set()} == {"code": 0, "json": set(), "sarif": set(), "junit": set(), "github": set(), "gitlab": set()}


def test_another_kind_of_file_passes(branch, project, capsys):
    pl.read_csv(DATA).write_parquet("data/customers.parquet")
    git("rm", "-q", DATA)
    config = project / "dataqa.toml"
    config.write_text(config.read_text(encoding="utf-8").replace(DATA, "data/customers.parquet"), encoding="utf-8")
    commit("Parquet")
    passes(gate(capsys))
