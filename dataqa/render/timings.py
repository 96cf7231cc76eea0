"""How long each check took: not part of the reports, which are the same bytes for the same data."""

from __future__ import annotations

from pathlib import Path

from dataqa.record import Record
from dataqa.render.atomic_files import write_whole
from dataqa.render.lines import in_lines


def to_timings(record: Record, path: Path) -> None:
    """Write CPU seconds (of the process, all threads) by check; a fit that several share counts for the first that asked for it.

    Parameters
    ----------
    record : Record
        Of an audit made in this process; one that was loaded has no times.
    path : Path
        A JSON file, written whole or not at all.
    """
    seconds = {one.check: round(one.seconds, 4) for one in record.outcomes}
    write_whole(path, in_lines({"seconds": seconds, "total": round(sum(seconds.values()), 4)}))
