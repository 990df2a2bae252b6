"""The roles that stand right before and right after a person's name."""

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from extractor.facts.draft import Name
from extractor.facts.entities import initials
from extractor.facts.people.lexicon import Words, key_of
from extractor.facts.people.runs import LINKS, SCOPES, Role, roles_in
from extractor.regex import compiled

_WINDOW = 200
_ABBREVIATION, _FEWEST_LETTERS = 4, 3
_MOST_WORDS, _MOST_TELLING = 18, 1
_WORD = compiled(r"[\w’'./&-]*\w(?:[’'](?=\s))?")
_ARTICLES = frozenset(("the", "a", "an", "its", "their", "our", "his", "her", "who", "is", "was", "as", "serves"))
_POINTERS = frozenset(
    (
        "this",
        "that",
        "these",
        "those",
        "both",
        "which",
        "whom",
        "whose",
        "who",
        "where",
        "when",
        "some",
        "all",
        "while",
        "after",
        "before",
        "with",
        "by",
        "from",
        "as",
        "than",
        "not",
        "or",
        "but",
        "if",
        "so",
        "then",
        "also",
        "told",
    )
)
_STOP = compiled(r"[.;:!?)\]”\"]|\n\s*\n|\s[–—]\s|--|-\s")
_BRACKET = compiled(r"\([^()\n]{1,40}\)")
_COMMA, _AND = re.compile(r"(?:\s+[A-Z]{2,3})?,\s+(?:the\s+)?"), re.compile(r"\band\b|,")
_ASIDE = re.compile(
    r"(?:\s*\([^()\n]{1,40}\)|\s+[A-Z]{2,3}|\s{2}[A-Z]{1,3}\s{1,2}[A-Z][A-Za-z]*)?(?:,\s+|\s+[-–—]\s+|\s{2,})(?:the\s+)?"
)
_CALLED, _GAP = re.compile(r":\s*$"), re.compile(r",\s+")
_FOR = re.compile(r"\s+for\s")
_GRADE = re.compile(r"[1-5]")
_PAUSE = re.compile(r",\s+(?:the\s+)?")
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th)")
_JOINED = re.compile(r"[A-Za-z]+[-‑][A-Z]")
_APART = compiled(r"\s*(?:[,–—(-]|\n|\s{2,})\s*")
_CLOSES = compiled(r"\s*(?:[,.;)–—\n]|$|said\b|says\b|told\b|today\b|who\b|has\b|and\b|\s\s)")


def before(text: str, name: Name, floor: int, words: Words) -> Iterator[Role]:
    """The role that ends right before a name and begins after ``floor``."""
    start = max(floor, name.start - _WINDOW)
    window = _BRACKET.sub(_blank, text[start : name.start])
    parts = list(_WORD.finditer(window))
    end = len(window)
    mr = bool(parts) and key_of(parts[-1][0]) in words.honorifics
    while parts and _is_address(window, parts, words):
        end = parts.pop().start()
    for loose in (False, True):
        taken = _run(window, text[start : name.start], parts, end, words, loose=loose)
        scoped = bool(taken) and key_of(taken[0][0]) in SCOPES
        if floor and taken and _ASIDE.fullmatch(text, floor, start + taken[0].start()):
            taken = _own(taken, words)
        found = list(_in_apposition(window, start, taken, words))
        if found or not scoped:
            break
    for role in found:
        if not (_is_of_other(text, floor, role, name, apart=mr) or _is_call(text, role, name)):
            yield role


def _run(
    window: str, text: str, parts: list[re.Match[str]], end: int, words: Words, *, loose: bool
) -> list[re.Match[str]]:
    """The words before ``end`` that may be a role's; ``loose``: with small ones before an "of" inside it."""
    taken: list[re.Match[str]] = []
    for part in islice(reversed(parts), _MOST_WORDS):
        gap = window[part.end() : end]
        inside = loose and taken and key_of(taken[0][0]) in SCOPES and part[0].isalpha() and gap == " "
        if _breaks(gap, part[0], words) or not (inside or _fits(part[0], words) or part[0].lower() in LINKS):
            break
        mixed = _in_capitals(part[0]) and not all(word[0].isupper() for word in taken)
        wide = "   " in text[part.end() : end] and not (not taken and _is_rank(part[0], words))
        if mixed or wide or (part[0].islower() and "  " in gap):
            break
        taken.insert(0, part)
        end = part.start()
    return taken


