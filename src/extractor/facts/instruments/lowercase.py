"""Reads a head noun in small letters: with a name before it (the Minsk agreements), or described (the law on taxes)."""

import re

from msgspec.structs import replace

from extractor.facts.instruments.lexicon import Found, Lexicon, alike, words_of
from extractor.facts.instruments.titles import Noun, Reader, made_by
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.regex import lookbehind
from extractor.rules.gazetteer import OWNERS
from extractor.terms import LAWS, InstrumentType

_PAIR, _LONGEST_SUBJECT, _YEAR_FIGURES = 2, 6, 4
_DRAFT, _BEFORE, _AFTER = 30, 60, 90


def small(noun: Noun) -> Found | None:
    """The mention around the head noun at ``match``, or None where the noun names no law."""
    start = noun.start
    while before := lookbehind(SIGNS.noun_before, noun.text, start, 30):
        if before[1] in noun.not_after:
            return None
        if before[1] not in noun.words["noun"]:
            break
        start = before.start()
    first, sure = noun.reader.left(start)
    core = words_of(noun.text[first : noun.start])
    draft = drafted(noun)
    last = core[-1] if core and draft == noun.start else ""  # Draft-law
    unfit = noun.not_after | noun.words["generic"] | noun.words["cardinal"] | noun.words["ours"] | noun.words["owner"]
    conduct = noun.type == "code" and noun.patterns.goes_on.match(noun.text, noun.end)  # the MPs' code of conduct
    if conduct or not unfit.isdisjoint((last, *last.split("-"))) or made_by(last, noun.words["made"]):
        return _listed(noun) if conduct else None
    item = noun.found(first, noun.end, "title", core)
    item = noun.reader.with_tail(item, noun.forms)
    if plain := noun.patterns.plain_number.match(noun.text, item.end) if noun.type in LAWS else None:
        item = replace(item, end=plain.end(), number=plain["number"])  # draft law 4210
    if item.number:
        part = "part" in noun.forms and noun.patterns.of_law.match(noun.text, item.end)
        return None if part else replace(item, start=min(first, draft))
    treaty = _between(noun) if "parties" in noun.forms else None
    unnamed = noun.words["generic"] | noun.words["noun"] | noun.words["body"] | noun.words["when"]
    unnamed |= noun.words["rank"]
    names = [word for word in core if word not in unnamed]
    pair = noun.type == "treaty" and "-" in "".join(names) and sure  # the Norland-Chile association agreement
    if treaty or (not pair and (treaty := _listed(noun))):
        return treaty
    known = alike(*core, noun.word) in noun.lexicon.synonyms  # the UN charter
    nations = all(word in noun.lexicon.nations or word.isdecimal() for word in names)
    if not known and (first in (start, draft) or nations):
        return _described(noun)
    placed = "placed" not in noun.forms or noun.is_placed(item)
    return item if known or ("lower" in noun.forms and placed and (sure or noun.type == "bill")) else None


def _between(noun: Noun) -> Found | None:
    """The treaty between two states (or, where the noun is a name by itself, any two parties), with its subject."""
    opened = noun.patterns.parties.match(noun.text, noun.end)
    if opened is None or "between" not in opened[0]:
        return None
    end = noun.reader.right(opened.end("to"), frozenset((opened["opener"],)))
    parties = noun.text[opened.end() : end]
    if " and " not in parties or not ("lone" in noun.forms or between_states(parties, noun.lexicon)):
        return None
    kind = lookbehind(noun.patterns.kind_before, noun.text, noun.start, _BEFORE)
    new = kind is not None and kind["kind"].split(" ")[0] in noun.words["generic"]
    start = noun.start if kind is None or new else kind.start("kind")
    stop = subject(noun.reader, end, noun.patterns.purpose) or noun.reader.right(end, noun.words["purpose"])
    if stop == end and "lone" not in noun.forms and (kind is None or kind["article"].lower() != "the"):
        return None  # "an agreement between Norway and Chile", which is yet to come
    return noun.found(start, stop, "described", words_of(noun.text[start:stop]))


