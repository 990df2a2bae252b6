"""What about: IPTC Media Topics, by weighted cues whose mentions are the evidence."""

from collections.abc import Iterator

from extractor.data import Library, read_weights
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.fact import Mention, Topic
from extractor.facts.topics.cues import Cues, Hit, full_id, load_vocabulary
from extractor.facts.topics.score import Weights, Zones, choose, probability, scores

_MOST_EVIDENCE = 8


def build(library: Library) -> Find:
    """The finder of topics; one scan over the words of the text."""
    vocabulary = load_vocabulary(library)
    cues = Cues(library, vocabulary)
    weights = read_weights(library, "topics/weights.tsv", Weights)

    def find(doc: Doc, draft: Draft) -> Iterator[Topic]:
        found = cues.scan(doc)
        zones = Zones(draft.structure, int(weights.opening), int(weights.leading))
        raw = scores(found, zones, vocabulary, weights)
        for topic in choose(raw, vocabulary, weights):
            evidence = _evidence(draft.article.text, topic, found.hits)
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
    """The first mentions of the cues with the most points, in text order."""
    told: dict[str, tuple[float, Hit]] = {}
    for hit in hits:
        points = dict(hit.cue.points).get(topic)
        if points and hit.cue.text not in told:
            told[hit.cue.text] = (points, hit)
    best = sorted(told.values(), key=lambda pair: (-pair[0], pair[1].start))[:_MOST_EVIDENCE]
    spans = sorted((hit.start, hit.end) for _, hit in best)
    return tuple(Mention(text=text[start:end], start=start, end=end) for start, end in spans)
