"""Keys, tokens and passwords."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.privacy._inside import found_inside
from dataqa.checks.privacy._rows import scored_rows
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.identifying import SECRETS
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.roles.names import words_of

_MAY_HOLD = (
    r"-----BEGIN|AKIA|ASIA|A[GIN]PA|AIDA|AROA|gh[pousr]_|github_pat_|glpat-|xox[abeprs]-|hooks\.slack|[prs]k_(?:live|test)_|AIza|sk-|npm_"
    r"|pypi-|hf_|SG\.|AccountKey|ya29|eyJ|://[^/\s]*@|\$(?:2[aby]|argon2|[156])"
    r"|(?i:bearer|pass(?:w|code|phrase)|pwd|contraseña|mot de passe|secret|key|token)"
)
_VALUE = r"(?i)(?:[:=]>? ?| is:? | ist:? | est:? )[\"']?([^\s\"',;]{6,})$"
_SURE = {
    "private keys": 0.99,
    "access keys": 0.97,
    "signed tokens": 0.95,
    "passwords": 0.8,
    "passwords in links": 0.9,
    "password hashes": 0.95,
}
_MADE_UP = r"(?i)://[^/\s:@]*:(?:tiger|pass|passwd|password|passwort|pwd|secret|changeme|x+|\*+|\.+|[<\[{$%][^@]*)@"
"""Links with a password that stand for others."""


class Parameters(CheckParameters):
    """Which columns are named for secrets."""

    most_cells: Annotated[float, Field(ge=0, le=1)]
    """Share of the different cells that must look like secrets."""
    least_different: Annotated[float, Field(ge=0, le=1)]
    """Different values as a share of the cells."""
    spoken: Annotated[float, Field(ge=0, le=1)]
    """Certainty, at most, of a password that is spoken of in a conversation: it may be one that was made up as an example."""
    named: dict[str, tuple[str, ...]]
    """Words of a column's name for each kind of secret."""


@check(reads=("columns:text", "inside"), parameters=Parameters)
def secrets(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows with a key, a token or a password, by its issuer's prefix, the words beside it or the column's name.

    In a column named for passwords or tokens all texts without blanks count, if they differ and are more than plain words. A long
    text of random letters without such signs may be any id or hash and does not count.
    """
    for column, part in audit.profiles():
        if part.role == "nested":
            yield from found_inside(audit, column.name, "", partial(_search_at, audit))
        if part.role == "nested" or column.kind != "text":
            continue
        cells = audit.engine.values(column.name, lambda s: s.unique().drop_nulls())
        held = cells.filter(cells.str.contains(_MAY_HOLD)).sort()
        for kind, scores in _search(held).items():
            if kind == "passwords" and audit.table.source(column.name).turns is not None:
                scores = np.minimum(scores, audit.parameters.spoken)
            yield from _measured(audit, column.name, kind, held, scores)
        named = _named(audit, column.name)
        if named and column.distinct >= audit.parameters.least_different * column.present:
            rest = cells.sort()
            yield from _measured(audit, column.name, named, rest, _like_secrets(audit, rest))


def _search_at(audit: Context[Parameters], texts: pl.Series, path: str) -> dict[str, Floats]:
    """Return how sure each text at one path of nested cells is a secret, by its form or by the key it stands under."""
    found = _search(texts)
    named = _named(audit, path.rpartition(".")[2])
    return found | {named: _like_secrets(audit, texts)} if named else found


def _like_secrets(audit: Context[Parameters], texts: pl.Series) -> Floats:
    """Return how sure each of the texts under a name for secrets is one; none where one has a form of its own, which is surer."""
    fits = (texts.str.contains(r"^\S{6,}$") & texts.str.contains(r"[^\p{L}]")).to_numpy()
    formed = any(texts.str.contains(pattern).any() for pattern in SECRETS.values())
    sure = not formed and fits.any() and fits.mean() >= audit.parameters.most_cells
    return 0.8 * fits if sure else np.zeros(len(texts))


def _search(texts: pl.Series) -> dict[str, Floats]:
    """Return how sure each text holds a secret, by kind."""
    return {kind: _SURE[kind] * _held(texts, kind, pattern) for kind, pattern in SECRETS.items()}


def _held(texts: pl.Series, kind: str, pattern: str) -> Floats:
    if kind == "passwords in links":
        # scott:tiger@localhost: what manuals write is nobody's password
        links = texts.str.extract_all(pattern).list.eval(~pl.element().str.contains(_MADE_UP))
        return links.list.any().fill_null(False).to_numpy().astype(np.float64)
    if kind != "passwords":
        return texts.str.contains(pattern).to_numpy().astype(np.float64)
    frame = pl.DataFrame({"at": np.arange(len(texts)), "said": texts.str.extract_all(pattern)}).explode("said").drop_nulls()
    value = pl.col("said").str.extract(_VALUE, 1)
    # "the password is required": a word of letters alone is prose; "{password}" and "****" stand for one
    real = value.str.contains(r"\d|[@#$%^&*!+_]\w|\p{Ll}\p{Lu}") & ~value.str.contains(
        r"^[\W_]*$|^<.*>|^\{.*\}|^\[.*\]|^\$\{?[A-Za-z_]+\}?$|^%[A-Za-z_]+%?$|\.\.\.$|^https?:|^[\d.,:/-]+[€$£%]?\.?$"
    )
    found = np.zeros(len(texts))
    found[frame.filter(real).get_column("at").to_numpy()] = 1.0
    return found


def _named(audit: Context[Parameters], name: str) -> str:
    said = f" {' '.join(words_of(name))} "
    return next((kind for kind, words in audit.parameters.named.items() if any(f" {word} " in said for word in words)), "")


def _measured(audit: Context, name: str, kind: str, cells: pl.Series, scores: Floats) -> Iterator[Measurement]:
    rows = scored_rows(audit, name, cells, scores)
    if rows.count:
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            columns=(name,),
            rows=rows,
            about=kind,
            details={"kind": kind, "sure": float(scores.max())},
        )
