"""``dataqa explain``, ``rules``, ``mcp`` and ``demo``: what the checks are, and what they find."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from dataqa.cli.app import Format, Pack, app
from dataqa.cli.audit import give
from dataqa.cli.outputs import writable_all
from dataqa.cli.shared import console, progress_bar


@app.command()
def explain(
    check: Annotated[str, typer.Argument(metavar="CHECK", help="Id of a check, as in dataqa rules.")],
    rules: Pack = "default",
) -> None:
    """Explain what a check measures, why it matters and how to fix it."""
    from dataqa.explaining import explanation
    from dataqa.policy.pack import Rules

    console().print(explanation(check, Rules.load(rules)), highlight=False)


@app.command()
def rules(pack: Pack = "default") -> None:
    """List all checks with their bounds."""
    from dataqa.catalogue import table
    from dataqa.policy.pack import Rules

    console().print(table(Rules.load(pack)), highlight=False)


@app.command()
def mcp() -> None:
    """Serve audits to agents over the Model Context Protocol, on standard input and output."""
    from dataqa.serving import server

    server().run("stdio")


@app.command()
def demo(html: Annotated[Path, typer.Option(metavar="F", help="Where to write the report.")] = Path("dataqa-demo.html")) -> None:
    """Audit a synthetic dataset with planted defects."""
    from dataqa.demo import audit_demo

    writable_all("", {"html": html})
    with progress_bar(quiet=False) as progress:
        result = audit_demo(progress)
    give(result, {"html": html}, Format.terminal, mask=True)
