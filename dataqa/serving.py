"""A Model Context Protocol server: agents audit a dataset, ask for a check and see what fixes would do. It writes no file."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Any, Literal, ParamSpec, TypeVar

from dataqa.errors import CallError, DataqaError

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

    from dataqa.result import Audit

P = ParamSpec("P")
T = TypeVar("T")
_MOST = 50
"""Issues that one answer lists at most."""


def server() -> MCPServer:
    """Return the server with its three tools; `run` serves it on standard input and output.

    Raises
    ------
    CallError
        Where the package ``mcp`` is not installed.
    """
    try:
        from mcp.server.mcpserver import MCPServer
    except ImportError as error:
        raise CallError("dataqa mcp needs the package mcp: pip install 'dataqa-audit[mcp]'.") from error
    made = MCPServer("dataqa", instructions="Audits datasets before a model is trained on them. Personal data is masked.")
    for tool in (audit, explain, preview_fixes):
        made.tool()(_with_our_errors(tool))
    return made


def audit(
    data: str,
    target: str | None = None,
    time: str | None = None,
    group: str | None = None,
    split: str | None = None,
    test: str | None = None,
    reference: str | None = None,
    most_issues: int = 10,
) -> dict[str, Any]:
    """Audit a dataset and return its score, verdict and worst issues.

    `data` is a path or pattern (CSV, JSON, Parquet, Arrow, Excel, SQLite, DuckDB); `target` the column to predict; `time`, `group`
    and `split` columns with the time, the entity and the train or test part of a row; `test` and `reference` paths of held-out and
    production data. An issue has the positions of its first rows, counted from 0.
    """
    result = _audited(data, target, time=time, group=group, split=split, test=test, reference=reference)
    report = result.to_dict()
    listed = report["issues"][: min(max(most_issues, 0), _MOST)]
    keys = ("id", "check", "severity", "columns", "title", "why", "fix", "cost", "blocking", "fix_with")
    issues = [{key: one[key] for key in keys} | {"rows": _first(one["rows"])} for one in listed]
    return {
        "score": report["score"],
        "verdict": report["verdict"],
        "performance": report["performance"],
        "rows": result.record.dataset.rows,
        "columns": result.record.dataset.columns,
        "issues": issues,
        "more_issues": len(result.issues) - len(issues),
    }


def explain(check: str) -> str:
    """Explain what a check measures, why it matters, how to fix it and how it is judged, as Markdown."""
    from dataqa.checks.registry import all_checks
    from dataqa.errors import nearest
    from dataqa.explaining import markdown_page
    from dataqa.policy.pack import Rules

    known = {one.id: one for one in all_checks()}
    if check not in known:
        raise CallError(f"There is no check {check!r}.{nearest(check, known)}")
    return markdown_page(known[check], Rules.load("default"))


def preview_fixes(data: str, target: str | None = None, apply: Literal["safe", "all"] = "safe") -> str:
    """Show what `dataqa fix` would change, one line an issue, with rows, columns and classes before and after; write nothing."""
    return str(_audited(data, target).fix(data, apply=apply))


def _with_our_errors(tool: Callable[P, T]) -> Callable[P, T]:
    """Return a tool whose errors reach the agent in our words: those of others may quote cells, and the protocol hides them."""
    from mcp.server.mcpserver.exceptions import ToolError

    @wraps(tool)
    def call(*args: P.args, **kwargs: P.kwargs) -> T:
        try:
            return tool(*args, **kwargs)
        except DataqaError as error:
            raise ToolError(str(error)) from error

    return call


def _audited(data: str, target: str | None, **options: Any) -> Audit:
    from dataqa.api import audit as run

    return run(data, target, **options)


def _first(rows: dict[str, Any] | None) -> dict[str, Any] | None:
    return None if rows is None else {"count": rows["count"], "positions": rows["positions"][:10]}
