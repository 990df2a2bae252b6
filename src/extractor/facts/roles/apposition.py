"""Apposition: the roles that stand right after a person's name."""

import re
from collections.abc import Iterator
from functools import partial
from itertools import islice

from msgspec import Struct
from msgspec.structs import replace

from extractor.facts.roles.extent import FEW_TELLING, Extent, Opening, before_next, extent, may_go_on
from extractor.facts.roles.lexicon import FORMS, MOST_WORDS, WORD, Role, Run, Words, key_of, unbracketed
from extractor.facts.roles.linking import Bodies
from extractor.facts.roles.run import roles_in
from extractor.regex import lookbehind

_SIGNS = str.maketrans("–—-(", ",,,,")
_WHO, _SERVE, _SPELL = " who ", " to ", " for "
_UNOWNED = (",a", ",an", ",the")
_FAR, _LONGEST, _WHOSE = 120, 300, ", who "


def after(
    text: str, start: int, stop: int, words: Words, *, named: bool = False, bodies: Bodies | None = None
) -> Iterator[Role]:
    """The role that begins right after a name, which ends at ``start``, and ends before ``stop``, the next name.

    ``named``: it is somebody who is named something ("named Ana Brook chair"); ``bodies``: to whose end it may go on.
    """
    window = unbracketed(text[start : min(stop, start + _LONGEST)])
    where = FORMS.where.search(window)
    window = window[: where.start()] if where else window
    letters = end_of_letters(window, words)
    yield from _in_brackets(text, start + letters, words)
    opening = _opening(window, letters, words, named=named)
    if opening is None or _is_of_another(text, start, window, opening):
        return
    if (found := extent(window, opening, words)) is None:
        return
    run = before_next(found, text, start, stop)
    roles = map(partial(_numbered, text), _own(roles_in(run, start, last=False), text, words))
    behind = _Behind(text, start, opening, words)
    ends = {start + where.start()} if where else set()
    if FORMS.dash.match(window, letters):
        ends.add(stop - 1)
    for role in map(partial(_up_to_body, text, stop, words, bodies), roles) if bodies is not None else roles:
        if behind.is_of_who_acts(role):
            return
        serves = bool(run) and run.word(-1) in words.scopes
        if (serves or role.end in ends or behind.ends(role, found)) and not behind.is_of_other_kind(role, named=named):
            yield replace(role, weak=bool(opening.made and opening.made["one"]))


def _is_of_another(text: str, start: int, window: str, opening: Opening) -> bool:
    """Whether somebody else is made what is told behind a name."""
    if opening.made is None:
        return False
    if window.startswith(_SERVE, opening.aside):
        return lookbehind(FORMS.chooser, text, start, _FAR) is not None
    apposed = window.startswith(",", opening.aside) and not window.startswith(_WHOSE, opening.aside)
    # "Ana Brook, a friend of Petra Hill, was elected chair"
    return apposed and lookbehind(FORMS.kin, text, start, _FAR) is not None


class _Behind(Struct, frozen=True):
    """The text behind a name that ends at ``start``, where words open that may be a role."""

    text: str
    start: int
    opening: Opening
    words: Words

    def is_of_who_acts(self, role: Role) -> bool:
        """Whether it is of somebody else: ", the Foreign Secretary said", ", her lawyer told the House"."""
        words, text, signs = self.words, self.text, self.opening.signs
        alone = signs == ",the" and words.scopes.isdisjoint(role.text.split())
        owned = signs not in _UNOWNED and signs[1:] in words.uses["article"]  # ", her lawyer"
        if (alone or owned) and words.says.match(text, role.end):
            return True
        if not alone:
            return False
        goes = words.goes.match(text, role.end) and lookbehind(FORMS.clause, text, self.start, _FAR)
        return bool(goes or words.acts.match(text, role.end))

    def is_of_other_kind(self, role: Role, *, named: bool) -> bool:
        """Whether it is what somebody is like ("mocked Ana Brook as farmer"), or won ("who won best actress")."""
        made = self.opening.made
        likened = made is not None and made["as"] and not named and role.text.islower()
        return bool(likened) or self.text.endswith(_WHO, 0, role.start)

    def ends(self, role: Role, found: Extent) -> bool:
        """Whether what opens it is enough, a spell of years follows ("for the past year"), or something closes it."""
        enough = self.opening.is_enough and (found.telling < FEW_TELLING or self.opening.signs not in (",", ",the"))
        return (
            enough or self.text.startswith(_SPELL, role.end) or self.words.closes.match(self.text, role.end) is not None
        )


