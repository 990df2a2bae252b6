"""Reads a head noun that is written with a capital: a title, a numbered law, or "the Act" standing for one."""

import re

from msgspec.structs import replace

from extractor.data import Patterns
from extractor.facts.instruments.lexicon import Found, Head, Lexicon, with_tail, words_of
from extractor.facts.instruments.lowercase import between_states, called, drafted, subject, subjected, titled
from extractor.facts.instruments.titles import Reader
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.terms import LAWS

_LONGEST_TITLE = 120
_NO_OWNERS = ("stop", "generic", "outer", "body", "owner")
_OF = frozenset(("of", "the"))
_SHORTEST_NAME, _YEAR_FIGURES, _LONGEST_ACRONYM, _LONGEST_WORD = 2, 4, 2, 6


def capital(text: str, match: re.Match[str], head: Head, lexicon: Lexicon, reader: Reader) -> Found | None:
    """The mention around the head noun at ``match``, or None where the noun names no law."""
    start, sure = reader.left(match.start())
    if "closes" in head.forms and start < match.start():
        start = _quoted(text, start, match.end(), lexicon)
    if start == match.start() and head.type in LAWS:
        start = _owned(text, start, head, lexicon)
    core = words_of(text[start : match.start()])
    of_committee = head.type == "plan" and lexicon.patterns.committee.search(text, max(0, start - 30), start)
    sure = sure or bool(lexicon.patterns.changed.search(text, max(0, start - 30), start))
    of_body = head.type not in LAWS and lexicon.patterns.body_for.search(text, start, match.start())
    if of_committee or of_body or (core and not _fits(text, start, match, head)):
        return None
    quoted = titled(text, match.end(), head, lexicon.patterns)
    if quoted and quoted["called"]:
        return called(quoted, head, lexicon)
    end = quoted.end() if quoted else _end(text, match, head, lexicon, reader, titled=bool(core))
    item = Found(start, end, "title", head.word, head.type, core)
    item = with_tail(text, item, lexicon.patterns, head.forms)
    if item.number and (longer := _behind_number(text, item, head, lexicon, reader)).end > item.end:
        return longer
    if end > match.end():
        if "parties" in head.forms and text[match.end() :].lstrip().startswith("between"):
            stop = subject(text, end, lexicon, lexicon.patterns.purpose)
            item, end = (replace(item, end=stop), stop) if stop else (item, end)
        return _opened(text, item, words_of(text[match.end() : end]), lexicon)
    if described := _of_subject(text, item, end, head, lexicon):
        return described
    marked = not match[0].isupper() and (sure or bool(lexicon.patterns.the.search(text, max(0, start - 6), start)))
    return None if _follows(text, match, item, lexicon) else _plain(text, item, head, lexicon, marked=marked, sure=sure)


def _of_subject(text: str, item: Found, end: int, head: Head, lexicon: Lexicon) -> Found | None:
    """A law of a body, or a draft, that only its subject names: the Draft Law for the approval of the dues."""
    own = lexicon.words["body"] | _OF
    plain = own | lexicon.words["generic"]
    if not plain.issuperset(item.core) or "described" not in head.forms or head.type == "resolution":
        return None
    stop = subject(text, end, lexicon, lexicon.patterns.purpose if head.type == "treaty" else None) or end
    behind = words_of(text[end:stop])
    known = set(item.core) <= own or not lexicon.words["opening"].isdisjoint(behind)
    return replace(item, end=stop, form="described", core=behind) if behind and known else None


def _behind_number(text: str, item: Found, head: Head, lexicon: Lexicon, reader: Reader) -> Found:
    """With what is told behind the number: Protocol No. 2 to the Harbour Convention, Law No. 12 on Harbour Dues."""
    if item.type == "treaty" and (end := reader.right(item.end, ("to",))) > item.end:
        return replace(item, end=end, core=(*item.core, *words_of(text[item.end : end])))
    lone = not set(item.core) & {"on", "of"}
    return subjected(text, item, lexicon, reader) if lone and head.type in ("act", "bill", "decree") else item


