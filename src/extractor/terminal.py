"""What a terminal is shown: text of articles, files and errors without the characters that would steer it."""

import io
import re
from typing import BinaryIO

_STEERING = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]|\r(?!\n)")
"""Controls of ASCII and Latin-1 but for tab and line end, and those that turn the direction of writing."""


def visible(text: str) -> str:
    """The text, with U+FFFD in the place of each character that steers a terminal."""
    return _STEERING.sub("\ufffd", text)


class Visible(io.RawIOBase):
    """A stream on a terminal that shows only what is visible, and is closed with it; takes whole pieces of UTF-8."""

    def __init__(self, stream: BinaryIO) -> None:
        super().__init__()
        self._stream = stream

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # RawIOBase takes any buffer
        self._stream.write(visible(bytes(data).decode("utf-8", "replace")).encode())
        return len(data)

    def flush(self) -> None:
        if not self._stream.closed:
            self._stream.flush()

    def close(self) -> None:
        self._stream.close()
        super().close()
