"""Roles: the words before and after a person's name that say what the person is, and what stands in for them."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import takewhile

from msgspec.structs import replace

from extractor.draft import Name
from extractor.entity import Affiliation
from extractor.facts.roles.affiliation import Linker
from extractor.facts.roles.apposition import after
from extractor.facts.roles.lexicon import FORMS, WORD, Role, Words, key_of, unbracketed
from extractor.facts.roles.linking import Bodies
from extractor.facts.roles.prenominal import before
from extractor.facts.roles.sequence import SEVERAL, Mentions
from extractor.regex import lookbehind
from extractor.rules.gazetteer import OWNERS

_MOST_MENTIONS, _MOST_ROLES, _STEM, _REACH, _FAR = 8, 2, 3, 48, 96
_CLOSED = ",", ".", ";", ")"
_WHOSE = 9  # code points of "for the" and its blanks

Told = tuple[str, set[str]]
"""A role in small letters, and its stems."""


def role_of(
    sequence: Mentions, mentions: list[Name], bodies: Bodies, linker: Linker
) -> tuple[str | None, Affiliation | None]:
    """Role and affiliation of a person, read from the surroundings of the mentions in a sequence."""
    words = sequence.words
    roles: list[Role] = []
    for name in mentions[:_MOST_MENTIONS]:
        near = list(_before(sequence, name, bodies))
        told = any(role.office and role.text.lower() not in words.titles for role in near)
        found = [*([] if told else _before_duty(sequence, name, near)), *near, *_after(sequence, name, bodies)]
        roles += [_with_body(role, bodies, sequence.text) for role in found]
    if not roles:
        roles += last_resort(sequence.text, words, mentions[:_MOST_MENTIONS])
    chosen = [_singular(role, words) for role in _best(roles, words)]
    heading = {role for role in roles if role.text.isupper() and len(role.text.split()[-1]) > len("MLA")}
    others = (role for role in roles if role not in chosen and role not in heading)
    known = [(each.text.casefold(), _stems(each, words)) for each in chosen]
    same = [role for role in others if _is_told(role.text.casefold(), _stems(role, words), known)]
    return "; ".join(dict.fromkeys(role.text for role in chosen)) or None, linker.affiliation(
        mentions, [*chosen, *same], [*map(sequence.first_listed, mentions[:_MOST_MENTIONS])]
    )


def _before(sequence: Mentions, name: Name, bodies: Bodies) -> Iterator[Role]:
    """The roles before a mention, and of one of several under a title that title."""
    if name.rule == SEVERAL and (first := sequence.first_of_several(name)):
        yield from (_singular(role, sequence.words) for role in sequence.before(first))
    former = sequence.former(name)
    yield from sequence.shared(name)
    for role in sequence.before(name):
        if former and _is_named_in(role, former, sequence.text):
            yield _with_name(role, former, sequence)
        elif former and sequence.is_former_s(role, former, name):
            yield from before(sequence.text, name, role.end, sequence.words)
        elif not sequence.is_of_others(role, name):
            yield _without_body(role, bodies, sequence.words, sequence.text)
        else:
            yield from before(sequence.text, name, role.end, sequence.words)  # "party members | Senator X, Senator Y"


def _is_named_in(role: Role, former: Name, text: str) -> bool:
    """Whether the surname before a role in small letters is part of it: "the former Brook adviser, Tal Reeve"."""
    return role.text.islower() and " " not in former.text and text[former.end : role.start] == " "


def _with_name(role: Role, former: Name, sequence: Mentions) -> Role:
    """A role with the surname that is part of it and the small words before that."""
    text, start = sequence.text, former.start
    for part in reversed([*WORD.finditer(text, max(0, start - _REACH), start)]):
        if key_of(part[0]) not in sequence.words.modifiers or text[part.end() : start] != " ":
            break
        start = part.start()
    return replace(role, text=text[start : role.end], start=start)


def _before_duty(sequence: Mentions, name: Name, roles: list[Role]) -> Iterator[Role]:
    """The office before what it is for, right before a name or rank: "DG ISPR Major General X"."""
    text, words, floor = sequence.text, sequence.words, sequence.floor(sequence.former(name))
    stop = min((role.start for role in roles), default=name.start)
    start = max(floor, stop - _FAR)
    near = unbracketed(text[start:stop])  # "Chief Executive Tide Agency (TA) Mr X"
    parts = list(WORD.finditer(near))
    while parts and key_of(parts[-1][0]) in words.honorifics:
        parts.pop()
    end = at = parts[-1].end() if parts else 0
    for part in reversed(parts):
        word, gap = part[0], near[part.end() : at]
        if words.is_office(word) and word[0].isupper() and word not in words.uses["apart"]:
            break
        none = word.title() in words.verbs or words.single(word) or key_of(word) in words.nouns
        small = word == word.lower() and not (word in words.links and at < end)
        if none or small or gap != " " * (at < end):
            return
        at = part.start()
    at, end = start + at, start + end
    if not floor < at < end or not text.startswith(" ", end) or text[at:end].split()[0] in words.links:
        return
    for role in before(text, replace(name, start=at, end=end), floor, words):
        if role.office and role.end == at - 1:
            yield replace(role, text=f"{role.text} {text[at:end]}", end=end)


def _after(sequence: Mentions, name: Name, bodies: Bodies) -> Iterator[Role]:
    latter = sequence.latter(name)
    stop = latter.start if latter else len(sequence.text)
    if latter and sequence.is_told_before(name) and sequence.is_enumerated(latter):
        return
    if latter and sequence.words.succeeds.fullmatch(sequence.text, sequence.end_of(name), latter.start):
        end, third = sequence.end_of(latter), sequence.latter(latter)
        far = third.start if third else len(sequence.text)
        if sequence.text.startswith((" as ", ", as "), end):
            yield from after(sequence.text, end, far, sequence.words, named=True)
        return
    inside = FORMS.inside.fullmatch(sequence.text, sequence.end_of(name), latter.start) if latter else None
    if latter and inside and any(map(sequence.words.nouns.get, inside["noun"].split())):
        further = sequence.latter(latter)  # "chief of staff of Mayor Ana Brook" is of one whose name stands in it
        stop = further.start if further else len(sequence.text)
    if latter and (boss := FORMS.boss.match(sequence.text, sequence.end_of(name), latter.start)):
        yield from _of_boss(sequence, boss.end(), latter)
    if (last := sequence.last_listed(name)) is not name:  # "Ana Brook and Tal Reeve as Deputy Governors"
        text, start, others = sequence.text, sequence.end_of(last), sequence.latter(last)
        roles = after(text, start, len(text), sequence.words)
        roles = (role for role in roles if sequence.is_plural(role) and not _adds(text[start : role.start]))
        yield from (role for role in roles if not sequence.is_title(role, last, others))
    named = sequence.is_made(name)
    for role in after(sequence.text, sequence.end_of(name), stop, sequence.words, named=named, bodies=bodies):
        several = sequence.words.single(FORMS.scope.split(role.text)[0].split()[-1]) is not None
        gap = sequence.text[name.end : role.start]
        fits = several if ", one of " in gap else not several or (sequence.is_joined(name) and not _adds(gap))
        if fits and not sequence.is_title(role, name, latter):
            yield role
            also = FORMS.also.match(sequence.text, role.end)  # "chair of the board and an adviser to the bank,"
            more = after(sequence.text, also.end(), stop, sequence.words, named=True) if also else ()
            yield from (each for each in more if sequence.text.startswith(_CLOSED, each.end))


def _adds(gap: str) -> bool:
    """Whether what stands between names and a role in the plural makes it others': "Ana Brook, donors and members"."""
    return " and " in gap and "both" not in gap


