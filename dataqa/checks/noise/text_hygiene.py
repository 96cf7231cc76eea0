"""Texts with characters that do not belong: outer spaces, control characters, broken encodings, undecoded entities."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.noise._cells import brief
from dataqa.checks.noise._dirt import KINDS, cleaned, dirty, with_dirt
from dataqa.checks.noise._spelt import spelt
from dataqa.checks.registry import check
from dataqa.checks.repairs import respelt
from dataqa.checks.spellings import variants
from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.model import Measurement, Phrase, Rows
from dataqa.statistics import wilson

_SHOWN, _LOOKED_AT, _BESIDE, _LONGEST = 2, 50, 20, 40


_INSIDE = {
    "control": "invisible characters", "encoding": "characters broken by a wrong encoding", "entities": "undecoded HTML entities",
    "escapes": "undecoded escape sequences", "tags": "HTML tags", "letters": "letters of another alphabet that look the same",
    "forms": "accents stored as separate characters",
}  # fmt: skip
"""What may be wrong with texts inside nested cells, which begin and end as they like."""


@check(reads=("columns:text", "inside"))
def text_hygiene(audit: Context) -> Iterator[Measurement]:
    """Share of rows with stray spaces, invisible or broken characters, per column and kind; Wilson interval (Wilson 1927)."""
    yield from _spacing(audit)
    for column, part in audit.profiles():
        if part.role == "nested":
            yield from _inside(audit, column.name)
        if column.kind != "text" or not column.present or part.role in ("nested", "image"):
            continue
        cells = audit.engine.values(column.name).unique().drop_nulls()
        some = cells.filter(dirty(cells)).sort()
        for kind, dirt in KINDS.items():
            # free text may begin and end as it likes; as a category it is another one
            if part.role == "text" and not dirt.in_prose:
                continue
            found = with_dirt(some, kind)
            parts = {"": found}
            if kind == "blanks" and part.role == "target":
                # a class that is there without them, too, is reported as a spelling of it
                plain = found.str.strip_chars().is_in(cells.to_list())
                parts = {"": found.filter(~plain), "label-spellings": found.filter(plain)}
            for sibling, texts in parts.items():
                if not len(texts):
                    continue
                rows = audit.where(pl.col(column.name).is_in(texts.to_list()))
                yield Measurement(
                    value=rows.count / audit.rows,
                    unit="share of rows",
                    interval=wilson(rows.count, audit.rows),
                    columns=(column.name,),
                    rows=rows,
                    about=f"{kind}:{sibling}" if sibling else kind,
                    kind=kind,
                    notes=("example",),
                    details={"found": _examples(texts, dirt.pattern)},
                    mends=respelt(audit, column.name, rows, _meant(audit, column.name, part.role, texts, len(cells))),
                    covered_by=(sibling,) if sibling else (),
                )


def _spacing(audit: Context) -> Iterator[Measurement]:
    """Measure the texts that differ from another one by white space inside, where each of the two stands in one row."""
    for name, column in spelt(audit).items():
        if column.spaced:
            rows = audit.where(pl.col(name).is_in(sorted(column.spaced)))
            yield Measurement(
                value=rows.count / audit.rows,
                unit="share of rows",
                interval=wilson(rows.count, audit.rows),
                columns=(name,),
                rows=rows,
                about="spacing",
                kind="spacing",
                notes=("example",),
                details={"found": [brief(text, 2 * _LONGEST) for text in sorted(column.spaced)[:_SHOWN]]},
                mends=respelt(audit, name, rows, column.spaced),
            )


def _inside(audit: Context, name: str) -> Iterator[Measurement]:
    """Measure the texts in nested cells, at each of their paths."""
    for one in audit.table.source(name).inside:
        held = one.texts.unique()
        some = held.filter(dirty(held)).sort()
        for kind, words in _INSIDE.items() if len(some) else ():
            texts, path = with_dirt(some, kind), f"{name}.{one.path}"
            rows = one.rows_with(texts)
            if len(rows):
                yield Measurement(
                    value=len(rows) / audit.rows,
                    unit="share of rows",
                    interval=wilson(len(rows), audit.rows),
                    columns=(name,),
                    rows=Rows(positions=rows),
                    about=f"{kind} at {path}",
                    kind="inside",
                    notes=("example",),
                    details={"found": _examples(texts, KINDS[kind].pattern), "dirt": Phrase(words), "path": path},
                )


def _examples(found: pl.Series, pattern: str) -> list[str]:
    """Return some different places of the dirt, each with a little about it."""
    some = found.head(_LOOKED_AT)
    dirt = some.str.extract(f"({pattern})", 1)
    return list(dict.fromkeys(map(_around, some.to_list(), dirt.to_list())))[:_SHOWN]


def _around(text: str, dirt: str) -> str:
    """Return the dirt and the words beside it; what is left out is shown by dots."""
    if len(text) <= _LONGEST:
        return brief(text)
    start = text.find(dirt)
    end = start + len(dirt)
    before, after = text[max(0, start - _BESIDE) : start], text[end : end + _BESIDE]
    if start > _BESIDE:
        before = "…" + (before[before.index(" ") + 1 :] if " " in before else before)
    if end + _BESIDE < len(text):
        after = (after[: after.rindex(" ")] if " " in after else after) + "…"
    within = dirt if len(dirt) <= _LONGEST else dirt[: _LONGEST - 1] + "…"
    return brief(before + within + after, 4 * _LONGEST)


def _meant(audit: Context, name: str, role: str, found: pl.Series, distinct: int) -> dict[str, str]:
    """Return each dirty text without its dirt, and as the column writes it elsewhere where only case or marks differ then."""
    right = {text: cleaned(text) for text in found.to_list()}
    rule = parameters_of("spellings")
    if role not in ("categorical", "group") or distinct > rule["most_distinct"]:
        return right
    cells = audit.engine.values(name).drop_nulls().replace(right).alias("value")
    spelt, slips = variants(dict(cells.value_counts(name="rows").sort("value").iter_rows()), rule["limits"])
    return {text: new if new in slips else spelt.get(new, new) for text, new in right.items()}
