"""Dates in words of other languages ("9 mars 2023"): the model points at them, dateparser reads them."""

from functools import lru_cache

from spacy.tokens import Doc

from extractor.data import Library
from extractor.fact import Date
from extractor.facts.dates.values import bounds
from extractor.regex import compiled
from extractor.text.spans import Spans

_FORM = compiled(
    r"(?:\d{1,2}[\s.º°-]{1,3}(?:de\s+)?[^\W\d]{3,12}|[^\W\d]{3,12}[\s.]{1,3}\d{1,2})[\s.,-]{1,3}(?:de\s+)?[12]\d{3}"
)
_FORM_TO_YEAR = compiled(rf"{_FORM.pattern}\Z")
_YEAR = compiled(r"[12]\d{3}(?!\d)")
_WORD = compiled(r"[^\W\d]{3,}")
_MODEL_LABEL = "DATE"
_AROUND = 14
_LONGEST = 26
_READ_AGAIN = 2
"""So many of the last dates may a further one of the model's touch."""


Months = dict[str, tuple[str, ...]]
"""The languages in which a word, in small letters, names a month."""


def months(library: Library) -> Months:
    """The months of all languages that dateparser reads."""
    found: Months = {}
    for row in library.table("dates/months.tsv", "language", "months"):
        for month in row["months"].split("|"):
            found[month] = (*found.get(month, ()), row["language"])
    return found


def with_foreign(doc: Doc, text: str, dates: list[Date], months: Months) -> list[Date]:
    """The dates, and in place of parts of them what only dateparser can read around the model's dates."""
    starts = {each.end: each.start for each in dates}
    if not any(_unread(text, year.end(), starts) for year in _YEAR.finditer(text)):
        return dates
    spans = Spans(dates)
    gone: set[int] = set()
    found: list[Date] = []
    for entity in doc.ents:
        if entity.label_ != _MODEL_LABEL:
            continue
        match = _FORM.search(text, max(0, entity.start_char - _AROUND), entity.end_char + _AROUND)
        if match is None:
            continue
        languages = {language for word in _WORD.findall(match[0]) for language in months.get(word.lower(), ())}
        if not languages:
            continue
        start, end = match.span()
        near = (each for each in spans.touching(start, end) if each.start not in gone)
        again = [each for each in found[-_READ_AGAIN:] if each.start < end and start < each.end]
        inside = [*near, *again]
        if (
            any(each.end - each.start >= end - start for each in inside)
            or (day := _parsed(match[0], tuple(sorted(languages)))) is None
        ):
            continue
        first, last = bounds(day) or (None, None)
        read = Date(
            text=match[0], start=start, end=end, type="DATE", value=day, timex=day,
            earliest=first, latest=last, resolution="explicit", rule="dateparser",
        )  # fmt: skip
        found[-_READ_AGAIN:] = [*(each for each in found[-_READ_AGAIN:] if each not in again), read]
        gone.update(each.start for each in inside)
    if not found:
        return dates
    return sorted([*(each for each in dates if each.start not in gone), *found], key=lambda each: each.start)


def _unread(text: str, end: int, starts: dict[int, int]) -> bool:
    """Whether more words than the grammar has read make a date that ends there."""
    form = _FORM_TO_YEAR.search(text, max(0, end - _LONGEST), end)
    return form is not None and starts.get(end, end) > form.start()


@lru_cache(1024)
def _parsed(words: str, languages: tuple[str, ...]) -> str | None:
    """The day that the words name in one of the languages, None where day, month and year are not all there.

    To try all languages of dateparser would cost seconds and 60 MB once in a process.
    """
    import dateparser  # noqa: PLC0415 - few articles need it, and starting is dear

    strict = {"STRICT_PARSING": True, "REQUIRE_PARTS": ["day", "month", "year"]}
    day = dateparser.parse(words, languages=list(languages), settings=strict)
    return day.date().isoformat() if day else None
