"""What the action of this repository gives back: prints its outputs, and writes the SARIF that is fit for code scanning.

Called with the exit code of the gate, its JSON, its SARIF, and where the other SARIF goes. Without a decision it does nothing.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path


def main(code: str, decision: str, sarif: str, upload: str) -> None:
    """Print ``passed`` and ``score``, and write the SARIF without what is resolved or accepted."""
    if code not in ("0", "1") or not Path(decision).exists():
        return
    told = json.loads(Path(decision).read_text(encoding="utf-8"))
    # one dataset is its own decision; of a first baseline there is only the audit
    datasets = list(told.get("datasets", {"": told}).values())
    scores = [one["after"]["score"] if "after" in one else one["score"] for one in datasets]
    known = [score for score in scores if score is not None]
    print(f"passed={'true' if code == '0' else 'false'}")
    print(f"score={round(min(known), 2) if len(known) == len(scores) and known else ''}")
    log = json.loads(Path(sarif).read_text(encoding="utf-8"))
    for run in log["runs"]:
        # code scanning takes every result for an open alert
        run["results"] = [one for one in run["results"] if one.get("baselineState") != "absent" and not one.get("suppressions")]
    Path(upload).write_text(json.dumps(log, ensure_ascii=False), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
