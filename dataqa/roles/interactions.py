"""Who met what: columns of users and items, by how they meet, and how many of each there are, under any usual name."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from dataqa.profile.column import ColumnProfile, Profile
from dataqa.roles.by_column import ColumnRoles
from dataqa.roles.names import IDS, RATINGS, words_of
from dataqa.task import Column

# fmt: off
USERS = frozenset(
    {"user", "users", "usr", "uid", "userid", "customer", "cust", "customerid", "client", "visitor", "visitorid", "reviewer",
     "reviewerid", "member", "msno", "person", "account", "reader", "player", "playerid", "listener", "viewer", "subscriber",
     "buyer", "shopper", "rater", "critic", "consumer", "author", "session", "sessionid", "userhash", "profile", "cookie", "device",
     "nutzer", "kunde", "usuario", "utilisateur", "cliente"}
)
"""Words of those who rate, buy or look."""
ITEMS = frozenset(
    {"item", "items", "iid", "itemid", "movie", "movieid", "film", "product", "prod", "productid", "asin", "isbn", "book", "song",
     "songid", "track", "trackid", "artist", "artistid", "album", "anime", "article", "sku", "stockcode", "game", "appid", "app",
     "recipe", "business", "restaurant", "hotel", "venue", "poi", "show", "video", "ad", "news", "document", "title", "beer",
     "joke", "course", "job", "brand", "merchant", "listing", "service", "place", "produkt", "artikel", "producto", "produit"}
)
"""Words of what is rated, bought or looked at."""
RATERS = frozenset(
    {"student", "respondent", "participant", "judge", "voter", "panelist", "taster", "evaluator", "assessor", "guest", "patient",
     "employee", "worker", "subject", "candidate", "traveller", "traveler", "passenger", "tenant", "driver", "rider", "pupil"}
)
"""Words of those who may rate, where a column is called a rating; elsewhere they are no users."""
RATED = frozenset({"rating", "ratings", "stars", "star", "review"})
"""Words of columns that are ratings and nothing else."""
EVENT_WORDS = frozenset({"event", "action", "behavior", "behaviour", "interaction", "type", "click", "feedback"})
BESIDE = IDS | frozenset(
    {"unique", "pseudo", "external", "internal", "name", "names", "hash", "hashed", "the", "of", "anon", "anonymous", "encoded"}
)
"""Words beside those that still name somebody or something: an age of customers names nobody."""
# fmt: on
_CHANCE, _REPEATED = 0.005, 0.5
"""Chance of so few repeated pairs in columns of no relation; repeated pairs, of those that chance would give, at most."""
_BARE = re.compile(r"(?i)^(?:column[ _]?)?\d{1,2}$|^unnamed: ?\d+$|^(?:row|column|value)$")
"""Names that say nothing: of a file without a header, and of a sparse matrix. Numbered features (x1, x2) have a letter."""
_LEAST_ROWS, _LEAST, _MEET, _NEW = 100, 15, 2.0, 0.2
"""Rows; users and items each; how many items a user meets on average, and a user an item; pairs that differ, of all rows."""
STEPS = 100
"""Different numbers of a rating at most."""
_MANY, _SPARSE, _OFTEN = 50, 0.3, 0.9
"""Where only the ratings are named: users and items each; pairs of all that could be; repeated pairs, of those by chance."""
_WIDEST, _EVENTS = 8, 12
"""Columns of a table of events at most; different kinds of events."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Meeting:
    """Which column names those who act, which what they act on, and which says how: empty where none does."""

    user: str
    item: str
    value: str
    reason: str


def meeting_of(roles: ColumnRoles) -> Meeting | None:
    """Return the columns of a table of ratings or events, or None where it is none.

    Users and items are many each, and meet each other in many ways: each user several items, each item several users. Names alone
    are not enough, and where they say nothing (a file without a header) the shape of the whole table must.
    """
    columns, profile, target = roles.columns, roles.profile, roles.target
    if profile.rows < _LEAST_ROWS or len(columns) > _WIDEST:
        return None
    found = [name for name, part in columns.items() if name != target and _names_things(profile.columns[name], part)]
    users = [name for name in found if _calls(name, USERS)]
    items = [name for name in found if _calls(name, ITEMS) and name not in users]
    rest = [name for name in found if name not in (*users, *items) and not set(words_of(name)) & (RATINGS | EVENT_WORDS)]
    called = [name for name in rest if set(words_of(name)) & IDS]
    # one side may be called anything that is an id where the other is known
    pairs = [(user, item) for user in users for item in items]
    pairs += [(user, item) for user in users for item in called if not items]
    pairs += [(user, item) for user in called for item in items if not users]
    if not pairs and len(columns) <= 4 and all(_BARE.match(name) for name in columns) and len(rest) >= 2:
        others = [profile.columns[name] for name in columns if name not in rest[:2] and not columns[name].clock]
        rated = any(column.distinct <= STEPS for column in others)
        pairs = [(rest[0], rest[1])] if rated and _once_a_pair(roles.table.frame, rest[0], rest[1]) else []
    if not pairs:
        pairs = _rated(roles, rest)
    for user, item in pairs:
        value = _value(columns, profile, target, (user, item))
        if value is not None and _meet(roles.table.frame, user, item):
            how = f" in {value}" if value else ""
            return Meeting(user=user, item=item, value=value, reason=f"{user} and {item} meet{how}")
    return None


