"""Who is told something: the words behind a verb of saying that stand before what is said."""

from extractor.facts.quotes.speech import Speech
from extractor.text.phrases import FINITE
from extractor.text.syntax import lacks_agent, subject
from extractor.tree import Span, Token

_THINGS = frozenset({"NN", "NNS"})
_NAMES = frozenset({"NNP", "NNPS", "CD", "POS"})
_ARTICLES = frozenset({"DT", "PRP$", "JJ"})
_OPENS = frozenset({"DT", "PRP", "PRP$", "EX", "NNP", "CD"})
"""Tags of words with which a clause begins that has no "that", nouns apart."""
_ENDS = FINITE | {"TO"}
"""Tags of words behind which no more is told of who hears it."""
_LONGEST = 6


class Listeners:
    """Finds where what is said begins behind who is told it."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def behind(self, tree: Span, verb: Token) -> int | None:
        """Where a clause begins right behind who is told ("told the BBC [rents had doubled]"), whatever parsers see."""
        at, before, teller = verb.i + 1, verb, subject(verb)
        if at == tree.end:
            return None
        while at < tree.end - 1 and self._is_one(tree.doc[at], before):
            at, before = at + 1, tree.doc[at]
        at = self.that(tree, at, named=True) or at
        first, rest = tree.doc[at], tree.doc[at : tree.end]
        if not (before.tag_ in _NAMES or self._speech.shapes.hears(before)) or lacks_agent(verb):
            return None
        if first.lower_ != "that":
            beside = first.tag_ in _THINGS and len(rest) > 1 and rest[1].tag_ in _OPENS  # "the court clerk he was"
            named = first.tag_ in _NAMES  # "her colleague Ana Brook “I’m sorry”"
            other = any(word.lower_ == "that" or (named and word.is_quote) for word in rest[:_LONGEST])
            if beside or other or first.tag_ not in _OPENS | _THINGS | _ARTICLES:
                return None
        says = teller is None or self._speech.speaks(teller)  # "the work assured members' voices are heard"
        deeds = [word.tag_ for word in rest if word.tag_.startswith(("VB", "MD"))]
        does = any(deed in FINITE for deed in (deeds if first.lower_ == "that" else deeds[:1]))
        return at if says and does else None

    def _is_one(self, word: Token, before: Token) -> bool:
        """Whether a word is of those who are told something ("the BBC", "Channel 4's news"), ``before`` which it is."""
        hears = self._speech.shapes.hears
        if word.tag_ in _ARTICLES:
            return before.tag_.startswith("VB") or before.tag_ in _ARTICLES
        if hears(word):
            return word.tag_ == "NN" or before.tag_ not in _NAMES
        of_them = word.dep_ == "compound" and before.tag_ not in ("NNP", "NNPS") and hears(word.head)
        return (word.tag_ in _NAMES or of_them) and not hears(before)

    def that(self, tree: Span, at: int, *, named: bool = False) -> int | None:
        """Where "that" opens a clause behind where or to whom it was said: "[told them] in a briefing that it was".

        Behind verbs of telling also where a longer name goes on: "[told the BBC] reporter Ana Brook in Arlen that".
        """
        ahead = tree.doc[at : tree.end - 1]
        that = next((word.i for word in ahead if word.lower_ in ("that", ";") or word.tag_ in _ENDS), None)
        if that is None or tree.doc[that].lower_ != "that":
            return None
        near = that - at <= _LONGEST and tree.doc[at].lower_ in self._speech.words["where"]
        opens = near or (named and any(word.tag_ in _NAMES for word in tree.doc[at:that]))
        told = tree.doc[that - 1].lower_ in self._speech.words["hearsay"] | self._speech.feelings
        opens = opens and not told and not tree.doc[that + 1].tag_.startswith(("VB", "MD"))
        return that if opens else None  # not "in reply to claims that"
