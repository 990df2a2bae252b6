"""Merging: mentions of one body become one body."""

import re
from collections import defaultdict
from functools import lru_cache

from msgspec.structs import replace

from extractor.draft import Name
from extractor.entities.countries import Atlas
from extractor.entities.naming import BODIES, FORMS, first_letters, in_full, initials, spells
from extractor.entities.organizations import governments
from extractor.entities.organizations.chambers import said_beside, without_land
from extractor.entities.organizations.kinds import NO_HEAD, OF_LAND, Kinds
from extractor.entities.organizations.same import join_same
from extractor.rules.gazetteer import CLOSED, plain
from extractor.terms import InstitutionType

_MARKS = str.maketrans({",": None, "'": None, "’": None, "–": "-"})
_FEWEST_INITIALS = 2
BY_RANK = "chamber by rank"
_PARTY, _PARLIAMENT = " Party", "Parliament"
_OTHERS: tuple[InstitutionType, ...] = ("ngo", "media", "union", "other")
"""Types that a last word gives to another body than its opening names: "Tarrow Police | Association", not "… Force"."""


def merge(text: str, names: list[Name], known: Kinds, places: Atlas, home: str | None) -> list[list[Name]]:
    """The bodies, each a list of its mentions, in order of first mention."""
    bodies: list[list[Name]] = []
    by_key: dict[str | None, int] = {}
    foreign: set[int] = set()  # bodies that are said to be of another land
    forms = _Forms(known)
    abbreviations = _abbreviations(text, names, known)
    for name in names:
        land = said_beside(text, name, known.chambers, places)
        own = known.body(name.text)
        abroad = land if land != home and not (own and own.country == land) else None
        part = name.text.partition(" ")[0] in known.parts  # the Scottish Parliament
        chamber = None if part else known.chambers.key(name.text, land or home, places)
        keys = [*_keys(name, known, home), *governments.keys(name, known, places)]
        if abroad:  # a bare "Senate" elsewhere is that of the home country, if there is one
            keys = [f"{abroad} {key}" for key in keys] + ([] if home else keys)
        bare = governments.home_key(name, known, home)
        place = next((by_key[key] for key in (bare, chamber, *keys) if key in by_key), None)
        if place is None and (other := abbreviations.get(name.start)):
            place = by_key.get(_plain(other))
        if place is None and not abroad:
            fuller = [
                at
                for at in reversed(forms.fuller(name.text))
                if governments.may_join(name, bodies[at], known, places, home)
            ]
            whole = (at for at in fuller if any(_is_whole(each.text, name.text, places) for each in bodies[at]))
            place = next(whole, next(iter(fuller), None))
        if place is None:
            place = len(bodies)
            bodies.append([])
            foreign |= {place} if abroad else set()
            by_key |= {chamber: place} if chamber else {}
        bodies[place].append(name)
        forms.add(place, known.whole(name.text, home) if name.text.isupper() and not abroad else name.text)
        for key in filter(None, (bare, *keys)):
            by_key.setdefault(key, place)
    joined = governments.join(_join_later(bodies, forms, foreign, known, places, home), known, places, home)
    return join_same(text, _join_synonyms(joined, known, home, places), known, places, home)


def ranked(text: str) -> list[Name]:
    """Names such as "upper chamber", which are a body's only beside the body's own name."""
    found = BODIES.chamber.finditer(text)
    rules = ((match, OF_LAND if BODIES.of_parliament.match(text, match.end()) else BY_RANK) for match in found)
    return [Name(match[0], match.start(), match.end(), "institution", rule) for match, rule in rules]


