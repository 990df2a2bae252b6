"""How many: numbers of amendments and of other legislative things, and how far these have come."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from typing import Any

from extractor.data import Library, late
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entity import Institution, Instrument
from extractor.fact import Amendments, Count, Vote
from extractor.facts.counts.readings import COUNTS, STAGES, Counted, Counting
from extractor.regex import compiled
from extractor.rules.compiler import grammar
from extractor.rules.gazetteer import Phrases, listed, merged
from extractor.rules.lexer import Word, forms
from extractor.rules.matcher import Matcher
from extractor.text.numbers import numbers
from extractor.text.sentences import Sentences
from extractor.text.spans import Spans

_MARK, _NOUN, _SINGLE = "counted", "noun", ("one", "seat", "piece")
_MORE = ("more", "further")  # things of another sort that share a verb: "adopted six resolutions and two decisions"
_BEFORE, _AFTER = 120, 300
"""Code points around a counted noun in which its number stands, and numbers that leave it out."""
_BODY, _PEOPLE = "body", "member"  # what a noun needs and a unit whose things come no further: seats, votes, voters
_BODIES = ("legislature", "committee", "court", "local_government", "intergovernmental", "party")
"""Types of bodies whose name says that a sentence speaks of a body."""
_AROUND_ONLY = "law"
"""Of this the sentence must speak beside the counted noun: "two bills" does not speak of law by itself."""


def build(library: Library) -> Find:
    """The finder of counted parts of bills, members and amendments, and of what became of them (``models/counts``)."""
    units = {row["noun"]: (row["unit"], row["needs"]) for row in library.table("counts/units.tsv")}
    words = tuple(_words(library, units))
    rules = partial(grammar, library, "counts", more_words=words, marks=(_MARK,))
    counts = late(library, lambda: Matcher(library, rules(), COUNTS, "counts/contexts.tsv"))
    stages = late(library, lambda: Matcher(library, rules(tables=("stage_rules",)), STAGES))
    singular = tuple(row["end"] for row in library.table("counts/singular.tsv"))
    needs = library.patterns("counts/needs.tsv", "needs").items()
    said = {name: compiled(rf"\b(?i:{each})\b") for name, each in needs}
    known = numbers(library)
    means = {(row["stage"], row["unit"]): row["means"] for row in library.table("counts/unit_stages.tsv")}
    of_some = {stage for stage, _ in means}
    single = (row["word"] for row in library.table("counts/words.tsv") if row["class"] in _SINGLE)
    named = (word.word for word in words if word.group == _NOUN)
    nouns = Phrases.of({form for word in (*named, *single) for form in forms(listed(word), "any")})

    def find(doc: Doc, draft: Draft) -> list[Amendments | Count]:
        text = draft.article.text
        near = merged((start - _BEFORE, end + _AFTER) for start, end, _ in nouns.find(text))
        if not near:
            return []
        context = Counting(known, units, singular)
        read = counts().read(counts().grammar.lexer.read(doc, text), context, draft.refused, within=near)
        found = [each for _, group in read for each in group]
        if not found:
            return []
        sentences, named = Sentences(doc, draft), (each for each in draft.of(Institution) if each.type in _BODIES)
        bodies = sorted(mention.start for each in named for mention in each.mentions)
        votes = Spans(draft.of(Vote))  # voters are told by the vote ("163 Members voted Aye")
        laws = Spans(mention for law in draft.of(Instrument) for mention in law.mentions)
        free = (each for each in found if not votes.touching(each.start, each.end))
        free = (each for each in free if not any(law.end > each.end for law in laws.touching(each.start, each.end)))
        kept = [each for each in free if not each.needs or _says(said[each.needs], each, text, sentences, bodies)]
        values = {each.start: each.value for each in kept}
        kept = [each for each in kept if each.like is None or each.like in values]
        marked = stages().grammar.lexer.read(doc, text, {_MARK: [(each.start, each.end) for each in kept]})
        told: dict[int | None, str] = {each.start: each.stage for each in kept if each.stage}
        weak = {start for start, stage in told.items() if stage == "proposed"}  # whatever else is told of them beats it
        for match, (start, stage) in stages().read(marked, values, draft.refused):
            beats = match.reading == "passive" or "went" in match  # they beat "45 introduced bills"
            if beats or start not in told or start in weak:
                told[start] = stage
            for more in filter(match.__contains__, _MORE):
                told.setdefault(match.span(more)[0], stage)
        facts = []
        for each in kept:
            come = each.needs != _BODY and each.unit != _PEOPLE
            how_far = told.get(each.start) or told.get(each.shares) if come else None
            facts.append(_fact(text, each, means.get((how_far, each.unit)) if how_far in of_some else how_far))
        return facts

    return find


def _words(library: Library, units: dict[str, tuple[str, str]]) -> Iterator[Word]:
    for noun in units:
        yield Word(_NOUN, noun, noun)
        yield Word(_NOUN, noun.title(), noun)
    for row in library.table("counts/modifiers.tsv"):
        yield Word("hedge" if row["place"] == "before" else "hedgeafter", row["words"], row["modifier"])
    for row in library.table("counts/stages.tsv"):
        yield Word("stage", row["word"], row["stage"])


def _says(pattern: re.Pattern[str], counted: Counted, text: str, sentences: Sentences, bodies: list[int]) -> bool:
    """Whether the sentence of a count speaks of what its noun needs to mean a legislative thing."""
    first, last = sentences.sentence(counted.start)
    if counted.needs == _AROUND_ONLY:
        return bool(pattern.search(text, first, counted.start) or pattern.search(text, counted.end, last))
    beside = counted.needs == _BODY and bisect_left(bodies, first) < bisect_left(bodies, last)
    return beside or pattern.search(text, first, last) is not None


def _fact(text: str, counted: Counted, stage: str | None) -> Amendments | Count:
    told: dict[str, Any] = {
        "text": text[counted.start : counted.end], "start": counted.start, "end": counted.end, "value": counted.value,
        "modifier": counted.modifier, "stage": stage, "instrument": None, "rule": counted.rule,
    }  # fmt: skip
    return Amendments(**told) if counted.unit == "amendment" else Count(unit=counted.unit, **told)  # type: ignore[arg-type]
