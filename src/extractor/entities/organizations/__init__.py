"""Who: bodies, each one once."""

import re

from spacy.tokens import Doc

from extractor.data import Library
from extractor.draft import Draft, Find
from extractor.entities.context_cues import beside
from extractor.entities.countries import atlas
from extractor.entities.naming import clean, fullest, mention
from extractor.entities.organizations.chambers import said_beside
from extractor.entities.organizations.kinds import OF_LAND
from extractor.entities.organizations.merge import BY_RANK, merge, ranked
from extractor.entities.organizations.sorts import sorter
from extractor.entities.organizations.tables import kinds
from extractor.entity import Institution

_WORLD, _RANKS = "UN", (BY_RANK, OF_LAND)
_OWNED = re.compile(r"['’]s? [a-z]")  # "Israel's parliament" is no model for the name of the Knesset


def build(library: Library) -> Find:
    """The finder of institutions."""
    known = kinds(library)
    places = atlas(library)
    sort_of = sorter(known, beside(library))

    def find(_: Doc, draft: Draft) -> list[Institution]:
        names = [name for name in draft.names if name.label == "institution"]
        names = sorted([*names, *ranked(draft.article.text)], key=lambda name: name.start)
        home = draft.home.country if draft.home else None
        found = []
        for number, body in enumerate(merge(draft.article.text, names, known, places, home), 1):
            forms = [name.text for name in body if name.rule != BY_RANK]
            proper = [each.text for each in body if each.rule not in _RANKS and not _OWNED.search(each.text)]
            full = clean(fullest(proper or forms))
            sort, rule = sort_of(full, forms, body, draft)
            beside_it = (said_beside(draft.article.text, name, known.chambers, places) for name in body)
            land = next(filter(None, beside_it), home)
            country = known.country_of(forms, sort, places, land)
            if country == "UN" and sort == "agency":  # what the United Nations have is of many states
                sort = "intergovernmental"
            found.append(
                Institution(
                    id=f"I{number}",
                    name=full,
                    type=sort,
                    country=None if country == _WORLD else country,
                    mentions=tuple(mention(name) for name in body),
                    rule=f"{body[0].rule}; {rule}",
                )
            )
        return found

    return find
