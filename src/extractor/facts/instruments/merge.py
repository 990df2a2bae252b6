"""Makes one entity of all mentions of a law: title, number, acronym, "the Bill", its sponsor's (Sen. Holt)."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable

from extractor.facts.instruments.clusters import Clusters, heads_agree
from extractor.facts.instruments.lexicon import Entity, Found, enacts
from extractor.facts.instruments.titles import Reader
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.regex import lookbehind
from extractor.terms import LAWS
from extractor.text.spans import Taken

_ANY_LAW = "any law"
_SMALL, _NEAR = 3, 400
"""Code points between a law and the words "the bill, S. 12" that give its number; an old act has none to come."""
_KIN = {"act", "bill", "constitution", "resolution"}, {"regulation", "decree", "rules"}


def entities(reader: Reader, found: list[Found], headline: int) -> list[Entity]:
    """The entities in order of first mention; ``headline`` is where the article's ends."""
    titled = Clusters(reader)
    for item in found:
        if item.form not in ("bare", "lone"):
            _place(item, titled)
    made = named(reader, [entity for entity in titled.entities if entity.found], headline)
    add_aliases(reader.text, made)
    _refer(reader, (item for item in found if item.form in ("bare", "lone")), made)
    return sorted(made, key=lambda entity: entity.start)


def _refer(reader: Reader, nouns: Iterable[Found], made: list[Entity]) -> None:
    """Gives each bare noun ("the Act") to the last law before it with such a noun, the only one, or its own law."""
    mentions = sorted((item.start, place) for place, entity in enumerate(made) for item in entity.found)
    taken = {start for start, _ in mentions}
    nouns_of = [_nouns(entity.found) for entity in made]
    laws: defaultdict[str, set[int]] = defaultdict(set)
    for place, heads in enumerate(nouns_of):
        for head in heads:
            laws[head].add(place)
    last: dict[str, int] = {}
    at = 0
    for item in nouns:
        if item.start in taken:
            continue
        while at < len(mentions) and mentions[at][0] < item.start:
            last.update(dict.fromkeys(nouns_of[mentions[at][1]], mentions[at][1]))
            at += 1
        noun = item.head if laws.get(item.head) or item.type not in LAWS else _ANY_LAW
        only = laws.get(noun, ())
        place = last.get(noun, next(iter(only)) if len(only) == 1 else -1)
        if place < 0 and item.form == "lone":
            place = len(made)
            made.append(Entity())
            nouns_of.append(set())
        if place >= 0:
            made[place].found.append(item)
            nouns_of[place] |= _nouns([item])
            for head in nouns_of[place]:
                laws[head].add(place)
            last.update(dict.fromkeys(nouns_of[place], place))
            if made[place].found == [item]:
                _call(reader, item, made[place])
                add_aliases(reader.text, made[place:])
                taken.update(each.start for each in made[place].found)


def _nouns(found: Iterable[Found]) -> set[str]:
    items = list(found)
    whole = any(item.type == "constitution" for item in items)
    return {noun for item in items for noun in (item.head, *([_ANY_LAW] if item.type in LAWS and not whole else []))}


def _place(item: Found, made: Clusters) -> None:
    place = _fitting(item, made)
    made.add(place, item)
    entity, reader = made.entities[place], made.reader
    for name in reader.patterns.inner.findall(reader.text[item.start : item.end]):
        entity.inner.append(name)
        made.call(place, name)
    if alias := _call(reader, item, entity):
        made.call(place, alias)


def _call(reader: Reader, item: Found, entity: Entity) -> str | None:
    """Gives the law the acronym that stands behind its title."""
    match = reader.patterns.alias.match(reader.text, item.end) if item.form in ("title", "known", "lone") else None
    alias = match and (match["a"] or match["b"])
    if alias and _initials(alias, item) and alias not in entity.aliases:
        entity.aliases.append(alias)
        return alias
    return None


def _fitting(item: Found, made: Clusters) -> int:
    """The place of the law that a mention is of, the end where it is a new one."""
    same = made.known(item)
    same = made.of_year(item) if same is None else same
    same = _numbered(item, made) if same is None else same
    last = made.last
    if last >= 0 and _beside(made.reader, made.entities[last], item):
        if same is not None and same != last and not (made.entities[same].number and made.entities[last].number):
            made.join(same, last)
            return same
        return last
    if same is None:
        same, listed = made.shortened(item), made.reader.patterns.listed
        if same is not None and listed.fullmatch(made.reader.text, made.entities[same].found[-1].end, item.start):
            same = None  # the Ports Bill, and the Ports and Ferries Bill
    return len(made.entities) if same is None else same


def _numbered(item: Found, made: Clusters) -> int | None:
    """The bill that "the legislation (S. 12)" goes on about, where it has no number yet."""
    if item.form != "number" or item.type != "bill":
        return None
    if not lookbehind(made.reader.patterns.this, made.reader.text, item.start, 30):
        return None
    place = made.last_bill()
    last = made.entities[place] if place is not None else None
    if last is None or last.number or last.found[0].form != "title" or item.start - last.found[-1].end > _NEAR:
        return None
    old = any(other.year and int(other.year) < (made.reader.year or int(other.year) + 1) for other in last.found)
    return None if old else place


