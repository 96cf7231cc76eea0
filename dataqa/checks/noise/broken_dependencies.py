"""Cells that contradict a column that determines them in nearly all rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from typing import Any

import numpy as np
import polars as pl

from dataqa.arrays import Codes, Floats
from dataqa.checks.noise._blame import BlameParameters, blamed, unexplained
from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._dependencies import CodeBook, Dependency, dependencies
from dataqa.checks.registry import check
from dataqa.checks.repairs import as_cells
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Evidence, Measurement, Mend, Rows
from dataqa.statistics import wilson

_WORDS = "placeholder-values"
_LISTED, _BARS = 100, 5
_OTHERS = 2
"""Rows that hold a value without any doubt, from which on it is one that the column has."""


class Parameters(BlameParameters):
    """What is left out of the cells that are believed wrong, and which of the others are sure."""

    explained: float
    """Exceptions, as a share of the rows of one value of a third column, from which that column explains them."""
    most_explaining: int
    """Different values of a column that may explain exceptions."""
    sure: float
    """Trust from which a cell is surely wrong and its value can be replaced."""


@check(reads=("numeric", "categorical", "datetime", "boolean", "id", "group", "time"), fewest=2, parameters=Parameters)
def broken_dependencies(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose cell contradicts a column that determines it in nearly all rows, per column; Wilson interval (1927).

    The functional dependencies (postcode → city) are found in the data. A cell is reported if its group has a clear most frequent
    value; within a row, the cell that explains most contradictions. Cells with a word for "missing" are measured separately:
    `placeholder-values` reports them in more detail. Such a word is never suggested as the right value.
    """
    codes = CodeBook(audit)
    found = dependencies(audit, codes)
    cells = blamed(found, codes, audit.parameters, _clock(audit))
    names = sorted({name for one in found for name in (one.left, one.right)})
    empty = _empty_words(audit)
    for (number,), part in cells.group_by("column", maintain_order=True):
        name = names[int(str(number))]
        part = _without_namesakes(audit, name, _without_explained(audit, name, part, found, codes), found, codes)
        yield from _column(audit, name, part, found, codes, empty)


def _clock(audit: Context) -> Floats | None:
    """Return when each row is from, or its number; None where nothing says so."""
    for part in audit.task.columns.values():
        if part.role in ("time", "datetime") and part.clock:
            moments = audit.engine.table.frame.select(audit.moments(part.name)).to_series()
            return moments.cast(pl.Int64).cast(pl.Float64).fill_null(np.nan).to_numpy()
    counters = [column.name for column, _ in audit.profiles("id") if column.kind == "number"]
    return audit.engine.values(counters[0]).cast(pl.Float64).fill_null(np.nan).to_numpy() if counters else None


def _empty_words(audit: Context) -> set[str]:
    """Return the texts that mean "missing"."""
    known = parameters_of("missing-words")
    return {str(word).strip().lower() for key in ("words", "doubtful") for word in known[key]} | {""}


def _without_explained(
    audit: Context[Parameters], name: str, cells: pl.DataFrame, found: Sequence[Dependency], codes: CodeBook
) -> pl.DataFrame:
    sources = [place for place, one in enumerate(found) if one.sources]
    sourced = cells.filter(pl.col("via").is_in(sources))
    rest = cells.filter(~pl.col("via").is_in(sources))
    others = [
        column.name
        for column, part in audit.profiles()
        if part.role not in ("constant", "image", "nested", "target") and 2 <= column.distinct <= audit.parameters.most_explaining
    ]
    # what one source says wrongly is wrong all the same
    determining = {column for one in found if one.right == name for column in (one.left, one.source)}
    kept = unexplained(rest, name, sorted(determining), others[:60], codes, audit.parameters.explained)
    return pl.concat([kept, sourced]).sort(["trust", "row"], descending=[True, False])


def _without_namesakes(
    audit: Context, name: str, cells: pl.DataFrame, found: Sequence[Dependency], codes: CodeBook
) -> pl.DataFrame:
    """Leave out numbers that identify things and go with one name only: two things can share a name, and no number is wrong."""
    if audit.profile.columns[name].kind != "number" or audit.task.columns[name].role not in ("id", "group") or not cells.height:
        return cells
    mine = codes.of(name)
    namesake = np.zeros(cells.height, dtype=bool)
    via, rows = cells.get_column("via").to_numpy(), cells.get_column("row").to_numpy()
    for place in np.unique(via).tolist():
        left = codes.of(found[place].left)
        pairs = pl.DataFrame({"mine": mine, "left": left}).filter((pl.col("mine") >= 0) & (pl.col("left") >= 0))
        single = pairs.group_by("mine").agg(pl.col("left").n_unique()).filter(pl.col("left") == 1).get_column("mine").to_numpy()
        namesake |= (via == place) & np.isin(mine[rows], single)
    return cells.filter(~(pl.Series(namesake) & ~pl.col("determining")))


def _column(
    audit: Context[Parameters], name: str, cells: pl.DataFrame, found: Sequence[Dependency], codes: CodeBook, empty: set[str]
) -> Iterator[Measurement]:
    shown = audit.engine.take(cells.get_column("row"), [name]).get_column(name).cast(pl.String).alias("held")
    cells = cells.with_columns(shown, _expected(audit, name, cells, found, codes))
    held, right = (
        pl.col(column).fill_null("?x").str.strip_chars().str.to_lowercase().is_in(sorted(empty)) for column in ("held", "right")
    )
    cells = cells.filter(~right)
    for words, part in ((False, cells.filter(~held)), (True, cells.filter(held))):
        if part.height:
            one = _measured(audit, name, part, found, codes)
            yield replace(one, about=_WORDS, covered_by=(_WORDS,)) if words else one


