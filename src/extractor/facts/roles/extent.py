"""How far a role goes behind a name: which words belong to it, and where the small words of what it is of end."""

import re
from itertools import islice

from msgspec import Struct

from extractor.facts.roles.lexicon import FORMS, MOST_WORDS, WORD, Run, Words, key_of
from extractor.rules.gazetteer import OWNERS

_MOST_TELLING = {",": 2, ",a": 5, ",an": 5, ",the": 3, "": 0}
FEW_TELLING = _MOST_TELLING[","]
_MOST_SMALL, _MOST_CLOSING, _MOST_JOINED = 5, 3, 28


class Opening(Struct, frozen=True):
    """How words open that may be a role: where they begin, behind which signs and articles, and if these are enough.

    ``aside``: where what tells age and home behind the name ends; ``made``: what tells there that somebody is made it.
    """

    start: int
    signs: str
    is_enough: bool
    aside: int
    made: re.Match[str] | None


class Extent(Struct, frozen=True):
    """The words of a role, where they end in their window, and how many of them only tell what sort of it it is."""

    run: Run
    end: int
    telling: int


def extent(window: str, opening: Opening, words: Words) -> Extent | None:
    """The words behind an opening that may be a role's; none where too many of them tell but do not name one."""
    taken, end, small, telling = Run(window, [], words), opening.start, 0, 0
    apart = words.scopes | words.uses["audience"]
    for part in islice(WORD.finditer(window, end), _MOST_JOINED):
        if len(taken) == MOST_WORDS and not _is_joined(taken):
            break
        gap = window[end : part.start()]
        small = max(small, _end_of_scope(taken, part.start()))
        goes_on = part.end() <= small or may_go_on(part[0], taken)
        tells = not (goes_on or opening.made) and _tells(gap, part[0], opening.signs, taken)
        telling += tells
        if telling > _MOST_TELLING.get(opening.signs, 2):
            return None
        stops = bool(taken) and (words.breaks(gap, taken.word(-1)) or ("," in gap and part[0] in apart))
        other = part.end() > small and _is_other_word(window, part, taken)
        if stops or other or not (goes_on or tells):
            break
        taken.add(part)
        end = part.end()
    return Extent(taken, end, telling)


def before_next(found: Extent, text: str, start: int, stop: int) -> Run:
    """The words behind ``start`` without the title of the person named next, at ``stop``, and without a duty's matter.

    The matter is what an office opens behind a comma.
    """
    run, gap = found.run, text[start + found.end : stop]
    if run and stop < len(text) and not is_set_in(text, stop, gap, run.words):
        short = run.words.is_short(run.word(-1))
        near = (FORMS.past_stop if short else FORMS.near_name).fullmatch(run.window, found.end)
        if len(run) >= MOST_WORDS or near or FORMS.rank_bracket.fullmatch(gap):  # what parts a title from its name
            run = _without_titles(run, parted="," in gap)
    return _without_matter(run)


def _is_joined(taken: Run) -> bool:
    """Whether an "and" joins a second office to a role, which may then be long."""
    links = (at for at in range(1, len(taken)) if taken.word(at) == "and")
    return any(map(taken.is_office, range(next(links, len(taken)), len(taken))))


def is_set_in(text: str, at: int, gap: str, words: Words) -> bool:
    """Whether but who says it is named behind a role's comma: "Ana Brook, the port's chair, Reeve said"."""
    name = WORD.match(text, at) if gap == ", " else None
    return name is not None and words.says.match(text, name.end()) is not None


def _without_matter(taken: Run) -> Run:
    """The run without what a role is for that an office opens behind a comma: "Manager, [Employee Experience]"."""
    end = len(taken) - (bool(taken) and taken.word(-1) in taken.words.links)  # "…, and Tal Reeve"
    comma = max((at for at in taken.commas() if at < end), default=end)
    matter = [taken.word(at) for at in range(comma, end)]
    small = any(word.islower() or word in taken.words.uses["behind"] for word in matter)
    if small or not any(map(taken.is_office, range(comma, end - 1))) or taken.is_office(end - 1):
        return taken
    return taken[:comma]


