"""The part of IPTC Media Topics that the cues reach (``models/topics/vocabulary.tsv``)."""

from collections.abc import Iterator

from msgspec import Struct

from extractor.data import Library, Row


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
    """The part of the vocabulary that the cues reach.

    Raises:
        DataError: a row's parent is not in the table, or an actor's topic or label is not.
    """
    rows = library.table("topics/vocabulary.tsv", "id", "label", "parent", "wikidata")
    labels = {row["id"]: row["label"] for row in rows}
    for row in rows:
        if row["parent"] and row["parent"] not in labels:
            row.fail(f"parent {row['parent']} is not in the table")
    actors = library.table("topics/actors.tsv", "topic", "label")
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
    """Complain about a row whose topic does not have its label.

    Raises:
        DataError: so it is.
    """
    if labels.get(row["topic"]) != row["label"]:
        row.fail(f"topic {row['topic']} is not {row['label']!r} in the vocabulary")
