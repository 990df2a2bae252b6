"""Of which country a body is: a well-known one's own, one in its name, else the home country."""

import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from itertools import islice

from extractor.draft import Name
from extractor.entities.context_cues import Beside
from extractor.entities.countries import NATIONAL, UNIONS, Atlas, Hit
from extractor.entities.naming import BODIES
from extractor.entities.organizations.kinds import Body, Kinds, key_of, may_abbreviate
from extractor.rules.gazetteer import CLOSED, plain
from extractor.terms import InstitutionType

_FEW_LETTERS, _SITE, _FAR, _AROUND = 4, 0.8, 40, 150
_NAMED = re.compile(r"([A-Z][\w.]*) $")
_MANY = (None, *UNIONS)
_MINISTRY, _CIVIC = "ministry", ("ngo", "union", "other")
_ON_EUROPE = ("committee", "ministry")  # "European Union Affairs Committee", of a member's parliament

IsTown = Callable[[str, str], bool]


class Countries:
    """Tells the countries of an article's bodies; a country has a town of a name if ``is_town`` says so."""

    def __init__(self, known: Kinds, places: Atlas, text: str, home: str | None, is_town: IsTown) -> None:
        self._known, self._places, self._is_town = known, places, is_town
        self._text, self._home = text, home
        self._named = cache(lambda: places.named(text, home))

    def of(self, forms: list[str], sort: InstitutionType, home: str | None) -> str | None:
        """The country (ISO 3166-1, EU, UN) of a body; of plain words another than ``home`` only where named."""
        known, places, longest = self._known, self._places, max(forms, key=len)
        hits = [hit for form in forms for hit in places.scan(form) if not _is_matter(known, form, hit, sort)]
        lands = {hit.country for hit in hits if hit.sort in NATIONAL}
        lands = lands or {body.country for form in forms if (body := known.body(form, home)) and body.country == "EU"}
        chamber = any(form.lower() in known.chambers.ranks.get(home or "", {}) for form in forms)
        own = chamber or known.local.get((forms[0], home)) == sort
        parts = (known.parts.get(form.partition(" ")[0]) for form in forms if sort in known.types["each"])
        theirs = next(filter(None, parts), None)  # "Victorian Parliament"
        if home in known.chambers.ranks and not (theirs or own or lands or home in {hit.country for hit in hits}):
            theirs = self._with_chamber(forms)
        if theirs or (own and lands <= {home}):
            union = sort == "intergovernmental" and home not in UNIONS
            return theirs or ("EU" if union else home)  # "Council of Ministers", in Germany
        ministry = BODIES.ministry.search(longest) if sort == _MINISTRY and not lands else None
        if ministry and home in known.ministerless and (ministry[1] or (" " in longest and longest in known.heads)):
            abroad = Counter({land: count for land, count in self._named().items() if land not in (home, None)})
            return next((land for land, count in abroad.items() if count * 2 > abroad.total()), None)
        decided, home = self._well_known(forms, sort, home, lands)
        if decided:
            return home
        if (joined := _joined(longest, places)) and sort != "committee":
            return home if home in joined and sort != "intergovernmental" else None
        if words := _place(known, forms, sort, places):
            land = places.country_at(words, home)
            itself = self._named()[land] <= sum(words in form for form in forms)  # "Kingston City Council", in Canada
            town = home and itself and places.sort_of(words) == "capital" and self._is_town(words, home)
            people = (words, home) in known.peoples and sort not in known.types["state"]
            people |= sort in _CIVIC and self._is_of_people(words, longest, sort)
            return home if people or town else land
        return self._at_home(forms, sort, home)

    def _is_of_people(self, people: str, form: str, sort: InstitutionType) -> bool:
        """Whether a people that lives at home has a body there: "Polish Welfare Club", "Vietnamese Society of Ohio"."""
        places, home = self._places, self._home
        lands = {places.country_at(form[hit.start : hit.end], home) for hit in places.scan(form)}
        civic = BODIES.civic.search(form) or BODIES.people_alone.fullmatch(form)
        landed = sort != "other" and home in lands
        return places.sort_of(people) == "demonym" and bool(home and (landed or civic))

    def around(self, body: list[Name]) -> str | None:
        """The home country of a body of no many lands, where the words around its names tell of no other's places."""
        if any(self._known.many.search(name.text) or self._known.body(name.text) for name in body):
            return None
        spans = ((max(0, name.start - _AROUND), name.end + _AROUND) for name in body)
        lands = {self._places.country_at(self._text[hit.start : hit.end], self._home)
                 for span in spans for hit in self._places.scan(self._text, *span)}  # fmt: skip
        return self._home if lands == {self._home} else None

    def _with_chamber(self, forms: list[str]) -> str | None:
        """The country of which an article says most of those that have a chamber of this name."""
        ranks, lows = self._known.chambers.ranks, {form.lower() for form in forms}
        own = {land: count for land, count in self._named().items() if not lows.isdisjoint(ranks.get(land or "", ()))}
        return max(own, key=lambda land: own[land], default=None)

    def _well_known(
        self, forms: list[str], sort: InstitutionType, home: str | None, lands: set[str]
    ) -> tuple[bool, str | None]:
        """Whether the name of a well-known body decides on the country, and that; else the home for the other tests."""
        known, longest = self._known, max(forms, key=len)
        if sort == "security" and (fleet := known.fleets.get(longest.partition(" ")[0])):
            return True, fleet
        parts = (form.partition(" of the ") for form in forms)
        wholes = (part[2] for part in parts if part[2] and not self._places.has_land(part[0]))  # of the State Duma
        for form in (*sorted(forms, key=len, reverse=True), *wholes):
            body = known.body(form, home) or known.firm(form)
            if body is None or (len(set(forms)) > 1 and not may_abbreviate(form, body, home, longest)):
                continue
            of_state = sort in known.types["state"] or (form.isupper() and form != longest)
            landed = self._places.has_land(form)
            if len(lands) == 1 and of_state and body.country not in (None, *lands) and not landed:
                continue  # "Danish Parliament", called "Parliament" too, in the Union; letters of another land's body
            return self._by_known(form, body, sort, home, landed=landed)
        return False, home

    def _by_known(
        self, form: str, body: Body, sort: InstitutionType, home: str | None, *, landed: bool
    ) -> tuple[bool, str | None]:
        """The same for one form of the name and its well-known body; ``landed``: a land is in the form."""
        known, named, own = self._known, self._named(), body.country
        several = sort == "party" and key_of(form) in known.namesakes and home not in _MANY[1:]
        if several and own not in (home, *named):
            return True, None  # "Labour", of a country that nothing tells
        foreign = own not in _MANY and not landed
        opening = form.partition(" ")[0].lower()
        of_many = sort == "committee" and opening not in known.chambers.names
        common = known.shared.fullmatch(plain(form)) or form.lower().startswith(_MINISTRY)  # "Election Commission"
        theirs = home is None and not of_many and (own in named or not (named or common))
        theirs |= own in named and _is_abroad(known, form, sort, own, home)
        chamber = sort == "committee" and opening in known.chambers.ranks.get(home or "", {})
        ours = chamber and own not in named  # "House Rules Committee", in the Philippines
        shared = foreign and not theirs and (ours or known.is_shared(form))
        if foreign and not shared and home not in (None, own) and _is_strange(known, form, sort):
            if own in named:
                return True, own
            unclear = form.isupper() or sort == "party"
            return unclear, None if unclear else home
        if shared or own or body.type not in known.types["home"]:
            return True, home if shared else own
        return False, None

    def _at_home(self, forms: list[str], sort: InstitutionType, home: str | None) -> str | None:
        """The home country, for a body of a state, and for any that is not of many lands in news of this one alone."""
        known, named = self._known, self._named()
        owner = known.university(forms[0], home) or next(filter(None, map(known.owner, map(key_of, forms))), None)
        if owner and not (home and owner.country == "EU" and sort in _ON_EUROPE):
            return owner.country
        if sort not in known.types["each"] and any(known.many.search(form) for form in forms):
            return None
        site = sort == "other" and any(known.heads.get(word) == "other" for form in forms for word in form.split())
        if sort in known.shares and home and named[home] >= (_SITE if site else known.shares[sort]) * named.total():
            return home
        of_states = home in UNIONS and sort in known.types["states"]
        return home if sort in known.types["home"] and not of_states else None


