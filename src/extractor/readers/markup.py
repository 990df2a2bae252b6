"""Small pieces of HTML to plain text (feed entries, mails); whole pages are the business of ``html``."""

import re
from html.parser import HTMLParser

_BLOCKS = frozenset(
    (
    "address", "article", "blockquote", "br", "dd", "div", "dl", "dt", "figcaption", "footer", "h1", "h2", "h3",
    "h4", "h5", "h6", "header", "hr", "li", "ol", "p", "pre", "section", "table", "td", "th", "tr", "ul",
    )
)  # fmt: skip
_SILENT = frozenset(("script", "style", "head", "template", "noscript"))
_BLANKS = re.compile(r"[ \t\r\f\v]*\n\s*")


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
