"""Several processes, and runs that are interrupted and gone on with."""

import json
import os
import pty
import random
import re
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

TEXTS = (
    "The Norwegian Parliament adopted 45 amendments on 9 March 2023.",
    "“We will act at once,” said Minister Ingrid Halvorsen on Tuesday.",
    "The Committee on Finance rejected the Harbour Dues Bill by 12 votes to 7.",
)
ARTICLES = 600


@pytest.fixture(scope="module")
def batch(tmp_path_factory):
    file = tmp_path_factory.mktemp("long") / "batch.jsonl"
    lines = [json.dumps({"id": f"n{i}", "text": " ".join([TEXTS[i % 3]] * 6)}) for i in range(ARTICLES)]
    lines[7] = '{"id": "broken"}'
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


@pytest.fixture(scope="module")
def finished(batch, command, tmp_path_factory):
    """The output of an uninterrupted run of one process, with its log beside it."""
    output = tmp_path_factory.mktemp("finished") / "out.jsonl"
    assert command(batch, "-o", output).returncode == 1
    assert sorted(file.name for file in output.parent.iterdir()) == [".out.jsonl.run", "out.jsonl"]
    return output


@pytest.fixture(scope="module")
def whole(finished):
    """What it holds."""
    assert len(finished.read_bytes().splitlines()) == ARTICLES
    return finished.read_bytes()


@pytest.fixture
def stopped(finished, tmp_path):
    """Makes what a run leaves that was stopped after so many bytes, and what may have become of it since."""

    def make(size=None, then=b""):
        output = tmp_path / "out.jsonl"
        output.write_bytes(finished.read_bytes()[:size] + then)
        shutil.copy(finished.with_name(".out.jsonl.run"), tmp_path)
        return output

    return make


@pytest.mark.parametrize("engine", [["--jobs", "2"], ["--engine", "processes"]])
def test_processes_write_the_same(batch, whole, command, engine):
    done = command(batch, "-f", "jsonl", *engine)
    assert done.stdout == whole
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 2  # the broken one, and what became of all


def test_resume_after_a_kill(batch, whole, command, tmp_path):
    output = tmp_path / "out.jsonl"
    line = [Path(sys.executable).parent / "extract", batch, "-o", output]
    with subprocess.Popen(line, stderr=subprocess.DEVNULL) as process:
        while process.poll() is None and (not output.exists() or output.stat().st_size < 50_000):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
    assert 0 < output.stat().st_size < len(whole)
    assert command(batch, "-o", output, "--resume").returncode == 1
    assert output.read_bytes() == whole


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_killed_and_resumed_at_random_moments_it_repeats_and_loses_nothing(batch, whole, tmp_path, jobs):
    output = tmp_path / "out.jsonl"
    line = [Path(sys.executable).parent / "extract", batch, "-o", output, "--resume", "--jobs", jobs]
    chance = random.Random(int(jobs))  # noqa: S311 - where a moment falls is chance enough
    left = []
    while len(left) < 4 and len(whole) not in left:
        with subprocess.Popen(line, stderr=subprocess.DEVNULL, start_new_session=True) as process:
            before = output.stat().st_size if output.exists() else 0
            while process.poll() is None and (not output.exists() or output.stat().st_size == before):
                time.sleep(0.01)
            time.sleep(chance.uniform(0, 0.4))
            os.killpg(process.pid, signal.SIGKILL)
        assert whole.startswith(output.read_bytes())
        left.append(output.stat().st_size)
    assert left[0] < len(whole)
    subprocess.run(line, stderr=subprocess.DEVNULL, check=False)
    assert output.read_bytes() == whole


