"""When: rules propose temporal expressions, what stands beside them changes, joins and orders them."""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, timedelta
from functools import cache

from msgspec import Struct

from extractor.data import Library, Row
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.fact import Date
from extractor.facts.dates import absolute, days, holidays, periods, relative
from extractor.facts.dates.context import FORMS, Context, Order, Reading, Timex, customs, order_in
from extractor.facts.dates.foreign import MONTHS, months, spaced, with_foreign
from extractor.facts.dates.joins import Joins, apart
from extractor.facts.dates.values import around, bounds, edtf
from extractor.record import Published
from extractor.regex import compiled, lookbehind
from extractor.rules.compiler import grammar
from extractor.rules.lexer import Lexed
from extractor.rules.matcher import Match, Matcher
from extractor.rules.matcher import Reading as RulesReading
from extractor.text.sentences import Sentences

_DAY = compiled(r"\d{4}-\d\d-\d\d")
_EARLIEST = "1900"
_WINDOW = 200
_NEVER = "never"


class _Place(Struct, frozen=True):
    """A place in which releases print their date; ``more`` matches more words than may lie before or behind it."""

    part: str
    more: re.Pattern[str]
    before: re.Pattern[str]
    after: re.Pattern[str]
    unless: re.Pattern[str] | None

    def holds(self, text: str, date: Date) -> bool:
        before = lookbehind(self.before, text, date.start, _WINDOW) if self.after.match(text, date.end) else None
        bounds = (0, date.start) if self.part == "head" else (date.end, len(text))
        if before is None or (self.part != _NEVER and self.more.match(text, *bounds)):
            return False
        return not (self.unless and self.unless.search(text, 0, date.start))


def detector(library: Library) -> Callable[[str, Sequence[Date]], Published | None]:
    """Makes the function that finds the publication date among an article's dates."""
    rows = [_place(row) for row in library.table("dates/published.tsv")]
    never = [place for place in rows if place.part == _NEVER]
    places = [place for place in rows if place.part != _NEVER]

    def detect(text: str, dates: Sequence[Date]) -> Published | None:
        full = [each for each in dates if each.resolution == "explicit" and _DAY.fullmatch(each.value or "")]
        recent = [each for each in full if str(each.value) > _EARLIEST]
        held = (each for place in places for each in recent if place.holds(text, each))
        printed = (each for each in held if not any(other.holds(text, each) for other in never))
        found = next(printed, None)
        return Published(value=str(found.value), from_="text") if found else None

    return detect


def _place(row: Row) -> _Place:
    if not row["words"].isdecimal():
        row.fail("words is no number")
    before = row.pattern(f"(?:{row['before']})$", re.IGNORECASE)
    after = row.pattern(row["after"], re.IGNORECASE)
    unless = row.pattern(row["unless"], re.IGNORECASE) if row["unless"] else None
    more = compiled(rf"\s*+(?:\S++\s++){{{row['words']}}}\S")
    return _Place(row["part"], more, before, after, unless)


READINGS: dict[str, Reading] = periods.READINGS | {
    name: each
    for module in (absolute, periods, relative, days)
    for name, each in vars(module).items()
    if name[0] != "_" and [*getattr(each, "__annotations__", ())][:2] == ["parts", "context"]
}
"""Every public function of parts and context, by its name."""
_LATE = timedelta(7)  # within which a text may be posted after the day that it prints, and from which it counts


def build(library: Library) -> Find:
    """The finder of dates and of the publication date."""
    return _Finder(library).find


