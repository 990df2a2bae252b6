import pytest
import spacy

from extractor.data import Library, library, read_weights
from extractor.errors import DataError
from extractor.facts.topics.cues import Cues
from extractor.facts.topics.score import Weights, choose, scores
from extractor.facts.topics.vocabulary import load_vocabulary

HEADER = "topic\tlabel\tstrong\tgood\tweak\n"


def own_weights():
    return read_weights(library(), "topics/weights.tsv", Weights)


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary(library())


def test_at_least_150_topics_are_live(vocabulary):
    rows = library().table("topics/cues.tsv", "topic", "label", "strong", "good", "weak")
    assert len({row["topic"] for row in rows} & set(vocabulary.labels)) >= 150


@pytest.mark.parametrize(
    ("row", "why"),
    [
        ("20000085\tno such label\tx\t\t", "is not 'no such label' in the vocabulary"),
        ("20000085\tsex crime\tx|x\t\t", "'x' stands here twice"),
    ],
)
def test_faulty_cues_are_named_with_file_and_line(tmp_path, vocabulary, row, why):
    folder = tmp_path / "topics"
    folder.mkdir()
    (folder / "cues.tsv").write_text(HEADER + row + "\n", encoding="utf-8")
    with pytest.raises(DataError, match=r"cues\.tsv:2: ") as error:
        Cues(Library((tmp_path,)), vocabulary)
    assert why in str(error.value)


def test_the_narrower_topic_takes_the_place_of_the_broader(vocabulary):
    weights = own_weights()
    broad, narrow = "20000106", "20000107"
    assert broad in vocabulary.ancestors(narrow)
    assert choose({broad: 10.0, narrow: 8.0}, vocabulary, weights) == [narrow]
    assert choose({broad: 10.0, narrow: 2.0}, vocabulary, weights) == [broad]


def test_every_scored_topic_has_a_cue_in_the_text(vocabulary):
    doc = spacy.blank("en")("The judge and the magistrate heard the appeal about the robbery and the arson.")
    found = Cues(library(), vocabulary).scan(doc)
    told = {topic for hit in found.hits for topic, _ in hit.cue.points}
    assert told
    assert set(scores(found, vocabulary, own_weights())) <= told


@pytest.fixture(scope="module")
def raw(vocabulary):
    cues, weights, nlp = (
        Cues(library(), vocabulary),
        own_weights(),
        spacy.blank("en"),
    )
    return lambda text: scores(cues.scan(nlp(text)), vocabulary, weights)


def test_a_subject_in_the_list_of_a_transcript_counts_more_than_one_in_the_talk(raw):
    talk = "Good morning. " + "We are glad to be here with all of you. " * 20
    listed, said = "Transcript. Subjects: the wheat harvest. ", "Transcript. Subjects: the day. "
    assert raw(listed + talk)["20000210"] > raw(said + talk + "The wheat harvest.")["20000210"]
    assert raw(listed + talk)["20000210"] > raw(listed.replace(":", " of") + talk)["20000210"]


def test_the_headline_after_the_head_of_a_release_counts_as_title(raw):
    letterhead = "Jane Doe, Member for Somewhere, 12 High Street, Phone 123, Fax 456, jane at example, " * 3
    body = " The wheat grew. " + "It was a long and quiet day. " * 10
    released, printed = (raw(f"{letterhead} {head}: the harvest. {body}") for head in ("Media Release", "A paper"))
    assert released["20000210"] > printed["20000210"]


def test_what_is_mentioned_once_counts_less_than_its_points(raw):
    once, thrice = raw("The wheat grew."), raw("The wheat grew, the wheat fell, the wheat lay.")
    assert once["20000210"] < 0.5 * thrice["20000210"]
