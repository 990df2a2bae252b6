import pytest

from extractor.data import Library, library, read_weights
from extractor.draft import Structure
from extractor.errors import DataError
from extractor.facts.topics import Weights, Zones, choose, scores
from extractor.facts.topics.cues import Cues, load_vocabulary
from extractor.model import tokenizer
from extractor.settings import DEFAULT_MODEL
from extractor.text.structure import reader

HEADER = "topic\tlabel\tstrong\tgood\tweak\n"


def own_weights():
    return read_weights(library(), "topics/weights.tsv", Weights)


@pytest.fixture(scope="module")
def vocabulary():
    return load_vocabulary(library())


def test_at_least_150_topics_are_live(vocabulary):
    rows = library().table("topics/cues.tsv")
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


def test_a_longer_cue_says_half_of_what_a_strong_one_inside_it_says_for_another_topic(vocabulary):
    cues, tokenize = Cues(library(), vocabulary), tokenizer(DEFAULT_MODEL)
    (hit,) = cues.scan(tokenize("patent litigation")).hits
    assert dict(hit.cue.points) == {"20000206": 3.0, "20000114": 1.5}
    assert not dict(cues.scan(tokenize("supreme court of ukraine")).hits[0].cue.points)


def test_who_acts_is_given_with_fewer_points_than_the_matter(vocabulary):
    weights = own_weights()
    acts, matter = "20001384", "20000210"
    assert acts in vocabulary.actors
    assert matter not in vocabulary.actors
    assert choose({acts: weights.acting, matter: weights.acting}, vocabulary, weights) == [acts]


def test_every_scored_topic_has_a_cue_in_the_text(vocabulary):
    doc = tokenizer(DEFAULT_MODEL)("The judge and the magistrate heard the appeal about the robbery and the arson.")
    found = Cues(library(), vocabulary).scan(doc)
    told = {topic for hit in found.hits for topic, _ in hit.cue.points}
    assert told
    assert set(scores(found, Zones(Structure(), 0, 0), vocabulary, own_weights())) <= told


@pytest.fixture(scope="module")
def raw(vocabulary):
    cues, weights, structure = Cues(library(), vocabulary), own_weights(), reader(library())
    tokenize = tokenizer(DEFAULT_MODEL)

    def scored(text):
        return scores(cues.scan(tokenize(text)), Zones(structure(text), 150, 400), vocabulary, weights)

    return scored


def test_a_subject_in_the_list_of_a_transcript_counts_more_than_one_in_the_talk(raw):
    talk = "Good morning. " + "We are glad to be here with all of you. " * 20
    listed, said = "Transcript. Subjects: the wheat harvest. ", "Transcript. Subjects: the day. "
    assert raw(listed + talk)["20000210"] > raw(said + talk + "The wheat harvest.")["20000210"]
    assert raw(listed + talk)["20000210"] > raw(listed.replace(":", " of") + talk)["20000210"]


def test_a_cue_in_the_headline_counts_more_than_one_in_the_lead_or_the_body(raw):
    talk = "It was a long and quiet day for all of the people there. " * 12
    headline, lead, body = (
        raw(f"The {first} of the year\n\nThe council met for the {second} today. {talk}{last}")["20000210"]
        for first, second, last in (
            ("wheat", "day", "The day ended."),
            ("day", "wheat", "The day ended."),
            ("day", "day", "The wheat grew."),
        )
    )
    assert headline > lead > body


def test_letterheads_contacts_and_menus_are_not_what_a_text_is_about(raw):
    story = "The council met for a long day with many guests, the mayor said."
    assert "20000210" not in raw(f"Ministry of Wheat\n\nA quiet day\n\n{story}\n\nAlso read:\nWheat prices rise")
    assert "20000210" in raw(f"A quiet day\n\n{story} The wheat grew.")


def test_what_is_mentioned_once_counts_less_than_its_points(raw):
    once, thrice = raw("The wheat grew."), raw("The wheat grew, the wheat fell, the wheat lay.")
    assert once["20000210"] < 0.5 * thrice["20000210"]
