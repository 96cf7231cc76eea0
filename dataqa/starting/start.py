"""The beginning of a gate: looks at the data, and says which files are to be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dataqa.api import Progress, audit
from dataqa.config import BASELINES, DatasetSettings, load, read_settings
from dataqa.errors import CallError, nearest
from dataqa.gating.baseline import to_dict
from dataqa.render.atomic_files import write_all
from dataqa.render.lines import in_lines
from dataqa.result import Audit
from dataqa.sources.load import load as load_rows
from dataqa.starting import hook, pipelines
from dataqa.starting.entries import names_of, with_entries
from dataqa.starting.project import Project, data_files, project, readable

Choice = Callable[[str, Sequence[str]], str | None]
"""Called with the path of a dataset and its columns; returns the target."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Begun:
    """One dataset that the gate looks at from now on."""

    name: str
    path: str
    target: str | None
    result: Audit


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """What is to be written, and what is left to do.

    Attributes
    ----------
    datasets : tuple of Begun
        Each with its audit.
    files : dict of Path to str
        What is to be written.
    left : tuple of str
        What somebody has to do by hand.
    """

    datasets: tuple[Begun, ...]
    files: dict[Path, str]
    left: tuple[str, ...]

    def write(self) -> None:
        """Write all files, or none."""
        write_all(self.files)


def start(
    data: Sequence[str] = (),
    *,
    target: str | None = None,
    choose: Choice = lambda path, columns: None,
    rules: str | None = None,
    checks: Iterable[str] = (),
    skip: Iterable[str] = (),
    jobs: bool = True,
    force: bool = False,
    folder: Path | None = None,
    progress: Progress | None = None,
) -> Start:
    """Audit data, and return the configuration, the baselines, and the jobs that hold later data against them.

    Parameters
    ----------
    data : sequence of str
        Files or patterns, each a dataset; default all data files here and in ``data/``.
    target : str, optional
        The column to be predicted, of all datasets that have it.
    choose : callable
        Asked for the target where none is told.
    rules, checks, skip
        As of `dataqa.audit`; they go into the configuration.
    jobs : bool
        True: also the jobs for GitHub and GitLab, and the entry for pre-commit.
    force : bool
        True: baselines and jobs that are there are overwritten, and datasets that are configured get a new baseline.
    folder : Path, optional
        Default the working directory.
    progress : callable, optional
        As of `dataqa.audit`.

    Raises
    ------
    CallError
        Where something is there already, a target is in no dataset, or the configuration cannot be added to.
    SourceError
        Where data cannot be read.
    """
    ours = project(folder or Path.cwd())
    paths = list(dict.fromkeys(data)) or data_files(folder or Path.cwd())
    for path in paths:
        readable(path)
    names = _names(ours, paths, force)
    files = _jobs(ours) if jobs else {}
    baselines = [ours.config.parent / BASELINES / f"{name}.json" for name in names]
    _free(ours, [*baselines, *(path for path, text in files.items() if not _holds(path, text))], force)
    targets = _targets(paths, target, choose)
    more: dict[str, Any] = {"rules": rules, "checks": list(checks), "skip": list(skip)}
    told = {key: value for key, value in more.items() if value}
    begun = tuple(
        Begun(name=name, path=path, target=column, result=audit(path, column, progress=progress, **told))
        for name, path, column in zip(names, paths, targets, strict=True)
    )
    known = _configured(ours)
    if rules and rules.endswith((".yaml", ".yml")):
        told["rules"] = ours.from_config(rules)
    fresh = {one.name: {"path": ours.from_config(one.path), "target": one.target, **told} for one in begun if one.name not in known}
    if fresh:
        files[ours.config] = with_entries(_text(ours.config), fresh, ours.config.name)
    files |= {path: in_lines(to_dict(one.result.record)) for path, one in zip(baselines, begun, strict=True)}
    left = [f"{one.path}: no target was given, so only checks that need none ran" for one in begun if one.target is None]
    if jobs:
        left += _hooked(ours, paths, files)
    return Start(datasets=begun, files=files, left=tuple(left))


def _names(ours: Project, paths: Sequence[str], force: bool) -> list[str]:
    """Return the names of datasets, those that are configured as they are there."""
    known = _configured(ours)
    by_path = {Path(one.path).resolve(): name for name, one in known.items()}
    same = {path: by_path[place] for path in paths if (place := Path(path).expanduser().resolve()) in by_path}
    if same and not force:
        path, name = next(iter(same.items()))
        raise CallError(f"{path!r} is in {ours.config.name} already, as {name!r}; --force writes its baseline anew.")
    fresh = iter(names_of([path for path in paths if path not in same], known))
    return [same.get(path) or next(fresh) for path in paths]


def _configured(ours: Project) -> dict[str, DatasetSettings]:
    return load(ours.config) if ours.config.is_file() and read_settings(ours.config) is not None else {}


def _free(ours: Project, paths: Sequence[Path], force: bool) -> None:
    there = [path for path in paths if path.exists()]
    if there and not force:
        shown = ", ".join(ours.from_root(path) for path in there[:3]) + (" …" if len(there) > 3 else "")
        raise CallError(f"{shown} {'is' if len(there) == 1 else 'are'} there already; --force overwrites.")


def _targets(paths: Sequence[str], target: str | None, choose: Choice) -> list[str | None]:
    columns = [load_rows(path).frame.columns for path in paths]
    if target is None:
        return [choose(path, names) for path, names in zip(paths, columns, strict=True)]
    if not any(target in names for names in columns):
        every = dict.fromkeys(name for names in columns for name in names)
        raise CallError(f"There is no column {target!r} for the target.{nearest(target, every)}")
    return [target if target in names else None for names in columns]


def _jobs(ours: Project) -> dict[Path, str]:
    gate, install = pipelines.gate_command(ours.told_config), pipelines.requirement()
    return {
        ours.root / pipelines.GITHUB: pipelines.github(gate, install),
        ours.root / pipelines.GITLAB: pipelines.gitlab(gate, install),
    }


def _hooked(ours: Project, paths: Sequence[str], files: dict[Path, str]) -> list[str]:
    """Add the entry for pre-commit to the files, and return what is left to do by hand."""
    folder = ours.from_root(ours.config.parent / BASELINES)
    files_of = hook.pattern([*map(ours.from_root, paths), f"{folder}/", ours.from_root(ours.config)])
    gate, path = pipelines.gate_command(ours.told_config), ours.root / hook.CONFIG
    left = [
        f"Both jobs install {pipelines.requirement()}: change that if you install dataqa from elsewhere.",
        f"GitLab: add to .gitlab-ci.yml:\n{pipelines.INCLUDE.rstrip()}",
    ]
    text = _text(path)
    if hook.is_there(text):
        return [*left, f"pre-commit: {hook.CONFIG} has the hook already; it should run for\n  {files_of}"]
    if (whole := hook.with_hook(text, gate, files_of)) is not None:
        files[path] = whole
        return left
    head = "" if text else "repos:\n"
    return [*left, f"pre-commit: add to {hook.CONFIG}:\n{head}{hook.hook_entry(gate, files_of).rstrip()}"]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and _text(path) == text


def _text(path: Path) -> str:
    if not path.exists():
        return ""
    try:
        return path.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise CallError(f"{path.name} cannot be read: {error}.") from error
