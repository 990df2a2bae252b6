"""Names for the arrays that go round, and the two operations that all layers share."""

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Keys = NDArray[np.uint64]
Flags = NDArray[np.bool_]
Marks = NDArray[np.int64]
"""One number a token, 1 where a sentence starts, -1 where none does."""
Places = NDArray[np.intp]

_VARIANCE_FLOOR = np.float32(1e-8)
"""Added to the variance by thinc's layer norm."""


def greatest(pieces: Floats, width: int) -> Floats:
    """The elementwise maximum of the pieces, each `width` columns, of every row."""
    best = np.maximum(pieces[:, :width], pieces[:, width : 2 * width])
    for start in range(2 * width, pieces.shape[1], width):
        np.maximum(best, pieces[:, start : start + width], out=best)
    return best


def normalise(values: Floats, gain: Floats) -> None:
    """Bring every row of `values` to mean 0 and variance 1, then multiply it by `gain`."""
    share = np.float32(1 / values.shape[1])
    values -= (values @ np.full(values.shape[1], share, dtype=np.float32))[:, None]
    variance = np.einsum("ij,ij->i", values, values) * share
    values *= (1 / np.sqrt(variance + _VARIANCE_FLOOR))[:, None]
    values *= gain