def _without_titles(taken: Run, *, parted: bool) -> Run:
    """Drops "and Admiral" or ", and the chair of the board" that stands before the next person.

    What a comma parts from the next is no title: ``parted``, "Ana Brook, Bureau Chief, Investigator Tal Reeve".
    """
    words, at = taken.words, taken.next_office()
    at = _next_title(taken) if at is None else at
    parted = parted or (at < len(taken) and "," in taken.gap(at))
    taken = taken[:at]
    while taken and not parted and (words.is_honorific(taken.word(-1)) or taken.keys[-1] in words.outer):
        parted = len(taken) > 1 and "," in taken.gap(len(taken) - 1)
        taken = taken[:-1]
    taken = taken if parted else taken[: taken.first_of_rank()]
    # ", Chief of Harbour Force Admiral X" is all the next one's
    return taken[:0] if taken and taken.word(-1) == "of" else taken


def _next_title(taken: Run) -> int:
    """Place of the first word of the office in ", U.S. Ambassador" that stands before the next person, else the end."""
    at = len(taken)
    if taken.keys[-1] not in taken.words.nouns:
        return at
    while at > 1 and taken.word(at - 1) not in taken.words.links:
        at -= 1
        if "," in taken.gap(at):
            return at
    own = taken.word(at - 1) == "and" and taken.window[: taken.parts[0].start()].endswith(" the ")
    # "the Roads Secretary and Mines Minister" X
    return at - 1 if own and taken[: at - 1].has_office() else len(taken)


def may_go_on(word: str, taken: Run) -> bool:
    """Whether a word may stand in a role wherever it is, or is what the role is of, or ends one ("in charge")."""
    words, last = taken.words, taken.word(-1) if taken else ""
    if word in words.uses["behind"] and key_of(last) not in words.nouns:
        return False  # "head of mines and responsible for roads"
    behind = last == "of" or (last == "the" and len(taken) > 1 and taken.word(-2) == "of")  # "Primate of All Norland"
    of = f"{last} {word}" in words.uses["leading"] or (behind and word[0].isupper())
    scope = of or (not taken and words.is_land(word))  # "Norland director at the bank"
    return scope or words.fits(word) or word.lower() in words.links


def _is_other_word(window: str, part: re.Match[str], taken: Run) -> bool:
    """Whether a title is another word: "a private equity firm", not "a therapist in private practice,"."""
    words = taken.words
    if part[0] not in words.uses["titled"] or words.closes.match(window, part.end()):
        return False
    behind = FORMS.small_word.match(window, part.end() + 1)
    if behind is None or words.fits(behind[1]) or behind[1] in words.links:
        return False
    return not (taken.has_office() and words.closes.match(window, behind.end(1)))


def _tells(gap: str, word: str, opening: str, taken: Run) -> bool:
    """Whether a small word of no role, or a year, stands before its noun: "a claimants' leader", "the 2020 nominee"."""
    words = taken.words
    links = words.links - {"and"}
    noun = any(key in words.nouns and key not in words.modifiers for key in taken.keys)
    if noun or any(part[0] in links for part in taken.parts):
        return False
    if FORMS.year.fullmatch(word):
        return gap == " " and bool(opening)
    if word in words.small or (taken and gap not in (" ", ", ")) or not FORMS.plain.fullmatch(word):
        return False
    if not taken and opening == ",":
        return not (words.closes.match(word) or word.endswith(("ing", "ly")))
    quality = word.endswith("ed") and (not taken or opening[:2] == ",a")
    return word.islower() and (quality or not taken or not words.closes.match(word))


def _end_of_scope(taken: Run, at: int) -> int:
    """Where the small words of what a role is of end, 0 without any ("leader of the pro-dam group Tarrow First")."""
    scopes = [each[0] for each in taken.parts if each[0] in taken.words.scopes]
    return _Scope(taken, scopes, at).end() if scopes else 0


