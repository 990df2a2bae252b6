"""Days and months that a scanner set apart: "5 J u n e  1 9 9 6", "3 0 June 1994", "June 1 9 9 4"."""

from collections.abc import Callable

from extractor.data import Library
from extractor.fact import Date
from extractor.facts.dates.absolute import ymd
from extractor.facts.dates.joins import exists
from extractor.facts.dates.values import bounds
from extractor.regex import compiled
from extractor.text.spans import Spans

_CLASSES = ("namedmonth", "doubtfulmonth")


def spaced(library: Library) -> Callable[[str, list[Date]], list[Date]]:
    """Makes the function that puts whole days in place of what was read of their parts, among a text's dates."""
    rows = library.table("dates/words.tsv", "class", "word", "value", "case")
    months = {row["word"]: int(row["value"]) for row in rows if row["class"] in _CLASSES and row["word"].isalpha()}
    names = "|".join(r"\s?".join(name) for name in months)
    number, name = r"[0-3]\s?\d|\d", rf"(?=[A-Z])(?i:{names})"
    pattern = compiled(
        rf"(?<![\w.,])(?:(?:(?P<day>{number})\s{{1,3}}(?P<month>{name})|(?P<month2>{name})\s{{1,3}}(?P<day2>{number})\s?)"
        r",?\s{1,3}(?P<year>(?:1\s?[89]|2\s?0)\s?\d\s?\d)"
        rf"|(?P<month3>{name})\s{{1,3}}(?P<year3>(?:1\s[89]|2\s0)\s\d\s\d))(?!\s?\d)"
    )

    def whole(text: str, dates: list[Date]) -> list[Date]:
        spans, found = Spans(dates), []
        gone: set[int] = set()
        for match in pattern.finditer(text):
            start, end = match.span()
            over = [date for date in spans.touching(start, end) if date.start not in gone]
            if any(date.start <= start and end <= date.end for date in over):
                continue
            parts = [match["day"] or match["day2"] or "", match["month"] or match["month2"] or match["month3"]]
            day, month, year = ("".join(part.split()) for part in (*parts, match["year"] or match["year3"]))
            value = ymd(int(year), months[month.lower()], int(day) if day else None)
            if not exists(value):
                continue
            first, last = bounds(value) or (None, None)
            apart = Date(
                text=match[0], start=start, end=end, type="DATE", value=value, timex=value,
                earliest=first, latest=last, resolution="explicit", rule="letters set apart",
            )  # fmt: skip
            found.append(apart)
            gone.update(date.start for date in over)
        if not found:
            return dates
        return sorted([*(date for date in dates if date.start not in gone), *found], key=lambda date: date.start)

    return whole
