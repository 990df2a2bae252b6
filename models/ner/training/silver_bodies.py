"""Silver rules for bodies: whole names of committees and ministries, acronyms apart, laws and titles of office."""

import re

from .corpus import DOUBT, Span, disjoint, instead, touches
from .patterns import ACRONYM, ARTICLE_INSIDE, BRACKETED, OF_YEAR, Patterns

Spans = list[Span]


def without_portfolios(text: str, spans: Spans, patterns: Patterns) -> Spans:
    """Drop bodies and places seen within a title such as "Secretary of Defense" or "Foreign Affairs Minister"."""
    titles = [match.span() for match in patterns.portfolios.finditer(text)]
    return [
        span
        for span in spans
        if span.label not in ("ORG", "GPE", "FAC", "LAW")
        or not any(start <= span.start and span.end <= end for start, end in titles)
    ]


def laws_are_not_bodies(text: str, spans: Spans, patterns: Patterns) -> Spans:
    """Leave the titles of laws as the base model has them, or open; make nothing of the titles of programmes.

    A law that the base model sees keeps the base model's borders, and like the base model we leave the year after "of"
    apart. What only these rules take for a law is doubted: it is no body, but the base model names few of them.
    """
    seen = [span for span in spans if span.label == "LAW"]
    titles = [
        _without_lead(text, _after_article(text, match.span()), patterns) for match in patterns.laws.finditer(text)
    ]
    laws = [
        Span(_with_article(text, start), end, DOUBT)
        for start, end in titles
        if " " in text[start:end] and not any(touches(law, start, end) for law in seen)
    ]
    years = [Span(*year.span(1), "DATE") for law in laws if (year := OF_YEAR.match(text, law.end))]
    wrong = [match.span() for match in patterns.programmes.finditer(text)]
    kept = [
        span
        for span in spans
        if span.label not in ("ORG", "PERSON", "GPE", "WORK_OF_ART", "PRODUCT", "FAC")
        or not any(touches(span, law.start, law.end) for law in (*seen, *laws))
    ]
    kept = [
        span
        for span in kept
        if span.label not in ("ORG", "PERSON")
        or not any(start <= span.start and end == span.end for start, end in wrong)
    ]
    return list(disjoint([*seen, *laws, *kept, *years]))


def _with_article(text: str, start: int) -> int:
    return start - 4 if text[max(0, start - 4) : start].lower() == "the " else start


def _after_article(text: str, place: tuple[int, int]) -> tuple[int, int]:
    """Cut "Sponsored the Clean Air Act" after the article, but not "Protection of the Lawful Commerce Act"."""
    articles = list(ARTICLE_INSIDE.finditer(text[slice(*place)]))
    return (place[0] + articles[-1].end() if articles else place[0], place[1])


def _without_lead(text: str, place: tuple[int, int], patterns: Patterns) -> tuple[int, int]:
    lead = patterns.leading.match(text, *place)
    return (lead.end() if lead else place[0], place[1])


def whole_bodies(text: str, spans: Spans, patterns: Patterns) -> Spans:
    """Make each name that is built like a body's one ORG, where the teacher saw a name or a part of one."""
    laws = [span for span in spans if span.label in ("LAW", DOUBT)]
    wholes: Spans = []
    for pattern in patterns.bodies:
        for match in pattern.finditer(text):
            start, end = _without_lead(text, match.span(), patterns)
            sure = pattern is not patterns.bodies[2] or any(touches(s, start, end) and s.label == "ORG" for s in spans)
            if sure and " " in text[start:end] and not any(touches(law, start, end) for law in laws):
                wholes.append(Span(start, end, "ORG"))
    wider = [
        whole
        for whole in wholes
        if not any(s.label == "ORG" and s.start <= whole.start and whole.end <= s.end for s in spans)
    ]
    return list(disjoint([*sorted(wider, key=lambda s: s.start - s.end), *spans]))


def acronyms_apart(text: str, spans: Spans, _patterns: Patterns) -> Spans:
    """Split "Central Bank (CB)" into the name and, as a body of its own, the acronym."""
    result: Spans = []
    for span in spans:
        inner = BRACKETED.search(text, span.start, span.end) if span.label == "ORG" else None
        name = span._replace(end=inner.start()) if inner else span
        result.append(name)
        after = ACRONYM.match(text, name.end) if name.label == "ORG" else None
        if after and _initials(text[name.start : name.end]).endswith(after[1].replace(".", "").upper()[-3:]):
            result = [other for other in result if not touches(other, *after.span(1))]
            result.append(Span(*after.span(1), "ORG"))
    fresh = {(s.start, s.end) for s in result if s not in spans}
    return list(disjoint(sorted(result, key=lambda s: (s.start, s.end) not in fresh)))


def acronyms_again(text: str, spans: Spans, _patterns: Patterns) -> Spans:
    """Make an acronym that once stood beside its body's name that body throughout the document."""
    names = {text[s.start : s.end] for s in spans if s.label == "ORG"}
    initials = [_initials(name) for name in names if " " in name]
    acronyms = {n for n in names if re.fullmatch(r"[A-Z]{3,7}", n) and any(n in word for word in initials)}
    added: Spans = []
    for acronym in sorted(acronyms):
        added += [
            Span(*m.span(), "ORG") for m in re.finditer(rf"\b{acronym}\b(?!\)? (?:Act|[Bb]ill|[Pp]rogram)\b)", text)
        ]
    return instead(spans, added)


def _initials(name: str) -> str:
    return "".join(word[0] for word in re.findall(r"[A-Za-z]+", name) if word[0].isupper())
