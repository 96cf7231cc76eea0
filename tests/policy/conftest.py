"""What the tests of the policy share: a rule and a pack from a few words."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dataqa.policy.rule import Rule

WORDS = {"title": "{columns}: {value:.2f}", "why": "because", "fix": "mend it"}
REST = {"questions": ["examples"], "since": "0.1", "source": {"bands": "judgement", "cost": "judgement"}}


@pytest.fixture
def rule() -> Callable[..., Rule]:
    """``rule(bands={"low": 0.1}, title="…")`` → a rule with one message."""

    def make(**parts: Any) -> Rule:
        default = {**WORDS, **{key: parts.pop(key) for key in ("title", "why", "fix", "several") if key in parts}}
        return Rule.model_validate({**REST, "messages": {"default": default}, "bands": {"low": 0.1}, **parts})

    return make


@pytest.fixture
def pack(tmp_path: Path) -> Callable[..., str]:
    """``pack("rules: {}")`` → the path of a YAML file."""

    def write(text: str, name: str = "mine.yaml") -> str:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return str(path)

    return write
