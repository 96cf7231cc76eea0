"""The result of an audit: the judgement, and every way to show it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from dataqa.errors import CallError
from dataqa.fixing import ALLOWED_REMOVAL
from dataqa.judgement import Dimension, Outcome
from dataqa.model import Issue, Severity, Verdict
from dataqa.record import Record
from dataqa.render.atomic_files import written

if TYPE_CHECKING:
    import pandas as pd

    from dataqa.answer import EvidenceReport
    from dataqa.checks.registry import Check
    from dataqa.fixing.fixed import Fixed


class Audit:
    """The result of `dataqa.audit`.

    Parameters
    ----------
    record : Record
        Everything that was found.
    brought : sequence of Check
        Checks of the caller's own that were given to the audit; their rules are needed to gate it.

    Attributes
    ----------
    score : float
        100 × the share of the achievable performance that a model trained on these rows is expected to keep in production; NaN if
        there are no rows or nothing was looked at.
    interval : tuple of float
        90 % interval of the score.
    verdict : {"ready", "fix first", "do not train"}
        What to do.
    dimensions : mapping of str to Dimension
        ``.score`` and ``.issues`` of each of the eleven.
    issues : tuple of Issue
        Worst first.
    outcomes : tuple of Outcome
        Every check with its status.
    record : Record
        All of it, as the renderers read it.
    """

    def __init__(self, record: Record, brought: Sequence[Check] = ()) -> None:
        self.record = record
        self.brought = tuple(brought)

    @property
    def score(self) -> float:
        """0 to 100."""
        return self.record.score.value

    @property
    def interval(self) -> tuple[float, float]:
        """95 % interval of the score."""
        return self.record.score.interval

    @property
    def verdict(self) -> Verdict:
        """``"ready"``, ``"fix first"`` or ``"do not train"``."""
        return self.record.score.verdict

    @property
    def dimensions(self) -> Mapping[str, Dimension]:
        """Score and issues of each dimension."""
        return self.record.score.dimensions

    @property
    def issues(self) -> tuple[Issue, ...]:
        """All issues, worst first."""
        return self.record.issues

    @property
    def outcomes(self) -> tuple[Outcome, ...]:
        """Every check with its status."""
        return self.record.outcomes

    def fix(self, data: Any, apply: str | Iterable[str] = "safe", *, allow_removal: float = ALLOWED_REMOVAL) -> Fixed:
        """Return a copy of the data with the edits of some issues made, each one logged.

        Parameters
        ----------
        data : like that of `dataqa.audit`
            The data that was audited, in the same order; it is never changed.
        apply : {"safe", "all"} or ids of issues
            ``"safe"``: edits with one defensible answer; ``"all"``: also those that are likelier right than wrong; ids: of the
            issues to fix.
        allow_removal : float
            Largest share of the rows that may be removed, 0 to 1; of a class of the target, or of a group of people, twice that. An
            issue whose rows are more is left as it is, and its step says so.

        Returns
        -------
        Fixed
            ``.data`` (of the kind that came in), ``.removed``, ``.log``, ``.steps``, ``.before``, ``.after``, ``.snippet``.
            Rows held out by a split column are never removed, and nothing is filled: means and scales are learned in the pipeline.

        Raises
        ------
        CallError
            Where the data is not that which was audited, there is no such issue, or `allow_removal` is no share.
        """
        from dataqa.fixing.apply import fix

        if self.record.kept is not None:
            raise CallError("this audit was loaded from a file, which stores no rows: audit the data and fix that result.")
        return fix(self.record, data, apply, allow_removal)

    def save(self, path: str | PathLike[str]) -> None:
        """Write a baseline to be committed: what was found, and enough of the data to see it change, in JSON that reads in a diff.

        No cell of personal data, of prose or of ids is in it. `dataqa.gate` holds later data against it.

        Parameters
        ----------
        path : str or path
            File to be written, whole or not at all.
        """
        from dataqa.gating.baseline import write
        from dataqa.render.atomic_files import refuse_input

        refuse_input(path, [file.path for file in self.record.dataset.files])
        write(self.record, path)

    @classmethod
    def load(cls, path: str | PathLike[str]) -> Audit:
        """Read back what `save` wrote.

        Parameters
        ----------
        path : str or path
            The file.

        Returns
        -------
        Audit
            Rows have a count and no positions, issues no details, pictures and examples; the data itself was not kept.

        Raises
        ------
        CallError
            Where there is no such file, it is no baseline, is damaged, or was written by a newer dataqa.
        """
        from dataqa.gating.baseline_reader import read

        return cls(read(path))

    def to_schema(self, format: str = "pandera", path: str | PathLike[str] | None = None) -> Any:
        """Return what the healthy part of the data keeps to, as a pandera schema for further data.

        Types, empty cells, closed sets of values, bounds and shapes that hold for a reason, and no more: a contract, and no copy of
        the data. Cells that an issue calls wrong (codes for missing, wild values, other spellings) are not allowed, so that the
        data itself fails in just these, wherever one column alone can tell. Values of columns with personal data never appear.

        Parameters
        ----------
        format : {"pandera", "python", "yaml", "great_expectations", "dbt"}
            A ``pandera.pandas.DataFrameSchema``, Python source that makes it, or YAML; the JSON of a suite of Great Expectations;
            a ``schema.yml`` of dbt with the tests that every project has.
        path : str or path, optional
            File for the text to be written to, whole or not at all.

        Returns
        -------
        pandera.pandas.DataFrameSchema or str
            The schema. Columns are called as dataqa calls them, and text that it reads as numbers or dates is converted.

        Raises
        ------
        CallError
            Where there is no such format, the file cannot be written, or the audit was loaded from a file.
        """
        from dataqa.contract.writing import to_schema

        return to_schema(self.record, format, path)

    def to_frame(self, *, mask: bool = True) -> pd.DataFrame:
        """Return the issues as a pandas frame, one a row, worst first.

        Parameters
        ----------
        mask : bool
            Hide personal data in titles and fixes.

        Returns
        -------
        pandas.DataFrame
            Columns: id, check, dimension, severity, columns (tuple), rows (count, <NA> where none are named), value, unit, cost,
            title, fix.
        """
        import pandas as pd

        from dataqa.render.masking import Masker

        names = ("id", "check", "dimension", "severity", "columns", "value", "unit", "cost", "title", "fix")
        masker = Masker(self.record, on=mask)
        told = [{name: masker.prose(getattr(issue, name), issue) for name in ("title", "fix")} for issue in self.issues]
        rows_of = [{name: getattr(issue, name) for name in names} | words for issue, words in zip(self.issues, told, strict=True)]
        frame = pd.DataFrame(rows_of, columns=list(names))
        rows = [None if issue.rows is None else issue.rows.count for issue in self.issues]
        frame.insert(5, "rows", pd.Series(rows, dtype="Int64"))
        return frame

    def _written(self, text: str, path: str | PathLike[str] | None) -> str:
        return written(text, path, [file.path for file in self.record.dataset.files])

    def _shown(self, evidence: str | None) -> EvidenceReport | None:
        """Return what the audit shows about a text, by its name; None where none is asked for."""
        from dataqa.policy.frameworks import evidence as shown

        return None if evidence is None else shown(evidence, self.record)

    def to_dict(self, *, mask: bool = True, evidence: str | None = None) -> dict[str, Any]:
        """Return everything as plain JSON values; see `dataqa.render.json.to_dict`, and for `evidence` `to_html`."""
        from dataqa.render.json import to_dict

        return to_dict(self.record, mask=mask, evidence=self._shown(evidence))

    def to_json(self, path: str | PathLike[str] | None = None, *, mask: bool = True, evidence: str | None = None) -> str:
        """Return everything as JSON text, and write it to `path` where one is given, whole or not at all; see `to_html`."""
        from dataqa.render.json import to_json

        return self._written(to_json(self.record, mask=mask, evidence=self._shown(evidence)), path)

    def to_markdown(self, path: str | PathLike[str] | None = None, *, mask: bool = True, evidence: str | None = None) -> str:
        """Return the report as Markdown, fit for a comment on a pull request, and write it where a path is given; see `to_html`."""
        from dataqa.render.markdown import to_markdown

        return self._written(to_markdown(self.record, mask=mask, evidence=self._shown(evidence)), path)

    def to_html(self, path: str | PathLike[str] | None = None, *, mask: bool = True, evidence: str | None = None) -> str:
        """Return the report as one HTML page that stands alone, and write it where a path is given.

        Parameters
        ----------
        path : str or path, optional
            File to be written, whole or not at all.
        mask : bool
            Hide personal data.
        evidence : {"art10", "iso-5259-2"}, optional
            Add which findings bear on which part of a text: of Article 10 of the EU AI Act, or of ISO/IEC 5259-2.

        Returns
        -------
        str
            The page.

        Raises
        ------
        CallError
            Where `evidence` names no text that dataqa knows.
        """
        from dataqa.render.html import to_html

        return self._written(to_html(self.record, mask=mask, evidence=self._shown(evidence)), path)

    def to_sarif(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the issues as SARIF 2.1.0, for code scanning, and write it where a path is given; see `dataqa.render.sarif`."""
        from dataqa.render.sarif import to_sarif

        return self._written(to_sarif(self.record, mask=mask), path)

    def to_junit(self, path: str | PathLike[str] | None = None, *, fail_on: Severity = "medium", mask: bool = True) -> str:
        """Return the checks as JUnit XML, for build servers, and write it where a path is given.

        Parameters
        ----------
        path : str or path, optional
            File to be written, whole or not at all.
        fail_on : {"critical", "high", "medium", "low", "info"}
            The least severity of an issue that fails its check.
        mask : bool
            Hide personal data.

        Returns
        -------
        str
            The XML.

        Raises
        ------
        CallError
            Where there is no such severity.
        """
        from dataqa.render.junit import to_junit

        return self._written(to_junit(self.record, fail_on=fail_on, mask=mask), path)

    def to_github(self, *, mask: bool = True) -> str:
        """Return the issues as GitHub's workflow commands, to be printed in a step; see `dataqa.render.github`."""
        from dataqa.render.github import to_github

        return to_github(self.record, mask=mask)

    def to_gitlab(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the issues as GitLab's code quality report, and write it where a path is given; see `dataqa.render.gitlab`."""
        from dataqa.render.gitlab import to_gitlab

        return self._written(to_gitlab(self.record, mask=mask), path)

    def to_datasheet(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return a draft of a datasheet for the data as Markdown, and write it where a path is given.

        What the audit knows is filled in; what only people know is asked.
        """
        from dataqa.policy.datasheet import datasheet
        from dataqa.render.datasheet import to_datasheet

        return self._written(to_datasheet(self.record, datasheet(self.record), mask=mask), path)

    def to_croissant(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return Croissant metadata of the data with what was found (RAI), and write it where a path is given.

        Parameters
        ----------
        path : str or path, optional
            File to be written, whole or not at all; beside the data, so that its files are named from there.
        mask : bool
            Hide personal data.

        Returns
        -------
        str
            JSON-LD; see `dataqa.render.croissant`.
        """
        from dataqa.policy.frameworks import croissant
        from dataqa.render.croissant import to_croissant

        return self._written(to_croissant(self.record, croissant(self.record), mask=mask, beside=path), path)

    def to_openlineage(self, path: str | PathLike[str] | None = None, *, namespace: str = "file", mask: bool = True) -> str:
        """Return the data as an input dataset of OpenLineage with its facets of quality, and write it where a path is given.

        Parameters
        ----------
        path : str or path, optional
            File to be written, whole or not at all.
        namespace : str
            Of the dataset: the same as in your other events on it.
        mask : bool
            Hide personal data.

        Returns
        -------
        str
            JSON; see `dataqa.render.openlineage`.
        """
        from dataqa.render.openlineage import to_openlineage

        return self._written(to_openlineage(self.record, namespace=namespace, mask=mask), path)

    def _repr_html_(self) -> str:
        from dataqa.render.html import to_notebook

        return to_notebook(self.record, repr(self))

    def __repr__(self) -> str:
        from dataqa.policy.obstacles import incomplete
        from dataqa.render import words
        from dataqa.render.masking import Masker

        data, masker = self.record.dataset, Masker(self.record)
        titles = [words.visible(masker.prose(issue.title, issue), 200) for issue in self.issues[:5]]
        worst = "".join(f"\n  {issue.severity:<8} {title}" for issue, title in zip(self.issues, titles, strict=False))
        more = f"\n  and {len(self.issues) - 5} more" if len(self.issues) > 5 else ""
        size = words.size_of(data.rows, data.columns, data.seen)
        told = words.lowered(self.record.score.verdict_reason) if math.isnan(self.score) else incomplete(self.outcomes)
        why = f" ({told})" if told else ""
        reached = self.record.performance
        beside = "" if reached is None else f" ({reached.metric} {reached.value:.2f})"
        # words.score, as in every report: 99.6 is 99
        kept = f"{words.score(self.score)}/100{beside}"
        return f"Audit of {data.name}, {size}: {kept}, {self.verdict}{why}{worst}{more}{self._unlooked()}"

    def _unlooked(self) -> str:
        """Return in a line the dimensions that nothing could look at, and what to pass."""
        from dataqa.looked import NOT_CHOSEN, SKIPPED
        from dataqa.render.unlooked import asked

        parts = [
            (part.name, asked(part.unlooked.asks))
            for part in self.dimensions.values()
            if part.unlooked is not None and part.unlooked.reason not in (NOT_CHOSEN, SKIPPED)
        ]
        named = ", ".join(f"{name} (pass {how})" if how else name for name, how in parts)
        return f"\n  not checked: {named}" if named and self.record.dataset.rows else ""
