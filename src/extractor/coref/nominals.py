"""Whom a role or the noun for a body stands for that was named before: "the senator", "the ministry"."""

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator
from functools import cached_property

from msgspec import Struct

from extractor.coref.antecedents import acts_beside
from extractor.coref.context import FORMS, NOBODY, WORD, Context, Entity, Mention, Referent, referent_of
from extractor.coref.mentions import Nouns, plain, singulars
from extractor.coref.offices import Front, Offices, Places
from extractor.entity import Institution, Person

_OWNED = re.compile(r"[’']s?\s")
_POSSESSIVE = re.compile(r"[’']s?$")
_MOST, _BOTH, _AHEAD = 20, 2, 400
_APART_BY_NAME = ("ministry", "security")
"""Types of bodies of which one is told from others by its name ("the health ministry", "the police")."""


class _Asked(Struct):
    """A role or noun for a body: title and noun, its office, the names it is of, and what the words before it name."""

    title: str
    noun: str
    office: str
    of: tuple[str, ...]
    front: Front
    governs: Places
    whose: bool


class Nominals:
    """Finds those who hold a role, and bodies by what kind of body they are."""

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context, self._text, self._nouns = context, context.text, nouns
        self._spans = context.spans
        self._offices = Offices(context, nouns)
        self._meant: dict[tuple[str, str, str | None], Referent | None] = {}

    def find(self, mention: Mention, last: str | None) -> Referent | None:
        """The holder of a role ("the senator"), or the body whose name or type the noun tells ("the ministry").

        ``last`` is the id of who spoke last, who is meant rather than others. Several people ("the senators") are
        nobody; None where the words are no such noun or nobody is known by it.
        """
        match = self._definite(mention)
        if match is None:
            return None
        title, noun = self._shown(match)
        if noun not in self._nouns.bodies and any(form in self._nouns.roles for form in singulars(noun)[1:]):
            return NOBODY
        if (seated := self._seated(mention, match["noun"])) is not None:
            return seated
        asked = self._asked(mention, match, title, noun)
        for place in self._named_before(mention, asked, last):
            who = self._spans[place][2]
            if self._is_told(who, noun, title) and self._offices.serves(who, asked.front):
                return referent_of(who)
        return self._named_later(asked)

    def _asked(self, mention: Mention, match: re.Match[str], title: str, noun: str) -> _Asked:
        office, of = title if title in self._nouns.offices else noun, self._names_after(mention)
        if match["whose"] and office == noun:  # "his defence attorney" is no district attorney
            of += tuple(title.split()[:-1])
        front = self._offices.front(mention)
        behind = plain(self._text[self._head_end(mention) : mention.end])
        whole = f"{noun} {behind.replace(' the ', ' ')}"  # "the Head of State"
        governs = self._offices.governing(whole if whole in self._nouns.wider else noun, front)
        return _Asked(title, noun, office, of, front, governs, bool(match["whose"]))

    def _named_before(self, mention: Mention, asked: _Asked, last: str | None) -> Iterator[int]:
        """Where those are named before who may be meant: who spoke last, who is called so, bodies of a kind."""
        before = self._context.before(mention.start)
        governing = asked.governs if asked.governs[0] else None
        places, first = governing or self._offices.called(asked.noun, asked.office, asked.title, asked.of, _BOTH)
        if not places and asked.office != asked.noun and asked.front.bodies:  # "the House leader", of one called leader
            places, first = self._offices.called(asked.noun, asked.noun, asked.noun, asked.of, _BOTH)
            places = places if len(first) == 1 else []
        said = self._context.quoted_before(mention.start)  # "“Labour lost,” the party said": rather another party
        held = range(said.outer_start, said.outer_end) if said is not None else range(0)
        kin = self._kin(mention, asked, before, held)
        spoke = [first[last]] if last is not None and first.get(last, before) < before else []
        near = self._spans[kin[-1]][0] if kin else 0
        if not asked.whose and near > self._context.opening(near) + len("The "):
            spoke += [place for place in kin if self._spans[place][2].id == last]
        yield from (*spoke, *self._holders(places[: bisect_left(places, before)], asked, held)[-1:], *reversed(kin))

    def _holders(self, called: list[int], asked: _Asked, held: range) -> list[int]:
        """The last two of those called so who serve the land most surely, the likelier last; rather none quoted."""
        serve = {place: self._offices.serves(self._spans[place][2], asked.front) for place in called[-_MOST:]}
        fitting = [place for place, serves in serve.items() if serves == max(serve.values())]
        starts = {place: self._spans[place][0] for place in fitting[-_BOTH:]}
        latest = max(starts.values(), default=0) if self._nouns.holds(asked.noun) else len(self._text)
        return sorted(starts, key=lambda at: (starts[at] not in held, acts_beside(self._context, starts[at], latest)))

    def _kin(self, mention: Mention, asked: _Asked, before: int, held: range) -> list[int]:
        """The last bodies of the noun's kind named before, those in what was quoted right before first."""
        words = FORMS.based.sub("", self._text[mention.start : mention.end]).split()  # "the London-based group"
        own = any(word[0].isupper() for word in words[1:])
        if own or asked.noun not in self._nouns.bodies or _OWNED.search(asked.title):  # "the region's main trade body"
            return []
        bodies = self._bodies[self._nouns.bodies[asked.noun]]
        near = bisect_left(bodies, before)
        return sorted(bodies[max(0, near - _MOST) : near], key=lambda place: self._spans[place][0] not in held)

    def _named_later(self, asked: _Asked) -> Referent | None:
        """The only one called so, though further on: "the Health Minister said … Ana Brook"."""
        title, of = asked.title, asked.of
        coming, bearers = asked.governs if asked.governs[0] else self._offices.called(asked.noun, title, title, of)
        told = of or " " in title or title in self._nouns.offices
        if len(bearers) != 1 or not told or not self._nouns.holds(asked.noun):
            return None
        only = self._spans[coming[0]][2]
        return referent_of(only) if self._offices.serves(only, asked.front) else None

    def _seated(self, mention: Mention, noun: str) -> Referent | None:
        """The only one told by the names before a member's title: "the Wexford North MP" is the Member for it."""
        before = self._context.before(mention.start)
        front = WORD.findall(self._text[mention.start : mention.head])[1:]
        names = frozenset(word.lower() for word in front if word[0].isupper())
        if not names or not self._nouns.holds(noun) or noun in self._nouns.offices:
            return None
        apart = self._nouns.apart - names
        roles = ((at, role.split()) for at, roles in self._offices.told[min(names)] if at < before for role in roles)
        told = [at for at, role in roles if names <= {*role} and apart.isdisjoint(role)]
        return referent_of(self._spans[told[-1]][2]) if len({self._spans[at][2].id for at in told}) == 1 else None

    def office(self, noun: str, at: int, bounds: tuple[int, int]) -> Referent | None:
        """The one that a noun in small letters stands for; an office of which nobody is told is a name of its own.

        Args:
            noun: the head of the phrase.
            at: where it stands (code points).
            bounds: where its phrase begins and its sentence ends.
        """
        whole = FORMS.whole.match(self._text, at)
        told = [word for word in whole["words"].split() if word not in self._nouns.articles] if whole else []
        for kind in self._nouns.kinds.get(noun, ()):
            if kind == "person":
                return self._officer(noun, at, bounds)
            if told and told[0].islower() and not any(kind in self._nouns.kinds.get(word.lower(), ()) for word in told):
                continue  # "members of the opposition"
            if (meant := self._only(noun, kind, _rank(self._text[bounds[0] : at].lower()))) is not None:
                return meant
        return None

    def _only(self, noun: str, kind: str, rank: str | None) -> Referent | None:
        """The only body of a kind and rank, or the one that has the noun in its name."""
        key = noun, kind, rank
        if key not in self._meant:
            bodies = {self._spans[place][2].id: self._spans[place][2] for place in self._bodies[kind]}
            fitting = [body for body in bodies.values() if self._has_rank(body, rank)]
            named = [body for body in fitting if noun in body.name.lower()] or fitting
            self._meant[key] = referent_of(named[0]) if len(named) == 1 else None
        return self._meant[key]

    def _officer(self, noun: str, at: int, bounds: tuple[int, int]) -> Referent | None:
        """Who holds the office and was named last before it, or else first."""
        words = [_POSSESSIVE.sub("", word) for word in WORD.findall(plain(self._text[bounds[0] : at]))]
        front = [word for word in words if word not in self._nouns.articles]
        title = " ".join(front if front and noun in self._nouns.chiefs else [*front, noun])
        places, _ = self._offices.called(title.split()[-1], title, title)
        if places:
            before = bisect_left(places, self._context.before(at))
            return referent_of(self._spans[places[max(before - 1, 0)]][2])
        office = self._nouns.office.match(self._text, *bounds)
        return Referent(office["office"], None, person=True) if office and office.end() > at else None

    def _is_told(self, who: Entity, noun: str, title: str) -> bool:
        """Whether a person may be told by a noun; a body if the words before it are in its name where names count."""
        if not isinstance(who, Institution):
            goes, own = self._nouns.genders.get(noun), self._nouns.told_by_given(who.name)
            if goes and own and goes != own:  # "the congresswoman" is not Rep. Omar Bell
                return False
            return self._nouns.holds(noun) or (self._nouns.speaks_for(noun) and noun in plain(who.role or "").split())
        if not self._has_rank(who, _rank(title)):
            return False
        asked = {*title.split()} - {noun if who.type == "ministry" else ""}
        return who.type not in _APART_BY_NAME or asked <= {*plain(who.name).split()}

    def _has_rank(self, who: Entity, rank: str | None) -> bool:
        """Whether a body may be the chamber of a rank ("the lower house"); all where none is named."""
        if rank is None or not isinstance(who, Institution) or who.type != "legislature":
            return True
        return self._nouns.chambers.may_be(rank, plain(who.name), who.country)

    @cached_property
    def _bodies(self) -> defaultdict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for place, (start, _, entity) in enumerate(self._spans):
            if not isinstance(entity, Institution):
                continue
            staff = entity.type == "government" and FORMS.staff.search(entity.name)
            if not staff and "/" not in self._text[max(start - 1, 0) : start]:  # "Bell/AFP"
                found[entity.type].append(place)
        return found

    def pronoun(self, mention: Mention) -> str | None:
        """The pronoun that a role may stand for which nobody is known by, empty for any; None where it is none.

        Offices stand for nobody else than who holds them ("the president", said by a senator's release).
        """
        match = self._definite(mention)
        behind = FORMS.of_many.sub("", self._text[self._head_end(mention) : mention.end])
        if match is None or (behind and not FORMS.for_seat.fullmatch(behind)):
            return None
        title, noun = self._shown(match)
        holds = noun in self._nouns.genders or self._nouns.holds(noun) or "year old" in match["title"]
        if not holds or not match[0].startswith("the ") or _OWNED.search(match[0]):
            return None
        told = {title, noun}
        return None if told & self._nouns.offices or told & self._nouns.scene else self._nouns.genders.get(noun, "")

    def is_of_names(self, mention: Mention) -> bool:
        """Whether names stand before a role that nobody is known by ("the Highland MSP"), none of a people's alone."""
        words = WORD.finditer(self._text, mention.start + len("The "), mention.head)
        return any(word[0][0].isupper() and self._context.label(word.start()) != "NORP" for word in words)

    def is_held(self, mention: Mention) -> bool:
        """Whether a mention is an office or role, of nobody without a name ("the father of the woman who fled")."""
        match = self._definite(mention)
        behind = self._text[self._head_end(mention) : mention.end]
        whole = not behind or self._names_after(mention) or FORMS.of_matter.fullmatch(behind)
        owned = match is None or match["whose"] or _OWNED.search(match[0])
        noun = self._shown(match)[1] if match else ""
        return bool(whole and self._nouns.holds(noun) and noun not in self._nouns.scene and not owned)

    def coming(self, mention: Mention) -> Referent | None:
        """Who first speaks by name, without a role, in the sentence behind ("The mayor said no. Ana Brook told us")."""
        end = self._context.bounds(mention.start)[1]
        if not self.is_held(mention) or self._context.named(self._context.opening(mention.start), end):
            return None
        named = (span for span in self._context.between(end, end + _AHEAD) if not self._context.quoted_at(span[0]))
        at, stop, who = next((span for span in named if isinstance(span[2], Person)), (end, end, None))
        verb = WORD.match(self._text, stop + 1)
        speaks = verb is not None and verb[0].lower() in self._nouns.saying
        told = self._definite(mention) if isinstance(who, Person) and who.role else None
        own = told is not None and isinstance(who, Person) and plain(who.role or "") == told["noun"]
        first = isinstance(who, Person) and who.mentions[0].start == at and (own or not who.role) and speaks
        return referent_of(who) if who and first and not self._text[end : self._context.opening(at)].strip() else None

    def _definite(self, mention: Mention) -> re.Match[str] | None:
        """The words of a mention up to its head that are an office or have an article or the like before them."""
        text = self._text[mention.start : self._head_end(mention)]
        words = FORMS.of_many.sub("", _POSSESSIVE.sub("", plain(text)))
        whose = FORMS.of_land.match(text)
        if whose is not None and self._offices.is_land(whose["land"]):  # "Norway's foreign minister"
            office = FORMS.definite.match(f"the {plain(text[whose.end() :])}")
            if office is not None and self._shown(office)[0] in self._nouns.offices:
                return office
        if (found := FORMS.definite.match(words)) is None and text[:1].isupper():
            bare = FORMS.definite.match(f"the {words}")  # "Prime Minister said"
            title, noun = self._shown(bare) if bare else ("", "")
            land = text[: -len(noun)].strip() if noun in self._nouns.wider else ""
            found = (
                bare if title in self._nouns.offices or self._offices.is_land(land) else None
            )  # "French leader said"
        elif found is None:
            parts = words.split(" ")
            of_body = parts[-1] in self._nouns.bodies and self._nouns.stands(parts[0]) != "one"
            found = FORMS.definite.match(f"the {words}") if of_body else None  # "a [council] spokesman"
        return found

    def _shown(self, match: re.Match[str]) -> tuple[str, str]:
        """The title and its noun in full where only its first letters stand there ("the PM")."""
        letters = match["noun"]
        title = self._nouns.shortened.get(letters) or self._offices.letters.get(letters, match["title"])
        return title, title.rpartition(" ")[2]

    def _head_end(self, mention: Mention) -> int:
        head = WORD.match(self._text, mention.head)
        return head.end() if head else mention.head

    def _names_after(self, mention: Mention) -> tuple[str, ...]:
        """The names in the words after a mention's head, in small letters ("the representative of [Ghana]")."""
        words = WORD.findall(self._text[self._head_end(mention) : mention.end])
        return tuple(word.lower() for word in words if word[0].isupper())


def _rank(words: str) -> str | None:
    return next((word for word in words.split() if word in ("upper", "lower")), None)
