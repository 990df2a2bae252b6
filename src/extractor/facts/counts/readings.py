"""Readings of counts: a number and the noun that it counts, and how far the counted things have come."""

from msgspec import Struct
from msgspec.structs import replace

from extractor.regex import compiled
from extractor.rules.gazetteer import OWNERS
from extractor.rules.matcher import Match, Reading, Refused, by_name
from extractor.terms import Modifier
from extractor.text.numbers import Numbers

_LARGEST, _KNOWN_ALREADY, _REACH = 100_000_000, 3, 300
_ORIGINS = ("tabled", "introduced", "proposed")
_BEGINNINGS = (*_ORIGINS, "considered")
_PEOPLE_AND_TEXTS = ("member", "amendment", "other", "section", "clause", "article", "act")
_LEAVING_OUT = (
    "amendment",
    "bill",
    "clause",
    "recommendation",
    "resolution",
    "petition",
    "section",
    "article",
    "other",
    "act",
    "case",
)
_YEAR, _OLD = compiled(r"(?:19|20)\d\d"), compiled(r"1[5-8]\d\d")
"""A year, and one of which only Acts are so old ("the 1800 Acts")."""
_POINTED = compiled(r"^(\d{1,3})\.(\d{3})$")


class Counted(Struct, frozen=True):
    """A number and what it counts, at code points ``start`` to ``end``; ``needs`` names what the sentence must say.

    ``stage`` is told between the number and its noun ("45 introduced amendments"); ``shares`` is the place of the count
    whose stage it has ("including 13,000 by the left"), ``like`` of the one whose noun it has.
    """

    start: int
    end: int
    value: int | float
    unit: str
    needs: str = ""
    modifier: Modifier | None = None
    rule: str = "number before noun"
    stage: str | None = None
    shares: int | None = None
    like: int | None = None


class Counting(Struct):
    """What readings look at besides the match: numbers, units by noun, ends of words in -s that are no plural."""

    numbers: Numbers
    units: dict[str, tuple[str, str]]
    singular: tuple[str, ...]
    last: Counted | None = None


Found = tuple[Counted, ...]


def counted(match: Match, context: Counting) -> Found | Refused:
    """A number before its noun: "45 introduced amendments", "at least 1 214 written submissions"."""
    unit, needs = context.units[str(match.text("noun"))]
    start, end = match.span("n")[0], match.span("noun")[1]
    written = match.lexed.text[start : match.span("n")[1]]
    value = _value(match, "n", context)
    modifier: Modifier | None = match.text("hedgeafter") or (None if "the" in match else match.text("hedge"))  # type: ignore[assignment]
    year = _YEAR.fullmatch(written) or (unit == "act" and _OLD.fullmatch(written))
    if value is None or value == 1 or (year and not modifier):
        return Refused("it is no number of things")
    middle = _middle(match)
    if middle[:1] in (["and"], ["or"]):
        return Refused("it counts what was named before")
    if (middle and middle[0] in OWNERS) or any(_plural(word, context) for word in middle):
        return Refused("another plural stands before the noun")
    if "the" in match and "part" not in match and value <= _KNOWN_ALREADY and unit in _PEOPLE_AND_TEXTS:
        return Refused("they are known already", final=True)
    words = [word.lower() for word in (*middle[:1], *match.words("noun"))]
    stage = next(filter(None, (match.values.get(("stage", word)) for word in words)), None)
    return _keep(context, Counted(start, end, value, unit, needs, modifier, stage=stage))  # type: ignore[arg-type]


def none(match: Match, context: Counting) -> Found | Refused:
    """No amendments were tabled."""
    unit, needs = context.units[str(match.text("noun"))]
    return _keep(context, Counted(match.span("n")[0], match.span("noun")[1], 0, unit, needs))


def single(match: Match, context: Counting) -> Found:
    """One amendment."""
    return _keep(context, Counted(match.span("n")[0], match.span("one")[1], 1, "amendment"))


def seats(match: Match, context: Counting) -> Found | Refused:
    """The members of a body, laws told by their pieces: "the eight-member council", "two pieces of new legislation"."""
    value = _value(match, "n", context)
    if value is None or value == 1:
        return Refused("it is no number of members")
    return (Counted(match.span("n")[0], match.end, value, "act" if "piece" in match else "member"),)


def part(match: Match, context: Counting) -> Found | Refused:
    """Some of a number of things: both are counts, but for one of many people."""
    whole = counted(match, context)
    some = _value(match, "part", context)
    if isinstance(whole, Refused) or some is None or some > whole[0].value:
        return whole
    unit, needs = whole[0].unit, whole[0].needs
    if some == 1 and unit != "amendment":
        return whole
    return Counted(*match.span("part"), some, unit, needs, _hedge(match), "part of a number"), whole[0]


def partof(match: Match, context: Counting) -> Found | Refused:
    """Some of the amendments."""
    unit, needs = context.units[str(match.text("noun"))]
    value = _value(match, "n", context)
    if value is None or value == 1 or any(_plural(word, context) for word in _middle(match)):
        return Refused("it is no number of things")
    return _keep(context, Counted(match.span("n")[0], match.span("noun")[1], value, unit, needs, _hedge(match)))


def coordinated(match: Match, context: Counting) -> Found | Refused:
    """Two sorts of the same things: "five government and seven private bills"."""
    whole = counted(match, context)
    first = _value(match, "part", context)
    if isinstance(whole, Refused) or first is None or any(_plural(word, context) for word in match.words("some")):
        return whole
    return Counted(*match.span("part"), first, whole[0].unit, whole[0].needs, rule="noun left out"), replace(
        whole[0], shares=match.span("part")[0]
    )


