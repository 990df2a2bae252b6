"""Who said a direct quotation: the verb beside it and the words that name the speaker."""

import re
from collections.abc import Iterator

from msgspec.structs import replace
from spacy.tokens import Token

from extractor.facts.quotes.cues import Cues, Finder, sender
from extractor.facts.quotes.mentions import words
from extractor.facts.quotes.nearby import after_verb, before_verb
from extractor.facts.quotes.quoted import Quoted
from extractor.facts.quotes.scene import Scene, Voice, Words
from extractor.facts.quotes.speech import Speech
from extractor.facts.quotes.tail import Tail
from extractor.text.syntax import lacks_agent, subject

_BY = re.compile(r"\s+by\s+(?:the\s+)?")
_NAME = re.compile(r"(?:[A-ZÀ-Þ][\w.’'-]*\s+){0,6}[A-ZÀ-Þ][\w’'-]*")
_THAT = re.compile(r"\bthat\s*$")
_TOLD = frozenset({"VBD", "VBZ", "VBN"})
_PRONOUNS = frozenset({"he", "she", "it", "they"})
_NOBODY = frozenset({"it", "that", "this", "which", "there"})
_STOPS = frozenset(".!?…")
_LEADS = frozenset(",:")
_BESIDE = " \n,:"
_AFTER_NAME = frozenset(":,(")
_LONG_LEAD = 30
_LONG_NAME = 9
_EARLY = 60
_TITLES_LENGTH = 40
_CONTENT = frozenset({"ccomp", "xcomp"})
_OBJECTS = frozenset({"dobj", "oprd"})


