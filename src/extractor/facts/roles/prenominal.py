"""Prenominal roles: those that stand right before a person's name."""

from collections.abc import Iterator

from extractor.draft import Name
from extractor.entities.naming import FORMS as NAMES
from extractor.facts.roles.lexicon import FORMS, MOST_WORDS, WINDOW, WORD, Role, Run, Words, key_of, unbracketed
from extractor.facts.roles.segments import before_body, in_apposition, last_segment
from extractor.rules.gazetteer import CLOSED, OWNERS
from extractor.text.normalization import FORMS as LAID_OUT

_ASIDE = frozenset('(“”„«»"')
_ABBREVIATION, _EXAMPLE, _MOST_FURTHER, _MOST_OF_OFFICE = 4, 16, 4, 8


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
    styled = bool(near) and near.keys[-1] in words.honorifics
    mr = styled and not listed
    near, end = _without_address(
        near, bare=FORMS.alone.match(text, name.end) is not None, closed=text.startswith(")", max(name.end, last))
    )
    for loose in (False, True):
        taken = _taken(near, text[start : name.start], end, loose=loose)
        scoped = bool(taken) and taken.keys[0] in words.scopes and not {each[0] for each in taken.parts} <= words.links
        if floor and taken:
            taken = _behind_former(taken, text, floor, start, scoped=scoped)
        taken = taken[:0] if _is_owner(taken) else taken[last_segment(taken) :]
        found = list(in_apposition(taken, start, closed=text.startswith(",", name.end)))
        if not found and taken and (styled or "," in window[taken.parts[-1].end() :]):
            apart = not floor or FORMS.aside.fullmatch(text, floor, start + taken.parts[0].start()) is None
            found = list(before_body(taken, start, addressed=mr or own, apart=apart))
        if found or not scoped:
            break
    for role in found:
        served = FORMS.serves.fullmatch(text, role.end, start + end)
        of_body = " " not in role.text and FORMS.members_of.search(text, max(0, role.start - _EXAMPLE), role.end)
        if own or not (served or of_body or _is_of_other(text, floor, role, name, words, apart=mr)):
            yield role


def _without_address(near: Run, *, bare: bool, closed: bool) -> tuple[Run, int]:
    """The words before a name without "Dr" and the like, and where they end in the window.

    ``bare``: the name stands alone on its line, as behind a label ("Chair: X"); ``closed``: a bracket behind it.
    """
    window, words, end = near.window, near.words, len(near.window)
    while near and _is_address(near):
        end = near.parts[-1].start()
        near = near[:-1]
    label = FORMS.label.search(window, 0, end) if bare else None
    first, end = label.span("role") if label else (0, _own_end(window, end, words, bracketed=closed))
    return Run(window, [part for part in near.parts if first <= part.start() and part.end() <= end], words), end


def _behind_former(taken: Run, text: str, floor: int, start: int, *, scoped: bool) -> Run:
    """The words of a window that begins at ``start`` without those of the person who is named up to ``floor``."""
    first = start + taken.parts[0].start()
    if len(taken) == MOST_WORDS or FORMS.aside.fullmatch(text, floor, first):
        return _own(taken)
    if scoped and not text[floor:first].strip() and not _is_given_to(taken):
        links = (at for at in range(1, len(taken)) if taken.word(at) == "and")
        return taken[max(links, default=0) :]  # behind what the person named before is of
    return taken


def _taken(near: Run, text: str, end: int, *, loose: bool) -> Run:
    """The words before ``end`` that may be a role's; ``loose``: with small ones before an "of" inside it."""
    words, first = near.words, len(near)
    owner = _owner(near.window, end, words)
    for at in range(len(near) - 1, max(-1, len(near) - 1 - MOST_WORDS), -1):
        part, word = near.parts[at], near.word(at)
        gap = near.window[part.end() : end]
        if words.breaks(gap, word) or _ends_before(near, at, first, gap, text[part.end() : end]):
            break
        owned = part.start() > owner and (first < len(near) or "," in gap)
        own = owned or words.fits(word) or word.lower() in words.links
        if not (own or _is_inside(near, at, first, gap, loose=loose)):
            break
        first, end = at, part.start()
    return _further(near, first)


def _is_inside(near: Run, at: int, first: int, gap: str, *, loose: bool) -> bool:
    """Whether a word of no role stands inside one that begins at ``first``: a name behind "of the", any before "of"."""
    if first == len(near):
        return False
    part, word = near.parts[at], near.word(at)
    if loose and near.keys[first] in near.words.scopes and word.isalpha() and gap == " ":
        return True
    return word[0].isupper() and FORMS.of_the.search(near.window, 0, part.start()) is not None


def _ends_before(near: Run, at: int, first: int, gap: str, told: str) -> bool:
    """Whether a role begins behind a word; ``told``: the text as it is between both, ``gap``: without brackets."""
    words, word, opening = near.words, near.word(at), near.word(first) if first < len(near) else ""
    if word == "to" and opening.islower() and opening not in words.links:
        return True  # "wants the Speaker to rule on X"
    if word.lower() == "under" and opening and not opening.lower().startswith("secretary"):
        return True  # "the government under President X"
    if "\n" in gap and not words.nouns.keys().isdisjoint(near.keys[first:]):
        return True  # "Media Conference" in the line above "Governor X"
    if not opening and word in CLOSED["and"]:
        return True
    capitals = word.isupper() and len(word) >= _ABBREVIATION
    heading = capitals and ("  " in gap or (at > 0 and near.word(at - 1).isupper()))
    mixed = heading and not all(each[0].isupper() for each in near.parts[first:])
    ranked = not opening and words.nouns.get(near.keys[at]) is False  # "Sen", however wide the gap behind it is
    bracket = not _ASIDE.isdisjoint(told)
    if mixed or ("   " in told and not ranked) or (word.islower() and "  " in gap and not bracket):
        return True
    return bracket and NAMES.ticker.search(told) is not None  # "Bell Co (BLL.N) ousted Chief Executive X"


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
