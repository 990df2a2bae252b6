"""What the tables in ``models/quotes`` say about the words of speech."""

import re
from functools import cache

from msgspec import Struct

from extractor.coref.mentions import nouns
from extractor.data import Library
from extractor.regex import alternatives, compiled
from extractor.tree import Token

FIRST_PERSON = re.compile(r"\b(?:I|we|We|my|My|our|Our|us|me)\b")
"""Mention by which a speaker speaks of himself."""


_SPEAKERS = frozenset({"NNP", "NNPS", "PRP", "WP"})
_SPEAKING = frozenset({"self", "body", "text", "nobody", "title"})


class Verb(Struct, frozen=True):
    """A verb of saying: whether it may stand beside a direct quotation, and the clauses that it introduces."""

    name: str
    direct: bool
    clause: str
    infinitive: str


class Speech:
    """The words of speech.

    Attributes:
        verbs: every form of every verb of saying, in small letters.
        verb: matches any of these forms, and nothing else, as a whole word.
        parts: forms whose subject may speak words quoted in the sentence, among them verbs of judging (dismissed).
        nouns: those that stand for people and bodies.
        words: the words of each class of ``words.tsv``, which says what they are.
        feelings: nouns by which verbs like "express" introduce a clause (hope).
        occasion, introducers, statement, aside: match those words of their classes where they count.
        reporting: matches a verb of saying that introduces a clause with "that".
    """

    def __init__(self, library: Library) -> None:
        self.verbs: dict[str, Verb] = {}
        self.parts = set[str]()
        for row in library.table("quotes/verbs.tsv"):
            verb = Verb(row["verb"], row["direct"] == "yes", row["clause"], row["infinitive"])
            forms = row["forms"].split()
            if row["direct"] != "no" or verb.clause != "no":
                self.parts.update(forms)
            if verb.direct or verb.clause != "no" or verb.infinitive != "no":
                self.verbs.update(dict.fromkeys(forms, verb))
        words = library.sets("quotes/words.tsv", "class", "word")
        self.words, self.nouns = words, nouns(library)
        self.feelings = library.words("quotes/feelings.tsv", "noun")
        self.verb = compiled(rf"\b{alternatives(self.verbs)}\b", re.IGNORECASE)
        self.statement = compiled(rf"\b{alternatives(words['statement'])}\b", re.IGNORECASE)
        self.aside = compiled(
            rf"(?:,|\s[–—-]{{1,2}})\s+{alternatives(words['aside'])}\b|(?<=[’'”\"])\s+{alternatives(words['unquoted'])}\b"
        )
        self.reporting = compiled(rf"\b{alternatives(self.verbs)} that\b")
        self.occasion = compiled(rf"{alternatives(map(str.title, words['occasion']))}\b")
        self.introducers = compiled(rf"\b{alternatives(words['introducer'])}[\s,:]*$", re.IGNORECASE)

    def speaks(self, noun: Token) -> bool:
        """Whether a noun may stand for somebody who speaks: a name, a pronoun, a role or a body; a paper does not."""
        forms = _singulars(noun.lower_)
        role = any(self.nouns.roles.get(form) in _SPEAKING or form in self.nouns.bodies for form in forms)
        return role or noun.tag_ in _SPEAKERS or noun.text.isupper()

    def is_paper(self, noun: Token) -> bool:
        """Whether a noun is what somebody says or sends (letters, speech)."""
        kinds = {self.nouns.roles.get(form) for form in _singulars(noun.lower_)}
        return "paper" in kinds or self.statement.fullmatch(noun.lower_) is not None

    def is_thing(self, phrase: str) -> bool:
        """Whether a phrase in small letters has no word for people or bodies, alone or in the plural."""
        forms = {form for word in phrase.lower().split() for form in _singulars(word)}
        told = {self.nouns.roles.get(form) for form in forms} - {None, "paper", "part"}
        pronoun = self.nouns.pronouns.get(phrase.lower())
        people = pronoun is not None and (pronoun.stands == "person" or pronoun.form == "they")
        return phrase[1:].islower() and not (told or people) and forms.isdisjoint(self.nouns.bodies)


def _singulars(word: str) -> tuple[str, ...]:
    """A word in small letters, and what it may be the plural of."""
    return (word, word.removesuffix("s"), re.sub("ies$", "y", word))


read = cache(Speech)