def _measured(
    audit: Context[Parameters], name: str, cells: pl.DataFrame, found: Sequence[Dependency], codes: CodeBook
) -> Measurement:
    determined = cells.filter(~pl.col("determining"))
    usage = (determined if determined.height else cells).group_by("via").len().sort(["len", "via"], descending=[True, False])
    spoken = [found[via] for via in usage.get_column("via").to_list()]
    others = list(dict.fromkeys(one.left if determined.height else one.right for one in spoken))
    pairs = determined.group_by("held", "right").len().sort(["len", "held", "right"], descending=[True, False, False])
    distinct = list(pairs.head(_LISTED).iter_rows())
    certain = cells.filter(pl.col("trust") >= audit.parameters.sure)
    sure = certain.height
    known = certain.with_columns(pl.col("right").cast(audit.engine.values(name).dtype, strict=False)).drop_nulls("right")
    note, example = _example(audit, cells, found)
    return Measurement(
        value=cells.height / audit.rows,
        unit="share of rows",
        interval=wilson(cells.height, audit.rows),
        columns=(name,),
        rows=Rows(positions=cells.get_column("row").to_numpy(), scores=cells.get_column("trust").to_numpy()),
        notes=(note,),
        details={
            "determined_by": others,
            **example,
            "sure": sure,
            "sure_share": sure / cells.height,
            "attested": _attested(audit, name, known, cells),
            "near": sum(rows for held, right, rows in distinct if _near(held, right)),
            "corrections": {held: right for held, right, _ in reversed(distinct)},
            "holds": {f"{one.left} → {one.right}": round(one.holds, 4) for one in spoken},
        },
        evidence=_picture(audit, name, determined, found, codes),
        mends=(
            Mend(rows=known.get_column("row").to_numpy().astype(np.int64), cells=as_cells(known.get_column("right").to_list())),
        ),
    )


def _attested(audit: Context, name: str, known: pl.DataFrame, cells: pl.DataFrame) -> float:
    """Return the share of cells with a value that other rows hold, too, and rightly: it may be right here, and no typing error."""
    column = audit.engine.values(name).cast(pl.String).alias("held")
    held = column.to_frame().group_by("held").len("all").join(cells.group_by("held").len("doubted"), on="held")
    rightly = known.join(held, on="held", how="left").select((pl.col("all") - pl.col("doubted") >= _OTHERS).mean())
    return float(rightly.item() or 0.0)


def _expected(audit: Context, name: str, cells: pl.DataFrame, found: Sequence[Dependency], codes: CodeBook) -> pl.Series:
    """Return the value that each cell should have, null where none is known."""
    via = np.where(cells.get_column("determining").to_numpy(), -1, cells.get_column("via").to_numpy())
    rows = cells.get_column("row").to_numpy()
    tops = np.full(len(rows), -1, dtype=np.int64)
    for place in np.unique(via[via >= 0]).tolist():
        of_it = via == place
        tops[of_it] = found[place].top[codes.of(found[place].left)[rows[of_it]]]
    known = np.unique(tops[tops >= 0])
    texts = np.full(len(codes.counts(name)) + 1, None, dtype=object)
    texts[known] = _texts(audit, name, known, codes)
    return pl.Series("right", texts[tops].tolist(), dtype=pl.String)


def _texts(audit: Context, name: str, values: Codes, codes: CodeBook) -> list[str]:
    """Return what some codes of a column stand for."""
    mine = codes.of(name)
    first = np.full(len(codes.counts(name)) + 1, -1, dtype=np.int64)
    first[mine] = np.arange(len(mine))
    return audit.engine.take(first[values], [name]).get_column(name).cast(pl.String).to_list()


def _example(audit: Context, cells: pl.DataFrame, found: Sequence[Dependency]) -> tuple[str, dict[str, Any]]:
    """Return the note for the clearest cell, and what it says: the cell, what contradicts it, and in how many rows."""
    first = cells.sort("determining", maintain_order=True).row(0, named=True)
    other = found[first["via"]].right if first["determining"] else found[first["via"]].left
    value = audit.engine.take([first["row"]], [other]).get_column(other).cast(pl.String)[0]
    return "undetermined" if first["determining"] else "example", {
        "found": brief(first["held"]),
        "expected": brief(first["right"] or ""),
        "other": other,
        "other_value": brief(value),
        "agreeing": first["most"],
    }


def _picture(audit: Context, name: str, cells: pl.DataFrame, found: Sequence[Dependency], codes: CodeBook) -> tuple[Evidence, ...]:
    """Return what the rows say that are like the surest exception."""
    if not cells.height:
        return ()
    row, via, held = cells.select("row", "via", "held").row(0)
    left = codes.of(found[via].left)
    group = np.flatnonzero(left == left[row])
    bars = audit.engine.take(group, [name]).get_column(name).cast(pl.String).drop_nulls().alias("value").value_counts(name="rows")
    bars = bars.sort(["rows", "value"], descending=[True, False])
    bars = pl.concat([bars.filter(pl.col("value") != held).head(_BARS - 1), bars.filter(pl.col("value") == held)])
    value = audit.engine.take([row], [found[via].left]).get_column(found[via].left).cast(pl.String)[0]
    return (
        Evidence(
            title=f"{name} where {found[via].left} is {brief(value)}",
            unit="rows",
            labels=tuple(brief(value) for value in bars.get_column("value")),
            values=tuple(map(float, bars.get_column("rows"))),
            marked=(bars.height - 1,),
        ),
    )


def _near(held: str, right: str) -> bool:
    """Whether one text is the other with a few letters changed."""
    return SequenceMatcher(None, held[:60].casefold(), (right or "")[:60].casefold(), autojunk=False).ratio() >= 0.75
