"""The kinds of fact, in the order in which they read an article. One line adds a kind."""

from extractor.draft import Kind
from extractor.entities import candidates, organizations, places
from extractor.facts import (
    contacts,
    counts,
    dates,
    events,
    instruments,
    links,
    money,
    origin,
    quotes,
    roles,
    topics,
    votes,
)

KINDS: tuple[Kind, ...] = (
    Kind("origin", origin.build),
    Kind("dates", dates.build, needs=("origin",), gives=("dates",)),
    Kind("instruments", instruments.build, needs=("origin",), gives=("instruments",)),
    Kind("names", candidates.build, needs=("origin", "instruments", "dates")),
    Kind("institutions", organizations.build, needs=("origin", "names"), gives=("institutions",)),
    Kind("people", roles.build, needs=("names", "institutions"), gives=("people",)),
    Kind("places", places.build, needs=("names",), gives=("places",)),
    Kind("contacts", contacts.build, needs=("people", "institutions"), gives=("contacts",)),
    Kind("votes", votes.build, needs=("instruments", "institutions"), gives=("votes",)),
    Kind("counts", counts.build, needs=("instruments", "institutions", "votes"), gives=("amendments", "counts")),
    Kind("links", links.build, needs=("instruments", "votes", "counts"), gives=("votes", "amendments", "counts")),
    Kind("money", money.build, needs=("origin",), gives=("money",)),
    Kind("topics", topics.build, gives=("topics",)),
    Kind(
        "quotes", quotes.build,
        needs=("people", "institutions", "instruments"), gives=("quotes",), parse=quotes.triggers,
    ),
    Kind(
        "actions", events.build, needs=("dates", "people", "institutions", "instruments", "votes", "money", "quotes"),
        gives=("actions",), parse=events.triggers,
    ),
    Kind("objects", links.build_objects, needs=("instruments", "actions"), gives=("actions",)),
)  # fmt: skip


def needed(only: tuple[str, ...]) -> tuple[Kind, ...]:
    """The kinds that fill the record's keys ``only`` (all for none), dates, and what they need, in order."""
    if not only:
        return KINDS
    wanted = {"dates"}
    for kind in reversed(KINDS):
        if kind.name in wanted or set(kind.gives) & set(only):
            wanted |= {kind.name, *kind.needs}
    return tuple(kind for kind in KINDS if kind.name in wanted)
