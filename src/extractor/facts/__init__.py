"""The kinds of fact, in the order in which they read an article. One line adds a kind."""

from extractor.facts import (
    actions,
    counts,
    dates,
    home,
    institutions,
    instruments,
    money,
    names,
    people,
    places,
    quotes,
    topics,
    votes,
)  # fmt: skip
from extractor.facts.draft import Draft, Kind, Sentence, Trigger

__all__ = ["KINDS", "Draft", "Kind", "Sentence", "Trigger", "needed"]

KINDS: tuple[Kind, ...] = (
    Kind("home", home.build),
    Kind("dates", dates.build, needs=("home",), gives=("dates",)),
    Kind("instruments", instruments.build, needs=("home",), gives=("instruments",)),
    Kind("names", names.build, needs=("home", "instruments", "dates")),
    Kind("institutions", institutions.build, needs=("home", "names"), gives=("institutions",)),
    Kind("people", people.build, needs=("names", "institutions"), gives=("people",)),
    Kind("places", places.build, needs=("names",), gives=("places",)),
    Kind("votes", votes.build, needs=("instruments",), gives=("votes",)),
    Kind("counts", counts.build, needs=("instruments", "votes"), gives=("amendments", "counts")),
    Kind("money", money.build, needs=("home",), gives=("money",)),
    Kind("topics", topics.build, needs=("instruments", "institutions"), gives=("topics",)),
    Kind(
        "quotes",
        quotes.build,
        needs=("people", "institutions", "instruments"),
        gives=("quotes",),
        parse=quotes.triggers,
    ),
    Kind(
        "actions", actions.build,
        needs=("dates", "people", "institutions", "instruments", "money", "quotes"), gives=("actions",),
        parse=actions.triggers,
    ),
)  # fmt: skip


def needed(only: tuple[str, ...]) -> tuple[Kind, ...]:
    """The kinds that fill the record's keys ``only`` (all for an empty tuple), with all that they need, in order.

    Dates are always among them, since every record has its publication date.
    """
    if not only:
        return KINDS
    wanted = {"dates"}
    for kind in reversed(KINDS):
        if kind.name in wanted or set(kind.gives) & set(only):
            wanted |= {kind.name, *kind.needs}
    return tuple(kind for kind in KINDS if kind.name in wanted)
