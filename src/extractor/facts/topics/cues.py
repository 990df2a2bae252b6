"""The cues of topics from ``models/topics/`` and their scan, for which signs and possessive s do not count."""

import re
from collections import defaultdict
from collections.abc import Iterator
from itertools import combinations

import numpy as np
from msgspec import Struct
from numpy.typing import NDArray

from extractor.data import Library, Row
from extractor.doc import Column, Doc, signs
from extractor.doc import Vocabulary as Words
from extractor.entities.countries import LAND_NAMES, atlas
from extractor.rules.gazetteer import CLOSED

_BREAK = re.compile(r"[\s-]+|(?=['’]s\b)")
_POSSESSIVE = frozenset(("'s", "’s", "s", "'", "’"))
WEAK = 1.0
"""Points of a cue that says little by itself."""
STRONG = 3.0
_POINTS = (("strong", STRONG), ("good", 2.0), ("weak", WEAK))
_INNER = 0.5  # of its points a strong cue keeps inside a longer one that is of another topic
_ALONE = ""
_OPENS = 2  # stands for the second word of a cue that has none
NEUTRAL = "none"
OFFICE, LIST = "office", "list"
_LONGEST_OFFICE = 8
_TOP = 150  # so many words at the start may hold a list of subjects


class Vocabulary(Struct, frozen=True):
    """Labels, parents and Wikidata ids of topics by id (without ``medtop:``), and the topics about who acts."""

    labels: dict[str, str]
    parents: dict[str, str]
    wikidata: dict[str, str]
    actors: frozenset[str]

    def ancestors(self, topic: str) -> Iterator[str]:
        """The broader topics, nearest first."""
        while topic := self.parents[topic]:
            yield topic


def load_vocabulary(library: Library) -> Vocabulary:
    """The part of the vocabulary that the cues reach."""
    rows = library.table("topics/vocabulary.tsv")
    labels = {row["id"]: row["label"] for row in rows}
    for row in rows:
        if row["parent"] and row["parent"] not in labels:
            row.fail(f"parent {row['parent']} is not in the table")
    actors = library.table("topics/actors.tsv")
    for row in actors:
        check(row, labels)
    return Vocabulary(
        labels=labels,
        parents={row["id"]: row["parent"] for row in rows},
        wikidata={row["id"]: row["wikidata"] for row in rows if row["wikidata"]},
        actors=frozenset(row["topic"] for row in actors),
    )


def full_id(topic: str) -> str:
    """The id in a record: the IPTC's are figures and stand under ``medtop:``, a user's own topics under ``own:``."""
    return f"medtop:{topic}" if topic.isdecimal() else f"own:{topic}"


def check(row: Row, labels: dict[str, str]) -> None:
    """Complain about a row whose topic does not have its label."""
    if labels.get(row["topic"]) != row["label"]:
        row.fail(f"topic {row['topic']} is not {row['label']!r} in the vocabulary")


class Cue(Struct, frozen=True, eq=False):
    """What a cue says: points for topics, or none for words that frame (``frame``) or keep off shorter cues.

    ``land``: it is a country's name, which carries no topic by itself unless it is a strong cue for it.
    """

    text: str
    points: tuple[tuple[str, float], ...]
    frame: str
    land: bool


class Hit(Struct, frozen=True):
    """A cue in the text, at code points ``start`` to ``end``; ``word`` is the index of its first word."""

    cue: Cue
    start: int
    end: int
    word: int


class Scan(Struct, frozen=True):
    """The cues in text order, the number of words, and those at which lists of subjects begin."""

    hits: list[Hit]
    words: int
    lists: list[int]


