"""A step of a pipeline that stops where data got worse: two plain functions, for whatever runs them.

    python examples/gate/step.py accept train.csv label baseline.json     # look at the data, and take it as the baseline
    python examples/gate/step.py gate train.csv label baseline.json       # exit 1 where later data is worse

In Airflow, Prefect or Dagster `gate` is the body of a task: what it raises fails the task, and what comes after does not run.
"""

import sys

import dataqa


class DataGotWorse(Exception):
    """What is new or worse, as Markdown."""


def accept(data, target, baseline):
    """Write the baseline, and return the score; data may be a file or a frame."""
    result = dataqa.audit(data, target=target)
    result.save(baseline)
    return result.score


def gate(data, target, baseline, report=None):
    """Return the score of data that is no worse than its baseline; raise DataGotWorse where it is."""
    result = dataqa.audit(data, target=target)
    decision = dataqa.gate(result, baseline=baseline)
    if report is not None:
        decision.to_html(report)
    if not decision.passed:
        raise DataGotWorse(decision.to_markdown())
    return result.score


if __name__ == "__main__":
    what, *arguments = sys.argv[1:]
    try:
        print(f"score {(accept if what == 'accept' else gate)(*arguments):.1f}")
    except DataGotWorse as worse:
        sys.exit(str(worse))