class _Finder:
    def __init__(self, library: Library) -> None:
        readings = {name: _placed(reading) for name, reading in (READINGS | holidays.reader(library)).items()}
        rules = grammar(library, "dates", tables=("rules", "vague"), more_parts=holidays.part(library), glued=MONTHS)
        self._matcher = Matcher(library, rules, readings, "dates/contexts.tsv")
        sides = sorted(library.patterns("dates/tense.tsv", "side").items())
        self._tense = compiled("|".join(rf"\b(?P<{side}>{words})\b" for side, words in sides))
        self._joins = Joins(library)
        self._whole = spaced(library)
        self._detect = detector(library)
        self._customs = customs(library)
        self._famous = absolute.famous(library)
        dated = {row["word"].title() for row in library.table("dates/words.tsv")}  # "Late April"
        titles = {row["title"].rstrip(".") for row in library.table("people/titles.tsv")} - dated
        self._titles = frozenset(titles | set(map(str.upper, titles)))
        self._months = months(library)

    def find(self, doc: Doc, draft: Draft) -> Iterator[Date | Published]:
        """The temporal expressions of an article, in order, and its publication date where only the text gives it."""
        lexed = self._matcher.grammar.lexer.read(doc, draft.article.text)
        given, option, sentences = draft.published, draft.reading.published, Sentences(doc, draft)
        else_ = Published(value=option, from_="option") if option and not given else None
        found = self._dates(lexed, given or else_, draft, sentences)
        printed = self._detect(lexed.text, found)
        if given is None and (told := printed or else_):
            yield told
        late = date.fromisoformat(given.value) - date.fromisoformat(printed.value) if given and printed else _LATE
        if printed and timedelta() < late <= _LATE:
            found = self._dates(lexed, printed, draft, sentences)
        yield from with_foreign(doc, lexed.text, found, self._months)

    def _dates(self, lexed: Lexed, published: Published | None, draft: Draft, sentences: Sentences) -> list[Date]:
        anchor = date.fromisoformat(published.value) if published else None
        home = draft.country
        context = Context(
            text=lexed.text, anchor=anchor, order=self._order(lexed.text, draft), home=home,
            sentence=sentences.sentence, customs=self._customs(home), tense=self._tense, famous=self._famous,
            titles=self._titles,
        )  # fmt: skip
        return self._whole(lexed.text, self._joins(lexed.text, self._read(lexed, context, draft)))

    def _order(self, text: str, draft: Draft) -> Callable[[], Order]:
        custom: Order = self._customs(draft.home.country).order if draft.home else None
        return cache(lambda: draft.reading.order or order_in(text, custom) or custom)

    def _read(self, lexed: Lexed, context: Context, draft: Draft) -> Iterator[Date]:
        vague = draft.reading.vague
        for match, timex in self._matcher.read(lexed, context, draft.refused, "" if vague else "vague"):
            if vague or not timex.value.endswith("_REF"):
                yield from apart(_date(match, context, timex))
                _remember(context, timex, match.reading)


def _placed(reading: Reading) -> RulesReading[Context, Timex]:
    """The reading with its place told to the context; what is no day of the calendar is refused."""

    def read(match: Match, context: Context) -> Timex | None:
        context.start, context.end = match.start, match.end
        try:
            return reading(match, context)
        except (ValueError, OverflowError):
            return None

    return read


def _date(match: Match, context: Context, timex: Timex) -> Date:
    value = edtf(timex.value) if timex.type in ("DATE", "TIME") else None
    first, last = (value and bounds(value, context.customs.south)) or (None, None)
    return Date(
        text=context.text[match.start : match.end], start=match.start, end=match.end, type=timex.type,
        value=value, timex=timex.value, earliest=first, latest=last, resolution=timex.resolution, rule=match.rule,
    )  # fmt: skip


def _remember(context: Context, timex: Timex, reading: str) -> None:
    """Keeps what later expressions refer to; results for several months put the quarter out of mind."""
    memory = context.memory
    if timex.type == "DATE" and not timex.value.endswith("REF"):
        passing = reading == "dayafter" and FORMS.former.match(context.text, context.start)
        memory.aside = memory.last if passing and context.text[context.start].islower() else None
        memory.last, memory.at = timex.value, context.end
        if reading in ("quarter", "quarterof") and "X" not in timex.value:
            over = context.anchor is None or timex.value < around(context.anchor, "Q", 0)
            memory.quarter = timex.value if over or memory.quarter is None else memory.quarter
    elif timex.value in ("P6M", "P9M"):
        memory.quarter = None
