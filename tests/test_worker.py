from extractor import worker
from extractor.article import Article
from extractor.settings import Reading

BATCHES = [
    [Article(id=str(number), text=f"The Senate adopted {number} amendments to the Ports Act.")] for number in range(3)
]


def test_a_model_loaded_anew_reads_the_same(monkeypatch):
    kept = worker.worker(Reading())
    expected = [kept(batch) for batch in BATCHES]
    monkeypatch.setattr(worker, "_MOST_WORDS", 1)
    renewed = worker.worker(Reading())
    assert [renewed(batch) for batch in BATCHES] == expected
