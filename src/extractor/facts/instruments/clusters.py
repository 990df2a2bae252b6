"""Which mentions are of one law: how two are compared, and the laws that were made of mentions so far."""

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator
from itertools import chain, islice

from msgspec.structs import replace

from extractor.facts.instruments.lexicon import Entity, Found, Lexicon, enacts
from extractor.facts.instruments.titles import Reader
from extractor.facts.instruments.wordclasses import SIGNS
from extractor.regex import compiled
from extractor.terms import LAWS

YEAR = compiled(r"(?:1[789]|20)\d\d")
"""A year from 1700 to 2099."""
SHORTEST_ACRONYM = 1
"""Letters of the longest that is no acronym."""
_SHORTEST_PART, _SHORT, _OF_CHAMBER = 2, 3, " bill"
ENACTED = frozenset(("act", "bill", "law"))
"""Nouns of one law in its making and after."""
_Key = tuple[Hashable, ...]
_MOST = 32
"""Laws that one mention is compared with at most (the latest ones), and forms in which one law is remembered."""


def same(item: Found, other: Found, lexicon: Lexicon) -> bool:
    """Whether two mentions name the same law: by number, by a well-known name, or by title."""
    if item.number and other.number:
        lettered = bool(item.head and other.head)
        few, many = sorted((plain(each, lexicon, lettered) for each in (item.number, other.number)), key=len)
        return few in (many, many.partition("of")[0]) and heads_agree(item, other)  # Bill 10, Bill No. 10 of 2019
    if item.same and item.same == other.same:
        return not (item.year and other.year and item.year != other.year)
    if item.form == "alone" or other.form == "alone":
        return item.form == other.form and item.type == other.type and item.country in (other.country, None)
    if not item.core or (item.year and other.year and item.year != other.year):
        return False
    one, two = core_of(item, lexicon), core_of(other, lexicon)
    alike = one == two if len(one) == len(two) == 1 else bare(one) == bare(two)  # the HAZE and the HEAZ Act are two
    return alike and heads_agree(item, other)


def bare(core: tuple[str, ...]) -> str:
    """The letters of a title in the order of the alphabet: its words stand in any (Treatment and Research Act)."""
    return "".join(sorted(SIGNS.marks.sub("", "".join(core))))


