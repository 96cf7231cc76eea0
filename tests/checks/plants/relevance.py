"""Planted frames of the checks of relevance."""

from __future__ import annotations

import numpy as np
from planting import Case, drawn, plant, sentences, yes


@plant(1.0, ("country",))
def constant_columns() -> Case:
    """All 40 customers live in Germany."""
    return {"data": {"age": [20 + k for k in range(40)], "country": ["Germany"] * 40}}


@plant(1.0, ("fax",))
def constant_columns__empty() -> Case:
    """No customer has a fax number."""
    return {"data": {"age": [20 + k for k in range(40)], "fax": [None] * 40}}


@plant(1.0, ("tags",))
def constant_columns__nested() -> Case:
    """All 40 products have the same list of tags."""
    return {"data": {"price": [20 + k for k in range(40)], "tags": [["new", "sale"]] * 40}}


@plant(0.99, ("country",), None, [0, 199])
def constant_columns__nearly() -> Case:
    """198 of 200 customers live in Germany."""
    return {"data": {"age": [20 + k % 60 for k in range(200)], "country": ["France", *["Germany"] * 198, "France"]}}


@plant(0.99, ("newsletter",), None, [0, 199])
def constant_columns__one_value() -> Case:
    """198 of 200 customers have "yes" in a column; for the others the cell is empty."""
    return {"data": {"age": [20 + k % 60 for k in range(200)], "newsletter": [None, *["yes"] * 198, None]}}


@plant(0.975, ("discount",), None, [1])
def constant_columns__nearly_empty() -> Case:
    """One of 40 customers has a discount; for all others the cell is empty."""
    return {"data": {"age": [20 + k for k in range(40)], "discount": [None, "student", *[None] * 38]}}


@plant(0.09875, (), (0.0782467, 0.122453), [137, 160, 164, 121, 172, 136, 169, 114, 168, 100])
def foreign_rows() -> Case:
    """80 of 800 customers have an income and a debt that no customer in production has."""

    def rows(seed: int) -> Case:
        draw = drawn(seed)
        income, debt = draw.normal(3000, 400, 800), draw.normal(900, 100, 800)
        return {"income": income, "debt": debt, "region": draw.choice(["north", "south"], 800)}

    data = rows(0)
    data["income"][100:180] += 2000
    data["debt"][100:180] -= 500
    data, reference = (
        {name: cells if name == "region" else cells.round(-1) for name, cells in one.items()} for one in (data, rows(1))
    )
    return {"data": data, "reference": reference}


@plant(1.0, ("customer_no",), (0.939828, 1.0))
def id_columns() -> Case:
    """A column numbers the 60 rows."""
    return {"data": {"customer_no": range(60), "colour": ["red", "green", "blue"] * 20}}


@plant(0.9, ("title",), (0.843737, 0.937506))
def id_columns__text() -> Case:
    """160 products have 144 different titles."""
    words = [" ".join(text.split()[:2]) for text in sentences(150)]
    return {"data": {"title": [*words, *words[:10]], "price": [k * 37 % 50 for k in range(160)]}}


@plant(19.6667, tuple(f"sensor_{k:02}" for k in range(1, 60)))
def idle_features() -> Case:
    """60 sensors are noise; only the temperature has to do with the failures."""
    draw = drawn(1)
    heat = draw.normal(size=300)
    noise = {f"sensor_{k:02}": draw.normal(size=300) for k in range(60)}
    return {"data": {**noise, "heat": heat, "failed": yes(heat + 0.3 * draw.normal(size=300) > 0)}, "target": "failed"}


@plant(0.0, (), (0.0, 0.0064071))
def no_signal() -> Case:
    """The income is drawn at random, whatever the other columns say."""
    draw = drawn()
    return {"data": {name: draw.normal(size=600) for name in ("age", "height", "weight", "income")}, "target": "income"}


@plant(0.0709717, (), (0.0368206, 0.108658))
def no_signal__default() -> Case:
    """The income depends a little on the age, and on nothing else."""
    draw = drawn()
    data = {name: draw.normal(size=800) for name in ("age", "height", "weight")}
    return {"data": {**data, "income": 0.3 * data["age"] + draw.normal(size=800)}, "target": "income"}


@plant(0.271169, (), (0.215318, 0.327019))
def no_signal__weak() -> Case:
    """The outcome depends on chance more than on the age."""
    draw = drawn()
    data = {name: draw.normal(size=1500) for name in ("age", "height", "weight")}
    return {"data": {**data, "ill": yes(draw.random(1500) < 1 / (1 + np.exp(-0.45 * data["age"])))}, "target": "ill"}


@plant(1.0, ("degree", "code", "letter"))
def redundant_columns() -> Case:
    """A degree, its number and its letter say the same."""
    codes = drawn().integers(0, 4, 100)
    levels = np.array(["school", "college", "doctor", "none"])
    return {"data": {"degree": levels[codes], "code": codes * 10, "letter": np.array(list("dbca"))[codes]}}


@plant(0.999343, ("height_cm", "height_inch"), (0.999175, 0.999477))
def redundant_columns__correlation() -> Case:
    """A height is given in centimetres and, measured again, in inches."""
    draw = drawn()
    height = draw.normal(170, 9, 300).round()
    return {"data": {"height_cm": height, "height_inch": (height / 2.54 + draw.normal(0, 0.1, 300)).round(1)}}


