"""Finds the mentions of laws and the like in a text: titles, numbers, known names, described laws and bare nouns."""

import re
from collections.abc import Iterator
from itertools import islice

from msgspec.structs import replace

from extractor.entities.countries import NATIONAL
from extractor.facts.instruments.lexicon import Found, Number, alike, words_of
from extractor.facts.instruments.lowercase import small, subjected
from extractor.facts.instruments.titles import Noun, Reader
from extractor.facts.instruments.uppercase import capital, enacting, follows
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.regex import lookbehind, tried_at
from extractor.rules.gazetteer import around
from extractor.terms import LAWS
from extractor.text.spans import Spans

_OPENING, _CLOSING = '“"«', ("”", '"', "»")
_BEFORE, _NEAR, _MOST_SHARING, _SUBJECT, _LONGEST = 60, 20, 8, 150, 400


def mentions(reader: Reader) -> list[Found]:
    """All mentions in text order, none inside another."""
    text, home = reader.text, reader.home
    found = [more for item in (*_numbers(reader), *_nouns(reader)) for more in _listed(reader, item)]
    found += [  # titles in marks without a noun before them that say what a law does to others
        Found(*match.span("title"), "title", "bill", "bill", words_of(match["title"]))
        for match in reader.patterns.on_title.finditer(text)
        if match["first"].lower() in reader.words["opening"]
    ]
    kept: list[Found] = []
    found = [_headed(reader, item) for item in found]
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if not kept or item.start >= kept[-1].end:
            kept.append(item)
        elif kept[-1].form == "number" and text[item.start].isdecimal() and item.end > kept[-1].end:
            title = text[kept[-1].end : item.end].lstrip()  # S. 12 | Clean Docks Act
            kept.append(replace(item, start=item.end - len(title), core=item.core[1:]))
        elif kept[-1].type == "constitution" and item.head in ("act", "bill"):
            start = kept[-1].start  # the Twenty-Second Amendment to the Constitution | Bill
            title = text[start : item.end].removesuffix(item.head.title())
            kept[-1] = replace(item, start=start, core=words_of(title))
        elif item.form == "number" and item.end == kept[-1].end and text.endswith(" and ", 0, item.start):
            kept[-1] = item  # Libya and | Council Regulation (EU) No 269/2014
        elif item.end > kept[-1].end and kept[-1].form == "described" and kept[-1].type in LAWS:
            if item.end - kept[-1].start <= _LONGEST:
                kept[-1] = replace(kept[-1], end=item.end, core=(*kept[-1].core, *item.core))
        elif item.end > kept[-1].end and item.form == "number":
            kept[-1] = _numbered(kept[-1], item)
    if not any(item.head == "bill" and item.form in ("title", "number") for item in kept):
        kept = sorted((*kept, *_by_subject(reader, kept)), key=lambda item: item.start)
    kept = _together(reader, kept)
    constitutions = [item for item in kept if item.type == "constitution" and item.form != "number"]
    states = {state for item in constitutions for state in _states(reader, item)}
    years = {year for item in constitutions if (year := item.year or "".join(filter(str.isdecimal, item.core)))}
    own = home if home or len(states) != 1 else states.pop()
    return [_own(reader, item, own, only=len(years) == 1) for item in kept]


def _numbered(last: Found, item: Found) -> Found:
    """A title with the number that ends behind it: the Ports | Act | 12 of 2020, Texas | Senate Bill | 8."""
    titled = last.head == "act" and last.form == "title"
    return replace(last, end=item.end, number=item.number) if titled else replace(item, start=last.start)


