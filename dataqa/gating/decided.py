"""A decision, and every way to look at it."""

from __future__ import annotations

from dataclasses import dataclass, fields
from os import PathLike
from typing import Any

from dataqa.decision import Decision
from dataqa.render.atomic_files import written


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided(Decision):
    """What `dataqa.gate` gives back: the decision (see `dataqa.decision.Decision`), and every way to show it."""

    @classmethod
    def of(cls, decision: Decision) -> Decided:
        """Return the decision with the ways to show it."""
        return cls(**{field.name: getattr(decision, field.name) for field in fields(decision)})

    def to_dict(self, *, mask: bool = True) -> dict[str, Any]:
        """Return the decision as plain JSON values; see `dataqa.render.json.decision_to_dict`."""
        from dataqa.render.json import decision_to_dict

        return decision_to_dict(self, mask=mask)

    def to_json(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the decision as JSON text, and write it where a path is given, whole or not at all."""
        from dataqa.render.json import decision_to_json

        return written(decision_to_json(self, mask=mask), path)

    def to_markdown(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the decision as Markdown, fit for a comment on a pull request, and write it where a path is given."""
        from dataqa.render.markdown import decision_to_markdown

        return written(decision_to_markdown(self, mask=mask), path)

    def to_html(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return both audits side by side as one HTML page that stands alone, and write it where a path is given."""
        from dataqa.render.html import decision_to_html

        return written(decision_to_html(self, mask=mask), path)

    def to_sarif(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the decision as SARIF 2.1.0 and write it where a path is given; see `dataqa.render.sarif`."""
        from dataqa.render.sarif import decision_to_sarif

        return written(decision_to_sarif(self, mask=mask), path)

    def to_junit(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the decision as JUnit XML, with what passed, and write it where a path is given."""
        from dataqa.render.junit import decision_to_junit

        return written(decision_to_junit(self, mask=mask), path)

    def to_github(self, *, mask: bool = True) -> str:
        """Return the decision as GitHub's workflow commands, to be printed in a step; see `dataqa.render.github`."""
        from dataqa.render.github import decision_to_github

        return decision_to_github(self, mask=mask)

    def to_gitlab(self, path: str | PathLike[str] | None = None, *, mask: bool = True) -> str:
        """Return the decision as GitLab's code quality report, and write it where a path is given."""
        from dataqa.render.gitlab import decision_to_gitlab

        return written(decision_to_gitlab(self, mask=mask), path)

    def __repr__(self) -> str:
        return "\n  ".join([f"Decision: {'passed' if self.passed else 'failed'}", *self.reasons[:10]])
