"""The words of speech: verbs of saying, nouns for those who speak, and the patterns that are built of both."""

from functools import cache

from msgspec import Struct

from extractor.coref.mentions import nouns, singulars
from extractor.data import Library, Patterns
from extractor.regex import alternatives, compiled, whole_words
from extractor.text.shapes import Shapes
from extractor.tree import Token

FORMS = Patterns("quotes/patterns.tsv")

_SPEAKING = frozenset({"self", "body", "text", "nobody", "title"})


class Verb(Struct, frozen=True):
    """A verb of saying: whether it may stand beside a direct quotation, and the clauses that it introduces."""

    name: str
    direct: bool
    clause: str
    infinitive: str


class Speech(Patterns):
    """The words of speech, and the patterns of ``models/quotes/beside.tsv``.

    Attributes:
        verbs: every form of every verb of saying, in small letters; ``verb`` finds them in a text.
        parts: forms whose subject may speak words quoted in the sentence, among them verbs of judging (dismissed).
        direct: forms that may stand beside a direct quotation.
        nouns: those that stand for people and bodies.
        words: the words of each class of ``words.tsv``, which says what they are.
        shapes: how a verb of saying, or what it says, stands in its tree.
        feelings: nouns by which verbs like "express" introduce a clause (hope).
        occasion: matches such a word with a capital.
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
        self.direct = {form for form, verb in self.verbs.items() if verb.direct}
        words = library.sets("quotes/words.tsv", "class", "word")
        self.words, self.nouns = words, nouns(library)
        clauses = {form for form, verb in self.verbs.items() if verb.clause in ("bare", "that")}
        classes = words | {"direct": self.direct, "clauses": clauses, "parts": self.parts}
        self.shapes = Shapes("quotes/shapes.tsv", library, classes, FORMS.by_name.get, speaks=self.speaks)
        self.feelings = library.words("quotes/feelings.tsv", "noun")
        self.occasion = compiled(rf"{alternatives(map(str.title, words['occasion']))}\b")
        titles = alternatives(
            word.title() for word, kind in self.nouns.roles.items() if kind == "self" and word.isalpha()
        )
        parts = {f"{class_}_words": alternatives(each) for class_, each in words.items()}
        self.verb = whole_words(self.verbs)
        super().__init__(
            "quotes/beside.tsv", library, parts | {"verb_words": alternatives(self.verbs), "title_words": titles}
        )

    def speaks(self, noun: Token) -> bool:
        """Whether a noun may stand for somebody who speaks: a name, a pronoun, a role or a body; a paper does not."""
        forms = singulars(noun.lower_)
        role = any(self.nouns.roles.get(form) in _SPEAKING or form in self.nouns.bodies for form in forms)
        return role or noun.tag_ in ("NNP", "NNPS", "PRP", "WP") or noun.text.isupper()

    def is_paper(self, noun: Token) -> bool:
        """Whether a noun is what somebody says or sends (letters, speech)."""
        named = noun.tag_ == "NNP" and any(part.tag_ == "NNP" for part in noun.under("compound"))  # "Harbour Review"
        return not named and self.is_of_paper(noun.lower_)

    def is_of_paper(self, phrase: str) -> bool:
        """Whether the last word of a phrase is one for such a paper."""
        last = phrase.lower().rpartition(" ")[2]
        kinds = {self.nouns.roles.get(form) for form in singulars(last)}
        return "paper" in kinds or self.statement.fullmatch(last) is not None

    def is_thing(self, phrase: str) -> bool:
        """Whether a phrase in small letters has no word for people or bodies, alone or in the plural."""
        forms = {form for word in phrase.lower().split() for form in singulars(word)}
        told = {self.nouns.roles.get(form) for form in forms} - {None, "paper", "part"}
        pronoun = self.nouns.pronouns.get(phrase.lower())
        people = pronoun is not None and (pronoun.stands in ("person", "one") or pronoun.form == "they")
        return phrase[1:].islower() and not (told or people) and forms.isdisjoint(self.nouns.bodies)


read_speech = cache(Speech)
