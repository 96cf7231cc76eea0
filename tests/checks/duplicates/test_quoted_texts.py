"""Messages that quote others."""

from __future__ import annotations

import pytest
from planting import sentences

LABELLED = {"target": "label", "text": "text"}


def messages(**changed):
    said = sentences(120)
    text = [". ".join(said[3 * k : 3 * k + 3]) + "." for k in range(40)]
    for row, change in changed.items():
        place = int(row.removeprefix("row"))
        text[place] = change(text, text[place])
    return {"text": text, "label": ["spam", "ham"] * 20}


QUOTED = {
    "lines": lambda text, own: f"I agree.\n{own}\n> " + "\n> ".join(text[30].split(". ")),
    "wrote": lambda text, own: f"{own}\n\nOn Tue, 4 Mar 2025 at 10:02, Ann wrote:\n{text[30]}",
    "original": lambda text, own: f"{own}\n\n-----Original Message-----\nFrom: Ann\nTo: Bob\n\n{text[30]}",
    "headers": lambda text, own: f"{own}\n\nFrom: Ann <ann@example.org>\nSent: Monday\nTo: Bob\nSubject: x\n\n{text[30]}",
}


@pytest.mark.parametrize("way", QUOTED)
def test_a_message_that_quotes_another_is_named(measure, way):
    (found,) = measure("quoted-texts", messages(row7=QUOTED[way]), **LABELLED)
    assert (found.columns, found.rows.positions.tolist(), found.details["others"]) == (("text",), [7], 1)


@pytest.mark.parametrize(
    "honest",
    [
        lambda text, own: f"{own}\n> a line of some other text that stands in no other row of the data at all",
        lambda text, own: f"{own} The price is > 30, she wrote: yes.",
        lambda text, own: f"{own}\n\n{text[30]}",
    ],
)
def test_quotations_of_something_else_are_quiet(measure, honest):
    assert measure("quoted-texts", messages(row7=honest), **LABELLED) == []
