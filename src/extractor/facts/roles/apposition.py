"""Apposition: the roles that stand right after a person's name."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice

from msgspec.structs import replace

from extractor.facts.roles.lexicon import FORMS, MOST_WORDS, WINDOW, WORD, Role, Run, Words, key_of, unbracketed
from extractor.facts.roles.linking import Bodies
from extractor.facts.roles.run import roles_in
from extractor.regex import lookbehind

_MOST_TELLING = {",": 2, ",a": 5, ",an": 5, ",the": 3, "": 0}
_SIGNS = str.maketrans("–—-(", ",,,,")
_MOST_SMALL, _MOST_CLOSING = 5, 3
_WHO, _SERVE = " who ", " to "
_UNOWNED = (",a", ",an", ",the")
_FAR, _WHOSE = 120, ", who "


def after(
    text: str, start: int, stop: int, words: Words, *, named: bool = False, bodies: Bodies | None = None
) -> Iterator[Role]:
    """The role that begins right after a name, which ends at ``start``, and ends before ``stop``, the next name.

    ``named``: it is somebody who is named something ("named Ana Brook chair"); ``bodies``: to whose end it may go on.
    """
    window = unbracketed(text[start : min(stop, start + WINDOW)])
    where = FORMS.where.search(window)
    window = window[: where.start()] if where else window
    letters = end_of_letters(window, words)
    yield from _in_brackets(text, start + letters, words)
    end = _past_asides(window, letters, words)
    made = words.made.match(window, end) if words.may_be_made(window, end) else None
    opens = _opens(window, made.end() if made else end, letters, words, made=bool(named), told=made is not None)
    apposed = made and window.startswith(",", end) and not window.startswith(_WHOSE, end)
    kin = apposed and lookbehind(FORMS.kin, text, start, _FAR)  # "Ana Brook, a friend of Petra Hill, was elected chair"
    chooser = made and window.startswith(_SERVE, end) and lookbehind(FORMS.chooser, text, start, _FAR)
    if opens is None or kin or chooser:
        return
    end, opening, article = opens
    small, loose = 0, 0
    apart = words.scopes | words.uses["audience"]
    taken = Run(window, [], words)
    for part in islice(WORD.finditer(window, end), MOST_WORDS):
        gap = window[end : part.start()]
        small = max(small, _end_of_scope(taken, part.start()))
        goes_on = part.end() <= small or _goes_on(part[0], taken)
        tells = not (goes_on or made) and _tells(gap, part[0], opening, taken)
        loose += tells
        if loose > _MOST_TELLING.get(opening, 2):
            return
        stops = bool(taken) and (words.breaks(gap, taken.word(-1)) or ("," in gap and part[0] in apart))
        other = part.end() > small and _is_other_word(window, part, taken)
        if stops or other or not (goes_on or tells):
            break
        taken.add(part)
        end = part.end()
    # what parts a title from its name
    near = FORMS.past_stop if taken and words.is_short(taken.word(-1)) else FORMS.near_name
    if taken and stop < len(text) and (len(taken) == MOST_WORDS or near.fullmatch(window, end)):
        taken = _without_titles(taken)
    taken = _without_matter(taken)
    serves = bool(taken) and taken.word(-1) in words.scopes
    roles = map(partial(_numbered, text), _own(roles_in(taken, start, last=False), text, words))
    for role in map(partial(_up_to_body, text, stop, words, bodies), roles) if bodies is not None else roles:
        alone = opening == ",the" and words.scopes.isdisjoint(role.text.split())
        owned = opening not in _UNOWNED and opening[1:] in words.uses["article"]  # ", her lawyer"
        says = (alone or owned) and words.says.match(text, role.end)
        does = says or (alone and words.acts.match(text, role.end))
        if does or (alone and words.goes.match(text, role.end) and lookbehind(FORMS.clause, text, start, _FAR)):
            return  # ", the Foreign Secretary said", ", her lawyer told the House": somebody else
        if text.endswith(_WHO, 0, role.start):
            continue  # ", who won best actress for X"
        likened = made and made["as"] and not named and role.text.islower()  # "mocked Ana Brook as farmer"
        spell = text.startswith(" for ", role.end)  # "director for the past year"
        dashed = role.end + 1 == stop and FORMS.dash.match(window, letters)
        enough = article and (loose < _MOST_TELLING[","] or opening not in (",", ",the"))
        ends = words.closes.match(text, role.end) or (where and role.end == start + where.start())
        if not likened and (enough or serves or spell or dashed or ends):
            yield replace(role, weak=bool(made and made["one"]))


def _up_to_body(text: str, stop: int, words: Words, bodies: Bodies, role: Role) -> Role:
    """A role that nothing closes with the body in whose name it ends, or whose stands behind a few small words."""
    goes_on = FORMS.serves.search(role.text) and not words.closes.match(text, role.end)
    end = bodies.ahead(text, role.start, role.end) if goes_on else None
    small = [part for part in FORMS.plain.finditer(text, role.end, end or role.end) if part[0].islower()]
    acts = any(words.closes.match(text, part.start()) for part in small)  # "chair of the bench who told the House"
    if end is None or end > stop or acts or not words.closes.match(text, end):
        return role
    return replace(role, text=" ".join(text[role.start : end].split()), end=end)


def _own(roles: Iterator[Role], text: str, words: Words) -> Iterator[Role]:
    """Roles without who does something behind a comma ("chair of the board, | the council said"), none of two people.

    "Sen. Ana Brook, the Minister of Roads and the Minister of Mines" are three.
    """
    for role in roles:
        own, _, other = role.text.rpartition(", the ")
        does = own and (words.says.match(text, role.end) or words.acts.match(text, role.end))
        if not FORMS.twice.search(role.text):
            apart = does and " and " not in other
            yield replace(role, text=own, end=role.start + len(own)) if apart else role


def _numbered(text: str, role: Role) -> Role:
    """A role with the number of what it is of: "head of Region 8"."""
    number = FORMS.number.match(text, role.end) if " of " in role.text and role.text.split()[-1][0].isupper() else None
    return role if number is None else replace(role, text=role.text + number[0], end=number.end())


def _past_asides(window: str, end: int, words: Words) -> int:
    """Where what tells age and home behind a name ends: ", 34, of Ashgrove"."""
    for form in (FORMS.origin, FORMS.age, FORMS.origin):
        aside = form.match(window, end)
        if aside and words.nouns.keys().isdisjoint(map(key_of, aside[0].split())):
            end = aside.end()
    return end


def _without_matter(taken: Run) -> Run:
    """The run without what a role is for that an office opens behind a comma: "Manager, [Employee Experience]"."""
    end = len(taken) - (bool(taken) and taken.word(-1) in taken.words.links)  # "…, and Tal Reeve"
    comma = max((at for at in taken.commas() if at < end), default=end)
    matter = [taken.word(at) for at in range(comma, end)]
    small = any(word.islower() or word in taken.words.uses["behind"] for word in matter)
    if small or not any(map(taken.is_office, range(comma, end - 1))) or taken.is_office(end - 1):
        return taken
    return taken[:comma]


def _opens(
    window: str, end: int, letters: int, words: Words, *, made: bool, told: bool
) -> tuple[int, str, bool] | None:
    """Where the words behind a name begin that may be a role, what stands before them, and whether that is enough.

    ``made``: it is somebody who is named something; ``told``: what stands before the place says that a role comes.
    """
    opening = ""
    for part in islice(WORD.finditer(window, end), MOST_WORDS):
        gap, word, key = window[end : part.start()], part[0], key_of(part[0])
        lettered = key in words.nouns and word.strip(".") in words.letters
        lettered = lettered or (0 < letters == end and word[0].isupper())
        office = word[0].isupper() and words.nouns.get(key) and FORMS.of.match(window, part.end())
        told = told or (gap == " " and bool(made or lettered or office))
        joins = word.lower() in words.links and word not in words.uses["article"]
        if joins or not (told or FORMS.apart.fullmatch(gap)):
            break
        opening = opening or gap.strip().translate(_SIGNS)
        small = word.lower() in words.uses["article"] and not word.isupper()
        # ", also chair of the board"
        small = small or (word in words.uses["lately"] and word not in words.modifiers and "," in gap)
        if (not small or "\n" in gap) and not FORMS.year_old.fullmatch(word):
            return end, opening, told
        opening, end, told = opening + word, part.end(), True
    return None


def _in_brackets(text: str, start: int, words: Words) -> Iterator[Role]:
    """The role that fills the brackets behind a name: "Ana Brook (Deputy Chair)"."""
    if found := FORMS.bracketed.match(text, start):
        place = found.span("role")
        inside = Run(text, list(WORD.finditer(text, *place)), words)
        if all(_goes_on(part[0], inside) for part in inside.parts):
            yield from (role for role in roles_in(inside, 0, last=False) if (role.start, role.end) == place)


def end_of_letters(window: str, words: Words) -> int:
    """Where the letters after a name ("MP", "AO") end, 0 without any; "MP for Ashgrove" is a role."""
    end = 0
    for part in WORD.finditer(window):
        if part[0].strip("().") not in words.letters or "\n\n" in window[end : part.start()]:
            break
        if FORMS.for_.match(window, part.end()):
            break
        stop = "." in part[0] or FORMS.stopped.match(window, part.end()) is not None  # "MP. (North) -"
        end = part.end() + (window[part.end() : part.end() + 1] == "." and stop)
    return end


def _without_titles(taken: Run) -> Run:
    """Drops "and Admiral" or ", and the chair of the board" that stands before the next person."""
    words, at = taken.words, taken.next_office()
    taken = taken[: _next_title(taken) if at is None else at]
    while taken and (words.is_honorific(taken.word(-1)) or taken.keys[-1] in words.outer):
        taken = taken[:-1]
    taken = taken[: taken.first_of_rank()]
    # ", Chief of Harbour Force Admiral X" is all the next one's
    return taken[:0] if taken and taken.word(-1) == "of" else taken


def _next_title(taken: Run) -> int:
    """Place of the first word of the office in ", U.S. Ambassador" that stands before the next person, else the end."""
    at = len(taken)
    if taken.keys[-1] not in taken.words.nouns:
        return at
    while at > 1 and taken.word(at - 1) not in taken.words.links:
        at -= 1
        if "," in taken.gap(at):
            return at
    own = taken.word(at - 1) == "and" and taken.window[: taken.parts[0].start()].endswith(" the ")
    # "the Roads Secretary and Mines Minister" X
    return at - 1 if own and taken[: at - 1].has_office() else len(taken)


def _goes_on(word: str, taken: Run) -> bool:
    """Whether a word may stand in a role wherever it is, or is what the role is of, or ends one ("in charge")."""
    words, last = taken.words, taken.word(-1) if taken else ""
    if word in words.uses["behind"] and key_of(last) not in words.nouns:
        return False  # "head of mines and responsible for roads"
    behind = last == "of" or (last == "the" and len(taken) > 1 and taken.word(-2) == "of")  # "Primate of All Norland"
    of = f"{last} {word}" in words.uses["leading"] or (behind and word[0].isupper())
    scope = of or (not taken and words.is_land(word))  # "Norland director at the bank"
    return scope or words.fits(word) or word.lower() in words.links


def _is_other_word(window: str, part: re.Match[str], taken: Run) -> bool:
    """Whether a title is another word: "a private equity firm", not "a therapist in private practice,"."""
    words = taken.words
    if part[0] not in words.uses["titled"] or words.closes.match(window, part.end()):
        return False
    behind = FORMS.small_word.match(window, part.end() + 1)
    if behind is None or words.fits(behind[1]) or behind[1] in words.links:
        return False
    return not (taken.has_office() and words.closes.match(window, behind.end(1)))


def _tells(gap: str, word: str, opening: str, taken: Run) -> bool:
    """Whether a small word of no role stands before its noun: "a claimants' leader", "an oft quoted banker"."""
    words = taken.words
    links = words.links - {"and"}
    if word in words.small or (taken and gap not in (" ", ", ")) or not FORMS.plain.fullmatch(word):
        return False
    noun = any(key in words.nouns and key not in words.modifiers for key in taken.keys)
    if noun or any(part[0] in links for part in taken.parts):
        return False
    if not taken and opening == ",":
        return not (words.closes.match(word) or word.endswith(("ing", "ly")))
    quality = word.endswith("ed") and (not taken or opening[:2] == ",a")
    return word.islower() and (quality or not taken or not words.closes.match(word))


def _end_of_scope(taken: Run, at: int) -> int:
    """Where the small words of what a role is of end, 0 without any ("leader of the pro-dam group Tarrow First")."""
    window, words = taken.window, taken.words
    scopes = [each[0] for each in taken.parts if each[0] in words.scopes]
    if not scopes:
        return 0
    last, gap = taken.word(-1), window[taken.parts[-1].end() : at]
    if gap == ". " and words.is_land(f"{last}."):  # "an analyst at U.S. firm Tarrow"
        last, gap = f"{last}.", " "
    if gap != " ":
        return 0
    foreign = words.foreign.match(window, at) if taken.word(-1)[0].isupper() else None  # "head of the Banco de Norland"
    if foreign:
        return foreign.end()
    if taken.word(-1) == "the" and taken.word(-2) not in words.scopes:  # "head of the board, the city's oldest"
        return 0
    openings = ((words.ends_of, words.opens_of), (words.joint, words.opens_other))[: 2 if len(scopes) == 1 else 1]
    before = words.uses["article"] | words.scopes  # "chairman of the Norlandic firm Tarrow", "of Norlandic firm"
    landed = len(taken) > 1 and taken.word(-2) in before and words.is_land(last)
    landed = landed and not words.closes.match(window, taken.parts[-1].end() + len(last) - len(taken.word(-1)))
    start = taken.parts[-1].start() if landed else at
    opens = next((ends for ends, link in openings if link.search(window, 0, start)), None)
    of = opens is words.ends_of
    stops = words.uses["pointer"] | words.links | (frozenset() if of else words.uses["article"])
    first = FORMS.small_word.match(window, at)
    several = opens and taken.word(-1) in words.scopes and first and first[1] not in words.uses["article"]
    end, size = 0, 0
    while size < _MOST_SMALL and (word := FORMS.small_word.match(window, at)):
        ended = words.closes.match(window, end or taken.parts[-1].end()) if end or not opens else None
        doing = word[1].endswith("ing") and word[1] not in words.modifiers
        other = word[1][0].isdigit() or (opens and doing)  # "dismissed for breaching the law"
        if word[1] == "and" and size and several:
            behind = FORMS.small_word.match(window, word.end())
            no_more = stops | words.uses["behind"] | words.uses["article"]
            ended = words.closes.match(window, word.end())
            stopped = behind is None or behind[1] in no_more or ended is not None
        else:
            stopped = bool(word[1] in stops or ended or (other and not of) or _acts(window, word, words))
        if stopped:
            break
        end, at, size = word.end(1), word.end(), size + 1
    closed = end and (opens is not words.joint or "for" in scopes) and words.closes.match(window, end)
    ends = closed or (end and opens and opens.match(window, end))
    return end if ends and (opens or size <= _MOST_CLOSING) else 0


def _acts(window: str, word: re.Match[str], words: Words) -> bool:
    """Whether a word behind a small one tells what somebody does: "the opposition urging calm", not "of investing"."""
    behind = FORMS.plain.search(window, window.rfind(" ", 0, word.start() - 1) + 1, word.start())
    small = behind is not None and behind[0].islower() and behind[0] not in words.uses["article"] | words.links
    owned = window.startswith("'s ", word.start() - 3)
    if owned or not (word[1].endswith("ing") and small and word[1] not in words.modifiers):
        return False
    return not (words.closes.match(window, word.end(1)) or words.ends_of.match(window, word.end(1)))
