"""E-mails: files of one mail (``.eml``) and of many (``.mbox``)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from dataqa.sources.intake import Intake
from dataqa.sources.messages import without_surrogates
from dataqa.sources.plain import from_records

MAILS = (".eml", ".mbox")
_FROM = b"From "


def from_mails(content: bytes, path: Path, suffix: str) -> Intake:
    """Read a file of mails: the subject, the sender, the date and the text of each."""
    return from_records(said(mails_in(content, suffix)), path.name, "e-mail")


def mails_in(content: bytes, suffix: str) -> list[dict[str, Any]]:
    """Return what the mails of a file say: of an ``.mbox`` many, of an ``.eml`` one."""
    return [_mail(one) for one in (_split(content) if suffix == ".mbox" else [content])]


def said(mails: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return mails without what none of them says."""
    keys = [key for key in mails[0] if any(one[key] is not None for one in mails)] if mails else []
    return [{key: one[key] for key in keys} for one in mails]


def _split(content: bytes) -> list[bytes]:
    """Return the mails of an mbox file: each begins after a line that starts with ``From`` and follows an empty one."""
    plain = content.replace(b"\r\n", b"\n")
    parts = (b"\n" + plain).split(b"\n" + _FROM)[1:]
    return [part.partition(b"\n")[2].replace(b"\n>From ", b"\nFrom ") for part in parts]


def _mail(content: bytes) -> dict[str, Any]:
    """Return what one mail says."""
    read = message_from_bytes(content, policy=policy.default)
    parts = {"subject": _header(read, "subject"), "sender": _header(read, "from"), "date": _date(read), "text": _body(read)}
    return {key: without_surrogates(value) if isinstance(value, str) else value for key, value in parts.items()}


def _header(read: Any, name: str) -> str | None:
    try:
        value = read.get(name)
    except Exception:  # noqa: BLE001 - the parser of the standard library fails on some broken headers; the mail is still read
        return None
    return None if value is None else str(value)


def _date(read: Any) -> datetime | None:
    try:
        moment = read["date"].datetime if read["date"] is not None else None
    except Exception:  # noqa: BLE001 - as above
        return None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment is not None and moment.tzinfo is not None else moment


def _body(read: Any) -> str | None:
    try:
        part = read.get_body(("plain", "html")) if isinstance(read, EmailMessage) else read
        text = None if part is None else part.get_content()
    except Exception:  # noqa: BLE001 - an unknown character set or a broken part: the bytes as they are
        payload = read.get_payload(decode=True)
        text = payload.decode("utf-8", "replace") if isinstance(payload, bytes) else str(read.get_payload())
    return text if isinstance(text, str) else None