def _by_subject(reader: Reader, found: list[Found]) -> Iterator[Found]:
    """Laws in small letters by their subject, where the text names none: "passed the postal vote bill"."""
    words, patterns = reader.words, reader.patterns
    named = {word for item in found if item.type in LAWS for word in (*item.core, item.number and item.type)}
    general = words["generic"] | words["never"] | words["body"] | words["noun"]
    loose = words["break"] | words["connector"] | words["cardinal"]
    covered = Spans(found)
    near = around(reader.text, ("bill", "law"), _SUBJECT, _SUBJECT) if "bill" not in named else ()
    for match in (match for each in near for match in patterns.by_subject.finditer(reader.text, *each)):
        start, end = match.span("name")
        head = reader.lexicon.nouns[match["head"]]
        while (first := SIGNS.first.match(reader.text, start)) and first[0] in words["generic"] | words["front"]:
            start = first.end() + 1
        core = words_of(reader.text[start : match.start("head")])
        vague = general.issuperset(core) or not (loose | head.not_after).isdisjoint(core)
        if vague or named.issuperset(core) or covered.touching(start, end):
            continue
        before = lookbehind(reader.patterns.before_law, reader.text, match.start(), _BEFORE)
        if before or patterns.behind_law.match(reader.text, end):
            yield Found(start, end, "described", head.word, head.type, core)


def _own(reader: Reader, item: Found, home: str | None, *, only: bool) -> Found:
    """The constitution of the article's own country, or the only one of a year, is the one that is called so alone."""
    if item.type != "constitution" or item.form not in ("title", "known", "alone") or (item.year and not only):
        return item
    dated = only and item.form == "title" and all(map(str.isdecimal, item.core))
    alone = dated or (item.form == "alone" and item.country in (None, home))
    return replace(item, same=item.type) if alone or _states(reader, item) == {home} else item


def _states(reader: Reader, item: Found) -> set[str]:
    """The states that the name of a constitution tells (the U.S. Constitution, the Constitution of Sri Lanka)."""
    hits = reader.lexicon.atlas.scan(reader.text, item.start, item.end)
    return {hit.country for hit in hits if hit.sort in NATIONAL}


def _together(reader: Reader, found: list[Found]) -> list[Found]:
    """With the laws that one bill amends in its title: "the Bill on Amendments to the Ports Act and Ferries Act"."""
    kept: list[Found] = []
    for item in found:
        last = kept[-1] if kept else None
        core = last.core[int(last.core[:1] == ("on",)) :] if last and last.type in LAWS else ()
        opens = not reader.words["opening"].isdisjoint(core[:1])
        changes = opens and item.form == "title" and item.type in ("act", "code", "treaty")
        gap = reader.patterns.also_amended if len(core) > 1 else reader.patterns.amending
        whole = last is not None and last.type == "constitution" and item.head in ("act", "bill")
        if last and whole and reader.patterns.of_constitution.fullmatch(reader.text, last.end, item.start):
            core = words_of(reader.text[last.start : item.start])
            kept[-1] = replace(item, start=last.start, form="title", core=core)
        elif last and changes and gap.fullmatch(reader.text, last.end, item.start):
            end = item.end + reader.text.startswith(_CLOSING, item.end) * (reader.text[item.start - 1] in _OPENING)
            kept[-1] = replace(last, end=end, core=(*last.core, *item.core))
        else:
            kept.append(item)
    return kept


def _changed(reader: Reader, item: Found) -> Found:
    """The bill that changes an act whose year stands before it: the Ports Act, 2005 (Amendment) Bill, 2016."""
    more = reader.patterns.changing.match(reader.text, item.end) if item.type in ("act", "code") else None
    if more is None:
        return item
    head = reader.lexicon.nouns[more["head"].lower()]
    core = (*item.core, *words_of(more["title"]))
    longer = replace(item, end=more.end(), head=head.word, type=head.type, core=core, year=None, number=None)
    return reader.with_tail(longer)


