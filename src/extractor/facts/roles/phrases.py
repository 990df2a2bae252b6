"""Role phrases: where the words of a role begin and end, and the role inside a run of words."""

import re
from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from extractor.facts.roles.lexicon import Words, is_short, key_of, single
from extractor.regex import compiled

WINDOW = 200
MOST_WORDS = 18
WORD = compiled(r"[\w’'./&-]*\w(?:[’'](?=\s))?")
BRACKET = compiled(r"\([^()\n]{1,40}\)")
_STOP = compiled(r"[.;:!?()\]”\"]|\n\s*\n|[–—―]\s|--|-\s")
_LINE = compiled(r"\n|[ \t\xa0]{2}")
_WIDE = compiled(r"\n|[ \t\xa0]{3}")
SCOPES = frozenset({"of", "for", "on", "to", "in", "at", "with", "without"})
_LONGEST_LAND = 3
_ENDS_OF_LANDS = frozenset({"s", "states"})  # of "U S" and "United States"
_OWNERS = ("'s", "’s")
_LETTERS = re.compile(r" [A-Z][A-Z&-]+")
_LISTED = re.compile(r",\s")
_WHERE = frozenset({"in", "at", "to"})
_DEPUTIES = frozenset({"deputy", "vice"})
LINKS = SCOPES | {"and", "the", "&"}


class Role(Struct, frozen=True):
    """A role and its place in the text, in code points.

    An ``office`` is more than a rank; a ``weak`` role ("he is a leader") says little beside another.
    """

    text: str
    start: int
    end: int
    office: bool
    weak: bool = False


def roles_in(window: str, offset: int, parts: list[re.Match[str]], words: Words, *, last: bool) -> Iterator[Role]:
    """The role in a run of words: modifiers, a noun of role, and what it is of or for.

    ``last`` takes the noun that ends the run where no earlier one is "of" or "for" something; else each line may
    hold a role.
    """
    keys = [key_of(part[0]) for part in parts]
    keys[-1:] = [_of_one(part[0], words) for part in parts[-1:] if last] or keys[-1:]
    if last and _is_office_of_ranked(window, parts, keys, words):
        keys.pop()
    while keys and keys[-1] in LINKS and not last:
        keys.pop()
    noun = next((at for at in range(len(keys)) if _heads(window, parts, keys, at, words, last=last)), None)
    if noun is None:
        return
    served = len(keys) - 1 if last and _serves_another(keys, noun, words) else None
    floor, noun = (0, noun) if served is None else (noun + 2, served)
    first = _first_of_role(window, parts, keys, noun, floor, words, last=last)
    outside = [part[0] for part in parts[:first] if part[0] not in words.articles]
    foreign = outside[1:] and (outside[-2].islower() or parts[first - 1][0] in words.articles)
    if not last and foreign and outside[-1] in SCOPES:  # "Office of the Minister", "a critic of the president"
        return
    noun = _second_noun(window, parts, keys, noun, words)
    of = (at + 1 for at in range(first, noun - 1) if keys[at] in words.led and keys[at + 1] == "of")
    first = max(of, default=first)
    while first < noun and (parts[first][0] in words.apart or (first and keys[first] in LINKS)):
        first += 1
    first = max((at + 1 for at in range(first, noun) if _is_of_heading(parts[at][0], words)), default=first)
    end = noun
    if keys[noun + 1 : noun + 2] and keys[noun + 1] in SCOPES:
        end = _end_of_scope(keys, noun, _next_line(window, parts, keys, noun, words), words)
    elif not last and parts[noun + 1 :] and _LETTERS.fullmatch(window, parts[noun].end(), parts[noun + 1].end()):
        end = noun + 1  # "chairman PTI"
    start, stop = offset + parts[first].start(), offset + parts[end].end()
    office = any(
        words.nouns.get(key) for key in (*keys[first : _first_of_grade(keys, noun, words)], *keys[noun : end + 1])
    )
    line_ends = end + 1 < len(keys) and _LINE.search(window, parts[end].end(), parts[end + 1].start())
    if not office:
        start = offset + parts[_first_of_rank(window, parts, keys, first, noun, words)].start()
    yield Role(" ".join(window[start - offset : stop - offset].split()), start, stop, office)
    if line_ends and not last:
        yield from (role for role in roles_in(window, offset, parts[end + 1 :], words, last=False) if " " in role.text)


def _of_one(word: str, words: Words) -> str:
    """The key of a word, that of one where a small word names several ("lawyers")."""
    several = word.islower() and word not in words.nouns
    return (several and single(word, words)) or key_of(word)


def _second_noun(window: str, parts: list[re.Match[str]], keys: list[str], noun: int, words: Words) -> int:
    """Index of the noun of the last role that an "and" joins: "President and Chief Executive Officer"."""
    while keys[noun + 1 : noun + 2] in (["and"], ["&"]):
        last = noun + 2
        while (
            last < len(keys)
            and keys[last] not in LINKS
            and "," not in window[parts[last - 1].end() : parts[last].start()]
        ):
            last += 1
        nouns = [at for at in range(noun + 2, last) if words.nouns.get(keys[at])]
        if not nouns:
            return noun
        noun = nouns[-1]
    return noun


