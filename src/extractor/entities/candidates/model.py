"""The model's spans after repair: titles, articles, possessives and line ends off, other things refused."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from extractor.doc import Doc
from extractor.entities.candidates.candidate import SURE, Candidate, Label
from extractor.entities.candidates.gazetteer import phrase_at
from extractor.entities.candidates.lexicon import Lexicon, is_state
from extractor.entities.candidates.refusals import WORDS, Case, Refusals, Rules, refused_by
from extractor.entities.naming import FORMS
from extractor.regex import compiled, lookbehind
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals
from extractor.text.normalization import FORMS as STRUCTURE
from extractor.text.paragraphs import line_breaks

_MOST_INITIALS, _SHORT_LINE = 16, 50
_OTHER_HALF = re.compile(r"-[A-Z]\w+")
_PARTY, _HOME = ("D", "I", "R"), compiled(r"\s+[A-Z][A-Za-z]{1,4}\b")  # "Ana Brook  D ME" where marks were lost
_LABELS: dict[str, Label] = {
    "PERSON": "person", "PER": "person", "ORG": "institution", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_WEIGHT: dict[Label, float] = {"person": 3.0, "institution": 2.5, "place": 2.0}


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without what stands around a name, and without what an empty line or a bracket parts from it."""
    broken = FORMS.broken.search(text, start, end)
    if broken and broken.start() > start:
        end = broken.start()
    if front := FORMS.front.match(text, start, end):
        start = front.end()
    if back := FORMS.back.search(text[start:end]):
        end = start + back.start()
    return start, end


def apart(text: str, start: int, end: int, known: Lexicon, *, stripped: bool) -> list[tuple[int, int]]:
    """Names parted at an "and", or a lost comma in ``stripped`` text; no given name alone behind a word.

    A name that stands there twice is parted too: a picture's credit, and the caption behind it.
    """
    middle = (start + end) // 2
    if " " in text[start:middle] and f"{text[start:middle]} {text[start:middle]}" == text[start:end]:
        return [(start, middle), (middle + 1, end)]
    gaps = list((FORMS.lost_comma if stripped else FORMS.joined).finditer(text, start, end))
    given = stripped and gaps and text[start : gaps[0].start()] in known.given
    if given and lookbehind(FORMS.introduced, text, start, 12):
        gaps = gaps[1:]
    return list(zip([start, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), end], strict=True))


def whole(text: str, start: int, end: int, known: Lexicon) -> tuple[int, int]:
    """With the other half of a name that was cut at its hyphen, not of two surnames ("the Brook-Reeve amendment")."""
    back = _OTHER_HALF.match(text, end)
    return start, back.end() if back and (" " in text[start:end] or text[start:end] in known.given) else end


def with_initials(text: str, start: int) -> int:
    """Where a person's name begins with the initials before it: "N. H. M. Tarrow", in a sentence "A Tarrow"."""
    stop = start + 3 if text[start + 1 : start + 3] == ". " else start
    found = FORMS.initials.search(text, max(0, start - _MOST_INITIALS), stop)
    begin = min(found.start(), start) if found else start
    site = STRUCTURE.on_site.match(text, begin)
    return site.end() if site else begin


def without_title(text: str, start: int, end: int, known: Lexicon) -> int:
    """Where a person's name begins after its titles; the end of a span that is nothing but a title."""
    while True:
        if " " in (name := plain(text[start:end])) and name in known.titles.values:
            return end
        parts = list(FORMS.parts.finditer(text[start:end]))
        longest = known.titles.longest.get(plain(parts[0][0]), 0) if parts else 0
        for size in range(min(longest, len(parts) - 1), 0, -1):
            stop = start + parts[size - 1].end()
            if plain(text[start:stop]) in known.titles.values:
                start += parts[size].start()
                break
        else:
            first = parts[0][0] if len(parts) > 1 and lookbehind(FORMS.sentence, text, start, 3) else ""
            if first.lower() not in known.roles or first in known.given:
                return start
            start += parts[1].start()  # "Rapper Ye"


