"""What type a body is of: by the shape of its names, by the tables, or by what stands beside it."""

from collections import Counter
from collections.abc import Callable
from itertools import pairwise

from extractor.draft import Draft, Name
from extractor.entities.context_cues import FIRM, ISSUER, Beside
from extractor.entities.naming import BODIES, FORMS
from extractor.entities.organizations.kinds import NO_HEAD, Kinds
from extractor.terms import InstitutionType

_LOOSE = ("ngo", "other")
"""What a head noun such as "Union" or "Movement" says where nothing tells that it is a party's."""
_SHORT, _LISTABLE, _SEVERAL = 4, ("company", "media"), "parties"
_SMALL = " administration"  # in small letters, behind a leader alone

Sorted = tuple[InstitutionType, str]


def sorter(
    known: Kinds, near: Beside, is_town: Callable[[str, str], bool]
) -> Callable[[str, list[str], list[Name], Draft], Sorted]:
    """Makes the function of a body's type and rule; ``is_town``: a country has a town of a name ("Tarrow Council")."""

    def sort_of(full: str, forms: list[str], body: list[Name], draft: Draft) -> Sorted:
        shaped = next((known.shapes[name.rule] for name in body if name.rule in known.shapes), None)
        home = draft.country
        sort, rule = known.type_of(full, forms, home)
        if shaped is None and (rule == NO_HEAD or (rule.startswith("head") and sort in _LOOSE)):
            sort, rule = _beside(body, draft, known, near, named=rule != NO_HEAD) or (sort, rule)
        if sort == "agency" and (led := known.led.match(full)):
            told = full.endswith(_SMALL) and not (known.body(led["leader"]) or led["leader"].lower() in known.ordinary)
            people = {name.text.split()[-1] for name in draft.names if name.label == "person"}
            told = told or "-" in led["leader"] or led["leader"] in people  # "Biden-Harris Administration"
            sort = "government" if told else sort
        if sort == "agency" and home and rule == "head noun" and (council := BODIES.town.fullmatch(full)):
            sort = "local_government" if is_town(FORMS.quarter.sub("", council["town"]), home) else sort
        if sort == "ministry" and rule != "known" and home in known.departments and BODIES.departments.search(full):
            sort = "agency"
        return shaped or known.local.get((full, home), sort), rule

    return sort_of


def _beside(body: list[Name], draft: Draft, known: Kinds, near: Beside, *, named: bool) -> Sorted | None:
    """The type that stands beside a body most often; if its head ``named`` it, that behind its comma, or a party's."""
    text = draft.article.text
    untraded = body if named else [name for name in body if not FORMS.traded.match(text, name.end)]
    told = Counter(
        known.nouns[noun]
        for name in (untraded if len(untraded) == len(body) else ())
        if (noun := near.apposed(text, name.end) or near.noun(text, name.start, name.end))
        and (not named or (known.nouns[noun] == "party" and noun != _SEVERAL) or near.apposed(text, name.end))
    )
    if told:
        return told.most_common(1)[0][0], "noun beside it"
    if named:
        return None
    if any(name.rule == ISSUER for name in body) and (noun := near.nominal(text)):
        return known.nouns[noun], "noun beside it"
    if any(name.rule in (FIRM, ISSUER) or near.makes_firm(text, name.start, name.end) for name in body):
        return "company", "words beside it"
    if any(name.text.isupper() and near.is_told(text, name.start, name.end) for name in body):
        return "media", "words beside it"
    return ("party", "behind its member") if any(_is_party(name, draft) for name in body) else None


def _is_party(name: Name, draft: Draft) -> bool:
    """Whether an abbreviation stands with an electorate in brackets behind a person ("Ana Brook (NPP, Tarrow)")."""
    text, start = draft.article.text, name.start - 2
    inside = text[start : name.start] == " (" and text[name.end : name.end + 2] == ", "
    short = name.text.isupper() or len(name.text) <= _SHORT
    return inside and short and any(other.end == start and other.label == "person" for other in draft.names)


def by_neighbours(text: str, bodies: list[list[Name]], sorts: list[Sorted]) -> list[Sorted]:
    """The types and rules, where what nothing tells of has the type of the bodies beside it in a list, if they agree.

    Firms and newspapers are listed with their own kind ("Tarrow Glass Ltd, Quillon and Marsh"); an institute with its
    ministry right behind it is an office.
    """
    mentions = sorted((name.start, name.end, at) for at, body in enumerate(bodies) for name in body)
    near = [(before, after) for before, after in pairwise(mentions) if before[2] != after[2]]
    pairs, parts = (
        [(before[2], after[2]) for before, after in near if between.fullmatch(text, before[1], after[0])]
        for between in (BODIES.list, BODIES.within)
    )
    sorts = list(sorts)
    for one, other in parts:
        if sorts[one][0] == "ngo" and sorts[other][0] == "ministry" and sorts[one][1].startswith("head"):
            sorts[one] = ("agency", "part of a ministry")
    told: dict[int, set[InstitutionType]] = {}
    for ordered in (pairs, [(after, before) for before, after in reversed(pairs)]):
        for one, other in ordered:
            if sorts[other][1] == NO_HEAD and sorts[one][0] in _LISTABLE:
                told.setdefault(other, set()).add(sorts[one][0])
                if len(told[other]) == 1:
                    sorts[other] = (sorts[one][0], NO_HEAD)
    return [(each[0], "listed with its kind") if at in told else each for at, each in enumerate(sorts)]
