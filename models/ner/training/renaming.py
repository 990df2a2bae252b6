"""Other names in the same places."""

import re

from .corpus import Labelled, rewritten
from .generate import Names

FULL_NAME = re.compile(r"[^\W\d_][\w'’-]+(?: [A-Z]\.?)?(?: [^\W\d_][\w'’-]+){1,2}")
RENAMED = {"PERSON": 0.5, "GPE": 0.25, "ORG": 0.12}
SLOTS = {"GPE": ("city", "country"), "ORG": ("company", "ngo", "body", "university")}


def renamed(item: Labelled, names: Names) -> Labelled:
    """Give some people, places and bodies other names; one name stays one name throughout the text."""
    new: dict[str, str] = {}
    for span in sorted(item.spans, key=lambda s: s.start - s.end):
        old = item.text[span.start : span.end]
        if old in new or not old[0].isupper() or not names.chance(RENAMED.get(span.label, 0)):
            continue
        if span.label != "PERSON":
            new[old] = names.make(names.rng.choice(SLOTS[span.label]))
        elif FULL_NAME.fullmatch(old):
            new[old] = names.make("person")
            new.setdefault(old.split()[-1], new[old].split()[-1])
        elif " " not in old:
            new[old] = names.make("surname")
    return rewritten(
        item, [(s, new[name]) for s in item.spans if s.label in RENAMED and (name := item.text[s.start : s.end]) in new]
    )
