"""Who acts: from the head of a phrase to a person, an institution or a country of the article."""

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import replace
from functools import cached_property

from extractor.coref.antecedents import is_subject
from extractor.coref.bodies import Named
from extractor.coref.context import Context, Referent
from extractor.coref.mentions import Nouns, mention_of
from extractor.coref.resolver import Resolver
from extractor.entities.countries import LAND_NAMES, Atlas
from extractor.entity import Institution, Person
from extractor.fact import Quote
from extractor.facts.events.actors import (
    MODIFIERS,
    SOMEBODY,
    Actor,
    Mention,
    NearVerb,
    is_person,
    mentions,
    most_named,
)
from extractor.facts.events.deduplication import Zones
from extractor.facts.events.lexicon import Lexicon
from extractor.facts.events.phrases import Phrase
from extractor.regex import lookbehind
from extractor.text.phrases import phrase
from extractor.text.spans import Spans
from extractor.text.syntax import behind_participle, is_relative, own_subjects, owners
from extractor.tree import Token

_NEAR_HEAD, _TITLES, _NEAR_NAME = 12, 2, 80


class Arguments:
    """The actors of one article."""

    def __init__(self, context: Context, nouns: Nouns, words: Lexicon, atlas: Atlas) -> None:
        draft, text = context.draft, context.text
        self._context, self._nouns, self._words, self._text, self._gaps = context, nouns, words, text, words.gaps
        self._opening = draft.dateline.end if draft.dateline else 0
        self._quotes = Spans(quote for quote in draft.of(Quote) if quote.kind == "direct")
        self._mentions = mentions(draft, atlas, words.gaps)
        self.near = NearVerb(draft, self._mentions, words.gaps)
        self._bodies = {each.id: each for each in draft.of(Institution)}
        self._people = {each.id: each for each in draft.of(Person)}
        self.by_place = Spans(self._mentions)
        lands = (each for each in self._mentions if each.sort == "name")
        named = (Named(each.start, each.end, Referent(each.actor.name, None)) for each in lands)
        self._coref = Resolver(context, nouns, named)
        self._coref.hear(draft.of(Quote))
        self.zone = Zones(draft.structure).of
        self._header = [mention for mention in self._mentions if self.zone(mention.start) != "body"]

    @cached_property
    def voice(self) -> str | None:
        """The id of the one whose statement the article is."""
        return next((actor.id for actor in self._speaker(len(self._text))), None)

    def chamber(self, at: int) -> list[Actor]:
        """The chamber in which a verb's sentence says it was done, or that is named most before: it decides then."""
        first, until = self._context.bounds(at)
        named = (each for each in self.by_place.starting(first, until) if self._type(each.actor) == "legislature")
        inside = [each.actor for each in named if lookbehind(self._gaps.within, self._text, each.start, _NEAR_NAME)][:1]
        starts, leading = self._chambers
        number = bisect_right(starts, at)
        return inside or leading[number - 1 : number]

    @cached_property
    def _chambers(self) -> tuple[list[int], list[Actor]]:
        cabinets = self._words.classes["cabinets"]
        return most_named(
            mention
            for mention in self._mentions
            if self._type(mention.actor) == "legislature" or not cabinets.isdisjoint(mention.actor.name.lower().split())
        )

    def _type(self, actor: Actor) -> str | None:
        body = self._bodies.get(actor.id or "")
        return body.type if body else None

    def actors(self, head: Token) -> Iterator[Actor]:
        """The actor of a phrase's head."""
        head = behind_participle(head)
        form, classes = head.lower_, self._words.classes
        if head.dep_ == "nsubj" and any(sign.tag_ == "POS" for sign in head.doc[head.i + 1 : head.i + 2]):
            return  # "Norland's disgraced minister jailed", misread
        if form in classes["first person"] and (form == "i" or not head.text.isupper()):
            yield from self._speaking(form, head.at)
        elif is_relative(head):
            clause = next((above for above in (head, *head.ancestors) if above.dep_ == "relcl"), None)
            yield from self.actors(clause.head) if clause is not None else ()
        elif form in classes["person"] or form in classes["body"]:
            found = self._coref.pronoun(head.at, form)
            told = [Actor(each.name, each.id) for each in found if each.name is not None]
            verb = head.head.head if head.head.dep_ == "ccomp" and not told else head
            yield from told or (actor for each in own_subjects(verb) for actor in self._unlisted(each))
        elif mention := self._named(head):
            yield from self._of_mention(mention, head)
        else:
            yield from (replace(actor, named=False) for actor in self._nominal(head))

    def _speaking(self, form: str, at: int) -> list[Actor]:
        """The "I" or "we" of a place; an "I" is ``SOMEBODY`` where the article names no people.

        A writer's "we" is a country's, a firm's, anybody's, but for the body that the top of the article tells to act.
        """
        said = list(self._speaker(at))
        if form in self._words.classes["us"] and not self._quotes.touching(at, at + 1):
            acting = {each.actor for each in self._header if is_subject(self._context, each.start)}
            return [actor for actor in said if actor in acting and not is_person(actor)]
        if form in self._words.classes["us"] or (said and all(map(is_person, said))):
            return said
        return [] if self._people else [SOMEBODY]  # a body says no "I"

    def _of_mention(self, mention: Mention, head: Token) -> Iterator[Actor]:
        start, end = head.place
        before = mention.end <= start
        between = self._text[mention.end : start] if before else self._text[end : mention.start]
        how, told = self._words.phrases, Phrase(
            head=head, name=(mention.start, mention.end, mention.sort), owned=self._context.owns(mention.end),
            type=self._type(mention.actor), between=between, first=head, some=head,
            close=self._gaps.close.fullmatch(self._text[mention.end : end]) is not None,
        )  # fmt: skip
        if how.author(told):
            yield mention.actor
        elif how.elsewhere(told):
            yield from () if how.nobody(told) else self._unlisted(head)
        elif how.share(told):
            yield self._told(head.left_edge.at, end)
        elif how.bodily(told):
            others = [actor for actor in self._nominal(head) if actor.id is None or actor != mention.actor]
            yield from others or self._unlisted(head)
        elif how.holder(told):
            yield from self._unlisted(head) if mention.sort == "body" else ()
        elif how.employed(told):
            yield self._told(mention.start, end)
        elif how.members(told):
            yield from self._members_of(mention, head, end)
        else:
            yield mention.actor if how.sure(told) else replace(mention.actor, sure=False)

    def _told(self, start: int, end: int) -> Actor:
        """One whom the words between two code points tell of, and no name."""
        return Actor(" ".join(self._text[start:end].split()), None, named=False)

    def _members_of(self, mention: Mention, head: Token, end: int) -> Iterator[Actor]:
        """Those who act for a body: it by its arms and members ("Senate members"), others by name ("EU leaders")."""
        classes = self._words.classes
        seated = "legislature" in self._words.kinds.get(head.lower_, ()) and self._type(mention.actor) != "party"
        seated = seated and not self._words.shapes.are_some(head)  # not "two Senate members"
        if seated or head.lower_ in classes["arms"]:
            yield mention.actor
        elif self._nouns.is_somebody(head.lower_) or head.lower_ in classes["official groups"] | classes["collective"]:
            yield self._told(mention.start, end)

    def _nominal(self, head: Token) -> Iterator[Actor]:
        form, classes = head.lower_, self._words.classes
        if form in classes["arms"] and (owners := head.under("poss")):
            for person in map(self._people.get, (actor.id or "" for actor in self.actors(owners[0]))):
                body = self._bodies.get((person and person.affiliation and person.affiliation.institution_id) or "")
                yield from [Actor(body.name, body.id)] if body else ()  # "she said her team had found"
        elif form in classes["texts"]:  # those bring it in who adopt it in the clause
            owners = own_subjects(head.head)[:1] if head.dep_ == "dobj" else []
            yield from (actor for owner in owners for actor in self.actors(owner))
        elif (self._nouns.is_somebody(form) or form in classes["collective"]) and not self._words.shapes.is_some(head):
            bounds = head.left_edge.at, self._context.bounds(head.at)[1]
            mention = mention_of(self._context, head)
            new = any(child.lower_ in ("a", "an") for child in head.children)  # "an Arlen court" is none named before
            meant = self._coref.noun(mention) or ([] if new else self._coref.office(form, head.at, bounds))
            officer = "person" in self._words.kinds.get(form, ())  # "the UN chief" is not the UN
            known = [Actor(each.name, each.id) for each in meant if each.name and each.person >= officer]
            yield from [actor for actor in known if self._type(actor) != "media"] or self._unlisted(head)
        else:
            yield from self._unlisted(head)

    def _unlisted(self, head: Token) -> list[Actor]:
        """Those whom only a noun tells, without its article: "the previous government", "student leaders"."""
        held = [each for each in head.under("poss") if self.by_place.touching(*each.place)]
        before = (*(owner.left_edge for owner in held), *head.under(*MODIFIERS))
        days = self._words.classes["days"] | self._words.classes["months"]  # "Today opposition MPs", "On 19 July MPs"
        first = next((each for each in before if each.i < head.i and each.lower_ not in days), head)
        while first.i and (last := first.nbor(-1)).lower_ not in days:
            dash = last.text == "-" and last.idx + 1 == first.idx
            if not (dash or last.dep_ in (*MODIFIERS, "nummod") or (last.dep_, last.head) == ("quantmod", head)):
                break
            first = first.nbor(-2 if dash else -1)  # "left-wing parties"
        number = owners(head) if head.lower_ in self._words.classes["some of"] else ()
        some = next(iter(number), head)
        told = Phrase(
            head=head, first=first, some=some, held=bool(held), top=self.zone(head.at) != "body",
            opening=head.at < self._opening, somebody=self._nouns.is_somebody(some.lower_),
        )  # fmt: skip
        if not self._words.phrases.unnamed(told):
            return []
        of = owners(head) if first is head is some else ()  # "the head of the port authority"
        return [self._told(*head.doc.stretch(first.i, phrase(of[0])[1] if of else some.i + 1))]

    def is_officer(self, noun: Token) -> bool:
        """Whether a noun tells of a person who does not act for a body ("the UN rights chief")."""
        person = "person" in self._words.kinds.get(noun.lower_, ()) or noun.lower_ in self._nouns.chiefs
        return person and noun.lower_ not in self._words.classes["arms"]

    def acts_on_itself(self, actor: Actor, start: int, end: int, *, meant: bool) -> bool:
        """Whether a stretch begins with the name of who acts upon it, or of anybody for a pronoun (``meant``)."""
        named = [each for each in self.by_place.touching(start, end) if each.actor == actor]
        begins = any(self._text[start : max(start, each.start)].count(" ") <= _TITLES for each in named)
        return bool(named) if meant else begins and is_person(actor)

    def only_body(self, start: int, end: int) -> Actor | None:
        """The body that is all there is between two code points ("the Senate" in "passed the Senate")."""
        for mention in self.by_place.starting(start, end):
            whole = mention.end >= end or self._text.startswith(" of ", mention.end)
            if mention.sort == "body" and whole and self._gaps.article.fullmatch(self._text[start : mention.start]):
                return mention.actor
        return None

    def _named(self, head: Token) -> Mention | None:
        start, end = head.place
        first, last = head.left_edge.at, head.right_edge.place[1]
        apart = (child for child in head.under("relcl", "acl", "appos", "conj") if child.i > head.i)
        last = min(last, end + _NEAR_HEAD, *(child.left_edge.at for child in apart))
        inside = self.by_place.touching(first, max(last, end))
        if over_head := [mention for mention in inside if mention.start < end and start < mention.end]:
            return over_head[0]
        arm = head.lower_ in self._words.classes["arms"]
        for each in () if self.is_officer(head) else inside:  # "the UN rights chief" is no body
            far = any(map(str.islower, self._text[end : each.start].split()))  # "the son of Ana Bell"
            if each.sort == "body" or (each.sort in LAND_NAMES and arm) or (each.sort == "person" and not far):
                return each
        for child in head.under("appos"):
            thing = head.text.islower() and not self._nouns.is_somebody(head.lower_)  # "a test of her twin, Anna Bell"
            if child.i > head.i and not thing:  # "the Minister for Roads, Anna Bell"
                over = self.by_place.touching(*child.place)
                return next((mention for mention in over if mention.sort == "person"), None)
        return None

    def _speaker(self, at: int) -> Iterator[Actor]:
        for quote in self._quotes.touching(at, at + 1):
            if quote.speaker:
                yield Actor(quote.speaker, quote.speaker_id)
                return
        yield from self._sender

    def _is_addressed(self, mention: Mention) -> bool:
        """Whether a name only tells whom another acts upon: "a letter to Minister Anna Bell"."""
        before = self._gaps.addressed.search(self._text, max(0, mention.start - _NEAR_NAME), mention.start)
        return before is not None and not before[0].startswith("from")

    @cached_property
    def _sender(self) -> list[Actor]:
        """The one who speaks where no quotation tells."""
        named = (mention for mention in self._header if mention.sort not in LAND_NAMES)
        header = [each.actor for each in named if not self._is_addressed(each)]
        people = [actor for actor in header if is_person(actor)]
        speaking = {quote.speaker_id for quote in self._quotes}
        return (
            [actor for actor in people if actor.id in speaking]
            or [actor for actor in people if self._people[actor.id or ""].role]
            or [actor for actor in header if self._type(actor) in self._words.classes["speaking"]]
            or people
        )[:1]
