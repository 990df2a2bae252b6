"""The errors that a user can meet, each with a one-line message that says what to do."""

from importlib.util import find_spec


class ExtractError(Exception):
    """Base of every error that this program raises on purpose."""


class UsageError(ExtractError):
    """The call itself is wrong (an unknown option value, nothing to read)."""


class InputError(ExtractError):
    """One input cannot be read, or one record not taken in; the message is its line."""


class OutputError(ExtractError):
    """The output cannot be written (no permission, a full disk)."""


class ExtraError(ExtractError):
    """A form needs a library that is not installed; the message says how to get it."""


class DataError(ExtractError):
    """A pattern or vocabulary file is faulty; the message starts with ``file:line:``."""


class ModelError(ExtractError):
    """The spaCy pipeline asked for is absent or cannot serve."""


def needed(library: str, extra: str, form: str) -> None:
    """Check that the library of a form is there, which an extra brings; raises ExtraError where it is not."""
    if find_spec(library) is None:
        raise ExtraError(f"{form} needs {library}: pip install '.[{extra}]' in the checkout of extract")
