"""No text hangs the program: those made for it are read, and one that takes too long is a failure, the rest goes on."""

import json
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

import pytest

from extractor import Extractor, limits, worker
from extractor.article import Article
from extractor.checking import read as read_marked
from extractor.data import library
from extractor.engines import inline, processes
from extractor.record import Failure
from extractor.settings import Reading
from extractor.text.structure import reader

ROOT = Path(__file__).parents[1]
MADE_TO_HANG = {
    "adverbs": "The law should be " + "finally " * 40 + "new, the Senate said.",
    "blanks": "The Senate met in London on Tuesday." + " " * 80_000 + "it voted.",
    "no-break blanks": "The Senate met in London on Tuesday." + "\xa0" * 80_000 + "it voted.",
    "issuers": "".join(f"About Tar{n:b}w\nTar{n:b}w is a leading glass company in Tarrow.\n\n" for n in range(2_000)),
    "firms beside a word": "".join(f"CEO of Tar{n:b}w. Tar{n:b}w fell.\n" for n in range(2_000)),
    "letters of shares": "".join(f"Tar{n:b}w (NYSE: TRW) fell.\n" for n in range(2_000)),
    "dates before an object": "The Senate adopted on " + "March 9 " * 1_500 + "the bill.",
    "labels": "opinion: " * 200,
    "labels of days": "Monday, 18 September 2017, 1:46 pm " * 60,
    "labels and names": "Source: Harbour Party report: Ana " * 60,
    "a title in each word": "X Dr" * 16_000,
}
GOOD = "The Senate adopted 45 amendments."


@pytest.fixture(scope="module")
def work():
    made = worker.worker(Reading())
    made([Article(id="first", text=GOOD)])  # loads the model
    return made


def broken_off():
    """Each marked sentence up to one of its words, a further one from line to line, without the signs behind it."""
    for path in sorted((ROOT / "tests" / "facts").glob("*.txt")):
        for marked in read_marked(path):
            words = marked.text.split(" ")
            text = " ".join(words[: 1 + marked.line % len(words)]).rstrip('.,;:”"')
            yield Article(id=f"{path.stem}:{marked.line}", text=text)


def test_a_text_that_breaks_off_anywhere_is_read(pipeline):
    records = pipeline([*broken_off()])
    failed = {each.id: each.error for each in records if isinstance(each, Failure) and each.error.stage != "language"}
    assert not failed


@pytest.mark.parametrize("name", MADE_TO_HANG)
def test_a_text_made_to_hang_a_rule_is_read(name, work, monkeypatch):
    monkeypatch.setattr(limits, "READING_SECONDS", 8.0)
    monkeypatch.setattr(limits, "READING_SECONDS_EACH", 0.0)
    (line,) = work([Article(id=name, text=MADE_TO_HANG[name])])
    assert "error" not in json.loads(line)


def test_the_lines_of_releases_are_read_however_often_they_come():
    read = reader(library())
    started = time.process_time()
    for row in library().table("structure/lines.tsv"):
        for text in (row["example"], row["example"][:12], row["example"].split()[0] + ":"):
            assert read(f"{text} " * 100).blocks
    assert time.process_time() - started < 60


@pytest.mark.parametrize("engine", [inline, partial(processes.run, lost=str, jobs=1)])
def test_an_article_that_takes_too_long_is_a_failure_and_the_others_are_read(engine, tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "READING_SECONDS", limits.READING_SECONDS)  # what the worker changes is changed back
    monkeypatch.setattr(limits, "READING_SECONDS_EACH", limits.READING_SECONDS_EACH)
    (tmp_path / "counts").mkdir()
    (tmp_path / "counts" / "needs.tsv").write_text("needs\tpattern\nlaw\t(?:o|oo)+x\n")  # a user's own, ambiguous
    texts = (GOOD, "Twelve articles are " + "o" * 60 + ".", GOOD)
    batch = [Article(id=str(number), text=text) for number, text in enumerate(texts)]
    lines = [json.loads(line) for line in engine(Impatient(Reading(patterns=(tmp_path,))), [batch])]
    assert [line["id"] for line in lines] == ["0", "1", "2"]
    assert [len(line.get("amendments", ())) for line in lines] == [1, 0, 1]
    assert lines[1]["error"]["stage"] == "time"


def test_an_article_of_too_many_signs_is_a_failure_that_says_what_to_do(monkeypatch, pipeline):
    monkeypatch.setattr(limits, "ARTICLE_TOKENS", 200)
    texts = (GOOD, "[" * 201, "[" * 200, "long" * 100)
    read = pipeline([Article(id=str(number), text=text) for number, text in enumerate(texts)])
    assert [isinstance(each, Failure) for each in read] == [False, True, False, False]
    assert (read[1].id, "split it" in read[1].error.reason) == ("1", True)


class Impatient:
    """Makes a worker that allows an article one second."""

    def __init__(self, reading):
        self.reading = reading

    def __call__(self):
        limits.READING_SECONDS, limits.READING_SECONDS_EACH = 1.0, 0.0
        return worker.worker(self.reading)


def test_threads_find_what_one_finds_alone():
    samples = [file.read_text(encoding="utf-8") for file in sorted((ROOT / "samples").glob("*.txt"))[::2]]
    extractor = Extractor()
    alone = [extractor(text) for text in samples]
    usual = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        with ThreadPoolExecutor(4) as threads:
            orders = [range(first, first + len(samples)) for first in range(4)]
            found = threads.map(lambda order: [extractor(samples[at % len(samples)]) for at in order], orders)
            for order, records in zip(orders, found, strict=True):
                assert records == [alone[at % len(samples)] for at in order]
    finally:
        sys.setswitchinterval(usual)
