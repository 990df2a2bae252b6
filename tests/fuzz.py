"""Throws damaged and hostile input at the whole program: `python tests/fuzz.py --seconds 600`.

Sound files of every form are damaged, from outside and inside their packing, and read, extracted and written in every
form; a part of the tries goes through the command itself, and some fifty files at a time through it with two jobs.
Nothing may raise, hang or take much memory, no parser may crash, nothing may steer the terminal, every span must be the
text's own words, and every output must be readable. Each try has a seed: `--seed N` does that one alone.
`test_fuzz.py` makes a few tries of fixed seeds; this command goes on for as long as asked.
"""

import argparse
import csv
import io
import json
import random
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import xml.etree.ElementTree as ET
from collections import Counter
from contextlib import contextmanager, redirect_stderr
from pathlib import Path

from damage import BOMBS, SOUND, broken
from extractor.article import Article, fault
from extractor.errors import ExtractError
from extractor.limits import has_too_many
from extractor.pipeline import Pipeline
from extractor.readers import READERS, read_all
from extractor.record import FACT_KEYS, Failure, decode, encode
from extractor.run import run
from extractor.settings import Reading, Settings
from extractor.writers import WRITERS, Target

COMMAND = Path(sys.executable).parent / "extract"
STREAMS = [writer for writer in WRITERS if writer.name not in ("site", "sqlite", "diff")]
"""Forms that take any articles and write one stream."""
CRASHED = ("its parser crashed", "takes longer")
LIMIT = 300
"""Seconds after which a try hangs."""
_MOST = 1000 * 2**20
"""Bytes of memory that the tries may add to what the process had: those of the model, and some for what they read."""
TOGETHER = 50
"""Files that go through the command with two jobs."""
STEERING = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


class Fuzz:
    """One pipeline for all tries; counts what they gave."""

    def __init__(self, folder):
        before = peak()
        self.folder = folder
        self.pipeline = Pipeline(Reading(include_text=True))
        self.seen = Counter()
        self.reasons = Counter()
        self.ceiling = before + _MOST

    def once(self, seed):
        """One try; the files that it reads stay in the folder until the next one."""
        for old in self.folder.iterdir():
            shutil.rmtree(old) if old.is_dir() else old.unlink()
        chance = random.Random(seed)  # noqa: S311 - damage, no secrets
        with limited(LIMIT):
            if chance.random() < 0.001:
                self.together(seed)
            else:
                self.alone(chance)
        assert peak() <= self.ceiling, f"{peak() / 2**20:.0f} MB"

    def alone(self, chance):
        """One file, through the rooms one by one, through a whole run, or through the command."""
        file = self.made(chance, self.folder)
        form = None if chance.random() < 0.7 else chance.choice(READERS).name
        way = chance.random()
        if way < 0.001:
            self.command(file, form, chance)
        elif way < 0.03:
            self.whole_run(file, form, chance)
        else:
            self.rooms(file, form, chance.sample(STREAMS, 3))

    def made(self, chance, folder, nameless=0.3):
        """A file in the folder: a damaged one, or now and then one that unpacks to much."""
        name = chance.choice(list(BOMBS if chance.random() < 0.01 else SOUND))
        file = folder / ("nameless" if chance.random() < nameless else name)
        file.write_bytes(broken(name, chance))
        return file

    def together(self, seed, files=TOGETHER):
        """Many files through the command with two jobs: a line for each article, and no sign that steers a terminal."""
        chance = random.Random(seed)  # noqa: S311 - likewise
        for number in range(files):
            place = self.folder / "many" / f"{number}"
            place.mkdir(parents=True)
            self.made(chance, place, nameless=0)
        output = self.folder / "out.jsonl"
        line = [COMMAND, self.folder / "many", "--jobs", "2", "--include-text", "--any-language", "-o", output]
        done = subprocess.run(line, capture_output=True, check=False, timeout=LIMIT)
        said = done.stderr.decode()
        assert done.returncode in (0, 1, 2), said
        assert "Traceback" not in said, said
        assert not STEERING.search(said), said
        items = [decode(each) for each in output.read_bytes().splitlines()] if output.exists() else []
        assert items or done.returncode
        assert len({item.id for item in items}) == len(items)
        for item in items:
            if not isinstance(item, Failure):
                self.own_words(item, item.text)
        self.seen["with two jobs"] += len(items)

    def own_words(self, record, text):
        """Each span is what the text has there."""
        for kind in FACT_KEYS:
            for fact in getattr(record, kind):
                for span in fact.spans:
                    assert span.text == text[span.start : span.end], (kind, span)

    def rooms(self, file, form, writers):
        """Reader, extractor and writers, one after another."""
        items = list(read_all((str(file),), form))[:5]
        for item in items:
            self.sound(item)
        found = self.pipeline(items)
        for article, record in zip(items, found, strict=True):
            if isinstance(article, Failure):
                assert record == article
                continue
            if isinstance(record, Failure):
                assert has_too_many(article.text), record
                continue
            self.own_words(record, article.text)
        lines = [encode(item) for item in found]
        for writer in writers:
            stream = io.BytesIO()
            sink = writer.open(Target(stream))
            for line in lines:
                sink.write(line)
            sink.close()
            readable(writer.name, stream.getvalue(), found)

    def sound(self, item):
        """What a reader gives must be an article with a text, or a failure that says why in one line."""
        self.seen[type(item).__name__] += 1
        if isinstance(item, Article):
            assert fault(item.text) is None, item
            return
        reason = item.error.reason
        assert "\n" not in reason, reason
        assert reason, item
        assert not any(words in reason for words in CRASHED), reason
        self.reasons[reason[:50]] += 1

    def whole_run(self, file, form, chance):
        """What the command does, in this process."""
        writer = chance.choice(STREAMS)
        output = self.folder / "out"
        settings = Settings(
            inputs=(str(file), str(self.folder / "missing")), input_format=form, format=writer.name, output=output,
            any_language=chance.random() < 0.5, quiet=True, explain=chance.random() < 0.5,
            reading=Reading(vague=chance.random() < 0.5, only=chance.choice(((), ("dates",), ("quotes", "votes")))),
        )  # fmt: skip
        try:
            with redirect_stderr(io.StringIO()):
                assert run(settings) in (1, 2)
        except ExtractError:
            self.seen["refused"] += 1
        for part in output.iterdir() if output.is_dir() else ():
            part.unlink()
        output.rmdir() if output.is_dir() else output.unlink(missing_ok=True)
        self.seen["whole run"] += 1

    def command(self, file, form, chance):
        """The installed command, on standard input."""
        line = [COMMAND, "-", "-f", chance.choice(STREAMS).name, *(("--input-format", form) if form else ())]
        done = subprocess.run(line, input=file.read_bytes(), capture_output=True, check=False, timeout=200)
        assert done.returncode in (0, 1, 2), done.stderr.decode()
        assert b"Traceback" not in done.stderr, done.stderr.decode()
        self.seen["command"] += 1


