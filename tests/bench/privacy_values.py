"""Made values of personal data, and what only looks like it, for the bench of privacy: by Faker in 22 locales."""

from __future__ import annotations

import random
import re
import string
from collections.abc import Callable

from faker import Faker

PER_COLUMN = 34
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
