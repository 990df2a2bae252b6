"""The cost of an article follows its length: no part of the program is called with its square.

Calls are counted, not time: the same text gives the same numbers on every machine. Four times the text may take four
times the calls of a function, and a little more where places are looked up in sorted lists. What a loop does without
calling anything is not seen.
"""

import cProfile
import pstats
import re
from pathlib import Path

from extractor import Extractor

SAMPLES = Path(__file__).parents[1] / "samples"
MOST_TIMES = 6
FEWEST_CALLS = 1_500
SURNAMES = re.compile(r"\b[A-Z][a-z]{4,}(?= (?:said|told|added|announced)\b)")


def test_no_function_is_called_with_the_square_of_the_length():
    extractor = Extractor()
    article = "\n\n".join(file.read_text(encoding="utf-8") for file in sorted(SAMPLES.rglob("*.txt")))
    extractor(article)
    short, long = (_calls(extractor, _copies(article, number)) for number in (2, 8))
    faster = {
        where: (short[where], calls)
        for where, calls in long.items()
        if calls > FEWEST_CALLS and calls > MOST_TIMES * short.get(where, calls)
    }
    assert not faster


def _copies(article: str, number: int) -> str:
    """The article so many times, each time with others who speak in it."""
    copies = (SURNAMES.sub(lambda name, suffix="abcdefgh"[at]: name[0] + suffix, article) for at in range(number))
    return "\n\n".join(copies)


def _calls(extractor: Extractor, text: str) -> dict[tuple[str, int, str], int]:
    """How often each function of the program is called for a text."""
    profile = cProfile.Profile(builtins=False)
    profile.runcall(extractor, text)
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return {where: calls for where, (_, calls, *_) in stats.items() if "extractor" in Path(where[0]).parts}
