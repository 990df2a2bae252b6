"""The bodies to which roles may be linked: an article's, those beside a name, and what a post says of its own."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, partial
from itertools import dropwhile

from msgspec import Struct

from extractor.data import Library, Row, late
from extractor.doc import Doc
from extractor.draft import Draft, Name
from extractor.entities.candidates.lexicon import lexicon
from extractor.entities.countries import LANDS, atlas
from extractor.entities.naming import party_label
from extractor.entity import Institution
from extractor.facts.roles.lexicon import FORMS, key_of, words_of
from extractor.rules.compiler import grammar
from extractor.rules.gazetteer import merged
from extractor.rules.lexer import Word
from extractor.rules.matcher import Match, Matcher, Reading, Refused
from extractor.text.spans import Spans

STEM = 4
_BODY, _PERSON = "body", "person"
BRACKETED = frozenset({"party", "legislature", "union", "ngo", "university", "company"})
_REACH, _AHEAD = 160, 60


class Seat(Struct, frozen=True):
    """A mention of a body, with its rank among all: those of the body that is named first come first."""

    rank: int
    start: int
    end: int
    text: str
    body: Institution


class Bodies:
    """The mentions of an article's bodies.

    Attributes:
        all: the bodies.
        spans: where their mentions stand (code points).
        ends: where these end.
    """

    def __init__(self, bodies: Iterable[Institution]) -> None:
        self.all = list(bodies)
        self._by_form: dict[str, Seat] = {}
        mentions = ((each, body) for body in self.all for each in body.mentions)
        seats = [Seat(rank, each.start, each.end, each.text, body) for rank, (each, body) in enumerate(mentions)]
        for seat in seats:
            self._by_form.setdefault(" ".join(seat.text.split()), seat)
        self._spans = Spans(seats)
        self.spans = [(seat.start, seat.end) for seat in seats]
        self._by_end = sorted(seats, key=lambda seat: seat.end)
        self._last = [seat.end for seat in self._by_end]
        self.ends = frozenset(self._last)

    def ending_in(self, start: int, end: int) -> Seat | None:
        """The mention that begins before ``start`` and ends between it and ``end`` (code points); None for none."""
        around = self._spans.touching(start, start + 1)
        return next((seat for seat in around if seat.start < start and seat.end < end), None)

    def around(self, start: int, end: int) -> int | None:
        """Where a mention ends that begins behind ``start`` and goes on behind ``end`` (code points); None for none."""
        across = self._spans.touching(end - 1, end)
        return next((seat.end for seat in across if start < seat.start and end < seat.end), None)

    def ahead(self, text: str, start: int, end: int) -> int | None:
        """The same; or where the first ends that begins a few small words behind ``end``."""
        near = self._spans.starting(end, end + _AHEAD)
        behind = near[0].end if near and FORMS.small_words.fullmatch(text, end, near[0].start) else None
        return self.around(start, end) or behind

    def inside(self, start: int, end: int) -> list[Seat]:
        """Those that lie between two places, the bodies named first in the article before others."""
        within = (seat for seat in self._spans.touching(start, end) if start <= seat.start and seat.end <= end)
        return sorted(within, key=lambda seat: seat.rank)

    def starting(self, start: int) -> list[Seat]:
        """The mentions that begin at a place (code points)."""
        return self._spans.starting(start, start + 1)

    def before(self, end: int, reach: int) -> Iterator[Seat]:
        """Those that end at a place or up to ``reach`` code points before it, the last first."""
        first, last = bisect_left(self._last, end - reach), bisect_right(self._last, end)
        return (self._by_end[at] for at in range(last - 1, first - 1, -1))

    def called(self, words: str) -> list[Seat]:
        """The first mention with these words (blanks single), as a list of one or none."""
        return [self._by_form[words]] if words in self._by_form else []

    def of_type(self, type_: str) -> list[Institution]:
        """The bodies of a type."""
        return [body for body in self.all if body.type == type_]


class Post(Struct, frozen=True):
    """What a noun of role says of the body: see ``models/people/posts.tsv``."""

    use: str
    type: str
    names: tuple[str, ...]
    land: bool
    sent: bool
    wide: bool
    fore: bool
    town: bool
    ruled: bool

    def fits(self, name: str) -> bool:
        """Whether a body's name has one of the words, if there are any, and none of those behind a "!"."""
        never, own = ([word for word in self.names if word.startswith("!") is no] for no in (True, False))
        return not any(word[1:] in name for word in never) and (not own or any(word in name for word in own))


