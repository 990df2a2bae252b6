"""Roles: the words before and after a person's name that say what the person is."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

from extractor.data import Library
from extractor.facts.draft import Name
from extractor.record import Affiliation, Institution

_WINDOW = 200
_ABBREVIATION = 4
_MOST_MENTIONS, _MOST_ROLES, _MOST_WORDS = 8, 2, 18
_WORD = re.compile(r"[\w’'./&-]*\w(?:[’'](?=\s))?")
_PARTY = re.compile(
    r"\s*(?:\(|,\s|\s\s)\s?(?P<label>(?:[DRI]|Lab|Con|LD|SNP|ALP|LIB|NAT)\s?(?:[-–—]|\s)\s*[A-Z][A-Za-z]*\.?(?:\s?[A-Z][a-z]*\.?)?)"
)
_LINKS = frozenset({"of", "for", "and", "the", "on", "to", "in", "at", "&", "with"})
_SCOPES = frozenset({"of", "for", "on", "to", "in", "at", "with"})
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "our", "his", "her", "who", "is", "was", "as", "serves"))
_STOP = re.compile(r"[.;:!?)\]”\"]|\n\s*\n|\s[–—]\s")
_APART = re.compile(r"\s*(?:[,–—(-]|\n|\s{2,})\s*")
_CLOSES = re.compile(r"\s*(?:[,.;)–—\n]|$|said\b|says\b|told\b|today\b|who\b|has\b|and\b|\s\s)")

ReadRole = Callable[[str, list[Name], list[Name], Iterable[Institution]], tuple[str | None, Affiliation | None]]


@dataclass(frozen=True, slots=True)
class _Role:
    text: str
    start: int
    end: int
    office: bool


@dataclass(frozen=True, slots=True)
class _Words:
    """Words that head a role (True: more than a rank), that may stand before such, and that are none."""

    nouns: dict[str, bool]
    modifiers: frozenset[str]
    honorifics: frozenset[str]
    letters: frozenset[str]
    never: frozenset[str]


def role_reader(library: Library) -> ReadRole:
    """Makes the function that reads role and affiliation from the surroundings of a person's mentions."""
    words = _words(library)

    def read(
        text: str, mentions: list[Name], people: list[Name], bodies: Iterable[Institution]
    ) -> tuple[str | None, Affiliation | None]:
        starts = frozenset(name.start for name in people)
        roles: list[_Role] = []
        label = None
        for name in mentions[:_MOST_MENTIONS]:
            floor = max((other.end for other in people if other.end <= name.start), default=0)
            roles += _before(text, name, floor, words)
            roles += (role for role in _after(text, name, words) if not _is_title(text, role, starts))
            label = label or _PARTY.match(text, name.end)
        chosen = _best(roles)
        if label:
            affiliation: Affiliation | None = Affiliation(text=" ".join(label["label"].split()), institution_id=None)
        else:
            affiliation = _body_of(chosen, bodies)
        return "; ".join(role.text for role in chosen) or None, affiliation

    return read


@cache
def _words(library: Library) -> _Words:
    nouns: dict[str, bool] = {}
    honorifics: set[str] = set()
    for row in library.table("people/titles.tsv", "title", "kind"):
        title = row["title"].rstrip(".")
        if row["kind"] == "honorific":
            honorifics.update(_key(part) for part in title.split())
        else:
            nouns[_key(title.split()[-1])] = nouns.get(_key(title.split()[-1]), False) or row["kind"] == "office"
    sorts: dict[str, set[str]] = {}
    for row in library.table("people/roles.tsv", "word", "use"):
        sorts.setdefault(row["use"], set()).add(row["word"])
    nouns |= {_key(word): nouns.get(_key(word), True) for word in sorts["noun"]}
    never = {_key(row["word"]) for row in library.table("names/never.tsv", "word")}
    letters = frozenset(word.strip("().") for word in sorts["letters"])
    return _Words(nouns, frozenset(sorts["modifier"]), frozenset(honorifics), letters, frozenset(never))


def _key(word: str) -> str:
    return word.strip(".").lower()


