"""Reads a head noun in small letters: with a name before it (the Minsk agreements), or described (the law on taxes)."""

import re

from msgspec.structs import replace

from extractor.data import Patterns
from extractor.facts.instruments.lexicon import Found, Head, Lexicon, alike, with_tail, words_of
from extractor.facts.instruments.titles import Reader, made_by
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.rules.gazetteer import OWNERS
from extractor.terms import LAWS, InstrumentType

_PAIR, _LONGEST_SUBJECT, _YEAR_FIGURES = 2, 6, 4
_DRAFT, _BEFORE, _AFTER = 30, 60, 90


def small(text: str, match: re.Match[str], head: Head, lexicon: Lexicon, reader: Reader) -> Found | None:
    """The mention around the head noun at ``match``, or None where the noun names no law."""
    start = match.start()
    while before := SIGNS.noun_before.search(text, max(0, start - 30), start):
        if before[1] in head.not_after:
            return None
        if before[1] not in lexicon.words["noun"]:
            break
        start = before.start()
    first, sure = reader.left(start)
    core = words_of(text[first : match.start()])
    draft = drafted(text, match, lexicon.patterns)
    last = core[-1] if core and draft == match.start() else ""  # Draft-law
    unfit = head.not_after | lexicon.words["generic"] | lexicon.words["cardinal"]
    conduct = head.type == "code" and lexicon.patterns.goes_on.match(text, match.end())  # the MPs' code of conduct
    if conduct or not unfit.isdisjoint((last, *last.split("-"))) or made_by(last, lexicon.words["made"]):
        return _listed(text, match, head, lexicon) if conduct else None
    item = Found(first, match.end(), "title", head.word, head.type, core)
    item = with_tail(text, item, lexicon.patterns, head.forms)
    if plain := lexicon.patterns.plain_number.match(text, item.end) if head.type in LAWS else None:
        item = replace(item, end=plain.end(), number=plain["number"])  # draft law 4210
    if item.number:
        part = "part" in head.forms and lexicon.patterns.of_law.match(text, item.end)
        return None if part else replace(item, start=min(first, draft))
    treaty = _between(text, match, head, lexicon, reader) if "parties" in head.forms else None
    unnamed = lexicon.words["generic"] | lexicon.words["noun"] | lexicon.words["body"] | lexicon.words["when"]
    unnamed |= lexicon.words["rank"]
    names = [word for word in core if word not in unnamed]
    pair = head.type == "treaty" and "-" in "".join(names) and sure  # the Norland-Chile association agreement
    if treaty or (not pair and (treaty := _listed(text, match, head, lexicon))):
        return treaty
    known = alike(*core, head.word) in lexicon.synonyms  # the UN charter
    if not known and (first in (start, draft) or all(word in lexicon.nations or word.isdecimal() for word in names)):
        return _described(text, match, head, lexicon, reader)
    return item if known or ("lower" in head.forms and (sure or head.type == "bill")) else None


def _between(text: str, match: re.Match[str], head: Head, lexicon: Lexicon, reader: Reader) -> Found | None:
    """The treaty between two states (or, where the noun is a name by itself, any two parties), with its subject."""
    opened = lexicon.patterns.parties.match(text, match.end())
    if opened is None or "between" not in opened[0]:
        return None
    end = reader.right(opened.end("to"), frozenset((opened["opener"],)))
    parties = text[opened.end() : end]
    if " and " not in parties or not ("lone" in head.forms or between_states(parties, lexicon)):
        return None
    kind = lexicon.patterns.kind_before.search(text, max(0, match.start() - _BEFORE), match.start())
    new = kind is not None and kind["kind"].split(" ")[0] in lexicon.words["generic"]
    start = match.start() if kind is None or new else kind.start("kind")
    stop = subject(text, end, lexicon, lexicon.patterns.purpose) or reader.right(end, lexicon.words["purpose"])
    if stop == end and "lone" not in head.forms and (kind is None or kind["article"].lower() != "the"):
        return None  # "an agreement between Norway and Chile", which is yet to come
    return Found(start, stop, "described", head.word, head.type, words_of(text[start:stop]))


