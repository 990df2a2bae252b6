"""How sure a fact is: the measured share of right facts of its rule, moved by signals of its place and mentions.

The shares and weights stand in ``models/scores/``, measured on annotated texts by ``models/scores/fit.py``. A signal is
what is true of a fact, its places and its kin that may tell whether it is right, a name in ``signals.tsv`` there:

- places: ``many`` of them, all in the ``headline``, one ``tagged`` as a name by the model, which is ``sure`` or
  ``unsure`` of the best, all where a sentence ``opens``, all with a word with a capital ``before`` or ``behind``;
- names: one ``word``, a ``long`` one, one that ``shares`` a word with another of its kind or is
  ``nested`` in it, the ``only`` one of its country, ``bare`` of any tie to what else is known;
- speech and deeds: by a ``body``, a speaker ``far`` off or a ``pronoun``, an actor named ``away`` from the act;
- the value of a field that has few: ``type court``, ``resolution inferred``, ``cue said``.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from math import exp, log
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from extractor.data import Library
from extractor.fact import Fact, Mention
from extractor.rules.gazetteer import OWNERS

_TIES = ("country", "ids", "identifiers", "role", "speaker_id", "actor_id", "organization")
"""What ties a fact to the rest of what is known."""
_VALUES = ("type", "resolution", "cue")  # what has few values, each of them a signal
_MANY, _LONG = 3, 5  # mentions of a fact, words of a name
_SURE, _UNSURE = 0.95, 0.7
"""The share that the model gives to what it tags, from which it is sure and below which it is not."""
_FAR, _NEAR = 60, 200  # code points between a quotation and its speaker; around an act, within which its actor is named
_WINDOW = 40
_ARTICLES = ("The", "A", "An", "THE")
_THE = len("The ")
_SHORT = 3
"""Letters that a word which joins two names ("of", "and") has at most, and one that tells nothing of its bearer."""
PRIOR = 8.0
"""So many facts of the kind at large count beside those of a rule: one seen seldom has about the kind's share."""
_CLOSEST = 0.01
Facts = dict[str, tuple[Any, ...]]
"""The facts of a record by their keys."""


class Kin(Struct, frozen=True):
    """The names of one kind in a record: their words, whole names and countries, each with its number of bearers."""

    words: Counter[str]
    names: Counter[str]
    ends: Counter[str]
    countries: Counter[str | None]


class Context(Struct, frozen=True):
    """What signals are read from beside the fact.

    ``tagged``: the model's spans, each with how sure it is (0 to 1); ``people``: where people are named (code points).
    """

    text: str
    headline: Mention | None
    tagged: Mapping[tuple[int, int], float]
    opening: frozenset[int]
    kin: Mapping[type[Fact], Kin]
    people: frozenset[int]


def kin(facts: Iterable[Any]) -> dict[type[Fact], Kin]:
    """The names of each kind among facts."""
    found: dict[type[Fact], Kin] = {}
    for fact in facts:
        if not hasattr(fact, "mentions") or not hasattr(fact, "name"):
            continue
        own = found.setdefault(type(fact), Kin(Counter(), Counter(), Counter(), Counter()))
        words = fact.name.lower().split()
        own.words.update({word for word in words if len(word) > _SHORT})
        own.names[" ".join(words)] += 1
        own.ends.update(_ends(words))
        own.countries[getattr(fact, "country", None)] += 1
    return found


def signals(fact: Fact, context: Context) -> Iterator[str]:
    """What is true of a fact, in names of signals."""
    yield from _of_places(fact.spans, context)
    ties = [getattr(fact, name) for name in _TIES if hasattr(fact, name)]
    if ties and not any(ties):
        yield "bare"
    for name in _VALUES:
        if value := getattr(fact, name, None):
            yield f"{name} {value if isinstance(value, str) else value.text.lower()}"
    if len((getattr(fact, "name", None) or "").split()) >= _LONG:
        yield "long"
    if type(fact) in context.kin:
        yield from _of_names(fact, context.kin[type(fact)])
    yield from _of_deeds(fact, context.text)


def _of_places(spans: Sequence[Mention], context: Context) -> Iterator[str]:
    sure = max((context.tagged.get((span.start, span.end), -1.0) for span in spans), default=-1.0)
    told = (
        ("many", len(spans) >= _MANY),
        ("headline", context.headline and all(span.end <= context.headline.end for span in spans)),
        ("tagged", sure >= 0),
        ("sure", sure >= _SURE),
        ("unsure", 0 < sure < _UNSURE),
        ("opens", all(span.start in context.opening or span.start - _THE in context.opening for span in spans)),
        ("before", all(_before(context.text, span) for span in spans)),
        ("behind", all(_behind(context, span) for span in spans)),
    )
    yield from (signal for signal, holds in told if holds)


def _of_names(fact: Any, kin: Kin) -> Iterator[str]:  # noqa: ANN401 - an entity
    words = fact.name.lower().split()
    told = (
        ("word", len(words) == 1),
        ("shares", any(kin.words[word] > 1 for word in words)),
        ("nested", kin.ends[" ".join(words)] or any(kin.names[end] for end in _ends(words))),
        ("only", kin.countries[getattr(fact, "country", None) or ""] == 1),
    )
    yield from (signal for signal, holds in told if holds)


