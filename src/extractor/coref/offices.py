"""Who holds which office: the people of an article by the words of their roles and titles, bodies by head noun."""

from collections import defaultdict
from functools import cached_property, partial

from msgspec import Struct

from extractor.coref.antecedents import verb_before
from extractor.coref.context import FORMS, WORD, Context, Entity, Mention
from extractor.coref.mentions import Nouns, plain
from extractor.entity import Institution, Person
from extractor.rules.gazetteer import CLOSED

_TITLE_REACH, _NEAR, _MOST_LETTERS = 40, 3, 4
_Key = tuple[str, str, frozenset[str], tuple[str, ...], int]
Places = tuple[list[int], dict[str, int]]
"""Places among the spans of an article, and the first of each entity by id."""


class Front(Struct, frozen=True):
    """The words before the head of a mention: whose land's they are, the lands, bodies by id, and names in them."""

    words: str
    land: str
    lands: frozenset[str]
    bodies: frozenset[str]
    names: frozenset[str]


class Offices:
    """Finds those who are called by a noun."""

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context, self._text, self._nouns, self._spans = context, context.text, nouns, context.spans
        self._known: dict[_Key, Places] = {}
        self._of_lands: dict[str, frozenset[str]] = {}

    def called(self, noun: str, office: str, title: str, of: tuple[str, ...] = (), told: int = 1) -> Places:
        """The places of those who are called so, and the first of each by id.

        Their body's name has the head ``noun``, their role, or what else is ``told``, the ``office`` and the names
        ``of`` which it is; the words of ``title`` say whether it is another office or over.
        """
        key = noun, office, self._nouns.apart.intersection(title.split()), of, told
        if key not in self._known:
            held = partial(self._is_held, *key[1:4])
            places = [place for place, roles in self.told[noun] if not roles or any(map(held, roles[:told]))]
            self._known[key] = places, {self._spans[place][2].id: place for place in reversed(places)}
        return self._known[key]

    def front(self, mention: Mention) -> Front:
        """What the words of a mention before its head name: "the US [President]" is no French one."""
        words = self._text[mention.start : mention.head]
        bodies = (who.id for _, _, who in self._context.between(mention.start, mention.head))
        first, _, rest = words.partition(" ")
        words = rest.strip() if first.lower() in self._nouns.articles else words.strip()
        names = frozenset(word.lower() for word in WORD.findall(words) if word[0].isupper())
        owner = FORMS.of_land.match(self._text, mention.start, mention.head + 1)
        land = owner["land"] if owner is not None and owner["own"] else ""
        return Front(words, land, self._lands(words), frozenset(bodies), names)

    def is_land(self, words: str) -> bool:
        """Whether words are the name or adjective of a land alone."""
        return any(hit.start == 0 and hit.end == len(words) for hit in self._nouns.atlas.scan(words))

    def governing(self, noun: str, front: Front) -> Places:
        """Who governs the land named before a noun ("the French [leader]"), the head of state, or who sits as told."""
        told = noun in self._nouns.alike or (self.is_land(front.words) if front.words else " " in noun)
        offices = self._nouns.wider.get(noun, ()) if told else ()
        held = [self.called(office.split()[-1], office, office) for office in offices]
        places = sorted({place for found, _ in held for place in found})
        return places, {self._spans[place][2].id: place for place in reversed(places)}

    def serves(self, who: Entity, front: Front) -> int:
        """How surely somebody serves a land, body or party: 0 if the role names but others, 2 if it names the land."""
        if isinstance(who, Institution) or not front.words:
            return 1
        if who.affiliation is not None and not front.names <= {*plain(who.role or "").split()}:
            body, party = who.affiliation.institution_id, self._party(who.affiliation.text)
            another = front.bodies and body and body not in front.bodies
            if another or (party and self._party(front.words) not in ("", party)):
                return 0
        told = f"{who.role} of {who.affiliation.text}" if who.affiliation is not None else who.role or ""
        own = self._lands(told) if front.lands else frozenset[str]()
        if front.land and front.land not in told:  # Scotland's minister is not that of all Britain
            return 2 if not own.isdisjoint(front.lands) and front.land not in self._nouns.regions else 0
        return 1 if not own else 0 if own.isdisjoint(front.lands) else 2

    def _party(self, words: str) -> str:
        """The party that words name as they stand before a role ("the Tory leader"); empty for none."""
        parties = self._nouns.parties.items()
        return next((party for word, party in parties if f"{words} ".startswith((f"{word} ", f"{word}s "))), "")

    def _lands(self, words: str) -> frozenset[str]:
        if words not in self._of_lands:
            hits = self._nouns.atlas.scan(words)
            self._of_lands[words] = frozenset(hit.country for hit in hits if hit.sort in ("name", "demonym"))
        return self._of_lands[words]

    @cached_property
    def told(self) -> defaultdict[str, list[tuple[int, tuple[str, ...]]]]:
        """The places of bodies by head noun, of people by each word of the role, or of the title before the name."""
        found: defaultdict[str, list[tuple[int, tuple[str, ...]]]] = defaultdict(list)
        for place, (start, end, entity) in enumerate(self._spans):
            if isinstance(entity, Institution):
                noun = FORMS.of.split(entity.name, maxsplit=1)[0].lower().split()[-1]  # "Ministry of Ports": ministry
                found[noun].append((place, ()))
                continue
            title = FORMS.apart.split(self._text[self._title_start(start) : end].lower())[-1]
            seat = FORMS.seat_behind.match(self._text, end)  # "Ana Brook (Harbour North)"
            words = entity.role or "", self._behind_verb(title), seat["seat"] if seat is not None else ""
            told = tuple(map(self._in_full, words))
            for word in {word for words in told for word in words.split(" ")}:
                found[word].append((place, told))
        return found

    @cached_property
    def letters(self) -> dict[str, str]:
        """The offices of the article's people by their first letters (DCE: district chief executive)."""
        found: dict[str, str] = {}
        for person in self._context.draft.of(Person):
            words = [word for word in WORD.findall(plain(person.role or "")) if word not in CLOSED["small"]]
            for last, word in enumerate(words):
                for first in range(max(0, last - _MOST_LETTERS + 1), last if self._nouns.holds(word) else 0):
                    office, behind = words[first : last + 1], words[last + 1 : last + 2]
                    for told in (office, [*office, *behind]):  # Inspector General of Police: IGP
                        found.setdefault("".join(each[0] for each in told), " ".join(office))
        return found

    def _in_full(self, role: str) -> str:
        """The words of a role or title, of offices in full: "PM", "Mr Justice Bell", but not "Justice Minister"."""
        words = WORD.findall(plain(role))
        around = zip(["", *words], words, [*words[1:], ""], strict=False)
        full = self._nouns.shortened.get
        kept = ((word, self._nouns.holds(after) or FORMS.serves.search(f" {before}")) for before, word, after in around)
        return " ".join(word if keep else full(word, word) for word, keep in kept)

    def _behind_verb(self, title: str) -> str:
        """The words of a title without a verb of saying and what stands before it ("a reporter asked [Mr Bell]")."""
        words = title.split()
        last = max((n for n, word in enumerate(words) if word in self._nouns.saying), default=-1)
        return " ".join(words[last + 1 :])

    def _title_start(self, start: int) -> int:
        """Where the title before a name may begin: in its sentence, behind another person's name or a verb."""
        place = self._context.before(start)
        before = self._spans[max(0, place - _NEAR) : place]
        behind = [end for _, end, entity in before if not isinstance(entity, Institution)]
        ends = [seat.end() if (seat := FORMS.seat_behind.match(self._text, end)) else end for end in behind]
        verb = verb_before(self._context, start)
        return max(self._context.opening(start), start - _TITLE_REACH, verb.at if verb else 0, *ends)

    def _is_held(self, office: str, asked: frozenset[str], of: tuple[str, ...], role: str) -> bool:
        """A role names an office ``of`` those, none called after it ("shadow minister", "aide to the minister").

        Nor one that is over, unless the words ``asked`` for say so ("the former minister").
        """
        *front, noun = office.split()
        before, found, after = f" {role} ".partition(f" {office} ")
        if front and not found:  # "the health minister" is the Minister of Health
            before, found, after = f" {role} ".partition(f" {noun} ")
            found, front = found if {*front} <= {*before.split(), *after.split()} else "", []
        apart = self._nouns.apart.intersection((*before.split()[-_NEAR:], *front))
        serves = FORMS.serves.search(before) or FORMS.whose_aide.match(after)  # "President Bell's adviser"
        held = bool(found) and asked - self._nouns.over <= apart <= asked and not serves
        return held and all(name in role for name in of)
