"""Indirect speech: the content clauses of verbs of saying, and what stands beside "according to"."""

from collections.abc import Iterator

from msgspec.structs import replace

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of
from extractor.draft import Sentence
from extractor.facts.quotes.claims import is_claim, is_statement
from extractor.facts.quotes.clauses import Clauses, Pieces
from extractor.facts.quotes.cues import Attribution, is_of_thing, named_before
from extractor.facts.quotes.reported import Report, according, before_cue, closing, fresh, names, passes_on
from extractor.facts.quotes.reported_span import ReportedSpan
from extractor.facts.quotes.sources import said_by, source
from extractor.facts.quotes.speech import FORMS, Speech, Verb
from extractor.text.phrases import FINITE
from extractor.text.sentences import within
from extractor.text.syntax import lacks_agent, own_subjects, subject
from extractor.tree import Span, Token, Tree

_TITLES_LENGTH = 40
_PRESENT = frozenset({"VBZ", "VBP", "VB"})


class IndirectSpeech:
    """Finds indirect speech in parsed sentences: the reported words (code points) and who says them."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        self._clauses, self._span = Clauses(speech), ReportedSpan(speech)
        self._forms = {*speech.verbs, *speech.words["source"]}

    def reports(
        self, context: Context, heard: list[tuple[int, int]], cues: dict[int, Mention | None]
    ) -> Iterator[Report]:
        """The article's reported clauses in order but for direct quotations ``heard`` and words of their ``cues``."""
        heard, places = sorted(heard), sorted(cues)
        for sentence in context.draft.sentences:
            for whole in self._in_sentence(context, sentence):
                report = before_cue(context.text, whole, places, cues)
                named = cues.get(report.attribution.cue[0]) if report.attribution.cue else None
                tells = named is not None and report.start <= named.head < report.end
                if not (tells or self._credits(context, report, cues)) and fresh(context.text, report, heard):
                    yield report

    def _credits(self, context: Context, report: Report, cues: dict[int, Mention | None]) -> bool:
        """Whether it but names who has it from one who is quoted in it ("[Bell told us that “…”], Gazeta reported")."""
        cue = report.attribution.cue
        if cue is None or context.text[slice(*cue)].lower() not in self._speech.words["crediting"]:
            return False
        inside = (who for at, who in cues.items() if report.start <= at < report.end <= cue[0])
        return any(who is not None and report.start <= who.head < report.end for who in inside)

    def attribution(self, context: Context, at: int) -> Attribution | None:
        """Who says what the sentence at a place reports, by a name or noun; the last one where several do."""
        reports = self._in_sentence(context, context.sentence(at))
        told = [report.attribution for report in reports if report.attribution.mention]
        return told[-1] if told and told[-1].rule != "wish" else None

    def _in_sentence(self, context: Context, sentence: Sentence) -> Iterator[Report]:
        if (tree := sentence.tree) is None:
            return
        words = within(sentence, self._forms)
        found = [report for word in words if (report := self._report(context, tree, word)) is not None]
        for place, report in enumerate(found):
            inside = any(other.start <= report.start and report.end <= other.end for other in found[:place])
            if not inside and not any(names(report, other) for other in found):
                yield report

    def _report(self, context: Context, tree: Span, token: Token) -> Report | None:
        """What the sentence reports by this token, which may stand inside it."""
        if context.quoted_at(token.at) is not None:
            return None
        known = self._speech.verbs.get(token.lower_)
        if known is None:
            attribution, pieces = according(context, tree, token, self._speech)
        elif not self._is_spoken(context, token) or passes_on(context, token, self._speech):
            return None
        elif self._is_said(context, token, known, noun := source(token, self._speech)):
            attribution, pieces = self._told(context, tree, token, known, noun)
        else:
            return None
        whole, speech = _joined(context, tree.doc, pieces), self._speech
        if not whole or _is_relative(token, whole[0], speech) or not is_statement(tree.doc[slice(*whole)], speech):
            return None
        return self._span.report(context, *tree.doc.stretch(*whole), attribution)

    def _is_spoken(self, context: Context, verb: Token) -> bool:
        """Whether a verb may report: no question, nor what one is to do, points at or is asked ("asked, he said")."""
        misread = verb.tag_ == "NNS" and own_subjects(verb) and verb.under("ccomp")  # "the ministry [claims] it sank"
        spoken = (verb.tag_.startswith("VB") and verb.dep_ != "amod") or bool(misread)
        asked = context.text[slice(*context.bounds(verb.at))].rstrip().endswith("?")
        to_reader = verb.tag_ == "VB" and subject(verb) is None and not any(child.dep_ == "aux" for child in verb.lefts)
        before = next((token for token in reversed(verb.doc[: verb.i]) if not token.is_space), verb)
        pointing = verb.tag_ in ("VBD", "VBN") and before.tag_ in ("DT", "PDT")
        pointing = pointing and (before.lower_ == "the" or before.head is not verb)  # "Some said it was late"
        asks = verb.lower_ in self._speech.words["asked"] and before.lower_ in (",", "when")
        behind = verb.doc[verb.i + 1 : verb.sent.end] if asks else ()
        answers = (each for each in behind if each.lower_ in self._speech.verbs and each.tag_ in FINITE)
        asked = asked or any(each.nbor(-1).text == "," for each in answers)
        return spoken and not (asked or to_reader or pointing)

    def _is_said(self, context: Context, verb: Token, known: Verb, noun: Token | None) -> bool:
        """Whether somebody says something by the verb; ``noun`` is its source."""
        if noun is not None and verb.i == verb.sent.start and verb.tag_ in _PRESENT:  # "Says Mayor Owes Tax"
            return False
        if noun is not None and noun.i > verb.i and context.quoted_at(noun.at) is not None:  # "chanting “Justice”"
            return False
        if noun is not None and self._speech.nouns.roles.get(noun.lower_) == "part":
            return False
        if noun is not None and not (noun.tag_ == "NNS" or self._speech.is_paper(noun)):
            thing = not self._speech.speaks(noun) or context.in_law(noun.at)
            if thing and verb.tag_ in ("VB", "VBG"):  # "the time passed, leading them to ask if"
                return False
        return is_claim(verb, known, noun, self._speech)

    def _told(
        self, context: Context, tree: Span, verb: Token, known: Verb, noun: Token | None
    ) -> tuple[Attribution, Pieces]:
        attribution = self._attribution(context, verb, noun)
        if known.direct and (pieces := closing(tree, verb, self._speech, apart=True)):
            return attribution, pieces
        pieces = self._clauses.content(tree, verb, known)
        if not pieces and (wish := self._clauses.wish(tree, verb, known)):
            return replace(attribution, rule="wish"), wish
        pieces = pieces or self._clauses.rest(tree, verb, known)
        return attribution, pieces or (closing(tree, verb, self._speech) if known.direct else [])

    def _attribution(self, context: Context, verb: Token, noun: Token | None) -> Attribution:
        cue = verb.place
        if verb.tag_ == "VBG" and (beside := said_by(context, verb, cue[0], self._speech)) is not None:
            return Attribution(beside, cue, "clause")
        dated = noun is not None and context.label(noun.at) == "DATE" and _is_date(noun)  # "On 9 March, for …"
        named = noun is not None and not dated and noun.lower_ not in self._speech.words["day"]
        mention = mention_of(context, noun) if noun is not None and named else None
        if mention is not None and is_of_thing(context, verb, mention):
            return Attribution(None, cue, "clause")
        if mention is None:
            mention = None if lacks_agent(verb) else _beside(context, *cue)
        return Attribution(mention, cue, "clause")


