"""Prenominal roles: those that stand right before a person's name."""

from collections.abc import Iterator

from msgspec.structs import replace

from extractor.draft import Name
from extractor.facts.roles.lexicon import (
    FORMS,
    MOST_WORDS,
    WINDOW,
    WORD,
    Parts,
    Role,
    Words,
    breaks,
    first_of_rank,
    fits,
    is_honorific,
    key_of,
    next_office,
    single,
    unbracketed,
)
from extractor.facts.roles.run import OWNERS, roles_in

_LONGEST_RANK, _ABBREVIATION, _EXAMPLE, _MOST_FURTHER = 3, 4, 16, 4


def before(
    text: str, name: Name, floor: int, words: Words, *, listed: bool = False, own: bool = False
) -> Iterator[Role]:
    """The role that ends right before a name and begins after ``floor``.

    ``listed``: the one named before has a role before the name, so that this one is of the next too; ``own``: surely.
    """
    start = max(floor, name.start - WINDOW)
    window = unbracketed(text[start : name.start])
    parts = list(WORD.finditer(window))
    end = len(window)
    styled = bool(parts) and key_of(parts[-1][0]) in words.honorifics
    mr = styled and not listed
    while parts and _is_address(window, parts, words):
        end = parts.pop().start()
    label = FORMS.label.search(window, 0, end) if FORMS.alone.match(text, name.end) else None  # "Chair: X" on a line
    end = label.end("role") if label else _own_end(window, end, words, bracketed=text.startswith(")", name.end))
    first = label.start("role") if label else 0
    parts = [part for part in parts if first <= part.start() and part.end() <= end]
    for loose in (False, True):
        taken = _run(window, text[start : name.start], parts, end, words, loose=loose)
        scoped = bool(taken) and key_of(taken[0][0]) in words.scopes and not {each[0] for each in taken} <= words.links

        long = len(taken) == MOST_WORDS
        if floor and taken and (long or FORMS.aside.fullmatch(text, floor, start + taken[0].start())):
            taken = _own(window, taken, words)
        elif floor and scoped and not text[floor : start + taken[0].start()].strip():
            links = (at for at, part in enumerate(taken) if at and part[0] == "and")
            taken = taken[max(links, default=0) :]  # behind what the person named before is of
        taken = [] if _is_owner(taken, words) else taken[_last_segment(window, taken, words) :]
        found = list(_in_apposition(window, start, taken, words, closed=text.startswith(",", name.end)))
        if not found and taken and (styled or "," in window[taken[-1].end() :]):
            found = list(_before_body(window, start, taken, words, addressed=mr or own))
        if found or not scoped:
            break
    for role in found:
        served = FORMS.serves.fullmatch(text, role.end, start + end)
        if own or not (served or _is_of_other(text, floor, role, name, words, apart=mr)):
            yield role


def _run(window: str, text: str, parts: Parts, end: int, words: Words, *, loose: bool) -> Parts:
    """The words before ``end`` that may be a role's; ``loose``: with small ones before an "of" inside it."""
    taken: Parts = []
    owner = _owner(window, end, words)
    for at in range(len(parts) - 1, max(-1, len(parts) - 1 - MOST_WORDS), -1):
        part, gap = parts[at], window[parts[at].end() : end]
        inside = loose and taken and key_of(taken[0][0]) in words.scopes and part[0].isalpha() and gap == " "
        inside = inside or (part.start() > owner and bool(taken or "," in gap))
        if part[0] == "to" and taken and taken[0][0].islower() and taken[0][0] not in words.links:
            break  # "wants the Speaker to rule on X"
        if part[0].lower() == "under" and taken and taken[0][0].lower() != "secretary":
            break  # "the government under President X"
        if breaks(gap, part[0], words) or not (inside or fits(part[0], words) or part[0].lower() in words.links):
            break
        if "\n" in gap and any(key_of(other[0]) in words.nouns for other in taken):
            break  # "Media Conference" in the line above "Governor X"
        capitals = part[0].isupper() and len(part[0]) >= _ABBREVIATION
        heading = capitals and ("  " in gap or (at > 0 and parts[at - 1][0].isupper()))
        joined = not taken and part[0] in ("and", "&")
        mixed = heading and not all(word[0].isupper() for word in taken)
        ranked = not taken and words.nouns.get(key_of(part[0])) is False  # "Sen", however wide the gap behind it is
        wide = "   " in text[part.end() : end] and not ranked
        bracket = "(" in text[part.end() : end]
        if joined or mixed or wide or (part[0].islower() and "  " in gap and not bracket):
            break
        taken.insert(0, part)
        end = part.start()
    return _further(window, parts, taken, words)


