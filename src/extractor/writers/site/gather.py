"""What a site needs of all articles at once: its rows, its entities, and who says and does what in which article."""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from extractor.fact import Vote
from extractor.merge import KINDS, Card, Decision, Entity, Kind, merge
from extractor.merge.card import Profile, cards_of, profile
from extractor.merge.words import tokens
from extractor.record import Record
from extractor.writers.decisions import voted_on
from extractor.writers.words import heading, summary, whole_heading

_LONGEST = 30
_EVERYWHERE = 0.5  # words of more than this share of all articles are left out: they find nothing
_FEW = 40


class ArticleRow(Struct, frozen=True):
    """An article in a list; ``number`` counts from 1 and is in its address."""

    number: int
    title: str
    day: str
    source: str
    about: str


class Said(Struct, frozen=True):
    """A quotation on a page of its speaker or of what is named in it."""

    article: int
    key: str
    text: str
    kind: str
    speaker: str


class Done(Struct, frozen=True):
    """An event, a vote or a number of amendments on the page of a law, person or body."""

    article: int
    key: str
    day: str
    kind: str
    text: str


class Page(Struct):
    """An entity with what its page tells; ``number`` counts from 1 within its kind, in the order of its list."""

    kind: Kind
    number: int
    own: Profile
    articles: list[int]
    dated: int
    said: list[Said]
    done: list[Done]

    @property
    def own_page(self) -> bool:
        """Whether it has a page of its own: it says or does something, or is in several articles."""
        return bool(self.said or self.done or len(self.articles) > 1)

    @property
    def address(self) -> str:
        """Its own page, or that of its article."""
        return f"{self.kind}/{self.number}.html" if self.own_page else f"articles/{self.articles[0]}.html"


class Gatherer:
    """Takes records one by one."""

    def __init__(self) -> None:
        self.articles: list[ArticleRow] = []
        self.topics: dict[str, tuple[str, list[int]]] = {}
        self.words: dict[str, array[int]] = {}
        self.cards: list[Card] = []
        self._keys: list[dict[str | None, int]] = []
        self._said: dict[int, list[Said]] = defaultdict(list)
        self._done: dict[int, list[Done]] = defaultdict(list)
        self._page_of: dict[int, Page] = {}

    def add(self, record: Record) -> None:
        """Take one record."""
        number = len(self.articles) + 1
        day = record.day
        about = (summary(record) or "")[:300]
        self.articles.append(ArticleRow(number, heading(record), day or "", record.source, about))
        own = cards_of(record, len(self.cards), number)
        self.cards += own.values()
        keys = {id_: card.key for id_, card in own.items()}
        self._keys.append(keys)
        for place, quote in enumerate(record.quotes, 1):
            said = Said(number, f"quotes-{place}", quote.text, quote.kind, quote.speaker or "")
            for speaker in quote.speaker_ids:
                if speaker in keys:
                    self._said[keys[speaker]].append(said)
        self._tell(record, number, day, keys)
        for topic in record.topics:
            self.topics.setdefault(topic.id, (topic.label, []))[1].append(number)
        for word in {*tokens(record.text or ""), *tokens(whole_heading(record))}:
            self.words.setdefault(word, array("I")).append(number)

    def _tell(self, record: Record, number: int, day: str | None, keys: dict[str | None, int]) -> None:
        for place, action in enumerate(record.actions, 1):
            told = replace(action, date=None).summary()  # the day stands before it
            done = Done(number, f"actions-{place}", action.date or day or "", action.type, told)
            for end in {action.actor_id, action.object_id}:
                if end in keys:
                    self._done[keys[end]].append(done)
        for kind in ("votes", "amendments"):
            for place, fact in enumerate(getattr(record, kind), 1):
                if fact.instrument in keys:
                    about = voted_on(record, fact) if isinstance(fact, Vote) else None
                    told = " ".join(f"{fact.summary()}: {about or fact.text}".split())
                    self._done[keys[fact.instrument]].append(Done(number, f"{kind}-{place}", day or "", kind, told))

    def pages(self, decisions: list[Decision]) -> dict[Kind, list[Page]]:
        """The entities of all articles: people who are quoted most first, others those in most articles."""
        found = merge(self.cards, decisions)
        return {kind: list(self._pages(kind, found[kind][0])) for kind in KINDS}

    def _pages(self, kind: Kind, entities: list[Entity]) -> Iterator[Page]:
        profiles = [(profile(entity), entity) for entity in entities]
        quoted = kind == "people"
        profiles.sort(key=lambda pair: (-pair[0].quotations * quoted, -pair[0].articles, pair[0].name))
        for number, (own, entity) in enumerate(profiles, 1):
            page = Page(
                kind, number, own,
                (articles := sorted({each.article for each in entity.cards})),
                sum(bool(self.articles[each - 1].day) for each in articles),
                [said for each in entity.cards for said in self._said.get(each.key, ())],
                sorted(
                    (done for each in entity.cards for done in self._done.get(each.key, ())),
                    key=lambda done: (not done.day[:1].isdecimal(), done.day, done.article),
                ),
            )  # fmt: skip
            self._page_of |= dict.fromkeys((each.key for each in entity.cards), page)
            yield page

    def links(self, number: int) -> dict[str | None, Page]:
        """The pages of an article's entities by their ids in it, when ``pages`` has been asked."""
        return {own: self._page_of[each] for own, each in self._keys[number - 1].items()}

    def days(self) -> dict[str, list[int]]:
        """The articles of each month."""
        found: dict[str, list[int]] = defaultdict(list)
        for row in self.articles:
            found[row.day[:7]].append(row.number)
        return dict(sorted(found.items(), reverse=True))


def parts(words: Mapping[str, "array[int]"], articles: int) -> Iterator[tuple[str, str]]:
    """The name and source of each part of the search index: which words stand in which articles.

    A page that is opened from the disk may load scripts beside it, but read no other file; so each part is a script
    that hands its words to the page. A part holds the words of one or two first letters, where they are plain ones. The
    articles of a word are their numbers in base 36, each as the difference to the one before.
    """
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for word, numbers in sorted(words.items()):
        if 1 < len(word) <= _LONGEST and (articles < _FEW or len(numbers) <= _EVERYWHERE * articles):
            part = "".join(char if char.isascii() and char.isalnum() else "_" for char in word[:2])
            steps = (number - before for before, number in pairwise((0, *numbers)))
            held[part][word] = " ".join(np.base_repr(step, 36).lower() for step in steps)
    for name, found in sorted(held.items()):
        yield name, f"part({json.dumps(name)},{json.dumps(found, ensure_ascii=True, separators=(',', ':'))})\n"
