"""Places that the atlas knows, and names that facilities, ships and storms bear ("Tarrant Field Airport")."""

from collections.abc import Iterable, Iterator
from itertools import islice, takewhile

from extractor.draft import Draft
from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.gazetteer import phrase_at, phrases_in
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.naming import AGENCY, FORMS
from extractor.regex import lookbehind
from extractor.rules.gazetteer import CLOSED, plain
from extractor.text.capitals import Capitals

_KNOWN, _OPENING, _HELD = 2.9, 6.0, 0.5
_TOLD = 5.9  # less than a well-known body


def find_dateline(draft: Draft, known: Lexicon) -> Iterator[Candidate]:
    """The place of the dateline, in the atlas or not, and the agency in brackets behind it: "TARROW (Harbour Mirror)".

    The place gives way to one with a district: "Tarrow, D.C.".
    """
    if line := draft.dateline:
        end = line.start + len(line.place)
        weight = _HELD if FORMS.in_district.match(draft.article.text, end) else _OPENING
        yield Candidate(line.start, end, "place", "atlas city", weight)
        agency = FORMS.agency.search(line.text, len(line.place))
        other = agency and (agency[1].lower() in known.roles or known.atlas.look_up(agency[1]))
        if agency and not other and not FORMS.wire.match(agency[1]):
            yield Candidate(line.start + agency.start(1), line.start + agency.end(1), "institution", AGENCY, _TOLD)


