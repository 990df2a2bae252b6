"""Which of the model's people are none: electorates, rosters of counties, pairs of surnames, common words."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.facts.capitals import Capitals
from extractor.facts.names.candidate import SURE, Candidate
from extractor.facts.names.lexicon import Lexicon
from extractor.phrases import plain

_SEAT = re.compile(r"\b(?:[Mm]ember|MEMBER)\s+(?:for|FOR)\s+(?:the\s+)?$")
_BEFORE_SPEAKS = re.compile(r"\s*,?\s+(?:(?:has|have|had|also|then)\s+)?")
_LABELS = re.compile(r"\s+(?:regime|era)\b|:\s")
_ACTS = re.compile(
    r"\s+(?:(?:also|again|then|first|later|never|now)\s+)?(?:was|is|has|had|will|would|can|could|should|did|does|became"
    r"|took|won|led|ran|stood|met|held|made|gave|went|came|[a-z]{2,}ed)\b|['’]s\s"
)
_SPOKEN = re.compile(r"\b(?:according to|[Mm]ember|by|under|against|meeting|met)\s+$")
_WORD_BEFORE, _WORD = re.compile(r"(\w+)\s+$"), re.compile(r"\w+")
_PARTY = re.compile(r"\((?:[A-Z]{1,8}|[A-Z][a-z]{2,9})(?:,|\s?[-–—])\s$")
_STATE = re.compile(r",\s([A-Z][A-Za-z]+(?:\s[A-Z][a-z]+)?)(?!\w)")
_ROSTER = 5
_TWICE, _ABBREVIATION = 2, 3
_SCHOOL = "School"
_WITHIN = re.compile(r"\b(?:in|at|near)\s+$")
_WHERE = re.compile(r"\b(?:in|at|near|around|along|through|the)\s+$")


def clear_people(
    modelled: Iterable[Candidate], others: list[Candidate], capitals: Capitals, known: Lexicon
) -> Iterator[Candidate]:
    """The model's candidates without the people that are none; electorates become places.

    What a college or company is called after stands for it where nobody else bears that name; a school's is a town.
    """
    found = list(modelled)
    text = capitals.text
    bodies = [plain(text[each.start : each.end]).split() for each in (*others, *found) if each.label == "institution"]
    borne = {words[0]: words[-1] for words in bodies if len(words) > 1 and words[-1] in known.bearers}
    names = [each for each in (*others, *found) if each.label == "person"]
    full = [words for each in names if len(words := plain(text[each.start : each.end]).split()) > 1]
    surnames = {words[-1].casefold() for words in full if words[0].title() in known.given or len(words) != _TWICE}
    titled = {plain(text[each.start : each.end]).casefold() for each in others if each.label == "person"}
    times = Counter(plain(text[each.start : each.end]) for each in found if each.label == "person")
    there = {
        plain(text[each.start : each.end]) for each in found if _WHERE.search(text, max(0, each.start - 10), each.start)
    }
    within = {
        plain(text[each.start : each.end]) for each in found if _WITHIN.search(text, max(0, each.start - 8), each.start)
    }
    seats = {plain(text[each.start : each.end]) for each in found if _is_seat(text, each)}
    towns = {plain(text[each.start : each.end]) for each in found if _is_town(text, each, known)}
    groups = {plain(text[each.start : each.end]) for each in found if known.groups.match(text, each.end)}
    for each in found:
        name = plain(text[each.start : each.end])
        words = name.split()
        if name in seats and not (len(words) == 1 and words[0].casefold() in surnames | titled):
            yield replace(each, label="place", rule="electorate")
        elif each.label != "person":
            yield each
        elif name in groups | towns and words[-1].casefold() not in surnames | titled:
            continue
        elif len(words) > 1:
            given = words[0].title() in known.given or "." in words[0]
            if given or not (name in there or _is_phrase(words, surnames, capitals, known)):
                yield each
        elif words[0] in borne and words[0].casefold() not in surnames | titled:
            if borne[words[0]] != _SCHOOL:
                yield replace(each, label="institution", rule="its college or company")
        elif words[0].casefold() in surnames | titled or (
            not _in_roster(each, capitals)
            and (
                words[0] in known.given
                or (each.sure >= SURE and not _among_places(each, capitals, known))
                or (name not in within and (times[name] >= _TWICE or _speaks(text, each, known)))
            )
        ):
            yield each


def _is_seat(text: str, each: Candidate) -> bool:
    """Whether a name is an electorate's: "Member for Gombe North", "(PDP, Gombe North)"."""
    if _SEAT.search(text, max(0, each.start - 16), each.start):
        return True
    return text[each.end : each.end + 1] == ")" and bool(_PARTY.search(text, max(0, each.start - 16), each.start))


def _is_town(text: str, each: Candidate, known: Lexicon) -> bool:
    """Whether the state stands behind one word: "Ellsworth, ME"."""
    state = _STATE.match(text, each.end)
    if state is None or " " in text[each.start : each.end]:
        return False
    hit = known.atlas.look_up(state[1])
    return state[1] in known.codes or (hit is not None and hit[1] == "state")


def _is_phrase(words: list[str], surnames: set[str], capitals: Capitals, known: Lexicon) -> bool:
    """Whether words without a given name are two surnames, or have an abbreviation, common word or country in them."""
    if words[0].isupper() and len(words[0]) >= _ABBREVIATION and not words[-1].isupper():
        return True
    if len(words) == _TWICE and all(word.casefold() in surnames for word in words):
        return True
    lands = (known.atlas.look_up(word) for word in words)
    return words[-1].lower() in capitals.lower or any(hit and hit[1] in ("name", "demonym", "state") for hit in lands)


def _speaks(text: str, each: Candidate, known: Lexicon) -> bool:
    """Whether the words beside a name make it somebody who speaks or acts."""
    since = max(0, each.start - 24)
    gap, before = _BEFORE_SPEAKS.match(text, each.end), _WORD_BEFORE.search(text, since, each.start)
    verb = _WORD.match(text, gap.end()) if gap else None
    says = (verb is not None and verb[0] in known.saying) or (before is not None and before[1] in known.saying)
    return bool(
        says or _LABELS.match(text, each.end) or _ACTS.match(text, each.end) or _SPOKEN.search(text, since, each.start)
    )


def _in_roster(each: Candidate, capitals: Capitals) -> bool:
    """Whether the word is one of many single words in a row, as counties and towns are listed."""
    at = first = last = capitals.first_at(each.start)
    words = capitals.words
    if at == len(words):  # the rest of a word with a hyphen, the last in the text
        return False
    while first > 0 and words[first].link in ("comma", "listed", "and"):
        first -= 1
    while last + 1 < len(words) and words[last + 1].link in ("comma", "listed", "and"):
        last += 1
    return first <= at and last - first + 1 >= _ROSTER


def _among_places(each: Candidate, capitals: Capitals, known: Lexicon) -> bool:
    """Whether the word before or after it in a list is a place."""
    at, words = capitals.first_at(each.start), capitals.words
    if at == len(words):
        return False
    joined = ("comma", "listed", "and")
    near = [at - 1] if words[at].link in joined else []
    near += [at + 1] if at + 1 < len(words) and words[at + 1].link in joined else []
    return any(words[index].text in known.places.values for index in near)
