"""Engines: ordered maps of a batch function over batches. They know nothing of news.

``build`` makes the batch function, once per process; results come in the order of the items. An engine that
works in other processes takes ``lost`` too: it gives the result of an item that killed its process twice.
"""

from extractor.engines import cluster, inline, processes

__all__ = ["cluster", "inline", "processes"]
