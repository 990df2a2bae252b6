"""How far the name of a body goes from its head noun."""

from extractor.entities.candidates.gazetteer import Head, phrase_at
from extractor.entities.candidates.left_boundary import LeftBoundary
from extractor.entities.naming import FORMS, spells
from extractor.rules.gazetteer import plain

_FARTHEST, _LONGEST_LIST, _LIST, _NEAR, _SHORT_GAP = 9, 14, 6, 3, 2


class Boundaries(LeftBoundary):
    """How far the name of a body goes from its head noun to the left and to the right."""

    def is_purpose(self, first: int, last: int, head: Head) -> bool:
        """Whether the "for" after a name with words before its head begins what the body does something for."""
        if not self.linked(last + 1, "for") or "against" in head.after:
            return False
        before = self.words[first - 1].text
        of_land = self.of_country(last, "for") > last  # "Hybrid Court for South Sudan"
        letters = len(before) == 1 and first > 1  # "U. S. Agency for Harbours"
        spelled = letters and self.capitals.text[self.words[first - 2].start : self.words[first].start].strip()
        land = self.land_before(first) < first or self.known.atlas.look_up(spelled or before) is not None
        return not (of_land or land or before in self.known.uses["scope"])

    def is_spelled(self, left: int, right: int) -> bool:
        """Whether letters in brackets behind these words are theirs: "Civilian Secretariat for Ferries (CSF)"."""
        text, end = self.capitals.text, self.words[right].end
        letters = FORMS.in_brackets.match(text, end)
        full = plain(text[self.words[left].start : end])
        return letters is not None and spells(letters["short"], full)

    def is_of_another(self, left: int, last: int) -> bool:
        """A body ends here, before the known one of which it is ("Harbour Committee of the …")."""
        end, body = self.bodies.get(last + 1, (0, None))
        whole = body is not None and (end > last + 1 or not body.only_at)  # not "Board of the National Opera"
        known = self._is_known(left, last)
        return self.linked(last + 1, "of") and whole and (known or self._article_before(last + 1))

    def right(self, first: int, last: int, head: Head) -> int:
        """Index of the last word of the name whose head begins at ``first`` and ends at ``last``."""
        right = last
        while right + 1 < len(self.words) and right - last < (_LONGEST_LIST if head.joins else _FARTHEST):
            link = self.words[right + 1].link
            if right == last and not (link in ("and", "listed") and self.words[last].link == "of"):
                step = link in head.after and self._goes_on(right + 1) and self._may_follow(right + 1, head)
            elif link in ("word", "particle", "of"):
                step = self._steps_to_word(first, last, right, head)
            elif link in ("and", "listed"):
                step = self._steps_to_joined(last, right, head)
            elif link == "comma":
                landed = self._of_land(last, right) and not self._is_land(right + 1, right + 1)
                step = head.joins and not landed and self._in_list(right + 1)
            elif link == "possessive":
                step = self._opens(right)
            else:
                near = right - last < _NEAR or right in self.titled  # "Office of the United Nations Envoy for …"
                on = link == "for" or (link in ("to", "in") and "into" in head.after)  # "Royal Commission into …"
                on = (on and near and not self._of_land(last, right)) or self._asks_for(right)
                step = on and right + 1 not in self.titled and self._goes_on(right + 1)
            if not step:
                break
            right += 1
        return right

    def _steps_to_word(self, first: int, last: int, right: int, head: Head) -> bool:
        """Whether the word right behind those of a name, or behind its "of", is part of it."""
        following = self.words[right + 1]
        whose = self.words[last].text in self.known.uses["whose"] and right + 1 in self.titled
        near = right - last < _SHORT_GAP or right in self.titled
        if whose and (near or self._ends_office(last, right + 1)):
            return True
        seat = self.known.places.values.get(following.text) in ("capital", "city")
        town = head.before == "either" and seat  # where an office sits: "Ministry of Finance Colombo"
        ended = following.link == "word" and (town or self._is_known(first, right))
        return self._goes_on(right + 1) and not ended

    def _steps_to_joined(self, last: int, right: int, head: Head) -> bool:
        """Whether the word behind an "and" is part of the name."""
        lands = self._is_land(right, right) and self._is_land(right + 1, right + 1)  # "England and Wales"
        if self._is_land(right, right + 1) or (lands and not self.linked(right + 2, "word")) or self._is_shared(right):
            return True
        if not head.joins or self._is_listed(last, right) or self._of_land(last, right):
            return False
        commas = any(self.words[index].link == "comma" for index in range(last + 1, right + 1))
        return self._joins_right(right + 1, listed=commas)

    def _is_listed(self, last: int, right: int) -> bool:
        """Whether a list has ended before an "and" ("Culture, Media & Sport and") or ", and" ("Law and Order, and")."""
        links = [self.words[index].link for index in range(last + 1, right + 1)]
        since = links[len(links) - links[::-1].index("comma") :] if "comma" in links else links
        ended = not {"and", "listed"}.isdisjoint(since) and not self._is_shared(right)  # "and Legal Issues"
        return ended and ("comma" in links) == (self.words[right + 1].link == "and")

    def _is_shared(self, right: int) -> bool:
        """Whether an adjective and one behind its "and" tell of the noun after both: "Cultural and Social Works"."""
        quality = FORMS.quality.search(self.words[right].text) and not self._is_land(right, right)  # not "Nepal"
        return bool(quality) and self.words[right].link != "word" and self.linked(right + 2, "word")

    def with_form(self, right: int) -> int:
        """End (code points) of a name, over the stop of "Inc." or a form in brackets."""
        end = self.words[right].end
        if FORMS.stopped.fullmatch(self.capitals.text, self.words[right].start, end + 1):
            return end + 1
        form = self.known.around["forms"].match(self.capitals.text, end)
        return form.end() if form else end

    def _ends_office(self, last: int, index: int) -> bool:
        """Whether a title ends the name of an office: "Office of the Harbour Services Commissioner"."""
        return self._article_before(last + 1) and not self.linked(index + 1, "word") and index - last < _LIST

    def _may_follow(self, index: int, head: Head) -> bool:
        """Whether a body "in" the word is named for it, and one "of" it is no single person's."""
        word = self.words[index]
        committee, body = "against" in head.after, index in self.bodies
        if word.link == "to" and (word.text in self.known.uses["due"] or index - 1 in self.long):
            return False  # "the ambassador of the European Union to Norland"
        if not committee and ((body and word.link == "on") or (word.link == "to" and "in" not in head.after)):
            return not (body or self._article_before(index))  # "the Commission to the Harbour Mirror"
        if body and not committee and word.link == "for" and self.bodies[index][0] > index:
            return not self._article_before(index)  # "the Authority for the Harbour Commission to act"
        if word.link == "in":
            hit = self.known.places.values.get(word.text) or self.known.places.values.get(self._pair(index))
            return hit in ("name", "region") or self._is_seat(index, head)
        party = word.text in self.known.parties and FORMS.small_noun.match(self.capitals.text, word.end)
        return not (word.link in ("of", "to") and (party or self._holds(index)))  # "Committee of Labour members"

    def _goes_on(self, index: int) -> bool:
        word = self.words[index]
        given = word.text in self.known.given and self.linked(index + 1, "word", "particle")
        if word.link == "word" and (index in self.people or given):
            return False
        other = (word.heading and self._is_verb(word)) or FORMS.fy.match(word.text) or self._is_joint(word)
        if other or self.are_initials(index):
            return False
        title = index in self.titled and word.link == "word" and word.text not in self.known.uses["inside"]
        many = word.text.endswith("s") and not self.linked(index + 1, "word") and index - 1 not in self.long
        return not title or (many and self._of_head(index - 1))  # "Society of Harbour Surveyors"

    def _joins_right(self, index: int, *, listed: bool = False) -> bool:
        """Whether the words after an "and" go on with the name; an article does but at the end of a list."""
        if (self._article_before(index) and not listed) or self._is_title(index) or self._elsewhere(index):
            return False
        end = index
        while self.linked(end + 1, "word") and end + 1 not in self.titled:  # "Science and Technology Vice Chancellor"
            end += 1
        if end == index and self.known.atlas.sort_of(self.words[index].text) == "demonym":
            return False  # "the Department of State and Mexican authorities"
        joint = any(map(self._is_joint, self.words[index : end + 1]))
        last = self.words[end].text
        matter = last in self.known.matters or last.lower() in self.known.ordinary  # "and Government Reform"
        wide = not self.known.uses["matter"].isdisjoint((last, self.phrase(index, end)))
        bare = not wide and any(word.text in self.known.bare for word in self.words[index + (end > index) : end + 1])
        begins = self._is_another(index) and not (matter and end > index)
        another = joint or bare or (end > index and not wide and (begins or self._is_another(end)))
        shouted = self.words[index].text.isupper() and not self.words[index].heading
        return not shouted and (self.duty or not (another or self._is_title(end)))

    def _is_another(self, index: int) -> bool:
        """Whether a word ends a body's head, no matter ("Justice and Prison Services"), or a land's body."""
        landed = (at for at in range(max(0, index - 1), index + 1) if self.land_before(at) < at)
        many = self.words[index].text.endswith(("s", "S")) and not any(landed)
        return not many and self._ends_body(index)

    def _heads(self, index: int) -> bool:
        """Whether the name of another body begins with a word: "of Planning, [Norland Ministry] of Finance"."""
        last = index
        while self.linked(last + 1, "word"):
            last += 1
        heads = (phrase_at(self.known.heads, self.capitals, at) for at in range(index, last + 1))
        return any(head is not None and self.linked(head[0] + 1, "of", "for") for head in heads)

    def _in_list(self, index: int) -> bool:
        """Whether a comma stands inside "Banking, Housing, and Urban Affairs"."""
        titled = index in self.titled and self.words[index].text not in self.known.uses["inside"]
        if self._elsewhere(index) or titled or self._heads(index) or index in self.people:
            return False
        end = index
        while (self.linked(end + 1, "word", "comma", "of") or self._asks_for(end)) and end - index < _LONGEST_LIST:
            end += 1
        named = any(at in self.bodies and self._article_before(at) for at in range(index, end + 1))  # the Red Cross
        return not named and self.linked(end + 1, "and", "listed") and self._joins_right(end + 1, listed=True)
