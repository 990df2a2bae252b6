"""Bodies that rules find: well-known ones, words around a head noun, lower-case heads, names after trigger nouns."""

from collections.abc import Iterator

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.gazetteer import Head, Known, phrase_at
from extractor.entities.candidates.lexicon import Lexicon, is_word
from extractor.entities.candidates.non_organizations import RULES, Span, opens_ground, opens_office
from extractor.entities.candidates.refusals import Refusals, is_label
from extractor.entities.candidates.span_boundaries import Boundaries
from extractor.entities.context_cues import FIRM, MARKED, Beside
from extractor.entities.countries import LAND_NAMES
from extractor.entities.naming import FORMS
from extractor.rules.gazetteer import CLOSED

_KNOWN, _BUILT, _ALONE = 6.0, 6.0, 4.0
_OPENED = 7.5  # above a person by title: "Fiscalía General de la Nación"
_DUTY = Head(CLOSED["duty"] - CLOSED["in"], joins=True)
_NEAR_ARTICLE, _NEAR_HEAD = 14, 24
_TITLE, _ALL, _LANDS = "The ", "All ", ("name", "region")
_TOLD, _SPELLED, _LONGEST = 3.4, 4.6, 6  # more than an abbreviation that is named again
_NAMED = 6.5  # of several words, above a known one in it: "the lender PKO BP"
_LETTERS = range(3, 7)
_LONGEST_DEMONYM = 3  # words


def find_bodies(reach: Boundaries, home: str | None, refused: Refusals) -> Iterator[Candidate]:
    """Candidates for bodies; ``home`` is the article's country, if known."""
    text, known = reach.capitals.text, reach.known
    for each in _bodies(reach, home, refused):
        yield each
        house = text[each.start : each.end].rpartition(" ")[2].upper() in known.houses
        if committee := known.smalls["chamber"].match(text, each.end) if house else None:  # "Commons health committee"
            yield Candidate(each.start, committee.end(), "institution", "demonym or leader and head noun", _NAMED)


def _bodies(reach: Boundaries, home: str | None, refused: Refusals) -> Iterator[Candidate]:
    capitals, known, words = reach.capitals, reach.known, reach.words
    yield from _spoken(reach, home)
    for told in known.smalls["told"].finditer(capitals.text):
        yield Candidate(*told.span("noun"), "institution", "demonym or leader and head noun", _BUILT)
    inner = -1
    for first in range(len(words)):
        yield from _known_at(reach, first, home, refused)
        yield from _before_ending(reach, first, home)
        if small := small_head(reach, first):
            yield Candidate(*small, "institution", "demonym or leader and head noun", _BUILT)
        if heading := phrase_at(known.heads, capitals, first):
            headed = [] if first <= inner else list(_headed(reach, first, *heading, home, refused))
            inner = max(inner, heading[0] if headed else inner)
            yield from headed
        elif _is_alone(known, words[first].text, home) and not (
            reach.linked(first, "word", "possessive") or reach.linked(first + 1, "of")
        ):  # the American "House"
            yield Candidate(words[first].start, words[first].end, "institution", "bare noun", _ALONE)


def _spoken(reach: Boundaries, home: str | None) -> Iterator[Candidate]:
    """The well-known bodies whose names have small words or signs in them."""
    text, known = reach.capitals.text, reach.known
    for start, stop, phrase in known.spoken.find(text):
        meant = known.bodies.values[phrase].is_at(home)
        if titled := phrase.startswith(_TITLE):  # "told The Hindu", not "The Independent Commission"
            meant = FORMS.titled.match(text, start) is not None and FORMS.goes_on.match(text, stop) is None
        if meant and not FORMS.counts_on.match(text, stop):  # not "No. 107"
            yield Candidate(start + len(_TITLE) * titled, stop, "institution", "known body", _KNOWN)


