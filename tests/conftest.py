"""What all tests share: one pipeline for the whole run, and interrupts that reach the commands they start."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
"""Products of small matrices gain nothing from threads, which wait busily where tests run side by side: twice the time.

Read when numpy is loaded; the processes that tests start inherit it.
"""

from extractor.pipeline import Pipeline  # noqa: E402 - loads numpy
from extractor.settings import Reading  # noqa: E402 - as above

SLOW = {
    "test_acts", "test_against_annotation", "test_ambiguity", "test_cluster", "test_command", "test_damage",
    "test_date_properties", "test_docs", "test_factuality", "test_floors", "test_fuzz", "test_hostile", "test_laws",
    "test_links", "test_long_runs", "test_memory", "test_names_training", "test_ner", "test_new_kind", "test_notebook",
    "test_parser", "test_processes", "test_properties", "test_public", "test_readings", "test_readme", "test_scaling",
    "test_watching",
}  # fmt: skip
"""Files that take long as a whole: they start processes, score many texts, compare with spaCy, or count calls."""


def pytest_collection_modifyitems(items):
    """Marks as slow what lies in slow files, and what starts the command or a browser."""
    for item in items:
        if item.path.stem in SLOW or "command" in item.fixturenames or "browser" in item.name:
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session", autouse=True)
def interruptible():
    """A shell starts a job in the background deaf to interrupts, and its children after it."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session")
def pipeline():
    return Pipeline(Reading())


@pytest.fixture(scope="session")
def command():
    """Runs the installed command; gives the finished process with its output as bytes."""

    def run(*arguments, stdin=b"", **options):
        options = {"input": stdin, "capture_output": True, "timeout": 300} | options
        line = [str(Path(sys.executable).parent / "extract"), *map(str, arguments)]
        return subprocess.run(line, check=False, **options)

    return run
