"""How currencies are written, and which of several that share a form is meant."""

import re
from collections.abc import Iterable

from msgspec import Struct

from extractor.data import Library
from extractor.entities.countries import Atlas
from extractor.regex import compiled

_DEFAULT = "*"
_DOLLAR = "$"
_NATION = compiled(r"(?<!\w)(?P<nation>(?:[A-Z]\.){2,3}|[A-Z][^\W\d_]+(?:\s[A-Z][^\W\d_]+){0,2})\s+\Z")
_SHORTEST_WORD = 4
_LONGEST_NATION = 40

Chosen = tuple[str, str]


class Form(Struct, frozen=True):
    """A sign, code or word of some currencies; ``default`` is meant where the article has no country."""

    place: str
    currencies: tuple[str, ...]
    needs: str
    default: str | None = None


class Chooser:
    """Chooses the currency of a form in one text, from the currency of its country (``home``) or nations it names."""

    def __init__(self, text: str, home: str | None, places: Atlas) -> None:
        self._text = text
        self._home = home
        self._places = places

    def choose(self, form: Form, *, sure: bool = False) -> Chosen | None:
        """The currency and the rule that chose it; None where the form may not stand.

        ``sure``: it touches an amount with a word such as million.
        """
        if len(form.currencies) > 1 and self._home in form.currencies:
            return str(self._home), "currency of the home country"
        abroad = form.needs in ("home", "local") and self._home not in form.currencies
        sure = sure and form.needs == "local"
        if form.default is None or (abroad and not sure):
            return None
        if len(form.currencies) == 1:
            return form.default, "currency"
        return form.default, f"currency of no known country, read as {form.default}"

    def nation(self, start: int, form: Form) -> tuple[int, Chosen] | None:
        """Where the nation before the word at ``start`` begins, and its currency ("Iraqi" before "dinars")."""
        before = _NATION.search(self._text, max(0, start - _LONGEST_NATION), start)
        if before is None:
            return None
        at = before.start("nation")
        while True:
            hit = self._places.look_up(self._text[at : before.end("nation")])
            currency = self._places.countries[hit[0]].currency if hit and hit[1] in ("name", "demonym") else None
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
        currencies = tuple(row["currencies"].removeprefix(_DEFAULT).split("|"))
        default = currencies[0] if len(currencies) == 1 or row["currencies"].startswith(_DEFAULT) else None
        forms[row["form"]] = Form(row["place"], currencies, row["needs"], default)
    for currency in forms[_DOLLAR].currencies:
        forms.setdefault(currency + _DOLLAR, Form("before", (currency,), "", currency))
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
