"""Finds the mentions of laws and the like in a text: titles, numbers, known names, described laws and bare nouns."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from extractor.data import Patterns
from extractor.facts.instruments.lexicon import Found, Lexicon, alike, with_tail, words_of
from extractor.facts.instruments.lowercase import small, subjected
from extractor.facts.instruments.titles import Reader
from extractor.facts.instruments.uppercase import capital, enacting, follows
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.regex import tried_at
from extractor.rules.gazetteer import around
from extractor.terms import LAWS
from extractor.text.spans import Spans

_OPENING, _CLOSING = '“"«', ("”", '"', "»")
_BEFORE, _NEAR, _MOST_SHARING, _SUBJECT, _LONGEST = 60, 20, 8, 150, 400


def mentions(text: str, lexicon: Lexicon, home: str | None) -> list[Found]:
    """All mentions in text order, none inside another; ``home`` is the article's country (ISO 3166-1) if known."""
    items = (*_numbers(text, lexicon, home, Reader(text, lexicon)), *_nouns(text, lexicon))
    found = [more for item in items for more in _listed(text, item, lexicon.patterns)]
    found += [  # titles in marks without a noun before them that say what a law does to others
        Found(*match.span("title"), "title", "bill", "bill", words_of(match["title"]))
        for match in lexicon.patterns.on_title.finditer(text)
        if match["first"].lower() in lexicon.words["opening"]
    ]
    kept: list[Found] = []
    found = [_headed(text, item, lexicon.patterns) for item in found]
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
        elif item.end > kept[-1].end and item.form == "number":  # Texas | Senate Bill | 8
            kept[-1] = replace(item, start=kept[-1].start)
    if not any(item.head == "bill" and item.form in ("title", "number") for item in kept):
        kept = sorted((*kept, *_by_subject(text, kept, lexicon)), key=lambda item: item.start)
    kept = _together(text, kept, lexicon)
    states = {state for item in kept if item.type == "constitution" for state in _states(text, item, lexicon)}
    own = home if home or len(states) != 1 else states.pop()
    return [_own(text, item, lexicon, own) for item in kept]


def _by_subject(text: str, found: list[Found], lexicon: Lexicon) -> Iterator[Found]:
    """Laws in small letters by their subject, where the text names none: "passed the postal vote bill"."""
    words, patterns = lexicon.words, lexicon.patterns
    named = {word for item in found if item.type in LAWS for word in (*item.core, item.number and item.type)}
    general = words["generic"] | words["never"] | words["body"] | words["noun"]
    loose = words["break"] | words["connector"] | words["cardinal"]
    covered = Spans(found)
    near = around(text, ("bill", "law"), _SUBJECT, _SUBJECT) if "bill" not in named else ()
    for match in (match for each in near for match in patterns.by_subject.finditer(text, *each)):
        start, end = match.span("name")
        head = lexicon.nouns[match["head"]]
        while (first := SIGNS.first.match(text, start)) and first[0] in words["generic"] | words["front"]:
            start = first.end() + 1
        core = words_of(text[start : match.start("head")])
        vague = general.issuperset(core) or not (loose | head.not_after).isdisjoint(core)
        if vague or named.issuperset(core) or covered.touching(start, end):
            continue
        before = patterns.before_law.search(text, max(0, match.start() - _BEFORE), match.start())
        if before or patterns.behind_law.match(text, end):
            yield Found(start, end, "described", head.word, head.type, core)


def _own(text: str, item: Found, lexicon: Lexicon, home: str | None) -> Found:
    """The constitution of the article's own country, or of the only one named, is the one that is called so alone."""
    if item.type != "constitution" or item.form not in ("title", "known", "alone") or item.year:
        return item
    alone = item.form == "alone" and item.country in (None, home)
    return replace(item, same=item.type) if alone or _states(text, item, lexicon) == {home} else item


def _states(text: str, item: Found, lexicon: Lexicon) -> set[str]:
    """The states that the name of a constitution tells (the U.S. Constitution, the Constitution of Sri Lanka)."""
    words = text[item.start : item.end].lower().replace("’", "'").split()
    words = [word.removesuffix("'s") for word in words if word not in ("constitution", "of", "the")]
    names = {" ".join(words), *words}
    return {lexicon.nations[name] for name in names if name in lexicon.nations}


