"""Every cell that a form writes of a record in which every key is filled.

`python tests/freeze.py` shows what changed, `--accept` takes it over.
"""

import json
from difflib import unified_diff

import pytest

import forms
from extractor.record import FACT_KEYS, encode
from extractor.writers import WRITERS


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
