"""The cost of an article follows its length: no part of the program is called with its square.

Calls are counted, not time: the same text gives the same numbers on every machine. Four times the text may take four
times the calls of a function, and a little more where places are looked up in sorted lists. What a loop does without
calling anything is not seen.
"""

import cProfile
import pstats
import re
from pathlib import Path

from extractor import Extractor, Reading

SAMPLES = Path(__file__).parents[1] / "samples"
MOST_TIMES = 6
FEWEST_CALLS = 1_500
MOST_COMPARED = 100
MOST_NAMESAKES = 250
SURNAMES = re.compile(r"\b[A-Z][a-z]{4,}(?= (?:said|told|added|announced)\b)")


def test_no_function_is_called_with_the_square_of_the_length():
    extractor = Extractor()
    article = "\n\n".join(file.read_text(encoding="utf-8") for file in sorted(SAMPLES.glob("*.txt"))[::2])
    extractor(article)
    short, long = (_calls(extractor, _copies(article, number)) for number in (2, 8))
    assert not _faster(short, long)


def test_names_and_titles_that_no_stop_parts_take_time_in_proportion():
    extractor = Extractor()
    extractor("Aa Bb Mayor")
    short, long = (_calls(extractor, "Aa Bb Mayor " * many) for many in (200, 800))
    assert not _faster(short, long)


def test_a_chain_of_aliases_takes_time_in_proportion():
    extractor = Extractor(Reading(only=("people",)))
    chains = ("Ana Bell a/k/a Tom Bell a/k/a " * many for many in (100, 400))
    followed = [sum(n for where, n in _calls(extractor, text).items() if where[2] == "_called") for text in chains]
    assert followed[0] < followed[1] < MOST_TIMES * followed[0]


def test_a_name_is_compared_with_so_many_namesakes_at_most():
    extractor = Extractor(Reading(only=("people",)))
    letters = "abcdefghijk"
    names = [f"{a}{b}{c}ora".title() for a in letters for b in letters for c in letters][:1200]
    for form in ("Ana {}", "{} Brook"):
        calls = _calls(extractor, ", ".join(map(form.format, names)))
        compared = sum(number for where, number in calls.items() if where[2] == "_same")
        assert compared < MOST_NAMESAKES * len(names)


def test_merging_compares_a_law_with_so_many_others_at_most():
    """Of laws of like names, and of names with many words behind which no figure comes."""
    extractor = Extractor(Reading(only=("instruments",)))
    letters = "abcdefghijklmnop"
    for many in (60, 240):
        names = (f"{a}{b}".title() for a in letters for b in letters)
        laws = [f"The Ferry {name}or Port Act and the Ferry Act {at + 1750} passed." for at, name in enumerate(names)]
        text = " ".join(["The Nineteenth Amendment to the Constitution and the Act 5 of 1987 stand.", *laws[:many]])
        calls = _calls(extractor, text)
        compared = {where[2]: number for where, number in calls.items() if where[2] in ("same", "short")}
        assert sum(compared.values()) < MOST_COMPARED * many


def _faster(short, long):
    """The functions whose calls grow faster than the text, with both numbers."""
    return {
        where: (short[where], calls)
        for where, calls in long.items()
        if calls > FEWEST_CALLS and calls > MOST_TIMES * short.get(where, calls)
    }


def _copies(article: str, number: int) -> str:
    """The article so many times, each time with others who speak in it."""
    copies = (SURNAMES.sub(rf"\g<0>{suffix}", article) for suffix in "abcdefgh"[:number])
    return "\n\n".join(copies)


def _calls(extractor: Extractor, text: str) -> dict[tuple[str, int, str], int]:
    """How often each function of the program is called for a text."""
    profile = cProfile.Profile(builtins=False)
    profile.runcall(extractor, text)
    stats = pstats.Stats(profile).stats  # type: ignore[attr-defined]
    return {where: calls for where, (_, calls, *_) in stats.items() if "extractor" in Path(where[0]).parts}
