"""How far a law's title reaches around its head noun.

The words beside the head are turned into a string of classes, one letter a word (see ``wordclasses``), and a pattern
over the letters says how much of them is title: capitals joined by small words, lists and brackets.
"""

import re
from collections.abc import Collection
from functools import cached_property
from itertools import zip_longest

from msgspec.structs import replace

from extractor.entities.countries import LAND_NAMES
from extractor.facts.instruments.lexicon import Form, Found, Head, Lexicon, words_of
from extractor.facts.instruments.wordclasses import SIGNS, Token, WordClasses, low_of
from extractor.regex import lookbehind

_NEAR, _FAR, _WHEN, _MAKING, _YEAR_FIGURES = 90, 330, 2, 2, 4


class Reader:
    """Reads a text's laws: how far their titles go to both sides of a noun (code points), by ``titles.tsv``.

    ``home`` is the article's country (ISO 3166-1) and ``published`` its day (ISO 8601), where they are known.
    """

    def __init__(self, text: str, lexicon: Lexicon, home: str | None, published: str | None) -> None:
        self.text, self.lexicon = text, lexicon
        self.home, self.published = home, published
        self.year = int(published[:4]) if published else None
        self.words, self.patterns = lexicon.words, lexicon.patterns
        self._classes = WordClasses(text, lexicon.classes)
        self._shapes = lexicon.titles

    def left(self, head: int) -> tuple[int, bool]:
        """Start of the title before the noun at ``head`` (itself for none), and if an article or mark confirms it."""
        if not lookbehind(self.patterns.before_noun, self.text, head, _NEAR):
            return head, False
        tokens = self._classes.tokens(max(0, head - _FAR), head)
        letters = self._letters(tokens, head)
        found = self._shapes["left"].search(letters)
        if not found:
            return head, bool(self._shapes["sure"].search(letters))
        first = found.start()
        sure = bool(self._shapes["sure"].search(letters[:first]))
        listed = lookbehind(self.patterns.item, self.text, tokens[first].start, _NEAR)
        item = self.patterns.whole_item.match(self.text, head)
        sure = sure or bool(item and (listed or item["number"]))
        if not (sure or listed) and "," in letters[first:]:
            last = SIGNS.bracketed.sub(lambda bracket: "." * len(bracket[0]), letters).rfind(",")
            first = first if last < first or "&" in letters[last:] else last + 1  # a list that ends in "and" is one
        if not sure and self.text[head : head + 3].lower() != "act":
            cuts = (i + 1 for i in range(first, len(tokens) - 1) if low_of(tokens[i].text) in self.words["cut"])
            first = max(cuts, default=first)
        noun = self.text[head : head + 4].lower().strip(" ,;.)\n")
        if letters[first : first + 2] == "Vt" and noun not in self.words["enacted"]:
            first += 2
        if letters.startswith(("(", "D("), first):  # under 13(2) | Ports Act
            first = letters.index(")", first) + 1
        while (closed := letters.find(")", first)) >= 0 and "(" not in letters[first:closed]:
            first = closed + 1  # (Committee on Ports), the Harbour Bill
        while first < len(tokens) and self._front(tokens, first, sure):
            first += 1
        start = tokens[first].start if first < len(tokens) else head
        part = self.patterns.part_before.match(self.text, start, head)
        return (part.end() if part else start), sure

    def right(self, end: int, openers: Collection[str]) -> int:
        """End of the title that one of the small words ``openers`` opens at ``end`` (``on Human Rights``)."""
        opener = self.patterns.opener.match(self.text, end)
        if not opener or opener[1].lower() not in openers:
            return end
        tokens = self._classes.tokens(opener.end(), end + _FAR)
        tokens = self._doings({"on": self._subject, "of": self._land}.get(opener[1].lower(), list)(tokens))
        letters = "c" + "".join(token.letter for token in tokens)
        found = self._shapes["right_of_changes" if letters[1:2] == "V" else "right"].match(letters)
        if not found:
            return end
        taken = found[0]
        if self._shapes["another"].match(letters, len(taken)) and "&t" in taken:
            taken = taken[: taken.index("&t")]  # the Convention on Ports and the Ferries (Amendment) | Bill
        taken = self._first(taken, tokens)
        joined = (at for at in range(1, len(taken) - 2) if taken[at] == "&" and taken[at + 2] == "c")
        if taken[1:2] != "V":  # on Ports | and Law on Fish
            taken = taken[: next((at for at in joined if self._heads(tokens[at])), len(taken))]
        last = taken.rfind("&")
        one = taken[1:2] == "V" and not any(map(self._heads, tokens[1 : len(taken) - 2]))
        others = low_of(tokens[len(taken) - 3].text) in self.words["generic"] if len(taken) > _WHEN else False
        if last > 0 and not (one or others) and self._heads(tokens[len(taken) - 2]):
            taken = taken[:last]
        behind = low_of(tokens[len(taken) - 1].text) if len(taken) <= len(tokens) else ""
        counted = behind in self.words["counted"] and taken[-2] == "c" and len(taken) > _WHEN
        taken = taken[:-2] if counted else taken  # the Law on Harbours with 115 | votes
        while self._tells_when(taken, tokens[: len(taken) - 1]):
            taken = taken[:-2]
        if taken.endswith(")"):
            taken = taken[: taken.rindex("(")]
        ending = self.words["ending"] | self.lexicon.demonyms
        while len(taken) >= _WHEN and low_of(tokens[len(taken) - 2].text) in ending:
            taken = taken[:-1]  # a Declaration of Friendship Between, the Law on Croatian | ships
        end = tokens[len(taken) - 2].end if len(taken) >= _WHEN else end
        goes = self.patterns.goes_on.match(self.text, end) if opener[1].lower() == "on" else None
        return goes.end() if goes else end  # the Directive on the Patentability of computer programs

    def is_past(self, item: Found) -> bool:
        """Whether a law is of a year so long before the article's that it is in the making no more."""
        return bool(self.year and item.year and int(item.year) < self.year - _MAKING)

    @cached_property
    def members(self) -> frozenset[str]:
        """Words in small letters with a title before them (of a second after "and" too) or a party behind them."""
        found: set[str] = set()
        for run in self.patterns.members.finditer(self.text):
            words = SIGNS.name.findall(run["names"])
            found.update(words[:1] if run["title"].isupper() else words)  # in capitals what follows may be anything
        found.update(party["name"] for party in self.patterns.party.finditer(self.text))
        names = (name.lower().removesuffix("'s").removesuffix("’s") for name in found)
        return frozenset(part for name in names for part in name.split("-"))

    def with_tail(self, item: Found, forms: frozenset[str] = frozenset()) -> Found:
        """The mention with the years and numbers behind it; ``forms`` are those of its head noun."""
        may = "number" in forms and item.type not in ("act", "bill")
        number = self.patterns.number.match(self.text, item.end) if may else None
        if number and "signed" in forms and number[0].strip().isdecimal():
            number = None  # directive 3
        if number and (item.type == "resolution" or not SIGNS.year_behind.fullmatch(number[0])):
            more = self.patterns.more_numbers.match(self.text, number.end()) if item.type != "resolution" else None
            end = more.end() if more else number.end()
            said = self.text[number.start("number") : end - bool(number["open"])].strip()
            item = replace(item, end=end, number=said, year=number["year"])
        while tail := self.patterns.tail.match(self.text, item.end):
            part = (f"no.{tail['part']}",) if tail["part"] else words_of(tail["kind"] or "")
            number_of_year = f"{tail['number']} of {tail['of']}" if tail["of"] else tail["number"]
            year, figures = tail["year"] or tail["of"] or tail["dated"], tail["act"] or number_of_year
            item = replace(
                item, end=tail.end(), year=year or item.year, number=figures or item.number, core=(*item.core, *part)
            )
        return item

    def _subject(self, tokens: list[Token]) -> list[Token]:
        """Behind "on (the)" a capital opens the title, whatever word has it (on the Honorable Treatment of Guests)."""
        first = next((at for at, token in enumerate(tokens) if token.letter != "t"), 0)
        word = tokens[first] if tokens else None
        if word is None or word.letter != "x" or not word.text.istitle() or low_of(word.text) in self.words["when"]:
            return tokens
        return [*tokens[:first], replace(word, letter="C"), *tokens[first + 1 :]]

    def _land(self, tokens: list[Token]) -> list[Token]:
        """All words of a land's name open the title (of the Democratic Republic of the Congo, of Côte d'Ivoire)."""
        start = next((token.start for token in tokens if token.letter != "t"), 0)
        hit = next(self.lexicon.atlas.scan(self.text, start, start + _FAR), None)
        if hit is None or hit.start != start or hit.sort not in LAND_NAMES:
            return tokens
        return [replace(token, letter="C") if start <= token.start < hit.end else token for token in tokens]

    def _doings(self, tokens: list[Token]) -> list[Token]:
        """What "and Regulation of" tells is done, and no noun of another law (on Licensing and Regulation of Ports)."""
        follows = zip([None, *tokens], tokens, tokens[1:], strict=False)
        done = {
            token.start
            for before, token, after in follows
            if before and before.letter == "&" and after.text == "of" and low_of(token.text) in self.words["doing"]
        }
        return [replace(token, letter="V") if token.start in done else token for token in tokens]

    def _letters(self, tokens: list[Token], head: int) -> str:
        """The classes of the words before a noun; before "Act" all capitals are words of the title."""
        letters = "".join(self._in_list(tokens, at) for at in range(len(tokens)))
        only = self._shapes["bracketed"].search(letters)
        if only and (tokens[only.start()].text.istitle() or letters[: only.start()].endswith("C")):
            letters = f"{letters[: only.start()]}C{only[1]}"
        if self.text[head : head + 3] != "Act":
            return letters
        shapes = "".join(
            letter
            if letter == "."
            else "X"
            if each.letter == "x" and each.text[0].isupper()
            else "o"
            if each.letter == "t" and each.text not in ("the", "The")
            else each.letter
            for each, letter in zip(tokens, letters, strict=True)
        )
        run = self._shapes["capitals"].search(shapes)
        made = self.words["inside"] | self.words["office"]  # the Senate Harbour Act
        if not run or low_of(tokens[run.start()].text) in made:
            return letters
        return letters[: run.start()] + run[0].replace("X", "C").replace("o", "c")

    def _in_list(self, tokens: list[Token], at: int) -> str:
        """The class of a word before a title's noun; none where another ends (2030 Agenda, the Port Plan)."""
        after = tokens[at + 1].letter if at + 1 < len(tokens) else ""
        noun = after == "," and (self._heads(tokens[at]) or low_of(tokens[at].text) in self.words["part"])
        if after and after in ",&" and tokens[at].letter in "CO":
            phrase = " ".join(low_of(token.text) for token in tokens[max(0, at - 2) : at + 1])
            noun = noun or phrase in self.lexicon.nouns
            noun = noun or tokens[at].text in self.lexicon.known  # the IPC and | Arms Act
            return "." if noun else tokens[at].letter
        if self.patterns.house.match(self.text, tokens[at].start):  # the House of Lords (Peers) Bill
            return "I"
        inner = tokens[at].letter == "I" and [token.letter for token in tokens[at + 1 : at + 3]] == ["c", "t"]
        joins = inner and low_of(tokens[at + 1].text) in self.words["purpose"] | {"of", "to"}
        return "C" if inner and not joins else tokens[at].letter  # the Fund by | the Harbour Act

    def _first(self, taken: str, tokens: list[Token]) -> str:
        """Without a second title behind "and (a proposal for) the" (the Treaty of Lisbon and the Lisbon Treaty)."""
        seconds = list(self._shapes["second"].finditer(taken))
        for second, after in zip_longest(seconds, seconds[1:]):
            end = after.start() if after else len(taken)
            before, behind = tokens[: second.start() - 1], tokens[second.end() - 1 : end - 1]
            whole = any(self._heads(token) and low_of(token.text) not in self.words["opening"] for token in before)
            if any(map(self._heads, behind)) and (whole or second[0] == "&t"):
                return taken[: second.start()]
        return taken

    def _tells_when(self, taken: str, tokens: list[Token]) -> bool:
        """Whether what would be a title's end is "in 1989", "in May", "on Monday", "in Lisbon"."""
        if len(tokens) <= _WHEN or taken[-2] != "c":
            return False
        opener, last = low_of(tokens[-2].text), low_of(tokens[-1].text)
        if opener == "in" and last in self.words["town"]:  # "the Treaty on Harbours in Lisbon"
            return True
        return opener in ("in", "on", "with", "by") and (taken[-1] == "D" or last in self.words["when"])

    def _heads(self, token: Token) -> bool:
        return token.letter != "V" and low_of(token.text) in self.lexicon.nouns

    def _front(self, tokens: list[Token], at: int, sure: bool) -> bool:
        """Whether a word before a title is none of it; a capital in prose is of it (passed Domestic Work Bill)."""
        token, after, before = tokens[at], tokens[min(at + 1, len(tokens) - 1)].text, tokens[at - 1].text if at else ""
        joins = before in self.words["connector"] - self.words["and"]  # Timeline for | Second Harbour Bill
        low, prose = low_of(token.text), (before.islower() and not joins) or before in ("(", ",")
        if low_of(after).partition("-")[0] in self.words["place"]:
            return False
        passed = made_by(low, self.words["made"]) and after != token.text
        done = low.endswith("ed") and low_of(after) in self.words["agent"]  # "Created by Assembly resolution 12"
        generic = low in self.words["generic"] and not (sure or (prose and token.text.istitle()))
        if passed or done or generic or token.letter in "c&,t" or low in self.words["front"]:
            return True
        return self._classes.stripped and low.endswith("s") and token.text[:-1].lower() in self.members  # "Holts bill"


