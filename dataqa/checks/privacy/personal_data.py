"""E-mail addresses, telephone, card, account and state numbers, IP and device addresses, in columns and in free text."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.arrays import Floats
from dataqa.checks.privacy._identifiers import digits as d
from dataqa.checks.privacy._identifiers import national as n
from dataqa.checks.privacy._identifiers import phones as p
from dataqa.checks.privacy._identifiers.agreement import agreed
from dataqa.checks.privacy._identifiers.announced import announced
from dataqa.checks.privacy._inside import found_inside
from dataqa.checks.privacy._rows import scored_rows
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.identifying import MAC, WALLET
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.roles.geometry import are_pairs
from dataqa.roles.names import words_of
from dataqa.task import Role

_MANY, _SOME = 100_000, 20_000
Found = tuple[pl.Series, dict[str, Floats]]
"""Different cells, and for each kind the certainty for each of them; 0 if it is not there."""


class Parameters(CheckParameters):
    """Which words announce personal data, and how certain it must be."""

    phone_words: tuple[str, ...]
    """Words of a column's name for telephone numbers."""
    social_words: tuple[str, ...]
    """Words of a column's name for social security numbers."""
    announcing_words: tuple[str, ...]
    """Words before a telephone number in running text."""
    most_cells: Annotated[float, Field(ge=0, le=1)]
    """Share of the different cells that must have the form, in a column that its name announces."""
    least_sure: Annotated[float, Field(ge=0, le=1)]
    """Certainty of numbers with check digits, at least."""
    invented_domains: tuple[str, ...]
    """Regular expressions of domains that belong to nobody: in prose they make an example (RFC 2606, RFC 6761)."""
    alone: Annotated[float, Field(ge=0, le=1)]
    """Certainty, at most, of a date of birth in prose: without a name it identifies nobody."""
    announced: dict[str, tuple[str, ...]]
    """Kinds that only a word announces, each with the regular expressions of such words."""


