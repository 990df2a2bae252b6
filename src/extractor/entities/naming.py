"""Entities: named things put together from their mentions, and the party with the seat behind a name."""

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from extractor.data import Library, Patterns, Row, library
from extractor.draft import Name
from extractor.fact import Mention
from extractor.regex import any_of, compiled
from extractor.rules.gazetteer import CLOSED, plain

FORMS, BODIES = Patterns("names/patterns.tsv"), Patterns("institutions/patterns.tsv")
"""Forms of words in and beside names, and in those of bodies."""

_FEWEST_BLANKS = {"": 0, "UN": 0, "EU": 0, "US": 3}
"""Of the countries whose bodies' names are spelled both ways, how long a name is at least."""

AGENCY = "agency in a dateline"
"""The rule of what stands in brackets behind a dateline's place: a newspaper or news agency."""

STUCK_INITIAL = re.compile(r"\.(?=\w)(?:(?<=\b[A-Z].)|(?<=\b[A-Z][a-z].))")
"""The stop of an initial that no blank parts from the surname: "N.Marsh"."""


def mention(name: Name) -> Mention:
    """The mention (words and code points) that a name is."""
    return Mention(text=name.text, start=name.start, end=name.end)


def names_of(row: Row) -> tuple[str, ...]:
    """The names of a well-known body, its own first; one of the UN's by each way to write "UN" before it.

    Each owner in them is also written without apostrophe ("Harbour Workers Union"); those of a body of no single
    country, and long ones of an American, are spelled as in Britain and in America.
    """
    names = (row["name"], *filter(None, row["aliases"].split("|")))
    fewest = _FEWEST_BLANKS.get(row["country"])
    if fewest is not None:
        spelled = (_respelled(name) for name in names if name.count(" ") >= fewest)
        names = tuple(dict.fromkeys((*names, *spelled)))
    rests = [name.removeprefix(said) for name in names for said in ("UN ", "United Nations ") if name.startswith(said)]
    owned = (f"UN's {rest}" for rest in rests if rest.rpartition(" ")[2].islower())
    united = (f"{said} {rest}" for rest in rests for said in ("UN", "U.N.", "United Nations"))
    bare = (FORMS.owner.sub("s ", name) for name in names if FORMS.owner.search(name))
    return (*names, *united, *owned, *bare)


def _respelled(name: str) -> str:
    """A name as it is spelled on the other side of the Atlantic."""
    pattern, others = _spellings()
    return pattern.sub(lambda part: others[part[0]], name)


@cache
def _spellings() -> tuple[re.Pattern[str], dict[str, str]]:
    """Parts of words that Britain and America spell otherwise, and each as the other does."""
    pairs = [(row["british"], row["american"]) for row in library().table("institutions/spellings.tsv")]
    others = dict(pairs) | {american: british for british, american in pairs}
    return compiled(any_of(others)), others


@lru_cache(maxsize=1 << 12)
def in_full(form: str) -> str:
    """A name with the words written out that are short: "Harbour Govt", "Pa. Harbour Court"."""
    pattern, fulls = _shortened()
    return pattern.sub(lambda word: fulls[word["short"]], form)


@cache
def _shortened() -> tuple[re.Pattern[str], dict[str, str]]:
    """Words that names of bodies have short, with a stop or without, and what each is in full."""
    fulls = {row["short"]: row["full"] for row in library().table("institutions/shortened.tsv")}
    return compiled(rf"\b(?P<short>{any_of(fulls)})\b\.?(?!\w)"), fulls


def fullest(forms: Iterable[str]) -> str:
    """The form to show as a name: the most words, then not all in capitals, not damaged, none short, then the first."""
    return min(forms, key=_shown)


def _shown(form: str) -> tuple[int, bool, bool, bool]:
    return -len(plain(form).split()), form.isupper(), bool(FORMS.damaged.search(form)), in_full(form) != form


def clean(form: str) -> str:
    """``form`` with single blanks, without a leading article and an editor's brackets ("[Ana] Brook") and marks."""
    form = " ".join(form.replace("[", "").replace("]", "").replace("\\_", " ").split())
    return without_article(form)


def without_article(form: str) -> str:
    """A name without the article before it."""
    return BODIES.article.sub("", form)


@lru_cache(maxsize=1 << 12)
def initials(form: str) -> str:
    """The first letters of the words of a name that are no prepositions."""
    return "".join(word[0].upper() for word in re.findall(r"\w+", form) if word.lower() not in CLOSED["small"])


def first_letters(name: str) -> str:
    """The first letters of a name's words as they stand: "BoZ" for "Bank of Zambia"."""
    return "".join(word[0] for word in name.split())


def spells(short: str, full: str) -> bool:
    """Whether letters hold the initials of a name and none but its own letters ("DBT", "Department of Boats")."""
    first = initials(full)
    if initials(full.partition(" for ")[0]) == short:  # not what it is for: "Harbour Works Office for Dredging (HWO)"
        return True
    return len(first) > 1 and short[0] == first[0] and _in_order(first, short) and _in_order(short, full.upper())


def _in_order(few: str, many: str) -> bool:
    rest = iter(many)
    return all(letter in rest for letter in few)


@cache
def given_names(library: Library) -> frozenset[str]:
    """Given names that mark a person, those that tell a pronoun among them."""
    marking = library.classes("coref/given.tsv", "marks", "name")["yes"]
    return library.words("names/given.tsv", "name") | {*map(str.title, marking)}


@cache
def party_label(library: Library) -> re.Pattern[str]:
    """Matches them from the end of the name on; its group ``label`` is the party with the seat."""
    labels = "|".join(re.escape(row["word"]) for row in library.table("people/parties.tsv") if "seat" in row["use"])
    return compiled(
        rf"\s*(?:(?P<open>\()|,\s|\s\s(?=I?[A-Z]\b))\s?"
        rf"(?P<label>(?:{labels})(?:\s?[-–—]\s?|\s{{1,3}}|(?(open),\s|(?!)))(?!Rep|Sen|Cong)[A-Z][A-Za-z]*\.?(?:\s?[A-Z][a-z]*\.?)?)"
    )


def forms_of_saying(library: Library) -> set[str]:
    """Forms of verbs of saying that open what is said, in the past or of one person: "said", "says"."""
    verbs = library.table("quotes/verbs.tsv")
    return {form for row in verbs if row["direct"] == "yes" for form in row["forms"].split() if form != row["verb"]}
