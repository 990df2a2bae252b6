"""The process that reads stays small, whatever a small file unpacks to."""

import gzip
import io
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from made import PAGE, STORY, inflating, warc, word

from extractor.readers import READERS

MOST = 500 * 2**20
READ = """
import sys
from extractor.readers import read_all

found = 0
for item in read_all((sys.argv[1],), None):
    found += 1
with open("/proc/self/status") as status:
    peak = next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))
print(found, peak * 1024)
"""
# What getrusage calls the peak of a process includes that of the one it was forked from.
pytestmark = pytest.mark.skipif(not Path("/proc/self/status").exists(), reason="the peak is read from /proc")


def packed(chunks):
    """What the chunks are in gzip, made piece by piece."""
    data = io.BytesIO()
    with gzip.GzipFile(fileobj=data, mode="wb", compresslevel=1) as stream:
        for chunk in chunks:
            stream.write(chunk)
    return data.getvalue()


def zipped(files):
    """A zip archive of these files."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


def long_word():
    """A Word document whose text has 60 MB."""
    data = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(word())) as old, zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            body = old.read(name)
            new.writestr(
                name,
                body.replace(STORY.encode(), b"The Senate met. " * 3_750_000) if name == "word/document.xml" else body,
            )
    return data.getvalue()


BOMBS = {
    "lists.json.gz": lambda: packed([b"[", *[b"[]," * 1_000_000] * 10, b"[]]"]),
    "lists.jsonl.gz": lambda: packed([b"[]\n" * 1_000_000] * 3),
    "rows.csv.gz": lambda: packed([b"text\n", *[b"a,\n" * 1_000_000] * 10]),
    "head.csv.gz": lambda: packed([b"," * 1_000_000] * 80),
    "fields.csv.gz": lambda: packed([b"text\n", *[b"," * 1_000_000] * 80]),
    "field.csv.gz": lambda: packed([b'text\n"', *[b"a\n" * 1_000_000] * 60]),
    "deep.json.gz": lambda: packed([b"[" * 1_000_000] * 30),
    "string.json.gz": lambda: packed([b'[{"text": "', *[b"a" * 1_000_000] * 80, b'"}]']),
    "line.jsonl.gz": lambda: packed([b'{"text": "', *[b"a" * 1_000_000] * 80, b'"}']),
    "text.txt.gz": lambda: packed([b"a" * 1_000_000] * 80),
    "tail.warc.gz": lambda: packed([warc(PAGE), *[b"a" * 1_000_000] * 200]),
    "page.html.gz": lambda: packed([b"<html>", *[b"<p>a</p>" * 100_000] * 60]),
    "long.docx": long_word,
    "zeros.txt": lambda: b"\0" * 30_000_000,
    "feed.rss.gz": lambda: packed([b"<rss><channel>", *[b"<item><title>a</title></item>" * 20_000] * 40]),
    "mail.eml.gz": lambda: packed([b"Content-Type: multipart/mixed; boundary=a\n\n", *[b"--a\n\nb\n" * 100_000] * 100]),
    "law.pdf": lambda: inflating(150),
    "law.pdf.gz": lambda: packed([b"%PDF-1.7\n", *[b"a" * 1_000_000] * 120]),
    "members.warc.gz": lambda: packed([warc(PAGE)]) * 3 + packed([b"WARC/1.0\r\n", *[b"a" * 1_000_000] * 120]),
    "lines.zip": lambda: zipped([("a.jsonl", b"[]\n" * 30_000_000)]),
}


def test_every_form_has_files_that_unpack_to_much():
    forms = {reader.name for reader in READERS for name in BOMBS if any(each in name for each in reader.suffixes)}
    assert forms == {reader.name for reader in READERS}


@pytest.mark.slow
@pytest.mark.parametrize("name", BOMBS)
def test_a_small_file_takes_no_gigabytes(name, tmp_path):
    (tmp_path / name).write_bytes(BOMBS[name]())
    done = subprocess.run([sys.executable, "-c", READ, tmp_path / name], capture_output=True, check=True, timeout=300)
    found, most = map(int, done.stdout.split())
    assert found <= 1001
    assert most < MOST
