"""From bytes to UTF-8, whatever wrote them."""

from __future__ import annotations

import codecs
import re
from itertools import pairwise

from dataqa.errors import CallError
from dataqa.sources.messages import counted

# UTF-32 first: its mark begins like that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
REPLACED = "�"
"""What stands in place of a byte that is no letter."""
_WESTERN = "cp1252"
_LATIN = ("cp1250", "iso8859_2", "cp1254")
_ONE_BYTE = ("cp1251", "koi8_r", "cp1253", "cp1255", "cp1256", "cp874")
_TWO_BYTES = ("cp932", "euc_jp", "gb18030", "big5", "cp949")
"""The encodings of other scripts that are written most; charset-normalizer chooses among them."""
_SAMPLE, _LEAST_LETTERS = 200_000, 12
_NOT_ASCII = re.compile(rb"[^\n]*[\x80-\xff][^\n]*")
_BESIDE = 0.6
"""Share of the letters beyond ASCII that stand beside another one from which on a text is in no Latin script."""
_ODD = 0.15
"""Share of them that stand where no such letter does (£ódŸ) from which on the encoding is another one."""
_ODDLY = re.compile(
    r"[a-zà-öø-ÿ][À-ÖØ-ÞŠŒŽŸ]"  # a capital letter behind a small one
    r"|[¢£¤¥¦§¨©¬®¯°±²³´µ¶¸¹º¼½¾×÷][A-Za-zà-öø-ÿ]"  # a sign before a letter
    r"|[A-Za-z][¿¡][A-Za-z]"
)
_CENTRAL = re.compile("(?s)(?=.*[šžŠŽ]).*[èøìòùïêæñ]|^(?!.*[ãçêèäâñ])(?=.*[öüóíúá]).*[õû]")
"""Letters that one language has together only in the encoding of central Europe, as č and š, ő and ö."""
_TURKISH, _ICELANDIC = re.compile("[ýþðÝÞÐ]"), re.compile("[áíúéæÁÍÚÉÆ]")


def checked(encoding: str | None) -> str | None:
    """Return the encoding that somebody asked for, or raise a CallError where Python knows none of that name."""
    if encoding is None:
        return None
    try:
        found = codecs.lookup(encoding)
        b"".decode(encoding)
    except (LookupError, ValueError) as error:
        raise CallError(
            f"encoding={encoding!r} is no encoding of text; expected one such as 'utf-8', 'cp1252' or 'gb18030'."
        ) from error
    return found.name


def to_utf8(data: bytes, encoding: str | None = None) -> tuple[bytes, list[str], tuple[str, ...]]:
    """Find the encoding of text and return the text in UTF-8.

    A mark at the start decides, then valid UTF-8. Other text is read as Windows-1252 unless its letters speak for another encoding
    that reads every byte. The choice is a guess, and the note says so.

    Parameters
    ----------
    data : bytes
        Of a text file.
    encoding : str, optional
        What it is read in, whatever it looks like.

    Returns
    -------
    data : bytes
        Valid UTF-8 without a byte order mark.
    notes : list of str
        The encoding where it was not UTF-8, and bytes that could not be read.
    guessed : tuple of str
        Where the encoding is a guess, the one that was taken, and another one that fits as well if there is one.
    """
    if encoding is not None and codecs.lookup(encoding).name != "utf-8":
        text, notes, _ = _decoded(data, encoding, [f"read as {encoding}, as asked for"])
        return text.removeprefix(codecs.BOM_UTF8), notes, ()
    if data.startswith(codecs.BOM_UTF8):
        data = data[len(codecs.BOM_UTF8) :]
    if encoding is not None:
        return _decoded(data, "utf-8", [])
    for mark, known in _MARKS:
        if data.startswith(mark):
            return _decoded(data, known, [f"read as {known.upper()}"])
    if wide := _wide(data):
        return _decoded(data, wide, [f"read as {wide.upper()}"])
    if data.isascii():
        return data, [], ()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        # Mostly good UTF-8 with some broken bytes is UTF-8; text in which every accent is broken is in another encoding.
        lenient = data.decode("utf-8", "replace")
        good = sum(1 for letter in lenient[:1_000_000] if letter > "\x7f" and letter != REPLACED)
        if good > lenient[:1_000_000].count(REPLACED):
            return _decoded(data, "utf-8", [])
        guessed = _guessed(data)
        doubt = f", or else {guessed[1]}" if len(guessed) > 1 else ""
        note = f"read as {guessed[0]}{doubt}: a guess from its letters, for it is not UTF-8; encoding= sets another one"
        western = f"read as Windows-1252 ({_WESTERN}), for it is not UTF-8"
        return _decoded(data, guessed[0], [western if guessed == (_WESTERN,) else note], guessed)
    return data, [], ()


