"""spaCy's own pipeline, our evaluation of its networks, and texts to compare them on."""

import random
from pathlib import Path

import pytest
import spacy

from extractor.data import library
from extractor.model import Model
from extractor.settings import DEFAULT_MODEL

SAMPLES = Path(__file__).parents[2] / "samples"
MARKS = (*" " * 9, "  ", "\n", "\n\n", ", ", ". ", " - ", "(", ") ", "'s ", " $", "%", "…", "“", "” ", "\u200b", "\t")
WORDS = (
    "the", "of", "Senate", "March", "2021", "Ms", "Anna", "Kowalska", "12", "nine", "millions", "Paris", "bill", "Act",
    "U.S.", "Corp", "said", "yesterday", "amendment", "EU", "Łódź", "X", "über", "3.5", "No.", "II", "Monday", "first",
    "minister", "North", "Bank", "10:30", "a.m.", "çok", "中国", "zzz", "QWERTY",
)  # fmt: skip


@pytest.fixture(scope="session")
def stock():
    return spacy.load(DEFAULT_MODEL, exclude=["ner", "lemmatizer", "attribute_ruler", "senter"])


@pytest.fixture
def model():
    """A model anew, which has seen no word yet."""
    return Model(DEFAULT_MODEL, library())


@pytest.fixture(scope="session")
def texts():
    """Sample articles, word salad, and the shortest texts there are."""
    chance = random.Random(9)  # noqa: S311 - the same texts every time
    salad = [
        "".join(chance.choice(WORDS) + chance.choice(MARKS) for _ in range(chance.randrange(1, 200))) for _ in range(80)
    ]
    articles = [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.txt"))]
    return [*articles, *salad, "", " ", "\n\n", "Paris", "Anna Kowalska", "."]
