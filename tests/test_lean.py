import subprocess
import sys
from pathlib import Path

import spacy

from extractor.pipeline import load
from extractor.settings import DEFAULT_MODEL

SAMPLES = Path(__file__).parents[1] / "samples"


def test_spacy_loads_without_its_commands_and_has_them_on_demand():
    code = (
        "import sys; from extractor.worker import load_spacy; load_spacy(); load_spacy()\n"
        "assert not [name for name in sys.modules if name.startswith('spacy.cli')]\n"
        "import spacy; spacy.blank('en')\n"
        "from spacy.cli import info; print(info.__name__)\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "info\n"


def test_the_command_loads_neither_spacys_commands_nor_a_web_client():
    code = (
        "import sys; from extractor.run import worker; from extractor.settings import Reading\n"
        "from extractor.article import Article\n"
        "worker(Reading())([Article(id='a', text='The Senate met.')])\n"
        "print(sorted({'spacy.cli', 'httpx', 'requests'} & set(sys.modules)))\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_the_tokenizer_is_the_stock_pipelines():
    ours, stock = load(DEFAULT_MODEL).tokenizer, spacy.load(DEFAULT_MODEL).tokenizer
    texts = [file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("*.txt"))]
    for text in [
        *texts,
        "Don't e-mail o'clock@example.org :-) at 5p.m., U.S.A. (https://example.org/a?b=c)… 10km y'all'd've",
    ]:
        assert [(t.text, t.norm_, t.whitespace_) for t in ours(text)] == [
            (t.text, t.norm_, t.whitespace_) for t in stock(text)
        ]
    assert ours.to_bytes(exclude=["vocab"]) == stock.to_bytes(exclude=["vocab"])
