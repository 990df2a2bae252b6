"""Official names that follow by rule from the numbers that a text gives: ``models/identifiers/``.

Nothing is looked up. A bill whose number begins anew in each session of its parliament has the session of the day of
publication, unless the words around the number speak of another.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from msgspec import Struct

from extractor.data import Library, Patterns, Row
from extractor.entity import Identifier
from extractor.fact import Mention
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.regex import compiled

_BEHIND, _AROUND = 30, 120
"""Code points behind a mention that a citation may reach to, and around it that may speak of another session."""
_CENTURY = 50  # from this number on two figures are a year of the last century


class Period(Struct, frozen=True, order=True):
    """A session of a parliament: its first and last day (ISO 8601)."""

    first: str
    last: str
    session: str
    slug: str


class Scheme(Struct, frozen=True):
    """One form of citation, and the templates of value and address over the groups of its pattern."""

    name: str
    country: str
    pattern: re.Pattern[str]
    value: str
    url: str
    periods: tuple[Period, ...]


class Schemes:
    """All forms of citation of ``models/identifiers``: from the number of a law to its official name and address."""

    def __init__(self, library: Library) -> None:
        periods: dict[str, list[Period]] = {}
        for row in library.table("identifiers/periods.tsv"):
            period = Period(row["first"], row["last"], row["session"], row["slug"])
            periods.setdefault(row["legislature"], []).append(period)
        self._words = Patterns("identifiers/patterns.tsv", library)
        self._schemes = [_scheme(row, periods) for row in library.table("identifiers/schemes.tsv")]

    def identifiers(
        self, text: str, mentions: Sequence[Mention], country: str | None, published: str | None
    ) -> tuple[Identifier, ...]:
        """What a law of this country (ISO 3166-1) is called on this day (ISO 8601), in the table's order, each once."""
        schemes = (scheme for scheme in self._schemes if scheme.country in ("*", country))
        found = (each for scheme in schemes for each in _named(scheme, text, mentions, published, self._words))
        return tuple(dict.fromkeys(found))


def _named(
    scheme: Scheme, text: str, mentions: Sequence[Mention], published: str | None, words: Patterns
) -> Iterator[Identifier]:
    found: dict[tuple[str, str | None], bool] = {}
    for mention in mentions:
        said = " ".join(mention.text.split())
        behind = " ".join(text[mention.end : mention.end + _BEHIND].replace("\n", " \0 ").split(" "))
        match = scheme.pattern.search(said + behind.partition("\0")[0])
        if match is None or match.start() >= len(said):
            continue
        period = _period(scheme, published) if scheme.periods else None
        if scheme.periods and period is None:
            return
        parts = _parts(match, period)
        identifier = scheme.value.format(**parts), scheme.url.format(**parts) or None
        found[identifier] = found.get(identifier, True) and not (
            period and _of_another(text, mention, period, published or "", words)
        )
    yield from (Identifier(scheme=scheme.name, value=each[0], url=each[1]) for each, sure in found.items() if sure)


def _parts(match: re.Match[str], period: Period | None) -> dict[str, str | int]:
    """The groups of a match, figures as numbers, and what follows from them."""
    parts: dict[str, str | int] = {"session": period.session, "slug": period.slug} if period else {}
    for name, said in match.groupdict().items():
        parts[name] = int(said.replace(",", "")) if SIGNS.figures.fullmatch(said) else said
        parts[f"{name}_lower"] = said.lower()
    short = parts.get("yy")
    if isinstance(short, int):
        parts["year"] = short + (1900 if short >= _CENTURY else 2000)
    return parts


def _period(scheme: Scheme, published: str | None) -> Period | None:
    if published is None:
        return None
    at = bisect_right(scheme.periods, published, key=lambda period: period.first) - 1
    return scheme.periods[at] if at >= 0 and published <= scheme.periods[at].last else None


def _of_another(text: str, mention: Mention, period: Period, published: str, words: Patterns) -> bool:
    """Whether the words around a mention speak of another session than this one, or of a year before it."""
    around = text[max(0, mention.start - _AROUND) : mention.end + _AROUND]
    told = words.another.search(around) or (published[:4] == period.first[:4] and words.last_year.search(around))
    sessions = (session != period.session.partition("-")[0] for session in words.session.findall(around))
    return bool(told) or any(sessions) or any(year < period.first[:4] for year in SIGNS.year.findall(around))


def _scheme(row: Row, periods: dict[str, list[Period]]) -> Scheme:
    try:
        pattern = compiled(rf"(?<![\w.])(?:{row['pattern']})(?!\w)")
    except re.error as error:
        row.fail(str(error))
    if row["period"] and row["period"] not in periods:
        row.fail(f"no such legislature: {row['period']}")
    own = tuple(sorted(periods[row["period"]])) if row["period"] else ()
    return Scheme(row["scheme"], row["country"], pattern, row["value"], row["url"], own)
