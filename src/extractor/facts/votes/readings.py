"""Readings of votes: what the numbers say of each side, and what became of the matter that was voted on."""

import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from extractor.data import Library
from extractor.regex import any_of, compiled, lookbehind
from extractor.rules.matcher import Match, Reading, Refused, by_name
from extractor.text.numbers import Numbers

_SIDES = ("favour", "against", "abstain", "backed", "fought", "agreed", "ayes", "nays", "abstentions")
_MARGIN = 100  # of "passed by 248 votes" fewer are more often the margin, of "backed by 240 members" the movers
_MOST = 3_000  # more votes are those of an electorate, which tells both sides of a referendum
_YEARS = 1_000
_HYPHENS, _TENS = ("-", "\u2010", "\u2011"), "ty"  # of "thirty-three"
Outcome = Literal["adopted", "rejected"]
Told = tuple[Outcome | None, bool]
_NEAR, _FAR, _AROUND = 40, 160, 250  # the second where "by" stands before the numbers
_SORTS = ("adopted", "rejected", "more than half", "court", "loser")


class Tally(Struct, frozen=True):
    """Numbers of one vote, or of one of its sides; code points: ``start``, ``end``, ``behind`` (a pair's numbers).

    ``sides`` holds how many were for, against or abstained; ``ordered`` says that only the order of the numbers tells
    which is which, ``spoken`` that the words speak of votes by themselves, ``turned`` that they voted to reject,
    ``most`` that they were more than half of those who are told to have been there ("61 out of 68 voted against it").
    """

    start: int
    end: int
    sides: dict[str, int]
    rule: str
    ordered: bool = False
    spoken: bool = True
    unanimous: bool = False
    turned: bool = False
    behind: int = 0
    most: bool = False

    @property
    def of_electorate(self) -> bool:
        """Whether so many can only be the votes of an electorate."""
        return max(self.sides.values(), default=0) >= _MOST


def side(match: Match, numbers: Numbers) -> Tally | Refused:
    """Voters and what they did: "512 votes in favour", "one abstained", "none against"."""
    name = next(name for name in _SIDES if name in match)
    told = str(match.text(name))
    value = _number(match, "n", numbers, 10**9)
    if value is None or (value == 0 and told == "for"):
        return Refused("it is no number of voters")
    if _of_party(match):
        return Refused("it is the share of a party")
    word = match.words(name)[0]
    mute = told == "abstain" or "half" in match or name == "backed" or word in ("for", "no") or word.endswith("ing")
    spoken = "ballot" in match or "share" in match or not mute
    start = match.span("n")[0] if "all" in match else match.start
    most = _are_most(match, value, numbers)
    return Tally(start, match.end, {told: value}, "sides", spoken=spoken, unanimous="all" in match, most=most)


def forward(match: Match, numbers: Numbers) -> Tally | Refused:
    """Voters and what they voted to do: "28 senators voted to remove him", "12 voted to reject it"."""
    value = _number(match, "n", numbers)
    if not value or (value == 1 and "of" in match):  # one of the votes to stop it
        return Refused("it is no number of voters")
    turned = "todislike" in match
    other = turned or "rest" in match  # the five other members voted to hold the rates
    side, most = "against" if other else "for", _are_most(match, value, numbers)
    return Tally(match.start, match.end, {side: value}, "sides", turned=turned, most=most)


