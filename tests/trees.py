"""The tree that the program would have of a document that spaCy has parsed."""

import numpy as np

from extractor.doc import Doc, Vocabulary, Word
from extractor.tree import Tree


def tree_of(doc):
    words = Vocabulary()
    rows, blanks = zip(*((words[Word(token.text)], bool(token.whitespace_)) for token in doc), strict=True)
    own = Doc(words, np.array(rows), np.array(blanks))
    return Tree(own, [token.tag_ for token in doc], [token.dep_ for token in doc], [token.head.i for token in doc])
