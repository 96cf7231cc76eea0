"""Finds the checks: every module under ``checks/<dimension>/`` holds one, named like its file."""

from __future__ import annotations

import importlib
import inspect
import pkgutil
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.metadata import entry_points
from pathlib import Path
from typing import Any, TypeVar, get_args

from dataqa.checks.needs import NEEDS, Need
from dataqa.checks.reads import Reading, read_columns, unknown_reads
from dataqa.context import Context
from dataqa.errors import nearest
from dataqa.judgement import Unlooked
from dataqa.model import DIMENSIONS, DimensionName, Measurement
from dataqa.parameters import CheckParameters, NoParameters

P = TypeVar("P", bound=CheckParameters)

Measure = Callable[[Context[Any]], Iterator[Measurement]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check: its id, its dimension, what it needs and reads, and the function that measures."""

    id: str
    dimension: DimensionName
    needs: tuple[Need, ...]
    reads: tuple[str, ...]
    measure: Measure
    summary: str
    fewest: int = 1
    splits_words: bool = False
    needs_words: bool = False
    aside: bool = False
    parameters: type[CheckParameters] = NoParameters
    rule: Mapping[str, Any] | Path | None = None

    def lacking(self, context: Context) -> Unlooked | None:
        """Return what the check needs and this audit has not, or None."""
        for need in (NEEDS[name] for name in self.needs):
            for one in (need,) if need.first is None else (NEEDS[need.first], need):
                if not one.met(context):
                    return Unlooked(reason=one.why(context), asks=one.asks)
        return None

    def reading(self, context: Context) -> Reading:
        """Return which columns the check looks at in this audit, and which it cannot read."""
        return read_columns(
            context,
            self.reads,
            beside={NEEDS[need].beside for need in self.needs} - {""},
            fewest=self.fewest,
            splits_words=self.splits_words,
            sees_images=self.dimension == "duplicates",  # copies of an image have other paths
        )


def check(
    *,
    reads: tuple[str, ...],
    needs: tuple[Need, ...] = (),
    parameters: type[P] = NoParameters,  # type: ignore[assignment]
    dimension: DimensionName | None = None,
    rule: Mapping[str, Any] | str | Path | None = None,
    fewest: int = 1,
    splits_words: bool = False,
    needs_words: bool = False,
    aside: bool = False,
) -> Callable[[Callable[[Context[P]], Iterator[Measurement]]], Check]:
    """Make a function a check: ``missing_values`` has the id ``missing-values``.

    A check of dataqa is named like its file, its folder is its dimension, and its rule stands under ``rules/checks/``. A check of
    your own says its `dimension` and brings its `rule`.

    Parameters
    ----------
    reads : tuple of str
        Which columns it looks at, by their role (``"numeric"``, ``"categorical"``, ``"text"`` … see `dataqa.task.Role`), or by
        ``"features"``, ``"learnable"`` (features and images), ``"protected"``, ``"dates"``, ``"coordinates"``, ``"columns"`` (all
        but lists, objects and images), ``"cells"`` (all columns: whether a cell is empty, or equals another). ``"id:text"`` narrows
        to the kind of the cells. ``"table"``: it looks at the table and at no column. If no such column is there, or none can be
        read, the check is reported as not applicable.
    needs : tuple of str
        What the audit must have; without one of these the check is reported as not applicable, with the reason.
    parameters : type of CheckParameters
        The class of its parameters; their values stand in its rule.
    dimension : str, optional
        One of the eleven dimensions; only for a check of your own.
    rule : mapping, str or Path, optional
        The rule, or the path of its YAML file, relative to the file of the check; only for a check of your own.
    fewest : int
        Columns that it takes: two if it compares columns with each other.
    splits_words : bool
        True if it takes texts as words: texts in a script without spaces between words are then reported as not read.
    needs_words : bool
        True if what it finds says nothing either unless it can split words: a model that could not read a text calls its labels
        wrong. If no column can be read in full, it is then reported as not applicable, whatever it would find.
    aside : bool
        True if having looked here does not make its dimension looked at.

    Returns
    -------
    callable
        The decorator.

    Raises
    ------
    TypeError
        If the function has no docstring, its name, folder or dimension is not one that a check can have, it needs what nothing
        gives, reads nothing or what no column has, or is a check of your own without a rule.

    Examples
    --------
    >>> from dataqa import Measurement, check
    >>> rule = {
    ...     "messages": {"default": {"title": "{columns} is below 0 in {counted}", "why": "No price is.", "fix": "Ask."}},
    ...     "bands": {"low": 0.0},
    ...     "source": {"bands": "judgement"},
    ...     "questions": ["examples"],
    ...     "since": "1.0",
    ... }
    >>> @check(reads=("numeric",), dimension="noise", rule=rule)
    ... def negative_prices(audit):
    ...     "Prices below 0."
    ...     yield Measurement(value=1.0, unit="rows")
    >>> negative_prices.id
    'negative-prices'
    """

    def wrap(measure: Callable[[Context[P]], Iterator[Measurement]]) -> Check:
        name = measure.__name__
        if dimension is None and rule is None:
            found: str = _placed(measure)
        else:
            found = str(dimension)
            if not name.isidentifier() or name != name.lower():
                raise TypeError(f"a check cannot be called {name!r}; expected lower-case words joined by _")
            if rule is None:
                raise TypeError(f"the check {name!r} has no rule; expected rule=, a mapping or the path of a YAML file")
        if found not in DIMENSIONS:
            raise TypeError(f"the check {name!r} stands in {found!r}, which is no dimension.{nearest(found, DIMENSIONS)}")
        if not measure.__doc__:
            raise TypeError(f"the check {name!r} has no docstring")
        if unknown := set(needs) - set(get_args(Need)):
            raise TypeError(f"the check {name!r} needs {sorted(unknown)}, which nothing gives")
        if not reads or (unknown_read := unknown_reads(reads)):
            raise TypeError(f"the check {name!r} reads {unknown_read if reads else 'nothing'}, expected roles or kinds of columns")
        return Check(
            id=name.replace("_", "-"),
            dimension=found,
            needs=needs,
            reads=reads,
            fewest=fewest,
            splits_words=splits_words or needs_words,
            needs_words=needs_words,
            aside=aside,
            measure=measure,
            summary=measure.__doc__.strip().splitlines()[0],
            parameters=parameters,
            rule=Path(inspect.getfile(measure)).parent / rule if isinstance(rule, str | Path) else rule,
        )

    return wrap


def _placed(measure: Callable[..., object]) -> str:
    """Return the folder of a check of dataqa: its dimension."""
    *folders, dimension, name = ("", "", *measure.__module__.split("."))
    if folders[-2:] != ["dataqa", "checks"]:
        raise TypeError(
            f"the check {measure.__name__!r} is not part of dataqa; expected dimension=, one of {', '.join(DIMENSIONS)}, and rule="
        )
    if measure.__name__ != name:
        raise TypeError(f"the check in {measure.__module__} is called {measure.__name__!r}, expected {name!r}")
    return dimension


@cache
def all_checks() -> tuple[Check, ...]:
    """Return every check, by dimension and id: those of dataqa, and those of installed packages.

    A package brings checks by an entry point of the group ``dataqa.checks`` that names a check, a list of checks or a module that
    holds some. One that cannot be loaded is left out with a warning.

    Raises
    ------
    TypeError
        If two checks have the same id, or a module of dataqa holds none.
    """
    return in_order((*own_checks(), *installed_checks()))


def in_order(checks: Iterable[Check]) -> tuple[Check, ...]:
    """Return checks by dimension and id.

    Raises
    ------
    TypeError
        If two of them have the same id.
    """
    found: dict[str, Check] = {}
    for one in checks:
        if found.setdefault(one.id, one) is not one:
            raise TypeError(f"two checks are called {one.id!r}")
    return tuple(sorted(found.values(), key=lambda c: (DIMENSIONS.index(c.dimension), c.id)))


@cache
def own_checks() -> tuple[Check, ...]:
    """Return the checks of dataqa."""
    import dataqa.checks as package

    found: list[Check] = []
    for dimension in DIMENSIONS:
        folder = importlib.import_module(f"{package.__name__}.{dimension}")
        for module in pkgutil.iter_modules(folder.__path__):
            if module.name.startswith("_"):
                continue
            made = getattr(importlib.import_module(f"{folder.__name__}.{module.name}"), module.name, None)
            if not isinstance(made, Check):
                raise TypeError(f"{folder.__name__}.{module.name} holds no check of that name")
            found.append(made)
    return in_order(found)


@cache
def installed_checks() -> tuple[Check, ...]:
    """Return the checks of installed packages."""
    found: list[Check] = []
    taken = {one.id for one in own_checks()}
    for entry in sorted(entry_points(group="dataqa.checks"), key=lambda one: (one.name, one.value)):
        try:
            brought = _checks_in(entry.load())
            if clash := sorted(taken & {one.id for one in brought}):
                raise TypeError(f"there is a check {clash[0]!r} already")
        except Exception as error:  # noqa: BLE001 - a broken package must not stop every audit; it is named
            warnings.warn(
                f"The checks of {entry.value!r} are left out: {' '.join(f'{type(error).__name__}: {error}'.split())}",
                RuntimeWarning,
                stacklevel=2,
            )
            continue
        taken |= {one.id for one in brought}
        found += brought
    return tuple(found)


def _checks_in(loaded: Any) -> list[Check]:
    every = [loaded] if isinstance(loaded, Check) else loaded if isinstance(loaded, list | tuple) else vars(loaded).values()
    brought = list({one.id: one for one in every if isinstance(one, Check)}.values())
    if not brought:
        raise TypeError("expected a check, a list of checks or a module that holds some")
    if bare := [one.id for one in brought if one.rule is None]:
        raise TypeError(f"the check {bare[0]!r} has no rule")
    return brought
