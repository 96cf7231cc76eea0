"""Planted frames of the checks of labels."""

from __future__ import annotations

import numpy as np
from planting import Case, drawn, plant, sentences, yes


@plant(0.5, ("rater",), (0.319955, 0.653446))
def annotator_drift() -> Case:
    """Of the same 60 messages Anna calls half spam, and Ben all."""
    data = {"length": [*range(60)] * 2, "rater": ["Anna"] * 60 + ["Ben"] * 60, "label": ["ham", "spam"] * 30 + ["spam"] * 60}
    return {"data": data, "target": "label"}


@plant(0.566667, ("rater",), (0.381023, 0.752311))
def annotator_drift__higher() -> Case:
    """Ben grades the same 60 essays higher than Anna and Cleo."""
    grades = [round(2 + (k * 7 % 60) / 10, 1) for k in range(60)]
    data = {"length": [*range(60)] * 3, "rater": [name for name in ("Anna", "Ben", "Cleo") for _ in range(60)]}
    return {"data": {**data, "grade": [*grades, *(grade + 2.05 for grade in grades), *grades]}, "target": "grade"}


@plant(0.566667, ("rater",), (0.405434, 0.727899))
def annotator_drift__lower() -> Case:
    """Ben grades the same 60 essays lower than Anna and Cleo."""
    grades = [round(4 + (k * 7 % 60) / 10, 1) for k in range(60)]
    data = {"length": [*range(60)] * 3, "rater": [name for name in ("Anna", "Ben", "Cleo") for _ in range(60)]}
    return {"data": {**data, "grade": [*grades, *(grade - 2.05 for grade in grades), *grades]}, "target": "grade"}


@plant(1.0, ("left",))
def constant_target() -> Case:
    """All four customers stayed."""
    return {"data": {"age": [31, 42, 53, 64], "left": ["no"] * 4}, "target": "left"}


@plant(0.0, ("left",))
def constant_target__empty() -> Case:
    """Nobody has written down who left."""
    return {"data": {"age": [31, 42, 53, 64], "left": [None] * 4}, "target": "left"}


@plant(0.0204082, ("label",), (0.00561461, 0.0713821), [2, 91, 96, 97])
def label_conflicts() -> Case:
    """2 of 98 messages repeat an earlier one with another label."""
    texts = [f"the text of message number {k}" for k in range(96)]
    labels = [*["ham", "spam"] * 48, "spam", "ham"]
    return {"data": {"message": [*texts, texts[2], texts[91]], "label": labels}, "target": "label"}


@plant(0.0204082, ("rent",), (0.00561461, 0.0713821), [91, 97, 2, 96])
def label_conflicts__numeric() -> Case:
    """2 of 98 flats repeat an earlier one with a far higher rent."""
    texts = [f"flat number {k} near the river" for k in range(96)]
    rents = [400.0 + 10 * (k * 37 % 97) for k in range(96)]
    return {"data": {"flat": [*texts, texts[2], texts[91]], "rent": [*rents, rents[2] + 700, rents[91] + 700]}, "target": "rent"}


@plant(0.3, ("label",), (0.107791, 0.603222), [4, 5, 6])
def label_spellings() -> Case:
    """ "spam" is also written "Spam " and "SPAM"."""
    return {"data": {"length": range(10), "label": [*["spam"] * 4, "Spam ", "SPAM", "SPAM", *["ham"] * 3]}, "target": "label"}


@plant(0.5, ("left",), (0.150039, 0.849961), [1, 3])
def missing_labels() -> Case:
    """Two of four customers have no label."""
    return {"data": {"age": [31, 42, 53, 64], "left": ["no", None, "yes", None]}, "target": "left"}


@plant(0.25, ("left",), (0.0714792, 0.590725), [1, 3])
def missing_labels__marked() -> Case:
    """The label is empty in one of 8 rows, and "?" in one."""
    return {"data": {"age": range(30, 38), "left": ["no", "?", "yes", None, "no", "yes", "no", "yes"]}, "target": "left"}


@plant(0.2, ("height",), (0.133367, 0.288829), list(range(10)))
def mixed_target() -> Case:
    """Heights are in centimetres, some in feet and inches, and some in words."""
    odd = [*(f"5'{k}\"" for k in range(10)), *["tall", "short"] * 5]
    return {"data": {"shoe": range(100), "height": [*odd, *(str(150 + k % 40) for k in range(80))]}, "target": "height"}