def _is_date(noun: Token) -> bool:
    return noun.tag_ == "NNP" or (noun.tag_ == "CD" and noun.i > 0 and noun.nbor(-1).lower_ != "no")  # "No 10 said"


def _joined(context: Context, doc: Tree, pieces: Pieces) -> tuple[int, int] | None:
    """One clause of two pieces around an attribution ("the pier, he said, will be rebuilt"); None for direct speech."""
    if len(pieces) > 1 and context.quoted_at(doc[pieces[0][0]].at) is not None:
        return None
    start, end = (pieces[0][0], pieces[-1][1]) if pieces else (0, 0)
    while start < end and doc[end - 1].dep_ == "cc":
        end -= 1
    return (start, end) if start < end else None


def _is_relative(verb: Token, start: int, speech: Speech) -> bool:
    """Whether a clause only tells who or what is meant ("a plan [which she said had failed]", "said [who it was]")."""
    first, told, opening = verb.doc[start], verb.doc[start + 2 : verb.i], verb.left_edge
    whole = not any(token.text == "," for token in verb.doc[opening.i : verb.i])
    if whole and opening.lower_ in speech.words["measure"]:
        return True  # "proud of what they believed he had done", "more than he says he needs"
    if first.tag_ not in ("WDT", "WP", "WP$") and first.lower_ != "that":
        return False
    if first.i > verb.i:
        return first.lower_ != "that" and first.head.head is verb
    return not any(token.text == "," for token in told)  # "What matters, she said, is that"


def _beside(context: Context, start: int, end: int) -> Mention | None:
    """The person named right before or right after a verb, where the parser sees no subject."""
    opening, closing = context.bounds(start)
    if (before := named_before(context, opening, start)) is not None:
        return before
    after = next(iter(context.named(end, min(closing, end + _TITLES_LENGTH))), None)
    return after if after is not None and FORMS.short_titles.fullmatch(context.text, end, after.start) else None
