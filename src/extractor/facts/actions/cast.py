"""Who acts: from the head of a phrase to a person, an institution or a country of the article."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from spacy.tokens import Token

from extractor.countries import Atlas
from extractor.facts.actions import gaps
from extractor.facts.actions.actors import Actor, Body, Mention, is_person, mentions, without_dates
from extractor.facts.actions.lexicon import Lexicon
from extractor.facts.draft import Draft
from extractor.facts.spans import Spans

_FIRST_PERSON = frozenset({"i", "we", "us", "me"})
_PERSONAL = frozenset({"he", "she", "his", "her", "him", "who", "whom"})
_OFFICE = re.compile(r"(?:[Tt]he\s+)?(?P<office>[A-Z][\w-]+(?:\s+(?:(?:of|for|and|the)\s+)*[A-Z][\w-]+)*)")
_FAR = 200
_HEADER = 700
_HEADLINE = 300
_NEAR_HEAD = 12
_DECIDING = ("legislature", "committee")
_OFFICIAL = (
    "government",
    "ministry",
    "agency",
    "intergovernmental",
    "legislature",
    "committee",
    "party",
    "presidency",
    "security",
    "court",
    "ngo",
    "union",
)
_PLURAL = frozenset({"they", "it", "its", "their", "which", "that"})


class Cast:
    """The actors of one article."""

    def __init__(self, text: str, draft: Draft, words: Lexicon, atlas: Atlas) -> None:
        self._words, self._text = words, text
        self._plain = without_dates(text, draft)
        self._spoken = [quote for quote in draft.quotes if quote.speaker]
        self._quotes = [quote for quote in draft.quotes if quote.kind == "direct"]
        self._roles = [((each.role or "").lower(), Actor(each.name, each.id)) for each in draft.people]
        self._bodies = [Body(e.type, len(e.mentions), Actor(e.name, e.id)) for e in draft.institutions]
        self._mentions = mentions(draft, atlas)
        self._starts = [mention.start for mention in self._mentions]
        self._by_place = Spans(self._mentions)
        self._last: dict[str, Actor] = {}
        self._group: list[Actor] = []

    @cached_property
    def voice(self) -> str | None:
        """The id of the one whose statement the article is."""
        return next((actor.id for actor in self._speaker(len(self._text))), None)

    def chamber(self, at: int) -> list[Actor]:
        """The chamber, committee or cabinet that is named most, before a place: who decides where nobody is said to."""
        before = {mention.actor.id for mention in self._mentions[: bisect_right(self._starts, at)]}
        deciding = [body for body in self._bodies if self._decides(body) and body.actor.id in before]
        return [max(deciding, key=lambda body: body.weight).actor] if deciding else []

    def _decides(self, body: Body) -> bool:
        cabinets = self._words.classes["cabinets"]
        return body.type in _DECIDING or any(word in cabinets for word in body.actor.name.lower().split())

    def quoted(self, at: int) -> bool:
        """Whether a place of the text is inside a direct quotation."""
        return any(quote.start <= at < quote.end for quote in self._quotes)

    def actors(self, head: Token, offset: int, places: list[tuple[int, int]]) -> Iterator[Actor]:
        """The actor of a phrase's head; ``places`` are start and end (code points) of the tokens from ``offset``."""
        start, _ = places[head.i - offset]
        form = head.lower_
        if form in _FIRST_PERSON:
            yield from self._speaker(start)
        elif self._group and (form in ("they", "their") or self._is_group(head)):
            yield from self._group
        elif form in _PERSONAL or form in _PLURAL:
            phrase = head.head.head if head.head.dep_ == "relcl" else head  # "the laws of the Council that they made"
            before = places[max(phrase.left_edge.i - offset, 0)][0] if phrase is not head else start
            yield from self._before(before, person=form in _PERSONAL)
        elif found := self._named(head, offset, places):
            within = start < found.end or gaps.close(self._text[found.end : places[head.i - offset][1]])  # "Bell D OH"
            within = (found.start <= start and within) or form in self._words.classes["arms"]
            yield found.actor if within else replace(found.actor, sure=False)
        elif form in self._words.classes["texts"] and (author := self._last.get("body")):
            yield replace(author, named=False)
        elif form in self._words.generic and not self._is_some(head):
            generic = self._generic(head, start, (places[max(head.left_edge.i - offset, 0)][0], places[-1][1]))
            yield from (replace(actor, named=False) for actor in generic)

    def _is_group(self, head: Token) -> bool:
        """Whether "the senators", "both lawmakers" or "the members of Congress" are the people named just before."""
        members = head.lower_ in self._words.classes["members"]
        return members and any(child.lower_ in self._words.classes["those"] for child in head.children)

    def _is_some(self, head: Token) -> bool:
        """Whether members of a body are only some of them: "other senators", "his fellow members"."""
        members = head.lower_ in self._words.classes["members"]
        return members and (
            any(child.dep_ in ("amod", "nummod", "poss") for child in head.children)
            or (head.i > 0 and head.nbor(-1).lower_ in self._words.classes["some"])
        )

    def remember(self, actors: list[Actor], *, in_clause: bool) -> None:
        """The actors of an act: "they" may stand for several people until another person acts.

        ``in_clause`` is whether they are the subject of a clause, so that the pronouns of the next stand for them.
        """
        for actor in actors if in_clause else ():
            self._last["person" if is_person(actor) else "body"] = actor
        people = [actor for actor in actors if is_person(actor)]
        if people and people == actors:
            self._group = people if len(people) > 1 else []

    def in_front(self, first: int, at: int) -> list[Actor]:
        """The actors named just before a place and not before ``first``, with those joined to the last of them.

        A party, a state or an adverb may stand between, and so may an apposition ("a member of the Senate").
        """
        return [mention.actor for mention in self._nearest(first, at)]

    def asked(self, first: int, at: int) -> list[Actor]:
        """The people and bodies named just before a place; none where a preposition governs them ("to the Court")."""
        named = self._nearest(first, at)
        if not named or gaps.governed(self._text[first : named[0].start]):
            return []
        return [mention.actor for mention in named if mention.sort != "land"]

    def _nearest(self, first: int, at: int) -> list[Mention]:
        place = bisect_right(self._starts, at) - 1
        near: list[Mention] = []
        while place >= 0 and self._mentions[place].start >= first:
            mention = self._mentions[place]
            between = self._plain[mention.end : near[-1].start if near else at]
            if _is_first(mention, near, between):
                if not gaps.by(self._text[first : mention.start]):  # "the party, led by Senator Bell, opposed"
                    near = [mention]
            elif near and gaps.joined(between, after_and=len(near) > 1):
                near.append(mention)
            elif near or at - mention.end > _FAR:
                break
            place -= 1
        return near[::-1]

    def speaker(self, at: int) -> Actor | None:
        """Who says what stands at a place: the speaker of the quotation, else the one whose statement the article is.

        One who is named late only comments on it and is nobody's speaker here.
        """
        quote = next((quote for quote in self._spoken if quote.start <= at < quote.end), None)
        if quote is None:
            return next(self._speaker(at), None)
        said = Actor(quote.speaker or "", quote.speaker_id)
        return said if any(m.actor == said and m.start < _HEADER for m in self._mentions) else None

    def right_before(self, at: int) -> Actor | None:
        """The person named just before a participle ("with Senator Bell today announcing")."""
        place = bisect_right(self._starts, at) - 1
        if place < 0 or self._mentions[place].sort != "person":
            return None
        mention = self._mentions[place]
        return mention.actor if gaps.open_to(self._text[mention.end : at]) else None

    def only_body(self, start: int, end: int) -> Actor | None:
        """The body that is all there is between two code points ("the Senate" in "passed the Senate")."""
        for mention in self._mentions[bisect_right(self._starts, start - 1) :]:
            if mention.start >= end:
                return None
            if mention.sort == "body" and mention.end >= end and gaps.article(self._text[start : mention.start]):
                return mention.actor
        return None

    def _named(self, head: Token, offset: int, places: list[tuple[int, int]]) -> Mention | None:
        start, end = places[head.i - offset]
        first = places[max(head.left_edge.i - offset, 0)][0]
        last = places[head.right_edge.i - offset][1]
        for child in head.children:
            if child.dep_ in ("relcl", "acl", "appos", "conj") and child.i > head.i:
                last = min(last, places[child.left_edge.i - offset][0])
        last = min(last, end + _NEAR_HEAD)
        inside = self._by_place.touching(first, max(last, end))
        over_head = [mention for mention in inside if mention.start < end and start < mention.end]
        named = over_head or [mention for mention in inside if mention.sort != "land"]
        return named[0] if named else self._titled(head, end)

    def _titled(self, head: Token, end: int) -> Mention | None:
        """The person whose title the head of a phrase is."""
        place = bisect_right(self._starts, end)
        if not head.text[0].isupper() or place == len(self._mentions):
            return None
        mention = self._mentions[place]
        return mention if mention.sort == "person" and gaps.title(self._text[end : mention.start]) else None

    def _speaker(self, at: int) -> Iterator[Actor]:
        for quote in self._quotes:
            if quote.start <= at < quote.end and quote.speaker:
                yield Actor(quote.speaker, quote.speaker_id)
                return
        header = [mention.actor for mention in self._mentions if mention.sort != "land" and mention.start < _HEADER]
        people = [actor for actor in header if is_person(actor)]
        speaking = {quote.speaker_id for quote in self._quotes}
        in_office = {actor.id for role, actor in self._roles if role}
        official = {body.actor.id for body in self._bodies if body.type in _OFFICIAL}
        first = {mention.actor.id for mention in self._mentions if mention.start < _HEADLINE}
        yield from (
            [actor for actor in people if actor.id in speaking]
            or [actor for actor in people if actor.id in in_office & first]
            or [actor for actor in header if actor.id in official]
            or people
        )[:1]

    def _before(self, at: int, *, person: bool) -> Iterator[Actor]:
        if known := self._last.get("person" if person else "body"):
            yield known
            return
        before = self._mentions[: bisect_right(self._starts, at - 1)]
        found = next((mention for mention in reversed(before) if (mention.sort == "person") == person), None)
        if found is not None:
            yield found.actor

    def _generic(self, head: Token, at: int, bounds: tuple[int, int]) -> Iterator[Actor]:
        form = head.lower_
        for kind in self._words.generic[form]:
            if kind == "person":
                yield from self._officer(form, at, bounds)
            elif matching := [body for body in self._bodies if body.type == kind]:
                yield max(matching, key=lambda body: (form in body.actor.name.lower(), body.weight)).actor
                return

    def _officer(self, form: str, at: int, bounds: tuple[int, int]) -> Iterator[Actor]:
        matching = [actor for role, actor in self._roles if form in role.split()]
        if matching:
            before = [m.actor for m in self._mentions[: bisect_right(self._starts, at)] if m.actor in matching]
            yield before[-1] if before else matching[0]
        elif office := _OFFICE.match(self._text, *bounds):
            nobody_else = [actor for role, actor in self._roles if not role and self._is_addressed(actor)]
            yield nobody_else[0] if len(nobody_else) == 1 else Actor(office["office"], None)

    def _is_addressed(self, actor: Actor) -> bool:
        return re.search(rf"\b(?:Mr|Mrs|Ms|Miss|Dr)\.?\s+{re.escape(actor.name.split()[-1])}\b", self._text) is not None


def _is_first(mention: Mention, near: list[Mention], between: str) -> bool:
    """Whether a name is the one that stands nearest to the verb, appositions apart."""
    if mention.sort == "person" and (gaps.of_it(between) if near else gaps.aside(between)):
        return not near or near[0].sort != "person"
    return not near and (gaps.close(between) or (mention.sort == "body" and gaps.led(between)))
