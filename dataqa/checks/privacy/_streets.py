"""What an address looks like inside a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any


def street_pattern(parameters: Mapping[str, Any]) -> str:
    """Return the form of an address inside a sentence: the parts have capitals, so that "2 days on the road" is none."""
    sure = "|".join(f"{word.title()}" for word in parameters["street_after_sure"])
    wide = "|".join(word.title() for word in parameters["street_after"] if len(word) > 3)
    before = "|".join(f"{word}|{word.title()}" for word in parameters["street_before"] if len(word) > 2)
    glued = "|".join(word for word in parameters["street_glued"] if len(word) > 3 or word == "str")
    capital = r"\p{Lu}[\p{L}'’.-]*"
    return (
        rf"\b\d{{1,5}}[a-zA-Z]?,? (?:[NSEW]\.? )?(?:{capital} ){{1,3}}(?:{sure})\b"
        rf"|\b\d{{2,5}} (?:{capital} ){{1,3}}(?:{wide})\b"
        rf"|\b(?:Apt|Suite|Unit|Flat|Studio)\.? \d{{1,4}}[A-Z]?,? (?:{capital} ){{1,3}}(?:{wide})\b"
        rf"|\b\d{{1,4}}(?: ?bis| ?ter)?,? (?:{before}) (?:(?:de|du|des|la|le|les|l') ?)*{capital}"
        rf"|\b(?:{before})\.? (?:(?:de|del|di|da|do|dos|la|las|los|el) )*{capital}(?: {capital}){{0,4}},? (?:n[.º°]? ?)?\d{{1,5}}\b"
        rf"|\b\p{{Lu}}[\p{{L}}-]*(?:{glued})\.? \d{{1,4}} ?[a-z]?\b|\b(?:P\.? ?O\.? Box|Postfach) \d+"
        rf"|\b\p{{Lu}}[\p{{L}}-]+[- ](?:Straße|Str\.|Weg|Platz|Allee|Gasse|Ring|Damm|Ufer) \d{{1,4}}\b"
        rf"|\b(?:ul|al|os)\. {capital}[^,]{{0,30}} \d{{1,4}}\b"
    )
