"""Firms that the model takes for people or places: "shares in Tarrow", "soap maker Pellen"."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from extractor.entities.candidates.candidate import Candidate
from extractor.entities.candidates.lexicon import Lexicon
from extractor.entities.context_cues import FIRM, Beside
from extractor.rules.gazetteer import plain
from extractor.text.capitals import Capitals

_FIRM = 3.2


def with_firms(
    modelled: Iterable[Candidate], others: list[Candidate], capitals: Capitals, known: Lexicon, beside: Beside
) -> Iterator[Candidate]:
    """The model's candidates; people and places that the words beside them make firms are bodies everywhere.

    Neither full names with a given name, surnames of people named in full nor known places become firms.
    """
    found = list(modelled)
    text = capitals.text
    doubtful = [each for each in found if each.label != "institution" and _may_be(text, each, known)]
    names = {each: plain(text[each.start : each.end]) for each in doubtful}
    firms = {
        name
        for each, name in names.items()
        if _has_form(name, known)
        or beside.makes_firm(text, each.start, each.end)
        or (" " not in name and beside.after_trade(text, each.start))
    }
    if firms:
        full = (plain(text[each.start : each.end]).split() for each in (*found, *others) if each.label == "person")
        surnames = {words[-1] for words in full if len(words) > 1 and " ".join(words) not in firms}
        firms = {name for name in firms if name.split()[-1] not in surnames}
        firms |= {name.rpartition(" ")[0] for name in firms if _has_form(name, known)}
    for each in found:
        firm = names.get(each) in firms if firms else False
        yield replace(each, label="institution", rule=FIRM, weight=_FIRM) if firm else each


def _may_be(text: str, each: Candidate, known: Lexicon) -> bool:
    name = plain(text[each.start : each.end])
    opening = name.split()[0]
    if each.label == "place":
        return each.rule != "electorate" and name not in known.places.values and not known.atlas.look_up(name)
    return (opening.title() not in known.given and "." not in opening) or _has_form(name, known)


def _has_form(name: str, known: Lexicon) -> bool:
    words = name.split()
    return len(words) > 1 and words[-1].rstrip(".") in known.firms
