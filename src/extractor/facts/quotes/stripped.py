"""Speech in text that lost its punctuation, told by the gaps that are left: ``… the world    said Bell    This …``."""

import re
from collections.abc import Iterator

from extractor.facts.quotes.indirect import Report
from extractor.facts.quotes.scene import Scene, Voice, Words
from extractor.facts.quotes.speech import Speech, alternatives

_TITLE = r"(?:[A-Z][A-Za-z]{1,14}[ ]{1,2}){0,3}"
_GAP = re.compile(r"\S[ \xa0]{3,}\S")
_MARKS = frozenset('“”"«»')
_FEWEST_WORDS = 5


class Gaps:
    """Finds the speech that gaps set off.

    Args:
        speech: the words of speech.
    """

    def __init__(self, speech: Speech) -> None:
        verb = alternatives(form for form, known in speech.verbs.items() if known.direct and form != known.name)
        before, after = _name("before"), _name("after")
        self._tail = re.compile(
            rf"(?:^|(?<=[ \xa0]{{2}})){before}[ ](?P<first>{verb})\s*$|"
            rf"(?:^|(?<=[ \xa0]{{2}}))(?P<second>{verb})[ ]{{1,2}}{after}\s*$"
        )

    def reports(self, scene: Scene) -> Iterator[Report]:
        """What stands before a short attribution between gaps, in a text without quotation marks."""
        text = scene.text
        if _GAP.search(text) is None or not _MARKS.isdisjoint(text):
            return
        before = (0, 0)
        for sentence in scene.draft.sentences:
            start, end = scene.bounds(sentence)
            match = self._tail.search(text[start:end])
            if match is not None:
                said = before if match.start() == 0 else (start, start + match.start())
                said = (said[0], said[0] + len(text[said[0] : said[1]].rstrip()))
                if len(text[slice(*said)].split()) >= _FEWEST_WORDS and scene.paragraph_start(said[0]) == (
                    scene.paragraph_start(start)
                ):
                    yield Report(*said, _voice(start, match))
            before = (start, end)


def _name(group: str) -> str:
    return rf"(?P<{group}>{_TITLE}(?P<{group}_last>[A-Z][\w’'-]+)|[Hh]e|[Ss]he)"


def _voice(shift: int, match: re.Match[str]) -> Voice:
    who, verb = ("before", "first") if match["first"] else ("after", "second")
    head = match.start(f"{who}_last") if match[f"{who}_last"] else match.start(who)
    mention = Words(shift + match.start(who), shift + match.end(who), shift + head)
    return Voice(mention, (shift + match.start(verb), shift + match.end(verb)), "gaps")