def stems(name: str) -> set[str]:
    """The first letters of the words of a name in small letters."""
    return {word[:STEM] for word in name.lower().split()}


class Tables:
    """What affiliations are read by: posts by noun, parties by word, labels behind names, countries, states.

    ``uses``, ``scopes`` and ``nouns`` as in the words of roles, ``known`` all of these; ``clear`` are parties that are
    nobody's matter, ``alone`` names of bodies in every country, ``matters`` words in names of ministries and
    committees, ``refused`` those of no name, ``sides`` those before a land that make another of it ("South Australia"),
    ``openings`` those before a town too ("New York"), ``offices`` nouns of offices, ``kinds`` types of body by noun,
    ``regions`` parts of the world; ``served`` matches what a role is at, with or for.
    """

    def __init__(self, library: Library) -> None:
        words = words_of(library)
        self.posts = {row["noun"]: _post(row) for row in library.table("people/posts.tsv")}
        parties = library.table("people/parties.tsv")
        self.parties = {row["word"]: row["party"] for row in parties}
        self.clear = {row["word"] for row in parties if "word" in row["use"]}
        self.label = party_label(library)
        self.places = atlas(library)
        self.regions = frozenset(row["name"] for row in library.table("places/lands.tsv"))
        states = library.table("places/states.tsv")
        self.states = {short for row in states for short in (row["code"], *row["short"].split("|")) if short}
        self.uses, self.scopes = words.uses, words.scopes
        short = library.table("institutions/short.tsv")
        self.alone = {row["word"] for row in short if row["use"] == "alone"}
        self.known = words.honorifics.union(words.nouns, words.modifiers, words.ranks, words.letters, words.short)
        kinds = library.table("coref/bodies.tsv")
        self.kinds = {row["noun"]: {row["type"], *row["also"].split()} for row in kinds}
        self.offices = [noun for noun, office in words.nouns.items() if office]
        names = lexicon(library)
        self.matters, self.sides = names.matters, names.uses["side"]
        self.openings = self.sides.union(library.classes("institutions/offices.tsv", "use", "word")["side"])
        self.refused = names.refused.keys() - {row["word"] for row in short}
        self.nouns = words.nouns
        self.served = words.served

    def is_part(self, words: str) -> bool:
        """Whether these words are no body: a land, a town, a part of one or of the world, or a title at the end."""
        keys = [*map(key_of, words.split())]
        part = self.is_land(words) or words in self.regions or self.places.look_up(words) is not None
        return part or keys[-1] in self.known or not self.uses["area"].isdisjoint(keys)

    def is_matter(self, words: str) -> bool:
        """Whether several words that are no land are what an office is for ("Home Affairs"), or end in a title."""
        names = [word for word in words.replace(",", "").split() if word.istitle()]
        several = len(names) > 1 and not self.is_land(words)
        return several and (self.matters.issuperset(names) or key_of(names[-1]) in self.nouns)

    def is_land(self, words: str) -> bool:
        """Whether these words are a country, a state or its code."""
        return words in self.states or self.places.sort_of(words) in LANDS

    def force_in(self, role: str) -> Iterator[str]:
        """The body without a name of its own that opens a role: "Ashgrove police" of its spokesman."""
        if force := FORMS.force.match(role):
            own = [*dropwhile(lambda word: key_of(word) in self.uses["modifier"], force["body"].split())]
            yield from (" ".join(own),) if own and own[0][0].isupper() else ()

    def town_before(self, words: list[str]) -> Iterator[str]:
        """The town or state, known or not, before the noun of who governs it: "Ashgrove Harbour" of its Mayor."""
        known = {*self.known, *self.uses["area"], *self.uses["unit"]}
        own = [*dropwhile(lambda word: key_of(word) in known, words[:-1])]
        while own and key_of(own[-1]) in self.uses["general"] | self.uses["area"]:
            own.pop()
        post = self.posts.get(key_of(words[-1])) if own and words[-1].istitle() else None
        named = all(word.istitle() and key_of(word) not in known and word not in self.parties for word in own)
        part = own[1:] and own[-2] not in self.openings and self.places.look_up(own[-1]) is not None  # "Fired Brooklyn"
        if post is not None and post.ruled and named and not part and self.places.sort_of(" ".join(own)) != "demonym":
            yield " ".join(own)


