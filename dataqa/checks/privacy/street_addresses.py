"""Places of people: street addresses, and exact coordinates."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import polars as pl
from pydantic import Field

from dataqa.checks.privacy._rows import scored_rows
from dataqa.checks.privacy._streets import holding_streets
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.roles.geometry import exact_points
from dataqa.roles.names import words_of

_SEEN, _DECIMALS = 5_000, 4
_PROSE_SURE = 0.75


class Parameters(CheckParameters):
    """Which columns hold addresses or coordinates."""

    least: Annotated[int, Field(ge=1)]
    """Different values of a column of addresses."""
    most_cells: Annotated[float, Field(ge=0, le=1)]
    """Share of the values that must have the form of an address, or four decimals."""
    latitude: tuple[str, ...]
    """Words of a column's name for a latitude."""
    longitude: tuple[str, ...]
    """Words of a column's name for a longitude."""
    public: tuple[str, ...]
    """Words of the name of a column that names places open to all: shops, stations."""
    people: tuple[str, ...]
    """Words of the name of a column about people."""
    homes: tuple[str, ...]
    """Words of a column's name for where a person lives."""


@check(reads=("columns:text", "numeric", "nested"), parameters=Parameters)
def street_addresses(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of the rows whose street address, or pair of exact coordinates, is unique.

    An address is a number and a word for a street, in the order of its language; the form is judged on the row sample. Coordinates
    of four decimals (eleven metres) and more count if there is an address, or if the data is about people; points in well-known
    text also where the column's name says that somebody lives there.
    """
    found, public = False, _public(audit)
    for column, part in audit.profiles():
        if public and part.role != "text":
            continue
        text = column.kind == "text" and part.role != "nested" and part.meaning != "amount"  # 2.3M views are no address
        if text and _addresses(audit, column.name):
            found = True
            yield _unique(audit, column, "street addresses")
        elif column.kind == "text" and part.role == "text":
            yield from _in_prose(audit, column.name)
    if public:
        return
    yield from _points(audit, about_people=found or bool(audit.task.protected))
    if not found and not audit.task.protected:
        return
    latitude = _exact(audit, set(audit.parameters.latitude), 90.0)
    longitude = _exact(audit, set(audit.parameters.longitude), 180.0)
    if latitude is None or longitude is None:
        return
    pair = (latitude, longitude)
    alone = pl.struct(pair).is_unique() & pl.all_horizontal(pl.col(name).is_not_null() for name in pair)
    positions = audit.engine.where(alone)
    yield Measurement(
        value=len(positions) / audit.rows,
        unit="share of rows",
        columns=pair,
        rows=audit.rows_at(positions),
        about="exact coordinates",
        kind="coordinates",
        details={"kind": "Exact coordinates", "different": len(positions)},
    )


def _public(audit: Context[Parameters]) -> bool:
    """Return whether each row is a shop, a station or the like, and none about people."""
    public, people = set(audit.parameters.public), set(audit.parameters.people)
    names = {column.name: set(words_of(column.name)) for column, _ in audit.profiles()}
    if audit.task.protected or any(words & people for words in names.values()):
        return False
    return any(
        column.kind == "text" and names[column.name] & public and 2 * column.distinct >= audit.rows
        for column, _ in audit.profiles()
    )


def _addresses(audit: Context[Parameters], name: str) -> bool:
    different = audit.profile.sample.get_column(name).drop_nulls().unique().sort().head(_SEEN)
    if len(different) < audit.parameters.least:
        return False
    # each of the forms has a number, or is Chinese
    if float(different.str.contains(r"[\d\p{Han}]").mean() or 0.0) < audit.parameters.most_cells:  # type: ignore[arg-type]
        return False
    before, after, glued = ("|".join(parameters_of("streets")[key]) for key in ("street_before", "street_after", "street_glued"))
    form = (
        rf"(?i)^\W*(?:\p{{L}}{{1,5}}\W+)?\d{{1,5}}[a-z]?(?:[/-]\d{{1,5}}[a-z]?)?,? .*\b(?:{after})\b\.?"  # 85 Turner St
        rf"|^\W*\d{{1,5}} ?(?:bis|ter)?,? (?:{before})\b"  # 12, rue de la Paix
        rf"|^\W*(?:{before})\b\.? .+ \d{{1,5}}"  # Calle Mayor 5
        rf"|(?:{glued})\.? \d{{1,4}} ?[a-z]?\b"  # Hauptstraße 5
        r"|\p{Han}[路街道巷村]\p{L}{0,3}\d*\p{L}?[座号號]|\p{Han}+丁目\d|\d+丁目|\p{Hangul}[로길] ?\d+"
    )
    share = float(different.str.contains(form).mean() or 0.0)  # type: ignore[arg-type]
    return share >= audit.parameters.most_cells


def _exact(audit: Context[Parameters], words: set[str], limit: float) -> str | None:
    for column, _ in audit.profiles("numeric"):
        if not words & set(words_of(column.name)) or column.kind != "number" or column.integral or column.infinite:
            continue
        cells = audit.profile.sample.get_column(column.name).drop_nulls()
        finer = float((cells.round(3) != cells).mean() or 0.0)  # type: ignore[arg-type]
        if column.minimum >= -limit and column.maximum <= limit and finer >= audit.parameters.most_cells:
            return column.name
    return None


def _points(audit: Context[Parameters], *, about_people: bool) -> Iterator[Measurement]:
    for column, _ in audit.profiles("nested"):
        if column.kind != "text" or not (about_people or set(audit.parameters.homes) & set(words_of(column.name))):
            continue
        cells = audit.profile.sample.get_column(column.name).drop_nulls()
        if not len(cells) or float(exact_points(cells, _DECIMALS).mean() or 0.0) < audit.parameters.most_cells:  # type: ignore[arg-type]
            continue
        yield _unique(audit, column, "exact coordinates", kind="points")


def _unique(audit: Context, column: ColumnProfile, about: str, kind: str = "") -> Measurement:
    """Measure the rows whose place in a column no other row has."""
    positions = audit.engine.where(pl.col(column.name).is_not_null() & pl.col(column.name).is_unique())
    return Measurement(
        value=len(positions) / audit.rows,
        unit="share of rows",
        columns=(column.name,),
        rows=audit.rows_at(positions),
        about=about,
        kind=kind,
        details={"kind": about.capitalize(), "different": column.distinct},
    )


def _in_prose(audit: Context, name: str) -> Iterator[Measurement]:
    texts = audit.engine.values(name, lambda s: s.unique().drop_nulls())
    texts = texts.filter(texts.str.contains(r"\d")).sort()
    scores = _PROSE_SURE * holding_streets(texts, parameters_of("streets")).to_numpy().astype(float)
    rows = scored_rows(audit, name, texts, scores)
    if rows.count:
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            columns=(name,),
            rows=rows,
            about="street addresses in running text",
            kind="prose",
            details={"kind": "Street addresses in running text", "different": rows.count},
        )
