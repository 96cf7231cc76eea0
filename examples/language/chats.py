"""Make conversations for fine-tuning with the defects that such files have, and audit them: `python examples/language/chats.py`.

Nothing is downloaded. The conversations are written to chats.jsonl, the page to chats.html.
"""

from __future__ import annotations

import json
import random
from pathlib import Path

import dataqa

DISHES = [
    "lentil soup",
    "apple cake",
    "potato salad",
    "rye bread",
    "rice pudding",
    "onion tart",
    "fish pie",
    "plum jam",
    "pancakes",
]
WAYS = ["for six people", "without milk", "with what is in most kitchens", "in half an hour", "for a child of two", "a day ahead"]
STEPS = ["Cut the vegetables small.", "Heat a little oil first.", "Let it rest for ten minutes.", "Taste before you add salt.",
         "Use a heavy pot.", "Keep the lid on.", "Stir from time to time.", "Serve it warm.", "Cool it before you cut it.",
         "Weigh the flour, do not guess.", "A low heat is enough.", "Wash the rice twice."]  # fmt: skip


def chats(rows: int = 400, seed: int = 0) -> list[dict[str, list[dict[str, str]]]]:
    """Return conversations: questions about cooking with answers of several sentences, then the defects."""
    rng = random.Random(seed)
    made = []
    for number in range(rows):
        question = f"How do I make {rng.choice(DISHES)} {rng.choice(WAYS)}? I have {rng.randrange(10, 90)} minutes."
        answer = " ".join(rng.sample(STEPS, 4)) + f" It takes about {rng.randrange(10, 90)} minutes."
        if number % 50 == 3:
            answer = answer[: len(answer) // 2].rstrip(". ") + " and then"  # cut off
        if number % 50 == 9:
            answer = "I'm sorry, but as an AI language model I cannot help with that."
        if number % 80 == 11:
            answer += " <|im_end|>"
        if number % 80 == 17:
            question += " Please send it to mara.keller@mail-example.com."
        if number % 100 == 23:
            answer = ""
        made.append({"messages": [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]})
    return made


def written(path: Path) -> Path:
    """Write the conversations, one a line."""
    path.write_text("".join(json.dumps(one) + "\n" for one in chats()), encoding="utf-8")
    return path


if __name__ == "__main__":
    result = dataqa.audit(written(Path("chats.jsonl")))
    print(result)
    result.to_html("chats.html")
