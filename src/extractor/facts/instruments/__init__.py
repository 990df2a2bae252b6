"""What law: acts, bills, treaties, constitutions found by their head nouns, numbers and names."""

import re
from collections.abc import Iterator

from msgspec.structs import replace

from extractor.data import Library
from extractor.doc import Doc
from extractor.draft import Draft, Find
from extractor.entities.countries import LANDS
from extractor.entity import Instrument
from extractor.fact import Mention
from extractor.facts.instruments.find import mentions
from extractor.facts.instruments.identifiers import Schemes
from extractor.facts.instruments.lexicon import Entity, Found, Lexicon, enacts, words_of
from extractor.facts.instruments.merge import entities
from extractor.facts.instruments.titles import Reader
from extractor.regex import lookbehind
from extractor.terms import LAWS, InstrumentType

_DRAFT, _NEAR, _BEFORE, _AFTER, _LIST = 16, 40, 90, 90, 600
_AT_HOME = frozenset(("act", "bill", "constitution", "code", "decree", "regulation", "rules"))
_OF_STATES = ("act", "bill", "constitution", "code")
"""What the European Union has none of: in its news such a law is a state's."""
_OF = re.compile(r"\bof\s+(?:the\s+)?$")
_OWNER = re.compile(r"(?<!\w)(?:(?P<name>[A-Z]\w+(?: [A-Z]\w+)*)[’']s?|(?P<adjective>[A-Z]\w+))\s+$")


def build(library: Library) -> Find:
    """The finder of instruments; it scans the text with the patterns made of ``models/instruments/``."""
    lexicon, schemes = Lexicon(library), Schemes(library)

    def find(doc: Doc, draft: Draft) -> Iterator[Instrument]:  # noqa: ARG001
        text, headline = draft.article.text, draft.structure.headline
        published = draft.published.value if draft.published else None
        reader = Reader(text, lexicon, draft.country, published)
        laws = entities(reader, mentions(reader), headline.end if headline else 0)
        for number, entity in enumerate(_trimmed(text, laws, headline), 1):
            law = _instrument(reader, f"L{number}", entity)
            names = schemes.identifiers(text, law.mentions, law.country, published)
            yield replace(law, identifiers=names) if names else law

    return find


def _trimmed(text: str, laws: list[Entity], headline: Mention | None) -> list[Entity]:
    """The laws, a headline's mentions cut to a title of the text ("Petitions Challenge Legality of | Harbour Bill")."""

    def above(item: Found) -> bool:
        if headline and headline.start <= item.start and item.end <= headline.end:
            return True
        return text[max(0, item.start - 1) : item.start] in ("", "\n") and text[item.end : item.end + 1] in ("", "\n")

    owners = {
        (" ".join(text[item.start : item.end].split()).casefold(), key): place
        for place, law in enumerate(laws)
        for item in law.found
        if item.core and not above(item)
        for key in (place, item.type)
    }
    found: list[list[Found]] = [[] for _ in laws]
    for place, law in enumerate(laws):
        alone = all(map(above, law.found))
        for item in law.found:
            words = text[item.start : item.end].split(" ") if above(item) else []
            tails = [" ".join(words[first:]).casefold() for first in range(1, len(words))]
            ends = ((tail, key) for tail in tails for key in (place, item.type))
            end = next((end for end in ends if end in owners and (alone or end[1] == place)), ("", place))
            cut = replace(item, start=item.end - len(end[0])) if end[0] else item
            found[owners.get(end, place)].append(cut)
    return [replace(law, found=each) for law, each in zip(laws, found, strict=True) if each]


def _instrument(reader: Reader, ident: str, entity: Entity) -> Instrument:
    """The fact, by its fullest mention, home unless it says another country."""
    text = reader.text
    found = sorted(entity.found, key=lambda item: item.start)
    named = [item for item in found if item.core and not enacts(item)] or found
    named = [item for item in named if item.form != "described" or item.type not in LAWS] or named
    best = max(sorted(named, key=lambda item: text[item.start : item.end].isupper()), key=_fullness)
    return Instrument(
        id=ident,
        name=" ".join((best.name or text[best.start : best.end]).split()),
        type=_type(reader, found, best),
        number=re.sub(r"\s+", " ", reader.patterns.number_words.sub("", number)) if (number := entity.number) else None,
        country=_country(reader, found, best),
        mentions=tuple(Mention(text=text[item.start : item.end], start=item.start, end=item.end) for item in found),
        rule=f"instruments.{best.form}",
    )


