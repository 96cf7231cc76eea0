"""Few rows for what is to be learned."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl

from dataqa.checks.registry import check
from dataqa.context import Context
from dataqa.errors import NotApplicable
from dataqa.findings.leaks import leaks_of
from dataqa.model import Measurement


@check(needs=("target", "features"), reads=("target", "features"))
def few_examples(audit: Context) -> Iterator[Measurement]:
    """Examples per feature: of classes the mean size of all but the commonest, of a number half the rows.

    Of two classes these are the events per variable of Peduzzi et al. (1996), the limiting sample size of Harrell (2015, section
    4.4); two classes of one size hold half the rows each, hence the half. A text counts as one feature, and the rule's ``features``
    are the fewest that are counted: a single one, too, takes more than a handful of rows. It is a rough measure (van Smeden et al.
    2019): what a model needs depends on how strong the signal is; `unlearnt` is what quick models leave, leaks left out. `limiting`
    are all rows but those of the commonest class, at most half.
    """
    target, features = audit.profile.columns[audit.target], len(audit.task.features)
    if target.present == 0 or target.distinct < 2 or audit.task.kind == "recommendation":
        raise NotApplicable(
            "too few targets differ" if audit.task.kind != "recommendation" else "in ratings it is not features that count"
        )
    classes = target.distinct if audit.task.discrete else 0
    examples = limiting = target.present / 2
    if classes:
        counts = audit.engine.counts(pl.col(audit.target).alias("value"), where=pl.col(audit.target).is_not_null()).get_column(
            "len"
        )
        classes = len(counts)
        others = float(counts.sum() - counts.max())  # type: ignore[operator]
        examples, limiting = others / (classes - 1), min(limiting, others)
    probe = audit.probe
    share = "in the rarer class" if classes == 2 else "in a class on average (the commonest left out)"
    yield Measurement(
        value=examples / max(features, int(audit.parameters["features"])),
        unit="examples per feature",
        details={
            "says": f", {examples:,.0f} of the rows {share}" if classes else "",
            "of": target.present,
            "features": features,
            "classes": classes,
            "examples": examples,
            "limiting": limiting,
            "unlearnt": 1.0 - (probe.joint_without(tuple(sorted(leaks_of(audit)))).skill.value if probe.usable else 0.0),
        },
    )
