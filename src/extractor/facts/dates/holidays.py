"""Days with names: Australia Day 2002, Christmas, New Year's Eve, by the calendars of the library ``holidays``."""

from collections.abc import Callable
from datetime import date
from functools import lru_cache

from msgspec.structs import replace

from extractor.data import Library, Row
from extractor.facts.dates.absolute import nearest, stated_year
from extractor.facts.dates.context import Context, Reading, Timex
from extractor.rules.matcher import Match

_YEARS = (2022, 2023, 2024)


def part(library: Library) -> tuple[Row, ...]:
    """The grammar's part ``feast``: every name of the table."""
    rows = library.table("dates/holidays.tsv")
    names = sorted((_words(row["words"]) for row in rows), key=len, reverse=True)
    pattern = " | ".join(" ".join(f'"{word}"' for word in name) for name in names)
    return (replace(rows[0], cells=["feast", pattern], places={"part": 0, "pattern": 1}),)


def reader(library: Library) -> dict[str, Reading]:
    """The reading of what the part ``feast`` captures."""
    rows = library.table("dates/holidays.tsv")
    names = {tuple(_words(row["words"])): (row["calendar"], row["name"]) for row in rows}

    def holiday(parts: Match, context: Context) -> Timex | None:
        calendar, name = names[tuple(word.replace("’", "'") for word in parts.words("feast"))]
        if calendar == "=":
            month, day = map(int, name.split("-"))
            return _resolved(lambda year: date(year, month, day), stated_year(parts), context)
        country = context.home if calendar == "*" else calendar
        if country is None:
            return None
        return _resolved(lambda year: _days(country, year).get(name), stated_year(parts), context)

    return {"holiday": holiday}


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
    fixed = len({day.day for day in days}) == 1
    return Timex("DATE", f"{days[0]:XXXX-%m-%d}" if fixed else f"{days[0]:XXXX-%m-XX}", "unresolved")


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
