"""The sentence that says what an article is about: that of its main action."""

import re

from extractor.record import Record
from extractor.writers.main_event import main_action

_END = re.compile(r"[.!?…][\"”’'»)\]]*(?=\s|$)|\n\s*\n|$")
_START = re.compile(r"(?:[.!?…][\"”’'»)\]]*\s+|\n\s*\n\s*)(?=[“\"‘'«(\[]*[A-Z0-9])")


def lead(record: Record) -> str | None:
    """The sentence that holds the main action, in one line; None where there is no action or no text at hand."""
    action = main_action(record)
    if action is None or not isinstance(record.text, str):
        return None
    begin = max((match.end() for match in _START.finditer(record.text, 0, action.start + 1)), default=0)
    match = _END.search(record.text, action.end)
    end = match.end() if match else len(record.text)
    return " ".join(record.text[begin:end].split())
