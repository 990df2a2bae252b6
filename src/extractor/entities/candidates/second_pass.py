"""Second look: what is clear once decides the unclear mentions elsewhere in the article."""

from collections.abc import Iterator

from extractor.entities.candidates.candidate import LIKELY, Candidate
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.context_cues import FIRM
from extractor.entities.naming import GENERATIONS
from extractor.regex import compiled
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals
from extractor.text.spans import Taken

_AGAIN = 4.5
_SURE = 3.0
_SHORT = 2
_VERB = compiled(r"\s+(\w+)")


def find_again(capitals: Capitals, known: Lexicon, chosen: list[Candidate]) -> Iterator[Candidate]:
    """Surnames of people found in full, and abbreviations of bodies found once.

    Surnames come without the possessive s ("Bushs") in a text that lost its apostrophes.
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
    people = _people(chosen, capitals.text, surnames, known)
    for index, word in enumerate(capitals.words):
        key, end = word.text.casefold(), word.end
        if no_apostrophes and key not in surnames and key.endswith("s"):
            key, end = key[:-1], end - 1
        if key not in surnames or word.start in people:
            continue
        if word.text.lower() in capitals.lower and word.heading:
            continue
        joined = index + 1 < len(capitals.words) and capitals.words[index + 1].link == "word"
        if joined and (word.text in known.titles.values or capitals.words[index + 1].text in known.heads.values):
            continue
        if word.link == "word" and capitals.words[index - 1].text in known.given:
            continue
        whole = next((full for full in names[key] if capitals.text[end - len(full) : end].casefold() == full), key)
        yield Candidate(end - len(whole), end, "person", "surname again", _AGAIN)


def _people(chosen: list[Candidate], text: str, surnames: set[str], known: Lexicon) -> Taken:
    """Where people are named already, or bodies of which the model is sure."""
    people = Taken(len(text))
    for each in chosen:
        body = each.label == "institution" and each.sure >= LIKELY
        if each.label == "person" or (body and not _is_bearer(each, text, surnames, known)):
            people.add(each.start, each.end)
    return people


def _is_bearer(each: Candidate, text: str, surnames: set[str], known: Lexicon) -> bool:
    """Whether what the model takes for a body is a surname with a hyphen, or one that says something."""
    name = text[each.start : each.end]
    if not each.rule.startswith("model") or name.casefold() not in surnames:
        return False
    after = _VERB.match(text, each.end)
    return "-" in name or (after is not None and after[1] in known.saying)


def _abbreviations(capitals: Capitals, chosen: list[Candidate], surnames: set[str]) -> Iterator[Candidate]:
    """Each place of a word in capitals that names a body somewhere, but for headings, where all words are such."""
    names = {capitals.text[each.start : each.end] for each in chosen if each.label == "institution"}
    names = {name for name in names if name.casefold() not in surnames}
    told = {each.start for each in chosen if each.rule == FIRM}  # what stands beside it here tells more
    for word in capitals.words:
        named = word.text in names and word.text.isupper() and len(word.text) > _SHORT
        if named and not word.heading and word.start not in told:
            yield Candidate(word.start, word.end, "institution", "abbreviation again", _AGAIN)


def _by_surname(capitals: Capitals, chosen: list[Candidate]) -> dict[str, dict[str, None]]:
    """The names of clear people, each once, in small letters, by their last word."""
    found: dict[str, dict[str, None]] = {}
    for each in chosen:
        if each.label == "person" and each.weight >= _SURE:
            words = [
                part
                for part in plain(capitals.text[each.start : each.end]).split()
                if not GENERATIONS.fullmatch(part.rstrip("."))
            ]
            if words and len(words[-1]) > 1:
                found.setdefault(words[-1].casefold(), {})[" ".join(words).casefold()] = None
    return found
