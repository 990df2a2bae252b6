"""Who says something together: "Brook and Reeve said", "the senators wrote"."""

import re
from bisect import bisect_left
from functools import cached_property

from extractor.coref.antecedents import is_subject
from extractor.coref.context import FORMS, Context, Mention, Span
from extractor.coref.mentions import Nouns, mention_of
from extractor.entity import Person

_APART = re.compile(r"[:;!?\n]")
_WORD = re.compile(r"\w+")
_TITLE_REACH, _MOST_GROUPS, _SHORTEST = 40, 5, 3


def joined(context: Context, mention: Mention) -> list[Mention]:
    """Those whom a sentence joins with "and" to the one that a mention names, in order."""
    token = context.parsed(mention.head)
    if token is None:
        return []
    others = (word for word in token.conjuncts if word.i > token.i and word.tag_ in ("NNP", "NNPS", "NN"))
    found = (mention_of(context, word) for word in others)
    return [other for other in found if other.start >= mention.end and context.quoted_at(other.start) is None]


class Groups:
    """Finds those whom a plural role means that were named together before ("the senators")."""

    def __init__(self, context: Context, nouns: Nouns) -> None:
        self._context, self._text, self._nouns = context, context.text, nouns

    def find(self, mention: Mention) -> list[Person]:
        """The last ones named together before a mention who bear its role; none where it is no such role."""
        match = FORMS.several.match(" ".join(self._text[mention.start : mention.end].split()))
        if match is None or not self._nouns.holds(match["noun"].lower()):
            return []
        before = self._before(mention.start)
        for group in reversed(self._groups[max(0, before - _MOST_GROUPS) : before]):
            if self._bears(group[0], match["noun"].lower()):
                return _people(group)
        return []

    def before(self, start: int) -> list[Person]:
        """Those named together before a place in its sentence, or who are the subject of the one before ("they")."""
        opening = self._context.opening(start)
        if (here := self._before(start)) and self._groups[here - 1][0][0] >= opening:
            return _people(self._groups[here - 1])
        place = self._before(opening)
        group = self._groups[place - 1] if place else []
        if not group or opening <= self._context.paragraph_start(start):
            return []
        before = self._context.opening(opening - 1)
        return _people(group) if group[0][0] >= before and is_subject(self._context, group[0][0]) else []

    def holding(self, mention: Mention, cue: int | None) -> list[Person]:
        """Those who speak with the one of a mention: joined to it in its sentence, or beside the verb at ``cue``."""
        place = self._before(mention.start)
        group = self._groups[place] if place < len(self._groups) else []
        if not group or group[0][0] >= mention.end:
            return []
        if mention.start < group[0][0] and not FORMS.titled.fullmatch(self._text, mention.start, group[0][0]):
            return []
        end, speak = group[-1][1], None
        if cue is not None:  # their verb follows, or stands before and no other follows
            speak = FORMS.asides.fullmatch(self._text, end, cue) if cue > end else FORMS.closes.match(self._text, end)
        return _people(group) if speak or joined(self._context, mention) else []

    def _before(self, offset: int) -> int:
        return bisect_left(self._groups, offset, key=lambda group: group[-1][1])

    @cached_property
    def _groups(self) -> list[list[Span]]:
        """Mentions of people that commas and "and" join; a comma behind the "and" ends them: "with A and B, C said"."""
        groups: list[list[Span]] = []
        signs = ""
        for span in (span for span in self._context.spans if isinstance(span[2], Person)):
            link = FORMS.next.fullmatch(self._text, groups[-1][-1][1], span[0]) if groups else None
            if link is None or (link["sign"] == "," and signs.strip(",")):
                if groups and not signs.strip(","):
                    groups.pop()
                groups.append([span])
                signs = ""
            else:
                groups[-1].append(span)
                signs += link["sign"]
        return groups if signs.strip(",") else groups[:-1]

    def _bears(self, first: Span, noun: str) -> bool:
        """Whether the first of several bears a title or role in the words before the name, shortened or not."""
        start, _, person = first
        title = _APART.split(self._text[max(0, start - _TITLE_REACH) : start])[-1]
        told = _WORD.findall(f"{title} {getattr(person, 'role', None) or ''}".lower())
        told = [word.removesuffix("s") for word in told if len(word) >= _SHORTEST]
        if self._sits(noun) and "person" not in self._nouns.kinds.get(noun, ()):  # "the lawmakers"
            return any(self._sits(self._nouns.shortened.get(word, word)) for word in told)
        return any(noun.startswith(word) for word in told)

    def _sits(self, noun: str) -> bool:
        return "legislature" in self._nouns.kinds.get(f"{noun}s", ())


def _people(group: list[Span]) -> list[Person]:
    people = (entity for _, _, entity in group if isinstance(entity, Person))
    return [*{person.id: person for person in people}.values()]
