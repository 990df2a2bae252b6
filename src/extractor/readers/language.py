"""Whether an article is in English: a count of common words first, a model only where that leaves a doubt."""

import re

from extractor.article import Article
from extractor.record import Failure, Problem

_COMMON = frozenset(
    (
    "the", "of", "and", "that", "with", "for", "this", "from", "are", "which", "his", "their", "have", "has",
    "been", "by", "said", "would", "its", "not", "were", "they", "who", "than", "other", "more", "when", "into",
    "these", "can", "about", "our", "we", "it", "is", "to", "as", "be",
    )
)  # fmt: skip
_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 6_000
_SURE = 0.12
_FEW = 120
_SPACED = 3
_MARGIN = 20.0


def english(article: Article) -> Article | Failure:
    """The article, or a failure that names its language where it is clearly not English.

    Texts of a few words, and those that stand l e t t e r by l e t t e r, are taken as they are.
    """
    code = foreign(article.text)
    if code is None:
        return article
    reason = f"not in English but in the language '{code}'; --any-language reads it all the same"
    return Failure(id=article.id, source=article.source, error=Problem(stage="language", reason=reason))


def foreign(text: str) -> str | None:
    """The ISO 639-1 code of a language that the text is in instead of English; None for English and where in doubt."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    letters = sum(map(len, words))
    if letters < _FEW or letters < _SPACED * len(words):
        return None
    if sum(word in _COMMON for word in words) >= _SURE * len(words):
        return None
    from py3langid import rank  # noqa: PLC0415 - slow to load, and needed only in doubt

    ranked = rank(" ".join(words))
    likeliest, score = ranked[0]
    return str(likeliest) if score - dict(ranked)["en"] > _MARGIN else None
