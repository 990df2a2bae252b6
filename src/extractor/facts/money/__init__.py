"""Amounts beside a sign, code or word of a currency: "$3.4m", "seven lakh rupees"; a stripped sign leaves a gap."""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Library, Patterns
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entities.countries import NATIONAL, Atlas, atlas
from extractor.fact import Money
from extractor.regex import any_of, compiled, lookbehind
from extractor.rules.gazetteer import Phrases, listed
from extractor.text.normalization import is_stripped
from extractor.text.numbers import numbers
from extractor.text.spans import Spans

_LONGEST = 20  # characters of the words that stand before an amount


def build(library: Library) -> Find:
    """The finder of amounts of money with their currency (``models/money``); none is guessed but from the home."""
    countries = atlas(library).countries
    find_written, find_stripped = finder(library), _stripped(library)

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
    known, forms = numbers(library), Amounts(library)

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


FORMS = Patterns("money/patterns.tsv")

_SHORTEST_WORD, _LONGEST_NATION = 4, 40

Chosen = tuple[str, str]
_WINDOW = 60
# Smaller sums without a scale are more often something else: roads and pages ("R5", "P20"), words ("TRY"), a weight.
_LEAST = {"": 0, "hundredth": 0, "home": 100, "local": 100, "scale": 1_000, "pound": 10_000}
_LEAST_WITH_OWN_SCALE = 1_000
_LEAST_BARE = 1_000_000  # that a letter before figures is a currency's in any country's text ("N895,842,465")
_WORLD = "USD"  # what a bare "$" means in brackets behind dollars of another sign

Written = Callable[[str, str | None], list[Money]]


class Form(Struct, frozen=True):
    """A sign, code or word of some currencies; ``default`` is meant where the article has none of their countries.

    ``in_crores``: it is only in a text that counts in lakhs or crores.
    """

    place: str
    currencies: tuple[str, ...]
    needs: str
    default: str | None = None
    in_crores: bool = False


class Chooser:
    """Chooses the currency of a form in one text, from the currency of its country (``home``) or nations it names.

    ``last`` is the currency of the amount before, whose cents are meant where there is no home.
    """

    def __init__(self, text: str, home: str | None, places: Atlas) -> None:
        self._text = text
        self._home = home
        self._places = places
        self.last: str | None = None

    def choose(self, form: Form, *, sure: bool = False) -> Chosen | None:
        """The currency and the rule that chose it; None where the form may not stand; ``sure``: beside "million"."""
        if len(form.currencies) > 1 and self._home in form.currencies:
            return str(self._home), "currency of the home country"
        if self.last in form.currencies and form.needs == "hundredth":
            return str(self.last), "currency of the amount before it"
        abroad = form.needs in ("home", "local") and self._home not in form.currencies
        sure = sure and form.needs == "local"
        if form.default is None or (abroad and not sure) or (form.in_crores and not self._counts_in_crores):
            return None
        if len(form.currencies) == 1:
            return form.default, "currency"
        return form.default, f"currency of no known country, read as {form.default}"

    @cached_property
    def _counts_in_crores(self) -> bool:
        return FORMS.crores.search(self._text) is not None

    def nation(self, start: int, form: Form) -> tuple[int, Chosen] | None:
        """Where the nation before the word at ``start`` begins, and its currency ("Iraqi" before "dinars")."""
        before = lookbehind(FORMS.nation, self._text, start, _LONGEST_NATION)
        if before is None:
            return None
        at = before.start("nation")
        while True:
            hit = self._places.look_up(self._text[at : before.end("nation")])
            currency = self._places.countries[hit[0]].currency if hit and hit[1] in NATIONAL else None
            if currency in form.currencies:
                return at, (str(currency), "currency of the nation before it")
            blank = self._text.find(" ", at, before.end("nation"))
            if blank < 0:
                return None
            at = blank + 1


def load(library: Library) -> dict[str, Form]:
    """The forms of ``models/money/currencies.tsv``, words also as headlines write them."""
    forms: dict[str, Form] = {}
    for row in library.table("money/currencies.tsv"):
        mark = row["currencies"][:1]
        currencies = tuple(row["currencies"].lstrip("*+").split("|"))
        default = currencies[0] if len(currencies) == 1 or mark in "*+" else None
        forms[row["form"]] = Form(row["place"], currencies, row["needs"], default, in_crores=mark == "+")
    for currency in forms["$"].currencies:
        forms.setdefault(currency + "$", Form("before", (currency,), "", currency))
    for word, form in list(forms.items()):
        if word.islower() and word.isalpha() and len(word) >= _SHORTEST_WORD:
            forms.setdefault(word.title(), form)
            forms.setdefault(word.upper(), form)
    return forms


def signs(forms: Iterable[str]) -> re.Pattern[str]:
    """One class for the signs' first characters, so that a text without any is passed over quickly."""
    longest_first = sorted(forms, key=lambda form: (-len(form), form))
    firsts = "".join(sorted({form[0] for form in longest_first}))
    return compiled(rf"(?=[{re.escape(firsts)}])(?:{'|'.join(map(re.escape, longest_first))})")