def _rated(roles: ColumnRoles, rest: list[str]) -> list[tuple[str, str]]:
    """Return the sides of a table of ratings whose names are not known: many of each, that meet once, and few of all that could."""
    columns, profile, target = roles.columns, roles.profile, roles.target
    ratings = [name for name in ([target] if target else columns) if set(words_of(name)) & RATED and name not in rest]
    many = [name for name in rest if profile.columns[name].distinct >= _MANY]
    if len(many) != 2 or not any(2 < profile.columns[name].distinct <= STEPS for name in ratings):
        return []
    counts = {name: roles.table.frame.get_column(name).drop_nulls().value_counts(name="n").get_column("n") for name in many}
    pairs = roles.table.frame.select(many).drop_nulls().unique().height
    if pairs > _SPARSE * len(counts[many[0]]) * len(counts[many[1]]) or not _once_a_pair(
        roles.table.frame, many[0], many[1], _OFTEN
    ):
        return []

    # who rates: as the name says, else those of whom none stands out as items do
    def standing_out(name: str) -> tuple[bool, float, str]:
        return not set(words_of(name)) & (RATERS | USERS), float(counts[name].max()) / float(counts[name].mean()), name  # type: ignore[arg-type]

    user, item = sorted(many, key=standing_out)
    return [(user, item)]


def _calls(name: str, things: frozenset[str]) -> bool:
    """Return whether a name is that of users or items, and not of a property of theirs."""
    words = set(words_of(name))
    return bool(words & things) and words <= things | BESIDE


def _names_things(column: ColumnProfile, part: Column) -> bool:
    """Return whether a column may name users or items: many values that come again, whole numbers or short texts."""
    if column.distinct < _LEAST or part.clock or part.role in ("split", "text", "image", "nested", "constant", "boolean"):
        return False
    if column.present < 0.95 * (column.present + column.nulls) or column.distinct > 0.85 * column.present:
        return False
    if column.kind == "number":
        return bool(column.integral) and column.minimum >= 0
    return column.kind == "text"


def _value(columns: Mapping[str, Column], profile: Profile, target: str | None, pair: tuple[str, str]) -> str | None:
    """Return which column says how they met: the target, else a rating or an event; None where the target is something else."""
    if target is not None:
        column = profile.columns[target]
        known = set(words_of(target)) & (RATINGS | EVENT_WORDS)
        steps = column.kind == "number" and column.distinct <= STEPS
        kinds = column.kind in ("text", "boolean") and column.distinct <= _EVENTS
        return target if steps or kinds or (column.kind == "number" and known) else None
    others = [name for name, part in columns.items() if name not in pair and not part.clock]
    for name in others:
        column = profile.columns[name]
        named = set(words_of(name)) & (RATINGS | EVENT_WORDS | {"value", "like", "liked", "count", "plays", "quantity"})
        if named and (column.kind in ("number", "boolean") or column.distinct <= _EVENTS):
            return name
    small = [name for name in others if 1 <= profile.columns[name].distinct <= _EVENTS and columns[name].role != "split"]
    return small[0] if small else ""


def _meet(frame: pl.DataFrame, user: str, item: str) -> bool:
    """Return whether users and items meet in many ways: one is no property of the other."""
    met = frame.select(user, item).drop_nulls()
    pairs = met.unique().height
    fewest, most = sorted(met.get_column(side).n_unique() for side in (user, item))
    full = pairs / max(1, fewest * most)
    return pairs >= _NEW * met.height and pairs >= 1.2 * max(most, 1) and pairs >= _MEET * fewest and full <= 0.9


def _once_a_pair(frame: pl.DataFrame, user: str, item: str, most: float = _REPEATED) -> bool:
    """Return whether pairs repeat far less than chance gives (Poisson): users meet an item once, while two measures may agree."""
    from scipy.special import pdtr

    met = frame.select(user, item).drop_nulls()
    shares = [met.get_column(side).value_counts(name="n").get_column("n") / max(1, met.height) for side in (user, item)]
    expected = met.height * (met.height - 1) / 2 * float((shares[0] ** 2).sum()) * float((shares[1] ** 2).sum())
    each = met.group_by(user, item).len().get_column("len").cast(pl.Int64)
    repeated = int((each * (each - 1)).sum()) / 2
    return repeated <= most * expected and float(pdtr(repeated, expected)) < _CHANCE
