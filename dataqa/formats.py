"""Decisions on the datasets of a project as one text in a format; where there was no baseline, the audit."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from xml.etree import ElementTree as ET

from dataqa.datasets import Reviewed
from dataqa.gating.decided import Decided
from dataqa.result import Audit


def in_format(name: str, found: Sequence[Reviewed], *, mask: bool = True) -> str:
    """Return decisions as one text.

    Parameters
    ----------
    name : {"json", "markdown", "html", "sarif", "junit", "github", "gitlab"}
        Of the format; HTML shows one dataset only.
    found : sequence of Reviewed
        One a dataset.
    mask : bool
        Hide personal data.
    """
    if name == "markdown":
        return _markdown(found, mask)
    if len(found) == 1:
        return str(getattr(_shown(found[0]), f"to_{name}")(mask=mask))
    return _SEVERAL[name](found, mask)


def _shown(one: Reviewed) -> Decided | Audit:
    return one.result if one.decision is None else one.decision


def _json(found: Sequence[Reviewed], mask: bool) -> str:
    passed = all(one.decision is None or one.decision.passed for one in found)
    from dataqa.render.json import dump

    told = {"passed": passed, "datasets": {one.name: _shown(one).to_dict(mask=mask) for one in found}}
    return dump(told, sort_keys=True)


def _markdown(found: Sequence[Reviewed], mask: bool) -> str:
    # whoever asks for several datasets does so on the command line, whose options are named
    from dataqa.render.markdown import to_markdown

    texts = (
        to_markdown(one.result.record, mask=mask, options=True) if one.decision is None else one.decision.to_markdown(mask=mask)
        for one in found
    )
    return "\n".join(text.rstrip() + "\n" for text in texts)


def _sarif(found: Sequence[Reviewed], mask: bool) -> str:
    """Return one log, with a run for each dataset."""
    from dataqa.render.masking import Masker
    from dataqa.render.sarif import log, run_of, run_of_decision

    return log(
        [
            run_of(one.result.record, Masker(one.result.record, on=mask), name=one.name)
            if one.decision is None
            else run_of_decision(one.decision, name=one.name, mask=mask)
            for one in found
        ]
    )


def _junit(found: Sequence[Reviewed], mask: bool) -> str:
    """Return one file, with the dataset's name in front of each suite."""
    from dataqa.render.junit import in_suites, suites_of, suites_of_decision
    from dataqa.render.masking import Masker

    def suites() -> Iterator[ET.Element]:
        for one in found:
            if one.decision is None:
                yield from suites_of(one.result.record, Masker(one.result.record, on=mask), name=one.name)
            else:
                yield from suites_of_decision(one.decision, name=one.name, mask=mask)

    return in_suites(f"dataqa gate: {', '.join(one.name for one in found)}", suites())


def _github(found: Sequence[Reviewed], mask: bool) -> str:
    from dataqa.render.github import decision_to_github, to_github

    return "".join(
        to_github(one.result.record, name=one.name, mask=mask)
        if one.decision is None
        else decision_to_github(one.decision, name=one.name, mask=mask)
        for one in found
    )


def _gitlab(found: Sequence[Reviewed], mask: bool) -> str:
    from dataqa.render.json import dump

    entries = [entry for one in found for entry in json.loads(_shown(one).to_gitlab(mask=mask))]
    return dump(entries)


_SEVERAL: Mapping[str, Callable[[Sequence[Reviewed], bool], str]] = {
    "json": _json, "markdown": _markdown, "sarif": _sarif, "junit": _junit, "github": _github, "gitlab": _gitlab,
}  # fmt: skip
