"""The search index of a site: which words stand in which articles, in scripts that a page loads as it needs them.

A page that is opened from the disk may load scripts beside it, but read no other file; so each part of the index is a
script that hands its words to the page. A part holds the words of one or two first letters. The articles of a word
are their numbers in base 36, each as the difference to the one before.
"""

import json
from array import array
from collections import defaultdict
from collections.abc import Iterator, Mapping

_LONGEST = 30
_EVERYWHERE = 0.5
"""Words of more than this share of all articles are left out: they find nothing."""
_FEW = 40
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def parts(words: Mapping[str, "array[int]"], articles: int) -> Iterator[tuple[str, str]]:
    """The name and source of each part."""
    held: dict[str, dict[str, str]] = defaultdict(dict)
    for word, numbers in sorted(words.items()):
        if 1 < len(word) <= _LONGEST and (articles < _FEW or len(numbers) <= _EVERYWHERE * articles):
            held[part_of(word)][word] = _coded(numbers)
    for name, found in sorted(held.items()):
        yield name, f"part({json.dumps(name)},{json.dumps(found, ensure_ascii=True, separators=(',', ':'))})\n"


def part_of(word: str) -> str:
    """The part that holds a word: its first two letters, where they are plain ones."""
    return "".join(char if char.isascii() and char.isalnum() else "_" for char in word[:2])


def _coded(numbers: "array[int]") -> str:
    last, coded = 0, []
    for number in numbers:
        coded.append(_base36(number - last))
        last = number
    return " ".join(coded)


def _base36(number: int) -> str:
    digits = ""
    while number:
        number, rest = divmod(number, 36)
        digits = _DIGITS[rest] + digits
    return digits or "0"