def _opening(window: str, letters: int, words: Words, *, named: bool) -> Opening | None:
    """Where the words behind a name and its letters begin that may be a role; ``named``: it is who is named so."""
    aside = end = _past_asides(window, letters, words)
    made = words.made.match(window, end) if words.may_be_made(window, end) else None
    end, told, signs = made.end() if made else end, made is not None, ""
    for part in islice(WORD.finditer(window, end), MOST_WORDS):
        gap, word = window[end : part.start()], part[0]
        told = told or (gap == " " and (named or _heads(window, part, words, lettered=0 < letters == end)))
        joins = word.lower() in words.links and word not in words.uses["article"]
        if joins or not (told or FORMS.apart.fullmatch(gap)):
            break
        signs = signs or gap.strip().translate(_SIGNS)
        small = word.lower() in words.uses["article"] and not word.isupper()
        # ", also chair of the board"
        small = small or (word in words.uses["lately"] and word not in words.modifiers and "," in gap)
        if (not small or "\n" in gap) and not FORMS.year_old.fullmatch(word):
            return Opening(end, signs, told, aside, made)
        signs, end, told = signs + word, part.end(), True
    return None


def _heads(window: str, part: re.Match[str], words: Words, *, lettered: bool) -> bool:
    """Whether a word right behind a name is what the person is: letters, any behind such, or an office of something."""
    word, key = part[0], key_of(part[0])
    if (key in words.nouns and word.strip(".") in words.letters) or (lettered and word[0].isupper()):
        return True
    return bool(word[0].isupper() and words.nouns.get(key) and FORMS.of.match(window, part.end()))


def _past_asides(window: str, end: int, words: Words) -> int:
    """Where what tells age and home behind a name ends: ", 34, of Ashgrove"."""
    for form in (FORMS.origin, FORMS.age, FORMS.origin):
        aside = form.match(window, end)
        if aside and words.nouns.keys().isdisjoint(map(key_of, aside[0].split())):
            end = aside.end()
    return end


def _in_brackets(text: str, start: int, words: Words) -> Iterator[Role]:
    """The role that fills the brackets behind a name: "Ana Brook (Deputy Chair)"."""
    if found := FORMS.bracketed.match(text, start):
        place, end = found.span("role"), found.end() - 1
        inside = Run(text, list(WORD.finditer(text, *place)), words)
        if all(may_go_on(part[0], inside) for part in inside.parts):
            roles = (role for role in roles_in(inside, 0, last=False) if (role.start, role.end) == place)
            yield from (replace(role, text=" ".join(text[role.start : end].split()), end=end) for role in roles)


def end_of_letters(window: str, words: Words) -> int:
    """Where the letters after a name ("MP", "AO") end, 0 without any; "MP for Ashgrove" is a role."""
    end = 0
    for part in WORD.finditer(window):
        if part[0].strip("().") not in words.letters or "\n\n" in window[end : part.start()]:
            break
        senior = key_of(part[0]) in words.modifiers and window.startswith(". ", part.end())  # "Sr. Advisor"
        if FORMS.for_.match(window, part.end()) or (senior and "," in window[end : part.start()]):
            break
        stop = "." in part[0] or FORMS.stopped.match(window, part.end()) is not None  # "MP. (North) -"
        end = part.end() + (window[part.end() : part.end() + 1] == "." and stop)
    return end


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
