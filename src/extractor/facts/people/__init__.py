"""Who: people, each one once, with role and affiliation."""

from spacy.tokens import Doc

from extractor.data import Library
from extractor.facts.draft import Draft, Find
from extractor.facts.entities import clean, fullest, mention
from extractor.facts.party import party_label
from extractor.facts.people.bodies import Bodies
from extractor.facts.people.contacts import contacts
from extractor.facts.people.lexicon import words_of
from extractor.facts.people.merge import merge, nicknames
from extractor.facts.people.roles import role_of
from extractor.facts.people.row import Row
from extractor.paragraphs import joins, on_one_line
from extractor.record import Person


def build(library: Library) -> Find:
    """The finder of people."""
    words, party = words_of(library), party_label(library)
    alike, joining = nicknames(library), joins(library)

    def find(_: Doc, draft: Draft) -> list[Person]:
        names = [name for name in draft.names if name.label == "person"]
        text = on_one_line(draft.article.text, joining) if names else ""
        row = Row(text, names, party, words)
        asked = contacts(text, names)
        bodies = Bodies(draft.institutions)
        found = []
        for number, person in enumerate(merge(names, alike), 1):
            role, affiliation = role_of(row, person, bodies)
            found.append(
                Person(
                    id=f"P{number}",
                    name=clean(fullest(name.text for name in person)),
                    role=role or next((asked[name.start] for name in person if name.start in asked), None),
                    affiliation=affiliation,
                    mentions=tuple(mention(name) for name in person),
                    rule=person[0].rule,
                )
            )
        return found

    return find
