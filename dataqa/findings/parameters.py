"""The parameters of findings: ``rules/findings/<name>.yaml``, read once, the same under every pack."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any

import yaml
from pydantic import Field, ValidationError

from dataqa._paths import RULES
from dataqa.errors import RuleError, nearest
from dataqa.invalid import Strict, first_problem


class FindingRule(Strict):
    """What a finding is, and its parameters."""

    finds: Annotated[str, Field(min_length=20)]
    """What is found, in one sentence."""
    parameters: Annotated[dict[str, Any], Field(min_length=1)]
    """Word lists and sizes that say what is found."""


def findings() -> tuple[str, ...]:
    """Return the names of all findings that have parameters."""
    return tuple(sorted(path.stem for path in (RULES / "findings").glob("*.yaml")))


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
    path = RULES / "findings" / f"{finding}.yaml"
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        text = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)
        return MappingProxyType(FindingRule.model_validate(text).parameters)
    except ValidationError as error:
        raise RuleError(f"findings/{path.name}: {first_problem(error, FindingRule)}") from error
    except (yaml.YAMLError, OSError, UnicodeDecodeError) as error:
        raise RuleError(f"findings/{path.name} cannot be read: {' '.join(str(error).split())}") from error
