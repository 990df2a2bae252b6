"""The cues of topics from ``models/topics/``, and the scan that finds them in a text."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from extractor.data import Library

_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
_POINTS = (("strong", 3.0), ("good", 2.0), ("weak", 1.0))
NEUTRAL = "none"


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Labels and parents of topics by id (without the prefix ``medtop:``)."""

    labels: dict[str, str]
    parents: dict[str, str]

    def ancestors(self, topic: str) -> Iterator[str]:
        """The broader topics, nearest first."""
        while topic := self.parents[topic]:
            yield topic


@dataclass(frozen=True, slots=True)
class Cue:
    """What a cue says: points for topics (none for words that only keep shorter cues from matching)."""

    text: str
    points: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class Hit:
    """A cue in the text, at code points ``start`` to ``end``; ``word`` is the index of its first word."""

    cue: Cue
    start: int
    end: int
    word: int


class Cues:
    """All cues, by first word; of cues that overlap the longest counts."""

    def __init__(self, library: Library, vocabulary: Vocabulary) -> None:
        self._by_first: dict[str, list[tuple[tuple[str, ...], Cue]]] = {}
        points: dict[str, dict[str, float]] = {}
        for row in library.table("topics/cues.tsv", "topic", "label", "strong", "good", "weak"):
            topic = row["topic"]
            if topic != NEUTRAL and vocabulary.labels.get(topic) != row["label"]:
                row.fail(f"topic {topic} is not {row['label']!r} in the vocabulary")
            for column, value in _POINTS:
                for phrase in filter(None, row[column].split("|")):
                    of = points.setdefault(phrase, {})
                    if topic in of:
                        row.fail(f"{phrase!r} stands here twice")
                    if topic != NEUTRAL:
                        of[topic] = value
        for phrase, of in points.items():
            cue = Cue(phrase, tuple(of.items()))
            for words in _forms(phrase):
                self._by_first.setdefault(words[0], []).append((words[1:], cue))
        for choices in self._by_first.values():
            choices.sort(key=lambda choice: -len(choice[0]))

    def scan(self, text: str) -> tuple[list[Hit], int]:
        """The cues in text order, and the number of words."""
        spans = [match.span() for match in _WORD.finditer(text)]
        low = text.lower()
        if len(low) != len(text):
            low = "".join(char.lower() if len(char.lower()) == 1 else char for char in text)
        words = [low[start:end].replace("’", "'") for start, end in spans]
        hits, free = [], 0
        for i, word in enumerate(words):
            choices = self._by_first.get(word)
            if choices is None or i < free:
                continue
            for rest, cue in choices:
                stop = i + 1 + len(rest)
                if tuple(words[i + 1 : stop]) == rest:
                    hits.append(Hit(cue, spans[i][0], spans[stop - 1][1], i))
                    free = stop
                    break
        return hits, len(words)


def _forms(phrase: str) -> set[tuple[str, ...]]:
    """The cue as words, and with a plural s or a possessive at its end."""
    *front, last = _WORD.findall(phrase)
    lasts = {last, f"{last}'s"} | ({f"{last}s"} if not last.endswith("s") else set())
    if last.endswith("y"):
        lasts.add(f"{last[:-1]}ies")
    return {(*front, form) for form in lasts}


def load_vocabulary(library: Library) -> Vocabulary:
    """The part of the vocabulary that the cues reach.

    Raises:
        DataError: a row's parent is not in the table.
    """
    rows = library.table("topics/vocabulary.tsv", "id", "label", "parent")
    labels = {row["id"]: row["label"] for row in rows}
    for row in rows:
        if row["parent"] and row["parent"] not in labels:
            row.fail(f"parent {row['parent']} is not in the table")
    return Vocabulary(labels, {row["id"]: row["parent"] for row in rows})
