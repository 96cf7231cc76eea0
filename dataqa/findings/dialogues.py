"""Prompts and answers of an audit, read into turns whatever form they came in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from dataqa.context import Context
from dataqa.findings.parameters import parameters_of
from dataqa.roles.names import words_of

SCHEMA = {"row": pl.Int64, "side": pl.String, "turn": pl.Int64, "role": pl.String, "text": pl.String}
_TURN, _SPEAKER = "\x1e", "\x1f"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dialogues:
    """Turns of all rows.

    Attributes
    ----------
    turns : polars.DataFrame
        ``row``, ``side`` (``"chosen"`` or ``"rejected"`` of preference pairs, else ``""``), ``turn`` (from 0 on), ``role``
        (``user``, ``assistant``, ``system``, ``tool``, ``call``, or another name as it came), ``text``, which is null where a turn
        has none.
    prompts, answers : tuple of str
        Columns that they were read from; a column of conversations is among both.
    chats : tuple of str
        Those of them that hold conversations, in which the order of speakers can be wrong.
    label : str
        A column that says whether an answer is wanted (KTO), empty if there is none.
    optional : tuple of str
        Columns of contexts and system prompts, which a row need not have.
    """

    turns: pl.DataFrame
    prompts: tuple[str, ...]
    answers: tuple[str, ...]
    chats: tuple[str, ...]
    label: str = ""
    optional: tuple[str, ...] = ()

    @property
    def columns(self) -> tuple[str, ...]:
        """All columns that were read, each once."""
        return tuple(dict.fromkeys((*self.prompts, *self.answers)))

    @property
    def paired(self) -> bool:
        """Whether each row holds a chosen and a rejected answer."""
        return len(self.turns) > 0 and bool((self.turns.get_column("side") != "").any())

    def said(self, role: str) -> pl.DataFrame:
        """Return the turns of one speaker."""
        return self.turns.filter(pl.col("role") == role)


def dialogues(audit: Context) -> Dialogues | None:
    """Return the prompts and answers of an audit, or None if it has none."""
    return audit.once(_found)


def optional_texts(audit: Context) -> tuple[str, ...]:
    """Return the columns that are empty where a prompt needs no context and no system prompt."""
    found = dialogues(audit)
    return () if found is None else found.optional


def exchanges(audit: Context) -> pl.DataFrame:
    """Return for each row and side its last answer and all that was said before: ``row``, ``side``, ``prompt``, ``answer``."""
    return audit.once(_exchanges)


def _found(audit: Context) -> Dialogues | None:
    if audit.task.kind not in ("language", "none") or audit.task.target is not None:
        return None
    names, columns = parameters_of("dialogues"), _texts(audit)
    sides = [_first(columns, names[key]) for key in ("preferred", "rejected")]
    prompt = _first(columns, names["prompts"])
    parts: list[pl.DataFrame] = []
    if sides[0] and sides[1]:
        before = [(prompt, "user")] if prompt else _conversation(audit, columns, sides)
        for side, name in zip(("chosen", "rejected"), sides, strict=True):
            parts.append(_joined(audit, [*before, (name, "assistant")], side))
        prompts, answers = tuple(name for name, _ in before), (sides[0], sides[1])
        return Dialogues(turns=pl.concat(parts), prompts=prompts, answers=answers, chats=_chats(audit, [*prompts, *answers]))
    chats = [name for name in columns if audit.table.source(name).turns is not None]
    answer = _first([name for name in columns if name != prompt], names["answers"])
    if prompt and answer and (set(chats) & {prompt, answer} or _wordy(audit, (prompt, answer))):
        system = _first(columns, names["systems"])
        context = _first([name for name in columns if name not in (prompt, answer)], names["contexts"])
        before = [*([(system, "system")] if system else []), (prompt, "user"), *([(context, "user")] if context else [])]
        turns = _joined(audit, [*before, (answer, "assistant")], "")
        label = next((name for name in audit.task.columns if " ".join(words_of(name)) in names["labels"]), "")
        said = tuple(name for name, _ in before)
        return Dialogues(
            turns=turns, prompts=said, answers=(answer,), chats=_chats(audit, [*said, answer]), label=label,
            optional=tuple(name for name in (system, context) if name),
        )  # fmt: skip
    chats += [name for name in columns if name not in chats and _is_transcript(audit, name)]
    if not chats:
        return None
    turns = _joined(audit, [(chats[0], "assistant")], "")
    return Dialogues(turns=turns, prompts=(chats[0],), answers=(chats[0],), chats=(chats[0],))


def _texts(audit: Context) -> list[str]:
    """Return the columns that can hold what somebody says, none that names rows or parts of a split."""
    return [
        name
        for name, part in audit.task.columns.items()
        if audit.profile.columns[name].kind == "text" and part.role in ("text", "categorical", "constant", "id")
    ]


def _first(columns: Iterable[str], wanted: Iterable[str]) -> str:
    by_words: dict[str, str] = {}
    for name in columns:
        by_words.setdefault(" ".join(words_of(name)), name)
    return next((by_words[name] for name in wanted if name in by_words), "")


def _conversation(audit: Context, columns: list[str], sides: list[str]) -> list[tuple[str, str]]:
    """Return a column of conversations that both answers follow."""
    return [(name, "user") for name in columns if name not in sides and audit.table.source(name).turns is not None][:1]


def _chats(audit: Context, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if audit.table.source(name).turns is not None or _is_transcript(audit, name))


def _wordy(audit: Context, names: tuple[str, ...]) -> bool:
    least = float(parameters_of("dialogues")["shortest"])
    words = [audit.profile.sample.get_column(name).str.count_matches(r"\S+").mean() or 0.0 for name in names]
    return max(float(mean) for mean in words) >= least  # type: ignore[arg-type]


def _is_transcript(audit: Context, name: str) -> bool:
    cells = audit.profile.sample.get_column(name).drop_nulls()
    if cells.dtype != pl.String or not len(cells):
        return False
    several = cells.str.contains(rf"(?s)^\s*{_speakers()}.*\n\s*{_speakers()}")
    return float(several.mean() or 0.0) >= float(parameters_of("dialogues")["share"])  # type: ignore[arg-type]


def _speakers() -> str:
    return rf"(?:#+ *)?(?i:{'|'.join(parameters_of('dialogues')['speakers'])}):"


def _joined(audit: Context, columns: list[tuple[str, str]], side: str) -> pl.DataFrame:
    """Return the turns of some columns of each row, one column behind the other."""
    parts = []
    for place, (name, role) in enumerate(columns):
        parts.append(_turns_in(audit, name, role).with_columns(place=pl.lit(place)))
    turns = pl.concat(parts).sort("row", "place", "turn")
    turns = turns.with_columns(turn=pl.int_range(pl.len()).over("row").cast(pl.Int64), side=pl.lit(side))
    return turns.select(list(SCHEMA))


def _turns_in(audit: Context, name: str, role: str) -> pl.DataFrame:
    """Return the turns of one column: of a conversation, of a transcript, or a text as one turn; empty contexts are no turn."""
    source = audit.table.source(name)
    if source.turns is not None:
        return source.turns.select("row", "turn", "role", "text")
    cells = audit.engine.values(name)
    if _is_transcript(audit, name):
        return _split(cells)
    frame = pl.DataFrame({"text": cells}).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64))
    frame = frame.select("row", pl.lit(0, pl.Int64).alias("turn"), pl.lit(role).alias("role"), "text")
    return frame if role == "assistant" else frame.filter(pl.col("text").str.contains(r"\S"))


def _split(cells: pl.Series) -> pl.DataFrame:
    speakers = parameters_of("dialogues")["speakers"]
    marked = pl.col("text").str.replace_all(rf"(?m)^\s*(?:#+ *)?((?i:{'|'.join(speakers)})): ?", f"{_TURN}${{1}}{_SPEAKER}")
    frame = pl.DataFrame({"text": cells}).with_row_index("row").with_columns(pl.col("row").cast(pl.Int64)).drop_nulls("text")
    turns = frame.select("row", marked.str.split(_TURN).alias("said")).explode("said").filter(pl.col("said").str.contains(_SPEAKER))
    halves = pl.col("said").str.splitn(_SPEAKER, 2)
    named = halves.struct.field("field_0").str.to_lowercase().replace(speakers)
    turns = turns.select("row", named.alias("role"), halves.struct.field("field_1").str.strip_chars().alias("text"))
    return turns.select("row", pl.int_range(pl.len()).over("row").cast(pl.Int64).alias("turn"), "role", "text")


def _exchanges(audit: Context) -> pl.DataFrame:
    found = dialogues(audit)
    turns = pl.DataFrame(schema=SCHEMA) if found is None else found.turns
    last = turns.filter(pl.col("role") == "assistant").group_by("row", "side").agg(pl.col("turn").max().alias("last"))
    joined = turns.join(last, on=["row", "side"])
    said = pl.col("text").fill_null("").str.strip_chars()
    before = joined.filter(pl.col("turn") < pl.col("last")).sort("row", "side", "turn")
    prompts = before.group_by("row", "side").agg(said.str.join("\n\n").alias("prompt"))
    answers = joined.filter(pl.col("turn") == pl.col("last")).select("row", "side", pl.col("text").alias("answer"))
    every = answers.join(prompts, on=["row", "side"], how="left").sort("row", "side")
    return every.select("row", "side", pl.col("prompt").fill_null(""), "answer")
