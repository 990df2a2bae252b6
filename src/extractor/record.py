"""The record: the public shape of what is found in one article, and what stands in its place where nothing could be.

The classes are the JSON contract: keys are written in the order of the fields. Those of facts stand in ``fact`` and
``entity``; the fields of ``Record`` that hold them are the table of their keys. A record goes as a line of JSON.
"""

import re
from typing import TYPE_CHECKING, Any, Literal, get_args

import msgspec

from extractor.article import Article
from extractor.entity import Institution, Instrument, Person, Place
from extractor.fact import Action, Amendments, Contact, Count, Date, Fact, Mention, Money, Quote, Topic, Vote

if TYPE_CHECKING:
    import pandas as pd

SCHEMA_VERSION = 1


class Published(msgspec.Struct, frozen=True, kw_only=True):
    """The publication date: an ISO 8601 day, and where it was found."""

    value: str
    from_: Literal["option", "metadata", "text"] = msgspec.field(name="from")


class Dateline(msgspec.Struct, frozen=True, kw_only=True):
    """The place line that opens a report (``GENEVA, 3 May –``)."""

    place: str
    text: str
    start: int
    end: int


class Refused(msgspec.Struct, frozen=True, kw_only=True):
    """Words that a rule fits and that are no fact, and why; without a rule: that none fits near those asked for."""

    text: str
    start: int
    end: int
    rule: str
    reason: str