@plant(0.2, ("weight",), (0.133367, 0.288829), list(range(80, 90)))
def mixed_target__units() -> Case:
    """Weights are in kilograms, and some in pounds."""
    weights = [*(f"{50 + k} kg" for k in range(80)), *(f"{120 + k} lb" for k in range(20))]
    return {"data": {"shoe": range(100), "weight": weights}, "target": "weight"}


@plant(0.0102041, ("label",), (0.00180355, 0.0555548), [96, 97])
def near_label_conflicts() -> Case:
    """Two messages are alike but for the number of a parcel; one is labelled ham and one spam."""
    long = "your parcel {} is waiting for you at the counter of the post office"
    texts = [f"the text of message number {chr(97 + k // 26)}{chr(97 + k % 26)} and so on" for k in range(96)]
    data = {"message": [*texts, long.format(17), long.format(4711)], "label": ["ham", "spam"] * 49}
    return {"data": data, "target": "label", "text": "message"}


@plant(0.00833333, ("urgent",), (0.00147256, 0.0456963), [0, 100])
def near_text_conflicts() -> Case:
    """20 of 120 messages nearly repeat an earlier one, and one of them has another label."""
    texts, labels = sentences(100), ["yes", "no"] * 50
    data = {"message": [*texts, *(f"{text} again" for text in texts[:20])], "urgent": [*labels, "no", *labels[1:20]]}
    return {"data": data, "target": "urgent", "text": "message"}


@plant(0.0481755, ("repaid",), (0.0311507, 0.073796), [340, 380, 360, 300, 200, 60, 20, 100, 220, 260])
def suspect_labels() -> Case:
    """20 of 400 labels are wrong."""
    draw = drawn()
    income, savings = draw.normal(size=400), draw.normal(size=400)
    repaid = yes((income + savings > 0) ^ (np.arange(400) % 20 == 0))
    return {"data": {"income": income, "savings": savings, "repaid": repaid}, "target": "repaid"}


@plant(0.1325, ("repaid",), (0.102745, 0.169246), [316, 303, 184, 230, 250, 53, 288, 107, 24, 130])
def suspect_labels__unclear() -> Case:
    """Of those who own a house 85% repay by chance, of the others 15%: no label is wrong."""
    draw = drawn()
    house, savings = draw.random(400) < 0.5, draw.normal(size=400)
    repaid = yes(draw.random(400) < np.where(house, 0.85, 0.15))
    return {"data": {"house": yes(house), "savings": savings, "repaid": repaid}, "target": "repaid"}


@plant(0.22898, ("repaid",), (0.190497, 0.272619), [238, 259, 351, 146, 221, 79, 178, 190, 339, 202])
def suspect_labels__undecided() -> Case:
    """Of people with a high income 75% repay by chance, of the others 20%: no label is wrong."""
    draw = drawn()
    income, savings = draw.normal(size=400), draw.normal(size=400)
    repaid = yes(draw.random(400) < np.where(income > 0, 0.75, 0.2))
    return {"data": {"income": income, "savings": savings, "repaid": repaid}, "target": "repaid"}


@plant(0.175, ("score",), (0.128605, 0.233644), [6, 19, 21, 39, 41, 42, 46, 47, 48, 49])
def target_outliers() -> Case:
    """The values above 55 are cut off at 55."""
    score = np.minimum(drawn().normal(50, 5, 200), 55)
    return {"data": {"hours": np.arange(200), "score": score}, "target": "score", "task": "regression"}


@plant(0.999999, ("rent",), None, [7, 90])
def target_outliers__default() -> Case:
    """Two of 200 rents are 1,000 times too high."""
    rent = drawn().normal(800, 100, 200).round()
    rent[[7, 90]] *= 1000
    return {"data": {"size": np.arange(200), "rent": rent}, "target": "rent"}


@plant(0.17, ("score",), (0.124279, 0.228159), [9, 12, 14, 30, 40, 51, 54, 58, 61, 69])
def target_outliers__floor() -> Case:
    """The values below 45 are lifted to 45."""
    score = np.maximum(drawn().normal(50, 5, 200), 45)
    return {"data": {"hours": np.arange(200), "score": score}, "target": "score", "task": "regression"}
