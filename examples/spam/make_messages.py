"""Make messages.csv: short messages, wanted (ham) and unwanted (spam), with a few defects as they happen in collecting.

Everything is put together from the phrases below; the phone numbers are from ranges that are reserved for fiction.
"""

from __future__ import annotations

import csv
import random
import sys
from io import StringIO
from pathlib import Path

HAM, SPAM, NUMBERS, COPIES, WRONG, EMPTY = 448, 120, 10, 22, 14, 4
"""How many: wanted, unwanted, with a phone number in it, sent twice, with the wrong label, without text."""

NAMES = [
    "Amir", "Bea", "Carl", "Dina", "Edda", "Finn", "Gita", "Hugo", "Ines", "Jonas", "Kira", "Leo", "Mona", "Nils", "Olga",
    "Pavel", "Rosa", "Sam", "Tara", "Uwe",
]  # fmt: skip
PLACES = [
    "the station", "the library", "the harbour", "the old mill", "the market", "the pool", "our corner", "the bakery", "gate 4",
    "the office",
]  # fmt: skip
TIMES = [
    "at noon", "at half past six", "tomorrow", "on Friday", "after work", "before eight", "in ten minutes", "next week",
    "on Sunday", "tonight",
]  # fmt: skip
THINGS = [
    "the keys", "your umbrella", "the tickets", "a loaf of bread", "the charger", "the blue folder", "the tent", "your scarf",
    "the cake tin", "some milk",
]  # fmt: skip
MOODS = [
    "ok", "haha", "oh well", "great", "hmm", "sure", "sorry", "fine by me", "lovely", "no rush",
]  # fmt: skip
PRIZES = [
    "a holiday for two", "a new phone", "a shopping voucher", "a games console", "two concert tickets", "a smart watch",
    "a city break",
]  # fmt: skip
SUMS = [
    "£500", "£1,000", "£2,500", "£750", "£5,000", "£250",
]  # fmt: skip
CODES = [
    "WIN", "GO", "YES", "CLAIM", "LUCKY", "MORE", "STAR",
]  # fmt: skip
OPENINGS = [
    "Hi {name},", "{name}!", "Hey,", "Morning {name},", "{mood},", "", "", "Hello {name},", "{mood} {name},", "Me again,",
    "Quick one:", "By the way,",
]  # fmt: skip
HAM_LINES = [
    "are you coming to {place} {time}?", "I left {thing} at {place}, can you look?", "running late, be there {time}",
    "can you bring {thing} {time}", "the train stopped before {place} and nobody knows why", "do you still have {thing}?",
    "{name} says the rehearsal moved, now it is {time}", "I finished the book, the end made me cry",
    "mum asks if we eat with them {time}", "could you call the plumber, the tap drips again",
    "the meeting is at {place} {time}", "thanks for last night, it was good to see everyone",
    "my bike has a flat, walking to {place} instead", "did you feed the cat or shall I do it {time}",
    "the doctor says it is only a cold", "I will pick up {thing} from {place}", "{name} and {name2} are already at {place}",
    "that film was far too long, wasn't it", "we need to talk about the garden fence",
    "the children want to go swimming {time}", "exam went well I think, results come {time}",
    "what was the name of that cheese", "rain again, let us stay in and cook something", "I am on the bus, bad reception here",
    "shall we meet {name} at {place}", "the parcel is with the neighbours", "good luck with the interview {time}",
    "happy birthday, have a wonderful day", "can we swap shifts {time}? {name2} is ill",
    "found {thing} under the sofa, of course", "the landlord comes {time}", "so the plan is {place} first, then home",
]  # fmt: skip
CLOSINGS = [
    "", "", "", "See you {time}.", "Let me know.", "x", "Talk {time}.", "No hurry.", "Bring {thing} if you can.", "{mood}.",
    "Greetings from {name2}.", "Tell {name2} too.",
]  # fmt: skip
SPAM_OPENINGS = [
    "URGENT!", "Congratulations!", "FREE entry!", "Last chance,", "Dear customer,", "WINNER!!", "Private:", "Hot offer:", "",
    "Final notice:", "Your number was drawn!", "Exclusive:",
]  # fmt: skip
SPAM_LINES = [
    "you have won {prize}, worth {sum}.", "your account is on hold, confirm your details today.",
    "claim {sum} cash before midnight.", "get {prize} for only £1 a week.",
    "a loan of {sum} is approved for you, no questions asked.", "someone near you wants to chat right now.",
    "upgrade to unlimited minutes and take {prize} on top.", "we tried to deliver {prize}, pay the small fee to release it.",
    "double your {sum} in seven days, guaranteed.", "your tax refund of {sum} is waiting.",
    "vote now and enter the draw for {prize}.", "new ringtones every day, first month free.",
    "a secret admirer left you a message.", "your subscription renews at {sum} unless you act.",
]  # fmt: skip
SPAM_CLOSINGS = [
    "Text {code} to 07700 900{digits}.", "Call 07700 900{digits} now!", "Reply {code} to claim.",
    "Visit win-{digits}.example today.", "Dial 555-01{two}, calls £1.50/min.", "Send STOP to end.",
    "Offer ends {time}. T&Cs apply.", "Ref {code}{digits}.", "Only {two} left!! Answer {code}.",
]  # fmt: skip


