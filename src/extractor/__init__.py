"""extract: press releases and news reports in, checked and source-anchored facts out.

>>> from extractor import extract
>>> record = extract("The Senate adopted 45 amendments on 9 March 2023.")
>>> record.dates[0].value
'2023-03-09'
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from extractor.article import Article
    from extractor.dataframes import frames
    from extractor.errors import ExtractError
    from extractor.extractor import Extractor, extract
    from extractor.record import Failure, Record
    from extractor.settings import Reading

__all__ = ["Article", "ExtractError", "Extractor", "Failure", "Reading", "Record", "extract", "frames"]
__version__ = "0.1.0"

_HOME = {
    "Article": "extractor.article", "ExtractError": "extractor.errors", "Extractor": "extractor.extractor",
    "Failure": "extractor.record", "Reading": "extractor.settings", "Record": "extractor.record",
    "extract": "extractor.extractor", "frames": "extractor.dataframes",
}  # fmt: skip


def __getattr__(name: str) -> Any:  # noqa: ANN401 - the face's names have different types
    """Imports a name of the face when first used, so that --help loads no spaCy; raises AttributeError for others."""
    if name not in _HOME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
