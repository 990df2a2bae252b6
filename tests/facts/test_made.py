"""The first words by which a long pattern is asked for at all are all of its first words."""

import re
from pathlib import Path

from extractor.data import library
from extractor.facts.roles.lexicon import words_of

SENTENCES = Path(__file__).with_name("people.txt").read_text(encoding="utf-8")


def test_what_joins_a_role_to_a_name_begins_with_one_of_its_first_words():
    words = words_of(library())
    text = re.sub(r"\{[^}\n]*\}|[\[\]]", "", SENTENCES)
    ends = [found.end() for found in re.finditer(r"\w(?!\w)", text) if words.made.match(text, found.end())]
    assert len(ends) > 50
    assert [text[end : end + 40] for end in ends if not words.may_be_made(text, end)] == []
