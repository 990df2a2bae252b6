"""What about: IPTC Media Topics, by weighted cues whose mentions are the evidence, and by all words of the text."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from math import exp, log, log1p
from typing import Literal

from msgspec import Struct

from extractor.data import Library, late, read_weights
from extractor.doc import Doc
from extractor.draft import Draft, Find, Structure
from extractor.fact import Mention, Topic
from extractor.facts.topics.cues import STRONG, WEAK, Cue, Cues, Hit, Scan, Vocabulary, full_id, load_vocabulary
from extractor.facts.topics.words import load_words

_MOST_EVIDENCE = 8
Zone = Literal["title", "lead", "body", "outside"]
_OUTSIDE = ("furniture", "letterhead", "contact", "menu", "related", "caption", "end")


def build(library: Library) -> Find:
    """The finder of topics; one scan over the words of the text."""
    vocabulary = load_vocabulary(library)
    cues = Cues(library, vocabulary)
    weights = read_weights(library, "topics/weights.tsv", Weights)
    words = late(library, load_words)

    def find(doc: Doc, draft: Draft) -> Iterator[Topic]:
        found = cues.scan(doc)
        zones = Zones(draft.structure, int(weights.opening), int(weights.leading))
        raw = scores(found, zones, vocabulary, weights)
        if found.words >= weights.short:
            raw = weighed(raw, words().odds(draft.article.text), weights)
        first = [*{hit.cue.text: hit for hit in reversed(found.hits)}.values()]
        for topic in choose(raw, vocabulary, weights):
            evidence = _evidence(draft.article.text, topic, first)
            yield Topic(
                id=full_id(topic),
                label=vocabulary.labels[topic],
                score=round(probability(raw[topic], len(evidence), weights), 3),
                ids={"wikidata": vocabulary.wikidata[topic]} if topic in vocabulary.wikidata else {},
                evidence=evidence,
                rule="topics.cues",
            )

    return find


def _evidence(text: str, topic: str, hits: list[Hit]) -> tuple[Mention, ...]:
    """Those of the cues with the most points, in text order."""
    told = ((points, hit) for hit in hits for each, points in hit.cue.points if each == topic and points)
    best = sorted(told, key=lambda pair: (-pair[0], pair[1].start))[:_MOST_EVIDENCE]
    spans = sorted((hit.start, hit.end) for _, hit in best)
    return tuple(Mention(text=text[start:end], start=start, end=end) for start, end in spans)


class Zones:
    """The zones of an article; ``opening`` code points of running text are a headline where there is none."""

    def __init__(self, structure: Structure, opening: int, lead: int) -> None:
        self._structure = structure
        body = structure.lead.start if structure.lead else structure.body_start
        self._title_end = body if structure.headline else body + opening
        self._lead = body, body + lead

    def at(self, place: int) -> Zone:
        """The zone of a place (code points)."""
        role = self._structure.role_at(place)
        if role in _OUTSIDE:
            return "outside"
        if role in ("headline", "subheadline") or self._lead[0] <= place < self._title_end:
            return "title"
        return "lead" if self._lead[0] <= place < self._lead[1] else "body"


class Weights(Struct, frozen=True):
    """How points are counted and where the line is drawn (``models/topics/weights.tsv``)."""

    opening: float
    title: float
    leading: float
    lead: float
    buried: float
    frame_words: float
    listed: float
    usual_length: float
    firm: float
    upward: float
    least: float
    share: float
    enough: float
    most: float
    specific: float
    slope: float
    middle: float
    acting: float
    actors: float
    solo: float
    passing: float
    thin: float
    vague: float
    words: float
    usual: float
    swing: float
    short: float


def scores(found: Scan, zones: Zones, vocabulary: Vocabulary, weights: Weights) -> dict[str, float]:
    """Raw score per topic: cues in title and lead count more, repetition less and less.

    Long texts dilute, but not so much what title and lead count more.
    The strongest narrower topic passes a share of its points on to a parent that has cues of its own in the text.
    What is mentioned once or twice in all is rarely the matter, and counts less; so does what only weak cues speak for.
    """
    best: dict[Cue, float] = defaultdict(float)
    count: dict[Cue, int] = defaultdict(int)
    for hit in found.hits:
        if (where := zones.at(hit.start)) == "outside":
            continue
        zone = _factor(where, hit.word, found, weights)
        best[hit.cue] = max(best[hit.cue], zone)
        count[hit.cue] += 1
    dilution = max(0.5, found.words / weights.usual_length) ** 0.5
    own: dict[str, float] = defaultdict(float)
    mentions: dict[str, int] = defaultdict(int)
    plain: set[str] = set()
    told_above: set[str] = set()
    carried: set[str] = set()  # by more than the names of countries
    for cue, zone in best.items():
        worth = (zone - 1.0) / dilution**weights.firm + (1.0 + log1p(count[cue] - 1)) / dilution
        for topic, points in cue.points:
            own[topic] += points * worth
            mentions[topic] += count[cue]
            if points > WEAK:
                plain.add(topic)
            if not cue.land or points == STRONG:
                carried.add(topic)
            if zone > 1.0:
                told_above.add(topic)
    narrower: dict[str, float] = {}
    told = dict(mentions)
    for topic, value in own.items():
        parent = vocabulary.parents[topic]
        if parent in own:
            narrower[parent] = max(narrower.get(parent, 0.0), value)
            told[parent] += mentions[topic]
    total = {topic: value + weights.upward * narrower.get(topic, 0.0) for topic, value in own.items()}
    clear, above = _clear(plain, own, vocabulary), _clear(told_above, own, vocabulary)
    return {
        topic: total[topic]
        * (1.0 if told[topic] > weights.passing else weights.thin)
        * (1.0 if topic in clear else weights.vague)
        * (1.0 if topic in above else weights.buried)
        for topic in sorted(carried)
    }


def weighed(raw: Mapping[str, float], odds: Mapping[str, float], weights: Weights) -> dict[str, float]:
    """The raw scores, higher or lower by what all words of the text say of a topic that they tell of."""
    found = dict(raw)
    for topic in raw.keys() & odds.keys():
        power = weights.words * (odds[topic] - weights.usual)
        found[topic] *= exp(max(-weights.swing, min(weights.swing, power)))
    return found


def _clear(plain: set[str], topics: Iterable[str], vocabulary: Vocabulary) -> set[str]:
    """The topics that have more than weak cues themselves, or in their broader or a narrower one."""
    parents = vocabulary.parents
    return plain | {parents[topic] for topic in plain} | {topic for topic in topics if parents[topic] in plain}


def _factor(zone: Zone, word: int, found: Scan, weights: Weights) -> float:
    if any(begin <= word < begin + weights.frame_words for begin in found.lists):
        return weights.listed
    return {"title": weights.title, "lead": weights.lead}.get(zone, 1.0)


def choose(raw: Mapping[str, float], vocabulary: Vocabulary, weights: Weights) -> list[str]:
    """The best topics, best first; of a topic and its ancestor the more specific one, unless it is much weaker.

    What a text is about is measured against its strongest matter, not against who acts, for a parliament's every
    release speaks of bills and readings; topics about who acts must be strong to stand beside any.
    """
    low = {topic: weights.acting if topic in vocabulary.actors else weights.least for topic in raw}
    ranked = sorted((topic for topic in raw if raw[topic] >= low[topic]), key=lambda topic: (-raw[topic], topic))
    matter = [topic for topic in ranked if topic not in vocabulary.actors]
    least = {
        acts: weights.share * min(raw[best[0]], weights.enough) if best else 0.0
        for acts, best in ((True, ranked), (False, matter))
    }
    chosen: list[str] = []
    for topic in ranked:
        acts = topic in vocabulary.actors
        if raw[topic] < least[acts]:
            continue
        full = len(chosen) >= weights.most or (acts and len(vocabulary.actors.intersection(chosen)) >= weights.actors)
        wider = next((other for other in chosen if other in vocabulary.ancestors(topic)), None)
        if wider is not None:
            if raw[topic] >= weights.specific * raw[wider]:
                chosen[chosen.index(wider)] = topic
        elif not (full or any(topic in vocabulary.ancestors(other) for other in chosen)):
            chosen.append(topic)
    return chosen


def probability(raw: float, cues: int, weights: Weights) -> float:
    """The score between 0 and 1: how often a careful reader agreed with topics of this raw score and so many cues."""
    if cues == 1:
        raw *= weights.solo
    return 1 / (1 + exp(-weights.slope * (log(raw) - weights.middle)))
