"""Makes one entity of all mentions of a law: title, number, short name, acronym, "the Bill"."""

import re

from msgspec.structs import replace

from extractor.facts.instruments.found import Entity, Found
from extractor.facts.instruments.lexicon import Lexicon
from extractor.facts.instruments.nicknames import named
from extractor.regex import compiled

_BESIDE = compiled(
    r"(?:\s*\([A-Z]{2,10}\)|\))?[”\"]?[\s,]*[(\[“\"]?\s*"
    r"(?:(?:also|otherwise|better|commonly|formally|known as|(?:so-)?called|(?:en)?titled|dubbed|or|proposed"
    r"|[Tt]he)\s+)*"
    r"[“\"]?\s*"
)
_RENAMED = compiled(
    r",?\s*\(?\s*(?:or|(?:also |otherwise |formerly |commonly |better )?(?:known|referred to) as|called|dubbed)\s+"
    r"(?:simply\s+)?(?:the\s+)?[“\"]?"
)
_OPEN = compiled(r"\s*\(\s*(?:the\s+)?[“\"]?")
_COMPANION = compiled(r"\s*/?\s*")
_ALIAS = compiled(
    r"(?:,? as amended,?)?\s*\(\s*(?:the\s+|known as\s+|or\s+)*[“\"‘']?(?P<a>[A-Z][\w.&-]{1,14})[”\"’']?\s*[;,)]"
    r"|[^\S\n]{2}(?P<b>[A-Z]{3,10})(?=[^\S\n]{2})"
)
_INNER = compiled(r"(?:\(|\s{2})([A-Z]{2,10})(?:\)|\s)(?=\s+(?:Act|Bill))")
_ALIKE = {"money": "appropriations", "roads": "transportation"}
_OPENERS = frozenset(("on", "of", "for", "to", "against", "between"))
_LETTERS = compiled(r"^(?:\(?[A-Za-z][\w.]*\)?\s*)+(?=\d)|\s*\((?:19|20)\d\d\)$")
_SIGNS = compiled(r"\W|(?i:nos?\b)|\b0+")
_THIS = compiled(r"(?:[Tt]h(?:e|is)|[Hh]is|[Hh]er|[Oo]ur)\s+(?:bill|legislation|measure)\s*,?\s*\(\s*$")
_MARKS = compiled(r"[-']")
_YEAR = compiled(r"(?:1[789]|20)\d\d")
_SHORTEST_ACRONYM = 2
_SHORTEST_PART = 2
_LAWS = frozenset(("act", "bill"))


def entities(text: str, found: list[Found], lexicon: Lexicon) -> list[Entity]:
    """The entities in order of first mention."""
    made: list[Entity] = []
    for item in found:
        if item.form not in ("bare", "lone"):
            _place(text, item, made, lexicon)
    made = named(text, _joined(made))
    _add_aliases(text, made)
    for item in found:
        if item.form not in ("bare", "lone") or any(item.start == other.start for e in made for other in e.found):
            continue
        if entity := _meant(item, made):
            entity.found.append(item)
        elif item.form == "lone":
            _place(text, item, made, lexicon)
            _add_aliases(text, made[-1:])
    return sorted(made, key=lambda entity: entity.start)


def _place(text: str, item: Found, made: list[Entity], lexicon: Lexicon) -> None:
    entity = _fitting(text, item, made, lexicon)
    if entity is None:
        entity = Entity()
        made.append(entity)
    entity.found.append(item)
    entity.inner += _INNER.findall(text[item.start : item.end])
    if item.form in ("title", "known", "lone") and (match := _ALIAS.match(text, item.end)):
        alias = match["a"] or match["b"]
        if _initials(alias, item) and alias not in entity.aliases:
            entity.aliases.append(alias)


def _fitting(text: str, item: Found, made: list[Entity], lexicon: Lexicon) -> Entity | None:
    known = (e for e in reversed(made) if e.known_by(item.core) or any(_same(item, o, lexicon) for o in e.found))
    same = next(known, None) or _of_year(item, made) or _numbered(text, item, made)
    if made and _beside(text, made[-1], item):
        if same and same is not made[-1] and not (same.number and made[-1].number):
            same.found.extend(made.pop().found)
            return same
        return made[-1]
    if same:
        return same
    short = [entity for entity in made if any(_short(item, other, lexicon) for other in entity.found)]
    return short[0] if len(short) == 1 else None


