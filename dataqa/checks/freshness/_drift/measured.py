"""Which columns drifted between the oldest and the newest rows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dataqa.checks.freshness._drift.stretches import level_of, picture
from dataqa.checks.freshness._drift.windows import Windows
from dataqa.checks.series import measures_of
from dataqa.checks.shifts import EMPTY, Difference, DriftParameters, differences, rows_of
from dataqa.context import Context
from dataqa.model import Measurement, Phrase
from dataqa.statistics import bonferroni


def drifting(audit: Context[DriftParameters], windows: Windows, columns: list[str]) -> Iterator[Measurement]:
    """Compare columns in the oldest and the newest rows; the interval holds for all of them together (Bonferroni).

    Parameters
    ----------
    audit, windows
        The audit, and what is to be compared.
    columns : list of str
        Columns.
    """
    parameters = audit.parameters
    sides, kept = zip(
        *(rows_of(audit.engine, rows, columns, parameters.most_rows) for rows in (windows.old, windows.new)), strict=True
    )
    blocks = None if windows.blocks is None else (windows.blocks[0][kept[0]], windows.blocks[1][kept[1]])
    z = bonferroni(2 * len(columns))
    for name in columns:
        part = audit.task.columns[name]
        nominal = part.role in ("categorical", "boolean") or (part.role == "target" and audit.task.discrete)
        for found in differences(
            sides[0].get_column(name),
            sides[1].get_column(name),
            nominal=nominal,
            prose=part.role == "text",
            z=z,
            statistic=parameters.statistic,
            blocks=blocks,
        ):
            if found.shift.interval[0] > parameters.least:
                one = _measured(audit, windows, name, found)
                # that check shows when cells became empty
                yield replace(one, covered_by=("missing-by-time",)) if found.about == EMPTY else one


def _measured(audit: Context, windows: Windows, name: str, found: Difference) -> Measurement:
    level = level_of(audit, windows, name, found.level)
    forecast = audit.task.kind == "forecasting" and name in measures_of(audit) and found.about != EMPTY
    notes = {"step": bool(level.step), "gradual": level.gradual, "season": not windows.matched, "forecast": forecast}
    return Measurement(
        value=found.shift.value,
        unit="standard deviations",
        interval=found.shift.interval,
        columns=(name,),
        about=found.about,
        kind=found.kind,
        notes=tuple(note for note, applies in notes.items() if applies),
        details={
            **found.details,
            "old_when": windows.when(windows.old),
            "new_when": windows.when(windows.new),
            "changed_at": Phrase(level.step),
            "old_rows": len(windows.old),
            "new_rows": len(windows.new),
            "alike": float(windows.matched),
            # a forecaster learns the level and its trend, and does not assume that they stay
            "assumed": float(not forecast),
        },
        evidence=picture(level, f"{name}: {found.what} over time", "share of rows" if found.share else "mean"),
    )