def before_name(text: str, body: list[Name], known: Kinds, places: Atlas) -> str | None:
    """The country of the adjective before a body's names, or before all where they are bare nouns."""
    lands = [_adjective(text[max(0, name.start - _FAR) : name.start].split(" "), known, places) for name in body]
    owned = ((name.start, BODIES.told.search(text, max(0, name.start - _FAR), name.start)) for name in body)
    told = (hit for at, owner in owned if owner and owner.end() == at - 1 for hit in places.told(text, at))
    lands += [hit.country for hit in islice(told, 1)]
    bare = None in lands and all(name.text in known.short for name in body)
    return None if bare else next(filter(None, lands), None)


def _adjective(before: list[str], known: Kinds, places: Atlas) -> str | None:
    """The country of the adjective that ends some words, of which the last is empty: "the Sri Lankan "."""
    for front in (" ".join(before[-3:-1]), *before[-2:-1]) if before[-1] == "" else ():
        hit = places.look_up(front)
        if land := known.parts.get(front) or (hit and hit[1] == "demonym" and hit[0]):
            return land
    return None


def described(text: str, name: Name, near: Beside, places: Atlas, known: Kinds, home: str | None) -> str | None:
    """The country beside a body: "the Kenyan daily Tarrow Post", "the Harbour Union in Kenya", "Tarrow (TRW.TO)"."""
    if (share := BODIES.listed.match(text, name.end)) and share["exchange"] in known.exchanges:
        return known.exchanges[share["exchange"]]
    if behind := BODIES.behind.match(text, name.end):
        hit = next(places.scan(text, behind.end(), behind.end() + _FAR), None)
        if hit and hit.start == behind.end() and hit.sort == "name":
            return places.country_at(text[hit.start : hit.end], home)
    first, noun = near.described(text, name.start, name.end)
    hits = [hit for hit in places.scan(text, first, noun) if BODIES.describes.fullmatch(text, hit.end, noun)]
    return hits[-1].country if hits else None