def _known_at(reach: Boundaries, first: int, home: str | None, refused: Refusals) -> Iterator[Candidate]:
    found = reach.bodies.get(first)
    if found is None:
        return
    last, body = found
    last = reach.of_country(last) if body.public else reach.with_branch(last)
    start = reach.words[reach.spelled_left(first, last)].start  # "Fiji Independent Commission … (FICAC)"
    each = Candidate(start, reach.with_form(last), "institution", "known body", _KNOWN)
    one, title = first == last, reach.known.titles.values.get(reach.words[first].text)
    if not _is_meant(reach, body, first, last, home):
        refused.add(each, "elsewhere", "the words name this body in articles from other countries alone")
    elif one and is_label(reach.capitals.text, each):
        refused.add(each, "label", "letters before a colon at the head of a line")
    elif opens_ground(reach, first, last) or opens_office(reach, first, last):
        refused.add(each, "ground", "it opens the noun of a place, or a title of people")
    elif FORMS.model.match(reach.capitals.text, each.end) or any(
        reach.linked(first + 1 + at, "word") and reach.phrase(*span) in reach.known.uses["thing"]
        for at, span in ((last - first, (first, last + 1)), (-1, (first - 1, last)))
    ):
        refused.add(each, "thing", "it opens or ends the name of a thing")
    elif one and title == "rank" and first + 1 in reach.people:
        refused.add(each, "rank", "letters of a rank before a person's name")
    elif one and reach.is_state_of_town(first):
        refused.add(each, "state", "the letters of a state behind a town's comma")
    elif one and each.end == reach.words[first].end and reach.words[first].text in reach.surnames:
        refused.add(each, "surname", "the last word of somebody's full name")
    elif one and reach.is_given_name(first):
        refused.add(each, "given name", "a given name of somebody named there")
    else:
        yield each


def _before_ending(reach: Boundaries, first: int, home: str | None) -> Iterator[Candidate]:
    """The well-known body before a hyphen and an ending: "NATO-led", "UN-backed"."""
    word = reach.words[first]
    name, hyphen, ending = word.text.rpartition("-")
    body = reach.known.bodies.values.get(name) if hyphen and ending in reach.known.uses["ending"] else None
    if body and not word.heading and _is_meant(reach, body, first, first, home):
        yield Candidate(word.start, word.start + len(name), "institution", "known body", _KNOWN)


def _is_meant(reach: Boundaries, body: Known, first: int, last: int, home: str | None) -> bool:
    """Whether words that may name a well-known body do so in an article from the country ``home``.

    A common word ("Labour") does not where it merely opens a longer name of something else.
    """
    if not body.only_at or (body.short and (home in body.only_at or reach.names_country(body.only_at))):
        return True
    if body.short or home not in body.only_at:
        return False
    person = last + 1 in reach.titled or last + 1 in reach.people
    return last > first or not reach.linked(last + 1, "word") or person or reach.words[last + 1].heading


def _headed(
    reach: Boundaries, first: int, last: int, head: Head, home: str | None, refused: Refusals
) -> Iterator[Candidate]:
    """The body whose head noun goes from one word to another, with other words around it or bare."""
    words, known = reach.words, reach.known
    right = reach.right(first, last, head)
    chamber = right > last and reach.phrase(last + 1, right) in known.chambers
    whole = chamber or right in (last, reach.of_country(last))  # "Maritime and Port Authority of Singapore"
    left = first if head.before == "opens" else reach.left(first, head, joins=head.joins and whole)
    if head.before == "either" and right > last:
        left = reach.land_before(first)
    another = reach.is_purpose(first, last, head) or reach.is_of_another(left, last)
    if left < first and another and not reach.is_spelled(left, right):
        right, left = last, reach.left(first, head, joins=head.joins)
    if left < first and right == last:
        right = reach.with_branch(reach.of_country(reach.over_heads(last)))
    right = reach.with_campus(right)
    if reach.linked(last + 1, "of") and reach.owns_body(right):
        right = last  # "Roads Committee of Norland's National Assembly"
    left = reach.spelled_left(left, right)
    span = Span(reach, left, first, last, right)
    if rule := next((rule for rule in RULES if rule[2](span)), None):
        refused.add(Candidate(words[left].start, words[right].end, "institution", "head noun", _BUILT), *rule[:2])
        return
    if left < first or right > last:
        weight = _OPENED if head.before == "opens" or reach.is_crowned(left, first) else _BUILT
        start = words[left].start
        whole = reach.capitals.text.endswith(_ALL, 0, start) and known.places.values.get(words[left].text) in _LANDS
        start -= len(_ALL) * (whole and left < first)  # "All India Ferry Federation"
        yield Candidate(start, reach.with_form(right), "institution", "head noun", weight)
        return
    bare = Candidate(words[first].start, words[last].end, "institution", "bare head noun", _ALONE)
    free = head.before == "land" or not reach.linked(first, "word", "possessive")
    earlier = FORMS.earlier.search(reach.capitals.text, max(0, bare.start - _NEAR_HEAD), bare.start)
    if free and not earlier and first not in reach.titled and _is_alone(known, reach.phrase(first, last), home):
        yield bare
    else:
        refused.add(bare, "bare", "a head noun that names no body by itself here")


