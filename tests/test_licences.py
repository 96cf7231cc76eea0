"""Everything that an installation brings may be used together with the Apache licence."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest

PERMISSIVE = re.compile(
    r"\b(MIT|BSD|Apache|PSF|Python Software Foundation|ISC|0BSD|Unlicense|Zlib|MPL|Mozilla Public|CC0|LGPL|Lesser)\b", re.IGNORECASE
)
"""The last three bind changes to the package itself, not who imports it."""


def closure(name, seen=None):
    """Return a package and all it needs, extras left out; what is not installed on this platform is left out, too."""
    from packaging.requirements import Requirement

    seen = {} if seen is None else seen
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return seen
    key = re.sub(r"[-_.]+", "-", found.metadata["Name"]).lower()
    if key not in seen:
        seen[key] = found
        for line in found.requires or ():
            need = Requirement(line)
            if need.marker is None or need.marker.evaluate({"extra": ""}):
                closure(need.name, seen)
    return seen


def licence(found):
    told = found.metadata
    classified = [line for line in told.get_all("Classifier", ()) if line.startswith("License ::")]
    return " ".join(filter(None, [told.get("License-Expression"), (told.get("License") or "")[:200], *classified]))


@pytest.fixture(scope="module")
def needed():
    return closure("dataqa-audit")


def test_what_is_needed_is_seen(needed):
    assert {"dataqa-audit", "numpy", "pandas", "polars", "pyarrow", "scikit-learn", "pyyaml", "typeguard"} <= set(needed)
    assert len(needed) >= 25


def test_every_licence_is_compatible(needed):
    assert {name: licence(found) for name, found in needed.items() if not PERMISSIVE.search(licence(found))} == {}
