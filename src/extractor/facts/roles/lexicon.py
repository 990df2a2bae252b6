"""The words of roles: nouns that head one, words that may stand before such and are none; and runs of them."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from extractor.coref.mentions import singulars
from extractor.data import Library, Patterns
from extractor.entities.countries import LANDS, atlas
from extractor.entities.naming import forms_of_saying
from extractor.regex import any_of, compiled
from extractor.rules.gazetteer import CLOSED

FORMS = Patterns("people/patterns.tsv")


WINDOW = 200
MOST_WORDS = 18
WORD = compiled(r"(?:\w++|(?:[’'/&]|-(?!-)(?<!--)|\.(?!(?<=[a-z]{3}\.)[A-Z]))++(?=\w))++(?:[’'](?=\s))?")


class Words(Patterns):
    """Words that head a role (True: more than a rank), that may stand before such (or a rank), and that are none.

    ``uses``: the words of ``people/roles.tsv`` by their use, which that table explains.
    The patterns of ``people/beside.tsv`` are among it; ``verbs`` are those of headlines.
    ``scopes`` open what a role is of, ``links`` are these and what else joins its words;
    ``bound``: nouns that head a role only behind the other words of a title ("Sergeant First Class"), ``grades``: ranks
    of one word, ``titles``: whole ones in small letters, ``titled``: the words of titles;
    ``short``: abbreviations, ``small``: articles and the like; ``apart``: none that an office ends with before a
    rank, ``outer``: of lands and predecessors, ``bounds``: what stands before a role and is none of it.
    """

    def __init__(self, library: Library) -> None:
        nouns, ranks, bound, grades, honorifics = _titles(library)
        self.uses = uses = library.sets("people/roles.tsv", "use", "word")
        names = library.classes("names/refused.tsv", "use", "word")
        callings = dict.fromkeys((row["word"] for row in library.table("people/callings.tsv")), True)
        others = {key_of(word): nouns.get(key_of(word), True) for word in uses["noun"] | uses["behind"]}
        self.nouns = callings | nouns | others
        self.scopes, self.links = uses["scope"], uses["scope"] | uses["link"]
        self.modifiers = uses["modifier"] | uses["unit"]
        self.bound = bound - grades - uses["noun"] - uses["free"]
        self.grades = grades
        self.ranks = (ranks | uses["unit"]) - {"of", "the"}
        titles = (row["title"].lower() for row in library.table("people/titles.tsv") if row["kind"] == "rank")
        self.titles = frozenset(title.replace("-", " ").replace(".", "") for title in titles)
        self.honorifics = honorifics
        self.titled = (self.ranks | uses["land"] | self.nouns.keys()) - self.links
        self.small = uses["pointer"] | uses["article"]
        self.letters = frozenset(word.strip("().") for word in uses["letters"])
        self.never = frozenset(key_of(row["word"]) for row in library.table("names/never.tsv"))
        self.acronyms = _acronyms(library, uses["noun"] | uses["modifier"])
        self.short = frozenset(map(key_of, names["short"]))
        self.verbs = frozenset(names["verb"]) - set(map(str.title, uses["modifier"] | self.nouns.keys()))
        making = ("lately", "helps", "serving", "leaves", "being", "helping", "joins", "made")
        words = ("as", "who", "one", "to", "for", *(word for use in making for word in uses[use]))
        self._making = frozenset(found["word"] for found in map(FORMS.behind.match, words) if found)
        parts = {f"{use}_words": any_of(each) for use, each in uses.items()}
        super().__init__("people/beside.tsv", library, parts | {"saying_words": any_of(forms_of_saying(library))})
        self.parties = frozenset(key_of(row["word"]) for row in library.table("people/parties.tsv"))
        self.apart = self.ranks | uses["apart"] | self.parties
        self.outer = uses["land"] | uses["instead"]
        none = ("article", "pointer", "closer", "fresh", "apart")
        self.bounds = self.never.union(self.links, *map(uses.__getitem__, none))

        self.places = atlas(library)

    def is_land(self, words: str) -> bool:
        """Whether these words are a country, a state or an adjective of one."""
        return self.places.sort_of(FORMS.around.sub("", words)) in LANDS

    def is_office(self, word: str) -> bool:
        """Whether a word heads a role that is more than a rank."""
        return bool(self.nouns.get(key_of(word)))

    def may_be_made(self, text: str, end: int) -> bool:
        """Whether the first word behind a name is one of those with which ``made`` begins, a long pattern."""
        behind = FORMS.behind.match(text, end)
        return behind is not None and behind["word"] in self._making

    def single(self, word: str) -> str | None:
        """The noun of which a word is the plural: "Secretary" of "Secretaries"; None for a word that is none."""
        return next((form for form in singulars(word)[1:] if key_of(form) in self.nouns), None)

    def several(self, word: str) -> str | None:
        """The noun of which a word is the plural that heads no role as it is and stands before none ("Veterans X")."""
        one = None if word.isupper() or word.lower() in self.nouns else self.single(word)
        return one if one is None or word.islower() or one.lower() not in self.modifiers else None

    def is_of_heading(self, word: str) -> bool:
        """Whether a word is a heading's and no part of the role behind it: "Release", "Remembers", "JOIN"."""
        key = key_of(word)
        return key.title() in self.verbs and (word.isupper() or key.endswith(("s", "ing")))

    def is_honorific(self, word: str) -> bool:
        """Whether a word only addresses somebody ("Dr"), also where another stands right before it ("H.E.Mr")."""
        key = key_of(word)
        return key in self.honorifics or key.rpartition(".")[2] in self.honorifics

    def is_short(self, word: str) -> bool:
        """Whether a word is an abbreviation, so that the stop behind it ends no sentence."""
        return len(word) == 1 or "." in word or key_of(word) in self.short

    def fits(self, word: str) -> bool:
        """Whether a word may stand in a role: a noun or modifier of one, a capital, an ordinal, or a small plural."""
        key = key_of(word)
        if key in self.acronyms and word.islower():
            return False  # "a dig at Ms Hall" is no DIG
        if key in self.nouns or key in self.modifiers or FORMS.ordinal.fullmatch(word):
            return True
        if FORMS.around.sub("", word)[:1].isupper():
            spelt = word.isupper() and (self.is_land(word) or word in self.uses["spelt"])  # "US", not "us"
            return key not in self.never or spelt
        return word.islower() and self.single(word) is not None

    def breaks(self, gap: str, word: str) -> bool:
        """Whether a role ends in the gap after a word; the stop of an abbreviation ends none."""
        if gap.startswith(".") and self.is_short(word):
            gap = gap[1:]
        return bool(FORMS.stop.search(gap))


