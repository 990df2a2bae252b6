"""Capitalised words of a text and what stands between them: the ground on which names are found."""

import re
import sys
import unicodedata
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property, lru_cache
from typing import NamedTuple

from msgspec import Struct

from extractor.regex import compiled
from extractor.rules.gazetteer import plain
from extractor.text.normalization import FORMS, is_stripped
from extractor.text.paragraphs import credits_end, line_breaks

_OPENING = re.compile(r"\w+")
_UPPER = "".join(
    letter for letter in map(chr, (*range(0xC0, 0x250), *range(0x1E00, 0x1F00))) if unicodedata.category(letter) == "Lu"
)
_WORD = compiled(
    rf"""(?:(?=[A-Z{_UPPER}])(?!(?<=[A-Z]['’])S\b)|(?<!\w)(?=[dl]['’]|\d|[a-z]\w{{1,2}}[-‑]))(?:  # few places
        (?:[A-Z]\.){{2,}}                                          # U.S.
      | (?<!\w)(?:[dDlLO]['’]|\d+(?:st|nd|rd|th)\ (?=[A-Z])|[A-Za-z]{{2,3}}[-‑](?=[A-Z][a-z]))?  # D’Andre, 3rd, al-
        [A-Z{_UPPER}]\w*(?:(?:['’](?![sS]\b)|[-‑\xad&](?=[\w])|/(?=[A-Z])(?!Released\b))\w+)*(?:\.[A-Z]\b\.?)*
      | (?<!\w)(?:G-?\d{{1,2}}|P-?[35])\b
      )
    """,
    re.VERBOSE,
)
_KINDS: dict[str | None, str] = {"joined": "and"}
_WIDEST_GAP, _FEWEST_WORDS, _SMALL_WORD, _HEADING_SHARE = 24, 3, 3, 0.7
_CURRENCIES = frozenset("$£€¥¢₦₵₹")
_NEAR, _NEAR_TITLE, _FARTHEST = 6, 24, 200


class Word(NamedTuple):
    """A capitalised word; ``link`` says how it hangs on the word before it.

    ``link`` is one of: "" (it does not), "word" (white space only), "possessive", "comma", "listed" (", and"), "and",
    "particle" (van, de, bin … of ``models/names/particles.tsv``), or the preposition itself (of, for, on, to …).
    """

    text: str
    start: int
    end: int
    link: str
    heading: bool


def opening_of(name: str) -> str:
    """The letters and figures that a name opens with, in small letters: "food" of "Food-Barrow"."""
    found = _OPENING.match(name)
    return found[0].lower() if found else ""


class Capitals(Struct, frozen=True, dict=True):
    """The capitalised words of a text, in order.

    ``lower`` holds the words that the text also writes small, ``titled`` those with a capital before small letters;
    ``stripped`` says that blanks replaced its punctuation.
    """

    text: str
    words: tuple[Word, ...]
    lower: frozenset[str]
    titled: frozenset[str]
    stripped: bool

    def first_at(self, offset: int) -> int:
        """Index of the first word that starts at or after a code point."""
        return bisect_left(self._starts, offset)

    @cached_property
    def _starts(self) -> list[int]:
        return [word.start for word in self.words]

    @cached_property
    def by_opening(self) -> dict[str, list[int]]:
        """The words (indices) by the letters and figures that they open with, in small letters."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, word in enumerate(self.words):
            found[opening_of(word.text)].append(at)
        return found

    def linked(self, index: int, *links: str) -> bool:
        """Whether there is a word at an index that hangs on the one before it by one of these."""
        return index < len(self.words) and self.words[index].link in links

    def ending_at(self, place: int, more: int) -> range:
        """The words (indices) of the run that ends at a place, at most so many ``more`` than one; none in a heading."""
        first = last = self.first_at(place) - 1
        if last < 0 or self.words[last].end != place or self.words[last].heading:
            return range(0)
        while first and self.linked(first, "word") and last - first < more:
            first -= 1
        return range(first, last + 1)

    def phrase(self, first: int, last: int) -> str:
        """The text from one word to another (indices), plain."""
        return plain(self.text[self.words[first].start : self.words[last].end])


class Manners(Struct, frozen=True):
    """How names are written: words that are in ``never`` one; ``gap`` matches what hangs a word on the one before it.

    ``surnames`` are words of ``never`` that are in one right behind another word of a sentence, ``firsts`` those that
    are between a form of address and a capital ("Mrs June Brook"); ``owners`` end in the s
    of an owner where a text has lost its apostrophes ("the Justice Departments Tax Division"), ``whole`` are names that
    only look so; ``short_forms`` are abbreviations after which a full stop, or the blank that replaced it, does not end
    a name; ``joins`` are the words of ``paragraphs.joins``.
    """

    never: frozenset[str]
    surnames: frozenset[str]
    firsts: frozenset[str]
    owners: frozenset[str]
    whole: frozenset[str]
    short_forms: frozenset[str]
    gap: re.Pattern[str]
    joins: re.Pattern[str]


def gaps(particles: Iterable[str]) -> re.Pattern[str]:
    """Matches what may stand between two words of a name; ``particles`` are small words inside people's."""
    small = "|".join(re.escape(word) for word in sorted(particles, reverse=True))
    return compiled(
        rf"""\s*(?:
        (?P<possessive>['’][sS]?|\ s(?=\ ))
      | (?P<listed>,\s+(?:and|&)(?:\s+(?:the|Other))?)
      | (?P<comma>,(?:\s+the)?)
      | (?P<joined>(?:['’]\s+)?(?:and|AND|And)(?:\s+(?:the|THE|Other))?|&)
      | (?P<preposition>of|for|on|to|into|against|in|at|with|OF|FOR|ON|TO|INTO|AGAINST|IN|Against|With|Of|For|On|To|In)
        (?:\s+(?:the|THE|all)|(?<=for)\s+an?)?
      | (?P<particle>(?:{small})(?:\s+(?:{small}))?)
      )?\s*""",
        re.VERBOSE,
    )


