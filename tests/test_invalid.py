"""Models of what is handed in: their JSON Schema says what stands below each attribute."""

from __future__ import annotations

from pydantic import Field

from dataqa.invalid import Strict


class Bounds(Strict):
    """Two bounds."""

    least: int
    """From here on."""
    most: int = 9


class Named(Bounds):
    """Bounds, and what they bound."""

    what: str = Field(alias="of")
    """What is
    bounded."""
    inner: Bounds
    """Those within."""
    told: int = Field(default=0, description="Told before.")
    """Told below."""


def test_a_schema_has_the_docstrings_of_its_attributes():
    properties = Named.model_json_schema()["properties"]
    assert {name: part.get("description") for name, part in properties.items()} == {
        "least": "From here on.", "most": None, "of": "What is\nbounded.", "inner": "Those within.", "told": "Told before.",
    }  # fmt: skip


def test_a_class_without_a_source_has_a_schema():
    made: dict[str, type[Strict]] = {}
    exec("from dataqa.invalid import Strict\nclass Made(Strict):\n    a: int\n    'Not to be read.'", made)
    assert made["Made"].model_json_schema()["properties"] == {"a": {"title": "A", "type": "integer"}}
