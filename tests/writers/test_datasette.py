"""Datasette opens an archive without a further step, and answers."""

import importlib.util
import json
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest

pytestmark = pytest.mark.skipif(importlib.util.find_spec("datasette") is None, reason="needs Datasette")
SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.fixture(scope="module")
def ask(command, tmp_path_factory):
    """The JSON that Datasette gives for a path below the archive."""
    path = tmp_path_factory.mktemp("archive") / "archive.db"
    assert command(SAMPLES, "-o", path, "--datasette").returncode == 0
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    line = [
        sys.executable, "-m", "datasette", "serve", "--immutable", path, "--metadata",
        path.with_suffix(".metadata.json"), "--host", "127.0.0.1", "--port", str(port),
    ]  # fmt: skip
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    base = f"http://127.0.0.1:{port}/"
    end = time.monotonic() + 120
    while True:
        try:
            urlopen(base + "-/versions.json").close()  # noqa: S310 - our own server
            break
        except (URLError, ConnectionError):
            assert time.monotonic() < end
            assert process.poll() is None
            time.sleep(0.3)

    def get(where):
        with urlopen(base + where) as answer:  # noqa: S310 - likewise
            return json.load(answer)

    yield get
    process.terminate()
    process.wait(30)


def test_who_is_quoted_most(ask):
    rows = ask("archive/most_quoted.json?_shape=array")
    assert {"person", "role", "quotations", "articles"} <= set(rows[0])
    assert "Margaret Whitcombe" in [row["person"] for row in rows]


def test_what_happened_to_a_bill(ask):
    rows = ask("archive/bill_timeline.json?_shape=array&instrument__contains=Tea+(Amendment)")
    assert ("pass", "2024-03-14") in [(row["event"], row["day"]) for row in rows]


def test_how_a_vote_went(ask):
    rows = ask("archive/vote_results.json?_shape=array&outcome=adopted")
    assert (68, 31) in [(row["votes_for"], row["votes_against"]) for row in rows]


def test_in_what_words(ask):
    rows = ask("archive/search_quotations.json?_shape=array&words=disaster+loans+OR+planting")
    assert any("planting season" in row["quotation"] for row in rows)


def test_who_stands_with_whom_and_facets_are_there(ask):
    rows = ask("archive/who_with_whom.json?_shape=array&_size=max")
    assert {"Margaret Whitcombe", "Luis Delgado"} in [{row["person"], row["other"]} for row in rows]
    assert ask("archive/institutions.json?_size=1")["facet_results"]
    assert ask("archive/articles.json?_shape=array&_search=flood")
