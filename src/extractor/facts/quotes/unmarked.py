"""Speech that lost its marks alone: "This is a good day for us, said Bell, the mayor. The pier will open in May."."""

from collections.abc import Iterator
from itertools import takewhile

from msgspec import Struct

from extractor.coref.context import Context, Mention
from extractor.coref.mentions import mention_of
from extractor.facts.quotes.cues import Attribution, named_before
from extractor.facts.quotes.reported import Report
from extractor.facts.quotes.speech import FORMS, Speech
from extractor.regex import whole_words
from extractor.text.phrases import FINITE
from extractor.text.spans import trimmed

_MARKS = frozenset('“”"«»„‘')
_EDGES = " \t\n\r\xa0#"
_FEWEST_WORDS, _FEWEST_PARAGRAPHS, _MOST_WHOLE, _MOST_SENTENCES = 4, 3, 4, 8
_PER_APOSTROPHE = 1200  # code points of English prose without one tell that a text lost its apostrophes too

_Span = tuple[int, int]


class _Told(Struct, frozen=True):
    """Who speaks by a verb, whether a colon stands behind it, and what of the sentence stands before and behind."""

    who: Mention
    colon: bool
    before: _Span
    behind: _Span


class Unmarked:
    """Finds what people named beside a verb say, whole sentences of their paragraphs, in a text without marks."""

    def __init__(self, speech: Speech) -> None:
        self._speech, self._verb = speech, whole_words(speech.words["spoken"])

    def reports(self, context: Context) -> Iterator[Report]:
        """What is said, in order; nothing where neither first person nor lost apostrophes tell that it was quoted."""
        text = context.text
        if not _MARKS.isdisjoint(text) or FORMS.wide_gap.search(text) or FORMS.single_closed.search(text):
            return
        lost = len(text) > _PER_APOSTROPHE * (1 + sum(1 for _ in FORMS.apostrophe.finditer(text)))
        done = 0
        for verb in self._verb.finditer(text):
            told = None if verb.start() < done else _behind(context, *verb.span()) or _ahead(context, *verb.span())
            if told is None:
                continue
            pieces = self._before(context, told, done), self._after(context, told)
            personal = any(FORMS.first_person.search(text, *piece) for piece in pieces)
            for start, end in pieces if lost or personal or told.colon else ():
                if len(text[start:end].split()) >= _FEWEST_WORDS:
                    yield Report(start, end, Attribution(told.who, verb.span(), "unmarked"))
                    done = end

    def _before(self, context: Context, told: _Told, done: int) -> _Span:
        """What stands before the verb, with the sentences of the paragraph before it where they speak of "us"."""
        start, end = told.before
        floor = max(done, context.paragraph_start(start))
        if _names(context, told, told.before):
            return end, end
        if start < end:
            numbers = range(context.sentences.number(start) - 1, -1, -1)
            spans = (context.sentences.bounds[number] for number in numbers)
            inside = [*takewhile(lambda span: span[0] >= floor and self._goes_on(context, told, span), spans)]
            own = [*takewhile(lambda span: FORMS.first_person.search(context.text, *span), inside)]
            opens = bool(inside) and inside[-1][0] == context.paragraph_start(start)
            whole = opens and any(FORMS.first_person.search(context.text, *span) for span in inside)
            start = min((span[0] for span in (inside if whole else own)), default=start)
        return trimmed(context.text, start, end, _EDGES)

    def _after(self, context: Context, told: _Told) -> _Span:
        """What stands behind the verb, with the sentences that go on to the end of the paragraph."""
        start, end = told.behind
        last = context.paragraph(told.who.start)[1]
        first = context.sentences.number(max(end - 1, 0)) + 1
        spans = [*takewhile(lambda span: span[0] < last, context.sentences.bounds[first : first + _MOST_SENTENCES])]
        more = [*takewhile(lambda span: self._goes_on(context, told, span), spans)]
        if len(spans) > _MOST_WHOLE or len(context.paragraphs) < _FEWEST_PARAGRAPHS:  # it may hold all the article
            while more and not FORMS.first_person.search(context.text, *more[-1]):
                more.pop()
        start = start if start < end or not more else more[0][0]
        return trimmed(context.text, start, min(last, more[-1][1] if more else end), _EDGES)

    def _goes_on(self, context: Context, told: _Told, span: _Span) -> bool:
        """Whether a sentence may go on with what is said: none that names who speaks, or in which others do."""
        if _names(context, told, span):
            return False
        verbs = [verb.span() for verb in self._speech.verb.finditer(context.text, *span)]
        others = (named_before(context, span[0], at) or _behind(context, at, end) for at, end in verbs)
        return not (any(others) or any(FORMS.he_.search(context.text, span[0], at) for at, _ in verbs))


def _names(context: Context, told: _Told, span: _Span) -> bool:
    return context.text[told.who.head : told.who.end] in context.text[slice(*span)]


def _behind(context: Context, start: int, end: int) -> _Told | None:
    """Who is named behind a verb with a comma before it: "…, | said | U.S. Attorney Ana Bell of Tarrow."."""
    opening, closing = context.bounds(start)
    person = next(iter(context.named(end, closing)), None)
    led = context.text[opening:start].rstrip().endswith(",")
    if person is None or not led or not context.is_listed(person):
        return None
    comma = context.text.rindex(",", opening, start)
    said = context.parsed(start)
    verbs = said is None or any(token.tag_ in FINITE and token.at < comma for token in said.sent)
    if not verbs or FORMS.titles_before.fullmatch(context.text, end, person.start) is None:
        return None  # "The pier, said Bell, is a success"
    return _Told(
        Mention(end + 1, person.end, person.head), colon=False, before=(opening, comma), behind=(closing, closing)
    )


def _ahead(context: Context, start: int, end: int) -> _Told | None:
    """Who is named before a verb with a colon or comma and a whole sentence behind it: "Ana Bell | said | , We …"."""
    opening, closing = context.bounds(start)
    person = named_before(context, opening, start)
    opens = FORMS.opened_sentence.match(context.text, end, closing)
    if person is None or opens is None or not context.is_listed(person):
        return None
    at, colon = opens.start("first"), opens["mark"] == ":"
    if not colon and (context.label(at) or context.named_at(at)):
        return None  # "Bell said, Norland will"
    token = context.parsed(person.head)
    whole = person if token is None else mention_of(context, token)
    who = whole if whole.start <= person.start and person.end <= whole.end else person
    return _Told(who, colon=colon, before=(opening, opening), behind=(at, closing))
