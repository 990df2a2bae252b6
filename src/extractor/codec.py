"""Records as lines of JSON, and the JSON Schema that they follow."""

import re
from typing import Any

import msgspec

from extractor.record import FACT_KEYS, Failure, Problem, Record

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
    """The item that ``encode`` wrote.

    Raises:
        msgspec.DecodeError: ``line`` is neither a record nor a failure.
    """
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
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "extract record",
        "anyOf": [record, failure],
        "$defs": components,
    }
