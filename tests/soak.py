"""Reads many articles with two processes and looks at memory: `python tests/soak.py` (26,000 articles, a long hour).

Memory is that of all processes of the run, as the mean of what is looked up around a tenth of the articles and at the
end. It fails where the end has more than a tenth more. `--articles` makes it shorter, and then says less.
"""

import argparse
import json
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from statistics import mean

SAMPLES = [file.read_text(encoding="utf-8") for file in sorted((Path(__file__).parents[1] / "samples").glob("*.txt"))]
COMMAND = Path(sys.executable).parent / "extract"
SYLLABLES = ("ba", "ne", "ri", "to", "lu", "ka", "shi", "mo", "ver", "den", "hol", "gar", "win", "sel", "tam")


def articles(number):
    """The samples again and again, each time with a name and a place that were never there before."""
    chance = random.Random(number)  # noqa: S311 - the same names every time
    for at in range(number):
        name, town = ("".join(chance.choices(SYLLABLES, k=4)).title() for _ in range(2))
        text = f"{SAMPLES[at % len(SAMPLES)]}\n\nSenator {name} of {town} said that {at} letters had come.\n"
        yield json.dumps({"id": f"n{at}", "text": text}) + "\n"


def memory(group):
    """Bytes that the processes of a group share fairly among them (PSS), all together."""
    total = 0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if int((process / "stat").read_text().rpartition(")")[2].split()[2]) != group:
                continue
            lines = (process / "smaps_rollup").read_text().splitlines()
        except OSError:
            continue
        total += next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)
    return total


def soak(number, jobs, folder):
    """The memory around a tenth of the articles and around the end, in bytes, and the articles a second."""
    batch, output = folder / "in.jsonl", folder / "out.jsonl"
    with batch.open("w", encoding="utf-8") as stream:
        stream.writelines(articles(number))
    looks, written, size, start = [], 0, 0, time.monotonic()
    line = [COMMAND, batch, "-o", output, "--jobs", str(jobs), "--quiet"]
    with subprocess.Popen(line, start_new_session=True) as process:
        while process.poll() is None:
            time.sleep(1)
            if output.exists():
                with output.open("rb") as stream:
                    stream.seek(size)
                    new = stream.read()
                written, size = written + new.count(b"\n"), size + len(new)
            looks.append((written / number, memory(process.pid)))
    assert process.returncode == 0
    assert output.read_bytes().count(b"\n") == number
    tenth = mean(size for share, size in looks if 0.08 <= share <= 0.12)
    end = mean(size for share, size in looks if share >= 0.96 and size)
    return tenth, end, max(size for _, size in looks), number / (time.monotonic() - start)


def main():
    """Say what was measured; the exit status is 1 where memory has grown."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=26_000)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        tenth, end, most, rate = soak(options.articles, options.jobs, Path(folder))
    print(
        f"{options.articles:,} articles, {rate:.1f} a second: {tenth / 2**20:,.0f} MB at a tenth, "
        f"{end / 2**20:,.0f} MB at the end ({end / tenth - 1:+.1%}), {most / 2**20:,.0f} MB at most"
    )
    return int(end > 1.1 * tenth)


if __name__ == "__main__":
    sys.exit(main())
