"""Prenominal roles: those that stand right before a person's name."""

from collections.abc import Iterator
from itertools import pairwise

from msgspec.structs import replace

from extractor.draft import Name
from extractor.entities.naming import FORMS as NAMES
from extractor.facts.roles.lexicon import FORMS, MOST_WORDS, WINDOW, WORD, Role, Run, Words, key_of, unbracketed
from extractor.facts.roles.run import roles_in
from extractor.rules.gazetteer import CLOSED, OWNERS
from extractor.text.normalization import FORMS as LAID_OUT

_ASIDE = frozenset('(“”„«»"')
_LONGEST_RANK, _ABBREVIATION, _EXAMPLE, _MOST_FURTHER, _MOST_OF_OFFICE = 3, 4, 16, 4, 8


def before(
    text: str, name: Name, floor: int, words: Words, *, listed: bool = False, own: bool = False, last: int = -1
) -> Iterator[Role]:
    """The role that ends right before a name and begins after ``floor``; ``last``: where a list that it opens ends.

    ``listed``: the one named before has a role before the name, so that this one is of the next too; ``own``: surely.
    """
    credit = LAID_OUT.pictured.match(text, text.rfind("\n", 0, name.start) + 1)
    start = max(floor, name.start - WINDOW, min(credit.end(), name.start) if credit else 0)
    window = unbracketed(text[start : name.start])
    near = Run(window, list(WORD.finditer(window)), words)
    end = len(window)
    styled = bool(near) and near.keys[-1] in words.honorifics
    mr = styled and not listed
    while near and _is_address(near):
        end = near.parts[-1].start()
        near = near[:-1]
    label = FORMS.label.search(window, 0, end) if FORMS.alone.match(text, name.end) else None  # "Chair: X" on a line
    end = (
        label.end("role")
        if label
        else _own_end(window, end, words, bracketed=text.startswith(")", max(name.end, last)))
    )
    first = label.start("role") if label else 0
    near = Run(window, [part for part in near.parts if first <= part.start() and part.end() <= end], words)
    for loose in (False, True):
        taken = _taken(near, text[start : name.start], end, loose=loose)
        scoped = bool(taken) and taken.keys[0] in words.scopes and not {each[0] for each in taken.parts} <= words.links

        long = len(taken) == MOST_WORDS
        if floor and taken and (long or FORMS.aside.fullmatch(text, floor, start + taken.parts[0].start())):
            taken = _own(taken)
        elif floor and scoped and not text[floor : start + taken.parts[0].start()].strip() and not _is_given_to(taken):
            links = (at for at in range(1, len(taken)) if taken.word(at) == "and")
            taken = taken[max(links, default=0) :]  # behind what the person named before is of
        taken = taken[:0] if _is_owner(taken) else taken[_last_segment(taken) :]
        found = list(_in_apposition(taken, start, closed=text.startswith(",", name.end)))
        if not found and taken and (styled or "," in window[taken.parts[-1].end() :]):
            found = list(_before_body(taken, start, addressed=mr or own))
        if found or not scoped:
            break
    for role in found:
        served = FORMS.serves.fullmatch(text, role.end, start + end)
        of_body = " " not in role.text and FORMS.members_of.search(text, max(0, role.start - _EXAMPLE), role.end)
        if own or not (served or of_body or _is_of_other(text, floor, role, name, words, apart=mr)):
            yield role


