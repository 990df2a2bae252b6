"""Firms that the model takes for people or places ("shares in Tarrow"), and the short forms of a company's name."""

import re
from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.lexicon import Lexicon, is_state
from extractor.entities.context_cues import FIRM, Beside
from extractor.entities.naming import FORMS
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals

_FIRM = 3.2
_TOLD = (FIRM, "noun before it")
_PERSONAL = ("title", "title of several", "role before")


def with_firms(
    modelled: Iterable[Candidate], others: list[Candidate], capitals: Capitals, known: Lexicon, beside: Beside
) -> Iterator[Candidate]:
    """The model's candidates; what words beside it make a firm is a body everywhere, no full name nor known place."""
    found = list(modelled)
    text = capitals.text
    doubtful = [each for each in found if each.label != "institution" and _may_be(text, each, known)]
    names = {each: plain(text[each.start : each.end]) for each in doubtful}
    firms = {name for name in names.values() if _is_firm(name, known)}
    firms |= {name for each, name in names.items() if beside.makes_firm(text, each.start, each.end)}
    firms |= {name for each, name in names.items() if " " not in name and beside.after_trade(text, each.start)}
    if firms:
        full = (plain(text[each.start : each.end]).split() for each in (*found, *others) if each.label == "person")
        surnames = {words[-1] for words in full if len(words) > 1 and " ".join(words) not in firms}
        firms = {name for name in firms if name.split()[-1] not in surnames}
        firms |= {name.rpartition(" ")[0] for name in firms if _is_firm(name, known)}
    for each in found:
        firm = names.get(each) in firms if firms else False
        yield replace(each, label="institution", rule=FIRM, weight=_FIRM) if firm else each


def with_namesakes(chosen: list[Candidate], text: str, beside: Beside) -> list[Candidate]:
    """The choice, where a full name is a firm's everywhere if words beside it make it one: "law firm Ana Brook".

    Not where it is somebody's with a title, or a surname stands alone.
    """
    names = {each: plain(text[each.start : each.end]) for each in chosen}
    people = [each for each in chosen if each.label == "person"]
    firms = {names[each] for each in chosen if each.label == "institution" and each.rule in _TOLD}
    firms |= {names[each] for each in people if beside.leads_to_firm(text, each.start)}
    titled = {names[each].split()[-1] for each in people if each.rule in _PERSONAL or " " not in names[each]}
    firms = {name for name in firms if " " in name and name.split()[-1] not in titled}
    return [
        replace(each, label="institution", rule=FIRM) if each.label == "person" and names[each] in firms else each
        for each in chosen
    ]


def _may_be(text: str, each: Candidate, known: Lexicon) -> bool:
    name = plain(text[each.start : each.end])
    opening = name.split()[0]
    if each.label == "place":
        return not (name in known.places.values or known.atlas.look_up(name) or is_state(name, known))
    return (opening.title() not in known.given and "." not in opening) or _is_firm(name, known)


_OPENING, _FEWEST_LETTERS = 4.6, 2
_POSSESSIVE = re.compile(r"(?:['’]s?)?,?$")
_NEAR = 8


def find_openings(capitals: Capitals, known: Lexicon, chosen: list[Candidate]) -> Iterator[Candidate]:
    """Each further place of a full company name's opening; ``chosen`` names that are places or people's lend none."""
    openings = _openings(capitals, known, chosen)
    if not openings:
        return
    inside = {at: each for each in chosen for at in range(capitals.first_at(each.start), capitals.first_at(each.end))}
    words = capitals.words
    for first, word in enumerate(words):
        found = openings.get(word.text.casefold())
        if found is None or (word.link == "word" and first not in inside):
            continue
        said = [each.text.casefold() for each in words[first : first + max(found)]]
        joined = next((at for at in range(1, len(said)) if not words[first + at].link), len(said))
        longest = max((size for size in found if size <= joined and said[:size] == found[size]), default=0)
        if not longest:
            continue
        start, end = word.start, words[first + longest - 1].end
        taken = inside.get(first)
        where = FORMS.where.search(capitals.text, max(0, word.start - _NEAR), word.start)  # "in Tarrow"
        goes_on = first + longest < len(words) and words[first + longest].link == "word" and not taken
        other = taken and (taken.end > end or taken.start < start or (taken.label == "place" and where))
        if not (goes_on or other):
            yield Candidate(start, end, "institution", "opening of a company", _OPENING)


def _openings(capitals: Capitals, known: Lexicon, chosen: list[Candidate]) -> dict[str, dict[int, list[str]]]:
    """By first word in small letters: the words of each opening by their number."""
    found: dict[str, dict[int, list[str]]] = {}
    names = {each: plain(capitals.text[each.start : each.end]) for each in chosen}
    firms = [name for each, name in names.items() if each.label == "institution" and _is_firm(name, known)]
    if not firms:
        return found
    openings = dict.fromkeys(" ".join(name.split()[:size]) for name in firms for size in range(1, len(name.split())))
    people = (name for each, name in names.items() if each.label == "person" and name not in openings)
    surnames = {name.split()[-1].casefold() for name in people if " " in name}
    surnames |= {name.casefold() for each, name in names.items() if each.label == "person" and each.rule == "title"}
    for opening in openings:
        parts = [_POSSESSIVE.sub("", part) for part in opening.casefold().split()]
        bare = _POSSESSIVE.sub("", opening)  # "President's Council": "President"
        if not _is_common(bare, known, capitals) and parts[0] not in surnames | {""}:
            found.setdefault(parts[0], {})[len(parts)] = parts
    return found


def _is_firm(name: str, known: Lexicon) -> bool:
    words = name.split()
    return len(words) > 1 and not known.firms.isdisjoint(
        (words[-1].rstrip("."), " ".join(words[-3:]))
    )  # "Bank & Trust"


def _is_common(opening: str, known: Lexicon, capitals: Capitals) -> bool:
    """Whether the words name a place or people, or are words that open many names."""
    words = opening.split()
    if len(words) > 1:
        return not words[-1][0].isupper() or bool(known.places.values.get(opening))
    lists = (
        known.refused, known.heads.values, known.general, known.demonyms, known.titles.values, known.manners.never,
        known.places.values,
    )  # fmt: skip
    common = any(form in each for form in (opening, opening.title()) for each in lists)
    return common or len(opening) < _FEWEST_LETTERS or opening.lower() in capitals.lower
