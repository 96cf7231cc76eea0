"""Preference pairs."""

from __future__ import annotations

from conversing import answers, asked, questions, turn


def pairs():
    return {"prompt": questions(), "chosen": answers(40)[:20], "rejected": answers(40)[20:]}


def test_equal_answers_are_named_white_space_aside(measure):
    data = pairs()
    data["rejected"][5] = f"  {data['chosen'][5].upper()}\n"
    (found,) = measure("preference-pairs", data)
    assert (found.kind, found.rows.positions.tolist()) == ("", [5])


def test_reversed_pairs_are_named(measure):
    data = pairs()
    data["prompt"][7], data["chosen"][7], data["rejected"][7] = data["prompt"][2], data["rejected"][2], data["chosen"][2]
    (found,) = measure("preference-pairs", data)
    assert (found.kind, found.rows.positions.tolist()) == ("reversed", [2, 7])


def test_messages_are_read_like_texts(measure):
    data = pairs()
    data["rejected"][5] = data["chosen"][5]
    nested = {
        "prompt": [[turn("user", text)] for text in data["prompt"]],
        "chosen": [[turn("assistant", text)] for text in data["chosen"]],
        "rejected": [[turn("assistant", text)] for text in data["rejected"]],
    }
    assert [m.rows.positions.tolist() for m in measure("preference-pairs", nested)] == [[5]]


def test_good_pairs_are_quiet(measure):
    assert measure("preference-pairs", pairs()) == []


def test_another_answer_to_a_prompt_is_no_reversal(measure):
    data = pairs()
    data["prompt"][7] = data["prompt"][2]
    assert measure("preference-pairs", data) == []


def test_sides_with_two_prompts_are_named_and_with_one_are_quiet(measure):
    asks, replies = questions(), answers(40)
    sides = {
        side: [[turn("user", ask), turn("assistant", reply)] for ask, reply in zip(asks, some, strict=True)]
        for side, some in (("chosen", replies[:20]), ("rejected", replies[20:]))
    }
    assert measure("preference-pairs", sides) == []
    sides["rejected"][5][0] = turn("user", asks[9])
    (found,) = measure("preference-pairs", sides)
    assert (found.kind, found.rows.positions.tolist()) == ("prompts", [5])


def test_one_answer_to_two_prompts_may_have_both_marks(measure):
    data = asked(label=[True, False] * 10)
    data["completion"][11] = data["completion"][4]
    assert measure("preference-pairs", data) == []


def test_answers_with_both_marks_are_named(measure):
    data = asked(label=[True, False] * 10)
    data["prompt"][11], data["completion"][11] = data["prompt"][4], data["completion"][4]
    (found,) = measure("preference-pairs", data)
    assert (found.kind, found.rows.positions.tolist()) == ("marks", [4, 11])
    data["completion"][11] = "Another one, which is unwanted."
    assert measure("preference-pairs", data) == []
