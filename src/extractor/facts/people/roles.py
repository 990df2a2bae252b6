"""Roles: the words before and after a person's name that say what the person is."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from extractor.data import Library
from extractor.facts.draft import Name
from extractor.facts.party import party_label
from extractor.facts.people.lexicon import Words, key_of, words_of
from extractor.facts.people.runs import LINKS, Role, roles_in
from extractor.facts.spans import Edges
from extractor.record import Affiliation, Institution
from extractor.regex import compiled

_WINDOW = 200
_ABBREVIATION = 4
_MOST_MENTIONS, _MOST_ROLES, _MOST_WORDS = 8, 2, 18
_STEM = 3
_WORD = compiled(r"[\w’'./&-]*\w(?:[’'](?=\s))?")
_SEVERAL = "title of several"
_PLURAL = compiled(r"\b\w+s\b")
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "our", "his", "her", "who", "is", "was", "as", "serves"))
_STOP = compiled(r"[.;:!?)\]”\"]|\n\s*\n|\s[–—]\s|--|-\s")
_BRACKET = compiled(r"\([^()\n]{1,40}\)")
_COMMA, _AND = re.compile(r"(?:\s+[A-Z]{2,3})?,\s+(?:the\s+)?"), re.compile(r"\band\b|,")
_ORDINAL = re.compile(r"1st|2nd")
_APART = compiled(r"\s*(?:[,–—(-]|\n|\s{2,})\s*")
_CLOSES = compiled(r"\s*(?:[,.;)–—\n]|$|said\b|says\b|told\b|today\b|who\b|has\b|and\b|\s\s)")

ReadRole = Callable[[str, list[Name], list[Name], Edges, Iterable[Institution]], tuple[str | None, Affiliation | None]]


def role_reader(library: Library) -> ReadRole:
    """Makes the function that reads role and affiliation from the surroundings of a person's mentions."""
    words, party = words_of(library), party_label(library)

    def read(
        text: str, mentions: list[Name], people: list[Name], edges: Edges, bodies: Iterable[Institution]
    ) -> tuple[str | None, Affiliation | None]:
        roles: list[Role] = []
        label = None
        for name in mentions[:_MOST_MENTIONS]:
            floor, ceiling = edges.end_before(name.start), edges.start_after(name.end, len(text))
            if name.rule == _SEVERAL and (first := _first_of_several(people, name)):
                roles += (_singular(role, words) for role in _before(text, first, 0, words))
            roles += _before(text, name, floor, words)
            roles += (role for role in _after(text, name, ceiling, words) if not _is_title(text, role, edges.starts))
            label = label or party.match(text, name.end)
        chosen = [role if role.office else _singular(role, words) for role in _best(roles)]
        if label:
            affiliation: Affiliation | None = Affiliation(text=" ".join(label["label"].split()), institution_id=None)
        else:
            affiliation = _body_of(chosen, bodies)
        return "; ".join(role.text for role in chosen) or None, affiliation

    return read


def _first_of_several(people: list[Name], name: Name) -> Name | None:
    """The person who stands right after the title that several share."""
    before = [other for other in people if other.start < name.start and other.rule != _SEVERAL]
    return before[-1] if before else None


def _singular(role: Role, words: Words) -> Role:
    """The role of one of several: "Senators" said of each is "Senator"."""

    def single(found: re.Match[str]) -> str:
        word = found[0]
        forms = (word[:-3] + "y" if word.endswith("ies") else word[:-1], word[:-1])
        return next((form for form in forms if key_of(form) in words.nouns), word)

    return replace(role, text=_PLURAL.sub(single, role.text))


def _before(text: str, name: Name, floor: int, words: Words) -> Iterator[Role]:
    """The role that ends right before a name."""
    start = max(floor, name.start - _WINDOW)
    window = _BRACKET.sub(_blank, text[start : name.start])
    parts = list(_WORD.finditer(window))
    after = len(window)
    mr = bool(parts) and key_of(parts[-1][0]) in words.honorifics
    while parts and key_of(parts[-1][0]) in words.honorifics:
        after = parts.pop().start()
    taken: list[re.Match[str]] = []
    for part in islice(reversed(parts), _MOST_WORDS):
        gap = window[part.end() : after]
        if _breaks(gap, part[0]) or not (_fits(part[0], words) or part[0] in LINKS):
            break
        mixed = _in_capitals(part[0]) and not all(word[0].isupper() for word in taken)
        wide = "   " in text[start + part.end() : start + after] and not (not taken and _is_rank(part[0], words))
        if mixed or wide or (part[0].islower() and "  " in gap):
            break
        taken.insert(0, part)
        after = part.start()
    found = roles_in(window, start, taken, words, last=True)
    return (role for role in found if not _is_of_other(text, floor, role, name, apart=mr))


