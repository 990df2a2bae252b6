"""From an act in a tree to an action of the record: actor, object and date, with its traits."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from spacy.attrs import IDX, LENGTH
from spacy.tokens import Doc, Token

from extractor.draft import Draft, Sentence
from extractor.facts.events.actors import NOBODY, Actor, is_person
from extractor.facts.events.cast import Cast
from extractor.facts.events.clauses import Act
from extractor.facts.events.control import member_of
from extractor.facts.events.lexicon import Lexicon, Sense
from extractor.facts.events.needs import Needs, Setting
from extractor.facts.events.traits import Played, Traits
from extractor.record import Action, Date
from extractor.text.spans import Spans
from extractor.text.syntax import has_own_subject

_MOST_ACTORS = 3
_NEAR_DATE = 90
_OWNER = re.compile(r"(?:['’]s?\b)?")
_LONGEST_OPENER = len("since")


class Stage:
    """One article: its entities, dates, money and instruments by place."""

    def __init__(self, doc: Doc, draft: Draft, words: Lexicon, cast: Cast, traits: Traits) -> None:
        self._text = draft.article.text
        table: Any = doc.to_array([IDX, LENGTH])
        starts, lengths = table.T.tolist()
        self._places = [(start, start + length) for start, length in zip(starts, lengths, strict=True)]
        self._cast, self._words, self._traits = cast, words, traits
        self._needs = Needs(self._text, draft, words)
        dates = (date for date in draft.dates if date.type == "DATE" and date.value)
        self._quotes = Spans(quote for quote in draft.quotes if quote.speaker)
        self._dates = Spans(date for date in dates if self._needs.law(date.start, date.end) is None)

    def play(self, act: Act, sentence: Sentence, number: int) -> Iterator[Played]:
        """The actions that the act stands for, one for each actor."""
        assert sentence.tree is not None
        offset = sentence.tree.start
        places = self._places[sentence.start : sentence.end]
        at, end = places[act.trigger.i - offset]
        span = self._span(act.object, offset, places)
        about = self._span(act.about, offset, places) if act.about != act.object else span
        actors = self._actors(act, offset, places, span)[:_MOST_ACTORS]
        self._cast.remember(actors, in_clause=has_own_subject(act.trigger))
        if not actors and act.rule == "passive" and not act.subjects and span and self._needs.is_named(*span):
            actors = [NOBODY]
        for actor in actors:
            if span and self._cast.acts_on_itself(actor, *span):
                continue
            setting = Setting(act, actor, span, (end, places[-1][1]))
            sense = next((each for each in act.senses if self._needs.hold(each, setting)), None)
            if sense is not None and (actor is not NOBODY or sense.type in self._words.classes["agentless"]):
                yield self._played(sense, act, actor, (at, end), about or span, offset, places, number)

    def _span(
        self, phrase: tuple[Token, Token] | None, offset: int, places: list[tuple[int, int]]
    ) -> tuple[int, int] | None:
        """Where a phrase of the tree stands in the text, without dates and with whole names; None for a date alone."""
        if phrase is None:
            return None
        start, end = places[phrase[0].i - offset][0], places[phrase[1].i - offset][1]
        if self._is_date(start, end):
            return None
        reading = self._words.objects["in reading"].match(self._text, start, end)
        return self._needs.whole(*self._without_date(reading.end() if reading else start, end))

    def _actors(
        self, act: Act, offset: int, places: list[tuple[int, int]], span: tuple[int, int] | None
    ) -> list[Actor]:
        if (
            span
            and any(sense.needs == "body" and sense.type == "pass" for sense in act.senses)
            and (body := self._cast.only_body(*span))
        ):
            return [body]
        found = [actor for head in act.subjects for actor in self._cast.actors(head, offset, places)]
        if act.rule == "implied":
            return [] if found else self._cast.chamber(places[act.trigger.i - offset][0])
        if not found and act.trigger.dep_ == "acl" and act.trigger.tag_ == "VBG":
            heads = member_of(act.trigger, self._words)
            found = [actor for head in heads for actor in self._cast.actors(head, offset, places)]
        if act.trigger.tag_ == "VBG":
            named = self._named_before(act, places[act.trigger.i - offset][0])
            return [named] if named else list(dict.fromkeys(found))
        since = _free_from(act, offset, places)
        if since is None:
            return list(dict.fromkeys(found))
        near = self._cast.in_front(since, places[_verbs_from(act.trigger, offset)][0])
        people = bool(near) and all(map(is_person, near))
        if any(actor.sure and actor.named and is_person(actor) for actor in found):
            joined = people and set(found) < set(near)  # of "Anna Bell and Omar Haddad" the tree may see the last alone
            return near if joined else list(dict.fromkeys(found))
        if people or not any(actor.sure for actor in found):
            found = near or found
        return list(dict.fromkeys(found))

    def _named_before(self, act: Act, at: int) -> Actor | None:
        """The person named just before a participle; in a letter to somebody "asking" it is another who asks."""
        if act.rule != "active" or act.trigger.dep_ == "ROOT" or any(sense.type == "request" for sense in act.senses):
            return None
        return self._cast.right_before(at)

    def _played(
        self, sense: Sense, act: Act, actor: Actor, verb: tuple[int, int], span: tuple[int, int] | None,
        offset: int, places: list[tuple[int, int]], number: int,
    ) -> Played:  # fmt: skip
        start, end = (min(verb[0], span[0]), max(verb[1], span[1])) if span else verb
        action = Action(
            type=sense.type,
            predicate=self._text[verb[0] : verb[1]],
            actor=actor.name or None,
            actor_id=actor.id,
            object=self._object(span),
            object_id=self._needs.law(*span) if span else None,
            date=self._date(act.trigger, verb, offset, places),
            modality=act.modality,
            source=self._source(verb, actor),
            text=self._text[start:end],
            start=start,
            end=end,
            rule=act.rule,
        )
        return self._traits.played(action, actor, sense.weight, verb, number, act.position)

    def _object(self, span: tuple[int, int] | None) -> str | None:
        """The words of the object without a bracket that is not closed; None for a pronoun alone."""
        if span is None:
            return None
        said = self._text[slice(*span)]
        opened = said.rfind("(")
        if opened > 0 and ")" not in said[opened:]:
            said = said[:opened].rstrip()
        return None if said.lower() in self._words.classes["pronouns"] else said

    def _source(self, verb: tuple[int, int], actor: Actor) -> str | None:
        """Who claims that it happened, where it is not the one who did it."""
        said = next((q for q in self._quotes.touching(*verb) if q.start <= verb[0] and verb[1] <= q.end), None)
        cue = said.cue if said else None
        if said is None or not said.speaker or (cue and cue.start <= verb[0] < cue.end):
            return None
        own = said.speaker == actor.name or (said.speaker_id is not None and said.speaker_id == actor.id)
        return None if own else said.speaker

    def _is_date(self, start: int, end: int) -> bool:
        held = (date for date in self._dates.touching(start - 1, end + 1) if date.start <= start)
        return any(end <= date.end for date in (*held, *self._opened(start, ("on", "in", "since"))))

    def _without_date(self, start: int, end: int) -> tuple[int, int]:
        """A date before the object is none of it ("adopted on [March 9] amendments to the law")."""
        over = (date for date in self._dates.touching(start, end) if date.start <= start)
        dates = (*over, *self._opened(start, ("", "on", "in")))
        until = next((date.end for date in dates if start < date.end < end), start)
        if until > start:
            until += len(_OWNER.match(self._text, until)[0])  # type: ignore[index]
        return until + len(self._text[until:end]) - len(self._text[until:end].lstrip()), end

    def _opened(self, start: int, words: tuple[str, ...]) -> Iterator[Date]:
        """The dates behind ``start`` with but one of these words between."""
        for date in self._dates.behind(start):
            between = self._text[start : date.start].strip()
            if between in words:
                yield date
            elif len(between) > _LONGEST_OPENER:
                return

    def _date(self, verb: Token, at: tuple[int, int], offset: int, places: list[tuple[int, int]]) -> str | None:
        """The date that the event's own clause tells: of those that the verb governs the nearest."""
        first, last = places[0][0], places[-1][1]
        near = self._dates.starting(max(first, at[0] - _NEAR_DATE + 1), min(last, at[0] + _NEAR_DATE))
        starts = [start for start, _ in places]
        own = [date for date in near if _governs(verb, verb.doc[offset + bisect_right(starts, date.start) - 1])]
        return min(own, key=lambda date: (abs(date.start - at[0]), date.start)).value if own else None


def _governs(verb: Token, token: Token) -> bool:
    """Whether a token belongs to the clause of a verb, or to that of the verb above it which tells it."""
    own = next((above for above in token.ancestors if above.tag_.startswith("V") or above.i == verb.i), None)
    shares = verb
    while shares.dep_ in ("xcomp", "conj", "acl", "pcomp", "prep") and shares.head is not shares and own != shares:
        shares = shares.head
    return own is None or own in (verb, shares) or verb in own.ancestors


def _verbs_from(trigger: Token, offset: int) -> int:
    """Where in its sentence the chain of verbs begins that ends in an act's verb."""
    first = trigger.i - offset
    while first > 0 and trigger.doc[offset + first - 1].tag_ in ("MD", "RB", "VB", "VBP", "VBZ", "VBD"):
        first -= 1
    return first


def _free_from(act: Act, offset: int, places: list[tuple[int, int]]) -> int | None:
    """From where a name just before the verb may be its actor, whatever the tree says; None where it may not."""
    if act.rule == "active":
        return places[0][0]
    if act.rule == "passive" and not act.subjects and act.trigger.dep_ == "acl":
        return places[act.trigger.head.i - offset][1]  # "the bill the Senate passed" read as "the bill passed"
    return None
