"""Libraries that only some forms need: asked for when the form is used, with a hint when they are missing."""

from importlib.util import find_spec

from extractor.errors import ExtraError


def needed(library: str, extra: str, form: str) -> None:
    """Check that a form's library is there.

    Args:
        library: the module to import.
        extra: the project's extra that brings it.
        form: the form's name, for the message.

    Raises:
        ExtraError: it is not installed.
    """
    if find_spec(library) is None:
        raise ExtraError(f"{form} needs {library}: pip install 'extract-press[{extra}]'")
