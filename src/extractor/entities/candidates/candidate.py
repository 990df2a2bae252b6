"""A candidate for a name, and the choice between candidates that overlap."""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from extractor.entities.naming import FORMS
from extractor.fact import Mention
from extractor.record import Dateline
from extractor.text.spans import Spans, Stretch, Taken

_KNOWN = "known body"
_BY_RULE = (_KNOWN, "head noun", "committee by resolution")

SURE, LIKELY = 0.92, 0.5
"""How sure the model must be for what nothing else speaks for, and for what the article's subject speaks for."""

Label = Literal["person", "institution", "place"]


class Candidate(Struct, frozen=True):
    """A span (code points) that may be a name; where two overlap more ``weight`` stays; ``sure``: the model, 0 to 1."""

    start: int
    end: int
    label: Label
    rule: str
    weight: float
    sure: float = 0.0

    @property
    def order(self) -> tuple[float, int, int]:
        """Sorts the best first: by weight, then length, then place."""
        return (-self.weight, self.start - self.end, self.start)


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """The candidates that stay, none overlapping another, in order of the text."""
    chosen: list[Candidate] = []
    ordered = sorted(candidates, key=lambda each: each.order)
    taken = Taken(max((each.end for each in ordered), default=0))
    for candidate in ordered:
        if not taken.touches(candidate.start, candidate.end):
            taken.add(candidate.start, candidate.end)
            chosen.append(candidate)
    return sorted(chosen, key=lambda each: each.start)


def with_more(chosen: list[Candidate], more: Iterable[Candidate]) -> list[Candidate]:
    """Those chosen before and others, the best of those that overlap."""
    found = [*more]
    return choose([*chosen, *found]) if found else chosen


def outside(candidates: Iterable[Candidate], spans: list[tuple[int, int]], *labels: Label) -> Iterator[Candidate]:
    """The candidates that overlap none of the spans; with ``labels`` only those of these labels are dropped."""
    if not spans:
        yield from candidates
        return
    closed = Spans(Stretch(*span) for span in spans)
    for each in candidates:
        if (labels and each.label not in labels) or not closed.touching(each.start, each.end):
            yield each


def behind_dateline(candidates: Iterable[Candidate], line: Dateline | None, text: str) -> Iterator[Candidate]:
    """The candidates without people and bodies in the dateline, but an agency in brackets; others begin behind it.

    A wire that sends releases out is one where it is known; what follows an hour is its time zone.
    """
    for each in candidates:
        if line is None or not line.start <= each.start < line.end:
            yield each
        elif FORMS.zoned.search(text, line.start, each.start):
            continue
        elif each.label == "place":
            yield from [] if " / " in text[each.start : each.end] else [each]
        elif each.end > line.end:
            own = text[line.end : each.end].lstrip(" -–—:")
            yield from [replace(each, start=each.end - len(own))] if " " in own else []  # no "Washington DC Office"
        elif FORMS.wire.match(text, each.start, line.end):
            yield from [each] if text.startswith("(", each.start - 1) and each.rule == _KNOWN else []
        elif text.startswith("(", each.start - 1) or text.startswith("/ ", each.start - 2) or each.rule == _KNOWN:
            yield each


def after_duties(candidates: Iterable[Candidate], duties: list[tuple[int, int]]) -> Iterator[Candidate]:
    """The full names of people that stand right after what an office is for: "Minister of Mines Thandeka Dube"."""
    earliest = {end: start for start, end in reversed(duties)}
    for each in candidates:
        if each.label == "person" and earliest.get(each.end, each.start) < each.start:
            yield each


def no_portfolios(candidates: Iterable[Candidate], duties: list[tuple[int, int]], text: str) -> Iterator[Candidate]:
    """The candidates without the bodies that name what a minister is for ("Minister for Justice and Customs").

    Before a minister they do so where they are no known body and none by "of": "Tarrow Housing and Ports Minister X".
    """
    held = Spans(Stretch(start, end) for start, end in duties if FORMS.portfolio.match(text, start, end))
    for each in candidates:
        over = held.touching(each.start, each.end)
        around = (office.start for office in over if office.start < each.start <= each.end <= office.end)
        inside = [text[start : each.start] for start in around]
        of = each.rule == "head noun" and not any(map(FORMS.ministers.search, inside))
        named = FORMS.of_the if of else FORMS.the
        body = each.label == "institution"
        name = text[each.start : each.end]
        before = FORMS.minister.match(text, each.end) if body and " of " not in name else None
        minister = before and FORMS.ministers.search(before[0])
        unsure = each.rule != _KNOWN and (FORMS.matters.search(name) or (minister and each.rule not in _BY_RULE))
        if before and (unsure or (minister and FORMS.duty.search(name))):
            continue
        party = each.rule == _KNOWN and all(FORMS.member.match(office) for office in inside)  # "MP for Labour"
        if not (inside and body) or party or named.search(text, each.start - 6, each.start):
            yield each


def without_names(laws: Iterable[Mention], candidates: list[Candidate]) -> list[tuple[int, int]]:
    """The parts (code points) of the names of laws that hold no names of their own."""
    bodies = [each for each in candidates if each.rule in _BY_RULE]
    order = {id(each): place for place, each in enumerate(bodies)}
    spans = Spans(bodies)
    return [_covered(law, sorted(spans.touching(law.start, law.end + 1), key=lambda it: order[id(it)])) for law in laws]


def _covered(law: Mention, bodies: Iterable[Candidate]) -> tuple[int, int]:
    """The part of a law's name.

    A known body before a small noun is outside of it ("UNESCO recommendation"), and so are the parties to an agreement;
    a body that is called by the law has it inside ("Office for the Protection of the Constitution").
    """
    start, end = law.start, law.start + len(law.text.partition(" between ")[0])
    for each in bodies:
        if each.start < start and end <= each.end:
            return end, end
        if each.start == start and each.rule == _KNOWN and FORMS.small.match(law.text, each.end - start):
            start = each.end
    return start, end


def no_litigants(candidates: Iterable[Candidate], text: str) -> Iterator[Candidate]:
    """The candidates without those against whom a case is called, and places that call one: "Tarrow v. Board"."""
    for each in candidates:
        near = max(0, each.start - 12)
        place, seen = each.label == "place", each.rule in ("model PERSON", "model ORG")
        party = (place or seen or each.label == "institution") and FORMS.versus.search(text, near, each.start)
        if not (party or ((place or seen) and FORMS.against.match(text, each.end))):
            yield each


def uncovered(candidates: Iterable[Candidate], longer: list[Candidate]) -> Iterator[Candidate]:
    """The candidates that are not part of a longer one."""
    spans = Spans(longer)
    for each in candidates:
        around = (it for it in spans.touching(each.start, each.end) if it.start <= each.start and each.end <= it.end)
        if not any(it.end - it.start > each.end - each.start for it in around):
            yield each