def between_states(parties: str, lexicon: Lexicon) -> bool:
    """Whether both parties to a treaty are states: their first words or last ones are names ("Government of Chile")."""
    each = [party.removeprefix("the ").split() for party in parties.strip().lower().split(" and ", 1)]
    names = [{words[0], *(" ".join(words[first:]) for first in range(len(words)))} for words in each if words]
    return len(names) == _PAIR and all(words & lexicon.nations.keys() for words in names)


def _listed(noun: Noun) -> Found | None:
    for pattern, kind in noun.lexicon.described:
        if noun.word.removesuffix("s") not in pattern.pattern:
            continue
        for named in pattern.finditer(noun.text, max(0, noun.start - _BEFORE), noun.end + _AFTER):
            if named.start() <= noun.start < named.end():
                core = tuple(word for word in words_of(named[0]) if word != noun.word)
                numbered = any(word.endswith("-point") for word in core[:1])
                core = core[:1] if numbered else core  # the 20-point peace plan is the 20-point plan
                return Found(named.start(), named.end(), "described", noun.word, kind, core)
    return None


def _described(noun: Noun) -> Found | None:
    if item := _titled(noun):
        return item
    stop = subject(noun.reader, noun.end) if "described" in noun.forms else None
    part = stop and words_of(noun.text[noun.end : stop])[-1] in noun.words["part"]  # on amendment to the Article | 26
    if stop and not part and not noun.patterns.of_another.match(noun.text, stop):
        start, core = drafted(noun), words_of(noun.text[noun.end : stop])
        return Found(start, stop, "described", noun.word, _kind(noun, start), core)
    if "lone" in noun.forms:
        return noun.found(noun.start, noun.end, "lone")
    return _constitution(noun) if "alone" in noun.forms else None


def _titled(noun: Noun) -> Found | None:
    """With a title behind it, in marks or with capitals (the bill on Amendments to the Tax Code)."""
    start, word = drafted(noun), noun.word.removesuffix("s")
    if quoted := titled(noun):
        if quoted["called"]:
            return called(noun, quoted)
        span = quoted.span("title") if "quoted" in noun.forms else (start, quoted.end())  # of several laws the titles
        return Found(*span, "title", word, _kind(noun, start), words_of(quoted["title"]))
    on = noun.patterns.on_subject.match(noun.text, noun.end) if {"bare", "quoted"} & noun.forms else None
    first = on["first"].lower() if on else ""
    named = on is not None and (on["on"] == "On" or start < noun.start)  # the draft law on Elections
    capital = named and first not in noun.words["when"]
    if on is None or not (capital or first in noun.words["opening"]):
        return None
    end = noun.reader.right(noun.end, ("on",))
    item = Found(start, end, "title", word, _kind(noun, start), words_of(noun.text[noun.end : end]))
    return replace(item, start=on.start("on"), head=noun.word) if noun.word == "laws" and on["on"] == "On" else item


def _kind(noun: Noun, start: int) -> InstrumentType:
    """The type that a noun gives: a draft of an act is a bill."""
    return "bill" if start < noun.start and noun.type == "act" else noun.type


def titled(noun: Noun) -> re.Match[str] | None:
    """The title in marks behind a head noun, or behind the body whose act it is (of the Riigikogu “On Ports”)."""
    if not {"bare", "quoted"} & noun.forms:
        return None
    body = noun.patterns.of_body.match(noun.text, noun.end)
    return noun.patterns.quoted.match(noun.text, body.end() - 1 if body else noun.end)


def called(noun: Noun, quoted: re.Match[str]) -> Found | None:
    """The title in marks by which a bill is called, unless a head noun ends it."""
    words = [word for word in words_of(quoted["title"]) if not word.isdecimal()]
    if words[-1] in noun.lexicon.nouns and quoted["title"][-1].isalnum():
        return None
    return noun.found(*quoted.span("title"), "title", tuple(words))


def drafted(noun: Noun) -> int:
    """Where a law begins with the word that says that it is a draft, or else with its noun."""
    draft = lookbehind(noun.patterns.drafted, noun.text, noun.start, _DRAFT)
    return draft.start() if draft else noun.start


