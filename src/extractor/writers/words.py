"""Facts in words and by address: what tables, pages, lists and linked data show of each kind."""

from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any
from urllib.parse import quote, urlsplit
from uuid import NAMESPACE_URL, uuid5

from msgspec import Struct

from extractor.data import library
from extractor.fact import Fact, Mention
from extractor.record import KEY_OF, SHOWN, Record

_HEADING = 160  # characters of a heading that are shown
_CUT = 150  # characters of a lead from which on it may be cut within a sentence: half of the most that it has


def uri(record: Record, fact: str = "") -> str:
    """A URI for the article (its own, or a UUID v5, RFC 9562, of source and id), or for its fact of this id."""
    if record.url and not fact:
        parts = urlsplit(record.url)
        if parts.scheme in ("http", "https") and parts.netloc and record.url.isascii() and " " not in record.url:
            return record.url
    return uuid5(NAMESPACE_URL, f"{record.source}\n{record.id}\n{fact}").urn


def own_ids(entity: Any) -> list[str]:  # noqa: ANN401 - whatever has ids
    """The ids of an entity beside Wikidata's, with their scheme (``authority:p17``); none that only may be its."""
    return [
        f"{scheme}:{id_}" for scheme, id_ in entity.ids.items() if scheme not in ("wikidata", "authority_ambiguous")
    ]


def same_as(entity: Any) -> str | None:  # noqa: ANN401 - likewise
    """The address of an entity at Wikidata."""
    return f"http://www.wikidata.org/entity/{entity.ids['wikidata']}" if "wikidata" in entity.ids else None


def topic_uri(id: str) -> str:  # noqa: A002 - the record's own word
    """The IPTC's address of a Media Topic (``medtop:20001320``); a user's own topic (``own:…``) is its own name."""
    scheme, _, code = id.partition(":")
    return f"http://cv.iptc.org/newscodes/mediatopic/{code}" if scheme == "medtop" else f"urn:x-{scheme}:{quote(code)}"


@cache
def classes_of_bodies(scheme: str) -> dict[str, str]:
    """The class of a body of each type in a scheme of ``models/institutions/types.tsv``."""
    return {row["type"]: row[scheme] for row in library().table("institutions/types.tsv")}


class Shown(Struct, frozen=True):
    """One fact in words: the record's key that holds it, its ``fact_id``, its value, and the text that it rests on."""

    kind: str
    id: str
    fact: str
    place: str
    spans: tuple[Mention, ...]
    rule: str


def heading(record: Record) -> str:
    """What to call an article for the eye: ``whole_heading``, of a long one the beginning."""
    return cut(whole_heading(record), _HEADING)


def whole_heading(record: Record) -> str:
    """What an article is called: its title from the metadata, else its headline, else its id; in one line."""
    return title(record) or " ".join(record.id.split())


def title(record: Record) -> str | None:
    """The title from the metadata, else the headline, in one line."""
    return " ".join((record.title or (record.headline.text if record.headline else "")).split()) or None


def summary(record: Record) -> str | None:
    """The lead in one line, with an ellipsis where it is cut within a sentence; None where the article has none."""
    if record.lead is None:
        return None
    text = " ".join(record.lead.text.split())
    return f"{text.rstrip(',')}…" if len(text) > _CUT and (text[-1].isalnum() or text[-1] == ",") else text


def shown(record: Record, order: tuple[str, ...] = SHOWN) -> Iterator[Shown]:
    """All facts of the record in words, those that matter most to a reader first."""
    for kind in order:
        for number, fact in enumerate(getattr(record, kind), 1):
            spans = fact.spans
            counted = Counter(" ".join(span.text.split()) for span in spans)
            place = ", ".join(f"{text} ×{times}" if times > 1 else text for text, times in counted.items())
            yield Shown(kind, fact_id(kind, number, fact), fact.summary(), place, spans, fact.rule)


def fact_id(kind: str, number: int, fact: Fact) -> str:
    """The identity of a fact in its record: its own id (``I1``), else kind and ``number``, from 1 on (``dates-3``)."""
    return getattr(fact, "id", None) or f"{kind}-{number}"


def cut(text: str, most: int) -> str:
    """The text with at most so many characters, cut between words with an ellipsis where something is left out."""
    if len(text) <= most:
        return text
    whole = text[:most].rpartition(" ")[0] if " " in text[most // 2 : most] else text[: most - 1]
    return whole.rstrip(" ,;:–—-") + "…"


def colours() -> str:
    """The colour of each kind as CSS: ``--kind`` of what is of the kind, ``--outer`` of what lies around another."""
    return "".join(
        f".{key}, [data-kind={key}] {{ --kind: {kind.colour}; }}\n[data-outer={key}] {{ --outer: {kind.colour}; }}\n"
        for kind, key in KEY_OF.items()
    )
