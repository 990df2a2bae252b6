from pathlib import Path

import pytest

import freeze
from extractor.checking import found, look, read

FILES = sorted(Path(__file__).parent.glob("*.txt"))


def cases():
    for path in FILES:
        for marked in read(path):
            marks = [pytest.mark.xfail(reason=marked.gap, strict=True)] if marked.gap else []
            yield pytest.param(path.stem, marked, marks=marks, id=f"{path.name}:{marked.line}")


@pytest.mark.parametrize(("kind", "marked"), list(cases()))
def test_marked(kind, marked):
    facts = found(freeze.read_set("marked")[freeze.sentence_id(marked)], kind)
    shown = {marked.text[start:end]: fact for (start, end), fact in facts.items()}
    assert set(facts) == set(marked.spans), f"found {shown}"
    for span, fields in marked.spans.items():
        seen = {key: look(facts[span], key) for key in fields}
        assert seen == fields
