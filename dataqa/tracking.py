"""Audits in experiment tracking: the page, the score and the issues beside the run that trains on the data."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from dataqa.errors import CallError
from dataqa.model import SEVERITIES

if TYPE_CHECKING:
    from dataqa.result import Audit


def log_to_mlflow(result: Audit, *, prefix: str = "dataqa", mask: bool = True) -> None:
    """Log an audit to the active run of MLflow.

    As metrics the score, its interval, the scores of the dimensions and the number of issues by severity; as tags the verdict, the
    version, the rules and the fingerprint of the data; as artefacts the page (``audit.html``) and everything as JSON
    (``audit.json``). What is no number, as the score of an audit without models, is left out.

    Parameters
    ----------
    result : Audit
        What was found.
    prefix : str
        Of the names of metrics and tags, and the folder of the artefacts.
    mask : bool
        Hide personal data.

    Raises
    ------
    CallError
        Where MLflow is not installed, or no run is active.
    """
    try:
        import mlflow
    except ImportError as error:
        raise CallError("log_to_mlflow needs MLflow: pip install mlflow-skinny.") from error
    if mlflow.active_run() is None:
        raise CallError("No run of MLflow is active: call log_to_mlflow within 'with mlflow.start_run():'.")
    low, high = result.interval
    scores = {"score": result.score, "score_low": low, "score_high": high}
    scores |= {f"dimensions.{name}": part.score for name, part in result.dimensions.items()}
    counts = {f"issues.{name}": float(sum(issue.severity == name for issue in result.issues)) for name in SEVERITIES}
    metrics = scores | counts | {"issues": float(len(result.issues))}
    mlflow.log_metrics({f"{prefix}.{name}": value for name, value in metrics.items() if math.isfinite(value)})
    record = result.record
    tags = {"verdict": result.verdict, "version": record.version, "rules": record.rules, "fingerprint": record.dataset.fingerprint}
    mlflow.set_tags({f"{prefix}.{name}": value for name, value in tags.items()})
    mlflow.log_text(result.to_html(mask=mask), f"{prefix}/audit.html")
    mlflow.log_text(result.to_json(mask=mask), f"{prefix}/audit.json")
