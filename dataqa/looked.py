"""Which dimensions nothing could look at, why, and what to pass to have them looked at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence

from dataqa.errors import ModelsLeftOut
from dataqa.judgement import Outcome, Unlooked
from dataqa.model import DIMENSIONS, DimensionName

NOT_CHOSEN = "not among checks="
"""Why a check was skipped if an audit is restricted to some checks."""
SKIPPED = "left out by skip="
"""Why a check was skipped that the caller named."""
QUICK = ModelsLeftOut().reason
"""Why a check was skipped in an audit without models."""
LOOKED = frozenset({"flagged", "passed"})
"""How a check ends that has looked."""


def unlooked_dimensions(outcomes: Sequence[Outcome], aside: Collection[str] = ()) -> Mapping[DimensionName, Unlooked]:
    """Return the dimensions that nothing could look at.

    The reason is the one that most of a dimension's checks give, of equally frequent ones the shortest.

    Parameters
    ----------
    outcomes : sequence of Outcome
        Of all checks.
    aside : collection of str
        Checks that do not make their dimension looked at: that no date lies in the future says nothing of freshness. If one of
        them found something, it counts like any other.

    Returns
    -------
    mapping of str to Unlooked
    """
    found: dict[DimensionName, Unlooked] = {}
    for name in DIMENSIONS:
        mine = [one for one in outcomes if one.dimension == name]
        kept = [one for one in mine if one.status not in LOOKED]
        if kept and not any(one.status == "flagged" or (one.status == "passed" and one.check not in aside) for one in mine):
            found[name] = _commonest(kept)
    return found


def _commonest(outcomes: Sequence[Outcome]) -> Unlooked:
    told = Counter(one.reason if one.status != "error" else "the checks failed to run" for one in outcomes)
    reason = min(told, key=lambda text: (-told[text], len(text), text))
    return Unlooked(reason=reason, asks=next((one.asks for one in outcomes if one.reason == reason and one.asks), ()))