def read_capitals(text: str, manners: Manners) -> Capitals:
    """The capitalised words of ``text`` that may belong to a name."""
    context = _Context(text, manners)
    apart, headings = credits_end(text), _headings(text)
    words: list[Word] = []
    owner, last = False, None
    for match in _WORD.finditer(text):
        start, word = match.start(), _written(match[0], manners.never, manners.owners)
        heading = _is_inside(headings, start)
        if context.is_none(match, word.sort, last, heading=heading):
            continue
        if word.joint and (again := _again(text, words, match, word.joint)):
            del words[again:]
            last = None
            continue
        last = None if start in apart else last
        link = "" if last is None else context.link(last, start)
        link = "possessive" if owner and link == "word" else link
        owner = word.owner and context.owns(match)
        twice = bool(words) and words[-1].end + 1 == start and match[0][word.joint :] == words[-1].text
        glued = word.glued or word.joint * twice
        end = start + glued if glued else match.end() - owner
        words.append(Word(sys.intern(text[start:end]), start, end, link, heading))
        last = match
    titled = frozenset(word.text for word in words if word.text[1:2].islower())
    return Capitals(text, tuple(words), frozenset(FORMS.lower.findall(text)), titled, context.stripped)


class _Context:
    """What a text says of its capitalised words by what stands around them."""

    def __init__(self, text: str, manners: Manners) -> None:
        self.text, self.manners = text, manners
        self.stripped = is_stripped(text)
        self.breaks = {start for start, _ in line_breaks(text, manners.joins)}
        self.bare = "'" not in text and "’" not in text

    def is_none(self, match: re.Match[str], sort: str, last: re.Match[str] | None, *, heading: bool) -> bool:
        """Whether a word is in no name; ``last`` is the word of a name before it, ``sort`` what it is by itself."""
        return _never(self.text, match, sort, self.stripped) and not (
            self._is_surname(match, last, heading=heading) or self._is_first(match)
        )

    def _is_surname(self, match: re.Match[str], last: re.Match[str] | None, *, heading: bool) -> bool:
        """Whether a common word is a surname behind the word before it: "Ana Said, ", "Petra Were and", "al Said"."""
        if last is None or match[0] not in self.manners.surnames:
            return False
        closes = self.text[last.end() : match.start()] == " " and not _before_capital(self.text, match.end())
        return (closes and not heading) or self.link(last, match.start()) == "particle"

    def _is_first(self, match: re.Match[str]) -> bool:
        """Whether a common word is a given name between a form of address and a capital: "Mrs June Brook"."""
        if match[0] not in self.manners.firsts or not _before_capital(self.text, match.end()):
            return False
        return FORMS.addressed.search(self.text, max(0, match.start() - _NEAR_TITLE), match.start()) is not None

    def owns(self, match: re.Match[str]) -> bool:
        """Whether the s that a word ends in is an owner's that has lost its apostrophe."""
        if not self.bare or match[0] in self.manners.whole:
            return False
        return match[0] not in self.manners.owners or _before_capital(self.text, match.end())

    def link(self, last: re.Match[str], start: int) -> str:
        """How a word that starts there hangs on the ``last`` one, as ``Word.link`` tells it."""
        text, gap = self.text, self.text[last.end() : start]
        short = len(last[0]) == 1 or last[0] in self.manners.short_forms
        short = short and not (last[0] == "X" and FORMS.on_site.match(text, last.start()))  # "on X. Tarrow"
        if gap == " " or (gap == "." and short):  # "N.Marsh"
            return "word"
        if gap.startswith(".") and short:
            gap = gap[1:]
        if not gap or len(gap) > _WIDEST_GAP or ("\n" in gap and not self.breaks.isdisjoint(range(last.end(), start))):
            return ""
        blanks = self.stripped and "  " in gap and not (short and gap == "  ")
        if blanks and gap.startswith("  "):  # in place of a comma
            return "comma" if gap == "  " else "listed" if plain(gap) == "and" else ""
        match = self.manners.gap.fullmatch(gap)
        if match is not None and match["preposition"]:
            return str(match["preposition"]).lower()
        return "" if match is None or blanks else _KINDS.get(match.lastgroup, match.lastgroup or "word")


