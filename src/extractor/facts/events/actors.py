"""Those who may act in an article: its people and bodies, the countries it names, and names right before a verb."""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field

from msgspec import Struct

from extractor.draft import Draft
from extractor.entities.countries import Atlas, Hit
from extractor.entity import Institution, Person
from extractor.fact import Date
from extractor.facts.events.lexicon import Gaps
from extractor.rules.gazetteer import OWNERS
from extractor.text.spans import Spans

_NEAR, _FAR, _PAIR = 12, 200, 2


@dataclass(frozen=True, slots=True)
class Actor:
    """An actor by name; ``id`` is None for a country.

    ``sure`` is False where only a phrase beside it names it, ``named`` where a noun stands for it ("the minister").
    """

    name: str
    id: str | None
    sure: bool = True
    named: bool = field(default=True, compare=False)


NOBODY = Actor("", None)
"""Stands for who acts where nobody is said to: "he was sentenced"."""

SOMEBODY = Actor("", None, named=False)
"""Stands for the "I" of an article that does not say who speaks."""

MODIFIERS = ("compound", "amod", "nmod")


def is_person(actor: Actor) -> bool:
    """Whether an actor is one of the article's people."""
    return (actor.id or "").startswith("P")


class Mention(Struct, frozen=True):
    """Where an actor is named; ``sort`` is person, body, name (of a land) or state."""

    start: int
    end: int
    actor: Actor
    sort: str


def mentions(draft: Draft, atlas: Atlas, gaps: Gaps) -> list[Mention]:
    """Where the article names them, in order; no country within another name, nor what ends a dateline."""
    text = draft.article.text
    people = ((at, Actor(person.name, person.id), "person") for person in draft.of(Person) for at in person.mentions)
    bodies = ((at, Actor(body.name, body.id), "body") for body in draft.of(Institution) for at in body.mentions)
    found = [Mention(at.start, at.end, actor, sort) for at, actor, sort in (*people, *bodies)]
    taken = Spans(found)
    apart = (each for each in atlas.scan(text) if not gaps.no_actor.match(text, each.end))
    named = [each for each in apart if not taken.touching(each.start, each.end)]
    lands = [_land(text, each, taken, gaps) for each in named if each.sort == "name" or _is_state(text, each, gaps)]
    return sorted((*found, *lands), key=lambda each: (each.start, -each.end))


def _is_state(text: str, hit: Hit, gaps: Gaps) -> bool:
    """Whether a state may act: not where it tells where somebody is from ("Anna Bell, R-Ohio", "of Ohio")."""
    return hit.sort == "state" and not gaps.listed.search(text, max(0, hit.start - _NEAR), hit.start)


def _land(text: str, hit: Hit, named: Spans[Mention], gaps: Gaps) -> Mention:
    """A country, or the body named before it where it only tells where that is: "the Senate (SN), Zambia"."""
    start, end = hit.start, hit.end
    before = gaps.beside.search(text, max(0, start - _NEAR), start)
    behind = named.touching(before.start() - 1, before.start()) if before else []
    body = next((each for each in behind if each.sort == "body"), None)
    return Mention(start, end, body.actor if body else Actor(text[start:end], None), "body" if body else hit.sort)


def most_named(named: Iterable[Mention]) -> tuple[list[int], list[Actor]]:
    """Where each is named, in text order, and who was named most by then, of two the first."""
    times: dict[Actor, tuple[int, int]] = {}
    starts: list[int] = []
    leading: list[Actor] = []
    for mention in named:
        number, earlier = times.get(mention.actor, (0, -len(times)))
        times[mention.actor] = (number + 1, earlier)
        starts.append(mention.start)
        leading.append(max((*leading[-1:], mention.actor), key=times.__getitem__))
    return starts, leading


def _without_dates(text: str, draft: Draft) -> str:
    """The text with blanks in the place of dates, offset for offset."""
    parts, at = [], 0
    for date in draft.of(Date):
        if date.start >= at:
            parts += [text[at : date.start], " " * (date.end - date.start)]
            at = date.end
    return "".join((*parts, text[at:]))


