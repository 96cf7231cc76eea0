"""What checks are given: the context of an audit, without the audit."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from unittest.mock import patch

import dataqa
from dataqa.context import Context


class _Reached(BaseException):
    """Ends an audit before its first check measures."""


def context_of(data: Any, **arguments: Any) -> Context:
    """Return what an audit with these arguments gives to its checks."""
    seen: list[Context] = []

    def measured(check: Any, context: Context, *rest: Any) -> None:
        seen.append(context)
        raise _Reached

    with patch("dataqa.running.measured_by", measured), suppress(_Reached):
        dataqa.audit(data, **arguments)
    return seen[0]
