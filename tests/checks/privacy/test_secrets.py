from __future__ import annotations

import pytest

KINDS = {
    "access keys": ["key AKIAIOSFODNN7EXAMPLE of the bucket", "ghp_" + "a1B2" * 9, "sk_" + "live_" + "4eC39HqLyjWDarjtT1zdp7dc"],
    "signed tokens": ["eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P"],
    "private keys": ["-----BEGIN RSA PRIVATE KEY-----\nMIIEow"],
    "passwords": ["password: hunter2!", "my pwd = Tr0ub4dor&3"],
    "passwords in links": ["db at postgres://app:s3cr3t@db.example.org/x"],
    "password hashes": ["$2b$12$" + "a" * 53],
}
NOTHING = [
    "the password is required", "Password: ********", "forgot my password yesterday", "api_key={API_KEY}", "token: none", "sk-12",
    "d41d8cd98f00b204e9800998ecf8427e", "550e8400-e29b-41d4-a716-446655440000", "the secret is patience", "key 12 opens door 7",
    "the secret: 1,200.50 a month",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_found(measure, kind):
    found = measure("secrets", {"log": [*KINDS[kind], "nothing", "at all"]})
    assert [(m.columns, m.about, m.rows.positions.tolist()) for m in found] == [(("log",), kind, list(range(len(KINDS[kind]))))]


@pytest.mark.parametrize("cell", NOTHING)
def test_what_only_speaks_of_secrets_is_none(measure, cell):
    assert measure("secrets", {"log": [cell, "nothing", "at all"]}) == []


def test_a_column_of_passwords_is_told_by_its_name(measure):
    frame = {"user_password": ["hunter2!", "Tr0ub4dor&3", "qwerty12"], "password_set": ["yes", "no", "yes"]}
    assert [(m.columns, m.about, m.value) for m in measure("secrets", frame)] == [(("user_password",), "passwords", 1.0)]


def test_one_key_is_too_many(judge):
    issues = judge("secrets", {"log": ["AKIAIOSFODNN7EXAMPLE", *["-"] * 199], "note": ["password: hunter2!", *["-"] * 199]})
    assert [(i.columns, i.severity, i.blocking) for i in issues] == [(("log",), "medium", True), (("note",), "low", False)]


def test_inside_nested_cells_by_form_and_by_key(judge):
    key = "AKIA" + "Q7RZ" * 4
    rows = {"log": [{"level": "info", "env": [{"value": key if n == 7 else "none"}] * 50} for n in range(30)], "x": list(range(30))}
    (issue,) = judge("secrets", rows)
    assert issue.title == "`log` contains access keys at `log.env[].value` in 1 row"
    users = {"user": [{"name": f"n{n}", "password": f"hunter{n * 7919}!"} for n in range(30)], "x": list(range(30))}
    (issue,) = judge("secrets", users)
    assert issue.title == "`user` contains passwords at `user.password` in 30 rows"
    assert judge("secrets", {"user": [{"name": f"n{n}", "password": "redacted"} for n in range(30)], "x": list(range(30))}) == []


def test_a_password_that_is_spoken_of_may_be_an_example_and_a_key_is_none(judge):
    said = {"passwords": "Set password: hunter2! in the file", "access keys": KINDS["access keys"][1]}
    for kind, severities in (("passwords", ("high", "low")), ("access keys", ("high", "high"))):
        chats = [[{"role": "user", "content": "How?"}, {"role": "assistant", "content": f"{said[kind]} {k}"}] for k in range(20)]
        log = [chat[1]["content"] for chat in chats]
        found = [judge("secrets", rows) for rows in ({"log": log}, {"messages": chats})]
        assert tuple(issue.severity for (issue,) in found) == severities


@pytest.mark.parametrize(
    "link",
    ["postgresql://scott:tiger@localhost/test", "mysql://user:password@db.firm.com/x", "https://user:{password}@api.firm.com",
     "redis://me:xxxx@example.com:6379"],
)  # fmt: skip
def test_links_of_manuals_hold_no_password(measure, link):
    assert measure("secrets", {"text": [f"Connect to {link} first, step {k}." for k in range(20)]}) == []
