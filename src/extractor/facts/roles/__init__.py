"""Who: people, each one once, with role and affiliation."""

from extractor.coref.mentions import nouns, pronoun_of
from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entities.couples import WIFE, coupled, styled, wives
from extractor.entities.naming import clean, fullest, mention, party_label
from extractor.entities.people import called, in_order, join, merge, namesakes, nicknames, surnames
from extractor.entity import Institution, Person
from extractor.facts.roles.affiliation import Linker
from extractor.facts.roles.lexicon import words_of
from extractor.facts.roles.linking import Bodies, beside_people, tables_of
from extractor.facts.roles.selection import contacts, role_of
from extractor.facts.roles.sequence import Mentions
from extractor.text.paragraphs import joins, on_one_line


def build(library: Library) -> Find:
    """The finder of people: each once, with all mentions, the role and the body, party or land (``models/people``)."""
    words, party, tables, near = words_of(library), party_label(library), tables_of(library), beside_people(library)
    alike, naming, joining = nicknames(library), nouns(library), joins(library)
    families = frozenset(row["name"] for row in library.table("people/families.tsv"))

    def find(doc: Doc, draft: Draft) -> list[Person]:
        names = [name for name in draft.names if name.label == "person"]
        text = on_one_line(draft.article.text, joining) if names else ""
        sequence = Mentions(text, names, party, words)
        asked = contacts(text, names, words)
        bodies = Bodies(draft.of(Institution))
        linker = Linker(text, bodies, draft.country, tables, near(doc, draft, names, bodies))
        found = []
        tails, forms = surnames(names), {name.text for name in names}
        told = {name.start: pronoun_of(text, name, naming, given=name.text not in tails) for name in names}
        told |= dict.fromkeys(wed := wives(names, text, told, families), WIFE)
        merged = merge(names, alike, told, coupled(names, text), namesakes(names, text))
        for number, (own, person) in enumerate(join(merged, text, words.alias), 1):
            role, affiliation = role_of(sequence, person, bodies, linker)
            if affiliation is not None and affiliation.institution_id is None and called(affiliation.text, forms):
                affiliation = None  # "a spokesman for Mayor Ana Brook"
            full = in_order(clean(fullest(name.text for name in own)))
            found.append(
                Person(
                    id=f"P{number}",
                    name=styled(own[0], full, text) if " " in full and own[0].start in wed else full,
                    role=role or next((asked[name.start] for name in person if name.start in asked), None),
                    affiliation=affiliation,
                    mentions=tuple(mention(name) for name in person),
                    rule=person[0].rule,
                )
            )
        return found

    return find