def core_of(item: Found, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of its title; in a bill's name words that mean the same are one (spending, appropriations)."""
    core = item.core
    if item.head == "conference report" and core[-1:] in (("act",), ("bill",)):
        core = core[:-1]
    if item.head == "bill":
        core = tuple(lexicon.alike.get(word, word) for word in core)
    words = (lexicon.in_figures(word.replace("'", "").replace("z", "s").replace("ence", "ense")) for word in core)
    return tuple(word.removesuffix("s") if len(word) > _SHORT else word for word in words)  # the Port Bill, Ports Bill


def plain(number: str, lexicon: Lexicon, lettered: bool) -> str:
    """The number alone, without its noun (18th Amendment) and the letters for which one stands (E.O. 13224)."""
    number = lexicon.patterns.number_words.sub("", lexicon.in_figures(number))
    number = SIGNS.number_letters.sub("", number) if lettered else number
    return SIGNS.number_signs.sub("", number).lower()


def heads_agree(item: Found, other: Found) -> bool:
    """Whether two mentions have the same head noun, or are both of laws."""
    if item.head.endswith(_OF_CHAMBER) and other.head.endswith(_OF_CHAMBER):
        return item.head == other.head  # Senate Bill 5, House Bill 5
    return item.head.removesuffix("s") == other.head.removesuffix("s") or {item.type, other.type} <= LAWS


def short(item: Found, other: Found, lexicon: Lexicon) -> bool:
    """Whether one title is the other with words left out (Deficit Reduction Act for a longer name)."""
    if item.head != other.head and {item.head, other.head} <= ENACTED:
        act, bill = (item, other) if other.head == "bill" else (other, item)
        return _bill_of(act, bill, lexicon)
    if item.head != other.head or (item.form == other.form == "described" and item.head != "bill"):
        return False
    few, many = sorted((core_of(item, lexicon), core_of(other, lexicon)), key=len)
    more = set(many) - set(few)
    numbered = any(word.isdecimal() and len(word) <= _SHORTEST_PART for word in more)  # (No. 2) Bill
    apart = not more.isdisjoint(lexicon.words["apart"])  # the Criminal Procedure Code, the Criminal Code
    if not few or numbered or apart or (item.number and other.number):
        return False
    whole = [word for word in many if len(few) == len(many) or word not in lexicon.words["connector"]]
    if len(few) == len(whole):
        return all(map(_akin, few, whole))
    opened = few[0] in lexicon.words["opens"] and few != many[: 0 if enacts(item) else len(few)]
    dated_both = item.year and other.year and few[-1] in lexicon.words["change"]  # two (Amendment) Acts of 2024
    if (opened or dated_both) and few not in (many[-len(few) :], tuple(whole[-len(few) :])):
        return False
    words = iter(many)
    within = all(word in words for word in few)
    nickname = item.head == "bill" and not (item.year and other.year)
    changed = not nickname and bool(lexicon.words["change"] & more)
    initials = "".join(word[0] for word in whole) + item.head[:1]
    opens = len(few) == 1 and len(few[0]) >= _SHORT and initials.startswith(few[0])  # EFZ Act, Exclusive Ferry Zone …
    return (within and not changed) or opens or _spelled(few, many)


def _bill_of(act: Found, bill: Found, lexicon: Lexicon) -> bool:
    """Whether the bill is the act told by part of its title (the Vision Care Bill), or with its sponsors before it."""
    (year, whole), (other, part) = dated(act, lexicon), dated(bill, lexicon)
    if bill.form != "title" or (year and other and year != other) or min(len(whole), len(part)) < _SHORTEST_PART:
        return False
    return part[-len(whole) :] == whole or any(whole[at : at + len(part)] == part for at in range(len(whole)))


def dated(item: Found, lexicon: Lexicon) -> tuple[str | None, tuple[str, ...]]:
    """The year that its title says, and the other words."""
    core = core_of(replace(item, head="bill"), lexicon)
    year = item.year or next(filter(YEAR.fullmatch, core), None)
    return year, tuple(part for word in core if word != year for part in word.split("-"))  # the Holt-Roe Bill


def _akin(one: str, other: str) -> bool:
    """Whether one word is the other with an ending (Parliament, Parliamentary) or its first letters (ID, Identity)."""
    few, many = sorted((one, other), key=len)
    return many.startswith(few) and (len(few) <= _SHORTEST_PART or len(many) - len(few) <= _SHORT)


def _spelled(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether ``many`` is ``few`` with an acronym of it in words (CPSC Reform Act, Consumer Product Safety …)."""
    more = len(many) - len(few)
    at = next((at for at, (one, other) in enumerate(zip(few, many, strict=False)) if one != other), len(few) - 1)
    word, spelled = few[at], many[at : at + more + 1]
    spells = word == "".join(part[0] for part in spelled)
    return len(word) > SHORTEST_ACRONYM and spells and few[at + 1 :] == many[at + more + 1 :]


class Clusters:
    """Laws in the order in which they were made; of each the place among them is kept under what its mentions say."""

    def __init__(self, reader: Reader) -> None:
        self.entities: list[Entity] = []
        self.reader, self.lexicon = reader, reader.lexicon
        self._places: defaultdict[_Key, dict[int, None]] = defaultdict(dict)
        self._told: list[dict[_Key, Found]] = []
        self.last = -1
        """The place of the law that was mentioned last, -1 where there is none."""

    def add(self, place: int, item: Found) -> None:
        """A further mention of the law at a place, or of a new one at the end."""
        if place == len(self.entities):
            self.entities.append(Entity())
            self._told.append({})
        self.entities[place].found.append(item)
        self._keep(place, item)
        self.last = place

    def call(self, place: int, name: str) -> None:
        """The law at this place may be called by this acronym."""
        self._places["name", name.lower()][place] = None

    def join(self, place: int, other: int) -> None:
        """The mentions of the law at the other place are those of the first; the other has none any more."""
        for item in self._told[other].values():
            self._keep(place, item)
        self.entities[place].found.extend(self.entities[other].found)
        self.entities[other].found.clear()
        self._told[other].clear()

    def known(self, item: Found) -> int | None:
        """The last law that is called so, or that a mention names as this one does."""
        keys = [*_names(item, self.lexicon), *([_title(item, self.lexicon)] if item.core else [])]
        if len(item.core) == 1:
            keys.append(("name", item.core[0]))
        for place in sorted(set(chain.from_iterable(map(self._latest, keys))), reverse=True)[:_MOST]:
            told = self._told[place].values()
            called = told and self.entities[place].known_by(item.core)
            if called or (any(same(item, other, self.lexicon) for other in told) and not self._replaces(item, told)):
                return place
        return None

    def _replaces(self, item: Found, told: Iterable[Found]) -> bool:
        """Whether one is a bill and the other an act of long ago, which the bill is to take the place of."""
        acts = {other.year for other in (item, *told) if other.head == "act"}
        bills = {other.year for other in (item, *told) if other.head == "bill"}
        latest = self.reader.year - 2 if self.reader.year and bills else 0
        return any(act is not None and int(act) < latest and act not in bills for act in acts)

    def of_year(self, item: Found) -> int | None:
        """The law of which only the year and the noun are said: the 1992 Act."""
        if item.form != "title" or len(item.core) != 1 or not YEAR.fullmatch(item.core[0]):
            return None
        for place in reversed(self._places.get(("year", item.core[0]), {})):
            if any(heads_agree(item, other) for other in self._told[place].values()):
                return place
        return None

    def last_bill(self) -> int | None:
        """The place of the last act, bill or law that was told of, None without one."""
        return next((place for place in reversed(self._places.get(("law",), {})) if self._told[place]), None)

    def shortened(self, item: Found) -> int | None:
        """The only one among the latest laws of its noun whose title is this one with words left out or added."""
        head = "act" if item.head in ENACTED else item.head
        near = (place for place in self._latest(("noun", head)) if self._has_short(item, place))
        found = list(islice(near, 2))
        return found[0] if len(found) == 1 else None

    def _has_short(self, item: Found, place: int) -> bool:
        told = self._told[place].values()
        if self._replaces(item, told) or (item.year and any(each.year and each.year != item.year for each in told)):
            return False
        return any(short(item, other, self.lexicon) for other in told)

    def _latest(self, key: _Key) -> Iterator[int]:
        return islice(reversed(self._places.get(key, {})), _MOST)

    def _keep(self, place: int, item: Found) -> None:
        told = item.form, item.head, item.type, item.core, item.number, item.year, item.same
        if told in self._told[place] or len(self._told[place]) >= _MOST:
            return
        self._told[place][told] = item
        years = (("year", year) for year in (item.year, *item.core) if year and YEAR.fullmatch(year))
        noun = "noun", "act" if item.head in ENACTED else item.head
        law = [("law",)] if item.type in LAWS else []
        for key in (*_names(item, self.lexicon), _title(item, self.lexicon), *years, noun, *law):
            self._places[key][place] = None


def _names(item: Found, lexicon: Lexicon) -> Iterator[_Key]:
    """What two mentions have in common one way or another that name the same law, titles apart."""
    if item.number:
        for lettered in (True, False):
            whole = plain(item.number, lexicon, lettered)
            yield from (("number", lettered, each) for each in {whole, whole.partition("of")[0]})
    if item.same:
        yield ("same", item.same)
    if item.form == "alone":
        yield ("alone", item.type)


def _title(item: Found, lexicon: Lexicon) -> _Key:
    return ("title", bare(core_of(item, lexicon)))
