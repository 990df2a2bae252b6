"""What the benchmarks share: texts, a tokeniser's count of them, and runs in pairs.

Every benchmark takes a JSONL file of articles (objects with ``text``) as its argument; without one it reads the
samples. BLAS works with one thread here, so that figures are those of one core.
"""

import json
import os
import statistics
import sys
import time
from itertools import islice
from pathlib import Path

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"):
    os.environ[variable] = "1"

SAMPLES = Path(__file__).parents[2] / "samples"


def texts(limit=300):
    """The texts of the file named on the command line, or of the samples."""
    if len(sys.argv) > 1:
        with Path(sys.argv[1]).open(encoding="utf-8") as lines:  # not splitlines: texts hold line separators of Unicode
            return [json.loads(line)["text"] for line in islice(lines, limit)]
    return [path.read_text(encoding="utf-8") for path in sorted(SAMPLES.rglob("*.txt"))] * 10


def paired(ours, theirs, pairs=5):
    """CPU seconds of both, each the median of runs that take turns, and the median of the pairs' ratios."""
    times = [(seconds(ours), seconds(theirs)) for _ in range(pairs)]
    mine, other = (statistics.median(column) for column in zip(*times, strict=True))
    return mine, other, statistics.median(b / a for a, b in times)


def seconds(work):
    """CPU seconds of a call."""
    start = time.process_time()
    work()
    return time.process_time() - start