def _fullness(item: Found) -> tuple[int, bool, int]:
    """How fully a mention names a law: with words of its own, of an act rather, with a number, long."""
    return bool(item.core) + bool(item.core and item.head == "act"), bool(item.number), item.end - item.start


def _type(reader: Reader, found: list[Found], best: Found) -> InstrumentType:
    """A law in the making is a bill if the words around it say so; one whose year is long past is in force."""
    kinds, text, home = {item.type for item in found}, reader.text, (reader.home or "").lower()
    national = reader.lexicon.national.get(best.head)
    if national and home in reader.words[national.countries]:
        return national.type
    enacted_there = best.head == "act" and best.year and home in reader.words["enacts"]
    places = [item.start for item in found if item.head == "act" or not enacted_there] if best.type == "act" else []
    drafted = (lookbehind(reader.patterns.drafted, text, at, _DRAFT) for at in places)
    if any(drafted) or any(text.startswith(("Draft ", "draft "), at) for at in places):
        return "bill"
    made = [item for item in found if best.type == "act" or item.head == "bill"]
    around = [_around(text, item, reader.patterns.named_before) for item in made]
    if enacted_there or (best.type == "bill" and any(map(reader.lexicon.signed.search, around))):
        return "act"
    numbers = {item.type for item in found if item.form == "number"}
    if best.type != "act" or "act" in numbers or (best.form == "described" and "bill" not in kinds):
        return "bill" if best.type == "resolution" and "bill" in numbers else best.type  # H.R. 1, the Budget Resolution
    if any(map(reader.is_past, found)):
        return "act"
    verdicts = reader.lexicon.pending, reader.lexicon.enacted
    pending, enacted = (sum(bool(verdict.search(each)) for each in around) for verdict in verdicts)
    return "bill" if pending + ("bill" in kinds) > enacted else "act"


def _around(text: str, item: Found, listed: re.Pattern[str]) -> str:
    """The words around a law's mention, which stands at "@", without those ``listed`` right before it."""
    start = item.start
    while (before := lookbehind(listed, text, start, _BEFORE)) and item.start - start < _LIST:
        start = before.start()
    return f"{text[max(0, start - _BEFORE) : start]}@{text[item.end : item.end + _AFTER]}"


def _country(reader: Reader, found: list[Found], best: Found) -> str | None:
    told = next((item.country for item in found if item.country), None)
    if told:
        return None if told == "*" else told
    near = words_of(reader.text[max(0, best.start - _NEAR) : best.end])
    chamber = not best.number or best.number[0].isalpha()  # House Resolution 12
    own = best.type == "resolution" and chamber and reader.words["world"].isdisjoint(near)
    own = own and not (best.form == "described" and reader.patterns.world.search(reader.text))
    if best.type not in _AT_HOME and not own:
        return None
    named = (_nation(reader, item) for item in found)
    of_union = best.type == "regulation" and any(not reader.words["union"].isdisjoint(item.core[:1]) for item in found)
    of_union = of_union or (best.head == "directive" and (reader.home or "").lower() in reader.words["members"])
    home = "EU" if of_union else reader.home
    return next(filter(None, named), None if home == "UN" or (home == "EU" and best.type in _OF_STATES) else home)


def _nation(reader: Reader, item: Found) -> str | None:
    """The country whose adjective or letters (UK) open the title, or whose name closes it or stands before it."""
    lexicon, text, first = reader.lexicon, reader.text, item.core[0] if item.core else ""
    lands = [hit for hit in lexicon.atlas.scan(text, item.start, item.end) if hit.sort in LANDS]
    opens = bool(lands) and lands[0].start == item.start
    if (first, reader.home) in lexicon.peoples:  # of a people at home: the Indian Health Care Act
        return reader.home
    if first in lexicon.demonyms or (first in lexicon.nations and text[item.start : item.start + len(first)].isupper()):
        return lands[0].country if opens else lexicon.nations[first]
    if first == "of" and lands:  # the Law of the Republic of Kazakhstan "On Harbours"
        return lands[0].country
    if lands and lands[-1].end == item.end and lookbehind(_OF, text, lands[-1].start, _NEAR):
        return lands[-1].country
    owner = lookbehind(_OWNER, text, item.start, _NEAR)
    if owner is None:
        return None
    adjective = (owner["adjective"] or "").lower()
    return lexicon.nations.get(adjective if adjective in lexicon.demonyms else (owner["name"] or "").lower())