def _guessed(data: bytes) -> tuple[str, ...]:
    """Return the likeliest encoding of text that is not UTF-8, and another one that fits it as well if there is one.

    Letters of Latin scripts beyond ASCII stand alone among others; where nearly all stand beside each other, the script is another
    one, and charset-normalizer says which. Among Latin scripts the one in which fewest letters stand oddly is the encoding.
    """
    # only lines with letters beyond ASCII say something, and some of them say it all
    sample = b"\n".join(found[0] for found in _NOT_ASCII.finditer(data[: 20 * _SAMPLE]))[:_SAMPLE]
    sample = sample.rpartition(b"\n")[0] or sample  # the last line may be torn within a letter
    letters = len(re.findall(rb"[\x80-\xff]", sample))
    beside = sum(len(run) for run in re.findall(rb"[\x80-\xff]{2,}", sample))
    likely = _other_script(sample) if letters >= _LEAST_LETTERS and beside >= _BESIDE * letters else []
    likely = likely or _other_latin(sample, letters)
    first, *others = [encoding for encoding in likely if _reads(data, encoding)] or [_WESTERN]
    read = data.decode(first, "replace") if others else ""
    return (first, *[other for other in others if data.decode(other) != read][:1])


def _other_script(sample: bytes) -> list[str]:
    from charset_normalizer import from_bytes

    runs = len(re.findall(rb"[\x80-\xff]+", sample))
    amid = len(re.findall(rb"[A-Za-z][\x80-\xff]+|[\x80-\xff]+[A-Za-z]", sample))
    # bytes of ASCII among the others are halves of a letter, or the text is Latin after all
    possible = _TWO_BYTES if 2 * amid > runs else (*_ONE_BYTE, *_TWO_BYTES)
    matches = from_bytes(sample, cp_isolation=list(possible), preemptive_behaviour=False)
    return [match.encoding for match in matches if (match.chaos, match.coherence) == (matches[0].chaos, matches[0].coherence)]


def _other_latin(sample: bytes, letters: int) -> list[str]:
    western = sample.decode(_WESTERN, "replace")
    odd = len(_ODDLY.findall(western))
    if odd >= _ODD * letters:
        found = {encoding: _strange(sample.decode(encoding, "replace")) for encoding in _LATIN}
        least = sorted(found, key=lambda encoding: (found[encoding], _LATIN.index(encoding)))
        best = found[least[0]]
        return [encoding for encoding in least if found[encoding] == best] if 2 * best <= odd else []
    if _CENTRAL.match(western.lower()):
        return ["cp1250"]
    return ["cp1254"] if _TURKISH.search(western) and not _ICELANDIC.search(western) else []


def _strange(text: str) -> int:
    """Count what stands oddly: signs before letters, capital letters behind small ones, and control characters."""
    pairs = [(first, second) for first, second in pairwise(text) if first > "\x7f" or second > "\x7f"]
    capitals = sum(first.islower() and second.isupper() for first, second in pairs)
    signs = sum(second.isalpha() and not first.isalpha() and first > "\xa0" and first not in "¿¡«“‘„’" for first, second in pairs)
    return capitals + signs + sum("\x7f" < letter < "\xa0" for letter in text)


def _reads(data: bytes, encoding: str) -> bool:
    try:
        data.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _wide(data: bytes) -> str:
    """Return the encoding of two bytes a letter where a text without a mark has one: nearly all its NULs stand on one side."""
    head = data[:100_000]
    for side, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        nuls, others = head[side::2].count(0), head[1 - side :: 2].count(0)
        if nuls > 0.3 * len(head[side::2]) and not others:
            return encoding
    return ""


def _decoded(
    data: bytes, encoding: str, notes: list[str], guessed: tuple[str, ...] = ()
) -> tuple[bytes, list[str], tuple[str, ...]]:
    text = data.decode(encoding, "replace")
    return text.encode("utf-8", "replace"), [*notes, *undecoded(text.count(REPLACED))], guessed


def undecoded(broken: int) -> list[str]:
    """Return a note on bytes that are no letters; none where there are none."""
    return [f"{counted(broken, 'byte')} could not be decoded; {REPLACED!r} stands there"] if broken else []
