"""How much a reader takes in, so that no input can exhaust the machine."""

from typing import BinaryIO

from extractor.errors import InputError

ARTICLE_BYTES = 20_000_000


def read_bytes(stream: BinaryIO, limit: int = ARTICLE_BYTES) -> bytes:
    """All bytes of the stream.

    Raises:
        InputError: there are more than ``limit``.
    """
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise InputError(f"longer than {limit // 1_000_000} MB, too long for one article; split it")
    return data
