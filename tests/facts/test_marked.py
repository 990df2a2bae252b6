from pathlib import Path

import pytest

from extractor.article import Article
from extractor.checking import found, look, read
from extractor.pipeline import Pipeline
from extractor.settings import Reading

FILES = sorted(Path(__file__).parent.glob("*.txt"))


def cases():
    for path in FILES:
        for marked in read(path):
            marks = [pytest.mark.xfail(reason=marked.gap, strict=True)] if marked.gap else []
            yield pytest.param(path.stem, marked, marks=marks, id=f"{path.name}:{marked.line}")


@pytest.fixture(scope="session")
def records():
    """The marked sentences of a kind are read for that kind, in one batch, whatever their score."""
    found = {}
    for path in FILES:
        articles = [
            Article(id=f"{path.stem}:{marked.line}", text=marked.text, published=marked.published)
            for marked in read(path)
        ]
        found |= {record.id: record for record in Pipeline(Reading(only=(path.stem,), least=0.0))(articles)}
    return found


@pytest.mark.parametrize(("kind", "marked"), list(cases()))
def test_marked(kind, marked, records):
    record = records[f"{kind}:{marked.line}"]
    facts = found(record, kind)
    shown = {marked.text[start:end]: fact for (start, end), fact in facts.items()}
    assert set(facts) == set(marked.spans), f"found {shown}"
    for span, fields in marked.spans.items():
        seen = {key: look(facts[span], key) for key in fields}
        assert seen == fields
