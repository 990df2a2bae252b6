"""Offices between commas before a name: "the chair, Senator X", "Chairman, Harbour Board, X"."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from extractor.facts.roles.lexicon import FORMS, Role, Run
from extractor.facts.roles.run import roles_in
from extractor.rules.gazetteer import CLOSED

_LONGEST_RANK = 3


def in_apposition(taken: Run, start: int, *, closed: bool) -> Iterator[Role]:
    """The role that ends a run of words, and the one before its comma: "the chair, Senator X"."""
    taken = _told_once(taken)
    words, at = taken.words, len(taken) - 1
    key = taken.keys[-1] if at > 0 else ""
    around = words.honorifics | words.ranks | {"the"}
    while at > 1 and taken.keys[at - 1] in around and not _pauses(taken, at):
        at -= 1
    rank = " ".join(taken.keys[at:]) in words.titles  # "Inspector General of Police, Lieutenant General X"
    office = rank or key in words.grades or ((closed or taken[at + 1 :]) and words.nouns.get(key))
    if at > 0 and office and _pauses(taken, at):
        yield from roles_in(taken[at:], start, last=True)
        former = list(roles_in(taken[:at], start, last=True))
        yield from former or before_body(taken[:at], start, addressed=True)  # "Chairman, Harbour Board, Senator X"
        return
    for role in roles_in(_without_rank(taken), start, last=True):
        yield role
        at = next((at for at, part in enumerate(taken.parts) if start + part.start() >= role.start), 0)
        joined = at > 1 and taken.word(at - 1) == "and" and "," in taken.window[taken.parts[-1].end() :]
        if at > joined and (joined or not role.office) and _pauses(taken, at - joined):  # "leader, and minister, X"
            yield from roles_in(taken[: at - joined], start, last=True)


def _told_once(taken: Run) -> Run:
    """Without the office that is told again: "the President of Norland, President X"."""
    first = int(taken.keys[:1] == ["the"])
    again = (at for at in taken.commas() if taken.keys[at:] == taken.keys[first : first + len(taken) - at])
    return taken[: next(again, len(taken))]


def _without_rank(taken: Run) -> Run:
    """An office without its holder's rank: "Chief of Navy | Rear-Admiral X", "police chief | Gen. X"."""
    keys, words = taken.keys, taken.words
    first = taken.first_of_rank()
    ranked = " ".join(keys[first:]) not in words.titles and " ".join(keys[first + 1 :]) in words.titles
    if 0 < first < len(keys) and ranked and keys[first] in words.uses["heading"] and taken.word(first - 1).isupper():
        return taken[: first + 1]  # "NDF Commander Major General X"
    near = 0 < first < len(keys) and taken.gap(first) == " "
    if near and taken.is_office(first - 1) and keys[first - 1] not in words.apart:
        return taken[:first]
    for at in range(max(1, len(keys) - _LONGEST_RANK), len(keys)):
        office = taken.is_office(at - 1) and keys[at - 1] not in words.uses["apart"]  # not "fellow Senator X"
        if office and taken.word(at - 1).islower() and taken.word(at)[0].isupper() and _rank(keys[at:]) in words.titles:
            return taken[:at]
    link = next((at for at, key in enumerate(keys) if key in CLOSED["of"]), len(keys))
    for at in range(max(link + 2, len(keys) - _LONGEST_RANK), len(keys)) if taken[:link].has_office() else ():
        rank = _rank(keys[at:])
        whole = taken.window[: taken.parts[link].start()]
        if rank in words.titles and keys[at - 1] in CLOSED["and"] and FORMS.with_article.search(whole):
            return taken[at:]  # "the Director of Ports and | Col. X", who are two
        if rank in words.titles and keys[at - 1] not in words.links:  # not "House of Representatives"
            joint = max((each for each in range(link, at) if keys[each] == "and" or each in taken.commas()), default=at)
            own = taken.parts[joint + 1 : at] if rank.upper() in words.uses["seat"] else []
            seat = keys[joint] != "and" or any(words.is_land(part[0]) or part[0].isupper() for part in own)
            cut = joint if seat else at  # "Leader of the Harbour Party and Otago MP", "…, Liberal MP"
            return taken[:cut] if taken.gap(at) == " " else taken
    return taken


def _rank(keys: list[str]) -> str:
    return " ".join(keys).replace("-", " ").replace(".", "")


def before_body(taken: Run, start: int, *, addressed: bool, apart: bool = False) -> Iterator[Role]:
    """The office with its body between commas: "Chairman, Harbour Board, Shri X", "Chairman, NCSC, X".

    ``apart``: nobody is named right before, whose it may be: "Director, Ports Division, X".
    """
    words = taken.words
    befores = ((at, taken.word(at - 1)) for at in reversed(taken.commas()))
    at = next((at for at, word in befores if words.is_office(word) or words.single(word)), 0)
    body = taken[at:]
    letters = len(body) == 1 and body.word(0).isupper()
    named = all(part[0][0].isupper() or part[0] in words.links for part in body.parts)
    part = apart and bool(body) and body.keys[-1] in words.uses["part"] | words.uses["staffed"]
    if not at or not named or not (addressed or letters or part) or _heads_office(body):
        return
    noun, end = taken.parts[at - 1], start + body.parts[-1].end()
    if words.single(noun[0]):
        roles = [Role(noun[0], start + noun.start(), start + noun.end(), office=True)]
    else:
        roles = [role for role in roles_in(taken[:at], start, last=True) if role.office]
    for role in roles:
        said = " ".join(taken.window[role.start - start : end - start].split()).replace(" ,", ",")
        yield replace(role, text=said, end=end)


def _heads_office(body: Run) -> bool:
    """Whether a word of a body is an office, what the body is of ("Ministry of Justice") apart."""
    keys, matters = body.keys, body.words.modifiers
    of = next((at for at, key in enumerate(keys) if at and key in CLOSED["of"]), len(keys))
    return any(body.is_office(at) and (at < of or key not in matters) for at, key in enumerate(keys))


def last_segment(taken: Run) -> int:
    """Place of the first word of an office between commas, behind which goes on what it is of ("CEO, Lantern Bank")."""
    for first in taken.commas()[:1]:  # but "Lands, Forests, and Fisheries Minister"
        if taken.word(first) == "and" and not any(map(taken.is_office, range(first))):
            return first + 1  # "three thousand Harbour Sisters, and Prime Minister"
    for last, first in pairwise(reversed(taken.commas())):
        if any(taken.is_office(at) and taken.word(at)[0].isupper() for at in range(first, last)):
            return first
    return 0


def _pauses(taken: Run, at: int) -> bool:
    return FORMS.pause.fullmatch(taken.gap(at)) is not None