words_of = cache(Words)


def _acronyms(library: Library, small: Iterable[str]) -> frozenset[str]:
    """Keys of the titles that are letters of words ("DIG"): what is written in small letters is another word."""
    titles = [row["title"] for row in library.table("people/titles.tsv")]
    others = {key_of(title) for title in titles if not title.isupper()} | set(map(key_of, small))
    return frozenset(key_of(title) for title in titles if title.isupper()) - others


def _titles(library: Library) -> tuple[dict[str, bool], set[str], set[str], set[str], set[str]]:
    """Nouns of titles (True: of an office), words before those of ranks, nouns of long and short ranks, honorifics."""
    nouns: dict[str, bool] = {}
    ranks: set[str] = set()
    grades: set[str] = set()
    bound: set[str] = set()
    titles = [(row["title"].rstrip("."), row["kind"]) for row in library.table("people/titles.tsv")]
    honorifics = {key_of(part) for title, kind in titles if kind == "honorific" for part in title.split()}
    for title, kind in titles:
        noun = key_of(re.split(r" (?:of|for) ", title)[0].split()[-1])
        if kind != "honorific":
            nouns[noun] = nouns.get(noun, False) or kind == "office"
        if kind == "rank" or FORMS.ranking.match(title) or (kind == "office" and noun in honorifics):
            ranks.update(key_of(part) for part in title.split()[:-1])
            (bound if " " in title else grades).add(key_of(title.split()[-1]))
    return nouns, ranks, bound, grades, honorifics