def _first_of_role(
    window: str, parts: list[re.Match[str]], keys: list[str], noun: int, floor: int, words: Words, *, last: bool
) -> int:
    """Index of the first word of the role with the noun at this place; it is ``floor`` or later."""
    first = noun
    while first > floor and "," not in window[parts[first - 1].end() : parts[first].start()]:
        joined = keys[first - 1] == "of" or _is_pair(window, parts, keys, first - 1, words)
        double = last and _are_one_s(keys, first - 1, noun, words)
        office = first < noun and joined and words.nouns[keys[noun]]
        over = 2 if double or (office and (last or _is_named_of(parts, keys, first, words))) else 1
        former = parts[max(0, first - over)][0]
        small = over > 1 and not (former[0].isupper() or (former in words.modifiers and keys[first - 1] != "of"))
        address = keys[first - 1] in words.honorifics - words.nouns.keys() and not words.is_land(
            window[parts[first - 1].start() : parts[first].end()]
        )  # "Sri Lankan ambassador"
        if (over == 1 and keys[first - 1] in LINKS) or first - floor < over or small or address:
            break
        first -= over
    return _first_of_list(window, parts, keys, first, noun, words)


def _is_named_of(parts: list[re.Match[str]], keys: list[str], first: int, words: Words) -> bool:
    """Whether a name with an "of" inside it opens a role behind a person's: "the Bay of Plenty candidate"."""
    opens = first == 2 or (first > 2 and parts[first - 3][0] in words.articles)  # noqa: PLR2004 - the two of "Bay of"
    return opens and parts[first - 2][0][0].isupper() and keys[first - 2] not in words.nouns


def _first_of_list(
    window: str, parts: list[re.Match[str]], keys: list[str], first: int, noun: int, words: Words
) -> int:
    """Index of the first matter of a list before a noun of role: "Fisheries, Mines and Energy Minister"."""
    at = first
    while "and" in keys[at:noun] and at and _LISTED.fullmatch(window, parts[at - 1].end(), parts[at].start()):
        matter = parts[at - 1][0]
        opens = at == 1 or keys[at - 2] in LINKS or "," in window[parts[at - 2].end() : parts[at - 1].start()]
        if (
            not (opens and matter.istitle())
            or matter.isupper()
            or (keys[at - 1] in words.nouns or keys[at - 1] in words.honorifics)
        ):
            break
        if words.places.look_up(matter) or (at > 1 and keys[at - 2] in _WHERE):
            break
        at -= 1
    return at


def _is_office_of_ranked(window: str, parts: list[re.Match[str]], keys: list[str], words: Words) -> bool:
    """Whether a rank stands behind an office of the same person: "spokeswoman Senator"."""
    if not keys[:-1]:
        return False
    letters = parts[-1][0].isupper() and len(keys[-1]) > 1 and keys[-1] in words.grades  # "Fleet Commander RADM"
    if not letters and keys[-1] not in words.late:
        return False
    gap = window[parts[-2].end() : parts[-1].start()]
    office = bool(words.nouns.get(keys[-2])) and (letters or keys[-2] not in words.bound)
    return len(gap) == 1 and gap.isspace() and office


def _serves_another(keys: list[str], noun: int, words: Words) -> bool:
    """Whether a role is that of somebody who serves the one named next: "adviser to President" X."""
    served = keys[noun + 2 :]
    if keys[noun + 1 : noun + 2] not in (["to"], ["for"], ["of"]) or not served:
        return False
    if keys[noun + 1] == "of" and served[-1] in words.grades:  # "Army Chief of Staff Gen", "Chief of General Staff"
        return False
    titles = (words.ranks | words.lands | words.nouns.keys()) - LINKS
    if words.nouns.get(served[-1]):
        titles |= words.modifiers
    return (served[-1] in words.grades or served[-1] not in words.modifiers) and titles.issuperset(served)


def _is_of_heading(word: str, words: Words) -> bool:
    """Whether a word is a heading's and no part of the role that comes after it: "Release", "Remembers", "JOIN"."""
    key = key_of(word)
    return key.title() in words.verbs and (word.isupper() or key.endswith(("s", "ing")))


def _is_pair(window: str, parts: list[re.Match[str]], keys: list[str], at: int, words: Words) -> bool:
    """Whether an "and" stands inside one office ("Health and Human Services Secretary"), not before another."""
    if keys[at] != "and" or not at:
        return False
    word = parts[at - 1][0]
    clear = window[parts[at - 1].end() : parts[at].start()] == " " and word.isalpha() and not word.isupper()
    owner = any(parts[at + 1][0].endswith(sign) for sign in _OWNERS)
    return clear and not owner and keys[at - 1] not in words.nouns and keys[at - 1] not in words.letters


