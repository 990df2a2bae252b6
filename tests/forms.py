"""What every form makes of `full.jsonl`, as text.

It holds a record in which every key is filled, another in which most are not, and a failure. `written/` keeps what each
form writes: every cell, by `python tests/freeze.py`.
"""

import io
import json
import os
import re
import sqlite3
import tempfile
import zlib
from pathlib import Path
from unittest.mock import patch

from extractor.record import decode, encode
from extractor.settings import Settings
from extractor.writers import WRITERS, Target

HERE = Path(__file__).parent / "writers"
WRITTEN = HERE / "written"
STYLES = re.compile(rb"<(style|script)\b.*?</\1>", re.DOTALL)
CLOCK = re.compile(r"\b20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\+00:00")


def items():
    return [decode(line) for line in (HERE / "full.jsonl").read_bytes().split(b"\n") if line]


def run(writer, target):
    sink = writer.open(target)
    for item in items()[: 2 if writer.name == "diff" else None]:
        sink.write(encode(item))
    sink.close()


def written(writer):
    """All that a form writes, into one stream and into a folder, as readable text."""
    parts = []
    stream = io.BytesIO()
    if not writer.adds and writer.name != "site":
        run(writer, Target(stream, settings=Settings(("desk",), explain=True)))
        parts.append(readable(writer.name, stream.getvalue()))
    if writer.adds or writer.folder:
        with tempfile.TemporaryDirectory() as folder:
            settings = Settings(("desk",), output=Path(folder, "archive.db"), datasette=writer.adds)
            run(writer, Target(io.BytesIO(), Path(folder) if writer.folder else None, settings, "0"))
            for path in sorted(each for each in Path(folder).rglob("*") if each.is_file()):
                name = path.relative_to(folder).as_posix()
                parts += [f"--- {name}", readable(writer.name, path.read_bytes(), path)]
    return "\n".join(parts)


def readable(form, data, path=None):
    if form == "parquet":
        import pyarrow.parquet as pq  # noqa: PLC0415 - slow to load

        table = pq.read_table(io.BytesIO(data))
        rows = (json.dumps(row, ensure_ascii=False, default=str) for row in table.to_pylist())
        return "\n".join((str(table.schema.remove_metadata()), *rows))
    if form == "spacy":
        return "\n".join(docs(data))
    if form == "sqlite" and path.suffix == ".db":
        return CLOCK.sub("(now)", "\n".join(tables(path)))
    if form == "site" and path.suffix in (".css", ".js"):
        return f"{len(data) > 0}"
    return STYLES.sub(b"", data).decode()


def docs(data):
    import spacy  # noqa: PLC0415 - slow to load
    from spacy.tokens import DocBin  # noqa: PLC0415 - slow to load

    for doc in DocBin(store_user_data=True).from_bytes(data).get_docs(spacy.blank("en").vocab):
        yield doc.text
        for key in sorted(doc.spans):
            yield f"{key}: {[(span.text, span.label_, span.id_) for span in doc.spans[key]]}"
        yield str([(entity.text, entity.label_) for entity in doc.ents])
        yield str(doc.user_data.get("extract"))


def tables(path):
    """Every cell of every table and view, sorted by name."""
    with sqlite3.connect(path) as base:
        names = base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY name").fetchall()
        for (name,) in names:
            if "_fts" not in name and not name.startswith("sqlite_"):
                cursor = base.execute(f'SELECT * FROM "{name}"')
                yield f"{name}: {[column[0] for column in cursor.description]}"
                yield from (f"  {tuple(map(unpacked, row))}" for row in cursor)


def unpacked(cell):
    """A cell that holds a compressed record, as text; others, and signatures for comparison, as they are."""
    return zlib.decompress(cell).decode() if isinstance(cell, bytes) and cell.startswith(b"\x78") else cell


@patch.dict(os.environ, COLUMNS="120")
def differences():
    """The forms that write something else than what is kept: name, what is kept, what it is now."""
    now = {writer.name: written(writer) for writer in WRITERS}
    return [(name, kept(name), text) for name, text in now.items() if kept(name) != text]


def kept(name):
    path = WRITTEN / f"{name}.txt"
    return path.read_bytes().decode() if path.exists() else ""


def accept(name, text):
    WRITTEN.mkdir(exist_ok=True)
    WRITTEN.joinpath(f"{name}.txt").write_bytes(text.encode())
