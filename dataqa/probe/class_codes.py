"""Classes as whole numbers: spellings of one class together, and the rare classes, too."""

from __future__ import annotations

import numpy as np
import polars as pl

from dataqa.probe.folded import folded_names
from dataqa.probe.skill import Target

OTHERS = "(all others)"
"""The name under which the rare classes go."""


class ClassCodes:
    """Tells classes apart, fitted to some cells, applied to any.

    Parameters
    ----------
    cells : polars.Series
        Without nulls.
    most : int
        Classes told apart; where there are more, the last of so many holds all the rarer ones.
    """

    def __init__(self, cells: pl.Series, most: int) -> None:
        counts = pl.DataFrame({"value": cells}).group_by("value").len().sort(["len", "value"], descending=[True, False])
        values = counts.get_column("value")
        named = counts.with_columns((folded_names(values) if values.dtype == pl.String else values).alias("class"))
        classes = named.group_by("class").agg(pl.col("len").sum()).sort(["len", "class"], descending=[True, False])
        known = named.join(classes.with_row_index("place").select("class", "place"), on="class").sort(
            ["place", "len"], descending=[False, True]
        )
        # of the spellings of a class the commonest is its name
        names = [str(name) for name in known.unique("place", keep="first", maintain_order=True).get_column("value").to_list()]
        self.classes = tuple(names) if len(names) <= most else (*names[: most - 1], OTHERS)
        self._places = known.select("value", pl.col("place").clip(upper_bound=most - 1))

    def target(self, cells: pl.Series) -> Target:
        """Return cells, none of them null, as learners take them; a class that was not seen is one of the rare."""
        joined = (
            pl.DataFrame({"value": cells}).join(self._places, on="value", how="left", maintain_order="left").get_column("place")
        )
        return Target(values=joined.fill_null(len(self.classes) - 1).to_numpy().astype(np.int64), classes=self.classes)
