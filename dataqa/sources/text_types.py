"""Text columns: what they hold in truth, and which of their cells mean "missing"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.model import no_positions
from dataqa.sources.compounds import read_compounds
from dataqa.sources.date_words import in_our_years
from dataqa.sources.dates import Moments, family_of, may_be_dates, read_dates
from dataqa.sources.degrees import NOTE as DEGREES
from dataqa.sources.degrees import UNIT, read_degrees
from dataqa.sources.digits import NOTE, western
from dataqa.sources.durations import CLOCKS, read_spans, spans_of
from dataqa.sources.intake import Origin, Reading
from dataqa.sources.markers import CONVENTIONAL, ELSEWHERE, IN_TEXT, bare, believed_in_text, is_marker, located
from dataqa.sources.numerals import may_be_numbers, read_numbers
from dataqa.sources.respelt import may_be_respelt, respelt
from dataqa.sources.table import Parsed

_SAMPLE, _LOOK = 1_000, 200
_EXAMPLES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class TextResult:
    """What became of a text column: the attributes of `ColumnSource`, and the cells.

    Attributes
    ----------
    conventional : mapping of str to int
        Counts of a file's own marks for missing values, which are no finding, by token.
    """

    cells: pl.Series
    parsed: Parsed | None = None
    format: str | None = None
    ways: Mapping[str, int] = field(default_factory=dict)
    other_ways: Positions = field(default_factory=no_positions)
    placeholders: Mapping[str, Positions] = field(default_factory=dict)
    unparsed: Positions = field(default_factory=no_positions)
    unparsed_examples: tuple[str, ...] = ()
    conventional: Mapping[str, int] = field(default_factory=dict)
    texts: pl.Series | None = None
    clock_times: bool = False
    notes: tuple[str, ...] = ()


def read_text(cells: pl.Series, *, origin: Origin, reading: Reading, timed: bool = False) -> TextResult:
    """Find out whether a text column holds numbers, dates or truth values, and which cells mean "missing".

    Parameters
    ----------
    cells : polars.Series
        Of dtype String.
    origin : {"frame", "file"}
        Where they come from: a file has conventional marks for missing cells, a frame has nulls.
    reading : {"parse", "markers", "keep"}
        How much is to be looked for.
    timed : bool
        Whether the column's name says time: sixteen or nineteen digits may be one then, and are a code otherwise.
    """
    if reading == "keep" or cells.null_count() == cells.len():
        return TextResult(cells=cells)
    stripped = bare(cells)
    marked = is_marker(stripped, ELSEWHERE)
    if reading == "parse":
        result = _parse(cells, stripped, marked, origin, timed)
        if result is not None:
            return result
    marked = is_marker(stripped, IN_TEXT)
    found = believed_in_text(located(cells, stripped, marked), cells)
    if found:
        # scatter edits in place, and the cells as they came are still needed: a fix writes them
        cells = cells.clone().scatter(np.concatenate(list(found.values())), None)
    placeholders, conventional = _shared_out(found, origin)
    return TextResult(cells=cells, placeholders=placeholders, conventional=conventional)


def _parse(cells: pl.Series, stripped: pl.Series, marked: pl.Series, origin: Origin, timed: bool) -> TextResult | None:
    core = stripped.set(marked, None) if marked.any() else stripped
    there = core.drop_nulls()
    # A look at some cells spares free text the cost of trying on all of them.
    sample = there.gather_every(max(1, there.len() // _SAMPLE)).unique()
    parsed: Parsed
    form: str | None = None
    ways: dict[str, int] = {}
    other_ways = no_positions()
    notes: tuple[str, ...] = ()
    if not sample.len():
        return None
    core, foreign = western(core, sample)
    sample = western(sample, sample)[0]
    texts: pl.Series | None = None
    if (shape := spans_of(sample)) is not None and (spans := read_spans(core, shape)) is not None:
        parsed, read, notes, texts = "duration", spans.cells, (spans.note,), cells
    elif (pairs := read_compounds(core, sample)) is not None:
        parsed, read, notes, texts, ways = "number", pairs.cells, (pairs.note,), cells, {pairs.unit: core.len() - core.null_count()}
    elif (angles := read_degrees(core, sample)) is not None:
        parsed, read, notes, texts, ways = "number", angles, (DEGREES,), cells, {UNIT: angles.count()}
    elif may_be_numbers(sample) and (numerals := read_numbers(core, timed=timed)) is not None:
        parsed, read = "number", numerals.cells
        notes = (numerals.note,) if numerals.note else ()
        ways = dict(numerals.ways)
        texts = None if numerals.plain else cells
        if numerals.others is not None:
            other_ways = numerals.others.arg_true().to_numpy().astype(np.int64)
    elif (moments := _moments(sample, core, timed)) is not None:
        parsed, read, form, notes = "datetime", moments.cells, moments.format, moments.notes
        ways, other_ways = moments.ways, moments.others.arg_true().to_numpy().astype(np.int64)
    elif origin == "file" and (flags := _read_flags(sample, core)) is not None:
        parsed, read = "boolean", flags
    else:
        return None
    if foreign:
        notes, texts = (*notes, NOTE), cells if parsed == "number" else texts
    failed = read.is_null() & core.is_not_null()
    placeholders, conventional = _shared_out(located(cells, stripped, marked), origin)
    return TextResult(
        cells=read,
        parsed=parsed,
        format=form,
        ways=ways,
        other_ways=other_ways,
        placeholders=placeholders,
        unparsed=failed.arg_true().to_numpy().astype(np.int64),
        unparsed_examples=_most_frequent(cells.filter(failed)),
        texts=texts,
        clock_times=CLOCKS in notes,
        conventional=conventional,
        notes=notes,
    )


def _moments(sample: pl.Series, core: pl.Series, timed: bool) -> Moments | None:
    """Read dates; those in rarer forms are written in another one first."""
    look = sample.head(_LOOK)
    if not may_be_dates(sample) and not may_be_dates(look):
        return None
    core, calendar = in_our_years(core, look)
    if calendar:
        found = _moments(in_our_years(sample, look)[0], core, timed)
        return None if found is None else replace(found, format=None, notes=(*found.notes, calendar))
    family = family_of(sample, timed=timed)
    found = None if family is None else read_dates(core, family)
    if found is not None and found.cells.null_count() == core.null_count():
        return found
    if found is not None:
        look = core.filter(found.cells.is_null() & core.is_not_null()).unique(maintain_order=True).head(_LOOK)
    if not may_be_respelt(look):
        return found
    plain = respelt(look)
    if not (plain != look).any() or (family := family_of(plain if found is None else respelt(sample), timed=timed)) is None:
        return found
    again = read_dates(respelt(core), family)
    better = again is not None and (found is None or again.cells.null_count() < found.cells.null_count())
    return replace(again, format=None) if better and again is not None else found


def _read_flags(sample: pl.Series, core: pl.Series) -> pl.Series | None:
    if not sample.str.to_lowercase().is_in(["true", "false"]).all():
        return None
    lowered = core.str.to_lowercase()
    return lowered == "true" if lowered.is_in(["true", "false"]).all() else None


def _most_frequent(texts: pl.Series) -> tuple[str, ...]:
    if not texts.len():
        return ()
    counts = texts.alias("text").value_counts().sort(["count", "text"], descending=[True, False])
    return tuple(counts["text"].head(_EXAMPLES).to_list())


def _shared_out(found: Mapping[str, Positions], origin: Origin) -> tuple[dict[str, Positions], dict[str, int]]:
    """Part the marks that are a finding from those that a file cannot do without."""
    if origin == "frame":
        return dict(found), {}
    convention = {"", *CONVENTIONAL}
    placeholders = {token: positions for token, positions in found.items() if token not in convention}
    conventional = {token: len(positions) for token, positions in found.items() if token in convention and token}
    return placeholders, conventional
