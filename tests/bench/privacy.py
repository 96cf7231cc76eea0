"""Precision and recall of the checks of privacy on made values: in columns whose names say nothing, and inside sentences.

Run it with ``python tests/bench/privacy.py --seed 7``; it needs Faker (``pip install faker``), and prints a Markdown table. The
values are made by Faker in 22 locales, not by the checks' own patterns; only keys and tokens are put together here, by the forms
that issuers document. Any number of a state counts as "national number", whichever the state. Beside the checks stand a plain set
of expressions as it is often written, and CommonRegex where it is installed.
"""

from __future__ import annotations

import argparse
import re
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import polars as pl
from privacy_values import made

from dataqa.api import measure_one

Found = set[tuple[str, int, str]]
"""Column, row, kind."""

KIND_OF = {
    "e-mail addresses": "e-mail",
    "telephone numbers": "phone",
    "card numbers": "card",
    "bank account numbers": "IBAN",
    "IP addresses": "IP address",
    "device addresses": "MAC address",
    "wallet addresses": "wallet",
    "passport numbers": "passport",
    "licence plates": "plate",
    "dates of birth": "date of birth",
    "exact coordinates": "coordinates",
    "private keys": "private key",
    "access keys": "access key",
    "signed tokens": "token",
    "passwords": "password",
    "passwords in links": "link with a password",
    "password hashes": "password hash",
    "people's full names": "name",
    "people's names in running text": "name",
    "street addresses": "address",
    "street addresses in running text": "address",
}


def by_checks(columns: dict[str, list[str]]) -> Found:
    """What the checks of privacy name."""
    found: Found = set()
    values = {name: cells for name, cells in columns.items() if name != "s"}
    for frame in (pl.DataFrame(values), pl.DataFrame({"s": columns["s"]})):
        for check in ("personal-data", "secrets", "person-names", "street-addresses"):
            for m in measure_one(check, frame)[0]:
                if len(m.columns) == 1 and m.rows is not None:
                    kind = KIND_OF.get(m.about, "national number" if check == "personal-data" else m.about)
                    found |= {(m.columns[0], int(row), kind) for row in m.rows.positions}
    return found


REGEXES = {
    "e-mail": r"[\w.+-]+@[\w-]+\.[\w.-]+",
    "phone": r"\+?\d[\d ().-]{7,}\d",
    "card": r"\b(?:\d[ -]?){13,16}\b",
    "IBAN": r"\b[A-Z]{2}\d{2}[A-Z0-9]{11,30}\b",
    "IP address": r"\b\d{1,3}(?:\.\d{1,3}){3}\b|\b(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}\b",
    "MAC address": r"\b(?:[0-9a-f]{2}:){5}[0-9a-f]{2}\b",
    "national number": r"\b\d{3}-\d{2}-\d{4}\b|\b\d{11}\b|\b[A-Z]{2}\d{6}[A-D]\b",
    "name": r"^[A-Z][a-z]+ [A-Z][a-z]+$|\b(?:Mr|Mrs|Ms|Dr)\.? [A-Z][a-z]+",
    "address": r"\b\d{1,5} \w+(?: \w+)? (?:Street|St|Road|Rd|Ave|Avenue|Lane|Drive)\b",
    "coordinates": r"-?\d{1,2}\.\d{3,}, ?-?\d{1,3}\.\d{3,}",
    "date of birth": r"born .*\d{4}",
    "passport": r"passport \w{8,9}",
    "access key": r"\bAKIA[A-Z0-9]{16}\b|\bghp_\w{36}\b|\bxox\w-",
    "token": r"\beyJ[\w-]+\.[\w-]+\.[\w-]+",
    "private key": r"PRIVATE KEY",
    "password": r"password\W+(?:is )?\S+",
    "wallet": r"\b0x[0-9a-f]{40}\b",
}


def by_regexes(columns: dict[str, list[str]]) -> Found:
    """What a plain set of expressions names."""
    patterns = {kind: re.compile(pattern) for kind, pattern in REGEXES.items()}
    return {
        (name, row, kind)
        for name, cells in columns.items()
        for row, cell in enumerate(cells)
        for kind, pattern in patterns.items()
        if pattern.search(cell)
    }


