"""The words that speak for a country: its names and places, its parliament, offices, parties and money."""

from collections.abc import Iterator
from typing import Literal, get_args

from msgspec import Struct

from extractor.data import Library
from extractor.entities.countries import NATIONAL, UNIONS, atlas
from extractor.entities.naming import names_of
from extractor.entities.organizations import kinds
from extractor.kept import kept
from extractor.rules.gazetteer import Phrases, listed

Kind = Literal["own", "weak", "shared", "name", "demonym", "capital", "state", "city"]
KINDS: tuple[Kind, ...] = get_args(Kind)
_LONG_WORD, _SHORT_FORM = 6, 5


class Cue(Struct, frozen=True):
    """Words that speak for countries (ISO 3166-1 alpha-2), and how."""

    kind: Kind
    countries: tuple[str, ...]


class Found(Struct, frozen=True):
    """A cue in a text; ``start`` and ``end`` count code points."""

    start: int
    end: int
    words: str
    cue: Cue


class Cues(Struct, frozen=True):
    """All cues of a country by their words, plain: demonyms, capitals, parliaments and the like."""

    table: dict[str, Cue]
    phrases: Phrases

    def scan(self, text: str) -> Iterator[Found]:
        """Every cue of a text, the longest words at each place."""
        for start, end, words in self.phrases.find(text):
            yield Found(start, end, words, self.table[words])


@kept
def cues(library: Library) -> Cues:
    """The cues of ``models/origin/cues.tsv``, of the atlas, of the parliaments and of well-known bodies."""
    atlas_words = atlas(library).words
    nations = {words for words, (_, sort) in atlas_words.items() if sort in NATIONAL}
    table = {words: Cue(sort, (country,)) for words, (country, sort) in atlas_words.items()}
    known, told = _known(library, nations), _told(library)
    for words, cue in (*known.items(), *_in_capitals(known)):
        table.setdefault(words, cue)
    table |= dict(_in_capitals(told)) | told
    return Cues(table, Phrases.of(words for words in table if words[0].isalpha()))


def _told(library: Library) -> dict[str, Cue]:
    told: dict[str, Cue] = {}
    for row in library.table("origin/cues.tsv"):
        for words in row["words"].split("|"):
            _add(told, words, row.value("kind"), row["countries"].split("|"))
    return told


def _known(library: Library, nations: set[str]) -> dict[str, Cue]:
    known: dict[str, Cue] = {}
    for row in library.table("institutions/parliaments.tsv"):
        for words in filter(None, row["own"].split("|")):
            _add(known, words, "own", [row["country"]])
        for words in row["names"].split("|"):
            if " " in words:
                _add(known, words, "weak", [row["country"]])
    for words, kind, country in _bodies(library, nations):
        _add(known, words, kind, [country])
    return known


def _in_capitals(table: dict[str, Cue]) -> Iterator[tuple[str, Cue]]:
    return ((words.upper(), cue) for words, cue in table.items() if len(words) >= _LONG_WORD)


def _add(table: dict[str, Cue], words: str, kind: Kind, countries: list[str]) -> None:
    """One more cue; words of several countries are shared."""
    words = listed(words)
    before = table.get(words)
    if before is not None and before.kind == "own" and before.countries == tuple(countries):
        return
    if before is not None:
        countries = list(dict.fromkeys((*before.countries, *countries)))
    table[words] = Cue("shared" if len(countries) > 1 else kind, tuple(countries))


def _bodies(library: Library, nations: set[str]) -> Iterator[tuple[str, Kind, str]]:
    """The names of public bodies, parties and newsrooms of a country; letters are weak, its own name tells no more."""
    known, speaks = kinds(library), library.sets("institutions/types.tsv", "is", "type")["speaks"]
    common = {row["word"] for row in library.table("names/common.tsv")}
    for row in library.table("institutions/bodies.tsv"):
        country = row["country"]
        if row["type"] not in speaks or country in {*UNIONS, ""}:
            continue
        for form in names_of(row):
            letters = form.isupper() and len(form) <= _SHORT_FORM
            plain = form[0].isalpha() and not form[-1].isdecimal() and nations.isdisjoint(form.split())
            if form in common or known.shared.match(form) or not plain:
                continue
            if " " in form or letters or len(form) >= _LONG_WORD:
                yield form, "weak" if letters or known.is_shared(form) else "own", country
