"""The verb around words in marks that are part of a sentence: "he called it “a loss for all of us”"."""

from collections.abc import Iterator

from extractor.coref.context import Context
from extractor.coref.mentions import mention_of
from extractor.facts.quotes.claims import answered
from extractor.facts.quotes.cues import Attribution, Cues, is_of_thing
from extractor.facts.quotes.sources import sender
from extractor.facts.quotes.speech import FORMS
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import lacks_agent, subject
from extractor.tree import Token

_TOLD = frozenset({"VBD", "VBZ", "VBN"})
_OBJECTS = frozenset({"dobj", "oprd"})


class Around(Cues):
    """Finds who says words in marks by the verbs above them in the tree."""

    def around(self, context: Context, quoted: Quoted) -> Attribution | None:
        """The verb above a quotation that is part of a sentence (``he called it “a loss for all of us”``).

        The nearest verb of saying that somebody does, or else the nearest verb that may have words quoted.
        """
        token = context.parsed(quoted.start)
        if token is None:
            return None
        if (denied := answered(token, self._speech)) is not None:
            return Attribution(None, denied.place, "around")
        floor, shapes = context.paragraph_start(quoted.outer_start), self._speech.shapes
        found: list[tuple[tuple[bool, ...], Attribution]] = []
        for verb, quoted_as in (*self._naming(context, quoted), *_above(token)):
            reports = quoted_as == "done" and shapes.only_reports(verb)
            if (quoted_as == "said" or not found) and shapes.may_say(verb) and not reports:
                beside = verb.at >= floor and context.quoted_at(verb.at) is None and not lacks_agent(verb)
                noun = self.doer(verb) if beside else None
                if noun is not None and (named := self.set_in(context, verb, noun)) is not None:
                    return Attribution(named, verb.place, "around")
                if noun is not None and self._speech.is_paper(noun):
                    noun = sender(verb, self._speech) or noun
                if noun is None or noun.lower_ in self._speech.words["day"]:
                    continue
                if context.quoted_at(noun.at) is None and not self._is_thing(noun, verb):
                    direct = verb.lower_ in self._speech.direct
                    rank = (noun.lower_ in self._speech.words["pointing"], not self._speech.speaks(noun), not direct)
                    mention = mention_of(context, noun)
                    who = None if is_of_thing(context, verb, mention) else mention
                    found.append((rank, Attribution(who, verb.place, "around")))
        return min(found, key=lambda item: item[0])[1] if found else self._meaning(context, quoted, token)

    def _meaning(self, context: Context, quoted: Quoted, token: Token) -> Attribution | None:
        """Who does what any verb says that a quoted clause with "that" depends on (``she made clear that “…”``)."""
        if not FORMS.that.search(context.text, max(0, quoted.outer_start - len("that  ")), quoted.outer_start):
            return None
        for verb in token.ancestors:
            noun = subject(verb) if verb.tag_ in _TOLD and verb.i < token.i and not lacks_agent(verb) else None
            known = noun is not None and noun.lower_ not in self._speech.words["pointing"] and self._speech.speaks(noun)
            if noun is not None and known and noun.i < verb.i:
                return Attribution(mention_of(context, noun), verb.place, "around")
        return None

    def _naming(self, context: Context, quoted: Quoted) -> Iterator[tuple[Token, str]]:
        """A verb of judging with its object right before a quotation (``called the council “…”``)."""
        before = context.parsed(quoted.outer_start - 1) if quoted.outer_start else None
        for verb in _ending(before) if before is not None else ():
            if self._speech.shapes.calls(verb):
                yield verb, "said"

    def _is_thing(self, noun: Token, verb: Token) -> bool:
        """Whether a noun is a thing that does what a verb tells rather than says so ("the era of “…” has begun")."""
        if noun.tag_ != "NN" or self._speech.speaks(noun) or self._speech.is_paper(noun):
            return self._speech.nouns.roles.get(noun.lower_) == "part"
        known = self._speech.verbs.get(verb.lower_)
        return known is None or known.clause != "bare"


def _ending(token: Token) -> Iterator[Token]:
    """The token and those above it whose phrases end with it ("[called the council] …")."""
    yield token
    for higher in token.ancestors:
        if higher.right_edge.i != token.i:
            return
        yield higher


def _above(token: Token) -> Iterator[tuple[Token, str]]:
    """The token and those above it, and as what it stands below them: ``said``, ``done`` to or ``beside``.

    What somebody says is a clause ("he said [the council believed …]"), what is done to something its object.
    Each is followed by the verbs set in before it.
    """
    below = token
    for verb in (token, *token.ancestors):
        yield verb, "said" if below.dep_ in ("ccomp", "xcomp") else "done" if below.dep_ in _OBJECTS else "beside"
        for child in verb.lefts:
            if child.dep_ in ("ccomp", "parataxis") and child.right_edge.i < token.i:
                yield child, "said"
        below = verb