def _is_inside(spans: list[tuple[int, int]], place: int) -> bool:
    at = bisect_left(spans, (place + 1,)) - 1
    return at >= 0 and place < spans[at][1]


class _Written(NamedTuple):
    """What a capitalised word says by itself.

    ``sort``: it is a name's (""), never one ("never"), or that hangs on what stands around it ("letter", "capitals");
    ``owner``: it ends like a possessive without apostrophe; ``glued``: where in it another word begins, 0 for nowhere;
    ``joint``: where a capital or figure does.
    """

    sort: str
    owner: bool
    glued: int
    joint: int


@lru_cache(maxsize=1 << 13)
def _written(word: str, never: frozenset[str], owners: frozenset[str]) -> _Written:
    glued = found.start() if (found := FORMS.glued.search(word)) and found[0] in never else 0
    sort = "never" if word.rpartition(" ")[2] in never or FORMS.contracted.search(word) else ""  # "31st March"
    if len(word) == 1:
        sort = "letter" if sort else ""
    elif word.isupper() and word.capitalize() in never and not FORMS.contracted.search(word):
        sort = "never" if word == "THE" else "capitals"  # with which reports open: "THE Senate met"
    joint = found.start() if (found := FORMS.joint.search(word)) else 0
    return _Written(sort, word in owners or FORMS.owner.search(word) is not None, glued, joint)


def _again(text: str, words: list[Word], match: re.Match[str], joint: int) -> int:
    """How many words stand before a surname that a page shows again in full beside it, 0 without one."""
    for at in range(len(words), max(0, len(words) - _NEAR), -1):
        end = words[at - 1].end
        again = words[at - 1].text == match[0][:joint] and match.start() - end < _FARTHEST
        if again and all(part.lstrip('("“')[:1].isupper() for part in text[end : match.start()].split()):
            return at
    return 0


def _before_capital(text: str, end: int) -> bool:
    """Whether a blank and a capital stand behind a word that ends there."""
    return text[end : end + 1] == " " and text[end + 1 : end + 2].isupper()


def _never(text: str, match: re.Match[str], sort: str, stripped: bool) -> bool:
    end = match.end()
    if text[end : end + 1] in _CURRENCIES and text[end + 1 : end + 2].isdecimal():
        return True  # "S$240,000"
    if sort == "letter":
        stop = text[end : end + 1] == "." or (stripped and text[end : end + 2] == "  ")
        return not (stop or FORMS.initial.search(text, max(0, match.start() - 24), match.start()))
    if sort == "capitals":  # beside others "IT" is the pronoun and not the abbreviation
        around = text[max(0, match.start() - 12) : end + 12]
        return sum(map(str.isupper, FORMS.any_word.findall(around))) > 1
    return sort == "never"


def _headings(text: str) -> list[tuple[int, int]]:
    """Lines and line parts in which nearly all words are capitalised, as (start, end) in code points."""
    found = []
    start = 0
    for cut in (*(match.span() for match in FORMS.cut.finditer(text)), (len(text), len(text))):
        part = text[start : cut[0]].lstrip()
        if part and _is_heading(part):
            found.append((cut[0] - len(part), cut[0]))
        start = cut[1]
    return found


def _is_heading(part: str) -> bool:
    if (part.rstrip().endswith((".", ",")) and not part.isupper()) or FORMS.running.search(part):
        return False
    words = [word for word in FORMS.any_word.findall(part) if len(word) > _SMALL_WORD or word[0].isupper()]
    return len(words) >= _FEWEST_WORDS and sum(word[0].isupper() for word in words) >= len(words) * _HEADING_SHARE
