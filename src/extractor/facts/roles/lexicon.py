"""The words of roles: nouns that head one, words that may stand before such and are none; and phrases of them."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from msgspec import Struct

from extractor.coref.mentions import singulars
from extractor.data import Library, Patterns
from extractor.entities.countries import LANDS, atlas
from extractor.regex import any_of, compiled

FORMS = Patterns("people/patterns.tsv")
"""The patterns of ``models/people/patterns.tsv``."""

_RANKING = "Ranking "
WINDOW = 200
MOST_WORDS = 18
WORD = compiled(r"(?:\w++|(?:[’'/&]|-(?!-)(?<!--)|\.(?!(?<=[a-z]{3}\.)[A-Z]))++(?=\w))++(?:[’'](?=\s))?")
Parts = list[re.Match[str]]
"""Words and signs of a window before or behind a name."""


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
        saying = _saying(library)
        self.nouns = (
            dict.fromkeys((row["word"] for row in library.table("people/callings.tsv")), True)
            | nouns
            | {key_of(word): nouns.get(key_of(word), True) for word in uses["noun"] | uses["behind"]}
        )
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
        parts = {f"{use}_words": any_of(each) for use, each in uses.items()}
        super().__init__("people/beside.tsv", library, parts | {"saying_words": any_of(saying)})
        self.parties = frozenset(key_of(row["word"]) for row in library.table("people/parties.tsv"))
        self.apart = self.ranks | uses["apart"] | self.parties
        self.outer = uses["land"] | uses["instead"]
        none = ("article", "pointer", "closer", "fresh", "apart")
        self.bounds = self.never.union(self.links, *map(uses.__getitem__, none))

        self.places = atlas(library)

    def is_land(self, words: str) -> bool:
        """Whether these words are a country, a state or an adjective of one."""
        return self.places.sort_of(FORMS.around.sub("", words)) in LANDS


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
        if kind == "rank" or title.startswith(_RANKING) or (kind == "office" and noun in honorifics):
            ranks.update(key_of(part) for part in title.split()[:-1])
            (bound if " " in title else grades).add(key_of(title.split()[-1]))
    return nouns, ranks, bound, grades, honorifics


def _saying(library: Library) -> set[str]:
    """Forms of verbs of saying that open what is said, in the past or of one person."""
    verbs = library.table("quotes/verbs.tsv")
    return {form for row in verbs if row["direct"] == "yes" for form in row["forms"].split() if form != row["verb"]}


def single(word: str, words: Words) -> str | None:
    """The noun of which a word is the plural: "Secretary" of "Secretaries"; None for a word that is none."""
    return next((form for form in singulars(word)[1:] if key_of(form) in words.nouns), None)


@lru_cache(maxsize=1 << 13)
def key_of(word: str) -> str:
    """The form under which a word is looked up."""
    return FORMS.around.sub("", FORMS.slashed.sub("", word).strip(".").lower())


def is_honorific(word: str, words: Words) -> bool:
    """Whether a word only addresses somebody ("Dr"), also where another stands right before it ("H.E.Mr")."""
    key = key_of(word)
    return key in words.honorifics or key.rpartition(".")[2] in words.honorifics


def is_short(word: str, words: Words) -> bool:
    """Whether a word is an abbreviation, so that the stop behind it ends no sentence."""
    return len(word) == 1 or "." in word or key_of(word) in words.short


def fits(word: str, words: Words) -> bool:
    """Whether a word may stand in a role."""
    key = key_of(word)
    if key in words.acronyms and word.islower():
        return False  # "a dig at Ms Hall" is no DIG
    if key in words.nouns or key in words.modifiers or FORMS.ordinal.fullmatch(word):
        return True
    if FORMS.around.sub("", word)[0].isupper():
        return key not in words.never or (word.isupper() and words.is_land(word))  # "US", not "us"
    return word.islower() and single(word, words) is not None


class Role(Struct, frozen=True):
    """A role and its place (code points); an ``office`` is more than a rank; ``weak``: it says little beside others."""

    text: str
    start: int
    end: int
    office: bool
    weak: bool = False


def first_of_rank(taken: Parts, words: Words) -> int:
    """Index of the first word of the rank ("Air Marshal") that ends a run of words, else the number of words."""
    at = len(taken)
    while at:
        key = key_of(taken[at - 1][0])
        general = words.nouns.get(key) and at > 1 and words.nouns.get(key_of(taken[at - 2][0]))  # "Attorney General"
        if general or not (key in words.grades or (at < len(taken) and key in words.ranks)):
            break
        at -= 1
    return at


def unbracketed(text: str) -> str:
    """A text with blanks in the place of its brackets, and "H. E." in one word."""
    return FORMS.bracket.sub(lambda bracket: " " * len(bracket[0]), FORMS.excellency.sub("H.E. ", text))


def breaks(gap: str, word: str, words: Words) -> bool:
    """Whether a role ends in the gap after a word; the stop of an abbreviation ends none."""
    if gap.startswith(".") and is_short(word, words):
        gap = gap[1:]
    return bool(FORMS.stop.search(gap))


def next_office(window: str, taken: Parts, words: Words) -> int | None:
    """Index of the last "and" after a comma that joins a role to a former person's: "head of X, and the chair of Y"."""
    for at in range(len(taken) - 1, 1, -1):
        if taken[at][0] == "and" and "," in window[taken[at - 1].end() : taken[at].start()]:
            return at if any(key_of(part[0]) in words.nouns or single(part[0], words) for part in taken[at:]) else None
    return None
