"""Speakers by their place alone, for sentences that no parse explains (run-together or damaged text)."""

import re

from extractor.facts.quotes.scene import Words
from extractor.regex import compiled

_CAPITAL = r"(?:[A-ZÀ-Þ][\w.’'-]*|\d(?:st|nd|rd)|(?:[a-z]\.){2})"
_NAME = rf"(?:{_CAPITAL}[ \t\n]+(?:(?:of|for|and|the|van|von|de|al|bin)[ \t\n]+){{0,2}}){{0,7}}[A-ZÀ-Þ][\w’'-]*"
_PRONOUN = r"(?:[Hh]e|[Ss]he|[Tt]hey|[Ii]t|I|[Ww]e)"
_ROLE = r"(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Oo]ne)[ \t\n]+(?:[\w’'-]+[ \t\n]+){0,5}?[\w’'-]+"
_ASIDE = r"(?:[ \t\n]*\([^()]{1,60}\))?(?:,[^,;:“”\"]{1,120},)?"
_BETWEEN = r"(?:[ \t\n]+(?:\w+ly|also|then|has|had|have|later|today|further|is|was|will))*[ \t\n]+$"
_BEFORE_VERB = compiled(rf"(?P<who>\b(?:{_NAME}|{_PRONOUN})){_ASIDE}{_BETWEEN}")
_TAIL_START = compiled(rf"[\s,—–-]*(?P<who>{_PRONOUN}\b|{_NAME}|{_ROLE})(?=[\s,(])")
_ROLE_ENDS = r"(?=[,.;(\n]|[ \t]+(?:in|on|at|after|during|who|while)\b)"
_AFTER_VERB = compiled(rf"[ \t\n]+(?P<who>{_PRONOUN}\b|{_NAME}|{_ROLE}{_ROLE_ENDS})")
_ROLE_BEFORE = compiled(r"(?:^|,)[ \t\n]+(?P<who>[Tt]he[ \t\n]+(?:[\w’'-]+[ \t\n]+){0,4}?[\w’'-]+)[ \t\n]+$")
_SHORTENED = compiled(r"\b(?:[A-Z][A-Za-z]{0,5}|[a-z]\.[a-z])\.?$")
_TITLED_NAME = compiled(
    rf"(?:\.|(?<=\.)|(?=[ \xa0]{{2}}))[ \t\n\xa0]+(?:\([A-Z][\w.]*\)[ \t\n]*)*"
    rf"(?:{_CAPITAL}[ \t\n]){{0,5}}(?P<last>[A-ZÀ-Þ][\w’'-]+)"
)
_OPENED = compiled(r"(?:\b[A-Z][A-Za-z]{0,5}\.?[ \t\n]+)*\([A-Z][\w.]*$")
_FAR = 220
_TITLE_LENGTH = 30


def before_verb(text: str, start: int, verb: int) -> Words | None:
    """The name or pronoun right before the verb at ``verb``, asides apart, not before ``start``."""
    return _words(_BEFORE_VERB.search(text, max(start, verb - _FAR), verb))


def role_before_verb(text: str, start: int, verb: int) -> Words | None:
    """The words between a comma and the verb at ``verb``, "the" the first of them, not before ``start``."""
    return _words(_ROLE_BEFORE.search(text, max(start, verb - _FAR), verb))


def at_tail_start(text: str, start: int, verb: int) -> Words | None:
    """The noun phrase with which the words between a quotation's end and its verb begin."""
    found = _words(_TAIL_START.match(text, start, verb))
    return found and with_name(text, found, verb)


def after_verb(text: str, verb_end: int, limit: int) -> Words | None:
    """The noun phrase right after a verb."""
    found = _words(_AFTER_VERB.match(text, verb_end, limit))
    return found and with_name(text, found, limit)


def opened(text: str, start: int, end: int, head: int) -> int:
    """Where a mention begins that the parser began inside of brackets (``(Dr.) Ana Brook``) or before a mark."""
    mark = max(text.rfind(closing, start, head) for closing in '”"')
    if mark >= 0:
        return mark + 1 + len(text[mark + 1 : end]) - len(text[mark + 1 : end].lstrip(" ,\n"))
    bracket = text.find(")", start, head)
    title = _OPENED.search(text, max(0, start - _TITLE_LENGTH), bracket) if bracket >= 0 else None
    return title.start() if title is not None and "(" not in text[start:bracket] else start


def before_aside(text: str, mention: Words) -> Words:
    """The mention without an aside that holds what the parser takes for its head (``Ana Brook (Greens, DE)``)."""
    bracket = text.find("(", mention.start, mention.head)
    if bracket <= mention.start or text.find(")", bracket, mention.head) >= 0:
        return mention
    end = len(text[:bracket].rstrip())
    return Words(mention.start, end, max(text.rfind(" ", mention.start, end) + 1, mention.start))


def with_name(text: str, mention: Words, limit: int) -> Words:
    """The mention with the name that goes on after the stop of a shortened title (``Hon. (Dr.) Ana Brook``).

    ``limit`` is the end of the sentence, beyond which no name goes on.
    """
    match = _SHORTENED.search(text, mention.start, mention.end)
    name = _TITLED_NAME.match(text, mention.end, limit) if match else None
    if name is None:
        return mention
    return Words(mention.start, name.end(), name.start("last"))


def _words(match: re.Match[str] | None) -> Words | None:
    if match is None:
        return None
    start, end = match.span("who")
    last = max(match["who"].rfind(" "), match["who"].rfind("\n")) + 1
    return Words(start, end, start + last)
