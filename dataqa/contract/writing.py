"""A contract as a pandera schema: the object, Python that makes it, and YAML that pandera reads; or in a form of other tools."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from os import PathLike
from pathlib import Path
from typing import Any, Literal, get_args

from dataqa.contract.checks import checks_of, described, options_of
from dataqa.contract.dbt import as_dbt
from dataqa.contract.suite import as_suite
from dataqa.errors import CallError, nearest
from dataqa.record import Record
from dataqa.terms import Terms

Form = Literal["pandera", "python", "yaml", "great_expectations", "dbt"]
SUFFIXES: dict[str, Form] = {".dbt.yml": "dbt", ".yaml": "yaml", ".yml": "yaml", ".py": "python", ".json": "great_expectations"}
"""The first that fits counts."""


def to_schema(record: Record, form: str = "pandera", path: str | PathLike[str] | None = None) -> Any:
    """Return the contract in one of its forms, and write it; see `Audit.to_schema`."""
    if form not in get_args(Form):
        raise CallError(f"format={form!r} is none of {', '.join(map(repr, get_args(Form)))}.{nearest(str(form), get_args(Form))}")
    if form == "pandera" and path is not None:
        raise CallError("path= takes the text of a schema: give format='yaml' or format='python' with it.")
    if not record.terms:
        raise CallError("This audit was loaded from a file and does not hold what a schema is made of; audit the data.")
    if form == "pandera":
        return as_object(record)
    text = _TEXTS[form](record)
    if path is not None:
        from dataqa.render.atomic_files import written

        written(text, path, [file.path for file in record.dataset.files])
    return text


def form_of(path: str | PathLike[str]) -> Form:
    """Return the form that a file's suffix asks for."""
    name = Path(path).name.lower()
    found = next((form for suffix, form in SUFFIXES.items() if name.endswith(suffix)), None)
    if found is None:
        raise CallError(f"A schema is written as {', '.join(SUFFIXES)}; {str(path)!r} ends in none of them.")
    return found


def as_object(record: Record) -> Any:
    """Return the contract as a `pandera.pandas.DataFrameSchema`."""
    import pandera.pandas as pa
    from pandera.engines import pandas_engine

    engine: Any = pandas_engine
    columns = {}
    for terms in record.terms:
        dtype: Any = engine.DateTime(to_datetime_kwargs={"format": terms.format}) if terms.format else terms.dtype or None
        checks = [getattr(pa.Check, name)(*arguments.values()) for name, arguments in checks_of(terms)]
        columns[terms.name] = pa.Column(dtype, checks, **options_of(terms))
    return pa.DataFrameSchema(columns, strict=False, ordered=False, description=_described(record))


def as_python(record: Record) -> str:
    """Return Python source that makes the contract: it runs alone, and holds nothing but literals of the data."""
    lines = ["import pandera.pandas as pa"]
    if any(terms.format for terms in record.terms):
        lines.append("from pandera.engines.pandas_engine import DateTime")
    if any(isinstance(bound, datetime) for terms in record.terms for bound in (terms.least, terms.most, *terms.banned)):
        lines.insert(0, "from datetime import datetime\n")
    lines += ["", "schema = pa.DataFrameSchema(", "    {"]
    lines += [f"        {_literal(terms.name)}: pa.Column({_column(terms)})," for terms in record.terms]
    lines += [
        "    },",
        "    strict=False,  # further columns are allowed: what is new breaks none of what is here",
        "    ordered=False,  # models take columns by name",
        f"    description={_literal(_described(record))},",
        ")",
    ]
    return "\n".join(lines) + "\n"


def as_yaml(record: Record) -> str:
    """Return the contract as YAML, which `pandera.io` reads.

    The checks stand by their names under ``checks``, the form that old and new versions of pandera read; and dtypes have
    pandas' own names, where pandera would write those of this installation. Dates in text that are not ISO are not converted:
    their format has no place there.
    """
    import yaml

    columns = {terms.name: _entry(terms) for terms in record.terms}
    whole = {
        "schema_type": "dataframe", "columns": columns, "checks": None, "index": None, "dtype": None, "coerce": False,
        "strict": False, "name": None, "ordered": False, "unique": None, "report_duplicates": "all", "unique_column_names": False,
        "add_missing_columns": False, "title": None, "description": _described(record),
    }  # fmt: skip
    dumper = getattr(yaml, "CSafeDumper", yaml.SafeDumper)
    text: str = yaml.dump(whole, Dumper=dumper, sort_keys=False, allow_unicode=True, width=1000)
    return text


def _described(record: Record) -> str:
    return described(record.dataset.rows, record.version)


def _column(terms: Terms) -> str:
    dtype = f"DateTime(to_datetime_kwargs={{'format': {terms.format!r}}})" if terms.format else repr(terms.dtype or None)
    checks = ", ".join(f"pa.Check.{name}({', '.join(map(_literal, arguments.values()))})" for name, arguments in checks_of(terms))
    parts = [dtype, *([f"[{checks}]"] if checks else [])]
    return ", ".join([*parts, *(f"{key}={_literal(value)}" for key, value in options_of(terms).items())])


def _literal(value: Any) -> str:
    """Return a value as Python has it: what is no literal by its parts, all else by its repr."""
    if isinstance(value, datetime):
        parts: Sequence[int] = (value.year, value.month, value.day, value.hour, value.minute, value.second, value.microsecond)
        return f"datetime({', '.join(map(str, parts))})"
    if isinstance(value, list):
        return f"[{', '.join(map(_literal, value))}]"
    return f"float({str(value)!r})" if isinstance(value, float) and not math.isfinite(value) else repr(value)


def _entry(terms: Terms) -> dict[str, Any]:
    options = options_of(terms)
    if terms.format:
        options.pop("coerce")
    checks: dict[str, Any] = {}
    for name, arguments in checks_of(terms):
        plain = {key: _plain(value) for key, value in arguments.items()}
        checks[name] = plain if len(plain) > 1 else {"value": next(iter(plain.values()))}
    return {
        "title": None, "description": options.get("description"), "dtype": terms.dtype or None,
        "nullable": "nullable" in options, "checks": checks or None, "unique": terms.unique,
        "coerce": options.get("coerce", False), "required": terms.required, "regex": False,
        **({"report_duplicates": "exclude_first"} if terms.unique else {}),
    }  # fmt: skip


def _plain(value: Any) -> Any:
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M:%S")
    return [_plain(one) for one in value] if isinstance(value, list) else value


_TEXTS: Mapping[str, Callable[[Record], str]] = {
    "python": as_python, "yaml": as_yaml, "great_expectations": as_suite, "dbt": as_dbt,
}  # fmt: skip
