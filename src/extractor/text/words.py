"""The closed classes of English words (``models/sentences/closed.tsv``), in small letters by the name of the class."""

from extractor.data import library

CLOSED = library().sets("sentences/closed.tsv", "class", "words", " ")
