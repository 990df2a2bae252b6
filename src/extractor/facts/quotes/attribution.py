"""Who said a direct quotation: the verb beside it and the words that name the speaker."""

import re

from spacy.tokens import Token

from extractor.facts.draft import Sentence
from extractor.facts.quotes.grammar import inverted_subject, phrase, subject
from extractor.facts.quotes.marks import Quoted
from extractor.facts.quotes.scene import Scene, Voice, Words
from extractor.facts.quotes.speech import Speech

_ACCORDING = re.compile(r"\b(?:according to|in the words of|as told by)\s+", re.IGNORECASE)
_COLON = re.compile(r"(?P<name>[^\s:;.!?][^:;!?\n]{0,90}?)\s*(?:\([^()]{0,60}\)\s*)?:\s*$")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){0,6}[A-ZÀ-Þ][\w’'-]*")
_GOES_ON = frozenset(",-—–")
_STOPS = frozenset(".!?…")
_SHORT_TAIL = 14
_NEAR = 90


class Attributor:
    """Finds the voice of direct quotations.

    Args:
        speech: the words of speech.
    """

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def voice(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """The voice that the words beside a quotation name, or None where they name none."""
        return self._after(scene, quoted) or self._before(scene, quoted) or self._around(scene, quoted)

    def _after(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """``“…,” said X`` and ``“…,” X said``, in the rest of the quotation's sentence or a short one after it."""
        text = scene.text
        limit = self._tail_end(scene, quoted)
        if not self._attaches(scene, quoted, text[quoted.outer_end : limit]):
            return None
        for match in self._speech.verb.finditer(text, quoted.outer_end, limit):
            if self._is_cue(scene, match) and match.start() - quoted.outer_end <= _NEAR * 2:
                mention = self._speaker(scene, match.start(), follows=not text[quoted.outer_end : match.start()].strip(" ,\n"))
                if mention is not None:
                    return Voice(mention, match.span(), "after")
        match = _ACCORDING.search(text, quoted.outer_end, limit)
        if match:
            return self._object(scene, match)
        return None

    def _tail_end(self, scene: Scene, quoted: Quoted) -> int:
        """The end of the sentence that goes on after a quotation, or that follows it where it ended one."""
        limit = min(scene.next_quoted(quoted.outer_end), scene.paragraphs[quoted.paragraph][1])
        _, end = scene.bounds(scene.sentence(max(quoted.outer_end - 1, 0)))
        if not scene.text[quoted.outer_end : end].strip() and end < limit:
            _, end = scene.bounds(scene.sentence(end))
        return min(limit, end)

    def _attaches(self, scene: Scene, quoted: Quoted, tail: str) -> bool:
        """Whether the words after a quotation belong to it: they go on with its sentence, or are short and say so."""
        last, first = scene.text[quoted.end - 1 : quoted.end], tail.lstrip()[:1]
        if not first:
            return False
        if last in _GOES_ON or first in _GOES_ON or first.islower() or last not in _STOPS:
            return True
        return len(tail.split()) <= _SHORT_TAIL and self._speech.verb.search(tail) is not None

    def _before(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """``X said, “…”``, ``X said: “…”``, ``X: “…”`` and ``According to X, “…”``."""
        text = scene.text
        start = self._sentence_start(scene, quoted)
        head = text[start : quoted.outer_start]
        verbs = [match for match in self._speech.verb.finditer(text, start, quoted.outer_start) if self._is_cue(scene, match)]
        if verbs and head.rstrip()[-1:] in (",", ":", verbs[-1][0][-1:]):
            for match in reversed(verbs):
                mention = self._speaker(scene, match.start(), follows=False)
                if mention is not None:
                    return Voice(mention, match.span(), "before")
        match = _ACCORDING.search(text, start, quoted.outer_start)
        if match:
            return self._object(scene, match)
        colon = _COLON.search(head)
        if colon and not verbs:
            name = _NAME.search(colon["name"])
            if name and len(colon["name"].split()) <= _SHORT_TAIL:
                at = start + colon.start("name")
                return Voice(Words(at + name.start(), at + name.end(), at + name.end() - 1), None, "colon")
        return None

    def _around(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """The verb of saying above a quotation that is part of a sentence (``he called it “a loss for all”``)."""
        token = scene.parsed(quoted.start)
        if token is None:
            return None
        above = [token]
        while above[-1].head.i != above[-1].i and len(above) < 30:
            above.append(above[-1].head)
        sentence = scene.sentence(quoted.start)
        for verb in above:
            known = self._speech.verbs.get(verb.lower_)
            at = scene.offset(sentence, verb)
            if known and verb.tag_.startswith("VB") and scene.quoted_at(at) is None:
                noun = subject(verb)
                if noun is not None:
                    return Voice(words(scene, sentence, noun), (at, at + len(verb)), "around")
        return None

    def _sentence_start(self, scene: Scene, quoted: Quoted) -> int:
        """Where the words begin that may introduce a quotation: its sentence, after any quotation before it."""
        start, _ = scene.bounds(scene.sentence(quoted.outer_start))
        floor = scene.paragraphs[quoted.paragraph][0]
        for other in scene.quoted:
            if other.outer_end <= quoted.outer_start:
                floor = max(floor, other.outer_end)
        return max(start, floor)

    def _is_cue(self, scene: Scene, match: re.Match[str]) -> bool:
        if not self._speech.verbs[match[0].lower()].direct:
            return False
        token = scene.parsed(match.start())
        return token is None or token.tag_.startswith(("VB", "NNS")) or match[0].lower() in ("said", "says")

    def _speaker(self, scene: Scene, cue: int, *, follows: bool) -> Words | None:
        """The words that name who does what the verb at ``cue`` says; ``follows``: the verb comes right after the quotation."""
        token = scene.parsed(cue)
        if token is None:
            return None
        sentence = scene.sentence(cue)
        noun: Token | None = None
        if follows:
            noun = inverted_subject(token)
        if noun is None:
            noun = subject(token)
        if noun is None and not follows:
            noun = inverted_subject(token)
        if noun is None or scene.quoted_at(scene.offset(sentence, noun)) is not None:
            return None
        return words(scene, sentence, noun)

    def _object(self, scene: Scene, match: re.Match[str]) -> Voice | None:
        token = scene.parsed(match.end())
        if token is None:
            return None
        sentence = scene.sentence(match.end())
        to = scene.parsed(match.end() - 3)
        noun = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
        if noun is None:
            noun = token
            while noun.head.i > noun.i and noun.dep_ in ("det", "compound", "amod", "poss", "nmod"):
                noun = noun.head
        return Voice(words(scene, sentence, noun), (match.start(), match.start() + len(match[0].rstrip())), "according")


def words(scene: Scene, sentence: Sentence, noun: Token) -> Words:
    """The noun phrase of ``noun`` as a span of the text."""
    start, end = scene.span(sentence, *phrase(noun))
    return Words(start, end, scene.offset(sentence, noun))
