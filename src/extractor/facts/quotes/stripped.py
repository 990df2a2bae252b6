"""Speech in text that lost its punctuation, told by the gaps that are left: ``… the world    said Bell    This …``."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from extractor.coref.context import Context, Mention
from extractor.facts.quotes.cues import Attribution
from extractor.facts.quotes.reported import Report
from extractor.facts.quotes.speech import FORMS, Speech
from extractor.regex import alternatives, compiled
from extractor.text.spans import trimmed

_MARKS = frozenset('“”"«»')
_AFTER_GAP = r"(?:^|(?<=[ \xa0]{2}))"
_BEFORE_GAP = r"(?=[ \xa0]{2}|\s*$)"
_FEWEST_WORDS, _FEWEST_AFTER, _WIDE, _WIDER, _REACH = 5, 3, 5, 2, 110
_MOST_SENTENCES, _MOST_BETWEEN, _SHORTENED = 8, 4, 4

_Span = tuple[int, int]


class Gaps:
    """Finds speech in texts that lost their marks, where double blanks set it off from its attribution."""

    def __init__(self, speech: Speech) -> None:
        self._speech = speech
        past = ((form, known) for form, known in speech.verbs.items() if known.direct and form != known.name)
        forms = [form for form, known in past if known.clause == "bare" or not form.endswith("s")]
        verb = alternatives(forms)
        self._longest = max(map(len, forms)) + 1  # with a line end
        titles = (word for word, kind in speech.nouns.roles.items() if kind == "title" and len(word) <= _SHORTENED)
        short = alternatives(map(str.title, titles))
        title = rf"(?:[A-Z][A-Za-z]{{1,14}}[ ]|(?:{short}|[A-Z])[ ]{{1,2}}){{0,4}}"
        before, after = _name("before", title), _name("after", title)
        told = rf"(?:{before}[ ](?P<first>{verb})|(?P<second>{verb})[ ]{{1,2}}{after})(?: in a joint \w+)?"
        self._attribution = compiled(rf"{_AFTER_GAP}{told}{_BEFORE_GAP}")
        self._lead = compiled(rf"\b(?P<cue>{verb})$")

    def reports(self, context: Context) -> Iterator[Report]:
        """The speech beside attributions that stand between gaps, in a text without quotation marks."""
        if any(mark in context.text for mark in _MARKS) or FORMS.wide_gap.search(context.text) is None:
            return
        pieces = _Pieces(context, self._attribution)
        done = 0
        for number in range(len(pieces)):
            for report in self._reports(context, pieces, number):
                start, end = trimmed(context.text, max(report.start, done), report.end)
                if len(context.text[start:end].split()) >= _FEWEST_AFTER:
                    yield replace(report, start=start)
                    done = end

    def _reports(self, context: Context, pieces: "_Pieces", number: int) -> Iterator[Report]:
        start, end = pieces.bounds(number)
        matches = list(self._attribution.finditer(context.text, start, end))
        ends, starts = [start, *(match.end() for match in matches)], [*(match.start() for match in matches), end]
        for match, after, before in zip(matches, ends, starts[1:], strict=False):  # the attributions beside each
            yield from self._beside(pieces, number, match, (after, before))
        statement = self._speech.following.search(context.text, start, end)
        lead = statement or self._lead.search(context.text, max(start, end - self._longest), end)
        people = context.named(max(start, lead.start() - _REACH), lead.start()) if lead else []
        if lead and lead.lastgroup == "whose":
            people = context.named(lead.end(), end)[:1]
        if lead is None or matches or len(people) != 1:
            return
        said = pieces.following(number + 1, people[0], whole=statement is not None)
        if said is not None:
            yield Report(*said, Attribution(people[0], lead.span(lead.lastgroup or 0), "gaps"))

    def _beside(self, pieces: "_Pieces", number: int, match: re.Match[str], edges: _Span) -> Iterator[Report]:
        """What is said before an attribution, or after it where the words before cannot be the speaker's."""
        text, attribution, speaker = pieces.text, *_voice(match)
        own, rest = trimmed(text, edges[0], match.start()), trimmed(text, match.end(), edges[1])
        if own[0] == own[1]:
            before = pieces.opening(number - 1, speaker), pieces.bounds(number - 1)[1]
        else:
            before = (pieces.opening(number, speaker) if own[0] == pieces.bounds(number)[0] else own[0], own[1])
        after = rest if rest[0] < rest[1] else pieces.following(number + 1, speaker)
        leads = before is None or self._leads(text, before, match, after)
        if before is not None and not leads and len(text[slice(*before)].split()) >= _FEWEST_WORDS:
            yield Report(*before, attribution)
        if after is None or (match["second"] and text[after[0]].islower()):
            return
        if leads or FORMS.first_person.search(text, *after):
            yield Report(*after, attribution)

    def _leads(self, text: str, before: _Span, match: re.Match[str], after: _Span | None) -> bool:
        """Whether an attribution belongs to what follows: a reply, one just named who speaks, or what stands apart."""
        name, words = match["before_last"] or match["after_last"], text[slice(*before)]
        if name and re.search(rf"\b{name}\b", words):
            return True
        if match["second"] or after is None:
            return False
        apart = match.start() - before[1] > after[0] - match.end() + _WIDER
        return apart or self._speech.occasion.match(text, *before) is not None


