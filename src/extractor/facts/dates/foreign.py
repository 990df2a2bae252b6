"""Dates in other languages ("9 mars 2023"), by model and dateparser, and in letters set apart ("5 J u n e")."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from itertools import chain

from extractor.data import Library
from extractor.doc import Doc
from extractor.fact import Date
from extractor.facts.dates.absolute import ymd
from extractor.facts.dates.context import FORMS
from extractor.facts.dates.joins import exists
from extractor.facts.dates.values import bounds
from extractor.regex import compiled, lookbehind
from extractor.rules.gazetteer import merged
from extractor.text.spans import Spans

_AROUND = 14
_BEFORE, _AFTER = 40, 10
"""Code points within which the rest of a day stands around the first figure of its year, letters set apart."""
_LONGEST = 26
_READ_AGAIN = 2  # so many of the last dates may a further one of the model's touch

Months = dict[str, tuple[str, ...]]
"""The languages in which a word, in small letters, names a month."""
MONTHS = ("namedmonth", "doubtfulmonth")


def months(library: Library) -> Months:
    """The months of all languages that dateparser reads."""
    found: Months = {}
    for row in library.table("dates/months.tsv"):
        for month in row["months"].split("|"):
            found[month] = (*found.get(month, ()), row["language"])
    return found


def with_foreign(doc: Doc, text: str, dates: list[Date], months: Months) -> list[Date]:
    """The dates, and in place of parts of them what only dateparser can read around the model's dates."""
    starts = {each.end: each.start for each in dates}
    years = (year.end() for year in FORMS.year.finditer(text))
    whole = ((end, lookbehind(FORMS.foreign_to_year, text, end, _LONGEST)) for end in years)
    if not any(form and starts.get(end, end) > form.start() for end, form in whole):
        return dates  # the grammar has read all of them
    spans = (entity for entity in doc.ents if entity.label_ == "DATE")
    forms = (FORMS.foreign.search(text, max(0, each.start_char - _AROUND), each.end_char + _AROUND) for each in spans)

    def read(match: re.Match[str]) -> str | None:
        languages = {language for word in FORMS.word.findall(match[0]) for language in months.get(word.lower(), ())}
        return _parsed(match[0], tuple(sorted(languages))) if languages else None

    return _with_whole(dates, filter(None, forms), read, "dateparser")


def _with_whole(
    dates: list[Date], forms: Iterable[re.Match[str]], read: Callable[[re.Match[str]], str | None], rule: str
) -> list[Date]:
    """The dates, and what is read of forms in place of shorter ones that it touches."""
    spans, gone = Spans(dates), set[int]()
    found: list[Date] = []
    for match in forms:
        start, end = match.span()
        near = [each for each in spans.touching(start, end) if each.start not in gone]
        again = [each for each in found[-_READ_AGAIN:] if each.start < end and start < each.end]
        if any(each.end - each.start >= end - start for each in (*near, *again)) or (day := read(match)) is None:
            continue
        first, last = bounds(day) or (None, None)
        whole = Date(
            text=match[0], start=start, end=end, type="DATE", value=day, timex=day,
            earliest=first, latest=last, resolution="explicit", rule=rule,
        )  # fmt: skip
        found[-_READ_AGAIN:] = [*(each for each in found[-_READ_AGAIN:] if each not in again), whole]
        gone.update(each.start for each in near)
    kept = (each for each in dates if each.start not in gone)
    return sorted([*kept, *found], key=lambda each: each.start) if found else dates


@lru_cache(1024)
def _parsed(words: str, languages: tuple[str, ...]) -> str | None:
    """The whole day that words name in one of these languages; dateparser would try all for seconds and 60 MB."""
    import dateparser  # noqa: PLC0415 - few articles need it, and starting is dear

    strict = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    day = dateparser.parse(words, languages=list(languages), settings=strict)
    return day.date().isoformat() if day else None


def spaced(library: Library) -> Callable[[str, list[Date]], list[Date]]:
    """Makes the function that puts whole days in place of what was read of their parts, among a text's dates."""
    rows = library.table("dates/words.tsv")
    months = {row["word"]: int(row["value"]) for row in rows if row["class"] in MONTHS and row["word"].isalpha()}
    names = "|".join(r"\s?".join(name) for name in months)
    number, name = r"[0-3]\s?\d|\d", rf"(?=[A-Z])(?i:{names})"
    pattern = compiled(
        rf"(?<![\w.,])(?:(?:(?P<day>{number})\s{{1,3}}(?P<month>{name})|(?P<month2>{name})\s{{1,3}}(?P<day2>{number})\s?)"
        r",?\s{1,3}(?P<year>(?:1\s?[89]|2\s?0)\s?\d\s?\d)"
        rf"|(?P<month3>{name})\s{{1,3}}(?P<year3>(?:1\s[89]|2\s0)\s\d\s\d))(?!\s?\d)"
    )

    def read(match: re.Match[str]) -> str | None:
        parts = [match["day"] or match["day2"] or "", match["month"] or match["month2"] or match["month3"]]
        day, month, year = ("".join(part.split()) for part in (*parts, match["year"] or match["year3"]))
        value = ymd(int(year), months[month.lower()], int(day) if day else None)
        return value if exists(value) else None

    def whole(text: str, dates: list[Date]) -> list[Date]:
        near = merged((year.start() - _BEFORE, year.end() + _AFTER) for year in FORMS.apart.finditer(text))
        forms = chain.from_iterable(pattern.finditer(text, *each) for each in near)
        return _with_whole(dates, forms, read, "letters set apart")

    return whole
