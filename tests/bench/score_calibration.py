#!/usr/bin/env python3
"""Fit what the checks' measurements cost, and say how well the fit holds on data that it has not seen.

    python tests/bench/score_calibration.py collect --yardstick DIR --data DIR --out FILE [--bases a,b] [--informed]
    python tests/bench/score_calibration.py fit FILE... [--strength 0.02]

`collect` audits every damaged set of the yardstick (``corruptions.py`` and ``truth_dev.json`` in its folder, base sets as
Parquet in ``--data``) with the rules in force and keeps what each issue costs, beside the share of skill that real models kept.
`fit` looks for one factor a check by which its cost curve should be scaled: least squares of score against kept share, drawn
towards 1 by ``--strength`` times the squared logarithm of each factor. It prints

    as is     with the rules as they are
    fitted    with factors fitted on all bases: how well it can be
    held out  of each base with factors fitted on all others: the figure that counts

and the factors. They are put into the rules by hand, rounded, where they rest on more than one damage: a factor is a fact about
these damages, its direction a fact about the mechanism.
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
from pathlib import Path

import numpy as np
import pandas as pd
from scipy.optimize import minimize
from scipy.stats import spearmanr

import dataqa
from dataqa.model import Issue
from dataqa.score import Ledger

REFERENCE = 500


def collect(options: argparse.Namespace) -> None:
    sys.path.insert(0, options.yardstick)
    from corruptions import damages

    truth = json.loads((Path(options.yardstick) / "truth_dev.json").read_text())
    wanted = [base for base in options.bases.split(",") if base] or list(truth)
    with open(options.out, "w", encoding="utf-8") as out:
        for base in wanted:
            told = truth[base]
            train, deploy = (pd.read_parquet(Path(options.data) / f"{base}_{part}.parquet") for part in ("train", "deploy"))
            known = {(one["damage"], one["level"]): one["retained"] for one in told["variants"]}
            for name, level, damage in damages(train, deploy, told["target"], told["task"], base):
                if (name, level) not in known or (damage.needs_reference and not options.informed):
                    continue
                more = {}
                if options.informed:
                    later = damage.deploy.drop(columns=told["target"])
                    more["reference"] = later.sample(min(REFERENCE, len(later)), random_state=0).reset_index(drop=True)
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    found = dataqa.audit(damage.train, target=told["target"], **more)
                issues = [
                    {"id": i.id, "check": i.check, "dimension": i.dimension, "columns": i.columns, "cost": i.cost, "cause": i.cause}
                    for i in found.record.every_issue
                    if i.cost > 0
                ]
                line = {"base": base, "damage": name, "level": level, "retained": known[name, level], "score": found.score}
                out.write(json.dumps(line | {"issues": issues}) + "\n")
                out.flush()


def losses(row: dict) -> dict[str, float]:
    """Return what counts of each check's loss in one set."""
    blank = {
        "severity": "low", "rows": None, "labels": None, "value": 0.0, "unit": "", "interval": None, "threshold": 0.0,
        "cost_interval": (0.0, 0.0), "blocking": False, "title": "", "why": "", "fix": "", "details": {}, "evidence": (),
    }  # fmt: skip
    issues = [Issue(**(blank | issue | {"columns": tuple(issue["columns"])})) for issue in row["issues"]]
    found: dict[str, float] = {}
    for one in Ledger(issues).counted:
        found[one.issue.check] = found.get(one.issue.check, 0.0) + min(one.loss, 4.0)
    return found


def fitted(matrix: np.ndarray, kept: np.ndarray, strength: float) -> np.ndarray:
    """Return one factor a column."""

    def missed(logs: np.ndarray) -> float:
        return float(((np.exp(-matrix @ np.exp(logs)) - kept) ** 2).sum() / len(kept) + strength * (logs**2).mean())

    return np.exp(minimize(missed, np.zeros(matrix.shape[1]), method="L-BFGS-B").x)


def fit(options: argparse.Namespace) -> None:
    rows = [json.loads(line) for path in options.files for line in Path(path).read_text().splitlines()]
    each = [losses(row) for row in rows]
    checks = sorted({check for found in each for check in found})
    matrix = np.array([[found.get(check, 0.0) for check in checks] for found in each])
    kept, bases = np.array([row["retained"] for row in rows]), np.array([row["base"] for row in rows])
    as_is, all_in = np.exp(-matrix.sum(axis=1)), fitted(matrix, kept, options.strength)
    guesses = {"as is": as_is, "fitted": np.exp(-matrix @ all_in), "held out": np.zeros(len(rows))}
    apart = {}
    for base in dict.fromkeys(bases):
        mine = bases == base
        apart[base] = fitted(matrix[~mine], kept[~mine], options.strength)
        guesses["held out"][mine] = np.exp(-matrix[mine] @ apart[base])
    print(f"{'base':22s}" + "".join(f"{name + ' rank':>16s}{'mae':>7s}{'clean':>7s}" for name in guesses))
    table = []
    for base in dict.fromkeys(bases):
        mine, line = bases == base, []
        for guess in guesses.values():
            clean = guess[mine & np.array([row["damage"] == "none" for row in rows])]
            line += [spearmanr(guess[mine], kept[mine]).statistic, np.abs(guess[mine] - kept[mine]).mean(), 100 * clean.mean()]
        table.append(line)
        print(f"{base:22s}" + "".join(f"{line[i]:16.3f}{line[i + 1]:7.3f}{line[i + 2]:7.1f}" for i in range(0, len(line), 3)))
    mean = np.mean(table, axis=0)
    print(f"{'mean':22s}" + "".join(f"{mean[i]:16.3f}{mean[i + 1]:7.3f}{mean[i + 2]:7.1f}" for i in range(0, len(mean), 3)))
    print("\ncheck: factor (least and most of those with one base held out), sets, bases, mean loss")
    for place in np.argsort(-matrix.sum(axis=0)):
        there, others = matrix[:, place] > 0.002, [factors[place] for factors in apart.values()]
        if there.sum():
            print(f"{checks[place]:24s}{all_in[place]:6.2f} ({min(others):.2f} to {max(others):.2f})  {there.sum():4d}"
                  f"{len(set(bases[there])):4d}{matrix[there, place].mean():8.3f}")  # fmt: skip
    print("\ndamage: kept, score as is, held out, mean absolute error held out")
    names = pd.DataFrame({"damage": [f"{r['damage']} {r['level']}" for r in rows], "kept": kept, "as": as_is,
                          "out": guesses["held out"]})  # fmt: skip
    names["off"] = (names["out"] - names["kept"]).abs()
    print(names.groupby("damage", sort=False).mean().round(3).to_string())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("collect")
    one.add_argument("--yardstick", required=True)
    one.add_argument("--data", required=True)
    one.add_argument("--out", required=True)
    one.add_argument("--bases", default="")
    one.add_argument("--informed", action="store_true")
    one.set_defaults(run=collect)
    two = commands.add_parser("fit")
    two.add_argument("files", nargs="+")
    two.add_argument("--strength", type=float, default=0.02)
    two.set_defaults(run=fit)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