def _taken(near: Run, text: str, end: int, *, loose: bool) -> Run:
    """The words before ``end`` that may be a role's; ``loose``: with small ones before an "of" inside it."""
    window, words, first = near.window, near.words, len(near)
    owner = _owner(window, end, words)
    for at in range(len(near) - 1, max(-1, len(near) - 1 - MOST_WORDS), -1):
        part, word, opening = near.parts[at], near.word(at), near.word(first) if first < len(near) else ""
        gap = window[part.end() : end]
        inside = loose and opening and near.keys[first] in words.scopes and word.isalpha() and gap == " "
        inside = inside or (part.start() > owner and bool(opening or "," in gap))
        inside = inside or (word[0].isupper() and bool(opening) and bool(FORMS.of_the.search(window, 0, part.start())))
        if word == "to" and opening.islower() and opening not in words.links:
            break  # "wants the Speaker to rule on X"
        if word.lower() == "under" and opening and not opening.lower().startswith("secretary"):
            break  # "the government under President X"
        if words.breaks(gap, word) or not (inside or words.fits(word) or word.lower() in words.links):
            break
        if "\n" in gap and not words.nouns.keys().isdisjoint(near.keys[first:]):
            break  # "Media Conference" in the line above "Governor X"
        capitals = word.isupper() and len(word) >= _ABBREVIATION
        heading = capitals and ("  " in gap or (at > 0 and near.word(at - 1).isupper()))
        joined = not opening and word in CLOSED["and"]
        mixed = heading and not all(each[0].isupper() for each in near.parts[first:])
        ranked = not opening and words.nouns.get(near.keys[at]) is False  # "Sen", however wide the gap behind it is
        wide = "   " in text[part.end() : end] and not ranked
        bracket = not _ASIDE.isdisjoint(text[part.end() : end])
        traded = bracket and NAMES.ticker.search(text, part.end(), end)  # "Bell Co (BLL.N) ousted Chief Executive X"
        if joined or mixed or wide or traded or (word.islower() and "  " in gap and not bracket):
            break
        first, end = at, part.start()
    return _further(near, first)


def _further(near: Run, first: int) -> Run:
    """The words of a role from a place on with those of no table before it, to an article or verb: "a salon owner"."""
    words = near.words
    last = (near.first_of_rank() or len(near)) - 1  # "exercise director General X"
    if not first <= last < len(near) or not (near.word(last).islower() and near.is_office(last)):
        return near[first:]
    for at in range(first, first - _MOST_FURTHER - 1, -1):
        following = near.word(at)
        word = near.word(at - 1) if at and near.gap(at) == " " else ""
        if _bounds(word, words):
            led = at > 1 and word == "to" and near.word(at - 2).lower() in words.uses["leading to"]
            told = words.single(word) or (word in words.uses["helping"] and not led)  # "to free activist X"
            return near[at + bool(at < first and following.islower() and told) :]
        if word.islower() and following[0].isupper() and word not in words.modifiers:
            return near[at:]  # "behind the announcement Harbour finance spokesman X"
        noun = key_of(word) in words.nouns or words.single(word) or key_of(word) in words.uses["spell"]
        if noun or not FORMS.plain.fullmatch(word) or (word[0].isupper() and at == first):
            break
    return near[first:]


def _bounds(word: str, words: Words) -> bool:
    """Whether a word stands before a role and is none of it: an article, a link, an owner, a verb or none at all."""
    verb = word.title() in words.verbs or words.closes.match(word)
    several = word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return not word or word.lower() in words.bounds or bool(verb) or several or "-" in word or word.endswith(OWNERS)


def _own_end(window: str, end: int, words: Words, *, bracketed: bool) -> int:
    """Where a role ends: before "such as", a list ("Senators: X") or a bracket ("the Minister of Roads (Dr X)")."""
    opened = FORMS.opened.search(window, 0, end) if bracketed else None
    if opened and opened["rank"]:
        held = any(map(words.is_office, window[: opened.start()].rpartition(",")[2].split()[-_MOST_OF_OFFICE:]))
        opened = opened if held and words.nouns.get(key_of(opened["rank"])) is False else None
    listed = FORMS.of_several.search(window, max(0, end - 2 * _EXAMPLE), end)
    if listed and words.single(listed["several"]):
        return listed.end("several")
    end = opened.start() if opened else end
    sent = FORMS.sent_by.search(window, max(0, end - 4 * _EXAMPLE), end) if opened else None
    end = sent.start() if sent else end  # "three MPs from the Harbour Party (X, Y and Z)"
    example = words.example.search(window, max(0, end - _EXAMPLE), end)  # "ministers such as Ana Brook"
    return example.start() if example else end


def _owner(window: str, end: int, words: Words) -> int:
    """Where the owner stands before small words and a noun: "Labour's shadow climate and net zero secretary"."""
    found = FORMS.owned.search(window, 0, end) if "'" in window or "’" in window else None
    found = found or (FORMS.matter.search(window, 0, end) if "," in window[max(0, end - 3) : end] else None)
    small = found["small"].split() if found else []
    other = words.small | words.scopes
    told = [word for word in small if word != "of"]  # "of the lower house of parliament"
    telling = found and not any(word in other or (word != "and" and words.closes.match(word)) for word in told)
    return found.start() if found and telling else len(window)


