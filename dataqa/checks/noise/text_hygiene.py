"""Texts with dirt in them: blanks at the ends, control characters, broken encodings, undecoded entities."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.context import Context
from dataqa.checks.registry import check
from dataqa.model import Measurement
from dataqa.statistics import wilson

_KINDS = {
    "blanks": (r"^\s+\S|\S\s+$", "blanks before or after the text"),
    "control": (r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x{80}-\x{9f}\x{200b}\x{2060}\x{feff}]", "control or invisible characters"),
    # UTF-8 read as Latin-1 or Windows-1252 gives these pairs, which no language writes
    "encoding": (
        r"\x{fffd}|[ÃÂ][\x{80}-\x{bf}€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|â€[\x{80}-\x{bf}™œžš“”˜¢¦]?|ðŸ|ï»¿",
        "characters broken by a wrong encoding",
    ),
    "entities": (
        r"&(?:amp|lt|gt|quot|apos|nbsp|[lr][sd]quo|hellip|[mn]dash|#[0-9]{2,6}|#x[0-9A-Fa-f]{2,5});",
        "undecoded HTML entities",
    ),
}
_ANY = "|".join(f"(?:{pattern})" for pattern, _ in _KINDS.values())
_SHOWN = 3


@check()
def text_hygiene(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose text has dirt of one kind, per column and kind, with its Wilson interval (Wilson 1927)."""
    for column, part in audit.profiles():
        if column.kind != "text" or not column.present or part.role in ("nested", "image"):
            continue
        cells = audit.engine.values(column.name).unique().drop_nulls().sort()
        dirty = cells.filter(cells.str.contains(_ANY))
        if not len(dirty):
            continue
        for kind, (pattern, words) in _KINDS.items():
            found = dirty.filter(dirty.str.contains(pattern))
            # free text may begin and end as it likes; as a category it is another one
            if not len(found) or (kind == "blanks" and part.role == "text"):
                continue
            rows = audit.where(pl.col(column.name).is_in(found.to_list()))
            yield Measurement(
                value=rows.count / audit.rows,
                unit="share of rows",
                interval=wilson(rows.count, audit.rows),
                columns=(column.name,),
                rows=rows,
                about=kind,
                details={"words": words, "shown": ", ".join(_around(text, pattern) for text in found.head(_SHOWN).to_list())},
            )


def _around(text: str, pattern: str) -> str:
    """Return the place of the dirt, and a little about it, so that it can be seen."""
    at = pl.Series([text]).str.find(pattern).item() or 0  # in bytes
    start = len(text.encode()[:at].decode(errors="ignore"))
    return repr(text[max(0, start - 10) : start + 15])
