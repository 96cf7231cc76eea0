"""The same data gives the same bytes, whatever the machine, and the audit asks nothing of it: no network, no home, no time zone."""

import os
import subprocess
import sys
from pathlib import Path

import dataqa

AUDIT = """
import socket, sys

def refused(*_args, **_kwargs):
    raise AssertionError("the audit opened a connection")

socket.socket.connect = socket.socket.connect_ex = socket.create_connection = socket.getaddrinfo = refused
import polars as pl
import dataqa
n = 240
words = ("red", "blue", "late", "soon", "box", "bag", "torn", "fine")
frame = pl.DataFrame({
    "when": pl.datetime_range(pl.datetime(2024, 1, 1), pl.datetime(2024, 8, 27), "1d", eager=True)[:n],
    "size": [(k * 37) % 101 / 7 for k in range(n)],
    "town": [("Köln", "Łódź", "Åbo", " Köln", "?")[k % 5] for k in range(n)],
    "mail": [f"user{k}@example.org" for k in range(n)],
    "sex": [("m", "f", "x")[k * k % 7 % 3] for k in range(n)],
    "shop": [f"shop {k * 5 % 23}" for k in range(n)],
    "note": [" ".join(words[k * j % 8] for j in range(3, 11)) for k in range(n)],
    "tags": [[("a", "b ", "c")[k * j % 3] for j in range(k % 4)] for k in range(n)],
    "y": [("no", "yes")[(k * 37) % 101 > 50] for k in range(n)],
})
roles = dict(time="when", group="shop", text="note", protected=["sex"])
result = dataqa.audit(frame, "y", test=frame[:30], reference=frame[60:], as_of="2026-01-31", **roles)
folder = sys.argv[1]
result.save(f"{folder}/baseline.json")
for name in ("html", "json", "markdown", "sarif", "junit", "gitlab"):
    getattr(result, f"to_{name}")(f"{folder}/{name}")
"""


def written(folder: Path, **env: str) -> dict[str, bytes]:
    folder.mkdir()
    package = str(Path(dataqa.__file__).parents[1])
    kept = {name: value for name, value in os.environ.items() if name in ("PATH", "LD_LIBRARY_PATH", "SYSTEMROOT")}
    subprocess.run(
        [sys.executable, "-c", AUDIT, str(folder)], check=True, cwd=folder, env={**kept, "PYTHONPATH": package, **env}, timeout=300
    )
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_same_bytes_on_another_machine(tmp_path):
    one = written(
        tmp_path / "one",
        PYTHONHASHSEED="1",
        TZ="Asia/Tokyo",
        LC_ALL="C",
        POLARS_MAX_THREADS="1",
        OMP_NUM_THREADS="1",
        HOME=str(tmp_path),
    )
    other = written(
        tmp_path / "other", PYTHONHASHSEED="2", TZ="America/New_York", LC_ALL="C.UTF-8", POLARS_MAX_THREADS="2",
        OMP_NUM_THREADS="2", HOME="/nonexistent", COLUMNS="40", FORCE_COLOR="1", PYTHONUTF8="1",
    )  # fmt: skip
    assert sorted(one) == ["baseline.json", "gitlab", "html", "json", "junit", "markdown", "sarif"]
    assert [name for name in one if one[name] != other[name]] == []


def test_times_stand_in_a_file_of_their_own(command, tmp_path, monkeypatch):
    import json

    monkeypatch.chdir(tmp_path)
    Path("d.csv").write_text("a,y\n" + "".join(f"{k % 7},{k % 2}\n" for k in range(60)))
    code, _, err = command("audit", "d.csv", "--target", "y", "--check", "missing", "--json", "d.json", "--timings", "t.json")
    assert (code, "wrote t.json" in err) == (0, True)
    assert {one["seconds"] for one in json.loads(Path("d.json").read_text())["outcomes"]} == {None}
    found = json.loads(Path("t.json").read_text())
    assert found["seconds"]["missing-values"] >= 0
    assert found["total"] >= found["seconds"]["missing-values"]
    assert command("audit", "d.csv", "--timings", "d.csv")[0] == 2
