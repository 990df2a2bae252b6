"""Whether an article is in English: a count of small words first, a model only where that leaves a doubt."""

import re
from functools import cache

from extractor.article import Article
from extractor.data import library
from extractor.record import Failure, Problem

_WORD = re.compile(r"[^\W\d_]+")
_ENGLISH = "en"
_SAMPLE = 6_000
_SURE, _ALONE = 0.12, 0.06
"""Shares of English small words: the first is enough, the second where those of no other language are half as many."""
_OTHER = 0.2
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
    small = _small_words()
    ours = _share(words, small[_ENGLISH])
    if ours >= _SURE:
        return None
    share, likeliest = max((_share(words, known), code) for code, known in small.items() if code != _ENGLISH)
    if ours >= max(_ALONE, 2 * share):
        return None
    return likeliest if share >= max(_OTHER, 2 * ours) else _modelled(" ".join(words))


def _modelled(words: str) -> str | None:
    """The language by the model, which takes 90 MB."""
    from py3langid import rank  # noqa: PLC0415 - slow to load, and needed only in doubt

    ranked = rank(words)
    likeliest, score = ranked[0]
    return str(likeliest) if score - dict(ranked)[_ENGLISH] > _MARGIN else None


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)


@cache
def _small_words() -> dict[str, frozenset[str]]:
    rows = library().table("languages/words.tsv", "language", "words")
    return {row["language"]: frozenset(row["words"].split()) for row in rows}
