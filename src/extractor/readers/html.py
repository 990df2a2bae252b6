"""Web pages: the article in them, its title, day, address and language. Needs trafilatura (the extra ``web``)."""

import re

from extractor.readers.decoding import decode
from extractor.readers.parsing import Parsed

START = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*+(?:<\?xml[^>]*+>\s*+)?+(?:(?><!--.*?-->)\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([A-Za-z0-9_:.-]{1,40})", re.IGNORECASE)
_DECLARATION = re.compile(r"^\s*<\?xml[^>]*>")
_LANGUAGE = re.compile(r"<html[^>]{0,300}\blang\s*=\s*[\"']?([A-Za-z]{2,3})\b", re.IGNORECASE)
_NO_LABEL = re.compile(rb"(?i)utf-?(?:7|16|32)")
"""A label that could be read tells that the page is in none of these (https://html.spec.whatwg.org, 13.2.3.2)."""
_PAGE_HEAD = 4096
_SHORTEST = 60


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
        if found is None or isinstance(found, dict) or not found.text:
            continue
        if len(found.text.strip()) >= _SHORTEST:
            language = _LANGUAGE.search(text[:_PAGE_HEAD])
            return [
                Parsed(
                    text=found.text, title=found.title or None, published=found.date or None, url=found.url or None,
                    language=language[1].lower() if language else None,
                )
            ]  # fmt: skip
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
