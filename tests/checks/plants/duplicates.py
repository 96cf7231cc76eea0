"""Planted frames of the checks of duplicates."""

from __future__ import annotations

from typing import Any

from planting import Case, days, drawn, plant, sentences


@plant(1.0, ("price", "cost"))
def duplicate_columns() -> Case:
    """A price stands in two columns."""
    prices = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
    return {"data": {"price": prices, "cost": prices}}


@plant(0.0163934, ("customer_id",), (0.00289973, 0.0871886), [60])
def duplicates_but_ids() -> Case:
    """The last of 61 customers is a copy of the eighth under a new number."""
    values, rows = drawn().normal(size=(60, 3)).round(3), [*range(60), 7]
    return {"data": {"customer_id": range(61), **{name: values[rows, k] for k, name in enumerate(("age", "income", "debt"))}}}


@plant(0.0322581, ("price",), (0.012615, 0.080012), [120, 121, 122, 123])
def duplicates_but_ids__target() -> Case:
    """Four of 124 houses are listed twice, with another price."""
    draw, rows = drawn(), [*range(120), 5, 40, 77, 101]
    size, lot, year = draw.normal(100, 30, 120).round(1), draw.normal(500, 150, 120).round(), draw.integers(1900, 2020, 120)
    price = (3000 * size + draw.normal(0, 20_000, 120)).round(-2)[rows]
    price[120:] += 1_500
    return {"data": {"size": size[rows], "lot": lot[rows], "built": year[rows], "price": price}, "target": "price"}


@plant(0.0909091, ("skill",), (0.0527692, 0.152186), list(range(120, 130)))
def duplicates_but_ids__listing() -> Case:
    """Twelve of 120 answers are listed under two skills."""
    draw, rows = drawn(), [*range(120), *range(12)]
    skills = [*("area" if k % 2 else "sum" for k in range(120)), *("graph",) * 12]
    data = {"answer_id": [7_000 + 3 * k for k in rows], "seconds": draw.normal(60, 9, 120).round(1)[rows], "skill": skills}
    return {"data": {**data, "tries": draw.integers(1, 5, 120)[rows], "right": draw.integers(0, 2, 120)[rows]}, "target": "right"}


@plant(0.03, (), (0.0102545, 0.0845194), [98, 99, 97])
def exact_duplicates() -> Case:
    """3 of 100 rows repeat an earlier one."""
    return {
        "data": {
            "comment": [*(f"comment number {k}" for k in range(97)), "comment number 0", "comment number 1", "comment number 1"]
        }
    }


def _citizens() -> dict[str, list[Any]]:
    draw = drawn()
    town = draw.choice(["Hamburg", "Bremen", "Rostock", "Kiel", "Potsdam"], 200).tolist()
    return {"town": town, "income": draw.normal(3000, 500, 200).round(2).tolist(), "born": draw.integers(1950, 2000, 200).tolist()}


def _once_more(**changed: Any) -> Case:
    """The citizens, and the fourth of them again with other cells."""
    known = _citizens()
    return {"data": {name: [*cells, changed.get(name, cells[3])] for name, cells in known.items()}}


@plant(0.00497512, ("town",), (0.000878772, 0.0276382), [200])
def near_duplicate_rows() -> Case:
    """The last of 201 rows repeats an earlier one, but for a letter of the town."""
    town = _citizens()["town"][3]
    return _once_more(town=town[:2] + town[3:])


@plant(0.00497512, ("town",), (0.000878772, 0.0276382), [200])
def near_duplicate_rows__default() -> Case:
    """The last of 201 rows repeats an earlier one with the town in capitals."""
    return _once_more(town=_citizens()["town"][3].upper())


@plant(0.00497512, ("income",), (0.000878772, 0.0276382), [200])
def near_duplicate_rows__rounding() -> Case:
    """The last of 201 rows repeats an earlier one with the income rounded."""
    return _once_more(income=round(_citizens()["income"][3]))