class _Pieces:
    """The sentences of a text as gaps part them."""

    def __init__(self, context: Context, attribution: re.Pattern[str]) -> None:
        self.text = context.text
        self._attribution = attribution
        self._bounds = [trimmed(context.text, *bounds) for bounds in context.sentences.bounds]
        self._paragraphs = [context.paragraph_start(start) for start, _ in self._bounds]

    def __len__(self) -> int:
        return len(self._bounds)

    def bounds(self, number: int) -> _Span:
        return self._bounds[number]

    def opening(self, number: int, speaker: Mention) -> int:
        """Where the speech begins that goes on in the sentence ``number``.

        At the start of its paragraph, where that speaks in first person and neither of the speaker nor of another's
        words, or else at the first of the sentences in first person right before.
        """
        start = first = number
        while self._goes_on(first - 1, first) and self._may_be_speech(first - 1, speaker):
            first -= 1
        if any(map(self._is_personal, range(first, number))) and not self._goes_on(first - 1, first):
            return self._bounds[first][0]
        while start > first and self._is_personal(start - 1):
            start -= 1
        return self._bounds[start][0]

    def following(self, number: int, speaker: Mention, *, whole: bool = False) -> _Span | None:
        """What is said from the sentence ``number`` on; ``whole``: beyond wide gaps, as statements go on.

        Sentences in first person are, and what stands before one in which the speaker speaks of "I" or "we".
        """
        if not self._goes_on(number - 1, number, wide=True) or self._is_attributed(number):
            return None
        last = number
        for each in range(number + 1, number + 1 + _MOST_SENTENCES):
            if not self._goes_on(each - 1, each, wide=whole) or self._is_attributed(each):
                break
            if each - last > _MOST_BETWEEN or not self._may_be_speech(each, speaker):
                break
            if (FORMS.first_person if each == last + 1 else FORMS.self_).search(self.text, *self._bounds[each]):
                last = each
        return self._bounds[number][0], self._bounds[last][1]

    def _goes_on(self, one: int, other: int, *, wide: bool = False) -> bool:
        """Whether two sentences stand in one paragraph, without a wide gap between them."""
        if one < 0 or other >= len(self) or self._paragraphs[one] != self._paragraphs[other]:
            return False
        return wide or self._bounds[other][0] - self._bounds[one][1] < _WIDE

    def _is_personal(self, number: int) -> bool:
        return FORMS.first_person.search(self.text, *self._bounds[number]) is not None

    def _may_be_speech(self, number: int, speaker: Mention) -> bool:
        start, end = self._bounds[number]
        named = self.text[speaker.head : speaker.end] in self.text[start:end]
        return not named and self._attribution.search(self.text, start, end) is None

    def _is_attributed(self, number: int) -> bool:
        """Whether a sentence has an attribution of its own, or one right after it."""
        after = number + 1 < len(self) and self._attribution.match(self.text, *self._bounds[number + 1])
        return bool(after) or self._attribution.search(self.text, *self._bounds[number]) is not None


def _name(group: str, title: str) -> str:
    return rf"(?P<{group}>{title}(?P<{group}_last>[A-Z][\w’'-]+)(?: and {title}[A-Z][\w’'-]+)?|[Hh]e|[Ss]he)"


def _voice(match: re.Match[str]) -> tuple[Attribution, Mention]:
    who, verb = ("before", "first") if match["first"] else ("after", "second")
    head = match.start(f"{who}_last") if match[f"{who}_last"] else match.start(who)
    speaker = Mention(match.start(who), match.end(who), head)
    return Attribution(speaker, match.span(verb), "gaps"), speaker
