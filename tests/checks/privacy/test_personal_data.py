from __future__ import annotations

import pytest

KINDS = {
    "e-mail addresses": ["write to ann.lee@example.org please", "bob@mail.example.co.uk"],
    "telephone numbers": ["+44 20 7946 0958", "call (212) 555-0123 now", "212-555-0123", "0207 946 0958"],
    "card numbers": ["4111 1111 1111 1111", "paid with 378282246310005 today"],
    "bank account numbers": ["DE89 3704 0044 0532 0130 00", "GB82WEST12345698765432"],
    "device addresses": ["00:1B:44:11:3A:B7", "seen at 00-1b-44-11-3a-b7"],
    "wallet addresses": ["1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "to 0x52908400098527886E0F7030069857D2E4169EE7 now"],
    "passport numbers": ["passport no. C01X00T47", "my Passport: 533380006"],
    "dates of birth": ["born on 12.03.1985", "DOB: 1985-03-12"],
    "exact coordinates": ["I live at 52.52001, 13.40495"],
    "UK NHS numbers": ["NHS number 943 476 5919"],
    "UK national insurance numbers": ["AB 12 34 56 C"],
    "German tax numbers": ["Steuer-ID 86095742719"],
    "French social security numbers": ["2 95 10 99 126 111 93"],
    "Spanish identity numbers": ["54362315K", "X-2482300W"],
    "Italian tax codes": ["RCCMNL83S18D969H"],
    "Dutch citizen numbers": ["BSN 111222333"],
    "Brazilian CPF numbers": ["390.533.447-05"],
    "Indian Aadhaar numbers": ["Aadhaar 2341 2341 2346"],
    "Chinese resident numbers": ["360426199101010071"],
    "Belgian national numbers": ["85.07.30-033.28"],
    "Swedish personal numbers": ["880320-0016"],
    "Finnish personal codes": ["131052-308T"],
    "Norwegian birth numbers": ["151086 95088"],
    "Swiss insurance numbers": ["756.9217.0769.85"],
    "Mexican CURP codes": ["BOXW310820HNERXN09"],
    "IP addresses": ["from 203.0.113.77 at noon", "2001:0db8:85a3:0000:0000:8a2e:0370:7334"],
    "social security numbers": ["536-90-4399", "ssn 123-45-6789."],
}
NOTHING = [
    "3101282", "PC 17599", "A/5 21171", "£1.50 per message", "order 4501234567", "12.05.2024 10:30", "2024-01-31", "1.2.3.4",
    "v10.0.12.255", "-37.7996, 144.9984", "user @home", "4111 1111 1111 1112", "DE89 3704 0044 0532 0130 01",
    "ISBN 978-0-306-40615-7",
    "2013-2014",
    "10:20:30:40", "000-12-3456", "127.0.0.1", "text 87077 now", "1,234,567,890", "0.12345678901234", "https://x.org/0871230022099",
]  # fmt: skip


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_is_found(measure, kind):
    cells = [*KINDS[kind], *["nothing to see"] * 6]
    found = measure("personal-data", {"note": cells, "x": range(len(cells))})
    assert [(m.columns, m.about, sorted(m.rows.positions.tolist())) for m in found] == [
        (("note",), kind, list(range(len(KINDS[kind]))))
    ]
    assert found[0].value == len(KINDS[kind]) / len(cells)


@pytest.mark.parametrize("cell", NOTHING)
def test_what_only_looks_like_it_is_left_alone(measure, cell):
    assert measure("personal-data", {"note": [cell, *["nothing to see"] * 6], "x": range(7)}) == []


def test_numbers_without_signs_count_in_prose_only(measure):
    prose = [
        f"{k} you have won a prize call {word} claim your cash today"
        for k, word in enumerate(["08712300220", "now", "me", "us"] * 20)
    ]
    assert [m.rows.count for m in measure("personal-data", {"message": prose})] == [20]
    assert measure("personal-data", {"code": [f"0871230{k:04d}" for k in range(80)]}) == []


def test_a_column_of_numbers_named_phone(measure):
    frame = {"phone": [2053258100 + k for k in range(30)], "sales": [2053258100 + k for k in range(30)]}
    assert [(m.columns, m.value) for m in measure("personal-data", frame)] == [(("phone",), 1.0)]


def test_long_ids_that_pass_luhn_by_chance_are_no_cards(measure):
    assert measure("personal-data", {"key": [4000000000000000 + k for k in range(200)]}) == []
    assert [m.about for m in measure("personal-data", {"key": [4111111111111111, 5555555555554444, 4012888888881881]})] == [
        "card numbers"
    ]


def test_severity_follows_the_share(judge):
    address = "ann@example.org"
    frame = {"a": [address, *["-"] * 199], "b": [address] * 4 + ["-"] * 196, "c": [address] * 200}
    issues = judge("personal-data", frame)
    assert [(i.columns, i.severity, i.blocking) for i in issues] == [
        (("c",), "high", True),
        (("b",), "medium", True),
        (("a",), "low", False),
    ]


def test_inside_nested_cells_with_the_path(judge):
    rows = {
        "user": [{"name": "x", "mail": {"work": f"jo{n}@mail.example.org"}} if n % 3 else None for n in range(30)],
        "x": list(range(30)),
    }
    (issue,) = judge("personal-data", rows)
    assert issue.title == "`user` contains e-mail addresses at `user.mail.work` in 20 rows"
    assert judge("personal-data", {"user": [{"name": "x", "kind": f"k{n}"} for n in range(30)], "x": list(range(30))}) == []


def test_empty_columns_are_quiet(measure):
    found = measure("personal-data", {"empty": [None] * 40, "mail": [f"a{k}@post.org" for k in range(40)]})
    assert [(m.columns, m.value) for m in found] == [(("mail",), 1.0)]


@pytest.mark.parametrize(
    "said", ["maria . lindqvist0 @ gmail . com", "write to m.lind [at] posteo [dot] de please", "ines @ outlook . com"]
)
def test_addresses_with_signs_apart_are_addresses(measure, said):
    texts = [f"{text} and so on, as was said before in the other letter." for text in ("one", said, "two")]
    found = measure("personal-data", {"note": texts}, text="note")
    assert [(m.about, m.rows.positions.tolist()) for m in found] == [("e-mail addresses", [1])]


@pytest.mark.parametrize("said", ["see you @ noon . then we go", "3 apples @ 2 . 50 each", "he is at home . com ing soon"])
def test_signs_apart_alone_make_no_address(measure, said):
    assert measure("personal-data", {"note": [said, "one", "two"]}, text="note") == []


def test_addresses_of_nobody_in_prose_are_worth_less(judge):
    texts = [f"You can write to {who} if you like to know more about it." for who in ("boss@company.com", "me@example.com")] + [
        "No."
    ]
    (issue,) = judge("personal-data", {"note": texts}, text="note")
    assert (issue.severity, issue.rows.count) == ("low", 2)


def test_of_many_codes_of_one_shape_some_stand_for_all(measure, monkeypatch):
    from dataqa.checks.privacy import personal_data

    searched = []

    def search(texts, *more):
        searched.append(len(texts))
        return found_by(texts, *more)

    found_by = personal_data._search
    monkeypatch.setattr(personal_data, "_search", search)
    monkeypatch.setattr(personal_data, "_MANY", 200)
    monkeypatch.setattr(personal_data, "_SOME", 50)
    codes = [f"00{k:03d}-{k * 7919 % 9973:04d}" for k in range(240)]
    assert measure("personal-data", {"code": codes, "x": range(240)}) == []
    assert searched == [60]
    searched.clear()
    people = [f"536-90-{1000 + 7 * k}" for k in range(240)]
    (found,) = measure("personal-data", {"code": people, "x": range(240)})
    assert (found.about, found.rows.count, searched) == ("social security numbers", 240, [60, 240])
    searched.clear()
    assert measure("personal-data", {"code": codes[:200], "x": range(200)}) == []
    assert searched == [200]


def test_numbers_of_journals_are_no_telephone_numbers(measure):
    texts = [f"It is in print as ISSN 0098-7484, and as 0163-6383 since {1990 + k}, says the note." for k in range(20)]
    assert measure("personal-data", {"note": texts, "sales": list(range(20))}) == []
