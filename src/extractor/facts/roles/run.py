"""The role inside a run of words: its noun, the words before it, and what it is of or for."""

from collections.abc import Iterator
from itertools import pairwise, takewhile

from extractor.facts.roles.lexicon import FORMS, Role, Run, key_of
from extractor.rules.gazetteer import CLOSED, OWNERS

_LONGEST_LAND, _FEW = 3, 4


def roles_in(run: Run, offset: int, *, last: bool) -> Iterator[Role]:
    """The role in a run of words, whose window begins at ``offset``: modifiers, a noun, and what it is of or for.

    ``last``: before a name, so that its noun ends it or is "of" or "for" something; else each line may be a role.
    """
    return _Reader(run, last=last).roles(offset)


class _Reader:
    """Reads a run of words; its keys are those of one where the words tell so; ``last``: it stands before a name."""

    def __init__(self, run: Run, *, last: bool) -> None:
        self._run, self._parts, self._words, self._last = run, run.parts, run.words, last
        self._gap, self._window = run.gap, run.window
        self._keys = keys = run.keys[:]
        if last and keys:
            keys[-1] = self._of_one(-1)
        if keys and FORMS.one_of.search(run.window, 0, run.parts[0].start()):
            keys[0] = self._of_one(0)
        if last and self._is_office_of_ranked():
            keys.pop()
        while keys and keys[-1] in run.words.links and not last:
            keys.pop()

    def _of_one(self, at: int) -> str:
        """The key of a word, that of one where a word names several ("lawyers", "Paralegals")."""
        return key_of(self._words.several(self._run.word(at)) or self._run.word(at))

    def roles(self, offset: int) -> Iterator[Role]:
        """The role, if there is one, at its place in the text; the window begins at ``offset``."""
        keys, parts, words, last = self._keys, self._parts, self._words, self._last
        noun = next((at for at in range(len(keys)) if self._heads(at)), None)
        if noun is None:
            return
        floor, noun = self._own(noun) if last else (0, noun)
        first = self._first_of_role(noun, floor)
        outside = [part[0] for part in parts[:first] if part[0] not in words.uses["article"]]
        foreign = outside[1:] and (outside[-2].islower() or parts[first - 1][0] in words.uses["article"])
        if foreign and not last and outside[-1] in words.scopes:  # "Office of the Minister", "a critic of one"
            return
        noun = self._second_noun(self._run.last_listed(noun))
        of = (at + 1 for at in range(first, noun - 1) if keys[at] in words.uses["led"] and keys[at + 1] == "of")
        first = max(of, default=first)
        while first < noun and (
            parts[first][0] in words.uses["article"]
            or (parts[first][0] in words.uses["apart"] and not parts[first + 1][0].endswith(OWNERS))
            or (keys[first] == "new" and (first + 1 == noun or keys[first + 1] in words.modifiers))
            or (first and keys[first] in words.links)
        ):
            first += 1
        headings = (at for at in range(first, noun) if words.is_of_heading(parts[at][0]) and keys[at + 1] != "and")
        first = self._land(max((at + 1 for at in headings), default=first))
        end = noun
        if keys[noun + 1 : noun + 2] and keys[noun + 1] in words.scopes:
            end = self._end_of_scope(noun, self._next_line(noun))
        elif not last and parts[noun + 1 :] and FORMS.letters.fullmatch(self._gap(noun + 1) + parts[noun + 1][0]):
            end = noun + 1  # "chairman PTI"
        office = any(words.nouns.get(key) for key in (*keys[first : self._first_of_grade(noun)], *keys[noun : end + 1]))
        office = office or (not last and parts[noun][0].islower())  # "an internal medicine specialist"
        if not office:
            first = self._first_of_rank(first, noun)
        start, stop = parts[first].start(), parts[end].end()
        stop += "." in parts[end][0] and self._window.startswith(".", stop)  # "president of the N.A.A.C.P."
        yield Role(" ".join(self._window[start:stop].split()), start + offset, stop + offset, office)
        if not last and end + 1 < len(keys) and FORMS.line.search(self._gap(end + 1)):
            yield from (role for role in roles_in(self._run[end + 1 :], offset, last=False) if " " in role.text)

    def _land(self, first: int) -> int:
        """First word of a land with an "and" in its name that owns a role: "Trinidad and Tobago's Minister"."""
        joined = first > 1 and self._keys[first - 1] == "and" and self._parts[first][0].endswith(OWNERS)
        for at in range(first - 2, max(-1, first - 2 - _LONGEST_LAND), -1) if joined else ():
            land = FORMS.s_end.sub("", " ".join(part[0] for part in self._parts[at : first + 1]))
            if self._words.places.sort_of(land) == "name":
                return at
        return first

    def _own(self, noun: int) -> tuple[int, int]:
        """First word that the role of the one named next may have, and its noun: behind whom he serves.

        So is an office behind a comma, of another's: "named as Minister of Roads, Deputy Minister of Mines X".
        """
        if self._serves_another(noun):
            return noun + 2, len(self._keys) - 1
        others = FORMS.others.search(self._window, 0, self._parts[self._first_of_role(noun, 0)].start())
        for at in range(len(self._keys) - 1, noun, -1) if others else ():
            if "," in self._gap(at):
                own = next((place for place in range(at, len(self._keys)) if self._heads(place)), None)
                if own is not None and not self._words.scopes.isdisjoint(self._keys[own + 1 : own + 2]):
                    return at, own
        return 0, noun

    def _second_noun(self, noun: int) -> int:
        """Index of the noun of the last role that an "and" joins: "President and Chief Executive Officer"."""
        keys = self._keys
        while keys[noun + 1 : noun + 2] in (["and"], ["&"]):
            last = noun + 2
            while last < len(keys) and keys[last] not in self._words.links and "," not in self._gap(last):
                last += 1
            nouns = [at for at in range(noun + 2, last) if self._words.nouns.get(keys[at])]
            if not nouns:
                return noun
            noun = nouns[-1]
        return noun

    def _first_of_role(self, noun: int, floor: int) -> int:
        """Index of the first word of the role with the noun at this place; it is ``floor`` or later."""
        keys, parts, words = self._keys, self._parts, self._words
        first = noun
        while first > floor and "," not in self._gap(first):
            joined = keys[first - 1] == "of" or self._is_pair(first - 1)
            double = self._last and self._are_one_s(first - 1, noun)
            office = first < noun and joined and words.nouns[keys[noun]]
            over = 2 if double or (office and (self._last or keys[first - 2] not in words.nouns)) else 1
            former = parts[max(0, first - over)][0]
            told = former in words.modifiers or (double and former in words.nouns and "," not in self._gap(first - 1))
            told = told or parts[0][0].endswith(OWNERS)  # "Labour's climate and energy minister"
            there = first > over and keys[first - 3] in CLOSED["in"]  # "in Nairobi of lawyer X"
            small = over > 1 and (there or not (former[0].isupper() or (told and keys[first - 1] != "of")))
            address = keys[first - 1] in words.honorifics.difference(words.nouns, words.uses["opening"])
            land = FORMS.s_end.sub("", self._window[parts[first - 1].start() : parts[first].end()])
            address = address and not words.is_land(land)  # "Sri Lankan ambassador", "Sri Lanka's chief"
            if (over == 1 and keys[first - 1] in words.links) or first - floor < over or small or address:
                break
            first -= over
        return self._first_of_list(first, noun)

    def _first_of_list(self, first: int, noun: int) -> int:
        """Index of the first matter of a list before a noun of role: "Fisheries, Mines and Energy Minister"."""
        keys, parts, words, at = self._keys, self._parts, self._words, first
        listed = at > 1 and keys[at - 1] == "and" and FORMS.list_comma.fullmatch(self._gap(at - 1))
        if listed and parts[at][0].istitle():
            at -= 2 * (at == noun - 1 and parts[at - 2][0].istitle() and keys[at - 2] not in words.nouns)
        while "and" in keys[at:noun] and at and FORMS.list_comma.fullmatch(self._gap(at)):
            matter, key = parts[at - 1][0], keys[at - 1]
            two = at > 1 and keys[at - 2] in words.modifiers and parts[at - 2][0].istitle()  # "Foreign Affairs, Trade"
            opening = at - 1 - two
            before = keys[opening - 1] if opening else ""
            small = before in words.modifiers and parts[opening - 1][0].islower() and self._gap(opening) == " "
            opens = not opening or (not two and (small or before in words.links or before.endswith(OWNERS)))
            person = key in words.honorifics or (key in words.nouns and key not in words.modifiers)  # not "Justice"
            refused = matter.isupper() or person or before in words.uses["where"]  # "In Nairobi, Roads Minister X"
            if refused or not matter.istitle() or not (opens or "," in self._gap(opening)):
                break
            at = opening - small
        return at

    def _is_office_of_ranked(self) -> bool:
        """Whether a rank stands behind an office of the same person: "spokeswoman Senator"."""
        keys, words = self._keys, self._words
        if not keys[:-1] or keys[-2] in words.parties:  # "Liberal Democrat MP"
            return False
        letters = self._parts[-1][0].isupper() and len(keys[-1]) > 1 and keys[-1] in words.grades  # "Commander RADM"
        robed = keys[-1] in words.uses["robed"] and keys[-2] not in words.modifiers  # not "Chief Justice"
        if not (letters or robed) and keys[-1] not in words.uses["late"]:
            return False
        gap = self._gap(len(keys) - 1)
        office = bool(words.nouns.get(keys[-2])) and (letters or keys[-2] not in words.bound)
        return len(gap) == 1 and gap.isspace() and office

    def _serves_another(self, noun: int) -> bool:
        """Whether a role is that of somebody who serves the one named next: "adviser to President" X."""
        keys, words = self._keys, self._words
        served = keys[noun + 2 :]
        if words.scopes.isdisjoint(keys[noun + 1 : noun + 2]) or not served:
            return False
        parted = self._window.startswith(",", self._parts[-1].end())  # "Minister for State President, Mr X"
        staff = keys[noun + 1] == "of" and served[-1] in words.grades and words.scopes.isdisjoint(served)
        if parted or staff:  # "Army Chief of Staff Gen"
            return False
        titles = words.titled | words.modifiers if words.nouns.get(served[-1]) else words.titled
        land = self._window[self._parts[noun + 2].start() : self._parts[-2].end()]  # "New York" of its governor
        clerk = served[-1] in words.uses["robed"] and (keys[noun + 1] == "to" or keys[noun] in words.uses["clerk"])
        last = served[-1] in titles and (clerk or served[-1] in words.grades or served[-1] not in words.modifiers)
        lands = (words.is_land(part[0]) for part in self._parts[noun + 2 : -1])
        own = keys[noun + 1] == "to" and served[0] != "the"  # "whip to Ashgrove MP X"
        own = own or words.is_land(land) or all(each or key in titles for each, key in zip(lands, served, strict=False))
        link = max(at for at in range(len(keys) - 1) if keys[at] in words.scopes)  # "chief of staff to President X"
        far = keys[link + 1 :]
        one = link > noun + 1 and bool(words.nouns.get(far[-1])) and words.single(self._parts[-1][0]) is None
        return last and ((own and keys[noun + 1] in words.uses["tied"]) or (one and titles.issuperset(far)))

    def _is_pair(self, at: int) -> bool:
        """Whether an "and" stands inside one office ("Health and Human Services Secretary"), not before another."""
        keys, parts, words = self._keys, self._parts, self._words
        if keys[at] != "and" or not at:
            return False
        word = parts[at - 1][0]
        clear = self._gap(at) == " " and word.isalpha() and not (word.isupper() or parts[at + 1][0].endswith(OWNERS))
        clear = clear and keys[at + 1] != "prime"  # "in Harbour and Prime Minister of Norland X"
        return clear and keys[at - 1] not in words.nouns and keys[at - 1] not in words.letters

    def _are_one_s(self, at: int, noun: int) -> bool:
        """Whether an "and" joins two offices of one person: "Deputy Prime Minister and Foreign Minister".

        Behind an article only a deputy's or former ones are and "the Prime Minister and Minister for Ports X"; "the
        President and Prime Minister X" are two.
        """
        keys, words = self._keys, self._words
        former = keys[at - 1] if at else ""
        office = words.nouns.get(former) or former.upper() in words.uses["seat"]
        if keys[at] != "and" or not office or words.single(self._parts[at - 1][0]):
            return False  # also "the ministers and Norland's minister"
        own = list(takewhile(lambda key: key not in words.links, reversed(keys[:at])))
        bare = at == len(own) or keys[at - len(own) - 1] not in ("the", "The")
        one = words.nouns[keys[noun]] or keys[noun].upper() in words.uses["seat"]
        if self._parts[at + 1][0].endswith(OWNERS):  # "ministers and Norland's leader"
            return False
        parted = self._window.startswith(",", self._parts[-1].end()) and not words.single(self._parts[noun][0])
        duty = parted or keys[noun] in words.uses["portfolio"]  # "the President and CEO of the Tide Bank, X"
        duty = duty and not CLOSED["of"].isdisjoint(keys[noun + 1 : noun + 2])
        over = not words.uses["over"].isdisjoint((*own[-1:], keys[at + 1]))  # "the former mayor and Tide leader X"
        return not words.uses["deputy"].isdisjoint(own) or ((bare or duty or over) and one)

    def _first_of_rank(self, first: int, noun: int) -> int:
        """Index of the first word of a rank: what belongs to it, then the land or state ("New South Wales Senator")."""
        keys, parts, words = self._keys, self._parts, self._words
        former = keys[first] in words.uses["unit"] and keys[first] in words.uses["general"]
        at = first if former else noun  # "former Harbour Party Senator"
        while at > first and (keys[at - 1] in words.uses["land"] or keys[at - 1] in words.ranks):
            at -= 1
        local = first < at and keys[at - 1] in words.uses["area"] and keys[noun] in words.uses["local"]
        if local:  # "Cook County Sheriff", "Harbour town councillor", "the independent town councillor"
            return first if all(part[0].istitle() for part in parts[first : at - 1]) else at - 1
        for size in range(min(_LONGEST_LAND, at - first), 0, -1):
            land = self._window[parts[at - size].start() : parts[at - 1].end()]
            if self._gap(at) == " " and words.is_land(land):
                return at - size
        return at

    def _first_of_grade(self, noun: int) -> int:
        """Index of the first word of "Chief Master Sgt", whose "Chief" is no office."""
        while noun and self._keys[noun - 1] in self._words.ranks:
            noun -= 1
        return noun

    def _next_line(self, noun: int) -> int:
        """Index of the last part before a line (or a double blank) after which another role begins, or the last."""
        keys, parts, links = self._keys, self._parts, self._words.links
        if not self._last or "\n" in self._window[: parts[0].start()]:  # a role with a line of its own ends with it
            for at in range(noun + 2, len(keys)):
                gap = self._gap(at)
                if "\n" in gap and "," not in gap and keys[at - 1] not in links and parts[at][0][0].isupper():
                    return at - 1
        following = next((at for at in range(noun + 2, len(keys)) if keys[at] in self._words.nouns), 0)
        for at in range(following, noun + 1, -1):
            if FORMS.line.search(self._gap(at)) and keys[at - 1] not in links:
                return at - 1
        return len(keys) - 1

    def _end_of_scope(self, noun: int, end: int) -> int:
        """Drops titles that stand between a role and the name, and an "and" before them."""
        keys, words = self._keys, self._words
        if keys[noun + 1] in ("for", "in") and not words.uses["spell"].isdisjoint(keys[noun + 2 : end + 1]):
            return noun  # "director for the past year"
        for at in range(noun + 2, end):
            of = next((each for each in range(at - 1, noun, -1) if keys[each] == "of"), at)
            land = self._window[self._parts[of].end() : self._parts[at].start()].strip()
            event = not words.uses["event"].isdisjoint(keys[at:])  # "Minister of Roads at the 46th session"
            place = keys[at] == "at" and (event or words.is_land(land))
            several = any(words.single(part[0]) for part in self._parts[at + 1 : at + _FEW] if part[0].islower())
            others = keys[at + 1] in words.scopes or several  # "… and of great", "… and members"
            if place or (keys[at] in CLOSED["and"] and others):  # "President of Norland at the forum"
                end = at - 1
                break
        loose = words.uses["late"] | words.uses["article"] | words.links
        while end > noun and (
            keys[end] in loose or (keys[end] in words.honorifics and not self._run.word(end).islower())
        ):
            end -= 1
        return max(end, noun)

    def _heads(self, at: int) -> bool:
        keys, words = self._keys, self._words
        former = keys[at - 1] if at else ""
        bound = keys[at] in words.bound and former not in words.ranks
        if keys[at] not in words.nouns or bound or (keys[at] in words.uses["behind"] and former not in words.nouns):
            return False
        following = keys[at + 1] if at + 1 < len(keys) else None
        if following is None or following in words.scopes:
            return True
        if self._last:
            return False
        last = self._parts[-1][0]
        if "," in self._gap(at + 1) and following not in words.nouns and last[0].isupper() and words.single(last):
            return True  # "President, Association of Club Presidents"
        if (FORMS.wide.search(self._gap(at + 1)) and keys[at] not in words.modifiers) or self._run.last_listed(at) > at:
            return True
        return following in words.links or not any(key in words.nouns and of != "of" for of, key in pairwise(keys[at:]))
