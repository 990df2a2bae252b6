"""Directives: what a speaker says that another must do ("the Government must act"), read without a tree."""

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from extractor.data import Library
from extractor.draft import Draft
from extractor.fact import Action
from extractor.facts.events.actors import Actor
from extractor.facts.events.arguments import Arguments
from extractor.facts.events.traits import Candidate, Traits
from extractor.regex import compiled

_WEIGHT = 2.0
_NEAR = 90
_LONGEST = 120
_LAST_SENTENCE = 40
_UNTIL = compiled(r"[.;:!?\"“”\n]|,\s|\s{3,}")
_ASIDE = r"(?:\s+(?:who|with|of)\s+[\w\s]{1,30}?|\s+[–-]\s[^–-]{1,40}[–-]|,[^,]{1,40},)?"
_ADVERBS = r"(?:\s+(?:now|also|\w+ly)\b){0,4}"


class Directives:
    """Finds directives and who makes them."""

    def __init__(self, library: Library) -> None:
        words = {row["class"]: row["words"] for row in library.table("events/directives.tsv", "class", "words")}
        self._modal = compiled(rf"\b(?:{words['must']})\b(?!\s+(?:{words['not_asked']})\b)(?={_ADVERBS}\s+[a-z])")
        self._done = compiled(rf"(?:must|should){_ADVERBS}\s+be{_ADVERBS}\s+(?:{words['to_be_done']})\b")
        self._no_demand = compiled(rf"\b(?:{words['no_demand']})\b", re.IGNORECASE)
        self._needed = compiled(rf"(?<!\w)(?!(?:{words['joining']})\s)[\w’'-]+\s+(?:{words['pronouns']}){_ADVERBS}\s+$")
        self._asked = compiled(
            rf"(?:\b(?:the|this|that|all|both|every|those|his|her|their|our|my|its|[A-Z][\w.]+)\s+(?:[\w’'-]+\s+){{0,3}}?|)\b"
            rf"(?:{words['asked']}){_ASIDE}{_ADVERBS}\s+$",
            re.IGNORECASE,
        )

    def find(self, doc: Doc, draft: Draft, arguments: Arguments, traits: Traits) -> Iterator[Candidate]:
        """The directives of the article, each with its weight among the acts."""
        for number, sentence in enumerate(draft.sentences[:_LAST_SENTENCE]):
            last = doc[sentence.end - 1]
            bounds = doc[sentence.start].idx, last.idx + len(last)
            for match in self._modal.finditer(draft.article.text, *bounds):
                speaker = arguments.speaker(match.start())
                if speaker is not None and self._is_asked(
                    draft.article.text, bounds[0], match.start(), speaker, arguments
                ):
                    action = _action(draft.article.text, match, bounds[1], speaker)
                    yield traits.candidates(action, speaker, _WEIGHT, match.span(), number)

    def _is_asked(self, text: str, first: int, at: int, speaker: Actor, arguments: Arguments) -> bool:
        """Whether the words before the modal name somebody else of whom a thing may be demanded."""
        since = max(first, at - _NEAR)
        named = arguments.asked(since, at)
        asked = self._asked.search(text, since, at) or self._done.match(text, at)
        if speaker in named or not (named or asked) or self._needed.search(text, since, at):
            return False  # "the help they need to recover"
        return self._no_demand.search(text, since, at) is None


def _action(text: str, modal: re.Match[str], end: int, speaker: Actor) -> Action:
    until = _UNTIL.search(text, modal.end(), min(end, modal.end() + _LONGEST))
    stop = until.start() if until else min(end, modal.end() + _LONGEST)
    said = text[modal.start() : stop].rstrip(" ,;\n")
    return Action(
        type="request", actor=speaker.name, actor_id=speaker.id, object=said[len(modal[0]) :].strip(), object_id=None,
        date=None, modality="done", text=said, start=modal.start(), end=modal.start() + len(said), rule="demand",
    )  # fmt: skip
