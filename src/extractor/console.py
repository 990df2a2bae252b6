"""What the user reads on standard error: failures and the closing summary."""

import sys

from extractor.record import Failure


def say(message: str) -> None:
    """One line on standard error, without control characters that would steer the terminal."""
    line = "".join(char if char.isprintable() else " " for char in message)
    print(line.encode("utf-8", "replace").decode(), file=sys.stderr)  # noqa: T201 - this is the one place that speaks


def failed(failure: Failure) -> None:
    """The one line about an article that gave no record."""
    item = "" if failure.id in failure.source or failure.id == "stdin" else f" {failure.id}:"
    say(f"extract: {failure.source or failure.id}:{item} {failure.error.reason}")
