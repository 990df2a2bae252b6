"""Quotations without words of their own about the speaker: whose attribution goes on in them."""

from collections.abc import Callable, Iterator
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of
from extractor.facts.quotes.cues import FORMS, Attribution, Speech, at_tail_start
from extractor.rules.gazetteer import OWNERS
from extractor.text.quotation_marks import Quoted
from extractor.text.syntax import SUBJECTS, subject

_STOPS = frozenset(".!?…")
_TITLE_LENGTH, _LEAD_SENTENCES, _LEAD_WORDS, _SENDER_SENTENCES = 120, 4, 6, 3
_CLOSING = '"”’)'
_LEAD_REACH = 100
_STORY = 400  # code points between two quotations of a paragraph over which nobody goes on speaking

Reported = Callable[[Context, int], Attribution | None]
"""Tells who says what the sentence at a place (code points) reports."""


class Quotation(Struct, frozen=True):
    """A direct quotation and its attribution; ``few`` words of one say nothing by themselves."""

    quoted: Quoted
    attribution: Attribution | None
    few: bool = False


def propagated(context: Context, speech: Speech, heard: list[Quotation], reported: Reported) -> list[Quotation]:
    """Gives quotations without an attribution the one that goes on in them.

    In this order: the attribution of the quotation that it goes on with; the one whom the sentence before is about;
    the one who spoke before; the one who is named further on in the same paragraph or quotation; the one with whom the
    article begins, as releases do that quote their sender (but for what a colon introduces).
    """
    result = list(heard)
    last: Attribution | None = None
    for place, quotation in enumerate(result):
        attribution = quotation.attribution
        if attribution is None and (before := _from_before(context, speech, result, place, last, reported)) is not None:
            attribution = replace(before, rule="carried")
            result[place] = replace(quotation, attribution=attribution)
        last = attribution if attribution is not None and attribution.rule != "around" else last
    for place in reversed(range(len(result) - 1)):
        this, later = result[place : place + 2]
        if this.attribution is None and _speaks_on(later.attribution) and _goes_with(context, speech, this, later):
            assert later.attribution is not None
            result[place] = replace(this, attribution=replace(later.attribution, rule="carried back"))
    return list(_by_sender(context, result))


def _by_sender(context: Context, heard: list[Quotation]) -> Iterator[Quotation]:
    sender = cache(partial(_sender, context))
    spoken = False
    for quotation in heard:
        quoted = quotation.quoted
        whole = (quoted.outer_start, quoted.outer_end) == context.paragraphs[quoted.paragraph]
        led = _last_before(context.text, quoted.outer_start) == ":"
        spoken = spoken or _speaks_on(quotation.attribution)
        if quotation.attribution is None and not spoken and whole and not led:
            named = sender()
            known = named is not None and named[1] <= quoted.outer_start
            yield replace(quotation, attribution=Attribution(named[0], None, "sender") if named and known else None)
        else:
            yield quotation


def _end_before(text: str, end: int) -> int:
    """Where the last character before ``end`` that is no white space ends."""
    while end and text[end - 1].isspace():
        end -= 1
    return end


def _last_before(text: str, end: int) -> str:
    """That character."""
    end = _end_before(text, end)
    return text[end - 1 : end]


def _sender(context: Context) -> tuple[Mention, int] | None:
    """The person with whose name one of the first whole sentences begins (any office apart), and where that ends."""
    whole = 0
    for opening, closing in context.sentences.bounds:
        if whole == _SENDER_SENTENCES:
            break
        line = context.text[opening:closing].strip()
        if len(line.split()) >= _LEAD_WORDS and line.rstrip(_CLOSING).endswith(".") and not line.isupper():
            whole += 1
            named = context.named(opening, min(opening + _LEAD_REACH, closing))
            if named and context.quoted_at(opening) is None:
                return next((person for person in named if context.is_listed(person)), named[0]), closing
    return None


def _from_before(
    context: Context, speech: Speech, heard: list[Quotation], place: int, last: Attribution | None, reported: Reported
) -> Attribution | None:
    """``last`` is the attribution of the last quotation before that is no part of a sentence."""
    this = heard[place].quoted
    previous = heard[place - 1] if place else None
    if previous is not None and this.carried:
        return previous.attribution
    beside = previous is not None and previous.quoted.paragraph == this.paragraph
    if not beside and _from_after(context, speech, heard, place) is not None:
        return None
    start = previous.quoted.outer_end if previous is not None else 0
    if context.opens(this) and (announced := _announced(context, speech, start, this.outer_start)) is not None:
        return Attribution(announced, None, "statement")
    told = _told_before(context, this, previous, reported)
    found = next(told, None) or _named_before(context, speech, start, this.outer_start)
    found = found or next(filter(None, told), None)
    if found is not None or _last_before(context.text, this.outer_start) == ":":  # "The first question was: “…”"
        return found
    after = context.paragraphs[previous.quoted.paragraph][1] if previous is not None else 0
    beside = previous is not None and previous.quoted.paragraph + 1 == this.paragraph
    if not context.opens(this) or (beside and not context.text[start:after].strip(" .\n")):
        return previous.attribution if previous is not None else None
    listed = filter(context.is_listed, context.named(after, this.outer_start))
    return None if any(context.is_new(person, after) for person in listed) else last


def _announced(context: Context, speech: Speech, start: int, end: int) -> Mention | None:
    """Whose statement the last sentence announces, whoever else speaks in it ("… after Brook confirmed that …")."""
    last = _end_before(context.text, end)
    opening = context.opening(last - 1) if last > start else end
    return _stated(context, speech, opening, end, announced=True) if opening >= start else None