def _joined(name: str, places: Atlas) -> set[str]:
    """The two countries that a dash joins in a name ("Kenya-Chad Trade Council"); none for a name without."""
    words = name.replace("–", "-").replace("-", " - ").split()
    at = words.index("-") if "-" in words else 0
    pairs = (
        (" ".join(words[max(0, at - size) : at]) for size in (2, 1)),
        (" ".join(words[at + 1 : at + 1 + size]) for size in (2, 1)),
    )
    hits = [next(filter(None, map(places.look_up, side)), None) for side in pairs]
    lands = {hit[0] for hit in hits if hit and hit[1] in NATIONAL}
    return lands if len(lands) > 1 else set()


def _place(known: Kinds, forms: list[str], sort: InstitutionType, places: Atlas) -> str | None:
    """The words in a name that tell its country, towns of a university or court; not what a private body is for.

    A university is where its name ends: "American University of Armenia".
    """
    for form in sorted(forms, key=len, reverse=True):
        hits = [
            hit
            for hit in places.scan(form)
            if not (sort not in known.types["each"] and form.endswith((" for ", " for the "), 0, hit.start))
            and not (
                hit.sort in ("city", "capital")
                and (before := _NAMED.search(form, 0, hit.start))
                and known.offices.get(before[1]) != "side"
            )  # "John F. Kennedy School"
            and not (sort == "company" and _is_partner(form, hit, known))
            and not _is_matter(known, form, hit, sort)
            and (
                hit.sort != "city" or sort == "university" or (sort == "court" and form.endswith(" of ", 0, hit.start))
            )
        ]
        if hits:
            best = hits[-1] if sort == "university" else min(hits, key=lambda each: each.sort == "capital")
            return form[best.start : best.end]
    return None


def _is_matter(known: Kinds, form: str, land: Hit, sort: InstitutionType) -> bool:
    """Whether a land is what a chamber's committee is for: "House China Committee"."""
    return sort == "committee" and form[: land.start].strip().lower() in known.chambers.names


def _is_abroad(known: Kinds, form: str, sort: InstitutionType, country: str | None, home: str | None) -> bool:
    """Whether a body named beside its country is not of the home: a department of states, a party in the Union."""
    department = sort == _MINISTRY and BODIES.departments.search(form)
    ministries = home not in known.ministerless and country in known.ministerless
    return bool(department and ministries) or (sort == "party" and home in _MANY[1:])


def _is_partner(form: str, land: Hit, known: Kinds) -> bool:
    """Whether a land's name is a partner's surname: "Holland & Tarrow LLP"."""
    other = BODIES.partner_behind.match(form, land.end) or BODIES.partner_before.search(form, 0, land.start)
    return other is not None and other["name"].lower() not in known.ordinary | known.lands


def _is_strange(known: Kinds, form: str, sort: InstitutionType) -> bool:
    """Whether a body may be another one of the name: it is a few letters or ordinary words, and no firm's."""
    if sort in known.types["anywhere"]:
        return False
    words = key_of(form).split()
    telling = {word.lower().removesuffix("'s") for word in words if word not in known.heads} - CLOSED["small"]
    return (form.isupper() and len(form) <= _FEW_LETTERS) or telling <= known.ordinary
