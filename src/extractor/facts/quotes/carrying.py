"""Quotations without words of their own about the speaker: whose voice goes on in them."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from functools import cache, partial

from msgspec import Struct
from msgspec.structs import replace

from extractor.facts.quotes.mentions import words
from extractor.facts.quotes.nearby import at_tail_start
from extractor.facts.quotes.quoted import Quoted
from extractor.facts.quotes.scene import Scene, Voice, Words
from extractor.facts.quotes.speech import Speech
from extractor.regex import compiled
from extractor.text.syntax import subject

_PRONOUNS = frozenset({"he", "she"})
_BY = compiled(r"\s+(?:of|by|from|attribut(?:able|ed) to)\s+", re.IGNORECASE)
_ANNOUNCED = compiled(r"\bfollowing (?:\w+ )?$")
_HEADLINE = compiled(
    r"(?:[A-Z]+\.? )+?(?P<name>(?:[A-Z'’-]+ )??(?P<last>[A-Z'’-]{3,})) (?:(?:ISSUES|RELEASES|MAKES|GIVES|DELIVERS) |$)"
)
_STOPS = frozenset(".!?…")
_TITLE_LENGTH = 120
_LEAD_SENTENCES = 4
_LEAD_WORDS = 6
_SENDER_SENTENCES = 3
_CLOSING = '"”’)'
_LEAD_REACH = 100


class Utterance(Struct, frozen=True):
    """A direct quotation and its voice."""

    quoted: Quoted
    voice: Voice | None


def shared(scene: Scene, speech: Speech, heard: list[Utterance]) -> list[Utterance]:
    """Gives quotations without a voice the one that goes on in them.

    In this order: the voice of the quotation that it goes on with; the one whom the sentence before is about; the one
    who spoke before; the one who is named further on in the same paragraph or quotation; the one with whom the
    article begins, as releases do that quote their sender (but for what a colon introduces).
    """
    result = list(heard)
    last: Voice | None = None
    for place, utterance in enumerate(result):
        voice = utterance.voice
        if voice is None and (before := _from_before(scene, speech, result, place, last)) is not None:
            outer = None if before.rule == "after" else before.outer
            voice = replace(before, rule="carried", outer=outer)
            result[place] = replace(utterance, voice=voice)
        last = voice if voice is not None and voice.rule != "around" else last
    for place in reversed(range(len(result) - 1)):
        this, later = result[place : place + 2]
        if this.voice is None and later.voice is not None and _goes_with(this, later):
            result[place] = replace(this, voice=replace(later.voice, rule="carried back"))
    return list(_by_sender(scene, result))


def _by_sender(scene: Scene, heard: list[Utterance]) -> Iterator[Utterance]:
    sender = cache(partial(_sender, scene))
    for utterance in heard:
        quoted = utterance.quoted
        whole = (quoted.outer_start, quoted.outer_end) == scene.paragraphs[quoted.paragraph]
        led = _last_before(scene.text, quoted.outer_start) == ":"
        if utterance.voice is None and whole and not led:
            named = sender()
            known = named is not None and named[1] <= quoted.outer_start
            yield replace(utterance, voice=Voice(named[0], None, "sender") if named and known else None)
        else:
            yield utterance


def _last_before(text: str, end: int) -> str:
    """The last character before ``end`` that is no white space."""
    while end and text[end - 1].isspace():
        end -= 1
    return text[end - 1 : end]


def _sender(scene: Scene) -> tuple[Words, int] | None:
    """The person with whose name one of the first whole sentences begins, any office before it apart.

    With the end of that sentence, from which on the sender is known.
    """
    whole = 0
    for sentence in scene.draft.sentences:
        opening, closing = scene.bounds(sentence)
        if whole == _SENDER_SENTENCES:
            break
        line = scene.text[opening:closing].strip()
        if len(line.split()) >= _LEAD_WORDS and line.rstrip(_CLOSING).endswith(".") and not line.isupper():
            whole += 1
            named = scene.named(opening, min(opening + _LEAD_REACH, closing))
            if named and scene.quoted_at(opening) is None:
                return next((person for person in named if scene.is_listed(person)), named[0]), closing
    return None


def _from_before(scene: Scene, speech: Speech, heard: list[Utterance], place: int, last: Voice | None) -> Voice | None:
    """``last`` is the voice of the last quotation before that is no part of a sentence."""
    this = heard[place].quoted
    previous = heard[place - 1] if place else None
    if previous is not None and this.carried:
        return previous.voice
    beside = previous is not None and previous.quoted.paragraph == this.paragraph
    if not beside and _from_after(heard, place) is not None:
        return None
    start = previous.quoted.outer_end if previous is not None else 0
    for find in (_announced, _about, _stated):
        found = find(scene, speech, start, this.outer_start)
        if found is not None:
            return Voice(found, None, "about" if find is _about else "statement")
    if this.outer_start > scene.paragraphs[this.paragraph][0]:
        return previous.voice if previous is not None else None
    if previous is not None and _ends_paragraph_before(scene, previous.quoted, this):
        return previous.voice
    return last


def _ends_paragraph_before(scene: Scene, previous: Quoted, this: Quoted) -> bool:
    """Whether one quotation ends the paragraph before the one that the other begins."""
    closing = scene.paragraphs[previous.paragraph][1]
    return previous.paragraph + 1 == this.paragraph and not scene.text[previous.outer_end : closing].strip(" .\n")


def _announced(scene: Scene, speech: Speech, start: int, end: int) -> Words | None:
    """Who "issued the following statement" in the sentences before a quotation."""
    return _stated(scene, speech, start, end, announced=True)


def _stated(scene: Scene, speech: Speech, start: int, end: int, *, announced: bool = False) -> Words | None:
    """Whose statement the sentences before a quotation name ("Statement of X"), or only ``announced`` ones."""
    number = bisect_left(scene.draft.sentences, scene.token(end), key=lambda sentence: sentence.start)
    for sentence in reversed(scene.draft.sentences[max(0, number - _LEAD_SENTENCES) : number]):
        opening, closing = scene.bounds(sentence)
        if opening < start or scene.quoted_at(opening) is not None:
            return None
        noun = speech.statement.search(scene.text, opening, closing)
        if noun is not None and (not announced or _ANNOUNCED.search(scene.text, opening, noun.start())):
            people = scene.named(opening, closing)
            by = _BY.match(scene.text, noun.end())
            after = [mention for mention in people if by and 0 <= mention.start - by.end() <= _TITLE_LENGTH]
            before = [mention for mention in people if mention.end <= noun.start()]
            headline = _HEADLINE.match(scene.text, opening, noun.start())
            named = [Words(*headline.span("name"), headline.start("last"))] if headline else []
            if announced and not people and (body := _body_at(scene, opening)) is not None:
                return body
            for mention in (*after[:1], *named, *before[:1]):
                return mention
    return None


def _body_at(scene: Scene, opening: int) -> Words | None:
    """The body with whose name, its article apart, a sentence begins."""
    start = opening + (len("The ") if scene.text.startswith("The ", opening) else 0)
    first = bisect_left(scene.spans, start, key=lambda span: span[0])
    return next((Words(span[0], span[1], span[0]) for span in scene.spans[first : first + 1] if span[0] == start), None)


def _about(scene: Scene, _: Speech, start: int, end: int) -> Words | None:
    """Whom the sentence right before a quotation is about, where that sentence stands outside of quotations."""
    while end > start and scene.text[end - 1].isspace():
        end -= 1
    if end <= start:
        return None
    sentence = scene.sentence(end - 1)
    opening = scene.bounds(sentence)[0]
    if opening < start:
        return None
    if sentence.tree is not None:
        noun = subject(sentence.tree.root)
        found = None if noun is None else words(scene, sentence, noun)
    elif scene.text[end - 1] in _STOPS:
        found = at_tail_start(scene.text, opening, end)
    else:
        return None
    if found is None or scene.text[found.start : found.end].endswith(("’s", "'s")):
        return None
    return found if _is_person(scene, found) else None


def _is_person(scene: Scene, found: Words) -> bool:
    if scene.text[found.start : found.end].lower() in _PRONOUNS:
        return True
    return bool(scene.named_at(found.head)) or any(
        scene.text[max(0, mention.start - 3) : mention.start].rstrip().endswith(",")
        for mention in scene.named_until(found.end)
    )


def _from_after(heard: list[Utterance], place: int) -> Voice | None:
    """The voice named later in the same paragraph, or in the paragraphs that go on with this quotation."""
    for number in range(place + 1, len(heard)):
        if not _goes_with(heard[place], heard[number]):
            return None
        if heard[number].voice is not None:
            return heard[number].voice
    return None


def _goes_with(this: Utterance, later: Utterance) -> bool:
    return later.quoted.paragraph == this.quoted.paragraph or later.quoted.carried