def _named_before(context: Context, speech: Speech, start: int, end: int) -> Attribution | None:
    """Whose statement the sentences before a quotation announce or name, or whom they are about."""
    found = _stated(context, speech, start, end, announced=True)
    if found is None and (about := _about(context, speech, start, end)) is not None:
        return Attribution(about, None, "about")
    found = found or _stated(context, speech, start, end, announced=False)
    return None if found is None else Attribution(found, None, "statement")


def _told_before(
    context: Context, this: Quoted, previous: Quotation | None, reported: Reported
) -> Iterator[Attribution | None]:
    """Who says what the paragraph before tells behind or around its quotation, the last first; here the last only."""
    inside = not context.opens(this)
    if (this.paragraph == 0 and not inside) or (inside and _last_before(context.text, this.outer_start) not in _STOPS):
        return
    opening, end = context.paragraphs[this.paragraph - (not inside)]
    end = min(end, this.outer_start)
    around = previous is not None and previous.attribution is not None and previous.attribution.rule == "around"
    floor = max(opening, 0 if previous is None else previous.quoted.start if around else previous.quoted.outer_end)
    if context.quoted_at(end - 1) is not None:
        return
    while end > floor:
        end = context.opening(end - 1)
        if end < floor and not around:
            return
        told = reported(context, end)
        who = told.mention if told is not None else None
        yield None if who is not None and FORMS.first_person.match(context.text, who.start) else told
        if inside:
            return


def _stated(context: Context, speech: Speech, start: int, end: int, *, announced: bool) -> Mention | None:
    """Whose statement the sentences before a quotation name; ``announced``: "issued the following statement"."""
    number = context.sentences.number(context.doc.starts[context.token(end)] - 1) + 1
    for opening, closing in reversed(context.sentences.bounds[max(0, number - _LEAD_SENTENCES) : number]):
        if opening < start or context.quoted_at(opening) is not None:
            return None
        noun = speech.statement.search(context.text, opening, closing)
        if noun is not None and (not announced or FORMS.announced.search(context.text, opening, noun.start())):
            people = [*context.named(opening, closing)]
            by = FORMS.by_.match(context.text, noun.end())
            after = [mention for mention in people if by and 0 <= mention.start - by.end() <= _TITLE_LENGTH]
            before = [mention for mention in people if mention.end <= noun.start()]
            headline = FORMS.headline.match(context.text, opening, noun.start())
            named = [Mention(*headline.span("name"), headline.start("last"))] if headline else []
            at = opening + (len("The ") if context.text.startswith("The ", opening) else 0)
            if announced and not people and (bodies := context.between(at, at + 1)):
                return Mention(bodies[0][0], bodies[0][1], bodies[0][0])
            if mentions := (*after, *named, *before):
                return mentions[0]
    return None


def _about(context: Context, speech: Speech, start: int, end: int) -> Mention | None:
    """Whom the sentence right before a quotation is about, where that sentence stands outside of quotations."""
    end = _end_before(context.text, end)
    if end <= start:
        return None
    opening = context.opening(end - 1)
    if opening < start:
        return None
    if (root := context.root(end - 1)) is not None:
        nouns = (noun for noun in (subject(root), *root.under(*SUBJECTS)) if noun is not None)  # "Reed was moved by it"
        told = (mention_of(context, noun) for noun in nouns)
        found = next((each for each in told if _is_person(context, speech, each)), None)
    elif context.text[end - 1] in _STOPS:
        found = at_tail_start(context.text, opening, end)
    else:
        return None
    if found is None or context.text[found.start : found.end].endswith(OWNERS):
        return None
    return found if _is_person(context, speech, found) else None


def _is_person(context: Context, speech: Speech, found: Mention) -> bool:
    pronoun = speech.nouns.pronouns.get(context.text[found.start : found.end].lower())
    if pronoun is not None and pronoun.stands == "person":
        return True
    token, words = context.parsed(found.head), context.text[found.start : found.end].lower()
    if token is not None and words.startswith("the ") and speech.nouns.roles.get(token.lower_) in ("self", "title"):
        return True
    if token is not None and token.tag_ == "NNP" and token.dep_ in SUBJECTS and found.start == found.head:
        return context.label(found.head) in (None, "PERSON") and not context.in_law(found.head)
    closes = (mention.start for mention in context.named_until(found.end))  # "the head of the league, Ana Brook"
    return bool(context.named_at(found.head)) or any(context.text[max(at - 2, 0) : at].startswith(",") for at in closes)


def _from_after(context: Context, speech: Speech, heard: list[Quotation], place: int) -> Attribution | None:
    """The attribution named later in the same paragraph, or in the paragraphs that go on with this quotation."""
    for number in range(place + 1, len(heard)):
        if not _goes_with(context, speech, heard[place], heard[number]):
            return None
        if (later := heard[number].attribution) is not None:
            return later if _speaks_on(later) else None
    return None


def _goes_with(context: Context, speech: Speech, this: Quotation, later: Quotation) -> bool:
    """Whether a quotation goes on in a later one of its paragraph, with nobody between who introduces that alone."""
    told = later.attribution
    if told is not None and told.rule == "before" and told.mention is not None and told.cue is not None:
        verb = speech.verbs.get(context.text[slice(*told.cue)].lower())
        if told.mention.start >= this.quoted.outer_end and (verb is None or verb.name not in speech.words["further"]):
            return False
    near = later.quoted.outer_start - this.quoted.outer_end < _STORY
    return later.quoted.carried or (later.quoted.paragraph == this.quoted.paragraph and near)


def _speaks_on(attribution: Attribution | None) -> bool:
    """Whether somebody speaks who may have spoken before: not who has but a part of a sentence quoted."""
    return attribution is not None and attribution.rule != "around"
