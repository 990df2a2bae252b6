"""Finds temporal expressions: rules propose, contexts forbid, readings give values or refuse."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from datetime import date
from functools import cache

from spacy.tokens import Doc

from extractor.data import Library, Row
from extractor.draft import Draft
from extractor.facts.dates import absolute, days, durations, holidays, periods, relative, shifts
from extractor.facts.dates.context import Context, Parts, Timex
from extractor.facts.dates.customs import customs
from extractor.facts.dates.foreign import months, with_foreign
from extractor.facts.dates.grammar import Grammar, Hit
from extractor.facts.dates.joins import joiner
from extractor.facts.dates.lexed import Lexed
from extractor.facts.dates.lists import apart, lender
from extractor.facts.dates.order import Order, order_in
from extractor.facts.dates.published import detector
from extractor.facts.dates.spaced import spaced
from extractor.facts.dates.times import timed
from extractor.facts.dates.values import around, bounds, edtf
from extractor.facts.dates.widen import widener
from extractor.record import Date, Published
from extractor.regex import compiled

READINGS = (
    absolute.READINGS | periods.READINGS | relative.READINGS | shifts.READINGS | days.READINGS | durations.READINGS
)
NOTHING = "nothing"
_VAGUE = "_REF"
_WINDOW = 40


def _regex(row: Row, pattern: str) -> re.Pattern[str]:
    try:
        return compiled(pattern)
    except re.error as error:
        row.fail(f"not a regular expression: {error}")


class Finder:
    """All that the kind knows; built once per process."""

    def __init__(self, library: Library) -> None:
        self._readings = READINGS | holidays.reader(library)
        self._grammar = Grammar(library, frozenset({*self._readings, NOTHING}), holidays.part(library))
        words: defaultdict[str, list[str]] = defaultdict(list)
        for row in library.table("dates/tense.tsv", "side", "pattern"):
            _regex(row, row["pattern"])
            words[row["side"]].append(row["pattern"])
        self._tense = compiled("|".join(rf"\b(?P<{side}>{'|'.join(each)})\b" for side, each in sorted(words.items())))
        self._contexts = _contexts(library)
        self._widen = widener(library)
        self._join = joiner(library)
        self._timed = timed(library)
        self._lend = lender(library)
        self._whole = spaced(library)
        self._detect = detector(library)
        self._customs = customs(library)
        self._famous = absolute.famous(library)
        self._months = months(library)

    def find(self, doc: Doc, draft: Draft) -> Iterator[Date | Published]:
        """The temporal expressions of an article, in order, and its publication date where only the text gives it."""
        lexed = self._grammar.lexicon.read(doc, draft.article.text)
        given = draft.published
        found = self._dates(lexed, given, draft)
        if given is None and (printed := self._detect(lexed.text, found)):
            yield printed
            found = self._dates(lexed, printed, draft)
        yield from with_foreign(doc, lexed.text, found, self._months)

    def _dates(self, lexed: Lexed, published: Published | None, draft: Draft) -> list[Date]:
        anchor = date.fromisoformat(published.value) if published else None
        home = draft.home.country if draft.home else None
        context = Context(
            text=lexed.text, anchor=anchor, order=self._order(lexed.text, draft), home=home,
            customs=self._customs(home), tense=self._tense, famous=self._famous,
        )  # fmt: skip
        found = (
            self._widen(lexed.text, each)
            for base, hits in self._grammar.runs(lexed)
            for each in self._read_run(lexed, base, hits, context, draft.reading.vague)
        )
        return self._whole(lexed.text, self._lend(lexed.text, self._timed(lexed.text, self._join(lexed.text, found))))

    def _order(self, text: str, draft: Draft) -> Callable[[], Order]:
        @cache
        def order() -> Order:
            if known := draft.reading.order or order_in(text):
                return known
            if draft.home is None:
                return None
            return self._customs(draft.home.country).order

        return order

    def _read_run(
        self, lexed: Lexed, base: int, found: tuple[tuple[Hit, ...], ...], context: Context, vague: bool
    ) -> Iterator[Date]:
        at = 0
        for hits in found:
            for hit in hits:
                if hit.start < at or (hit.rule.vague and not vague):
                    continue
                context.start = lexed.edges(base + hit.start)[0]
                context.end = lexed.edges(base + hit.end - 1)[1]
                if hit.rule.reading == NOTHING:
                    if self._allowed(context, hit.rule.name):
                        at = hit.end
                        break
                    continue
                timex = self._read(hit, lexed, base, context)
                if timex is None:
                    continue
                at = hit.end
                if vague or not timex.value.endswith(_VAGUE):
                    yield from apart(_date(lexed.text, context, timex, hit.rule.name))
                    _remember(context, timex, hit.rule.reading)
                break

    def _read(self, hit: Hit, lexed: Lexed, base: int, context: Context) -> Timex | None:
        if not self._allowed(context, "*", hit.rule.name):
            return None
        groups = {name: (base + first, base + last) for name, first, last in hit.groups}
        parts = Parts(lexed, groups, self._grammar.lexicon.values, self._grammar.classes)
        try:
            return self._readings[hit.rule.reading](parts, context)
        except (ValueError, OverflowError):
            return None

    def _allowed(self, context: Context, *rules: str) -> bool:
        before = context.text[max(0, context.start - _WINDOW) : context.start]
        after = context.text[context.end : context.end + _WINDOW]
        for name in rules:
            for side, demanded, pattern in self._contexts.get(name, ()):
                found = pattern.search(before) if side == "before" else pattern.match(after)
                if (found is not None) != demanded:
                    return False
        return True


def _contexts(library: Library) -> dict[str, list[tuple[str, bool, re.Pattern[str]]]]:
    patterns: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for row in library.table("dates/contexts.tsv", "rule", "side", "demand", "pattern"):
        if row["side"] not in ("before", "after") or row["demand"] not in ("yes", "no"):
            row.fail("side is before or after, demand is yes or no")
        _regex(row, row["pattern"])
        patterns[row["rule"], row["side"], row["demand"]].append(row["pattern"])
    result: defaultdict[str, list[tuple[str, bool, re.Pattern[str]]]] = defaultdict(list)
    for (rule, side, demand), each in patterns.items():
        joined = f"(?:{'|'.join(each)})" + ("$" if side == "before" else "")
        result[rule].append((side, demand == "yes", compiled(joined)))
    return dict(result)


def _date(text: str, context: Context, timex: Timex, rule: str) -> Date:
    value = edtf(timex.value) if timex.type in ("DATE", "TIME") else None
    first, last = (value and bounds(value, context.customs.south)) or (None, None)
    return Date(
        text=text[context.start : context.end], start=context.start, end=context.end, type=timex.type,
        value=value, timex=timex.value, earliest=first, latest=last, resolution=timex.resolution, rule=rule,
    )  # fmt: skip


def _remember(context: Context, timex: Timex, reading: str) -> None:
    """Keeps what later expressions refer to; results for several months put the quarter out of mind."""
    memory = context.memory
    if timex.type == "DATE" and not timex.value.endswith("REF"):
        memory.last = timex.value
        if reading in ("quarter", "quarterof") and "X" not in timex.value:
            over = context.anchor is None or timex.value < around(context.anchor, "Q", 0)
            memory.quarter = timex.value if over or memory.quarter is None else memory.quarter
    elif timex.value in ("P6M", "P9M"):
        memory.quarter = None