class Amounts(Patterns):
    """Reads the amount that begins or ends at a place of a text, by the patterns of ``models/money/amounts.tsv``."""

    def __init__(self, library: Library) -> None:
        known, context = numbers(library), library.classes("money/context.tsv", "place", "word")
        words = {f"{place}_words": any_of(each) for place, each in context.items()}
        things = any_of(row["thing"] for row in library.table("money/things.tsv"))
        parts = {"figures": known.figures, "scale": known.scale, "letters": known.letters, "cardinal": known.cardinal}
        super().__init__("money/amounts.tsv", library, words | parts | {"things": things})
        self._value = known.value

    def worth(self, figures: str, scale: str | None) -> float | None:
        """The number of figures with the words of a scale behind them, None where they are none."""
        words = " ".join((scale or "").replace("-", " ").split()).lower()
        if not words and FORMS.grouped.fullmatch(figures):
            figures = figures.replace(".", ",")
        return self._value(f"{figures.replace(', ', ',')} {words}")

    def worth_of(self, match: re.Match[str]) -> float | None:
        """The same of a match in figures or number words."""
        return self.worth(match["figures"], match["scale"]) if match["figures"] else self._value(match["number"])


def finder(library: Library) -> Written:
    """Makes the function that finds amounts in a text, given the currency of the article's country."""
    forms = load(library)
    amounts = Amounts(library)
    places = atlas(library)
    worded = Phrases.of(listed(form) for form in forms if form[0].isalpha())
    signed = signs(form for form in forms if not form[0].isalpha())

    def find(text: str, home: str | None) -> list[Money]:
        hits = [*worded.find(text), *((match.start(), match.end(), match[0]) for match in signed.finditer(text))]
        chooser = Chooser(text, home, places)
        found: list[Money] = []
        for start, end, written in sorted(hits):
            for money in _read(text, start, end, forms[written], chooser, amounts):
                if not found or money.start >= found[-1].end:
                    found.append(_converted(text, found[-1], money) if found else money)
                    chooser.last = found[-1].currency
        return found

    return find


def _converted(text: str, first: Money, second: Money) -> Money:
    """The second amount, in another currency where brackets give the first one's worth: "A$50m ($32m)"."""
    same = first.currency == second.currency and first.text[:1] != "$" == second.text[:1]
    if same and FORMS.worth.fullmatch(text, first.end, second.start):
        return replace(second, currency=_WORLD, rule="currency of the world's trade")
    return second


def _read(text: str, start: int, end: int, form: Form, chooser: Chooser, amounts: Amounts) -> Iterator[Money]:
    if form.place != "after" and (first := amounts.after_sign.match(text, end)):
        worth = amounts.worth_of(first) or 0
        sure = text[end].isdecimal() and bool(first["scale"] or worth >= _LEAST_BARE)
        chosen = chooser.choose(form, sure=sure) if _enough(first, form, amounts) else None
        cut = FORMS.cut_off.match(text, first.end()) or FORMS.series.match(text, first.end())
        if chosen and not cut and not amounts.thing.match(text, first.end()):
            yield from _before(text, start, first, chosen, amounts)
        return
    if form.place == "before":
        return
    nation = chooser.nation(start, form) if form.place == "after" else None
    at = nation[0] if nation else start
    left = lookbehind(amounts.before_word, text, at, _WINDOW)
    value = amounts.worth_of(left) if left and _enough(left, form, amounts) else None
    chosen = nation[1] if nation else chooser.choose(form)
    if left is None or value is None:
        first = amounts.after_sign.match(text, end) if text[start].isupper() else None
        if chosen and first and first["scale"]:  # "US Dollars 100 million", "Rupees 3 million"
            yield from _before(text, at, first, chosen, amounts)
        return
    if chosen:
        worth = round(value / 100, 6) if form.needs == "hundredth" else value
        less = lookbehind(amounts.before_dash, text, left.start(), _WINDOW)  # "100-200 million euros"
        lower = amounts.worth(less["figures"], left["scale"]) if less and form.needs != "hundredth" else None
        if less and lower is not None and lower < value:
            yield _money(text, less.start(), less.end("figures"), lower, chosen)
        yield _money(text, left.start(), end, worth, chosen)


def _before(text: str, start: int, first: re.Match[str], chosen: Chosen, amounts: Amounts) -> Iterator[Money]:
    """The amount after a sign, and the second of a range ("$5-7 million") that has no sign of its own."""
    scale = first["scale"]
    second = amounts.joined.match(text, first.end())
    signed = amounts.between if lookbehind(FORMS.between, text, start, 12) else amounts.joined_sign
    value = amounts.worth(first["figures"], scale)
    whole = value is None or value >= _LEAST_WITH_OWN_SCALE
    if not scale and (later := second or signed.match(text, first.end())) and later["scale"]:
        upper = amounts.worth(later["figures"], None) if whole else None
        if not whole or (value and upper and value < upper):  # "$500m", "$2,500-3,000 million", but "$5,000-6 million"
            value = amounts.worth(first["figures"], later["scale"])
    if value is not None:
        yield _money(text, start, first.end(), value, chosen)
    grouped = second and "," in second["figures"] and second[0].strip()[0] in "-–—"  # "EUR 747,200-809,465"
    if second and (second["scale"] or grouped) and (value := amounts.worth_of(second)) is not None:
        yield _money(text, second.start("figures"), second.end(), value, chosen)


def _enough(amount: re.Match[str], form: Form, amounts: Amounts) -> bool:
    if amount["scale"]:
        return form.needs != "pound" or (amounts.worth_of(amount) or 0) >= _LEAST["pound"]
    if form.needs == "scale" and FORMS.year.fullmatch(amount["figures"] or ""):
        return False
    return (amounts.worth_of(amount) or 0) >= _LEAST[form.needs]


def _money(text: str, start: int, end: int, value: float, chosen: Chosen) -> Money:
    return Money(text=text[start:end], start=start, end=end, amount=value, currency=chosen[0], rule=chosen[1])
