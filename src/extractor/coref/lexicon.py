"""What the tables in ``models/coref`` say about the nouns that stand for people and bodies."""

import re
from functools import cache

from msgspec import Struct

from extractor.data import Library
from extractor.entities.party import party_label


class Nouns(Struct, frozen=True):
    """Nouns that stand for somebody, and what tells of whom.

    Attributes:
        roles: nouns that stand for who speaks (senator, spokesman, Mr): self, body, paper, text, nobody, title.
        offices: titles that only the holder of an office bears (president, prime minister).
        apart: words before an office that make it another one (shadow, vice).
        shortened: offices in full by the letters that stand for them (pm).
        bodies: nouns that stand for a body (union, firm), and the type of institution.
        genders: words that tell a person's pronoun (Mr, chairwoman).
        given: given names that do.
        party: the party and seat behind a name.
        saying: forms of verbs of saying, by which one is asked ("asked by Ms Brook, she").
    """

    roles: dict[str, str]
    offices: frozenset[str]
    apart: frozenset[str]
    shortened: dict[str, str]
    bodies: dict[str, str]
    genders: dict[str, str]
    given: dict[str, str]
    party: re.Pattern[str]
    saying: frozenset[str]


@cache
def nouns(library: Library) -> Nouns:
    """The nouns as the tables give them.

    Raises:
        DataError: a table is faulty.
    """
    titles = library.table("people/titles.tsv", "title", "kind")
    verbs = library.table("quotes/verbs.tsv", "verb", "forms", "direct", "clause", "infinitive")
    return Nouns(
        roles=_roles(library),
        offices=frozenset(row["title"].lower() for row in titles if row["kind"] == "office"),
        apart=frozenset(row["word"] for row in library.table("coref/apart.tsv", "word")),
        shortened={row["letters"]: row["office"] for row in library.table("coref/shortened.tsv", "letters", "office")},
        bodies={row["noun"]: row["type"] for row in library.table("coref/bodies.tsv", "noun", "type")},
        genders={row["word"]: row["pronoun"] for row in library.table("coref/genders.tsv", "word", "pronoun")},
        given={row["name"]: row["pronoun"] for row in library.table("coref/given.tsv", "name", "pronoun")},
        party=party_label(library),
        saying=frozenset(form for row in verbs for form in row["forms"].split()),
    )


def _roles(library: Library) -> dict[str, str]:
    titles = [row["title"].lower() for row in library.table("people/titles.tsv", "title", "kind")]
    told = [row["word"] for row in library.table("people/roles.tsv", "word", "use") if row["use"] == "noun"]
    roles = dict.fromkeys(titles, "title") | dict.fromkeys(told, "self")
    for row in library.table("coref/speakers.tsv", "noun", "speaks"):
        if row["speaks"] not in ("self", "body", "paper", "text", "nobody"):
            row.fail("speaks is self, body, paper, text or nobody")
        roles[row["noun"]] = row["speaks"]
    return roles
