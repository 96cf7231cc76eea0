"""Images that are copies of others: saved again, made smaller, cut or mirrored."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import polars as pl

from dataqa.checks.image_copies import image_columns, near_images
from dataqa.checks.near_texts import groups_of
from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.model import Measurement, Rows
from dataqa.statistics import wilson


@check(needs=("images",), reads=("pictures",))
def near_duplicate_images(audit: Context) -> Iterator[Measurement]:
    """Share of rows whose image is a changed copy of that of an earlier row; with its Wilson interval (Wilson 1927).

    Candidates by a perceptual hash (pHash: Zauner 2010) of the image as it is, mirrored, turned, and without a border; each is
    confirmed by the correlation of the edges. The first row of a group is not reported, equal images count as one, and small images
    or those of little content are left out.
    """
    for name, pictures in image_columns(audit):
        pairs = near_images(audit)[name]
        if not len(pairs.first):
            continue
        heads = groups_of(pairs.first, pairs.second, len(pictures.digests))
        likeness = np.zeros(len(heads))
        for side in (pairs.first, pairs.second):
            np.maximum.at(likeness, side, pairs.likeness)
        places = pictures.places(audit.engine.values(name))
        rows = pl.DataFrame({"place": places}).with_row_index("row").drop_nulls()
        at = rows.get_column("place").to_numpy()
        rows = rows.with_columns(group=pl.Series(heads[at]), likeness=pl.Series(likeness[at]))
        # of equal images each further one is an exact copy, and reported there
        rows = rows.unique("place", keep="first", maintain_order=True).with_columns(first=pl.col("row").min().over("group"))
        later = rows.filter(pl.col("row") != pl.col("first")).sort(["likeness", "row"], descending=[True, False])
        yield Measurement(
            value=later.height / audit.rows,
            unit="share of rows",
            interval=wilson(later.height, audit.rows),
            columns=(name,),
            rows=Rows(
                positions=later.get_column("row").to_numpy().astype(np.int64),
                scores=later.get_column("likeness").to_numpy().clip(0, 1),
            ),
            details={"groups": later.get_column("group").n_unique(), "originals": later.get_column("first").head(5).to_list()},
        )
