"""What the words beside a name say of it: that it is a body, and of which kind ("the contractor Tarrant")."""

import re
from collections.abc import Iterator
from functools import cache

from extractor.data import Library, Patterns
from extractor.regex import alternatives, lookbehind
from extractor.rules.gazetteer import Anchored, Presence, around, lowered_words

FIRM = "firm by the words beside it"
"""The rule that finds bodies by what ``Beside.makes_firm`` or ``Beside.after_trade`` says."""

MARKED = " in marks"
"""The rule, behind the kind, that finds bodies by the noun of a kind beside a name in marks (``Beside.marked``)."""

ISSUER = "opens the lead"
"""The rule that finds the body of which the lead tells first."""

_NEAR, _BEFORE, _AFTER, _WORD, _SENTENCE = 20, 48, 64, 6, 40
_SHARE, _DIFFERENT = 0.01, 3


class Beside(Patterns):
    """Reads ``models/names/evidence.tsv`` around a span (code points), by the patterns of ``beside.tsv`` there.

    ``kind``: a noun that makes the capitals right after it a body; ``subject``: words of markets and sport.
    """

    def __init__(self, library: Library) -> None:
        sides = library.classes("names/evidence.tsv", "side", "word")
        rows = library.table("names/evidence.tsv")
        types = {row["word"]: row["type"] for row in rows if row["side"] in ("kind", "noun")}
        own = (word for word in sides["kind"] if types.get(word.split()[-1]) != types[word])  # "law firm" is a firm
        noun = alternatives((*own, *sides["noun"]))
        trade = alternatives(word for word, kind in types.items() if kind in ("company", "media"))
        parts = {f"{side}_words": alternatives(words) for side, words in sides.items()}
        kinds = types | {row["word"]: row["type"] for row in rows if row["side"] == "marked"}
        self._kinds = {word.lower(): kind for word, kind in kinds.items()}
        own_words = {"noun_words": noun, "trade_words": trade, "marked_words": f"(?i:{alternatives(self._kinds)})"}
        super().__init__("names/beside.tsv", library, parts | own_words)
        firms = {row["word"] for row in rows if row["side"] == "kind" and row["type"] == "company"}
        heads = {word for word in firms if word.endswith((" of", " at"))}  # a "chief executive of" is no firm
        self.firms = firms - heads
        opening = (*sides["kind"], *sorted(map(str.capitalize, self.firms)))
        self.kind = Anchored.of(
            opening, rf"\b(?P<kind>{alternatives(opening)})[^\S\n]+(?:(?:called|named)\s+)?(?=[A-Z])"
        )
        self._channels, self._programmes = Presence(sides["channel"]), sides["programme"]
        self.subject = Anchored.of(sides["subject"], rf"(?<![\w-])(?:{alternatives(sides['subject'])})(?![\w-])")

    def channels(self, text: str) -> list[tuple[int, int]]:
        """Where a text says on which sites somebody is followed or writes."""
        return [found.span() for found in self.followed.finditer(text)] if self._channels.within(text) else []

    def programmes(self, text: str) -> list[tuple[int, int]]:
        """Where a programme stands that is called by whose it is: "the Ana Brook show"."""
        near = around(text, self._programmes, _BEFORE, _WORD)
        return [found.span() for stretch in near for found in self.programme.finditer(text, *stretch)]

    def of_trade(self, text: str) -> bool:
        """Whether a text is news of markets or sport, by the share of their words in it."""
        words = [match[0] for match in self.subject.finditer(text.lower(), lowered_words(text))]
        size = len(text) / _WORD
        return len(words) >= size * _SHARE and len(set(words)) >= min(_DIFFERENT, 1 + size // _SENTENCE)

    def vouches(self, text: str, start: int, end: int) -> bool:
        """Whether a noun beside the name, somebody of it or what it says makes it a body."""
        near = max(0, start - _BEFORE)
        before = self.noun(text, start, end) or self.holder.search(text, near, start) or self.is_told(text, start, end)
        return bool(before or self.after.match(text, end))

    def is_told(self, text: str, start: int, end: int) -> bool:
        """Whether somebody told it to the name, as to a newspaper or station: "the minister told CMAL"."""
        return bool(lookbehind(self.told_to, text, start, _NEAR) and self.hearer_ends.match(text, end))

    def told(self, text: str) -> list[tuple[int, bool]]:
        """Where capitals begin after a noun that makes them a body, and whether it makes them a firm."""
        return [(found.end(), found["kind"].lower() in self.firms) for found in self.kind.finditer(text)]

    def marked(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Names in marks beside the noun of a kind of body, and that kind: the party “Tide”."""
        for found in self.in_marks.finditer(text):
            before = lookbehind(self.before_marks, text, found.start(), _NEAR)
            if noun := before or self.behind_marks.match(text, found.end()):
                yield *found.span("name"), self._kinds[noun["noun"].lower()]

    def makes_firm(self, text: str, start: int, end: int) -> bool:
        """Whether the words beside the name make it a firm's, whatever it looks like: "shares in Tarrow"."""
        return bool(self.leads_to_firm(text, start) or self.of_firm.match(text, end))

    def leads_to_firm(self, text: str, start: int) -> bool:
        """Whether the words before the name do: no price, since players lose "4-3" too."""
        return lookbehind(self.to_firm, text, start, _BEFORE) is not None

    def after_trade(self, text: str, start: int) -> bool:
        """Whether a noun of firms stands right before a place: "the airline Tarrow"."""
        return lookbehind(self.trade, text, start, _NEAR) is not None

    def issuers(self, text: str) -> Iterator[re.Match[str]]:
        """Where a release tells who issues it, in its dateline or by "About Foodbarrow"."""
        return self.issued.finditer(text) if " / " in text or self.about.search(text) else iter(())

    def apposed(self, text: str, end: int) -> str | None:
        """The noun of a kind of body behind the comma after a name: ", a state company"."""
        found = self.apposition.match(text, end, end + _AFTER) if text.startswith(",", end) else None
        return found["noun"] if found else None

    def nominal(self, text: str) -> str | None:
        """The noun of a kind of body by which a text goes on about the one it tells of first: "the charity"."""
        found = self.goes_on.search(text)
        return found["noun"] if found else None

    def described(self, text: str, start: int, end: int) -> tuple[int, int]:
        """Where the words stand before the noun of a kind beside a name: "the Kenyan daily", ", a Paris-based NGO"."""
        if found := lookbehind(self.before, text, start, _BEFORE):
            return max(0, found.start("noun") - _BEFORE), found.start("noun")
        after = self.apposition.match(text, end, end + _AFTER)
        return end, after.start("noun") if after else end

    def noun(self, text: str, start: int, end: int) -> str | None:
        """The noun of a kind of body before or after the name."""
        hit = lookbehind(self.before, text, start, _BEFORE) or self.apposition.match(text, end, end + _AFTER)
        return hit["noun"] if hit else None


beside = cache(Beside)
