"""Bodies that neither words of theirs nor the model show: who issues a release, and the last in rows of people."""

import re
from collections.abc import Iterator
from itertools import islice, pairwise

from msgspec.structs import replace

from extractor.draft import Draft
from extractor.entities.candidates.candidate import SURE, Candidate
from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.lexicon import Lexicon, is_ordinary
from extractor.entities.context_cues import FIRM, ISSUER, Beside
from extractor.entities.naming import FORMS, spells
from extractor.text.capitals import Capitals, opening_of
from extractor.text.spans import Spans

_MODEL = "model ORG"
_TOLD = ("noun before it", "noun behind it", FIRM, _MODEL)
_BEFORE, _BEHIND = frozenset("_@./#-"), frozenset("_-")
_WEIGHT, _MOST_WORDS, _FEWEST_PLACES, _FEWEST_ROWS, _MOST_ISSUERS, _MOST_NAMES = 4.4, 6, 3, 2, 8, 500
_LEGAL_FORM = 24


def find_issuer(
    capitals: Capitals, known: Lexicon, near: Beside, draft: Draft, others: list[Candidate]
) -> Iterator[Candidate]:
    """Each place of the names that a release gives for who issues it, and of the one that opens its lead.

    The latter does something there and stands three times or more, or twice and letters of it in brackets; ``others``
    are the names that rules see: what opens one is none of its own.
    """
    text = capitals.text
    clear = Spans([each for each in others if not each.rule.startswith("model") or each.sure >= SURE])
    issued = islice(near.issuers(text), _MOST_ISSUERS)
    names = {found["name"] or found["line"]: found.span(found.lastgroup or 0) for found in issued}
    yield from _listed(capitals, known)
    for name, span in names.items():
        if not clear.touching(*span) and _may_be_body(name, text, known):
            yield from _places(capitals, known, name)
    yield from _in_lead(capitals, known, near, draft, clear)


