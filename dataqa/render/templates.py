"""The Jinja2 environment in which the files under ``reports/`` are read."""

from __future__ import annotations

import functools
import re

import jinja2
from markupsafe import Markup, escape

from dataqa._paths import REPORTS
from dataqa.render import words

_QUOTED = re.compile(r"`([^`\n]{1,80})`")


def _code(text: str) -> Markup:
    """Return a text as HTML in which what stands in backticks is code; all of it is escaped first."""
    return Markup(_QUOTED.sub(r"<code><bdi>\1</bdi></code>", str(escape(text))))


@functools.cache
def environment(folder: str, *, autoescape: bool) -> jinja2.Environment:
    """Return the environment of one folder under ``reports/``: an unknown name in a template is an error, never a blank.

    Parameters
    ----------
    folder : str
        ``"html"`` or ``"markdown"``.
    autoescape : bool
        True for HTML: whatever a template prints is escaped.

    Returns
    -------
    jinja2.Environment
        With the functions of `dataqa.render.words` as filters of the same names.
    """
    found = jinja2.Environment(
        loader=jinja2.FileSystemLoader(REPORTS / folder, encoding="utf-8"),
        autoescape=autoescape,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
    )
    for name in ("visible", "number", "share", "amount", "span", "score", "points", "gain", "count", "listed", "plain"):
        found.filters[name] = getattr(words, name)
    found.filters["code"] = _code
    return found