class _Scope:
    """What a role is of as far as it is read, behind ``scopes`` ("of", "for"); small words may go on at ``at``."""

    def __init__(self, taken: Run, scopes: list[str], at: int) -> None:
        self._taken, self._words, self._window = taken, taken.words, taken.window
        self._scopes, self._at = scopes, at

    def end(self) -> int:
        """Where the small words end in the window, 0 where none is part of the role."""
        taken, words, last = self._taken, self._words, self._taken.word(-1)
        gap = self._window[taken.parts[-1].end() : self._at]
        stopped = gap == ". " and words.is_land(f"{last}.")  # "an analyst at U.S. firm Tarrow"
        if gap != " " and not stopped:
            return 0
        foreign = words.foreign.match(self._window, self._at) if last[0].isupper() else None
        if foreign:  # "head of the Banco de Norland"
            return foreign.end()
        if last == "the" and taken.word(-2) not in words.scopes:  # "head of the board, the city's oldest"
            return 0
        start = self._start(f"{last}." if stopped else last)
        if words.opens_of.search(self._window, 0, start):
            return self._closed(words.ends_of)
        alone = len(self._scopes) == 1 or last == "at"  # "for the District of Arlen for the term of four years"
        other = alone and words.opens_other.search(self._window, 0, start)
        return self._closed(words.joint if other else None)

    def _start(self, last: str) -> int:
        """Where the words end that open what the role is of, a land's adjective apart: "of the Norlandic firm"."""
        taken, words = self._taken, self._words
        landed = len(taken) > 1 and taken.word(-2) in words.uses["article"] | words.scopes and words.is_land(last)
        end = taken.parts[-1].end() + len(last) - len(taken.word(-1))
        return taken.parts[-1].start() if landed and not words.closes.match(self._window, end) else self._at

    def _closed(self, ends: re.Pattern[str] | None) -> int:
        """Where small words end that something closes, or what ends a scope that opens so, 0 elsewhere."""
        words, window, end, at, size = self._words, self._window, 0, self._at, 0
        first = FORMS.small_word.match(window, at)
        several = ends and self._taken.word(-1) in words.scopes and first and first[1] not in words.uses["article"]
        while size < _MOST_SMALL and (word := FORMS.small_word.match(window, at)):
            joins = several and size and word[1] == "and"
            if self._joins_none(word) if joins else self._stops(word, end, ends):
                break
            end, at, size = word.end(1), word.end(), size + 1
        if not end or (ends is None and size > _MOST_CLOSING):
            return 0
        closed = (ends is not words.joint or "for" in self._scopes) and words.closes.match(window, end)
        if ends is None and window.endswith(OWNERS, 0, end):  # "spokeswoman for the Reeve board's Office of Law"
            closed = closed or FORMS.capital.match(window, end)
        return end if closed or (ends and ends.match(window, end)) else 0

    def _stops(self, word: re.Match[str], end: int, ends: re.Pattern[str] | None) -> bool:
        """Whether a small word behind those up to ``end`` is no part of the role."""
        words, small = self._words, word[1]
        of = ends is words.ends_of
        if small in words.uses["pointer"] | words.links or (small in words.uses["article"] and not of):
            return True
        if (end or not ends) and words.closes.match(self._window, end or self._taken.parts[-1].end()):
            return True
        doing = ends and small.endswith("ing") and small not in words.modifiers
        # "dismissed for breaching the law"
        return bool((small[0].isdigit() or doing) and not of) or _acts(self._window, word, words)

    def _joins_none(self, word: re.Match[str]) -> bool:
        """Whether no small word goes on behind an "and"."""
        words, behind = self._words, FORMS.small_word.match(self._window, word.end())
        if behind is None or words.closes.match(self._window, word.end()):
            return True
        return any(behind[1] in words.uses[use] for use in ("pointer", "behind", "article")) or behind[1] in words.links


def _acts(window: str, word: re.Match[str], words: Words) -> bool:
    """Whether a word behind a small one tells what somebody does: "the opposition urging calm", not "of investing"."""
    behind = FORMS.plain.search(window, window.rfind(" ", 0, word.start() - 1) + 1, word.start())
    small = behind is not None and behind[0].islower() and behind[0] not in words.uses["article"] | words.links
    owned = window.startswith("'s ", word.start() - 3)
    if owned or not (word[1].endswith("ing") and small and word[1] not in words.modifiers):
        return False
    return not (words.closes.match(window, word.end(1)) or words.ends_of.match(window, word.end(1)))