class Record(msgspec.Struct, frozen=True, kw_only=True):
    """All facts of one article.

    ``headline`` is as the text has it, ``lead`` the paragraph that sums up (at most 300 code points); ``title`` is what
    the metadata say. ``kinds`` are the keys of the kinds of fact that were looked for: of others
    nothing is known, and JSON has not their keys. ``text`` and ``refused`` are present only when they were asked for.
    """

    schema_version: int = SCHEMA_VERSION
    id: str
    source: str
    title: str | None
    url: str | None
    language: str | None
    published: Published | None
    dateline: Dateline | None
    headline: Mention | None = None
    lead: Mention | None = None
    kinds: tuple[str, ...] = msgspec.field(default_factory=lambda: FACT_KEYS)
    dates: tuple[Date, ...] = ()
    institutions: tuple[Institution, ...] = ()
    people: tuple[Person, ...] = ()
    amendments: tuple[Amendments, ...] = ()
    counts: tuple[Count, ...] = ()
    votes: tuple[Vote, ...] = ()
    money: tuple[Money, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    topics: tuple[Topic, ...] = ()
    quotes: tuple[Quote, ...] = ()
    actions: tuple[Action, ...] = ()
    places: tuple[Place, ...] = ()
    contacts: tuple[Contact, ...] = ()
    metadata: dict[str, Any] = {}
    text: str | msgspec.UnsetType = msgspec.UNSET
    refused: tuple[Refused, ...] | msgspec.UnsetType = msgspec.UNSET

    @property
    def day(self) -> str | None:
        """The day of its publication."""
        return self.published.value if self.published else None

    def to_json(self) -> str:
        """The record as the command writes it: one line, without the kinds of fact that were not looked for."""
        return encode(self).decode()

    def to_dict(self) -> dict[str, Any]:
        """The same as an object of strings, numbers, lists and dicts."""
        entries: dict[str, Any] = msgspec.json.decode(self.to_json())
        return entries

    def to_pandas(self) -> "dict[str, pd.DataFrame]":
        """The record as pandas data frames, one for each kind of fact (see ``frames``); ExtraError without pandas."""
        from extractor.dataframes import frames  # noqa: PLC0415 - pandas is an extra, and the tables stand above records

        return frames([self])

    def _repr_html_(self) -> str:
        """What a notebook shows: the facts, and the text with their places marked where the record has it."""
        from extractor.markup import page  # noqa: PLC0415 - for notebooks alone

        facts = [(key, fact) for key in SHOWN for fact in getattr(self, key)]
        heading = self.title or (self.headline.text if self.headline else self.id)
        return page(heading, self.text if isinstance(self.text, str) else None, facts)

    def __repr__(self) -> str:
        """What it is of, its day, and how many facts of each kind it holds."""
        numbers = [f"{len(facts)} {key}" for key in FACT_KEYS if (facts := getattr(self, key))]
        return f"<Record {self.id!r} {', '.join([self.day or 'no date', *numbers])}>"


_HINTS = ((get_args(hint), key) for key, hint in Record.__annotations__.items())
KEY_OF: dict[type[Fact], str] = {
    args[0]: key for args, key in _HINTS if args and isinstance(args[0], type) and issubclass(args[0], Fact)
}
"""The classes of facts, in the order of the record's fields, and their keys."""
FACT_KEYS: tuple[str, ...] = tuple(KEY_OF.values())
SHOWN: tuple[str, ...] = tuple(KEY_OF[kind] for kind in sorted(KEY_OF, key=lambda kind: kind.rank))
"""The keys in the order in which people read them."""


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why an article gave no record: the stage that failed and the reason in one line."""

    stage: str
    reason: str


class Failure(msgspec.Struct, frozen=True, kw_only=True):
    """Stands in a record's place when its article could not be read."""

    id: str
    source: str
    error: Problem


def failure(item: Article | Record | Failure, stage: str, reason: str) -> Failure:
    """What stands in the place of an item for which a stage gave no record."""
    return Failure(id=item.id, source=item.source, error=Problem(stage=stage, reason=reason))


_RECORD = b'{"schema_version":'
_STRING = rb'("(?:[^"\\\x00-\x1f\x80-\xff]|\\["\\/bfnrt])*+")'
_BEGUN = re.compile(rb'\{(?:"schema_version":\d{1,4},)?"id":' + _STRING + rb',"source":' + _STRING)
"""How records and failures begin, where their id and source are plain."""

_ENCODER = msgspec.json.Encoder()
_DECODER = msgspec.json.Decoder(Record)
_FAILURE_DECODER = msgspec.json.Decoder(Failure)


def encode(item: Record | Failure) -> bytes:
    """The item as one line of JSON (UTF-8, no line end)."""
    if isinstance(item, Failure) or len(item.kinds) == len(FACT_KEYS):
        return _ENCODER.encode(item)
    entries: dict[str, Any] = msgspec.to_builtins(item)
    return _ENCODER.encode({key: value for key, value in entries.items() if key not in FACT_KEYS or key in item.kinds})


def decode(line: bytes) -> Record | Failure:
    """The item that ``encode`` wrote; raises msgspec.DecodeError where ``line`` is neither a record nor a failure."""
    try:
        return _DECODER.decode(line)
    except msgspec.ValidationError as error:
        if line.startswith(_RECORD):
            raise
        try:
            return _FAILURE_DECODER.decode(line)
        except msgspec.ValidationError:
            raise error from None


def checked(line: bytes) -> tuple[bytes, Record | Failure]:
    """The line and its item; where it can be neither, a failure of the same id."""
    try:
        return line, decode(line)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        begun = _BEGUN.match(line)
        name, source = (msgspec.json.decode(each, type=str) for each in begun.groups()) if begun else ("", "")
        problem = Problem(stage="worker", reason=f"its record cannot be read: {error}".splitlines()[0])
        failure = Failure(id=name, source=source, error=problem)
        return encode(failure), failure


def json_schema() -> dict[str, Any]:
    """The JSON Schema (draft 2020-12) of one output line: a record or a failure."""
    (record, failure), components = msgspec.json.schema_components((Record, Failure), ref_template="#/$defs/{name}")
    draft = "https://json-schema.org/draft/2020-12/schema"
    return {"$schema": draft, "title": "extract record", "anyOf": [record, failure], "$defs": components}