def between_states(parties: str, lexicon: Lexicon) -> bool:
    """Whether both parties to a treaty are states: their first words or last ones are names ("Government of Chile")."""
    each = [party.removeprefix("the ").split() for party in parties.strip().lower().split(" and ", 1)]
    names = [{words[0], *(" ".join(words[first:]) for first in range(len(words)))} for words in each if words]
    return len(names) == _PAIR and all(words & lexicon.nations.keys() for words in names)


def _listed(text: str, match: re.Match[str], head: Head, lexicon: Lexicon) -> Found | None:
    """A law that the table of described ones has."""
    for pattern, kind in lexicon.described:
        if head.word.removesuffix("s") not in pattern.pattern:
            continue
        for named in pattern.finditer(text, max(0, match.start() - _BEFORE), match.end() + _AFTER):
            if named.start() <= match.start() < named.end():
                core = tuple(word for word in words_of(named[0]) if word != head.word)
                return Found(named.start(), named.end(), "described", head.word, kind, core)
    return None


def _described(text: str, match: re.Match[str], head: Head, lexicon: Lexicon, reader: Reader) -> Found | None:
    if item := _titled(text, match, head, lexicon, reader):
        return item
    stop = subject(text, match.end(), lexicon) if "described" in head.forms else None
    part = stop and words_of(text[match.end() : stop])[-1] in lexicon.words["part"]  # on amendment to the Article | 26
    if stop and not part and not lexicon.patterns.of_another.match(text, stop):
        start, core = drafted(text, match, lexicon.patterns), words_of(text[match.end() : stop])
        return Found(start, stop, "described", head.word, _kind(start, match, head), core)
    if "lone" in head.forms:
        return Found(match.start(), match.end(), "lone", head.word, head.type)
    return _constitution(text, match, head, lexicon) if "alone" in head.forms else None


def _titled(text: str, match: re.Match[str], head: Head, lexicon: Lexicon, reader: Reader) -> Found | None:
    """With a title behind it, in marks or with capitals (the bill on Amendments to the Tax Code)."""
    start, noun = drafted(text, match, lexicon.patterns), head.word.removesuffix("s")
    if quoted := titled(text, match.end(), head, lexicon.patterns):
        if quoted["called"]:
            return called(quoted, head, lexicon)
        kind = _kind(start, match, head)
        if "quoted" in head.forms:  # of several laws the titles alone are the names
            return Found(*quoted.span("title"), "title", noun, kind, words_of(quoted["title"]))
        return Found(start, quoted.end(), "title", noun, kind, words_of(quoted["title"]))
    on = lexicon.patterns.on_subject.match(text, match.end()) if {"bare", "quoted"} & head.forms else None
    first = on["first"].lower() if on else ""
    named = on is not None and (on["on"] == "On" or start < match.start())  # the draft law on Elections
    capital = named and first not in lexicon.words["when"]
    if on is None or not (capital or first in lexicon.words["opening"]):
        return None
    end = reader.right(match.end(), ("on",))
    return Found(start, end, "title", noun, _kind(start, match, head), words_of(text[match.end() : end]))


def _kind(start: int, match: re.Match[str], head: Head) -> InstrumentType:
    """The type that a noun gives: a draft of an act is a bill."""
    return "bill" if start < match.start() and head.type == "act" else head.type


def titled(text: str, end: int, head: Head, patterns: Patterns) -> re.Match[str] | None:
    """The title in marks behind a head noun, or behind the body whose act it is (of the Riigikogu “On Ports”)."""
    if not {"bare", "quoted"} & head.forms:
        return None
    body = patterns.of_body.match(text, end)
    return patterns.quoted.match(text, body.end() - 1 if body else end)


