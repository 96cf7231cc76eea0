"""What the tests of the policy share: a rule and a pack from a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from dataqa.policy.rule import Rule

WORDS = {"title": "{columns}: {value:.2f}", "why": "because", "fix": "mend it", "questions": ["examples"], "since": "0.1"}


@pytest.fixture
def rule() -> Callable[..., Rule]:
    """``rule(bands={"low": 0.1})`` → a rule with some words."""
    return lambda **parts: Rule.model_validate({**WORDS, "bands": {"low": 0.1}, **parts})


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., str]:
    """``pack("rules: {}")`` → the path of a YAML file."""

    def write(text: str, name: str = "mine.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
