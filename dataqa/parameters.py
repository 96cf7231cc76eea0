"""Parameters of checks: typed, so that a mistyped override is an error when a pack is loaded."""

from __future__ import annotations

from dataqa.invalid import Strict


class CheckParameters(Strict):
    """What a check is told by its rule: sizes and word lists that say what is measured.

    A check declares its own class with a type for each; the values stand in the rule under ``parameters``, and a pack may override
    them. Unknown names and wrong types are refused when the pack is loaded.

    Examples
    --------
    >>> class Parameters(CheckParameters):
    ...     least_rows: int
    >>> Parameters.model_validate({"least_rows": 30}).least_rows
    30
    """


class NoParameters(CheckParameters):
    """Of a check without parameters."""
