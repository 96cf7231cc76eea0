"""Reads the files under ``rules/``: YAML that a model holds to its keys, and word lists that several of them share."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, TypeVar

import yaml
from pydantic import BaseModel, Field, ValidationError

from dataqa._paths import RULES
from dataqa.errors import RuleError, nearest
from dataqa.invalid import Strict, first_problem

M = TypeVar("M", bound=BaseModel)


class Vocabulary(Strict):
    """A word list."""

    about: Annotated[str, Field(min_length=20)]
    """What its words mean, in one sentence."""
    words: Annotated[list[str], Field(min_length=1)]
    """The words, in the order in which they are shown."""


def read_yaml(path: Path) -> Any:
    """Return what a YAML file holds.

    Raises
    ------
    RuleError
        If it cannot be read.
    """
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise RuleError(f"{path.name} cannot be read: {' '.join(str(error).split())}") from error


def held_to(model: type[M], text: Any, where: str) -> M:
    """Return a text as a model.

    Raises
    ------
    RuleError
        If it is none: `where`, the first problem, and the nearest name.
    """
    try:
        return model.model_validate(text)
    except ValidationError as error:
        raise RuleError(f"{where}: {first_problem(error, model)}") from error


def file_of(model: type[M], where: str) -> M:
    """Return a file under the rules as a model.

    Raises
    ------
    RuleError
        If it cannot be read, or has other keys than the model.
    """
    return held_to(model, read_yaml(RULES / where), where)


def names_in(folder: str) -> tuple[str, ...]:
    """Return the names of the files in a folder of the rules."""
    return tuple(sorted(path.stem for path in (RULES / folder).glob("*.yaml")))


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """Return the words of ``rules/vocabularies/<name>.yaml``.

    Raises
    ------
    RuleError
        If there is none of this name, or its file cannot be read.
    """
    if name not in (known := names_in("vocabularies")):
        raise RuleError(f"There is no vocabulary {name!r}.{nearest(name, known)}")
    return tuple(file_of(Vocabulary, f"vocabularies/{name}.yaml").words)


def with_words(value: Any) -> Any:
    """Return parameters with ``{vocabulary: name, and: [more words]}`` replaced by the words, at any depth."""
    if isinstance(value, Mapping):
        if set(value) in ({"vocabulary"}, {"vocabulary", "and"}):
            return [*vocabulary(str(value["vocabulary"])), *value.get("and", ())]
        return {key: with_words(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_words(inner) for inner in value]
    return value
