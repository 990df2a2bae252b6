import pytest
import spacy

from extractor.data import Library, library
from extractor.errors import DataError
from extractor.facts.topics.cues import Cues, load_vocabulary
from extractor.facts.topics.score import choose, load_weights, scores

HEADER = "topic\tlabel\tstrong\tgood\tweak\n"


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
    weights = load_weights(library())
    broad, narrow = "20000106", "20000107"
    assert broad in vocabulary.ancestors(narrow)
    assert choose({broad: 10.0, narrow: 8.0}, vocabulary, weights) == [narrow]
    assert choose({broad: 10.0, narrow: 2.0}, vocabulary, weights) == [broad]


def test_every_scored_topic_has_a_cue_in_the_text(vocabulary):
    doc = spacy.blank("en")("The judge and the magistrate heard the appeal about the robbery and the arson.")
    hits, words = Cues(library(), vocabulary).scan(doc)
    told = {topic for hit in hits for topic, _ in hit.cue.points}
    assert told
    assert set(scores(hits, words, vocabulary, load_weights(library()))) <= told
