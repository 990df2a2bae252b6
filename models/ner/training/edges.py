"""Where a name begins and ends: without article, title, possessive and stray marks."""

import re

from .corpus import Span

NAMES = {"PERSON", "ORG", "GPE", "LOC", "FAC"}
ARTICLE = re.compile(r"(?:the|a|an)\s+", re.IGNORECASE)
TITLE = re.compile(
    r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Prof|Hon|Sen|Sens|Rep|Reps|Gov|Gen|Col|Lt|Maj|Capt|Sgt|Adm|Rev|Amb)\b\.?|"
    r"Sir|Dame|Lord|Lady|Senators?|Representatives?|Congress(?:man|woman)|Governor|President|Vice President|"
    r"Prime Minister|Minister|Secretary|Professor|Judge|Justice|Chief Justice|General|Colonel|Captain|Admiral|Major|"
    r"Sergeant|Lieutenant|"
    r"Chair(?:man|woman|person)?|Speaker|Ambassador|Mayor|Pope|King|Queen|Prince|Princess|Archbishop|Bishop|Father|"
    r"Commissioner|Councillor|Doctor|Director|Leader|Deputy|Attorney[- ]General|H\.?\s?E\.?)\s+(?=[A-Z])",
)
TAIL = re.compile(r"(?:['’]s|['’]|[\s,;:\"“”)(]+)$")


def trimmed(text: str, span: Span) -> Span:
    """Return the span of a name alone; other labels than names stay as they are."""
    if span.label not in NAMES:
        return span
    start, end = span.start, span.end
    while start < end and text[start] in " \n\t\"“'(":
        start += 1
    if (article := ARTICLE.match(text, start, end)) and article.end() < end:
        start = article.end()
    while span.label == "PERSON" and (title := TITLE.match(text, start, end)) and title.end() < end:
        start = title.end()
    while tail := TAIL.search(text, start, end):
        end = tail.start()
    return Span(start, end, span.label)
