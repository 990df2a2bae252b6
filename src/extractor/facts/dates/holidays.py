"""Days with names: Australia Day 2002, Christmas, New Year's Eve, by the calendars of the library ``holidays``."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from extractor.data import Library, Row
from extractor.facts.dates.absolute import nearest, stated_year, ymd
from extractor.facts.dates.context import Context, Reading, Timex
from extractor.regex import compiled
from extractor.rules.matcher import Match

_HOME = "*"
_NEAR = 40
_NAME = r"(?P<country>[A-Z]\w+(?: [A-Z]\w+)*)"
_OF_BEFORE = compiled(rf"(?<!\w)(?<!\w ){_NAME}(?:['’]s?)?\s+$")
_OF_AFTER = compiled(rf"\s+(?:of|in)\s+(?:the\s+)?(?:(?:Republic|Kingdom|State|Federation)\s+of\s+(?:the\s+)?)?{_NAME}")
_FIXED = "="
_YEARS = (2022, 2023, 2024)


def part(library: Library) -> tuple[Row, ...]:
    """The grammar's part ``feast``: every name of the table."""
    rows = library.table("dates/holidays.tsv", "words", "calendar", "name")
    names = sorted((_words(row["words"]) for row in rows), key=len, reverse=True)
    pattern = " | ".join(" ".join(f'"{word}"' for word in name) for name in names)
    return (replace(rows[0], cells=["feast", pattern], places={"part": 0, "pattern": 1}),)


def reader(library: Library) -> dict[str, Reading]:
    """The reading of what the part ``feast`` captures."""
    rows = library.table("dates/holidays.tsv", "words", "calendar", "name")
    names = {tuple(_words(row["words"])): (row["calendar"], row["name"]) for row in rows}

    nations = _nations(library)

    def named(context: Context) -> str | None:
        """The country whose day it is, where the words beside it say (Jordan's Independence Day)."""
        before = _OF_BEFORE.search(context.text, max(0, context.start - _NEAR), context.start)
        after = _OF_AFTER.match(context.text, context.end)
        told = (before and before["country"], after and after["country"])
        return next((nations[name] for name in told if name and name in nations), None)

    def holiday(parts: Match, context: Context) -> Timex | None:
        key = tuple(word.replace("’", "'") for word in parts.words("feast"))
        calendar, name = names[key]
        if calendar == _FIXED:
            month, day = map(int, name.split("-"))
            return _resolved(lambda year: date(year, month, day), stated_year(parts), context)
        country = calendar
        if calendar == _HOME and (other := named(context)):
            found = _resolved(lambda year: _days(other, year).get(name), stated_year(parts), context)
            return found or Timex("DATE", "XXXX-XX-XX", "unresolved")
        if calendar == _HOME:
            if context.home is None:
                return None
            country = context.home
        return _resolved(lambda year: _days(country, year).get(name), stated_year(parts), context)

    return {"holiday": holiday}


def _nations(library: Library) -> dict[str, str]:
    """Names and adjectives of countries with their ISO 3166-1 codes."""
    rows = library.table(
        "places/countries.tsv", "code", "name", "other_names", "demonyms", "capitals", "cities", "currency"
    )
    cells = ("name", "other_names", "demonyms")
    return {word: row["code"] for row in rows for cell in cells for word in row[cell].split("|") if word}


def _words(words: str) -> list[str]:
    """Apart as the tokenizer takes them apart."""
    return words.replace("'s", " 's").replace("s' ", "s ' ").replace("-", " - ").split()


def _resolved(find: Callable[[int], date | None], stated: int | None, context: Context) -> Timex | None:
    if stated is not None:
        day = find(stated)
        return None if day is None else Timex("DATE", str(day))
    if context.anchor is not None:
        around = (find(context.anchor.year + step) for step in (0, -1, 1))
        day = nearest([day for day in around if day is not None], context)
        return None if day is None else Timex("DATE", str(day), "inferred")
    days = [day for year in _YEARS if (day := find(year)) is not None]
    if len(days) < len(_YEARS):
        return None
    if len({day.month for day in days}) > 1:
        return Timex("DATE", "XXXX-XX-XX", "unresolved")
    first = days[0]
    fixed = (
        ymd(None, first.month, first.day) if {each.day for each in days} == {first.day} else f"XXXX-{first.month:02}-XX"
    )
    return Timex("DATE", fixed, "unresolved")


@lru_cache(256)
def _days(country: str, year: int) -> dict[str, date]:
    """The days of a country's year by their English names, all categories together; empty for unknown countries."""
    import holidays  # noqa: PLC0415 - few articles name a holiday, and starting is dear

    try:
        entity = holidays.country_holidays(country)
        language = "en_US" if "en_US" in entity.supported_languages else None
        days = holidays.country_holidays(
            country, years=year, observed=False, language=language, categories=entity.supported_categories
        )
    except NotImplementedError:
        return {}
    return {name: day for day, names in sorted(days.items(), reverse=True) for name in names.split("; ")}
