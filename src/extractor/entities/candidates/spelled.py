"""Letters in brackets, and what the words before them spell out: how far a body goes, and what is no body."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.naming import FORMS
from extractor.rules.gazetteer import plain

_WORD = re.compile(r"\w+")
_OFFICE_OF = 14
_UNSURE = ("model ORG", "abbreviation again", "known body")
_FARTHEST, _SMALL_WORD = 90, 3
_LETTERS, _NEAR, _SPELLED = 3, 4, 1.0


def no_meanings(chosen: Iterable[Candidate], text: str, known: Lexicon, home: str | None) -> Iterator[Candidate]:
    """The names without the abbreviations whose long form stands before them and names no body, wherever they stand."""
    found, bodies = list(chosen), known.bodies.values
    unsure = {text[each.start : each.end] for each in found if each.rule in _UNSURE and each.label == "institution"}
    unsure = {name for name in unsure if name.isupper() and not (name in bodies and home in bodies[name].only_at)}
    sure = {name for name in unsure if name in bodies and bodies[name].is_at(home)}
    meant = _things(text, unsure, sure, found, known) if unsure else set()
    yield from (each for each in found if each.label != "institution" or text[each.start : each.end] not in meant)


def whole_names(candidates: Iterable[Candidate], text: str, known: Lexicon) -> Iterator[Candidate]:
    """The candidates, bodies as long as the letters behind them spell ("Council for Tides and Ice (CTI)").

    What opens the name of a thing is no body: "Norland Parliament Fellowship (NPF)".
    """
    found = list(candidates)
    bodies = sorted((each for each in found if each.label == "institution"), key=lambda each: (each.start, each.order))
    starts = [each.start for each in bodies]
    changed: dict[Candidate, Candidate | None] = {}
    for match in FORMS.meant.finditer(text) if bodies else ():
        short = match["short"]
        start = _long_form(text, match.start(), short) if len(short) >= _LETTERS else None
        if start is None:
            continue
        at = bisect_left(starts, match.start("short"))
        if starts[at : at + 1] == [match.start("short")] and _is_headed(text[match.end() : bodies[at].end], known):
            changed[bodies[at]] = _from(text, start, bodies[at], known)
            continue
        end = start + len(FORMS.owner_end.sub("", text[start : match.start()]))
        near = bodies[max(0, bisect_left(starts, start) - _NEAR) : bisect_left(starts, end)]
        if inside := _cut_short(text, start, end, near):
            changed |= dict.fromkeys(inside)
            changed[inside[0]] = _spelled_out(text, start, end, inside[0], short, known)
    yield from filter(None, (changed.get(each, each) for each in found)) if changed else found


def _is_headed(behind: str, known: Lexicon) -> bool:
    """Whether a head noun alone follows letters in a name: "TI  Committee"."""
    noun = behind.strip(") ")
    return " " not in noun and noun in known.heads.values


def _cut_short(text: str, start: int, end: int, near: list[Candidate]) -> list[Candidate]:
    """The bodies inside the words that letters spell, where these open with them and none of them is all there is."""
    inside = [] if FORMS.bracket.search(text, start, end) else [each for each in near if each.end > start]
    if not inside or inside[0].start < start:
        return []
    first = inside[0]
    opens = first.start == start or not FORMS.scoped.search(text, start, first.start)
    return inside if opens and (first.start > start or text[first.end : end].strip("s ")) else []


def _from(text: str, start: int, headed: Candidate, known: Lexicon) -> Candidate:
    """The body with the words before its letters, and a chamber before these: "Senate Tides and Ice  TI  Committee"."""
    chamber = text[:start].removesuffix(" ").rpartition(" ")[2]
    start -= (len(chamber) + 1) * (chamber in known.chambers)
    return replace(headed, start=start, weight=headed.weight + _SPELLED)


def _spelled_out(text: str, start: int, end: int, first: Candidate, short: str, known: Lexicon) -> Candidate | None:
    """The body from ``start`` to ``end``, of the ``first`` one inside; None where the words name a thing."""
    headed = first.end > end or text[start:end].rpartition(" ")[2] in known.heads.values
    of = FORMS.scope.search(text, first.start, first.end) is not None
    seat = text[first.end : end].strip() in known.places.values  # "Tarrow University London (TUL)"
    goes_on = first.start == start and (of or seat or FORMS.goes_on_small.match(text, first.end, end) is not None)
    if not (headed or goes_on):
        return first if short in known.bodies.values else None
    return replace(first, start=start, end=max(end, first.end), weight=first.weight + _SPELLED)


def _things(text: str, unsure: set[str], sure: set[str], found: list[Candidate], known: Lexicon) -> set[str]:
    """Those of these letters that the text spells out as a thing or an office, ``sure`` ones just as an office."""
    starts = [each.start for each in found]
    things: set[str] = set()
    for match in FORMS.meant.finditer(text):
        short = match["short"]
        start = _long_form(text, match.start(), short) if short in unsure else None
        if start is None:
            continue
        before = found[max(0, bisect_left(starts, match.start()) - 1)]
        within = before.label == "institution" and start < before.end and before.start < match.start()
        post = "(" in match[0] and not (within and before.start <= start)
        if (post and is_post(text, match.start(), short, known)) or not (within or short in sure):
            things.add(short)
    return things


def is_post(text: str, end: int, short: str, known: Lexicon) -> bool:
    """Whether the words before a place are an office with these initials: "Inspector-General of Police (IGP)"."""
    if (start := _long_form(text, end, short)) is None:
        return False
    name = plain(text[start:end])
    noun = re.split(r"[\s-]", FORMS.scope.split(name)[0])[-1].lower()
    office = FORMS.office_of.search(text, max(0, start - _OFFICE_OF), start)
    return noun in known.roles and name not in known.bodies.values and office is None


def _long_form(text: str, end: int, short: str) -> int | None:
    """Where the words begin that stand before an abbreviation and have its letters for initials."""
    left = list(short)
    for word in reversed(list(_WORD.finditer(text, max(0, end - _FARTHEST), end))):
        if word[0][0].upper() == left[-1]:
            left.pop()
        elif len(word[0]) > _SMALL_WORD:
            return None
        if not left:
            return word.start()
    return None
