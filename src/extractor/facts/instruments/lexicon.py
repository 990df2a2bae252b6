"""What the finder of instruments knows (nouns, words, numbers, names, patterns) and finds: mentions of laws."""

import re
from typing import Literal

from msgspec import Struct

from extractor.data import Library, Patterns, Row, filled
from extractor.entities.countries import atlas
from extractor.facts.instruments.wordclasses import SIGNS, Rules, titles
from extractor.regex import any_of, compiled
from extractor.rules.gazetteer import Anchored
from extractor.terms import InstrumentType
from extractor.text.numbers import numbers

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
        """The first number that a mention gives, None where none does."""
        return next((item.number for item in self.found if item.number), None)

    def known_by(self, core: tuple[str, ...]) -> bool:
        """Whether this title is one of its acronyms (the WRDA bill)."""
        return len(core) == 1 and core[0] in (alias.lower() for alias in (*self.aliases, *self.inner))


def words_of(title: str) -> tuple[str, ...]:
    """The words of a title in small letters; FY06, FY 2006 and Fiscal Year (FY) 2006 are the year."""
    words = (word.lower().replace("’", "'") for word in SIGNS.title_word.findall(SIGNS.fiscal_year.sub(r"20\1", title)))
    return tuple(words)


class Head(Struct, frozen=True):
    """A noun such as *act*: the type of what it heads, and the forms in which it makes a name."""

    word: str
    type: InstrumentType
    forms: frozenset[str]
    after: frozenset[str]
    not_after: frozenset[str]


class National(Struct, frozen=True):
    """The type of what a noun heads in some ``countries``, told by their kind in ``words.tsv``."""

    type: InstrumentType
    countries: str


class Number(Struct, frozen=True):
    """A form of number that names a law by itself; ``country`` is None for the home country, "*" for no country."""

    pattern: re.Pattern[str]
    type: InstrumentType
    country: str | None
    only: frozenset[str]


class Known(Struct, frozen=True):
    """A name that tells its type by convention; ``country`` as in ``Number``, ``only`` of texts from there."""

    type: InstrumentType
    country: str | None
    only: bool


class Lexicon:
    """All tables, compiled; ``heads`` and ``numbers_any`` scan a text, an empty group telling the form of a number."""

    def __init__(self, library: Library) -> None:
        synonyms = library.table("instruments/synonyms.tsv")
        self.nouns = {row["word"]: _head(row) for row in library.table("instruments/heads.tsv")}
        national = library.table("instruments/national.tsv")
        self.national = {row["noun"]: National(row.value("type"), row["countries"]) for row in national}
        self.known = {row["name"]: _known(row, row["name"]) for row in library.table("instruments/known.tsv")}
        named = [(name, row) for row in synonyms for name in row["names"].split("|")]
        ends = {name: {*name.lower().split()[:1], *name.lower().split()[-1:]} for name, _ in named}
        apart = {name for name, row in named if row["type"] in ("act", "treaty") and self.nouns.keys() & ends[name]}
        self.known |= {name: _known(row, name) for name, row in named if name not in apart}
        words = library.sets("instruments/words.tsv", "kind", "words", " ")
        self.words = words | {"town": frozenset(_countries(library, "capitals", "cities"))}
        self.heads = _trigger(self.nouns, self.known)
        self.synonyms = {alike(name): row["names"].partition("|")[0] for name, row in named}
        letters = library.table("instruments/letters.tsv")
        self.letters = {each: row["noun"] for row in letters for each in row["letters"].split("|")}
        rows = [(row, row.pattern(row["pattern"]).pattern) for row in library.table("instruments/described.tsv")]
        self.described = tuple((compiled(rf"(?<!\w){pattern}"), row.value("type")) for row, pattern in rows)
        context = library.patterns("instruments/context.tsv", "verdict")
        verdicts = (compiled(context[each], re.IGNORECASE) for each in ("bill", "act", "law"))
        self.pending, self.enacted, self.signed = verdicts
        verbs = words["changing"]
        parts = {"changing_verb": any_of(verbs), "no_changing_verb": "".join(rf"(?<!\b{verb})" for verb in verbs)}
        self.patterns = Patterns("instruments/patterns.tsv", library, parts)
        signs = {"no": self.patterns.no.pattern, "nos": self.patterns.nos.pattern}
        found = ((row, row.pattern(filled(row, signs))) for row in library.table("instruments/numbers.tsv"))
        self.numbers = tuple(
            Number(pattern, row.value("type"), row["country"] or None, frozenset(row["only"].split()))
            for row, pattern in found
        )
        forms = (f"(?:{form.pattern.pattern})(?P<n{place}>)" for place, form in enumerate(self.numbers))
        self.numbers_any = compiled(rf"(?=[A-Z\[\d])(?<![\w.§’'])(?<!U )(?<!U\. )(?<!U  )(?:{'|'.join(forms)})(?!\w)")
        closing = frozenset(noun for noun, head in self.nouns.items() if "closes" in head.forms)
        self.classes = Rules(library, words | {"closes": closing}, self.nouns)
        self.titles = titles(library)
        self.nations = _countries(library, "name", "other_names", "demonyms")
        self.atlas = atlas(library)
        self.demonyms = frozenset(_countries(library, "demonyms"))
        self.peoples = {(row["word"].lower(), row["country"]) for row in library.table("institutions/peoples.tsv")}
        self.alike = {word: min(each) for kind, each in words.items() if kind.startswith("same ") for word in each}
        self.in_figures = numbers(library).in_figures


def _known(row: Row, name: str) -> Known:
    country, _, only = row["country"].partition(" ")
    return Known(row.value("type"), country or None, bool(only) and " " not in name)


def alike(*words: str) -> tuple[str, ...]:
    """The words of a name in small letters, sorted: the same for Treaty of Lisbon and Lisbon Treaty."""
    return tuple(sorted(word for part in words for word in words_of(part) if word != "of"))


def _trigger(nouns: dict[str, Head], known: dict[str, Known]) -> Anchored:
    """Head nouns in small letters, with a capital and in capitals, and the known names; longest first."""
    forms = {form for word in nouns for form in (word, word[0].upper() + word[1:], _titled(word), word.upper())}
    both = [*sorted(known, key=len, reverse=True), *sorted(forms, key=lambda form: (-len(form), form))]
    firsts: dict[str, list[str]] = {}
    for form in both:
        firsts.setdefault(form[0], []).append(r"\s+".join(map(re.escape, form.split()))[1:])
    branches = (rf"{first}(?<!\w{first})(?:{'|'.join(rest)})" for first, rest in firsts.items())
    return Anchored.of(both, rf"(?:{'|'.join(branches)})(?!\w)")


def _titled(phrase: str) -> str:
    return " ".join(word if word in ("of", "and") else word.title() for word in phrase.split())


def _head(row: Row) -> Head:
    forms, after, not_after = (frozenset(row[column].split()) for column in ("forms", "after", "not_after"))
    return Head(row["word"], row.value("type"), forms, after, not_after)


def _countries(library: Library, *cells: str) -> dict[str, str]:
    """The words in these columns of the countries' table, in small letters, with their ISO 3166-1 codes."""
    rows = library.table("places/countries.tsv")
    return {word.lower(): row["code"] for row in rows for cell in cells for word in row[cell].split("|") if word}
