"""Damage to gzip and to web archives costs what was damaged alone, and what is lost is told."""

import gzip
import json
import re

import pytest
from made import LINES, PAGE, STORY, warc

from extractor.article import Article
from extractor.readers import read_all
from extractor.record import Failure


def read(tmp_path, name, data):
    file = tmp_path / name
    file.write_bytes(data)
    return list(read_all((str(file),), None))


def members(*pages):
    """A web archive as crawlers pack it: gzip, a member for each record."""
    return [gzip.compress(warc(page)) for page in pages]


def pages_of(tmp_path, name, data):
    """The texts of the pages that are read, and the reasons for others."""
    items = read(tmp_path, name, data)
    texts = [item.text for item in items if isinstance(item, Article)]
    return texts, [item.error.reason for item in items if isinstance(item, Failure)]


@pytest.mark.parametrize("at", [0, 3, 60, 200, -3, None])
def test_damage_to_one_member_of_a_web_archive_costs_its_page_alone(at, tmp_path):
    pages = [PAGE.replace("Paragraph 0", f"Page {number}") for number in range(40)]
    packed_pages = members(*pages)
    damaged = bytearray(packed_pages[20])
    if at is None:
        del damaged[len(damaged) // 2 :]
    else:
        at %= len(damaged)
        damaged[at : at + 3] = bytes(byte ^ 0x5A for byte in damaged[at : at + 3])
    packed_pages[20] = bytes(damaged)
    texts, (reason,) = pages_of(tmp_path, "crawl.warc.gz", b"".join(packed_pages))
    assert [number for number in range(40) if any(f"Page {number}." in text for text in texts)] == [
        *range(20), *range(21, 40),
    ]  # fmt: skip
    assert "packed bytes" in reason


@pytest.mark.parametrize("length", [b"1", b"10", b"999", b"5000", b"99999999", b"999999999", b"-5", b"x", b""])
@pytest.mark.parametrize("form", ["crawl.warc", "crawl.warc.gz"])
def test_a_wrong_length_in_a_web_archive_costs_its_page_alone(length, form, tmp_path):
    pages = [warc(PAGE.replace("Paragraph 0", f"Page {number}")) for number in range(5)]
    pages[2] = re.sub(rb"(Content-Length: )\d+", rb"\g<1>" + length, pages[2], count=1)
    data = b"".join(pages)
    texts, (reason,) = pages_of(tmp_path, form, gzip.compress(data) if form.endswith("gz") else data)
    assert len(texts) == 4
    assert "length" in reason
    assert " bytes " in reason


def test_a_wrong_length_that_is_more_than_can_be_held_costs_its_page_alone(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.readers.warc._MOST", 3000)
    pages = [warc(PAGE), warc(PAGE).replace(b"Content-Length: ", b"Content-Length: 9999", 1), warc(PAGE), warc(PAGE)]
    texts, (reason,) = pages_of(tmp_path, "crawl.warc", b"".join(pages))
    assert "length in the archive is wrong" in reason
    assert len(texts) == 3


def test_a_web_archive_passes_over_what_is_no_record_and_says_so(tmp_path):
    data = warc(PAGE) + b"junk " * 100 + b"\n" + warc(PAGE)
    texts, (reason,) = pages_of(tmp_path, "crawl.warc", data)
    assert len(texts) == 2
    assert "501 bytes in it are no record" in reason


def test_an_answer_that_is_no_http_costs_itself_alone(tmp_path):
    spoilt = warc(PAGE).replace(b"HTTP/1.1 200 OK", b"\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0", 1)
    assert len(pages_of(tmp_path, "crawl.warc", warc(PAGE) + spoilt + warc(PAGE))[0]) == 2


def test_lines_of_a_damaged_gzip_file_are_read_and_what_is_lost_is_told(tmp_path):
    lines = [json.dumps({"id": str(number), "text": f"{STORY} {number * 7919}"}) + "\n" for number in range(3000)]
    data = gzip.compress("".join(lines).encode())
    *whole, cut = read(tmp_path, "cut.jsonl.gz", data[: len(data) * 2 // 3])
    assert len(whole) > 1500
    assert [item.id for item in whole] == [str(number) for number in range(len(whole))]
    assert f"after line {len(whole)}: damaged or cut off after {len(data) * 2 // 3:,} packed bytes" in cut.error.reason
    damaged = bytearray(gzip.compress(lines[0].encode()))
    damaged[30] ^= 0xFF
    first, second = (gzip.compress("".join(part).encode()) for part in (lines[:100], lines[100:200]))
    items = read(tmp_path, "members.jsonl.gz", first + bytes(damaged) + second)
    assert len([item for item in items if isinstance(item, Article)]) >= 200
    assert any("damaged" in item.error.reason for item in items if isinstance(item, Failure))
    assert isinstance(items[-1], Article)


def test_an_array_in_a_truncated_gzip_file_gives_its_entries(tmp_path):
    data = gzip.compress(json.dumps([{"text": f"{STORY} {number * 7919}"} for number in range(3000)]).encode())
    *whole, cut = read(tmp_path, "cut.json.gz", data[: len(data) * 2 // 3])
    assert len(whole) > 1500
    assert "cut off" in cut.error.reason


def test_what_stands_behind_gzip_is_told(tmp_path, caplog):
    for name, data in (("story.txt.gz", STORY.encode()), ("lines.jsonl.gz", LINES.strip().encode())):
        caplog.clear()
        items = read(tmp_path, name, gzip.compress(data) + b"junk behind it")
        assert all(isinstance(item, Article) for item in items)
        assert "14 bytes behind its end are no gzip" in caplog.text
    caplog.clear()
    assert read(tmp_path, "story.txt.gz", gzip.compress(STORY.encode()) + bytes(5000))[0].text == STORY
    assert not caplog.text


def test_a_text_whose_checksum_is_another_is_not_read(tmp_path):
    data = bytearray(gzip.compress(STORY.encode()))
    data[-6] ^= 1
    (item,) = read(tmp_path, "story.txt.gz", bytes(data))
    assert "checksum" in item.error.reason