def by_commonregex(columns: dict[str, list[str]]) -> Found:
    """What CommonRegex names."""
    from commonregex import CommonRegex  # type: ignore[import-not-found]

    kinds = {
        "emails": "e-mail",
        "phones": "phone",
        "phones_with_exts": "phone",
        "ips": "IP address",
        "ipv6s": "IP address",
        "credit_cards": "card",
        "street_addresses": "address",
        "btc_addresses": "wallet",
    }
    found: Found = set()
    for name, cells in columns.items():
        for row, cell in enumerate(cells):
            parsed = CommonRegex(cell)
            found |= {(name, row, kind) for how, kind in kinds.items() if getattr(parsed, how, ())}
    return found


def table(truth: dict[tuple[str, int], str], found: Found) -> Iterator[tuple[str, str, int, int, int]]:
    """Yield for each place and kind how many were right, wrongly named, and there."""
    counts: dict[tuple[str, str], list[int]] = defaultdict(lambda: [0, 0, 0])
    for (name, _), kind in truth.items():
        counts["sentence" if name == "s" else "column", kind][2] += 1
    for name, row, kind in found:
        true = truth.get((name, row), "")
        counts["sentence" if name == "s" else "column", kind][0 if true == kind else 1] += 1
    for (where, kind), (right, wrong, there) in sorted(counts.items()):
        yield where, kind, right, wrong, there


def ratio(a: int, b: int) -> str:
    """Return a share with three digits, or a dash."""
    return f"{a / b:.3f}" if b else "–"


def main() -> None:
    """Make the values, look for them, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--show", action="store_true", help="also print some of what was missed and wrongly named")
    chosen = parser.parse_args()
    columns, truth, labelled = made(chosen.seed)
    cells = sum(map(len, columns.values()))
    print(f"seed {chosen.seed}: {cells:,} cells, {labelled:,} of them personal, of {len(set(truth.values()))} kinds\n")
    finders: dict[str, Callable[[dict[str, list[str]]], Found]] = {"dataqa": by_checks, "plain expressions": by_regexes}
    try:
        import commonregex  # type: ignore[import-not-found]  # noqa: F401

        finders["CommonRegex"] = by_commonregex
    except ImportError:
        pass
    results: dict[str, list[tuple[str, str, int, int, int]]] = {}
    for name, finder in finders.items():
        started = time.process_time()
        found = finder(columns)
        seconds = time.process_time() - started
        results[name] = list(table(truth, found))
        for where in ("column", "sentence", ""):
            part = [row for row in results[name] if not where or row[0] == where]
            right, wrong, there = (sum(row[place] for row in part) for place in (2, 3, 4))
            print(f"{name}, {where or 'all'}: precision {ratio(right, right + wrong)}, recall {ratio(right, there)}")
        print(f"{name}: {seconds:.1f} CPU s\n")
        if chosen.show and name == "dataqa":
            named = {(c, r): k for c, r, k in found}
            for (c, r), kind in truth.items():
                if (c, r, kind) not in found and (c == "s" or r == 0):
                    print("MISSED", kind, "|", columns[c][r], "|", named.get((c, r), ""))
            for c, r, kind in sorted(found):
                if truth.get((c, r)) != kind and (c == "s" or r % 10 == 0):
                    print("WRONG", kind, "|", columns[c][r], "|", truth.get((c, r), ""))
    print(
        "| where | kind | values | precision | recall | " + " | ".join(f"{n}: precision | recall" for n in list(finders)[1:]) + " |"
    )
    print("|---" * (5 + 2 * (len(finders) - 1)) + "|")
    others = {n: {(w, k): (r, f) for w, k, r, f, _ in rows} for n, rows in results.items()}
    for where, kind, right, wrong, there in results["dataqa"]:
        line = [where, kind, str(there), ratio(right, right + wrong), ratio(right, there)]
        for name in list(finders)[1:]:
            r, f = others[name].get((where, kind), (0, 0))
            line += [ratio(r, r + f), ratio(r, there)]
        print("| " + " | ".join(line) + " |")


if __name__ == "__main__":
    main()