def _is_alone(known: Lexicon, words: str, home: str | None) -> bool:
    countries = known.alone.get(words)
    return countries is not None and (not countries or home in countries)


def find_duties(reach: Boundaries) -> list[tuple[int, int]]:
    """Offices with what they are of or for, and those that begin with a body ("Cabinet Secretary"), in code points."""
    reach = reach.of_duties()
    words, found, first = reach.words, [], 0
    while first < len(words):
        title = phrase_at(reach.known.titles, reach.capitals, first) if first in reach.titled else None
        last = reach.right(first, title[0], _DUTY) if title else first
        scoped = title and any(reach.linked(at, "of", "for") for at in range(first + 1, title[0] + 1))
        headed = title and first < title[0] and (scoped or words[first].text in reach.known.heads.values)
        if title and (last > title[0] or headed):
            found.append((words[first].start, words[last].end))
        first = last + 1
    return found


def small_head(reach: Boundaries, first: int) -> tuple[int, int] | None:
    """Place (code points) of "Canadian federal government", "government of Chile" or "the Tarrant government"."""
    text, known, word = reach.capitals.text, reach.known, reach.words[first]
    place, people = phrase_at(known.places, reach.capitals, first), _demonym(reach, first)
    behind = reach.words[place[0]].end if place else len(text)
    if found := known.smalls["place"].match(text, behind):
        return word.start, found.end()
    if people is not None or (place and place[1] in LAND_NAMES):
        end = reach.words[max(place[0] if place else first, first if people is None else people)].end
        opened = known.smalls["of"].search(text, max(0, word.start - _NEAR_HEAD), word.start)
        if opened and place and place[1] == "name":
            return opened.start(), end
        sorts = ("land", "owner", *(["demonym"] if people is not None else []))
        found = next(filter(None, (known.smalls[sort].match(text, end) for sort in sorts)), None)
        following = reach.capitals.first_at(found.end() + 1) if found else 0
        if found and following < len(reach.words) and following not in reach.titled:
            named = reach.words[following].start == found.end() + 1 and text[found.end()] == " "
            found = None if named else found  # "Norland's ports agency NPA"
    elif word.text not in known.general and text[max(0, word.start - 1) : word.start] in (" ", "\n"):
        party = word.text.isupper() and word.text in known.bodies.values  # "the NPP government"
        leader = None if party else known.smalls["leader"].match(text, word.end)
        definite = leader and FORMS.definite.search(text, max(0, word.start - _NEAR_ARTICLE), word.start)
        found = leader if definite and not known.atlas.look_up(word.text) else None
    return (word.start, found.end()) if found else None


def _demonym(reach: Boundaries, first: int) -> int | None:
    """Index of the last word of the longest demonym that begins with the word ``first`` ("Papua New Guinean")."""
    last = first
    while last - first < _LONGEST_DEMONYM - 1 and reach.linked(last + 1, "word"):
        last += 1
    return next((at for at in range(last, first - 1, -1) if reach.phrase(first, at) in reach.known.demonyms), None)


