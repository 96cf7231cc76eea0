"""Planted frames of the checks of leakage."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pandas as pd
from planting import Case, days, drawn, plant, sentences, yes


@plant(0.851596, ("call_duration",), (0.789586, 0.913606))
def after_the_event() -> Case:
    """Calls of customers who buy last twice as long, and their length is known only after the call."""
    draw = drawn()
    bought = draw.random(400) < 0.4
    call = (np.where(bought, 300, 150) + draw.normal(0, 70, 400)).round()
    return {"data": {"age": draw.integers(18, 80, 400), "call_duration": call, "bought": bought}, "target": "bought"}


@plant(0.997769, ("letter_date",), (0.992775, 1.0))
def after_the_event__dates() -> Case:
    """A date lies after the time of each row, and later for customers who leave."""
    draw = drawn()
    left, ordered = draw.random(400) < 0.4, days("2022-01-01", 400)
    written = [
        day + dt.timedelta(days=int(gap))
        for day, gap in zip(ordered, np.where(left, 400, 5) + draw.integers(0, 9, 400), strict=True)
    ]
    data = {"order_date": ordered, "letter_date": written, "age": draw.integers(18, 80, 400), "left": yes(left)}
    return {"data": data, "target": "left", "time": "order_date"}


def watched() -> dict[str, object]:
    """Patients who are watched until they die, or until the study ends."""
    draw = drawn()
    age = draw.integers(35, 85, 400)
    died, ended = draw.exponential(400 / np.exp(0.03 * (age - 60))), draw.uniform(100, 900, 400)
    return {"age": age, "survival_days": np.minimum(died, ended).round() + 1, "event": (died <= ended).astype(int)}


@plant(1.0, ("survival_days",))
def follow_up_time() -> Case:
    """Patients are watched until they die or the study ends; the flag is the target, and the time a feature."""
    return {"data": watched(), "target": "event"}


@plant(1.0, ("event",))
def follow_up_time__event() -> Case:
    """The same patients, where the time is the target."""
    return {"data": watched(), "target": "survival_days"}


@plant(0.0, ("arrival_time",), (0.0, 0.0))
def after_the_event__same_event() -> Case:
    """The hour of arrival stands beside the delay of arrival."""
    draw = drawn()
    planned, delay = draw.integers(360, 1300, 400), draw.gamma(2, 10, 400).round()
    hour = ((planned + delay) // 60 * 100 + (planned + delay) % 60).astype(int)
    data = {"distance": draw.integers(100, 900, 400), "arrival_time": hour, "arrival_delay": delay}
    return {"data": data, "target": "arrival_delay"}


@plant(0.953135, ("marker",))
def dominant_feature() -> Case:
    """A marker gives nearly all of what five features say about the target."""
    draw = drawn()
    x = draw.normal(size=(600, 5))
    names = ("marker", "age", "height", "hour", "ward")
    return {
        "data": {
            **{name: x[:, k] for k, name in enumerate(names)},
            "ill": yes(2 * x[:, 0] + 0.4 * x[:, 1] + draw.normal(size=600) > 0),
        },
        "target": "ill",
    }


@plant(0.700921, ("status",))
def dominant_feature__apart() -> Case:
    """A status gives nearly all of what six features say about the target."""
    draw = drawn()
    x = draw.normal(size=(600, 5))
    y = x.sum(axis=1) + draw.normal(size=600) > 0
    status = np.where(draw.random(600) < 0.9, y, draw.random(600) < 0.5) * 10 + draw.normal(size=600)
    names = ("age", "income", "debt", "rooms", "rent")
    return {"data": {**{name: x[:, k] for k, name in enumerate(names)}, "status": status, "repaid": yes(y)}, "target": "repaid"}


@plant(0.970912, ("boat",), (0.942991, 0.998834))
def missingness_leak() -> Case:
    """Only survivors have the number of a lifeboat."""
    draw = drawn()
    survived = draw.random(400) < 0.4
    boat = [f"{k % 16}" if lived and k % 50 else None for k, lived in enumerate(survived)]
    return {"data": {"age": draw.integers(18, 80, 400), "boat": boat, "survived": yes(survived)}, "target": "survived"}


@plant(1.0, ("question",), (0.206549, 1.0), [1])
def near_overlap() -> Case:
    """The only text of the test set is in the training data with other capitals."""
    texts = [
        "where was the first football world championship played",
        "which river flows through the old town of prague",
        "the pump in hall 7 failed during the night shift",
        "please send the invoice again to our new address",
    ]
    test = {"question": ["WHICH river flows through the old town of Prague?"]}
    return {"data": {"question": texts}, "text": "question", "test": test}


@plant(0.2, (), (0.0566822, 0.509838), [0, 1])
def near_overlap__default() -> Case:
    """Two of ten test rows are training rows with a rounded income."""
    draw = drawn()
    data = {
        "income": draw.normal(3000, 500, 200).round(2),
        "debt": draw.normal(900, 90, 200).round(2),
        "age": draw.integers(18, 90, 200),
    }
    test = {name: np.append(cells[:2].round(), cells[2:10] + 17.31) for name, cells in data.items()}
    return {"data": data, "test": test}


@plant(1.0, ("exit_calls",), (1.0, 1.0))
def missingness_leak__zeros() -> Case:
    """Only customers who leave have calls about why they left."""
    draw = drawn()
    left = draw.random(400) < 0.4
    return {
        "data": {"age": draw.integers(18, 80, 400), "exit_calls": np.where(left, 1 + draw.poisson(3, 400), 0), "left": yes(left)},
        "target": "left",
    }


@plant(1.0, ("left",), (1.0, 1.0))
def row_order() -> Case:
    """The first half of the rows has one label, and the second half the other."""
    return {"data": {"age": [20 + k * 7 % 11 for k in range(300)], "left": ["no"] * 150 + ["yes"] * 150}, "target": "left"}


@plant(1.0, ("patient_id",), (0.954182, 1.0), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def shared_entities() -> Case:
    """Each of 40 patients has two visits with the same outcome."""
    data = {
        "patient_id": [f"p{k // 2}" for k in range(80)],
        "pulse": [60 + k * 37 % 41 for k in range(80)],
        "ill": [k // 2 * 7 % 3 == 0 for k in range(80)],
    }
    return {"data": data, "target": "ill", "group": "patient_id"}


def _slices() -> Case:
    names = [f"p{k // 4:03d}_slice{k % 4:02d}.png" for k in range(160)]
    return {"file": names, "light": drawn().normal(size=160).round(3), "ill": [k // 4 * 7 % 3 == 0 for k in range(160)]}


@plant(1.0, ("file",), (0.912378, 1.0), [2, 6, 10, 14, 18, 22, 26, 30, 34, 38])
def shared_entities__names() -> Case:
    """Slices of the same patients stand in both parts, and only file names say whose they are."""
    return {"data": {**_slices(), "part": ["train", "train", "test", "train"] * 40}, "target": "ill", "split": "part"}


@plant(0.5, ("lat", "lon"), (0.366448, 0.633552), [150, 151, 152, 153, 154, 155, 156, 157, 158, 159])
def shared_entities__places() -> Case:
    """Half of the test rows are flats of houses with flats in training."""
    draw = drawn()
    lat, lon = 47 + draw.random(200).round(6), 8 + draw.random(200).round(6)
    lat[150:175], lon[150:175] = lat[:25], lon[:25]
    price = (100 * lat + draw.normal(0, 0.1, 200)).round(2)
    return {
        "data": {"lat": lat, "lon": lon, "price": price, "part": ["train"] * 150 + ["test"] * 50},
        "target": "price",
        "split": "part",
    }


@plant(1.0, ("file",), (0.976554, 1.0), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def shared_entities__names_unsplit() -> Case:
    """Each of 40 patients has four images, and only file names say whose they are."""
    return {"data": _slices(), "target": "ill"}


@plant(0.5, ("patient_id",), (0.299298, 0.700702), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def shared_entities__default() -> Case:
    """Half of the 20 test rows are of patients who have training rows."""
    patients = [f"p{k // 2}" for k in range(80)]
    data = {"patient_id": patients, "pulse": [60 + k * 37 % 41 for k in range(80)], "ill": [k // 2 * 7 % 3 == 0 for k in range(80)]}
    test = {"patient_id": [*patients[:20:2], *(f"q{k}" for k in range(10))], "pulse": range(70, 90), "ill": [True, False] * 10}
    return {"data": data, "target": "ill", "group": "patient_id", "test": test}


@plant(1.0, ("message",), (1.0, 1.0))
def shortcut() -> Case:
    """Spam is in capitals, and other messages are not."""
    spam = drawn().random(200) < 0.5
    texts = [text.upper() if loud else text for text, loud in zip(sentences(200), spam, strict=True)]
    return {"data": {"message": texts, "spam": spam}, "target": "spam", "text": "message"}


@plant(0.832727, ("scanner",), (0.763838, 0.901616))
def shortcut__default() -> Case:
    """Eight of ten images of ill patients come from one scanner."""
    draw = drawn()
    ill = draw.random(300) < 0.5
    scanner = np.where(draw.random(300) < 0.8, np.where(ill, "A", "B"), draw.choice(["A", "B"], 300))
    return {"data": {"age": draw.integers(18, 80, 300), "scanner": scanner, "ill": yes(ill)}, "target": "ill"}


@plant(0.912409, ("message",), (0.87298, 0.940433))
def shortcut__words() -> Case:
    """Most spam messages, and no others, have the word "bingo"."""
    draw = drawn()
    spam = draw.random(600) < 0.5
    lucky = spam & (draw.random(600) < 0.9)
    texts = [" ".join([*text.split()[:-1], "bingo"]) if won else text for text, won in zip(sentences(600), lucky, strict=True)]
    return {"data": {"message": texts, "label": np.where(spam, "spam", "ham")}, "target": "label", "text": "message"}


@plant(0.52263, ("plan",), (0.503784, 0.52263))
def shortcut__values() -> Case:
    """A third of the customers who leave, and no others, have the plan "old"."""
    draw = drawn()
    left = draw.random(1200) < 0.5
    plan = np.where(left & (draw.random(1200) < 0.33), "old", draw.choice(["basic", "plus"], 1200))
    return {"data": {"age": draw.integers(18, 80, 1200), "plan": plan, "left": yes(left)}, "target": "left"}


@plant(9.8076)
def small_test() -> Case:
    """The test set has 96 rows, and there are no features to learn from."""
    return {"data": {"left": ["no", "yes"] * 50}, "target": "left", "test": {"left": ["no"] * 96}}


@plant(12.0955)
def small_test__default() -> Case:
    """The test set has 50 rows."""
    draw = drawn()
    income = draw.normal(size=300)
    left = yes(income + draw.normal(size=300) > 0)
    return {
        "data": {"income": income[50:], "left": left[50:]},
        "target": "left",
        "test": {"income": income[:50], "left": left[:50]},
    }


@plant(18.279)
def small_test__assumed() -> Case:
    """The test set has 50 rents, and there are no features to learn from."""
    rent = drawn().normal(800, 100, 250).round()
    return {"data": {"rent": rent[50:]}, "target": "rent", "test": {"rent": rent[:50]}}


@plant(0.4, ("left",), (0.319757, 0.467513))
def split_shift() -> Case:
    """Half of the training rows are labelled yes, and 90% of the test rows."""
    y = ["yes", "no"] * 200 + ["yes"] * 180 + ["no"] * 20
    return {"data": {"left": y, "split": ["train"] * 400 + ["test"] * 200}, "target": "left"}


@plant(0.85305, ("rent",), (0.801086, 0.905014))
def split_shift__numbers() -> Case:
    """Rents in the test set are 200 higher than in training."""
    draw = drawn()
    rent = np.append(draw.normal(800, 100, 400), draw.normal(1000, 100, 200)).round()
    return {"data": {"rent": rent, "split": ["train"] * 400 + ["test"] * 200}, "target": "rent"}


@plant(0.851438, ("size",), (0.799205, 0.90367))
def split_shift__features() -> Case:
    """Flats in the test set are larger than in training."""
    draw = drawn()
    size = np.append(draw.normal(60, 10, 400), draw.normal(80, 10, 200)).round()
    rooms = draw.integers(1, 6, 600)
    return {"data": {"size": size, "rooms": rooms, "split": ["train"] * 400 + ["test"] * 200}}


@plant(0.934944, (), (0.905859, 0.96403))
def split_shift__features_together() -> Case:
    """In training, width and length of a room are alike; in the test set, they are opposite."""
    draw = drawn()
    width = draw.normal(size=600)
    length = np.where(np.arange(600) < 300, width, -width) + 0.3 * draw.normal(size=600)
    return {"data": {"width": width, "length": length, "split": ["train"] * 300 + ["test"] * 300}}


def _shops(*, own_row: bool) -> Case:
    draw = drawn()
    shop = draw.integers(0, 30, 600)
    sales = pd.Series(shop % 7 + draw.normal(0, 2, 600))
    groups = sales.groupby(shop)
    usual = groups.transform("mean")
    if not own_row:
        usual = (groups.transform("sum") - sales) / (groups.transform("size") - 1)
    data = {"shop": [f"shop {s}" for s in shop], "size": draw.normal(size=600), "usual_sales": usual, "sales": sales}
    return {"data": data, "target": "sales"}


@plant(1.0, ("usual_sales",))
def target_aggregate() -> Case:
    """A column holds the mean sales of each shop."""
    return _shops(own_row=True)


@plant(1.0, ("usual_sales",))
def target_aggregate__others() -> Case:
    """A column holds the mean sales of the other rows of each shop."""
    return _shops(own_row=False)


@plant(1.0, ("casual", "registered"))
def target_arithmetic() -> Case:
    """The total is the sum of casual and registered users."""
    data = {name: drawn(k).integers(1, 500, 200) for k, name in enumerate(("casual", "registered", "wind"))}
    return {"data": {**data, "total": data["casual"] + data["registered"]}, "target": "total"}


@plant(1.0, ("price", "quantity"))
def target_arithmetic__product() -> Case:
    """The amount is the price times the quantity."""
    data = {name: drawn(k).integers(1, 50, 200) for k, name in enumerate(("price", "quantity", "age"))}
    return {"data": {**data, "amount": data["price"] * data["quantity"]}, "target": "amount"}


@plant(1.0, ("net_price",))
def target_arithmetic__single() -> Case:
    """The price is 19% more than the net price."""
    net = drawn().gamma(3, 20, 200).round(2)
    return {
        "data": {"net_price": net, "age": drawn(1).integers(18, 90, 200), "price": (net * 1.19 + 4).round(2)},
        "target": "price",
    }


@plant(1.0, ("is_bird", "is_dog"))
def target_arithmetic__classes() -> Case:
    """An animal is a cat where neither of two flags is set."""
    kind = drawn().integers(0, 3, 300)
    data = {"weight": drawn(1).normal(5, 2, 300), "is_dog": (kind == 1).astype(int), "is_bird": (kind == 2).astype(int)}
    return {"data": {**data, "kind": np.where(kind == 0, "cat", "other")}, "target": "kind"}


@plant(1.0, ("dollar",), (0.987357, 1.0))
def target_copy() -> Case:
    """The price in dollars is the target, the price in euros, times 1.1."""
    euro = [100 + 7 * (k % 50) for k in range(300)]
    return {
        "data": {"euro": euro, "dollar": [round(e * 1.1, 2) for e in euro], "size": [k % 9 for k in range(300)]},
        "target": "euro",
    }


@plant(1.0, ("tier",), (0.987357, 1.0))
def target_copy__finer() -> Case:
    """Each of four tiers holds people of one outcome only."""
    tier = drawn().integers(0, 4, 300)
    data = {"age": drawn(1).integers(18, 80, 300), "tier": np.array(list("ADBC"))[tier], "left": yes(tier > 1)}
    return {"data": data, "target": "left"}


@plant(1.0, ("amount",), (0.987357, 1.0))
def target_leak__cut() -> Case:
    """Whether a loan is large is read from its amount."""
    amount = drawn().gamma(4, 2500, 300).round(2)
    return {"data": {"age": drawn(1).integers(18, 80, 300), "amount": amount, "large": yes(amount > 9000)}, "target": "large"}


@plant(0.950353, ("tax paid",), (0.939527, 0.96118))
def target_leak() -> Case:
    """The tax is a tenth of the price, which is the target."""
    draw = drawn(4)
    size = draw.normal(100, 20, 300)
    price = size * 3 + draw.normal(0, 80, 300)
    return {"data": {"size": size, "tax paid": price * 0.1 + draw.normal(0, 1.0, 300), "price": price}, "target": "price"}


@plant(1.0, ("customer_id",), (1.0, 1.0))
def telling_ids() -> Case:
    """The first 150 row numbers are customers who stay, and the next 150 customers who leave."""
    data = {"customer_id": range(300), "age": [20 + k * 7 % 11 for k in range(300)], "left": ["no"] * 150 + ["yes"] * 150}
    return {"data": data, "target": "left"}


@plant(1.0, ("mail_id",), (1.0, 1.0))
def telling_ids__form() -> Case:
    """The identifiers of spam begin with other letters than those of other mails."""
    numbers = drawn().permutation(200) + 1000
    data = {
        "mail_id": [f"{'spmsg' if k % 2 else 'msg'}{n}" for k, n in enumerate(numbers)],
        "length": [k * 37 % 101 for k in range(200)],
    }
    return {"data": {**data, "label": ["ham", "spam"] * 100}, "target": "label"}
