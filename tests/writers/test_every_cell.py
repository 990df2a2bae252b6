"""Every cell that a form writes of a record in which every key is filled.

`python tests/freeze.py` shows what changed, `--accept` takes it over.
"""

import json
from difflib import unified_diff

import msgspec
import pytest
from msgspec.structs import replace

import forms
from extractor.record import FACT_KEYS, encode
from extractor.writers import WRITERS, writer_named

KEPT = ("json", "jsonl", "site", "labelstudio", "doccano", "prodigy")
"""Forms that write the text where a record has it, a folder, or cannot do without one."""
STREAMS = [each.name for each in WRITERS if not each.adds and each.name not in KEPT]


@pytest.fixture(scope="module")
def changed():
    return {name: (kept, now) for name, kept, now in forms.differences()}


@pytest.mark.parametrize("form", [writer.name for writer in WRITERS])
def test_a_form_writes_every_cell_as_it_did(form, changed):
    kept, now = changed.get(form, ("", ""))
    assert "\n".join(unified_diff(kept.splitlines(), now.splitlines(), lineterm="", n=0)) == ""


def test_every_key_of_the_full_record_is_filled():
    """False and 0 are values; what the second record lacks is what may be absent."""

    def empty(entry, path=""):
        if isinstance(entry, dict) and entry:
            for key, value in entry.items():
                yield from empty(value, f"{path}.{key}")
        elif isinstance(entry, list):
            filled = [set(empty(each, path)) for each in entry]
            yield from set.intersection(*filled) if filled else {path}
        elif entry in (None, {}):
            yield path

    full, bare, _ = (json.loads(encode(item)) for item in forms.items())
    assert set(empty(full)) == set()
    assert set(FACT_KEYS) <= full.keys()
    assert [key for key in FACT_KEYS if not bare[key]]


@pytest.mark.parametrize("form", STREAMS)
def test_forms_get_the_text_if_they_show_something_of_it(form, write, record):
    both = record, replace(record, id="n2", text=record.text + " It rained for a week on the old harbour.")
    bare = [replace(each, text=msgspec.UNSET) for each in both]
    assert (write(form, *both) != write(form, *bare)) == (writer_named(form).text != "none")
