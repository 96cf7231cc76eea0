"""How sure it is that what looks like an identifier, and passes its check, is one."""

from __future__ import annotations

from dataqa.statistics import wilson


def sureness(passed: int, alike: int, chance: float, *, doubt: int = 0, announced: bool = False) -> float:
    """Return the least share of identifiers among the numbers of one form that pass a check.

    If a share s of them are identifiers, s + (1 - s)·chance pass; s is taken at the lower end of Wilson's interval (three standard
    errors: many kinds are tried), so that one number with a weak check digit says little, and a whole column much.

    Parameters
    ----------
    passed, alike : int
        How many pass, of how many of that form.
    chance : float
        How often a number of that form that is something else passes.
    doubt : int
        Other numbers that are to be expected of that form, as if they had been seen and had failed: bare digits may be anything.
    announced : bool
        A word beside it, or the column's name, says what it is.
    """
    if announced:
        doubt, chance = 0, chance / 10
    if chance >= 1:
        return 0.0
    low = wilson(passed, alike + doubt, 1.0 if announced else 3.0)[0]
    share = max(0.0, (low - chance) / (1 - chance))
    return share / (share + (1 - share) * chance) if share else 0.0
