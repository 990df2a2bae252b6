"""What may stand between an actor's name and the verb, or the next name, as plain patterns.

Trees are wrong where punctuation was stripped; these patterns are not.
"""

import re

from extractor.regex import compiled

_TAG = (
    r"\(?\b(?:[RDI](?:\s*[-–]\s*|\.?\s+)[A-Z][A-Za-z.]{1,5}(?:\s+[A-Z])?\b|M\.?P\.?|MHR|QC|AM|AO|SC|"
    r"[A-Z]{2,4},\s[A-Z]{2}\b)\)?"
)
_ADVERB = (
    r"\b(?:today|yesterday|tonight|also|then|now|again|once|both|all|have|has|had|will|would|is|are|was|were|"
    r"co-?|early|on(?=\s{3})|on|on\s+\w+day|\w+day|(?:this|last|earlier\s+this|late\s+\w+day)\s+\w+|[a-z]+ly)\b"
)
_CLOSE = compiled(rf"(?:{_TAG}|{_ADVERB}|[\s,)])*")
_OPEN = compiled(r"\s+|,?\s+(?:today|yesterday|on\s+\w+day)\s+")
_KIND = (
    r"(?:who|an?|the|chair\w*|vice\s+chair\w*|ranking|co-?chair\w*|members?|author|sponsor|leader|minister|"
    r"spokes\w+|acting|senior|Chair\w*|Ranking|Members?|Leader|Minister|Shadow)\b"
)
_ASIDE = compiled(rf"(?:\s*{_TAG})?(?:,\s*|\s{{2,}}){_KIND}[^,.;:!?\"“”]{{2,140}}(?:,|\s\s)(?:{_ADVERB}|[\s,])*")
_OF_IT = compiled(
    rf"(?:\s*{_TAG})*[\s,]*(?:an?|the|who\s+is|both)?\s*(?:[\w-]+\s+){{0,3}}?"
    r"(?:members?|chair\w*|head|leader|chief|president|secretary|minister|director|sits|serves|chairs|leads|co-chairs|commissioner)\s+"
    r"(?:(?:of|on|for|at|in)\s+)?(?:(?:both|the)\s+)*",
    re.IGNORECASE,
)
_GOVERNED = compiled(r"\b(?:to|of|in|by|for|with|at|from|on|against|between|under|through|before)\s+(?:the\s+)?$")
_LED = compiled(
    rf",\s*(?:chaired|led|headed|presided|convened|based|established|set\s+up|created|known)\b"
    rf"[^;:!?\"“”]{{2,140}},(?:{_ADVERB}|[\s,])*"
)
_TITLE = compiled(r"\.?\s{1,3}(?:(?:Dr|Mr|Mrs|Ms|Prof|Sir|Sen|Rep|Gen|Hon)\b\.?\s*)*")
_BY = compiled(r"\bby\s+(?:the\s+)?(?:[A-Z][\w.’'-]*\s+){0,4}$|\(\s*$")
_ARTICLE = compiled(r"\s*(?:(?:both|the|full|entire|whole|US|U\.?\s?S\.?)\s+)*", re.IGNORECASE)
_TITLES = r"(?:[A-Z][\w.’'-]*,?\s+|(?:of|for|the|and)\s+)"
_AND = compiled(
    rf"(?:\s*{_TAG})*(?:,\s*{_KIND}[^,;:!?\"“”]{{2,140}})?\s*,?\s*(?:and|&)\s+(?:the\s+)?(?:former\s+|fellow\s+)?{_TITLES}{{0,9}}"
)
_COMMA = compiled(rf"(?:\s*{_TAG})*(?:\s*,\s*|\s\s+|\s*{_TAG}\s*){_TITLES}{{0,3}}")


def article(before: str) -> bool:
    """Whether only an article or "full" stands before a body's name."""
    return _ARTICLE.fullmatch(before) is not None


def close(between: str) -> bool:
    """Whether only adverbs, parties and states stand between a name and the verb."""
    return _CLOSE.fullmatch(between) is not None


def open_to(between: str) -> bool:
    """Whether a participle goes on from the name itself: without a comma, or after ", today"."""
    return _OPEN.fullmatch(between) is not None


def aside(between: str) -> bool:
    """Whether an apposition stands between a name and the verb: ", who chairs the panel, today"."""
    return _ASIDE.fullmatch(between) is not None


def led(between: str) -> bool:
    """Whether only who leads a body stands between its name and the verb: ", chaired by Anna Bell, has"."""
    return _LED.fullmatch(between) is not None


def title(between: str) -> bool:
    """Whether a word is the title of the name behind it: "Hon. Anna Bell"."""
    return _TITLE.fullmatch(between) is not None


def of_it(between: str) -> bool:
    """Whether a body's name is only part of what is said of the person before: "a member of the"."""
    return _OF_IT.fullmatch(between) is not None


def joined(between: str, *, after_and: bool) -> bool:
    """Whether two names belong together; a comma joins further names once "and" has joined the last two."""
    return _AND.fullmatch(between) is not None or (after_and and _COMMA.fullmatch(between) is not None)


def by(before: str) -> bool:
    """Whether "by", titles apart, or a bracket stands before a name."""
    return _BY.search(before) is not None


def governed(before: str) -> bool:
    """Whether a preposition ends the words before a name."""
    return _GOVERNED.search(before) is not None
