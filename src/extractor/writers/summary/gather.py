"""What a batch says as a whole: an article in a row, and people, bodies, laws and topics over all of them."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from extractor.merge import Card, Decision, Entity, merge
from extractor.merge.card import Profile, cards_of, profile
from extractor.merge.versions import Signature, clusters, signature
from extractor.record import Failure, Record
from extractor.writers import words

_MONTH = 7  # characters of an ISO 8601 day that name its month


class ArticleRow(Struct, frozen=True):
    """One article: what it is about in a line, how much of what is in it, and the id of an earlier version of it."""

    id: str
    source: str
    title: str | None
    published: str | None
    about: str | None
    people: int
    quotes: int
    instruments: int
    votes: tuple[str, ...]
    version_of: str | None = None


class PersonRow(Struct, frozen=True):
    """A person over all articles."""

    name: str
    role: str | None
    quotations: int
    articles: int
    first: str | None
    last: str | None


class BodyRow(Struct, frozen=True):
    """A body over all articles."""

    name: str
    type: str | None
    country: str | None
    articles: int
    quotations: int


_ORDER = ("propose", "introduce", "amend", "approve", "reject", "adopt", "pass", "veto", "sign", "ratify", "repeal")
_STEPS = {step: place for place, step in enumerate(_ORDER)}
"""What is done about a law, from its first step to the last; of one article the furthest is told."""


class LawRow(Struct, frozen=True):
    """A law over all articles: its latest event, how many amendments to it came how far, and the votes on it."""

    name: str
    number: str | None
    type: str | None
    articles: int
    stage: str | None
    stage_day: str | None
    amendments: tuple[str, ...]
    votes: tuple[str, ...]


class TopicRow(Struct, frozen=True):
    """A topic: in how many articles, and in how many of each month."""

    id: str
    label: str
    articles: int
    months: dict[str, int]


class Summary(Struct, frozen=True):
    """All of a batch. Lists are in the order of what most articles or quotations have; articles as they came."""

    articles: list[ArticleRow]
    people: list[PersonRow]
    institutions: list[BodyRow]
    instruments: list[LawRow]
    topics: list[TopicRow]
    failures: list[Failure]


class Gatherer:
    """Takes records and failures one by one and keeps of them what a summary needs."""

    def __init__(self) -> None:
        self._articles: list[ArticleRow] = []
        self.cards: list[Card] = []
        self._events: dict[int, list[tuple[str, int, str, str]]] = defaultdict(list)
        self._amendments: dict[int, list[str]] = defaultdict(list)
        self._votes: dict[int, list[str]] = defaultdict(list)
        self._topics: dict[str, tuple[str, Counter[str]]] = {}
        self._failures: list[Failure] = []
        self._signatures: list[Signature] = []

    def add(self, item: Record | Failure) -> None:
        """Take one record or failure."""
        if isinstance(item, Failure):
            self._failures.append(item)
            return
        votes = tuple(vote.summary() for vote in item.votes)
        self._articles.append(
            ArticleRow(
                item.id, item.source, words.heading(item), item.day, words.summary(item),
                len(item.people), len(item.quotes), len(item.instruments), votes,
            )
        )  # fmt: skip
        self._signatures.append(signature(item.text or ""))
        own = cards_of(item, len(self.cards), len(self._articles))
        self.cards += own.values()
        keys = {id_: card.key for id_, card in own.items()}
        for action in item.actions:
            if action.object_id in keys and action.modality == "done":
                done, step = action.date or item.day or "", _STEPS.get(action.type, -1)
                when = item.day or (done if done[:4].isdecimal() else "")  # not XXXX-07-01
                self._events[keys[action.object_id]].append((when, step, done, action.type))
        for count in item.amendments:
            if count.instrument in keys:
                self._amendments[keys[count.instrument]].append(count.summary())
        for vote in item.votes:
            if vote.instrument in keys:
                self._votes[keys[vote.instrument]].append(vote.summary())
        for topic in item.topics:
            self._topics.setdefault(topic.id, (topic.label, Counter()))[1][(item.day or "")[:_MONTH]] += 1

    def summary(self, decisions: Sequence[Decision] = ()) -> Summary:
        """What was taken, with its entities merged."""
        found = merge(self.cards, decisions)
        firsts = clusters(self._signatures, [row.published for row in self._articles])
        people, bodies = ([*map(profile, found[kind][0])] for kind in ("people", "institutions"))
        people.sort(key=lambda own: (-own.quotations, -own.articles, own.name))
        bodies.sort(key=lambda own: (-own.articles, -own.quotations, own.name))
        laws = [self._law(entity, profile(entity)) for entity in found["instruments"][0]]
        laws.sort(key=lambda law: (-law.articles, -len(law.amendments) - len(law.votes), law.name))
        topics = sorted(self._topics.items(), key=lambda pair: (-pair[1][1].total(), pair[0]))
        return Summary(
            articles=[
                replace(row, version_of=self._articles[first].id) if first != at else row
                for at, (row, first) in enumerate(zip(self._articles, firsts, strict=True))
            ],
            people=[
                PersonRow(
                    own.name, own.role.role if own.role else None, own.quotations, own.articles, own.first, own.last
                )
                for own in people
            ],
            institutions=[BodyRow(own.name, own.type, own.country, own.articles, own.quotations) for own in bodies],
            instruments=laws,
            topics=[TopicRow(key, told, each.total(), dict(sorted(each.items()))) for key, (told, each) in topics],
            failures=self._failures,
        )

    def _law(self, entity: Entity, own: Profile) -> LawRow:
        events = [event for each in entity.cards for event in self._events.get(each.key, ())]
        *_, day, stage = max(events, default=(None, None))  # the furthest step of the last article
        amendments, votes = (
            tuple(dict.fromkeys(told for each in entity.cards for told in found.get(each.key, ())))
            for found in (self._amendments, self._votes)
        )
        return LawRow(own.name, own.number, own.type, own.articles, stage, day or None, amendments, votes)