@plant(0.02596891, ("first_name", "last_name", "street", "born"), (0.010141008, 0.06486998), [153, 152, 151, 150])
def near_duplicate_rows__record() -> Case:
    """The last 4 of 154 people are earlier ones, each with errors in two columns."""
    draw = drawn()
    names = [
        a + b
        for a in ("al", "bar", "cor", "dan", "el", "fer", "gus", "hil")
        for b in ("bert", "dina", "gard", "mon", "rike", "tave")
    ]
    people: dict[str, list[Any]] = {
        "first_name": draw.choice(names, 150).tolist(),
        "last_name": [
            a + b for a, b in zip(draw.choice(names, 150), draw.choice(["son", "ström", "mann", "berg"], 150), strict=True)
        ],
        "street": [f"{a} street {n}" for a, n in zip(draw.choice(names, 150), draw.integers(1, 90, 150), strict=True)],
        "phone": [f"0{a} {n}" for a, n in zip(draw.integers(20, 99, 150), draw.integers(100_000, 999_999, 150), strict=True)],
        "born": [
            f"{y}-{m:02}-{d:02}"
            for y, m, d in zip(*(draw.integers(a, b, 150) for a, b in ((1940, 2004), (1, 13), (1, 29))), strict=True)
        ],
    }
    again = {name: [*cells, *cells[:4]] for name, cells in people.items()}
    again["first_name"][150], again["born"][150] = again["first_name"][150][1:], None
    again["last_name"][151], again["first_name"][151] = again["last_name"][151] + "n", again["first_name"][151][0] + "."
    again["street"][152], again["last_name"][152] = again["street"][152].replace("street", "st"), again["last_name"][152][:-1]
    again["street"][153], again["first_name"][153] = again["street"][153].replace("ee", "e"), again["first_name"][153] + "e"
    return {"data": again}


@plant(0.00990099, ("entered_at",), (0.00271942, 0.0353752), [200, 201])
def near_duplicate_rows__time() -> Case:
    """The last two of 202 rows repeat earlier ones at another time."""
    known = _citizens()
    data = {name: [*cells, *cells[3:5]] for name, cells in known.items()}
    return {"data": {"entered_at": days("2020-01-01", 202), **data}}


@plant(0.02, ("comment",), (0.00550197, 0.0700118), [98, 97])
def near_duplicate_texts() -> Case:
    """Two of 100 comments repeat an earlier one, one but for a word and one in capitals."""
    texts = sentences(97)
    other = " ".join([*texts[5].split()[:-1], "entirely"])
    return {"data": {"comment": [*texts, other, texts[7].upper() + "!", "new"], "stars": range(100)}}


@plant(0.0909091, ("title",), (0.0359222, 0.211592), [40, 41, 42, 43])
def repeated_entities() -> Case:
    """The last 4 of 44 books are earlier ones with other sales."""
    books = [f"{sentences(40)[k][:15]} {k}" for k in range(40)]
    data = {"title": books, "pages": [100 + k * 37 % 211 for k in range(40)], "price": [k * 53 % 97 / 4 for k in range(40)]}
    return {"data": {**{name: [*cells, *cells[:4]] for name, cells in data.items()}, "sold": [k * k for k in range(44)]}}


@plant(0.0485437, ("customer_id",), (0.0209108, 0.108641), [7, 100, 101, 3, 102])
def repeated_ids() -> Case:
    """Two of 100 customer numbers occur again in other rows."""
    return {"data": {"customer_id": [*range(100), 7, 7, 3], "amount": [k * 37 % 101 / 7 for k in range(103)]}}


@plant(0.02, ("comment",), (0.00550197, 0.0700118), [97, 99])
def repeated_texts() -> Case:
    """Two of 100 comments repeat an earlier one, one of them with other spaces and case."""
    texts = [f"this is the text of comment number {k}" for k in range(97)]
    return {"data": {"comment": [*texts, texts[5], "buy now, it is cheap", "Buy  now, it is cheap "], "stars": range(100)}}


@plant(0.02, ("comment",), (0.00550197, 0.0700118), [98, 99])
def repeated_texts__copies() -> Case:
    """Two of 100 rows are whole copies of earlier ones, so that their comments repeat."""
    texts = [f"this is the text of comment number {k}" for k in range(98)]
    return {"data": {"comment": [*texts, texts[5], texts[6]], "stars": [*(k % 5 for k in range(98)), 0, 1]}}


@plant(0.05, ("text",), (0.013821, 0.16504), [7, 21])
def quoted_texts() -> Case:
    """Two of 40 messages quote another message."""
    said = sentences(120)
    text = [". ".join(said[3 * k : 3 * k + 3]) + "." for k in range(40)]
    for row in (7, 21):
        text[row] += f"\n\nOn Tue, 4 Mar 2025 at 10:02, Ann wrote:\n> {text[row + 9]}"
    return {"data": {"text": text, "label": ["spam", "ham"] * 20}, "target": "label", "text": "text"}