def fill(rng: random.Random, template: str) -> str:
    """Fill a template's slots."""
    name, other = rng.sample(NAMES, 2)
    return template.format(
        name=name, name2=other, place=rng.choice(PLACES), time=rng.choice(TIMES), thing=rng.choice(THINGS), mood=rng.choice(MOODS),
        prize=rng.choice(PRIZES), sum=rng.choice(SUMS), code=rng.choice(CODES), digits=f"{rng.randrange(1000):03d}",
        two=f"{rng.randrange(10, 100)}",
    )  # fmt: skip


def ham(rng: random.Random) -> str:
    """Return a wanted message."""
    lines = [line if line.endswith("?") else line + "." for line in rng.sample(HAM_LINES, rng.choice([1, 1, 2]))]
    parts = [rng.choice(OPENINGS), *lines, rng.choice(CLOSINGS)]
    text = " ".join(fill(rng, part) for part in parts if part)
    return text.lower() if rng.random() < 0.3 else text


def spam(rng: random.Random) -> str:
    """Return an unwanted message."""
    closings = rng.sample(SPAM_CLOSINGS, rng.choice([1, 2]))
    parts = [rng.choice(SPAM_OPENINGS), rng.choice(SPAM_LINES), *closings]
    text = " ".join(fill(rng, part) for part in parts if part)
    return text.upper() if rng.random() < 0.15 else text


def messages(seed: int = 7) -> list[tuple[str, str]]:
    """Return (label, text) of all messages; the same seed gives the same ones."""
    rng = random.Random(seed)
    rows = [("ham", ham(rng)) for _ in range(HAM)] + [("spam", spam(rng)) for _ in range(SPAM)]
    rows += [("ham", fill(rng, "{name} here, my new number is 07700 900{digits}, keep it please")) for _ in range(NUMBERS)]
    rng.shuffle(rows)
    for place in rng.sample(range(len(rows)), WRONG):
        label, text = rows[place]
        rows[place] = ("spam" if label == "ham" else "ham", text)
    for place in rng.sample(range(len(rows)), EMPTY):
        rows[place] = (rows[place][0], "")
    rows += rng.sample(rows, COPIES)
    rng.shuffle(rows)
    return rows


def as_csv(rows: list[tuple[str, str]]) -> str:
    """Return the rows as CSV with a head."""
    out = StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerows([("label", "text"), *rows])
    return out.getvalue()


if __name__ == "__main__":
    goal = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).with_name("messages.csv")
    goal.write_bytes(as_csv(messages()).encode("utf-8"))
