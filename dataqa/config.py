"""The project's own file: which datasets there are, how each is audited, and what somebody accepted.

::

    [tool.dataqa.datasets.train]          # in pyproject.toml; in dataqa.toml: [datasets.train]
    path = "data/train.csv"               # paths are relative to the file
    target = "label"
    baseline = "dataqa.baseline/train.json"

    [[tool.dataqa.datasets.train.accept]]
    issue = "class-imbalance:label"       # or check = "drift" and columns = ["age"]
    reason = "Fraud is rare."
    owner = "ada"
    expires = 2027-01-31
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field, ValidationError, field_validator, model_validator

from dataqa.decision import Acceptance
from dataqa.errors import CallError, nearest
from dataqa.invalid import Strict, first_problem
from dataqa.model import Severity

NAMES = ("dataqa.toml", "pyproject.toml")
BASELINES = "dataqa.baseline"
"""The folder of baselines, unless told otherwise."""
Names = Annotated[list[str], Field(min_length=1)]


class Accepted(Strict):
    """One finding that may stand."""

    issue: str = ""
    check: str = ""
    columns: list[str] = Field(default_factory=list)
    reason: Annotated[str, Field(min_length=1)]
    owner: Annotated[str, Field(min_length=1)]
    expires: date

    @model_validator(mode="after")
    def _one_way(self) -> Accepted:
        if bool(self.issue) == bool(self.check):
            raise ValueError("an acceptance names either an issue by its id, or a check with its columns")
        return self

    def acceptance(self) -> Acceptance:
        """Return it as the gate takes it."""
        return Acceptance(**{**self.model_dump(), "columns": tuple(self.columns)})


class DatasetSettings(Strict):
    """One dataset: where it is, and how it is audited; the keys are those of `dataqa.audit`."""

    path: Annotated[str, Field(min_length=1)]
    target: str | None = None
    task: Literal["classification", "regression", "forecasting", "recommendation", "language"] | None = None
    time: str | None = None
    group: str | None = None
    id: str | None = None
    text: str | None = None
    image: str | None = None
    split: str | None = None
    protected: list[str] = Field(default_factory=list)
    roles: dict[str, str] = Field(default_factory=dict)
    test: str | None = None
    reference: str | None = None
    contract: str | None = Field(default=None, alias="schema")  # pydantic has a `schema` of its own
    rules: str = "default"
    checks: Names | None = None
    skip: list[str] = Field(default_factory=list)
    seed: Annotated[int, Field(ge=0)] = 0
    as_of: date | None = None
    encoding: str | None = None
    query: str | None = None
    memory: str | None = None
    baseline: str | None = None
    fail_under: Annotated[float, Field(ge=0, le=100)] | None = None
    fail_on: Severity | None = None
    accept: list[Accepted] = Field(default_factory=list)

    @field_validator("rules")
    @classmethod
    def _rules(cls, rules: str) -> str:
        if not rules:
            raise ValueError("expected a pack's name or a YAML file")
        return rules

    def with_settings(self, more: Mapping[str, Any]) -> DatasetSettings:
        """Return the same with some keys told otherwise, checked.

        Raises
        ------
        CallError
            Where a value cannot be used.
        """
        return _valid({**self.model_dump(by_alias=True), **more})

    def resolved(self, folder: Path, name: str) -> DatasetSettings:
        """Return the same with paths from `folder` on, and with a baseline."""
        paths: dict[str, Any] = {
            key: _from(folder, value)
            for key in ("path", "test", "reference", "baseline", "contract")
            if (value := getattr(self, key)) is not None
        }
        if self.rules.endswith((".yaml", ".yml")):
            paths["rules"] = _from(folder, self.rules)
        return self.model_copy(update={"baseline": str(folder / BASELINES / f"{name}.json"), **paths})


class _Config(Strict):
    datasets: dict[str, DatasetSettings] = Field(default_factory=dict)


def _valid(told: Mapping[str, Any]) -> DatasetSettings:
    try:
        return DatasetSettings.model_validate(told)
    except ValidationError as error:
        raise CallError(first_problem(error, DatasetSettings)) from error


def settings_for(told: Mapping[str, Any], config: str | Path | None = None, name: str | None = None) -> dict[str, DatasetSettings]:
    """Return which datasets are meant, and how they are audited: as the configuration has it, but for what is told.

    Parameters
    ----------
    told : mapping of str to object
        Keys of `DatasetSettings`. A ``path`` that the configuration names is that dataset; another one needs no configuration.
    config : str or Path, optional
        As of `load`.
    name : str, optional
        Only the dataset of this name.

    Raises
    ------
    CallError
        Where there is no such configuration or dataset, or a value cannot be used.
    """
    path = told.get("path")
    if path is not None and config is None and name is None:
        here = Path(path).expanduser().resolve()
        known = {} if nearest_file() is None else load()
        same = {key: one for key, one in known.items() if Path(one.path).resolve() == here}
        if not same:
            return {Path(path).name.partition(".")[0] or "data": _valid(told)}
        return {key: one.with_settings({**told, "path": one.path}) for key, one in chosen(same, None, alone=True).items()}
    found = chosen(load(config), name, alone=path is not None or "baseline" in told)
    return {key: one.with_settings(told) for key, one in found.items()}


def load(path: str | Path | None = None) -> dict[str, DatasetSettings]:
    """Return the datasets of a configuration file, with paths from its folder on.

    Parameters
    ----------
    path : str or Path, optional
        ``dataqa.toml``, or a ``pyproject.toml`` with ``[tool.dataqa]``; default the nearest one from here upwards.

    Returns
    -------
    dict of str to DatasetSettings
        By name, in the order of the file.

    Raises
    ------
    CallError
        Where there is no such file, or it holds what cannot be used.
    """
    file = nearest_file() if path is None else Path(path).expanduser()
    if file is None:
        raise CallError(f"There is no {NAMES[0]}, and no {NAMES[1]} with [tool.dataqa], here or in a folder above.")
    told = read_settings(file)
    if told is None:
        raise CallError(f"{file.name} says nothing of dataqa; expected [tool.dataqa.datasets.NAME].")
    try:
        config = _Config.model_validate(told)
    except ValidationError as error:
        raise CallError(f"{file.name}: {first_problem(error, _Config)}") from error
    folder = file.resolve().parent
    return {name: dataset.resolved(folder, name) for name, dataset in config.datasets.items()}


def chosen(datasets: Mapping[str, DatasetSettings], name: str | None, *, alone: bool = False) -> dict[str, DatasetSettings]:
    """Return the dataset of a name, or all where none is given.

    Parameters
    ----------
    datasets : mapping of str to DatasetSettings
        Of the configuration.
    name : str or None
        Which.
    alone : bool
        True where what else was asked fits one dataset only.

    Raises
    ------
    CallError
        Where there is no dataset of that name, or none at all; or several, and one is needed.
    """
    if not datasets:
        raise CallError("The configuration names no dataset; expected [tool.dataqa.datasets.NAME] with a path.")
    if name is None and alone and len(datasets) > 1:
        raise CallError(f"The configuration has {len(datasets)} datasets; --dataset says which: {', '.join(datasets)}.")
    if name is None:
        return dict(datasets)
    if name not in datasets:
        raise CallError(f"There is no dataset {name!r}; the configuration has {', '.join(datasets)}.{nearest(name, datasets)}")
    return {name: datasets[name]}


def nearest_file(here: Path | None = None) -> Path | None:
    """Return the configuration file that a folder has, or the nearest one above it in the repository; default from here."""
    here = (here or Path.cwd()).resolve()
    for folder in (here, *here.parents):
        for name in NAMES:
            if (folder / name).is_file() and read_settings(folder / name) is not None:
                return folder / name
        if (folder / ".git").exists():
            break
    return None


def read_settings(file: Path) -> Any:
    """Return what a file says of dataqa, or None where it says nothing."""
    try:
        whole = tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise CallError(f"There is no configuration file {str(file)!r}.") from None
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CallError(f"{file.name} cannot be read: {error}.") from error
    tool = whole.get("tool", {})
    if isinstance(tool, dict) and "dataqa" in tool:
        return tool["dataqa"]
    return None if file.name == "pyproject.toml" else whole


def _from(folder: Path, path: str) -> str:
    """Return a path from a folder on; an address stays as it is."""
    return path if "://" in path else str(folder / Path(path).expanduser())
