"""E-mail addresses, telephone, card and account numbers, IP addresses and social security numbers in clear."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.privacy import _digits as d
from dataqa.checks.registry import check
from dataqa.model import Measurement
from dataqa.profile.column import ColumnProfile
from dataqa.roles.names import words_of
from dataqa.task import Role


@check()
def personal_data(audit: Context) -> Iterator[Measurement]:
    """Share of the rows that hold a direct identifier, per column and kind, by its form; numbers with check digits are checked.

    Card numbers must pass Luhn and begin like one of an issuer, account numbers ISO 7064; where less than half of the numbers of
    that form in a column pass, those that do pass by chance. Telephone numbers need the signs of one (+, separators, a leading 0 in
    prose, a word such as "call" before, or a column named so): numbers of orders, tickets and prices do not have them.
    """
    for column, part in audit.profiles():
        if part.role == "nested" or not column.present:
            continue
        hits = _in_text(audit, column, part.role) if column.kind == "text" else _in_numbers(audit, column)
        for kind, positions in hits.items():
            if len(positions):
                yield Measurement(
                    value=len(positions) / audit.rows,
                    unit="share of rows",
                    columns=(column.name,),
                    rows=audit.rows_at(positions),
                    about=kind,
                    details={"kind": kind, "in_rows": "1 row" if len(positions) == 1 else f"{len(positions):,} rows"},
                )


def _in_text(audit: Context, column: ColumnProfile, role: Role) -> dict[str, np.ndarray]:
    name, parameters = column.name, audit.parameters
    held = audit.engine.values(name, lambda s: s.unique().drop_nulls())
    phone_named = bool(set(words_of(name)) & set(parameters["phone_words"]))
    texts = held.filter(held.str.contains(d.MAY_HOLD))
    if not len(texts):
        return {}
    plain = texts.str.replace_all(d.URL, " ")
    found = {
        "e-mail addresses": d.matches(texts, (d.MAIL,)),
        "card numbers": _mostly(d.checked(plain, d.CARD, "0-9", "luhn")),
        "bank account numbers": _mostly(d.checked(plain, d.IBAN, "A-Z0-9", "mod 97")),
        "IP addresses": _addresses(plain),
        "social security numbers": _ssn(plain),
    }
    taken = found["card numbers"] | found["bank account numbers"] | found["social security numbers"]
    patterns = list(d.PHONES)
    if role == "text":
        patterns += [d.NATIONAL, "(?i)" + d.BESIDE_WORD % "|".join(parameters["announcing_words"])]
    # a card or account number with a slip in it is no telephone number
    phones = d.matches(plain.str.replace_all(d.IBAN, " ").str.replace_all(d.CARD, " "), patterns) & ~taken
    if phone_named:
        digits = texts.str.count_matches(r"\d")
        cells = texts.str.contains(d.PHONE_CELL).to_numpy() & digits.is_between(7, 15).to_numpy()
        phones |= cells & (cells.mean() >= parameters["most_cells"])
    found["telephone numbers"] = phones
    return {kind: _rows(audit, name, texts.filter(pl.Series(hit))) for kind, hit in found.items() if hit.any()}


def _rows(audit: Context, name: str, values: pl.Series) -> np.ndarray:
    return audit.engine.where(pl.col(name).is_in(values.implode()))


def _mostly(result: tuple[np.ndarray, int, int]) -> np.ndarray:
    hit, alike, good = result
    return hit if good >= 0.5 * alike else np.zeros_like(hit)


def _addresses(texts: pl.Series) -> np.ndarray:
    numbers = texts.str.replace_all(d.VERSION, " ").str.extract_all(d.IPV4)
    # 1.2.3.4 may be a section or a version, 127.0.0.1 and 0.0.0.0 are nobody's
    told = pl.element().str.replace_all(r"[^\d.]", "").str.strip_chars(".")
    real = numbers.list.eval((told.str.len_chars() >= 9) & ~told.str.contains(r"^(?:0|127|255)\.")).list.any()
    found: np.ndarray = d.matches(texts, (d.IPV6,)) | real.fill_null(False).to_numpy()
    return found


def _ssn(texts: pl.Series) -> np.ndarray:
    parts = texts.str.extract_groups(d.SSN).struct.unnest()
    area, group, serial = (parts.to_series(place) for place in range(3))
    issued = ~area.is_in(["000", "666"]) & ~area.str.starts_with("9") & (group != "00") & (serial != "0000")
    there: np.ndarray = issued.fill_null(False).to_numpy()
    return there


def _in_numbers(audit: Context, column: ColumnProfile) -> Mapping[str, np.ndarray]:
    """Telephone and social security numbers by the column's name and their digits; card numbers by their check digits."""
    if column.kind != "number" or not column.integral or column.minimum < 0 or column.infinite:
        return {}
    words, parameters = set(words_of(column.name)), audit.parameters
    phone, social = bool(words & set(parameters["phone_words"])), bool(words & set(parameters["social_words"]))
    card = column.minimum >= 1e12 and column.maximum < 9.2e18
    if not (phone or social or card):
        return {}
    numbers = pl.col(column.name).cast(pl.Int64, strict=False)
    share = _share_of(audit, numbers, parameters["most_cells"])
    there: dict[str, Any] = {}
    if card:
        held = audit.engine.values(column.name, lambda s: s.drop_nulls().cast(pl.Int64, strict=False).drop_nulls().unique())
        hit = _mostly(d.checked(held.cast(pl.String), d.CARD, "0-9", "luhn"))
        there["card numbers"] = audit.engine.where(numbers.is_in(held.filter(pl.Series(hit)).implode()))
    if phone and share(7, 15) and column.distinct > 1:
        there["telephone numbers"] = audit.engine.where(numbers.is_between(10**6, 10**15 - 1))
    if social and share(8, 9):
        there["social security numbers"] = audit.engine.where(numbers.is_between(10**7, 10**9 - 1))
    return there


def _share_of(audit: Context, numbers: pl.Expr, most: float) -> Any:
    """Return the function that says whether most numbers have so many digits."""

    def enough(least: int, longest: int) -> bool:
        fits = numbers.is_between(10 ** (least - 1), 10**longest - 1).mean()
        return float(audit.engine.aggregate(fits.alias("fits"))["fits"] or 0.0) >= most  # type: ignore[arg-type]

    return enough
