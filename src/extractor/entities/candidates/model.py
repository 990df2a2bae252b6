"""The model's spans after repair: titles, articles, possessives and line ends off, other things refused."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Span

from extractor.entities.candidates.candidate import LIKELY, SURE, Candidate, Label
from extractor.entities.candidates.lexicon import Lexicon, headed, is_spaced, is_thing
from extractor.entities.candidates.repair import (
    WORDS,
    apart,
    trim,
    unglued,
    whole,
    with_number,
    without_country,
    without_tail,
    without_title,
)
from extractor.regex import compiled
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals

_LABELS: dict[str, Label] = {
    "PERSON": "person", "PER": "person", "ORG": "institution", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_WEIGHT: dict[Label, float] = {"person": 3.0, "institution": 2.5, "place": 2.0}
_FIGURES = compiled(r"\d{4}|\d/\d|\d [a-z]|^\d+$")
_DIGIT, _SHORTEST = compiled(r"\d"), 2
_NUMBERED = re.compile(r" \d{2}(?:[,;.)]| [a-z])")  # an exercise, "Iron Spear 18"
_HULL = re.compile(r"[A-FH-Z][A-Z]{0,3}-?\d{2,4}")  # of ships and aircraft: P20, DDG-51
_STATE = compiled(r"(?:Commonwealth|State) of ")
_LETTERS = re.compile(r",? ([A-Z][A-Za-z]+)\b")
_OFFICES = ("Office", "OFFICE")
_REALM = compiled(r"\b(?:Empire|Kingdom|Caliphate|Sultanate|Principality|Duchy|Soviet Union)$")
_LABEL = compiled(r"[DRI](?:-|\s)[A-Z]")
_LONGEST, _FEW_WORDS, _STATE_CODE, _ACRONYM = 120, 2, 2, 5


def find_modelled(doc: Doc, capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """Candidates from the entities of the Doc."""
    text = capitals.text
    done = 0
    for ent, sure in _entities(doc):
        label = _LABELS.get(ent.label_)
        if label is None or ent.start_char < done:
            continue
        start, end = trim(text, ent.start_char, ent.end_char)
        if label == "person" and capitals.stripped and len(listed := apart(text, start, end, known)) > 1:
            places = [(first, without_tail(text, first, last, known)) for first, last in listed]
            named = (Candidate(*place, label, "model PERSON", _WEIGHT[label], sure) for place in places)
            yield from (each for each in named if not _refused(each, capitals, known))
            continue
        if label == "institution":
            end = without_country(text, start, end, known)
            end = form.end() if (form := known.forms.match(text, end)) else end
            label = "place" if _REALM.search(text[start:end]) or _of_state(text[start:end], known) else label
            label = "place" if _is_where(text, start, end, known) else label
            label = "person" if _lettered(text, start, end, known) else label
        if label == "person":
            start, end = whole(text, start, end, known)
            start = without_title(text, start, end, known)
            end = without_tail(text, start, unglued(capitals, with_number(text, end)), known)
            done = end
        if label == "person" and (
            (text[start - 1 : start] == "(" and text[end : end + 1] == ")")
            or (_NUMBERED.match(text, end) and text[start:end].split(" ")[0] not in known.given)
        ):
            continue
        if start < end and not _refused(Candidate(start, end, label, "", 0, sure), capitals, known):
            yield Candidate(start, end, label, f"model {ent.label_}", _WEIGHT[label], sure)


def _entities(doc: Doc) -> Iterator[tuple[Span, float]]:
    """The entities and how sure the model is of each; 0 for one that keeps that to itself."""
    if (group := doc.spans.get("ner")) is not None:
        yield from zip(group, group.attrs["scores"], strict=True)
    else:
        yield from ((ent, 0.0) for ent in doc.ents)


def surely_no_people(doc: Doc, text: str, known: Lexicon) -> frozenset[tuple[int, int]]:
    """The spans (code points), not in capitals, that the model surely takes for something else than a person.

    Those with a person's letters behind them ("Ana Brook MP") are not among them.
    """
    return frozenset(
        (ent.start_char, ent.end_char)
        for ent, sure in _entities(doc)
        if sure >= SURE
        and ent.label_ != "PERSON"
        and not text[ent.start_char : ent.end_char].isupper()
        and not _lettered(text, ent.start_char, ent.end_char, known)
    )


def _lettered(text: str, start: int, end: int, known: Lexicon) -> bool:
    """Whether a given name and others have a person's letters behind them."""
    behind = _LETTERS.match(text, end)
    return behind is not None and behind[1] in known.letters and text[start:end].split(maxsplit=1)[0] in known.given


def _is_where(text: str, start: int, end: int, known: Lexicon) -> bool:
    """Whether a name after "in" is a known place ("investors in Leeds"), not the club of that name."""
    return text[max(0, start - len(" in ")) : start] == " in " and known.atlas.look_up(text[start:end]) is not None


