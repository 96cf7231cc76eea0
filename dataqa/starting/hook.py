"""The entry for pre-commit, which runs the gate before data is committed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from typing import Any

CONFIG, HOOK = ".pre-commit-config.yaml", "dataqa-gate"


def hook_entry(gate: str, files: str, indent: str = "  ") -> str:
    """Return the entry as YAML: it runs the dataqa that is installed, where one of these files changes."""
    lines = [
        "- repo: local",
        "  hooks:",
        f"    - id: {HOOK}",
        "      name: dataqa gate",
        f"      entry: {_quoted(gate)}",
        "      language: system",
        "      pass_filenames: false",
        f"      files: {_quoted(files)}",
    ]
    return "".join(f"{indent}{line}\n" for line in lines)


def pattern(paths: Sequence[str]) -> str:
    """Return the regular expression for files, folders (``data/``) and patterns, told from the root of the repository."""
    parts = []
    for path in paths:
        fixed = re.match(r"[^*?\[]*", path)
        assert fixed is not None
        whole = fixed[0] == path
        # of a pattern its folder
        start = path if whole else fixed[0][: fixed[0].rfind("/") + 1]
        parts.append(re.escape(start) + ("$" if whole and not path.endswith("/") else ""))
    return f"^({'|'.join(dict.fromkeys(parts))})"


def with_hook(text: str, gate: str, files: str) -> str | None:
    """Return the configuration with the entry at the end of its list; None where it has none that can be added to.

    What is there stays as it is, byte for byte.
    """
    import yaml

    try:
        told: Any = yaml.safe_load(text)
    except yaml.YAMLError:
        return None
    first = re.search(r"^( *)-\s+repo:", text, re.MULTILINE)
    if first is None or not isinstance(told, dict) or not isinstance(told.get("repos"), list):
        return None
    newline = "\r\n" if "\r\n" in text else "\n"
    whole = text + ("" if text.endswith("\n") else newline) + hook_entry(gate, files, first[1]).replace("\n", newline)
    try:
        found = yaml.safe_load(whole)
    except yaml.YAMLError:
        return None
    return whole if found == told | {"repos": [*told["repos"], *yaml.safe_load(hook_entry(gate, files))]} else None


def is_there(text: str) -> bool:
    """Return whether a configuration has the hook."""
    return re.search(rf"^\s*(- )?id:\s*{HOOK}\s*$", text, re.MULTILINE) is not None


def _quoted(text: str) -> str:
    return "'" + text.replace("'", "''") + "'" if text.isprintable() else json.dumps(text)
