"""Peak memory over the articles once and ten times: ``python tests/benchmarks/memory.py [ARTICLES.jsonl]``."""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

import bench

TIMES = (1, 10)


def main():
    texts = bench.texts(limit=None)
    for times in TIMES:
        with tempfile.TemporaryDirectory() as folder:
            source = Path(folder) / "articles.jsonl"
            with source.open("w", encoding="utf-8") as stream:
                for turn in range(times):
                    stream.writelines(json.dumps({"text": renamed(text, turn)}) + "\n" for text in texts)
            print(f"{times * len(texts)} articles: {peak(source):,.0f} MB at most")


def renamed(text, turn):
    """The text with new words in every turn, as new articles have them."""
    return text if not turn else " ".join(f"{word}{turn}" if len(word) % 9 == 0 else word for word in text.split(" "))


def peak(source):
    line = [Path(sys.executable).parent / "extract", source, "-f", "jsonl"]
    process = subprocess.Popen(line, stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    assert os.waitstatus_to_exitcode(status) in (0, 1)
    return usage.ru_maxrss / 1024


if __name__ == "__main__":
    main()
