"""Pages, documents, mails, feeds and archives, as ``made`` makes them."""

import bz2
import gzip
import io
import lzma
import tarfile
import zipfile

import pytest
from made import ATOM, PAGE, RSS, STORY, every_form, inflating, mail, pdf, warc, word, zipped

from extractor import limits
from extractor.article import Article
from extractor.readers import count, read_all
from extractor.record import Failure


def read(tmp_path, name, data, form=None):
    file = tmp_path / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return list(read_all((str(file),), form))


def one(*arguments):
    (item,) = read(*arguments)
    return item


def reason(*arguments):
    item = one(*arguments)
    assert isinstance(item, Failure), item
    assert "\n" not in item.error.reason
    return item.error.reason


@pytest.mark.parametrize("name", ["page.html", "page"])
def test_a_page_gives_its_article_and_what_its_head_says(name, tmp_path):
    article = one(tmp_path, name, PAGE)
    assert STORY in article.text
    assert "All rights" not in article.text
    assert (article.title, article.published, article.url, article.language) == (
        "Senate passes law", "2024-05-17", "https://senate.example/law", "en",
    )  # fmt: skip
    assert article.published_from == "metadata"


@pytest.mark.parametrize("opening", ["<!---->" * 580, "<!-- " * 800, "<? >" * 1000, "<?xml ?>" + " \n" * 1500])
def test_comments_without_a_page_are_told_at_once(opening, tmp_path):
    assert one(tmp_path, "nameless", f"{opening} The Senate met.").text == f"{opening} The Senate met."
    assert one(tmp_path, "page", "<!-- a --> <!---->" + PAGE).title == "Senate passes law"
    assert one(tmp_path, "feed", "<?xml ?><!-- a --> <!---->" + ATOM).title == "Law"


@pytest.mark.parametrize(("label", "real"), [("iso-8859-1", "utf-8"), ("utf-8", "cp1252"), ("nonsense", "cp1252")])
def test_a_wrong_label_does_not_spoil_a_page(label, real, tmp_path):
    page = PAGE.replace("<title>", f'<meta charset="{label}"><title>').replace("Monday", "Monday – “at last”")
    assert "Monday – “at last”" in one(tmp_path, "page.html", page.encode(real)).text


@pytest.mark.parametrize(
    "page",
    [
        "<html><body>" + "<div>" * 100_000 + "</div>" * 100_000 + "</body></html>",
        "<!DOCTYPE x [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;&a;&a;&a;'>]><html><body>&b;</body></html>",
        "<html><body><nav>Home</nav></body></html>",
        b"<html>" + b"\0" * 5000 + b"</html>",
        b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 10,
    ],
)
def test_a_page_without_an_article_is_one_clear_failure(page, tmp_path):
    assert reason(tmp_path, "page.html", page)


def test_a_page_that_takes_too_much_processor_time_is_stopped(tmp_path, monkeypatch):
    row = "<div><a href='/law'>The law</a><table><tr><td>5</td></tr></table></div>"
    monkeypatch.setattr(limits, "PARSING_SECONDS", 1)
    assert "longer than 1 seconds" in reason(tmp_path, "page.html", f"<html><body>{row * 20_000}</body></html>")


def test_a_page_that_takes_too_much_memory_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PARSING_MEMORY", 224 * 2**20)
    assert STORY in one(tmp_path, "page.html", PAGE).text
    assert "memory" in reason(tmp_path, "page.html", PAGE.replace(STORY, STORY * 40_000))