def _of_year(item: Found, made: list[Entity]) -> Entity | None:
    """The law of which only the year and the noun are said: the 1992 Act."""
    if item.form != "title" or len(item.core) != 1 or not _YEAR.fullmatch(item.core[0]):
        return None
    year = item.core[0]
    kin = [entity for entity in reversed(made) if any(_heads_agree(item, other) for other in entity.found)]
    same = [entity for entity in kin if any(year == other.year or year in other.core for other in entity.found)]
    undated = [entity for entity in kin if not any(other.year for other in entity.found)]
    return same[0] if same else undated[0] if len(kin) == len(undated) == 1 else None


def _numbered(text: str, item: Found, made: list[Entity]) -> Entity | None:
    """The bill that "the legislation (S. 12)" goes on about, where it has no number yet."""
    if item.form != "number" or item.type != "bill" or not _THIS.search(text, max(0, item.start - 30), item.start):
        return None
    last = next((entity for entity in reversed(made) if entity.found[0].type in ("act", "bill")), None)
    return last if last and not last.number and last.found[0].form == "title" else None


def _beside(text: str, entity: Entity, item: Found) -> bool:
    """Whether number and title stand side by side: ``the SAFER Act (S. 2231)``, ``S. 2231, the SAFER Act``."""
    last = entity.found[-1]
    gap = text[last.end : item.start]
    if item.type == "constitution":
        return False
    if last.form == item.form == "title":
        bracketed = bool(_OPEN.fullmatch(gap)) and text[item.end : item.end + 1] in (")", "”", '"')
        return (bracketed or bool(_RENAMED.fullmatch(gap))) and _heads_agree(last, item)
    if last.form == item.form == "number":
        return (last.number or "")[:1] != (item.number or "")[:1] and bool(_COMPANION.fullmatch(gap))
    if "number" not in (last.form, item.form) or not {last.form, item.form} & {"title", "described", "known"}:
        return False
    if last.type != item.type and not {last.type, item.type} <= {"act", "bill"}:
        return False
    return not (entity.number and item.number) and bool(_BESIDE.fullmatch(gap))


def _same(item: Found, other: Found, lexicon: Lexicon) -> bool:
    if item.number and other.number:
        lettered = bool(item.head and other.head)
        return _plain(item.number, lettered) == _plain(other.number, lettered) and _heads_agree(item, other)
    if item.same and item.same == other.same:
        return not (item.year and other.year and item.year != other.year)
    if item.form == "alone" or other.form == "alone":
        return item.form == other.form and item.type == other.type
    if not item.core or (item.year and other.year and item.year != other.year):
        return False
    one, two = (_MARKS.sub("", "".join(_core(each, lexicon))) for each in (item, other))
    return one == two and _heads_agree(item, other)


def _core(item: Found, lexicon: Lexicon) -> tuple[str, ...]:
    """The words of its title; in a bill's name words that mean the same are one (spending, appropriations)."""
    core = item.core
    if item.head == "conference report" and core[-1:] in (("act",), ("bill",)):
        core = core[:-1]
    for kind, word in _ALIKE.items() if item.head == "bill" else ():
        if lexicon.words[kind].intersection(core):
            core = tuple(word if each in lexicon.words[kind] else each for each in core)
    return core


def _plain(number: str, lettered: bool) -> str:
    """The number alone; where a noun stands for its letters (E.O. 13224), without them."""
    number = _LETTERS.sub("", number) if lettered else number
    return _SIGNS.sub("", number).lower()


def _heads_agree(item: Found, other: Found) -> bool:
    return item.head.removesuffix("s") == other.head.removesuffix("s") or {item.type, other.type} <= _LAWS