def find_marked(text: str, beside: Beside) -> Iterator[Candidate]:
    """Candidates for bodies by the noun of a kind beside a name in marks: the party “Tide”."""
    for start, end, kind in beside.marked(text):
        yield Candidate(start, end, "institution", kind + MARKED, _BUILT)


def find_told(reach: Boundaries, beside: Beside) -> Iterator[Candidate]:
    """Candidates for bodies in the capitals after "the NGO", "the daily"; firms also by people: "the law firm Bell"."""
    text, words = reach.capitals.text, reach.words
    for at, firm in beside.told(text):
        first = reach.capitals.first_at(at)
        if first >= len(words) or words[first].start != at or words[first].heading:
            continue
        last = first
        links = ("word", "particle", *(["and"] if firm else ["of", "for"]))  # no "the wholesaler Tarrow of Norland"
        while last + 1 < len(words) and reach.linked(last + 1, *links) and last - first < _LONGEST:
            if text.startswith(" and the ", words[last].end):  # "the firm Tarrow and the Senate"
                break
            last += 1
        own = range(first, last + 1)
        known = reach.known
        titled = any(index in reach.titled for index in own)
        person = any(index in reach.people or words[index].text in known.given for index in own)
        initial = any(len(words[index].text.rstrip(".")) == 1 for index in own[1:-1])  # "developer Ana I. Brook"
        name = text[words[first].start : words[last].end]
        place = not firm and (name in known.places.values or known.atlas.look_up(name))
        if not (titled or initial or place) and (firm or not person):
            weight = (_SPELLED if first == last else _NAMED) if firm else _TOLD
            yield Candidate(words[first].start, reach.with_form(last), "institution", "noun before it", weight)


def find_described(reach: Boundaries, beside: Beside) -> Iterator[Candidate]:
    """Candidates for bodies in the capitals before what they are: "Tarrow, the French dairy group,"."""
    capitals, known, words = reach.capitals, reach.known, reach.words
    for found in beside.behind.finditer(capitals.text):
        if not (own := capitals.ending_at(comma := found.start(), _LONGEST)):
            continue
        name = capitals.text[words[own[0]].start : comma]
        person = any(at in reach.people or at in reach.titled or words[at].text in known.given for at in own)
        place = name in known.places.values or known.atlas.look_up(name)
        if not (person or place or all(is_word(words[at].text, capitals, known) for at in own)):
            rule = FIRM if found["firm"] else "noun behind it"
            yield Candidate(words[own[0]].start, comma, "institution", rule, _TOLD)


def find_letters(reach: Boundaries, beside: Beside) -> Iterator[Candidate]:
    """Candidates for bodies in letters that no table has, by the words beside them: "a spokesman for CMAL"."""
    capitals, known = reach.capitals, reach.known
    for at, word in enumerate(reach.words):
        letters = word.text.isalpha() and word.text.isupper() and len(word.text) in _LETTERS and not word.heading
        alone = letters and not reach.linked(at, "word") and reach.linked(at + 1, "word")
        office = phrase_at(known.titles, capitals, at + 1) if alone else None
        behind = capitals.text[word.end : word.end + _NEAR_ARTICLE].lower() if office else ""
        officer = office is not None and office[0] + 1 in reach.people and beside.after.match(behind) is not None
        if letters and (officer or not reach.linked(at + 1, "word")):
            several = (FORMS.several_behind, known.around["groups"])
            if any(form.match(capitals.text, word.end) for form in several):
                continue  # "a spokesman for SME owners", "the LGBT community"
            told = officer or beside.vouches(capitals.text, word.start, word.end)  # "CMAL Chairman Ana Brook"
            if told and known.atlas.sort_of(word.text) != "name" and not is_word(word.text, capitals, known):
                yield Candidate(word.start, word.end, "institution", "letters by the words beside them", _SPELLED)
