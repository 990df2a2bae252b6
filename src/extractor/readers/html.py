"""The article of a web page, its title, day, address and language (trafilatura, extra ``web``); small HTML without."""

import re
from html.parser import HTMLParser

from extractor.readers.decoding import decode
from extractor.readers.parsing import Parsed

knows = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
).match
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_LANGUAGE = re.compile(r"<html[^>]{0,300}\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_NO_LABEL = re.compile(rb"(?i)utf-?(?:7|16|32)")
"""A label that could be read tells that the page is in none of these (https://html.spec.whatwg.org, 13.2.3.2)."""
_PAGE_HEAD, _SHORTEST = 4096, 60
_BLOCKS = frozenset(
    (
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    )
)  # fmt: skip
_SILENT = frozenset(("script", "style", "head", "template", "noscript"))
_BLANKS = re.compile(r"[ \t\r\f\v]*\n\s*")


def parse(data: bytes) -> list[Parsed]:
    """The page's main text; navigation, comments and the like are left out."""
    return page(page_text(data))


def page(text: str) -> list[Parsed]:
    """The article in the decoded page; none where no main text is found."""
    from trafilatura import bare_extraction  # noqa: PLC0415 - an extra

    text = _DECLARATION.sub("", text).replace("\0", "")
    for recall in (False, True):
        found = bare_extraction(
            text, include_comments=False, favor_recall=recall, with_metadata=True,
            date_extraction_params={"extensive_search": False, "original_date": True},
        )  # fmt: skip
        if found is None or isinstance(found, dict):
            continue
        if found.text and len(found.text.strip()) >= _SHORTEST:
            language = _LANGUAGE.search(text[:_PAGE_HEAD])
            article = Parsed(
                text=found.text, title=found.title or None, published=found.date or None, url=found.url or None,
                language=language[1].lower() if language else None,
            )  # fmt: skip
            return [article]
    return []


def page_text(data: bytes) -> str:
    """The page decoded: UTF-8 where it is, whatever its label says; else as labelled; else by its likely encoding."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        label = _CHARSET.search(data[:_PAGE_HEAD])
    if label and not _NO_LABEL.match(label[1]):
        try:
            return data.decode(label[1].decode())
        except (UnicodeError, LookupError):
            pass
    return decode(data)


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - the base's signature
        self._silent += tag in _SILENT
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        self._silent = max(0, self._silent - (tag in _SILENT))
        if tag in _BLOCKS:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(re.sub(r"\s+", " ", data))


def plain(markup: str) -> str:
    """The words of a piece of HTML, a line for each block."""
    reader = _Text()
    reader.feed(markup)
    reader.close()
    return _BLANKS.sub("\n", "".join(reader.parts)).strip()
