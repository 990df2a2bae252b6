"""The forms of words around and within the names of laws, from ``models/instruments/patterns.tsv``."""

import re

from msgspec import Struct
from msgspec.structs import fields

from extractor.data import Library
from extractor.errors import DataError

_TABLE = "instruments/patterns.tsv"


class Patterns(Struct, frozen=True):
    """One field for each row of the table, which says what it means."""

    tail: re.Pattern[str]
    number: re.Pattern[str]
    plain_number: re.Pattern[str]
    more_numbers: re.Pattern[str]
    changing: re.Pattern[str]
    also_amended: re.Pattern[str]
    act_behind: re.Pattern[str]
    amendment_before: re.Pattern[str]
    heading: re.Pattern[str]
    plural: re.Pattern[str]
    more_resolutions: re.Pattern[str]
    between: re.Pattern[str]
    hyphened: re.Pattern[str]
    more_titles: re.Pattern[str]
    on_title: re.Pattern[str]
    letters_end: re.Pattern[str]
    number_words: re.Pattern[str]
    quoted: re.Pattern[str]
    on_subject: re.Pattern[str]
    of_body: re.Pattern[str]
    of_body_on: re.Pattern[str]
    subject: re.Pattern[str]
    parties: re.Pattern[str]
    purpose: re.Pattern[str]
    kind_before: re.Pattern[str]
    of_law: re.Pattern[str]
    drafted: re.Pattern[str]
    of_country: re.Pattern[str]
    the: re.Pattern[str]
    one: re.Pattern[str]
    committee: re.Pattern[str]
    an: re.Pattern[str]
    enacting: re.Pattern[str]
    for_an_act: re.Pattern[str]
    union: re.Pattern[str]
    beside: re.Pattern[str]
    renamed: re.Pattern[str]
    open: re.Pattern[str]
    alias: re.Pattern[str]
    inner: re.Pattern[str]
    this: re.Pattern[str]
    companion: re.Pattern[str]
    companions: re.Pattern[str]
    member: re.Pattern[str]
    members: re.Pattern[str]
    party: re.Pattern[str]
    amended: re.Pattern[str]


def read_patterns(library: Library) -> Patterns:
    """The table's patterns; of two rows of one name the later one counts.

    Raises:
        DataError: a name is unknown or missing, or its pattern is faulty.
    """
    names = [field.name for field in fields(Patterns)]
    found: dict[str, re.Pattern[str]] = {}
    for row in library.table(_TABLE, "name", "pattern", "meaning"):
        if row["name"] not in names:
            row.fail(f"no such pattern: {row['name']}")
        found[row["name"]] = row.pattern(row["pattern"])
    if missing := [name for name in names if name not in found]:
        raise DataError(f"{_TABLE}: no row for {', '.join(missing)}")
    return Patterns(**found)