def without_tail(text: str, start: int, end: int, known: Lexicon) -> int:
    """Drops verbs of headlines, titles of the next person and the letter of a party after a name."""
    words = list(WORDS.finditer(text, start, end))
    verbs = (at for at, word in enumerate(words) if at and word[0].title() in known.uses["verb"])
    words = words[: next((at for at in verbs if words[at - 1][0].upper() not in known.particles), len(words))]
    if len(words) > 2 and words[-1][0] in _PARTY and _HOME.match(text, words[-1].end()):  # noqa: PLR2004 - given, last
        words.pop()
    while len(words) > 1 and words[-1][0] in known.letters:
        words.pop()
    return words[-1].end() if words else end


def before_title(capitals: Capitals, start: int, end: int, known: Lexicon) -> int:
    """Where a place ends before the title that its last word begins: "Ashgrove County District Attorney"."""
    first, stop = capitals.first_at(start) + 1, capitals.first_at(end)
    titles = ((at, phrase_at(known.titles, capitals, at)) for at in range(first, min(stop, len(capitals.words))))
    behind = (at for at, title in titles if title and title[0] >= stop)
    ends = (capitals.words[at - 1].end for at in behind if capitals.words[at].text.title() not in known.grounds.values)
    return next(ends, end)


def without_country(text: str, start: int, end: int, known: Lexicon) -> int:
    """Drops "of Italy" after a name that has no head noun, such as a party's."""
    found = FORMS.of.search(text, start, end)
    if found is None or any(word in known.heads.values for word in WORDS.findall(text[start : found.start()])):
        return end
    return found.start() if known.atlas.sort_of(text[found.end() : end]) == "name" else end


def find_modelled(
    doc: Doc, capitals: Capitals, known: Lexicon, rules: Rules, refusals: Refusals
) -> Iterator[Candidate]:
    """Candidates from what the names model tags, repaired at their ends; ``refusals`` get those that a rule refuses."""
    for each in _repaired(doc, capitals, known):
        if (rule := refused_by(rules, Case(each, capitals, known))) is None:
            yield each
        else:
            refusals.add(each, rule.name, rule.reason)


def _repaired(doc: Doc, capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    text = capitals.text
    ends = (start for start, _ in line_breaks(text, known.manners.joins))
    breaks = [end for end in ends if end - text.rfind("\n", 0, end) < _SHORT_LINE]
    for ent in doc.ents:
        label = _LABELS.get(ent.label_)
        if label is None:
            continue
        line = bisect_right(breaks, ent.start_char)
        start, end = trim(text, ent.start_char, min([ent.end_char, *breaks[line : line + 1]]))
        if label == "person" and len(listed := apart(text, start, end, known, stripped=capitals.stripped)) > 1:
            places = [(first, without_tail(text, first, last, known)) for first, last in listed]
            yield from (Candidate(*place, label, "model PERSON", _WEIGHT[label], ent.sure) for place in places)
            continue
        if label == "institution":
            start = dateline.end() if (dateline := FORMS.dateline.match(text, start, end)) else start
            end = without_country(text, start, end, known)
            end = seated.start() if (seated := FORMS.seat_tail.search(text, start + 1, end)) else end
            end = form.end() if (form := known.around["forms"].match(text, end)) else end
            label = "place" if known.atlas.empire.search(text[start:end]) or is_state(text[start:end], known) else label
        if label == "place":
            inside = FORMS.inside.search(text, start + 1, end)
            end = min(inside.start() if inside else end, before_title(capitals, start, end, known))
        if label == "person":
            start, end = whole(text, start, end, known)
            start = with_initials(text, without_title(text, start, end, known))
            end = without_tail(text, start, end, known)
        bracketed = label == "person" and text[start - 1 : start] == "(" and text[end : end + 1] == ")"
        if start < end and not bracketed:
            yield Candidate(start, end, label, f"model {ent.label_}", _WEIGHT[label], ent.sure)


def surely_no_people(doc: Doc, text: str) -> dict[tuple[int, int], str]:
    """The spans (code points), not in capitals, that the model surely takes for something else than a person."""
    return {
        (ent.start_char, ent.end_char): ent.label_
        for ent in doc.ents
        if ent.sure >= SURE and ent.label_ != "PERSON" and not text[ent.start_char : ent.end_char].isupper()
    }
