"""What the tables in ``models/quotes`` say about the words of speech."""

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cache

from msgspec import Struct
from spacy.tokens import Token

from extractor.data import Library
from extractor.entities.party import party_label
from extractor.regex import compiled

FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me)\b")
"""Words by which a speaker speaks of himself."""


_SPEAKERS = frozenset({"NNP", "NNPS", "PRP", "WP"})
_SPEAKING = frozenset({"self", "body", "text", "nobody", "title"})


class Verb(Struct, frozen=True):
    """A verb of saying: whether it may stand beside a direct quotation, and the clauses that it introduces."""

    name: str
    direct: bool
    clause: str
    infinitive: str


class Speech(Struct, frozen=True):
    """The words of speech.

    Attributes:
        verbs: every form of every verb of saying, in small letters.
        verb: matches any of these forms, and nothing else, as a whole word.
        parts: forms whose subject may speak words quoted in the sentence, among them verbs of judging (dismissed).
        plain: plain forms and forms in -s that are hardly ever nouns.
        closing: verbs that stand before their speaker at the end of a sentence.
        feelings: nouns by which verbs like "express" introduce a clause (hope).
        roles: nouns that stand for who speaks (senator, spokesman, Mr): self, body, paper, text, nobody, title.
        offices: titles that only the holder of an office bears (president, prime minister).
        apart: words before an office that make it another one (shadow, vice).
        shortened: offices in full by the letters that stand for them (pm).
        bodies: nouns that stand for a body (union, firm), and the type of institution.
        genders: words that tell a person's pronoun (Mr, chairwoman).
        given: given names that do.
        days: words for days, which parsers take for the subject ("Ana Brook today said").
        introducers: words before a quoted expression that make it a name or a term (called, entitled).
        party: the party and seat behind a name.
        statement: nouns for what somebody has said (statement, remarks).
    """

    verbs: dict[str, Verb]
    verb: re.Pattern[str]
    parts: frozenset[str]
    plain: frozenset[str]
    closing: frozenset[str]
    feelings: frozenset[str]
    roles: dict[str, str]
    offices: frozenset[str]
    apart: frozenset[str]
    shortened: dict[str, str]
    bodies: dict[str, str]
    genders: dict[str, str]
    given: dict[str, str]
    days: frozenset[str]
    introducers: re.Pattern[str]
    statement: re.Pattern[str]
    party: re.Pattern[str]

    def speaks(self, noun: Token) -> bool:
        """Whether a noun may stand for somebody who speaks: a name, a pronoun, a role or a body; a paper does not."""
        form = noun.lower_
        return noun.tag_ in _SPEAKERS or self.roles.get(form) in _SPEAKING or form in self.bodies

    def is_paper(self, noun: Token) -> bool:
        """Whether a noun is what somebody says or sends (letters, speech)."""
        form = noun.lower_
        kinds = (self.roles.get(form), self.roles.get(form.removesuffix("s")))
        return "paper" in kinds or self.statement.fullmatch(form) is not None


@cache
def read(library: Library) -> Speech:
    """The words of speech as the tables give them.

    Raises:
        DataError: a table is faulty.
    """
    verbs, parts = {}, set()
    for row in library.table("quotes/verbs.tsv", "verb", "forms", "direct", "clause", "infinitive"):
        if row["direct"] not in ("yes", "part", "no") or row["clause"] not in ("bare", "that", "noun", "no"):
            row.fail("direct is yes, part or no; clause is bare, that, noun or no")
        if row["infinitive"] not in ("yes", "on", "no"):
            row.fail("infinitive is yes, on or no")
        verb = Verb(row["verb"], row["direct"] == "yes", row["clause"], row["infinitive"])
        forms = row["forms"].split()
        if row["direct"] != "no" or verb.clause != "no":
            parts.update(forms)
        if verb.direct or verb.clause != "no" or verb.infinitive != "no":
            verbs.update(dict.fromkeys(forms, verb))
    genders = {row["word"]: row["pronoun"] for row in library.table("quotes/genders.tsv", "word", "pronoun")}
    introducers = [row["words"] for row in library.table("quotes/introducers.tsv", "words")]
    statements = [row["noun"] for row in library.table("quotes/statements.tsv", "noun")]
    return Speech(
        verbs=verbs,
        verb=compiled(rf"\b{alternatives(verbs)}\b", re.IGNORECASE),
        roles=_roles(library),
        offices=_offices(library),
        apart=frozenset(row["word"] for row in library.table("quotes/apart.tsv", "word")),
        parts=frozenset(parts),
        closing=frozenset(row["verb"] for row in library.table("quotes/closing.tsv", "verb")),
        feelings=frozenset(row["noun"] for row in library.table("quotes/feelings.tsv", "noun")),
        plain=frozenset(row["form"] for row in library.table("quotes/plain.tsv", "form")),
        shortened={row["letters"]: row["office"] for row in library.table("quotes/shortened.tsv", "letters", "office")},
        bodies={row["noun"]: row["type"] for row in library.table("quotes/bodies.tsv", "noun", "type")},
        genders=genders,
        given={row["name"]: row["pronoun"] for row in library.table("quotes/given.tsv", "name", "pronoun")},
        days=frozenset(row["day"] for row in library.table("quotes/days.tsv", "day")),
        statement=compiled(rf"\b{alternatives(statements)}\b", re.IGNORECASE),
        party=party_label(library),
        introducers=compiled(rf"\b{alternatives(introducers)}[\s,:]*$", re.IGNORECASE),
    )


def _offices(library: Library) -> frozenset[str]:
    titles = library.table("people/titles.tsv", "title", "kind")
    return frozenset(row["title"].lower() for row in titles if row["kind"] == "office")


def _roles(library: Library) -> dict[str, str]:
    titles = [row["title"].lower() for row in library.table("people/titles.tsv", "title", "kind")]
    nouns = [row["word"] for row in library.table("people/roles.tsv", "word", "use") if row["use"] == "noun"]
    roles = dict.fromkeys(titles, "title") | dict.fromkeys(nouns, "self")
    for row in library.table("quotes/roles.tsv", "noun", "speaks"):
        if row["speaks"] not in ("self", "body", "paper", "text", "nobody"):
            row.fail("speaks is self, body, paper, text or nobody")
        roles[row["noun"]] = row["speaks"]
    return roles


def alternatives(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, grouped by first letters so that it fails fast."""
    groups = defaultdict(list)
    for word in sorted(set(words), key=lambda word: (-len(word), word)):
        groups[word[:2]].append(re.escape(word[2:]))
    branches = (f"{re.escape(start)}(?:{'|'.join(ends)})" for start, ends in sorted(groups.items()))
    return f"(?:{'|'.join(branches)})"