class NearVerb:
    """The names of one article in text order, asked by what stands behind them; no states ("Anna Bell, D-Ohio")."""

    def __init__(self, draft: Draft, named: list[Mention], gaps: Gaps) -> None:
        self._text, self._gaps = draft.article.text, gaps
        self._plain = _without_dates(self._text, draft)
        self._mentions = [mention for mention in named if mention.sort != "state"]
        self._starts = [mention.start for mention in self._mentions]

    def before(self, first: int, at: int) -> list[Actor]:
        """The one named nearest before ``at`` (from ``first``), and those joined; an apposition may be between."""
        rest = self._gaps.rest.search(self._plain, first, at)  # "Bell, Reed | and 12 other senators"
        at = rest.start() if rest else at
        place = bisect_right(self._starts, at) - 1
        near: list[Mention] = []
        within = False
        while place >= 0 and self._mentions[place].start >= first:
            mention = self._mentions[place]
            between = self._plain[mention.end : near[-1].start if near else at]
            before = self._text[first : mention.start]
            lists = bool(near) and (before, between) == ("", ", ") and "person" not in (mention.sort, near[0].sort)
            behind = place > 0 and self._text[self._mentions[place - 1].end : mention.start] == ", "
            if mention.sort == "person" and not behind and self._gaps.addressed.search(before):
                break  # "in a letter to Minister Anna Bell said"
            if mention.sort != "person" and self._gaps.governed.search(before):
                if near or not (mention.sort == "body" and between.lstrip().startswith(",")):
                    break  # "departments throughout the U.S. announced"
                place, at, within = place - 1, mention.start, True
                continue  # "Bell, a member of the Board, voted"
            if self._is_first(mention, near, between, within=within):
                short = place > 0 and self._mentions[place - 1].actor == mention.actor  # in a bracket
                if short or not self._gaps.by.search(before):
                    near = [mention]  # and none in "the party, led by Senator Bell, opposed"
            elif near and (lists or self._gaps.joined(between, after_and=rest is not None or len(near) > 1)):
                if self._gaps.by.search(before):
                    return []  # "the party, led by Anna Bell and Omar Haddad, opposed"
                near.append(mention)
            elif near or at - mention.end > _FAR:
                break
            place -= 1
        return [mention.actor for mention in near[::-1]]

    def behind(self, at: int, *, titled: bool) -> list[Actor]:
        """The people named behind the "by" that ends at ``at``, titles apart: "Senators Bell and Reed".

        ``titled``: only those before whom nothing but a title stands: "by Labour Party (LP) Senator Anna Bell".
        """
        listed: list[Mention] = []
        first = self._gaps.of_title if titled else self._gaps.after_by
        complete = 0
        for mention in self._mentions[bisect_right(self._starts, at) :]:
            between = self._plain[listed[-1].end if listed else at : mention.start]
            if mention.sort != "person" and len(between) < _FAR:
                continue  # in a title: "Norland Minister of Ports"
            fits = self._gaps.joined(between, after_and=True) if listed else first.fullmatch(between)
            if not fits or self._text.startswith(OWNERS, mention.end):
                break  # "fired up by Anna Bell's speech"
            listed.append(mention)
            another = len(listed) == _PAIR and "," in between  # "signed by Bell, and Reed left"
            if len(listed) == 1 or (not another and self._gaps.joined(between, after_and=False)):
                complete = len(listed)
        return [mention.actor for mention in listed[:complete]]

    def _is_first(self, mention: Mention, near: list[Mention], between: str, *, within: bool) -> bool:
        """Whether a name is the one that stands nearest to the verb, or to the body ``within`` an apposition to it."""
        aside = self._gaps.aside.fullmatch(between) is not None
        if mention.sort == "person" and (self._gaps.of_it.fullmatch(between) if near or within else aside):
            return not near or near[0].sort != "person"
        led = mention.sort == "body" and (aside or self._gaps.led.fullmatch(between) is not None)
        return not near and (led or self._gaps.close.fullmatch(between) is not None)