def _is_rank(word: str, words: Words) -> bool:
    """Whether a word always stands before a name ("Sen"), however wide the gap that a conversion left between them."""
    return words.nouns.get(key_of(word)) is False


def _is_of_other(text: str, floor: int, role: Role, name: Name, *, apart: bool) -> bool:
    """Whether a role stands in apposition to the person named before it: "Ana Brook, head of X, and Tal Reeve".

    ``apart``: "Mr" or the like stands before the name, so that the role need not be its own where another follows.
    """
    aside = floor and _COMMA.fullmatch(text, floor, role.start)
    return bool(aside and ((apart and _COMMA.match(text, name.end)) or _AND.search(text, role.end, name.start)))


def _after(text: str, name: Name, stop: int, words: Words) -> Iterator[Role]:
    """The role that begins right after a name and ends before ``stop``."""
    window = _BRACKET.sub(_blank, text[name.end : min(stop, name.end + _WINDOW)])
    before, opened, article = 0, False, False
    taken: list[re.Match[str]] = []
    for part in islice(_WORD.finditer(window), _MOST_WORDS):
        gap = window[before : part.start()]
        if not taken:
            if part[0].strip("().") in words.letters and "\n\n" not in gap:
                before = part.end()
                continue
            opened = opened or bool(_APART.fullmatch(gap))
            if not opened:
                return iter(())
            if part[0].lower() in _ARTICLES and "\n" not in gap:
                before, article = part.end(), True
                continue
        if (taken and _breaks(gap, taken[-1][0])) or not (
            _fits(part[0], words) or part[0].lower() in LINKS or _is_scope(part[0], taken)
        ):
            break
        taken.append(part)
        before = part.end()
    found = roles_in(window, name.end, taken, words, last=False)
    return (role for role in found if article or _CLOSES.match(text, role.end))


def _is_scope(word: str, taken: list[re.Match[str]]) -> bool:
    """Whether a word is what a role is of: "mines" in "minister of mines"."""
    before = [key_of(part[0]) for part in taken[-2:]]
    return (
        (word.isalpha() or (word[0].isdigit() and "-" in word))
        and bool(before)
        and (before[-1] == "of" or before == ["of", "the"])
    )


def _blank(bracket: re.Match[str]) -> str:
    return " " * len(bracket[0])


def _in_capitals(word: str) -> bool:
    return word.isupper() and len(word) > _ABBREVIATION - 1


def _breaks(gap: str, word: str) -> bool:
    if gap.startswith(".") and (len(word) <= _ABBREVIATION or "." in word):
        gap = gap[1:]
    return bool(_STOP.search(gap))


def _fits(word: str, words: Words) -> bool:
    key = key_of(word)
    return bool(
        (word[0].isupper() and key not in words.never)
        or key in words.nouns
        or key in words.modifiers
        or _ORDINAL.fullmatch(word)
    )


def _is_title(text: str, role: Role, starts: frozenset[int]) -> bool:
    """Whether a role after a name is rather the title of the next person."""
    end = role.end
    while end < len(text) and text[end] in " .,\n":
        end += 1
    return end in starts


def _best(roles: list[Role]) -> list[Role]:
    """Offices, and a rank beside a single one; of roles that say the same the first, not in capitals if possible."""
    chosen: list[Role] = []
    for role in sorted(roles, key=lambda each: (not each.office, _bare(each), each.text.isupper(), each.start)):
        if not role.office and len(chosen) > 1:
            break
        if not any(_stems(role.text) & _stems(other.text) for other in chosen):
            chosen.append(role)
    return sorted(chosen[:_MOST_ROLES], key=lambda each: each.start)


def _stems(text: str) -> set[str]:
    """The first letters of a role's words, the same for "Sen." and "Senator"."""
    return {word[:_STEM] for word in text.casefold().split() if word not in LINKS}


def _bare(role: Role) -> bool:
    """Whether a role is one word only ("Minister", "chairman"): any fuller one says more."""
    return " " not in role.text


def _body_of(roles: list[Role], bodies: Iterable[Institution]) -> Affiliation | None:
    """The institution that is mentioned inside a role."""
    for role in roles:
        for body in bodies:
            for each in body.mentions:
                if role.start <= each.start and each.end <= role.end:
                    return Affiliation(text=each.text, institution_id=body.id)
    return None
