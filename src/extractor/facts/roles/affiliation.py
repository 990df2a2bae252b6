"""Affiliation: the body, party or land that a person's role belongs to."""

import re
from collections.abc import Iterator
from itertools import chain, dropwhile, takewhile

from extractor.draft import Name
from extractor.entities.countries import LANDS, NATIONAL, Hit
from extractor.entities.naming import initials
from extractor.entity import Affiliation, Institution
from extractor.facts.roles.lexicon import FORMS, Role, key_of
from extractor.facts.roles.linking import BRACKETED, STEM, Beside, Bodies, Post, Seat, Tables, stems
from extractor.regex import lookbehind
from extractor.text.paragraphs import REACH, sentence_start

_MOST_MENTIONS, _SIZES = 8, (5, 4, 3, 2, 1)
_REACH, _NEAR, _TWICE, _FEWEST_LETTERS = 16, 48, 2, 3
_WIDEST_PART, _WIDEST_OWNER, _FAR = 14, 40, 400
Named = Seat | Institution | str
"""What a person is of: a body where it is said, one that is meant, or words that name none of the article's bodies."""


class Linker:
    """Finds the affiliations of the people of one article, which comes from ``home``."""

    def __init__(self, text: str, bodies: Bodies, home: str | None, tables: Tables, beside: Beside) -> None:
        self._text, self._bodies, self._home, self._tables, self._beside = text, bodies, home, tables, beside

    def affiliation(self, mentions: list[Name], roles: list[Role], firsts: list[Name]) -> Affiliation | None:
        """The body, party or land of a person: what is said before what is meant; ``firsts`` open lists of names."""
        mentions = mentions[:_MOST_MENTIONS]
        current = [role for role in roles if not FORMS.former.match(role.text)] or roles
        shared = (seat for name in firsts for seat in self._ending(name.start, FORMS.owner))
        named = (self._labelled(mentions), self._of_role(mentions, current), self._of_name(mentions, roles))
        meant = (self._land_beside, self._of_post, self._of_kind, self._of_land, self._of_scope)
        own = (way(mentions, current) for way in meant)
        former = (way(mentions, roles) for way in (self._of_role, *meant))
        ways = chain(*named, *own, *former, shared, self._near(mentions, "last", "home"))
        ranks = (initials(role.text) for role in roles)
        short = {each for each in ranks if len(each) >= _FEWEST_LETTERS}  # "ACM" of an Air Chief Marshal
        words = (each for each in ways if not isinstance(each, str) or each not in short)
        found = next((each for each in words if not isinstance(each, str) or not self._tables.is_matter(each)), None)
        if isinstance(found, Seat):
            found = self._whole(found)
            return _affiliation(found.text, found.body)
        if isinstance(found, Institution):
            return _affiliation(found.mentions[0].text, found)
        return _affiliation(found, next((seat.body for seat in self._bodies.called(found)), None)) if found else None

    def _whole(self, seat: Seat) -> Seat:
        """The body that is meant where two stand side by side: the owned one, and that of which one is a division."""
        part = seat.text.split()[-1].lower() in self._tables.uses["part"]
        gap = (FORMS.next if part else FORMS.owner).match(self._text, seat.end)
        return next(iter(self._bodies.starting(gap.end()) if gap else ()), seat)

    def _near(self, mentions: list[Name], *readings: str) -> Iterator[Seat | str]:
        return chain(*(self._beside.get((name.start, each), ()) for each in readings for name in mentions))

    def _labelled(self, mentions: list[Name]) -> Iterator[Named]:
        """The party behind a name: "(D-MN)", "(ANC)", "(Harbour North, Labour)"."""
        for name in mentions:
            if label := self._tables.label.match(self._text, name.end):
                party, comma, seat = label["label"].partition(",")
                yield from self._party(party) if comma and not seat.strip().isupper() else (label["label"],)
                continue
            yield from self._near([name], "bracketed")
            if found := FORMS.party.match(self._text, name.end):  # "(Reform)", "(PH-Tarrow Baharu)"
                yield from self._bodies.called(found["party"])
                if found["seat"] and found["party"].isupper():
                    yield found["whole"]

    def _of_role(self, mentions: list[Name], roles: list[Role]) -> Iterator[Named]:
        """What stands in a role, before it or, where it stands behind the name, after it."""
        victims = self._tables.uses["victim"]
        for role in (role for role in roles if self._head(role) not in victims):
            uses = {post.use for post in self._posts(role)}
            member = not uses.isdisjoint(("seat", "runner"))
            own = (seat for seat in self._ending(role.start, FORMS.own) if not member or seat.body.type in BRACKETED)
            named = (*self._bodies.inside(role.start, self._own_end(role)), *own, *self._in_words(role))
            yield from (seat for seat in named if "runner" not in uses or self._is_party(seat))
            whole = any(hit.end == role.end for hit in self._lands(role))  # "President of Norland at the Harbour Forum"
            gap = None if whole else FORMS.next.match(self._text, role.end)
            if gap and any(name.end <= role.start for name in mentions):
                yield from self._bodies.starting(gap.end())
            if told := lookbehind(FORMS.its, self._text, role.start, _WIDEST_OWNER):
                its = told["both"] and not [*self._in_sentence(role.start)]
                landed = (told["land"] or its) and any(post.land for post in self._posts(role))
                yield from map(self._called, self._tables.places.told(self._text, role.start) if landed else ())
                yield from self._owner(role.start) if not told["land"] else ()
            yield from self._party_before(role.start) if FORMS.of_party.match(role.text) else ()

    def _of_kind(self, _: list[Name], roles: list[Role]) -> Iterator[Seat]:
        """The body told of before that a noun means which owns a role: "the union's president"."""
        owners = (lookbehind(FORMS.of_kind, self._text, role.start, _WIDEST_OWNER) for role in roles)
        for owner in filter(None, owners):
            noun, near = owner["noun"], chain(self._owner(owner.start()), self._bodies.before(owner.start(), _FAR))
            types = self._tables.kinds.get(noun, ())
            yield from (seat for seat in near if seat.body.type in types or noun in seat.body.name.lower().split())

    def _of_name(self, mentions: list[Name], roles: list[Role]) -> Iterator[Named]:
        """What a name is of: "Labour's Ana Brook", "Democrat Ana Brook", "Ana Brook of the union"."""
        yield from self._near(mentions, "of", "led")
        for name in mentions:
            owned = lookbehind(FORMS.partys, self._text, name.start, _REACH)
            yield from self._party_before(name.start) if owned else ()
            before = lookbehind(FORMS.before, self._text, name.start, _NEAR)
            if before and not any(before.start() < role.end <= name.start for role in roles):
                words = before["words"].split()
                parties = (" ".join(words[at:]) for at in range(len(words)))
                yield from (seat for each in parties if len(each) >= _FEWEST_LETTERS for seat in self._party(each))
        yield from self._near(mentions, "words")

    def _own_end(self, role: Role) -> int:
        """Where what a role says of its own body ends: before where somebody is sent ("ambassador to the EU")."""
        sent = any(post.sent for post in self._posts(role)) and FORMS.sent.search(self._text, role.start, role.end)
        return sent.start() if sent else role.end

    def _ending(self, start: int, gap: re.Pattern[str]) -> Iterator[Seat]:
        """The bodies that end before a place, with nothing but the gap between."""
        return (seat for seat in self._bodies.before(start, _REACH) if gap.fullmatch(self._text, seat.end, start))

    def _in_sentence(self, place: int) -> Iterator[Seat]:
        """The bodies that are named in the sentence before a place, the last first."""
        return self._bodies.before(place, place - sentence_start(self._text, place))

    def _owner(self, place: int) -> Iterator[Seat]:
        """The body that "its" means: the last in the sentence before it, else the first in the one before that."""
        yield from self._in_sentence(place)
        if (since := sentence_start(self._text, place)) > max(0, place - REACH):
            yield from reversed(list(self._in_sentence(since - 2)))

    def _party_before(self, place: int) -> Iterator[Seat]:
        """The party that "the party" means: the last that is named before."""
        return (seat for seat in self._owner(place) if seat.body.type == "party")

    def _in_words(self, role: Role) -> Iterator[Named]:
        """The body or party that words in a role or right before it name: "Tory MP", "CTU president"."""
        before = lookbehind(FORMS.before, self._text, role.start, _NEAR)
        former = FORMS.body_word.findall(before["words"]) if before else []
        words = [*former, *takewhile(lambda word: word not in self._tables.scopes, FORMS.body_word.findall(role.text))]
        desk = any(post.use == "desk" for post in self._posts(role))
        for size in _SIZES:
            for at in range(len(words) - size + 1):
                phrase = " ".join(words[at : at + size])
                general = phrase.lower() in self._tables.uses["general"]  # "Cabinet Secretary", "Union Minister"
                post = self._tables.posts.get(key_of(words[at + size])) if general and words[at + size :] else None
                if at + size >= len(former) and (post is None or post.use != "desk"):
                    yield from self._bodies.called(phrase)
                    matter = (desk or len(phrase) < _FEWEST_LETTERS) and phrase not in self._tables.clear  # no "ON"
                    if at + size < len(words):
                        yield from () if matter else self._party(phrase)
                        yield from (phrase,) if phrase in self._tables.alone and not (desk and at) else ()
        yield from self._tables.force_in(role.text)
        if lead := FORMS.lead.match(role.text):
            own = [*dropwhile(lambda word: key_of(word) in self._tables.known, lead["body"].split())]
            people = len(own) > 1 and self._tables.places.sort_of(own[-1].rpartition("-")[2]) == "demonym"
            yield from (" ".join(own),) if len(own) > 1 and not (people or self._tables.is_part(" ".join(own))) else ()
        ends = words[:1] + words[-1:] if not former else former[-1:] if not " ".join(former[:-1]).isupper() else []
        for word in ends if not role.text.isupper() else ():  # but no "ANA BROOK | Senator for X"
            yield from self._by_letters(word)

    def _is_party(self, named: Named) -> bool:
        body = named.body if isinstance(named, Seat) else named
        return body in self._tables.parties if isinstance(body, str) else body.type == "party"

    def _party(self, phrase: str) -> Iterator[Named]:
        if stem := self._tables.parties.get(phrase):
            named = [body for body in self._bodies.of_type("party") if self._is_called(body, stem)]
            yield named[0] if len(named) == 1 else phrase

    def _is_called(self, body: Institution, stem: str) -> bool:
        """Whether a party is called by a word at the front or behind a country, no state's branch of one."""
        fronts = (each.text.partition(stem) for each in body.mentions)
        sort_of = self._tables.places.sort_of
        return any(found and (not front or sort_of(front.strip()) in NATIONAL) for front, found, _ in fronts)

    def _by_letters(self, word: str) -> Iterator[Named]:
        """The body of which a word in capitals is the short form."""
        key, known = key_of(word), self._tables.known
        if not (word.isalnum() and word.isupper() and len(word) >= _FEWEST_LETTERS) or key in known or word in known:
            return
        if self._tables.places.look_up(word) is None:
            named = [body for body in self._bodies.all if initials(body.name).endswith(word)]
            yield named[0] if named else word

    def _posts(self, role: Role) -> list[Post]:
        """The posts in a role, but for those that it is of or for."""
        keys = takewhile(lambda key: key not in self._tables.scopes, map(key_of, role.text.split()))
        return [self._tables.posts[key] for key in keys if key in self._tables.posts]

    def _head(self, role: Role) -> str:
        """The key of a role's last word before what it is of: "critic" of "Kremlin critic of ours"."""
        return key_of(self._before_scope(role).rpartition(" ")[2])

    def _before_scope(self, role: Role) -> str:
        return " ".join(takewhile(lambda word: word not in self._tables.scopes, role.text.split()))

    def _of_post(self, mentions: list[Name], roles: list[Role]) -> Iterator[Named]:
        """The body that a post belongs to, where the article has just one that it can be."""
        for role in roles:
            post = self._tables.posts.get(self._head(role))
            ones = lookbehind(FORMS.ones, self._text, role.start, _REACH)
            if post and post.type and not ones:
                country = next((hit.country for hit in self._lands(role)), self._home)
                lands = {None, country} if country == self._home else {country}  # "Russian Foreign Minister"
                bodies = [body for body in self._bodies.of_type(post.type) if not country or body.country in lands]
                if post.type == "company":  # one that is named but once, further on, is somebody else's
                    bodies = [body for body in bodies if body.mentions[1:] or body.mentions[0].start < role.start]
                for name in mentions if post.use == "bench" else ():  # "Judge Ana Brook on the Court of Appeals"
                    gap = FORMS.next.match(self._text, name.end)
                    yield from (seat for seat in self._bodies.starting(gap.end() if gap else -1) if seat.body in bodies)
                yield from self._by_use(post, role, bodies, mentions)

    def _by_use(self, post: Post, role: Role, bodies: list[Institution], mentions: list[Name]) -> Iterator[Named]:
        keys = role.text.lower().split()
        scoped = not self._tables.scopes.isdisjoint(keys)
        bench = post.use == "bench" and not FORMS.former.match(role.text)
        if post.use == "seat" and "state" not in keys:
            yield from _only([body for body in bodies if post.fits(body.name)])
        elif bench or (post.use == "chair" and not scoped):
            if bench:  # a "District Judge" is of no Supreme Court, a "Chief Justice" of no county's
                courts, top = self._tables.uses["court"].intersection(keys), FORMS.chief_justice.search(role.text)
                bodies = [body for body in bodies if courts <= set(body.name.lower().split())]
                bodies = [body for body in bodies if not top or FORMS.top_court.search(body.name)]
            yield from (seat for seat in self._in_sentence(role.start) if seat.body in bodies)
            yield from _only(bodies if bench or post.type in keys else [])
        elif post.use == "desk" and "shadow" not in keys:
            telling = {*FORMS.long_word.findall(role.text.lower())} - self._tables.uses["general"]
            matters = {key[:STEM] for key in telling if not self._tables.places.look_up(key.title())}
            yield from _only([body for body in bodies if matters and matters <= stems(body.name)])
        elif post.use == "officer" and not (scoped or lookbehind(FORMS.of_others, self._text, role.start, _NEAR)):
            ranked = sorted(bodies, key=lambda body: -len(body.mentions))
            first = len(ranked) == 1 or (ranked and len(ranked[0].mentions) >= _TWICE * len(ranked[1].mentions))
            other = FORMS.other.match(self._text, role.end)  # "Executive Director, Voters of Ashgrove"
            own = other is None or any(0 < name.start - role.end < _REACH for name in mentions)
            yield from _only(ranked[:1] if first and own else [])

    def _land_beside(self, mentions: list[Name], roles: list[Role]) -> Iterator[Seat | str]:
        """The country, state or town beside the name of who has a post of one: "Ana Brook of Norland"."""
        posts = [post for role in roles for post in self._posts(role) if post.land]
        return self._near(mentions if posts else [], "land", *(["town"] if any(post.town for post in posts) else []))

    def _of_land(self, _: list[Name], roles: list[Role]) -> Iterator[str]:
        """The country, state or town that is named with a post of one, or as the seat behind a name."""
        for role in roles:
            if any(post.land for post in self._posts(role)):
                desk = any(post.use == "desk" for post in self._posts(role))
                yield from FORMS.district.findall(role.text) if not desk else ()
                yield from chain(self._area(role), self._tables.town_before(self._before_scope(role).split()))
                yield from FORMS.governed.findall(role.text) if all(p.town for p in self._posts(role) if p.land) else ()
                wide = any(post.wide for post in self._posts(role))
                fore = all(post.fore for post in self._posts(role) if post.land)
                no_land = {"state": wide, "demonym": fore}
                lands = (hit for hit in self._lands(role) if not no_land.get(hit.sort))
                end = role.start + len(self._before_scope(role)) if fore else role.end
                yield from (self._called(hit) for hit in lands if hit.end <= end)

    def _area(self, role: Role) -> Iterator[str]:
        """The county or city that opens a role: "Ashgrove County" of its judge."""
        words = role.text.removeprefix("then-").removeprefix("ex-").split()
        at = next((at for at, word in enumerate(words) if at and word.lower() in self._tables.uses["area"]), None)
        if at and all(word[0].isupper() for word in words[: at + 1]):
            yield " ".join(words[: at + 1])

    def _lands(self, role: Role) -> list[Hit]:
        before = lookbehind(FORMS.before, self._text, role.start, _NEAR)
        hits = self._tables.places.scan(self._text, before.start() if before else role.start, self._own_end(role))
        town = any(post.town for post in self._posts(role))  # "Ashgrove Mayor"
        lands = (hit for hit in hits if hit.sort in LANDS or (town and hit.start >= role.start))
        return [hit for hit in lands if not self._is_part(hit)]

    def _is_part(self, hit: Hit) -> bool:
        """Whether what stands before the name of a country makes another land or no land of it."""
        part = lookbehind(FORMS.part, self._text, hit.start, _WIDEST_PART)
        return part is not None and (part["side"] is None or part["side"] in self._tables.sides)

    def _called(self, hit: Hit) -> str:
        said = self._text[hit.start : hit.end]
        return self._tables.places.countries[hit.country].name if hit.sort == "demonym" else said

    def _of_scope(self, _: list[Name], roles: list[Role]) -> Iterator[str]:
        """What a role is at, with or for, where it is no body that is known."""
        for role in roles:
            served = self._tables.served.search(role.text)
            uses = {post.use for post in self._posts(role)} if served else {"desk"}
            voice = "voice" in uses and served and " " not in served["body"]  # "spokesman for Health"
            matter = voice or (served and served[0].startswith(" for ") and served["body"] in self._tables.matters)
            seat = "seat" in uses and served and not served[0].startswith(" of ")  # "Member for Ashgrove"
            title = served and self._tables.nouns.get(key_of(served["body"].partition(" for ")[0].split()[-1]))
            none = served and served[0].startswith(" of ") and served["body"] in self._tables.refused  # "of the Year"
            if served and not (matter or seat or title or none) and uses.isdisjoint(("desk", "runner")):
                yield served["body"].partition(" for ")[0] if "seat" in uses else served["body"]


def _only(bodies: list[Institution]) -> list[Institution]:
    return bodies if len(bodies) == 1 else []


def _affiliation(words: str, body: Institution | None = None) -> Affiliation:
    return Affiliation(text=" ".join(words.split()), institution_id=body.id if body else None)
