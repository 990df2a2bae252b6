"""Packaged spaCy pipelines with nothing but their ``ner``."""

import importlib

import spacy
from spacy.language import Language
from thinc.api import NumpyOps, set_current_ops

UNUSED = ["tok2vec", "tagger", "parser", "senter", "attribute_ruler", "lemmatizer"]


def use_numpy() -> None:
    """Use NumPy's own products, which are far faster than the ones that thinc prefers."""
    set_current_ops(NumpyOps(use_blis=False))


def pipeline(package: str) -> Language:
    """Load an installed pipeline with nothing but its ``ner``; a package may also just know where its model lies."""
    module = importlib.import_module(package)
    source = module.model_path() if hasattr(module, "model_path") else package
    return spacy.load(source, exclude=UNUSED)