def _of_boss(sequence: Mentions, start: int, boss: Name) -> Iterator[Role]:
    """The role between commas that names whose it is: ", Governor Brook's press secretary,"."""
    text, following = sequence.text, sequence.latter(boss)
    if owner := FORMS.owner.match(text, boss.end):
        stop = following.start if following else len(text)
        for role in after(text, owner.end() - 1, stop, sequence.words, named=True):
            if role.start == owner.end() and text.startswith(_CLOSED, role.end):
                yield replace(role, text=" ".join(text[start : role.end].split()), start=start)


def _without_body(role: Role, bodies: Bodies, words: Words, text: str) -> Role:
    """The role without the body before it that another's is of: "Admiral" in "head of Harbour Command Admiral X".

    A body that nobody's role is of belongs to it as a whole: "Party for | Harbour Development president X".
    """
    if seat := bodies.ending_in(role.start, role.end):
        last = role.text.split()[-1]
        own = role.office and not (key_of(last) in words.ranks or words.single(last))
        if own and not lookbehind(FORMS.whose, text, seat.start, _WHOSE):
            return replace(role, text=" ".join(unbracketed(text[seat.start : role.end]).split()), start=seat.start)
        cut, rest = role.text[: seat.end - role.start].lower().split(), role.text[seat.end - role.start :]
        general, lately = words.uses["general"], words.uses["lately"]
        known = any(word in words.nouns or (word in general and word not in lately) for word in cut)
        if not (known or rest.startswith(OWNERS)):
            return replace(role, text=rest.lstrip(" ,"), start=role.end - len(rest.lstrip(" ,")))
    first, _, second = role.text.partition(" and ")
    end = role.start + len(first)
    if end not in bodies.ends or not any(key_of(word) in words.nouns for word in second.split()):
        return role
    return replace(role, text=second, start=end + len(" and "))