def likewise(match: Match, context: Counting) -> Found | Refused:
    """More of the same things right behind them, of which the same is told: "40 of its own bills and 120 from it"."""
    last, value = context.last, _value(match, "n", context)
    if last is None or value is None or last.unit not in _LEAVING_OUT or match.start - last.end > 1:
        return Refused("no count stands right before whose noun it could have")
    return (
        Counted(
            *match.span("n"), value, last.unit, "", _hedge(match), "noun left out", shares=last.start, like=last.start
        ),
    )


def outof(match: Match, context: Counting) -> Found | Refused:
    """Some things of a number of them: "39 bills out of 80"."""
    some = counted(match, context)
    whole = _value(match, "whole", context)
    year = _YEAR.fullmatch(match.lexed.text[slice(*match.span("whole"))])
    if isinstance(some, Refused) or whole is None or whole < some[0].value or year:
        return some if isinstance(some, Refused) else Refused("the second number is no number of things")
    if some[0].unit == "other":
        return some  # 112 votes out of 112
    return some[0], Counted(*match.span("whole"), whole, some[0].unit, some[0].needs, rule="noun left out")


def numberof(match: Match, context: Counting) -> Found | Refused:
    """The number of amendments tabled is 942."""
    unit, needs = context.units[str(match.text("noun"))]
    value = _value(match, "n", context)
    if value is None:
        return Refused("it is no number of things")
    return _keep(context, Counted(*match.span("n"), value, unit, needs, _hedge(match), "number behind noun"))


def share(match: Match, context: Counting) -> Found | Refused:
    """A part of the things before, of which the same is told: "including 13,000 by the left", ", the greens 2,300"."""
    before = context.last
    found = leftout(match, context)
    if isinstance(found, Refused) or before is None:
        return found
    if before.unit != "amendment" and "given" not in match:
        return Refused("only of amendments each mover's share is told so")
    return (replace(found[0], shares=before.start),)


def leftout(match: Match, context: Counting) -> Found | Refused:
    """A number that takes its noun from a count shortly before: "six were agreed", "rejecting 12"."""
    last, value = context.last, _value(match, "n", context)
    if last is None or last.unit not in _LEAVING_OUT or not 0 <= match.start - last.end <= _REACH:
        return Refused("no count stands before whose noun it could have")
    if "near" in match and any(map(str.isdigit, match.lexed.text[last.end : match.start])):
        return Refused("another number stands between")
    if value is None or (value > last.value and "compared" not in match) or last.value <= 1:
        return Refused("it is no part of the count before")
    needs = last.needs if last.needs == "body" else ""
    return (Counted(*match.span("n"), value, last.unit, needs, _hedge(match), "noun left out", like=last.start),)


def _keep(context: Counting, found: Counted) -> Found:
    context.last = found
    return (found,)


def _hedge(match: Match) -> Modifier | None:
    return match.text("hedge")  # type: ignore[return-value]


def _middle(match: Match) -> list[str]:
    return match.lexed.text[slice(*match.span("between"))].replace(",", " ").split() if "between" in match else []


def _plural(word: str, context: Counting) -> bool:
    return word.endswith("s") and not word.endswith(context.singular)


def _value(match: Match, name: str, context: Counting) -> int | None:
    start, end = match.span(name)
    written = match.lexed.text[start:end]
    if written[0] == "0":
        return None
    value = context.numbers.value(_POINTED.sub(r"\1,\2", written))
    return value if isinstance(value, int) and 1 <= value <= _LARGEST else None


COUNTS: dict[str, Reading[Counting, Found]] = by_name(
    counted, none, single, seats, part, partof, coordinated, likewise, outof, numberof, share, leftout
)

Stage = tuple[int, str]
"""Where the counted thing begins (code points), and its stage."""


def passive(match: Match, context: dict[int, float]) -> Stage | Refused:
    """The amendments were adopted; a verb in the singular tells of one thing."""
    start, verb = match.span("part")[0], match.words("bes")[0]
    if start in context and (("beone", verb) in match.values) != (context[start] == 1):
        return Refused("the verb has another number")
    return start, _last(match, str(match.text("stage")))


def active(match: Match, context: dict[int, float]) -> Stage:  # noqa: ARG001
    """The panel adopted the amendments; what was considered may end as something else."""
    stage = str(match.text("stage"))
    return match.span("part")[0], _last(match, stage) if stage == "considered" else stage


def adopted(match: Match, context: dict[int, float]) -> Stage:  # noqa: ARG001
    """They took the amendments into account; the bill passed with 49 amendments."""
    return match.span("part")[0], "adopted"


def fraction(match: Match, context: dict[int, float]) -> Stage | Refused:  # noqa: ARG001
    """Tabled half of the amendments: somebody tabled them all; adopting half of them says nothing of all."""
    stage = str(match.text("stage"))
    return (match.span("part")[0], stage) if stage in _ORIGINS else Refused("it is told of a part of them")


def told(match: Match, context: dict[int, float]) -> Stage:  # noqa: ARG001
    """The amendments failed; they voted the amendments down; the amendments tabled, that they had tabled."""
    stage = str(next(match.text(name) for name in ("went", "taking", "stage") if name in match))
    return match.span("part")[0], _last(match, stage)


def _last(match: Match, stage: str) -> str:
    """The stage that is told last, where the first is but a beginning: "tabled and passed"."""
    return str(match.value("last")) if "last" in match and stage in _BEGINNINGS else stage


STAGES: dict[str, Reading[dict[int, float], Stage]] = by_name(passive, active, adopted, fraction, told)
