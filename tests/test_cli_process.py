"""The command as a process of its own: pipes, encodings, full disks and outputs that are closed."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from dataqa.cli import main

pytestmark = pytest.mark.usefixtures("few_trees")

ROWS = "a,b,y\n" + "".join(f"{i % 7},{'' if i % 4 == 0 else i * 3 % 11},{i % 2}\n" for i in range(60))


@pytest.fixture
def here(tmp_path):
    (tmp_path / "rows.csv").write_text(ROWS)
    return tmp_path


def started(*arguments, **how):
    return subprocess.Popen(
        [sys.executable, "-m", "dataqa", *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", **how
    )


def test_rows_from_a_pipe(here):
    process = started("audit", "-", "--check", "missing-values", "--quiet", "--json", "a.json", cwd=here, stdin=subprocess.PIPE)
    _, err = process.communicate(ROWS, timeout=60)
    assert (process.returncode, err) == (0, "")
    assert json.loads((here / "a.json").read_text())["dataset"] | {"notes": [], "fingerprint": ""} == {
        "name": "standard input", "rows": 60, "columns": 3, "fingerprint": "", "notes": [], "unreadable": 0,
        "unreadable_examples": [], "sample_of": None,
    }  # fmt: skip


def test_what_a_machine_reads_is_utf_8(here):
    (here / "é.csv").write_text(ROWS)
    process = started("audit", "é.csv", "--check", "missing-values", "--format", "junit", cwd=here,
                      env=os.environ | {"PYTHONIOENCODING": "latin-1"})  # fmt: skip
    out, err = process.communicate(timeout=120)
    assert (process.returncode, err) == (0, "")
    assert 'name="dataqa: é.csv"' in out


@pytest.mark.skipif(os.name != "posix", reason="pipes as POSIX has them")
def test_a_reader_who_leaves_is_no_error(here):
    process = started("rules", cwd=here)
    process.stdout.close()
    assert process.stderr.read() == ""
    assert process.wait(timeout=60) == 141


def test_a_terminal_that_knows_no_unicode_is_no_error(here):
    process = started("audit", "rows.csv", "--check", "missing-values", cwd=here, env=os.environ | {"PYTHONIOENCODING": "ascii"})
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (0, "")
    assert "60 rows" in out


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device to write to")
def test_a_full_disk_is_one_line(here):
    call = [sys.executable, "-m", "dataqa", "audit", "rows.csv", "--check", "missing-values"]
    with open("/dev/full", "w") as full:
        told = subprocess.run(call, cwd=here, stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert (told.returncode, told.stderr.decode()) == (2, "dataqa: cannot write the report: No space left on device\n")


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="there is no full device to write to")
@pytest.mark.parametrize("arguments", [("rules",), ("audit", "rows.csv", "--format", "json"), ("--help",)])
def test_whatever_is_printed_to_a_full_disk_is_one_line(here, arguments, monkeypatch, capsys):
    monkeypatch.chdir(here)
    monkeypatch.setattr(sys, "argv", ["dataqa", *arguments])
    with open("/dev/full", "w") as full:
        monkeypatch.setattr(sys, "stdout", full)
        with pytest.raises(SystemExit) as ended:
            main()
        full.flush()  # as Python does at the end: what could not be printed is gone
    assert (ended.value.code, capsys.readouterr().err) == (2, "dataqa: cannot write the report: No space left on device\n")


def test_a_closed_output_is_no_failure_of_the_data(here):
    call = f'"{sys.executable}" -m dataqa audit rows.csv --check missing-values >&- 2>&-'
    assert subprocess.run(["sh", "-c", call], cwd=here, check=False).returncode == 0
