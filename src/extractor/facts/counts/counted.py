"""A number before the noun that it counts: "45 introduced amendments", "at least 1 214 written submissions"."""

import re
from collections.abc import Callable, Iterator

from msgspec import Struct

from extractor.data import Library
from extractor.record import Amendments, Count
from extractor.regex import any_of, compiled
from extractor.rules.gazetteer import Phrases
from extractor.terms import Modifier, Unit
from extractor.text.numbers import numbers

PART = "part of a number"
_WINDOW = 90
_LARGEST = 1_000_000
_KNOWN_ALREADY = 3  # "the two bills" points back at bills that were named
_SINGLE = "single"
_YEAR = compiled(r"(?:19|20)\d\d")


class Counted(Struct, frozen=True):
    """A number and what it counts, at a place of the text (code points)."""

    start: int
    end: int
    value: int | float
    unit: str
    needs: str
    modifier: Modifier | None
    rule: str

    def fact(self, text: str, stage: str | None, instrument: str | None) -> Amendments | Count:
        """The fact of the record."""
        shown = text[self.start : self.end]
        if self.unit == "amendment":
            return Amendments(
                text=shown, start=self.start, end=self.end, value=self.value, modifier=self.modifier, stage=stage,
                instrument=instrument, rule=self.rule,
            )  # fmt: skip
        unit: Unit = self.unit  # type: ignore[assignment]
        return Count(
            text=shown, start=self.start, end=self.end, unit=unit, value=self.value, modifier=self.modifier,
            stage=stage, instrument=instrument, rule=self.rule,
        )  # fmt: skip


def finder(library: Library) -> Callable[[str], list[Counted]]:
    """Makes the function that finds counted nouns in a text."""
    units = {
        row["noun"]: (row["unit"], row["needs"]) for row in library.table("counts/units.tsv", "noun", "unit", "needs")
    }
    by_form = {form: unit for noun, unit in units.items() for form in _cased(noun)}
    nouns = Phrases(by_form)
    one = Phrases(_cased("amendment"))
    left = _Left(library)

    def find(text: str) -> list[Counted]:
        found: list[Counted] = []
        hits = [(start, end, by_form[noun], False) for start, end, noun in nouns.find(text)]
        hits += [(start, end, ("amendment", ""), True) for start, end, _ in one.find(text)]
        for start, end, (unit, needs), single in sorted(hits):
            for counted in left.read(text, start, end, unit, needs, single=single):
                if not found or counted.start >= found[-1].end:
                    found.append(counted)
        return found

    return find


class _Left:
    """Reads the number to the left of a noun."""

    def __init__(self, library: Library) -> None:
        known = numbers(library)
        rows = library.table("counts/modifiers.tsv", "words", "modifier", "place")
        self._modifiers: dict[str, Modifier] = {row["words"]: row["modifier"] for row in rows}  # type: ignore[misc]
        before = any_of(row["words"] for row in rows if row["place"] == "before")
        after = any_of(row["words"] for row in rows if row["place"] == "after")
        never = any_of(row["word"] for row in library.table("counts/not_between.tsv", "word"))
        gap = r"(?:[ \t\u00a0]{1,2}|-|[ \t\u00a0]*\n[ \t\u00a0]*)"
        middle = rf"(?:{gap}(?!(?:{never}|all)\b|{known.words})(?:(?:[A-Z]\.){{2,3}}|[^\W\d][\w’'-]*,?))"
        self._singular = tuple(row["end"] for row in library.table("counts/singular.tsv", "end"))
        self._any_number = compiled(rf"\d|{known.words}|\b(?:no|single)\b", re.IGNORECASE)
        self._value = known.value
        self._number = compiled(
            rf"""(?:\b(?P<modifier>{before})\s+)?(?:\b(?P<definite>the|these|those|both)\s+|\b(?:a\s+total\s+of|all)\s+)?
            (?<![\w.,$£€/–#-])(?P<number>\b(?:no|zero|(?:a\s+)?single)\b|{known.cardinal}(?!\s*(?:%|percent|per\s+cent)))
            (?:\s+(?P<after>{after})\b)?
            (?P<middle>{middle}{{0,4}}){gap}{{1,3}}\Z""",
            re.VERBOSE | re.IGNORECASE,
        )
        self._part = compiled(
            rf"(?<![\w.,$£€/–#-])(?P<number>{known.cardinal})\s+(?:of|out\s+of)\s+(?:(?:the|these|those|its|their)\s+)?(?:{before}\s+)?\Z",
            re.IGNORECASE,
        )
        names = [row["word"] for row in library.table("counts/labels.tsv", "word")]
        labels = any_of((*names, *map(str.upper, names)))
        self._label = compiled(rf"(?:\b{labels}\b(?:(?<!\w{{5}})\.)?|\d|between\s+\S+\s+and)\s*\Z")

    def read(self, text: str, start: int, end: int, unit: str, needs: str, *, single: bool) -> Iterator[Counted]:
        first = max(0, start - _WINDOW)
        match = self._number.search(text, first, start) if self._any_number.search(text, first, start) else None
        if match is None or self._label.search(text, max(0, match.start("number") - 30), match.start("number")):
            return
        value = self._worth(match, text, end)
        if value is None or (single and value != 1):
            return
        part = self._part.search(text, max(0, match.start("number") - 40), match.start("number"))
        if match["definite"] and not part and 0 < value <= _KNOWN_ALREADY:
            return
        hedge = match["after"] or ("" if match["definite"] else match["modifier"]) or ""
        modifier = self._modifiers.get(" ".join(hedge.lower().split()))
        if part:
            yield from self._of(part, unit, needs)
        yield Counted(match.start("number"), end, value, unit, needs, modifier, "number before noun")

    def _worth(self, match: re.Match[str], text: str, end: int) -> int | float | None:
        written = match["number"]
        if written.lower() in ("no", "zero"):
            return 0 if re.match(r"\s+(?:was|were|had|has|have)\b", text[end : end + 10]) else None
        if written.lower().endswith(_SINGLE):
            return 1
        if (_YEAR.fullmatch(written) and not match["modifier"]) or re.match(r"0\d", written):
            return None
        if any(word.endswith("s") and not word.endswith(self._singular) for word in match["middle"].split()):
            return None
        value = self._value(re.sub(r"^(\d{1,3})\.(\d{3})$", r"\1,\2", written))
        return value if isinstance(value, int) and 1 <= value <= _LARGEST else None

    def _of(self, part: re.Match[str], unit: str, needs: str) -> Iterator[Counted]:
        value = self._value(part["number"])
        if isinstance(value, int) and (value > 1 or unit == "amendment"):  # "one of 12 senators" counts nobody
            yield Counted(part.start("number"), part.end("number"), value, unit, needs, None, PART)


def _cased(noun: str) -> tuple[str, ...]:
    titled = " ".join(word[0].upper() + word[1:] for word in noun.split())
    return (noun, noun[0].upper() + noun[1:], titled, *([noun.upper()] if noun.islower() else []))
