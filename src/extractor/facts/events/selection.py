"""Which events are the article's own: the weightiest; a further one of the same type and actor weighs less."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import partial

from msgspec.structs import replace

from extractor.fact import Action, Mention
from extractor.facts.events.deduplication import SummedUp, Told, Zones
from extractor.facts.events.lexicon import Lexicon
from extractor.facts.events.traits import Candidate
from extractor.text.spans import Spans

_Place = tuple[int, int]
_DECIDING = ("approve", "other", "announce", "request", "propose")
_NEAR = len(" jointly to ")


def chosen(candidates: Iterable[Candidate], words: Lexicon, zones: Zones) -> list[Action]:
    """The events to give, in text order, each with all the places where it is told."""
    limits = words.weights.limits
    told: defaultdict[int, dict[_Place, Mention]] = defaultdict(dict)
    weighed = _joined(_weighed(candidates, words, zones, told))
    ordered = sorted(weighed, key=lambda each: (-each[0], each[1].start, each[1].end))
    kept = [each for each in ordered if each[0] >= limits.least][: int(limits.most)]
    kept.sort(key=lambda each: (each[1].start, each[1].end))
    return [
        replace(
            action,
            mentions=(*action.spans, *told[id(action)].values()),
            rule=f"{action.rule}; clear" if weight >= limits.least + limits.clear else action.rule,
        )
        for weight, action in kept
    ]


def _weighed(
    candidates: Iterable[Candidate], words: Lexicon, zones: Zones, told: defaultdict[int, dict[_Place, Mention]]
) -> Iterator[tuple[float, Action]]:
    """Each event once, with its weight; ``told`` gets the further places of an event by its identity."""
    weights = words.weights
    weighed = [(weights.of(each.traits), each) for each in _apart(list(candidates))]
    ordered = [each for _, each in sorted(weighed, key=_first_told)]
    summed_up = SummedUp((each.action for weight, each in weighed if weight >= weights.limits.least), zones)
    known: defaultdict[tuple[str, str | None], Told] = defaultdict(partial(Told, zones, words.classes["this law"]))
    for each in ordered:
        others = known[each.action.type, each.action.actor]
        same = [tales for (type_, _), tales in known.items() if type_ == each.action.type]
        earlier: tuple[Told | SummedUp, ...] = (others, summed_up, *(() if each.action.actor else same))
        if (again := next(filter(None, (tales.find(each.action) for tales in earlier)), None)) is not None:
            place = each.action.start, each.action.end
            if not (again.start < place[1] and place[0] < again.end):
                told[id(again)][place] = each.action.spans[0]
        else:
            yield weights.of(each.traits, len(others)), each.action
            others.add(each.action)


def _first_told(weighed: tuple[float, Candidate]) -> tuple[bool, float, int]:
    """What weighs most comes first, and last what nobody is said to do: it may tell again what somebody does."""
    weight, each = weighed
    return each.action.actor is None, -weight, each.action.start


def _joined(weighed: Iterable[tuple[float, Action]]) -> Iterator[tuple[float, Action]]:
    """What several did together weighs for each of them as for the weightiest."""
    events = list(weighed)
    together: dict[tuple[str, int, int], float] = {}
    for weight, action in events:
        key = action.type, action.start, action.end
        together[key] = max(weight, together.get(key, weight))
    for _, action in events:
        yield together[action.type, action.start, action.end], action


def _apart(candidates: list[Candidate]) -> Iterator[Candidate]:
    """The events without one of two by the same actor that one clause tells: what somebody decides to do is one event.

    "The Cabinet decided to award the contract" decides, and so does who agrees or promises to do it; "the Senate voted
    to reject it" rejects.
    """
    spans = Spans(each.action for each in candidates if each.action.type in _DECIDING)
    dropped: set[int] = set()
    for inner in (each.action for each in candidates if "infinitive" in each.traits):
        for outer in spans.touching(inner.start, inner.end):
            near = outer.type == "approve" or inner.start <= outer.start + len(outer.predicate or "") + _NEAR
            done = outer.type == "other" != inner.type and inner.modality == "done"  # "used its majority to pass it"
            if (near or done) and outer.actor == inner.actor and outer.start < inner.start and inner.end <= outer.end:
                dropped.add(id(outer if outer.type == "other" != inner.type else inner))
    return (each for each in candidates if id(each.action) not in dropped)
