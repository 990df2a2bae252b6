import io
import xml.etree.ElementTree as ET

from extractor.fact import Date
from extractor.record import Failure, Problem, Published, Record, encode
from extractor.writers import Target, writer_named

TEXT = "Senators <met> on May 9-10 and\x0b vote in June & July."


def timex(words, value, kind="DATE", resolution="explicit"):
    start = TEXT.index(words)
    return Date(
        text=words, start=start, end=start + len(words), type=kind, value=value, timex=value,
        earliest=None, latest=None, resolution=resolution, rule="test",
    )  # fmt: skip


def record(name):
    dates = (timex("May 9-10", "2021-05-09/2021-05-10"), timex("June", "2021-06", resolution="inferred"))
    return Record(
        id=name, source="a.txt", title="A & B", url=None, language="en",
        published=Published(value="2021-05-03", from_="text"), dateline=None, dates=dates, text=TEXT,
    )  # fmt: skip


def written(*items):
    stream = io.BytesIO()
    sink = writer_named("timeml").open(Target(stream))
    for item in items:
        sink.write(encode(item))
    sink.close()
    return ET.fromstring(stream.getvalue())  # noqa: S314 - our own output


def test_the_text_stays_what_it_was_but_for_what_xml_cannot_hold():
    text = written(record("a")).find("TEXT")
    assert "".join(text.itertext()) == TEXT.replace("\x0b", "\ufffd")


def test_dates_are_tagged_with_their_values():
    root = written(record("a"))
    assert root.find("DCT/TIMEX3").attrib["value"] == "2021-05-03"
    month = root.findall("TEXT/TIMEX3")[-1]
    assert (month.text, month.attrib["value"], month.attrib["temporalFunction"]) == ("June", "2021-06", "true")


def test_a_span_is_a_duration_between_two_points():
    span, begin, end = written(record("a")).findall("TEXT/TIMEX3")[:3]
    assert (span.text, span.attrib["type"], span.attrib["value"]) == ("May 9-10", "DURATION", "P2D")
    assert span.attrib["beginPoint"] == begin.attrib["tid"]
    assert span.attrib["endPoint"] == end.attrib["tid"]
    assert (begin.attrib["value"], end.attrib["value"]) == ("2021-05-09", "2021-05-10")


def test_several_articles_make_a_corpus_and_failures_are_left_out():
    failure = Failure(id="c", source="c.txt", error=Problem(stage="reader", reason="empty"))
    root = written(record("a"), failure, record("b"))
    assert root.tag == "TimeMLCorpus"
    assert [each.findtext("DOCID") for each in root] == ["a", "b"]
