"""Speakers by their place alone, for sentences that no parse explains (run-together or damaged text)."""

import re

from extractor.coref.context import Mention
from extractor.coref.mentions import with_name
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
_FAR = 220


def before_verb(text: str, start: int, verb: int) -> Mention | None:
    """The name or pronoun right before the verb at ``verb``, asides apart, not before ``start``."""
    return _words(_BEFORE_VERB.search(text, max(start, verb - _FAR), verb))


def role_before_verb(text: str, start: int, verb: int) -> Mention | None:
    """The words between a comma and the verb at ``verb``, "the" the first of them, not before ``start``."""
    return _words(_ROLE_BEFORE.search(text, max(start, verb - _FAR), verb))


def at_tail_start(text: str, start: int, verb: int) -> Mention | None:
    """The noun phrase with which the words between a quotation's end and its verb begin."""
    found = _words(_TAIL_START.match(text, start, verb))
    return found and with_name(text, found, verb)


def after_verb(text: str, verb_end: int, limit: int) -> Mention | None:
    """The noun phrase right after a verb."""
    found = _words(_AFTER_VERB.match(text, verb_end, limit))
    return found and with_name(text, found, limit)


def _words(match: re.Match[str] | None) -> Mention | None:
    if match is None:
        return None
    start, end = match.span("who")
    last = max(match["who"].rfind(" "), match["who"].rfind("\n")) + 1
    return Mention(start, end, start + last)
