"""Reads a head noun that is written with a capital: a title, a numbered law, or "the Act" standing for one."""

from msgspec.structs import replace

from extractor.entities.naming import initials
from extractor.facts.instruments.lexicon import Found, Lexicon, words_of
from extractor.facts.instruments.lowercase import between_states, called, drafted, subject, subjected, titled
from extractor.facts.instruments.titles import Noun, Reader
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.regex import lookbehind
from extractor.rules.gazetteer import CLOSED
from extractor.terms import LAWS

_LONGEST_TITLE = 120
_NO_OWNERS = ("stop", "generic", "outer", "body", "owner")
_SHORTEST_NAME, _YEAR_FIGURES, _LONGEST_ACRONYM, _LONGEST_WORD = 2, 4, 2, 6


def capital(noun: Noun) -> Found | None:
    """The mention around the head noun at ``match``, or None where the noun names no law."""
    start, sure = noun.reader.left(noun.start)
    if "closes" in noun.forms and start < noun.start:
        start = _quoted(noun, start)
    if start == noun.start and noun.type in LAWS:
        start = _owned(noun, start)
    core = words_of(noun.text[start : noun.start])
    of_committee = noun.type == "plan" and lookbehind(noun.patterns.committee, noun.text, start, 30)
    sure = sure or bool(lookbehind(noun.patterns.changed, noun.text, start, 30))
    of_body = noun.type not in LAWS and noun.patterns.body_for.search(noun.text, start, noun.start)
    if of_committee or of_body or (core and not _fits(noun, start)):
        return None
    quoted = titled(noun)
    if quoted and quoted["called"]:
        return called(noun, quoted)
    end = quoted.end() if quoted else _end(noun, titled=bool(core))
    item = noun.found(start, end, "title", core)
    item = noun.reader.with_tail(item, noun.forms)
    if item.number and (longer := _behind_number(noun, item)).end > item.end:
        return longer
    if end > noun.end:
        if "parties" in noun.forms and noun.text[noun.end :].lstrip().startswith("between"):
            stop = subject(noun.reader, end, noun.patterns.purpose)
            item, end = (replace(item, end=stop), stop) if stop else (item, end)
        return _opened(noun.reader, item, words_of(noun.text[noun.end : end]))
    if described := _of_subject(noun, item, end):
        return described
    marked = not noun.said.isupper() and (sure or bool(lookbehind(noun.patterns.the, noun.text, start, 6)))
    return None if _follows(noun, item) else _plain(noun, item, marked=marked, sure=sure)


def _of_subject(noun: Noun, item: Found, end: int) -> Found | None:
    """A law of a body, or a draft, that only its subject names: the Draft Law for the approval of the dues."""
    own = noun.words["body"] | CLOSED["small"]
    plain = own | noun.words["generic"]
    if not plain.issuperset(item.core) or "described" not in noun.forms or noun.type == "resolution":
        return None
    stop = subject(noun.reader, end, noun.patterns.purpose if noun.type == "treaty" else None) or end
    behind = words_of(noun.text[end:stop])
    known = set(item.core) <= own or not noun.words["opening"].isdisjoint(behind)
    return replace(item, end=stop, form="described", core=behind) if behind and known else None


def _behind_number(noun: Noun, item: Found) -> Found:
    """With what is told behind the number: Protocol No. 2 to the Harbour Convention, Law No. 12 on Harbour Dues."""
    if item.type == "treaty" and (end := noun.reader.right(item.end, ("to",))) > item.end:
        return replace(item, end=end, core=(*item.core, *words_of(noun.text[item.end : end])))
    lone = not set(item.core) & {"on", "of"}
    return subjected(noun.reader, item) if lone and noun.type in ("act", "bill", "decree") else item


def enacting(noun: Noun) -> Found | None:
    """A law that is called by what it does ("An Act to amend the Harbours Act"), or by who made it and on what."""
    behind = {"bill": noun.patterns.for_an_act, "regulation": noun.patterns.union}.get(noun.type)
    if behind and (made := behind.match(noun.text, noun.end)):
        return noun.found(noun.start, made.end(), "title", words_of(made[0]))
    if "enacting" not in noun.forms:
        return None
    if day := noun.patterns.of_day.match(noun.text, noun.end):  # the Act of 12 May 2023 on Ports
        does = noun.patterns.enacting.match(noun.text, day.end())
        end = does.end() if does and does["titled"] else noun.reader.right(day.end(), ("on", "concerning", "of"))
        start = noun.start if noun.type in LAWS else noun.reader.left(noun.start)[0]  # Royal | Decree
        return noun.found(start, end, "title", words_of(noun.text[noun.end : end]), year=day["year"])
    some = lookbehind(noun.patterns.an, noun.text, noun.start, 4)
    if noun.said.istitle() and lookbehind(noun.patterns.begins, noun.text, noun.start, 6):
        doing = noun.patterns.doing.match(noun.text, noun.end)
        if doing:
            return noun.found(noun.start, doing.end(), "title", words_of(doing[0]))
    purpose = noun.patterns.enacting.match(noun.text, noun.end)
    if purpose and not (purpose["titled"] or (noun.type != "bill" and (some or purpose["amends"]))):
        purpose = None  # a bill to amend the Harbours Act
    lead = (noun.patterns.numbered, noun.patterns.entitled) if noun.type == "act" and noun.said == "Act" else ()
    titled = any(lookbehind(form, noun.text, noun.start, 20) for form in lead)
    whole = noun.patterns.an_act.match(noun.text, noun.end) if titled else None
    end = max(found.end() if found else -1 for found in (purpose, whole))
    if end < 0:
        return None
    start = drafted(noun) if noun.type in LAWS else noun.reader.left(noun.start)[0]
    kind = "bill" if noun.type == "act" else noun.type
    return Found(start, end, "title", noun.word, kind, words_of(noun.text[noun.end : end]))


