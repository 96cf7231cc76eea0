"""Conversations in cells are read into turns."""

from __future__ import annotations

import json

import numpy as np
import pandas as pd
import polars as pl
import pytest

from dataqa.sources import load

CHAT = [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Hello"}]
TURNS = [(0, 0, "user", "Hi"), (0, 1, "assistant", "Hello"), (1, 0, "user", "Hi"), (1, 1, "assistant", "Hello")]
FORMS = {
    "pandas": lambda: pd.DataFrame({"messages": [CHAT, CHAT]}),
    "arrays in pandas": lambda: pd.DataFrame({"messages": [np.array(CHAT, dtype=object)] * 2}),
    "polars": lambda: pl.DataFrame({"messages": [CHAT, CHAT]}),
    "JSON text": lambda: {"messages": [json.dumps(CHAT)] * 2},
    "sharegpt": lambda: {"conversations": [[{"from": "human", "value": "Hi"}, {"from": "gpt", "value": "Hello"}]] * 2},
    "parts of LLaMA-Factory": lambda: {
        "messages": [[{**one, "content": [{"type": "text", "value": one["content"]}]} for one in CHAT]] * 2
    },
    "parts": lambda: {"messages": [[{**one, "content": [{"type": "text", "text": one["content"]}]} for one in CHAT]] * 2},
}


@pytest.mark.parametrize("form", FORMS)
def test_each_form_gives_the_same_turns_and_text(form):
    table = load(FORMS[form]())
    assert table.columns[0].turns.rows() == TURNS
    assert table.frame.to_series().to_list() == ["user: Hi\n\nassistant: Hello"] * 2


def test_conversations_as_json_text_begin_anywhere():
    table = load({"messages": [*[None] * 60, json.dumps(CHAT)]})
    assert table.columns[0].turns.rows() == [(60, *turn[1:]) for turn in TURNS[:2]]


@pytest.mark.parametrize("text", ["[1, 2, 3]", "[see above]", json.dumps({"role": "user", "content": "Hi"})])
def test_other_texts_in_brackets_stay_texts(text):
    table = load({"a": [text, text]})
    assert (table.columns[0].turns, table.frame.to_series().to_list()) == (None, [text, text])


def test_a_single_message_is_its_text():
    table = load({"chosen": [{"role": "assistant", "content": "Yes"}, {"role": "assistant", "content": "No"}]})
    assert table.frame.to_series().to_list() == ["Yes", "No"]


def test_calls_of_tools_are_turns():
    call = {"id": "1", "type": "function", "function": {"name": "f", "arguments": '{"a": 1}'}}
    table = load({"messages": [[CHAT[0], {"role": "assistant", "content": None, "tool_calls": [call]}]]})
    assert table.columns[0].turns.rows()[1] == (0, 1, "call", '{"name": "f", "arguments": {"a": 1}}')


@pytest.mark.parametrize(
    "cell",
    [
        [{"role": "user"}],
        [{"name": "a", "text": "b"}],
        ["a", "b"],
        {"role": 3, "content": "x"},
        [{"from": "Paris", "value": "x"}],
        [],
    ],
)
def test_other_records_are_no_conversations(cell):
    assert load({"a": [cell, cell]}).columns[0].turns is None


def test_several_files_keep_their_rows(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.jsonl").write_text(json.dumps({"messages": CHAT}) + "\n")
    source = load(str(tmp_path / "*.jsonl")).columns[0]
    assert source.turns.rows() == TURNS
    assert [one.rows.tolist() for one in source.inside] == [[0, 0, 1, 1]] * 2