def _keys(name: Name, known: Kinds, home: str | None) -> list[str]:
    keys = [_plain(name.text), _plain(known.formless(name.text))]
    if within := FORMS.within.fullmatch(name.text):  # "Harbour and Tide (HAT) Commission"
        for front in (within["front"], within["short"]):
            keys += _keys(replace(name, text=f"{front} {within['rest']}"), known, home)
    body = known.body(BODIES.numbered.sub("", name.text), home) or known.firm(name.text)
    short = BODIES.american.sub("", plain(name.text))
    if body is None and (bare := known.body(short)) and bare.country == "US":
        body = bare
    words = short.split()
    tails = ((" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words) - 1))
    wholes = (known.body(tail) for front, tail in tails if known.body(front))
    body = body or next(filter(None, wholes), None)  # "White House Council on Environmental Quality"
    if body:
        keys += [f"={body.name}", *([f"=party {_stem(body.name)}"] if body.type == "party" else [])]
    if (body and body.type == "party") or name.text.endswith(_PARTY):
        keys.append(f"=party {_stem(name.text)}")
    return keys


def _stem(party: str) -> str:
    """What the names of one party share: "Greens" and "Green Party", "Democrats" and "Democratic Party"."""
    stem = plain(party).removesuffix(_PARTY).casefold().removesuffix("ic").removesuffix("s").removeprefix("the ")
    return f"{stem.removesuffix('ie')}y" if stem.endswith("ie") else stem


@lru_cache(maxsize=1 << 12)
def _plain(form: str) -> str:
    """A name in small letters, apostrophes and kinds of dash apart, "Committee on Land" as "land committee"."""
    form = BODIES.numbered.sub("", in_full(plain(form))).translate(_MARKS)
    form = FORMS.initials_first.sub(lambda found: found[0].replace(".", "").replace(" ", "") + " ", form)
    form = form.strip().casefold()
    turned = BODIES.turned.fullmatch(form)
    front = f"{turned['before']}{turned['rest']}" if turned else ""
    if turned and CLOSED["linking"].isdisjoint(front.split()):
        form = f"{front} {turned['head']}"
    return form.replace("&", "and")


def _abbreviations(text: str, names: list[Name], known: Kinds) -> dict[int, str]:
    """The long form before each name that abbreviates it in brackets, by its start, and the letters behind a name.

    The letters behind "Office of Ports of the State Council (OP)" are the office's, and "Office of Ports, Tarrow (OP)".
    """
    found = {}
    for outer, before, after in zip([None, *names], names, names[1:], strict=False):
        gap = text[before.end : after.start]
        one = " " not in after.text or spells(after.text.replace(" & ", "").upper(), before.text)  # "(MoEF & CC)"
        bracket = FORMS.bracket_before.fullmatch(gap) and one and not text.startswith(":", after.end)
        full = gap == " (" and text.startswith(")", after.end)
        bare = before.text.isupper() and known.type_of(before.text, [])[1] == NO_HEAD  # "STF (Federal Court)"
        short = full and " " not in before.text and (bare or spells(before.text.upper(), after.text))
        chamber = full and after.text.endswith(_PARLIAMENT) and known.type_of(before.text, [])[0] == "legislature"
        if short or chamber:  # "Isis (Institute of Strategic Studies)", "the Sejm (Polish Parliament)"
            found[after.start] = before.text
        if bracket or (gap == "  " and after.text.isupper() and spells(after.text, before.text)):
            of = outer and text[outer.end : before.start].strip() in ("of the", "of", ",") and outer
            letters = after.text.upper()  # the Department of Fisheries, Government of India (DoF, GoI)
            whole = of if of and spells(letters, of.text) and not spells(letters, before.text) else before
            found[after.start] = whole.text
            found.setdefault(whole.start, after.text)
    return found


def _is_whole(full: str, short: str, places: Atlas) -> bool:
    """Whether a name is the other one's with a land: not "Tarrow City Police", where "Police of Norland" was named."""
    rest, land = without_land(plain(full), None, places)
    return land is not None and rest == plain(short)


@lru_cache(maxsize=1 << 12)
def _matter(form: str) -> str | None:
    """What a body is of, on or for: "education" for "Ministry of Education"."""
    turned = BODIES.turned.fullmatch(BODIES.numbered.sub("", plain(form)).replace(",", "").casefold())
    return turned["rest"] if turned else None


def _owns(full: str, short: str, known: Kinds) -> bool:
    """Whether a name is another's behind that of its owner: "House Judiciary Committee"."""
    owner, _, rest = plain(full).rpartition(f" {short}")
    owner = re.sub("['’]?s$", "", owner)
    inside = not rest and owner.rpartition(" ")[2] not in CLOSED["small"] | {""}
    return inside and " " in short and known.type_of(owner, [])[1] != NO_HEAD


def is_short_form(short: str, full: str, known: Kinds) -> bool:
    """Whether ``short`` is the head of ``full`` ("Committee", "Security Council"), its opening, or its initials."""
    letters = (short.isupper() or FORMS.mixed.fullmatch(short)) and short.replace("&", "") in _letters(full, known)
    session = known.ordinal.sub("", full) == short and known.meets(short)  # "Sixty-first General Assembly"
    if letters or session or _owns(full, short, known):
        return True
    words, whole = _plain(short).split(), _plain(full).split()
    if _matter(short) and _matter(full) and _matter(short) != _matter(full):
        return False  # "Ministry of Education", "Ministry of Higher Education"
    own = None if short in known.short else known.body(short)
    if len(words) >= len(whole) or (own and not (own.type == "company" and known.formless(full) != full)):
        return False
    if short in known.alone and known.type_of(full, [])[0] != known.short[short]:
        return False
    stop = next((at for at, word in enumerate(whole) if at and word in CLOSED["linking"]), len(whole))
    head = whole[stop - 1].title()
    if head not in known.heads and head not in known.short:  # "Gulf of Marlow Harbour Council"
        stop = len(whole)
    landed = len(words) > 1 and whole[-len(words) :] == words and " ".join(whole[: -len(words)]) in known.lands
    ends = landed or whole[max(0, stop - len(words)) : stop] == words  # "Council of Trade Unions" of a land
    if ends or whole[: len(words)] != words:
        return ends
    return words[0][0].isdigit() or (known.named_by_opening(full) and not _heads_another(short, full, known))


def _heads_another(short: str, full: str, known: Kinds) -> bool:
    """Whether the last word of a name makes another body of what its opening names: "Tarrow Bank | Foundation"."""
    whole, last = known.heads.get(plain(full).rpartition(" ")[2]), known.type_of(short, [])
    return whole in _OTHERS and last[1] != NO_HEAD and whole != last[0]


def _letters(full: str, known: Kinds) -> set[str]:
    """The initials of a name, with and without its land: "Harbour Commission of Chile"."""
    front, _, land = full.rpartition(" of ")
    found = {initials(full), first_letters(full), initials(front) if land.lower() in known.lands else ""}
    return {letters for letters in found if len(letters) >= _FEWEST_INITIALS}


class _Forms:
    """The names of bodies, each body known by its place in a list."""

    def __init__(self, known: Kinds) -> None:
        self._known = known
        self._names: dict[int, set[str]] = defaultdict(set)
        self._places: dict[str, set[int]] = defaultdict(set)

    def add(self, place: int, name: str) -> None:
        """One more name of the body at a place."""
        if name not in self._names[place]:
            self._names[place].add(name)
            for key in (*_letters(name, self._known), *_plain(name).split()):
                self._places[key].add(place)

    def fuller(self, short: str) -> list[int]:
        """The places of the bodies one of whose names has this for a short form, in order."""
        words = [self._places.get(word, set()) for word in _plain(short).split()]
        may_be = set.intersection(*words) if words else set()
        places = sorted(may_be | self._places.get(short.replace("&", ""), set()))
        return [at for at in places if any(is_short_form(short, name, self._known) for name in self._names[at])]


def _join_later(
    bodies: list[list[Name]], forms: _Forms, foreign: set[int], known: Kinds, places: Atlas, home: str | None
) -> list[list[Name]]:
    """Short forms that stand before the full name join it when there is just one such body."""
    kept: list[list[Name]] = []
    for place, body in enumerate(bodies):
        short = body[0].text
        bare = short in known.alone  # "Parliament", the European one
        fulls = (name.text for name in body[1:] if name.text.count(" ") > short.count(" "))
        named = any(bare or is_short_form(short, full, known) for full in fulls)
        fuller = [other for other in forms.fuller(short) if other > place and not (named or place in foreign)]
        fuller = [other for other in fuller if governments.may_join(body[0], bodies[other], known, places, home)]
        if len(fuller) == 1:
            bodies[fuller[0]][:0] = body
            for name in body:
                forms.add(fuller[0], name.text)
        else:
            kept.append(body)
    for body in kept:
        body.sort(key=lambda each: each.start)
    return sorted(kept, key=lambda body: body[0].start)


def _stands_for(form: str, bare: str, sort: InstitutionType, known: Kinds, home: str | None) -> bool:
    """Whether a name is one for which a bare word may stand, not of a part of it: "Ferry Unit of the Central Bank"."""
    body = known.body(form, home)
    foreign = body is not None and body.type == "agency" and home not in (None, body.country)
    words = (word for word in known.synonyms[bare] if bare in word or f" the {bare}" not in form)
    return not foreign and any(word in form for word in words) and known.type_of(form, [])[0] == sort


def _is_chamber(body: list[Name], known: Kinds, home: str | None, places: Atlas) -> bool:
    """Whether a body is one of the two chambers of the article's country."""
    return any(known.chambers.key(each.text, home, places) in (f"={home} upper", f"={home} lower") for each in body)


def _join_synonyms(bodies: list[list[Name]], known: Kinds, home: str | None, places: Atlas) -> list[list[Name]]:
    """A bare "House" or "Central Bank" joins the only body of the article that it can stand for.

    "House" and "Chamber" join the chamber named first in countries that call neither of the two so.
    """
    for body in list(bodies):
        if (bare := BODIES.numbered.sub("", plain(body[0].text))) not in known.synonyms:
            continue
        sort = known.local.get((body[0].text, home), known.type_of(body[0].text.title(), [])[0])
        if any(_stands_for(each.text, bare, sort, known, home) for each in body[1:]):
            continue  # "House" of what is told of as its Commons
        others = (other for other in bodies if other is not body)
        fits = [other for other in others if any(_stands_for(each.text, bare, sort, known, home) for each in other)]
        word = body[0].text if all(each.text in known.chambers.bare for each in body) else ""
        if word and home in known.chambers.ranks and home not in known.chambers.bare[word]:
            chambers = (each for each in bodies if each is not body and _is_chamber(each, known, home, places))
            fits = [first] if (first := next(chambers, None)) is not None else fits
        if len(fits) == 1:
            fits[0].extend(body)
            fits[0].sort(key=lambda each: each.start)
            bodies.remove(body)
    named = (body for body in bodies if any(name.rule != BY_RANK for name in body))
    return sorted(named, key=lambda body: body[0].start)
