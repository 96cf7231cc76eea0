"""Audit a dataset before a model is trained on it.

>>> import dataqa
>>> result = dataqa.audit("train.csv", target="label")  # doctest: +SKIP
>>> result.to_html("audit.html")  # doctest: +SKIP
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

__version__ = "0.1.0"
__all__ = [
    "Audit", "CallError", "Check", "Context", "DataqaError", "Decision", "Fixed", "Issue", "Measurement", "Rules", "SourceError",
    "audit", "check", "gate",
]  # fmt: skip

_WHERE = {
    "Audit": "dataqa.result",
    "CallError": "dataqa.errors",
    "Check": "dataqa.checks.registry",
    "Context": "dataqa.context",
    "DataqaError": "dataqa.errors",
    "Decision": "dataqa.decision",
    "Fixed": "dataqa.fixing.fixed",
    "Issue": "dataqa.model",
    "Measurement": "dataqa.model",
    "Rules": "dataqa.policy.pack",
    "SourceError": "dataqa.errors",
    "audit": "dataqa.api",
    "check": "dataqa.checks.registry",
    "gate": "dataqa.review",
}

if TYPE_CHECKING:
    from dataqa.api import audit
    from dataqa.checks.registry import Check, check
    from dataqa.context import Context
    from dataqa.decision import Decision
    from dataqa.errors import CallError, DataqaError, SourceError
    from dataqa.fixing.fixed import Fixed
    from dataqa.model import Issue, Measurement
    from dataqa.policy.pack import Rules
    from dataqa.result import Audit
    from dataqa.review import gate


def __getattr__(name: str) -> Any:
    # loaded when first asked for: importing dataqa costs next to nothing
    if name not in _WHERE:
        raise AttributeError(f"module 'dataqa' has no attribute {name!r}")
    import importlib

    found = getattr(importlib.import_module(_WHERE[name]), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
