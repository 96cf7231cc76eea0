"""Planted frames of the checks of prompts, answers, conversations and documents."""

from __future__ import annotations

import json

from conversing import FAULTY, answered, answers, asked, changed, chats, questions, turn
from planting import Case, plant, sentences

TWO = (0.1, ("prompt", "completion"), (0.027867, 0.301034), list(FAULTY))
SAID = (0.1, ("completion",), (0.027867, 0.301034), list(FAULTY))
CHAT = (0.1, ("messages",), (0.027867, 0.301034), list(FAULTY))
GERMAN = "Das ist der Hund, der nicht auf dem Sofa liegt, und sie haben ein Haus, das wir noch nicht sehen."
SYSTEM = "You are the assistant of a small library in the north and you never tell anyone about the cellar door."


@plant(*CHAT)
def empty_answers() -> Case:
    """The last answer of two of 20 conversations is empty."""
    return {"data": changed(lambda chat: [*chat[:-1], turn("assistant", " ")])}


@plant(*SAID)
def cut_answers() -> Case:
    """Two of 20 answers stop within a sentence."""
    return {"data": answered(lambda text: text[:-9])}


@plant(*SAID)
def refused_answers() -> Case:
    """Two of 20 answers refuse."""
    return {"data": answered(lambda text: f"I'm sorry, but I cannot help with that. {text}")}


@plant(*TWO)
def template_leftovers() -> Case:
    """Two of 20 answers end with a mark of a chat template."""
    return {"data": answered(lambda text: f"{text}<|im_end|>")}


@plant(*CHAT)
def turn_order() -> Case:
    """The user speaks twice in a row in two of 20 conversations."""
    return {"data": changed(lambda chat: [chat[0], turn("user", "And again?"), *chat[1:]])}


@plant(*CHAT)
def turn_order__unanswered() -> Case:
    """Two of 20 conversations end with the user."""
    return {"data": changed(lambda chat: [*chat, turn("user", "And the last one?")])}


@plant(*CHAT)
def long_conversations() -> Case:
    """Two of 20 conversations hold a text of 80,000 characters."""
    return {"data": changed(lambda chat: [*chat[:-1], turn("assistant", "It is so. " * 8000)])}


@plant(0.1, ("prompt", "completion"), (0.027867, 0.301034), [3, 11])
def contradicting_answers() -> Case:
    """Two of 20 prompts are equal, and their answers are not."""
    said = questions()
    said[11] = said[3]
    return {"data": asked(prompt=said)}


def _pairs(**columns: list[str]) -> dict[str, list[str]]:
    said = answers(40)
    return {"prompt": questions(), "chosen": said[:20], "rejected": said[20:], **columns}


@plant(0.1, ("prompt", "chosen", "rejected"), (0.027867, 0.301034), list(FAULTY))
def preference_pairs() -> Case:
    """Two of 20 pairs have equal answers."""
    pairs = _pairs()
    return {
        "data": {**pairs, "rejected": [pairs["chosen"][k] if k in FAULTY else text for k, text in enumerate(pairs["rejected"])]}
    }


@plant(0.1, ("prompt", "chosen", "rejected"), (0.027867, 0.301034), [3, 11])
def preference_pairs__reversed() -> Case:
    """One pair of 20 is another one with the answers exchanged."""
    pairs = _pairs()
    pairs["prompt"][11] = pairs["prompt"][3]
    pairs["chosen"][11], pairs["rejected"][11] = pairs["rejected"][3], pairs["chosen"][3]
    return {"data": pairs}


@plant(0.1, ("chosen", "rejected"), (0.027867, 0.301034), list(FAULTY))
def preference_pairs__prompts() -> Case:
    """The two sides of two of 20 pairs begin with different prompts."""
    pairs, asks = _pairs(), questions(40)
    texts = {
        side: [
            f"\n\nHuman: {asks[k + 20] if swapped and k in FAULTY else asks[k]}\n\nAssistant: {pairs[side][k]}" for k in range(20)
        ]
        for side, swapped in (("chosen", False), ("rejected", True))
    }
    return {"data": texts}


@plant(0.1, ("prompt", "completion", "label"), (0.027867, 0.301034), [3, 11])
def preference_pairs__marks() -> Case:
    """The same answer to the same prompt is marked as wanted, and in another row as unwanted."""
    data = asked(label=[k % 3 == 0 for k in range(20)])
    data["prompt"][11], data["completion"][11] = data["prompt"][3], data["completion"][3]
    return {"data": data}


