"""Who said a direct quotation: the verb beside it and the words that name the speaker."""

import re

from extractor.facts.quotes.grammar import above, inverted_subject, passive, subject, wished
from extractor.facts.quotes.marks import Quoted
from extractor.facts.quotes.mentions import at_tail, words
from extractor.facts.quotes.nearby import after_verb, at_tail_start, before_verb
from extractor.facts.quotes.scene import Scene, Voice, Words
from extractor.facts.quotes.speech import Speech

_ACCORDING = re.compile(r"\b(?:according to|in the words of|as told by)\s+", re.IGNORECASE)
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){0,6}[A-ZÀ-Þ][\w’'-]*")
_NOBODY = frozenset({"it", "that", "this", "which", "there"})
_GOES_ON = frozenset(",-—–")
_STOPS = frozenset(".!?…")
_LEADS = frozenset(",:")
_WORDS = re.compile(r"[^―—–“”\"]*\w")
_PARTICIPLE = "ing"
_WHEN = re.compile(r"(?:today|yesterday|(?:on|in|at|during|after) (?:\S+ ?){1,5}|[A-Z][a-z]+day)")
_SHORT_TAIL = 6
_LONG_TAIL = 18
_LONG_LEAD = 30
_LONG_NAME = 9
_EARLY = 60
_FAR = 180
_SWALLOWED = 60


class Attributor:
    """Finds the voice of direct quotations.

    Args:
        speech: the words of speech.
    """

    def __init__(self, speech: Speech) -> None:
        self._speech = speech

    def voice(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """The voice that the words beside a quotation name, or None where they name none."""
        if not quoted.closed:
            voice = self._swallowed(scene, quoted)
            if voice is not None:
                return voice
        lead = scene.text[self._sentence_start(scene, quoted) : quoted.outer_start].rstrip()
        after = self._after(scene, quoted)
        if lead and lead[-1] in _LEADS and _is_whole(scene, quoted):
            return self._before(scene, quoted) or after or self._around(scene, quoted)
        if not lead or lead[-1] in _LEADS or (after is not None and _closes(scene, quoted, after)):
            return after or self._before(scene, quoted) or self._around(scene, quoted)
        return self._around(scene, quoted) or after or self._before(scene, quoted)

    def _after(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """``“…,” said X`` and ``“…,” X said``, in the rest of the quotation's sentence or a short one after it."""
        text, start = scene.text, quoted.outer_end
        limit = self._tail_end(scene, quoted)
        if not self._attaches(scene, quoted, text[start:limit]):
            return None
        for match in self._speech.verb.finditer(text, start, min(limit, start + _FAR)):
            if self._is_cue(scene, match, beside=False):
                first = not text[start : match.start()].strip(" ,\n—–-")
                mention = (
                    at_tail(scene, start, match.start())
                    or self._speaker(scene, match.start(), first=first)
                    or (after_verb(text, match.end(), limit) if first else at_tail_start(text, start, match.start()))
                )
                if mention is not None and mention.start >= start:
                    return Voice(mention, match.span(), "after")
        according = _ACCORDING.search(text, start, limit)
        return self._object(scene, according) if according else None

    def _swallowed(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """``…, X said.`` at the end of a quotation whose closing mark is missing."""
        text = scene.text
        comma = text.rfind(",", max(quoted.start, quoted.end - _SWALLOWED), quoted.end)
        if comma < 0:
            return None
        for match in self._speech.verb.finditer(text, comma, quoted.end):
            rest = text[match.end() : quoted.end].strip(" .\n")
            before = text[comma + 1 : match.start()].strip()
            if not self._speech.verbs[match[0].lower()].direct or (before and rest and not _WHEN.fullmatch(rest)):
                continue
            rest = "" if before else rest
            limit = quoted.end
            mention = after_verb(text, match.end(), limit) if rest else at_tail_start(text, comma, match.start())
            if mention is not None and (mention.end >= limit - 1 if rest else mention.end >= match.start() - 1):
                return Voice(mention, match.span(), "swallowed")
        return None

    def _tail_end(self, scene: Scene, quoted: Quoted) -> int:
        """The end of the sentence that goes on after a quotation, or that follows it where it ended one."""
        limit = min(scene.next_quoted(quoted.outer_end), scene.paragraphs[quoted.paragraph][1])
        _, end = scene.bounds(scene.sentence(max(quoted.outer_end - 1, 0)))
        if not scene.text[quoted.outer_end : end].strip() and end < limit:
            _, end = scene.bounds(scene.sentence(end))
        return min(limit, end)

    def _attaches(self, scene: Scene, quoted: Quoted, tail: str) -> bool:
        """Whether the words after a quotation belong to it: they go on with its sentence, or are short and say so."""
        last, first = scene.text[quoted.end - 1 : quoted.end], tail.lstrip()[:1]
        if not first:
            return False
        if last in _GOES_ON or first in _GOES_ON or first.islower() or last not in _STOPS:
            return True
        verbs = list(self._speech.verb.finditer(tail))
        return (
            bool(verbs)
            and len(tail.split()) <= _LONG_TAIL
            and len(tail[verbs[-1].end() :].split()) <= _SHORT_TAIL
            and (tail.rstrip()[-1] in _STOPS or quoted.outer_end + len(tail) >= scene.paragraphs[quoted.paragraph][1])
        )

    def _before(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """``X said, “…”``, ``X said: “…”``, ``X: “…”`` and ``According to X, “…”``."""
        text, start = scene.text, self._sentence_start(scene, quoted)
        head = text[start : quoted.outer_start].rstrip()
        verbs = [
            match
            for match in self._speech.verb.finditer(text, start, quoted.outer_start)
            if self._is_cue(scene, match, beside=not text[match.end() : quoted.outer_start].strip(" \n,:"))
        ]
        nobody = None
        for match in reversed(verbs):
            token = scene.parsed(match.start())
            if token is not None and passive(token):
                nobody = nobody or Voice(None, match.span(), "before")
                continue
            mention = self._speaker(scene, match.start(), first=False)
            if mention is None or mention.start < start:
                mention = before_verb(text, start, match.start())
            if mention is not None:
                return Voice(mention, match.span(), "before")
        according = _ACCORDING.search(text, start, quoted.outer_start)
        if according:
            return self._object(scene, according)
        return self._colon(scene, start, head) or nobody

    def _colon(self, scene: Scene, start: int, head: str) -> Voice | None:
        """``X: “…”`` and ``X scolded him: “…”``."""
        if not head.endswith(":") or len(head.split()) > _LONG_LEAD:
            return None
        person = next(
            (person for person in scene.people if start <= person.start < start + min(len(head), _EARLY)), None
        )
        name = _NAME.search(head)
        if person is not None:
            return Voice(person, None, "colon")
        if name is None or len(head.split()) > _LONG_NAME or self._speech.statement.search(head):
            return None
        return Voice(
            Words(start + name.start(), start + name.end(), start + name.start() + name[0].rfind(" ") + 1),
            None,
            "colon",
        )

    def _around(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """The verb above a quotation that is part of a sentence (``he called it “a loss for all of us”``).

        The nearest verb of saying that somebody does, or else the nearest verb that may have words quoted.
        """
        token = scene.parsed(quoted.start)
        if token is None:
            return None
        sentence = scene.sentence(quoted.start)
        found = []
        for verb in above(token):
            if verb.lower_ in self._speech.parts and verb.tag_.startswith("VB"):
                at = scene.offset(sentence, verb)
                noun = subject(verb) if scene.quoted_at(at) is None and not passive(verb) else None
                if noun is not None:
                    known = self._speech.verbs.get(verb.lower_)
                    rank = (noun.lower_ in _NOBODY, known is None or not known.direct)
                    found.append((rank, Voice(words(scene, sentence, noun), (at, at + len(verb)), "around")))
        return min(found, key=lambda item: item[0])[1] if found else None

    def _sentence_start(self, scene: Scene, quoted: Quoted) -> int:
        """Where the words begin that may introduce a quotation: its sentence, after any quotation before it."""
        start, _ = scene.bounds(scene.sentence(quoted.outer_start))
        floor = scene.paragraph_start(quoted.outer_start)
        previous = scene.quoted_before(quoted.outer_start)
        if previous is not None:
            floor = max(floor, previous.outer_end)
        return max(start, floor)

    def _is_cue(self, scene: Scene, match: re.Match[str], *, beside: bool) -> bool:
        """Whether a verb may be the cue of a direct quotation; ``beside``: the quotation begins right after it."""
        form = match[0].lower()
        verb = self._speech.verbs[form]
        token = scene.parsed(match.start())
        if not verb.direct or (token is None and form == verb.name):
            return False
        return (
            token is None
            or token.tag_.startswith(("VB", "NNS"))
            or form in ("said", "says")
            or (beside and form.endswith(_PARTICIPLE))
        )

    def _speaker(self, scene: Scene, cue: int, *, first: bool) -> Words | None:
        """The words for who does what the verb at ``cue`` says; ``first``: it comes right after the quotation."""
        token = scene.parsed(cue)
        if token is None:
            return None
        sentence = scene.sentence(cue)
        if token.lower_.endswith(_PARTICIPLE):
            person = next((person for person in scene.people if person.end == cue - 1), None)
            if person is not None:
                return person
        if wished(token):
            token = token.head
        noun = (inverted_subject(token) or subject(token)) if first else (subject(token) or inverted_subject(token))
        if noun is None or scene.quoted_at(scene.offset(sentence, noun)) is not None:
            return None
        found = words(scene, sentence, noun)
        return found if _WORDS.fullmatch(scene.text, found.start, found.end) else None

    def _object(self, scene: Scene, match: re.Match[str]) -> Voice | None:
        token = scene.parsed(match.end())
        if token is None:
            return None
        sentence = scene.sentence(match.end())
        to = scene.parsed(match.end() - 3)
        noun = next((child for child in to.children if child.dep_ == "pobj"), None) if to is not None else None
        if noun is None:
            noun = token
            while noun.head.i > noun.i and noun.dep_ in ("det", "compound", "amod", "poss", "nmod"):
                noun = noun.head
        return Voice(words(scene, sentence, noun), (match.start(), match.start() + len(match[0].rstrip())), "according")


def _is_whole(scene: Scene, quoted: Quoted) -> bool:
    """Whether a quotation ends a sentence and a new one begins after it."""
    rest = scene.text[quoted.outer_end : quoted.outer_end + 2].strip()
    return scene.text[quoted.end - 1] in _STOPS and (not rest or rest[0].isupper())


def _closes(scene: Scene, quoted: Quoted, after: Voice) -> bool:
    """Whether an attribution follows right after a quotation that ends with a comma (``“…,” she said``)."""
    if scene.text[quoted.end - 1] != "," or after.mention is None or after.cue is None:
        return False
    return not scene.text[quoted.outer_end : min(after.mention.start, after.cue[0])].strip()
