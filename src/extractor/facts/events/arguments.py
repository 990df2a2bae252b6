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
from extractor.text.phrases import phrase
from extractor.text.spans import Spans
from extractor.text.syntax import is_relative, own_subjects, owners, said_before
from extractor.tree import Token

_NEAR_HEAD, _TITLES, _NEAR_NAME = 12, 2, 80
_OF = " of "
_SEVERAL = ("NNS", "NNPS")


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

    def chamber(self, at: int, until: int) -> list[Actor]:
        """The chamber in which a clause says it was done, or that is named most before a place: it decides then."""
        behind = (each for each in self.by_place.starting(at, until) if self._type(each.actor) == "legislature")
        inside = [each.actor for each in behind if self._gaps.within.search(self._text, at, each.start)][:1]
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
        one = f"{head.lower_}s" in self._words.classes["members"]  # "a Member of the Senate"
        classes, shapes, person = self._words.classes, self._words.shapes, mention.sort == "person"
        place = mention.start > start and not person and (one or shapes.stands_for_others(head))
        arm, first = head.lower_ in classes["arms"], self._text[end : mention.start].split()[:1]
        inside = not arm and not classes["within"].isdisjoint(first)  # "Republicans on the committee"
        if place or (mention.sort == "body" and inside):
            one = one or shapes.are_some(head)
            yield from () if one else self._unlisted(head)  # "scientists at the Harbour Institute"
            return
        owner = self._context.owns(mention.end)
        desk = owner and person and head.lower_ in classes["desks"]
        if desk or (mention.start <= start < mention.end and shapes.are_some(head)):
            words = self._text[head.left_edge.at : end]
            yield Actor(" ".join(words.split()), None, named=False)
            return
        body = head.tag_ == "NN" and head.lower_ in self._words.bodies and not arm
        if body and not person and mention.end <= start:  # "China's central bank", "the UN watchdog"
            others = [actor for actor in self._nominal(head) if actor.id is None or actor != mention.actor]
            yield from others or self._unlisted(head)
            return
        acts = arm or head.lower_ in self._words.kinds
        member = self._type(mention.actor) == "party" and head.tag_ not in _SEVERAL
        thing = person and head.text.islower() and self._text[mention.end : start] == " "
        if (owner or member or thing) and mention.end <= start and not acts:
            yield from self._unlisted(head) if mention.sort == "body" else ()  # "the Senate's officer"
            return
        employed = mention.sort == "body" and mention.end <= start and head.lower_ in classes["callings"]
        if employed and head.tag_ == "NN" and not owner:  # "a Harbour University historian"
            yield Actor(" ".join(self._text[mention.start : end].split()), None, named=False)
            return
        several = head.tag_ in _SEVERAL or head.lower_ in classes["members"]
        if not person and mention.end <= start and several and not owner:
            yield from self._members_of(mention, head, end)
            return
        near = start < mention.end or self._gaps.close.fullmatch(self._text[mention.end : end])  # "Bell D OH"
        sure = (mention.start <= start and near) or arm
        yield mention.actor if sure else replace(mention.actor, sure=False)

    def _members_of(self, mention: Mention, head: Token, end: int) -> Iterator[Actor]:
        """Those who act for a body: it by its arms and members ("Senate members"), others by name ("EU leaders")."""
        classes = self._words.classes
        seated = "legislature" in self._words.kinds.get(head.lower_, ()) and self._type(mention.actor) != "party"
        seated = seated and not self._words.shapes.are_some(head)  # not "two Senate members"
        if seated or head.lower_ in classes["arms"]:
            yield mention.actor
        elif self._nouns.is_somebody(head.lower_) or head.lower_ in classes["official groups"] | classes["collective"]:
            yield Actor(" ".join(self._text[mention.start : end].split()), None, named=False)

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
        form, classes, more = head.lower_, self._words.classes, first is not head
        official, several = form in classes["official groups"], head.tag_ in _SEVERAL
        some = next((each for each in owners(head) if form in classes["some of"]), head)
        cased = first.text[0].isupper() and (head.text.islower() or head.text.isupper())
        named = cased and more and head.left_edge.tag_ != "PRP$"  # not "its Chinese owner Bell Ltd"
        verb = head.head.head if (by := head.head.dep_ == "agent") else head.head
        acts = verb.dep_ == "ROOT" or said_before(verb.head) is verb
        acts = acts and (head.dep_ == "nsubj" or (by and (more or several)))
        top = self.zone(head.at) != "body"
        acts = acts and (top or (official and (not by or form in classes["bench"])))
        told = acts and (more or several or official or bool(head.under("prep")))
        told = told and not any(child.lower_ in classes["anybody"] for child in (first, *head.under("det")))
        group = form in classes["collective"]
        stands = acts or named or (more and (several or group))
        people = group or some.lower_ in classes["people"] or self._nouns.is_somebody(some.lower_)
        told = told or (named and (bool(held) or group))
        sender = top and head.at >= self._opening and self._words.shapes.announces(head)
        if not (sender or official or (stands and people)) or (self._words.shapes.is_any(head) and not told):
            return []
        of = owners(head) if first is head is some else ()  # "the head of the port authority"
        words = self._text[slice(*head.doc.stretch(first.i, phrase(of[0])[1] if of else some.i + 1))]
        return [Actor(" ".join(words.split()), None, named=False)]

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
            whole = mention.end >= end or self._text.startswith(_OF, mention.end)
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