class Cues:
    """All cues, by their first two words; of cues that overlap the longest counts.

    What the cues of a first word look for is worked out when the word first comes up: a text has few of them.
    """

    def __init__(self, library: Library, vocabulary: Vocabulary) -> None:
        self._points = _points(library, vocabulary)
        self._frames = {row["words"]: row["kind"] for row in library.table("topics/frames.tsv")}
        named = atlas(library).words.items()
        self._lands = frozenset(name.lower() for name, (_, sort) in named if sort in LAND_NAMES)
        self._offices = tuple(f"{words} " for words, kind in self._frames.items() if kind == OFFICE)
        for phrase in self._frames:
            self._points.setdefault(phrase, {})
        self._phrases: defaultdict[str, list[str]] = defaultdict(list)
        for phrase in self._points:
            first, _, rest = phrase.partition(" ")
            if not first.isalpha() or (rest and not (rest[1:2] and rest[:2].isalpha())):  # signs part words, or go
                first, *others = _words(phrase)
                rest = "".join(others)
            for form in (first,) if rest else _forms(first):
                self._phrases[form].append(phrase)
        self._told = Column(self._sorts)
        self._cues: dict[str, Cue] = {}
        self._by_first: dict[str, dict[str, list[tuple[list[str], Cue]]]] = {}

    def _cue(self, phrase: str) -> Cue:
        if phrase not in self._cues:
            frame = OFFICE if f"{phrase} ".startswith(self._offices) else self._frames.get(phrase, "")
            points = (*self._points[phrase].items(), *self._inner(phrase))
            self._cues[phrase] = Cue(phrase, points, frame, land=phrase in self._lands)
        return self._cues[phrase]

    def _inner(self, phrase: str) -> Iterator[tuple[str, float]]:
        """What strong cues inside a cue say for topics that it does not speak for itself ("gun trial" of the trial)."""
        told, words = set(self._points[phrase]), phrase.split()
        for first, last in combinations(range(len(words) + 1), 2) if told else ():
            run = " ".join(words[first:last])
            for topic, points in (self._points.get(run) or self._points.get(run.removesuffix("s")) or {}).items():
                if points == STRONG and topic not in told:
                    told.add(topic)
                    yield topic, _INNER * points

    def _unfold(self, first: str) -> dict[str, list[tuple[list[str], Cue]]]:
        """What may follow a first word, by the second one, the longest first."""
        found: defaultdict[str, list[tuple[list[str], Cue]]] = defaultdict(list)
        for phrase in self._phrases[first]:
            cue = self._cue(phrase)
            _, *rest = _words(phrase)
            if not rest:
                found[_ALONE].append(([], cue))
                continue
            *middle, last = rest
            for form in _forms(last):
                words = [*middle, form]
                found[words[0]].append((words, cue))
        alone = found[_ALONE]
        for second, choices in found.items():
            if second != _ALONE:
                choices.sort(key=lambda choice: -len(choice[0]))
                choices.extend(alone)
        self._by_first[first] = dict(found)
        return self._by_first[first]

    def _sorts(self, vocabulary: Words, first: int) -> NDArray[np.uint8]:
        """Of each word from a row on whether it is one (1), and opens a cue (2)."""
        pairs = zip(vocabulary.lowers[first:], signs(vocabulary)[first:].tolist(), strict=True)
        sorts = [0 if sign or low in _POSSESSIVE else _OPENS if low in self._phrases else 1 for low, sign in pairs]
        return np.array(sorts, dtype=np.uint8)

    def scan(self, doc: Doc) -> Scan:
        """All cues of a text but those in the name of an office."""
        told = self._told(doc.vocabulary)[doc.rows]
        places = np.flatnonzero(told)
        kept, lowers, starts, ends = places.tolist(), doc.lowers, doc.starts, doc.ends
        words = [lowers[i] for i in kept]
        found, free, named = Scan([], len(words), []), 0, 0
        by_first = self._by_first
        for i in np.flatnonzero(told[places] == _OPENS).tolist():
            if i < free:
                continue
            follow = by_first.get(words[i]) or self._unfold(words[i])
            for rest, cue in follow.get(words[i + 1] if i + 1 < len(words) else _ALONE) or follow[_ALONE]:
                free = i + 1 + len(rest)
                if words[i + 1 : free] == rest:
                    if cue.frame == OFFICE:
                        named = free + _rest_of_office(doc, kept[free : free + _LONGEST_OFFICE])
                    elif i < named:
                        break
                    elif cue.frame == LIST and i < _TOP and ":" in doc.texts[kept[free - 1] + 1 : kept[free - 1] + 4]:
                        found.lists.append(free)
                    if not _is_label(doc, kept[i], kept[free - 1]):
                        found.hits.append(Hit(cue, starts[kept[i]], ends[kept[free - 1]], i))
                    break
            else:
                free = i
        return found


def _points(library: Library, vocabulary: Vocabulary) -> dict[str, dict[str, float]]:
    """The points for topics of each phrase of ``topics/cues.tsv``."""
    points: dict[str, dict[str, float]] = {}
    for row in library.table("topics/cues.tsv"):
        topic = row["topic"]
        if topic != NEUTRAL:
            check(row, vocabulary.labels)
        for column, value in _POINTS:
            for phrase in filter(None, row[column].split("|")):
                of = points.setdefault(phrase, {})
                if topic in of:
                    row.fail(f"{phrase!r} stands here twice")
                if topic != NEUTRAL:
                    of[topic] = value
    return points


def _rest_of_office(doc: Doc, places: list[int]) -> int:
    """How many of the words at these places go on with the name of an office: capitals, small words between them."""
    end = 0
    for count, place in enumerate(places, 1):
        text = doc.texts[place]
        if text[0].isupper():
            end = count
        elif text not in CLOSED["small"] or text in CLOSED["in"]:
            break
    return end


def _is_label(doc: Doc, first: int, last: int) -> bool:
    """Whether a cue only tells in a transcript who speaks ("JOURNALIST: And what …")."""
    told = last + 1 < len(doc.texts) and doc.texts[last + 1] == ":" and doc.texts[first].isupper()
    return told and (first == 0 or doc.texts[first - 1].isspace())


def _words(phrase: str) -> list[str]:
    if "'" not in phrase and "’" not in phrase and " s" not in phrase:
        return phrase.replace("-", " ").split()
    return [word for word in _BREAK.split(phrase) if word not in _POSSESSIVE]


def _forms(last: str) -> tuple[str, ...]:
    if last.endswith("s"):
        return (last,)
    return (last, f"{last[:-1]}ies", f"{last}s") if last.endswith("y") else (last, f"{last}s")
