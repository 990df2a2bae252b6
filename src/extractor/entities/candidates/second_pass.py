"""Second look: what is clear once decides the unclear mentions elsewhere in the article, letters of things included."""

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.entities.candidates.candidate import LIKELY, Candidate
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.context_cues import FIRM
from extractor.entities.naming import FORMS, first_letters, spells
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals
from extractor.text.spans import Taken

_AGAIN, _SURE, _SHORT = 4.5, 3.0, 2


def find_again(
    capitals: Capitals, known: Lexicon, chosen: list[Candidate], others: dict[tuple[int, int], str]
) -> Iterator[Candidate]:
    """Surnames of people found in full, and abbreviations of bodies found once.

    What the model surely takes for something else (``others``) is no surname, but for a body that the text names by
    this word alone: where no name begins with it ("Dell Technologies"), there is none. Surnames come without the
    possessive s ("Bushs") in a text that lost its apostrophes.
    """
    names = _by_surname(capitals, chosen)
    surnames = set(names)
    yield from _abbreviations(capitals, chosen, surnames)
    no_apostrophes = "'" not in capitals.text and "’" not in capitals.text
    bare = {name for name in surnames if no_apostrophes and name.endswith("s") and name[:-1] in surnames}
    surnames -= bare
    for each in chosen:
        if each.label == "person" and capitals.text[each.start : each.end].split()[-1].casefold() in bare:
            yield Candidate(each.start, each.end - 1, "person", each.rule, each.weight + _AGAIN)
    bodies = (capitals.text[each.start : each.end].casefold() for each in chosen if each.label == "institution")
    openings = {name.split()[0] for name in bodies if " " in name}
    people = _people(chosen, capitals.text, openings)
    for index, word in enumerate(capitals.words):
        key, end = word.text.casefold(), word.end
        if no_apostrophes and key not in surnames and key.endswith("s"):
            key, end = key[:-1], end - 1
        if key not in surnames or word.start in people:
            continue
        follows = FORMS.behind.match(capitals.text, word.end)  # "Key findings" beside John Key
        thing = word.text in known.refused and not word.link and follows and follows[1] not in known.saying
        if thing or (word.heading and word.text.lower() in capitals.lower):
            continue
        joined = capitals.linked(index + 1, "word")
        if joined and (word.text in known.titles.values or capitals.words[index + 1].text in known.heads.values):
            continue
        if word.link == "word" and capitals.words[index - 1].text in known.given:
            continue
        whole = next((full for full in names[key] if capitals.text[end - len(full) : end].casefold() == full), key)
        other = others.get((end - len(whole), end))
        if other is None or (other == "ORG" and key not in openings):
            yield Candidate(end - len(whole), end, "person", "surname again", _AGAIN)


def no_tails(chosen: list[Candidate], text: str) -> Iterator[Candidate]:
    """The names, in the headline without the word that elsewhere stands in nobody's: "Lee Hsien Loong Officiates"."""
    full = [plain(text[each.start : each.end]) for each in chosen if each.label == "person"]
    headline = text.find("\n", len(text) - len(text.lstrip()))
    for each in chosen:
        name = plain(text[each.start : each.end])
        front, _, last = name.rpartition(" ")
        once = each.end <= headline and full.count(name) == 1 and " " in front and front in full
        yield replace(each, end=each.end - len(last) - 1) if once and last.isupper() == name.isupper() else each


def no_short_forms(chosen: list[Candidate], text: str) -> Iterator[Candidate]:
    """The names without people who are the short form that the text gives a body: "Office of Mines (OMin)"."""
    given = _given(chosen, text)
    return (each for each in chosen if each.label != "person" or text[each.start : each.end] not in given)


def _given(chosen: list[Candidate], text: str) -> set[str]:
    """The single words that stand in brackets right behind the name of a body and name it or are of its letters."""
    bodies = {each.start: each for each in chosen if each.label == "institution"}
    found = [(each, short) for each in bodies.values() if (short := FORMS.one_bracketed.match(text, each.end))]
    named = {short["word"] for _, short in found if short.start("word") in bodies}
    words = ((short["word"], plain(text[each.start : each.end])) for each, short in found)
    return named | {word for word, name in words if spells(word.upper(), name)}


def _people(chosen: list[Candidate], text: str, openings: set[str]) -> Taken:
    """Where people, places in full and sure bodies stand; a body's single word not, but one of ``openings``."""
    people = Taken(len(text))
    for each in chosen:
        name = text[each.start : each.end].casefold()
        body = each.label == "institution" and each.sure >= LIKELY and (" " in name or name in openings)
        place = each.label == "place" and " " in name
        if each.label == "person" or body or place:
            people.add(each.start, each.end)
    return people


def _abbreviations(capitals: Capitals, chosen: list[Candidate], surnames: set[str]) -> Iterator[Candidate]:
    """Each place of a short form that names a body somewhere, but for headings, where all words are in capitals."""
    text = capitals.text
    full = (plain(text[each.start : each.end]) for each in chosen if each.label == "institution")
    given = _given(chosen, text).union(filter(FORMS.mixed.fullmatch, map(first_letters, full)))
    names = {text[each.start : each.end] for each in chosen if each.label == "institution"}
    names = {name for name in names if name.casefold() not in surnames}
    told = {each.start for each in chosen if each.rule == FIRM or " " in text[each.start : each.end]}  # tells more
    for word in capitals.words:
        named = word.text in given or (word.text.isupper() and len(word.text) > _SHORT and word.text in names)
        if named and not word.heading and word.start not in told:
            yield Candidate(word.start, word.end, "institution", "abbreviation again", _AGAIN)


def _by_surname(capitals: Capitals, chosen: list[Candidate]) -> dict[str, dict[str, None]]:
    """The names of clear people, each once, in small letters, by their last word."""
    found: dict[str, dict[str, None]] = {}
    for each in chosen:
        if each.label == "person" and each.weight >= _SURE:
            parts = plain(capitals.text[each.start : each.end]).split()
            words = [part for part in parts if not FORMS.generation.fullmatch(part.rstrip("."))]
            if words and len(words[-1]) > 1:
                found.setdefault(words[-1].casefold(), {})[" ".join(words).casefold()] = None
    return found


_WORD = re.compile(r"\w+")
_OFFICE_OF = 14
_UNSURE = ("model ORG", "abbreviation again", "known body")
_FARTHEST, _SMALL_WORD = 90, 3


def no_meanings(chosen: Iterable[Candidate], text: str, known: Lexicon, home: str | None) -> Iterator[Candidate]:
    """The names without the abbreviations whose long form stands before them and names no body, wherever they stand."""
    found, bodies = list(chosen), known.bodies.values
    unsure = {text[each.start : each.end] for each in found if each.rule in _UNSURE and each.label == "institution"}
    unsure = {name for name in unsure if name.isupper() and not (name in bodies and home in bodies[name].only_at)}
    sure = {name for name in unsure if name in bodies and bodies[name].is_at(home)}
    meant = _things(text, unsure, sure, found, known) if unsure else set()
    yield from (each for each in found if each.label != "institution" or text[each.start : each.end] not in meant)


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
        thing = text[start : match.start()].rsplit(maxsplit=1)[-1] not in known.heads.values
        post = "(" in match[0] and not (within and before.start <= start)
        if (post and is_post(text, match.start(), short, known)) or (thing and not within and short not in sure):
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