def test_a_pdf_that_inflates_is_told_as_that(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PARSING_MEMORY", 224 * 2**20)
    assert reason(tmp_path, "law.pdf", inflating(250)) == "takes more than 224 MB of memory to parse"
    assert one(tmp_path, "law.pdf", pdf(["The Senate met."])).text == "The Senate met."


def test_a_parser_that_hangs_is_stopped_and_the_next_page_read(tmp_path, monkeypatch):
    monkeypatch.setattr(limits, "PARSING_SECONDS", 0)
    assert "longer than" in reason(tmp_path, "page.html", PAGE)
    monkeypatch.setattr(limits, "PARSING_SECONDS", 60)
    assert STORY in one(tmp_path, "page.html", PAGE).text


def test_a_pdf_gives_the_text_of_its_pages(tmp_path):
    data = pdf(["The Senate adopted", "45 amendments."], ["The second page."])
    for name in ("law.pdf", "law"):
        assert one(tmp_path, name, data).text == "The Senate adopted\n45 amendments.\n\nThe second page."
    assert "only pictures" in reason(tmp_path, "scan.pdf", pdf([]))
    assert "damaged" in reason(tmp_path, "cut.pdf", data[:200])


def test_a_word_document_gives_paragraphs_and_tables_in_order(tmp_path):
    data = word()
    for name in ("law.docx", "law"):
        article = one(tmp_path, name, data)
        assert article.text == f"{STORY}\nFor\t40\nThe end."
        assert article.title == "Senate passes law"
    assert "damaged" in reason(tmp_path, "cut.docx", data[:500])


@pytest.mark.parametrize("html", [False, True])
@pytest.mark.parametrize("name", ["mail.eml", "mail"])
def test_a_mail_gives_its_body_subject_and_day(html, name, tmp_path):
    article = one(tmp_path, name, mail(html))
    assert article.text.strip() == f"{STORY}\nCafé"
    assert (article.title, article.published) == ("Senate passes law – today", "2024-05-17")
    assert article.metadata == {"from": "Press Office <press@senate.example>", "attachments": ["x.bin"]}


def test_what_is_attached_to_a_mail_is_told(tmp_path, caplog):
    one(tmp_path, "mail.eml", mail())
    assert "mail.eml: 1 attachment left out: x.bin" in caplog.text


@pytest.mark.parametrize("name", ["news.rss", "news.xml", "news"])
def test_a_feed_gives_an_article_for_each_entry(name, tmp_path):
    first, second = read(tmp_path, name, RSS)
    assert first.text == f"{STORY}\nMore."
    assert (first.id, first.title, first.published, first.language) == ("news-1", "Law & order", "2024-05-17", "en")
    assert second.text == "Only a headline"
    entry = one(tmp_path, "news.atom", ATOM)
    assert (entry.text, entry.metadata) == (STORY, {"entry": "urn:1"})


@pytest.mark.parametrize("day", ["Thu, 09 Mar 2023 20:30:00 -0500", "2023-03-09T20:30:00-05:00"])
def test_the_day_of_an_entry_is_that_of_where_it_was_sent(day, tmp_path):
    first, _ = read(tmp_path, "news.rss", RSS.replace("Fri, 17 May 2024 10:00:00 GMT", day))
    assert first.published == "2023-03-09"


def test_an_entry_without_a_link_has_no_address(tmp_path):
    assert one(tmp_path, "news.atom", ATOM).url is None
    assert read(tmp_path, "news.rss", RSS)[0].url == "https://senate.example/1"


def test_a_web_page_saved_as_a_mail_knows_where_it_was(tmp_path):
    page = PAGE.replace('<link rel="canonical" href="https://senate.example/law">', "")
    head = "From: <Saved by Blink>\nSnapshot-Content-Location: https://senate.example/x\nMIME-Version: 1.0\n"
    article = one(tmp_path, "page.mht", f"{head}Content-Type: text/html; charset=utf-8\n\n{page}")
    assert article.url == "https://senate.example/x"


def test_a_faulty_feed_is_one_clear_failure(tmp_path):
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>' + ATOM.replace("Law", "&b;")
    assert "entities" in reason(tmp_path, "bomb.atom", bomb)
    assert "cut off" in reason(tmp_path, "cut.rss", RSS[:400])
    assert "no RSS" in reason(tmp_path, "other.xml", "<catalogue><book/></catalogue>")


def test_a_web_archive_gives_an_article_for_each_page(tmp_path):
    for name, data in (("crawl.warc", warc()), ("crawl", warc()), ("crawl.warc.gz", gzip.compress(warc()))):
        first, second = read(tmp_path, name, data)
        assert STORY in first.text
        assert (first.id, second.id, first.url) == ("crawl-1", "crawl-2", "https://senate.example/law")


def test_a_web_archive_that_is_cut_off_says_so(tmp_path):
    first, second = read(tmp_path, "crawl.warc", warc()[:-300])
    assert STORY in first.text
    assert "cut off" in second.error.reason


def test_halves_of_surrogate_pairs_do_not_spoil_a_feed(tmp_path):
    first, _ = read(tmp_path, "news.rss", RSS.replace("More.", "More &#55357;&#56832; &#xD83D;"))
    assert first.text == f"{STORY}\nMore \ufffd\ufffd \ufffd"


def test_damaged_headers_do_not_spoil_a_mail(tmp_path):
    data = mail().replace(b"Fri, 17 May 2024", b"Fri, 17 May 99999999999999999999")
    data = data.replace(b"Press Office <press@senate.example>", b"a: b: c; <;:")
    article = one(tmp_path, "mail.eml", data)
    assert article.text.strip() == f"{STORY}\nCafé"
    assert article.published is None


def test_documents_parsed_at_the_same_time_come_out_in_order(tmp_path):
    files = {f"{number}.{form}": data for number in range(4) for form, data in (("html", PAGE), ("txt", STORY))}
    files |= {"4.html": "<html></html>", "5.eml": mail()}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data if isinstance(data, bytes) else data.encode())
    alone, together = (list(read_all((str(tmp_path),), None, jobs=jobs)) for jobs in (1, 3))
    assert [item.source for item in alone] == [str(tmp_path / name) for name in sorted(files)]
    assert together == alone


