"""What is handed in and held to a list of keys or values: a model that refuses all else, and what is wrong in one line."""

from __future__ import annotations

import ast
import inspect
import re
import textwrap
from collections.abc import Sequence
from itertools import pairwise
from typing import Any, cast, get_args

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, ValidationError
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

from dataqa.errors import CallError, nearest
from dataqa.model import SEVERITIES, Severity


class Strict(BaseModel):
    """A model without keys of the user's own, without infinities, and never changed; its JSON Schema has its docstrings."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)

    @classmethod
    def __get_pydantic_json_schema__(cls, core: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        # read only here: `use_attribute_docstrings` reads the sources of all models at each start
        made = handler(core)
        properties = handler.resolve_ref_schema(made)["properties"] if cls.model_fields else {}
        for one in (base for base in cls.__mro__ if base is not Strict and issubclass(base, Strict)):
            for name, text in _docstrings(one).items():
                properties[cls.model_fields[name].alias or name].setdefault("description", text)
        return made


def _docstrings(model: type[BaseModel]) -> dict[str, str]:
    """Return what stands below each attribute in the source of a class."""
    try:
        source = inspect.getsource(model)
    except (OSError, TypeError):  # made in a console
        return {}
    body = cast(ast.ClassDef, ast.parse(textwrap.dedent(source)).body[0]).body
    return {
        field.target.id: inspect.cleandoc(text.value.value)
        for field, text in pairwise(body)
        if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
        if isinstance(text, ast.Expr) and isinstance(text.value, ast.Constant) and isinstance(text.value.value, str)
    }


def known_severity(given: object, name: str) -> Severity:
    """Return what was given for an argument, which must be a severity.

    Raises
    ------
    CallError
        Where it is none.
    """
    for severity in SEVERITIES:
        if given == severity:
            return severity
    raise CallError(f"{name}={given!r} is no severity; expected one of {', '.join(SEVERITIES)}.{nearest(str(given), SEVERITIES)}")


def first_problem(error: ValidationError, model: type[BaseModel]) -> str:
    """Return the first problem: where it is, what it is, and what may have been meant.

    Parameters
    ----------
    error : ValidationError
        What the model raised.
    model : type of BaseModel
        It.
    """
    every = error.errors()
    # a mistyped key is also one that is missing: the mistake is told
    found = next((one for one in every if one["type"] == "extra_forbidden"), every[0])
    place = ".".join(str(part) for part in found["loc"] if part != "[key]")
    near = ""
    if found["type"] == "extra_forbidden":
        near = nearest(str(found["loc"][-1]), _keys(model, found["loc"][:-1]))
    elif found["type"] == "literal_error":
        near = nearest(str(found["input"]), re.findall(r"'(\w+)'", found["ctx"]["expected"]))
    return f"{place}: {found['msg']}.{near}" if place else f"{found['msg']}."


def _keys(model: type[BaseModel], place: Sequence[object]) -> list[str]:
    """Return the keys that a model has at a place inside it."""
    kind: Any = model
    for part in place:
        if isinstance(kind, type) and issubclass(kind, BaseModel):
            named = {field.alias or name: field.annotation for name, field in kind.model_fields.items()}
            kind = named.get(str(part))
        else:  # of a list or a mapping: what is in it
            kind = next((one for one in reversed(get_args(kind)) if one is not type(None)), None)
    if not (isinstance(kind, type) and issubclass(kind, BaseModel)):
        return []
    return [field.alias or name for name, field in kind.model_fields.items()]