def _end(noun: Noun, *, titled: bool) -> int:
    """Where the title ends, with what a small word opens behind its noun: the Law of Ukraine "On Harbours"."""
    end = noun.reader.right(noun.end, noun.after)
    body = noun.patterns.of_body_on.match(noun.text, noun.end) if end == noun.end and "on" in noun.after else None
    if body:
        end = noun.reader.right(body.end() - 1, ("on",))
    if noun.type == "treaty" and end > noun.end:
        stop = noun.reader.right(end, ("between",))
        end = stop if between_states(noun.text[end:stop].partition("between")[2], noun.lexicon) else end
        lone = noun.text.find(" between ", noun.end, end)
        if lone >= 0 and " and " not in noun.text[lone:end]:
            end = lone  # a party of whose other no title speaks
    behind = words_of(noun.text[noun.end : end])
    if not titled and behind[:1] == ("to",) and not noun.lexicon.nouns.keys() & set(behind):
        return noun.end  # "sent the Protocol to the Senate"
    named = noun.patterns.quoted.match(noun.text, end) if behind and behind[-1] in noun.lexicon.nations else None
    return named.end() if named else end


def _opened(reader: Reader, item: Found, behind: tuple[str, ...]) -> Found | None:
    """With the words that open behind it; none where they name nothing (Declaration of Policy)."""
    if not item.core:
        opened = item.type == "plan" and behind[0] in reader.lexicon.nouns[item.head].after
        some = opened and not lookbehind(reader.patterns.one, reader.text, item.start, 40)
        if some or set(behind) <= reader.words["vague"] | CLOSED["small"]:
            return None
    loose = set(item.core) <= reader.words["never"] and reader.lexicon.nations.keys().isdisjoint(behind)
    if item.head == "law" and behind[0] == "of" and loose:
        return None  # a Bachelor of Laws in the Law of Obligations
    at = len(behind) - 1 - behind[-1].isdecimal()
    last = reader.lexicon.nouns.get(behind[at]) if at > 0 else None
    if last and item.type not in LAWS and last.type in LAWS and "closes" in last.forms:
        behind = item.head, *behind[:at], *behind[at + 1 :]
        item = replace(item, type=last.type, head=last.word)  # the Code of Civil Procedure Act
    return replace(item, core=(*item.core, *behind))


def _quoted(noun: Noun, start: int) -> int:
    """Where a title between marks begins, of which the capitals alone gave only the end; not where a sentence does."""
    opening = lookbehind(noun.patterns.mark_before, noun.text, start, _LONGEST_TITLE)
    if not opening or not noun.patterns.mark_behind.match(noun.text, noun.end):
        return start
    small = {word for word in opening["title"].split() if word.islower()}
    return opening.start("title") if small <= noun.words["connector"] else start


def _owned(noun: Noun, start: int) -> int:
    """Where the owner of a law begins (Kevin's Law), or ``start``."""
    owner = lookbehind(noun.patterns.owner, noun.text, start, 30) if "owned" in noun.forms else None
    low = owner["name"].lower() if owner else ""
    if not owner or low in noun.lexicon.nations or any(low in noun.words[kind] for kind in _NO_OWNERS):
        return start
    return owner.start()


def _plain(noun: Noun, item: Found, *, marked: bool, sure: bool) -> Found | None:
    """A noun with nothing but a title before it, or with nothing at all."""
    core = set(item.core)
    parts = {part for word in core for part in word.split("-")}
    if parts & noun.words["cardinal"] and parts <= noun.words["cardinal"] | noun.words["generic"]:
        return None  # Four Bills
    changing = core & noun.words["nameless"]
    if changing and core <= changing | noun.words["generic"] and not (item.number or item.year):
        return None  # the entire Amendment Act
    if core and core <= noun.words["body"] and (item.number or noun.type == "resolution"):
        return replace(item, form="number" if item.number else "bare", core=())
    several = noun.type == "treaty" and noun.word.endswith("s")  # UN conventions
    if core and core <= noun.words["body"] and (noun.type == "bill" or several) and not item.year:
        return None
    if core <= noun.words["generic"] | (noun.words["never"] if "alone" in noun.forms else frozenset()):
        return _nameless(noun, item, marked=marked)
    return item if _names(noun, item, sure=sure) else None


