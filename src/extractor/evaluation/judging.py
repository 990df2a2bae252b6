"""Judging a record against the annotation of its text: which facts are right, which wrong, which were missed.

A sheet is the annotation of one article: lists of facts by kind, in which words of the text stand for places. Lists
named ``*_optional`` and keys named ``*_alt`` hold what careful readers differ on.
"""

import re
from collections.abc import Callable, Iterator
from operator import eq
from typing import Any, Literal

import msgspec
from msgspec import Struct

from extractor.fact import Fact
from extractor.record import Record

Sheet = dict[str, Any]
State = Literal["right", "wrong", "missed", "optional"]
_ENOUGH_OF_A_QUOTE, _ENOUGH_WORDS = 0.8, 0.5
_SMALL = frozenset(("the", "of", "for", "and", "a", "an", "on", "in", "to"))
_ARTICLE = re.compile(r"^(?:the|an?|its|their|our|his|her) ")
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|dr|sen|senator|rep|representative|president|prime minister|minister|hon|sir|dame|secretary|prof"
    r"|chair(?:man|person)?|professor|judge|justice|governor|gov|mp)\.? "
)


class Verdict(Struct, frozen=True):
    """One ``fact`` of a record, or one that it lacks (None); ``optional`` where careful readers differ.

    ``row`` is the kind of fact, or a part of it (``people.role``), ``shown`` the fact or annotation in a few words.
    """

    row: str
    state: State
    fact: Fact | None
    shown: str


def plain(name: str | None) -> str:
    """A name as it is compared: no case, no article, no possessive, straight apostrophes, single blanks."""
    words = _ARTICLE.sub("", " ".join((name or "").split()).lower().replace("’", "'")).strip(' .,;:"“”()')
    return words.removesuffix("'s")


def person(name: str | None) -> str:
    """The name of a person as it is compared: ``plain``, without titles."""
    words = plain(name)
    while (bare := _TITLE.sub("", words)) != words:
        words = bare
    return words


def alike(one: str | None, other: str | None) -> bool:
    """Whether two phrases share at least half of their words (Dice coefficient), small ones aside."""
    mine, theirs = (set(re.findall(r"\w+", (words or "").lower())) - _SMALL for words in (one, other))
    return bool(mine and theirs) and 2 * len(mine & theirs) >= _ENOUGH_WORDS * (len(mine) + len(theirs))


def forms_of(entry: Any, key: Callable[[str | None], str]) -> set[str]:  # noqa: ANN401 - of a sheet or a record
    """All names of an annotated or found entity, each as ``key`` compares it."""
    if isinstance(entry, dict):
        return {key(form) for form in (entry["name"], *entry.get("aliases", ()))} - {""}
    return {key(form) for form in (entry.name, *(mention.text for mention in entry.mentions))} - {""}


