"""A user's own list of people and bodies: a record's entities get the ids that stand there.

Two forms: CSV with the columns ``id, name, aliases, type, country`` (aliases parted by ``|``; type and country may be
empty; semicolons or tabs may stand for commas), and FollowTheMoney entities as JSON lines. An id such as
``wikidata:Q42`` is kept under its scheme, any other under ``authority``. Names are compared whole, folded (small
letters, no accents and signs); a person's also by first and last name. Where several entries fit, none is taken, and
``authority_ambiguous`` names them.
"""

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import text_of
from extractor.errors import DataError
from extractor.merge.words import single_tokens
from extractor.terms import BODY_TYPES

Kind = Literal["people", "institutions"]
COLUMNS = ("id", "name", "aliases", "type", "country")
_PERSON = frozenset({"person", "people"})
_BODY = frozenset({"organization", "organisation", "company", "publicbody", "institution", *BODY_TYPES})
_ENDS = 2
_BETWEEN = ",;\t"


class Entry(Struct, frozen=True):
    """An entry of the list; ``kind`` None fits people and bodies, ``country`` is ISO 3166-1 alpha-2 or None."""

    id: str
    names: tuple[str, ...]
    kind: Kind | None
    country: str | None


class Authority:
    """Entries by name."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._by_name: dict[tuple[Kind, tuple[str, ...]], dict[str, Entry]] = defaultdict(dict)
        for entry in entries:
            kinds: tuple[Kind, ...] = (entry.kind,) if entry.kind else ("people", "institutions")
            for kind, name in ((kind, name) for kind in kinds for name in entry.names):
                for key in _keys(kind, name):
                    self._by_name[kind, key][entry.id] = entry

    def linked(self, facts: dict[str, tuple[Any, ...]]) -> dict[str, tuple[Any, ...]]:
        """The facts by key, people and bodies with the ids of the entries that fit."""
        countries = {body.id: body.country for body in facts.get("institutions", ())}
        homes = ((each, each.affiliation and each.affiliation.institution_id) for each in facts.get("people", ()))
        people = tuple(self._named(person, "people", countries.get(body)) for person, body in homes)
        bodies = tuple(self._named(body, "institutions", body.country) for body in facts.get("institutions", ()))
        return facts | {key: found for key, found in (("people", people), ("institutions", bodies)) if key in facts}

    def _named(self, entity: Any, kind: Kind, country: str | None) -> Any:  # noqa: ANN401 - a person stays one, a body too
        names = dict.fromkeys((entity.name, *(mention.text for mention in entity.mentions)))
        for level in range(_ENDS):
            keys = (key for name in names for key in _keys(kind, name)[level : level + 1])
            entries = (entry for key in keys for entry in self._by_name.get((kind, key), {}).values())
            fitting = {each.id for each in entries if not (country and each.country and country != each.country)}
            if fitting:
                return replace(entity, ids=entity.ids | _ids(sorted(fitting)))
        return entity


def _keys(kind: Kind, name: str) -> list[tuple[str, ...]]:
    """What a name is found by, the whole first; a person's single word is too little."""
    words = tuple(word for word in single_tokens(name) if word != "the")
    if kind == "institutions":
        return [words] if words else []
    return [] if len(words) < _ENDS else [words, (words[0], words[-1])]


def _ids(fitting: list[str]) -> dict[str, str]:
    if len(fitting) > 1:
        return {"authority_ambiguous": " ".join(fitting)}
    scheme, _, value = fitting[0].partition(":")
    return {scheme: value} if value and scheme.isidentifier() else {"authority": fitting[0]}


@lru_cache(maxsize=4)
def authority(files: tuple[Path, ...]) -> Authority | None:
    """The lists of these files together, None for none; raises DataError as ``file:line: why`` for a faulty one."""
    return Authority(entry for path in files for entry in _read(path)) if files else None


def _read(path: Path) -> Iterator[Entry]:
    try:
        lines = text_of(path).splitlines()
    except OSError as error:
        raise DataError(f"{path}: cannot be read: {error.strerror}") from error
    return _things(path, lines) if lines and lines[0].startswith("{") else _rows(path, lines)


def _rows(path: Path, lines: list[str]) -> Iterator[Entry]:
    rows = csv.DictReader(lines, delimiter=max(_BETWEEN, key=lines[0].count) if lines else ",")
    if tuple(rows.fieldnames or ()) != COLUMNS:
        raise DataError(f"{path}:1: give CSV with the columns {','.join(COLUMNS)}, or FollowTheMoney JSON lines")
    for row in rows:
        if not row["id"] or not row["name"] or None in row.values():
            raise DataError(f"{path}:{rows.line_num}: needs an id, a name and {len(COLUMNS)} cells")
        names = (row["name"], *filter(None, row["aliases"].split("|")))
        yield Entry(row["id"], names, _kind(path, rows.line_num, row["type"]), row["country"].upper() or None)


def _things(path: Path, lines: list[str]) -> Iterator[Entry]:
    for number, line in enumerate(lines, 1):
        try:
            thing = json.loads(line)
            told = thing["properties"]
            name = thing["id"], [*told.get("name", ()), *told.get("alias", ()), *told.get("weakAlias", ())]
        except (ValueError, KeyError, TypeError) as error:
            raise DataError(f"{path}:{number}: no FollowTheMoney entity: {error}") from error
        countries = {country.upper() for country in told.get("country", ()) if len(country) == _ENDS}
        schema = str(thing.get("schema", ""))
        if schema.lower() in _PERSON | _BODY | {"legalentity"} and name[1]:
            kind = _kind(path, number, "" if schema == "LegalEntity" else schema)
            yield Entry(str(name[0]), tuple(name[1]), kind, countries.pop() if len(countries) == 1 else None)


def _kind(path: Path, line: int, told: str) -> Kind | None:
    if not told:
        return None
    if told.lower() in _PERSON:
        return "people"
    if told.lower() in _BODY:
        return "institutions"
    raise DataError(f"{path}:{line}: type {told!r} is none of person, organization, {', '.join(BODY_TYPES)}")
