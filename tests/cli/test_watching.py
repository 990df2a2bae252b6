import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

pytest.importorskip("watchfiles")


@pytest.fixture
def watching(tmp_path):
    """The command as it watches a folder with one file in it and an empty one, and what its archive holds."""
    inbox, path = tmp_path / "inbox", tmp_path / "archive.db"
    inbox.mkdir()
    (inbox / "a.txt").write_text("The Senate adopted 45 amendments on 9 March 2023.")
    (tmp_path / "later").mkdir()
    line = [str(Path(sys.executable).parent / "extract"), "inbox", "later", "--watch", "-o", "archive.db"]
    process = subprocess.Popen(line, stderr=subprocess.PIPE, text=True, cwd=tmp_path)

    def held():
        if not path.is_file():
            return []
        with sqlite3.connect(path) as connection:
            try:
                return sorted(connection.execute("SELECT article, substr(text, 1, 9) FROM articles").fetchall())
            except sqlite3.OperationalError:
                return []

    def wait(wanted):
        end = time.monotonic() + 120
        while held() != wanted and time.monotonic() < end:
            time.sleep(0.2)
        assert held() == wanted

    yield inbox, process, wait
    process.kill()
    process.wait()


def test_new_and_changed_files_go_into_the_archive_until_it_is_ended(watching):
    inbox, process, wait = watching
    wait([("a", "The Senat")])
    (inbox / "b.txt").write_text("The House met on 10 March 2023, said Senator Anna Reed.")
    (inbox / ".hidden.txt").write_text("Not to be read.")
    (inbox / "picture.png").write_bytes(b"\x89PNG")
    wait([("a", "The Senat"), ("b", "The House")])
    (inbox / "a.txt").write_text("A Senate met on 11 March 2023.")
    wait([("a", "A Senate "), ("b", "The House")])
    moved = inbox.parent / "moved"
    moved.mkdir()
    (moved / "c.txt").write_text("Council of Ports.")
    moved.rename(inbox / "moved")
    wait([("a", "A Senate "), ("b", "The House"), ("c", "Council o")])
    process.send_signal(signal.SIGTERM)
    assert process.wait(60) == 0
    said = process.stderr.read()
    assert "extract: inbox/b.txt: 1 person, " in said
    assert "extract: waiting for what comes into inbox, later; Ctrl-C ends it" in said.splitlines()
    assert "holds no file" not in said
    assert "Traceback" not in said


def test_only_an_archive_can_be_added_to(command, tmp_path):
    done = command(tmp_path, "--watch", "-o", tmp_path / "out.jsonl")
    assert done.returncode == 2
    assert b"give -o ARCHIVE.db" in done.stderr