def subject(reader: Reader, end: int, opener: re.Pattern[str] | None = None) -> int | None:
    """Where the subject of a described law ends: ``law on`` *human rights*; ``opener`` matches the words before."""
    opening = (opener or reader.patterns.subject).match(reader.text, end)
    last = _Subject(reader, opening.end(), agreed=opener is not None).end() if opening else None
    if last is None or reader.text.endswith(OWNERS, 0, last):  # the bill on the government's | proposed changes
        return None
    if inside := reader.patterns.in_land.match(reader.text, last):  # human rights in Norland
        return next((inside.end(at) for at in ("land", "first") if inside[at].lower() in reader.lexicon.nations), last)
    return last


class _Subject:
    """The words from a place on that may tell what a law is about; ``agreed``: by two states, so that it is a title."""

    def __init__(self, reader: Reader, start: int, *, agreed: bool) -> None:
        self._text, self._words, self._nouns, self._start = reader.text, reader.words, reader.lexicon.nouns, start
        words, nouns = self._words, self._nouns
        other = {word for word, head in nouns.items() if "described" not in head.forms and head.type != "treaty"}
        ends = other | (words["stop"] - words["office"]) | (words["break"] - words["connector"])
        first = SIGNS.subject_word.match(reader.text, start)
        self._changes = first is not None and first[0] in words["opening"]
        if agreed:
            ends -= words["connector"]
        if first and self._changes:
            ends = ends - nouns.keys() - {first[0]}  # on amending the procedural code
        self._ends, self._longest = ends, _LONGEST_SUBJECT * (1 + agreed) * (1 + self._changes)

    def end(self) -> int | None:
        """Where they end; None where they are none, or go on behind the longest subject."""
        text, connector = self._text, self._words["connector"]
        last, at, joined, before = None, self._start, False, ""
        farthest = at + _AFTER * (1 + self._changes)
        for count, word in enumerate(SIGNS.subject_word.finditer(text, at, farthest)):
            low, gap = word[0].lower(), text[at : word.start()]
            undated = low.isdecimal() and len(low) != _YEAR_FIGURES
            named = (joined or low.endswith(OWNERS)) and not (word[0].islower() or undated)
            small = word[0].islower() and (count < self._longest or low in connector or before == "of")
            over = count >= self._longest and last == at and gap.isspace() and low.isalpha()
            if over and not (small or named or low in self._ends):
                return None  # a resolution on granting more money to the national | grid
            if not (small or named) or gap.strip() or self._stops(low, before):
                break
            if low not in connector:
                last = word.end()
            elif last is None:
                break
            joined = named or self._joins(low, before)
            before, at = low, word.end()
        return last

    def _stops(self, low: str, before: str) -> bool:
        """Whether a word stands behind the subject: a verb or a noun of its own, or another law's."""
        words = self._words
        ended = low in self._ends and not (before == "to" and low in words["cardinal"])  # to some acts on schools
        another = not self._changes and low in self._nouns and before in words["another"]  # and the law on ports
        return ended or another or (before == "and" and low in words["several"])  # and two other agreements

    def _joins(self, low: str, before: str) -> bool:
        """Whether a name may stand behind a word."""
        article = low == "the" and (before.endswith(("of", "ing")) or (self._changes and before == "to"))
        return article or low in self._words["joining"] or (self._changes and low == "to")


def subjected(reader: Reader, item: Found) -> Found:
    """A numbered law with its subject behind the number: Law No. 12 of 2020 on Harbour Dues."""
    end = reader.right(item.end, ("on", "concerning", "regarding"))
    if end == item.end:
        titled = reader.patterns.bracketed.match(reader.text, end)
        end = titled.end() if titled else subject(reader, end) or end
    return replace(item, end=end, core=(*item.core, *words_of(reader.text[item.end : end])))


def _constitution(noun: Noun) -> Found | None:
    """``Turkey's constitution``, ``constitution of Turkey`` with the country, ``the constitution`` without article."""
    of = lookbehind(noun.patterns.of_country, noun.text, noun.start, 40)
    country = noun.lexicon.nations.get(of["country"].lower()) if of and of["country"] else None
    if not of or (of["country"] and not country):
        return None
    if of["year"]:
        return noun.found(of.start("year"), noun.end, "title", (of["year"],))
    state = None if country else noun.patterns.of_state.match(noun.text, noun.end)
    if state and (land := noun.lexicon.nations.get(state["country"].lower())):
        return noun.found(noun.start, state.end(), "alone", country=land)
    return noun.found(of.start("country") if country else noun.start, noun.end, "alone", country=country)
