"""Writes into each rule what its check measures on the planted frame, so that `dataqa explain` shows full sentences."""

from __future__ import annotations

import json
import re
import string
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_EXAMPLE = re.compile(r"^    example: .*\n", re.MULTILINE)
_ALWAYS = ("columns", "value", "interval", "rows", "about", "notes")
_WORDS = {"low", "high", "counted", "percent", "unit", *_ALWAYS}


def examples(measured: Iterable[dict[str, Any]], messages: dict[str, Any], notes: dict[str, str]) -> dict[str, dict[str, Any]]:
    """Return the first measurement of each kind, with the details that its texts name."""
    found: dict[str, dict[str, Any]] = {}
    for one in measured:
        kind = one["kind"] or "default"
        if kind in found or kind not in messages:
            continue
        said = {**messages["default"], **messages[kind]}
        texts = [said["title"], said["why"], said["fix"], *(notes[name] for name in one["notes"])]
        named = {field for text in texts for _, field, _, _ in string.Formatter().parse(text) if field}
        rows = None if one["rows"] is None else one["rows"][0]
        whole = {**one, "rows": rows}
        kept = {key: whole[key] for key in _ALWAYS if whole[key] not in (None, [], "")}
        if "unit" in named:
            kept["unit"] = one["unit"]
        found[kind] = kept | {key: one["details"][key] for key in sorted(named - _WORDS) if key in one["details"]}
    return found


def rewritten(text: str, found: dict[str, dict[str, Any]]) -> str:
    """Return a rule's YAML with these examples in place of those that it has."""
    lines: list[str] = []
    kind: str | None = None

    def close() -> None:
        if kind in found:
            lines.append(f"    example: {json.dumps(found[kind], ensure_ascii=False)}")

    within = False
    for line in _EXAMPLE.sub("", text).splitlines():
        if re.match(r"\S", line):
            if within:
                close()
                kind = None
            within = line.startswith("messages:")
        elif within and (head := re.match(r"  ([\w-]+):\s*$", line)):
            close()
            kind = head[1]
        lines.append(line)
    if within:
        close()
    return "\n".join(lines) + "\n"


def made() -> dict[Path, str]:
    """Return each rule's file as it should be."""
    import yaml

    planted = json.loads((ROOT / "tests" / "checks" / "planted.json").read_text(encoding="utf-8"))
    files: dict[Path, str] = {}
    for path in sorted((ROOT / "rules" / "checks").glob("*/*.yaml")):
        text = path.read_text(encoding="utf-8")
        rule = yaml.safe_load(text)
        files[path] = rewritten(text, examples(planted[path.stem], rule["messages"], rule.get("notes", {})))
    return files


if __name__ == "__main__":
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")
    sys.exit()
