"""Second look: what is clear once decides the unclear mentions elsewhere in the article, letters of things included."""

from collections import defaultdict
from collections.abc import Iterator

from msgspec.structs import replace

from extractor.entities.candidates.candidate import LIKELY, Candidate
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.context_cues import FIRM
from extractor.entities.naming import FORMS, first_letters, spells
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals
from extractor.text.spans import Taken

_AGAIN, _SURE, _SHORT = 4.5, 3.0, 2


def find_again(
    capitals: Capitals, known: Lexicon, chosen: list[Candidate], others: dict[tuple[int, int], str]
) -> Iterator[Candidate]:
    """Surnames of people found in full, and abbreviations of bodies found once.

    What the model surely takes for something else (``others``) is no surname, but for a body that the text names by
    this word alone: where no name begins with it ("Dell Technologies"), there is none. Surnames come without the
    possessive s ("Bushs") in a text that lost its apostrophes.
    """
    names = _by_surname(capitals, chosen)
    surnames = set(names)
    yield from _abbreviations(capitals, chosen, surnames)
    no_apostrophes = "'" not in capitals.text and "’" not in capitals.text
    bare = {name for name in surnames if no_apostrophes and name.endswith("s") and name[:-1] in surnames}
    surnames -= bare
    for each in chosen:
        if each.label == "person" and capitals.text[each.start : each.end].split()[-1].casefold() in bare:
            yield Candidate(each.start, each.end - 1, "person", each.rule, each.weight + _AGAIN)
    bodies = (capitals.text[each.start : each.end].casefold() for each in chosen if each.label == "institution")
    openings = {name.split()[0] for name in bodies if " " in name}
    people = _people(chosen, capitals.text, openings)
    for index, word in enumerate(capitals.words):
        key, end = word.text.casefold(), word.end
        if no_apostrophes and key not in surnames and key.endswith("s"):
            key, end = key[:-1], end - 1
        if key not in surnames or word.start in people:
            continue
        follows = FORMS.behind.match(capitals.text, word.end)  # "Key findings" beside John Key
        thing = word.text in known.refused and not word.link and follows and follows[1] not in known.saying
        if thing or (word.heading and word.text.lower() in capitals.lower):
            continue
        joined = capitals.linked(index + 1, "word")
        if joined and (word.text in known.titles.values or capitals.words[index + 1].text in known.heads.values):
            continue
        if word.link == "word" and capitals.words[index - 1].text in known.given:
            continue
        whole = next((full for full in names[key] if capitals.text[end - len(full) : end].casefold() == full), key)
        other = others.get((end - len(whole), end))
        if other is None or (other == "ORG" and key not in openings):
            yield Candidate(end - len(whole), end, "person", "surname again", _AGAIN)


def no_tails(chosen: list[Candidate], text: str) -> Iterator[Candidate]:
    """The names, in the headline without the word that elsewhere stands in nobody's: "Lee Hsien Loong Officiates"."""
    full = [plain(text[each.start : each.end]) for each in chosen if each.label == "person"]
    headline = text.find("\n", len(text) - len(text.lstrip()))
    headline = -1 if text[:headline].rstrip().endswith(".") else headline  # the first paragraph
    for each in chosen:
        name = plain(text[each.start : each.end])
        front, _, last = name.rpartition(" ")
        once = each.end <= headline and full.count(name) == 1 and " " in front and front in full
        yield replace(each, end=each.end - len(last) - 1) if once and last.isupper() == name.isupper() else each


def no_short_forms(chosen: list[Candidate], text: str) -> Iterator[Candidate]:
    """The names without people who are the short form that the text gives a body: "Office of Mines (OMin)"."""
    given = _given(chosen, text)
    return (each for each in chosen if each.label != "person" or text[each.start : each.end] not in given)


def no_seats(chosen: list[Candidate], text: str) -> Iterator[Candidate]:
    """The names without a single word in brackets behind several bodies, which tells where each is: "(Tarrow)"."""
    behind: dict[str, set[str]] = defaultdict(set)
    for each in chosen:
        short = FORMS.one_bracketed.match(text, each.end) if each.label == "institution" else None
        name = plain(text[each.start : each.end])
        if short and not (short["word"].isupper() or spells(short["word"].upper(), name)):
            behind[short["word"]].add(name)
    return (each for each in chosen if len(behind.get(text[each.start : each.end], ())) <= 1)


def _given(chosen: list[Candidate], text: str) -> set[str]:
    """The single words in brackets or a gap right behind the name of a body that name it or are of its letters."""
    bodies = {each.start: each for each in chosen if each.label == "institution"}
    behind = (FORMS.one_bracketed, FORMS.one_gapped)
    found = [(each, short) for each in bodies.values() for form in behind if (short := form.match(text, each.end))]
    named = {short["word"] for _, short in found if short.start("word") in bodies}
    words = ((short["word"], plain(text[each.start : each.end])) for each, short in found)
    return named | {word for word, name in words if spells(word.upper(), name)}


def _people(chosen: list[Candidate], text: str, openings: set[str]) -> Taken:
    """Where people, places in full and sure bodies stand; a body's single word not, but one of ``openings``."""
    people = Taken(len(text))
    for each in chosen:
        name = text[each.start : each.end].casefold()
        body = each.label == "institution" and each.sure >= LIKELY and (" " in name or name in openings)
        place = each.label == "place" and " " in name
        if each.label == "person" or body or place:
            people.add(each.start, each.end)
    return people


def _abbreviations(capitals: Capitals, chosen: list[Candidate], surnames: set[str]) -> Iterator[Candidate]:
    """Each place of a short form that names a body somewhere, but for headings, where all words are in capitals."""
    text = capitals.text
    full = (plain(text[each.start : each.end]) for each in chosen if each.label == "institution")
    given = _given(chosen, text).union(filter(FORMS.mixed.fullmatch, map(first_letters, full)))
    names = {text[each.start : each.end] for each in chosen if each.label == "institution"}
    names = {name for name in names if name.casefold() not in surnames}
    told = {each.start for each in chosen if each.rule == FIRM or " " in text[each.start : each.end]}  # tells more
    for word in capitals.words:
        named = word.text in given or (word.text.isupper() and len(word.text) > _SHORT and word.text in names)
        if named and not word.heading and word.start not in told:
            yield Candidate(word.start, word.end, "institution", "abbreviation again", _AGAIN)


def _by_surname(capitals: Capitals, chosen: list[Candidate]) -> dict[str, dict[str, None]]:
    """The names of clear people, each once, in small letters, by their last word."""
    found: dict[str, dict[str, None]] = {}
    for each in chosen:
        if each.label == "person" and each.weight >= _SURE:
            parts = plain(capitals.text[each.start : each.end]).split()
            words = [part for part in parts if not FORMS.generation.fullmatch(part.rstrip("."))]
            if words and len(words[-1]) > 1:
                found.setdefault(words[-1].casefold(), {})[" ".join(words).casefold()] = None
    return found
