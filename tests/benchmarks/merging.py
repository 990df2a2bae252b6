"""Time and memory of merging against the number of articles: ``python tests/benchmarks/merging.py FOLDER COUNT...``.

FOLDER is what ``-f parquet`` wrote of some thousand real articles. They are multiplied: in each variation seven names
of ten have syllables more, others in each, so that names grow in number as in archives of real
articles. Each count is merged by a process of its own, whose highest memory is told.
"""

import subprocess
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from extractor.merge.partitions import merge_partitions

ENTITIES = {"people": "$", "institutions": r"(\b|$)", "instruments": r"(\b|$)", "places": r"(\b|$)"}
"""Where the syllables stand: behind the last name, or behind the first word."""
SYLLABLES = "['ano', 'berg', 'ic', 'sen', 'ova', 'ley', 'ton', 'ira', 'ov', 'ez', 'mann', 'wala', 'ski', 'una']"


def vary(base, folder, number):
    """Writes one variation of the tables that merging reads."""
    folder.mkdir(parents=True)
    with duckdb.connect() as connection:
        connection.execute(f"CREATE MACRO syllable(h) AS ({SYLLABLES})[(1 + h % 14)::INT]")
        connection.execute(
            f"CREATE MACRO more(name) AS CASE WHEN {number} > 0 AND hash(name, {number}) % 10 < 7 "
            f"THEN syllable(hash(name, {number}, 1)) || syllable(hash(name, {number}, 2)) ELSE '' END"
        )
        copy = lambda name, query: connection.execute(f"COPY ({query}) TO '{folder}/{name}.parquet'")  # noqa: E731
        own = f"'{number}:' || article AS article"
        days = f"published + {number * 7} AS published"
        copy("articles", f"SELECT * REPLACE ({own}, {days}) FROM '{base}/articles.parquet'")
        copy("quotes", f"SELECT * REPLACE ({own}) FROM '{base}/quotes.parquet'")
        known = []
        for kind, where in ENTITIES.items():
            known.append(f"SELECT '{kind}' AS kind, article, fact, more(name) AS more FROM '{base}/{kind}.parquet'")
            changed = f"regexp_replace(name, '(\\w{{3,}}){where}', '\\1' || more(name)) AS name"
            copy(kind, f"SELECT * REPLACE ({own}, {changed}) FROM '{base}/{kind}.parquet'")
        text = "regexp_replace(text, '(\\w{3,})', '\\1' || coalesce(k.more, '')) AS text"
        whole = " UNION ALL ".join(known)
        joined = f"FROM '{base}/mentions.parquet' m LEFT JOIN ({whole}) k USING (kind, article, fact)"
        copy("mentions", f"SELECT m.* REPLACE ('{number}:' || m.article AS article, {text}) {joined}")


def main(base, *counts):
    own = duckdb.execute(f"SELECT count(*) FROM '{base}/articles.parquet'").fetchone()[0]
    with tempfile.TemporaryDirectory(dir=base.parent) as scratch:
        folders = [Path(scratch) / str(number) for number in range(-(-max(map(int, counts)) // own))]
        for number, folder in enumerate(folders):
            vary(base, folder, number)
        for count in map(int, counts):
            wanted = folders[: -(-count // own)]
            subprocess.run([sys.executable, __file__, "--merge", Path(scratch) / "merged", *wanted], check=True)


def merged(output, *folders):
    import resource  # noqa: PLC0415 - of this process alone

    wall, start = time.perf_counter(), time.process_time()
    rows = merge_partitions(folders, Path(output))
    taken = time.process_time() - start
    articles = duckdb.execute(
        f"SELECT count(*) FROM read_parquet({[f'{folder}/articles.parquet' for folder in folders]})"
    ).fetchone()[0]
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{articles:>9,} articles {rows['members']:>11,} occurrences {rows['entities']:>10,} entities"
          f" {taken:8.1f} s processor {time.perf_counter() - wall:8.1f} s {peak:>7,} MB", flush=True)  # fmt: skip


if __name__ == "__main__":
    if sys.argv[1] == "--merge":
        merged(*sys.argv[2:])
    else:
        main(Path(sys.argv[1]), *sys.argv[2:])
