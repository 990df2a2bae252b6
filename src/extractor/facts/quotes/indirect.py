"""Indirect speech: the content clauses of verbs of saying, and what stands beside "according to"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor.facts.draft import Sentence
from extractor.facts.quotes.attribution import words
from extractor.facts.quotes.grammar import clause, inverted_subject, phrase, subject
from extractor.facts.quotes.scene import Scene, Voice
from extractor.facts.quotes.speech import Speech

_FEWEST_WORDS = 2
_EDGES = " \t\n\xa0,;:.—–-"
_MOSTLY = 0.6


@dataclass(frozen=True, slots=True)
class Report:
    """A reported clause, offsets in code points, with its voice."""

    start: int
    end: int
    voice: Voice


class Reporter:
    """Finds indirect speech in parsed sentences.

    Args:
        speech: the words of speech.
    """

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def reports(self, scene: Scene, heard: list[tuple[int, int]]) -> Iterator[Report]:
        """The article's reported clauses in order; ``heard`` are the direct quotations, which are not reported again."""
        for sentence in scene.draft.sentences:
            if sentence.tree is not None:
                for report in self._in_sentence(scene, sentence):
                    if _fresh(scene.text, report, heard):
                        yield report

    def _in_sentence(self, scene: Scene, sentence: Sentence) -> Iterator[Report]:
        assert sentence.tree is not None
        taken: list[tuple[int, int]] = []
        for token in sentence.tree:
            report = self._report(scene, sentence, token)
            if report is not None and not any(start <= report.start and report.end <= end for start, end in taken):
                taken.append((report.start, report.end))
                yield report

    def _report(self, scene: Scene, sentence: Sentence, token: Token) -> Report | None:
        if token.lower_ == "according":
            return self._according(scene, sentence, token)
        verb = self._speech.verbs.get(token.lower_)
        if verb is None or verb.clause == "no" or not token.tag_.startswith("VB"):
            return None
        at = scene.offset(sentence, token)
        quoted = scene.quoted_at(at)
        if quoted is not None:
            return None
        noun = subject(token) or (inverted_subject(token) if token.dep_ != "amod" else None)
        content = self._content(sentence.tree, token, bare=verb.clause == "bare")
        if content is None:
            return None
        start, end = _trim(scene.text, *scene.span(sentence, *content))
        mention = None if noun is None else words(scene, sentence, noun)
        if end - start < 1 or (mention and start <= mention.head < end):
            return None
        return Report(start, end, Voice(mention, (at, at + len(token)), "clause"))

    def _content(self, tree: Span, verb: Token, *, bare: bool) -> tuple[int, int] | None:
        """The tree tokens of the clause that ``verb`` reports."""
        for child in verb.children:
            if child.dep_ == "ccomp":
                start, end = clause(child, tree)
                return (start, self._extended(tree, verb, end)) if start > verb.i else (start, end)
        if verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and verb.head.i > verb.i):
            start, end = clause(verb.head, tree)
            before, after = clause(verb, tree)
            if start < before < after < end:
                return start, before
            return (start, before) if start < before else (after, end)
        if bare and verb.i + 2 < tree.end and verb.dep_ in ("ROOT", "conj", "relcl"):
            return verb.i + 1, self._extended(tree, verb, tree.end)
        return None

    def _extended(self, tree: Span, verb: Token, end: int) -> int:
        """The end of a reported clause: the sentence's, unless another verb of saying takes over."""
        for token in tree.doc[end : tree.end]:
            if token.lower_ in self._speech.verbs and token.tag_.startswith("VB"):
                return end
            if token.lower_ == "according":
                return end
        return tree.end

    def _according(self, scene: Scene, sentence: Sentence, token: Token) -> Report | None:
        tree = sentence.tree
        assert tree is not None
        to = next((child for child in token.children if child.lower_ == "to"), None)
        noun = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
        if to is None or noun is None:
            return None
        at = scene.offset(sentence, token)
        if scene.quoted_at(at) is not None:
            return None
        after = token.right_edge.i + 1
        left, right = tree.start, tree.end
        content = (left, token.i) if token.i - left > _FEWEST_WORDS else (after, right)
        start, end = _trim(scene.text, *scene.span(sentence, *content))
        if end <= start:
            return None
        cue = (at, scene.offset(sentence, to) + 2)
        return Report(start, end, Voice(words(scene, sentence, noun), cue, "according"))


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start] in _EDGES:
        start += 1
    while end > start and text[end - 1] in _EDGES:
        end -= 1
    return start, end


def _fresh(text: str, report: Report, heard: list[tuple[int, int]]) -> bool:
    """Whether a report says more than the direct quotations that it overlaps."""
    covered = sum(max(0, min(end, report.end) - max(start, report.start)) for start, end in heard)
    length = report.end - report.start
    return len(text[report.start : report.end].split()) >= _FEWEST_WORDS and covered < length * _MOSTLY
