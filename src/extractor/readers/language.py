"""Whether an article is in English: a count of small words first, a model only where that leaves a doubt."""

import logging
import re

from msgspec.structs import replace

from extractor.article import Article
from extractor.data import library
from extractor.record import Failure, failure

_WORD = re.compile(r"[^\W\d_]+")
_LOG = logging.getLogger(__name__)
_ENGLISH = "en"
_VARIETIES = frozenset(("en", "pcm", "sco", "jam"))
"""English, and what the model takes names and figures of English texts for (Nigerian Pidgin above all)."""
_SAMPLE = 6_000
_SURE, _ALONE = 0.12, 0.06
"""Shares of English small words: the first is enough, the second where those of no other language are half as many."""
_OTHER, _FEW, _SPACED = 0.2, 120, 3
_MARGIN = 20.0  # by so much (logarithms of odds) another language must be likelier than English to be a guess,
_CLEAR = 1.5
"""and by so much for each letter to be clear: real texts of other languages have 2.5 and more, tables and lists of
names in English 0.3 at most."""


def english(article: Article) -> Article | Failure:
    """The article, or a failure with its language where clearly not English; a doubtful one is read with a warning."""
    code, clear = foreign(article.text)
    if code is None:
        return article
    if not clear:
        _LOG.warning("%s: %s may be in the language %r; read as English", article.source, article.id, code)
        return replace(article, language=article.language or code)
    reason = f"not in English but in the language '{code}'; --any-language reads it all the same"
    return failure(article, "language", reason)


def foreign(text: str) -> tuple[str | None, bool]:
    """The ISO 639 code of another language than English that a text is in, if one is told, and whether it is clear."""
    words = _WORD.findall(text[:_SAMPLE].lower())
    letters = sum(map(len, words))
    if letters < _FEW or letters < _SPACED * len(words):
        return None, True
    small = library().sets("languages/words.tsv", "language", "words", " ")
    ours = _share(words, small[_ENGLISH])
    if ours >= _SURE:
        return None, True
    share, likeliest = max((_share(words, known), code) for code, known in small.items() if code != _ENGLISH)
    if ours >= max(_ALONE, 2 * share):
        return None, True
    return (likeliest, True) if share >= max(_OTHER, 2 * ours) else _modelled(" ".join(words))


def _modelled(words: str) -> tuple[str | None, bool]:
    """The language by the model, which takes 90 MB."""
    from py3langid import rank  # noqa: PLC0415 - slow to load, and needed only in doubt

    ranked = rank(words)
    likeliest, score = ranked[0]
    margin = score - dict(ranked)[_ENGLISH]
    if likeliest in _VARIETIES or margin <= _MARGIN:
        return None, True
    return str(likeliest), margin > _CLEAR * len(words)


def _share(words: list[str], known: frozenset[str]) -> float:
    return sum(word in known for word in words) / len(words)
