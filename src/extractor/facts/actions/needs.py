"""What a meaning of a verb needs beside it to hold (the column ``needs`` of ``models/actions/verbs.tsv``)."""

from dataclasses import dataclass

from extractor.facts.actions.cast import Actor
from extractor.facts.actions.clauses import Act
from extractor.facts.actions.lexicon import Lexicon
from extractor.facts.draft import Draft

_NEAR_GRANT = 160
_PREPOSITIONS = {
    "on": ("on", "for", "upon"),
    "at": ("at", "to", "before"),
    "for": ("for",),
    "against": ("against",),
    "with": ("with",),
}
_CLAUSES = {"that": ("ccomp",), "clause": ("ccomp",), "asked": ("xcomp", "ccomp", "dobj")}
_TYPES = {
    "court": ("court",),
    "that": ("court",),
    "chamber": ("legislature", "committee", "government", "intergovernmental", "court"),
}


@dataclass(frozen=True, slots=True)
class Setting:
    """An act with its actor and the stretches (code points) of its object and of what follows the verb."""

    act: Act
    actor: Actor
    object: tuple[int, int] | None
    rest: tuple[int, int]


class Needs:
    """One article: what its bodies, its money and its laws say of the meaning of a verb."""

    def __init__(self, text: str, draft: Draft, words: Lexicon) -> None:
        self._text, self._words = text, words
        self._money = [money.start for money in draft.money]
        self._laws = sorted((m.start, m.end, each.id) for each in draft.instruments for m in each.mentions)
        self._types = {each.id: each.type for each in draft.institutions}

    def law(self, start: int, end: int) -> str | None:
        """The id of the first law named in a stretch."""
        return next((law for first, last, law in self._laws if first < end and start < last), None)

    def hold(self, need: str, setting: Setting) -> bool:
        """Whether it stands there."""
        children = setting.act.trigger.children
        if need in _TYPES and self._types.get(setting.actor.id or "") not in _TYPES[need]:
            return False
        if words := _PREPOSITIONS.get(need):
            return any(child.dep_ == "prep" and child.lower_ in words for child in children)
        if deps := _CLAUSES.get(need):
            return any(child.dep_ in deps for child in children)
        if need == "grant":
            return self._is_a("money", setting.rest[0], min(setting.rest[1], setting.rest[0] + _NEAR_GRANT))
        if need == "from":
            given = setting.act.rule == "received" and setting.actor.id in self._types
            return given and self._governs("money", setting)
        return need in ("", "court", "chamber") or self._governs(need, setting)

    def _governs(self, class_: str, setting: Setting) -> bool:
        return setting.object is not None and setting.act.direct and self._is_a(class_, *setting.object)

    def _is_a(self, class_: str, start: int, end: int) -> bool:
        if class_ == "money" and any(start <= at < end for at in self._money):
            return True
        if class_ in ("law", "bill") and self.law(start, end) is not None:
            return True
        return bool(self._words.objects[class_].search(self._text, start, end))