def _beside(reader: Reader, entity: Entity, item: Found) -> bool:
    """Whether number and title stand side by side: ``the SAFER Act (S. 2231)``, ``S. 2231, the SAFER Act``."""
    last, patterns = entity.found[-1], reader.patterns
    gap = reader.text, last.end, item.start
    if item.type == "constitution":
        return False
    if enacts(item) and last.type in LAWS and patterns.enacted.fullmatch(*gap):
        return True  # the Harbour (Amendment) Bill, an Act to amend the Harbour Act
    if item.form == "title" and last.form in ("title", "described"):
        bracketed = patterns.open.fullmatch(*gap) and reader.text.startswith((")", "”", '"'), item.end)
        return bool(bracketed or patterns.renamed.fullmatch(*gap)) and heads_agree(last, item)
    if last.form == item.form == "number":
        companion = patterns.companions if reader.text.startswith("(", last.start - 1) else patterns.companion
        return (last.number or "")[:1] != (item.number or "")[:1] and bool(companion.fullmatch(*gap))
    inside = "(" in reader.text[last.end : item.start]
    return _numbers_title(entity, last, item, inside=inside) and bool(patterns.beside.fullmatch(*gap))


def _numbers_title(entity: Entity, last: Found, item: Found, *, inside: bool) -> bool:
    """Whether one of two neighbours, perhaps ``inside`` brackets, may be the number of the other, which has none."""
    if "number" not in (last.form, item.form) or not {last.form, item.form} & {"title", "described", "known"}:
        return False
    union = inside and "EU" in (last.country, item.country) and {last.type, item.type} == {"act", "regulation"}
    if last.type != item.type and not (union or any({last.type, item.type} <= kin for kin in _KIN)):
        return False
    if last.head == "bill" and (enacts(last) or last.core[:1] == ("on",)) and item.type == "act":
        return False  # Bill for an Act to amend the Harbour Act (Act No. 4 of 2012)
    if last.form == "number" and any(other.form == "title" for other in entity.found):
        return False  # the Ferry Act (Public Law 116-92) or the Harbour Act
    return not (entity.number and item.number)


def _initials(alias: str, title: Found) -> bool:
    """Whether letters are short for a title, not for the body that ends it: the Treaty of the Harbour Union (HU)."""
    letters = [letter for letter in alias.lower() if letter.isalpha()]
    of, _, body = " ".join(title.core).rpartition(" the ")
    if of.endswith((" of", " to")) and [word[0] for word in body.split() if len(word) > _SMALL] == letters:
        return False
    starts = {word[0] for word in (*title.core, *title.head.split())}
    return len(letters) > 1 and sum(letter in starts for letter in letters) * 3 >= len(letters) * 2


def add_aliases(text: str, made: list[Entity]) -> None:
    """Give each law the places where its acronyms stand and no mention of one of them does."""
    known: defaultdict[str, list[tuple[str, Entity]]] = defaultdict(list)
    for entity in made:
        for alias in entity.aliases:  # by the word with which it begins ("C.A.R.E", "WRDA")
            known[SIGNS.word.match(alias)[0]].append((alias, entity))  # type: ignore[index]
    taken = Taken(len(text) if known else 0)
    for item in (item for entity in made for item in entity.found if known):
        taken.add(item.start, item.end)
    for word in SIGNS.capitalized.finditer(text) if known else ():
        start = word.start()
        for alias, entity in known.get(word[0], ()):
            end = start + len(alias)
            if text.startswith(alias, start) and not (SIGNS.word.match(text, end) or taken.touches(start, end)):
                entity.found.append(Found(start, end, "alias", "", entity.found[0].type))
                taken.add(start, end)


_BILLS = frozenset(("act", "bill", "conference report", ""))


def named(reader: Reader, made: list[Entity], last: int) -> list[Entity]:
    """The entities, nicknames taken into the bill that they stand for; ``last`` is the end of the headline."""
    if sum(map(_nickname, made)) in (0, len(made)):
        return made
    made.sort(key=lambda entity: entity.start)
    bills = [at for at, each in enumerate(made) if not _nickname(each) and _bill(reader, each)]
    for at, entity in enumerate(made):
        if not _nickname(entity):
            continue
        place = bisect_left(bills, at)
        after, before = place if place < len(bills) else None, place - 1 if place else None
        headed = all(item.end <= last or reader.text[item.start : item.end].isupper() for item in entity.found)
        above = at == 0 and bills[:1] == [1] and made[1].start > last and headed
        names = {part.lower() for item in entity.found for word in item.core for part in word.split("-")}
        sponsored = names <= reader.members  # the Holt bill, the Kyl-Howe bill
        bill = after if above else (after if before is None else before) if sponsored else None
        if bill is not None:
            made[bills[bill]].found.extend(entity.found)
            entity.found.clear()
    return [entity for entity in made if entity.found]


def _nickname(entity: Entity) -> bool:
    return all(item.head == "bill" and not item.number and not item.year for item in entity.found)


def _bill(reader: Reader, entity: Entity) -> bool:
    """Whether it is a bill, not the law that a bill amends, nor an act of years before the article's."""
    past = any(item.head == "act" and reader.is_past(item) for item in entity.found)
    if past or any(lookbehind(reader.patterns.amended, reader.text, item.start, 30) for item in entity.found):
        return False
    laws = (item for item in entity.found if item.type != "constitution" and item.head in _BILLS)
    return any(item.form in ("title", "number") for item in laws)
