"""Cells that hold a word for "missing"."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Annotated, Any

import numpy as np
import polars as pl
from pydantic import Field

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.dialogues import optional_texts
from dataqa.findings.parameters import parameters_of
from dataqa.model import Evidence, Measurement, Rows
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.sources.markers import WORDS
from dataqa.statistics import wilson

_SHOWN, _MANY, _SIGNS, _FEW_CODES = 5, 50, 10, 20


class Parameters(CheckParameters):
    """Parameters of `placeholder-values`."""

    names: Annotated[float, Field(ge=0, le=1)]
    """Share of distinct texts from which a word that occurs once may be a name or a title: "Unknown" is a film."""
    as_often: Annotated[float, Field(ge=0)]
    """How many times the rows of a usual value a word that is written like a name has at most, and may be one: "Null"."""


@check(reads=("columns",), parameters=Parameters)
def placeholder_values(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose whole cell is a text that means "missing", per column, with its Wilson interval (Wilson 1927).

    Cells that were read as missing are certain. So are the words of the rule's list, in any case, unless the column is the
    target. A word that may also be a category ("none") or a name is measured separately, and its interval starts at 0. A minus
    beside a plus is a value.
    """
    sure = {_folded(word) for word in parameters_of("missing-words")["words"]}
    doubtful = {_folded(word) for word in parameters_of("missing-words")["doubtful"]}
    longest = max(map(len, sure | doubtful), default=0)
    sources = {source.name: source for source in audit.table.columns}
    for column, part in audit.profiles():
        source = sources[column.name]
        needed = column.name not in optional_texts(audit)
        read = {token.strip(): at for token, at in source.placeholders.items() if len(at) and (needed or token.strip())}
        certain = [np.asarray(positions, dtype=np.int64) for positions in read.values()]
        counts = {token or "blank": len(positions) for token, positions in read.items()}
        maybe: list[str] = []
        words: list[str] = []
        # a column with a single word is constant, whatever the word
        if column.kind == "text" and column.present and part.role != "constant" and not source.nested:
            values = audit.engine.values(column.name).unique().drop_nulls()
            found = [one for one in _known(values, sure, doubtful, longest) if needed or one[1]]
            if found and column.distinct > 1 and not values.str.contains(r"[\p{L}\p{N}]").any():
                found = [one for one in found if not one[1]]  # signs among signs
            signs = bool((values == "+").any())
            # a word that occurs once among texts that nearly all differ may be a name
            names = column.distinct >= max(_MANY, audit.parameters.names * column.present)
            once = _once(audit, column.name, [word for word, _ in found]) if names else frozenset()
            if column.distinct >= _MANY and column.present >= 2 * column.distinct:
                once |= _as_often(audit, column, [word for word, _ in found if word.istitle()], audit.parameters.as_often)
            for word, folded in found:
                if signs and column.distinct <= _SIGNS and set(folded) == {"-"}:
                    continue  # of a strand, a charge, a class: plus and minus
                unsure = (
                    (word in once and any(map(str.isalpha, folded)))
                    or folded in doubtful
                    or part.role == "target"
                    or (signs and not any(map(str.isalnum, folded)))
                )
                (maybe if unsure else words).append(word)
        alike = not words and _say_the_same(column, read)
        if words or certain:
            yield _measured(audit, column.name, words, certain, counts, "", conventional=alike)
        if maybe:
            yield _measured(audit, column.name, maybe, [], {}, "perhaps", conventional=False)


def _say_the_same(column: ColumnProfile, found: Iterable[str]) -> bool:
    """Return whether nothing is lost without these texts: neither a code nor the difference between two reasons.

    "Unknown" among the codes 0 and 1 is a third answer, and a spouse's age that is "not applicable" is not "unknown".
    """
    spoken = {token.lower() for token in found} & set(WORDS)
    coded = column.kind == "boolean" or (column.integral and column.distinct <= _FEW_CODES)
    return not spoken or (len(spoken) == 1 and not coded)


def _folded(text: str) -> str:
    return text.strip().lower()


def _known(values: pl.Series, sure: set[str], doubtful: set[str], longest: int) -> list[tuple[str, str]]:
    """Return the different cells that are one of the words, each with the word."""
    short = values.filter(values.str.len_bytes() <= 4 * longest + 4)
    folded = short.str.strip_chars().str.to_lowercase()
    hits = folded.is_in(sorted(sure | doubtful | {""}))
    return sorted(zip(short.filter(hits).to_list(), folded.filter(hits).to_list(), strict=True))


def _once(audit: Context, name: str, words: list[str]) -> frozenset[str]:
    """Return those of some texts that occur in only one row of a column."""
    counted = audit.engine.counts(pl.col(name).alias("value"), where=pl.col(name).is_in(words))
    return frozenset(counted.filter(pl.col("len") == 1).get_column("value").to_list())


def _as_often(audit: Context, column: ColumnProfile, words: list[str], times: float) -> frozenset[str]:
    """Return those of some texts that occur no more often than values of the column usually do."""
    counted = audit.engine.counts(pl.col(column.name).alias("value"), where=pl.col(column.name).is_in(words))
    few = counted.filter(pl.col("len") <= times * column.present / column.distinct)
    return frozenset(few.get_column("value").to_list())


def _measured(
    audit: Context, name: str, words: list[str], extra: list[Any], counts: dict[str, int], about: str, *, conventional: bool
) -> Measurement:
    counts = dict(counts)
    parts = list(extra)
    if words:
        where = audit.engine.where(pl.col(name).is_in(words))
        parts.append(where)
        for word, count in audit.engine.take(where, [name]).get_column(name).alias("value").value_counts(name="rows").iter_rows():
            counts[word.strip() or "blank"] = counts.get(word.strip() or "blank", 0) + count
    rows = np.unique(np.concatenate(parts)).astype(np.int64)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    low, high = wilson(len(rows), audit.rows)
    return Measurement(
        value=len(rows) / audit.rows,
        unit="share of rows",
        interval=(0.0 if about else low, high),
        columns=(name,),
        rows=Rows(positions=rows),
        about=about,
        kind=about,
        details={
            "tokens": dict(ordered),
            "found": tuple(f"'{word}' ({count:,})" if word != "blank" else f"blank ({count:,})" for word, count in ordered),
            "conventional": int(conventional),
        },
        evidence=(
            Evidence(
                title=f"Cells of {name}",
                unit="rows",
                labels=("all others", *(word for word, _ in ordered[:_SHOWN])),
                values=(float(audit.rows - len(rows)), *(float(count) for _, count in ordered[:_SHOWN])),
                marked=tuple(range(1, 1 + len(ordered[:_SHOWN]))),
            ),
        ),
    )