def _with_body(role: Role, bodies: Bodies, text: str) -> Role:
    """The role with the whole of the body in whose midst it ends: "a fellow at the Centre | for a New Harbour"."""
    end = bodies.around(role.start, role.end) or role.end
    rest = text[role.end : end].split()
    return replace(role, text=" ".join([role.text, *rest]), end=end) if rest[1:] or end > role.end + 1 else role


def _singular(role: Role, words: Words) -> Role:
    """The role of one of several: "Senators" said of each is "Senator", but not what a role is of."""
    scope = FORMS.scope.search(role.text)
    end = scope.start() if scope else len(role.text)
    head = role.text[:end].split()
    at = -2 if head[1:] and head[-1].lower() == "general" else -1
    head[at] = words.single(head[at]) or head[at]
    return replace(role, text=" ".join(head) + role.text[end:])


def _best(roles: list[Role], words: Words) -> list[Role]:
    """Offices, a rank beside a single one; of roles that say the same the fullest; weak ones and committees' alone."""
    telling = [role for role in roles if not (role.weak or words.weak.match(role.text))] or roles
    said = {role.text.casefold() for role in telling if not role.text.isupper()}  # "Minister of Roads" of a "Minister"
    telling = [role for role in telling if not any(map(partial(_goes_on, role.text.casefold()), said))]
    parts = {role.text.casefold().rpartition(" and ")[2] for role in telling if " and " in role.text}
    chosen: list[Role] = []
    told: list[Told] = []
    for role in sorted(telling, key=lambda it: (not it.office, " " not in it.text, it.text.isupper(), it.start)):
        if not role.office and (len(chosen) > 1 or (" " not in role.text and not all(each.office for each in chosen))):
            break
        text, stems = role.text.casefold(), _stems(role, words)
        if text not in parts and not _is_told(text, stems, told):
            chosen.append(role)
            told.append((text, stems))
    return sorted(chosen[:_MOST_ROLES], key=lambda each: each.start)


def _goes_on(short: str, full: str) -> bool:
    """Whether a role goes on from another with what it is of or for."""
    return full.startswith((f"{short} of ", f"{short} for "))


def _is_told(text: str, stems: set[str], told: list[Told]) -> bool:
    """Whether one of these says the same as a role of this text in small letters and these stems."""
    return any(not stems.isdisjoint(known) or f" {other}".endswith(f" {text}") for other, known in told)


def _stems(role: Role, words: Words) -> set[str]:
    """The first letters of a role's words before "of" or "for", of a rank its noun's: one for "Sen." and "Senator"."""
    telling = list(takewhile(lambda word: word not in words.scopes, role.text.split()))
    general = role.office and [word.lower() for word in telling[-1:]] == ["general"]  # "Inspector General" is no rank
    telling = telling[: len(telling) - general] if role.office else telling[-1:]
    keys = {word.casefold(): word.islower() for word in telling}
    told = [word for word in keys if word in words.nouns or word not in words.modifiers]
    # "presumptive" is no "president"
    cut = (word for word in told if word in words.nouns or not keys[word] or words.single(word))
    stems = {word[:_STEM].title() if words.is_land(FORMS.s_end.sub("", word).title()) else word[:_STEM] for word in cut}
    return stems.union(told) - words.links


_STYLE_REACH, _LABEL_REACH = 16, 64


def last_resort(text: str, words: Words, mentions: Iterable[Name]) -> Iterator[Role]:
    """The one role of a person of whom no better one is told."""
    for name in mentions:
        letters = FORMS.letters_behind.match(text, name.end)
        style = lookbehind(FORMS.style, text, name.start, _STYLE_REACH)
        found = letters if letters and letters["word"].replace(".", "") in words.uses["seat"] else style
        if found and (found is letters or key_of(found["word"]) in words.uses["style"]):
            yield Role(found["word"], *found.span("word"), office=True)
            return


def contacts(text: str, people: Iterable[Name], words: Words) -> dict[int, str]:
    """The role of each contact, by the start (code points) of the mention after the word or after another contact."""
    found: dict[int, str] = {}
    last: Name | None = None
    for name in people:
        label = lookbehind(words.contact, text, name.start, _LABEL_REACH)
        if label:
            found[name.start] = " ".join(label["role"].split())
        elif last and last.start in found and words.line.fullmatch(text, last.end, name.start):
            found[name.start] = found[last.start]
        last = name
    return found
