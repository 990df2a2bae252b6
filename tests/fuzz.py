"""Throws damaged and hostile input at readers, extractor and forms: `python tests/fuzz.py --seconds 600`.

Nothing may raise; every span must be the text's own words. Not part of the test run: it goes on for as long as asked.
"""

import argparse
import io
import random
import sys
import time
from pathlib import Path

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from extractor import Article
from extractor.errors import ExtractError
from extractor.pipeline import Pipeline
from extractor.readers import READERS, _read
from extractor.readers.source import Source
from extractor.record import FACT_KEYS, Failure, encode
from extractor.settings import Reading
from extractor.writers import WRITERS, Target
from extractor.writers.words import spans

SAMPLES = [path.read_bytes() for path in sorted((Path(__file__).parents[1] / "samples").glob("*.[tj]*"))]
WORDS = st.sampled_from(sorted({word for data in SAMPLES for word in data.decode().split()}))
GLUE = st.sampled_from(
    [" ", "  ", "\n", "\r\n", "\n\n", " – ", "”", "“", "’s ", ", ", ". ", "\0", "\ufeff", "\u2028", "🐎"]
)
TEXTS = st.one_of(
    st.text(max_size=400),
    st.lists(st.tuples(WORDS, GLUE), max_size=80).map(lambda pairs: "".join(word + glue for word, glue in pairs)),
)
FORMS = st.sampled_from([reader.name for reader in READERS] + [None])


def damaged(data, seed):
    """Bytes with a few pieces cut, doubled, swapped or overwritten."""
    chance = random.Random(seed)  # noqa: S311 - damage, no secrets
    data = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at, size = chance.randrange(len(data) + 1), chance.randint(1, 60)
        data[at : at + size] = chance.choice(
            (b"", bytes(data[at : at + size]) * 2, chance.randbytes(size), b"\0" * size, b"<div>" * size, b"\xff\xfe")
        )
    return bytes(data)


class Fuzz:
    def __init__(self):
        self.pipeline = Pipeline(Reading(include_text=True))
        self.tried = 0

    def extract(self, articles):
        items = self.pipeline(articles)
        for article, item in zip(articles, items, strict=True):
            if isinstance(item, Failure):
                assert item.error.stage == "read", item
                continue
            for key in FACT_KEYS:
                for fact in getattr(item, key):
                    for span in spans(fact):
                        assert span.text == article.text[span.start : span.end], (key, span)
        for writer in WRITERS:
            sink = writer.open(Target(io.BytesIO()))
            for item in items:
                sink.write(encode(item))
            sink.close()
        self.tried += len(articles)

    def text(self, text):
        if text.strip() and not any("\ud800" <= char <= "\udfff" for char in text):
            self.extract([Article(id="x", text=text)])

    def bytes(self, data, form):
        source = Source("fuzz", data=data)
        try:
            with source.open() as stream:
                items = list(_read(source, stream, form, packed=True))
        except (ExtractError, OSError, EOFError):
            items = []
        self.tried += 1
        self.extract([item for item in items if isinstance(item, Article)][:3])


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=60)
    seconds = parser.parse_args().seconds
    fuzz, start, seed = Fuzz(), time.monotonic(), 0
    rounds = settings(
        max_examples=50, deadline=None, database=None, phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    texts = rounds(given(TEXTS)(fuzz.text))
    noise = rounds(
        given(st.one_of(st.binary(max_size=300), st.sampled_from(SAMPLES)), FORMS, st.integers())(
            lambda data, form, seed: fuzz.bytes(damaged(data, seed), form)
        )
    )
    while time.monotonic() - start < seconds:
        texts()
        noise()
        seed += 1
    print(f"{fuzz.tried} inputs in {time.monotonic() - start:.0f} s, no crash")
    return 0


if __name__ == "__main__":
    sys.exit(main())