def _of_state(name: str, known: Lexicon) -> bool:
    """Whether a name is "Commonwealth of Kentucky" or "State of Maine", a place."""
    found = _STATE.match(name)
    hit = known.atlas.look_up(name[found.end() :]) if found else None
    return bool(hit and hit[1] in ("name", "state"))


def _refused(each: Candidate, capitals: Capitals, known: Lexicon) -> bool:
    name = capitals.text[each.start : each.end]
    words = WORDS.findall(name)
    if not any(word[0].isupper() for word in words) or len(name) > _LONGEST or _FIGURES.search(name):
        return True
    if each.label == "place" and known.atlas.look_up(name):
        return False
    if (
        _LABEL.match(name)
        or (name in known.seats and name not in known.bodies.values)
        or name in known.refused
        or name in known.things
        or (each.label == "institution" and _is_word(name, words, capitals))
        or (each.label == "institution" and is_thing(plain(name), known))
        or name.title() in known.refused
        or (each.label != "place" and name in capitals.lower)
    ):
        return True
    if each.label == "place":
        return False
    if each.label == "person":
        return _no_person(name, words, capitals, known, each)
    return _no_body(name, words, known, each.sure) or _only_heading(words, capitals, each.start)


def _is_word(name: str, words: list[str], capitals: Capitals) -> bool:
    """Whether one word in capitals is a word or a surname that the text elsewhere writes with one capital."""
    return len(words) == 1 and name.isupper() and len(name) >= _ACRONYM and name.title() in capitals.titled


def _no_person(name: str, words: list[str], capitals: Capitals, known: Lexicon, each: Candidate) -> bool:
    place = capitals.first_at(each.start)
    found = capitals.words[place] if place < len(capitals.words) else None
    hit = known.atlas.look_up(name) or known.atlas.look_up(name.removesuffix("s"))
    sure = each.sure >= SURE and not (found and found.heading)
    if (
        hit
        or _LABEL.match(name)
        or name.rstrip(".") in known.titles.values
        or "/" in name
        or is_spaced(name)
        or _DIGIT.search(name)
        or max(map(len, words)) < _SHORTEST
        or (name.isupper() and len(name) == _STATE_CODE)
        or (name.isupper() and len(words) > 1 and words[0].title() not in known.given)
        or (name.isupper() and len(words) == 1 and not (found and found.heading))
        or (words[0] in known.manners.never and not (sure and len(words) > 1 and words[0] in known.first))
    ):
        return True
    if len(words) > 1 and known.titles.values.get(words[-1]) == "rank" and words[0] not in known.given:
        return True
    if len(words) > 1 and words[-1].lower() in capitals.lower and words[0] not in known.given:
        return True
    return not sure and _common_person(name, words, capitals, known)


def _common_person(name: str, words: list[str], capitals: Capitals, known: Lexicon) -> bool:
    """Whether a word of the name is one of those that are mostly no person's."""
    if words[0] in known.verbs or (len(words) == 1 and name in known.titles.longest and name not in known.given):
        return True
    if len(words) == 1 and name.lower() in capitals.lower:
        return True
    if words[0].lower() in capitals.lower and words[0] not in known.given:
        return True
    further = words[1:] if len(words) > 1 and words[0] in known.first else words
    return any(
        word in known.refused or word in known.tails or word in known.sites
        for word in further
        if word not in known.titles.values
    )


def _no_body(name: str, words: list[str], known: Lexicon, sure: float) -> bool:
    hit = known.atlas.look_up(name)
    code = name.isupper() and len(name) == _STATE_CODE and name not in known.bodies.values and sure < LIKELY
    if code or _HULL.fullmatch(name) or (hit and hit[1] in ("demonym", "name")):
        return True
    town = len(words) == 1 and len(name) >= _ACRONYM and name.isupper() and known.atlas.look_up(name.title())
    if town and sure < LIKELY:
        return True
    site = words[-1] in known.sites or words[-1].title() in known.sites
    form = len(words) == 1 and words[0] in known.firms and words[0] not in known.bare
    role = known.titles.values.get(words[-1]) == "office" and not headed(plain(name), known)
    if site or form or role or name in known.letters or (words[0] in _OFFICES and words[-1] in known.titles.values):
        return True
    if len(words) > 1 and known.titles.values.get(f"{words[-1]}.") == "rank":
        return True
    tail = words[-1] in known.tails or words[-1].title() in known.tails
    return (tail or words[0] in known.titles.values) and not (sure >= SURE and headed(plain(name), known))


def _only_heading(words: list[str], capitals: Capitals, start: int) -> bool:
    """Whether every word of a short name is one that the text writes small elsewhere."""
    place = capitals.first_at(start)
    heading = place < len(capitals.words) and capitals.words[place].heading
    few = len(words) <= (_FEW_WORDS if heading else 1)
    return few and all(word.lower() in capitals.lower for word in words)