def _short(item: Found, other: Found, lexicon: Lexicon) -> bool:
    """Whether one title is the other with words left out (Deficit Reduction Act for a longer name)."""
    if {item.head, other.head} == {"act", "bill"}:
        act, bill = (item, other) if item.head == "act" else (other, item)
        return _bill_of(act, bill, lexicon)
    if item.head != other.head or (item.form == other.form == "described" and item.head != "bill"):
        return False
    few, many = sorted((_core(item, lexicon), _core(other, lexicon)), key=len)
    if not few or len(few) == len(many):
        return False
    if (item.year and other.year and item.year != other.year) or (item.number and other.number):
        return False
    if few[0] in _OPENERS and many[-len(few) :] != few:
        return False
    words = iter(many)
    within = all(word in words for word in few)
    changed = item.head != "bill" and bool(lexicon.words["change"] & (set(many) - set(few)))
    return (within and not changed) or _spelled(few, many)


def _bill_of(act: Found, bill: Found, lexicon: Lexicon) -> bool:
    """Whether the bill is the act told by part of its title (the Vision Care Bill), or with its sponsors before it."""
    (year, whole), (other, part) = _dated(act, lexicon), _dated(bill, lexicon)
    if bill.form != "title" or (year and other and year != other) or min(len(whole), len(part)) < _SHORTEST_PART:
        return False
    inside = any(whole[at : at + len(part)] == part for at in range(len(whole)))
    return inside or part[-len(whole) :] == whole


def _dated(item: Found, lexicon: Lexicon) -> tuple[str | None, tuple[str, ...]]:
    """The year that its title says, and the other words."""
    core = _core(replace(item, head="bill"), lexicon)
    year = item.year or next(filter(_YEAR.fullmatch, core), None)
    return year, tuple(word for word in core if word != year)


def _spelled(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    """Whether ``many`` is ``few`` with an acronym of it in words (CPSC Reform Act, Consumer Product Safety …)."""
    more = len(many) - len(few)
    at = next((at for at, (one, other) in enumerate(zip(few, many, strict=False)) if one != other), len(few) - 1)
    word, spelled = few[at], many[at : at + more + 1]
    return (
        len(word) > _SHORTEST_ACRONYM
        and word == "".join(part[0] for part in spelled)
        and few[at + 1 :] == many[at + more + 1 :]
    )


def _joined(made: list[Entity]) -> list[Entity]:
    """Without those that stand before the words that explain their acronym (the WARN Act)."""
    kept = []
    for entity in made:
        cores = {item.core for item in entity.found}
        whole = next((o for o in made if o is not entity and all(map(o.known_by, cores))), None)
        if whole is None:
            kept.append(entity)
        else:
            whole.found.extend(entity.found)
    return kept


def _add_aliases(text: str, made: list[Entity]) -> None:
    """Acronyms that a bracket gives to a title, wherever they stand."""
    taken = [(item.start, item.end) for entity in made for item in entity.found]
    for entity in made:
        for alias in entity.aliases:
            for use in re.finditer(rf"(?<!\w){re.escape(alias)}(?!\w)", text):
                if not any(start < use.end() and use.start() < end for start, end in taken):
                    entity.found.append(Found(use.start(), use.end(), "alias", "", entity.found[0].type))
                    taken.append(use.span())


def _initials(alias: str, title: Found) -> bool:
    letters = [letter for letter in alias.lower() if letter.isalpha()]
    starts = {word[0] for word in (*title.core, *title.head.split())}
    return len(letters) > 1 and sum(letter in starts for letter in letters) * 3 >= len(letters) * 2


def _meant(item: Found, made: list[Entity]) -> Entity | None:
    """The law that "the Bill" or "the Act" stands for: the last one before it of that kind, else the only one."""
    fit = [entity for entity in made if any(other.head == item.head for other in entity.found)]
    if not fit and item.type in _LAWS:
        fit = [entity for entity in made if any(other.type in ("act", "bill") for other in entity.found)]
    before = [(other.start, at) for at, entity in enumerate(fit) for other in entity.found if other.start < item.start]
    if before:
        return fit[max(before)[1]]
    return fit[0] if len(fit) == 1 else None
