"""Jobs for GitHub and GitLab that run the gate."""

from __future__ import annotations

import json
import shlex
from importlib.metadata import PackageNotFoundError, distribution

from dataqa import __version__

PACKAGE = "dataqa-audit"
GITHUB, GITLAB = ".github/workflows/dataqa.yml", ".gitlab-ci.dataqa.yml"
INCLUDE = "include:\n  - local: .gitlab-ci.dataqa.yml\n"
_PYTHON = "3.12"


def requirement() -> str:
    """Return what pip is to install: the commit where dataqa was installed from one, else this version from the package index."""
    try:
        told = distribution(PACKAGE).read_text("direct_url.json")
    except PackageNotFoundError:
        told = None
    origin = json.loads(told) if told else {}
    vcs = origin.get("vcs_info") or {}
    if vcs.get("vcs") == "git" and vcs.get("commit_id") and "@" not in str(origin.get("url")):
        return f"{PACKAGE} @ git+{origin['url']}@{vcs['commit_id']}"
    return f"{PACKAGE}=={__version__}"


def gate_command(config: str | None) -> str:
    """Return the gate's command, as it is called in the root of the repository; `config` is None for the nearest file there."""
    return "dataqa gate" if config is None else f"dataqa gate --config {shlex.quote(config)}"


def github(gate: str, install: str) -> str:
    """Return a workflow for GitHub Actions."""
    run = json.dumps(f"python -m pip install {shlex.quote(install)}", ensure_ascii=False)
    gate = json.dumps(
        f"{gate} --format github --sarif dataqa.sarif --junit dataqa.junit.xml --json dataqa.json", ensure_ascii=False
    )
    return f"""\
# Made by dataqa init. Fails where a dataset is worse than its baseline; the summary of the job says how.
name: dataqa
on:
  push:
    branches: [main, master]
  pull_request:
permissions:
  contents: read
jobs:
  gate:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          lfs: true
      - uses: actions/setup-python@v5
        with:
          python-version: "{_PYTHON}"
      - run: {run}
      - run: {gate}
      - uses: actions/upload-artifact@v4
        if: ${{{{ !cancelled() }}}}
        with:
          name: dataqa
          path: |
            dataqa.sarif
            dataqa.junit.xml
            dataqa.json
          if-no-files-found: ignore
"""


def gitlab(gate: str, install: str) -> str:
    """Return a job for GitLab, to be included in a project's own file."""
    run = json.dumps(f"python -m pip install {shlex.quote(install)}", ensure_ascii=False)
    gate = json.dumps(f"{gate} --junit dataqa.junit.xml --gitlab dataqa.codequality.json", ensure_ascii=False)
    return f"""\
# Made by dataqa init. Fails where a dataset is worse than its baseline. In .gitlab-ci.yml:
#   include:
#     - local: {GITLAB}
dataqa:
  image: python:{_PYTHON}
  script:
    - {run}
    - {gate}
  artifacts:
    when: always
    reports:
      junit: dataqa.junit.xml
      codequality: dataqa.codequality.json
"""
