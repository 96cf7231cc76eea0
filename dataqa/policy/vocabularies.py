"""Word lists that several checks use: ``rules/vocabularies/<name>.yaml``, each stands there once."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError

from dataqa._paths import RULES
from dataqa.errors import RuleError, nearest
from dataqa.invalid import Strict, first_problem


class Vocabulary(Strict):
    """A word list."""

    about: Annotated[str, Field(min_length=20)]
    """What its words mean, in one sentence."""
    words: Annotated[list[str], Field(min_length=1)]
    """The words, in the order in which they are shown."""


def vocabularies() -> tuple[str, ...]:
    """Return the names of all vocabularies."""
    return tuple(sorted(path.stem for path in (RULES / "vocabularies").glob("*.yaml")))


@cache
def vocabulary(name: str) -> tuple[str, ...]:
    """Return the words of a vocabulary.

    Raises
    ------
    RuleError
        If there is none of this name, or its file cannot be read.
    """
    if name not in vocabularies():
        raise RuleError(f"There is no vocabulary {name!r}.{nearest(name, vocabularies())}")
    path = RULES / "vocabularies" / f"{name}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        return tuple(Vocabulary.model_validate(yaml.load(path.read_text(encoding="utf-8"), Loader=loader)).words)
    except ValidationError as error:
        raise RuleError(f"vocabularies/{path.name}: {first_problem(error, Vocabulary)}") from error
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise RuleError(f"vocabularies/{path.name} cannot be read: {' '.join(str(error).split())}") from error


def with_words(value: Any) -> Any:
    """Return a rule's parameters with ``{vocabulary: name, and: [more words]}`` replaced by the words, at any depth."""
    if isinstance(value, Mapping):
        if set(value) in ({"vocabulary"}, {"vocabulary", "and"}):
            return [*vocabulary(str(value["vocabulary"])), *value.get("and", ())]
        return {key: with_words(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [with_words(inner) for inner in value]
    return value