@plant(1.0, ("price", "list_price"))
def redundant_columns__copies() -> Case:
    """A price stands in two columns."""
    price = drawn().gamma(3, 20, 100).round(2)
    return {"data": {"price": price, "list_price": price, "shop": ["north", "south"] * 50}}


@plant(1.03793, ("income",), (0.852294, 1.20367))
def reference_drift() -> Case:
    """Incomes are 500 higher in production, one standard deviation."""

    def rows(seed: int, mean: float) -> Case:
        draw = drawn(seed)
        return {"income": draw.normal(mean, 500, 500).round(), "bought": draw.integers(0, 2, 500)}

    return {"data": rows(0, 3000), "reference": rows(1, 3500), "target": "bought"}


@plant(0.643015, ("city",), (0.478115, 0.817206))
def reference_drift__category() -> Case:
    """20% of the customers are from Berlin, in production half."""
    data = {"city": ["Berlin"] * 100 + ["Hamburg"] * 200 + ["Munich"] * 200}
    return {"data": data, "reference": {"city": ["Berlin"] * 250 + ["Hamburg"] * 125 + ["Munich"] * 125}}


@plant(1.13979, ("income",), (0.998035, 1.28155))
def reference_drift__empty() -> Case:
    """The income is always known, but empty in 30% of production."""

    def rows(seed: int, empty: float) -> Case:
        draw = drawn(seed)
        return {"income": [None if draw.random() < empty else round(draw.normal(3000, 500)) for _ in range(500)]}

    return {"data": rows(0, 0.0), "reference": rows(1, 0.3)}


@plant(1.48433, ("message",), (1.1444, 1.82426))
def reference_drift__words() -> Case:
    """In production every second message has the word "money"; in the data none has."""
    texts = sentences(400)
    use = [" ".join([*text.split()[:-1], "money"]) if k % 2 else text for k, text in enumerate(texts[200:])]
    return {"data": {"message": texts[:200]}, "reference": {"message": use}}


@plant(3.29, ("message",), (3.29, 3.29))
def reference_drift__length() -> Case:
    """Messages are twice as long in production."""
    texts = sentences(400)
    return {"data": {"message": texts[:200]}, "reference": {"message": [f"{text} {text}" for text in texts[200:]]}}


@plant(0.0196078, (), (0.00346969, 0.103046), [50])
def stray_rows() -> Case:
    """After 50 shops a last row names the source of the table."""
    shops = [*(f"shop {k}" for k in range(50)), "Source: the tax office"]
    return {"data": {"shop": shops, "staff": [*range(50), None], "sales": [*range(50), None]}}


@plant(0.0196078, (), (0.00346969, 0.103046), [25])
def stray_rows__default() -> Case:
    """The header of the file stands between the rows again."""
    shops, towns = [f"shop {k}" for k in range(50)], ["Bonn", "Kiel"] * 25
    return {"data": {"shop": [*shops[:25], "shop", *shops[25:]], "town": [*towns[:25], "town", *towns[25:]]}}


@plant(0.0196078, ("shop",), (0.00346969, 0.103046), [50])
def stray_rows__totals() -> Case:
    """The last row adds up the sales of 50 shops."""
    sales, staff = [100 + k * 37 % 101 for k in range(50)], [3 + k % 9 for k in range(50)]
    return {
        "data": {"shop": [*(f"shop {k}" for k in range(50)), "Total"], "sales": [*sales, sum(sales)], "staff": [*staff, sum(staff)]}
    }


@plant(0.01, ("review",), (0.00176743, 0.0544862), [99])
def stray_rows__filler() -> Case:
    """One of 100 reviews says "Page not found"."""
    return {"data": {"review": [*sentences(99), "404 - Page not found"], "stars": [1 + k % 5 for k in range(100)]}}


@plant(0.02, ("review",), (0.00550197, 0.0700118), [98, 99])
def stray_rows__language() -> Case:
    """Two of 100 reviews are in German, all others in English."""
    subjects, verbs = (
        ("the room", "the food", "the view", "the staff", "the bed"),
        ("was not what we expected", "is better than it was"),
    )
    english = [f"{subjects[k % 5]} {verbs[k % 2]} and they have {k} more of them for you" for k in range(98)]
    german = [
        "das Zimmer war nicht sehr groß und wir haben es auch nicht gut gefunden",
        "die Aussicht ist sehr schön, aber das Essen war es nicht",
    ]
    return {"data": {"review": [*english, *german], "stars": [1 + k % 5 for k in range(100)]}}


@plant(0.025974, ("stem_length", "petal_length", "petal_width"), (0.013219, 0.0504078), [300, 301, 302, 303, 304, 305, 306, 307])
def stray_rows__cluster() -> Case:
    """8 of 308 flowers are ten times as large as the others in every measure."""
    draw = drawn()
    usual = {"petal_length": 5.0, "petal_width": 2.0, "stem_length": 40.0}
    return {
        "data": {name: np.append(draw.normal(m, m / 8, 300), draw.normal(10 * m, m / 8, 8)).round(1) for name, m in usual.items()}
    }


@plant(0.920272, (), (0.904139, 0.936405))
def unlike_reference() -> Case:
    """Incomes and debts are far higher in the data than in production."""

    def rows(seed: int, shift: float) -> Case:
        draw = drawn(seed)
        return {"income": draw.normal(3000 + shift, 400, 600).round(), "debt": draw.normal(900, 100, 600).round()}

    return {"data": rows(0, 0.0), "reference": rows(1, 800.0)}
