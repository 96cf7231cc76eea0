"""Pages that are made while the site is built: a page a check, the files of the repository that are pages, and llms.txt.

An mkdocs hook (``hooks:`` in mkdocs.yml).
"""

from __future__ import annotations

import inspect
import re
from itertools import groupby
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation

import dataqa
from dataqa.catalogue import entries
from dataqa.checks.registry import all_checks
from dataqa.explaining import markdown_page
from dataqa.policy.pack import Rules

ROOT = Path(__file__).resolve().parent.parent
COPIED = {
    "index.md": ROOT / "README.md",
    "rules.md": ROOT / "rules" / "README.md",
    "contributing.md": ROOT / ".github" / "CONTRIBUTING.md",
    "changelog.md": ROOT / "CHANGELOG.md",
}
PAGE_OF = {path.resolve(): page for page, path in COPIED.items()}
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#\s]+)(#[^)]*)?\)")


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages that are made."""
    rules = Rules.load("default")
    made = {f"checks/{check.id}.md": markdown_page(check, rules) for check in all_checks()}
    made |= {page: _within(path.read_text(encoding="utf-8"), path.parent, page) for page, path in COPIED.items()}
    made |= {"python.md": _reference(), "llms.txt": _llms(rules)}
    for page, text in made.items():
        files.append(File.generated(config, page, content=text))
    return files


def on_nav(nav: Navigation, config: MkDocsConfig, files: Files) -> Navigation:
    """Leave the pages of single checks out of the menu: the page with all of them links there."""
    for file in files.documentation_pages():
        if file.src_uri.startswith("checks/"):
            file.inclusion = file.inclusion.NOT_IN_NAV
    return nav


def on_page_markdown(markdown: str, page: object, config: MkDocsConfig, files: Files) -> str:
    """Link each check in the table to its page, and what is outside the site to the repository's text."""
    uri = page.file.src_uri  # type: ignore[attr-defined]
    if uri == "checks.md":
        return re.sub(r"^(\|[^|]*\| )`([a-z0-9-]+)`( \|)", r"\1[`\2`](checks/\2.md)\3", markdown, flags=re.MULTILINE)
    return markdown if uri in COPIED or uri.startswith("checks/") else _within(markdown, ROOT / "docs", uri)


def _within(text: str, folder: Path, page: str) -> str:
    """Return Markdown whose links lead to pages of the site; a link to another file becomes its path as code."""

    def led(found: re.Match[str]) -> str:
        goal = (folder / found[1]).resolve()
        if goal.is_relative_to(ROOT / "docs"):
            return f"]({goal.relative_to(ROOT / 'docs').as_posix()}{found[2] or ''})"
        if goal in PAGE_OF:
            return f"]({PAGE_OF[goal]}{found[2] or ''})"
        return "]{outside}"

    text = LINK.sub(led, text)
    return re.sub(r"(?<!!)\[([^\]]+)\]\{outside\}", r"\1", text)


def _reference() -> str:
    """Return the public names with their signatures and docstrings."""
    parts = ["# Python reference", "Everything public is in `dataqa`: `import dataqa`."]
    for name in sorted(dataqa.__all__, key=lambda name: (not name.islower(), name)):
        one = getattr(dataqa, name)
        parts += [f"## {name}", *_documented(name, one)]
        if inspect.isclass(one) and not issubclass(one, Exception):
            members = {key: value for key, value in vars(one).items() if not key.startswith("_") and _text(value)}
            for key, value in members.items():
                parts += [f"### {name}.{key}", *_documented(key, value)]
    return "\n\n".join(parts) + "\n"


def _documented(name: str, one: object) -> list[str]:
    inner = one.fget if isinstance(one, property) else getattr(one, "__func__", one)
    try:
        signature = "" if isinstance(one, property) or inspect.isclass(one) else f"{name}{inspect.signature(inner)}"
    except (TypeError, ValueError):
        signature = ""
    shown = [f"```python\n{signature}\n```"] if signature else []
    return [*shown, f"```text\n{_text(one)}\n```"] if _text(one) else shown


def _text(one: object) -> str:
    own = one.__doc__ if isinstance(one, property | classmethod | staticmethod) or callable(one) else None
    return inspect.cleandoc(own) if own else ""


def _llms(rules: Rules) -> str:
    """Return what a language model should read first (llmstxt.org)."""
    lines = [
        "# dataqa",
        "",
        "> Audits a dataset before a model is trained on it: `dataqa.audit(data, target=...)`.",
        "",
        "## Pages",
        "",
    ]
    pages = ("first-audit", "python", "command-line", "score", "fixing", "gate", "glossary", "rules", "contributing")
    lines += [f"- [{page}]({page}.html)" for page in pages]
    for dimension, group in groupby(entries(rules), key=lambda entry: entry[0].dimension):
        lines += ["", f"## Checks: {dimension}", ""]
        lines += [f"- [{check.id}](checks/{check.id}.html): {check.summary}" for check, _ in group]
    return "\n".join(lines) + "\n"