def _are_one_s(keys: list[str], at: int, noun: int, words: Words) -> bool:
    """Whether an "and" joins two offices of one person: "Deputy Prime Minister and Foreign Minister".

    Behind an article only those of a deputy are: "the President and Prime Minister X" are two.
    """
    if keys[at] != "and" or not words.nouns.get(keys[at - 1] if at else ""):
        return False
    own = list(takewhile(lambda key: key not in LINKS, reversed(keys[:at])))
    bare = at == len(own) or keys[at - len(own) - 1] not in ("the", "The")
    return not _DEPUTIES.isdisjoint(own) or (bare and (words.nouns[keys[noun]] or keys[noun].upper() in words.seats))


def _first_of_rank(
    window: str, parts: list[re.Match[str]], keys: list[str], first: int, noun: int, words: Words
) -> int:
    """Index of the first word of a rank: what belongs to it, then the land or state ("New South Wales Senator")."""
    at = noun
    while at > first and (keys[at - 1] in words.lands or keys[at - 1] in words.ranks or keys[at - 1] in words.nouns):
        at -= 1
    while keys[at] in _ENDS_OF_LANDS:
        at += 1
    for size in range(min(_LONGEST_LAND, at - first), 0, -1):
        land = window[parts[at - size].start() : parts[at - 1].end()]
        if window[parts[at - 1].end() : parts[at].start()] == " " and words.is_land(land):
            return at - size
    return at


def _first_of_grade(keys: list[str], noun: int, words: Words) -> int:
    """Index of the first word of "Chief Master Sgt", whose "Chief" is no office."""
    while noun and keys[noun - 1] in words.ranks:
        noun -= 1
    return noun


def _next_line(window: str, parts: list[re.Match[str]], keys: list[str], noun: int, words: Words) -> int:
    """Index of the last part before a line (or a double blank) after which another role begins, else of the last."""
    if "\n" in window[: parts[0].start()]:  # a role with a line of its own ends with it
        for at in range(noun + 2, len(keys)):
            gap = window[parts[at - 1].end() : parts[at].start()]
            if "\n" in gap and "," not in gap and keys[at - 1] not in LINKS and parts[at][0][0].isupper():
                return at - 1
    following = next((at for at in range(noun + 2, len(keys)) if keys[at] in words.nouns), 0)
    for at in range(following, noun + 1, -1):
        gap = window[parts[at - 1].end() : parts[at].start()]
        if _LINE.search(gap) and keys[at - 1] not in LINKS:
            return at - 1
    return len(keys) - 1


def _end_of_scope(keys: list[str], noun: int, end: int, words: Words) -> int:
    """Drops titles that stand between a role and the name, and an "and" before them."""
    while end > noun and (keys[end] in words.honorifics or keys[end] in words.late or keys[end] in LINKS):
        end -= 1
    return max(end, noun)


def _heads(window: str, parts: list[re.Match[str]], keys: list[str], at: int, words: Words, *, last: bool) -> bool:
    """Whether the word at this place is the noun that heads a role."""
    if keys[at] not in words.nouns or (keys[at] in words.bound and not (at and keys[at - 1] in words.ranks)):
        return False
    following = keys[at + 1] if at + 1 < len(keys) else None
    if following is None or following in SCOPES:
        return True
    if last:
        return False
    if _WIDE.search(window, parts[at].end(), parts[at + 1].start()) and keys[at] not in words.modifiers:
        return True
    return following in LINKS or not any(key in words.nouns for key in keys[at + 1 :])


def first_of_rank(taken: list[re.Match[str]], words: Words) -> int:
    """Index of the first word of the rank ("Air Marshal") that ends a run of words, else the number of words."""
    at = len(taken)
    while at:
        key = key_of(taken[at - 1][0])
        general = words.nouns.get(key) and at > 1 and words.nouns.get(key_of(taken[at - 2][0]))  # "Attorney General"
        if general or not (key in words.grades or (at < len(taken) and key in words.ranks)):
            break
        at -= 1
    return at


def blank(bracket: re.Match[str]) -> str:
    """As many blanks as a bracket is long."""
    return " " * len(bracket[0])


def breaks(gap: str, word: str, words: Words) -> bool:
    """Whether a role ends in the gap after a word; the stop of an abbreviation ends none."""
    if gap.startswith(".") and is_short(word, words):
        gap = gap[1:]
    return bool(_STOP.search(gap))


def next_office(window: str, taken: list[re.Match[str]], words: Words) -> int | None:
    """Index of the last "and" after a comma that joins a role to a former person's: "head of X, and the chair of Y"."""
    for at in range(len(taken) - 1, 1, -1):
        if taken[at][0] == "and" and "," in window[taken[at - 1].end() : taken[at].start()]:
            return at if any(key_of(part[0]) in words.nouns for part in taken[at:]) else None
    return None
