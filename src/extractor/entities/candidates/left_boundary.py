"""How far the name of a body goes to the left of its head noun."""

from extractor.entities.candidates.gazetteer import Head
from extractor.entities.candidates.token_tags import TokenTags
from extractor.entities.naming import FORMS, initials
from extractor.rules.gazetteer import plain

_FARTHEST, _NEAR = 9, 3


class LeftBoundary(TokenTags):
    """Where the name of a body begins, by the words before its head noun."""

    def left(self, first: int, head: Head, *, joins: bool) -> int:
        """Index of the first word of the name whose head begins at ``first``."""
        if head.before == "land":
            return self.land_before(first)
        left, listed = first, False
        while left > 0 and first - left < _FARTHEST and not self._parts(left, first, head):
            link = self.words[left].link
            at = left - 1 if joins and self._after_bracket(left) else left
            if at < left or link in ("word", "particle") or (link == "of" and self._is_of_place(at, first)):
                step = self._modifies(at - 1) or (link == "word" and self._is_named_after(at - 1, first))
            elif link == "comma" and listed:
                step = self._modifies(at - 1) and not self._lists_another(at, first)
            elif link == "possessive":
                step = self._opens(at - 1) or self.is_crowned(at - 2, first)
            else:
                step, lists = self._steps_over_and(at, first, joins=joins)
                listed = listed or lists
            if not step:
                break
            left = at - 1
        last = left - 1 if self.words[left].link == "word" else left
        chamber = last > 0 and self.phrase(last - 1, last) in self.known.chambers  # "House of Lords | Ports Committee"
        return self._with_paired_land(self._not_inside(last - 1 if chamber else left, first))

    def _lists_another(self, left: int, first: int) -> bool:
        """Whether the words before a comma are of another name than what is listed behind it."""
        whole = left in self.bodies and self.bodies[left][0] >= first
        return whole or self._of_head(left - 1) or self._ends_body(left - 1) or self._is_where(left - 1)

    def _steps_over_and(self, left: int, first: int, *, joins: bool) -> tuple[bool, bool]:
        """Whether the name goes on before an "and", and whether what it joins may be a list."""
        link, text, end = self.words[left].link, self.capitals.text, self.words[left - 1].end
        if link == "and":
            firm = self.known.around["forms"].match(f" {self.words[left - 1].text}.")
            if firm or self.long.get(first) == left:
                return False, False  # "Tarrow Inc. and Slip Inc.", "the States and European Union"
            if text[end] in "'’" or self._is_half_firm(left, first):
                return True, False  # "Farmers' and Fishers' Party"
        if link in ("and", "listed") and (joins or (left < first and self._joins_plainly(left))):
            own = self._joins_left(left - 1) and not self._article_before(left)
            return own or self._is_land(left - 1, left), True
        return link == "and" and "&" in text[end : self.words[left].start], False

    def _with_paired_land(self, left: int) -> int:
        """Index of the first word of a name with the land before its dash: "Kenya – Chad Trade Council"."""
        gap = self.capitals.text[self.words[left - 1].end : self.words[left].start]
        dateline = gap[:1] == " " and self.words[left - 1].text.isupper() and not self.words[left].text.isupper()
        hyphen = left > 0 and gap.strip() in ("-", "–") and not dateline
        pairs = (start for start in (left - 2, left - 1) if hyphen and start >= 0)
        land = next((start for start in pairs if self._is_land(start, left - 1)), left)
        start = self.words[land].start
        opens = land < left and gap[:1] == " " and self.capitals.text[start - 1 : start] in ("", "\n")
        return left if opens else land  # "Georgia – Harbour Council members met"

    def _is_of_place(self, left: int, first: int) -> bool:
        """Whether "of" is in a place ("Isle of Man"), "City of Tarrow Council" or "Flour Mills of Nigeria Plc"."""
        firm = self.known.around["forms"].match(f" {self.words[first].text}")
        landed = firm is not None and self._is_land(left, max(left, first - 1))
        owner = self.words[left - 1].text in self.known.uses["of"] and not self._article_before(left)
        return landed or owner or self.phrase(left - 1, left) in self.known.places.values

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

    def _modifies(self, index: int) -> bool:
        word, further = self.words[index], index
        while further + 1 in self.titled and self.linked(further + 1, "word"):  # "State | Attorney | General's Office"
            further += 1
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
