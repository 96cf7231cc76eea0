"""What has drifted of some columns, from the oldest rows to the newest."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dataqa.checks.freshness._stretches import level_of, picture
from dataqa.checks.freshness._windows import Windows
from dataqa.checks.shifts import EMPTY, Apart, apart, rows_of
from dataqa.context import Context
from dataqa.model import Measurement, Phrase
from dataqa.statistics import bonferroni

_DOUBT = Phrase(" The rows span so little time that a season of the year looks the same.")


def drifting(audit: Context, windows: Windows, columns: list[str], least: float) -> Iterator[Measurement]:
    """Compare columns in the oldest and the newest rows; the interval holds for all of them together (Bonferroni).

    Parameters
    ----------
    audit, windows
        The audit, and what is to be compared.
    columns : list of str
        Columns.
    least : float
        How far apart, by the lower bound, so that it is worth telling.
    """
    parameters = audit.parameters
    sides, kept = zip(
        *(rows_of(audit.engine, rows, columns, int(parameters["most_rows"])) for rows in (windows.old, windows.new)), strict=True
    )
    blocks = None if windows.blocks is None else (windows.blocks[0][kept[0]], windows.blocks[1][kept[1]])
    z = bonferroni(2 * len(columns))
    for name in columns:
        part = audit.task.columns[name]
        nominal = part.role in ("categorical", "boolean") or (part.role == "target" and audit.task.discrete)
        for found in apart(
            sides[0].get_column(name),
            sides[1].get_column(name),
            nominal=nominal,
            prose=part.role == "text",
            z=z,
            statistic=parameters["statistic"],
            blocks=blocks,
        ):
            if found.shift.interval[0] > least:
                one = _measured(audit, windows, name, found)
                # from when on cells are empty is told better by when they are
                yield replace(one, covered_by=("missing-by-time",)) if found.about == EMPTY else one


def _measured(audit: Context, windows: Windows, name: str, found: Apart) -> Measurement:
    level = level_of(audit, windows, name, found.level)
    what = "share of rows" if found.share else "mean"
    return Measurement(
        value=found.shift.value,
        unit="standard deviations",
        interval=found.shift.interval,
        columns=(name,),
        about=found.about,
        details={
            **found.details,
            "old_when": windows.when(windows.old),
            "new_when": windows.when(windows.new),
            "how": level.how,
            "old_rows": len(windows.old),
            "new_rows": len(windows.new),
            "alike": float(windows.matched),
            "doubt": Phrase("") if windows.matched else _DOUBT,
        },
        evidence=picture(level, f"{name}: {found.what.removeprefix('the ')}, by time", what),
    )
