"""What holds for every record of every text."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from extractor.article import Article
from extractor.entity import Entity
from extractor.fact import Action, Mention, Statement
from extractor.record import KEY_OF, Record, encode

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))
PIECES = [
    "The Senate", "of Kazakhstan", "adopted", "45 amendments", "“We will act,”", "said", "Senator Anna Bell", "(R-ME)",
    "on 9 March 2023",
    "March 9-10", "by 388 votes to 201", "$3.4 million", "the Clean Water Act", "Bill C-59", "\n\n",
    "’s", "“", "”", "'", '"', "(", ")", "—", "12", "1/2", "\t", "  ", "said:", "according to", "Mr", "0", "٣", "ﬁ",
    "é", "🏛️", "²", "2²", "20²³", "½",
    "May", "may", "Q2", "unanimously", "the Committee on Health", "he", "Ministry of Finance (MOF)",
    "\r\n", "\u00a0", "\u200b",
]  # fmt: skip
texts = st.one_of(
    st.text(max_size=300),
    st.lists(st.sampled_from(PIECES), max_size=40).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=40).map("".join),
)


def spans(item):
    """Every (text, start, end) in a fact and its parts."""
    if isinstance(item, tuple):
        for part in item:
            yield from spans(part)
    elif hasattr(item, "__struct_fields__"):
        if hasattr(item, "start"):
            yield item.text, item.start, item.end
        for name in item.__struct_fields__:
            yield from spans(getattr(item, name))


def check(record, text):
    assert isinstance(record, Record), record
    for shown, start, end in spans(record):
        assert shown == text[start:end]
        assert shown == shown.strip() != ""
    for kind, key in KEY_OF.items():
        facts = getattr(record, key)
        assert all(fact.rule for fact in facts)
        if issubclass(kind, Statement | Action):
            assert [fact.start for fact in facts] == sorted(fact.start for fact in facts), key
        if issubclass(kind, Entity):
            check_entities(key, facts)
    check_links(record)


def check_entities(key, entities):
    if entities:
        numbers = [int(entity.id[1:]) for entity in entities]
        assert numbers == sorted(set(numbers))  # those that are left out are numbered too
        assert {entity.id[0] for entity in entities} == {entities[0].id[0]}
        firsts = [entity.mentions[0].start for entity in entities]
        assert firsts == sorted(firsts), key
        assert all(entity.name.strip() and entity.rule for entity in entities)
        for entity in entities:
            assert all(one.end <= two.start for one, two in pairwise(entity.mentions)), key


def check_links(record):
    known = {key: {item.id for item in getattr(record, key)} for key in ("institutions", "people", "instruments")}
    actors = known["institutions"] | known["people"] | {None}
    for person in record.people:
        assert not person.affiliation or person.affiliation.institution_id in known["institutions"] | {None}
    for quote in record.quotes:
        assert quote.speaker_id in actors
        assert quote.speaker_mention is None or isinstance(quote.speaker_mention, Mention)
    for action in record.actions:
        assert action.actor_id in actors
    for fact in (*record.amendments, *record.counts, *record.votes):
        assert fact.instrument in known["instruments"] | {None}


def read(pipeline, text, published=None):
    return pipeline([Article(id="x", text=text, published=published)])[0]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_samples(pipeline, path):
    text = path.read_bytes().decode()
    check(read(pipeline, text, "2023-03-10"), text)


def test_a_short_name_that_is_a_law_by_itself_is_mentioned_once_at_each_place(pipeline):
    text = "They signed a Memorandum of Understanding (MOU) in Kabul. The MOU was signed on 16 May 2002."
    record = read(pipeline, text)
    check(record, text)
    assert [mention.text for mention in record.instruments[0].mentions] == ["Memorandum of Understanding", "MOU", "MOU"]


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(text=texts, published=st.sampled_from([None, "2024-02-29"]))
def test_any_text(pipeline, text, published):
    check(read(pipeline, text, published), text)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_same_bytes_alone_and_in_a_batch(pipeline, path):
    text = path.read_bytes().decode()
    articles = [Article(id=str(n), text=part) for n, part in enumerate((text, "A first text.", text[: len(text) // 2]))]
    together = [encode(record) for record in pipeline(articles)]
    assert together == [encode(pipeline([article])[0]) for article in articles]


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_counts_are_disjoint(pipeline, path):
    record = read(pipeline, path.read_bytes().decode())
    taken = sorted(
        (fact.start, fact.end) for fact in (*record.amendments, *record.counts, *record.votes, *record.money)
    )
    assert all(one[1] <= two[0] for one, two in pairwise(taken))
