"""What a meaning of a verb needs beside it to hold (``models/events/needs.tsv``)."""

from collections.abc import Callable

from msgspec import Struct

from extractor.draft import Draft
from extractor.entity import Institution, Instrument, Person
from extractor.fact import Money, Vote
from extractor.facts.events.actors import Actor, is_person
from extractor.facts.events.clauses import Event
from extractor.facts.events.lexicon import Lexicon, Sense
from extractor.text.spans import Spans, Stretch
from extractor.tree import Token

_NEAR_AMOUNT, _NEAR_MONEY, _NEAR_LIST, _NEAR_SET_OFF = 40, 80, 8, 160
_MARKS = ('"', "“", "”", ":")
_TOLD = ("announce", "request", "propose")


class Setting(Struct, frozen=True):
    """An act with its actor and the stretches (code points) of its object and of what follows the verb."""

    event: Event
    actor: Actor
    object: tuple[int, int] | None
    rest: tuple[int, int]


class _Law(Struct, frozen=True):
    start: int
    end: int
    id: str


class Restrictions:
    """One article: what its bodies, its money and its laws say of the meaning of a verb."""

    def __init__(self, text: str, draft: Draft, words: Lexicon) -> None:
        self._text, self._words = text, words
        self._money = Spans(draft.of(Money))
        self._votes = Spans(vote for vote in draft.of(Vote) if vote.for_ is not None)
        mentions = ((at.start, at.end, law.id) for law in draft.of(Instrument) for at in law.mentions)
        self._laws = Spans(_Law(*mention) for mention in sorted(mentions))
        wholes = [
            *(Stretch(law.start, law.end) for law in self._laws),
            *(Stretch(each.start, each.end) for each in draft.of(Money)),
            *(Stretch(each.start, each.end) for person in draft.of(Person) for each in person.mentions),
        ]
        self._wholes = Spans(wholes)
        self._rank = {whole: rank for rank, whole in reversed([*enumerate(wholes)])}
        heads = ((each.id, words.gaps.scope.sub("", (each.role or "").partition("; ")[0])) for each in draft.of(Person))
        judges = (who for who, head in heads if (head.split() or [""])[-1].lower() in words.judges)
        self._types = {each.id: each.type for each in draft.of(Institution)} | dict.fromkeys(judges, "court")
        self._tests: dict[str, Callable[[Setting], bool]] = {
            "to come": self._is_told,
            "thing": lambda setting: _clause(setting.event) is None,
            "itself": lambda setting: setting.event.rule == "implied",  # a law is told to have passed or failed
            "made": lambda setting: setting.event.rule == "noun",
            "to law": lambda each: each.object is not None and self._is_a("law", *each.object),
            "object": lambda setting: setting.object is not None or setting.event.rule == "passive",
            "direct": lambda each: (each.object is not None and each.event.direct) or each.event.rule == "passive",
            "named": lambda setting: setting.actor.named and "pronoun" not in setting.event.position,
            "passive": lambda setting: setting.event.rule == "passive",
            "amount": self._is_of_money,
            "chamber law": lambda setting: self._governs("law", setting),
        }

    def _type(self, actor: Actor) -> str | None:
        """The type of the body that acts, of one without a name that of its noun ("an Arlen court", "police")."""
        noun = actor.name.lower().partition(" of ")[0].rpartition(" ")[2]
        bench = "court" if noun in self._words.judges else None
        return self._types.get(actor.id or "") or self._words.bodies.get(noun) or bench

    def law(self, start: int, end: int) -> str | None:
        """The id of the first law named in a stretch (code points), None without one."""
        return next((law.id for law in self._laws.touching(start, end)), None)

    def is_named(self, start: int, end: int) -> bool:
        """Whether a stretch names somebody or a law of the record."""
        return bool(self._wholes.touching(start, end))

    def whole(self, start: int, end: int) -> tuple[int, int]:
        """The stretch from where the name of a law, an amount or a person begins to where one ends that goes on."""
        title = self._words.gaps.full_title.match(self._text, end)
        until = title.end() if title and self._words.gaps.shortened.search(self._text, start, end) else end
        over = min(self._wholes.touching(start, start), key=self._rank.__getitem__, default=None)
        goes_on = (each for each in self._wholes.touching(until, until + 1) if each.start != end)
        further = min(goes_on, key=self._rank.__getitem__, default=None)
        return over.start if over else start, further.end if further else end

    def before_votes(self, start: int, end: int) -> int:
        """Where a stretch ends before the votes on what it names: "passed the bill | by a vote of 20 to 5"."""
        if self._votes.touching(start, start + 1) and self._words.gaps.to_number.match(self._text, start):
            return start  # "adopted by 650 votes | to 11"
        counted = (vote for vote in self._votes.touching(start, end) if vote.start > start)
        led = (self._words.gaps.led_to.search(self._text, start, vote.start) for vote in counted)
        return min((found.start() for found in led if found is not None), default=end)

    def behind_votes(self, start: int, end: int) -> int:
        """Where a stretch begins behind the votes on it: "adopted by 65 votes to 11, with 3 abstentions, | a text"."""
        votes = self._votes.touching(start, start + 1) if self._text.startswith("with ", start) else ()
        told = next((vote for vote in votes if vote.start < start < vote.end < end), None)
        found = self._words.gaps.behind_votes.match(self._text, told.end) if told else None
        return found.start("of") if found and found.start("of") < end else start

    def hold(self, sense: Sense, setting: Setting) -> bool:
        """Whether it stands there; a person alone passes no law, and what a chamber has before it others introduced."""
        type_, need = self._type(setting.actor), self._words.needs.get(sense.needs)
        of_judge = is_person(setting.actor) and setting.event.rule == "noun"  # "her decision to retire"
        if not self._may(sense, setting, type_) or (need and need.types and (type_ not in need.types or of_judge)):
            return False
        if need and need.when and not need.when(setting.event.trigger):
            return False
        if test := self._tests.get(sense.needs):
            return test(setting)
        return need is not None or self._governs(sense.needs, setting)

    def _may(self, sense: Sense, setting: Setting, type_: str | None) -> bool:
        """Whether an actor of this type does such things; what chambers are not said to do they do with laws alone.

        What somebody says is no act unless its row tells of more: that it is announced, asked for, ruled.
        """
        if sense.type == "other" and _clause(setting.event) and setting.event.trigger.lower_ in self._words.sayings:
            return False  # "she noted that it is late"
        if sense.type in _TOLD and setting.event.rule == "active" and not (setting.object or setting.event.about):
            return False  # "“It is late,” he declared"
        if setting.event.rule == "implied" and not any(self._governs(each, setting) for each in ("law", "approval")):
            return False
        if setting.event.trigger.lower_ in self._words.classes["hinting"] and (told := _clause(setting.event)):
            coming = any(child.lower_ in self._words.classes["future"] for child in told.children)
            to_be = self._words.cues.moods.to_be(told)  # none in "that the fires were laid"
            return to_be or (coming and sense.type == "announce")
        if sense.type == "introduce":
            return type_ not in self._words.classes["deciding"]
        return sense.type != "pass" or not is_person(setting.actor)

    def _is_told(self, setting: Setting) -> bool:
        """Whether a clause follows in plain words: what is quoted is no announcement."""
        verb = setting.event.trigger
        clauses = verb.under("ccomp")
        if setting.object is None or setting.object[0] < setting.rest[0]:
            return bool(clauses) and not any(token.text in _MARKS for token in verb.sent)
        between = self._text[setting.rest[0] : setting.object[0]]
        return bool(clauses and between) and not any(mark in between for mark in _MARKS)

    def set_off(self, end: int) -> tuple[int, int] | None:
        """The law behind votes or what commas set off from its verb: "passed on Tuesday, by 40 votes, [the Act]"."""
        law = next(iter(self._laws.starting(end, end + _NEAR_SET_OFF)), None)
        if law is None:
            return None
        gaps, votes = self._words.gaps, self._votes.starting(end, law.start)
        told = next((vote for vote in votes if gaps.counted.fullmatch(self._text, end, vote.start)), None)
        between = gaps.behind_votes.fullmatch(self._text, told.end, law.start) if told else None
        between = between or gaps.set_off.fullmatch(self._text, end, law.start)
        return (between.start("of"), law.end + (between[0][-1] in '“"')) if between else None

    def listed(self, end: int) -> tuple[int, int] | None:
        """The law that begins behind a place and a colon."""
        law = next(iter(self._laws.starting(end, end + _NEAR_LIST)), None)
        return (law.start, law.end) if law and self._text[end : law.start].strip() == ":" else None

    def _is_of_money(self, setting: Setting) -> bool:
        """Whether an amount stands right behind: "the Cabinet has earmarked up to $5 million"."""
        starts = (setting.rest[0], setting.object[0] if setting.object else setting.rest[0])
        return any(self._money.starting(start, start + _NEAR_AMOUNT) for start in starts)

    def _governs(self, class_: str, setting: Setting) -> bool:
        if setting.object is None:
            return False
        if class_ == "law" and self._text[slice(*setting.object)].lower() in self._words.classes["things"]:
            return self._type(setting.actor) in self._words.classes["deciding"]  # "the House passed it"
        if class_ != "money":
            return setting.event.direct and _clause(setting.event) is None and self._is_a(class_, *setting.object)
        first, last = setting.object  # far from the verb "funding" is that of something else
        near = setting.event.direct and self._is_a(class_, first, min(last, first + _NEAR_MONEY))
        return near or self._is_of_money(setting)

    def _is_a(self, class_: str, start: int, end: int) -> bool:
        own = self.law(start, end) if class_ in ("law", "bill") else None
        named = own or (class_ == "money" and self._money.starting(start, end))
        return bool(named or self._words.objects[class_].search(self._text, start, end))


def _clause(event: Event) -> Token | None:
    """The verb of the clause that the object is: no name in it is what the verb governs."""
    first = event.object[0] if event.object else None
    return next((child for child in event.trigger.under("ccomp") if child.left_edge == first), None)