def _before(text: str, name: Name, floor: int, words: _Words) -> Iterator[_Role]:
    """The role that ends right before a name."""
    start = max(floor, name.start - _WINDOW)
    parts = list(_WORD.finditer(text, start, name.start))
    while parts and _key(parts[-1][0]) in words.honorifics:
        parts.pop()
    taken: list[re.Match[str]] = []
    after = name.start
    for part in islice(reversed(parts), _MOST_WORDS):
        gap = text[part.end() : after]
        if _breaks(gap, part[0]) or not (_fits(part[0], words) or part[0] in _LINKS):
            break
        taken.insert(0, part)
        after = part.start()
    return _roles_in(text, taken, words)


def _after(text: str, name: Name, words: _Words) -> Iterator[_Role]:
    """The role that begins right after a name."""
    parts = list(_WORD.finditer(text, name.end, name.end + _WINDOW))
    before, opened = name.end, False
    taken: list[re.Match[str]] = []
    for part in parts[:_MOST_WORDS]:
        gap = text[before : part.start()]
        if not taken:
            opened = opened or bool(_APART.fullmatch(gap.replace(")", ",")))
            if part[0].strip("().") in words.letters and "\n\n" not in gap:
                before = part.end()
                continue
            if not opened:
                return iter(())
            if part[0].lower() in _ARTICLES:
                before = part.end()
                continue
        if (taken and _breaks(gap, taken[-1][0])) or not (_fits(part[0], words) or part[0].lower() in _LINKS):
            break
        taken.append(part)
        before = part.end()
    return (role for role in _roles_in(text, taken, words) if _CLOSES.match(text, role.end))


def _breaks(gap: str, word: str) -> bool:
    if gap.startswith(".") and (len(word) <= _ABBREVIATION or "." in word):
        gap = gap[1:]
    return bool(_STOP.search(gap))


def _fits(word: str, words: _Words) -> bool:
    key = _key(word)
    return (word[0].isupper() and key not in words.never) or key in words.nouns or key in words.modifiers


def _roles_in(text: str, parts: list[re.Match[str]], words: _Words) -> Iterator[_Role]:
    """The role in a run of words: modifiers, a noun of role, and what it is of or for."""
    keys = [_key(part[0]) for part in parts]
    noun = next((at for at, key in enumerate(keys) if key in words.nouns and _heads(keys, at, words)), None)
    if noun is None:
        return
    first = noun
    while (
        first > 0 and keys[first - 1] not in _LINKS and "," not in text[parts[first - 1].end() : parts[first].start()]
    ):
        first -= 1
    last = noun
    if (
        noun + 1 < len(parts)
        and keys[noun + 1] in _SCOPES
        and "," not in text[parts[noun].end() : parts[noun + 1].start()]
    ):
        last = len(parts) - 1
    while keys[last] in _LINKS:
        last -= 1
    while last > noun and keys[last] in words.honorifics | {"senator", "sen"}:
        last -= 1
    start, end = parts[first].start(), parts[last].end()
    yield _Role(
        " ".join(text[start:end].split()), start, end, any(words.nouns.get(key) for key in keys[first : last + 1])
    )


def _heads(keys: list[str], at: int, words: _Words) -> bool:
    """Whether the noun at this place ends its phrase, so that "Committee Chairperson" is headed by its last word."""
    following = keys[at + 1] if at + 1 < len(keys) else ""
    return not (
        following in words.nouns
        or (following and following not in _LINKS and any(key in words.nouns for key in keys[at + 1 :]))
    )


def _is_title(text: str, role: _Role, starts: frozenset[int]) -> bool:
    """Whether a role after a name is rather the title of the next person."""
    end = role.end
    while end < len(text) and text[end] in " .,\n":
        end += 1
    return end in starts


def _best(roles: list[_Role]) -> list[_Role]:
    """Offices before ranks; of roles that say the same the fullest, not in capitals where there is a choice."""
    chosen: list[_Role] = []
    for role in sorted(roles, key=lambda each: (not each.office, each.text.isupper(), -len(each.text), each.start)):
        if not role.office and chosen:
            break
        words = set(role.text.casefold().split()) - _LINKS
        if not any(words & set(other.text.casefold().split()) for other in chosen):
            chosen.append(role)
    return sorted(chosen[:_MOST_ROLES], key=lambda each: each.start)


def _body_of(roles: list[_Role], bodies: Iterable[Institution]) -> Affiliation | None:
    """The institution that is mentioned inside a role."""
    for role in roles:
        for body in bodies:
            for each in body.mentions:
                if role.start <= each.start and each.end <= role.end:
                    return Affiliation(text=each.text, institution_id=body.id)
    return None
