"""Mails (.eml) and web archives of one page (.mht), which are mails too: the body, the subject and the day."""

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from extractor.readers import html
from extractor.readers.decoding import decode
from extractor.readers.parsing import Parsed, day_sent

if TYPE_CHECKING:
    from email.message import MIMEPart

_HEADER = re.compile(
    rb"""(?i)From[ ]|(?:From|To|Date|Subject|Received|Return-Path|Delivered-To|MIME-Version|Message-ID|Reply-To):"""
)
_FIELDS = 3


def knows(start: bytes) -> bool:
    """Whether content that starts like this is a mail: at least three header lines, the first one well known."""
    block = re.split(rb"\r?\n\r?\n", start, maxsplit=1)[0]
    fields = re.findall(rb"(?m)^[A-Za-z][A-Za-z0-9-]+: ", block)
    known = re.search(rb"(?mi)^(?:Message-ID|Received|MIME-Version|Return-Path): ", block)
    return _HEADER.match(start) is not None and len(fields) >= _FIELDS and known is not None


def parse(mail: bytes) -> list[Parsed]:
    """The plain body, else the HTML one as text; ``attachments`` in the metadata names those left out."""
    from email import policy  # noqa: PLC0415 - only for mails
    from email.parser import BytesParser  # noqa: PLC0415 - likewise

    message = BytesParser(policy=policy.default).parsebytes(mail)
    body = message.get_body(("plain", "html"))
    if body is None:
        return []
    data = body.get_payload(decode=True)
    assert isinstance(data, bytes)
    try:
        text = data.decode(body.get_content_charset() or "utf-8")
    except (UnicodeError, LookupError):
        text = decode(data)
    address = _header(message, "Snapshot-Content-Location") or _header(message, "Content-Location")
    if body.get_content_subtype() == "html" and address:
        return [replace(page, url=page.url or address) for page in html.page(text)]
    if body.get_content_subtype() == "html":
        text = html.plain(text)
    sender, left = _header(message, "from"), [_name(part) for part in message.iter_attachments() if _is_told(part)]
    return [
        Parsed(
            text=text, title=_header(message, "subject"), published=day_sent(_header(message, "date") or ""),
            metadata=({"from": sender} if sender else {}) | ({"attachments": left} if left else {}),
        )
    ]  # fmt: skip


def _is_told(part: "MIMEPart") -> bool:
    """Whether a part is more than a picture in the text or a signature."""
    pictured = part.get_content_maintype() == "image" and part["Content-ID"]
    return not pictured and not part.get_content_subtype().endswith("signature")


def _name(part: "MIMEPart") -> str:
    try:
        return part.get_filename() or part.get_content_type()
    except Exception:  # noqa: BLE001 - as below
        return part.get_content_type()


def _header(message: "MIMEPart", name: str) -> str | None:
    """The header's words; None where there are none, or what Python's parser of headers takes for none."""
    try:
        return str(message[name] or "") or None
    except Exception:  # noqa: BLE001 - that parser trips over damaged headers in many ways
        return None
