"""Tags and trees on the fast token vectors are those on spaCy's own."""

import numpy as np


def test_vectors_tags_and_trees(stock, fast, texts):
    for expected, doc in zip(stock.pipe(texts), fast.pipe(texts), strict=True):
        assert doc.tensor.shape == expected.tensor.shape
        np.testing.assert_allclose(doc.tensor, expected.tensor, atol=1e-4)
        assert [(t.tag_, t.dep_, t.head.i) for t in doc] == [(t.tag_, t.dep_, t.head.i) for t in expected]
        assert [(e.start, e.end, e.label_) for e in doc.ents] == [(e.start, e.end, e.label_) for e in expected.ents]
