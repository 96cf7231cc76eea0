"""Properties that are no content (of the form of a text, of how an image is stored), each tried alone on the target."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

from dataqa.context import Context
from dataqa.model import Evidence, Phrase
from dataqa.probe.codes import codes_of
from dataqa.probe.skill import Skill


@dataclass(frozen=True, slots=True, kw_only=True)
class Predicting:
    """Properties that predict the target.

    Attributes
    ----------
    best : Skill
        That of the first property.
    names : tuple of str
        Properties with at least the skill that was asked for, the most skilful first.
    evidence : Evidence
        The skill of all of them.
    """

    best: Skill
    names: tuple[str, ...]
    evidence: Evidence


def predicting(audit: Context, properties: pl.DataFrame, least: float, title: str) -> Predicting | None:
    """Return the properties whose cross-validated skill has a lower bound of at least `least`; None if there is none."""
    skills = {name: audit.probe.skill_of_codes(codes_of(properties.get_column(name))) for name in properties.columns}
    order = sorted(skills, key=lambda name: (-skills[name].value, name))
    names = tuple(name for name in order if skills[name].interval[0] >= least)
    if not names:
        return None
    evidence = Evidence(
        title=title,
        unit="skill",
        labels=tuple(map(Phrase, order)),
        values=tuple(skills[name].value for name in order),
        marked=tuple(map(order.index, names)),
    )
    return Predicting(best=skills[names[0]], names=tuple(map(Phrase, names)), evidence=evidence)
