"""Files of every input form, each made in the form's own way: what the tests read, and what the fuzzing damages."""

import gzip
import io
import json
import re
import zipfile
import zlib
from email.message import EmailMessage

import docx
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

STORY = "The Senate adopted 45 amendments to the law on witnesses on Monday, its press service said in a statement."
PARAGRAPHS = "".join(f"<p>{STORY} Paragraph {number}.</p>\n" for number in range(4))
PAGE = f"""<!DOCTYPE html><html lang="en"><head><title>Senate passes law</title>
<link rel="canonical" href="https://senate.example/law">
<meta property="article:published_time" content="2024-05-17T10:00:00Z"></head>
<body><nav><a href="/">Home</a> <a href="/news">News</a></nav>
<article><h1>Senate passes law</h1>{PARAGRAPHS}</article><footer>All rights reserved</footer></body></html>"""
RSS = f"""<?xml version="1.0"?><rss version="2.0"><channel><title>News</title><language>en-gb</language>
<item><title>Law &amp; order</title><link>https://senate.example/1</link>
<pubDate>Fri, 17 May 2024 10:00:00 GMT</pubDate>
<description>&lt;p&gt;{STORY}&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;</description></item>
<item><title>Only a headline</title></item></channel></rss>"""
ATOM = f"""<feed xmlns="http://www.w3.org/2005/Atom"><title>News</title><entry><title>Law</title><id>urn:1</id>
<published>2024-05-17T10:00:00Z</published><content type="html">{STORY}</content></entry></feed>"""
LINES = "".join(
    json.dumps({"id": name, "text": STORY, "title": "Law", "published": "2024-05-17", "desk": "east"}) + "\n"
    for name in ("a", "b")
)


def zipped(*files):
    """A zip archive of these names and contents."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        for name, content in files:
            archive.writestr(name, content)
    return data.getvalue()


def pdf(*pages):
    """A PDF file, written by hand: a page for each list of lines."""
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b"", b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"]
    kids = []
    for lines in pages:
        show = b"BT /F1 12 Tf 72 720 Td " + b"".join(b"(%s) Tj 0 -14 Td " % line.encode() for line in lines) + b"ET"
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(show), show))
        objects.append(b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 612 792]/Resources<</Font<</F1 3 0 R>>>>"
                       b"/Contents %d 0 R>>" % len(objects))  # fmt: skip
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<</Type/Pages/Kids[%s]/Count %d>>" % (b" ".join(kids), len(kids))
    data, places = b"%PDF-1.4\n", []
    for number, entry in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj%s endobj\n" % (number, entry)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    return data + b"xref\n0 %d\n0000000000 65535 f \n%strailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (
        len(objects) + 1, table, len(objects) + 1, len(data),
    )  # fmt: skip


def inflating(megabytes):
    """A PDF file whose one page unpacks to so much."""
    packer = zlib.compressobj()
    piece = b"BT /F1 12 Tf 72 720 Td (The Senate met) Tj ET\n" * 21_000
    packed = b"".join(packer.compress(piece) for _ in range(megabytes)) + packer.flush()
    show = b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed)
    return re.sub(rb"(?s)<</Length \d+>>stream.*endstream", lambda _: show, pdf(["The Senate met"]))


def word():
    """A Word document: a title, two paragraphs and a table between them."""
    document = docx.Document()
    document.core_properties.title = "Senate passes law"
    document.add_paragraph(STORY)
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "For", "40"
    document.add_paragraph("The end.")
    data = io.BytesIO()
    document.save(data)
    return data.getvalue()


def mail(html=False):
    """A mail with an attachment; its body plain or HTML."""
    message = EmailMessage()
    message["From"], message["To"] = "Press Office <press@senate.example>", "desk@news.example"
    message["Subject"], message["Date"] = "Senate passes law – today", "Fri, 17 May 2024 23:30:00 +0500"
    message["Message-ID"] = "<1@senate.example>"
    message.set_content(
        f"<p>{STORY}</p><p>Café</p>" if html else f"{STORY}\nCafé\n", subtype="html" if html else "plain"
    )
    message.add_attachment(b"\0\1", maintype="application", subtype="octet-stream", filename="x.bin")
    return bytes(message)


def warc(*pages):
    """A web archive of these pages (two of them by default)."""
    data = io.BytesIO()
    writer = WARCWriter(data, gzip=False)
    for number, page in enumerate(pages or (PAGE, PAGE)):
        headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
        body = io.BytesIO(page.encode())
        address = f"https://senate.example/{number}"
        writer.write_record(writer.create_warc_record(address, "response", payload=body, http_headers=headers))
    return data.getvalue()


def packed(files):
    """A zip archive of these files: name to content."""
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return data.getvalue()


def unpacked(data):
    """The files of a zip archive: name to content."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def every_form():
    """A sound file of each form: name to content."""
    return {
        "story.txt": STORY.encode(),
        "lines.jsonl": LINES.encode(),
        "entries.json": json.dumps([json.loads(line) for line in LINES.splitlines()], indent=1).encode(),
        "page.html": PAGE.encode(),
        "law.pdf": pdf([STORY[:60], STORY[60:]], ["The second page."]),
        "law.docx": word(),
        "plain.eml": mail(),
        "page.eml": mail(html=True),
        "news.rss": RSS.encode(),
        "news.atom": ATOM.encode(),
        "crawl.warc": warc(),
        "crawl.warc.gz": gzip.compress(warc(PAGE)),
        "news.zip": packed({"a.txt": STORY, "b/page.html": PAGE, "lines.jsonl": LINES}),
    }
