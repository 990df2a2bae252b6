"""The body of which the lead tells first, where neither its words nor the model show one: "Foodbarrow has launched"."""

import re
from collections.abc import Iterator

from extractor.draft import Draft
from extractor.entities.candidates.candidate import SURE, Candidate
from extractor.entities.candidates.lexicon import Lexicon, is_ordinary
from extractor.entities.context_cues import ISSUER, Beside
from extractor.entities.naming import FORMS, spells
from extractor.text.capitals import Capitals
from extractor.text.spans import Spans

_WEIGHT = 4.4
_MOST_WORDS, _FEWEST_PLACES = 6, 3


def find_issuer(
    capitals: Capitals, known: Lexicon, near: Beside, draft: Draft, others: list[Candidate]
) -> Iterator[Candidate]:
    """Each place of the name that opens the lead and does something there, and that the text tells of as of a body.

    The name stands three times or more, or twice and letters of it in brackets; ``others`` are the names that rules
    see: what opens one is none of its own.
    """
    text, words = capitals.text, capitals.words
    lead, line = draft.structure.lead, draft.dateline
    if lead is None:
        return
    start = line.end if line and lead.start <= line.start < lead.end else lead.start
    before = FORMS.before_issuer.match(text, start, lead.end)
    first = capitals.first_at(before.end()) if before else len(words)
    if before is None or first == len(words) or words[first].start != before.end():
        return
    clear = [each for each in others if not each.rule.startswith("model") or each.sure >= SURE]
    last = first
    while capitals.linked(last + 1, "word"):
        last += 1
    begin, end = words[first].start, words[last].end
    does = FORMS.issues.match(text, end)
    if does is None or last - first >= _MOST_WORDS or Spans(clear).touching(begin, end):
        return
    name = capitals.phrase(first, last)
    short = does["short"] if does["short"] and spells(does["short"].upper(), name) else None
    if not _may_be_body(name, text, known) or (is_ordinary(name, known) and not short):
        return
    places = [at for at in range(len(words)) if _stands(capitals, at, name, last - first)]
    told = short or does["its"] or does["trade"] or near.apposed(text, end) or near.nominal(text)
    if told and len(places) + bool(short) >= _FEWEST_PLACES:
        for at in places:
            yield Candidate(words[at].start, words[at + last - first].end, "institution", ISSUER, _WEIGHT)
        if short:
            yield Candidate(does.start("short"), does.end("short"), "institution", ISSUER, _WEIGHT)


def _may_be_body(name: str, text: str, known: Lexicon) -> bool:
    """Whether no word of a name (plain) tells that it is a person's, a place's or none at all."""
    words = name.split()
    if words[0].title() in known.given or words[-1] in known.titles.values or known.atlas.look_up(name):
        return False
    if words[-1] in known.demonyms or any(word.lower() in known.saying for word in words):
        return False
    small = re.search(rf"(?<![\w@./#]){re.escape(name.lower())}(?![\w.]\w)", text)
    return small is None and name not in known.refused and name not in known.families


def _stands(capitals: Capitals, at: int, name: str, more: int) -> bool:
    """Whether the name stands at a word and is no part of a longer one, but in a headline, where all is in capitals."""
    words = capitals.words
    if at + more >= len(words) or capitals.phrase(at, at + more) != name:
        return False
    return words[at].heading or not (words[at].link == "word" or capitals.linked(at + more + 1, "word"))
