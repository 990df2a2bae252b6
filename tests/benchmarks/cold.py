"""One article from nothing, the whole command against bare spaCy: ``python tests/benchmarks/cold.py``. CPU seconds.

Both find their modules compiled, as pip leaves them: a checkout writes its bytecode in the first, uncounted run.
"""

import os
import resource
import statistics
import subprocess
import sys
from pathlib import Path

import bench

from extractor.settings import DEFAULT_MODEL

PAIRS = 7
BARE = f"import spacy, sys; print(len(spacy.load({DEFAULT_MODEL!r})(open(sys.argv[1]).read()).ents))"


def main():
    article = min(bench.SAMPLES.glob("*.txt"))
    ours = [Path(sys.executable).parent / "extract", article, "-f", "json"]
    theirs = [sys.executable, "-c", BARE, article]
    seconds(ours), seconds(theirs)
    pairs = [(seconds(ours), seconds(theirs)) for _ in range(PAIRS)]
    mine, other = (statistics.median(column) for column in zip(*pairs, strict=True))
    print(f"extract: {mine:.2f} s, bare spaCy: {other:.2f} s, ratio {statistics.median(a / b for a, b in pairs):.2f}")


def seconds(line):
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    subprocess.run(line, stdout=subprocess.DEVNULL, check=True, env=environment)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
