"""Answers that are given to several prompts."""

from __future__ import annotations

from conversing import answers, asked, changed, turn

LONG = " ".join(answers(3))


def test_the_same_long_answer_to_another_prompt_is_named(measure):
    (found,) = measure("repeated-answers", changed(lambda chat: [*chat[:-1], turn("assistant", LONG)]))
    assert (found.kind, found.rows.positions.tolist()) == ("", [11])


def test_an_answer_that_comes_twice_in_one_conversation_is_named(measure):
    def twice(chat):
        return [chat[0], turn("assistant", chat[1]["content"] + LONG), chat[2], turn("assistant", chat[1]["content"] + LONG)]

    assert [(m.kind, m.rows.positions.tolist()) for m in measure("repeated-answers", changed(twice))] == [("within", [3, 11])]


def test_short_set_phrases_are_quiet(measure):
    assert measure("repeated-answers", changed(lambda chat: [*chat[:-1], turn("assistant", "You are welcome!")])) == []


def test_the_same_answer_to_the_same_prompt_is_a_copy_of_the_row(measure):
    same = [turn("user", "How does the kegol work?"), turn("assistant", LONG)]
    assert measure("repeated-answers", changed(lambda chat: same)) == []


def test_of_plain_columns_another_check_tells(measure, covered):
    data = asked(completion=[LONG if k in (3, 11) else text for k, text in enumerate(answers())])
    assert measure("repeated-answers", data) == []
    assert [m.rows.positions.tolist() for m in covered("repeated-answers", data)] == [[11]]


def test_an_answer_that_goes_round_in_circles(measure):
    looped = changed(lambda chat: [*chat[:-1], turn("assistant", (chat[-1]["content"].split(".")[0] + ". ") * 12)])
    (found,) = measure("repeated-answers", looped)
    assert (found.kind, found.rows.positions.tolist()) == ("looping", [3, 11])


def test_a_song_with_a_refrain_and_a_block_of_code_do_not(measure):
    verses = answers(6)
    song = "\n".join(f"{verse}\nAnd so we sail on over the sea again" for verse in verses)
    code = f"{verses[0]} {verses[1]}\n```\n" + "<td class='a b c d e f'> 1 </td>\n" * 20 + "```"
    for text in (song, code):
        found = measure(
            "repeated-answers", changed(lambda chat, text=text: [*chat[:-1], turn("assistant", f"{chat[0]['content']} {text}")])
        )
        assert [m.kind for m in found if m.kind == "looping"] == []
