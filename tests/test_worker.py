import weakref

from extractor import pipeline, worker
from extractor.article import Article
from extractor.settings import Reading


def test_a_process_keeps_the_model_of_its_last_run_alone(monkeypatch):
    loaded = []

    class Watched(pipeline.Pipeline):
        def __init__(self, reading):
            super().__init__(reading)
            self.itself = self  # as a model is: only a search for garbage finds it
            loaded.append(weakref.ref(self))

    monkeypatch.setattr(pipeline, "Pipeline", Watched)
    for number in range(3):
        worker.worker(Reading(only=("dates",)))([Article(id=f"a{number}", text="They met on 9 March 2023.")])
    assert [each() is None for each in loaded] == [True, True, False]
