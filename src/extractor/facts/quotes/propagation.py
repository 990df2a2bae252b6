"""Quotations without words of their own about the speaker: whose attribution goes on in them."""

from collections.abc import Callable, Iterator
from functools import cached_property

from msgspec import Struct
from msgspec.structs import replace

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of
from extractor.facts.quotes.cues import Attribution, at_tail_start
from extractor.facts.quotes.speech import FORMS, Speech
from extractor.rules.gazetteer import OWNERS
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import SUBJECTS, subject

_STOPS = frozenset(".!?…")
_TITLE_LENGTH, _LEAD_SENTENCES, _LEAD_WORDS, _SENDER_SENTENCES = 120, 4, 6, 3
_LEAD_REACH = 100
_STORY = 400  # code points between two quotations of a paragraph over which nobody goes on speaking

Reported = Callable[[Context, int], Attribution | None]
"""Tells who says what the sentence at a place (code points) reports."""


class Quotation(Struct, frozen=True):
    """A direct quotation and its attribution; ``few`` words of one say nothing by themselves."""

    quoted: Quoted
    attribution: Attribution | None
    few: bool = False


class Propagation:
    """Gives quotations of an article without an attribution the one that goes on in them.

    In this order: the attribution of the quotation that it goes on with; the one whom the sentence before is about;
    the one who spoke before; the one who is named further on in the same paragraph or quotation; the one with whom the
    article begins, as releases do that quote their sender (but for what a colon introduces).
    """

    def __init__(self, context: Context, speech: Speech, heard: list[Quotation], reported: Reported) -> None:
        self._context, self._text, self._speech, self._reported = context, context.text, speech, reported
        self._heard = list(heard)

    def __call__(self) -> list[Quotation]:
        """The quotations, with the attributions that they have by now."""
        last: Attribution | None = None
        for place, quotation in enumerate(self._heard):
            attribution = quotation.attribution
            if attribution is None and (before := self._from_before(place, last)) is not None:
                attribution = replace(before, rule="carried")
                self._heard[place] = replace(quotation, attribution=attribution)
            last = attribution if attribution is not None and attribution.rule != "around" else last
        for place in reversed(range(len(self._heard) - 1)):
            this, later = self._heard[place : place + 2]
            if this.attribution is None and _speaks_on(later.attribution) and self._goes_with(this, later):
                assert later.attribution is not None
                self._heard[place] = replace(this, attribution=replace(later.attribution, rule="carried back"))
        return list(self._by_sender())

    def _by_sender(self) -> Iterator[Quotation]:
        spoken = False
        for quotation in self._heard:
            quoted, told = quotation.quoted, quotation.attribution
            whole = (quoted.outer_start, quoted.outer_end) == self._context.paragraphs[quoted.paragraph]
            led = _last_before(self._text, quoted.outer_start) == ":"
            spoken = spoken or _speaks_on(told)
            asks = told is None and not spoken and whole and not led
            if asks and self._sender is not None and self._sender[1] <= quoted.outer_start:
                told = Attribution(self._sender[0], None, "sender")
            yield replace(quotation, attribution=told)

    @cached_property
    def _sender(self) -> tuple[Mention, int] | None:
        """The person with whose name one of the first whole sentences begins (offices apart), and where that ends."""
        whole = 0
        for opening, closing in self._context.sentences.bounds:
            if whole == _SENDER_SENTENCES:
                break
            line = self._text[opening:closing].strip()
            if len(line.split()) >= _LEAD_WORDS and line.rstrip('"”’)').endswith(".") and not line.isupper():
                whole += 1
                named = self._context.named(opening, min(opening + _LEAD_REACH, closing))
                if named and self._context.quoted_at(opening) is None:
                    return next((person for person in named if self._context.is_listed(person)), named[0]), closing
        return None

    def _from_before(self, place: int, last: Attribution | None) -> Attribution | None:
        """``last`` is the attribution of the last quotation before that is no part of a sentence."""
        this = self._heard[place].quoted
        previous = self._heard[place - 1] if place else None
        if previous is not None and this.carried:
            return previous.attribution
        beside = previous is not None and previous.quoted.paragraph == this.paragraph
        if not beside and self._from_after(place) is not None:
            return None
        start = previous.quoted.outer_end if previous is not None else 0
        if self._context.opens(this) and (announced := self._announced(start, this.outer_start)) is not None:
            return Attribution(announced, None, "statement")
        told = self._told_before(this, previous)
        found = next(told, None) or self._named_before(start, this.outer_start)
        found = found or next(filter(None, told), None)
        if found is not None or _last_before(self._text, this.outer_start) == ":":  # "The first question was: “…”"
            return found
        after = self._context.paragraphs[previous.quoted.paragraph][1] if previous is not None else 0
        beside = previous is not None and previous.quoted.paragraph + 1 == this.paragraph
        if not self._context.opens(this) or (beside and not self._text[start:after].strip(" .\n")):
            return previous.attribution if previous is not None else None
        listed = filter(self._context.is_listed, self._context.named(after, this.outer_start))
        return None if any(self._context.is_new(person, after) for person in listed) else last

    def _announced(self, start: int, end: int) -> Mention | None:
        """Whose statement the last sentence announces, whoever else speaks in it ("… after Brook confirmed that …")."""
        last = _end_before(self._text, end)
        opening = self._context.opening(last - 1) if last > start else end
        return self._stated(opening, end, announced=True) if opening >= start else None

    def _named_before(self, start: int, end: int) -> Attribution | None:
        """Whose statement the sentences before a quotation announce or name, or whom they are about."""
        found = self._stated(start, end, announced=True)
        if found is None and (about := self._about(start, end)) is not None:
            return Attribution(about, None, "about")
        found = found or self._stated(start, end, announced=False)
        return None if found is None else Attribution(found, None, "statement")

    def _told_before(self, this: Quoted, previous: Quotation | None) -> Iterator[Attribution | None]:
        """Who says what the paragraph before tells behind or around its quotation, last first; here the last only."""
        inside = not self._context.opens(this)
        if _last_before(self._text, this.outer_start) not in _STOPS if inside else this.paragraph == 0:
            return
        opening, end = self._context.paragraphs[this.paragraph - (not inside)]
        end = min(end, this.outer_start)
        around = previous is not None and previous.attribution is not None and previous.attribution.rule == "around"
        floor = max(opening, 0 if previous is None else previous.quoted.start if around else previous.quoted.outer_end)
        if self._context.quoted_at(end - 1) is not None:
            return
        while end > floor:
            end = self._context.opening(end - 1)
            if end < floor and not around:
                return
            told = self._reported(self._context, end)
            who = told.mention if told is not None else None
            yield None if who is not None and FORMS.first_person.match(self._text, who.start) else told
            if inside:
                return

    def _stated(self, start: int, end: int, *, announced: bool) -> Mention | None:
        """Whose statement the sentences before a quotation name; ``announced``: "issued the following statement"."""
        number = self._context.sentences.number(self._context.doc.starts[self._context.token(end)] - 1) + 1
        for opening, closing in reversed(self._context.sentences.bounds[max(0, number - _LEAD_SENTENCES) : number]):
            if opening < start or self._context.quoted_at(opening) is not None:
                return None
            noun = self._speech.statement.search(self._text, opening, closing)
            if noun is not None and (not announced or FORMS.announced.search(self._text, opening, noun.start())):
                people = [*self._context.named(opening, closing)]
                by = FORMS.by_.match(self._text, noun.end())
                after = [mention for mention in people if by and 0 <= mention.start - by.end() <= _TITLE_LENGTH]
                before = [mention for mention in people if mention.end <= noun.start()]
                headline = FORMS.headline.match(self._text, opening, noun.start())
                named = [Mention(*headline.span("name"), headline.start("last"))] if headline else []
                at = opening + (len("The ") if self._text.startswith("The ", opening) else 0)
                if announced and not people and (bodies := self._context.between(at, at + 1)):
                    return Mention(bodies[0][0], bodies[0][1], bodies[0][0])
                if mentions := (*after, *named, *before):
                    return mentions[0]
        return None

    def _about(self, start: int, end: int) -> Mention | None:
        """Whom the sentence right before a quotation is about, where that sentence stands outside of quotations."""
        end = _end_before(self._text, end)
        if end <= start:
            return None
        opening = self._context.opening(end - 1)
        if opening < start:
            return None
        if (root := self._context.root(end - 1)) is not None:
            nouns = filter(None, (subject(root), *root.under(*SUBJECTS)))  # "Reed was moved by it"
            told = (mention_of(self._context, noun) for noun in nouns)
            found = next((each for each in told if self._is_person(each)), None)
        elif self._text[end - 1] in _STOPS:
            found = at_tail_start(self._text, opening, end)
        else:
            return None
        if found is None or self._text[found.start : found.end].endswith(OWNERS):
            return None
        return found if self._is_person(found) else None

    def _is_person(self, found: Mention) -> bool:
        words = self._text[found.start : found.end].lower()
        token, nouns = self._context.parsed(found.head), self._speech.nouns
        titled = token is not None and words.startswith("the ") and nouns.holds(token.lower_)
        if titled or nouns.stands(words) == "person":
            return True
        if token is not None and token.tag_ == "NNP" and token.dep_ in SUBJECTS and found.start == found.head:
            return self._context.label(found.head) in (None, "PERSON") and not self._context.in_law(found.head)
        ends = self._context.named_until(found.end)  # "the head of the league, Ana Brook"
        closes = any(self._text[max(each.start - 2, 0) : each.start].startswith(",") for each in ends)
        return closes or bool(self._context.named_at(found.head))

    def _from_after(self, place: int) -> Attribution | None:
        """The attribution named later in the same paragraph, or in the paragraphs that go on with this quotation."""
        for number in range(place + 1, len(self._heard)):
            if not self._goes_with(self._heard[place], self._heard[number]):
                return None
            if (later := self._heard[number].attribution) is not None:
                return later if _speaks_on(later) else None
        return None

    def _goes_with(self, this: Quotation, later: Quotation) -> bool:
        """Whether a quotation goes on in a later one of its paragraph, nobody between introducing that alone."""
        told = later.attribution
        if told is not None and told.rule == "before" and told.mention is not None and told.cue is not None:
            verb = self._speech.verbs.get(self._text[slice(*told.cue)].lower())
            further = verb is not None and verb.name in self._speech.words["further"]
            if told.mention.start >= this.quoted.outer_end and not further:
                return False
        near = 0 <= later.quoted.outer_start - this.quoted.outer_end < _STORY  # not one that stands within it
        return later.quoted.carried or (later.quoted.paragraph == this.quoted.paragraph and near)


def _end_before(text: str, end: int) -> int:
    """Where the last character before ``end`` that is no white space ends."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _last_before(text: str, end: int) -> str:
    end = _end_before(text, end)
    return text[end - 1 : end]


def _speaks_on(attribution: Attribution | None) -> bool:
    """Whether somebody speaks who may have spoken before: not who has but a part of a sentence quoted."""
    return attribution is not None and attribution.rule != "around"