@check(reads=("columns:text", "columns:number", "nested"), parameters=Parameters)
def personal_data(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows with a direct identifier, per column and kind, by its form, its check digits and the words beside it.

    The certainty depends on how a number is written, and on how many of that form in the column pass their check digits beyond
    chance. Numbers of orders, tickets, prices and versions seldom pass, and have no such words beside them.
    """
    for column, part in audit.profiles():
        if part.role == "nested" and not are_pairs(audit.profile.sample.get_column(column.name)):
            search = partial(_search, role="categorical", parameters=audit.parameters)
            yield from found_inside(audit, column.name, d.MAY_HOLD, search)
            continue
        cells, found = _in_text(audit, column, part.role) if column.kind == "text" else _in_numbers(audit, column)
        for kind, scores in found.items():
            rows = scored_rows(audit, column.name, cells, scores)
            if rows.count:
                yield Measurement(
                    value=rows.count / audit.rows,
                    unit="share of rows",
                    columns=(column.name,),
                    rows=rows,
                    about=kind,
                    details={"kind": kind, "sure": float(scores.max())},
                )


def _in_text(audit: Context[Parameters], column: ColumnProfile, role: Role) -> Found:
    name, parameters = column.name, audit.parameters
    held = audit.engine.values(name, lambda s: s.unique().drop_nulls())
    texts = held.filter(held.str.contains(d.MAY_HOLD)).sort()
    if len(texts) > _MANY and column.shapes and column.shapes[0][1] >= 0.99:
        # codes of a single shape: some of them stand for all
        some = texts.gather_every(len(texts) // _SOME)
        if not any(scores.any() for scores in _search(some, name, role, parameters).values()):
            return texts, {}
    return texts, _search(texts, name, role, parameters)


def _search(texts: pl.Series, name: str, role: Role, parameters: Parameters) -> dict[str, Floats]:
    """Return the certainty of each kind for each text; 0 if it is not there."""
    unlinked = _replaced(texts, "://", d.IN_LINK, "://")
    mails = d.matches(unlinked, (d.MAIL, d.SPACED_MAIL))
    plain = _replaced(texts, r"(?i)http|www\.", d.URL, " ")
    if mails.any():
        plain = _replaced(_replaced(plain, "@", d.MAIL, " "), r"(?i)@|[(\[]at[)\]]", d.SPACED_MAIL, " ")
    rest = plain.str.contains(d.MAY_HOLD_NUMBERS)
    found = _numbers(plain.filter(rest), name, role, parameters) if rest.any() else {}
    at = np.flatnonzero(rest.to_numpy())
    every = {"e-mail addresses": _sure(0.98, mails)}
    if role == "text" and mails.any():
        invented = rf"(?i)@(?:{'|'.join(parameters.invented_domains)})\b"
        real = d.matches(_replaced(unlinked, "@", invented, " "), (d.MAIL, d.SPACED_MAIL))
        every["e-mail addresses"] = np.where(mails & ~real, 0.5, every["e-mail addresses"])
    for kind, scores in found.items():
        every[kind] = np.zeros(len(texts))
        every[kind][at] = scores
    return every


def _replaced(texts: pl.Series, sign: str, pattern: str, value: str) -> pl.Series:
    """Replace a pattern in the texts that have a sign which it cannot do without: looking for that takes far less time."""
    at = texts.str.contains(sign).fill_null(False).arg_true()
    return texts.clone().scatter(at, texts.gather(at).str.replace_all(pattern, value)) if len(at) else texts


def _numbers(plain: pl.Series, name: str, role: Role, parameters: Parameters) -> dict[str, Floats]:
    least = parameters.least_sure
    found: dict[str, Floats] = {
        "card numbers": d.cards(plain, least),
        "bank account numbers": d.accounts(plain, least),
        "IP addresses": agreed(plain, _sure(0.9, d.addresses(plain, parameters.most_cells)), lengths=False),
        "device addresses": _sure(0.9, d.matches(plain, (MAC,))),
        "wallet addresses": _sure(0.9, d.wallets(plain)),
    }
    rest = plain.str.replace_all(f"{d.IBAN}|{MAC}|{WALLET}", " ")
    for number, scores in n.written_numbers(rest, name, least):
        _more(found, number.kind, scores if n.announces(number, name) else agreed(rest, scores))
    held_numbers = np.max([s for k, s in found.items() if k in n.KINDS], axis=0, initial=0.0)
    bare = n.bare_numbers(rest, name, least) if not np.any(held_numbers) else None
    if bare is not None:
        _more(found, bare[0].kind, bare[1])
        held_numbers = bare[1]
    rest = _without(rest, held_numbers)
    for kind, scores in announced(rest, name, parameters.announced, parameters.most_cells):
        if kind == "dates of birth" and role == "text":
            scores = np.minimum(scores, parameters.alone)
        _more(found, kind, scores)
        rest = _without(rest, scores)
    # a card or account number with a slip in it is no telephone number
    rest = rest.str.replace_all(d.CARD, " ")
    patterns = [(p.INTERNATIONAL, 0.95), (p.NATIONAL, 0.8)]
    if role == "text":
        patterns += [(p.PROSE, 0.6), (p.LABELLED, 0.65), ("(?i)" + p.BESIDE_WORD % "|".join(parameters.announcing_words), 0.7)]
    calls = agreed(rest, p.phones(rest, patterns), lambda made: p.phones(made, patterns))
    if calls.any() and p.column(rest, calls, parameters.most_cells):
        calls = np.maximum(calls, _sure(0.7, rest.str.contains(p.CELL).to_numpy()))
    _more(found, "telephone numbers", calls)
    if set(words_of(name)) & set(parameters.phone_words):
        digits = plain.str.count_matches(r"\d")
        cells = plain.str.contains(p.CELL).to_numpy() & digits.is_between(7, 15).to_numpy()
        _more(found, "telephone numbers", _sure(0.95, cells & (cells.mean() >= parameters.most_cells)))
    return found


def _sure(score: float, hit: Any) -> Floats:
    return np.where(hit, score, 0.0)


def _more(found: dict[str, Floats], kind: str, scores: Floats) -> None:
    found[kind] = np.maximum(found.get(kind, 0.0), scores)


def _without(texts: pl.Series, scores: Any) -> pl.Series:
    """Take the numbers out of texts in which some were recognised already."""
    hit = pl.Series(np.broadcast_to(scores, len(texts)) > 0)
    plain = pl.DataFrame({"t": texts, "hit": hit})
    return plain.select(pl.when("hit").then(pl.col("t").str.replace_all(n.WRITTEN, " ")).otherwise("t")).to_series()


def _in_numbers(audit: Context[Parameters], column: ColumnProfile) -> Found:
    """Numbers of states and cards by their check digits; telephone and social security numbers by the column's name and length."""
    name, parameters = column.name, audit.parameters
    empty = pl.Series(name, [], dtype=pl.Int64)
    if column.kind != "number" or not column.integral or column.infinite or column.minimum < 0 or not 1e6 < column.maximum < 9.2e18:
        return empty, {}
    held = audit.engine.values(name, lambda s: s.drop_nulls().cast(pl.Int64, strict=False).drop_nulls().unique().sort())
    texts, words, least = held.cast(pl.String), set(words_of(name)), parameters.least_sure
    found: dict[str, Floats] = {}
    if column.maximum >= 1e12:
        _more(found, "card numbers", d.cards(texts, least))
    length = texts.str.len_chars()
    for kind, named, shortest, longest in (
        ("telephone numbers", parameters.phone_words, 7, 15),
        ("social security numbers", parameters.social_words, 8, 9),
    ):
        fits = length.is_between(shortest, longest).to_numpy()
        if words & set(named) and fits.mean() >= parameters.most_cells and column.distinct > 1:
            _more(found, kind, _sure(0.9, fits))
    if not any(scores.any() for scores in found.values()):
        bare = n.bare_numbers(texts, name, least)
        if bare is not None:
            _more(found, bare[0].kind, bare[1])
    return held, found
