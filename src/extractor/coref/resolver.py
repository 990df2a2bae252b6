"""Resolves mentions: from a name, a pronoun or a noun to the people and bodies of the record."""

from collections.abc import Iterable
from itertools import takewhile

from extractor.coref.antecedents import Spoke, is_subject, last_before, telling
from extractor.coref.bodies import Bodies, Named
from extractor.coref.context import FORMS, NOBODY, WORD, Context, Mention, Referent, referent_of
from extractor.coref.groups import Groups, joined
from extractor.coref.mentions import Nouns, mention_of
from extractor.coref.names import Names, unlisted
from extractor.coref.nominals import Nominals
from extractor.coref.pronouns import Pronouns
from extractor.entity import Institution, Person
from extractor.fact import Quote
from extractor.regex import compiled, lookbehind
from extractor.text.syntax import subject

_OWNED = compiled(r"[’']s? ")
_NEW = compiled(r"^an? (.* .*)")
_NEAR, _OPENING, _FEW = 24, 5, 3


class Resolver:
    """Finds the entity that words name, keeping in mind who was spoken of and who spoke.

    Args:
        context: the article with its people and institutions.
        nouns: those that stand for people and bodies.
        others: what pronouns may stand for beside the article's people and bodies, such as countries.
    """

    def __init__(self, context: Context, nouns: Nouns, others: Iterable[Named] = ()) -> None:
        self._context, self._text, self._nouns = context, context.text, nouns
        self._spoke: list[Spoke] = []
        self._heard: dict[int, list[Referent]] = {}
        self._names = Names(context, nouns)
        self._nominals = Nominals(context, nouns)
        self._people = Pronouns(context, nouns, self._spoke, self._noun)
        self._bodies = Bodies(context, nouns, self._spoke, self._noun, others)
        self._groups = Groups(context, nouns)
        self._types = {body.id: body.type for body in context.draft.of(Institution)}
        self._told: dict[str, Referent] = {}
        self._unnamed, self._strangers = set[str](), set[str]()
        self._last: list[Referent] = []

    def resolve(
        self, mention: Mention, cue: int | None, said: tuple[int, int], *, reported: bool = False
    ) -> list[Referent]:
        """Those whom a mention names, in order; remembered, even when unknown, for pronouns further on.

        ``cue`` is where the verb stands by which they speak, ``said`` from where to where they do, in the reporter's
        words where ``reported``. Whom that names "he", a role or a name farther off does not stand for.
        """
        together = self._together(mention, cue)
        part = reported or self._text[said[0]].islower()
        speaker = together[0] if together else self._find(mention, said[0] if part else None, cue)
        if speaker.person and not self._is_beside(mention, said) and self._is_named(speaker, *said, reported=reported):
            speaker = NOBODY
        head, last = self._names.head(mention).lower(), last_before(self._spoke, mention.start)
        asks = speaker == NOBODY and head in self._nouns.asking  # "A reporter asked why. He said"
        if not asks and (speaker.name is not None or not self._nouns.stands(self._said(mention))):
            goes_on = last is not None and last.referent == speaker == NOBODY and last.head == head
            words = last.words if last is not None and goes_on else self._said(mention)
            self._spoke.append(Spoke(said[0], max(said[1], mention.end, cue or 0), speaker, words, head))
        if speaker.name is None:
            self._unnamed.add(self._names.head(mention).lower())  # "a US official", "the driver, who was not named"
            self._strangers.update(_NEW.findall(self._said(mention)))
            return [speaker]
        self._last = together or [speaker, *self._beside(mention, speaker)]
        return self._last

    def hear(self, quotes: Iterable[Quote]) -> None:
        """Takes in who speaks in an article's quotations: what they say of a pronoun holds for every kind of fact."""
        for quote in quotes:
            if quote.speaker_mention is not None:
                speaker = _referent(quote.speaker, quote.speaker_id)
                others = [_referent(other.name, other.id) for other in quote.co_speakers]
                self._spoke.append(Spoke(quote.start, max(quote.end, quote.speaker_mention.end), speaker))
                self._heard[quote.speaker_mention.start] = [speaker, *others]

    def pronoun(self, start: int, said: str) -> list[Referent]:
        """Those whom a pronoun at a place (code points) stands for; none where nobody can tell."""
        if start in self._heard:
            return [who for who in self._heard[start] if who.name is not None]
        pronoun = self._nouns.pronouns[said]
        if pronoun.form == "they" and (group := self._groups.before(start)):
            return [referent_of(person) for person in group]
        found = (self._bodies if pronoun.stands == "body" else self._people).find(start, said)
        return [found] if found is not None and found.name is not None else []

    def noun(self, mention: Mention) -> list[Referent]:
        """Those whom a noun phrase stands for ("the minister", "the senators"); none where nobody can tell."""
        if group := self._groups.find(mention):
            return [referent_of(person) for person in group]
        found = self._noun(mention)
        return [found] if found is not None and found.name is not None else []

    def office(self, noun: str, at: int, bounds: tuple[int, int]) -> list[Referent]:
        """Who holds an office that no mention tells, or the body of its members; see ``Nominals.office``."""
        found = self._nominals.office(noun, at, bounds)
        return [found] if found is not None else []

    def _together(self, mention: Mention, cue: int | None) -> list[Referent]:
        """Those who are meant by a plural role, by "they" after they have said something together, or by a list."""
        if self._said(mention) == "they":
            before = self._groups.before(mention.start)
            return self._last if len(self._last) > 1 else [referent_of(person) for person in before]
        return [referent_of(person) for person in self._groups.holding(mention, cue) or self._groups.find(mention)]

    def _beside(self, mention: Mention, speaker: Referent) -> list[Referent]:
        """Those who say it together with the speaker whom a mention names."""
        named = (self._names.named(other) for other in joined(self._context, mention))
        others = (other for other in named if other is not None and other.person == speaker.person)
        return [*dict.fromkeys(other for other in others if other != speaker)]

    def _find(self, mention: Mention, said_from: int | None = None, cue: int | None = None) -> Referent:
        """Whom a mention names; a pronoun behind what is said (from ``said_from``) is looked for before that."""
        said = self._said(mention)
        last = last_before(self._spoke, mention.start)
        stands = self._nouns.stands(said)
        if self._is_one(mention):
            return NOBODY
        if stands == "latter":  # "Bell met Reeve, and the latter said"
            named = self._context.between(self._context.opening(mention.start), mention.start)
            people = [who for _, _, who in named if isinstance(who, Person)]
            return referent_of(people[-1]) if len({who.id for who in people}) > 1 else NOBODY
        if stands == "person":
            return self._he(mention, said_from, cue, last)
        if stands:
            return (self._bodies.find(mention.start, said) if stands == "body" else None) or NOBODY
        new = " " in said and said.removeprefix("the ") in self._strangers  # "a US official said … the US official"
        found = NOBODY if new else self._noun(mention)
        pronoun = self._nominals.pronoun(mention) if found is None else None
        if found is not None or pronoun is None:
            found = found or unlisted(self._context, self._nouns, mention) or self._varied(mention, last)
        elif last is not None and last.head == self._names.head(mention).lower():
            found = last.referent
        elif self._names.head(mention).lower() not in self._unnamed:
            if last is not None and self._nominals.is_of_names(mention):
                return last.referent if last.referent.person else NOBODY
            found = self._people.find(self._from(mention, said_from, None, last), pronoun)
        return found or self._nominals.coming(mention) or NOBODY

    def _he(self, mention: Mention, said_from: int | None, cue: int | None, last: Spoke | None) -> Referent:
        """Whom a person's pronoun stands for."""
        if last is not None and self._is_unnamed(last, mention.start):
            return last.referent
        said, opening = self._said(mention), self._context.opening(mention.start)
        if cue is not None and last is not None and last.at >= opening and self._people.fits(last.referent, said):
            return last.referent  # "Bell said Reeve must go, as he urged the house to vote"
        alone = last is not None and last.referent.id is None and self._is_alone(last, mention.start)
        one = last.referent if alone and last is not None else NOBODY
        at = self._text.rfind(one.name, 0, mention.start) if one.name else 0
        if one.name and self._context.label(at) == "PERSON" and self._goes_on_by(at + len(one.name)):
            return one  # "Bell left. Then Huda said it was so. She asked"
        return self._people.find(self._from(mention, said_from, cue, last), said) or one

    def _is_alone(self, last: Spoke, start: int) -> bool:
        """Whether who spoke last has one name, as its own words tell, and nobody else is named until a place."""
        name = last.referent.name or " "
        return name.isalpha() and last.head == name.lower() and not self._context.between(last.end, start)

    def _from(self, mention: Mention, said_from: int | None, cue: int | None, last: Spoke | None) -> int:
        """Where a pronoun's antecedents are looked for: before what is said, where that stands before it."""
        opening = self._context.opening(mention.start)
        if cue is not None and self._goes_on_by(cue, self._nouns.further) and (last is None or last.at < opening):
            start = opening
        else:
            start = min(said_from, mention.start) if said_from is not None and said_from >= opening else mention.start
        if self._context.quoted_at(start) is not None and start < mention.start:
            start = opening
        return start if self._context.quoted_at(start) is None else mention.start

    def _goes_on_by(self, at: int, verbs: frozenset[str] | None = None) -> bool:
        """Whether one of the verbs of saying, or of those ``verbs``, stands at a place."""
        word = WORD.search(self._text, at, at + _NEAR)
        return word is not None and word[0].lower() in (self._nouns.saying if verbs is None else verbs)

    def _is_one(self, mention: Mention) -> bool:
        """Whether a mention speaks of one of a party or group ("one senior Conservative")."""
        first, *_, last = (self._text[mention.start : mention.end].split() or [""]) * 2
        one = self._nouns.stands(first) == "one" and mention.head + len(last) == mention.end
        at_head = self._names.named(mention)
        return one and last[:1].isupper() and (at_head is None or not at_head.person)

    def _said(self, mention: Mention) -> str:
        return " ".join(self._text[mention.start : mention.end].lower().split())

    def _noun(self, mention: Mention) -> Referent | None:
        """The one whom a mention names, or whose office, kind or paper its noun tells."""
        last = last_before(self._spoke, mention.start)
        article, _, noun = self._said(mention).partition(" ")
        found = self._names.named(mention) or self._people.body_of(mention.start, self._said(mention))
        if found is None and self._nouns.speaks_for(noun) and last is not None and last.head == noun:
            return last.referent
        found = found or self._nominals.find(mention, last.referent.id if last else None)
        if found is not None:
            return found
        if (owner := self._names.owner(mention)) is not None:
            found = self._find(owner)
            speaks_for = self._nouns.roles.get(self._names.head(mention).lower()) == "body"
            return NOBODY if found.person and speaks_for else found
        if self._nouns.speaks_for(noun) and article in ("a", "one"):  # "The port denied it. A spokesman said"
            return self._bodies.find(mention.start, "its")
        if article == "the" and (types := self._nouns.wide.get(noun)):
            body = self._bodies.acting(mention.start) or (last.referent if last is not None else NOBODY)
            return body if self._types.get(body.id or "") in types else None
        new = self._names.brought_in(mention.start, noun) if self._nouns.speaks_for(noun) else None
        found = (self._issuer(mention, last) if last is not None else None) or self._giver(mention)
        return self._noun(new) if found is None and new is not None else found

    def _is_beside(self, mention: Mention, said: tuple[int, int]) -> bool:
        """Whether a speaker is named in a sentence in which what is said begins or ends: who may speak of himself."""
        beside = {self._context.opening(at) for at in (said[0], said[1] - 1)}
        return self._context.opening(mention.start) in beside and self._names.named(mention) is not None

    def _is_named(self, who: Referent, start: int, end: int, *, reported: bool) -> bool:
        """Whether what is said names somebody, in what is ``reported`` outside of marks, and not as who says it."""
        named = (span for span in self._context.between(start, end) if span[2].id == who.id)
        return any(not (self._context.quoted_at(at) if reported else self._goes_on_by(end)) for at, end, _ in named)

    def _varied(self, mention: Mention, last: Spoke | None) -> Referent | None:
        """Who acted right before, without a role, told in other words ("Brook left. The Home Secretary said")."""
        said = self._said(mention)
        if said in self._told or not self._nominals.is_held(mention):
            return self._told.get(said)
        opening = self._context.opening(mention.start)
        quoted = self._context.quoted_at(opening) or self._context.quoted_before(mention.start)
        if quoted is not None and opening < quoted.outer_end:
            opening = quoted.outer_start
        before = self._context.opening(max(opening - 2, 0))
        named = (span for span in self._context.between(before, opening) if self._context.quoted_at(span[0]) is None)
        people = [(at, who) for at, end, who in named if isinstance(who, Person) and not self._is_byline(at, end)]
        acting = [who for at, who in people if is_subject(self._context, at)][:1] or [who for _, who in people]
        if last is not None and last.end >= before and last.referent.person:
            acting = [who for who in self._context.draft.of(Person) if who.id == last.referent.id]
        beside = said in " ".join(self._text[before:opening].lower().split())  # "Brook wrote to the Home Secretary"
        if beside or len({who.id for who in acting}) != 1 or acting[0].role or self._groups.before(mention.start):
            return None
        self._told[said] = referent_of(acting[0])
        return self._told[said]

    def _is_byline(self, start: int, end: int) -> bool:
        """Whether somebody is only named as who wrote the article."""
        opens = lookbehind(FORMS.byline, self._text, start, _NEAR)
        return opens is not None and FORMS.byline_ends.match(self._text, end) is not None

    def _is_unnamed(self, last: Spoke, start: int) -> bool:
        """Whether the last speaker is one who has no name ("an official said … He added"), or who speaks for a body."""
        if last.referent.name is None:  # "the head of a rival firm said"
            new = any(self._nouns.stands(word) == "one" for word in last.words.partition(",")[0].split())
            told = last.words.startswith("the ") and self._nouns.roles.get(last.head) in ("self", "title", "nobody")
            one = (new or told) and last.head not in self._nouns.bodies  # "the driver said no. He said"
            owned = _OWNED.search(last.words) is not None and last.head not in self._nouns.bodies
            unnamed = one or (owned and self._nouns.is_somebody(last.head))  # "Brook's wife said no. She said"
        else:
            spoke_for = self._nouns.speaks_for(last.head) or self._nouns.stands(last.words) == "person"
            unnamed = spoke_for and not last.referent.person
        between = self._context.between(last.end, start)
        before = self._context.opening(max(self._context.opening(start) - 2, 0))
        first, *more = self._text[before:start].lower().split()[:_OPENING] or [""]
        if before > last.end and first == "the" and last.head not in more and any(map(self._nouns.holds, more)):
            return False  # "A spokesman denied it. The minister had fled. She said"
        people = (at for at, _, entity in between if isinstance(entity, Person) and self._context.quoted_at(at) is None)
        acting = (at for at in people if self._context.parsed(at) is None or is_subject(self._context, at))
        return unnamed and next(acting, None) is None

    def _issuer(self, mention: Mention, last: Spoke) -> Referent | None:
        """Who spoke last, in the paper that a mention names ("said in a statement … the statement added")."""
        article, _, noun = self._said(mention).partition(" ")
        if article != "the" or self._nouns.roles.get(noun) != "paper":
            return None
        opening = min(self._context.opening(last.at), self._context.paragraph_start(mention.start))
        before = " ".join(self._text[opening : mention.start].lower().split())
        told = (paper for paper in FORMS.in_a.finditer(before) if noun in WORD.findall(before, paper.end())[:_FEW])
        near = takewhile(lambda one: one.referent == last.referent, self._spoke[: -_FEW - 1 : -1])
        body = last.referent.name is not None and not last.referent.person and noun in self._nouns.statements
        issued = body or any(noun == telling(self._context, one) for one in near)  # "a statement by Bell said"
        return last.referent if issued or any(told) else None  # "said in a statement", "in a joint statement"

    def _giver(self, mention: Mention) -> Referent | None:
        """Who gave out the statement that a mention names, as a sentence before tells ("issued a statement")."""
        article, _, noun = self._said(mention).partition(" ")
        opening = self._context.opening(mention.start)
        for _ in range(_FEW if article == "the" and noun in self._nouns.statements else 0):
            opening = self._context.opening(max(opening - 1, 0))
            for token in self._context.sentence(opening).tree or ():
                if token.lower_ == noun and self._context.quoted_at(token.at) is None:
                    given = token.dep_ == "dobj" and token.head.lower_ in self._nouns.giving
                    who = subject(token.head) if given else None
                    paper = mention_of(self._context, token)
                    found = self._names.named(paper) if who is None else self._find(mention_of(self._context, who))
                    if found is not None and found.name is not None:
                        return found
        return None


def _referent(name: str | None, id_: str | None) -> Referent:
    return Referent(name, id_, (id_ or "").startswith("P"))