def find_places(capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """Candidates for places that are no part of a longer capitalised phrase but that of a side: "Tarrow East"."""
    words = capitals.words
    for first, end, sort in phrases_in(known.places, capitals):
        town = sort in ("capital", "city") and capitals.linked(end + 1, "word")
        last = end + (town and words[end + 1].text in known.uses["side"])
        dollars = capitals.text.startswith("$", words[last].end)  # "US$ 11 million"
        if not (dollars or capitals.linked(first, "word") or capitals.linked(last + 1, "word")):
            yield Candidate(words[first].start, words[last].end, "place", f"atlas {sort}", _KNOWN)


def placed(candidates: Iterable[Candidate], capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """The candidates without what only the model takes for a place, and nothing speaks for.

    A word, or several that neither open nor end as names of places do ("Lake Tarrow"), stand behind one of the words of
    ``models/places/before.tsv`` or in a list beside another place, and are no part of somebody's name; several end in
    no ordinary word but the noun of a place ("Pacific Solution").
    """
    found, text = list(candidates), capitals.text
    bounds = {bound for each in found if each.label == "place" for bound in (each.start, each.end)}
    names = (plain(text[each.start : each.end]).split() for each in found if each.label == "person")
    people = {word for words in names if len(words) > 1 for word in words}

    def stands(each: Candidate) -> bool:
        before = lookbehind(FORMS.join_before, text, each.start, _NEAR)
        after = FORMS.join.match(text, each.end)
        listed = (before and before.start() in bounds) or (after and after.end() in bounds)
        return bool(listed or lookbehind(known.around["before_places"], text, each.start, _NEAR))

    def doubtful(each: Candidate) -> str | None:
        word = plain(text[each.start : each.end])
        alone = each.rule == _MODELLED and " " not in word
        several = each.rule in _OUTSIDE and " " in word and not _is_shaped(word.split(), known)
        land = known.atlas.look_up(known.atlas.bare(word.partition(",")[0]))  # "Washington, D.C."
        return word if (alone or several) and not land else None

    doubted = [*map(doubtful, found)]
    words = {word for each, word in zip(found, doubted, strict=True) if word and stands(each)}
    sure = {word for word in words - people if word.lower() not in known.ordinary and word not in known.bodies.values}
    for each, word in zip(found, doubted, strict=True):
        ships = each.label == "place" and text.startswith("-class", each.end)
        if (word is None or word in sure) and not ships and not _is_no_place(each, people, capitals, known):
            yield each


def _is_shaped(words: list[str], known: Lexicon) -> bool:
    """Whether words open or end as names of places do: "Northern Tarrow", "Port of Ashgrove", "Reed County"."""
    first, last = words[0].strip(".").title(), words[-1].title()
    uses = known.uses
    opens = first in uses["side"] or first in uses["town"] or words[1] in CLOSED["small"]
    return opens or last in known.grounds.values or last in uses["side"] or last in uses["site"]


def _is_no_place(each: Candidate, people: set[str], capitals: Capitals, known: Lexicon) -> bool:
    """Whether words of the model are a people, end in an ordinary one, open with a body or are a side without "the"."""
    if each.label != "place" or not each.rule.startswith(_BY_MODEL):
        return False
    words = plain(capitals.text[each.start : each.end]).split()
    last = words[-1].title()
    side = FORMS.compass.fullmatch(capitals.text, each.start, each.end)
    bare = side is not None and lookbehind(FORMS.listed, capitals.text, each.start, _LONG) is None
    if bare or last in known.demonyms or len(words) == 1 or known.atlas.look_up(" ".join(words)):
        return bare or last in known.demonyms or FORMS.no_place_end.search(last) is not None
    body = known.bodies.values.get(words[0])
    kind, ground = " ".join(words).partition(" of ")[0], last in known.grounds.values
    if kind in known.uses["thing"] or kind in known.uses["close"] or people.issuperset(words[:2]):
        return True
    if (body is not None and not body.only_at) or FORMS.no_place_end.search(last) is not None:
        return True
    ship = words[0] in known.uses["ahead"] and words[0] not in known.uses["side"]  # or a storm
    opens, ends = (known.atlas.sort_of(" ".join(part)) == "name" for part in (words[:-1], words[1:]))
    landed = (opens and not (ground or last in known.uses["side"])) or (ends and not _is_shaped(words, known))
    return ship or landed or (last.lower() in known.ordinary and not ground and words[1] not in CLOSED["small"])


_MODELLED, _BY_MODEL, _NEAR = "model GPE", "model ", 16
_OUTSIDE = (_MODELLED, "model LOC")
_LONG = 40
_LONGEST = 2
_MOST_BEHIND = 8  # words that go on with the name of a thing


def no_places(candidates: Iterable[Candidate], capitals: Capitals, known: Lexicon) -> Iterator[Candidate]:
    """Those without names that somewhere go on with the noun of a place, or of ships and storms, no clear person's."""
    found = list(candidates)
    text = capitals.text
    places = _before_grounds(capitals, known) | _after_kinds(capitals, known)
    full = (_words(text, each) for each in found if each.label == "person")
    sure = {words[-1] for words in full if len(words) > 1 and words[0].title() in known.given} if places else set()
    for each in found:
        person = each.label == "person" and each.rule in ("given name", "model PERSON", "title")
        words = _words(text, each) if person else []
        if len(words) > 1 and _opens_thing(each, capitals, known):
            continue
        words = [] if each.rule == "title" else words
        if " ".join(words) not in places or (len(words) == 1 and words[0] in sure):
            yield each


def _opens_thing(each: Candidate, capitals: Capitals, known: Lexicon) -> bool:
    """Whether a full name opens that of an award or house: "Ana Brook Public Health Medal"."""
    start = capitals.first_at(each.end)
    behind = islice(capitals.words, start, start + _MOST_BEHIND)
    words = [word.text for word in takewhile(lambda word: word.link == "word", behind)]
    last = words[-1] if words else ""
    thing = last in known.uses["tail"] or last in known.uses["site"]
    if not thing or last in known.uses["surname"] or last.lower() in known.roles:
        return False
    return not any(word in known.uses["verb"] or word in known.titles.values for word in words)


def _words(text: str, each: Candidate) -> list[str]:
    return plain(text[each.start : each.end]).casefold().split()


def _before_grounds(capitals: Capitals, known: Lexicon) -> frozenset[str]:
    """The words, up to two in small letters, that stand right before the noun of a place."""
    behind = (at for at in range(1, len(capitals.words)) if capitals.linked(at, "word"))
    ends = (at for at in behind if phrase_at(known.grounds, capitals, at))
    pairs = ((first, at) for at in ends for first in range(max(0, at - _LONGEST), at))
    return frozenset(capitals.phrase(first, at - 1).casefold() for first, at in pairs)


def _after_kinds(capitals: Capitals, known: Lexicon) -> frozenset[str]:
    """The words, up to three in small letters, that stand right after the kind of ship, storm or place they name."""
    words, text = capitals.words, capitals.text
    found: set[str] = set()
    ahead = (at for at in range(1, len(words)) if words[at - 1].text in known.uses["ahead"])
    kinds = {at: words[at - 1].start for at in ahead if words[at].link == "word"}
    small = {capitals.first_at(kind.end()): kind.end() for kind in known.vessels.finditer(text)}
    for at, kind in {**small, **kinds}.items():
        last = at
        while last < len(words) and last - at <= _LONGEST and (last == at or words[last].link in ("word", "particle")):
            found.update(plain(text[start : words[last].end]).casefold() for start in (words[at].start, kind))
            last += 1
    return frozenset(found)
