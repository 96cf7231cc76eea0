"""``dataqa init``: what it writes, what it leaves alone, and that the gate takes it."""

from __future__ import annotations

import textwrap
import tomllib
from pathlib import Path

import pytest
import yaml
from schemastore import faults

pytestmark = pytest.mark.usefixtures("few_trees")

HEAD = "a,b,y\n"
ROWS = HEAD + "".join(f"{i % 7}.5,{i * 37 % 101},{i % 2}\n" for i in range(200))
WORSE = HEAD + "".join(f"{'' if i < 90 else f'{i % 7}.5'},{i * 37 % 101},{i % 2}\n" for i in range(200))
ONLY = ("--check", "missing-values")
PYPROJECT = '[project]\r\nname = "ours"  # ours\r\n\r\n[tool.ruff]\r\nline-length = 100'
PRECOMMIT = """\
# ours
repos:
- repo: https://example.org/hooks
  rev: v1
  hooks:
  - id: other  # keep
"""


@pytest.fixture
def here(tmp_path, monkeypatch, plain_terminal):
    monkeypatch.chdir(tmp_path)
    (tmp_path / ".git").mkdir()
    (tmp_path / "train.csv").write_text(ROWS)
    return tmp_path


@pytest.fixture
def dataqa(here, command):
    return command


def files(folder):
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_the_gate_takes_what_it_writes(dataqa, here):
    code, out, err = dataqa("init", "train.csv", "--target", "y", *ONLY)
    assert code == 0
    assert out.startswith("train: train.csv, 200 rows × 3 columns, target y, score 100, fix first\n")
    made = {"dataqa.toml", "dataqa.baseline/train.json", ".github/workflows/dataqa.yml", ".gitlab-ci.dataqa.yml"}
    assert files(here) == {"train.csv", *made}
    assert sorted(err.splitlines()) == sorted(f"dataqa: wrote {name}" for name in made)
    assert tomllib.loads((here / "dataqa.toml").read_text()) == {
        "datasets": {"train": {"path": "train.csv", "target": "y", "checks": ["missing-values"]}}
    }
    assert dataqa("gate", "-q") == (0, "", "")
    (here / "train.csv").write_text(WORSE)
    assert dataqa("gate", "-q")[0] == 1


def test_the_jobs_are_yaml_and_call_the_gate(dataqa, here):
    assert dataqa("init", "--target", "y", "-q", *ONLY) == (0, "", "")
    workflow = yaml.safe_load((here / ".github/workflows/dataqa.yml").read_text())
    assert faults("GitHub Workflow", workflow) == []
    assert set(workflow[True]) == {"push", "pull_request"}  # YAML 1.1 reads `on` so; GitHub does not
    steps = workflow["jobs"]["gate"]["steps"]
    assert [step["uses"].partition("@")[0] for step in steps if "uses" in step] == [
        "actions/checkout", "actions/setup-python", "actions/upload-artifact",
    ]  # fmt: skip
    install, gate = (step["run"] for step in steps if "run" in step)
    assert install.startswith("python -m pip install ")
    jobs = yaml.safe_load((here / ".gitlab-ci.dataqa.yml").read_text())
    assert faults("gitlab-ci", jobs) == []
    job = jobs["dataqa"]
    assert job["artifacts"]["reports"] == {"junit": "dataqa.junit.xml", "codequality": "dataqa.codequality.json"}
    for command in (gate, job["script"][1]):
        assert dataqa(*command.split()[1:])[0] == 0
    assert {"dataqa.sarif", "dataqa.junit.xml", "dataqa.json", "dataqa.codequality.json"} <= files(here)


def test_pyproject_keeps_every_byte(dataqa, here):
    (here / "pyproject.toml").write_bytes(PYPROJECT.encode())
    assert dataqa("init", "train.csv", "--target", "y", "--no-ci", "-q", *ONLY)[0] == 0
    assert files(here) == {"train.csv", "pyproject.toml", "dataqa.baseline/train.json"}
    found = (here / "pyproject.toml").read_bytes()
    assert found.startswith(PYPROJECT.encode() + b"\r\n")
    assert found.count(b"\n") == found.count(b"\r\n")
    assert tomllib.loads(found.decode())["tool"]["dataqa"]["datasets"]["train"]["target"] == "y"
    assert dataqa("gate", "-q")[0] == 0


