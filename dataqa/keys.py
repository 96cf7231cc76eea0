"""The key of the hashes that a baseline keeps: who does not have it cannot look a value up in them."""

from __future__ import annotations

import os
from hashlib import blake2b

import numpy as np

from dataqa.arrays import Hashes

VARIABLE = "DATAQA_KEY"
"""Environment variable with a secret of the project; every machine that compares with its baselines needs the same."""


def digest(text: str, size: int) -> bytes:
    """Return a keyed hash of a text (BLAKE2b, RFC 7693, section 2.9).

    Parameters
    ----------
    text : str
        Lone surrogates allowed.
    size : int
        Bytes of the hash, 1 to 64.
    """
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=size, key=_key()).digest()


def keyed(hashes: Hashes) -> Hashes:
    """Return 64-bit hashes whitened by the key; as they are where there is none."""
    if not _key():
        return hashes
    before, after = np.frombuffer(digest("rows", 16), dtype="<u8")
    found: Hashes = _mixed(hashes ^ before) ^ after
    return found


def fingerprint() -> str:
    """Return four hex digits that differ from key to key; empty where there is none."""
    return digest("key", 2).hex() if _key() else ""


def _mixed(z: Hashes) -> Hashes:
    # two rounds of the finaliser of SplitMix64, so that neither end of the key can be peeled off alone (Even & Mansour 1997)
    for _ in range(2):
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        z = z ^ (z >> np.uint64(31))
    return z


def _key() -> bytes:
    secret = os.environ.get(VARIABLE, "")
    return blake2b(secret.encode("utf-8", "surrogateescape"), digest_size=32).digest() if secret else b""