def _of_deeds(fact: Any, text: str) -> Iterator[str]:  # noqa: ANN401 - a quotation, an act or any other
    if any((getattr(fact, name, None) or "").startswith("I") for name in ("speaker_id", "actor_id")):
        yield "body"
    if mention := getattr(fact, "speaker_mention", None):
        if mention.start - fact.end > _FAR or fact.start - mention.end > _FAR:
            yield "far"
        if " " not in mention.text and mention.text not in (fact.speaker or ""):
            yield "pronoun"
    actor = getattr(fact, "actor", None)
    if actor and actor not in text[max(0, fact.start - _NEAR) : fact.end + _NEAR]:
        yield "away"


def _ends(words: list[str]) -> set[str]:
    """All openings and endings of a name that are not the whole of it."""
    cuts = range(1, len(words))
    return {" ".join(words[:cut]) for cut in cuts} | {" ".join(words[cut:]) for cut in cuts}


def _before(text: str, span: Mention) -> bool:
    """Whether a word with a capital stands directly before, that is no article and no owner."""
    before = text[max(0, span.start - _WINDOW) : span.start]
    word = before[:-1].split()[-1] if before[-1:] == " " and before[:-1].split() and before[-2:] != "  " else ""
    return word[:1].isupper() and word[-1:].isalnum() and word not in _ARTICLES and not word.endswith(OWNERS)


def _behind(context: Context, span: Mention) -> bool:
    """Whether a word with a capital, no person's, stands directly behind, or after a short word such as "of"."""
    behind = context.text[span.end : span.end + _WINDOW]
    words = behind.split()[:2] if behind[:1] == " " and span.end + 1 not in context.people else []
    if words and words[0].islower() and len(words[0]) <= _SHORT:
        words = words[1:]
    return bool(words) and words[0][:1].isupper()


class Confidence(Struct, frozen=True):
    """Right and seen facts by kind and rule (``*`` is the whole kind), weights of signals, default thresholds."""

    shares: Mapping[tuple[str, str], tuple[float, float]]
    weights: dict[tuple[str, str], float]
    least: dict[str, float]

    def score(self, kind: str, fact: Fact, context: Context) -> float:
        """The chance that a fact of this kind is right, between 0 and 1."""
        return self.chance(kind, fact.rule, signals(fact, context))

    def chance(self, kind: str, rule: str, told: Iterable[str]) -> float:
        """The chance that what a rule found with these signals is right, between 0 and 1."""
        moved = sum(self.weights.get((kind, signal), 0.0) for signal in told)
        return round(1 / (1 + exp(-(self.share(kind, rule) + moved))), 3)

    def share(self, kind: str, rule: str) -> float:
        """The log odds of the rule's share of right facts, smoothed by that of its kind."""
        right, seen = self.shares.get((kind, "*"), (1.0, 2.0))
        prior = right / seen if seen else 0.5
        right, seen = self.shares.get((kind, rule), (0.0, 0.0))
        share = min(max((right + PRIOR * prior) / (seen + PRIOR), _CLOSEST), 1 - _CLOSEST)
        return log(share / (1 - share))


@lru_cache(maxsize=4)
def confidence(library: Library) -> Confidence:
    """The tables of ``models/scores``."""
    rules = library.table("scores/rules.tsv")
    shares = {(row["kind"], row["rule"]): (row.number("right"), row.number("seen")) for row in rules}
    weights = {(row["kind"], row["signal"]): row.number("weight") for row in library.table("scores/signals.tsv")}
    least = {row["kind"]: row.number("least") for row in library.table("scores/least.tsv")}
    return Confidence(shares, weights, least)


def scored(found: Facts, context: Context, sure: Confidence, least: float | None) -> Facts:
    """The facts by kind with their scores, none below ``least`` (None: its kind's own), nor what points to those."""
    kept: Facts = {}
    gone: set[str] = set()
    for kind, facts in found.items():
        threshold = sure.least.get(kind, 0.0) if least is None else least
        with_scores = [
            fact if kind == "topics" else replace(fact, score=sure.score(kind, fact, context)) for fact in facts
        ]
        kept[kind] = tuple(fact for fact in with_scores if fact.score >= threshold)
        gone |= {fact.id for fact in with_scores if fact.score < threshold and hasattr(fact, "id")}
    return {kind: tuple(_without(fact, gone) for fact in facts) for kind, facts in kept.items()} if gone else kept


def _without(fact: Any, gone: set[str]) -> Any:  # noqa: ANN401 - a fact or a part of one
    changes: dict[str, Any] = {}
    for name in fact.__struct_fields__:
        value = getattr(fact, name)
        if isinstance(value, str) and value in gone and (name.endswith("_id") or name in ("instrument", "body")):
            changes[name] = None
        elif isinstance(value, Struct) and hasattr(value, "institution_id") and value.institution_id in gone:
            changes[name] = replace(value, institution_id=None)
    return replace(fact, **changes) if changes else fact