def _is_address(near: Run) -> bool:
    """Whether the last word only addresses ("Dr", "Chief") or numbers the grade of an officer."""
    words, key = near.words, near.keys[-1]
    if len(near) == 1:
        return key in words.honorifics
    former = near.keys[-2]
    if FORMS.grade.fullmatch(key):
        return former in words.grades
    joined = near.gap(len(near) - 1) == " " and near.word(-2)[0].isupper()
    bound = key in words.bound and former not in words.ranks
    free = former in words.modifiers or (former not in words.nouns and former not in words.never)  # "Deputy Chief"
    noun = joined and not bound and key in words.nouns and free
    return words.is_honorific(key) and not (noun or (near.word(-1).islower() and key in words.nouns))


def _in_apposition(taken: Run, start: int, *, closed: bool) -> Iterator[Role]:
    """The role that ends a run of words, and the one before its comma: "the chair, Senator X"."""
    taken = _told_once(taken)
    words, at = taken.words, len(taken) - 1
    key = taken.keys[-1] if at > 0 else ""
    around = words.honorifics | words.ranks | {"the"}
    while at > 1 and taken.keys[at - 1] in around and not _pauses(taken, at):
        at -= 1
    rank = " ".join(taken.keys[at:]) in words.titles  # "Inspector General of Police, Lieutenant General X"
    office = rank or key in words.grades or ((closed or taken[at + 1 :]) and words.nouns.get(key))
    if at > 0 and office and _pauses(taken, at):
        yield from roles_in(taken[at:], start, last=True)
        former = list(roles_in(taken[:at], start, last=True))
        yield from former or _before_body(taken[:at], start, addressed=True)  # "Chairman, Harbour Board, Senator X"
        return
    for role in roles_in(_without_rank(taken), start, last=True):
        yield role
        at = next((at for at, part in enumerate(taken.parts) if start + part.start() >= role.start), 0)
        joined = at > 1 and taken.word(at - 1) == "and" and "," in taken.window[taken.parts[-1].end() :]
        if at > joined and (joined or not role.office) and _pauses(taken, at - joined):  # "leader, and minister, X"
            yield from roles_in(taken[: at - joined], start, last=True)


def _told_once(taken: Run) -> Run:
    """Without the office that is told again: "the President of Norland, President X"."""
    first = int(taken.keys[:1] == ["the"])
    again = (at for at in taken.commas() if taken.keys[at:] == taken.keys[first : first + len(taken) - at])
    return taken[: next(again, len(taken))]


def _without_rank(taken: Run) -> Run:
    """An office without its holder's rank: "Chief of Navy | Rear-Admiral X", "police chief | Gen. X"."""
    keys, words = taken.keys, taken.words
    first = taken.first_of_rank()
    ranked = " ".join(keys[first:]) not in words.titles and " ".join(keys[first + 1 :]) in words.titles
    if 0 < first < len(keys) and ranked and keys[first] in words.uses["heading"] and taken.word(first - 1).isupper():
        return taken[: first + 1]  # "NDF Commander Major General X"
    near = 0 < first < len(keys) and taken.gap(first) == " "
    if near and taken.is_office(first - 1) and keys[first - 1] not in words.apart:
        return taken[:first]
    for at in range(max(1, len(keys) - _LONGEST_RANK), len(keys)):
        office = taken.is_office(at - 1) and keys[at - 1] not in words.uses["apart"]  # not "fellow Senator X"
        if office and taken.word(at - 1).islower() and taken.word(at)[0].isupper() and _rank(keys[at:]) in words.titles:
            return taken[:at]
    link = next((at for at, key in enumerate(keys) if key in CLOSED["of"]), len(keys))
    for at in range(max(link + 2, len(keys) - _LONGEST_RANK), len(keys)) if taken[:link].has_office() else ():
        rank = _rank(keys[at:])
        whole = taken.window[: taken.parts[link].start()]
        if rank in words.titles and keys[at - 1] in CLOSED["and"] and FORMS.with_article.search(whole):
            return taken[at:]  # "the Director of Ports and | Col. X", who are two
        if rank in words.titles and keys[at - 1] not in words.links:  # not "House of Representatives"
            joint = max((each for each in range(link, at) if keys[each] == "and" or each in taken.commas()), default=at)
            own = taken.parts[joint + 1 : at] if rank.upper() in words.uses["seat"] else []
            seat = keys[joint] != "and" or any(words.is_land(part[0]) or part[0].isupper() for part in own)
            cut = joint if seat else at  # "Leader of the Harbour Party and Otago MP", "…, Liberal MP"
            return taken[:cut] if taken.gap(at) == " " else taken
    return taken


