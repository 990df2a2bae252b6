"""Repairs a span of the model: titles, articles, possessives, line ends and halves that were cut off or left on."""

import re

from extractor.entities.candidates.lexicon import Lexicon
from extractor.regex import compiled
from extractor.rules.gazetteer import plain

_FRONT = compiled(r"(?:[\s\"“”‘’'(\[,;:*•–—-]|(?:the|a|an|The|THE|A|An)\s)+")
_BACK = compiled(r"(?:\s\+?\(?\d[\d\s()-]{3,}+|[\s\"“”‘’'(\[,;:*•–—/&-]|['’]s|(?<=[a-z])âs|(?<=\w)\ss(?=\s?$))++$")
_PARTS = compiled(r"(?:[A-Z]\.){2,}|[^\s.]+")
WORDS = compiled(r"[\w.'’&/-]+")
_INITIALS = compiled(r"(?<![\w.])(?:(?:[A-Z]\.){1,4}|(?!U\. ?S\. )(?:[A-Z]\.? ){2,5}|(?<=[a-z,] )A )$")
_MOST_INITIALS = 16
_OTHER_HALF = re.compile(r"-[A-Z]\w+")
_OF = compiled(r" of (?:the )?")
_PARTY, _HOME = ("D", "I", "R"), compiled(r"\s+[A-Z][A-Za-z]{1,4}\b")  # "Ana Brook  D ME" where marks were lost
_LOST_COMMA = compiled(r"(?<=[^\W\d_]{2}) {2,}(?=[^\W\d_]{2})")
_JOINED = compiled(r"\s(?:and|&)\s(?=[A-Z])")
_INTRODUCED = compiled(r"[a-z]\.?\s+$")
_BROKEN = compiled(r"\s*\n\s*\n|\s{3,}|\s\(|\s[–—]\s|\)\s?[-–—:]\s?")


def trim(text: str, start: int, end: int) -> tuple[int, int]:
    """Without what stands around a name, and without what an empty line or a bracket parts from it."""
    broken = _BROKEN.search(text, start, end)
    if broken and broken.start() > start:
        end = broken.start()
    if front := _FRONT.match(text, start, end):
        start = front.end()
    if back := _BACK.search(text[start:end]):
        end = start + back.start()
    return start, end


def apart(text: str, start: int, end: int, known: Lexicon, *, stripped: bool) -> list[tuple[int, int]]:
    """The names that an "and" parts, or a lost comma where marks became blanks (``stripped``: "Brook  Reeve").

    A given name that begins one is no name of its own behind a word ("Senator Susan  Brook", "and Susan  Brook").
    """
    gaps = list((_LOST_COMMA if stripped else _JOINED).finditer(text, start, end))
    given = stripped and gaps and text[start : gaps[0].start()] in known.given
    if given and _INTRODUCED.search(text, max(0, start - 12), start):
        gaps = gaps[1:]
    return list(zip([start, *(gap.end() for gap in gaps)], [*(gap.start() for gap in gaps), end], strict=True))


def whole(text: str, start: int, end: int, known: Lexicon) -> tuple[int, int]:
    """With the other half of a name that was cut at its hyphen, not of two surnames ("the Brook-Reeve amendment")."""
    back = _OTHER_HALF.match(text, end)
    named = " " in text[start:end] or text[start:end] in known.given
    return start, back.end() if back and named else end


def with_initials(text: str, start: int) -> int:
    """Where a person's name begins with the initials before it: "N. H. M. Tarrow", in a sentence "A Tarrow"."""
    stop = start + 3 if text[start + 1 : start + 3] == ". " else start
    found = _INITIALS.search(text, max(0, start - _MOST_INITIALS), stop)
    return min(found.start(), start) if found else start


def without_title(text: str, start: int, end: int, known: Lexicon) -> int:
    """Where a person's name begins after its titles; the end of a span that is nothing but a title."""
    while start < end:
        if " " in (name := plain(text[start:end])) and name in known.titles.values:
            return end
        parts = list(_PARTS.finditer(text[start:end]))
        longest = known.titles.longest.get(plain(parts[0][0]), 0) if parts else 0
        for size in range(min(longest, len(parts) - 1), 0, -1):
            stop = start + parts[size - 1].end()
            if plain(text[start:stop]) in known.titles.values:
                start += parts[size].start()
                break
        else:
            return start
    return start


def without_tail(text: str, start: int, end: int, known: Lexicon) -> int:
    """Drops verbs of headlines, titles of the next person and the letter of a party after a name."""
    words = list(WORDS.finditer(text, start, end))
    verbs = (at for at, word in enumerate(words) if at and word[0].title() in known.uses["verb"])
    words = words[: next((at for at in verbs if words[at - 1][0].upper() not in known.particles), len(words))]
    if len(words) > 2 and words[-1][0] in _PARTY and _HOME.match(text, words[-1].end()):  # noqa: PLR2004 - given, last
        words.pop()
    while len(words) > 1 and words[-1][0] in known.letters:
        words.pop()
    return words[-1].end() if words else end


def without_country(text: str, start: int, end: int, known: Lexicon) -> int:
    """Drops "of Italy" after a name that has no head noun, such as a party's."""
    found = _OF.search(text, start, end)
    if found is None or any(word in known.heads.values for word in WORDS.findall(text[start : found.start()])):
        return end
    return found.start() if known.atlas.sort_of(text[found.end() : end]) == "name" else end
