"""Amounts of money with their currency; stripped signs are told by gaps: "provides  1 2 billion for"."""

import re
from collections.abc import Callable

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entities.countries import atlas
from extractor.fact import Money
from extractor.facts.money import written
from extractor.facts.money.written import FORMS
from extractor.text.normalization import is_stripped
from extractor.text.numbers import numbers
from extractor.text.spans import Spans

_LONGEST = 20  # characters of the words that stand before an amount


def build(library: Library) -> Find:
    """The finder of amounts of money with their currency (``models/money``); none is guessed but from the home."""
    countries = atlas(library).countries
    find_written, find_stripped = written.finder(library), _stripped(library)

    def find(doc: Doc, draft: Draft) -> list[Money]:  # noqa: ARG001
        text = draft.article.text
        home = countries.get(draft.home.country) if draft.home else None
        found = find_written(text, home.currency if home else None)
        if any(not money.text[0].isalnum() for money in found):
            return found  # signs were not stripped
        spans = Spans(found)
        more = (each for each in find_stripped(text) if not spans.touching(each.start, each.end))
        return sorted([*found, *more], key=lambda money: money.start)

    return find


def _stripped(library: Library) -> Callable[[str], list[Money]]:
    """Makes the finder of amounts in texts without punctuation: two blanks for a sign, and USD, as US senators' are."""
    known, forms = numbers(library), written.Amounts(library)

    def find(text: str) -> list[Money]:
        amounts = (_amount(text, gap) for gap in FORMS.gap.finditer(text)) if is_stripped(text) else ()
        return [money for money in amounts if money is not None]

    def _amount(text: str, gap: re.Match[str]) -> Money | None:
        start = gap.end()
        opened = forms.opening.search(text, max(0, gap.start() - _LONGEST), gap.start())
        if match := forms.scaled.match(text, start):
            value = known.value(f"{match['whole']}.{match['part'] or 0} {match['scale']}")
        elif match := forms.followed.match(text, start) or (opened and forms.closed.match(text, start)):
            value = known.value(match[0])
        else:
            return None
        assert value is not None
        return Money(text=match[0], start=start, end=match.end(), amount=value, currency="USD", rule="stripped sign")

    return find
