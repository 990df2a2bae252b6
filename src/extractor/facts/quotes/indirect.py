"""Indirect speech: the content clauses of verbs of saying, and what stands beside "according to"."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span, Token

from extractor.facts.draft import Sentence
from extractor.facts.quotes.attribution import words
from extractor.facts.quotes.grammar import clause, inverted_subject, subject
from extractor.facts.quotes.scene import Scene, Voice
from extractor.facts.quotes.speech import Speech, Verb

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
            for report in self._reports(scene, sentence, token):
                if not any(start <= report.start and report.end <= end for start, end in taken):
                    taken.append((report.start, report.end))
                    yield report

    def _reports(self, scene: Scene, sentence: Sentence, token: Token) -> Iterator[Report]:
        """What the sentence reports by this token: one clause, or two where the verb of saying stands inside it."""
        known = self._speech.verbs.get(token.lower_)
        spoken = known is not None and token.tag_.startswith("VB") and token.dep_ != "amod"
        if not (spoken or token.lower_ == "according") or scene.quoted_at(scene.offset(sentence, token)) is not None:
            return
        voice = self._according_voice(scene, sentence, token) if known is None else _voice(scene, sentence, token)
        if voice is None:
            return
        for piece in _beside(sentence.tree, token) if known is None else self._pieces(sentence.tree, token, known):
            start, end = _trim(scene.text, *scene.span(sentence, *piece)) if piece[0] < piece[1] else (0, 0)
            if start < end and not (voice.mention and start <= voice.mention.head < end):
                yield Report(start, end, voice)

    def _pieces(self, tree: Span, verb: Token, known: Verb) -> list[tuple[int, int]]:
        """The tree tokens of what ``verb`` reports."""
        for child in verb.children:
            if child.dep_ == "ccomp" and known.clause != "no" and not _is_infinitive(child):
                start, end = clause(child, tree)
                return [(start, self._extended(tree, end) if start > verb.i else end)]
        if known.clause != "no" and (verb.dep_ == "parataxis" or (verb.dep_ == "ccomp" and verb.head.i > verb.i)):
            (start, end), (first, last) = clause(verb.head, tree), clause(verb, tree)
            return [piece for piece in ((start, first), (last, end)) if piece[1] - piece[0] >= _FEWEST_WORDS]
        if known.infinitive:
            for child in verb.rights:
                if child.dep_ in ("xcomp", "ccomp", "advcl") and _is_infinitive(child):
                    wish = [noun for noun in verb.rights if noun.dep_ in ("dobj", "dative") and noun.i < child.i]
                    return [(wish[0].left_edge.i if wish else child.left_edge.i, self._extended(tree, child.right_edge.i + 1))]
        if known.clause == "bare" and verb.i + _FEWEST_WORDS < tree.end and verb.dep_ in ("ROOT", "conj", "relcl"):
            that = next((token.i for token in tree.doc[verb.i + 1 : tree.end] if token.lower_ == "that"), verb.i + 1)
            return [(that, self._extended(tree, tree.end))]
        return []

    def _extended(self, tree: Span, end: int) -> int:
        """The end of a reported clause: the sentence's, unless another verb of saying takes over."""
        for token in tree.doc[end : tree.end]:
            if token.lower_ == "according" or (token.lower_ in self._speech.verbs and token.tag_.startswith("VB")):
                return end
        return tree.end

    def _according_voice(self, scene: Scene, sentence: Sentence, token: Token) -> Voice | None:
        to = next((child for child in token.children if child.lower_ == "to"), None)
        noun = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
        if to is None or noun is None:
            return None
        cue = (scene.offset(sentence, token), scene.offset(sentence, to) + len(to))
        return Voice(words(scene, sentence, noun), cue, "according")


def _voice(scene: Scene, sentence: Sentence, verb: Token) -> Voice:
    noun = subject(verb) or inverted_subject(verb)
    at = scene.offset(sentence, verb)
    return Voice(None if noun is None else words(scene, sentence, noun), (at, at + len(verb)), "clause")


def _beside(tree: Span, according: Token) -> list[tuple[int, int]]:
    """What stands beside "according to X": all that goes before, or else all that follows."""
    if according.i - tree.start > _FEWEST_WORDS:
        return [(tree.start, according.i)]
    return [(according.right_edge.i + 1, tree.end)]


def _is_infinitive(verb: Token) -> bool:
    return any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.lefts)


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