def enacting(text: str, match: re.Match[str], head: Head, patterns: Patterns, reader: Reader) -> Found | None:
    """A law that is called by what it does ("An Act to amend the Harbours Act"), or by who made it and on what."""
    behind = {"bill": patterns.for_an_act, "regulation": patterns.union}.get(head.type)
    if behind and (made := behind.match(text, match.end())):
        return Found(match.start(), made.end(), "title", head.word, head.type, words_of(made[0]))
    if "enacting" not in head.forms:
        return None
    if day := patterns.of_day.match(text, match.end()):  # the Act of 12 May 2023 on Ports
        does = patterns.enacting.match(text, day.end())
        end = does.end() if does and does["titled"] else reader.right(day.end(), ("on", "concerning", "of"))
        start = match.start() if head.type in LAWS else reader.left(match.start())[0]  # Royal | Decree
        return Found(start, end, "title", head.word, head.type, words_of(text[match.end() : end]), year=day["year"])
    some = patterns.an.search(text, max(0, match.start() - 4), match.start())
    if match[0].istitle() and patterns.begins.search(text, max(0, match.start() - 6), match.start()):
        doing = patterns.doing.match(text, match.end())
        if doing:
            return Found(match.start(), doing.end(), "title", head.word, head.type, words_of(doing[0]))
    purpose = patterns.enacting.match(text, match.end())
    if purpose and not (purpose["titled"] or (head.type != "bill" and (some or purpose["amends"]))):
        purpose = None  # a bill to amend the Harbours Act
    lead = (patterns.numbered, patterns.entitled) if head.type == "act" and match[0] == "Act" else ()
    titled = any(form.search(text, max(0, match.start() - 20), match.start()) for form in lead)
    whole = patterns.an_act.match(text, match.end()) if titled else None
    end = max(found.end() if found else -1 for found in (purpose, whole))
    if end < 0:
        return None
    start = drafted(text, match, patterns) if head.type in LAWS else reader.left(match.start())[0]
    kind = "bill" if head.type == "act" else head.type
    return Found(start, end, "title", head.word, kind, words_of(text[match.end() : end]))


def _end(text: str, match: re.Match[str], head: Head, lexicon: Lexicon, reader: Reader, *, titled: bool) -> int:
    """Where the title ends, with what a small word opens behind its noun: the Law of Ukraine "On Harbours"."""
    end = reader.right(match.end(), head.after)
    body = lexicon.patterns.of_body_on.match(text, match.end()) if end == match.end() and "on" in head.after else None
    if body:
        end = reader.right(body.end() - 1, ("on",))
    if head.type == "treaty" and end > match.end():
        stop = reader.right(end, ("between",))
        end = stop if between_states(text[end:stop].partition("between")[2], lexicon) else end
        lone = text.find(" between ", match.end(), end)
        end = lone if lone >= 0 and " and " not in text[lone:end] else end  # a party of whose other no title speaks
    behind = words_of(text[match.end() : end])
    if not titled and behind[:1] == ("to",) and not lexicon.nouns.keys() & set(behind):
        return match.end()  # "sent the Protocol to the Senate"
    named = lexicon.patterns.quoted.match(text, end) if behind and behind[-1] in lexicon.nations else None
    return named.end() if named else end


def _opened(text: str, item: Found, behind: tuple[str, ...], lexicon: Lexicon) -> Found | None:
    """With the words that open behind it; none where they name nothing (Declaration of Policy)."""
    if not item.core:
        opened = item.type == "plan" and behind[0] in lexicon.nouns[item.head].after
        some = opened and not lexicon.patterns.one.search(text, max(0, item.start - 40), item.start)
        if some or set(behind) <= lexicon.words["vague"] | _OF:
            return None
    loose = not item.core or set(item.core) <= lexicon.words["never"]
    if item.head == "law" and behind[0] == "of" and loose and not any(word in lexicon.nations for word in behind):
        return None  # a Bachelor of Laws in the Law of Obligations
    last = lexicon.nouns.get(behind[-1 - behind[-1].isdecimal()]) if behind[1:] else None
    if last and item.type not in LAWS and last.type in LAWS and "closes" in last.forms:
        item = replace(item, type=last.type, head=last.word)  # the Code of Civil Procedure Act
    return replace(item, core=(*item.core, *behind))


def _quoted(text: str, start: int, end: int, lexicon: Lexicon) -> int:
    """Where a title between marks begins, of which the capitals alone gave only the end; not where a sentence does."""
    opening = lexicon.patterns.mark_before.search(text, max(0, start - _LONGEST_TITLE), start)
    if not opening or not lexicon.patterns.mark_behind.match(text, end):
        return start
    small = {word for word in opening["title"].split() if word.islower()}
    return opening.start("title") if small <= lexicon.words["connector"] else start


def _owned(text: str, start: int, head: Head, lexicon: Lexicon) -> int:
    """Where the owner of a law begins (Kevin's Law), or ``start``."""
    owner = lexicon.patterns.owner.search(text, max(0, start - 30), start) if "owned" in head.forms else None
    low = owner["name"].lower() if owner else ""
    if not owner or low in lexicon.nations or any(low in lexicon.words[kind] for kind in _NO_OWNERS):
        return start
    return owner.start()


def _plain(text: str, item: Found, head: Head, lexicon: Lexicon, *, marked: bool, sure: bool) -> Found | None:
    """A noun with nothing but a title before it, or with nothing at all."""
    core = set(item.core)
    parts = {part for word in core for part in word.split("-")}
    if parts & lexicon.words["cardinal"] and parts <= lexicon.words["cardinal"] | lexicon.words["generic"]:
        return None  # Four Bills
    changing = core & lexicon.words["nameless"]
    if changing and core <= changing | lexicon.words["generic"] and not (item.number or item.year):
        return None  # the entire Amendment Act
    if core and core <= lexicon.words["body"] and (item.number or head.type == "resolution"):
        return replace(item, form="number" if item.number else "bare", core=())
    several = head.type == "treaty" and head.word.endswith("s")  # UN conventions
    if core and core <= lexicon.words["body"] and (head.type == "bill" or several) and not item.year:
        return None
    if core <= lexicon.words["generic"] | (lexicon.words["never"] if "alone" in head.forms else frozenset()):
        return _nameless(text, item, head, lexicon, marked=marked)
    return item if _names(text, item, head, lexicon, sure=sure) else None


