"""Numbers in figures and words, to values: "2,305", "2 305", "1,7 billion", "forty-five", "half a dozen"."""

import re
from collections import defaultdict
from collections.abc import Iterable
from decimal import Decimal
from functools import cache, lru_cache

from extractor.data import Library
from extractor.regex import any_of, compiled

_SPACE = r"[ \u00a0\u2009\u202f]"
_JOINT = r"(?:[\s\u00a0]+|-|\u2010|\u2011)"
_FIGURES = (
    rf"(?:\d{{1,3}}(?:,\d{{2,3}})*,\d{{3}}(?:\.\d+)?|\d{{1,3}}(?:{_SPACE}\d{{3}})+(?:[.,]\d{{1,2}})?(?![\d])"
    r"|\d{1,3}(?:\.\d{3}){2,}|\d+(?:[.,]\d+)?)"
)
_THOUSANDS = re.compile(r"\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?")
_POINTS = re.compile(r"\d{1,3}(?:\.\d{3}){2,}")


class Numbers:
    """How numbers are written and what they are worth.

    Attributes:
        figures: pattern of a number in figures, without a scale word.
        scale: pattern of a scale word ("million", "crore").
        words: pattern of a number in words, scale words and all ("one and a half million").
        cardinal: pattern of any cardinal number.
        letters: pattern of a letter that scales an amount of money ("5m", "4-B").
        ordinal: pattern of an ordinal ("21st", "twenty-first"). None of the patterns holds a capturing group; they
            read any case.
    """

    def __init__(self, library: Library) -> None:
        words: defaultdict[str, dict[str, Decimal]] = defaultdict(dict)
        for row in library.table("numbers/words.tsv"):
            words[row["sort"]][row["word"]] = Decimal(row["value"])
        plain, article, scale = (_any(words[sort]) for sort in ("word", "article", "scale"))
        further = rf"{_JOINT}(?:and{_JOINT})?(?:{plain}|hundred|thousand)\b"
        run = rf"(?:(?:{plain}|{article}(?={_JOINT}{scale}\b))(?:{further})*)"
        whole = rf"{run}(?:\s+and\s+a\s+half)?(?:{_JOINT}{scale}\b){{0,3}}"
        self.figures, self.scale = _FIGURES, scale
        self.words = rf"\b(?:{_any(words['half'])}{_JOINT}{scale}|{whole})\b"
        self.cardinal = rf"(?:{_FIGURES}(?:{_JOINT}?{scale}\b){{0,3}}|{self.words})"
        self.letters = rf"(?:[\s-]?{_any(words['letter'])}|-?{_any(words['glued'])})"
        tens = (word for word, value in words["word"].items() if value and not value % 10)
        self.ordinal = rf"(?:(?:{_any(tens)}{_JOINT})?{_any(words['ordinal'])}|\d+(?:st|nd|rd|th))\b"
        self._ordinals, self._opening = words["word"] | words["ordinal"], compiled(self.ordinal, re.IGNORECASE)
        self._scales = words["scale"] | words["letter"] | words["glued"]
        self._halves = words["half"] | words["article"]

    def value(self, text: str) -> int | float | None:
        """The value of a cardinal number, None for what is none. Whole values are int.

        Between figures a comma, blank or point before exactly three digits parts thousands;
        any other comma or point is decimal, and so is a single point ("1.214" is 1.214).
        """
        parted = re.sub(r"(?<=\d)(?=[^\W\d_])", " ", text.strip().lower())
        worth = self._worth(" ".join(re.split(r"[\s\u00a0\u2009\u202f]+", parted)))
        if worth is None:
            return None
        return int(worth) if worth == worth.to_integral_value() else float(worth)

    def in_figures(self, text: str) -> str:
        """A text with the ordinal that opens it in figures: "Twenty-First Amendment" as the "21th" one."""
        found = self._opening.match(text)
        if found is None:
            return text
        value = sum(self._ordinals.get(part) or int(part[:-2]) for part in re.split(_JOINT, found[0].lower()))
        return f"{value}th{text[found.end() :]}"

    def _worth(self, text: str) -> Decimal | None:
        head, _, last = text.rpartition(" ")
        if last in self._scales and (worth := self._worth(head)) is not None:
            return worth * self._scales[last]
        if match := re.fullmatch(r"(.*\S) and a half", text):
            worth = self._worth(match[1])
            return None if worth is None else worth + Decimal("0.5")
        if text in self._halves:
            return self._halves[text]
        return _figures(text) if text[:1].isdecimal() else _spelled(text)


numbers = cache(Numbers)


def _any(words: Iterable[str]) -> str:
    return any_of(words).replace(r"\s+", _JOINT)


def _figures(text: str) -> Decimal | None:
    tight = re.sub(_SPACE, "", text)
    if _THOUSANDS.fullmatch(tight):
        return Decimal(tight.replace(",", ""))
    if _POINTS.fullmatch(tight):
        return Decimal(tight.replace(".", ""))
    return Decimal(tight.replace(",", ".")) if re.fullmatch(r"\d+(?:[.,]\d+)?", tight) else None


@lru_cache(maxsize=1024)
def _spelled(text: str) -> Decimal | None:
    from text_to_num import text2num  # noqa: PLC0415 - few articles spell numbers out, and starting is dear

    try:
        return Decimal(text2num(re.sub("[-\u2010\u2011]", " ", text), "en"))
    except ValueError:
        return None