def _rank(keys: list[str]) -> str:
    return " ".join(keys).replace("-", " ").replace(".", "")


def _before_body(taken: Run, start: int, *, addressed: bool) -> Iterator[Role]:
    """The office with its body between commas: "Chairman, Harbour Board, Shri X", "Chairman, NCSC, X"."""
    words = taken.words
    befores = ((at, taken.word(at - 1)) for at in reversed(taken.commas()))
    at = next((at for at, word in befores if words.is_office(word) or words.single(word)), 0)
    body = taken[at:]
    letters = len(body) == 1 and body.word(0).isupper()
    named = all(part[0][0].isupper() or part[0] in words.links for part in body.parts)
    if not at or not named or not (addressed or letters) or body.has_office():
        return
    noun, end = taken.parts[at - 1], start + body.parts[-1].end()
    if words.single(noun[0]):
        roles = [Role(noun[0], start + noun.start(), start + noun.end(), office=True)]
    else:
        roles = [role for role in roles_in(taken[:at], start, last=True) if role.office]
    for role in roles:
        said = " ".join(taken.window[role.start - start : end - start].split()).replace(" ,", ",")
        yield replace(role, text=said, end=end)


def _is_given_to(taken: Run) -> bool:
    """Whether the office of whom something is given to is told before a comma: "X to the Minister of Ports, Y"."""
    paused = "," in taken.window[taken.parts[-1].end() :]
    return taken.keys[0] == "to" and paused and any(map(taken.is_office, range(min(3, len(taken)))))


def _is_owner(taken: Run) -> bool:
    """Whether the last word says whose the person is, or in whose place one comes: "Labour's", "to be judge, vice"."""
    if not taken:
        return False
    last, words = taken.word(-1), taken.words
    return (last.endswith(OWNERS) or last in words.uses["instead"]) and taken.keys[-1] not in words.nouns


def _last_segment(taken: Run) -> int:
    """Place of the first word of an office between commas, behind which goes on what it is of ("CEO, Lantern Bank")."""
    for first in taken.commas()[:1]:  # but "Lands, Forests, and Fisheries Minister"
        if taken.word(first) == "and" and not any(map(taken.is_office, range(first))):
            return first + 1  # "three thousand Harbour Sisters, and Prime Minister"
    for last, first in pairwise(reversed(taken.commas())):
        if any(taken.is_office(at) and taken.word(at)[0].isupper() for at in range(first, last)):
            return first
    return 0


def _pauses(taken: Run, at: int) -> bool:
    return FORMS.pause.fullmatch(taken.gap(at)) is not None


def _own(taken: Run) -> Run:
    """The rank or, after a comma, the office behind an "and", where what stands before it is the former person's."""
    at = taken.first_of_rank()
    joined = 1 < at < len(taken) and taken.word(at - 1) == "and"
    return taken[at:] if joined else taken[taken.next_office() or 0 :]


def _is_of_other(text: str, floor: int, role: Role, name: Name, words: Words, *, apart: bool) -> bool:
    """Whether a role is apposed to the one before: "Ana Brook, head of X, and Tal Reeve"; ``apart``: with "Mr"."""
    if text.startswith(",", role.end) and FORMS.gained.search(text, max(0, role.start - WINDOW), role.start):
        return True  # "nominated for president, X", "congratulated her on becoming president, X"
    aside = floor and FORMS.aside.fullmatch(text, floor, role.start)
    address = text[max(0, role.start - _EXAMPLE) : role.start].split()[-1:]
    if text.startswith(",", role.end) and address and key_of(address[0].strip('“"')) in words.uses["vocative"]:
        return True  # "Madam Deputy Speaker, Ms X"
    if text.startswith(", ", role.end, name.start) and " " not in name.text and words.says.match(text, name.end):
        return FORMS.as_.search(text, max(0, role.start - 8), role.start) is None  # "he came as the chair, Brook said"
    line = "\n" in text[role.end : name.start]  # "Ana Brook, MP (North) - Minister of Roads", and the next line's
    joined = line or (apart and FORMS.comma.match(text, name.end)) or FORMS.and_.search(text, role.end, name.start)
    return bool(aside and joined)
