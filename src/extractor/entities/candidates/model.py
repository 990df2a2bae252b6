"""The model's spans after repair: titles, articles, possessives and line ends off, other things refused."""

import re
from collections.abc import Iterator

from extractor.doc import Doc
from extractor.entities.candidates.candidate import SURE, Candidate, Label
from extractor.entities.candidates.lexicon import Lexicon, is_state
from extractor.entities.candidates.post_processing import (
    apart,
    trim,
    whole,
    with_initials,
    without_country,
    without_tail,
    without_title,
)
from extractor.entities.candidates.refusals import Case, Refusals, refused_by
from extractor.text.capitals import Capitals

_LABELS: dict[str, Label] = {
    "PERSON": "person", "PER": "person", "ORG": "institution", "GPE": "place", "LOC": "place", "FAC": "place",
}  # fmt: skip
_WEIGHT: dict[Label, float] = {"person": 3.0, "institution": 2.5, "place": 2.0}
_INSIDE = re.compile(r" (?:in|-) ")
_DATELINE = re.compile(r"[A-Z][A-Z ,.]{3,30} [-–—] (?=[A-Z][a-z])")


def find_modelled(doc: Doc, capitals: Capitals, known: Lexicon, refusals: Refusals) -> Iterator[Candidate]:
    """Candidates from the entities of the Doc."""
    for each in _repaired(doc, capitals, known):
        if (rule := refused_by(Case(each, capitals, known))) is None:
            yield each
        else:
            refusals.add(each, rule.name, rule.reason)


def _repaired(doc: Doc, capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    text = capitals.text
    done = 0
    for ent in doc.ents:
        label = _LABELS.get(ent.label_)
        if label is None or ent.start_char < done:
            continue
        start, end = trim(text, ent.start_char, ent.end_char)
        if label == "person" and len(listed := apart(text, start, end, known, stripped=capitals.stripped)) > 1:
            places = [(first, without_tail(text, first, last, known)) for first, last in listed]
            yield from (Candidate(*place, label, "model PERSON", _WEIGHT[label], ent.sure) for place in places)
            continue
        if label == "institution":
            start = dateline.end() if (dateline := _DATELINE.match(text, start, end)) else start
            end = without_country(text, start, end, known)
            end = form.end() if (form := known.forms.match(text, end)) else end
            label = "place" if known.atlas.empire.search(text[start:end]) or is_state(text[start:end], known) else label
        if label == "place" and (inside := _INSIDE.search(text, start + 1, end)):
            end = inside.start()
        if label == "person":
            start, end = whole(text, start, end, known)
            start = with_initials(text, without_title(text, start, end, known))
            end = without_tail(text, start, end, known)
            done = end
        if label == "person" and text[start - 1 : start] == "(" and text[end : end + 1] == ")":
            continue
        if start < end:
            yield Candidate(start, end, label, f"model {ent.label_}", _WEIGHT[label], ent.sure)


def surely_no_people(doc: Doc, text: str) -> frozenset[tuple[int, int]]:
    """The spans (code points), not in capitals, that the model surely takes for something else than a person."""
    return frozenset(
        (ent.start_char, ent.end_char)
        for ent in doc.ents
        if ent.sure >= SURE and ent.label_ != "PERSON" and not text[ent.start_char : ent.end_char].isupper()
    )