def test_a_damaged_web_archive_prints_nothing_of_its_own(tmp_path, capfd):
    assert read(tmp_path, "crawl.warc", warc().replace(b"Content-Length: ", b"Content-Length: 1", 1))
    assert capfd.readouterr().err == ""


def test_gzip_and_zip_are_seen_through(tmp_path):
    lines = b'{"id": "a", "text": "The text."}\n{"id": "b", "text": "Another."}\n'
    assert [item.id for item in read(tmp_path, "batch.jsonl.gz", gzip.compress(lines))] == ["a", "b"]
    assert [item.id for item in read(tmp_path, "batch.gz", gzip.compress(lines))] == ["a", "b"]
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr("day/a.txt", STORY)
        archive.writestr("day/page.html", PAGE)
        archive.writestr("day/image.png", b"\x89PNG")
        archive.writestr("__MACOSX/._a.txt", b"junk")
    first, second = read(tmp_path, "news.zip", data.getvalue())
    assert (first.text, first.source) == (STORY, str(tmp_path / "news.zip" / "day" / "a.txt"))
    assert second.title == "Senate passes law"


def test_bombs_and_broken_archives_are_clear_failures(tmp_path):
    assert "too long" in reason(tmp_path, "bomb.txt.gz", gzip.compress(b"a" * 30_000_000))
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.txt", b"a" * 150_000_000)
        archive.writestr("b.txt", STORY)
        archive.writestr("inner.zip", b"PK\x03\x04rest")
    items = read(tmp_path, "bomb.zip", data.getvalue())
    assert [isinstance(item, Failure) for item in items] == [True, False, True]
    assert "too long" in items[0].error.reason
    assert "damaged" in reason(tmp_path, "cut.zip", data.getvalue()[:1000])
    cut = read(tmp_path, "cut.jsonl.gz", gzip.compress(b'{"id": "a", "text": "The text."}\n' * 5000)[:60])
    assert isinstance(cut[-1], Failure)
    assert "cut off" in cut[-1].error.reason


def test_a_missing_library_is_named_with_its_extra(tmp_path, monkeypatch):
    monkeypatch.setattr("extractor.errors.find_spec", lambda _: None)
    assert "needs pypdfium2: pip install '.[pdf]' in the checkout" in reason(tmp_path, "law.pdf", pdf(["a"]))
    assert "needs trafilatura: pip install '.[web]' in the checkout" in reason(tmp_path, "page.html", PAGE)


def test_json_arrays_and_objects_are_read(tmp_path):
    items = read(tmp_path, "batch.json", '[\n {"id": "a", "text": "The text."},\n {"text": 5}\n]')
    assert items[0].id == "a"
    assert "'text' is not a string" in items[1].error.reason
    assert one(tmp_path, "one.json", '{\n "text": "The text."\n}').id == "one"
    assert "not JSON" in reason(tmp_path, "cut.json", '[{"text": ')


def test_articles_are_counted_before_they_are_read(tmp_path):
    for name, data in every_form().items():
        if name.endswith((".txt", ".jsonl", ".html", ".pdf", ".docx", ".eml", ".json")):
            (tmp_path / name).write_bytes(data)
    inputs = (str(tmp_path), str(tmp_path / "missing"))
    assert count(inputs, None) == len(list(read_all(inputs, None))) == 9
    (tmp_path / "news.rss").write_text(RSS)
    assert count(inputs, None) is None


