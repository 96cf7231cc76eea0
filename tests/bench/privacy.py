"""Precision and recall of the checks of privacy on made values: in columns whose names say nothing, and inside sentences.

Run it with ``python tests/bench/privacy.py --seed 7``; it needs Faker (``pip install faker``), and prints a Markdown table. The
values are made by Faker in 22 locales, not by the checks' own patterns; only keys and tokens are put together here, by the forms
that issuers document. Any number of a state counts as "national number", whichever the state. Beside the checks stand a plain set
of expressions as it is often written, and CommonRegex where it is installed.
"""

from __future__ import annotations

import argparse
import random
import re
import string
import time
from collections import defaultdict
from collections.abc import Callable, Iterator

import polars as pl
from faker import Faker

from dataqa.api import measure_one

PER_COLUMN = 34
Found = set[tuple[str, int, str]]
"""Column, row, kind."""

LOCALES = (
    "en_US",
    "en_GB",
    "de_DE",
    "fr_FR",
    "es_ES",
    "it_IT",
    "nl_NL",
    "pl_PL",
    "pt_BR",
    "sv_SE",
    "fi_FI",
    "no_NO",
    "dk_DK",
    "de_CH",
    "zh_CN",
    "ja_JP",
    "ko_KR",
    "ru_RU",
    "tr_TR",
    "en_IN",
    "en_CA",
    "nl_BE",
)
NATIONAL = {
    "US SSN": ("en_US", "ssn"),
    "UK NINO": ("en_GB", "ssn"),
    "French NIR": ("fr_FR", "ssn"),
    "Spanish NIF": ("es_ES", "nif"),
    "Spanish NIE": ("es_ES", "nie"),
    "Italian code": ("it_IT", "ssn"),
    "Dutch BSN": ("nl_NL", "ssn"),
    "Polish PESEL": ("pl_PL", "pesel"),
    "Brazilian CPF": ("pt_BR", "cpf"),
    "Swedish": ("sv_SE", "ssn"),
    "Finnish": ("fi_FI", "ssn"),
    "Norwegian": ("no_NO", "ssn"),
    "Danish CPR": ("dk_DK", "ssn"),
    "Swiss AHV": ("de_CH", "ssn"),
    "Chinese": ("zh_CN", "ssn"),
    "Korean": ("ko_KR", "ssn"),
    "Turkish": ("tr_TR", "ssn"),
    "Belgian": ("nl_BE", "ssn"),
    "Aadhaar": ("en_IN", "aadhaar_id"),
    "Canadian SIN": ("en_CA", "ssn"),
}
CUES = {
    "national number": "The applicant's {word} is {v}.",
    "passport": "Travels with passport {v}, valid another year.",
    "plate": "The car with number plate {v} was parked outside.",
    "date of birth": "She was born on {v} in a small town.",
    "coordinates": "Their home is at {v}, behind the wood.",
    "phone": "You can call me on {v} after six.",
    "password": "Try again, the password is {v}",
    "name": "I spoke to {v} about it yesterday.",
}
NATIONAL_WORDS = {
    "US SSN": "SSN",
    "UK NINO": "national insurance number",
    "French NIR": "NIR",
    "Spanish NIF": "NIF",
    "Spanish NIE": "NIE",
    "Italian code": "codice fiscale",
    "Dutch BSN": "BSN",
    "Polish PESEL": "PESEL",
    "Brazilian CPF": "CPF",
    "Swedish": "personnummer",
    "Finnish": "henkilötunnus",
    "Norwegian": "fødselsnummer",
    "Danish CPR": "CPR",
    "Swiss AHV": "AHV number",
    "Chinese": "resident id",
    "Korean": "RRN",
    "Turkish": "kimlik no",
    "Belgian": "national number",
    "Aadhaar": "Aadhaar",
    "Canadian SIN": "SIN",
}
PLAIN = (
    "Please note {v} as agreed with the office.",
    "We have {v} on file since last week.",
    "{v} was sent back by the post room.",
    "Following up on {v}; no answer so far.",
    "The form says {v}, which looks fine to us.",
)


