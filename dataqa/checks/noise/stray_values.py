"""Values that are not what all others of their column are: a misspelt country, a name among codes, an address among cities."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import polars as pl

from dataqa.checks._edits import near_words
from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._known_lists import KnownList, KnownLists, folded, known_lists, written_alike
from dataqa.checks.noise._strangers import Kinds, strangers
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Phrase
from dataqa.parameters import CheckParameters
from dataqa.profile.column import ColumnProfile
from dataqa.statistics import wilson

_SHOWN, _LISTED = 4, 100


class Parameters(CheckParameters):
    """How many values make a column one of a list."""

    values: int
    """Different values of a list, at least."""
    most_values: int
    """Different values of a column that is looked at."""
    longest: int
    """Characters of a value that is looked at."""
    share: float
    """Share of the different values that are in the list, at least."""
    bound: float
    """The lower end of that share's interval (Wilson 1927), at least, for values that resemble no other."""
    code_values: int
    """The same of codes of two letters, which fit several lists by chance."""
    rare: float
    """Share of the different codes that may be none; more are codes of another kind."""
    letters: int
    """Letters of a name from which a slip in it makes no other name."""
    kinds: Kinds
    """Kinds of values of which there may be a single one in a column."""


@check(reads=("categorical", "text:text", "group:text", "id:text"), parameters=Parameters)
def stray_values(audit: Context[Parameters]) -> Iterator[Measurement]:
    """Share of rows whose value is not in the list of the others, or alone of its kind, with its Wilson interval (Wilson 1927).

    A list is known whole: countries, states, languages, months, days of the week, and codes for them and for currencies. A value
    counts that is a member with a slip or two of the keyboard (Damerau 1964), that stands for a member in another form (a name
    among codes), or that has the length of the codes and is none. Other values may be regions, totals or new members. Beside that,
    a value counts that alone is an e-mail or web address, a number, a time … in a column of short texts.
    """
    rule = audit.parameters
    for column, _ in audit.profiles("categorical", "group", "text", "id"):
        if column.kind != "text" or column.distinct <= rule.values or audit.table.source(column.name).nested:
            continue
        yield from _alone(audit, column)
        if column.distinct > rule.most_values:
            continue
        values = audit.engine.values(column.name).drop_nulls().unique()
        if float(values.str.len_chars().median() or 0) > rule.longest:  # type: ignore[arg-type]
            continue
        for kind, one, strays in _strays(values.sort().to_list(), rule):
            yield _measured(audit, column.name, kind, one, strays)


def _alone(audit: Context[Parameters], column: ColumnProfile) -> Iterator[Measurement]:
    """Measure the values that alone are of their kind."""
    kinds = audit.parameters.kinds
    if column.distinct <= kinds.values or column.lengths is None or column.lengths[1] > kinds.longest:
        return
    cells = audit.engine.values(column.name).drop_nulls().str.strip_chars().alias("text")
    for text, words in sorted(strangers(cells.value_counts(name="rows"), kinds).items()):
        rows = audit.where(pl.col(column.name).str.strip_chars() == text)
        yield Measurement(
            value=rows.count / audit.rows,
            unit="share of rows",
            interval=wilson(rows.count, audit.rows),
            columns=(column.name,),
            rows=rows,
            about=f"alone {words}",
            kind="alone",
            notes=("example",),
            details={"other": Phrase(words), "found": [brief(text)], "different": column.distinct - 1},
        )


def _strays(values: list[str], rule: Parameters) -> Iterator[tuple[str, KnownList, dict[str, str]]]:
    """Yield each kind of stray value with the list of the column and, for each value, what it may stand for."""
    lists = known_lists()
    missing = {folded(word) for kind in ("words", "doubtful") for word in parameters_of("missing-words")[kind]}
    texts: dict[str, list[str]] = defaultdict(list)
    for text in values:
        if (plain := folded(text)) and plain not in missing:
            texts[plain].append(text)
    fitting = lists.holding(list(texts), rule.share)
    if not fitting:
        return
    best = fitting[0]
    inside = sum(plain in best.members for plain in texts)
    # a value that another list holds, which the column may as well be of, is none of the strays
    strays = [plain for plain in texts if not any(plain in one.members for one in fitting)]
    if inside < (rule.code_values if best.short else rule.values) or not strays:
        return
    sure = wilson(inside, len(texts))[0] >= rule.bound
    found = _misspelt(strays, best, lists, rule) if not best.codes else {}
    if found:
        yield "", best, {text: right for plain, right in found.items() for text in texts[plain]}
    small = not any(text != text.lower() for text in values)
    others = {
        plain: form
        for plain in strays
        for form in lists.other_forms(best)
        if plain in form.members and plain not in found and (small or not form.codes or any(map(str.isupper, texts[plain])))
    }
    if others and sure:
        yield "form", best, {text: form.what for plain, form in others.items() for text in texts[plain]}
    sizes = {len(member) for member in best.members}
    odd = [plain for plain in strays if plain not in others and len(plain) in sizes and plain.isalpha()]
    if best.codes and sure and odd and len(strays) <= max(1, rule.rare * len(texts)):
        yield "code", best, {text: "" for plain in odd for text in texts[plain]}


def _misspelt(strays: list[str], best: KnownList, lists: KnownLists, rule: Parameters) -> dict[str, str]:
    """Return the strays that are one member with a slip, each with that; neither names of other languages nor shortened ones."""
    near = near_words([plain for plain in strays if not lists.known(plain)], best.members, rule.letters)
    return {
        plain: best.members[rights[0][1]]
        for plain, rights in near.items()
        if (len(rights) == 1 or rights[0][0] < rights[1][0]) and not any(written_alike(plain, right) for _, right in rights)
    }


def _measured(audit: Context, name: str, kind: str, one: KnownList, strays: dict[str, str]) -> Measurement:
    rows = audit.where(pl.col(name).is_in(sorted(strays)))
    shown = sorted(strays)[:_SHOWN]
    return Measurement(
        value=rows.count / audit.rows,
        unit="share of rows",
        interval=wilson(rows.count, audit.rows),
        columns=(name,),
        rows=rows,
        about=kind,
        kind=kind,
        notes=("example",) if kind else ("meant",),
        details={
            "usual": Phrase(one.what),
            "found": [brief(text) for text in shown],
            **(
                {}
                if kind
                else {
                    "wrong": brief(shown[0]),
                    "meant": brief(strays[shown[0]]),
                    "corrections": dict(list(strays.items())[:_LISTED]),
                }
            ),
            **({"other": Phrase(strays[shown[0]])} if kind == "form" else {}),
        },
    )