def test_a_link_that_leads_out_of_its_folder_is_not_followed(tmp_path):
    (tmp_path / "secret.txt").write_text(STORY)
    folder = tmp_path / "folder"
    folder.mkdir()
    (folder / "a.txt").write_text(STORY)
    (folder / "b.txt").symlink_to("a.txt")
    (folder / "c.txt").symlink_to("../secret.txt")
    (folder / "same").symlink_to(".")
    (folder / "up").symlink_to("..")
    up, a, b, c = read_all((str(folder),), None)
    assert a.text == b.text == STORY
    assert "leads out of its folder" in c.error.reason
    assert "leads out of its folder" in up.error.reason


@pytest.mark.parametrize("label", ["undefined", "utf-16", "utf-16le", "utf-7", "utf-32"])
def test_a_label_that_cannot_be_true_is_passed_over(label, tmp_path):
    page = PAGE.replace("<title>", f'<meta charset="{label}"><title>').replace("Monday", "Monday – “at last”")
    assert "Monday – “at last”" in one(tmp_path, "page.html", page.encode("cp1252")).text
    data = mail().replace(b'charset="utf-8"', f'charset="{label}"'.encode())
    assert isinstance(one(tmp_path, "mail.eml", data), Article | Failure)


def test_half_a_surrogate_pair_in_a_mail_is_told_as_that(tmp_path):
    data = b"Subject: a\nFrom: b@c.example\nContent-Type: text/plain; charset=utf-7\n\nThe Senate met +2D0- today.\n"
    assert reason(tmp_path, "mail.eml", data) == "its text holds half of a surrogate pair"


def test_links_that_lead_nowhere_and_patterns_for_folders_are_said(tmp_path):
    (tmp_path / "loop.txt").symlink_to("loop.txt")
    (tmp_path / "inside").mkdir()
    for name in (str(tmp_path), str(tmp_path / "loop.txt")):
        (item,) = read_all((name,), None)
        assert item.error.reason == "a link that leads nowhere"
    (item,) = read_all((str(tmp_path / "in*"),), None)
    assert "folders only" in item.error.reason


@pytest.mark.parametrize("name", ["none.txt", "none.pdf", "none.docx", "none.jsonl", "none"])
def test_an_empty_file_is_called_empty(name, tmp_path):
    assert reason(tmp_path, name, b"") == "empty: there is no text in it"


def tarred():
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        archive.addfile(tarfile.TarInfo("a.txt"))
    return data.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "todo"),
    [
        ("a.rtf", b"{\\rtf1\\ansi They met.}", "save it as text"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        (
            "a.odt",
            zipped(("mimetype", "application/vnd.oasis.opendocument.text"), ("content.xml", "<a/>")),
            ".docx or text",
        ),
        ("a.xlsx", zipped(("[Content_Types].xml", "<Types/>"), ("xl/workbook.xml", "<workbook/>")), "save it as CSV"),
        (
            "a.pptx",
            zipped(("ppt/slides/slide1.xml", "<p/>"), ("[Content_Types].xml", "<Types/>")),
            "save it as CSV or text",
        ),
        ("a.parquet", b"PAR1" + bytes(300), "save it as CSV or JSON lines"),
        ("a.sqlite", b"SQLite format 3\0" + bytes(300), "save it as CSV or JSON lines"),
        ("a.txt.bz2", bz2.compress(STORY.encode()), "save it as a zip archive, or unpack it"),
        ("a.xz", lzma.compress(STORY.encode()), "or unpack it"),
        ("a.rar", b"Rar!\x1a\x07\x01\0" + bytes(300), "or unpack it"),
        ("a.tar", tarred(), "save it as a zip archive, or unpack it"),
        ("a.tgz", gzip.compress(tarred()), "save it as a zip archive, or unpack it"),
        ("a.txt.gz.gz", gzip.compress(gzip.compress(STORY.encode())), "unpack the outer archive first"),
    ],
)
def test_what_is_not_read_says_what_to_save_it_as(tmp_path, name, data, todo):
    path = tmp_path / name
    path.write_bytes(data)
    (item,) = read_all((str(path),), None)
    assert "which is not read; " in item.error.reason
    assert todo in item.error.reason


def test_a_zip_of_articles_may_hold_what_is_not_read(tmp_path):
    path = tmp_path / "a.zip"
    path.write_bytes(zipped(("a.txt", "They met."), ("excel/b.txt", "They left."), ("c.txt", "{\\rtf1 no}")))
    first, second, third = read_all((str(path),), None)
    assert (first.text, second.text) == ("They met.", "They left.")
    assert third.error.reason.startswith("is an RTF document")