def _listed(reader: Reader, item: Found) -> Iterator[Found]:
    """The mention, and those after resolutions in the plural that only a number names (1373 (2001), 2178 (2014))."""
    if item.form == "described" and lookbehind(reader.patterns.absent, reader.text, item.start, _NEAR):
        return  # they lack a law on ports
    yield item
    at = item.end + reader.text.startswith(_CLOSING, item.end)
    while item.core[:1] == ("on",) and (more := reader.patterns.more_titles.match(reader.text, at)):
        yield replace(item, start=more.start("title"), end=more.end("title"), core=words_of(more["title"]))
        at = more.end()
    while item.head == "laws" and (bare := reader.patterns.more_bare.match(reader.text, at)):
        at = reader.right(bare.end() - 1, ("on",))
        yield replace(item, start=bare.end(), end=at, core=words_of(reader.text[bare.end() : at]))
    several = reader.patterns.plural.search(reader.text, item.start, item.end) or (item.number and "/" in item.number)
    if item.type == "resolution" and item.number and several:
        at = item.end
        while more := reader.patterns.more_resolutions.match(reader.text, at):
            yield Found(*more.span("number"), "number", "resolution", "resolution", number=more["number"], country="*")
            at = more.end()


def _headed(reader: Reader, item: Found) -> Found:
    """With the words that make a heading of its name: "Amendment of the Act" is a bill."""
    heading = lookbehind(reader.patterns.heading, reader.text, item.start, 40)
    end = SIGNS.headed.match(reader.text, item.end) if item.head in ("act", "code", "law") else None
    if heading is None or end is None:
        return item
    start, core = heading.start("amendment"), ("amendment", *item.core)
    return replace(item, start=start, end=end.end("more"), type="bill", head="amendment", core=core, number=None)


def _numbers(reader: Reader) -> Iterator[Found]:
    for found in tried_at(SIGNS.starts, reader.lexicon.numbers_any, reader.text):
        if told := _form_of(reader, found):
            form, match = told
            letters = SIGNS.signs.sub("", reader.patterns.letters_end.split(match[0], maxsplit=1)[0]).lower()
            noun = reader.lexicon.letters.get(letters, "")
            item = Found(*match.span(), "number", noun, form.type, number=match[0], country=form.country)
            nouns = reader.lexicon.nouns.keys() & match[0].lower().split()
            law = nouns and form.country != "EU" and form.type != "resolution"
            yield _entitled(reader, subjected(reader, item) if law else item)


def _form_of(reader: Reader, found: re.Match[str]) -> tuple[Number, re.Match[str]] | None:
    """The form of number that is one in the article's country, and its words: that which was found or a later one."""
    first = int(str(found.lastgroup)[1:])
    for form in islice(reader.lexicon.numbers, first, None):
        if not form.only or (reader.home or "?") in form.only:
            match = found if form is reader.lexicon.numbers[first] else form.pattern.match(reader.text, found.start())
            if match and not reader.text[match.end() : match.end() + 1].isalnum():
                return form, match
    return None


def _entitled(reader: Reader, item: Found) -> Found:
    """A numbered law or decree with its title in marks behind the number: Law No. 12-IX "On Ports"."""
    titled = reader.patterns.entitled_on.match(reader.text, item.end) if item.number else None
    return replace(item, end=titled.end(), core=(*item.core, *words_of(titled["title"]))) if titled else item


def _alone(reader: Reader, item: Found, noun: int) -> Found:
    """A resolution without another before it: "A/RES/78/12 and General Assembly resolution 76/30"."""
    if item.type != "resolution" or not item.number:
        return item
    before = [found.end() for found in reader.patterns.between.finditer(reader.text, item.start, noun)]
    last = before[-1] if before else noun
    core = words_of(reader.text[last:noun])
    return replace(item, start=last, core=()) if core and set(core) <= reader.words["body"] else item


def _of_society(reader: Reader, end: int) -> bool:
    """Whether a party, a club or the like is named behind a constitution that ends at ``end``."""
    named = reader.patterns.of_society.match(reader.text, end)
    return named is not None and (named["letters"] or "").lower() not in reader.lexicon.nations


