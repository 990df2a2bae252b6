import os
import random
import signal
from pathlib import Path

import jobs
import pytest

from extractor.engines import inline, processes

BATCHES = [list(range(start, start + size)) for start, size in zip(range(0, 400, 10), [10, 1, 7, 3] * 10, strict=True)]


def run(folder, batches, workers=2):
    return list(processes.run(jobs.Squares(folder), batches, jobs.lost, workers))


@pytest.mark.parametrize("workers", [1, 3])
def test_results_come_in_order_and_each_process_makes_its_function_once(tmp_path, workers):
    assert run(tmp_path, BATCHES, workers) == list(inline(jobs.Squares(tmp_path / ".."), BATCHES))
    assert jobs.made(tmp_path) <= workers


def test_no_more_batches_are_read_ahead_than_the_window_holds(tmp_path):
    read = 0

    def source():
        nonlocal read
        for batch in BATCHES:
            read += 1
            yield batch

    results = processes.run(jobs.Squares(tmp_path), source(), jobs.lost, 2)
    next(results)
    assert read < len(BATCHES) / 2
    results.close()


def test_a_process_that_is_killed_costs_nothing(tmp_path):
    assert run(tmp_path, [[1, 2, "die once", 3], [4]]) == [1, 4, "lived", 9, 16]


def test_an_item_that_kills_twice_costs_itself_alone(tmp_path):
    assert run(tmp_path, [[1, "die", 2], ["die"], [3]]) == [1, "lost die", 4, "lost die", 9]


def test_an_item_that_cannot_be_sent_costs_itself_alone(tmp_path):
    batches = [[1, jobs.Unsendable(), 2], [jobs.Unsendable()], [3]]
    assert run(tmp_path, batches) == [1, "lost unsendable", 4, "lost unsendable", 9]


def test_processes_killed_at_random_lose_and_repeat_nothing(tmp_path):
    chance = random.Random(4)  # noqa: S311 - the same kills every time
    batches = [["slow", number] for number in range(40)]
    results = processes.run(jobs.Squares(tmp_path), batches, jobs.lost, 2)
    found = []
    for result in results:
        found.append(result)
        if len(found) in (2, 20, 50):
            os.kill(chance.choice(_children()), signal.SIGKILL)
    assert found == [item for number in range(40) for item in ("slow", number * number)]


def _children():
    pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return [int(pid) for pid in pids if "spawn_main" in Path(f"/proc/{pid}/cmdline").read_text()]


def test_what_the_batch_function_raises_is_raised_here(tmp_path):
    with pytest.raises(ValueError, match="asked to"):
        run(tmp_path, [[1], ["raise"], [2]])
    assert not _children()


def test_processes_are_replaced_after_so_many_items(tmp_path, monkeypatch):
    monkeypatch.setattr(processes, "_RECYCLED", 4)
    pids = run(tmp_path, [["pid", "pid"]] * 6, 1)
    assert len(set(pids)) == 3
