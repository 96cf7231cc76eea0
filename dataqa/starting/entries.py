"""Datasets as they stand in a configuration file: their names, and TOML."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dataqa.errors import CallError

_BARE = re.compile(r"[A-Za-z0-9_-]+")
_HEAD = """\
# What `dataqa gate` looks at: each dataset is held against its baseline in dataqa.baseline/.
# `dataqa gate --update` writes new baselines, after showing what changes. Keys are those of dataqa.audit.
"""
_NO_TARGET = '# target = ""   # not told: only what needs no target is looked at'


def names_of(paths: Sequence[str], taken: Iterable[str] = ()) -> list[str]:
    """Return what the datasets are called: after their files, each name once, also where case makes no difference.

    Parameters
    ----------
    paths : sequence of str
        Files or patterns.
    taken : iterable of str
        Names that are there already.
    """
    known, found = {name.casefold() for name in taken}, []
    for path in paths:
        stem = re.split(r"[\\/]", path)[-1].partition(".")[0]
        name = first = re.sub(r"[^\w-]+", "-", stem).strip("-") or "data"
        number = 1
        while name.casefold() in known:
            number += 1
            name = f"{first}-{number}"
        known.add(name.casefold())
        found.append(name)
    return found


def with_entries(text: str, entries: Mapping[str, Mapping[str, Any]], name: str) -> str:
    """Return the text of a configuration file with further datasets at its end; what is there stays as it is, byte for byte.

    Parameters
    ----------
    text : str
        Of the file; empty for a new one.
    entries : mapping of str to mapping
        By name, the keys of each; a target that is None is told as a comment.
    name : str
        Of the file: in ``pyproject.toml`` datasets stand below ``tool.dataqa``.

    Raises
    ------
    CallError
        Where nothing can be added to the file.
    """
    inside = name == "pyproject.toml" or "dataqa" in _parsed(text, name).get("tool", {})
    newline = "\r\n" if "\r\n" in text else "\n"
    lines = [] if text else _HEAD.splitlines()
    for dataset, keys in entries.items():
        table = (*(("tool", "dataqa") if inside else ()), "datasets", dataset)
        lines += ["", f"[{'.'.join(map(_key, table))}]"]
        lines += [_NO_TARGET if key == "target" and value is None else f"{key} = {_value(value)}" for key, value in keys.items()]
    gap = "" if not text or text.endswith("\n") else newline
    whole = text + gap + newline.join(lines) + newline
    expected = {dataset: {key: value for key, value in keys.items() if value is not None} for dataset, keys in entries.items()}
    if _datasets(whole, inside, name) != _datasets(text, inside, name) | expected:
        raise CallError(f"nothing can be added to {name}; expected datasets as tables of their own, [datasets.NAME].")
    return whole


def _datasets(text: str, inside: bool, name: str) -> dict[str, Any]:
    told = _parsed(text, name)
    part = told.get("tool", {}).get("dataqa", {}) if inside else told
    return dict(part.get("datasets", {}))


def _parsed(text: str, name: str) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise CallError(f"nothing can be added to {name}: {error}.") from error


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _value(name)


def _value(value: str | Sequence[str]) -> str:
    # what JSON writes of texts and lists of texts is TOML, but for one character
    return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
