"""How images are stored tells the class."""

from __future__ import annotations

from conversing import encoded, photo, smaller

LABELS = ["ant", "bee"] * 60


def data(how):
    return {"image": [how(photo(k), k % 2, k) for k in range(120)], "label": LABELS}


def test_size_and_format_are_named(measure):
    found = measure("image-shortcuts", data(lambda one, bee, k: one if bee else smaller(one)), target="label")
    assert found[0].details["property"] in ("height", "width", "longer side")
    found = measure("image-shortcuts", data(lambda one, bee, k: encoded(one, "PNG" if bee else "JPEG")), target="label")
    assert "file format" in found[0].details["properties"]


def test_sizes_formats_and_light_by_chance_are_quiet(measure):
    def varied(one, bee, k):
        return encoded(smaller(one) if k % 3 else one // 2 if k % 5 else one, "PNG" if k % 7 < 3 else "JPEG")

    assert measure("image-shortcuts", data(varied), target="label") == []


def test_light_that_tells_the_class_is_only_worth_a_look(judge):
    found = judge("image-shortcuts", data(lambda one, bee, k: one // 2 if bee else one), target="label")
    assert [issue.severity for issue in found] == ["low"]


def test_a_mark_in_a_corner_of_one_class_is_named(measure):
    def marked(one, bee, k):
        if bee:
            one[-9:-3, -16:-4] = 255
        return one

    found = measure("image-shortcuts", data(marked), target="label")
    assert [(m.kind, "lower right corner" in m.details["property"]) for m in found] == [("border", True)]