def makers(rng: random.Random) -> dict[str, list[tuple[str, Callable[[], str]]]]:
    """Return for each kind the ways to make one, each with what it is about."""
    fakes = {locale: Faker(locale) for locale in LOCALES}
    for fake in fakes.values():
        fake.seed_instance(rng.getrandbits(32))
    us = fakes["en_US"]

    def letters(alphabet: str, count: int) -> str:
        return "".join(rng.choices(alphabet, k=count))

    url = string.ascii_letters + string.digits + "-_"
    word = string.ascii_letters + string.digits
    keys = (
        lambda: "AKIA" + letters(string.ascii_uppercase + "234567", 16),
        lambda: rng.choice(["ghp_", "gho_"]) + letters(word, 36),
        lambda: "xoxb-" + letters(string.digits, 12) + "-" + letters(word, 24),
        lambda: "sk_" + "live_" + letters(word, 24),
        lambda: "AIza" + letters(url, 35),
    )
    many = [locale for locale in LOCALES if locale not in ("zh_CN", "ja_JP", "ko_KR", "ru_RU")]
    return {
        "e-mail": [(locale, fakes[locale].email) for locale in ("en_US", "de_DE", "pl_PL")],
        "phone": [
            (locale, fakes[locale].phone_number)
            for locale in (
                "en_US",
                "en_GB",
                "de_DE",
                "fr_FR",
                "it_IT",
                "nl_NL",
                "pl_PL",
                "sv_SE",
                "ja_JP",
                "en_IN",
                "ru_RU",
                "es_ES",
            )
        ],
        "card": [
            ("card", us.credit_card_number),
            ("grouped", lambda: " ".join(re.findall("....", us.credit_card_number("visa16")))),
        ],
        "IBAN": [(locale, fakes[locale].iban) for locale in ("en_GB", "de_DE", "fr_FR", "it_IT", "nl_NL")],
        "IP address": [("4", us.ipv4_public), ("6", us.ipv6)],
        "MAC address": [("mac", us.mac_address)],
        "national number": [(name, getattr(fakes[locale], how)) for name, (locale, how) in NATIONAL.items()],
        "name": [(locale, fakes[locale].name) for locale in (*many[:10], "tr_TR", "en_IN", "zh_CN", "ja_JP", "ko_KR", "ru_RU")],
        "address": [
            (locale, fakes[locale].street_address)
            for locale in ("en_US", "en_GB", "de_DE", "fr_FR", "es_ES", "it_IT", "nl_NL", "pl_PL", "sv_SE")
        ],
        "date of birth": [
            ("iso", lambda: us.date_of_birth().isoformat()),
            ("dotted", lambda: us.date_of_birth().strftime("%d.%m.%Y")),
        ],
        "coordinates": [("pair", lambda: ", ".join(us.local_latlng()[:2]))],
        "passport": [("us", us.passport_number)],
        "plate": [(locale, fakes[locale].license_plate) for locale in ("en_US", "en_GB", "de_DE")],
        "access key": [(str(place), make) for place, make in enumerate(keys)],
        "token": [("jwt", lambda: f"eyJ{letters(url, 33)}.eyJ{letters(url, 60)}.{letters(url, 43)}")],
        "private key": [("pem", lambda: f"-----BEGIN {rng.choice(['RSA ', 'EC ', ''])}PRIVATE KEY-----{letters(word, 64)}")],
        "password": [("password", lambda: us.password(length=12))],
        "password hash": [("bcrypt", lambda: f"$2b$12${letters(word, 53)}")],
        "wallet": [("eth", lambda: "0x" + letters("0123456789abcdef", 40))],
        "link with a password": [
            ("db", lambda: f"postgres://{us.user_name()}:{us.password(special_chars=False)}@{us.domain_name()}/app")
        ],
    }


