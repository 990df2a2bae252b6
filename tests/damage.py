"""Damage to sound files of every form: what `fuzz.py` throws at the program."""

import gzip
import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "readers"))

from made import every_form, inflating, packed, unpacked

ROOT = Path(__file__).parents[1]
SAMPLES = {path.name: path.read_bytes() for path in sorted((ROOT / "samples").glob("*.[tj]*"))}
SOUND = every_form() | SAMPLES
WORDS = sorted({word for data in SAMPLES.values() for word in data.decode().split()})
GLUE = (" ", "  ", "\n", "\r\n", "\n\n", " – ", "”", "“", "’s ", ", ", ". ", "\0", "\ufeff", "\u2028", "🐎", "\u0301")
HOSTILE = (
    b"\0", b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\x80\x9d\x93", b"\\ud800", b"&#0;",
    b"&#xD800;", b"99999999999",
    b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>', b"&b;", b"<div>" * 400, b"</p>" * 50, b"<!--", b"]]>",
    b'<meta charset="utf-7">', b"charset=koi8-r", b"=?utf-8?B?////?=", b"=?x?Q?=FF?=", b"Content-Length: -5\r\n",
    b"Content-Transfer-Encoding: base64\r\n", b"PK\x03\x04", b"\x1f\x8b\x08", b"%PDF-1.7", b"WARC/1.0\r\n", b"9" * 400,
    b"[" * 300, b'{"text":', b"1e999", b"null", b"\x1b[31m", b"\r", b"\n\n", b"2023-02-30", b"0000-00-00",
    b"\x1b]52;c;aGk=\x07", b"\x1b[2J", b"\xc2\x9b31m", b"\x9b31m", b"\xe2\x80\xae", b"\\u001b[31m", b"&#27;[31m",
    b"\x08" * 9,
    b"<!---->" * 90, b"<?xml ?>" * 90, b"finally " * 90, b" " * 9000, b"\xc2\xa0" * 9000, b"[]\n" * 900, b'{"a":' * 200,
)  # fmt: skip

BOMBS = {
    "lists.jsonl.gz": gzip.compress(b"[]\n" * 1_000_000),
    "lists.json.gz": gzip.compress(b"[" + b"[]," * 1_000_000 + b"[]]"),
    "zeros.txt.gz": gzip.compress(bytes(40_000_000)),
    "line.jsonl.gz": gzip.compress(b'{"text": "' + b"a" * 40_000_000 + b'"}'),
    "deep.json": b"[" * 1_000_000,
    "tail.warc.gz": gzip.compress(SOUND["crawl.warc"] + b"a" * 60_000_000),
    "members.warc.gz": gzip.compress(SOUND["crawl.warc"]) * 200,
    "two.zip": packed({"a.txt": b"a" * 60_000_000, "b.html": b"<html>" + b"<p>a</p>" * 3_000_000}),
    "law.pdf": inflating(40),
    "page.html": b"<html><body>" + b"<div>" * 100_000,
    "news.rss": b"<rss>" + b"<item>" * 100_000,
    "mail.eml": b"Content-Type: multipart/mixed; boundary=a\n\n" + b"--a\n" * 100_000,
}
"""Small files that unpack to much, or that take long where every sign is looked at again and again."""


def text(chance):
    """Words of the samples and odd signs between them, any code points at all, or the same few again and again."""
    if chance.random() < 0.05:
        unit = "".join(chance.choice((*WORDS, *GLUE)) for _ in range(chance.randint(1, 4)))
        return unit * (10_000 // len(unit))
    if chance.random() < 0.3:
        ends = (0x250, 0xD800, 0x110000)
        points = (chance.randrange(chance.choice(ends)) for _ in range(chance.randint(1, 300)))
        return "".join(chr(point) for point in points if not 0xD800 <= point < 0xE000) or "x"
    return "".join(chance.choice(WORDS) + chance.choice(GLUE) for _ in range(chance.randint(1, 120)))


def damaged(data, chance):
    """Bytes with a few pieces cut, doubled, moved, overwritten, or taken from another form."""
    data = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 4, 8, 30))):
        at, size = chance.randrange(len(data) + 1), chance.choice((1, 1, 4, 20, 200))
        other = chance.choice(list(SOUND.values()))
        place = chance.randrange(len(other))
        data[at : at + chance.choice((0, size))] = chance.choice(
            (b"", bytes(data[at : at + size]) * 2, chance.randbytes(size), b"\0" * size, other[place : place + size],
             chance.choice(HOSTILE), chance.choice(HOSTILE))
        )  # fmt: skip
    return bytes(data[: chance.randrange(len(data) + 1)] if chance.random() < 0.1 else data)


def broken(name, chance):
    """A damaged file of this name: from outside, or inside its packing; a bomb is as it is."""
    if name in BOMBS:
        return BOMBS[name]
    data = SOUND[name]
    if name.endswith(".txt") and chance.random() < 0.7:
        return text(chance).encode("utf-8", "surrogatepass")
    if chance.random() < 0.7 and name.endswith(".jsonl"):
        return entries(data, chance)
    if chance.random() < 0.7 and data.startswith(b"PK"):
        files = unpacked(data)
        inner = chance.choice(list(files))
        return packed(files | {inner: damaged(files[inner], chance)})
    if chance.random() < 0.7 and data.startswith(b"\x1f\x8b"):
        return gzip.compress(damaged(gzip.decompress(data), chance))
    return damaged(data, chance)


def entries(data, chance):
    """JSON lines, or an array, of which one value is something else."""
    many = [json.loads(line) for line in data.splitlines()]
    entry = chance.choice(many)
    entry[chance.choice((*entry, "id", "title", "published", "url", "language"))] = chance.choice(
        (
            None,
            5,
            -0.5,
            True,
            [],
            {"a": [1]},
            "",
            text(chance),
            "2023-02-30",
            "2023-02-03T10:00:00Z",
            "https://x.example/ü",
            "\x1b[1m",
        )
    )
    entry[chance.choice(("text", "text", "title"))] = text(chance)
    written = [json.dumps(each) for each in many]
    return ("\n".join(written) if chance.random() < 0.7 else f"[\n{','.join(written)}]").encode()
