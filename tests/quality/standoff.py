"""Gold annotation of texts that are not kept here, laid beside them as offsets in code points.

`gold/world/*.json` holds one article each: where its text comes from (`source`: an id of the archive or the address of
a page), the text's length and the SHA-256 of its UTF-8, and the facts, with `[start, end]` for words of the text.
A text is looked for as `texts/NAME.txt` in the folder that EXTRACT_TEXTS names, then in the archive.
`gold/factuality.jsonl` holds one act a line: its sentence and verb, who does it, whether it is done, planned, possible,
demanded, negated or only claimed, and whose words say so; `sha256` begins the sum of the sentence.
`gold/news/*.json`, `gold/reports/*.json` and `gold/releases/*.json` are such sheets too, `gold/bodies/*.json` hold
people and bodies alone; in all four `read` says whether their errors were looked at.
`python tests/quality/standoff.py FOLDER` writes what is found as a folder of `manifest.json`, `texts/` and `gold/`;
with `news`, `reports`, `releases` or `bodies` and `read` or `unread` behind it a half of those.
"""

import hashlib
import json
import os
import sys
from functools import cache
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1]))
import archives

HERE = Path(__file__).parent
SETS = {
    each: {path.stem: json.loads(path.read_text(encoding="utf-8")) for path in sorted((HERE / "gold" / each).iterdir())}
    for each in ("world", "news", "reports", "releases", "bodies")
}
ALL = {name: sheet for sheets in SETS.values() for name, sheet in sheets.items()}
ACTS = [json.loads(line) for line in (HERE / "gold" / "factuality.jsonl").read_text().splitlines()]
HEAD = ("source", "published", "country", "length", "sha256", "read")
KINDS = ("dates", "institutions", "people", "counts", "votes", "money", "instruments", "quotes", "actions")
FOLDER = os.environ.get("EXTRACT_TEXTS")


@cache
def stored():
    """The archive's articles by id, with what it says of them; none where it is not on this machine."""
    return {row["id"]: row for row in archives.rows(archives.WORLD)}


@cache
def archive():
    """The archive's texts by id."""
    return {name: article["text"] for name, article in stored().items()}


def sha256(text):
    return hashlib.sha256(text.encode()).hexdigest()


def text_of(name):
    """The text of a sheet, or None where it is not on this machine.

    Raises:
        ValueError: the text found is not the one that was annotated.
    """
    path = Path(FOLDER, "texts", name + ".txt") if FOLDER else None
    text = path.read_bytes().decode() if path and path.exists() else archive().get(name)
    if text is not None and sha256(text) != ALL[name]["sha256"]:
        raise ValueError(f"{name}: not the text that was annotated")
    return text


def lift(value, text):
    """The value with the words of the text in place of every `[start, end]`."""
    if isinstance(value, dict):
        return {key: lift(inner, text) for key, inner in value.items()}
    if isinstance(value, list):
        is_span = len(value) == 2 and all(isinstance(end, int) for end in value)
        return text[slice(*value)] if is_span else [lift(inner, text) for inner in value]
    return value


def gold(name, text):
    """The annotation as the scorer reads it."""
    empty = {key: [] for kind in KINDS for key in (kind, kind + "_optional")} | {"optional": []}
    del empty["institutions_optional"]
    return {"doc": name} | empty | {key: lift(ALL[name][key], text) for key in ALL[name] if key not in HEAD}


def main(folder, kind="world", half=None):
    chosen = [name for name, sheet in SETS[kind].items() if half is None or sheet["read"] == (half == "read")]
    names = [name for name in chosen if text_of(name) is not None]
    for inner in ("texts", "gold"):
        (folder / inner).mkdir(parents=True, exist_ok=True)
    for name in names:
        (folder / "texts" / f"{name}.txt").write_bytes(text_of(name).encode())
        (folder / "gold" / f"{name}.json").write_text(
            json.dumps(gold(name, text_of(name)), ensure_ascii=False, indent=1)
        )
    manifest = [{"id": name, "published": ALL[name]["published"], "country": ALL[name]["country"]} for name in names]
    (folder / "manifest.json").write_text(json.dumps(manifest, indent=1))
    print(f"{len(names)} of {len(chosen)} texts found")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