def _fits(text: str, start: int, match: re.Match[str], head: Head) -> bool:
    """Whether title and head noun are written alike; a headline in capitals is no title of the "Bill" after it."""
    title = text[start : match.start()]
    words = words_of(title)
    if words[-1] in head.not_after:
        return False
    if match[0].isupper():
        if head.type in ("plan", "rules") or (head.type == "treaty" and "named" in head.forms):
            return False
        return title.isupper() and not (head.word == "act" and SIGNS.postcode.match(text, match.end()))
    if head.word == "bill" and max(map(len, words)) <= _SHORTEST_NAME:
        return False
    known = text.endswith(" the ", 0, start)  # the USA PATRIOT Act
    long = len(words) > 1 and max(map(len, words)) > _LONGEST_WORD and not known
    return not (title.isupper() and (long or len(title.split()) > _LONGEST_ACRONYM))


def _follows(text: str, match: re.Match[str], item: Found, lexicon: Lexicon) -> bool:
    """Whether a capital after the noun says that the noun is part of another name (Charter School, Bill Smith)."""
    named = "named" in lexicon.nouns[item.head].forms
    if item.end != match.end() or (item.type == "act" and not named):
        return False
    if follows(text, match.end(), lexicon):
        return True
    after = (SIGNS.next_of_named if named else SIGNS.next_capital).match(text, match.end())
    if not after or after[1].lower() in lexicon.words["stop"] | lexicon.words["connector"] | lexicon.words["part"]:
        return False
    prose = SIGNS.prose.search(text, max(0, item.start - 30), item.start)  # of the Institute of Affairs Bill Smith
    wide = SIGNS.wide_end.search(text, item.start, match.start())
    holder = item.core[-1:] and item.core[-1] in lexicon.words["holder"]  # Chief Executive Bill Smith
    return bool(wide or holder or prose) or not (item.type == "bill" and item.core)


def follows(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether the word behind a noun makes a body or an event of it."""
    word = SIGNS.word_after.match(text, end)
    return word is not None and word[1].lower() in lexicon.words["follows"]


def _nameless(text: str, item: Found, head: Head, lexicon: Lexicon, *, marked: bool) -> Found | None:
    """A noun without a title: numbered, a name by itself, or standing for a law named elsewhere."""
    if item.number is not None and (item.core or "number" in head.forms):
        part = "part" in head.forms and lexicon.patterns.of_law.match(text, item.end)
        return None if part else replace(item, form="title" if item.core or head.type not in LAWS else "number")
    if "alone" in head.forms:
        before = max(0, item.start - 30), item.start
        return None if lexicon.patterns.committee.search(text, *before) else replace(item, form="alone")
    if "lone" in head.forms:
        return replace(item, form="lone")
    return replace(item, form="bare") if head.forms & {"bare", "again"} and marked else None


def _codified(word: str, lexicon: Lexicon) -> bool:
    """Whether a code may be called by one word."""
    places = lexicon.words["town"], lexicon.nations, lexicon.demonyms
    known = word in lexicon.words["code"] or any(word in each for each in places)
    return known or lexicon.patterns.of_laws.search(word) is not None


def _names(text: str, item: Found, head: Head, lexicon: Lexicon, *, sure: bool) -> bool:
    """Whether title and noun are enough to be a name."""
    if item.number is not None:
        return True
    one = head.word == "code" and len(item.core) == 1
    listed = one and text.endswith((", ", " and "), 0, item.start)  # the Labour Code, Customs Code
    long = listed or " of " in head.word or (head.word == "code" and not one)
    open_ = "named" in head.forms and not set(item.core).isdisjoint(lexicon.words["connector"] - lexicon.words["and"])
    unsure = not (sure or long) and ("named" in head.forms or head.type in ("plan", "rules"))
    if (open_ or unsure or (one and not _codified(item.core[0], lexicon))) and not item.year:
        return False  # the Emotion Code
    figures = "".join(item.core)
    undated = "dated" in head.forms and item.year is None
    if undated or (figures.isdecimal() and (head.type == "plan" or len(figures) != _YEAR_FIGURES)):
        return False
    if "placed" in head.forms:
        places = (lexicon.words["town"], lexicon.nations.keys(), lexicon.words["among"])
        return not all(words.isdisjoint(item.core) for words in places)
    titled = bool(head.forms & {"title", "named", "dated", "alone"})
    enacted = head.type in ("act", "bill", "code", "constitution") and head.word != "law"
    amended = lexicon.patterns.amended.search(text, max(0, item.start - 30), item.start)
    known = enacted or amended is not None
    return titled and (known or not set(item.core) <= lexicon.words["never"] | lexicon.demonyms)
