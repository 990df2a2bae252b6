"""Host names and telephone numbers: the country that they belong to."""

from collections.abc import Callable, Iterator

from extractor.data import Library
from extractor.entities.countries import atlas
from extractor.regex import compiled

_HOST_WEIGHT = 5.0
_HOST = r"\.(?:gov|govt|gouv|gob|go|gc|org|com|co|net|asn|edu|ac|parliament|parl|mil|nic)\.(?P<label>[a-z]{2})(?!\w)"
_START = compiled(r"[+.0-9](?=[a-z]{2}|[0-9)][0-9)\s./-]{1,7}[0-9])")
_LABELS = {"uk": "GB"}

Contact = tuple[str, float, int, int]


def reader(library: Library) -> Callable[[str], Iterator[Contact]]:
    """Makes the function that yields country, weight, start and end (code points) of contacts, equal ones once."""
    known = atlas(library).countries
    rows = library.table("origin/contacts.tsv", "country", "weight", "pattern")
    weights = [(row["country"], row.number("weight")) for row in rows]
    pattern = compiled("|".join([_HOST, *(f"({row['pattern']})" for row in rows)]))

    def read(text: str) -> Iterator[Contact]:
        seen = set()
        for start in _START.finditer(text):
            match = pattern.match(text, start.start())
            if match is None:
                continue
            label = match["label"]
            if label:
                country, weight = _LABELS.get(label, label.upper()), _HOST_WEIGHT
            else:
                country, weight = weights[(match.lastindex or 2) - 2]
            if country in known and (country, weight) not in seen:
                seen.add((country, weight))
                yield country, weight, match.start(), match.end()

    return read