def _is_address(window: str, parts: list[re.Match[str]], words: Words) -> bool:
    """Whether the last word only addresses ("Dr", "Chief") or numbers the grade of an officer."""
    key, previous = key_of(parts[-1][0]), parts[-2] if len(parts) > 1 else None
    if previous is None:
        return key in words.honorifics
    if _GRADE.fullmatch(key):
        return key_of(previous[0]) == "officer"
    joined = window[previous.end() : parts[-1].start()] == " " and previous[0][0].isupper()
    noun = joined and key in words.nouns and key_of(previous[0]) not in words.nouns.keys() | words.never
    return key in words.honorifics and not noun


def _in_apposition(window: str, start: int, taken: list[re.Match[str]], words: Words) -> Iterator[Role]:
    """The role that ends a run of words, and where that is a rank the one before its comma: "the chair, Senator X"."""
    for role in roles_in(window, start, taken, words, last=True):
        yield role
        at = next((at for at, part in enumerate(taken) if start + part.start() >= role.start), 0)
        if at and not role.office and _PAUSE.fullmatch(window, taken[at - 1].end(), taken[at].start()):
            yield from roles_in(window, start, taken[:at], words, last=True)


def _own(taken: list[re.Match[str]], words: Words) -> list[re.Match[str]]:
    """The rank after an "and", where what stands before it is the role of the person named before."""
    at = len(taken)
    while at and _is_rank(taken[at - 1][0], words):
        at -= 1
    return taken[at:] if 1 < at < len(taken) and taken[at - 1][0] == "and" else taken


def _is_rank(word: str, words: Words) -> bool:
    """Whether a word always stands before a name ("Sen"), however wide the gap that a conversion left between them."""
    return words.nouns.get(key_of(word)) is False


def _is_of_other(text: str, floor: int, role: Role, name: Name, *, apart: bool) -> bool:
    """Whether a role stands in apposition to the person named before it: "Ana Brook, head of X, and Tal Reeve".

    ``apart``: "Mr" or the like stands before the name, so that the role need not be its own where another follows.
    """
    aside = floor and _ASIDE.fullmatch(text, floor, role.start)
    return bool(aside and ((apart and _COMMA.match(text, name.end)) or _AND.search(text, role.end, name.start)))


def _is_call(text: str, role: Role, name: Name) -> bool:
    """Whether a role is whom a question addresses: "Reporter: Minister, Tal Reeve says"."""
    return bool(_CALLED.search(text, max(0, role.start - 4), role.start) and _GAP.fullmatch(text, role.end, name.start))


def after(text: str, start: int, stop: int, words: Words, *, named: bool = False) -> Iterator[Role]:
    """The role that begins right after a name, which ends at ``start``, and ends before ``stop``, the next name.

    ``named``: it is somebody who is named or elected something ("named Ana Brook chair").
    """
    window = _BRACKET.sub(_blank, text[start : min(stop, start + _WINDOW)])
    end = letters = _end_of_letters(window, words)
    made = words.made.match(window, end)
    end, article = (made.end(), True) if made else (end, False)
    opened = article
    taken: list[re.Match[str]] = []
    for part in islice(_WORD.finditer(window, end), _MOST_WORDS):
        gap = window[end : part.start()]
        if not taken:
            seat = key_of(part[0]) in words.nouns and part[0].strip(".") in words.letters
            lettered = seat or (0 < letters == end and part[0][0].isupper())
            article = article or (gap == " " and (named or lettered))
            if article and part[0].lower() in LINKS:
                return
            opened = opened or article or bool(_APART.fullmatch(gap))
            if not opened:
                return
            if part[0].lower() in _ARTICLES and "\n" not in gap:
                end, article = part.end(), True
                continue
        if (taken and (_breaks(gap, taken[-1][0], words) or _abbreviates(gap, part[0], taken))) or not (
            _fits(part[0], words)
            or part[0].lower() in LINKS
            or _is_scope(part[0], taken)
            or (article and not made and _tells(part[0], taken, words))
        ):
            break
        taken.append(part)
        end = part.end()
    if taken and stop < len(text) and not window[end:].strip(" .,\n"):
        taken = _without_titles(window, taken, words)
    taken = _without_next(window, taken, words)
    for role in roles_in(window, start, taken, words, last=False):
        if article or _CLOSES.match(text, role.end):
            yield replace(role, weak=bool(made and made["one"]))


