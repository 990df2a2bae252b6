"""Public texts that are not kept here: archives in a folder beside the project, or in that of EXTRACT_TEXTS."""

import gzip
import json
import os
from pathlib import Path

from extractor.article import Article

FOLDER = Path(os.environ.get("EXTRACT_TEXTS", Path(__file__).parents[2] / "shared"))
WORLD, CORPUS = FOLDER / "world" / "world.jsonl.gz", FOLDER / "corpus" / "press-2600.jsonl.gz"
WHOLE = WORLD.exists() and CORPUS.exists()


def rows(path):
    """What an archive says of each article, its `id` and `text` and more; nothing where it is not on this machine."""
    if path.exists():
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def articles(wanted):
    """The articles with these ids, by id; none where an archive is not on this machine."""
    found = (row for path in (CORPUS, WORLD) for row in rows(path) if row["id"] in wanted) if WHOLE else ()
    return {row["id"]: Article(id=row["id"], text=row["text"], published=row.get("published")) for row in found}
