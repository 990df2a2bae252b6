"""A phrase that may tell who acts, with a name in it or none: its parts, of which ``models/events/actors.tsv`` asks."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from extractor.data import Library
from extractor.rules.conditions import Forms, Named, Part
from extractor.text.shapes import Shapes
from extractor.text.syntax import said_before
from extractor.tree import Token


@dataclass(slots=True, kw_only=True)
class Phrase:
    """The head of a phrase, and the name in it or the words before it that belong to it.

    Attributes:
        name: where the name stands (code points), and of what it is: a person, a body, a land (name) or a state.
        owned: whether "'s" stands behind the name.
        type: of the body that the name is of.
        between: the text from the head to the name, or from the name to the head.
        first: the first of the words before the head.
        some: whom the head tells a number of ("dozens of lawmakers"), else the head.
        held: whether a name owns the head.
        top: whether it stands in the headline or lead.
        opening: whether it stands in the dateline.
        somebody: whether the noun, or that of which it tells a number, is of people.
        close: whether no more than marks stand between the name and the end of the head.
    """

    head: Token
    name: tuple[int, int, str] | None = None
    owned: bool = False
    type: str | None = None
    between: str = ""
    first: Token
    some: Token
    held: bool = False
    top: bool = False
    opening: bool = False
    somebody: bool = False
    close: bool = False


def _behind(told: Phrase) -> bool:
    return told.name is not None and told.name[0] > told.head.place[0]


def _before(told: Phrase) -> bool:
    return told.name is not None and told.name[1] <= told.head.place[0]


def _main(told: Phrase) -> bool:
    above = told.head.head
    verb = above.head if above.dep_ == "agent" else above
    return verb.dep_ == "ROOT" or said_before(verb.head) is verb


_PARTS: dict[str, Part[Phrase]] = {
    "word": lambda told: told.head.lower_,
    "tag": lambda told: told.head.tag_,
    "dep": lambda told: told.head.dep_,
    "plural": lambda told: f"{told.head.lower_}s",
    "lower": lambda told: told.head.text.islower(),
    "by": lambda told: told.head.head.dep_ == "agent",
    "main": _main,
    "its": lambda told: told.head.left_edge.tag_ == "PRP$",
    "sort": lambda told: told.name[2] if told.name else "",
    "type": lambda told: told.type or "",
    "behind": _behind,
    "before": _before,
    "over": lambda told: not (_behind(told) or _before(told)),
    "owned": lambda told: told.owned,
    "gap": lambda told: told.between,
    "next": lambda told: told.between.split()[:1],
    "blank": lambda told: told.between == " ",
    "close": lambda told: told.close,
    "more": lambda told: told.first is not told.head,
    "owner": lambda told: told.some.lower_,
    "cased": lambda told: told.first.text[0].isupper() and (told.head.text.islower() or told.head.text.isupper()),
    "around": lambda told: [each.lower_ for each in (told.first, *told.head.under("det"))],
    "held": lambda told: told.held,
    "top": lambda told: told.top,
    "opening": lambda told: told.opening,
    "somebody": lambda told: told.somebody,
}


def phrases(library: Library, shapes: Shapes, classes: Mapping[str, Collection[str]], forms: Forms) -> Named[Phrase]:
    """How phrases tell who acts, by the rows of ``models/events/actors.tsv``, which may ask how their head stands."""

    def part(name: str) -> Part[Phrase] | None:
        if (own := _PARTS.get(name)) is not None or (holds := shapes.known(name) or shapes.way(name)) is None:
            return own
        return lambda told: holds(told.head)

    return Named("events/actors.tsv", library, part, classes, forms)
