"""Planted frames of the checks of bias."""

from __future__ import annotations

import numpy as np
from planting import Case, drawn, plant, yes


def _crossed(hits: dict[tuple[str, str], int]) -> tuple[list[str], list[str], np.ndarray]:
    """200 people of each combination of sex and race, of whom so many are hired."""
    rows = [(sex, race, k < few) for (sex, race), few in hits.items() for k in range(200)]
    sex, race, hit = zip(*rows, strict=True)
    return list(sex), list(race), np.array(hit)


@plant(0.134855, ("sex", "race"), (0.0559738, 0.201613), [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def crossed_groups() -> Case:
    """Half of all people are hired, but 5 of 200 Black women."""
    sex, race, hired = _crossed({("m", "White"): 100, ("m", "Black"): 100, ("f", "White"): 100, ("f", "Black"): 5})
    return {"data": {"sex": sex, "race": race, "hired": yes(hired)}, "target": "hired"}


@plant(0.134855, ("sex", "race"), (0.0559738, 0.201613), [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def crossed_groups__not() -> Case:
    """Three grades are given, and Black women seldom get the best."""
    sex, race, best = _crossed({("m", "White"): 100, ("m", "Black"): 100, ("f", "White"): 100, ("f", "Black"): 5})
    grade = np.where(best, "A", np.where(np.arange(800) % 2, "B", "C"))
    return {"data": {"sex": sex, "race": race, "grade": grade}, "target": "grade"}


@plant(0.15, ("sex", "race"), (0.0611478, 0.22551), [600, 601, 602, 603, 604, 605, 606, 607, 608, 609])
def crossed_groups__above() -> Case:
    """Most people earn about 4,000, the others 2,000; of Black women 10 of 200 earn 4,000."""
    sex, race, high = _crossed({("m", "White"): 130, ("m", "Black"): 130, ("f", "White"): 130, ("f", "Black"): 10})
    income = np.where(high, 4000, 2000) + np.arange(800) % 97
    return {"data": {"sex": sex, "race": race, "income": income}, "target": "income"}


@plant(0.474684, ("sex",), (0.429675, 0.51923), [2, 9, 11, 12, 13, 14, 17, 18, 19, 21])
def group_errors() -> Case:
    """The income of women varies more around what a model can predict."""
    draw = drawn()
    sex, size = draw.choice(["m", "f"], 1200), draw.normal(size=1200)
    income = size + draw.normal(size=1200) * np.where(sex == "f", 1.0, 0.2)
    return {"data": {"sex": sex, "race": ["White", "Black"] * 600, "firm_size": size, "income": income}, "target": "income"}


def _predictable(target: str, classes: list[str], wrong: dict[str, float], rare: float = 0.5) -> Case:
    """1,200 people whose class a score gives, but for some of each sex."""
    draw = drawn()
    sex, score = draw.choice(["m", "f"], 1200), draw.random(1200)
    cuts = np.linspace(0, 1, len(classes) + 1)[1:-1] if len(classes) > 2 else [1 - rare]
    true = np.array(classes)[np.searchsorted(cuts, score)]
    off = draw.random(1200) < np.where(sex == "f", wrong["f"], wrong["m"])
    given = np.where(off, np.array(classes)[draw.integers(0, len(classes), 1200)], true)
    return {"data": {"sex": sex, "score": score, target: given}, "target": target, "protected": "sex"}


@plant(0.293702, ("sex",), (0.251668, 0.334701), [0, 2, 10, 11, 13, 15, 25, 26, 33, 35])
def group_errors__default() -> Case:
    """A score gives three grades, but for half of the women."""
    return _predictable("grade", ["A", "B", "C"], {"m": 0.05, "f": 0.5})


@plant(0.399237, ("sex",), (0.325423, 0.469906), [0, 11, 13, 25, 33, 59, 61, 64, 66, 75])
def group_errors__missed() -> Case:
    """A score says who is hired, but for half of the women."""
    return _predictable("hired", ["no", "yes"], {"m": 0.02, "f": 0.5}, rare=0.3)


@plant(0.173523, ("sex",), (0.135933, 0.216635), [28, 29, 68, 69, 78, 86, 104, 118, 130, 140])
def group_errors__false_alarms() -> Case:
    """Few men are ill and a quarter of women, and a score says only roughly who is."""
    draw = drawn()
    sex = draw.choice(["m", "f"], 1200)
    ill = draw.random(1200) < np.where(sex == "m", 0.01, 0.25)
    score = draw.normal(size=1200) + 1.2 * ill
    return {"data": {"sex": sex, "score": score, "ill": yes(ill)}, "target": "ill", "protected": "sex"}


@plant(0.45, ("income", "race"), (0.370768, 0.522269), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def group_missing() -> Case:
    """The income is empty for half of one group, and for 5% of the other."""
    race = ["Black"] * 200 + ["White"] * 200
    return {"data": {"race": race, "income": [None] * 100 + [1500.0] * 100 + [None] * 10 + [2500.0] * 190}}


@plant(1.0, ("race",), (0.899099, 1.0))
def group_outcomes() -> Case:
    """All incomes of one group are higher than those of the other."""
    return {"data": {"race": ["Black"] * 50 + ["White"] * 50, "income": [1000.0 + 10 * k for k in range(100)]}, "target": "income"}


@plant(0.4, ("sex",), (0.267735, 0.512464))
def group_outcomes__default() -> Case:
    """80 of 100 men are hired, and 40 of 100 women."""
    return {
        "data": {"sex": ["m"] * 100 + ["f"] * 100, "hired": ["yes"] * 80 + ["no"] * 20 + ["yes"] * 40 + ["no"] * 60},
        "target": "hired",
        "protected": "sex",
    }


@plant(3.0, ("race",), None, [0, 1, 2])
def group_sizes() -> Case:
    """One of three groups has 3 of 2,003 people."""
    return {"data": {"race": ["Asian"] * 3 + ["Black", "White"] * 1000, "income": range(2003)}}


@plant(0.884244, ("shop", "sex"), (0.844135, 0.924353))
def proxies() -> Case:
    """Nine of ten people go to the shop for their sex."""
    draw = drawn()
    sex = draw.choice(["m", "f"], 600)
    shop = np.where(draw.random(600) < 0.9, sex, draw.choice(["m", "f"], 600))
    return {
        "data": {"sex": sex, "shop": np.where(shop == "m", "Hunter", "Flora"), "income": draw.normal(size=600)},
        "protected": "sex",
    }


@plant(0.580801, ("height", "sex"), (0.507158, 0.654444))
def proxies__default() -> Case:
    """Women are on average one and a half standard deviations smaller."""
    draw = drawn()
    sex = draw.choice(["m", "f"], 600)
    height = (draw.normal(163, 9, 600) + 13 * (sex == "m")).round()
    return {"data": {"sex": sex, "height": height, "income": draw.normal(size=600)}, "protected": "sex"}


@plant(0.234739, ("sex",), (0.206044, 0.265408), [489, 855, 1698, 294, 1368, 379, 54, 1773, 829, 909])
def suspect_groups() -> Case:
    """One in five labels of women is wrong, and none of men."""
    draw = drawn()
    sex, (income, savings) = draw.choice(["m", "f"], 2000), draw.normal(size=(2, 2000))
    flipped = (sex == "f") & (draw.random(2000) < 0.2)
    repaid = yes((income + savings > 0) ^ flipped)
    return {"data": {"sex": sex, "income": income, "savings": savings, "repaid": repaid}, "target": "repaid", "protected": "sex"}


@plant(0.333333, ("age",), (0.192066, 0.447613), [30, 31, 32, 33, 34, 35, 36, 37, 38, 39])
def unlike_groups() -> Case:
    """People in production are 20 years older."""
    race = ["Black", "White"] * 200
    use = {"age": [float(age) for age in range(40, 80)] * 10, "race": race}
    return {"data": {"age": list(range(20, 60)) * 10, "race": race}, "reference": use}