def _end_of_letters(window: str, words: Words) -> int:
    """Where the letters after a name ("MP", "AO") end, 0 without any; "MP for Ashgrove" is a role."""
    end = 0
    for part in _WORD.finditer(window):
        if part[0].strip("().") not in words.letters or "\n\n" in window[end : part.start()]:
            break
        if _FOR.match(window, part.end()):
            break
        end = part.end() + (window[part.end() : part.end() + 1] == "." and "." in part[0])
    return end


def _without_titles(window: str, taken: list[re.Match[str]], words: Words) -> list[re.Match[str]]:
    """Drops ", and Admiral" or "and HM Ambassador" that stands before the next person."""
    at = last = len(taken)
    while at and (_is_rank(taken[at - 1][0], words) or key_of(taken[at - 1][0]) in words.honorifics | words.lands):
        at -= 1
    while last and taken[last - 1][0][0].isupper() and _fits(taken[last - 1][0], words):
        last -= 1
    joined = 1 < last < len(taken) and taken[last - 1][0] == "and" and key_of(taken[-1][0]) in words.nouns
    listed = joined and "," in window[taken[last - 2].end() : taken[last - 1].start()]
    return taken[: last - 1 if listed else at]


def _without_next(window: str, taken: list[re.Match[str]], words: Words) -> list[re.Match[str]]:
    """Drops the small words after a comma that begin what comes next ("…, distinguished guests")."""
    at = len(taken)
    while at > 1 and taken[at - 1][0] in words.modifiers:
        at -= 1
        if "," in window[taken[at - 1].end() : taken[at].start()]:
            return taken[:at]
    return taken


def _tells(word: str, taken: list[re.Match[str]], words: Words) -> bool:
    """Whether a small word may stand between an article and a role: "a claimants' leader"."""
    few = len(taken) <= _MOST_TELLING and not any(key_of(part[0]) in words.nouns for part in taken)
    return few and word.islower() and word not in _POINTERS and word.strip("'’").isalpha()


def _abbreviates(gap: str, word: str, taken: list[re.Match[str]]) -> bool:
    """Whether a word is the abbreviation, once in brackets, of the body that ends before it."""
    return (
        gap.startswith("  ")
        and word.isupper()
        and len(word) >= _FEWEST_LETTERS
        and initials(" ".join(part[0] for part in taken)).endswith(word)
    )


def _is_scope(word: str, taken: list[re.Match[str]]) -> bool:
    """Whether a word is what a role is of: "mines" in "minister of mines"."""
    last = [key_of(part[0]) for part in taken[-2:]]
    return (
        ((word.isalpha() and word not in _POINTERS) or (word[0].isdigit() and "-" in word))
        and bool(last)
        and (last[-1] == "of" or last == ["of", "the"])
    )


def _blank(bracket: re.Match[str]) -> str:
    return " " * len(bracket[0])


def _in_capitals(word: str) -> bool:
    return word.isupper() and len(word) > _ABBREVIATION - 1


def _breaks(gap: str, word: str, words: Words) -> bool:
    """Whether a role ends in the gap after a word; the stop of an abbreviation ends none."""
    key = key_of(word)
    short = (
        len(word) == 1
        or "." in word
        or key in words.short
        or (len(key) <= _ABBREVIATION and (key in words.nouns or key in words.ranks))
    )
    if gap.startswith(".") and short:
        gap = gap[1:]
    return bool(_STOP.search(gap))


def _fits(word: str, words: Words) -> bool:
    key = key_of(word)
    return bool(
        (word[0].isupper() and key not in words.never)
        or key in words.nouns
        or key in words.modifiers
        or _ORDINAL.fullmatch(word)
        or (_JOINED.match(word) and key.split("-")[0] in words.modifiers)
    )