def _nouns(reader: Reader) -> Iterator[Found]:
    lexicon, text, society = reader.lexicon, reader.text, False
    parties = (match.group("short", "last") for match in SIGNS.defined.finditer(text))
    named = ((short, last.lower(), lexicon.synonyms.get(alike(short), last)) for short, last in parties)
    others = {short for short, last, law in named if last not in words_of(law)}
    for match in lexicon.heads.finditer(text):
        held = reader.patterns.venue.match(text, match.end())  # a Norland Convention and Exhibition Centre
        twice = lookbehind(reader.patterns.twice, text, match.end(), 12)
        if held or twice or lookbehind(reader.patterns.hyphened, text, match.start(), 8):
            continue
        name = SIGNS.space.sub(" ", match[0])
        if known := lexicon.known.get(name):
            other = name in others or (known.only and reader.home != known.country)  # the People's Party (TPP)
            if not (other or follows(reader, match.end())):  # the Constitution Party
                yield _known(reader, match, name)
            continue
        head = lexicon.nouns[name.lower()]
        if head.type == "constitution" and (_of_society(reader, match.end()) or (society and name.islower())):
            society = True
            continue
        noun = Noun(match, head, reader)
        found = enacting(noun) or (small if name[0].islower() else capital)(noun)
        if found:
            found = _entitled(reader, _alone(reader, _changed(reader, found), match.start()))
            for each in _sharing(reader, found, match):
                yield replace(each, same=lexicon.synonyms.get(alike(*each.core, each.head), ""))


def _known(reader: Reader, match: re.Match[str], name: str) -> Found:
    """The mention of a law by a name that tells its type, or by letters that stand for a noun (the NPRM)."""
    text, known = reader.text, reader.lexicon.known[name]
    if noun := reader.lexicon.letters.get(name.lower()):
        return Found(*match.span(), "lone", noun, known.type)
    act = reader.patterns.act_behind.match(text, match.end())
    end = act.end() if act else reader.right(match.end(), ("on", "of", "for")) if " " in name else match.end()
    opens = name.split(maxsplit=1)[0].lower() in reader.lexicon.nouns
    longer = " " in name and (opens or known.type == "constitution")
    start = reader.left(match.start())[0] if longer else match.start()
    own = text[start : match.start()].strip().lower()
    if own and (opens or own not in reader.lexicon.nations):  # the UK Bill of Rights, the Norland Basic Law
        return Found(start, end, "title", "bill", "act", words_of(text[start:end]))
    core, same = words_of(text[match.start() : end]), reader.lexicon.synonyms.get(alike(name), "")
    nounless = reader.lexicon.nouns.keys().isdisjoint(name.lower().split())
    if nounless and known.type == "constitution" and end > match.end() and not act:  # a Magna Carta of Seafarers
        return Found(match.start(), end, "title", core[-1], "act", core)
    item = Found(match.start(), end, "known", "", known.type, core, country=known.country, same=same)
    return reader.with_tail(item)


def _sharing(reader: Reader, item: Found, match: re.Match[str]) -> Iterator[Found]:
    """Each of several laws that share a noun ("the Ports (Fees) and the Ferries Bills"); a plural alone names none."""
    noun, nouns = item.head.removesuffix("s"), reader.lexicon.nouns
    if noun == item.head or item.type not in LAWS or item.head not in nouns or item.start >= match.start():
        yield item
        return
    parts: list[tuple[int, int]] = []
    start, end = item.start, match.start()
    while start < end and len(parts) < _MOST_SHARING:
        joints = [at for joint in reader.patterns.joint.finditer(reader.text, start, end) for at in joint.span()]
        parts[:0] = zip([start, *joints[1::2]], [*joints[::2], end], strict=True)
        before = lookbehind(reader.patterns.joint_before, reader.text, start, _BEFORE)
        end = before.start() if before else start
        start = reader.left(end)[0]
        if reader.text[start:end].lower().endswith(tuple(nouns)):
            break  # the Ports Act and the Ferries Bills
    tail = reader.text[match.end() : item.end]
    if any(reader.text[first:last].strip().isdecimal() for first, last in parts):
        return  # since the 2nd Session, 36 bills
    if len(parts) == 1:
        yield from [item] if tail.strip() else []
        return
    for first, last in parts:
        name = f"{reader.text[first:last].strip()} {match[0][:-1]}{tail}"
        stop = item.end if last == match.start() else first + len(reader.text[first:last].rstrip())
        yield replace(item, start=first, end=stop, head=noun, core=words_of(reader.text[first:last]), name=name)