def pair(match: Match, numbers: Numbers) -> Tally | Refused:
    """Two or three numbers without sides; the first is for, the second against, the third abstained."""
    values = [_number(match, name, numbers) for name in "abc" if name in match]
    if None in values:
        return Refused("they are no numbers of votes")
    if "polled" not in match and max(values) >= _YEARS:  # type: ignore[type-var, operator]
        return Refused("so many votes are called votes")
    if "by" in match and values[0] <= values[1]:  # type: ignore[operator]
        return Refused("nothing but 'by' says that they are votes")
    if values[1] == 1 and (values[0] == 1 or ("then" in match and match.words("then") == ["margin"])):
        return Refused("so many to one is a ratio")
    joint = match.lexed.text[match.span("a")[1] : match.span("b")[0]]
    if (values[0] == 0 and ":" in joint) or (joint in _HYPHENS and match.words("a")[-1].endswith(_TENS)):
        return Refused("it is a length of time, or one number in words")
    sides = dict(zip(("for", "against", "abstain"), values, strict=False))
    end = max(match.span(name)[1] for name in "abc" if name in match)
    return Tally(match.span("a")[0], end, sides, "pair", ordered=True, behind=end)  # type: ignore[arg-type]


def lone(match: Match, numbers: Numbers) -> Tally | Refused:
    """Votes for alone: "passed with 84 votes", "supported by 263 ayes"; not a margin ("passed by 31 votes")."""
    value = _number(match, "n", numbers)
    if value is None or _of_party(match):
        return Refused("it is no number of votes in an assembly")
    margin = "by" in match and value <= _MARGIN
    told = "against" if "beaten" in match else "for"
    spoken, most = "half" not in match and not margin, _are_most(match, value, numbers)
    start, end = match.span("n")[0], match.end
    return Tally(start, end, {told: value}, "votes", spoken=spoken, unanimous="all" in match, most=most)


def unanimous(match: Match, numbers: Numbers) -> Tally:  # noqa: ARG001
    """All agreed."""
    return Tally(match.span("by")[0] if "by" in match else match.start, match.end, {}, "unanimous", unanimous=True)


def voice(match: Match, numbers: Numbers) -> Tally:  # noqa: ARG001
    """Nobody counted."""
    return Tally(match.span("passed")[0] if "passed" in match else match.start, match.end, {}, "voice vote")


def _of_party(match: Match) -> bool:
    told = (each for name in ("who", "of") if name in match for each in match.words(name))
    return any(("party", each) in match.values for each in told)


def _are_most(match: Match, value: int, numbers: Numbers) -> bool:
    """Whether so many are more than half of those of whom they are told to be ("61 out of 68")."""
    there = (numbers.value(each) for name in ("of", "share") if name in match for each in match.words(name))
    return any(isinstance(each, int) and value <= each < 2 * value for each in there)


def _number(match: Match, name: str, numbers: Numbers, limit: int = _MOST) -> int | None:
    start, end = match.span(name)
    words = match.words(name)
    told = (match.values.get((name, each)) for each in (words[0], " ".join(words[:2])) for name in ("zero", "lone"))
    if (known := next((each for each in told if isinstance(each, int)), None)) is not None:
        return known
    written = match.lexed.text[start:end]
    value = numbers.value(written)
    padded, most = written[0] == "0" and len(written) > 1, _YEARS if written.isdecimal() else limit
    return value if isinstance(value, int) and not padded and value < most else None


READINGS: dict[str, Reading[Numbers, Tally]] = by_name(side, forward, pair, lone, unanimous, voice)