def nothing(rng: random.Random) -> dict[str, Callable[[], str]]:
    """Return what only looks like personal data."""
    fake = Faker("en_US")
    fake.seed_instance(rng.getrandbits(32))
    count = {name: rng.randrange(10**8, 10**9) for name in ("order", "ticket", "row")}

    def next_of(name: str, step: int) -> int:
        count[name] += rng.randrange(1, step)
        return count[name]

    digits = lambda n: str(rng.randrange(10 ** (n - 1), 10**n))  # noqa: E731
    return {
        "order number": lambda: str(next_of("order", 9)),
        "order number of eleven digits": lambda: f"45{next_of('ticket', 99)}",
        "invoice": lambda: f"INV-{rng.randrange(2015, 2026)}-{rng.randrange(10**5):05d}",
        "random 9 digits": lambda: digits(9),
        "random 10 digits": lambda: digits(10),
        "random 13 digits": lambda: digits(13),
        "random 16 digits": lambda: digits(16),
        "price": lambda: f"${rng.uniform(1, 99999):,.2f}",
        "euro": lambda: f"{rng.randrange(10**6):,}".replace(",", ".") + ",00 €",
        "version": lambda: ".".join(str(rng.randrange(30)) for _ in range(4)),
        "semantic version": lambda: f"v{rng.randrange(9)}.{rng.randrange(40)}.{rng.randrange(400)}",
        "ISBN": fake.isbn13,
        "old ISBN": lambda: fake.isbn10().replace("-", ""),
        "EAN": fake.ean13,
        "epoch": lambda: str(rng.randrange(10**9, 2 * 10**9)),
        "timestamp": lambda: fake.date_time().isoformat(),
        "UUID": fake.uuid4,
        "SHA-1": fake.sha1,
        "MD5": fake.md5,
        "product code": lambda: f"{rng.choice('ABCDEFGH')}{rng.choice('KLMN')}-{rng.randrange(10**4):04d}-{rng.choice('XYZ')}",
        "part number": lambda: f"{digits(3)}-{digits(4)}-{digits(2)}",
        "measure": lambda: f"{rng.uniform(0, 500):.3f} mm",
        "company": fake.company,
        "city": fake.city,
        "job": fake.job,
        "slogan": fake.catch_phrase,
        "colour": fake.color_name,
        "file": fake.file_name,
        "link": fake.uri,
        "range": lambda: f"{rng.randrange(1900, 2020)}-{rng.randrange(1900, 2020)}",
        "decimal": lambda: f"{rng.random():.12f}",
        "size": lambda: f"{rng.randrange(10, 99)} x {rng.randrange(10, 99)} x {rng.randrange(10, 99)}",
        "dimension code": lambda: f"{digits(2)}/{digits(2)}-{digits(3)}",
        "score": lambda: f"{rng.randrange(9)}:{rng.randrange(9)}, {rng.randrange(9)}:{rng.randrange(9)}",
        "species": lambda: fake.word().title() + " " + fake.word(),
        "country": fake.country,
        "time": fake.time,
        "hex": lambda: fake.hex_color(),
        "batch": lambda: f"LOT{digits(8)}",
        "flight": lambda: f"{rng.choice(['LH', 'BA', 'AF'])} {digits(4)}",
    }


def made(seed: int) -> tuple[dict[str, list[str]], dict[tuple[str, int], str], int]:
    """Return columns of values and a column of sentences, what each cell truly is, and how many values are labelled."""
    rng = random.Random(seed)
    ways, none = makers(rng), nothing(rng)
    columns: dict[str, list[str]] = {}
    truth: dict[tuple[str, int], str] = {}
    sentences: list[tuple[str, str]] = []
    for kind, makes in ways.items():
        each = max(PER_COLUMN, -(-68 // len(makes)))
        for about, make in makes:
            if kind not in ("date of birth", "coordinates", "passport", "plate", "password"):  # not to be told without a word
                name = f"c{len(columns)}"
                columns[name] = [" ".join(make().split()) for _ in range(PER_COLUMN)]
                truth.update({(name, row): kind for row in range(PER_COLUMN)})
            for turn in range(max(8, each // 2 if len(makes) > 4 else 2 * each // len(makes))):
                form = (
                    CUES[kind]
                    if kind in CUES and (turn % 2 or kind in ("passport", "plate", "date of birth", "coordinates", "password"))
                    else rng.choice(PLAIN)
                )
                value = " ".join(make().split())
                sentences.append((form.format(v=value, word=NATIONAL_WORDS.get(about, "")), kind))
    for make in none.values():
        name = f"c{len(columns)}"
        columns[name] = [" ".join(make().split()) for _ in range(PER_COLUMN)]
        sentences.extend((rng.choice(PLAIN).format(v=make()), "") for _ in range(PER_COLUMN))
    rng.shuffle(sentences)
    columns["s"] = [text for text, _ in sentences]
    truth.update({("s", row): kind for row, (_, kind) in enumerate(sentences) if kind})
    return columns, truth, len(truth)


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
