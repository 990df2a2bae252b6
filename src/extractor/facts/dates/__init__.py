"""When: temporal expressions with their values, and the publication date."""

from extractor.data import Library
from extractor.draft import Find
from extractor.facts.dates.finder import Finder

__all__ = ["build"]


def build(library: Library) -> Find:
    """The finder of dates."""
    return Finder(library).find