class Outcomes:
    """Reads from the words around a tally whether it was adopted or rejected (``models/votes/outcomes.tsv``)."""

    def __init__(self, library: Library) -> None:
        self._known: dict[str, tuple[Outcome, bool]] = {}
        self._here: set[str] = set()
        words: defaultdict[str, list[str]] = defaultdict(list)
        for row in library.table("votes/outcomes.tsv"):
            if row["sort"] in _SORTS[:2]:
                outcome: Outcome = "adopted" if row["sort"] == "adopted" else "rejected"
                self._known[row["word"]] = outcome, row["turns"] != "no"
                self._here |= {row["word"]} if row["turns"] == "here" else set()
            words[row["sort"]].append(row["word"])
        self._more, self._court, self._loser = (compiled(rf"(?i:\b{any_of(words[sort])}\b)") for sort in _SORTS[2:])
        patterns = library.patterns("votes/outcome_patterns.tsv", "name")
        self._fits = {name: compiled(rf"(?i:{each})") for name, each in patterns.items()}
        verb = any_of(self._known)
        self._verb = compiled(rf"(?i:{patterns['apart']}(?!{patterns['none']})\b{verb}\b)")
        self._next = compiled(
            rf"(?:[^.;\n]{{0,{_NEAR}}}(?i:\b(?:the|it|its)\s+(?:\w+\s+)?(?:was\s+)?(?:then\s+)?)"
            rf"|\s*(?i:the|it|this)\s[^.;\n\d]{{0,{3 * _NEAR}}}?\b(?i:was|is|were|are)\s+)(?P<word>(?i:{verb}))\b"
            rf"(?![^.;\n]{{0,{_NEAR}}}\d)"
        )

    def of(self, text: str, tally: Tally, first: int, last: int) -> Told:
        """The outcome of a tally in its sentence, and if the greater number is against ("rejected by 8 votes to 3")."""
        for_, against = tally.sides.get("for", 0), tally.sides.get("against", 0)
        beyond_half = for_ < 2 * against and self._more.search(text, first, last) is not None
        behind = max(last, text.find(".", tally.end, tally.end + _FAR) + 1)  # of the sentence in which it ends
        if (
            self._fits["short"].match(text, behind)
            or self._fits["fell short"].search(text, first, last)
            or _most(tally) == "against"
        ):
            return "rejected", False
        told = self._next.match(text, last)
        if found := self._by_voting(text, tally, first, last, open_=not (beyond_half or told)):
            return found
        if found := self._by_verb(text, tally, first, last, beyond_half=beyond_half):
            return found[0], found[1] and not self._fits["in favour"].match(text, tally.end)
        if told and ((outcome := self._known[_plain(told["word"])][0]) == "rejected" or for_ >= against):
            return outcome, False
        counted = None if beyond_half else self._by_numbers(text, tally, first, last)
        return counted or ("adopted" if _most(tally) == "for" and not beyond_half else None), False

    def spares(self, text: str, start: int, end: int) -> bool:
        """Whether others vote than whom these words name: on a motion of theirs, or on an election to them."""
        moved = lookbehind(self._fits["moved"], text, start, _NEAR)
        return moved is not None or self._fits["elected"].match(text, end) is not None

    def is_of_chambers(self, name: str) -> bool:
        """Whether a body's name tells that its chambers vote, each for itself: "the U.S. Congress"."""
        return self._fits["of chambers"].search(name) is not None

    def others(self, text: str, first: int, last: int) -> bool:
        """Whether a sentence speaks of others who vote than members of a parliament."""
        return self._fits["others"].search(text, first, last) is not None

    def house(self, text: str, place: int) -> int:
        """Where a body would begin that is named right behind a tally as the one that voted ("58-42 in the Senate")."""
        found = self._fits["house"].match(text, place)
        return found.end() if found else -1

    def asides(self, text: str, place: int, first: int, last: int) -> list[tuple[int, int]]:
        """What stands between dashes or brackets in a sentence, without what a place stands in (code points)."""
        spans = (aside.span() for aside in self._fits["aside"].finditer(text, first, last))
        return [(start, end) for start, end in spans if not start <= place < end]

    def _by_voting(self, text: str, tally: Tally, first: int, last: int, *, open_: bool) -> Told | None:
        """What was asked for, or what they voted for; ``open_``: no other words decide."""
        fits, for_, against = self._fits, tally.sides.get("for", 0), tally.sides.get("against", 0)
        before = max(0, first - _AROUND) if open_ and not any(self._verbs(text, tally, first, last)) else first
        bar = fits["threshold"].search(text, before, last)
        if bar and for_:
            return ("adopted" if for_ >= int(bar["number"] or bar["ahead"]) else "rejected"), False
        if for_ and "against" not in tally.sides and fits["only"].search(text, first, tally.start):
            return "rejected", False
        if for_ > against and fits["for rejecting"].search(text, tally.start, tally.end):
            return "rejected", False
        if tally.ordered and fits["voted"].search(text, first, tally.start):
            if any(fits["against it"].match(text, place, last) for place in (tally.behind, tally.end)):
                return "rejected", for_ > against
            in_favour = for_ > against and open_
        else:
            in_favour = tally.unanimous and fits["vote"].search(text, tally.start, tally.end) is not None
            if in_favour and tally.sides:
                return "adopted", False
        return ("adopted", False) if in_favour and fits["for it"].match(text, tally.end) else None

    def _by_numbers(self, text: str, tally: Tally, first: int, last: int) -> Outcome | None:
        """What the numbers say, or the sentence before of a failure or of votes for alone; a court's say nothing."""
        counted = _counted(tally)
        if tally.ordered and self._court.search(text, first, last):
            return None
        before = max(0, first - _AROUND)
        found, parts = self._verb.finditer(text, before, first), self._fits["of parts"]
        verbs = (hit for hit in found if not parts.search(text, max(before, hit.start() - _NEAR), hit.start()))
        hits = [(_plain(hit[0]), hit.end()) for hit in verbs]
        told, turns = self._known[hits[-1][0]] if hits and hits[-1][0] not in self._here else (None, False)
        if counted is None:
            return told if told == "adopted" and tally.sides.keys() == {"for"} else None
        if told == "adopted" or (turns and tally.ordered):
            return counted
        clear = tally.sides["for"] >= 2 * tally.sides.get("against", 0)  # more than is ever asked for
        return counted if clear and hits and text.count(". ", hits[-1][1], first) > 1 else told or counted

    def _verbs(self, text: str, tally: Tally, first: int, last: int) -> Iterator[re.Match[str]]:
        """What tells an outcome in a sentence: no word within a side, nor "voted against" behind both sides."""
        asides = self.asides(text, tally.start, first, last)
        for hit in self._verb.finditer(text, first, last):
            if any(start < hit.start() < end for start, end in asides):
                continue
            here = len(tally.sides) > 1 and _plain(hit[0]) in self._here
            outside = hit.end() <= tally.start or (tally.end <= hit.start() and not here)
            if tally.ordered or not tally.sides or outside:
                yield hit

    def _by_verb(self, text: str, tally: Tally, first: int, last: int, *, beyond_half: bool) -> Told | None:
        hits = self._verbs(text, tally, first, last)
        hit = min(hits, key=lambda hit: max(tally.start - hit.end(), (hit.start() - tally.end) * 2, 0), default=None)
        if hit is None:
            return None
        outcome, turns = self._known[_plain(hit[0])]
        if outcome == "adopted" or (turns and self._fits["veto"].search(text, first, last)):
            return "adopted", False  # the veto was overturned
        beaten = self._loser.search(text, max(first, hit.start() - _NEAR), hit.start())
        if beaten and self._fits["amendment"].match(text, tally.end, last):
            return "adopted", False
        turns = (turns or bool(self._fits["by"].fullmatch(text, hit.end(), tally.start))) and not beyond_half
        far = max(tally.start - hit.end(), hit.start() - tally.end)
        near = far <= (_FAR if lookbehind(self._fits["led by"], text, tally.start, _NEAR) else _NEAR)
        court = tally.ordered and _counted(tally) == "adopted" and self._court.search(text, first, last)
        return None if court else outcome, turns and near and not court


def _most(tally: Tally) -> str:
    """The one side that is told, where it is that of more than half of those who were there; else empty."""
    return next(iter(tally.sides)) if tally.most and len(tally.sides) == 1 else ""


def _counted(tally: Tally) -> Outcome | None:
    """What the numbers alone say, where both sides are told and differ; few may have come to a referendum."""
    for_, against = tally.sides.get("for"), tally.sides.get("against", tally.sides.get("abstain"))
    if for_ is None or against is None or for_ == against or tally.of_electorate:
        return None
    return "adopted" if for_ > against else "rejected"


def _plain(words: str) -> str:
    return " ".join(words.lower().split())
