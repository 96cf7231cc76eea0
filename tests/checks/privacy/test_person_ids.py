from __future__ import annotations


def test_ids_of_people_are_told_by_their_name(judge):
    frame = {"userId": range(20), "product_id": range(20), "user": ["a", "b"] * 10, "customer rating": range(20)}
    assert [(i.columns, i.severity, i.title) for i in judge("person-ids", frame)] == [
        (("userId",), "info", "`userId` contains the ids of 20 people")
    ]


def test_a_code_of_few_values_is_a_class(measure):
    assert measure("person-ids", {"customer_code": [1, 2] * 20}) == []