@pytest.mark.parametrize("seed", range(3))
def test_resume_from_any_byte(batch, whole, command, stopped, seed):
    output = stopped(random.Random(seed).randrange(len(whole) // 2, len(whole)))  # noqa: S311 - the same cuts every time
    command(batch, "-o", output, "--resume")
    assert output.read_bytes() == whole


def test_resume_of_a_finished_run_adds_nothing(batch, whole, command, stopped):
    output = stopped()
    done = command(batch, "-o", output, "--resume")
    assert (done.returncode, output.read_bytes()) == (1, whole)


def test_resume_without_an_output_starts_it(batch, whole, command, tmp_path):
    output = tmp_path / "out.jsonl"
    command(batch, "-o", output, "--resume")
    assert output.read_bytes() == whole


@pytest.mark.parametrize(
    ("size", "then", "complaint"),
    [
        (0, b'{"id":"other","source":"x"}\n', "out.jsonl:1: record 'other' is not of these inputs"),
        (0, b"hello\n", "out.jsonl:1: no record"),
        (0, b"my notes, one line", "out.jsonl:1: no record"),
        (None, b"my notes, one line", "out.jsonl:601: no record"),
    ],
)
def test_resume_leaves_what_is_not_its_own_alone(batch, command, stopped, size, then, complaint):
    output = stopped(size, then)
    held = output.read_bytes()
    done = command(batch, "-o", output, "--resume")
    assert done.returncode == 2
    assert complaint in done.stderr.decode()
    assert output.read_bytes() == held


@pytest.mark.parametrize("held", ["my notes, one line", "one\ntwo\n", '{"id":"n0","source":"x"}\n'])
def test_resume_leaves_a_file_alone_that_no_run_began(batch, command, tmp_path, held):
    output = tmp_path / "notes.txt"
    output.write_text(held)
    done = command(batch, "-f", "jsonl", "-o", output, "--resume")
    assert (done.returncode, output.read_text()) == (2, held)
    assert "no run of extract to go on with" in done.stderr.decode()


@pytest.mark.parametrize(
    ("options", "differs"),
    [
        (["--only", "votes,dates"], "begun without --only, and is now run with --only votes,dates; run as before"),
        (["--vague"], "begun without --vague, and is now run with --vague;"),
        (["--published", "2023-03-10"], "without --published, and is now run with --published 2023-03-10;"),
        (["--any-language"], "without --any-language, and is now run with --any-language;"),
        (["--day-first"], "without --day-first, and is now run with --day-first;"),
        (["--include-text"], "without --include-text, and is"),
    ],
)
def test_resume_refuses_to_mix_runs_and_says_what_differs(batch, whole, command, stopped, options, differs):
    output = stopped(len(whole) // 2)
    done = command(batch, "-o", output, "--resume", *options)
    assert done.returncode == 2
    assert differs in done.stderr.decode()
    assert output.read_bytes() == whole[: len(whole) // 2]


def test_resume_refuses_other_tables_another_version_and_another_text(batch, whole, command, stopped, tmp_path):
    output, log = stopped(len(whole) // 2), tmp_path / ".out.jsonl.run"
    folder = tmp_path / "patterns" / "money"
    folder.mkdir(parents=True)
    (folder / "units.tsv").write_text("x")
    assert (
        b"with other tables (--patterns); run"
        in command(batch, "-o", output, "--resume", "--patterns", folder.parent).stderr
    )
    log.write_bytes(log.read_bytes().replace(b'"version":"', b'"version":"0.', 1))
    assert b"by another version of extract; run" in command(batch, "-o", output, "--resume").stderr
    output = stopped(len(whole) // 2)
    log.write_bytes(log.read_bytes().replace(b"}\n", b"}\n0000000000000000\n", 1))
    done = command(batch, "-o", output, "--resume")
    assert "out.jsonl:1: 'n0' is another article than when the run began" in done.stderr.decode()
    assert output.read_bytes() == whole[: len(whole) // 2]


@pytest.mark.parametrize("arguments", [["-f", "jsonl"], ["-o", "out.json"]])
def test_resume_needs_a_file_of_lines(batch, command, tmp_path, arguments):
    done = command(batch, *arguments, "--resume", cwd=tmp_path)
    assert done.returncode == 2
    assert "--resume goes on with a file of JSON lines" in done.stderr.decode()


def test_an_interrupt_ends_all_processes(batch, tmp_path):
    output = tmp_path / "out.jsonl"
    line = [Path(sys.executable).parent / "extract", batch, batch, batch, "--jobs", "2", "-o", output]
    with subprocess.Popen(line, start_new_session=True, stderr=subprocess.DEVNULL) as process:
        while not output.exists() or not output.stat().st_size:
            time.sleep(0.05)
        os.killpg(process.pid, signal.SIGINT)
        assert process.wait(timeout=20) == 130
    end = time.monotonic() + 10
    while _alive(process.pid) and time.monotonic() < end:
        time.sleep(0.05)
    assert not _alive(process.pid)


@pytest.mark.parametrize("arguments", [[], ["--quiet"]])
def test_progress_is_for_a_terminal(batch, tmp_path, arguments):
    terminal, theirs = pty.openpty()
    line = [Path(sys.executable).parent / "extract", batch, "-o", tmp_path / "out.jsonl", *arguments]
    with subprocess.Popen(line, stderr=theirs, env={**os.environ, "TERM": "xterm", "COLUMNS": "100"}) as process:
        os.close(theirs)
        said = b""
        with suppress(OSError):  # Linux ends a terminal nobody holds with an error
            while part := os.read(terminal, 4096):
                said += part
    os.close(terminal)
    assert process.returncode == 1
    assert said.startswith(b"loading the model") == (not arguments)
    assert b"broken" in said  # the failure of one article
    shown = re.search(rb"/600.*a second.*\d:\d\d:\d\d", said)  # how many, how fast, time left
    summary = re.search(rb"extract: 599 articles .* 1 failed .* [\d,.]+ a second", said)
    assert (bool(shown), bool(summary)) == (not arguments, not arguments)


def _alive(group):
    stats = [file.read_text().rpartition(")")[2].split() for file in Path("/proc").glob("[0-9]*/stat") if file.exists()]
    return [state for state, _, its_group, *_ in stats if its_group == str(group) and state != "Z"]