@lru_cache(maxsize=1 << 13)
def key_of(word: str) -> str:
    """The form under which a word is looked up: in small letters, without stops, "ex-", "-elect" and "President/"."""
    return FORMS.around.sub("", FORMS.slashed.sub("", word).strip(".").lower())


class Role(Struct, frozen=True):
    """A role and its place (code points); an ``office`` is more than a rank; ``weak``: it says little beside others."""

    text: str
    start: int
    end: int
    office: bool
    weak: bool = False


class Run:
    """Words side by side in a ``window`` of a text before or behind a name, with the ``keys`` they are looked up by."""

    def __init__(self, window: str, parts: list[re.Match[str]], words: Words, keys: list[str] | None = None) -> None:
        self.window, self.parts, self.words = window, parts, words
        self.keys = [key_of(part[0]) for part in parts] if keys is None else keys

    def __len__(self) -> int:
        return len(self.parts)

    def __getitem__(self, places: slice) -> "Run":
        return Run(self.window, self.parts[places], self.words, self.keys[places])

    def add(self, part: re.Match[str]) -> None:
        """Takes one more word of the window in."""
        self.parts.append(part)
        self.keys.append(key_of(part[0]))

    def word(self, at: int) -> str:
        """The word at a place, counted from the end below 0."""
        return self.parts[at][0]

    def gap(self, at: int) -> str:
        """What stands between the word at a place and the one before it."""
        return self.window[self.parts[at - 1].end() : self.parts[at].start()]

    def is_office(self, at: int) -> bool:
        """Whether the word at a place heads a role that is more than a rank."""
        return bool(self.words.nouns.get(self.keys[at]))

    def has_office(self) -> bool:
        """Whether any word does."""
        return any(map(self.words.nouns.get, self.keys))

    def commas(self) -> list[int]:
        """The places of the words with a comma before them."""
        return [at for at in range(1, len(self)) if "," in self.gap(at)]

    def last_listed(self, noun: int) -> int:
        """Place of the last noun before the "and" of a list: "Founder, Vice President, and CEO"; else the noun's."""
        keys, words, at = self.keys, self.words, noun
        while at + 1 < len(keys) and self.gap(at + 1) == ", ":
            behind = range(at + 2, len(keys))
            end = next((step for step in behind if self.gap(step) != " " or keys[step] in CLOSED["and"]), len(keys))
            office = keys[at + 1 : end]
            named = all(key in words.modifiers or key in words.nouns for key in office)
            if not (named and words.nouns.get(office[-1])):
                break
            at = end - 1
        return at if CLOSED["and"].intersection(keys[at + 1 : at + 2]) else noun

    def first_of_rank(self) -> int:
        """Place of the first word of the rank ("Air Marshal") that ends the words, else their number."""
        keys, words = self.keys, self.words
        at = len(keys)
        while at:
            general = at > 1 and self.is_office(at - 1) and self.is_office(at - 2)  # "Attorney General"
            if general or not (keys[at - 1] in words.grades or (at < len(keys) and keys[at - 1] in words.ranks)):
                break
            at -= 1
        return at

    def next_office(self) -> int | None:
        """Place of the last "and" after a comma that joins a former person's role: "head of X, and the chair of Y"."""
        words = self.words
        for at in reversed(self.commas()):
            if at > 1 and self.word(at) == "and":
                told = (words.single(part[0]) or key_of(part[0]) in words.nouns for part in self.parts[at:])
                return at if any(told) else None
        return None


def unbracketed(text: str) -> str:
    """A text with blanks in the place of its brackets and of marks around names, and "H. E." in one word."""
    bare = FORMS.marked.sub(lambda marked: f" {marked['name']} ", text)
    return FORMS.bracket.sub(lambda bracket: " " * len(bracket[0]), FORMS.excellency.sub("H.E. ", bare))