def called(quoted: re.Match[str], head: Head, lexicon: Lexicon) -> Found | None:
    """The title in marks by which a bill is called, unless a head noun ends it."""
    words = [word for word in words_of(quoted["title"]) if not word.isdecimal()]
    if words[-1] in lexicon.nouns and quoted["title"][-1].isalnum():
        return None
    return Found(*quoted.span("title"), "title", head.word, head.type, tuple(words))


def drafted(text: str, match: re.Match[str], patterns: Patterns) -> int:
    """Where a law begins with the word that says that it is a draft, or else with its noun."""
    draft = patterns.drafted.search(text, max(0, match.start() - _DRAFT), match.start())
    return draft.start() if draft else match.start()


def subject(text: str, end: int, lexicon: Lexicon, opener: re.Pattern[str] | None = None) -> int | None:
    """Where the subject of a described law ends: ``law on`` *human rights*; ``opener`` matches the words before."""
    opening = (opener or lexicon.patterns.subject).match(text, end)
    if not opening:
        return None
    ends = (
        {noun for noun, head in lexicon.nouns.items() if "described" not in head.forms and head.type != "treaty"}
        | (lexicon.words["stop"] - lexicon.words["office"])
        | (lexicon.words["break"] - lexicon.words["connector"])
    )
    longest = _LONGEST_SUBJECT
    if opener:  # what two states agreed on is a title
        longest, ends = 2 * longest, ends - lexicon.words["connector"]
    last, at, joined, before = None, opening.end(), False, ""
    first = SIGNS.subject_word.match(text, at)
    changes = first is not None and first[0] in lexicon.words["opening"]
    if first and changes:
        longest = 2 * longest
        ends = ends - lexicon.nouns.keys() - {first[0]}  # on amending the procedural code
    for count, word in enumerate(SIGNS.subject_word.finditer(text, at, at + _AFTER * (1 + changes))):
        low = word[0].lower()
        undated = low.isdecimal() and len(low) != _YEAR_FIGURES
        named = (joined or low.endswith(OWNERS)) and not (word[0].islower() or undated)
        small = word[0].islower() and (count < longest or low in lexicon.words["connector"])
        ended = low in ends and not (before == "to" and low in lexicon.words["cardinal"])  # to some acts on schools
        another = not changes and low in lexicon.nouns and before in lexicon.words["another"]  # and the law on ports
        goes_on = count >= longest and last == at and low.isalpha() and text[at : word.start()].isspace()
        if goes_on and not (small or named or low in ends):
            return None  # a resolution on granting more money to the national | grid
        if not (small or named) or text[at : word.start()].strip() or ended or another:
            break
        if low not in lexicon.words["connector"]:
            last = word.end()
        elif last is None:
            break
        joined = named or low in lexicon.words["joining"] or (low == "the" and before.endswith(("of", "ing")))
        joined = joined or (changes and (low == "to" or (low == "the" and before == "to")))
        before = low
        at = word.end()
    return last


def subjected(text: str, item: Found, lexicon: Lexicon, reader: Reader) -> Found:
    """A numbered law with its subject behind the number: Law No. 12 of 2020 on Harbour Dues."""
    end = reader.right(item.end, ("on", "concerning", "regarding"))
    if end == item.end:
        titled = lexicon.patterns.bracketed.match(text, end)
        end = titled.end() if titled else subject(text, end, lexicon) or end
    return replace(item, end=end, core=(*item.core, *words_of(text[item.end : end])))


def _constitution(text: str, match: re.Match[str], head: Head, lexicon: Lexicon) -> Found | None:
    """``Turkey's constitution`` with the country, ``the constitution`` without its article."""
    of = lexicon.patterns.of_country.search(text, max(0, match.start() - 40), match.start())
    country = lexicon.nations.get(of["country"].lower()) if of and of["country"] else None
    if not of or (of["country"] and not country):
        return None
    if of["year"]:
        return Found(of.start("year"), match.end(), "title", head.word, head.type, (of["year"],))
    start = of.start("country") if country else match.start()
    return Found(start, match.end(), "alone", head.word, head.type, country=country)
