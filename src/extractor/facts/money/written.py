"""Amounts beside a sign, code or word of a currency: "$3.4m", "KSh. 1.2 billion", "seven lakh rupees"."""

import re
from collections.abc import Callable, Iterable, Iterator

from msgspec import Struct

from extractor.data import Library
from extractor.numbers import numbers
from extractor.phrases import Phrases
from extractor.record import Money
from extractor.regex import compiled

_PLACES = ("before", "after", "either")
_NEEDS = ("", "home", "scale", "pound")
_LINKS = "to|for|from|in|on|of|by|per|and|or|a|the|with|at"
_LETTERS = {"k": "thousand", "m": "million", "b": "billion"}
_WINDOW = 60
_BETWEEN = compiled(r"\bbetween\s+\Z", re.IGNORECASE)
# Smaller sums without a scale are more often something else: roads and pages ("R5", "P20"), words ("TRY"), a weight.
_LEAST = {"": 0, "home": 100, "scale": 1_000, "pound": 10_000}

Find = Callable[[str, str | None], list[Money]]


class _Form(Struct, frozen=True):
    place: str
    currencies: tuple[str, ...]
    needs: str

    def currency(self, home: str | None) -> tuple[str, str] | None:
        """The currency and the rule that chose it, None where the form may not stand."""
        if len(self.currencies) > 1 and home in self.currencies:
            return str(home), "currency of the home country"
        if self.needs == "home" and home not in self.currencies:
            return None
        first = self.currencies[0]
        return first, "currency" if len(self.currencies) == 1 else f"currency of no known country, read as {first}"


class _Amounts:
    """Reads the amount that begins or ends at a place of a text."""

    def __init__(self, library: Library) -> None:
        self._value = numbers(library).value
        figures, scale = numbers(library).figures, numbers(library).scale
        scales = rf"(?P<scale>(?:[\s-]*{scale}\b)+|\s?[kmbKMB]\b)?"
        things = "|".join(re.escape(row["thing"]) for row in library.table("money/things.tsv", "thing"))
        self.after_sign = compiled(rf"\s?(?P<figures>{figures}){scales}", re.IGNORECASE)
        self.split = compiled(rf"\s?(?P<whole>\d{{1,3}})\s(?P<part>\d{{1,2}})\s(?P<scale>{scale})\b", re.IGNORECASE)
        self.joined = compiled(rf"\s?(?:-|–|—|to\s|or\s)\s?(?P<figures>{figures}){scales}", re.IGNORECASE)
        self.joined_sign = compiled(rf"\s?(?:-|–|—|to|or)\s*\S{{1,3}}?(?P<figures>{figures}){scales}", re.IGNORECASE)
        self.between = compiled(rf"\s*and\s*\S{{1,3}}?(?P<figures>{figures}){scales}", re.IGNORECASE)
        self.before_word = compiled(
            rf"(?<![\w.,])(?P<number>(?P<figures>{figures}){scales}|{numbers(library).cardinal})(?:\s+|-)?\Z",
            re.IGNORECASE,
        )
        self.thing = compiled(rf"\s+(?:(?!(?:{_LINKS})\b)\w+\s)?(?:{things})\b")

    def worth(self, figures: str, scale: str | None) -> float | None:
        words = " ".join((scale or "").replace("-", " ").split()).lower()
        return self._value(f"{figures} {_LETTERS.get(words, words)}")

    def worth_of(self, match: re.Match[str]) -> float | None:
        if match["figures"]:
            return self.worth(match["figures"], match["scale"])
        return self._value(match["number"])


def finder(library: Library) -> Find:
    """Makes the function that finds amounts in a text, given the currency of the article's country."""
    forms = _forms(library)
    amounts = _Amounts(library)
    worded = Phrases(form for form in forms if form[0].isalpha())
    signs = _signs(form for form in forms if not form[0].isalpha())

    def find(text: str, home: str | None) -> list[Money]:
        hits = [*worded.find(text), *((match.start(), match.end(), match[0]) for match in signs.finditer(text))]
        found: list[Money] = []
        for start, end, written in sorted(hits):
            form = forms[written]
            if chosen := form.currency(home):
                for money in _read(text, start, end, form, chosen, amounts):
                    if not found or money.start >= found[-1].end:
                        found.append(money)
        return found

    return find


def _read(text: str, start: int, end: int, form: _Form, chosen: tuple[str, str], amounts: _Amounts) -> Iterator[Money]:
    if form.place != "after" and (first := amounts.after_sign.match(text, end)):
        if _enough(first, form, amounts) and not amounts.thing.match(text, first.end()):
            yield from _before(text, start, first, chosen, amounts)
        return
    left = amounts.before_word.search(text, max(0, start - _WINDOW), start) if form.place != "before" else None
    if left and _enough(left, form, amounts) and (value := amounts.worth_of(left)) is not None:
        yield _money(text, left.start(), end, value, chosen)


def _before(text: str, start: int, first: re.Match[str], chosen: tuple[str, str], amounts: _Amounts) -> Iterator[Money]:
    """The amount after a sign, and the second of a range ("$5-7 million") that has no sign of its own.

    A lost decimal point is put back ("$3 4 million").
    """
    if split := amounts.split.match(text, first.start()):
        if (value := amounts.worth(f"{split['whole']}.{split['part']}", split["scale"])) is not None:
            yield _money(text, start, split.end(), value, chosen)
        return
    scale = first["scale"]
    second = amounts.joined.match(text, first.end())
    signed = amounts.between if _BETWEEN.search(text, max(0, start - 12), start) else amounts.joined_sign
    if scale is None and (later := second or signed.match(text, first.end())):
        scale = later["scale"]
    value = amounts.worth(first["figures"], scale)
    if value is not None:
        yield _money(text, start, first.end(), value, chosen)
    if second and second["scale"] and (value := amounts.worth_of(second)) is not None:
        yield _money(text, second.start("figures"), second.end(), value, chosen)


def _enough(amount: re.Match[str], form: _Form, amounts: _Amounts) -> bool:
    return bool(amount["scale"] and form.needs != "pound") or (amounts.worth_of(amount) or 0) >= _LEAST[form.needs]


def _money(text: str, start: int, end: int, value: float, chosen: tuple[str, str]) -> Money:
    return Money(text=text[start:end], start=start, end=end, amount=value, currency=chosen[0], rule=chosen[1])


def _forms(library: Library) -> dict[str, _Form]:
    forms = {}
    for row in library.table("money/currencies.tsv", "form", "place", "currencies", "needs"):
        if row["place"] not in _PLACES or row["needs"] not in _NEEDS:
            row.fail(f"place is one of {_PLACES}, needs one of {_NEEDS}")
        forms[row["form"]] = _Form(row["place"], tuple(row["currencies"].split("|")), row["needs"])
    return forms


def _signs(forms: Iterable[str]) -> re.Pattern[str]:
    """One class for the signs' first characters, so that a text without any is passed over quickly."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    firsts = "".join(sorted({form[0] for form in longest_first}))
    return compiled(rf"(?=[{re.escape(firsts)}])(?:{'|'.join(map(re.escape, longest_first))})")
