import os
import signal
import threading
import time

import jobs
import pytest

from extractor.engines import cluster
from extractor.errors import UsageError

distributed = pytest.importorskip("distributed", reason="the extra 'cluster' is not installed")


@pytest.fixture(scope="module")
def local():
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
    ) as workers:
        yield workers


def test_every_result_comes_once_and_in_order_though_a_worker_is_killed(tmp_path, local):
    batches = [["slow", number] for number in range(60)]
    results = cluster.run(jobs.Squares(tmp_path), batches, jobs.lost, local.scheduler_address)
    found = [next(results)]
    victim = next(iter(local.workers.values())).pid
    timer = threading.Timer(0.3, os.kill, (victim, signal.SIGKILL))
    timer.start()
    for result in results:
        found.append(result)
        time.sleep(0.01)
    timer.join()
    assert found == [item for number in range(60) for item in ("slow", number * number)]


def test_an_item_that_kills_its_workers_costs_itself_alone(tmp_path, local):
    with distributed.Client(local.scheduler_address) as client:
        client.run_on_scheduler(lambda dask_scheduler: setattr(dask_scheduler, "allowed_failures", 0))
    batches = [[1, "die", 2], [3, jobs.Unsendable()]]
    found = list(cluster.run(jobs.Squares(tmp_path), batches, jobs.lost, local.scheduler_address))
    assert found == [1, "lost die", 4, 9, "lost unsendable"]


def test_a_scheduler_that_does_not_answer_is_told(tmp_path, monkeypatch):
    monkeypatch.setattr(cluster, "_TIMEOUT", 1)
    with pytest.raises(UsageError, match="no Dask scheduler answers"):
        list(cluster.run(jobs.Squares(tmp_path), [[1]], jobs.lost, "tcp://127.0.0.1:9"))
