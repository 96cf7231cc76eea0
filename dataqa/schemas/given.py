"""What may be handed in as a schema: pandera's objects, or YAML; Python in a file is never run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

import yaml

from dataqa.errors import CallError, nearest

Library = Literal["pandas", "polars"]
_YAML = (".yaml", ".yml")
_EXPECTED = "expected a pandera DataFrameSchema or DataFrameModel (of pandera.pandas or pandera.polars), or the path of its YAML"


@dataclass(frozen=True, slots=True, kw_only=True)
class GivenSchema:
    """A schema, and the data as it was handed in.

    Attributes
    ----------
    schema : pandera.pandas.DataFrameSchema or pandera.polars.DataFrameSchema
        What the rows are held to.
    library : {"pandas", "polars"}
        Of which frames it speaks.
    data : object
        The data as the user gave it.
    """

    schema: Any
    library: Library
    data: Any


def read_schema(given: Any, data: Any) -> GivenSchema | None:
    """Return the schema that was handed in, or None where none was.

    Raises
    ------
    CallError
        Where it is no schema of pandas or Polars frames, or a file that does not hold one.
    """
    if given is None:
        return None
    schema = _from_file(Path(given)) if isinstance(given, str | Path) else given
    if isinstance(schema, type) and hasattr(schema, "to_schema"):
        schema = _model(schema)
    library = _library(schema)
    if library is None:
        raise CallError(f"schema= is a {type(given).__name__!r} and no schema of pandas or Polars frames; {_EXPECTED}.")
    return GivenSchema(schema=schema, library=library, data=data)


def _library(schema: Any) -> Library | None:
    """Return of which frames a schema speaks; who holds one has imported pandera, and nobody else needs to."""
    for kind in type(schema).__mro__:
        if kind.__name__ == "DataFrameSchema":
            if kind.__module__.startswith("pandera.api.pandas."):
                return "pandas"
            if kind.__module__.startswith("pandera.api.polars."):
                return "polars"
    return None


def _model(model: Any) -> Any:
    from pandera.errors import SchemaDefinitionError, SchemaInitError

    try:
        return model.to_schema()
    except (SchemaDefinitionError, SchemaInitError, TypeError) as error:
        raise CallError(f"schema= is the model {model.__name__!r}, of which pandera makes no schema: {_line(error)}.") from error


def _from_file(path: Path) -> Any:
    if path.suffix.lower() not in _YAML:
        raise CallError(
            f"schema={str(path)!r} is not YAML: a schema is read from a .yaml file; Python is never run, import it instead."
        )
    try:
        text = path.expanduser().read_text(encoding="utf-8")
    except FileNotFoundError:
        beside = [one.name for suffix in _YAML for one in path.expanduser().parent.glob(f"*{suffix}")]
        raise CallError(f"schema={str(path)!r}: there is no such file.{nearest(path.name, beside)}") from None
    except (OSError, UnicodeDecodeError) as error:
        raise CallError(f"schema={str(path)!r} cannot be read: {_line(error)}.") from error
    return _from_text(text, str(path))


def _from_text(text: str, name: str) -> Any:
    from pandera.errors import SchemaDefinitionError, SchemaInitError

    try:
        found = yaml.safe_load(text)
        if not isinstance(found, Mapping) or not isinstance(found.get("columns"), Mapping | list):
            raise CallError(f"schema={name!r} holds no schema of pandera's: it has no 'columns'.")
        if "polars" in (found.get("api"), found.get("schema_type"), str(found.get("schema_type")).partition("_")[0]):
            from pandera.io.polars_io import deserialize_schema as polars_schema

            read: Callable[[Any], Any] = polars_schema
        else:
            from pandera.io.pandas_io import deserialize_schema as pandas_schema

            read = pandas_schema
        return read(found)
    except (yaml.YAMLError, SchemaDefinitionError, SchemaInitError, TypeError, ValueError, KeyError, AttributeError) as error:
        if isinstance(error, CallError):
            raise
        raise CallError(f"schema={name!r} is no schema that pandera reads: {_line(error)}.") from error


def _line(error: BaseException) -> str:
    return " ".join(str(error).split()).rstrip(".")[:200]
