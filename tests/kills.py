"""Kills the command at random moments and looks at what is left: `python tests/kills.py --kills 200`.

JSON lines are gone on with (`--resume`) until they are whole, an archive is added to; other forms leave nothing or the
earlier output. At the end each output is the one of a run that nobody killed: nothing is lost, doubled or changed.
Forms that are written at the end are mostly made from an archive, which takes no model and so falls into the writing.
`test_kills.py` makes a few of these kills.
"""

import argparse
import csv
import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

COMMAND = Path(sys.executable).parent / "extract"
TEXTS = (
    "The Senate adopted 45 amendments to the Harbour Dues Act on 9 March 2023.",
    "“We will act at once,” said Minister Ingrid Halvorsen on Tuesday.",
    "The Committee on Finance rejected the Harbour Dues Bill by 12 votes to 7.",
)
FORMS = {"jsonl": "out.jsonl", "csv": "out.csv", "parquet": "out.parquet", "html": "out.html", "sqlite": "out.db"}
GONE_ON_WITH = ("jsonl", "sqlite")
MOST = 4
"""Kills of one output; then the run may come to its end."""
EARLIER = b"an earlier result\n"


class Kills:
    """A batch and an archive, what a whole run makes of them in each form, and how long that takes."""

    def __init__(self, folder, articles, held):
        self.folder = folder
        self.batch, self.archive = batch(folder / "in.jsonl", articles), folder / "in.db"
        self.whole, self.seconds, self.seen = {}, {}, Counter()
        self.run("sqlite", batch(folder / "held.jsonl", held), self.archive)

    def run(self, form, inputs, output, jobs=1, after=None):
        """Runs the command, killed after so many seconds where it is told when; says whether it came to its end."""
        resumed = ["--resume"] if form == "jsonl" else []
        line = [COMMAND, inputs, "-f", form, "-o", output, "--jobs", str(jobs), "--quiet", *resumed]
        start = time.monotonic()
        with subprocess.Popen(line, stderr=subprocess.DEVNULL, start_new_session=True) as process:
            try:
                process.wait(after)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                return False
        assert process.returncode in (0, 1), (form, process.returncode)
        last = self.seconds.get((form, inputs), 0.0)
        self.seconds[form, inputs] = max(time.monotonic() - start, last / 2)  # as busy as the machine is now
        return True

    def expected(self, form, inputs):
        """What a run makes that nobody kills."""
        if (form, inputs) not in self.whole:
            output = self.folder / f"whole-{inputs.stem}{inputs.suffix}-{FORMS[form]}"
            self.run(form, inputs, output)
            self.whole[form, inputs] = content(form, output)
            assert self.whole[form, inputs]
        return self.whole[form, inputs]

    def once(self, form, chance):
        """One output, killed once, or, where it can be gone on with, until it is whole; gives the number of kills."""
        again = form in GONE_ON_WITH
        inputs = self.batch if again or chance.random() < 0.1 else self.archive
        whole = self.expected(form, inputs)
        output = self.folder / f"{chance.randrange(10**9)}-{FORMS[form]}"
        earlier = not again and chance.random() < 0.5
        if earlier:
            output.write_bytes(EARLIER)
        kills, jobs = 0, chance.choice((1, 1, 2))
        moment = self.seconds[form, inputs] * chance.uniform(0.3, 1.05)
        while not self.run(form, inputs, output, jobs, moment):
            kills += 1
            self.seen[form] += 1
            self.left(form, output, earlier, whole)
            moment = self.seconds[form, inputs] * chance.uniform(0.3, 1.05) if again and kills < MOST else None
        found = content(form, output)
        assert found == whole, (form, kills, len(found), len(whole))
        for file in (output, *output.parent.glob(f".{output.name}.*"), *output.parent.glob(f"{output.name}-*")):
            file.unlink(missing_ok=True)
        return kills

    def left(self, form, output, earlier, whole):
        """What a kill leaves is a beginning, the earlier output, the whole, or nothing."""
        if form == "jsonl":
            assert not output.exists() or output.read_bytes() == whole[: output.stat().st_size]
        elif form == "sqlite":
            found = content(form, output) if output.exists() and output.stat().st_size else []
            assert set(found) <= set(whole), len(found)
            assert len(found) == len(set(found))
        elif output.exists():
            assert (earlier and output.read_bytes() == EARLIER) or content(form, output) == whole
        else:
            assert not earlier


def batch(file, articles):
    """A file of so many articles, and a line that is none."""
    lines = [json.dumps({"id": f"n{number}", "text": TEXTS[number % 3]}) for number in range(articles)]
    file.write_text("\n".join([*lines, '{"id": "broken"}', ""]), encoding="utf-8")
    return file


def content(form, path):
    """What an output holds, as an outside reader finds it."""
    if form == "csv":
        with path.open(newline="", encoding="utf-8") as stream:
            return list(csv.reader(stream))
    if form == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - slow to load

        return pq.read_table(path).to_pylist()
    if form == "sqlite":
        with sqlite3.connect(path) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
            query = "SELECT 1 FROM sqlite_master WHERE name = 'articles'"
            if connection.execute(query).fetchone() is None:
                return []
            facts = "SELECT count(*) FROM occurrences WHERE article_id = articles.id"
            return list(connection.execute(f"SELECT article, text, ({facts}) FROM articles ORDER BY article"))
    return path.read_bytes()


def main():
    """Kill as often as asked; say how often, and in which form."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--articles", type=int, default=150, help="of the batch")
    parser.add_argument("--held", type=int, default=1500, help="articles of the archive")
    parser.add_argument("--seed", type=int, default=random.randrange(10**9))  # noqa: S311 - where a moment falls
    options = parser.parse_args()
    chance, start = random.Random(options.seed), time.monotonic()  # noqa: S311 - likewise
    with tempfile.TemporaryDirectory() as folder:
        kills = Kills(Path(folder), options.articles, options.held)
        while sum(kills.seen.values()) < options.kills:
            for form in FORMS:
                kills.once(form, chance)
            print(dict(kills.seen), file=sys.stderr)
    print(
        f"{sum(kills.seen.values())} kills in {time.monotonic() - start:.0f} s with seed {options.seed}, "
        f"nothing lost, doubled or changed: {dict(kills.seen)}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
