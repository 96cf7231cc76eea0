"""Checks: one file each, in the folder of its dimension. They measure and never judge.

What a check of your own needs is here: `check` makes a function a `Check`; the function takes a `Context` and yields a
`Measurement` for each thing that it measured. ``examples/plugin`` is a whole package.
"""

from dataqa.checks.registry import Check, check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.model import Cell, Evidence, Measurement, Mend, Rows
from dataqa.parameters import CheckParameters
from dataqa.statistics import wilson

__all__ = [
    "Cell", "Check", "CheckParameters", "Context", "Evidence", "Measurement", "Mend", "NotApplicable", "Rows", "check", "wilson",
]  # fmt: skip