class HangError(BaseException):
    """A try takes too long; no ``Exception``, so that nothing takes it for a fault of the file."""


@contextmanager
def limited(seconds):
    """Ends what takes longer than so many seconds by the clock."""

    def end(*_):
        raise HangError(f"takes longer than {seconds} seconds")

    usual = signal.signal(signal.SIGALRM, end)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, usual)


def peak():
    """The most memory that this process has had, in bytes; 0 where the system does not tell."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else ()
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("VmHWM")), 0)


def readable(form, data, items):
    """The outside reader of the form takes what was written."""
    articles = sum(not isinstance(item, Failure) for item in items)
    if form in ("jsonl", "ninjs", "jsonld", "ftm"):
        lines = [json.loads(line) for line in data.splitlines()]
        assert form == "ftm" or len(lines) == (len(items) if form == "jsonl" else articles)
        assert form != "jsonl" or [decode(line) for line in data.splitlines()] == items
    elif form == "json" and items:
        json.loads(data)
    elif form == "csv":
        rows = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
        assert all(None not in row and None not in row.values() for row in rows)
    elif form == "timeml" and articles:
        ET.fromstring(data)  # noqa: S314 - our own writing
    elif form == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - slow to load

        pq.read_table(io.BytesIO(data))
    else:
        data if form == "spacy" else data.decode()


def main():
    """Go on until the time is over; say what was tried."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, help="do this one try alone")
    parser.add_argument("--reasons", action="store_true", help="list the reasons that failures gave")
    options = parser.parse_args()
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as folder:
        fuzz = Fuzz(Path(folder))
        first = seed = random.randrange(10**9) if options.seed is None else options.seed  # noqa: S311 - likewise
        while True:
            try:
                fuzz.once(seed)
            except (Exception, HangError):
                kept = Path(tempfile.gettempdir()) / f"fuzz-{seed}"
                print("seed", seed, "kept:", shutil.copytree(folder, kept, dirs_exist_ok=True))
                raise
            seed += 1
            if options.seed is not None or time.monotonic() - start > options.seconds:
                break
    print(
        f"seeds {first} to {seed - 1} in {time.monotonic() - start:.0f} s, {peak() / 2**20:.0f} MB at most, no crash: "
        f"{dict(fuzz.seen)}"
    )
    if options.reasons:
        for reason, number in fuzz.reasons.most_common():
            print(f"{number:6} {reason}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
