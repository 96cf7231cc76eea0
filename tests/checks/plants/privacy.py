"""Planted frames of the checks of privacy."""

from __future__ import annotations

import datetime as dt

from planting import Case, plant, sentences


@plant(1.0, ("user_id",))
def person_ids() -> Case:
    """Each of 20 rows has another user."""
    return {"data": {"user_id": range(20), "product_id": range(20)}}


@plant(1.0, ("username",), None, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def person_names() -> Case:
    """Each of ten rows has a user name of its own."""
    names = ["SlimShadyPG", "Damax", "xSparkShark", "TheFegi12", "alanluna3", "rolle54100", "Miix_MC", "NoName", "Kenster"]
    return {"data": {"username": ["Emma Halbrook", *names]}}


@plant(1.0, ("birth_date",), None, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def person_names__birth() -> Case:
    """Each of 40 customers has another date of birth."""
    return {"data": {"birth_date": [dt.datetime(1950 + k, 1 + k % 12, 1 + k % 27) for k in range(40)], "amount": range(40)}}


@plant(0.01, ("comment",), None, [99])
def person_names__prose() -> Case:
    """One of 100 comments names its writer."""
    comments = [*sentences(99), "hello, my name is Emma Halbrook and the parcel has not come"]
    return {"data": {"comment": comments, "stars": [1 + k % 5 for k in range(100)]}}


@plant(1.0, ("key",), None, [0, 1, 2])
def personal_data() -> Case:
    """All three keys are numbers of credit cards."""
    return {"data": {"key": [4111111111111111, 5555555555554444, 4012888888881881]}}


@plant(1.0, ("user",), None, list(range(10)))
def personal_data__inside() -> Case:
    """Each of 20 records of users holds an e-mail address."""
    users = [{"name": "x", "email": f"user{k}@example.org"} for k in range(20)]
    return {"data": {"user": users, "visits": list(range(20))}}


@plant(1.0, (), None, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def re_identification() -> Case:
    """No two of 40 people have the same age and sex."""
    return {"data": {"age": range(20, 100, 2), "sex": ["m", "f"] * 20}}


@plant(0.95, (), None, [6, 7, 8, 9, 10, 11, 12, 13, 14, 15])
def re_identification__people() -> Case:
    """40 people have three visits each, and only two of them share their age and sex."""
    who, age = [k // 3 for k in range(120)], [20 + 2 * (k // 3) for k in range(120)]
    age[0] = age[1] = age[2] = 22
    data = {"patient": [f"p{k}" for k in who], "age": age, "sex": ["m" if k > 1 and k % 2 else "f" for k in who]}
    return {"data": {**data, "cost": [k * 37 % 101 / 7 for k in range(120)]}, "group": "patient"}


@plant(0.333333, ("log",), None, [0])
def secrets() -> Case:
    """One of three lines of a log is a private key."""
    return {"data": {"log": ["-----BEGIN RSA PRIVATE KEY-----\nMIIEow", "nothing", "at all"]}}


@plant(1.0, ("event",), None, list(range(10)))
def secrets__inside() -> Case:
    """Each of 20 records of a log holds a key of a cloud."""
    events = [{"auth": {"key": "AKIA" + "".join(chr(65 + (k * 7 + i * 5) % 26) for i in range(16))}} for k in range(20)]
    return {"data": {"event": events, "seconds": list(range(20))}}


@plant(1.0, ("c7",))
def special_categories() -> Case:
    """A column called `c7` holds religions."""
    return {"data": {"c7": ["catholic", "muslim", "hindu", "none"] * 10}}


@plant(1.0, ("home",), None, [0, 1, 2, 3, 4, 5, 6, 7])
def street_addresses() -> Case:
    """Eight rows have eight different addresses."""
    streets = [
        "Hauptstraße 5",
        "Bahnhofstr. 12a",
        "Am Lindenweg 3",
        "Goetheplatz 1",
        "Schulgasse 7",
        "Mühlenweg 44",
        "Ringstraße 9",
    ]
    return {"data": {"home": [*streets, "Kirchplatz 2"]}}


@plant(1.0, ("latitude", "longitude"), None, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def street_addresses__coordinates() -> Case:
    """Each of 60 people has a place of their own, exact to a metre."""
    places = {
        "latitude": [48.12345 + k * 37 % 101 / 901 for k in range(60)],
        "longitude": [9.12345 + k * 53 % 97 / 901 for k in range(60)],
    }
    return {"data": {"sex": ["m", "f"] * 30, **places}, "protected": "sex"}


@plant(1.0, ("home",), None, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9])
def street_addresses__points() -> Case:
    """Each of 60 people has a home, a point exact to a metre."""
    homes = [f"POINT ({9.12345 + k * 53 % 97 / 901:.6f} {48.12345 + k * 37 % 101 / 901:.6f})" for k in range(60)]
    return {"data": {"home": homes}}


@plant(0.01, ("comment",), None, [99])
def street_addresses__prose() -> Case:
    """One of 100 comments names an address."""
    comments = [*sentences(99), "please send the parcel to 85 Turner Street, where we live now"]
    return {"data": {"comment": comments, "stars": [1 + k % 5 for k in range(100)]}}
