"""Readings of votes: what the numbers beside voters, sides and words of agreement say."""

from msgspec import Struct

from extractor.rules.matcher import Match, Reading, Refused
from extractor.text.numbers import Numbers

_SIDES = ("favour", "against", "abstain", "backed", "fought", "agreed", "ayes", "nays", "abstentions")
_MARGIN = 100
"""Of "passed by 248 votes" fewer are more often the margin, of "backed by 240 members" the movers."""
_MOST = 3_000
"""More votes are those of an electorate."""
_YEARS = 1_000


class Tally(Struct, frozen=True):
    """Numbers of one vote, or of one of its sides; ``start`` and ``end`` are code points.

    ``sides`` holds how many were for, against or abstained; ``ordered`` says that only the order of the numbers tells
    which is which, ``spoken`` that the words speak of votes by themselves, ``turned`` that they voted to reject.
    """

    start: int
    end: int
    sides: dict[str, int]
    rule: str
    ordered: bool = False
    spoken: bool = True
    unanimous: bool = False
    turned: bool = False


def side(match: Match, numbers: Numbers) -> Tally | Refused:
    """Voters and what they did: "512 votes in favour", "one abstained", "none against"."""
    name = next(name for name in _SIDES if name in match)
    told = str(match.text(name))
    value = _number(match, "n", numbers)
    if value is None or (value == 0 and told == "for"):
        return Refused("it is no number of voters")
    if any(("party", each) in match.values for name in ("who", "of") if name in match for each in match.words(name)):
        return Refused("it is the share of a party")
    word = match.words(name)[0]
    spoken = "ballot" in match or not (
        told == "abstain" or "half" in match or name == "backed" or word in ("for", "no") or word.endswith("ing")
    )
    return Tally(match.start, match.end, {told: value}, "sides", spoken=spoken)


def forward(match: Match, numbers: Numbers) -> Tally | Refused:
    """Voters and what they voted to do: "28 senators voted to remove him", "12 voted to reject it"."""
    value = _number(match, "n", numbers)
    if not value or (value == 1 and "of" in match):  # one of the votes to stop it
        return Refused("it is no number of voters")
    turned = "todislike" in match
    return Tally(match.start, match.end, {"against" if turned else "for": value}, "sides", turned=turned)


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
    sides = dict(zip(("for", "against", "abstain"), values, strict=False))
    end = max(match.span(name)[1] for name in "abc" if name in match)
    return Tally(match.span("a")[0], end, sides, "pair", ordered=True)  # type: ignore[arg-type]


def lone(match: Match, numbers: Numbers) -> Tally | Refused:
    """Votes for alone: "passed with 84 votes", "supported by 263 ayes"; not a margin ("passed by 31 votes")."""
    value = _number(match, "n", numbers)
    if value is None:
        return Refused("it is no number of votes in an assembly")
    margin = "by" in match and value <= _MARGIN
    told = "against" if "beaten" in match else "for"
    return Tally(match.span("n")[0], match.end, {told: value}, "votes", spoken="half" not in match and not margin)


def unanimous(match: Match, numbers: Numbers) -> Tally:  # noqa: ARG001
    """All agreed."""
    start = match.span("by")[0] if "by" in match else match.start
    return Tally(start, match.end, {}, "unanimous", unanimous=True)


def voice(match: Match, numbers: Numbers) -> Tally:  # noqa: ARG001
    """Nobody counted."""
    start = match.span("passed")[0] if "passed" in match else match.start
    return Tally(start, match.end, {}, "voice vote")


def _number(match: Match, name: str, numbers: Numbers) -> int | None:
    start, end = match.span(name)
    words = match.words(name)
    if match.values.get(("zero", words[0])) == 0 or match.values.get(("zero", " ".join(words[:2]))) == 0:
        return 0
    written = match.lexed.text[start:end]
    value = numbers.value(written)
    padded, most = written[0] == "0" and len(written) > 1, _YEARS if written.isdecimal() else _MOST
    return value if isinstance(value, int) and not padded and value < most else None


READINGS: dict[str, Reading[Numbers, Tally]] = {
    reading.__name__: reading for reading in (side, forward, pair, lone, unanimous, voice)
}