tables_of = cache(Tables)


def _post(row: Row) -> Post:
    names = tuple(filter(None, row["name"].split("|")))
    land = row["land"]
    sent, wide, fore = (land == each for each in ("sent", "country", "fore"))
    return Post(
        row["use"], row["type"], names, land != "no", sent, wide, fore, land in ("town", "known"), land == "town"
    )


Beside = Mapping[tuple[int, str], list[Seat | str]]
"""Bodies and words for such by the start (code points) of who belongs to them and the reading that found them."""


def beside_people(library: Library) -> Callable[[Doc, Draft, list[Name], Bodies], Beside]:
    """The finder of bodies and lands that are named beside people."""
    tables = tables_of(library)
    words = tuple(Word("office", noun, "", "any") for noun in sorted(tables.offices))
    rules = partial(grammar, library, "people", more_words=words, marks=(_BODY, _PERSON))

    def land(match: Match, _: Bodies) -> list[Seat | str] | Refused:
        known = "land" not in match or tables.is_land(_text(match, "land"))
        if "state" in match:  # not of a country, where somebody visits
            known = tables.places.sort_of(_text(match, "state")) == "state"
        return [_text(match, "whole")] if known else Refused("no land is called so")

    def words_of(match: Match, _: Bodies) -> list[Seat | str] | Refused:
        words = _text(match, "words")
        return Refused("it is a land, a part of one or an office") if tables.is_part(words) else [words]

    readings = {"of": _seats(), "led": _seats({"party"}), "bracketed": _seats(BRACKETED), "last": _seats(),
                "land": land, "home": land, "town": land, "words": words_of}  # fmt: skip
    matcher = late(library, lambda: Matcher(library, rules(), readings, "people/contexts.tsv"))

    def beside(doc: Doc, draft: Draft, names: list[Name], bodies: Bodies) -> Beside:
        found: defaultdict[tuple[int, str], list[Seat | str]] = defaultdict(list)
        if names:
            people = [(name.start, name.end) for name in names]
            marked = {_BODY: bodies.spans, _PERSON: people}
            lexed = matcher().grammar.lexer.read(doc, draft.article.text, marked)
            near = merged((start - _REACH, end) for start, end in people)
            for match, said in matcher().read(lexed, bodies, draft.refused, within=near):
                for name in names:
                    if match.start <= name.start < match.end:
                        found[name.start, match.reading] += said
        return found

    return beside


def _text(match: Match, name: str) -> str:
    start, end = match.span(name)
    return " ".join(match.lexed.text[start:end].split())


def _seats(types: set[str] | frozenset[str] = frozenset()) -> Reading[Bodies, list[Seat | str]]:
    """Reads the body that a rule captures, of these types where there are any."""

    def read(match: Match, bodies: Bodies) -> list[Seat | str] | Refused:
        found = [seat for seat in bodies.inside(*match.span("seat")) if not types or seat.body.type in types]
        return [*found] or Refused("nobody's body stands so")

    return read