def overlap(one: tuple[int, int], other: tuple[int, int]) -> float:
    """The share of what two spans cover together that both cover."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared / (max(one[1], other[1]) - min(one[0], other[0])) if shared > 0 else 0.0


def judge(sheet: Sheet, record: Record, text: str) -> Iterator[Verdict]:
    """What is right, wrong and missed in the record of a text. Rows of which the sheet says nothing are left out."""
    for section, judged in _JUDGES:
        if section in sheet:
            yield from judged(sheet, record, text)


def _entities(kind: str, optional: str, key: Callable[[str | None], str]) -> Callable[..., Iterator[Verdict]]:
    def judged(sheet: Sheet, record: Record, _text: str) -> Iterator[Verdict]:
        found, pairs = list(getattr(record, kind)), []
        for entry in sheet[kind]:
            forms = forms_of(entry, key)
            best = max(found, key=lambda each: len(forms_of(each, key) & forms), default=None)
            if best is None or not forms_of(best, key) & forms:
                yield Verdict(kind, "missed", None, entry["name"])
            else:
                found.remove(best)
                pairs.append((entry, best))
                yield Verdict(kind, "right", best, best.name)
        allowed = [forms_of(entry, key) for entry in sheet.get(optional, ())]
        for extra in found:
            state: State = "optional" if any(forms_of(extra, key) & forms for forms in allowed) else "wrong"
            yield Verdict(kind, state, extra, extra.name)
        for part in _PARTS[kind]:
            for entry, fact in pairs:
                yield from _part(f"{kind}.{part}", entry, fact, record)

    return judged


_PARTS = {"institutions": ("type", "country"), "instruments": ("type", "country"), "people": ("role", "affiliation")}


def _part(row: str, entry: dict[str, Any], fact: Any, record: Record) -> Iterator[Verdict]:  # noqa: ANN401 - an entity
    part = row.rpartition(".")[2]
    wanted, other = entry.get(part), entry.get(f"{part}_alt")
    said = _said(getattr(fact, part), record)
    if part not in entry or (not wanted and (not said or other is not None)):
        return
    same = eq if part in ("type", "country") else alike
    right = bool(wanted) and any(same(each, one) for each in (wanted, other) if each for one in said)
    shown = f"{fact.name}: {' / '.join(said) or '-'} (annotated: {wanted or '-'})"
    if right:
        yield Verdict(row, "right", fact, shown)
        return
    if said:
        yield Verdict(row, "wrong", fact, shown)
    if wanted:
        yield Verdict(row, "missed", None, shown)


def _said(value: Any, record: Record) -> list[str]:  # noqa: ANN401 - a string, an affiliation, or nothing
    if value is None:
        return []
    if isinstance(value, str):
        return [value]
    body = next((each for each in record.institutions if each.id == value.institution_id), None)
    return [value.text, *(forms_of(body, plain) if body else ())]


def _values(kind: str, key: Callable[[dict[str, Any]], Any], section: str) -> Callable[..., Iterator[Verdict]]:
    """Facts compared by their values alone, each annotated one once."""

    def judged(sheet: Sheet, record: Record, _text: str) -> Iterator[Verdict]:
        wanted = [value for value in map(key, sheet[section]) if value is not None]
        allowed = [*wanted, *map(key, sheet.get(f"{section}_optional", ()))]
        left = list(wanted)
        for fact in getattr(record, kind):
            value = key(msgspec.to_builtins(fact))
            if value in left:
                left.remove(value)
                yield Verdict(kind, "right", fact, fact.text)
            elif value is not None:
                yield Verdict(kind, "optional" if value in allowed else "wrong", fact, fact.text)
        yield from (Verdict(kind, "missed", None, str(value)) for value in left)

    return judged


def _is_amended(entry: dict[str, Any]) -> bool:
    return bool(entry.get("unit", "amendment") == "amendment")


def _dates(sheet: Sheet, record: Record, text: str) -> Iterator[Verdict]:
    found = [fact for fact in record.dates if fact.type == "DATE"]
    seen: dict[str, int] = {}
    for entry in sheet["dates"]:
        spans = [match.span() for match in re.finditer(re.escape(entry["text"]), text)]
        place = min(seen.setdefault(entry["text"], 0), len(spans) - 1)
        seen[entry["text"]] += 1
        start, end = spans[place] if spans else (0, 0)
        fact = next((each for each in found if each.start < end and start < each.end), None)
        if fact is None:
            yield Verdict("dates", "missed", None, entry["text"])
            continue
        found.remove(fact)
        if "value" not in entry or fact.value in (entry["value"], entry.get("value_alt", entry["value"])):
            yield Verdict("dates", "right", fact, fact.text)
        else:
            yield Verdict("dates", "wrong", fact, f"{fact.text}: {fact.value} (annotated: {entry['value']})")
            yield Verdict("dates", "missed", None, entry["text"])
    optional = [entry["text"] for entry in sheet.get("dates_optional", ())]
    for fact in found:
        state: State = "optional" if any(fact.text in words or words in fact.text for words in optional) else "wrong"
        yield Verdict("dates", state, fact, fact.text)


def _quotes(sheet: Sheet, record: Record, text: str) -> Iterator[Verdict]:
    names = [forms_of(entry, person) for entry in sheet.get("people", ())]
    found = [fact for fact in record.quotes if fact.kind == "direct"]
    for entry in sheet["quotes"]:
        span = _span(entry, text)
        best = max(found, key=lambda fact: overlap(span, (fact.start, fact.end)), default=None)
        if best is None or overlap(span, (best.start, best.end)) < _ENOUGH_OF_A_QUOTE:
            yield Verdict("quotes", "missed", None, entry["starts"])
            yield Verdict("quotes.speaker", "missed", None, f"{entry['starts']} … ({entry['speaker']})")
            continue
        found.remove(best)
        yield Verdict("quotes", "right", best, best.text)
        wanted = {person(entry["speaker"])}
        wanted = next((forms for forms in names if forms & wanted), wanted)
        if person(best.speaker) in wanted:
            yield Verdict("quotes.speaker", "right", best, best.text)
        else:
            shown = f"{best.text}: {best.speaker} (annotated: {entry['speaker']})"
            yield Verdict("quotes.speaker", "wrong", best, shown)
            yield Verdict("quotes.speaker", "missed", None, shown)
    allowed = [span for entry in sheet.get("quotes_optional", ()) if (span := _span(entry, text))[0] >= 0]
    for extra in found:
        state: State = "optional" if any(overlap(span, (extra.start, extra.end)) > 0 for span in allowed) else "wrong"
        yield Verdict("quotes", state, extra, extra.text)
        yield Verdict("quotes.speaker", state, extra, extra.text)


def _span(entry: dict[str, Any], text: str) -> tuple[int, int]:
    start = text.find(entry["starts"])
    return start, text.find(entry["ends"], start) + len(entry["ends"])


def _topics(sheet: Sheet, record: Record, _text: str) -> Iterator[Verdict]:
    core = {str(topic) for topic in sheet["topics"].get("core", ())}
    allowed = {str(topic) for topic in sheet["topics"].get("acceptable", ())}
    found = {fact.id.removeprefix("medtop:"): fact for fact in record.topics}
    for topic, fact in found.items():
        state: State = "right" if topic in core else "optional" if topic in allowed else "wrong"
        yield Verdict("topics", state, fact, fact.label)
    yield from (Verdict("topics", "missed", None, topic) for topic in sorted(core - found.keys()))


def _actions(sheet: Sheet, record: Record, _text: str) -> Iterator[Verdict]:
    entities = [forms_of(entry, person) for kind in ("people", "institutions") for entry in sheet.get(kind, ())]

    def actor(name: str | None) -> object:
        return next((number for number, forms in enumerate(entities) if person(name) in forms), person(name))

    found = list(record.actions)
    for section, state in (("actions", "right"), ("actions_optional", "optional")):
        for entry in sheet.get(section, ()):
            actors = {actor(entry.get("actor")), actor(entry.get("actor_alt") or entry.get("actor"))}
            kinds = (entry["type"], entry.get("type_alt"))
            fact = next((each for each in found if each.type in kinds and actor(each.actor) in actors), None)
            shown = f"{entry.get('actor')}: {entry['type']} {entry.get('object') or ''}".strip()
            if fact is not None:
                found.remove(fact)
                yield Verdict("actions", state, fact, shown)  # type: ignore[arg-type]
            elif section == "actions":
                yield Verdict("actions", "missed", None, shown)
    for extra in found:
        yield Verdict("actions", "wrong", extra, f"{extra.actor}: {extra.text}")


_JUDGES: tuple[tuple[str, Callable[[Sheet, Record, str], Iterator[Verdict]]], ...] = (
    ("dates", _dates),
    ("institutions", _entities("institutions", "optional", plain)),
    ("people", _entities("people", "people_optional", person)),
    ("counts", _values("amendments", lambda it: float(it["value"]) if _is_amended(it) else None, "counts")),
    ("counts", _values("counts", lambda it: None if _is_amended(it) else (it["unit"], float(it["value"])), "counts")),
    ("votes", _values("votes", lambda it: None if it.get("for") is None else (it["for"], it.get("against")), "votes")),
    ("money", _values("money", lambda it: (round(float(it["amount"]), 2), it.get("currency")), "money")),
    ("instruments", _entities("instruments", "instruments_optional", plain)),
    ("topics", _topics),
    ("quotes", _quotes),
    ("actions", _actions),
)
