"""Packs: the rules in force. A pack extends another and overrides a few values."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from pydantic import Field, ValidationError

from dataqa._paths import RULES
from dataqa.checks.registry import Check, all_checks
from dataqa.errors import RuleError, nearest
from dataqa.findings.parameters import findings, parameters_of
from dataqa.invalid import Strict, first_problem
from dataqa.model import Severity
from dataqa.policy.gate_rules import GateRules, overridden
from dataqa.policy.rule import Rule
from dataqa.policy.verdict import Verdicts
from dataqa.rule_files import held_to, names_in, read_yaml, with_words

_DEEPEST = 10


class _Pack(Strict):
    title: str = ""
    extends: str | None = None
    verdict: dict[str, Any] = Field(default_factory=dict)
    gate: dict[str, Any] = Field(default_factory=dict)
    rules: dict[str, dict[str, Any]] = Field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """A pack, resolved: one rule a check.

    Attributes
    ----------
    name : str
        The pack's name, or its file.
    title : str
        What it is for.
    by_check : mapping of str to Rule
        Every check's rule.
    verdict : Verdicts
        How issues become a verdict.
    gate : GateRules
        Which changes to a dataset fail.
    """

    name: str
    title: str
    by_check: Mapping[str, Rule]
    verdict: Verdicts
    gate: GateRules

    @classmethod
    def load(cls, name: str | Path = "default", checks: Iterable[Check] = ()) -> Rules:
        """Return the rules of a pack.

        Parameters
        ----------
        name : str or Path
            ``"default"``, ``"strict"``, or the path of a YAML file that extends one of them.
        checks : iterable of Check
            Checks of your own, which bring their rules; those of installed packages are there already.

        Returns
        -------
        Rules
            With every value checked.

        Raises
        ------
        RuleError
            Where there is no such pack, or it names an unknown check or key, or a value is out of range.
        """
        known = {check.id: check for check in (*all_checks(), *checks)}  # those given may be among them
        ours = str(name) in packs() and all(check.rule is None for check in known.values())
        return (_resolved_once if ours else _resolved)(str(name), tuple(known.values()))

    def including(self, checks: Iterable[Check]) -> Rules:
        """Return the same rules with those that further checks bring; a check that has a rule keeps it."""
        more = {
            check.id: _rule(_text(check), check, f"the rule of {check.id!r}") for check in checks if check.id not in self.by_check
        }
        return replace(self, by_check={**self.by_check, **more})

    def rule(self, check: str) -> Rule:
        """Return a check's rule, or raise a RuleError that names the nearest."""
        if check not in self.by_check:
            raise RuleError(f"There is no check {check!r}.{nearest(check, self.by_check)}")
        return self.by_check[check]

    def failing_from(self, severity: Severity) -> Rules:
        """Return the same rules with a gate that fails from another severity on."""
        return replace(self, gate=self.gate.model_copy(update={"fails_from": severity}))


def _resolved(name: str, checks: tuple[Check, ...]) -> Rules:
    chain = _chain(name)
    known = {check.id: check for check in checks}
    texts = {check.id: _text(check) for check in checks}
    verdict = read_yaml(RULES / "verdict.yaml")
    gate = read_yaml(RULES / "gate.yaml")
    for pack, where in reversed(chain):
        verdict = _with(verdict, pack.verdict)
        gate = overridden(gate, pack.gate)
        for check, changes in pack.rules.items():
            if check not in texts:
                raise RuleError(f"{where}: there is no check {check!r}.{nearest(check, texts)}")
            texts[check] = _merged(texts[check], changes)
    return Rules(
        name=name,
        title=chain[0][0].title,
        by_check={check: _rule(text, known[check], f"the rule of {check!r} in {name}") for check, text in texts.items()},
        verdict=held_to(Verdicts, verdict, f"{name}: verdict"),
        gate=_gate(gate, name, texts),
    )


_resolved_once = cache(_resolved)
"""For packs that dataqa brings, of checks whose rules it brings: no file of theirs changes."""


def packs() -> tuple[str, ...]:
    """Return the names of the packs that dataqa brings."""
    return names_in("packs")


def _chain(name: str) -> list[tuple[_Pack, str]]:
    chain: list[tuple[_Pack, str]] = []
    wanted: str | None = name
    folder = Path()
    while wanted is not None:
        path = _where(wanted, folder)
        if len(chain) == _DEEPEST:
            raise RuleError(f"The pack {name!r} extends itself, or more than {_DEEPEST} others.")
        pack = held_to(_Pack, read_yaml(path) or {}, path.name)
        chain.append((pack, path.name))
        folder, wanted = path.parent, pack.extends
        if wanted is None and path != RULES / "packs" / "default.yaml":
            wanted = "default"
    return chain


def _where(name: str, folder: Path) -> Path:
    own = RULES / "packs" / f"{name}.yaml"
    if name in packs():
        return own
    for path in (folder / name, Path(name).expanduser()):
        if path.is_file():
            return path.resolve()
    raise RuleError(f"There is no pack {name!r}; known are {', '.join(packs())}, or a YAML file.{nearest(name, packs())}")


@cache
def _shipped() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for path in sorted((RULES / "checks").glob("*/*.yaml")):
        if path.stem in found:
            raise RuleError(f"There are two rules for the check {path.stem!r}.")
        found[path.stem] = read_yaml(path)
    return found


def _text(check: Check) -> dict[str, Any]:
    """Return a check's rule as it is written: ours stand in the folder of rules, others come with the check."""
    if check.rule is None:
        return dict(_shipped()[check.id])
    text = read_yaml(check.rule) if isinstance(check.rule, Path) else check.rule
    if not isinstance(text, Mapping):
        raise RuleError(f"the rule of {check.id!r} is {type(text).__name__}, expected a mapping")
    return dict(text)


def _merged(text: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    """Return a rule with a pack's values in place of its own, at any depth; a band or detail of null is taken away."""
    merged = dict(text)
    for key, value in changes.items():
        if value is None:
            merged.pop(key, None)
        elif isinstance(value, Mapping) and isinstance(merged.get(key), Mapping) and "vocabulary" not in value:
            merged[key] = _merged(merged[key], value)
        else:
            merged[key] = value
    return merged


def _found_by(name: str) -> str:
    """Return the words that say which findings have a parameter of this name: checks share it, so that no pack changes it."""
    having = [finding for finding in findings() if name in parameters_of(finding)]
    return f" Findings that all checks share have one, which no pack changes: {', '.join(having)}." if having else ""


def _rule(text: Mapping[str, Any], check: Check, where: str) -> Rule:
    rule = held_to(Rule, text, where)
    try:
        found = check.parameters.model_validate(with_words(text.get("parameters", {})))
    except ValidationError as error:
        place = next(iter(error.errors()))["loc"]
        told = first_problem(error, check.parameters)
        raise RuleError(f"{where}: parameters.{told}{_found_by(str(place[-1]) if place else '')}") from error
    return rule.model_copy(update={"parameters": found})


def _with(verdict: Mapping[str, Any], changes: Mapping[str, Any]) -> dict[str, Any]:
    inner = changes.get("not_ready")
    return {**verdict, **changes, "not_ready": {**verdict["not_ready"], **(inner if isinstance(inner, Mapping) else {})}}


def _gate(text: Mapping[str, Any], where: str, checks: Collection[str]) -> GateRules:
    found = held_to(GateRules, text, f"{where}: gate")
    for check in (*found.issues.searching, *found.issues.telling, *found.issues.ageing):
        if check not in checks:
            raise RuleError(f"{where}: gate: there is no check {check!r}.{nearest(check, checks)}")
    return found
