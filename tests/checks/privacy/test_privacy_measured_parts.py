"""What checks of privacy measure, on what other parts would give them."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import polars as pl
import pytest

from dataqa.checks.privacy._inside import found_inside
from dataqa.checks.privacy._rows import scored_rows
from dataqa.checks.privacy.person_ids import person_ids
from dataqa.checks.privacy.person_names import _measured, person_names
from dataqa.checks.privacy.secrets import _held, _like_secrets, _named, _search_at
from dataqa.model import Rows

HERE = "dataqa.checks.privacy"


def engine(frame: pl.DataFrame) -> Any:
    return SimpleNamespace(
        where=lambda one: frame.with_row_index("i").filter(one).get_column("i").to_numpy().astype(np.int64),
        take=lambda at, names: frame[at].select(names), values=lambda name, change=lambda s: s: change(frame.get_column(name)),
    )  # fmt: skip


def test_rows_of_cells_the_surest_first():
    audit = SimpleNamespace(engine=engine(pl.DataFrame({"a": ["x", "y", "x", "z", None]})))
    found = scored_rows(audit, "a", pl.Series(["x", "y", "z"]), np.array([0.5, 0.9, 0.0]))
    assert (found.positions.tolist(), found.scores.tolist()) == ([1, 0, 2], [0.9, 0.5, 0.5])


@pytest.mark.parametrize(
    ("name", "more", "found"),
    [
        ("patient_id", {}, True), ("userid", {}, True), ("id of patient", {}, True), ("id of the patient", {}, False),
        ("patient", {}, False),
        ("order_id", {}, False), ("patient_id", {"kind": "datetime"}, False), ("patient_id", {"role": "nested"}, False),
        ("patient_id", {"distinct": 19}, False), ("patient_id", {"kind": "number"}, True),
    ],
)  # fmt: skip
def test_ids_of_people_by_their_names(name, more, found):
    facts = {"kind": "text", "role": "group", "distinct": 20} | more
    column = SimpleNamespace(name=name, present=30, kind=facts["kind"], distinct=facts["distinct"])
    parameters = SimpleNamespace(people=("patient",), ids=("id",), joined=("userid",), least=20)
    audit = SimpleNamespace(parameters=parameters, profiles=lambda: [(column, SimpleNamespace(role=facts["role"]))], rows=40)
    assert [(m.value, m.details) for m in person_ids.measure(audit)] == [(0.75, {"people": 20})] * found


def named(name: str, monkeypatch: pytest.MonkeyPatch, sort: str | None = "people's full names", **more: Any) -> list[tuple]:
    part = SimpleNamespace(role=more.pop("role", "categorical"), clock=more.pop("clock", ""))
    column = SimpleNamespace(name=name, present=more.pop("present", 5), kind=more.pop("kind", "text"), distinct=4)
    words = {"birth": ["born"], "makers": ["author"]}
    monkeypatch.setattr(f"{HERE}.person_names.parameters_of", lambda _: words)
    monkeypatch.setattr(f"{HERE}.person_names.look_of", lambda *_: more.get("look", object()))
    monkeypatch.setattr(f"{HERE}.person_names.sort_of", lambda *_: sort)
    monkeypatch.setattr(
        f"{HERE}.person_names._in_prose",
        lambda *_: [SimpleNamespace(about="prose", rows=Rows(positions=np.zeros(0, dtype=int)), kind="prose")],
    )
    frame = pl.DataFrame({name: ["Ann", "Ann", "Bob", None, "Eve"]})
    audit = SimpleNamespace(
        profiles=lambda: [(column, part)], profile=SimpleNamespace(columns={name: column}, sample=frame), rows=5,
        engine=engine(frame),
        rows_at=lambda at: Rows(positions=at),
    )  # fmt: skip
    return [(m.about, m.rows.positions.tolist(), m.kind) for m in person_names.measure(audit)]


def test_rows_that_a_name_singles_out(monkeypatch):
    every, alone = [0, 1, 2, 4], [2, 4]
    assert named("who", monkeypatch) == [("people's full names", every, "")]
    assert named("author", monkeypatch) == [("people's full names", alone, "")]  # who is known to all
    assert named("who", monkeypatch, "first names") == [("first names", alone, "")]
    assert named("born", monkeypatch, clock="date") == [("dates of birth", alone, "birth")]
    assert named("born", monkeypatch, clock="year") == named("seen", monkeypatch, clock="date") == []
    assert (
        named("who", monkeypatch, role="nested")
        == named("who", monkeypatch, present=0)
        == named("who", monkeypatch, kind="number")
        == []
    )
    assert (
        named("who", monkeypatch, None, role="text")
        == named("who", monkeypatch, look=None, role="text")
        == [("prose", [], "prose")]
    )
    assert named("who", monkeypatch, None) == []


def test_what_is_said_of_a_column_of_names():
    frame = pl.DataFrame({"a": ["x", "x", "y", None]})
    audit = SimpleNamespace(
        rows=4,
        engine=engine(frame),
        profile=SimpleNamespace(columns={"a": SimpleNamespace(distinct=2)}),
        rows_at=lambda at: Rows(positions=at),
    )
    assert (_measured(audit, "a", "first names", alone=True).value, _measured(audit, "a", "full", alone=False).value) == (
        0.25,
        0.75,
    )
    assert _measured(audit, "a", "full", alone=False).details == {"kind": "full", "column": 1.0, "different": 2}


# --- secrets ---

SECRETS = SimpleNamespace(
    parameters=SimpleNamespace(most_cells=0.5, named={"passwords": ("password", "pass word"), "tokens": ("token",)})
)


def test_columns_named_for_secrets():
    assert [_named(SECRETS, name) for name in ("password", "my_token", "Pass Word", "passwords", "key")] == [
        "passwords", "tokens", "passwords", "", "",
    ]  # fmt: skip


def test_cells_that_look_like_secrets():
    def found(cells: list[str]) -> list[float]:
        return _like_secrets(SECRETS, pl.Series(cells)).tolist()

    assert found(["abc123", "plain words"]) == [0.8, 0.0]  # half of them
    assert found(["abc123", "plain words", "letters"]) == [0, 0, 0]
    assert found(["abc12", "abcdef"]) == [0, 0]  # five characters, and letters alone
    assert found(["abc123", "AKIAIOSFODNN7EXAMPLE"]) == [0, 0]  # one has a form of its own
    assert list(_search_at(SECRETS, pl.Series(["abc123"]), "a.b.password")["passwords"]) == [0.8]
    assert "tokens" not in _search_at(SECRETS, pl.Series(["abc123"]), "token.b")


def test_secrets_in_texts():
    def found(kind: str, pattern: str, *texts: str) -> list[float]:
        return _held(pl.Series(texts), kind, pattern).tolist()

    link = r"\w+://[^\s/]+:[^\s/]+@\w+"
    assert found("passwords in links", link, "db://ann:x9-Q2@host", "db://scott:tiger@host", "none") == [1, 0, 0]
    assert found("passwords in links", link, "db://scott:tiger@host db://ann:x9-Q2@host") == [1]
    assert found("keys", "K\\d", "K1", "k1") == [1, 0]
    said = r"password[:=]? ?\S+|password is \S+"
    assert found("passwords", said, "password: abc12345", "password is required", "password: {password}", "x") == [1, 0, 0, 0]


def test_what_stands_in_nested_cells():
    one = SimpleNamespace(path="b", texts=pl.Series(["y1", "x2", "x", "y1"]), rows_with=lambda hit: np.arange(len(hit)))
    audit = SimpleNamespace(table=SimpleNamespace(source=lambda _: SimpleNamespace(inside=[one])), rows=4)
    asked = []

    def search(texts: pl.Series, path: str) -> dict[str, np.ndarray]:
        asked.append((texts.to_list(), path))
        return {"odd": np.array([0.0, 0.9]), "none": np.zeros(2)}

    (found,) = found_inside(audit, "a", r"\d", search)
    assert asked == [(["x2", "y1"], "a.b")]
    assert (found.value, found.about, found.details) == (0.25, "odd at a.b", {"kind": "odd", "sure": 0.9, "path": "a.b"})
