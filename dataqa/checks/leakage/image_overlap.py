"""Test images that are training images, as they are or changed."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.arrays import Positions
from dataqa.checks._words import named
from dataqa.checks.image_copies import ImagePairs, copies_between, image_columns, near_images
from dataqa.checks.leakage._parts import GIVEN, split_parts
from dataqa.checks.near_texts import groups_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Cell, Measurement, Mend, Phrase, Rows
from dataqa.sources.pictures import Pictures, together
from dataqa.statistics import wilson


@check(needs=("images", "held out"), reads=("pictures",))
def image_overlap(audit: Context) -> Iterator[Measurement]:
    """Share of test rows with an image of a training row, equal or changed; with its Wilson interval (Wilson 1927).

    Test rows are those of ``test=``, or of all parts of a split column except the training part. Copies as in
    `near-duplicate-images`.
    """
    for name, pictures in image_columns(audit):
        cells = audit.engine.values(name)
        if audit.test is not None and name in audit.test.table.frame.columns:
            theirs = audit.test.table.source(name).pictures
            if theirs is not None:
                both, test = together([pictures, theirs]), audit.test.table.frame.get_column(name)
                yield from _measured(audit, name, GIVEN, both, copies_between(both, both), cells, test, np.arange(audit.rows), None)
        for part, there, here in split_parts(audit):
            pairs = near_images(audit)[name]
            yield from _measured(audit, name, part, pictures, pairs, cells.gather(there), cells.gather(here), there, here)


def _measured(
    audit: Context, name: str, part: str, pictures: Pictures, pairs: ImagePairs, train: pl.Series, test: pl.Series,
    in_train: Positions, in_test: Positions | None,
) -> Iterator[Measurement]:  # fmt: skip
    heads = groups_of(pairs.first, pairs.second, len(pictures.digests))
    readable = (pictures.facts.get_column("problem") == "").to_numpy()
    sides = []
    for cells in (train, test):
        rows = pl.DataFrame({"place": pictures.places(cells)}).with_row_index("row").drop_nulls()
        rows = rows.filter(pl.Series(readable[rows.get_column("place").to_numpy()], dtype=pl.Boolean))
        sides.append(rows.with_columns(group=pl.Series(heads[rows.get_column("place").to_numpy()], dtype=pl.Int64)))
    ours, theirs = sides
    seen = theirs.join(ours, on="group", how="semi").sort("row")
    met = ours.join(theirs, on="group", how="semi").sort("row")
    exact = theirs.join(ours, on="place", how="semi").height
    if not seen.height:
        return
    twice = in_train[met.get_column("row").to_numpy()]
    yield Measurement(
        value=seen.height / len(test),
        unit="share of test rows",
        interval=wilson(seen.height, len(test)),
        columns=(name,),
        rows=Rows(positions=twice if in_test is None else in_test[seen.get_column("row").to_numpy()]),
        about=Cell(part),
        details={
            "shared": seen.height,
            "exact": exact,
            "test_rows": len(test),
            "part": Phrase("test") if in_test is None else named(part),
        },
        mends=(Mend(columns=(name,), rows=twice),),
        covered_by=("test-overlap",) if exact == seen.height and not audit.task.features else (),
    )
