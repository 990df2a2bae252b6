"""How far the name of a body goes from its head noun."""

from extractor.entities.candidates.gazetteer import Head, phrase_at
from extractor.entities.candidates.token_tags import TokenTags
from extractor.entities.naming import FORMS, initials, spells
from extractor.rules.gazetteer import plain

_FARTHEST, _LONGEST_LIST, _LIST, _NEAR, _SHORT_GAP = 9, 14, 6, 3, 2


class Boundaries(TokenTags):
    """How far the name of a body goes from its head noun to the left and to the right."""

    def left(self, first: int, head: Head, *, joins: bool) -> int:
        """Index of the first word of the name whose head begins at ``first``."""
        if head.before == "land":
            return self.land_before(first)
        left, listed = first, False
        while left > 0 and first - left < _FARTHEST and not self._parts(left, first, head):
            link, word = self.words[left].link, self.words[left - 1]
            over = joins and self._after_bracket(left)
            left -= over
            place = link == "of" and self._is_of_place(left, first)
            if over or place or link in ("word", "particle"):
                step = self._modifies(left - 1) or (link == "word" and self._is_named_after(left - 1, first))
            elif link == "comma" and listed:
                whole = self.bodies[left][0] >= first if left in self.bodies else False
                another = whole or self._of_head(left - 1) or self._ends_body(left - 1) or self._is_where(left - 1)
                step = self._modifies(left - 1) and not another
            elif link == "possessive":
                step = self._opens(left - 1) or self.is_crowned(left - 2, first)
            elif link == "and" and (self.known.around["forms"].match(f" {word.text}.") or self.long.get(first) == left):
                step = False  # "Tarrow Inc. and Slip Inc.", "the States and European Union"
            elif link == "and" and (self.capitals.text[word.end] in "'’" or self._is_half_firm(left, first)):
                step = True  # "Farmers' and Fishers' Party"
            elif link in ("and", "listed") and (joins or (left < first and self._joins_plainly(left))):
                own = self._joins_left(left - 1) and not self._article_before(left)
                step = own or self._is_land(left - 1, left)
                listed = True
            else:
                step = link == "and" and "&" in self.capitals.text[word.end : self.words[left].start]
            if not step:
                left += over
                break
            left -= 1
        last = left - 1 if self.words[left].link == "word" else left
        chamber = last > 0 and self.phrase(last - 1, last) in self.known.chambers  # "House of Lords | Ports Committee"
        left = self._not_inside(last - 1 if chamber else left, first)
        gap = self.capitals.text[self.words[left - 1].end : self.words[left].start]
        dateline = gap[:1] == " " and self.words[left - 1].text.isupper() and not self.words[left].text.isupper()
        hyphen = left > 0 and gap.strip() in ("-", "–") and not dateline
        pairs = (start for start in (left - 2, left - 1) if hyphen and start >= 0)  # "Kenya – Chad Trade Council"
        land = next((start for start in pairs if self._is_land(start, left - 1)), left)
        start = self.words[land].start
        opens = land < left and gap[:1] == " " and self.capitals.text[start - 1 : start] in ("", "\n")
        return left if opens else land  # "Georgia – Harbour Council members met"

    def _is_of_place(self, left: int, first: int) -> bool:
        """Whether "of" stands in a place ("Isle of Man"), or before a land in a firm: "Flour Mills of Nigeria Plc"."""
        firm = self.known.around["forms"].match(f" {self.words[first].text}")
        landed = firm is not None and self._is_land(left, max(left, first - 1))
        return landed or self.phrase(left - 1, left) in self.known.places.values

    def _joins_plainly(self, index: int) -> bool:
        """Whether plain words end in what bodies are for, or in a land's: "Tarrow Fisheries and Harbour Fund"."""
        first, pair = self._run(index - 1), {self.words[index - 1].text, self.words[index].text}
        names = (pair, {word.text for word in self.words[first:index]})
        plainly = any({word.lower() for word in each - self.known.matters} <= self.known.ordinary for each in names)
        another = self.words[index].text in self.known.uses["scope"] or self.bodies.get(index, (0,))[0] > index
        apart = another or len(pair) == 1  # "Headquarters and Headquarters Company"
        opens = not self.words[first].link or (self.words[first].link == "of" and self._article_before(first))
        return (plainly and not apart and opens) or self._is_land(index - 1, index)

    def _after_bracket(self, index: int) -> bool:
        """Whether an abbreviation of the words before it stands in brackets right before this word."""
        if index < _NEAR - 1 or not FORMS.short_form.fullmatch(self.words[index - 1].text):
            return False
        text, before, short = self.capitals.text, self.words[index - 2], self.words[index - 1]
        opens, closes = text[before.end : short.start], text[short.end : self.words[index].start]
        return (opens, closes) == (" (", ") ") and short.text[-1] in (before.text[0], "C")

    def _parts(self, left: int, first: int, head: Head) -> bool:
        """Whether a firm ends here, or a known body and another, no chamber's committee, goes on to the head noun."""
        form = self.known.around["forms"].match
        firm = form(f" {self.words[left - 1].text}.") and not form(f" {self.words[left].text}")  # "Bell Inc. Bell Inc."
        return bool(firm) or ("against" not in head.after and left - 1 in self.long and self.long.get(first) == left)

    def land_before(self, first: int) -> int:
        """Index of the first word of a country, state or demonym, or of "Federal", before the word ``first``."""
        scoped = first and self.words[first].link == "word" and self.words[first - 1].text in self.known.uses["scope"]
        first -= bool(scoped)
        for left in range(max(0, first - 3), first):
            inside = all(self.words[index].link in ("word", "comma") for index in range(left + 1, first))
            linked = inside and self.words[first].link == "word"  # not "in North Carolina, Navy"
            words = self.capitals.text[self.words[left].start : self.words[first - 1].end]
            if linked and self.known.atlas.look_up(words.removeprefix("Royal ")):
                return left
        return first

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

    def spelled_left(self, left: int, right: int) -> int:
        """Index of the first word of a name whose initials stand in brackets behind it, ``left`` where none does."""
        text, end = self.capitals.text, self.words[right].end
        letters = FORMS.in_brackets.match(text, end)
        if letters is None:
            return left
        for start in range(left, max(-1, left - _NEAR - 2), -1):
            if initials(plain(text[self.words[start].start : end])) == letters["short"]:
                return start
            if not self.words[start].link or self.known.titles.values.get(self.words[start - 1].text) == "office":
                break
        return left

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
            following = self.words[right + 1]
            link = following.link
            if right == last and not (link in ("and", "listed") and self.words[last].link == "of"):
                step = link in head.after and self._goes_on(right + 1) and self._may_follow(right + 1, head)
            elif link in ("word", "particle", "of"):
                seat = self.known.places.values.get(following.text) in ("capital", "city")
                town = head.before == "either" and seat  # where an office sits: "Ministry of Finance Colombo"
                ended = link == "word" and (town or self._is_known(first, right))
                whose = self.words[last].text in self.known.uses["whose"] and right + 1 in self.titled
                near = right - last < _SHORT_GAP or right in self.titled
                office = whose and (near or self._ends_office(last, right + 1))
                step = office or (self._goes_on(right + 1) and not ended)
            elif link in ("and", "listed"):
                ended = self._is_listed(last, right) or self._of_land(last, right)
                commas = any(self.words[index].link == "comma" for index in range(last + 1, right + 1))
                joins = head.joins and not ended and self._joins_right(right + 1, listed=commas)
                lands = self._is_land(right, right) and self._is_land(right + 1, right + 1)  # "England and Wales"
                lands = self._is_land(right, right + 1) or (lands and not self.linked(right + 2, "word"))
                step = joins or self._is_shared(right) or lands
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

    def _modifies(self, index: int) -> bool:
        word = self.words[index]
        further = index + 1 if index + 1 in self.titled and self.linked(index + 1, "word") else index
        inside = self.linked(further + 1, "possessive") or word.text in self.known.uses["inside"]
        if index in self.titled and not inside:  # not of "Attorney General's Office"
            return False
        if self._is_joint(word) or FORMS.fy.match(word.text) or (index not in self.long and self._is_epithet(index)):
            return False
        small = word.text.lower() in self.capitals.lower
        if word.heading and (self._is_verb(word) or (small and not self._of_the(index))):
            return bool(self.linked(index + 1, "word") and self.known.places.values.get(self._pair(index).title()))
        noun = not self._is_verb(word) or word.text.endswith("ing") or word.text in self.known.uses["matter"]
        return noun or (index > 0 and self.linked(index, "word") and self.linked(index - 1, "word"))

    def _opens(self, index: int) -> bool:
        if index in self.long:
            return False
        text, word = self.capitals.text, self.words[index]
        one = text[word.end : word.end + 2].lower() in ("'s", "’s", " s")
        form = word.text + ("'s" if one else "'")
        several = not one and word.link != "of" and FORMS.many.search(word.text) is not None
        return several or form in self.known.uses["opener"]

    def _joins_left(self, index: int) -> bool:
        """Whether the words before an "and" belong to the same name rather than to another."""
        word = self.words[index]
        apart = self._is_title(index) or self._ends_body(index) or index in self.long or self._elsewhere(index)
        verb = word.text in self.known.uses["verb"] and word.text not in self.known.uses["matter"]
        apart = apart or verb or (word.text.isupper() and not word.heading)
        return not (apart or self.known.around["forms"].fullmatch(f" {word.text}"))

    def _ends_office(self, last: int, index: int) -> bool:
        """Whether a title ends the name of an office: "Office of the Harbour Services Commissioner"."""
        return self._article_before(last + 1) and not self.linked(index + 1, "word") and index - last < _LIST

    def _may_follow(self, index: int, head: Head) -> bool:
        """Whether a body "in" the word is named for it, and one "of" it is no single person's."""
        word = self.words[index]
        committee, body = "against" in head.after, index in self.bodies
        if word.link == "to" and word.text in self.known.uses["due"]:
            return False
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
        return self.linked(end + 1, "and", "listed") and self._joins_right(end + 1, listed=True)