def test_several_datasets_and_those_that_come_later(dataqa, here):
    (here / "data").mkdir()
    (here / "data" / "train.csv").write_text(ROWS)
    (here / "data" / "Über uns.csv").write_text(ROWS.replace("y", "z"))
    code, out, _ = dataqa("init", "--target", "y", *ONLY)
    assert code == 0
    assert "data/Über uns.csv: no target was given" in out
    text = (here / "dataqa.toml").read_text(encoding="utf-8")
    found = {name: (one["path"], one.get("target")) for name, one in tomllib.loads(text)["datasets"].items()}
    assert found == {"train": ("data/train.csv", "y"), "Über-uns": ("data/Über uns.csv", None), "train-2": ("train.csv", "y")}
    (here / "more.csv").write_text(ROWS)
    assert dataqa("init", "more.csv", "--target", "y", "-q", *ONLY)[0] == 0
    assert (here / "dataqa.toml").read_text(encoding="utf-8").startswith(text)
    assert dataqa("gate", "-q")[0] == 0


def test_nothing_is_overwritten_unless_forced(dataqa, here):
    assert dataqa("init", "train.csv", "--target", "y", "-q", *ONLY)[0] == 0
    config = (here / "dataqa.toml").read_bytes()
    (here / "train.csv").write_text(WORSE)
    code, out, err = dataqa("init", "train.csv", "--target", "y", "-q", *ONLY)
    assert (code, out) == (2, "")
    assert err == "dataqa: 'train.csv' is in dataqa.toml already, as 'train'; --force writes its baseline anew.\n"
    assert dataqa("init", "train.csv", "--target", "y", "-q", "--force", *ONLY)[0] == 0
    assert (here / "dataqa.toml").read_bytes() == config
    assert dataqa("gate", "-q")[0] == 0


@pytest.mark.parametrize("name", [".github/workflows/dataqa.yml", ".gitlab-ci.dataqa.yml", "dataqa.baseline/train.json"])
def test_what_is_there_stays(dataqa, here, name):
    (here / name).parent.mkdir(parents=True, exist_ok=True)
    (here / name).write_text("ours")
    before = files(here)
    code, _, err = dataqa("init", "train.csv", "--target", "y", *ONLY)
    assert (code, err) == (2, f"dataqa: {name} is there already; --force overwrites.\n")
    assert (files(here), (here / name).read_text()) == (before, "ours")


@pytest.mark.parametrize("name", [".github", "dataqa.baseline"])
def test_all_or_nothing(dataqa, here, name):
    (here / name).write_text("a file where a folder is needed")
    before = files(here)
    code, _, err = dataqa("init", "train.csv", "--target", "y", "-q", *ONLY)
    assert code == 2
    assert err.startswith("dataqa: cannot ")
    assert files(here) == before
    assert not [path for path in here.rglob("*") if path.is_dir() and path.name != ".git"]


@pytest.mark.parametrize("indent", ["", "  "])
def test_the_hook_is_added_to_a_list_of_hooks(dataqa, here, indent):
    head, repos = PRECOMMIT.split("repos:\n")
    text = f"{head}repos:\n{textwrap.indent(repos, indent)}"
    (here / ".pre-commit-config.yaml").write_text(text)
    assert dataqa("init", "train.csv", "--target", "y", "-q", *ONLY)[0] == 0
    found = (here / ".pre-commit-config.yaml").read_text()
    assert found.startswith(text)
    assert faults(".pre-commit-config.yml", yaml.safe_load(found)) == []
    other, ours = yaml.safe_load(found)["repos"]
    assert other["hooks"] == [{"id": "other"}]
    (hook,) = ours["hooks"]
    assert (hook["id"], hook["entry"], hook["pass_filenames"]) == ("dataqa-gate", "dataqa gate", False)
    assert hook["files"] == r"^(train\.csv$|dataqa\.baseline/|dataqa\.toml$)"


@pytest.mark.parametrize(
    "text", [None, "repos: []\n", "repos: [\n", "ci: {}\nrepos:\n  - repo: local\n    hooks: []\nfail_fast: true\n"]
)
def test_else_the_hook_is_printed(dataqa, here, text):
    if text is not None:
        (here / ".pre-commit-config.yaml").write_text(text)
    code, out, _ = dataqa("init", "train.csv", "--target", "y", *ONLY)
    assert code == 0
    assert "    - id: dataqa-gate" in out.split("pre-commit: add to .pre-commit-config.yaml:")[1].replace("      - id", "    - id")
    assert text is None or (here / ".pre-commit-config.yaml").read_text() == text


