"""Who: bodies, each one once."""

from spacy.tokens import Doc

from extractor.countries import atlas
from extractor.data import Library
from extractor.facts.beside import FIRM, beside
from extractor.facts.draft import Draft, Find, Name
from extractor.facts.entities import clean, fullest, mention
from extractor.facts.institutions.kinds import NO_HEAD, kinds
from extractor.facts.institutions.merge import BY_RANK, chambers, merge
from extractor.record import Institution

_LOOSE = ("ngo", "other")
"""What a head noun such as "Union" or "Movement" says where nothing tells that it is a party's."""


def build(library: Library) -> Find:
    """The finder of institutions."""
    known = kinds(library)
    places = atlas(library)
    near = beside(library)

    def find(_: Doc, draft: Draft) -> list[Institution]:
        names = [name for name in draft.names if name.label == "institution"]
        names = sorted([*names, *chambers(draft.article.text)], key=lambda name: name.start)
        people = {name.end for name in draft.names if name.label == "person"}
        home = draft.home.country if draft.home else None
        found = []
        for number, body in enumerate(merge(draft.article.text, names, known, places, home), 1):
            forms = [name.text for name in body if name.rule != BY_RANK]
            full = clean(fullest(forms))
            sort, rule = known.type_of(full, forms, home)
            loose = rule == NO_HEAD or (rule.startswith("head") and sort in _LOOSE)
            nouns = (near.noun(draft.article.text, name.start, name.end) for name in body if loose)
            told = next((known.nouns[noun] for noun in nouns if noun), None)
            if told and (rule == NO_HEAD or told == "party"):
                sort, rule = told, "noun beside it"
            elif rule == NO_HEAD and any(name.rule == FIRM for name in body):
                sort, rule = "company", "words beside it"
            elif rule == NO_HEAD and any(_is_party(draft.article.text, name, people) for name in body):
                sort, rule = "party", "behind its member"
            sort = known.local.get((full, home), sort)
            sort = next((known.shapes[name.rule] for name in body if name.rule in known.shapes), sort)
            country = known.country_of(forms, places, home)
            if country == "UN" and sort == "agency":  # what the United Nations have is of many states
                sort = "intergovernmental"
            found.append(
                Institution(
                    id=f"I{number}",
                    name=full,
                    type=sort,
                    country=country,
                    mentions=tuple(mention(name) for name in body),
                    rule=f"{body[0].rule}; {rule}",
                )
            )
        return found

    return find


def _is_party(text: str, name: Name, people: set[int]) -> bool:
    """Whether an abbreviation stands with an electorate in brackets behind a person ("Ana Brook (NPP, Tarrow)")."""
    return (
        name.start - 2 in people
        and text[name.start - 2 : name.start] == " ("
        and name.text.isupper()
        and text[name.end : name.end + 2] == ", "
    )
