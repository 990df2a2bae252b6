"""Short names of facts in addresses: ``#a12-q3`` is the third quotation of the twelfth article."""

_LETTERS = {"quotes": "q", "actions": "e", "votes": "v", "amendments": "am", "counts": "n", "dates": "d", "money": "m",
            "topics": "t", "contacts": "c"}  # fmt: skip
"""Of kinds whose facts have no id of their own in the record."""


def key(kind: str, fact: str) -> str:
    """The short name of a fact: ``q3`` for ``quotes-3``, ``p1`` for the person ``P1``.

    Topics have the number of their entry in the vocabulary, behind the same letter.
    """
    if fact[0].isupper():
        return fact.lower()
    return _LETTERS.get(kind, kind) + fact.rpartition("-" if fact.startswith(kind) else ":")[2]
