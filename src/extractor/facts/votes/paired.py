"""Two or three numbers where a vote is spoken of: "by 388 votes to 201", "58-42", "voting 19-2-1"."""

import re
from collections.abc import Callable, Iterator

from extractor.data import Library
from extractor.facts.votes.cues import Cues
from extractor.facts.votes.tally import Tally
from extractor.regex import compiled
from extractor.rules.gazetteer import around
from extractor.text.normalization import is_stripped
from extractor.text.numbers import numbers

_FIGURES = compiled(
    r"""(?P<one>\d{1,3})
    (?:\s?[-–—\x96]\s?|\s+to\s*)(?P<two>\d{1,3})
    (?:\s?[-–—\x96]\s?(?P<three>\d{1,3}))?
    (?![\d/%]|[.,]\d|\s?[-–—]\s?\d|\s*(?:percent|per\s+cent|million|billion)\b
      |\s+(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec))""",
    re.VERBOSE,
)
_THEN = compiled(r",?\s+(?:and\s+)?(?:then\s+)?|,\s*")
_STEMS = ("vote", "passed", "margin", "tally", "defeated", "approved", "confirmed", "failed", "rejected", "adopted")
_WORDED_STEMS = (
    "votes to",
    "votes against",
    "votes versus",
    "vote of",
    "voted ",
    "vote to",
    "defeated by",
    "rejected by",
)
_THIRD = 2


def finder(library: Library) -> Callable[[str, str], Iterator[Tally]]:
    """Makes the function that finds tallies without sides: the first number is for, the second against.

    It is given a text and its lower-case form.
    """
    return _Pairs(library).find


class _Pairs:
    def __init__(self, library: Library) -> None:
        cardinal, words = numbers(library).cardinal, numbers(library).words
        self._value = numbers(library).value
        self._cues = Cues(library)
        self._worded = compiled(
            rf"""(?<![\w.,])(?:
                (?P<one>{cardinal})\s+(?:[a-z]+\s+)?votes?\s+(?:to|against|versus)\s+(?P<two>{cardinal})
              | (?<=vote\sof\s)(?P<vone>{cardinal})\s+to\s+(?P<vtwo>{cardinal})
              | (?<=voted\s)(?P<done>{cardinal})\s+to\s+(?P<dtwo>{cardinal})
              | (?<=by\s)(?P<bone>{words})\s+to\s+(?P<btwo>{words})
            )(?!\s*(?:percent|per\s+cent|million|billion)\b)""",
            re.VERBOSE | re.IGNORECASE,
        )
        self._lone = compiled(
            rf"""\b(?:(?:pass|adopt|approv|push|enact|ratif|back|endors|elect)(?:e?s|ed|ing)?\b[^.;]{{0,60}}?\swith
                |{self._cues.matter}\s[^.;]{{0,60}}?\b(?:received|garnered|gathered|secured|got|won))
                \s+(?:only\s+|just\s+|a\s+total\s+of\s+|some\s+)?(?P<votes>{cardinal}\s+votes)\b
                (?!\s+(?:to|against|versus|for|in|cast|short|were|was|are|from|not|needed|required|each|apiece)\b)""",
            re.VERBOSE | re.IGNORECASE,
        )
        self._abstentions = compiled(
            rf"[\s,;]+(?:(?:with|and)\s+)?(?P<abstain>{cardinal}|no)\s+(?:[a-z]+\s+)?abst\w+", re.IGNORECASE
        )

    def find(self, text: str, low: str) -> Iterator[Tally]:
        last = -1
        for match in _FIGURES.finditer(text):
            if self._cues.tell(text, match) or (last > 0 and _THEN.fullmatch(text, last, match.start())):
                last = match.end()
                yield self._complete(text, match.start(), match.end(), [int(part) for part in match.groups() if part])
        yield from self._in_words(text, low)
        if is_stripped(text):
            yield from self._in_stripped(text, low)

    def _in_words(self, text: str, low: str) -> Iterator[Tally]:
        for first, last in around(low, _WORDED_STEMS, 40, 60):
            for match in self._worded.finditer(text, first, last):
                parts = [part for part in match.groups() if part is not None]
                counts = [count for part in parts if isinstance(count := self._value(part), int)]
                if len(counts) == len(parts):
                    yield self._complete(text, match.start(), match.end(), counts)
        for first, last in around(low, (" votes",), 110, 20):
            for match in self._lone.finditer(text, first, last):
                count = self._value(match["votes"].rsplit(maxsplit=1)[0])
                if isinstance(count, int):
                    yield Tally(*match.span("votes"), count, rule="votes")

    def _in_stripped(self, text: str, low: str) -> Iterator[Tally]:
        for first, last in around(low, _STEMS, 20, 40):
            for match in self._cues.stripped.finditer(text, first, last):
                one, two = ("one", "two") if match["one"] else ("first", "second")
                yield self._complete(text, match.start(one), match.end(two), [int(match[one]), int(match[two])])

    def _complete(self, text: str, start: int, end: int, counts: list[int]) -> Tally:
        abstain = counts[_THIRD] if len(counts) > _THIRD else None
        if abstain is None and (match := self._abstentions.match(text, end)):
            number = 0 if match["abstain"].lower() == "no" else self._value(match["abstain"])
            abstain, end = (number, match.end()) if isinstance(number, int) else (None, end)
        return Tally(start, end, counts[0], counts[1], abstain, ordered=True, rule="pair")