def _listed(capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """Each place of the firms before the letters of their shares, an ordinary word just there: "Bright (NYSE: TRW)"."""
    text, words = capitals.text, capitals.words
    letters = [(0, 0), *(found.span() for found in islice(FORMS.ticker.finditer(text), _MOST_NAMES))]
    behind = (FORMS.traded.search(text, max(last[1], own[0] - _LEGAL_FORM)) for last, own in pairwise(letters))
    for at in (found.start() for found in behind if found):
        own = capitals.ending_at(at, _MOST_WORDS)
        if not own or FORMS.compound.search(words[own[-1]].text):  # "Tarrow-powered (TRW.N)"
            continue
        joined = text.endswith(" & ", 0, words[own[0]].start)
        first = capitals.ending_at(words[own[0]].start - 3, _MOST_WORDS) if joined else own
        name = text[(start := words[(first or own)[0]].start) : at]
        alone = len(own) == 1 and not _may_be_body(name, text, known)
        places = (each for each in _places(capitals, known, name) if text.startswith(name, each.start))
        yield from (each for each in places if not alone or each.start == start)


def find_told_again(capitals: Capitals, known: Lexicon, chosen: list[Candidate]) -> Iterator[Candidate]:
    """Each place of a name that words beside it, or the model, make a body's somewhere: "CEO of Foodbarrow"."""
    text, bodies = capitals.text, [each for each in chosen if each.label == "institution"]
    taken = Spans(bodies)
    named = {text[each.start : each.end]: each for each in bodies if each.rule in _TOLD}
    for name, each in islice(named.items(), _MOST_NAMES):
        apart = " " in name or not (each.rule == _MODEL or is_ordinary(name, known) or name in known.heads.values)
        for at in _places(capitals, known, name) if apart and _may_be_body(name, text, known) else ():
            if name in text[at.start : at.end] and not taken.touching(at.start, at.end):
                yield replace(each, start=at.start, end=at.end)


def _in_lead(
    capitals: Capitals, known: Lexicon, near: Beside, draft: Draft, clear: Spans[Candidate]
) -> Iterator[Candidate]:
    text, words = capitals.text, capitals.words
    lead, line = draft.structure.lead, draft.dateline
    if lead is None:
        return
    start = line.end if line and lead.start <= line.start < lead.end else lead.start
    before = FORMS.before_issuer.match(text, start, lead.end)
    first = capitals.first_at(before.end()) if before else len(words)
    if before is None or first == len(words) or words[first].start != before.end():
        return
    last = first
    while capitals.linked(last + 1, "word"):
        last += 1
    begin, end = words[first].start, words[last].end
    does = FORMS.issues.match(text, end)
    if does is None or last - first >= _MOST_WORDS or clear.touching(begin, end):
        return
    name = capitals.phrase(first, last)
    short = does["short"] if does["short"] and spells(does["short"].upper(), name) else None
    if not _may_be_body(name, text, known) or (is_ordinary(name, known) and not short):
        return
    places = list(_places(capitals, known, name))
    told = short or does["its"] or does["trade"] or does["tells"] or near.apposed(text, end) or near.nominal(text)
    if told and len(places) + bool(short) >= _FEWEST_PLACES:
        yield from places
        if short:
            yield Candidate(does.start("short"), does.end("short"), "institution", ISSUER, _WEIGHT)


def _may_be_body(name: str, text: str, known: Lexicon) -> bool:
    """Whether no word of a name (plain) tells that it is a person's, a place's or none at all."""
    words = name.split()
    if words[0].title() in known.given or words[-1] in known.titles.values or known.atlas.look_up(name):
        return False
    if words[-1] in known.demonyms or any(word.lower() in known.saying for word in words):
        return False
    low = name.lower()
    small = low in text and re.search(rf"(?<![\w@./#-]){re.escape(low)}(?![\w.-]\w)", text)
    return not small and name not in known.refused and name not in known.families


def _places(capitals: Capitals, known: Lexicon, name: str) -> Iterator[Candidate]:
    """Where a name, and its legal form, stands before no word of a longer one, but an office or a headline's."""
    text, words, plainly = capitals.text, capitals.words, name.lower()
    for first in capitals.by_opening.get(opening_of(name), ()):
        start, end = words[first].start, words[first].start + len(name)
        if words[first].link == "word" or text[start:end].lower() != plainly or not _is_apart(text, start, end):
            continue
        behind = capitals.first_at(end)
        office = behind < len(words) and phrase_at(known.titles, capitals, behind)  # "Tarrow Infusion Chief Officer"
        if words[first].heading or office or not capitals.linked(behind, "word"):
            form = FORMS.legal_form.match(text, end)
            yield Candidate(start, form.end() if form else end, "institution", ISSUER, _WEIGHT)


def _is_apart(text: str, start: int, end: int) -> bool:
    """Whether no sign or letter makes what stands between two places (code points) a part of another word."""
    before, behind = text[max(0, start - 1) : start], text[end : end + 1]
    return not (before.isalnum() or before in _BEFORE or behind.isalnum() or behind in _BEHIND)


def find_in_rosters(text: str, known: Lexicon, near: Beside, others: list[Candidate]) -> Iterator[Candidate]:
    """The last part of rows of a name, an office and it, where two rows or more end so.

    Ordinary words ("Employee Experience") count where half of the rows end with a body that ``others``, the names that
    rules see, show.
    """
    rows = [row for row in islice(near.row.finditer(text), _MOST_NAMES) if _may_end_with_body(row, known)]
    if len(rows) < _FEWEST_ROWS:
        return
    clear = Spans([each for each in others if not each.rule.startswith("model") or each.sure >= SURE])
    shown = [bool(clear.touching(*row.span("body"))) for row in rows]
    column = sum(shown) * 2 >= len(rows)
    for row, told in zip(rows, shown, strict=True):
        if not told and (column or not is_ordinary(row["body"], known)):
            yield Candidate(*row.span("body"), "institution", "last in a row of a list", _WEIGHT)


def _may_end_with_body(row: re.Match[str], known: Lexicon) -> bool:
    """Whether each part between the name and the last one has an office's noun, and the last none and no place."""
    offices = [not known.roles.isdisjoint(_words(part)) for part in row["offices"].split(", ")]
    body = row["body"]
    apart = body in known.codes or body in known.letters or known.atlas.look_up(body) is not None
    return offices[0] and not apart and known.roles.isdisjoint(_words(body))


def _words(part: str) -> list[str]:
    words = [word.strip(".") for word in re.split(r"[\s/-]", part)]
    return [*words, *map(str.lower, words)]
