"""Loads spaCy without its command line, which is a third of the time that loading takes."""

import sys
from types import ModuleType

_UNUSED = ("spacy.cli", "spacy.cli.info")


def load_spacy() -> None:
    """Import spaCy; `spacy.cli` (web clients, templates, its own commands) is left to be imported when it is asked for.

    spaCy imports `spacy.cli.info` only to offer `spacy.info`. For processes of our own, not for a host program.
    """
    if "spacy" in sys.modules:
        return
    for name in _UNUSED:
        sys.modules[name] = ModuleType(name)
    sys.modules["spacy.cli.info"].__dict__["info"] = None
    try:
        import spacy  # noqa: F401, PLC0415 - this is the import that is meant
    finally:
        for name in _UNUSED:
            del sys.modules[name]