def _fits(noun: Noun, start: int) -> bool:
    """Whether title and head noun are written alike; a headline in capitals is no title of the "Bill" after it."""
    title = noun.text[start : noun.start]
    words = words_of(title)
    if words[-1] in noun.not_after:
        return False
    if noun.said.isupper():
        if noun.type in ("plan", "rules") or (noun.type == "treaty" and "named" in noun.forms):
            return False
        return title.isupper() and not (noun.word == "act" and SIGNS.postcode.match(noun.text, noun.end))
    if noun.word == "bill" and max(map(len, words)) <= _SHORTEST_NAME and f"({title.strip()})" not in noun.text:
        return False  # but the PH Bill of the Public Harbours (PH) Bill
    known = noun.text.endswith(" the ", 0, start)  # the USA PATRIOT Act
    long = len(words) > 1 and max(map(len, words)) > _LONGEST_WORD and not known
    return not (title.isupper() and (long or len(title.split()) > _LONGEST_ACRONYM))


def _follows(noun: Noun, item: Found) -> bool:
    """Whether a capital after the noun says that the noun is part of another name (Charter School, Bill Smith)."""
    named = "named" in noun.lexicon.nouns[item.head].forms
    if item.end != noun.end or (item.type == "act" and not named):
        return False
    if follows(noun.reader, noun.end):
        return True
    after = (SIGNS.next_of_named if named else SIGNS.next_capital).match(noun.text, noun.end)
    if not after or after[1].lower() in noun.words["stop"] | noun.words["connector"] | noun.words["part"] | {noun.word}:
        return False
    prose = lookbehind(SIGNS.prose, noun.text, item.start, 30)  # of the Institute of Affairs Bill Smith
    wide = SIGNS.wide_end.search(noun.text, item.start, noun.start)
    holder = item.core[-1:] and item.core[-1] in noun.words["holder"]  # Chief Executive Bill Smith
    return bool(wide or holder or prose) or not (item.type == "bill" and item.core)


def follows(reader: Reader, end: int) -> bool:
    """Whether the word behind a noun makes a body or an event of it."""
    word = SIGNS.word_after.match(reader.text, end)
    return word is not None and word[1].lower() in reader.words["follows"]


def _nameless(noun: Noun, item: Found, *, marked: bool) -> Found | None:
    """A noun without a title: numbered, a name by itself, or standing for a law named elsewhere."""
    if item.number is not None and (item.core or "number" in noun.forms):
        part = "part" in noun.forms and noun.patterns.of_law.match(noun.text, item.end)
        return None if part else replace(item, form="title" if item.core or noun.type not in LAWS else "number")
    if "alone" in noun.forms:
        of = lookbehind(noun.patterns.committee, noun.text, item.start, 90)
        return None if of else replace(item, form="alone")
    if "lone" in noun.forms:
        return replace(item, form="lone")
    return replace(item, form="bare") if noun.forms & {"bare", "again"} and marked else None


def _codified(word: str, lexicon: Lexicon) -> bool:
    places = lexicon.words["town"], lexicon.nations, lexicon.demonyms
    known = word in lexicon.words["code"] or any(word in each for each in places)
    return known or lexicon.patterns.of_laws.search(word) is not None


def _names(noun: Noun, item: Found, *, sure: bool) -> bool:
    if item.number is not None:
        return True
    one = noun.word == "code" and len(item.core) == 1
    listed = one and noun.text.endswith((", ", " and "), 0, item.start)  # the Labour Code, Customs Code
    long = listed or " of " in noun.word or (noun.word == "code" and not one)
    open_ = "named" in noun.forms and not set(item.core).isdisjoint(noun.words["connector"] - noun.words["and"])
    unsure = not (sure or long) and ("named" in noun.forms or noun.type in ("plan", "rules"))
    if (open_ or unsure or (one and not _codified(item.core[0], noun.lexicon))) and not item.year:
        return False  # the Emotion Code
    figures = "".join(item.core)
    letters = noun.patterns.short_form.match(noun.text, item.end) if "letters" in noun.forms else None
    short = letters is not None and letters["letters"] == initials(noun.text[item.start : item.end])
    undated = "dated" in noun.forms and item.year is None and not short  # the National Ports Policy (NPP)
    if undated or (figures.isdecimal() and (noun.type == "plan" or len(figures) != _YEAR_FIGURES)):
        return False
    if "placed" in noun.forms:
        return noun.is_placed(item)
    titled = bool(noun.forms & {"title", "named", "dated", "alone"})
    enacted = noun.type in ("act", "bill", "code", "constitution") and noun.word != "law"
    known = enacted or lookbehind(noun.patterns.amended, noun.text, item.start, 30) is not None
    return titled and (known or not set(item.core) <= noun.words["never"] | noun.lexicon.demonyms)
