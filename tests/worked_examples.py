"""Writes into each rule what its check measures on the planted frames, so that `dataqa explain` shows full sentences."""

from __future__ import annotations

import json
import re
import string
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
_WRITTEN = re.compile(r"^    (?:planted|example): .*\n", re.MULTILINE)
_ALWAYS = ("columns", "value", "interval", "rows", "about", "notes")
_WORDS = {"low", "high", "counted", "percent", "unit", *_ALWAYS}


def first_of(kind: str | None, measured: Iterable[dict[str, Any]]) -> dict[str, Any]:
    """Return the first measurement of a kind, or the first of all."""
    return next(one for one in measured if kind in (None, one["kind"] or "default"))


def example(one: dict[str, Any], said: dict[str, Any], notes: dict[str, str]) -> dict[str, Any]:
    """Return a measurement with the details that the texts of its message name."""
    texts = [said["title"], said["why"], said["fix"], *(notes[name] for name in one["notes"])]
    named = {field for text in texts for _, field, _, _ in string.Formatter().parse(text) if field}
    whole = {**one, "rows": None if one["rows"] is None else one["rows"][0]}
    kept = {key: whole[key] for key in _ALWAYS if whole[key] not in (None, [], "")}
    return kept | {"unit": one["unit"]} | {key: one["details"][key] for key in sorted(named - _WORDS) if key in one["details"]}


def rewritten(text: str, found: dict[str, tuple[str, dict[str, Any]]]) -> str:
    """Return a rule's YAML with these sentences and examples in place of those that it has."""
    lines: list[str] = []
    kind: str | None = None

    def close() -> None:
        if kind in found:
            for key, value in zip(("planted", "example"), found[kind], strict=True):
                lines.append(f"    {key}: {json.dumps(value, ensure_ascii=False)}")

    within = False
    for line in _WRITTEN.sub("", text).splitlines():
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

    sys.path.insert(0, str(ROOT / "tests" / "checks"))
    from planted import PLANTED, WHOLE

    measured = json.loads(WHOLE.read_text(encoding="utf-8"))
    files: dict[Path, str] = {}
    for path in sorted((ROOT / "rules" / "checks").glob("*/*.yaml")):
        text = path.read_text(encoding="utf-8")
        rule = yaml.safe_load(text)
        found = {}
        for name, frame in PLANTED.items():
            if frame.check == path.stem:
                one = first_of(frame.kind, measured[name])
                kind = one["kind"] or "default"
                said = {**rule["messages"]["default"], **rule["messages"][kind]}
                found[kind] = (frame.sentence, example(one, said, rule.get("notes", {})))
        files[path] = rewritten(text, found)
    return files


if __name__ == "__main__":
    for path, text in made().items():
        path.write_text(text, encoding="utf-8")
    sys.exit()
