import os
import subprocess
import sys
import weakref

import pytest

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


TOLD = """
import builtins, os, sys
load, seen = builtins.__import__, {}
def watched(name, *rest, **more):
    if name.partition(".")[0] == "numpy":
        seen.setdefault("threads", os.environ.get("OPENBLAS_NUM_THREADS"))
    return load(name, *rest, **more)
builtins.__import__ = watched
from extractor.cli import main
sys.argv = ["extract", "-q", "-", "-o", sys.argv[1]]
try:
    main()
except SystemExit:
    pass
print(seen["threads"])
"""


@pytest.mark.parametrize("name", ["out.jsonl", "out.db", "out.parquet"])
def test_numpy_is_loaded_with_one_thread(tmp_path, name):
    """With more, a batch of a run on a busy machine costs twice the processor time."""
    environment = {key: value for key, value in os.environ.items() if not key.endswith("_NUM_THREADS")}
    done = subprocess.run(
        [sys.executable, "-c", TOLD, tmp_path / name], input="The House met on 9 March 2023.", env=environment,
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    assert done.stdout.split() == ["1"]
