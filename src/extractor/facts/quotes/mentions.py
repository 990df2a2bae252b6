"""Mentions of speakers: the noun phrase of a word, with the name that belongs to it."""

from spacy.tokens import Token

from extractor.draft import Sentence
from extractor.facts.quotes.nearby import before_aside, opened, with_name
from extractor.facts.quotes.scene import Scene, Words
from extractor.regex import compiled
from extractor.text.syntax import phrase

_TITLES = compiled(r",\s+(?:[A-Z][\w.]*\s+){0,3}|\s+(?:&|and)\s+(?:[A-Z][\w.]*\s+){1,3}")
_OPENING_TITLES = compiled(r"[\s—–-]*(?:The\s+)?(?:[A-Z][\w.]*\s+){0,4}")
_TAIL_TITLES = compiled(
    r"[\s,—–-]*(?P<who>(?:[Tt]he\s+)?(?:(?:[A-Z][\w.’'-]*|\([A-Z][\w.]*\)),?\s+(?:(?:for|of|on|to|the|and|in)\s+){0,2}){0,10})"
)
_ASIDES = compiled(r"(?:\s*\([^()]{1,60}\))*(?:,[^“”\"]{1,160},|,)?\s+(?:\w+ly\s+|also\s+|then\s+|later\s+)*")
_TITLES_LENGTH = 40
_OWNS = frozenset("’'")


def words(scene: Scene, sentence: Sentence, noun: Token) -> Words:
    """The noun phrase of ``noun`` as a span of the text, with the name that goes on or stands beside it.

    A name goes on after the stop of a shortened title, and stands beside a role (``the Minister, Ana Brook,``,
    ``President and Chair Ana Brook``). For
    the place of a dateline, which parsers take for a subject, the one who is named right after it is meant.
    """
    if scene.in_dateline(scene.offset(sentence, noun)) and (named := _after_dateline(scene)) is not None:
        return named
    start, end = scene.span(sentence, *phrase(noun))
    head = scene.offset(sentence, noun)
    mention = before_aside(scene.text, Words(opened(scene.text, start, end, head), end, head))
    limit = scene.bounds(sentence)[1]
    return _with_apposed(scene, with_name(scene.text, mention, limit), limit)


def _after_dateline(scene: Scene) -> Words | None:
    """The person or body with whose name, titles apart, the text after the dateline begins."""
    start = scene.draft.dateline.end if scene.draft.dateline is not None else 0
    first = next((span for span in scene.spans if span[0] >= start), None)
    if first is None or _OPENING_TITLES.fullmatch(scene.text, start, first[0]) is None:
        return None
    return Words(first[0], first[1], first[0])


def at_tail(scene: Scene, start: int, verb: int) -> Words | None:
    """The person with whose name, titles apart, the words after a quotation begin (``“…,” Ana Brook (North) said``).

    Between the name and the verb stand asides at most.
    """
    person = next(iter(scene.named(start, verb)), None)
    if person is None or _ASIDES.fullmatch(scene.text, person.end, verb) is None:
        return None
    lead = _TAIL_TITLES.fullmatch(scene.text, start, person.start)
    return Words(lead.start("who"), person.end, person.head) if lead else None


def _with_apposed(scene: Scene, mention: Words, limit: int) -> Words:
    if any(map(scene.is_listed, scene.named(mention.start, mention.end))):
        return mention
    for person in scene.named(mention.end, min(limit, mention.end + _TITLES_LENGTH)):
        owns = scene.text[person.end : person.end + 1] in _OWNS
        if not owns and _TITLES.fullmatch(scene.text, mention.end, person.start):
            return Words(mention.start, person.end, mention.head)
        break
    return mention
