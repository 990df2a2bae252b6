"""Engines: ordered maps of a batch function over batches. They know nothing of news.

``build`` makes the batch function (once per process); results come in the order of the batches.
"""

from extractor.engines import inline

__all__ = ["inline"]