def _together(text: str, found: list[Found], lexicon: Lexicon) -> list[Found]:
    """With the laws that one bill amends in its title: "the Bill on Amendments to the Ports Act and Ferries Act"."""
    kept: list[Found] = []
    for item in found:
        last = kept[-1] if kept else None
        core = last.core[int(last.core[:1] == ("on",)) :] if last and last.type in LAWS else ()
        opens = not lexicon.words["opening"].isdisjoint(core[:1])
        changes = opens and item.form == "title" and item.type in ("act", "code", "treaty")
        gap = lexicon.patterns.also_amended if len(core) > 1 else lexicon.patterns.amending
        if last and changes and gap.fullmatch(text, last.end, item.start):
            end = item.end + text.startswith(_CLOSING, item.end) * (text[item.start - 1] in _OPENING)
            kept[-1] = replace(last, end=end, core=(*last.core, *item.core))
        else:
            kept.append(item)
    return kept


def _changed(text: str, item: Found, lexicon: Lexicon) -> Found:
    """The bill that changes an act whose year stands before it: the Ports Act, 2005 (Amendment) Bill, 2016."""
    more = lexicon.patterns.changing.match(text, item.end) if item.type in ("act", "code") else None
    if more is None:
        return item
    head = lexicon.nouns[more["head"].lower()]
    core = (*item.core, *words_of(more["title"]))
    longer = replace(item, end=more.end(), head=head.word, type=head.type, core=core, year=None, number=None)
    return with_tail(text, longer, lexicon.patterns)


def _listed(text: str, item: Found, patterns: Patterns) -> Iterator[Found]:
    """The mention, and those after resolutions in the plural that only a number names (1373 (2001), 2178 (2014))."""
    if item.form == "described" and patterns.absent.search(text, max(0, item.start - _NEAR), item.start):
        return  # they lack a law on ports
    yield item
    at = item.end + text.startswith(_CLOSING, item.end)
    while item.core[:1] == ("on",) and (more := patterns.more_titles.match(text, at)):
        yield replace(item, start=more.start("title"), end=more.end("title"), core=words_of(more["title"]))
        at = more.end()
    several = patterns.plural.search(text, item.start, item.end) or (item.number and "/" in item.number)
    if item.type == "resolution" and item.number and several:
        at = item.end
        while more := patterns.more_resolutions.match(text, at):
            yield Found(*more.span("number"), "number", "resolution", "resolution", number=more["number"], country="*")
            at = more.end()


def _headed(text: str, item: Found, patterns: Patterns) -> Found:
    """With the words that make a heading of its name: "Amendment of the Act" is a bill."""
    heading = patterns.heading.search(text, max(0, item.start - 40), item.start)
    if heading is None or item.head not in ("act", "code", "law") or not (end := SIGNS.headed.match(text, item.end)):
        return item
    start, core = heading.start("amendment"), ("amendment", *item.core)
    return replace(item, start=start, end=end.end("more"), type="bill", head="amendment", core=core, number=None)


def _numbers(text: str, lexicon: Lexicon, home: str | None, reader: Reader) -> Iterator[Found]:
    for match in tried_at(SIGNS.starts, lexicon.numbers_any, text):
        form = lexicon.numbers[int(str(match.lastgroup)[1:])]
        if not form.only or (home or "?") in form.only:
            letters = SIGNS.signs.sub("", lexicon.patterns.letters_end.split(match[0], maxsplit=1)[0]).lower()
            noun = lexicon.letters.get(letters, "")
            item = Found(*match.span(), "number", noun, form.type, number=match[0], country=form.country)
            nouns = lexicon.nouns.keys() & match[0].lower().split()
            law = nouns and form.country != "EU" and form.type != "resolution"
            yield subjected(text, item, lexicon, reader) if law else item


def _alone(text: str, item: Found, noun: int, lexicon: Lexicon) -> Found:
    """A resolution without another before it: "A/RES/78/12 and General Assembly resolution 76/30"."""
    if item.type != "resolution" or not item.number:
        return item
    before = [found.end() for found in lexicon.patterns.between.finditer(text, item.start, noun)]
    last = before[-1] if before else noun
    core = words_of(text[last:noun])
    return replace(item, start=last, core=()) if core and set(core) <= lexicon.words["body"] else item