class Attributor(Finder):
    """Finds the voice of direct quotations."""

    def __init__(self, speech: Speech, cues: Cues) -> None:
        super().__init__(speech, cues)
        self._tail = Tail(speech, cues)

    def voice(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """The voice that the words beside a quotation name, or None where they name none."""
        voice = self._nearest(scene, quoted) or self._unnamed(scene, quoted)
        if voice is None or voice.mention is None or voice.cue is None:
            return voice
        if not _is_pronoun(scene, voice.mention):
            return voice
        find = self._named_before if voice.rule == "after" else self._above
        return replace(voice, outer=find(scene, quoted, voice.cue[0]))

    def _named_before(self, scene: Scene, quoted: Quoted, _: int) -> Words | None:
        """Who is named before a quotation that has an attribution after it (``Brook scolded him: “…,” she said``)."""
        lead = scene.text[self._sentence_start(scene, quoted) : quoted.outer_start].rstrip()
        before = self._before(scene, quoted) if lead and lead[-1] not in _STOPS else None
        if before is None or before.mention is None or _is_pronoun(scene, before.mention):
            return None
        return before.mention

    def _above(self, scene: Scene, _: Quoted, cue: int) -> Words | None:
        """Who says that the one at ``cue`` said so (``Brook said she recalled thinking, “…”``)."""
        token, sentence, outer = scene.parsed(cue), scene.sentence(cue), None
        for verb in token.ancestors if token is not None else ():
            noun = subject(verb) if self._may_say(verb) else None
            if noun is not None and scene.quoted_at(scene.offset(sentence, noun)) is None:
                outer = words(scene, sentence, noun)
        return outer

    def _nearest(self, scene: Scene, quoted: Quoted) -> Voice | None:
        if not quoted.closed:
            voice = self._tail.swallowed(scene, quoted)
            if voice is not None:
                return voice
        lead = scene.text[self._sentence_start(scene, quoted) : quoted.outer_start].rstrip()
        after = self._tail.voice(scene, quoted)
        if lead and lead[-1] in _LEADS and _is_whole(scene, quoted):
            return self._before(scene, quoted) or after or self._around(scene, quoted)
        if not lead or lead[-1] in _LEADS or (after is not None and _closes(scene, quoted, after)):
            return after or self._before(scene, quoted) or self._around(scene, quoted)
        return self._around(scene, quoted) or after or self._before(scene, quoted)

    def _before(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """``X said, “…”``, ``X said: “…”``, ``X: “…”`` and ``According to X, “…”``."""
        text, start = scene.text, self._sentence_start(scene, quoted)
        head = text[start : quoted.outer_start].rstrip()
        if quoted.closed and head.endswith(":") and (by := self._by(scene, start, quoted.outer_start)) is not None:
            return by
        nobody = None
        for match in self._verbs_before(scene, quoted):
            token = scene.parsed(match.start())
            if token is not None and lacks_agent(token):
                nobody = nobody or Voice(None, match.span(), "before")
                continue
            mention = self._cues.speaker(scene, match.start(), first=False)
            if mention is None or mention.start < start:
                first = not text[start : match.start()].strip()
                mention = after_verb(text, match.end(), quoted.outer_start) if first else None
                mention = mention or before_verb(text, start, match.start())
            if mention is not None:
                return Voice(mention, match.span(), "before")
        according = self._cues.according(scene, start, quoted.outer_start)
        return according or self._colon(scene, start, head) or nobody

    def _verbs_before(self, scene: Scene, quoted: Quoted) -> list[re.Match[str]]:
        """The verbs of saying between a quotation and the start of its sentence, the nearest one first."""
        start = self._sentence_start(scene, quoted)
        verbs = [
            match
            for match in self._speech.verb.finditer(scene.text, start, quoted.outer_start)
            if self._cues.is_cue(scene, match, beside=_is_beside(scene, match, quoted))
        ]
        return verbs[::-1]

    def _unnamed(self, scene: Scene, quoted: Quoted) -> Voice | None:
        """The verb right before a quotation, where nothing else tells who speaks."""
        verb = next(iter(self._verbs_before(scene, quoted)), None)
        return Voice(None, verb.span(), "before") if verb is not None and _is_beside(scene, verb, quoted) else None

    def _by(self, scene: Scene, start: int, end: int) -> Voice | None:
        """``We echo the appeal by X, commissioner for ports: “…”``: whose statement it is that a colon ends."""
        nouns = list(self._speech.statement.finditer(scene.text, start, end))
        by = _BY.match(scene.text, nouns[-1].end(), end) if nouns else None
        person = next(iter(scene.named(by.end(), min(by.end() + _TITLES_LENGTH, end))), None) if by else None
        return None if person is None else Voice(person, nouns[-1].span(), "before")

    def _colon(self, scene: Scene, start: int, head: str) -> Voice | None:
        """``X: “…”`` and ``X scolded him: “…”``."""
        if not head.endswith(":") or len(head.split()) > _LONG_LEAD:
            return None
        person = next(iter(scene.named(start, start + min(len(head), _EARLY))), None)
        name = _NAME.search(head)
        if person is not None:
            return Voice(person, None, "colon")
        if name is None or len(head.split()) > _LONG_NAME or self._speech.statement.search(head):
            return None
        if head[name.end() :].lstrip()[:1] not in _AFTER_NAME:
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
        found: list[tuple[tuple[bool, ...], Voice]] = []
        for verb, quoted_as in (*self._naming(scene, quoted), *_above(token)):
            if quoted_as == "done" and self._only_reports(verb):
                continue
            if (quoted_as == "said" or not found) and self._may_say(verb):
                at = scene.offset(sentence, verb)
                noun = subject(verb) if scene.quoted_at(at) is None and not lacks_agent(verb) else None
                if noun is not None and self._speech.is_paper(noun):
                    noun = sender(verb) or noun
                if noun is not None:
                    direct = self._is_direct(verb)
                    rank = (noun.lower_ in _NOBODY, not self._speech.speaks(noun), not direct)
                    found.append((rank, Voice(words(scene, sentence, noun), (at, at + len(verb)), "around")))
        return min(found, key=lambda item: item[0])[1] if found else self._meaning(scene, quoted, token)

    def _meaning(self, scene: Scene, quoted: Quoted, token: Token) -> Voice | None:
        """Who does what any verb says that a quoted clause with "that" depends on (``she made clear that “…”``)."""
        if not _THAT.search(scene.text, max(0, quoted.outer_start - len("that  ")), quoted.outer_start):
            return None
        sentence = scene.sentence(quoted.start)
        for verb in token.ancestors:
            noun = subject(verb) if verb.tag_ in _TOLD and verb.i < token.i and not lacks_agent(verb) else None
            if noun is not None and noun.i < verb.i and noun.lower_ not in _NOBODY and self._speech.speaks(noun):
                at = scene.offset(sentence, verb)
                return Voice(words(scene, sentence, noun), (at, at + len(verb)), "around")
        return None

    def _naming(self, scene: Scene, quoted: Quoted) -> Iterator[tuple[Token, str]]:
        """A verb of judging with its object right before a quotation (``called the council “…”``)."""
        before = scene.parsed(quoted.outer_start - 1) if quoted.outer_start else None
        for verb in _ending(before) if before is not None else ():
            if self._may_say(verb) and not self._is_direct(verb) and not self._only_reports(verb):
                yield verb, "said"

    def _is_direct(self, verb: Token) -> bool:
        known = self._speech.verbs.get(verb.lower_)
        return known is not None and known.direct

    def _only_reports(self, verb: Token) -> bool:
        """Whether a verb has words quoted only in a clause that it introduces ("found that “…”", not "found “…”")."""
        known = self._speech.verbs.get(verb.lower_)
        return known is not None and not known.direct and known.clause in ("bare", "that")

    def _may_say(self, verb: Token) -> bool:
        return verb.lower_ in self._speech.parts and verb.tag_.startswith("VB")

    def _sentence_start(self, scene: Scene, quoted: Quoted) -> int:
        """Where the words begin that may introduce a quotation: its sentence, after any quotation before it."""
        start, _ = scene.bounds(scene.sentence(quoted.outer_start))
        floor = scene.paragraph_start(quoted.outer_start)
        previous = scene.quoted_before(quoted.outer_start)
        if previous is not None:
            floor = max(floor, previous.outer_end)
        return max(start, floor)


def _is_beside(scene: Scene, verb: re.Match[str], quoted: Quoted) -> bool:
    return not scene.text[verb.end() : quoted.outer_start].strip(_BESIDE)


def _is_whole(scene: Scene, quoted: Quoted) -> bool:
    """Whether a quotation ends a sentence and a new one begins after it."""
    rest = scene.text[quoted.outer_end : quoted.outer_end + 2].strip()
    return scene.text[quoted.end - 1] in _STOPS and (not rest or rest[0].isupper())


def _closes(scene: Scene, quoted: Quoted, after: Voice) -> bool:
    """Whether an attribution follows right after a quotation that ends with a comma (``“…,” she said``)."""
    if scene.text[quoted.end - 1] != "," or after.mention is None or after.cue is None:
        return False
    return not scene.text[quoted.outer_end : min(after.mention.start, after.cue[0])].strip()


def _is_pronoun(scene: Scene, mention: Words) -> bool:
    return scene.text[mention.start : mention.end].lower() in _PRONOUNS


def _ending(token: Token) -> Iterator[Token]:
    """The token and those above it whose phrases end with it ("[called the council] …")."""
    yield token
    for higher in token.ancestors:
        if higher.right_edge.i != token.i:
            return
        yield higher


def _above(token: Token) -> Iterator[tuple[Token, str]]:
    """The token and those above it, and as what it stands below them: ``said``, ``done`` to or ``beside``.

    What somebody says is a clause ("he said [the council believed …]"), what is done to something its object.
    Each is followed by the verbs set in before it.
    """
    below = token
    for verb in (token, *token.ancestors):
        yield verb, "said" if below.dep_ in _CONTENT else "done" if below.dep_ in _OBJECTS else "beside"
        for child in verb.lefts:
            if child.dep_ in ("ccomp", "parataxis") and child.right_edge.i < token.i:
                yield child, "said"
        below = verb
