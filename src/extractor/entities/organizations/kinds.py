"""What kind of body a name names: well-known ones, head nouns and the words around them."""

import re
from functools import lru_cache

from msgspec import Struct

from extractor.entities.countries import UNIONS
from extractor.entities.naming import BODIES, FORMS, without_article
from extractor.entities.organizations.chambers import Chambers
from extractor.rules.gazetteer import CLOSED, plain
from extractor.terms import InstitutionType

_CHAMBER_WORDS = 3
NO_HEAD = "no head"
OF_LAND = "chamber by rank and land"
"""The rule that finds "upper house" before "of Kenya's parliament"."""
_BRANCH = (1, 2)  # words of the country of a branch: "Harbour Watch Chile", "Harbour Watch Sri Lanka"
_LOOSE, _MEETINGS = ("agency", "ngo", "other"), ("legislature", "government")


class Body(Struct, frozen=True):
    """A well-known body."""

    name: str
    type: InstitutionType
    country: str | None


class Kinds(Struct, frozen=True):
    """Bodies by name, types by head noun, by bare head noun, by a noun beside the name and by what they are.

    ``smalls`` matches a head noun in small letters at the end of a name, ``led`` a government by its leader;
    ``governments``: nouns of governments that go by their leader;
    ``alone``: nouns that name a legislature or government by themselves, and no body of another type for short;
    ``general``: words before "Government" that name no leader, ``parties`` those of them that name a party,
    ``parts`` those of a part of a country with a government of its own, with that country if no other word tells;
    ``shared`` matches names that bodies of many countries have; ``peoples``: words for a people with its home;
    ``shapes``: types by the rules that find names with numbers; ``world`` matches openings of names that belong to an
    organisation of states, ``many`` words of bodies of many lands, ``ordinal`` the number of one of several; ``local``:
    types of bare head nouns in articles from a country; ``departments``: countries whose departments are no ministries,
    ``ministerless``: those without any;
    ``forms``: legal forms of companies;
    ``offices``: words that open the name of a state's office, and head nouns of one behind them; ``unions``: those of a
    trade union with one of the words ``workers``; ``lands``: countries and adjectives of them in small letters;
    ``ordinary``: words that no name of a person has; ``exchanges``, ``fleets``: countries by the letters of a stock
    exchange, and by those before a warship's name.
    """

    bodies: dict[str, Body]
    namesakes: dict[str, dict[str | None, Body]]
    heads: dict[str, InstitutionType]
    types: dict[str, frozenset[str]]
    shares: dict[str, float]
    smalls: re.Pattern[str]
    led: re.Pattern[str]
    governments: frozenset[str]
    short: dict[str, InstitutionType]
    alone: frozenset[str]
    chambers: Chambers
    synonyms: dict[str, tuple[str, ...]]
    nouns: dict[str, InstitutionType]
    general: frozenset[str]
    parties: frozenset[str]
    parts: dict[str, str]
    shared: re.Pattern[str]
    peoples: frozenset[tuple[str, str | None]]
    shapes: dict[str, InstitutionType]
    world: re.Pattern[str]
    many: re.Pattern[str]
    ordinal: re.Pattern[str]
    local: dict[tuple[str, str | None], InstitutionType]
    departments: frozenset[str]
    ministerless: frozenset[str]
    forms: frozenset[str]
    offices: dict[str, str]
    unions: frozenset[str]
    workers: frozenset[str]
    lands: frozenset[str]
    ordinary: frozenset[str]
    exchanges: dict[str, str]
    fleets: dict[str, str]

    def body(self, form: str, home: str | None = None) -> Body | None:
        """The well-known body of this name, if several have it the one of the country ``home``."""
        key = key_of(form)
        forms = (key, _titled(key), *([self.ordinal.sub("", key)] if key[:1].isdigit() else []))
        found = (self.namesakes.get(each, {}).get(home) or self.bodies.get(each) for each in forms)
        return next(filter(None, found), None)

    def whole(self, form: str, home: str | None) -> str:
        """What the well-known body of this name is called in full, the name itself of any other."""
        return body.name if (body := self.body(form, home)) else form

    def formless(self, form: str) -> str:
        """A name without the legal forms of a company at its end: "Tarrow Glass Co., Ltd."."""
        words = form.split()
        while len(words) > 1 and words[-1].rstrip(".") in self.forms:
            words = [*words[:-2], words[-2].rstrip(",")]
        return " ".join(words)

    def firm(self, form: str) -> Body | None:
        """The well-known company whose name stands before a form of company ("Boeing Corporation")."""
        front, _, last = key_of(form).rstrip(".").rpartition(" ")
        body = self.body(front.rstrip(",")) if self.heads.get(last) == "company" else None
        return body if body and body.type == "company" else None

    def meets(self, form: str) -> bool:
        """Whether a name is that of an assembly whose meetings and terms are counted ("the 9th Congress")."""
        return self.type_of(form, [])[0] in ("legislature", "intergovernmental")

    def named_by_opening(self, full: str) -> bool:
        """Whether the opening words of a name do for the whole of it ("BrightNest" for "BrightNest Learning, Inc.")."""
        found = self._by_head(full)
        return found is not None and found[0] in ("company", "university", "ngo", "media", "other")

    def type_of(self, full: str, forms: list[str], home: str | None = None) -> tuple[InstitutionType, str]:
        """The type of a body, and the rule that gave it."""
        for form in (full, *forms):
            first, _, rest = form.partition(" ")
            own = rest and first.lower() in self.lands and not self.is_shared(rest)  # "UK Home Office"
            body = self.body(form, home) or (self.body(rest, home) if own else None)
            if body and self._speaks_for(form, body, home, full):
                return body.type, "known"
        if full in self.short:
            return self.short[full], "bare head"
        for form in (full, *sorted(forms, key=len, reverse=True)):
            if found := self._by_head(form):
                found = self._before_form(form) or self._of_university(form, found) or self._of_whole(form) or found
                return self._in_full(form, found, home)
        parted = [(form.split()[:-size], form.split()[-size:]) for form in forms for size in _BRANCH]
        branches = [(self.body(" ".join(front)), " ".join(land).lower() in self.lands) for front, land in parted]
        fronts = (front for form in forms if not (front := form.partition(" of ")[0]).isupper())  # no "CASA of Tarrow"
        wholes = [body for body, landed in branches if body and (landed or body.type == "company")]
        branch = next(filter(None, (*wholes, *map(self.body, fronts))), None)
        pairs = (pair[1].lower() for form in forms if (pair := FORMS.partners.match(form)))
        if branch is None and not all(pair in self.ordinary or pair in self.lands for pair in pairs):
            return "company", "partners"
        if branch is None and home == "US" and BODIES.station.fullmatch(full):
            return "media", "call sign"
        return (branch.type, "known") if branch else ("other", NO_HEAD)

    def _speaks_for(self, form: str, body: Body, home: str | None, full: str) -> bool:
        """Whether a known body's form says what a whole name is, and not the head of that another thing."""
        told = form == full or " " in form or (form.isupper() and " " in body.name)
        head = None if told else self._by_head(full)
        fits = head is None or head[0] in (body.type, "ngo", "other")
        return form == full or (fits and may_abbreviate(form, body, home, full))

    def _in_full(self, form: str, found: tuple[InstitutionType, str], home: str | None) -> tuple[InstitutionType, str]:
        """The type that a head noun gives, or that which the other words of the name make of it."""
        words = set(key_of(form).split())
        if found[0] == "ngo" and words & self.unions and words & self.workers:
            return "union", "workers"
        first, _, last = key_of(form).replace("-", " ").partition(" ")
        opening = self.body(first, home)
        groups = (self.offices.get(last), self.offices.get(last.rpartition(" ")[2]))
        if opening and opening.type == "party" and "group" in groups:
            return "party", "group of a party"  # "SNP Parliamentary Group"
        if opening and opening.type == "court" and found[0] == "agency":
            return "court", "part of a court"  # "Sandiganbayan Fifth Division"
        if opening and opening.type == "agency" and "-" in form.partition(" ")[0] and found[0] in ("ngo", "university"):
            return "agency", "part of an agency"  # "CSIR-Institute of Tides"
        owner = self.owner(key_of(form)) if found[0] in (*_MEETINGS, *_LOOSE) else None
        meeting = found[0] in _MEETINGS and owner and owner.country != "EU"  # "INTERPOL General Assembly"
        world = found[0] in _LOOSE and (owner or self.world.match(key_of(form)))
        joint = "-" in form.partition(" ")[0] and self.offices.get(form.rpartition(" ")[2]) == "head"
        if meeting or (world and not joint):  # no "US-Asia Centre"
            return "intergovernmental", "opening"
        return ("agency", found[1]) if found[0] == "ngo" and self._is_state(form, home) else found

    def owner(self, form: str) -> Body | None:
        """The organisation of states in a name: it opens or ends it, or is letters in it ("Digital BRICS Forum")."""
        words = form.split()
        ends = (at for at in range(1, len(words)) if "Office" in words[at] or words[at - 1] in ("of", "the"))
        openings = (" ".join(words[:at]) for at in range(1, len(words)) if at > 1 or words[0].isupper())
        wholes = [self.bodies.get(part) for part in (*openings, *(" ".join(words[at:]) for at in ends))]
        letters = [self.bodies.get(word) for word in words if word.isupper()]
        wholes += [body for body in letters if body and body.country is None]
        return next((body for body in wholes if body and body.type == "intergovernmental"), None)

    def university(self, form: str, home: str | None) -> Body | None:
        """The well-known university whose school it is: "Harvard Law School"."""
        if (school := BODIES.school.fullmatch(form)) is None:
            return None
        heads = (head for head, sort in self.heads.items() if sort == "university")
        return next(filter(None, (self.body(f"{school['whole']} {head}", home) for head in heads)), None)

    def _by_head(self, form: str) -> tuple[InstitutionType, str] | None:
        """The type by the last head noun before any preposition, else by the last one at all."""
        plainly = self.smalls.sub(lambda noun: noun[0].title(), key_of(form))
        words = _titled(plainly).split() if plainly.isupper() else plainly.split()
        if words[1:2] == ["of"] and words[0] in self.chambers.bare and words[_CHAMBER_WORDS:][:1] not in ([], ["of"]):
            words = words[_CHAMBER_WORDS:]  # "House of Lords Economic Affairs Committee"
        stop = next((at for at, word in enumerate(words) if at and word in CLOSED["linking"]), len(words))
        words[-1] = words[-1] if words[-1] in self.heads else words[-1].partition("-")[0]
        last_part = words[stop - 1].rpartition("-")[2]  # "CSIR-Institute of Tides"
        words[stop - 1] = last_part if last_part in self.heads else words[stop - 1]
        ends = range(2, len(words) if stop == 1 and words[0] == "Office" else 0)
        offices = (f"Office of the {' '.join(words[first:])}" for first in ends)
        if office := next((each for each in offices if each in self.heads), None):  # "Office of the Ohio Coroner"
            return self.heads[office], "head phrase"
        for last in (*range(len(words), stop, -1), *range(stop, 1, -1)):
            for first in range(last - 1):
                found = self.heads.get(" ".join(words[first:last]))
                if found and (last <= stop or first < stop or found == "union"):  # "Confederation of Trade Unions"
                    return found, "head phrase"
            if last == stop and (found := self.heads.get(words[last - 1].strip(",."))):
                return found, "head noun"
        for part in (words[:stop], words):
            for word in reversed(part):
                if found := self.heads.get(word.strip(",.")):
                    return found, "head noun"
        return None

    def _before_form(self, form: str) -> tuple[InstitutionType, str] | None:
        """The type of what has a legal form: of the noun right before it, if that is no business, else a company."""
        front, _, last = key_of(form).rstrip(".").rpartition(" ")
        front = front.rstrip(",").removesuffix(" (Pvt)").partition(" of ")[0]
        if last not in self.forms or " " not in front:
            return None
        noun = front.rpartition(" ")[2]
        sort = self.heads.get(f"{noun} {last}") or self.heads.get(noun)
        return (sort, "head noun") if sort in ("ngo", "union", "university") else ("company", "head noun")

    def _of_university(self, form: str, found: tuple[InstitutionType, str]) -> tuple[InstitutionType, str] | None:
        """The type of a part of a university: "Harbour Centre of the University of Tarrow", "Tarrow College School"."""
        words, stop = self._parted(form)
        at = next((at for at in range(len(words) - 1, 0, -1) if self.heads.get(words[at]) == "university"), 0)
        whole = 0 < at < stop - 1 or (at > stop and words[at + 1 : at + 2] in ([], ["of"]))
        part = self.offices.get(words[stop - 1]) in ("head", "part", "unit")
        return ("university", "head noun") if whole and part and found[0] in (*_LOOSE, "ministry") else None

    def _of_whole(self, form: str) -> tuple[InstitutionType, str] | None:
        """The type of the body whose board it is ("Board of Directors of Tarrow College"), or of another's part.

        No land's department: "Investigation Department of the Harbour Police".
        """
        if BODIES.division.fullmatch(form):
            return "security", "unit by number"  # "3rd Harbour Division"
        words, stop = self._parted(form)
        if self.offices.get(words[stop - 1]) == "unit" and "force" in map(self.offices.get, words[:stop]):
            return "security", "part of a force"  # "District Attorney's Homicide Bureau"
        if board := BODIES.board.fullmatch(key_of(form)):
            return self._by_head(board["whole"])
        part = BODIES.department.fullmatch(key_of(form))
        found = self._by_head(part["whole"]) if part is not None else None
        return found and (found[0] if found[0] in ("security", "court") else "agency", "part of a body")

    def _is_state(self, form: str, home: str | None) -> bool:
        """Whether a head noun of state offices stands behind "National" and the like, a land, or what states see to.

        The latter two count but in countries where institutes are mostly private, and none beside a civic matter.
        """
        words, stop = self._parted(form)
        uses = {self.offices.get(word) for word in words}
        head, opens = self.offices.get(words[stop - 1]), self.offices.get(words[0]) == "opens"
        landed = not self.lands.isdisjoint((words[0].lower(), " ".join(words[:2]).lower()))
        state = head == "head" and self.offices.get(home or "") != "private" and (landed or uses & {"public", "opens"})
        return "civic" not in uses and bool(state or (opens and head in ("head", "body")))

    def _parted(self, form: str) -> tuple[list[str], int]:
        """The words of a name, and where its first small word stands or it ends."""
        words = key_of(form).split()
        return words, next((at for at, word in enumerate(words) if at and word in CLOSED["small"]), len(words))

    def is_shared(self, form: str) -> bool:
        """Whether many countries have bodies of a name: by its opening, or as plain words before a bare head noun."""
        form = _titled(plain(form)) if " " in form else form
        if self.shared.match(form):
            return True
        *matter, head = form.split()
        office = self.short.get(head) in ("agency", "committee", "court") and head not in self.alone
        return bool(matter) and office and self.ordinary.issuperset({word.lower() for word in matter} - CLOSED["small"])


def may_abbreviate(form: str, body: Body, home: str | None, full: str) -> bool:
    """Whether a form may be a known body's letters: what they are said to stand for shares a word with its name."""
    if " " in form or not form.isupper():
        return True
    telling, others = ({word for word in name.split() if word[0].isupper()} for name in (body.name, full))
    other = " " in full and " " in body.name and telling.isdisjoint(others)
    return body.country in {None, home, *UNIONS} and not other


@lru_cache(maxsize=1 << 12)
def _titled(form: str) -> str:
    """A name in capitals as it is written otherwise: "House of Representatives"."""
    return BODIES.small.sub(lambda word: word[0].lower(), form.title())


@lru_cache(maxsize=1 << 12)
def key_of(form: str) -> str:
    """A name as the tables have it: plain, without its article."""
    form = plain(form).replace(" s ", "'s ")  # stripped of its apostrophe
    form = form.replace(".", "") if FORMS.dotted.fullmatch(form) else form
    return without_article(form)
