"""Names that are the same everywhere: addresses of articles, facts and topics, classes of bodies."""

from functools import cache
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from extractor.data import library
from extractor.record import Record


def uri(record: Record, fact: str = "") -> str:
    """A URI for the article, or for its fact of this id.

    The article's own address where it has one, else a UUID (version 5, RFC 9562) of its source and id.
    """
    if record.url and not fact:
        parts = urlsplit(record.url)
        if parts.scheme in ("http", "https") and parts.netloc and record.url.isascii() and " " not in record.url:
            return record.url
    return uuid5(NAMESPACE_URL, f"{record.source}\n{record.id}\n{fact}").urn


def topic_uri(id: str) -> str:  # noqa: A002 - the record's own word
    """The IPTC's address of a Media Topic (``medtop:20001320``); a user's own topic (``own:…``) is its own name."""
    scheme, _, code = id.partition(":")
    return f"http://cv.iptc.org/newscodes/mediatopic/{code}" if scheme == "medtop" else f"urn:x-{scheme}:{quote(code)}"


@cache
def classes_of_bodies(scheme: str) -> dict[str, str]:
    """The class of a body of each type in a scheme of ``models/institutions/types.tsv``."""
    return {row["type"]: row[scheme] for row in library().table("institutions/types.tsv")}
