"""The parameters of findings: ``rules/findings/<name>.yaml``, read once, the same under every pack."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

from pydantic import Field

from dataqa.errors import RuleError, nearest
from dataqa.invalid import Strict
from dataqa.rule_files import file_of, names_in, with_words


class FindingRule(Strict):
    """What a finding is, and its parameters."""

    finds: Annotated[str, Field(min_length=20)]
    """What is found, in one sentence."""
    parameters: Annotated[dict[str, Any], Field(min_length=1)]
    """Word lists and sizes that say what is found."""


def findings() -> tuple[str, ...]:
    """Return the names of all findings that have parameters."""
    return names_in("findings")


@cache
def parameters_of(finding: str) -> Mapping[str, Any]:
    """Return a finding's parameters.

    Raises
    ------
    RuleError
        Where there is no such finding, or its file has other keys than it should.
    """
    if finding not in findings():
        raise RuleError(f"There is no finding {finding!r}.{nearest(finding, findings())}")
    return MappingProxyType(with_words(file_of(FindingRule, f"findings/{finding}.yaml").parameters))
