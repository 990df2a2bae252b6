"""What the user reads on standard error: failures and the closing summary."""

import sys

from extractor.record import Failure


def say(message: str) -> None:
    """One line on standard error."""
    print(message, file=sys.stderr)  # noqa: T201 - this is the one place that speaks


def failed(failure: Failure) -> None:
    """The one line about an article that gave no record."""
    say(f"extract: {failure.source or failure.id}: {failure.error.reason}")
