"""Silver rules for people: titles, initials and party tags, and surnames that come again."""

import re
from collections import Counter, defaultdict

from .corpus import DOUBT, Span, disjoint, instead, touches
from .edges import trimmed
from .patterns import GAP, INITIAL, NATION, PARTY, PLAIN_NAME, STRAY, Patterns

Spans = list[Span]


def initials_whole(text: str, spans: Spans, _patterns: Patterns) -> Spans:
    """Lengthen "Mary L" to "Mary L  Landrieu": the blank beside an initial was a full stop."""
    return list(disjoint(_with_initial(text, span) if span.label == "PERSON" else span for span in spans))


def _with_initial(text: str, span: Span) -> Span:
    match = INITIAL.match(text, span.start)
    return span._replace(end=max(span.end, match.end())) if match else span


def without_parties(text: str, spans: Spans, _patterns: Patterns) -> Spans:
    """End a person before "(R-ME)" or "D La", and drop what the teacher saw in there, but for a state's full name."""
    kept: Spans = []
    tags: list[tuple[int, int]] = []
    for span in spans:
        if span.label == "PERSON":
            inside = re.search(r"[\s(]+[RDI][\s-]+[A-Z].*$", text[span.start : span.end])
            end = span.start + inside.start() if inside else span.end
            if tag := PARTY.match(text, end):
                tags.append(tag.span())
            kept.append(span._replace(end=end))
        else:
            kept.append(span)
    return [
        span
        for span in kept
        if span.label == "PERSON"
        or not any(touches(span, *tag) for tag in tags)
        or (span.label == "GPE" and span.end - span.start > 3)
    ]


def without_strays(text: str, spans: Spans, _patterns: Patterns) -> Spans:
    """Drop titles, single letters and peoples ("Oregonians") that the teacher took for names; doubt what spans gaps."""
    kept: Spans = []
    for span in spans:
        if span.label in ("PERSON", "ORG") and NATION.fullmatch(text, span.start, span.end):
            kept.append(span._replace(label="GPE"))
        elif GAP.search(text, span.start, span.end):
            kept.append(span._replace(label=DOUBT))
        elif span.label not in ("PERSON", "ORG") or not STRAY.fullmatch(text, span.start, span.end):
            kept.append(span)
    return kept


def headlines_doubted(text: str, spans: Spans, patterns: Patterns) -> Spans:
    """Doubt a body that begins with a person's surname ("Webb Secure Funding"), unless it is built like one."""
    surnames = {text[s.start : s.end].rsplit(maxsplit=1)[-1] for s in spans if s.label == "PERSON"}
    return [
        span._replace(label=DOUBT)
        if span.label == "ORG"
        and (words := text[span.start : span.end].split())[0] in surnames
        and len(words) > 1
        and not patterns.closes.fullmatch(words[-1])
        else span
        for span in spans
    ]


def titled_people(text: str, spans: Spans, patterns: Patterns) -> Spans:
    """Make the capitalised words after "Senator" or "Mr." a person, unless they are a body's or a longer name's."""
    people: Spans = []
    surnames = {text[s.start : s.end].rsplit(maxsplit=1)[-1] for s in spans if s.label == "PERSON"}
    for match in patterns.titled.finditer(text):
        name = trimmed(text, Span(*match.span(1), "PERSON"))
        first = match[1].split()[0]
        if first in surnames:
            name = name._replace(end=name.start + len(first))
        elif re.match(r" [A-Z]", text[match.end() : match.end() + 2]):
            continue
        rivals = [s for s in spans if touches(s, name.start, name.end)]
        weaker = all(s.end - s.start <= name.end - name.start and s.label not in ("LAW", "PERSON") for s in rivals)
        if weaker:
            people.append(name)
    return list(disjoint([*people, *spans]))


def surnames_again(text: str, spans: Spans, _patterns: Patterns) -> Spans:
    """Make the last word of a full name a person wherever it stands alone in the same document.

    A surname that the teacher mostly takes for a place here ("Houston") is left alone; one right behind another
    capitalised word is doubted.
    """
    votes: dict[str, Counter[str]] = defaultdict(Counter)
    for span in spans:
        votes[text[span.start : span.end]][span.label] += 1
    full = [name for name in votes if votes[name]["PERSON"] and PLAIN_NAME.match(name)]
    added: Spans = []
    for surname in sorted({name.split()[-1] for name in full}):
        if len(surname) > 3 and votes[surname]["GPE"] <= votes[surname]["PERSON"]:
            either = rf"{re.escape(surname)}|{re.escape(surname.upper())}"
            alone = re.compile(rf"(?<![\w'’-])(?:{either})(?![\w-])(?! [A-Z])")
            added += [Span(*match.span(), "PERSON") for match in alone.finditer(text)]
    inside = [span for span in added if _inside_name(text, span.start)]
    sure = [span for span in added if span not in inside]
    return list(disjoint([*instead(spans, sure), *(span._replace(label=DOUBT) for span in inside)]))


def _inside_name(text: str, start: int) -> bool:
    """Say whether a capitalised word other than a title stands right before."""
    before = re.search(r"([A-Z][\w'’.-]*) $", text[max(0, start - 20) : start])
    return before is not None and not trimmed(f"{before[1]} X", Span(0, len(before[1]) + 2, "PERSON")).start
