"""The JSON Schema of a pack, for editors: every check, each with its own parameters."""

from __future__ import annotations

import copy
from typing import Any

from dataqa.checks.registry import own_checks
from dataqa.policy.gate_rules import GateRules
from dataqa.policy.rule import Rule
from dataqa.policy.verdict import Verdicts


def pack_schema() -> dict[str, Any]:
    """Return the schema: what a pack may change, with a sentence on each value."""
    shared: dict[str, Any] = {}
    rule = _partial(Rule, shared)
    rule["properties"].pop("parameters")
    shared["Rule"] = {key: value for key, value in rule.items() if key != "additionalProperties"}
    rules = {
        check.id: {
            "description": check.summary,
            "$ref": "#/$defs/Rule",
            "properties": {"parameters": _partial(check.parameters, shared, prefix=f"{check.id}.")},
            "unevaluatedProperties": False,
        }
        for check in own_checks()
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A pack of rules of dataqa",
        "type": "object",
        "additionalProperties": False,
        "properties": {
            "title": {"type": "string", "description": "What the pack is for."},
            "extends": {"type": "string", "description": "The pack that it changes: default, strict, or the path of a YAML file."},
            "verdict": _partial(Verdicts, shared) | {"description": "How issues become a verdict."},
            "gate": _partial(GateRules, shared) | {"description": "Which changes to a dataset fail."},
            "rules": {
                "type": "object",
                "description": "By check: what changes. A value of null takes a band or an entry away.",
                "additionalProperties": False,
                "properties": rules,
            },
        },
        "$defs": dict(sorted(shared.items())),
    }


def _partial(model: Any, shared: dict[str, Any], prefix: str = "") -> dict[str, Any]:
    """Return the schema of a model of which any part may be left out; its definitions go to `shared`."""
    made = copy.deepcopy(model.model_json_schema(ref_template=f"#/$defs/{prefix}{{model}}"))
    for name, inner in made.pop("$defs", {}).items():
        shared[prefix + name] = _open(inner)
    return _open(made)


def _open(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema whose parts may be left out, or be null: what a pack sets to null is taken away."""
    schema.pop("required", None)
    schema.pop("title", None)
    for name, inner in schema.get("properties", {}).items():
        inner.pop("title", None)
        told = {"description": inner.pop("description")} if "description" in inner else {}
        schema["properties"][name] = told | {"anyOf": [_emptied(inner), {"type": "null"}]}
    return schema


def _emptied(schema: dict[str, Any]) -> dict[str, Any]:
    more = schema.get("additionalProperties")
    return schema | {"additionalProperties": {"anyOf": [more, {"type": "null"}]}} if isinstance(more, dict) else schema