def _of_society(text: str, end: int, lexicon: Lexicon) -> bool:
    """Whether a party, a club or the like is named behind a constitution that ends at ``end``."""
    named = lexicon.patterns.of_society.match(text, end)
    return named is not None and (named["letters"] or "").lower() not in lexicon.nations


def _nouns(text: str, lexicon: Lexicon) -> Iterator[Found]:
    reader = Reader(text, lexicon)
    society = False
    names, defined = lexicon.synonyms, ((match["short"], match["last"]) for match in SIGNS.defined.finditer(text))
    others = {short for short, last in defined if last.lower() not in words_of(names.get(alike(short), last))}
    for match in lexicon.heads.finditer(text):
        held = lexicon.patterns.venue.match(text, match.end())  # a Norland Convention and Exhibition Centre
        if held or lexicon.patterns.hyphened.search(text, max(0, match.start() - 8), match.start()):
            continue
        name = SIGNS.space.sub(" ", match[0])
        known = lexicon.known.get(name)
        if known and (follows(text, match.end(), lexicon) or name in others):
            continue  # the Constitution Party, the Taiwan People's Party (TPP)
        noun = lexicon.letters.get(name.lower(), "")
        if known and noun:
            yield Found(*match.span(), "lone", noun, known.type)
            continue
        if known:
            act = lexicon.patterns.act_behind.match(text, match.end())
            end = act.end() if act else reader.right(match.end(), ("on", "of", "for")) if " " in name else match.end()
            same = lexicon.synonyms.get(alike(name), "")
            opens = name.split()[0].lower() in lexicon.nouns
            longer = " " in name and (opens or known.type == "constitution")
            start = reader.left(match.start())[0] if longer else match.start()
            own = text[start : match.start()].strip().lower()
            if own and (opens or own not in lexicon.nations):  # the UK Bill of Rights, the Norland Basic Law
                yield Found(start, end, "title", "bill", "act", words_of(text[start:end]))
                continue
            core = words_of(text[match.start() : end])
            item = Found(match.start(), end, "known", "", known.type, core, country=known.country, same=same)
            yield with_tail(text, item, lexicon.patterns)
            continue
        read = small if name[0].islower() else capital
        head = lexicon.nouns[name.lower()]
        if head.type == "constitution" and (_of_society(text, match.end(), lexicon) or (society and name.islower())):
            society = True
            continue
        found = enacting(text, match, head, lexicon.patterns, reader) or read(text, match, head, lexicon, reader)
        if found:
            found = _alone(text, _changed(text, found, lexicon), match.start(), lexicon)
            for each in _sharing(text, found, match, lexicon, reader):
                yield replace(each, same=lexicon.synonyms.get(alike(*each.core, each.head), ""))


def _sharing(text: str, item: Found, match: re.Match[str], lexicon: Lexicon, reader: Reader) -> Iterator[Found]:
    """Each of several laws that share a noun ("the Ports (Fees) and the Ferries Bills"); a plural alone names none."""
    noun = item.head.removesuffix("s")
    if noun == item.head or item.type not in LAWS or item.head not in lexicon.nouns or item.start >= match.start():
        yield item
        return
    parts: list[tuple[int, int]] = []
    start, end = item.start, match.start()
    while start < end and len(parts) < _MOST_SHARING:
        joints = [at for joint in lexicon.patterns.joint.finditer(text, start, end) for at in joint.span()]
        parts[:0] = zip([start, *joints[1::2]], [*joints[::2], end], strict=True)
        before = lexicon.patterns.joint_before.search(text, max(0, start - _BEFORE), start)
        end = before.start() if before else start
        start = reader.left(end)[0]
        if text[start:end].lower().endswith(tuple(lexicon.nouns)):
            break  # the Ports Act and the Ferries Bills
    tail = text[match.end() : item.end]
    if any(text[first:last].strip().isdecimal() for first, last in parts):
        return  # since the 2nd Session, 36 bills
    if len(parts) == 1:
        yield from [item] if tail.strip() else []
        return
    for first, last in parts:
        name = f"{text[first:last].strip()} {match[0][:-1]}{tail}"
        stop = item.end if last == match.start() else first + len(text[first:last].rstrip())
        yield replace(item, start=first, end=stop, head=noun, core=words_of(text[first:last]), name=name)