def _further(window: str, parts: Parts, taken: Parts, words: Words) -> Parts:
    """The words of a role with those of no table before them, up to an article or verb: "a hair salon owner"."""
    if not (taken and taken[-1][0].islower() and words.nouns.get(key_of(taken[-1][0]))):
        return taken
    at = next(place for place, part in enumerate(parts) if part is taken[0])
    for size in range(_MOST_FURTHER + 1):
        before = parts[at - size - 1] if at > size else None
        word = before[0] if before and window[before.end() : parts[at - size].start()] == " " else ""
        if _bounds(word, words):
            told = word in words.uses["helping"] or single(word, words)  # "to free activist X", "members expect …"
            verb = size > 0 and parts[at - size][0].islower() and told
            return parts[at - size + bool(verb) : at] + taken
        if word.islower() and parts[at - size][0][0].isupper() and word not in words.modifiers:
            return parts[at - size : at] + taken  # "behind the announcement Harbour finance spokesman X"
        noun = key_of(word) in words.nouns or single(word, words) or key_of(word) in words.uses["spell"]
        if noun or not FORMS.plain.fullmatch(word) or (word[0].isupper() and size == 0):
            return taken
    return taken


def _bounds(word: str, words: Words) -> bool:
    """Whether a word stands before a role and is none of it: an article, a link, an owner, a verb or none at all."""
    verb = word.title() in words.verbs or words.closes.match(word)
    several = word.islower() and word.endswith("s") and not word.endswith(("ss", "us", "is"))
    return not word or word.lower() in words.bounds or bool(verb) or several or "-" in word or word.endswith(OWNERS)


def _own_end(window: str, end: int, words: Words, *, bracketed: bool) -> int:
    """Where a role ends: before "such as", a list ("Senators: X") or a bracket ("the Minister of Roads (Dr X)")."""
    opened = FORMS.opened.search(window, 0, end) if bracketed else None
    listed = FORMS.of_several.search(window, max(0, end - 2 * _EXAMPLE), end)
    if listed and single(listed["several"], words):
        return listed.end("several")
    end = opened.start() if opened else end
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


def _is_address(window: str, parts: Parts, words: Words) -> bool:
    """Whether the last word only addresses ("Dr", "Chief") or numbers the grade of an officer."""
    key, previous = key_of(parts[-1][0]), parts[-2] if len(parts) > 1 else None
    if previous is None:
        return key in words.honorifics
    if FORMS.grade.fullmatch(key):
        return key_of(previous[0]) in words.grades
    joined = window[previous.end() : parts[-1].start()] == " " and previous[0][0].isupper()
    former = key_of(previous[0])
    bound = key in words.bound and former not in words.ranks
    free = former in words.modifiers or (former not in words.nouns and former not in words.never)  # "Deputy Chief"
    noun = joined and not bound and key in words.nouns and free
    small = parts[-1][0].islower() and key in words.nouns
    return is_honorific(key, words) and not (noun or small)


def _in_apposition(window: str, start: int, taken: Parts, words: Words, *, closed: bool) -> Iterator[Role]:
    """The role that ends a run of words, and the one before its comma: "the chair, Senator X"."""
    key, at = key_of(taken[-1][0]) if taken[1:] else "", len(taken) - 1
    while at > 1 and (key_of(taken[at - 1][0]) in words.honorifics | words.ranks or taken[at - 1][0] == "the"):
        at -= 1
    if (key in words.grades or ((closed or taken[at + 1 :]) and words.nouns.get(key))) and _pauses(window, taken, at):
        yield from roles_in(window, start, taken[at:], words, last=True)
        yield from roles_in(window, start, taken[:at], words, last=True)
        return
    for role in roles_in(window, start, _without_rank(window, taken, words), words, last=True):
        yield role
        at = next((at for at, part in enumerate(taken) if start + part.start() >= role.start), 0)
        joined = at > 1 and taken[at - 1][0] == "and" and "," in window[taken[-1].end() :]  # "leader, and minister, X"
        if at > joined and (joined or not role.office) and _pauses(window, taken, at - joined):
            yield from roles_in(window, start, taken[: at - joined], words, last=True)


