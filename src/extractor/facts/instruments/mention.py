"""A mention of a law, forms of words around it, the years and numbers behind its noun, and the law itself."""

import re
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Library
from extractor.regex import compiled
from extractor.terms import InstrumentType

_YEAR = compiled(r"\s+(?:19|20)\d\d")
_FISCAL = compiled(r"(?:Fiscal\s+Year\s*(?:\(?FY\)?\s+)?|\bFY\s*['’]?)(?:20)?(\d\d)\b(?!-)", re.IGNORECASE)
_WORD = compiled(r"\w[\w’'-]*")


class Patterns:
    """The rows of a table of patterns by name, which say what they mean."""

    def __init__(self, library: Library, table: str = "instruments/patterns.tsv") -> None:
        rows = library.table(table)
        self._forms = {row["name"]: row.pattern(row["pattern"]) for row in rows}

    def __getattr__(self, name: str) -> re.Pattern[str]:
        if name.startswith("_") or name not in self._forms:
            raise AttributeError(name)
        return self._forms[name]


Form = Literal["title", "number", "known", "described", "alone", "bare", "lone", "alias"]


class Found(Struct, frozen=True):
    """One mention at code points ``start`` to ``end``.

    ``core`` holds the title's words in small letters without head noun, year and number; ``country`` is None where
    the words name none, "*" for what belongs to no country; ``same`` is the first of the names that a law is known by,
    and ``name`` its name where that is not what stands there.
    """

    start: int
    end: int
    form: Form
    head: str
    type: InstrumentType
    core: tuple[str, ...] = ()
    number: str | None = None
    year: str | None = None
    country: str | None = None
    same: str = ""
    name: str = ""


def enacts(item: Found) -> bool:
    """Whether what a law is to do names it: Act *to* amend the Ports Act, Bill *for an* Act to amend it."""
    return item.core[:1] == ("to",) or item.core[:2] == ("for", "an")


class Entity(Struct):
    """One law: its mentions, the acronyms that the text gives it, and those within its title (the … (FIRE) Act)."""

    found: list[Found] = []
    aliases: list[str] = []
    inner: list[str] = []

    @property
    def start(self) -> int:
        """Where its first mention starts (code points)."""
        return min(item.start for item in self.found)

    @property
    def number(self) -> str | None:
        """The first number that a mention gives."""
        return next((item.number for item in self.found if item.number), None)

    def known_by(self, core: tuple[str, ...]) -> bool:
        """Whether this title is one of its acronyms (the WRDA bill)."""
        return len(core) == 1 and core[0] in (alias.lower() for alias in (*self.aliases, *self.inner))


def words_of(title: str) -> tuple[str, ...]:
    """The words of a title in small letters; FY06, FY 2006 and Fiscal Year (FY) 2006 are the year."""
    words = (word.lower().replace("’", "'") for word in _WORD.findall(_FISCAL.sub(r"20\1", title)))
    return tuple(words)


def with_tail(text: str, item: Found, patterns: Patterns, forms: frozenset[str] = frozenset()) -> Found:
    """The mention with the years and numbers behind it; ``forms`` are those of its head noun."""
    number = patterns.number.match(text, item.end) if "number" in forms and item.type not in ("act", "bill") else None
    if number and "signed" in forms and number[0].strip().isdecimal():
        number = None  # directive 3
    if number and (item.type == "resolution" or not _YEAR.fullmatch(number[0])):
        more = patterns.more_numbers.match(text, number.end()) if item.type != "resolution" else None
        end = more.end() if more else number.end()
        item = replace(
            item, end=end, number=text[number.start("number") : end - bool(number["open"])].strip(), year=number["year"]
        )
    while tail := patterns.tail.match(text, item.end):
        part = (f"no.{tail['part']}",) if tail["part"] else words_of(tail["kind"] or "")
        number_of_year = f"{tail['number']} of {tail['of']}" if tail["of"] else tail["number"]
        item = replace(
            item,
            end=tail.end(),
            year=tail["year"] or tail["of"] or tail["dated"] or item.year,
            number=tail["act"] or number_of_year or item.number,
            core=(*item.core, *part),
        )
    return item
