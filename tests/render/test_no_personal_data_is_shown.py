from __future__ import annotations

import json
import random

import pytest

import dataqa

VALUES = {
    "mail": "ann{n}.lee@example.org", "phone": "+44 20 7946 {n}", "card": "4111 1111 1111 1111",
    "iban": "GB82 WEST 1234 5698 7654 32",
    "ssn": "536-90-{n}", "nino": "AB 12 34 56 C", "nhs": "NHS 943 476 5919", "dni": "54362315K", "code": "RCCMNL83S18D969H",
    "cpf": "390.533.447-05", "hetu": "131052-308T", "ip": "203.0.113.177", "mac": "00:1B:44:11:3A:B7",
    "key": "AKIAIOSFODNN7EXAMPLE", "jwt": "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
    "hash": "$2b$12$" + "a" * 53, "wallet": "1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "passport": "passport C01X00T47",
    "name": "{g} Halbrook", "street": "1{n} Park Road",
}  # fmt: skip
GIVEN = ("Anna", "Peter", "Maria", "Lukas", "Emily", "David", "Laura", "Simon")


@pytest.fixture(scope="module")
def shown() -> str:
    rng = random.Random(3)
    rows = 60
    plain = {kind: [value.format(n=1234 + k % 40, g=GIVEN[k % 8]) for k in range(rows)] for kind, value in VALUES.items()}
    prose = [
        f"Please note that {rng.choice(list(plain.values()))[k]} was given to us again today, and all is well." for k in range(rows)
    ]
    result = dataqa.audit({**plain, "letter": prose, "y": ["a", "b"] * (rows // 2)}, target="y")
    machines = result.to_sarif() + result.to_junit() + result.to_github() + result.to_gitlab()
    return machines + result.to_html() + result.to_markdown() + json.dumps(result.to_dict(), ensure_ascii=False, default=str)


@pytest.mark.parametrize("kind", VALUES)
def test_no_report_shows_what_was_found(shown, kind):
    value = VALUES[kind].format(n=1234, g="Anna").removeprefix("NHS ").removeprefix("passport ")
    assert value not in shown