def test_below_the_root_of_the_repository(dataqa, here, monkeypatch):
    (here / "ml").mkdir()
    (here / "train.csv").rename(here / "ml" / "train.csv")
    monkeypatch.chdir(here / "ml")
    assert dataqa("init", "train.csv", "--target", "y", "-q", *ONLY)[0] == 0
    assert files(here) == {
        "ml/train.csv", "ml/dataqa.toml", "ml/dataqa.baseline/train.json", ".github/workflows/dataqa.yml", ".gitlab-ci.dataqa.yml",
    }  # fmt: skip
    monkeypatch.chdir(here)
    workflow = yaml.safe_load((here / ".github/workflows/dataqa.yml").read_text())
    gate = workflow["jobs"]["gate"]["steps"][3]["run"]
    assert gate.startswith("dataqa gate --config ml/dataqa.toml --format github ")
    assert dataqa(*gate.split()[1:])[0] == 0


def test_the_target_is_asked_for_in_a_terminal(dataqa, here, monkeypatch):
    import io

    class Terminal(io.StringIO):
        def isatty(self):
            return True

    monkeypatch.setattr("sys.stdin", Terminal("yy\ny\n"))
    monkeypatch.setattr("dataqa.cli.init._is_asked", lambda quiet: True)
    code, out, err = dataqa("init", "train.csv", "--no-ci", *ONLY)
    assert code == 0
    assert "There is no column 'yy'. Did you mean 'y'?" in err
    assert "target y" in out


@pytest.mark.parametrize(
    ("arguments", "code", "says"),
    [
        (("train.csv", "--target", "yy"), 2, "There is no column 'yy' for the target. Did you mean 'y'?"),
        (("trian.csv",), 3, "Did you mean 'train.csv'?"),
        (("-",), 2, "name a file"),
        (("train.csv", "--check", "missing"), 0, ""),
        (("train.csv", "--check", "missing-valuse"), 2, "Did you mean 'missing-values'?"),
        (("train.csv", "--rules", "ours"), 2, "ours"),
    ],
)
def test_a_wrong_call_writes_nothing(dataqa, here, arguments, code, says):
    before = files(here)
    got, _, err = dataqa("init", "-q", *arguments)
    assert (got, err.count("\n")) == (code, 1 if code else 0)
    assert says in err
    assert not code or files(here) == before


def test_without_data_it_says_so(dataqa, here):
    (here / "train.csv").unlink()
    assert dataqa("init")[::2] == (2, "dataqa: There are no data files here or in data/; name them: dataqa init train.csv.\n")


def test_a_damaged_configuration_is_left_alone(dataqa, here):
    (here / "dataqa.toml").write_text("[datasets")
    code, _, err = dataqa("init", "train.csv", "--target", "y", *ONLY)
    assert code == 2
    assert "dataqa.toml cannot be read" in err
    (here / "dataqa.toml").write_text('datasets = {other = {path = "o.csv"}}\n')
    code, _, err = dataqa("init", "train.csv", "--target", "y", *ONLY)
    assert code == 2
    assert "nothing can be added to dataqa.toml" in err
    assert files(here) == {"train.csv", "dataqa.toml"}


def test_a_rules_file_is_named_from_the_configuration(dataqa, here, monkeypatch):
    (here / "pyproject.toml").write_text("[tool.dataqa]\n")
    (here / "ours").mkdir()
    (here / "ours" / "rules.yaml").write_text("title: Ours\nextends: default\n")
    monkeypatch.chdir(here / "ours")
    assert dataqa("init", "../train.csv", "--target", "y", "--rules", "rules.yaml", "--no-ci", "-q", *ONLY)[0] == 0
    told = tomllib.loads((here / "pyproject.toml").read_text())["tool"]["dataqa"]["datasets"]["train"]
    assert (told["path"], told["rules"]) == ("train.csv", "ours/rules.yaml")
    assert Path(here / "dataqa.baseline" / "train.json").is_file()
    assert dataqa("gate", "-q")[0] == 0
