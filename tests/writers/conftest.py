import io

import pytest

from extractor.entity import Affiliation, Institution, Instrument, Person, Place
from extractor.fact import Action, Amendments, Contact, Count, Date, Mention, Money, Quote, Topic, Vote
from extractor.record import Dateline, Failure, Problem, Published, Record, encode
from extractor.settings import Settings
from extractor.writers import Target, writer_named

TEXT = (
    "ASTANA – The Kazakh Senate 🐎 adopted on March 9 amendments to the law on human rights.\r\n"
    'Of the 45 introduced amendments, 12 articles passed by 40 votes to 3 for =SUM(A1) <b id="x">$5 million</b>.\r\n'
    "“We will stop torture,” said Senate Chairperson Aigul Sarsenova. Sarsenova thanked the Senate."
)


def at(words, number=1):
    start = -1
    for _ in range(number):
        start = TEXT.index(words, start + 1)
    return {"text": words, "start": start, "end": start + len(words)}


def mention(words, number=1):
    return Mention(**at(words, number))


@pytest.fixture(scope="session")
def record():
    """A record with facts of every kind, and with words that forms must escape."""
    return Record(
        id="n1",
        source="desk/n1.txt",
        title="<script>alert('title')</script>",
        url="https://releases.example/n1",
        language="en",
        published=Published(value="2023-03-10", from_="option"),
        dateline=Dateline(place="Astana", **at("ASTANA")),
        lead=mention(TEXT[: TEXT.index("\r")]),
        dates=(
            Date(
                **at("March 9"), type="DATE", value="2023-03-09", timex="2023-03-09", earliest="2023-03-09",
                latest="2023-03-09", resolution="inferred", rule="month-day",
            ),
        ),
        institutions=(
            Institution(
                id="I1", name="Kazakh Senate", type="legislature", country="KZ",
                mentions=(mention("Kazakh Senate"), mention("Senate", 2), mention("Senate", 3)), rule="gazetteer",
            ),
        ),
        people=(
            Person(
                id="P1", name="Aigul Sarsenova", role="Senate Chairperson",
                affiliation=Affiliation(text="Senate", institution_id="I1"),
                mentions=(mention("Aigul Sarsenova"), mention("Sarsenova", 2)), rule="title-name",
            ),
        ),
        amendments=(
            Amendments(
                **at("45 introduced amendments"), value=45, modifier=None, stage="introduced", instrument="L1",
                rule="number-amendments",
            ),
        ),
        counts=(
            Count(
                **at("12 articles"), unit="article", value=12, modifier="at_least", stage=None, instrument=None,
                rule="number-unit",
            ),
        ),
        votes=(
            Vote(
                **at("40 votes to 3"), for_=40, against=3, abstain=None, unanimous=False, outcome="adopted",
                instrument=None, rule="n-to-m",
            ),
        ),
        money=(Money(**at("$5 million"), amount=5_000_000, currency="USD", rule="sign"),),
        instruments=(
            Instrument(
                id="L1", name="=SUM(A1)", type="act", number=None, country="KZ",
                mentions=(mention("law on human rights"), mention("=SUM(A1)")), rule="law-on",
            ),
        ),
        topics=(
            Topic(id="medtop:20001320", label="torture", score=0.75, evidence=(mention("torture"),), rule="lexicon"),
        ),
        quotes=(
            Quote(
                **at("We will stop torture,"), kind="direct", speaker="Aigul Sarsenova", speaker_id="P1",
                speaker_mention=mention("Aigul Sarsenova"), cue=mention("said"), rule="said-after",
            ),
        ),
        actions=(
            Action(
                **at("adopted on March 9 amendments to the law on human rights"), type="adopt", predicate="adopted",
                actor="Kazakh Senate", mentions=(mention("adopted on March 9 amendments to the law on human rights"),),
                actor_id="I1", object="amendments to the law on human rights", object_id="L1", date="2023-03-09",
                modality="done", rule="verb",
            ),
        ),
        places=(Place(id="G1", name="Astana", country="KZ", mentions=(mention("ASTANA"),), rule="gazetteer"),),
        contacts=(
            Contact(
                **at("Aigul Sarsenova. Sarsenova"), name="Aigul Sarsenova", role=None, organization="Kazakh Senate",
                email=None, telephone=None, rule="contact block",
            ),
        ),
        metadata={"desk": "east"},
        text=TEXT,
    )  # fmt: skip


@pytest.fixture(scope="session")
def failure():
    return Failure(id="n2", source="desk/<n2>.txt", error=Problem(stage="read", reason="empty: <i>no</i> text"))


@pytest.fixture
def write():
    """The bytes that a form makes of records and failures; into a folder where one is given."""

    def run(form, *items, folder=None, explain=False):
        stream = io.BytesIO()
        sink = writer_named(form).open(Target(stream, folder, Settings((), explain=explain)))
        for item in items:
            sink.write(encode(item))
        sink.close()
        return stream.getvalue()

    return run


@pytest.fixture(scope="session")
def bare():
    """A record with nothing in it."""
    return Record(
        id="n3", source="", title=None, url=None, language=None, published=None, dateline=None, text="Nothing."
    )
