"""No output takes the place of what is read, of another output, or of what is no regular file."""

from __future__ import annotations

import json
import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

import dataqa

pytestmark = pytest.mark.usefixtures("few_trees")

ROWS = "a,b,y\n" + "".join(f"{k},{k % 7},{k % 2}\n" for k in range(60))
PACK = "extends: default\n"


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("s.csv", "s2.csv", "keep.csv"):
        (tmp_path / name).write_text(ROWS)
    (tmp_path / "pack.yaml").write_text(PACK)
    (tmp_path / "linked.csv").symlink_to(tmp_path / "keep.csv")
    os.link(tmp_path / "keep.csv", tmp_path / "hard.csv")
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("audit", "s*.csv", "--html", "s.csv"), "is the data or a folder"),
        (("audit", "s*.csv", "--json", "./../{folder}/s2.csv"), "is the data or a folder"),
        (("audit", "keep.csv", "--html", "linked.csv"), "is the data or a folder"),
        (("audit", "keep.csv", "--markdown", "hard.csv"), "is the data or a folder"),
        (("audit", "linked.csv", "--sarif", "keep.csv"), "is the data or a folder"),
        (("audit", "s.csv", "--test", "keep.csv", "--html", "keep.csv"), "is read as --test"),
        (("audit", "s.csv", "--reference", "keep.csv", "--junit", "hard.csv"), "is read as --reference"),
        (("audit", "s.csv", "--reference", "k*.csv", "--gitlab", "keep.csv"), "is read as --reference"),
        (("audit", "s.csv", "--rules", "pack.yaml", "--schema-out", "pack.yaml"), "is read as --rules"),
        (("audit", "s.csv", "--schema", "pack.yaml", "--json", "pack.yaml"), "is read as --schema"),
        (("audit", "s.csv", "--html", "x.html", "--json", "./x.html"), "each needs a file of its own"),
        (("audit", "keep.csv", "--html", "."), "is the data or a folder"),
        (("fix", "s.csv", "-o", "hard.csv", "--test", "keep.csv"), "is read as --test"),
        (("fix", "keep.csv", "-o", "hard.csv"), "is the data or a folder"),
        (("fix", "s.csv", "-o", "c.csv", "--log", "s.csv"), "is the data or a folder"),
        (("fix", "s.csv", "-o", "s.csv", "--over", "--removed", "s.csv"), "each needs a file of its own"),
        (("fix", "s.csv", "-o", "c.csv", "--over", "--snippet", "s.csv"), "is the data or a folder"),
        (("fix", "s.csv", "-o", "c.csv", "--rules", "pack.yaml", "--log", "pack.yaml"), "is read as --rules"),
        (("gate", "s.csv", "--baseline", "keep.csv", "--json", "keep.csv"), "is read as --baseline"),
        (("gate", "s.csv", "--baseline", "b.json", "--test", "keep.csv", "--html", "linked.csv"), "is read as --test"),
    ],
)
def test_what_is_read_is_never_written(command, here, arguments, why):
    before = {path.name: path.read_bytes() for path in here.iterdir()}
    code, _, err = command(*(each.format(folder=here.name) for each in arguments))
    assert (code, why in err) == (2, True), err
    assert {path.name: path.read_bytes() for path in here.iterdir()} == before


def test_the_files_of_a_configuration_are_spared(command, here):
    (here / "dataqa.toml").write_text('[datasets.one]\npath = "s.csv"\ntarget = "y"\nreference = "keep.csv"\n')
    for name, option in (("keep.csv", "reference"), ("dataqa.toml", "config")):
        code, _, err = command("gate", "--json", name)
        assert (code, f"is read as --{option}" in err) == (2, True), err
    code, _, err = command("gate", "--html", "s.csv")
    assert (code, "is the data" in err) == (2, True)


def test_a_result_does_not_overwrite_its_data(here):
    result = dataqa.audit("s*.csv", target="y", checks=["exact-duplicates"])
    for write in (
        result.to_html,
        result.to_json,
        result.to_markdown,
        result.to_sarif,
        result.to_junit,
        result.to_gitlab,
        result.save,
    ):
        with pytest.raises(dataqa.CallError, match="would be overwritten"):
            write("s2.csv")
    with pytest.raises(dataqa.CallError, match="would be overwritten"):
        result.to_schema("yaml", "s.csv")
    fixed = dataqa.audit("keep.csv", checks=["exact-duplicates"]).fix("keep.csv")
    with pytest.raises(dataqa.CallError, match="would be overwritten"):
        fixed.write_all("clean.csv", log=Path("hard.csv"))
    assert {(here / name).read_text() for name in ("s.csv", "s2.csv", "keep.csv")} == {ROWS}
    assert not (here / "clean.csv").exists()


def test_a_pipe_stays_a_pipe(command, here):
    os.mkfifo(here / "pipe")
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append((here / "pipe").read_text()), daemon=True)
    reader.start()
    code, _, err = command("audit", "s.csv", "--check", "exact-duplicates", "--json", "pipe", "-q")
    reader.join(20)
    assert (code, err) == (0, "")
    assert stat.S_ISFIFO((here / "pipe").stat().st_mode)
    assert read[0].startswith("{")
    assert not [path for path in here.iterdir() if path.name.endswith(".part")]


def test_a_device_stays_a_device(command, here):
    before = os.stat(os.devnull)
    code, _, err = command("audit", "s.csv", "--check", "exact-duplicates", "--json", os.devnull, "--html", os.devnull, "-q")
    assert (code, err) == (0, "")
    after = os.stat(os.devnull)
    assert (after.st_ino, after.st_mode, after.st_rdev) == (before.st_ino, before.st_mode, before.st_rdev)


@pytest.mark.parametrize("to", ["pipe", "file"])
def test_the_standard_output(here, to):
    call = [sys.executable, "-m", "dataqa", "audit", "s.csv", "--check", "exact-duplicates", "--json", "/dev/stdout", "-q"]
    environment = {**os.environ, "PYTHONPATH": str(Path(dataqa.__file__).parents[1])}
    if to == "pipe":
        text = subprocess.run(call, capture_output=True, text=True, check=True, env=environment).stdout
    else:
        with open("out.json", "w") as out:
            out.write(" ")
            out.flush()
            subprocess.run(call, stdout=out, check=True, env=environment)
        text = Path("out.json").read_text()
        assert text[0] == " "
    assert json.loads(text)["verdict"]


def test_a_dash_is_the_standard_output_and_nothing_else_is_printed_there(here, capfd):
    from dataqa.cli import run

    assert run(["audit", "s.csv", "--json", "-"]) == 0
    assert json.loads(capfd.readouterr().out)["dataset"]["name"] == "s.csv"
    assert not (here / "-").exists()


def test_a_dash_takes_one_output(command, here):
    code, out, err = command("audit", "s.csv", "--json", "-", "--html", "-")
    assert (code, out) == (2, "")
    assert err == "dataqa: --html and --json are all '-': standard output takes one report; name a file for the others.\n"


def test_the_command_line_names_its_options(command, here):
    _, out, _ = command("audit", "s.csv", "--format", "markdown")
    assert "--time" in out
    assert "time=" not in out