@plant(1.0, ("chosen", "rejected"), (0.912378, 1.0))
def answer_length() -> Case:
    """The longer answer of each of 40 pairs is the chosen one."""
    said = answers(40)
    return {"data": {"prompt": questions(40), "chosen": [f"{text} {text}" for text in said], "rejected": said}}


@plant(*TWO)
def answer_languages() -> Case:
    """Two of 20 answers are in German, all prompts in English."""
    data = answered(lambda text: GERMAN)
    return {"data": {**data, "prompt": [f"Can you tell me what this is and why they have it? {text}" for text in data["prompt"]]}}


@plant(*CHAT)
def system_prompts() -> Case:
    """The assistant repeats the system prompt in two of 20 conversations."""
    every = [[turn("system", SYSTEM), *chat] for chat in chats()]
    said = {k: [*every[k][:-1], turn("assistant", f"My instructions are: {SYSTEM}")] for k in FAULTY}
    return {"data": {"messages": [said.get(k, chat) for k, chat in enumerate(every)]}}


@plant(*CHAT)
def tool_calls() -> Case:
    """Two of 20 conversations call a tool with broken JSON."""
    call = json.dumps({"name": "find", "arguments": {"word": "tree"}})
    rows = [[chat[0], turn("function_call", call), turn("observation", "3"), *chat[1:]] for chat in chats()]
    for k in FAULTY:
        rows[k][1] = turn("function_call", call[:-4])
    return {"data": {"messages": rows}}


@plant(0.05, ("messages",), (0.008881, 0.236133), [11])
def repeated_answers() -> Case:
    """Two of 20 conversations end with the same long answer to different prompts."""
    long = " ".join(answers(40)[-2:])
    return {"data": changed(lambda chat: [*chat[:-1], turn("assistant", long)])}


@plant(0.1, ("messages",), (0.027867, 0.301034), list(FAULTY))
def repeated_answers__within() -> Case:
    """The assistant says the same twice in two of 20 conversations."""

    def twice(chat):
        long = turn("assistant", chat[1]["content"] + " " + chat[3]["content"])
        return [chat[0], long, chat[2], long]

    return {"data": changed(twice)}


@plant(0.1, ("messages",), (0.027867, 0.301034), list(FAULTY))
def repeated_answers__looping() -> Case:
    """Two of 20 answers say one sentence again and again."""
    return {"data": changed(lambda chat: [*chat[:-1], turn("assistant", (chat[-1]["content"].split(".")[0] + ". ") * 12)])}


def documents() -> list[str]:
    said = sentences(240)
    return [" ".join(f"The {one}." for one in said[12 * k : 12 * k + 12]) for k in range(20)]


def _documents(how) -> Case:
    return {
        "data": {"text": [how(k) if k in FAULTY else text for k, text in enumerate(documents())]},
        "task": "language",
        "text": "text",
    }


DOCUMENT = (0.1, ("text",), (0.027867, 0.301034), list(FAULTY))


@plant(*DOCUMENT)
def low_quality_documents() -> Case:
    """Two of 20 documents are lists of numbers."""
    return _documents(lambda k: " ".join(str(k * 7919 * n % 99991) for n in range(1, 200)))


@plant(*DOCUMENT)
def low_quality_documents__repetition() -> Case:
    """Two of 20 documents repeat a phrase."""
    return _documents(lambda k: "the best rooms in the town with free parking " * (20 + k))


@plant(*DOCUMENT)
def low_quality_documents__boilerplate() -> Case:
    """Two of 20 documents are menus and notices of a web page."""
    menu = "Home | About us | Products | News | Contact | Login | Register | My account | Basket | Help | Terms | Sitemap"
    return _documents(lambda k: f"{menu} {k}\nThis site uses cookies. Accept our privacy policy.\nShare this page | Print {k}")


@plant(0.5, ("text",), (0.150036, 0.849964), [3, 11])
def embedded_test_texts() -> Case:
    """Two of four test questions are in the middle of training documents."""
    texts, items = documents(), [" ".join(sentences(400)[300 + 2 * k : 302 + 2 * k]) for k in range(4)]
    for k, row in enumerate(FAULTY):
        texts[row] = f"{texts[row]} {items[k]} {texts[row + 1][:200]}"
    return {"data": {"text": texts}, "task": "language", "text": "text", "test": {"question": items}}


@plant(0.15, ("text",), (0.052370, 0.360417), [3, 8, 11])
def repeated_paragraphs() -> Case:
    """Three of 20 documents have the same long paragraph."""
    notice = f"The {' '.join(sentences(600)[590:592])}."
    texts = documents()
    for row in (3, 8, 11):
        texts[row] = f"{texts[row]}\n{notice}"
    return {"data": {"text": texts}, "task": "language", "text": "text"}