def _without_rank(window: str, taken: Parts, words: Words) -> Parts:
    """An office without its holder's rank: "Chief of Navy | Rear-Admiral X", "police chief | Gen. X"."""
    keys = [key_of(part[0]) for part in taken]
    first = first_of_rank(taken, words)
    ranked = " ".join(keys[first:]) not in words.titles and " ".join(keys[first + 1 :]) in words.titles
    if 0 < first < len(keys) and ranked and keys[first] in words.uses["heading"] and taken[first - 1][0].isupper():
        return taken[: first + 1]  # "NDF Commander Major General X"
    near = 0 < first < len(keys) and window[taken[first - 1].end() : taken[first].start()] == " "
    if near and words.nouns.get(keys[first - 1]) and keys[first - 1] not in words.apart:
        return taken[:first]
    for at in range(max(1, len(keys) - _LONGEST_RANK), len(keys)):
        rank = " ".join(keys[at:]).replace("-", " ").replace(".", "")
        office = words.nouns.get(keys[at - 1]) and keys[at - 1] not in words.uses["apart"]  # not "fellow Senator X"
        if office and taken[at - 1][0].islower() and taken[at][0][0].isupper() and rank in words.titles:
            return taken[:at]
    link = next((at for at, key in enumerate(keys) if key in ("of", "for")), len(keys))
    if any(words.nouns.get(key) for key in keys[:link]):
        for at in range(max(link + 2, len(keys) - _LONGEST_RANK), len(keys)):
            rank = " ".join(keys[at:]).replace("-", " ").replace(".", "")
            if rank in words.titles and keys[at - 1] not in words.links:  # not "House of Representatives"
                joint = max((each for each in range(link, at - 1) if keys[each] == "and"), default=at)
                own = taken[joint + 1 : at] if rank.upper() in words.uses["seat"] else []
                seat = any(words.is_land(part[0]) or part[0].isupper() for part in own)
                cut = joint if seat else at  # "Leader of the Harbour Party and Otago MP", "… and TGP Otago MP"
                return taken[:cut] if window[taken[at - 1].end() : taken[at].start()] == " " else taken
    return taken


def _before_body(window: str, start: int, taken: Parts, words: Words, *, addressed: bool) -> Iterator[Role]:
    """The office with its body between commas: "Chairman, Harbour Board, Shri X", "Chairman, NCSC, X"."""
    commas = [at for at in range(1, len(taken)) if "," in window[taken[at - 1].end() : taken[at].start()]]
    befores = ((at, taken[at - 1][0]) for at in reversed(commas))
    at = next((at for at, word in befores if words.nouns.get(key_of(word)) or single(word, words)), 0)
    body = taken[at:]
    letters = len(body) == 1 and body[0][0].isupper()
    named = all(part[0][0].isupper() or part[0] in words.links for part in body)
    if not at or not named or not (addressed or letters) or any(words.nouns.get(key_of(part[0])) for part in body):
        return
    if single(taken[at - 1][0], words):
        roles = [Role(taken[at - 1][0], start + taken[at - 1].start(), start + taken[at - 1].end(), office=True)]
    else:
        roles = [role for role in roles_in(window, start, taken[:at], words, last=True) if role.office]
    for role in roles:
        end = start + body[-1].end()
        said = " ".join(window[role.start - start : end - start].split()).replace(" ,", ",")
        yield replace(role, text=said, end=end)


def _is_owner(taken: Parts, words: Words) -> bool:
    """Whether the last word says whose the person is, or in whose place one comes: "Labour's", "to be judge, vice"."""
    last = taken[-1][0] if taken else ""
    return (last.endswith(OWNERS) or last in words.uses["instead"]) and key_of(last) not in words.nouns


def _last_segment(window: str, taken: Parts, words: Words) -> int:
    """Index of the first word of an office between commas, behind which goes on what it is of ("CEO, Lantern Bank")."""
    commas = [at for at in range(1, len(taken)) if "," in window[taken[at - 1].end() : taken[at].start()]]
    for first, last in zip(reversed(commas[:-1]), reversed(commas[1:]), strict=True):
        if any(words.nouns.get(key_of(part[0])) and part[0][0].isupper() for part in taken[first:last]):
            return first
    return 0


def _pauses(window: str, taken: Parts, at: int) -> bool:
    return FORMS.pause.fullmatch(window, taken[at - 1].end(), taken[at].start()) is not None


def _own(window: str, taken: Parts, words: Words) -> Parts:
    """The rank or, after a comma, the office behind an "and", where what stands before it is the former person's."""
    at = first_of_rank(taken, words)
    if 1 < at < len(taken) and taken[at - 1][0] == "and":
        return taken[at:]
    return taken[next_office(window, taken, words) or 0 :]


def _is_of_other(text: str, floor: int, role: Role, name: Name, words: Words, *, apart: bool) -> bool:
    """Whether a role is apposed to the one before: "Ana Brook, head of X, and Tal Reeve"; ``apart``: with "Mr"."""
    if text.startswith(",", role.end) and text.endswith(" for ", 0, role.start):
        return True  # "nominated for president, X"
    aside = floor and FORMS.aside.fullmatch(text, floor, role.start)
    address = text[max(0, role.start - _EXAMPLE) : role.start].split()[-1:]
    if text.startswith(",", role.end) and address and key_of(address[0].strip('“"')) in words.uses["vocative"]:
        return True  # "Madam Deputy Speaker, Ms X"
    if text.startswith(", ", role.end, name.start) and " " not in name.text and words.says.match(text, name.end):
        return FORMS.as_.search(text, max(0, role.start - 8), role.start) is None  # "he came as the chair, Brook said"
    line = "\n" in text[role.end : name.start]  # "Ana Brook, MP (North) - Minister of Roads", and the next line's
    joined = line or (apart and FORMS.comma.match(text, name.end)) or FORMS.and_.search(text, role.end, name.start)
    return bool(aside and joined)
