"""From bytes to UTF-8, whatever wrote them."""

from __future__ import annotations

import codecs

from dataqa.sources.messages import counted

# UTF-32 first: its mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_REPLACED = "�"


def to_utf8(data: bytes, encoding: str | None = None) -> tuple[bytes, list[str]]:
    """Find the encoding of text and return the text in UTF-8.

    Parameters
    ----------
    data : bytes
        Of a text file.

    Returns
    -------
    data : bytes
        Valid UTF-8 without a byte order mark.
    notes : list of str
        The encoding where it was not UTF-8, and bytes that could not be read.
    """
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _decoded(data, encoding, [f"read as {encoding.upper()}"])
    if encoding := _wide(data):
        return _decoded(data, encoding, [f"read as {encoding.upper()}"])
    if data.isascii():
        return data, []
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # Mostly good UTF-8 with some broken bytes is UTF-8; text in which every accent is broken is Windows text.
        lenient = data.decode("utf-8", "replace")
        good = sum(1 for letter in lenient[:1_000_000] if letter > "\x7f" and letter != _REPLACED)
        if good > lenient[:1_000_000].count(_REPLACED):
            return _decoded(data, "utf-8", [])
        return _decoded(data, "cp1252", ["read as Windows-1252 (cp1252), for it is not UTF-8"])
    return data, []


def _wide(data: bytes) -> str:
    """Return the encoding of two bytes a letter where a text without a mark has one: nearly all its NULs stand on one side."""
    head = data[:100_000]
    for side, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls, others = head[side::2].count(0), head[1 - side :: 2].count(0)
        if nuls > 0.3 * len(head[side::2]) and not others:
            return encoding
    return ""


def _decoded(data: bytes, encoding: str, notes: list[str]) -> tuple[bytes, list[str]]:
    text = data.decode(encoding, "replace")
    broken = text.count(_REPLACED)
    if broken:
        notes = [*notes, f"{counted(broken, 'byte')} could not be decoded; {_REPLACED!r} stands there"]
    return text.encode("utf-8", "replace"), notes