class Noun:
    """A head noun where it stands (code points), what the tables say of it, and the reader of its text."""

    def __init__(self, match: re.Match[str], head: Head, reader: Reader) -> None:
        self.said, (self.start, self.end) = match[0], match.span()
        self.word, self.type, self.forms = head.word, head.type, head.forms
        self.after, self.not_after = head.after, head.not_after
        self.reader, self.text, self.lexicon = reader, reader.text, reader.lexicon
        self.words, self.patterns = reader.words, reader.patterns

    def found(
        self, start: int, end: int, form: Form, core: tuple[str, ...] = (), *, year: str | None = None,
        country: str | None = None,
    ) -> Found:  # fmt: skip
        """A mention of a law with this noun at its head."""
        return Found(start, end, form, self.word, self.type, core, year=year, country=country)

    def is_placed(self, item: Found) -> bool:
        """Whether a place stands before the noun, a year, or a word that treaties alone have; or a title behind it."""
        places = self.words["town"], self.lexicon.nations.keys(), self.words["among"]
        dated = any(len(word) == _YEAR_FIGURES and word.isdecimal() for word in item.core)
        return dated or item.end > self.end or not all(words.isdisjoint(item.core) for words in places)


def made_by(word: str, made: frozenset[str]) -> bool:
    """Whether the word says who made or passed a bill (Senate-passed)."""
    _, hyphen, done = word.rpartition("-")
    return bool(hyphen) and done in made
